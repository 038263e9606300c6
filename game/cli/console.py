"""The terminal: its width and colours, as rich finds them; NO_COLOR and pipes are respected."""

import sys

from rich.console import Console


def console() -> Console:
    """Standard output."""
    return Console(file=sys.stdout, highlight=False, emoji=False, markup=False)


def note(message: str, end: str = "\n") -> None:
    """A word to the user beside the output, which may be piped."""
    print(message, end=end, file=sys.stderr, flush=True)
