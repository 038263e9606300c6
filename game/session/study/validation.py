"""How history lies among games of both tracks: the gate that the rules have to pass."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

from game.core.history import DocumentedEvent
from game.core.world import World
from game.players.historical import HistoricalPlayer
from game.scenario.load import Scenario
from game.session.progress import Progress
from game.session.seeds import DEFAULT_SEED
from game.session.study.batch import BatchSettings, fit_for_file, run_batch, usual_file
from game.session.study.batch_db import BatchError
from game.session.study.batch_reader import Batch
from game.session.study.metrics import CALIBRATED, Bands, Placed, metrics, place, samples

MOST = 70
"""Per cent of the games in which an event has to come in time."""
_SCHEDULED_DAYS, _OUTCOME_DAYS, _WINDOW_DAYS = 1, 2, 1
_SHIFT_SLACK = 1
"""Days by which outcomes of a delayed track may come earlier or later than it is delayed."""


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
    seed: int = DEFAULT_SEED
    opponents: tuple[tuple[str, str], ...] = ()
    """Pairs of players whose games are set beside."""
    date_spread: int = 4
    bands: Bands = CALIBRATED

    @property
    def file(self) -> Path:
        """Where the games of both tracks are kept unless something else is said; the others lie beside it."""
        return usual_file(BatchSettings(self.scenario, seed=self.seed), "history")

    def parts(self, path: Path) -> Iterator[tuple[Path, BatchSettings]]:
        """Each batch with its file: both tracks, the same delayed, and those of others."""
        both = (HistoricalPlayer.name, HistoricalPlayer.name)
        yield path, BatchSettings(self.scenario, both, self.games, self.seed)
        if self.later:
            yield _beside(path, "later"), BatchSettings(self.later, both, self.games, self.seed)
        for players in self.opponents:
            yield (
                _beside(path, fit_for_file("-".join(players))),
                BatchSettings(self.scenario, players, self.games, self.seed),
            )


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
    found = samples(history)
    wanted = [metric for metric in metrics(world, settings.date_spread) if found.get(metric.id)]
    end = world.calendar.days
    placed = [place(metric, found[metric.id].values(), end, settings.bands) for metric in wanted]
    timed = list(_timed(world, found))
    delay = settings.later.world.calendar.days - end if settings.later else 0
    shifted = list(_shifted(world, history, later, delay)) if later else []
    return Validation(world, history, placed, timed, shifted, delay, dict(others), settings.bands)


def _demand_finished(batch: Batch) -> None:
    games = batch.query("SELECT status, message FROM games ORDER BY key")
    if all(game["status"] != "finished" for game in games):
        failed = f"; the first failed: {games[0]['message']}" if games else ""
        raise BatchError(f"{batch.path}: there is no finished game to judge by{failed}")


def _timed(world: World, found: Mapping[str, Mapping[int, float | None]]) -> Iterator[Timed]:
    """``found`` are the `samples` of the games."""
    for event in world.events:
        days = found.get(event.label.id)
        if not days or not event.condition:
            continue
        slack = _OUTCOME_DAYS
        if event.scheduled:
            slack = _SCHEDULED_DAYS
        elif event.first_day != event.last_day:
            slack = _WINDOW_DAYS
        known = [day for day in days.values() if day is not None]
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
    found = samples(batch)
    for metric, *_ in validation.placed:
        for key in off:
            value = found[metric.id].get(key)
            away = 1.5 if value is None else max(metric.first - value, value - metric.last, 0) / max(1, metric.widest)
            off[key] += min(1.5, away)
    best = min(off, key=lambda key: (off[key], key))
    return seeds[best], off[best]
