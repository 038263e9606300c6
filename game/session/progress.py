"""How long work reports its progress."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with how much is done, of how much; what it raises ends the work."""
