"""How a measurement is made, and what comes of it."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

MICRO = 1e6
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


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    began = CLOCK()
    work()
    return CLOCK() - began


def pace() -> float:
    """Milliseconds for a fixed piece of Python: on a shared machine it drifts, and every figure with it."""
    return statistics.median(seconds(_fixed_work) for _ in range(9)) * 1000


def _fixed_work() -> int:
    mixed = 0
    for step in range(50_000):
        mixed = (mixed * 31 + step) & 0xFFFF
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
