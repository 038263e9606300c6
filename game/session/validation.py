"""How history lies among games of both tracks: the gate that the rules have to pass."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

from game.core.history import DocumentedEvent
from game.core.world import SIDES, World
from game.players.historical import HistoricalPlayer
from game.scenario.load import Scenario
from game.session.batch import BatchSettings, Progress, run_batch
from game.session.batch_db import BatchError
from game.session.batch_reader import Batch
from game.session.detect_ground import NEAR
from game.session.estimates import spread
from game.session.losses import LOSS_KINDS

MOST = 70
"""Per cent of the games in which an event has to come in time."""
_SCHEDULED_DAYS, _OUTCOME_DAYS, _WINDOW_DAYS = 1, 2, 1
_ABOUT = 10
"""Per cent by which a number of men who left may be off: sources give it as a round one."""
_SHIFT_SLACK = 1
"""Days by which outcomes of a delayed track may come earlier or later than it is delayed."""


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
        """Whether games differ no more than they may."""
        return self.width <= self.metric.widest


class Timed(NamedTuple):
    """How often an event comes when it should."""

    event: DocumentedEvent
    slack: int
    """Days by which it may come early or late."""
    in_time: int
    happened: int
    games: int

    @property
    def is_usual(self) -> bool:
        """Whether it does so in most games."""
        return self.in_time * 100 >= MOST * self.games


class Shifted(NamedTuple):
    """By how many days an outcome comes later when both tracks do."""

    id: str
    games: int
    """In which it happened both times."""
    days: float
    """Median."""
    is_right: bool


@dataclass(frozen=True)
class Validation:
    """What a scenario's games say about history."""

    world: World
    history: Batch
    """The games of both tracks."""
    placed: list[Placed]
    timed: list[Timed]
    shifted: list[Shifted]
    delay: int
    others: dict[tuple[str, str], Batch]
    """Games of other players, to set beside: by players."""
    bands: Bands = CALIBRATED

    @property
    def inside(self) -> int:
        """Metrics for which history is no surprise."""
        return sum(placed.is_inside for placed in self.placed)

    @property
    def well_inside(self) -> int:
        """Metrics for which history is quite usual."""
        return sum(placed.is_well_inside for placed in self.placed)

    @property
    def is_passed(self) -> bool:
        """Whether the gate is passed; where nothing is documented, nothing has been shown."""
        enough = self.well_inside * 100 >= self.bands.share * len(self.placed)
        narrow = all(placed.is_narrow for placed in self.placed)
        usual = all(timed.is_usual for timed in self.timed)
        shifts = all(shifted.is_right for shifted in self.shifted)
        judged = bool(self.placed or self.timed)
        return judged and self.inside == len(self.placed) and enough and narrow and usual and shifts


@dataclass(frozen=True)
class ValidationSettings:
    """Which games to play: ``games`` of each kind, on the same seeds.

    ``later`` is the scenario with its tracks delayed, None to leave that out;
    ``date_spread`` is the widest that dates may differ, in days.
    """

    scenario: Scenario
    later: Scenario | None
    games: int = 200
    seed: int = 1
    opponents: tuple[tuple[str, str], ...] = ()
    """Pairs of players whose games are set beside."""
    date_spread: int = 4
    bands: Bands = CALIBRATED

    def parts(self, path: Path) -> Iterator[tuple[Path, BatchSettings]]:
        """Each batch with its file: both tracks, the same delayed, and those of others."""
        both = (HistoricalPlayer.name, HistoricalPlayer.name)
        yield path, BatchSettings(self.scenario, both, self.games, self.seed)
        if self.later:
            yield _beside(path, "later"), BatchSettings(self.later, both, self.games, self.seed)
        for players in self.opponents:
            yield _beside(path, "-".join(players)), BatchSettings(self.scenario, players, self.games, self.seed)


def _beside(path: Path, name: str) -> Path:
    return path.with_name(f"{path.stem}-{name}{path.suffix}")


def validate(
    settings: ValidationSettings, path: str | Path, workers: int = 1, progress: Progress | None = None
) -> Validation:
    """Play what is missing and say how history lies among the games.

    ``path`` is the file of the games of both tracks; the others stand beside it.
    It is interrupted, resumed and extended like a batch. Raises BatchError as that does, and
    where no game of the tracks was finished.
    """
    parts = list(settings.parts(Path(path)))
    done, batches = 0, list[Batch]()
    for file, part in parts:
        told = _Onward(progress, done, settings.games * len(parts)) if progress else None
        batches.append(run_batch(part, file, workers, told))
        done += settings.games
    later = batches[1] if settings.later else None
    others = {
        part.players: batch
        for (_, part), batch in zip(parts, batches, strict=True)
        if part.players[0] != part.players[1]
    }
    return judged(settings, batches[0], later, others)


class _Onward:
    """Progress over several batches."""

    def __init__(self, progress: Progress, before: int, total: int) -> None:
        self._progress, self._before, self._total = progress, before, total

    def __call__(self, done: int, total: int) -> None:
        self._progress(self._before + done, self._total)


def judged(
    settings: ValidationSettings, history: Batch, later: Batch | None, others: Mapping[tuple[str, str], Batch]
) -> Validation:
    """What finished batches say. Raises BatchError where no game of the tracks was finished."""
    world = settings.scenario.world
    for batch in filter(None, (history, later)):
        _demand_finished(batch)
    samples = _samples(history)
    wanted = [metric for metric in metrics(world, settings.date_spread) if samples.get(metric.id)]
    end = world.calendar.days
    placed = [place(metric, samples[metric.id], end, settings.bands) for metric in wanted]
    timed = list(_timed(world, samples))
    delay = settings.later.world.calendar.days - end if settings.later else 0
    shifted = list(_shifted(world, history, later, delay)) if later else []
    return Validation(world, history, placed, timed, shifted, delay, dict(others), settings.bands)


def _demand_finished(batch: Batch) -> None:
    games = batch.query("SELECT status, message FROM games ORDER BY key")
    if all(game["status"] != "finished" for game in games):
        failed = f"; the first failed: {games[0]['message']}" if games else ""
        raise BatchError(f"{batch.path}: there is no finished game to judge by{failed}")


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


def _samples(batch: Batch) -> dict[str, list[float | None]]:
    """By metric the value of each finished game, in the order of the games."""
    finished = {row["key"] for row in batch.query("SELECT key FROM games WHERE status = 'finished'")}
    found: dict[str, list[float | None]] = defaultdict(list)
    for sql in _SAMPLES:
        for row in batch.query(sql):
            if row["key"] in finished:
                found[row["id"]].append(row["value"])
    return dict(found)


def place(metric: Metric, sample: Sequence[float | None], end: int, bands: Bands = CALIBRATED) -> Placed:
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


def _timed(world: World, samples: Mapping[str, Sequence[float | None]]) -> Iterator[Timed]:
    for event in world.events:
        days = samples.get(event.label.id)
        if not days or not event.condition:
            continue
        slack = _OUTCOME_DAYS
        if event.scheduled:
            slack = _SCHEDULED_DAYS
        elif event.first_day != event.last_day:
            slack = _WINDOW_DAYS
        known = [day for day in days if day is not None]
        in_time = sum(event.first_day - slack <= day <= event.last_day + slack for day in known)
        yield Timed(event, slack, in_time, len(known), len(days))


def _shifted(world: World, history: Batch, later: Batch, delay: int) -> Iterator[Shifted]:
    """By how much the measured outcomes come later, game by game on the same seeds."""
    days: list[dict[str, dict[int, int]]] = []
    for batch in (history, later):
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for row in batch.query("SELECT key, id, day FROM events WHERE documented AND day IS NOT NULL"):
            found[row["id"]][row["key"]] = row["day"]
        days.append(found)
    for event in world.events:
        if event.measured and event.condition:
            ours, theirs = (found.get(event.label.id, {}) for found in days)
            apart = [theirs[key] - ours[key] for key in ours if key in theirs]
            if apart:
                middle = float(median(apart))
                is_right = delay - _SHIFT_SLACK <= middle <= delay + _SHIFT_SLACK
                yield Shifted(event.label.id, len(apart), middle, is_right)


def nearest_game(validation: Validation) -> tuple[int, float]:
    """The seed of the game of both tracks that is nearest to the documents, and how far it is from them.

    A metric counts by its distance from history as a share of the widest spread
    that is allowed; what never happened counts as one and a half of it.
    """
    batch = validation.history
    seeds = {row["key"]: row["seed"] for row in batch.query("SELECT key, seed FROM games WHERE status = 'finished'")}
    off: dict[int, float] = dict.fromkeys(seeds, 0.0)
    known: dict[tuple[int, str], float] = {
        (row["key"], row["id"]): row["value"]
        for sql in _SAMPLES
        for row in batch.query(sql)
        if row["value"] is not None
    }
    for placed in validation.placed:
        metric = placed.metric
        for key in off:
            value = known.get((key, metric.id))
            away = 1.5 if value is None else max(metric.first - value, value - metric.last, 0) / max(1, metric.widest)
            off[key] += min(1.5, away)
    best = min(off, key=lambda key: (off[key], key))
    return seeds[best], off[best]
