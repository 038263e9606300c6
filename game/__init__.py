"""Hebei 1945–49: an operational hex wargame of the Chinese Civil War."""

__version__ = "0.1.0"

RULES_VERSION = 1
"""Changes with any change of behaviour: saves of another version can be read and continued, not replayed."""
