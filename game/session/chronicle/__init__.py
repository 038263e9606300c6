"""A game told day by day: what happened, who could know of it, and the sentences about it."""
