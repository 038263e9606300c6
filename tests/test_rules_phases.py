"""The sequence of play. Rulebook 2."""

import json
from datetime import date
from pathlib import Path

import pytest

from game.core import engine
from game.core.causes import Degree
from game.core.events import (
    CampaignEnded,
    DayBegan,
    DutiesRenewed,
    PhaseBegan,
    PhaseEnded,
    SupplyDrawn,
    UnitArrived,
    WatchBegan,
)
from game.core.orders import EndPhase, ForceMarch
from game.core.phases import Kind, Step, sequence
from game.core.refusal import Reason
from game.core.state import Clock, U
from game.core.world import Calendar
from game.scenario.load import load
from tests.boards import BLUE, RED, Board, of_type

ROW = ". . . . . . . . . . . ."


def day(watches: int, first: tuple[int, ...]) -> tuple[Step, ...]:
    nights = (False, True)[:watches]
    return sequence(Calendar(date(1945, 10, 14), 4, nights, first))


class TestSequence:
    def test_a_day_of_one_watch(self) -> None:
        assert day(1, (RED,)) == (
            Step(Kind.DAWN),
            Step(Kind.WATCH, 0),
            Step(Kind.ORDERS, RED),
            Step(Kind.ORDERS, BLUE),
            Step(Kind.DUSK),
        )

    def test_a_day_of_two_watches_with_the_night_to_the_others(self) -> None:
        assert day(2, (RED, BLUE)) == (
            Step(Kind.DAWN),
            Step(Kind.WATCH, 0),
            Step(Kind.ORDERS, RED),
            Step(Kind.ORDERS, BLUE),
            Step(Kind.WATCH, 1),
            Step(Kind.ORDERS, BLUE),
            Step(Kind.ORDERS, RED),
            Step(Kind.DUSK),
        )

    @pytest.mark.parametrize(
        ("watches", "first", "sides"),
        [
            (["day"], {}, [RED, BLUE]),
            (["day"], {"day": "blue"}, [BLUE, RED]),
            (["day", "night"], {"night": "blue"}, [RED, BLUE, BLUE, RED]),
        ],
    )
    def test_the_sides_order_in_turn(self, watches: list[str], first: dict[str, str], sides: list[int]) -> None:
        board = Board(ROW, "A@0101", "b@1201", watches=watches, first=first)
        ordered = []
        while board.turn.state.day == 0:
            ordered.append(board.turn.state.active_side)
            board.end_phase()
        assert ordered == sides

    def test_what_happens_between_two_days(self) -> None:
        board = Board(ROW, "A@0101", "B@0201 arrives=15", "c@1201")
        board.end_phase()
        told = [type(event) for event in board.end_phase()]
        frame = (PhaseEnded, DayBegan, SupplyDrawn, DutiesRenewed, WatchBegan, UnitArrived, PhaseBegan)
        assert [kind for kind in told if kind in frame] == list(frame)

    def test_the_last_day_is_played_to_its_dusk(self) -> None:
        board = Board(ROW, "A@0101", "b@1201", days=2)
        board.end_day()
        assert board.turn.state.day == 1
        board.end_phase()
        assert of_type(board.end_phase(), CampaignEnded) != []
        assert (board.turn.state.day, board.turn.state.active_side) == (1, -1)


class TestDuties:
    """What counts by the day or by the watch starts afresh."""

    def test_a_day_renews_marches_and_attacks(self) -> None:
        board = Board(ROW, "A@0101", "B@0701", "c@0801", rules={"march_carried": 0})
        board.order(ForceMarch(board.unit("A")))
        board.march("A", "0201")
        board.attack("0801", "B", advance=False, degree=Degree.CHECK)
        board.end_day()
        for name in "ABc":
            assert [board.value(name, column) for column in (U.MOVED, U.FORCED, U.ATTACKED, U.ACTIVITY)] == [0] * 4
        assert board.value("A", U.FORCED_DAYS) == 1

    def test_a_watch_renews_its_own_march_only(self) -> None:
        board = Board(ROW, "A@0101", "B@0701", "c@0801", watches=["day", "night"])
        board.march("A", "0201")
        board.attack("0801", "B", advance=False, degree=Degree.CHECK)
        board.end_phase()
        board.end_phase()
        assert (board.value("A", U.MOVED), board.value("A", U.MOVED_WATCH)) == (30, 0)
        assert (board.value("B", U.ATTACKED), board.value("B", U.LED)) == (1, -1)


class TestPhase:
    def test_between_phases_nobody_may_order(self) -> None:
        board = Board(ROW, "A@0101", "b@1201")
        view = board.view(RED)
        view.clock[Clock.SIDE] = -1
        refusal = engine.check(board.world, view, EndPhase())
        assert refusal is not None and refusal.reason is Reason.NOT_YOUR_PHASE
        assert engine.legal(board.world, view) == []

    def test_a_side_may_always_end_its_phase(self) -> None:
        board = Board(ROW, "A@0101", "b@1201")
        while not board.turn.state.is_over:
            assert EndPhase() in engine.legal(board.world, board.view(board.turn.state.active_side))
            board.end_phase()


def test_where_a_day_has_one_watch_it_may_use_the_whole_day(tmp_path: Path) -> None:
    """Rulebook 4.1: the share of a watch is for those who have several."""
    for watches, hexes in ((["day"], 6), (["day", "night"], 4)):
        file = tmp_path / f"{len(watches)}.yaml"
        board = Board(ROW, "A@0101", "b@1201", watches=watches)
        file.write_text(json.dumps(board.scenario.spec["scenario"]), encoding="utf-8")
        loaded = load(file)
        turn = engine.new_game(loaded.world, loaded.start, 1)
        reached = list(engine.paths(loaded.world, engine.observe(loaded.world, turn.state, RED), 0))
        assert max(map(len, reached)) == hexes
