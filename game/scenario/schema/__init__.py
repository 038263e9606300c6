"""What may stand in a scenario file: models of its blocks, with what each field means."""
