"""What a computer player must keep to, tried in games. docs/plugins.md tells the checks.

It plays both sides: first in another process, where it may hang or break down,
then here, where it is watched.
"""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from game import players
from game.core.luck import combine, stable_key
from game.core.state import GameState
from game.core.world import SIDES
from game.players import Memory, Player
from game.scenario.load import Scenario
from game.session.conformance.hidden import altered
from game.session.conformance.witness import Answer, Phase, Witness, illegal
from game.session.progress import Progress
from game.session.replay import resume
from game.session.saves.save import read_save
from game.session.seats import PlayerError
from game.session.session import Session
from game.session.study.batch_games import Task
from game.session.study.batch_workers import Job, play_in_workers

OPPONENT = "greedy"
SAMPLES = 12
"""Phases of each side at which the player is asked again with other hidden facts."""

CHECKS = ("plays", "legal", "phase", "repeats", "blind", "memory", "save", "time")
_GAMES = 4
"""Games a side: in another process, twice here, and one that is saved half-way."""
_OTHER_LUCK = 7919  # any other seed will do


class Check(NamedTuple):
    """The result of one check; the text catalogue has the words for it."""

    key: str
    """One of CHECKS."""
    passed: bool | None
    """None where it could not be made, because the player does not play to the end."""
    finding: str
    """What was found: a text under ``conformance.found``, its fields in ``facts``."""
    facts: dict[str, Any]


@dataclass(frozen=True)
class Trial:
    """A player on trial.

    ``days`` is how long the games go on, None for the whole campaign. A phase may
    take ``phase_limit`` milliseconds, a game ``game_limit`` seconds. Raises as `game.players.demand` does.
    """

    name: str
    scenario: Scenario
    days: int | None = None
    seed: int = 1
    phase_limit: int = 2000
    game_limit: int = 600

    def __post_init__(self) -> None:
        players.demand(self.name)
        for side in SIDES:
            self.player(side)

    @property
    def length(self) -> int:
        """Days of a game."""
        return self.days or self.scenario.world.calendar.days - self.scenario.start.day

    def player(self, side: int) -> Player:
        """A new instance of the player."""
        key = combine(self.seed, side, stable_key(self.name))
        return players.make(self.name, self.scenario.world, side, key, self.scenario.tracks[side])

    def seats(self, side: int, player: Player | str) -> tuple[Player | str, Player | str]:
        """The player on a side, the opponent on the other."""
        return (player, OPPONENT) if side == 0 else (OPPONENT, player)


class _Sample(NamedTuple):
    """The beginning of an order phase, and what the player answered."""

    state: GameState
    memory: Memory
    answer: Answer


@dataclass
class _Game:
    """A game that was watched."""

    side: int
    phases: list[Phase] = field(default_factory=list)
    samples: list[_Sample] = field(default_factory=list)
    digest: str = ""
    refused: int = 0


class _Count:
    """The days of all the games that a trial takes, told as they are played."""

    def __init__(self, trial: Trial, progress: Progress | None) -> None:
        self._done, self._total = 0, _GAMES * len(SIDES) * trial.length
        self._progress = progress
        self.add(0)

    def add(self, days: int) -> None:
        self._done += days
        if self._progress:
            self._progress(min(self._done, self._total), self._total)


def conformance(trial: Trial, progress: Progress | None = None) -> Iterator[Check]:
    """Run every check of CHECKS, yielding each result; ``progress`` counts the days played for all of them."""
    count = _Count(trial, progress)
    rows = _elsewhere(trial, count)
    failure = next((row.message for row in rows if row.status == "failed"), "")
    if failure:
        yield Check("plays", False, "failed", {"message": failure})
        yield from (Check(key, None, "not_made", {}) for key in CHECKS[1:])
        return
    yield Check("plays", True, "played", {"seconds": f"{max(row.seconds for row in rows):.1f}"})
    made = {"plays"}
    try:
        for check in _watched(trial, [row.digest for row in rows], count):
            made.add(check.key)
            yield check
    except PlayerError as error:
        failing, *left = [key for key in CHECKS if key not in made]
        yield Check(failing, False, "failed", {"message": str(error)})
        yield from (Check(key, None, "not_made", {}) for key in left)


def _elsewhere(trial: Trial, count: _Count) -> list[Any]:
    """Both sides' games, in another process."""
    tasks = [Task(side, 0, trial.seed, trial.seats(side, trial.name)) for side in SIDES]  # type: ignore[arg-type]
    job = Job(trial.scenario.spec, trial.days, trial.game_limit)
    rows = []
    for row in play_in_workers(job, tasks, 1):
        rows.append(row)
        count.add(trial.length)
    return sorted(rows, key=lambda row: row.key)


def _watched(trial: Trial, digests: list[str | None], count: _Count) -> Iterator[Check]:
    games = [_watch(trial, side, count) for side in SIDES]
    yield _legal(trial, games)
    yield _phase(trial, games)
    again = [_watch(trial, side, count) for side in SIDES]
    yield _repeats(trial, games, again, digests)
    yield _blind(trial, games)
    yield _memory(trial, games)
    yield _save(trial, games, count)
    yield _time(trial, games, again)


def _watch(trial: Trial, side: int, count: _Count) -> _Game:
    """Play a game, keeping the positions at which the player's phases began."""
    world = trial.scenario.world
    witness = Witness(trial.player(side))
    session = Session(trial.scenario, trial.seats(side, witness), trial.seed)
    found = _Game(side)
    last, moment = (trial.days or world.calendar.days) + session.start.day, (-1, -1)
    every = max(1, (last - session.start.day) * len(world.calendar.nights) // SAMPLES)
    while not session.is_over and session.turn.state.day < last:
        state, day = session.turn.state, session.turn.state.day
        if session.active_side == side and (state.day, state.watch) != moment:
            moment = (state.day, state.watch)
            before = state.copy(), json.loads(json.dumps(session.memories[side], default=str))
            next(session.play())
            if len(witness.phases) % every == 1 or every == 1:
                found.samples.append(_Sample(*before, witness.phases[-1].answers[0]))
        else:
            next(session.play())
        count.add(session.turn.state.day - day)
    found.phases, found.digest = witness.phases, session.turn.state.digest()
    found.refused = sum(who == side for who, _ in session.refused)
    return found


def _date(trial: Trial, phase: Phase) -> str:
    return trial.scenario.world.calendar.date(phase.day).isoformat()


def _legal(trial: Trial, games: list[_Game]) -> Check:
    orders = sum(phase.orders for game in games for phase in game.phases)
    refused = sum(game.refused for game in games)
    for game in games:
        for phase in game.phases:
            found = illegal(trial.scenario.world, phase)
            if found:
                facts = {"order": repr(found[0]), "reason": found[1], "date": _date(trial, phase)}
                return Check("legal", False, "illegal", facts)
    return Check("legal", True, "refused", {"count": orders, "refused": refused})


def _phase(trial: Trial, games: list[_Game]) -> Check:
    most = Session(trial.scenario).asks_a_phase
    for game in games:
        for phase in game.phases:
            if len(phase.answers) >= most:
                return Check("phase", False, "endless", {"count": most, "date": _date(trial, phase)})
    return Check("phase", True, "asked", {"count": max(len(phase.answers) for game in games for phase in game.phases)})


def _repeats(trial: Trial, games: list[_Game], again: list[_Game], digests: list[str | None]) -> Check:
    for first, second, elsewhere in zip(games, again, digests, strict=True):
        for one, other in zip(first.phases, second.phases, strict=False):
            if [answer.orders for answer in one.answers] != [answer.orders for answer in other.answers]:
                return Check("repeats", False, "differs", {"date": _date(trial, one)})
        if first.digest != second.digest:
            return Check("repeats", False, "ends_otherwise", {})
        if first.digest != elsewhere:
            return Check("repeats", False, "differs_elsewhere", {})
    return Check("repeats", True, "same", {"digest": games[0].digest})


def _blind(trial: Trial, games: list[_Game]) -> Check:
    """Two fresh players with the same memory and view, behind which everything else differs."""
    asked = 0
    for game in games:
        for sample in game.samples:
            other = altered(trial.scenario.world, sample.state, game.side)
            plain = _ask(trial, game.side, sample.state, sample.memory, trial.seed)
            if _ask(trial, game.side, other, sample.memory, trial.seed + _OTHER_LUCK) != plain:
                date = trial.scenario.world.calendar.date(sample.state.day).isoformat()
                return Check("blind", False, "sees", {"date": date})
            asked += 1
    return Check("blind", True, "unmoved", {"count": asked})


def _ask(trial: Trial, side: int, state: GameState, memory: Memory, seed: int) -> object:
    """The answer of a fresh player in a position, or how it failed."""
    witness = Witness(trial.player(side))
    session = Session(trial.scenario, trial.seats(side, witness), seed, position=state)
    session.memories[side] = json.loads(json.dumps(memory))
    try:
        return session.ask()
    except PlayerError as error:
        return str(error)


def _memory(trial: Trial, games: list[_Game]) -> Check:
    most = 0
    for game in games:
        for phase in game.phases:
            for answer in phase.answers:
                if answer.memory is None:
                    return Check("memory", False, "not_plain", {"date": _date(trial, phase), "what": answer.trouble})
                most = max(most, len(answer.memory))
    return Check("memory", True, "plain", {"count": most})


def _save(trial: Trial, games: list[_Game], count: _Count) -> Check:
    """A fresh player with its memory answers as the one that played on; so does the one that is loaded."""
    for game in games:
        for sample in game.samples:
            if _ask(trial, game.side, sample.state, sample.memory, trial.seed) != sample.answer.orders:
                date = trial.scenario.world.calendar.date(sample.state.day).isoformat()
                return Check("save", False, "forgets", {"date": date})
        try:
            if _continued(trial, game.side, count) != game.digest:
                return Check("save", False, "goes_on_otherwise", {})
        except PlayerError as error:
            return Check("save", False, "failed", {"message": str(error)})
    return Check("save", True, "goes_on", {})


def _continued(trial: Trial, side: int, count: _Count) -> str:
    """The last position of a game that was saved half-way, loaded and gone on with."""
    days = trial.length
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trial.hebei"
        session = Session(trial.scenario, trial.seats(side, trial.player(side)), trial.seed, path)
        for _ in session.play(days // 2):
            count.add(1)
        loaded = resume(read_save(path), trial.seats(side, trial.player(side)))
        for _ in loaded.play(days - days // 2):
            count.add(1)
        return loaded.turn.state.digest()


def _time(trial: Trial, games: list[_Game], again: list[_Game]) -> Check:
    """The quicker of a phase's two times: what else the machine did meanwhile is not the player's fault."""
    twice = [pair for one, two in zip(games, again, strict=True) for pair in zip(one.phases, two.phases, strict=False)]
    took = [(min(first.seconds, second.seconds) * 1000, first) for first, second in twice]
    slowest, phase = max(took, key=lambda each: each[0])
    facts = {
        "slowest": f"{slowest:.1f}",
        "mean": f"{sum(each for each, _ in took) / len(took):.1f}",
        "date": _date(trial, phase),
        "most": trial.phase_limit,
    }
    return Check("time", slowest <= trial.phase_limit, "took", facts)
