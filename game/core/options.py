"""The options of a game: what players may agree on beside the numbers of the rules."""

OPTIONS = {"fog": 1, "low_luck": 0, "defections": 1, "talks": 1, "talks_by_player": 0, "uncertain_arrivals": 0}
"""Their defaults; each is 0 or 1."""
