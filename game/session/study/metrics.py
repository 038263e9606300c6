"""The numbers that history has and every game too, and where history lies among the games."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from game.core.world import SIDES, World
from game.session.results.detect_ground import NEAR
from game.session.results.estimates import spread
from game.session.results.losses import LOSS_KINDS
from game.session.study.batch_reader import Batch

_ABOUT = 10
"""Per cent by which a number of men who left may be off: sources give it as a round one."""


class Bands(NamedTuple):
    """Per cent of the games between which history has to lie."""

    outer: tuple[float, float]
    """For every metric."""
    inner: tuple[float, float]
    """For ``share`` per cent of them."""
    share: int


CALIBRATED = Bands((5.0, 95.0), (10.0, 90.0), 70)
"""For a scenario that the numbers were found with."""
HELD_OUT = Bands((1.0, 99.0), (5.0, 95.0), 80)
"""For one that they were not found with."""


class Metric(NamedTuple):
    """A number that history has and every game too."""

    kind: str
    """``losses``, ``day``, ``reach`` or ``left``."""
    id: str
    """``SIDE.KIND``, an event, or who was sent."""
    first: float
    """What history has: the value, or the ends of a window."""
    last: float
    widest: float
    """The widest that the middle 80 % of the games may be."""


class Placed(NamedTuple):
    """Where history lies among the games."""

    metric: Metric
    games: int
    never: int
    """Games in which it did not happen; they count as later or further than all others."""
    low: float
    middle: float
    high: float
    """5, 50 and 95 per cent of the games lie below."""
    width: float
    """Between 10 and 90 per cent."""
    percentile: float
    """Per cent of the games that lie below history, half of those that agree with it counted too."""
    bands: Bands = CALIBRATED

    @property
    def is_inside(self) -> bool:
        """Whether history is no surprise."""
        return self.bands.outer[0] <= self.percentile <= self.bands.outer[1]

    @property
    def is_well_inside(self) -> bool:
        """Whether history is quite usual."""
        return self.bands.inner[0] <= self.percentile <= self.bands.inner[1]

    @property
    def is_narrow(self) -> bool:
        """Whether the spread of the games is within its limit."""
        return self.width <= self.metric.widest


def metrics(world: World, date_spread: int) -> Iterator[Metric]:
    """Everything about which history has a number."""
    for side in SIDES:
        id = world.sides[side].id
        losses = world.documented.get("losses", {}).get(id, {})
        for kind in [*LOSS_KINDS, "total"]:
            if kind in losses:
                yield Metric("losses", f"{id}.{kind}", losses[kind], losses[kind], losses[kind])
    for event in world.events:
        if event.measured and event.condition:
            yield Metric("day", event.label.id, event.first_day, event.last_day, date_spread)
    for reach in world.reaches:
        yield Metric("reach", reach.label.id, max(0, reach.hexes - NEAR), reach.hexes + NEAR, reach.hexes)
    for departure in world.departures:
        slack = departure.men * _ABOUT // 100
        yield Metric("left", departure.label.id, departure.men - slack, departure.men + slack, departure.men)


_SAMPLES = (
    "SELECT key, side || '.' || kind AS id, men AS value FROM losses ORDER BY key",
    "SELECT key, side || '.total' AS id, sum(men) AS value FROM losses GROUP BY key, side ORDER BY key",
    "SELECT key, id, day AS value FROM events WHERE documented ORDER BY key",
    "SELECT key, id, hexes AS value FROM reaches ORDER BY key",
    "SELECT key, id, men AS value FROM departures ORDER BY key",
)


def samples(batch: Batch) -> dict[str, dict[int, float | None]]:
    """By metric the value of each finished game, by its key and in that order; None for what never happened."""
    finished = {row["key"] for row in batch.query("SELECT key FROM games WHERE status = 'finished'")}
    found: dict[str, dict[int, float | None]] = defaultdict(dict)
    for sql in _SAMPLES:
        for row in batch.query(sql):
            if row["key"] in finished:
                found[row["id"]][row["key"]] = row["value"]
    return dict(found)


def place(metric: Metric, sample: Collection[float | None], end: int, bands: Bands = CALIBRATED) -> Placed:
    """Where history lies among some games; ``end`` is the day on which what never happened counts as happening."""
    known = [value for value in sample if value is not None]
    never = len(sample) - len(known)
    worst = end if metric.kind == "day" else max([*known, metric.last], default=metric.last) + 1
    values = sorted([*known, *[worst] * never])
    below = sum(value < metric.first for value in values)
    agree = sum(metric.first <= value <= metric.last for value in values)
    tenths = spread(values)
    low, high = (values[min(len(values) - 1, len(values) * share // 100)] for share in (5, 95))
    percentile = 100 * (below + agree / 2) / len(values)
    return Placed(metric, len(values), never, low, tenths.median, high, tenths.high - tenths.low, percentile, bands)
