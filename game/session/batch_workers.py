"""Games of a batch in several processes, safe under every system's way of starting them, and under Ctrl-C."""

import gc
import multiprocessing
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from threading import current_thread, main_thread
from typing import Any

from game.scenario.load import Scenario, from_spec
from game.session.batch_db import BatchError, GameRow
from game.session.batch_games import Task, play_game

_ATTENTION_SPAN = 0.3  # seconds until Ctrl-C is noticed


def play_in_workers(spec: dict[str, Any], tasks: list[Task], days: int | None, workers: int) -> Iterator[GameRow]:
    """The games of other processes, as they come. After Ctrl-C those already begun are finished first."""
    count = min(workers, len(tasks))
    context = multiprocessing.get_context("spawn")
    waiting = iter(tasks)
    running: set[Future[GameRow]] = set()
    with (
        _interrupts() as interrupts,
        ProcessPoolExecutor(count, context, _prepare, (spec,)) as pool,
        _told_of_lost_workers(),
    ):
        while not interrupts:
            with _deaf_children():
                running |= {pool.submit(_play, task, days) for task in islice(waiting, 2 * count - len(running))}
            if not running:
                return
            done, running = wait(running, _ATTENTION_SPAN, FIRST_COMPLETED)
            for finished in done:
                yield finished.result()
        pool.shutdown(cancel_futures=True)
        for finished in running:
            if not finished.cancelled():
                yield finished.result()


@contextmanager
def _told_of_lost_workers() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise BatchError(
            "a worker process ended unexpectedly, perhaps for lack of memory; the finished games are kept, and the "
            'same batch goes on where it ended. In a script, the call must stand under `if __name__ == "__main__":`'
        ) from error


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """A list that fills when Ctrl-C is pressed, which then takes its effect at the end.

    It must not strike while a process is half started: the pool would wait for that one for ever.
    """
    pressed: list[int] = []
    if current_thread() is not main_thread():
        yield pressed
        return
    previous = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, previous)
        for number in pressed[:1]:
            signal.raise_signal(number)


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes started here do not hear Ctrl-C from their first moment, where systems can pass that on."""
    if sys.platform == "win32":
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


_loaded: list[Scenario] = []
"""In a worker: the scenario, read once."""


def _prepare(spec: dict[str, Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    _loaded[:] = [from_spec(spec)]
    gc.freeze()  # what has been loaded stays: looking through it again and again cost a seventh of the time


def _play(task: Task, days: int | None) -> GameRow:
    return play_game(_loaded[0], task, days)
