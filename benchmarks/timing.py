"""How a measurement is made, and what comes of it."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from game.core.luck import mix

T = TypeVar("T")

MICRO = 1e6
REFERENCE = 0.27
"""Microseconds of a splitmix64 in Python where the goals were set: core of an EPYC, CPython 3.11, nothing beside it."""
_MIXES = 10_000
CLOCK = time.process_time if time.get_clock_info("process_time").resolution < 1e-6 else time.perf_counter
"""Processor time where it is fine enough: what other programs take of the machine is not ours."""


class Unmeasurable(Exception):
    """This system cannot answer the question; the message says why."""


@dataclass(frozen=True)
class Sample:
    """The same quantity measured several times, in the measurement's unit."""

    values: list[float]
    beside: dict[str, float | str] = field(default_factory=dict)
    """Figures without a goal that help to read this one, with their unit in the name."""

    @property
    def median(self) -> float:
        return statistics.median(self.values)


@dataclass(frozen=True)
class Measurement:
    """A quantity that must not exceed ``goal``."""

    name: str
    what: str
    goal: float
    unit: str
    take: Callable[[], Sample]

    @property
    def is_time(self) -> bool:
        """Whether a slower machine takes more of it."""
        return self.unit in ("µs", "ms", "s")


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    began = CLOCK()
    work()
    return CLOCK() - began


def pace() -> float:
    """How many times slower this machine is now than the one on which the goals were set.

    There `mix`, a splitmix64 in Python, took `REFERENCE` microseconds; here it is timed again.
    """
    return statistics.median(seconds(_reference_work) for _ in range(9)) * MICRO / _MIXES / REFERENCE


def _reference_work() -> int:
    mixed = 0
    for step in range(_MIXES):
        mixed = mix(step)
    return mixed


def per_item(work: Callable[[], int], rounds: int) -> list[float]:
    """Microseconds an item in each round; ``work`` answers how many items it did. A first round warms up."""
    return per_item_of(lambda nothing: work(), lambda: None, rounds)


def per_item_of(work: Callable[[T], int], prepare: Callable[[], T], rounds: int) -> list[float]:
    """The same for work on something that must be made anew for each round, untimed."""
    values = []
    for _ in range(rounds + 1):
        subject = prepare()
        began = CLOCK()
        items = work(subject)
        values.append((CLOCK() - began) * MICRO / items)
    return values[1:]
