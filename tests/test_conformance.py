"""`hebei conformance`: our own players pass, and each check finds the player that is made to fail it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from game import players
from game.core.engine import observe
from game.core.orders import BuildBridge
from game.core.state import F, U
from game.players.greedy import GreedyPlayer
from game.scenario.load import from_spec
from game.session.conformance.hidden import altered
from game.session.conformance.trial import CHECKS, Check, Trial, conformance
from game.session.session import Session
from game.session.study.batch_db import GameRow
from game.session.study.batch_games import Task, play_game
from game.session.study.batch_workers import Job
from tests.boards import BLUE, RED, scenario
from tests.plugs import install
from tests.test_session import field

SOURCE = """
import multiprocessing, sys

class digger(Base):
    name = "digger"
    def mine(self, view):
        ours = view.units[U.SIDE] == self.side
        return [int(unit) for unit in (ours & (view.units[U.HEX] >= 0)).nonzero()[0]]
    def dig(self, view, unit):
        return [Entrench(unit)] if not view.units[U.DIGGING, unit] and not view.units[U.MOVED, unit] else []

class raiser(Base):
    name = "raiser"
    def act(self, view, memory):
        raise ValueError("no maps")

class sleeper(Base):
    name = "sleeper"
    def act(self, view, memory):
        time.sleep(60)

class outlaw(digger):
    name = "outlaw"
    def act(self, view, memory):
        if memory.get("day") == view.day:
            return [], memory
        return [Move(self.mine(view)[0], (0, 0))], {"day": view.day}

class chatterbox(digger):
    name = "chatterbox"
    def act(self, view, memory):
        return self.dig(view, self.mine(view)[0]) or [Entrench(self.mine(view)[0])], memory

class moody(digger):
    name = "moody"
    first = {}
    def act(self, view, memory):
        again = self.first.setdefault(self.side, self) is not self
        return self.dig(view, self.mine(view)[-1 if again else 0]), memory

class changeling(digger):
    name = "changeling"
    def act(self, view, memory):
        return self.dig(view, self.mine(view)[0 if multiprocessing.parent_process() else -1]), memory

class spy(digger):
    name = "spy"
    def act(self, view, memory):
        frame = sys._getframe()
        while not hasattr(frame.f_locals.get("self"), "turn"):
            frame = frame.f_back
        state = frame.f_locals["self"].turn.state
        return self.dig(view, self.mine(view)[int(state.units[self.column].sum()) % len(self.mine(view))]), memory
    column = U.MEN

class gambler(spy):
    name = "gambler"
    def act(self, view, memory):
        frame = sys._getframe()
        while not hasattr(frame.f_locals.get("self"), "turn"):
            frame = frame.f_back
        seed = frame.f_locals["self"].turn.seed
        return self.dig(view, self.mine(view)[seed % len(self.mine(view))]), memory

class tuples(Base):
    name = "tuples"
    def act(self, view, memory):
        return [], {"now": (view.day, view.watch)}

class keys(Base):
    name = "keys"
    def act(self, view, memory):
        return [], {view.day: 1}

class unsaved(Base):
    name = "unsaved"
    def act(self, view, memory):
        return [], {"view": view}

class private(digger):
    name = "private"
    def act(self, view, memory):
        self.day = getattr(self, "day", -1) + 1
        return self.dig(view, self.mine(view)[self.day % len(self.mine(view))]), memory

class slow(Base):
    name = "slow"
    def act(self, view, memory):
        time.sleep(0.05)
        return [], memory
"""


@pytest.fixture
def bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [line.split("(")[0].removeprefix("class ") for line in SOURCE.splitlines() if line.startswith("class ")]
    install(tmp_path, monkeypatch, SOURCE, *names)


def made(name: str, **settings: int) -> dict[str, Check]:
    checks = list(conformance(Trial(name, field(), **{"days": 3, **settings})))
    assert [check.key for check in checks] == list(CHECKS)
    return {check.key: check for check in checks}


@pytest.mark.parametrize("name", [name for name in players.names() if players.is_own(name)])
def test_our_own_players_pass(name: str) -> None:
    assert [check for check in made(name).values() if not check.passed] == []


def played_here(job: Job, tasks: list[Task], workers: int) -> Iterator[GameRow]:
    """The games of the other process in this one, for checks that do not rest on it: starting one takes longest."""
    for task in tasks:
        yield play_game(from_spec(job.spec), task, job.days)


@pytest.mark.usefixtures("bad")
@pytest.mark.parametrize(
    ("name", "key", "finding"),
    [
        ("raiser", "plays", "failed"),
        ("sleeper", "plays", "failed"),
        ("outlaw", "legal", "illegal"),
        ("chatterbox", "phase", "endless"),
        ("moody", "repeats", "differs"),
        ("changeling", "repeats", "differs_elsewhere"),
        ("spy", "blind", "sees"),
        ("gambler", "blind", "sees"),
        ("tuples", "memory", "not_plain"),
        ("keys", "memory", "not_plain"),
        ("unsaved", "memory", "not_plain"),
        ("private", "save", "forgets"),
        ("slow", "time", "took"),
    ],
)
def test_a_check_finds_who_fails_it(name: str, key: str, finding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if key not in ("plays", "repeats"):
        monkeypatch.setattr("game.session.conformance.trial.play_in_workers", played_here)
    checks = made(name, phase_limit=40, game_limit=1 if name == "sleeper" else 600)
    assert (checks[key].passed, checks[key].finding) == (False, finding)
    if key == "plays":
        assert all(checks[other].passed is None for other in CHECKS[1:])


def test_progress_counts_every_day_that_is_played() -> None:
    told: list[tuple[int, int]] = []
    list(conformance(Trial("greedy", field(), 3), lambda done, total: told.append((done, total))))
    done = [each for each, _ in told]
    assert done == sorted(done) and done[0] == 0 and told[-1] == (24, 24)
    assert len(set(done)) > 15, "a day at a time, games in the other process apart"


class TestHidden:
    """What is altered behind a side's view."""

    def test_the_view_is_the_same_and_much_else_is_not(self) -> None:
        game = Session(field(), ("greedy", "greedy"))
        list(game.play(1))
        state = game.turn.state
        for side in (RED, BLUE):
            other = altered(game.world, state, side)
            seen, shown = observe(game.world, state, side), observe(game.world, other, side)
            assert seen.digest() == shown.digest() and state.digest() != other.digest()
            enemy = state.units[U.SIDE] != side
            unseen = enemy & (seen.units[U.HEX] < 0)
            assert np.all(state.units[U.STOCK, enemy] != other.units[U.STOCK, enemy])
            assert np.all(state.units[U.MEN, unseen] != other.units[U.MEN, unseen])
            assert np.all(state.units[U.MEN, ~enemy] == other.units[U.MEN, ~enemy])
            foreign = state.formations[F.SIDE] != side
            assert np.all(state.formations[F.LOYALTY, foreign] != other.formations[F.LOYALTY, foreign])
            assert np.all(state.formations[F.AGENTS, ~foreign] != other.formations[F.AGENTS, ~foreign])


Run = Callable[..., tuple[int, str, str]]


class TestCommand:
    def test_a_good_player_gets_status_0(self, run: Run) -> None:
        run("new", "ford.yaml")
        status, out, _ = run("conformance", "greedy", "ford.yaml", "--days", "2")
        assert status == 0 and out.count("✓") == len(CHECKS)
        assert "greedy passes every check." in out

    def test_who_waits_at_a_terminal_sees_how_far_it_is(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        run("new", "ford.yaml")
        assert run("conformance", "greedy", "ford.yaml", "--days", "1")[2] == "", "a pipe gets the checks alone"
        monkeypatch.setenv("FORCE_COLOR", "1")
        status, out, err = run("conformance", "greedy", "ford.yaml", "--days", "1")
        assert status == 0 and "Days played" in err and out.count("✓") == len(CHECKS)

    @pytest.mark.usefixtures("bad")
    def test_a_bad_one_gets_status_1(self, run: Run) -> None:
        run("new", "ford.yaml")
        status, out, _ = run("conformance", "raiser", "ford.yaml", "--days", "1")
        assert status == 1 and "✗ plays both sides to the end: player 'raiser' of" in out
        assert "raiser fails in 1 check." in out
        assert "raiser有1项检查未通过" in run("conformance", "raiser", "ford.yaml", "--days", "1", "--lang", "zh")[1]

    def test_bad_input_gets_status_2(self, run: Run) -> None:
        status, out, err = run("conformance", "gredy")
        assert status == 2 and out == "" and "there is no player 'gredy'; did you mean 'greedy'?" in err
        assert run("conformance", "greedy", "nowhere.yaml")[0] == 2
        assert "--phase-limit: found 0" in run("conformance", "greedy", "--phase-limit", "0")[2]


def test_greedy_finds_its_ways_anew_when_a_bridge_is_built() -> None:
    river = {"rivers": [{"sides": ["0101 s", "0201 sw"]}]}
    source = {"id": "home", "name": "Home", "side": "red", "at": "0101", "capacity": 9000}
    made = scenario("...\n...", "E@0101 type=engineer_regiment", "b@0302", map=river, supply={"sources": [source]})
    game, keen = Session(made, (None, None)), GreedyPlayer(made.world, RED, 1)
    before = keen._ground.home_distance(game.view(RED)).tolist()
    game.submit(BuildBridge(0, 3))
    fresh = GreedyPlayer(made.world, RED, 1)._ground.home_distance(game.view(RED)).tolist()
    assert keen._ground.home_distance(game.view(RED)).tolist() == fresh != before
