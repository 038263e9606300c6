"""Games of a batch in several processes, safe under every system's way of starting them, and under Ctrl-C.

A worker plays a game at a time. One that hangs or dies costs the game that it was
playing, and is replaced.
"""

import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Lock, Timer, current_thread, main_thread
from types import FrameType
from typing import Any, NamedTuple, Self

from game.collector import leave_what_is_loaded
from game.core.kernels.jit import is_cached
from game.scenario.load import from_spec
from game.session.session import Session
from game.session.study.batch_db import BatchError, GameRow
from game.session.study.batch_games import Task, failed_row, play_game

_ATTENTION_SPAN = 0.3  # seconds until Ctrl-C is noticed
_GRACE = 5  # seconds that a stuck worker has to say where it is stuck
_PACKAGE = Path(__file__).parents[2]
_STOPS = (signal.SIGINT, signal.SIGTERM)  # Ctrl-C, and what a system sends to a program that is to end
_MOST_LOST = 3  # workers that may die one after another before the batch is given up


class Job(NamedTuple):
    """What all games of a batch have in common."""

    spec: dict[str, Any]
    days: int | None
    limit: float
    """Seconds after which a game is broken off."""


def play_in_workers(job: Job, tasks: list[Task], workers: int) -> Iterator[GameRow]:
    """The games of other processes, as they come. After Ctrl-C those already begun are finished first.

    Raises BatchError when processes cannot be started, or die one after another.
    """
    waiting = deque(tasks)
    with _interrupts() as interrupts, _Crew(job, min(workers, len(tasks))) as crew:
        while (waiting and not interrupts) or crew.is_busy:
            if not interrupts:
                crew.hand_out(waiting)
            yield from crew.finished()


class _Worker:
    """A process, seen from the batch."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs,), daemon=True)
        with _deaf_children():
            self.process.start()
        theirs.close()
        self._is_told = self.is_ready = False
        self.task: Task | None = None
        self.began = 0.0

    def answered(self, job: Job) -> None:
        """Take note of a sign of life: after the first the worker gets the job, after the second it is ready.

        Given at its start, so much would wait for ever in the system's pipe should the process die before it reads.
        """
        self.is_ready, self._is_told = self._is_told, True
        if not self.is_ready:
            self._send(job)

    def play(self, task: Task) -> None:
        self.task, self.began = task, time.monotonic()
        self._send(task)

    def _send(self, what: Job | Task) -> None:
        with suppress(OSError):  # a process that has died is found by its silence
            self.pipe.send(what)

    def stop(self) -> None:
        """Let the process end; it does so by itself when nobody holds the other end of its pipe."""
        self.pipe.close()
        self.process.join(_GRACE)
        if self.process.is_alive():
            self.kill()

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


class _Crew:
    """The workers of a batch."""

    def __init__(self, job: Job, size: int) -> None:
        self._job = job
        self._size = size
        self._workers: list[_Worker] = []
        self._lost = 0  # one after another
        self._may_grow = is_cached()  # else the first compiles the rules for all

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            if worker.task is None:
                worker.stop()
            else:
                worker.kill()

    @property
    def is_busy(self) -> bool:
        """Whether a game is being played."""
        return any(worker.task for worker in self._workers)

    def hand_out(self, waiting: deque[Task]) -> None:
        """Give every idle worker a game, and start workers that are missing."""
        idle = [worker for worker in self._workers if worker.is_ready and not worker.task]
        while idle and waiting:
            idle.pop().play(waiting.popleft())
        starting = sum(not worker.is_ready for worker in self._workers)
        size = self._size if self._may_grow else 1
        while len(self._workers) < size and starting < len(waiting):
            self._workers.append(_Worker())
            starting += 1

    def finished(self) -> Iterator[GameRow]:
        """The games that ended within a moment, also those that are broken off."""
        heard = wait([worker.pipe for worker in self._workers], _ATTENTION_SPAN)
        for worker in list(self._workers):
            if worker.pipe in heard:
                yield from self._heard(worker)
            elif worker.task and time.monotonic() - worker.began > self._job.limit + _GRACE:
                yield self._broken_off(worker, f"the game did not end within {self._job.limit:g} s and was broken off")

    def _heard(self, worker: _Worker) -> Iterator[GameRow]:
        try:
            answer: _Answer | None = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._died(worker)
            return
        if answer is None:
            worker.answered(self._job)
            return
        self._lost, self._may_grow = 0, True
        worker.task = None
        if answer.stuck:
            self._replace(worker)
        yield answer.row

    def _died(self, worker: _Worker) -> Iterator[GameRow]:
        self._lost += 1
        if not worker.is_ready or self._lost > _MOST_LOST:
            raise BatchError(
                "a worker process ended unexpectedly, perhaps for lack of memory; the finished games are kept, and the "
                'same batch goes on where it ended. In a script, the call must stand under `if __name__ == "__main__":`'
            )
        if worker.task:
            worker.process.join(_GRACE)
            code = worker.process.exitcode
            yield self._broken_off(worker, f"the process that played it ended with status {code}")
        else:
            self._replace(worker)

    def _broken_off(self, worker: _Worker, message: str) -> GameRow:
        assert worker.task
        self._replace(worker)
        return failed_row(worker.task, message, "", time.monotonic() - worker.began)

    def _replace(self, worker: _Worker) -> None:
        """The next `hand_out` starts another in its place."""
        self._workers.remove(worker)
        worker.kill()


class _Answer(NamedTuple):
    """What a worker sends when a game has ended."""

    row: GameRow
    stuck: bool = False
    """Whether the worker still hangs in the game."""


def _work(pipe: "Connection[Any, Any]") -> None:
    """A worker's life: it says that it is there, and that it is ready, then plays what it is sent until the end."""
    _leave_stops_to_the_parent()
    with suppress(EOFError, OSError):  # the batch has ended, or died
        pipe.send(None)
        job: Job = pipe.recv()
        scenario = from_spec(job.spec)
        leave_what_is_loaded()
        pipe.send(None)
        while True:
            watch = _Watchdog(pipe, pipe.recv(), job.limit)
            watch.answer(_Answer(play_game(scenario, watch.task, job.days, watch.of)))


def _leave_stops_to_the_parent() -> None:
    """Hear `_STOPS` and do nothing. To ignore or block them would pass on to every program that a player starts."""
    for each in _STOPS:
        signal.signal(each, lambda *_: None)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)


class _Watchdog:
    """Answers for a game that does not end in time, from a thread of its own, with where it hangs."""

    def __init__(self, pipe: "Connection[Any, Any]", task: Task, limit: float) -> None:
        self.task = task
        self._pipe = pipe
        self._limit = limit
        self._session: Session | None = None
        self._lock = Lock()
        self._has_answered = False
        self._timer = Timer(limit, self._on_timeout)
        self._timer.daemon = True
        self._timer.start()

    def of(self, session: Session) -> None:
        """The game that is watched."""
        self._session = session

    def answer(self, answer: _Answer) -> None:
        """Send the first answer there is."""
        self._timer.cancel()
        with self._lock:
            if not self._has_answered:
                self._has_answered = True
                self._pipe.send(answer)

    def _on_timeout(self) -> None:
        frame = sys._current_frames().get(main_thread().ident or 0)
        message = f"the game did not end within {self._limit:g} s and was broken off{_place(frame)}"
        culprit = ""
        if self._session and _is_asking(frame):
            message = f"{self._session.asked} was being asked; {message}"
            culprit = self._session.names[self._session.active_side] or ""
        try:
            self.answer(_Answer(failed_row(self.task, message, culprit, self._limit), stuck=True))
        except OSError:  # the batch has died, and nobody else would end this process
            os._exit(1)


def _is_asking(frame: FrameType | None) -> bool:
    """Whether a stack leads through a session's question to a player."""
    while frame and frame.f_code is not Session.ask.__code__:
        frame = frame.f_back
    return frame is not None


def _place(frame: FrameType | None) -> str:
    """Where a stack stands, of its lines outside this package the last, if there are any."""
    told = frame
    while told and Path(told.f_code.co_filename).is_relative_to(_PACKAGE):
        told = told.f_back
    if not _is_asking(told):
        told = frame
    return f" in {Path(told.f_code.co_filename).name}:{told.f_lineno}" if told else ""


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """A list that fills when Ctrl-C is pressed or the system asks to end, which then takes its effect at the end.

    It must not strike while a process is half started. Where nobody handles it, or the shell had it ignored, it
    stays so.
    """
    pressed: list[int] = []
    mine = current_thread() is main_thread()
    previous = {each: handler for each in _STOPS if mine and callable(handler := signal.getsignal(each))}
    for each in previous:
        signal.signal(each, lambda number, _: pressed.append(number))
    try:
        yield pressed
    finally:
        for each, handler in previous.items():
            signal.signal(each, handler)
        for number in pressed[:1]:
            signal.raise_signal(number)


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes started here hear nothing of `_STOPS` from their first moment, where systems can pass that on."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
