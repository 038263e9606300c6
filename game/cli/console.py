"""The terminal: its width and colours, as rich finds them; NO_COLOR and pipes are respected."""

import sys

from rich.console import Console


class _Output(Console):
    """Leaves it to `main` what a closed pipe means."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console() -> Console:
    """Standard output."""
    return _Output(file=sys.stdout, highlight=False, emoji=False, markup=False)


def note(message: str) -> None:
    """A word to the user beside the output, which may be piped."""
    print(message, file=sys.stderr, flush=True)
