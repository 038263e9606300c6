"""What seeds there are: the luck of a game is a whole number."""

DEFAULT_SEED = 1
MOST_SEED = 2**63 - 1
"""The largest that SQLite's integers hold; the least is 0."""
