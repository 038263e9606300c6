"""The board: the land with overlays, counters and names on it, read from a position."""
