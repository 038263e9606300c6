"""What commands that play many games share: arguments, progress with time left, and Ctrl-C."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.command import INTERRUPTED
from game.cli.options import DEFAULT_SCENARIO, count

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from game.session.progress import Progress
    from game.session.text import Texts


def add_scenario(parser: ArgumentParser) -> None:
    """What is played."""
    parser.add_argument(
        "scenario",
        nargs="?",
        default=DEFAULT_SCENARIO,
        metavar="SCENARIO",
        help=f"a scenario by path or name, also as name@entry (default: {DEFAULT_SCENARIO})",
    )


def add_running(parser: ArgumentParser, out: str) -> None:
    """How long, by how many, and where to; ``out`` is the name of the file where none is given."""
    parser.add_argument("--days", metavar="N", type=count, help="stop each game after so many days")
    parser.add_argument("--workers", metavar="N", type=count, default=1, help="processes (default: 1)")
    parser.add_argument(
        "--limit",
        metavar="SECONDS",
        type=count,
        help="stop a game after so long; it counts as failed (default: 600 in a process of its own)",
    )
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help=f"where the games are kept (default: {out}); repeat the command to go on",
    )


def bar(what: str) -> "Bar":
    """Progress on the error stream with the time left, where that is a terminal."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    terminal = Console(stderr=True)
    return Progress(*columns, console=terminal, transient=True, disable=not terminal.is_terminal)


def play_counted(what: str, play: "Callable[[Progress], object]") -> int | None:
    """Play with progress on the error stream; None, or how many games there are when it was interrupted."""
    with bar(what) as progress:
        task = progress.add_task(what, total=None)
        try:
            play(lambda done, total: progress.update(task, completed=done, total=total))
        except KeyboardInterrupt:
            return int(progress.tasks[task].completed)
    return None


def tell_interrupted(words: "Texts", kept: int, *files: Path) -> int:
    """Say where the finished games are, if there are any; the exit status."""
    from game.cli.console import note

    key = "interrupted" if kept else "interrupted_at_once"
    note(words.say(f"batch.{key}", file=words.say("list.comma").join(map(str, files))))
    return INTERRUPTED
