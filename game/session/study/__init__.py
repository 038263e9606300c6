"""Many games and what they say: batches, arenas, validations, and what one changed fact changes."""
