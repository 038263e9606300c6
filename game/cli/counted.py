"""What commands that play many games share: arguments, progress with time left, and being interrupted."""

import os
import signal
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from game.cli.command import INTERRUPTED, TERMINATED, CommandError
from game.cli.options import DEFAULT_SCENARIO, count

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from game.session.progress import Progress
    from game.session.words.text import Texts

NAMED = "with all that makes its games other in its name"
"""How a help text describes the usual name of a file of games."""
_BETWEEN_LINES = 30
"""Seconds between two lines of progress in a log."""


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


def play_counted(words: "Texts", play: "Callable[[Progress], object]", files: Mapping[str, Path]) -> int | None:
    """Play with progress on the error stream; the exit status if it was interrupted, after saying what is kept.

    ``files`` are where the games are kept, by the options that say so. Raises CommandError, with an option
    to give instead, where one of them holds other games.
    """
    from game.session.study.batch_db import OtherGamesError

    what, kept = words.say("batch.games"), 0
    with bar(what) as progress, _stopped_like_ctrl_c():
        task, lines = progress.add_task(what, total=None), _Lines(words)

        def told(done: int, total: int) -> None:
            nonlocal kept
            kept = done
            progress.update(task, completed=done, total=total)
            if progress.disable:
                lines.tell(done, total)

        try:
            play(told)
        except KeyboardInterrupt as stop:
            _tell_interrupted(words, kept, files)
            return TERMINATED if isinstance(stop, _Stopped) else INTERRUPTED
        except OtherGamesError as error:
            raise CommandError(f"{error}, such as {_other_file(error.path, files)}") from error
    return None


class _Lines:
    """Progress as lines, for a log: one every half minute."""

    def __init__(self, words: "Texts") -> None:
        self._words = words
        self._began = self._last = time.monotonic()
        self._first: int | None = None

    def tell(self, done: int, total: int) -> None:
        """Say how many games there are and how long the others will take, unless that was said just now."""
        from game.cli.console import note

        now = time.monotonic()
        if self._first is None:
            self._first = done
        if now - self._last < _BETWEEN_LINES or done == self._first:
            return
        self._last = now
        left = round((now - self._began) * (total - done) / (done - self._first))
        note(self._words.say("batch.so_far", done=done, total=total, left=_clock(left)))


def _clock(seconds: int) -> str:
    """``2:08``, and from an hour on ``1:02:08``."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class _Stopped(KeyboardInterrupt):
    """The system asked the program to end."""


@contextmanager
def _stopped_like_ctrl_c() -> Iterator[None]:
    """Being asked to end is like Ctrl-C, unless it was ignored, or has a handler that Python could not restore."""
    if current_thread() is not main_thread() or signal.getsignal(signal.SIGTERM) in (None, signal.SIG_IGN):
        yield
        return

    def stop(*_: object) -> None:
        raise _Stopped

    previous = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)


def _tell_interrupted(words: "Texts", kept: int, files: Mapping[str, Path]) -> None:
    from game.cli.console import note

    key = "interrupted" if kept else "interrupted_at_once"
    note(words.say(f"batch.{key}", file=words.say("list.comma").join(map(str, files.values()))))


def _other_file(taken: Path, files: Mapping[str, Path]) -> str:
    """The option with a file that is not there yet, instead of one that is taken or lies beside it."""
    options = {file: option for option, file in files.items()}
    file = taken if taken in options else next(iter(options))
    number = 2
    while (free := file.with_name(f"{file.stem}-{number}{file.suffix}")).exists():
        number += 1
    return f"{options[file]} {free}"


def demand_writable(option: str, file: Path | None) -> None:
    """Raise CommandError where a file cannot be written, before anything is played for it."""
    if file is None:
        return
    if file.is_dir():
        raise CommandError(f"{option} {file}: this is a folder; name a file in it")
    if not file.parent.is_dir():
        raise CommandError(f"{option} {file}: there is no folder {file.parent}")
    is_device = file.exists() and not file.is_file()
    if not os.access(file if is_device else file.parent, os.W_OK):
        raise CommandError(f"{option} {file}: it cannot be written; choose another file")
