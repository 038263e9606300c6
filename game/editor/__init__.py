"""The built-in editor: it changes the text of a scenario file, and nothing else."""
