"""Lifts that carry men off the map. Rulebook 6.12, and 7.2, 12 for what that means."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.events import FormationBroughtOff, FormationLost, LiftReturned, UnitEmbarked
from game.core.fog.observe import observe
from game.core.kinds import Standing, Status
from game.core.movement.lift import room_left
from game.core.orders import Embark
from game.core.refusal import Reason
from game.core.state import ACCOUNTS, F, Lifting, U
from game.core.victory import score
from game.session.results.detect import detect
from tests.boards import BLUE, RED, Board, of_type

STORM = {"weather": [{"date": "1945-10-14", "share": 0}]}
ROW = "\n".join(["." * 8] * 2)


def port(*units: str, kind: str = "sea", capacity: int | None = 8000, **parts: Any) -> Board:
    """A lift of red's at 0101, units as told, and e of blue far off."""
    lift = {"id": "ships", "name": "Ships", "side": "red", "kind": kind, "at": "0101", **parts.pop("lift", {})}
    if capacity is not None:
        lift["capacity"] = capacity
    return Board(ROW, *units, "e@0802", lifts=[lift], map={"hex_km": 10}, **parts)


def embark(board: Board, name: str) -> UnitEmbarked:
    (event,) = of_type(board.order(Embark(board.unit(name), 0)), UnitEmbarked)
    return event


class TestEmbarking:
    """Rulebook 6.12."""

    def test_a_unit_leaves_whole_and_its_men_are_accounted_for(self) -> None:
        board = port("A@0101 men=5000 guns=10")
        event = embark(board, "A")
        assert (event.men, event.present, event.left, event.guns, event.carried) == (5000, 0, 5000, 0, 5000)
        column = board.turn.state.units[:, board.unit("A")]
        assert (column[U.STATUS], column[U.HEX], column[U.LEFT]) == (Status.GONE, -1, 5000)
        assert column[list(ACCOUNTS)].sum() == column[U.INITIAL]

    def test_the_example_of_the_rulebook(self) -> None:
        fleet = {"at_once": 20_000}
        board = port("A@0101 men=12000", "B@0101 men=12000 guns=12", "C@0101 men=1500", capacity=5000, lift=fleet)
        assert embark(board, "A").present == 0
        second = embark(board, "B")
        assert (second.men, second.present, second.guns) == (8000, 4000, 4)
        assert of_type(board.end_day(), LiftReturned) == [LiftReturned(0, 15_000)]
        assert embark(board, "B").men == 4000
        assert embark(board, "C").men == 1000
        board.end_day()
        board.end_day()
        assert room_left(board.world, board.turn.state, 0) == 10_000

    def test_what_does_not_lie_ready_on_the_first_day_comes_by_and_by(self) -> None:
        board = port("A@0101 men=30000", capacity=5000, lift={"at_once": 20_000, "ready": 7000})
        room = [room_left(board.world, board.turn.state, 0)]
        for _ in range(3):
            board.end_day()
            room.append(room_left(board.world, board.turn.state, 0))
        assert room == [7000, 12_000, 17_000, 20_000]

    def test_with_a_capacity_alone_each_day_begins_afresh(self) -> None:
        board = port("A@0101 men=12000", capacity=5000)
        assert embark(board, "A").men == 5000
        assert of_type(board.end_day(), LiftReturned) == [LiftReturned(0, 0)]
        assert embark(board, "A").men == 5000

    def test_storm_leaves_a_share_of_the_room_that_is_there(self) -> None:
        days = [{"date": "1945-10-15", "share": 50}]
        board = port("A@0101 men=30000", capacity=2000, lift={"at_once": 20_000, "weather": days})
        assert embark(board, "A").men == 20_000
        board.end_day()
        assert room_left(board.world, board.turn.state, 0) == 0, "18,000 are under way, and half of 20,000 could sail"

    def test_by_air_guns_stay_and_are_lost_with_the_last(self) -> None:
        board = port("A@0101 men=5000 guns=10", kind="air", capacity=3000)
        assert embark(board, "A").guns == 10
        board.end_day()
        assert embark(board, "A").guns == 0

    def test_the_wounded_go_with_the_last(self) -> None:
        board = port("A@0101 men=9000")
        board.set("A", U.WOUNDED, 700)
        board.set("A", U.INITIAL, 9700)
        assert embark(board, "A").left == 8000
        board.set("A", U.ATTACKED, 0)
        board.turn.state.lifts[Lifting.CARRIED] = 0
        assert embark(board, "A").left == 9700

    def test_a_road_takes_everybody(self) -> None:
        board = port("A@0101 men=90000", kind="road", capacity=None)
        assert embark(board, "A").present == 0

    @pytest.mark.parametrize(
        ("share", "men"),
        [(100, 5000), (30, 2400)],
    )
    def test_bad_days_leave_a_share_of_it(self, share: int, men: int) -> None:
        days = [{"date": "1945-10-14", "until": "1945-10-15", "share": share}]
        board = port("A@0101 men=5000", lift={"weather": days})
        assert embark(board, "A").men == men

    @pytest.mark.parametrize(
        ("units", "parts", "why"),
        [
            (("A@0201",), {}, Reason.NOT_AT_LIFT),
            (("A@0101",), {"lift": {"first": "1945-10-15"}}, Reason.LIFT_CLOSED),
            (("A@0101",), {"lift": STORM}, Reason.LIFT_CLOSED),
            (("A@0101",), {"lift": STORM, "capacity": None}, Reason.LIFT_CLOSED),
            (("A@0101",), {"lift": {"side": "blue", "at": "0701"}}, Reason.NO_SUCH_LIFT),
            (("A@0101 held=true",), {}, Reason.HELD),
        ],
    )  # fmt: skip
    def test_who_cannot(self, units: tuple[str, ...], parts: dict[str, Any], why: Reason) -> None:
        board = port(*units, **parts)
        assert board.refuse(Embark(board.unit("A"), 0)).reason is why

    def test_not_after_a_march_nor_beyond_what_there_is_room_for(self) -> None:
        board = port("A@0201", "B@0101 men=8000", "C@0101")
        board.march("A", "0101")
        assert board.refuse(Embark(board.unit("A"), 0)).reason is Reason.HAS_MOVED
        embark(board, "B")
        assert board.refuse(Embark(board.unit("C"), 0)).reason is Reason.LIFT_FULL

    @given(st.lists(st.integers(1, 9000), min_size=1, max_size=4), st.integers(1, 20_000))
    def test_a_day_never_carries_more_than_there_is_room_for(self, men: list[int], capacity: int) -> None:
        board = port(*(f"{'ABCD'[number]}@0101 men={each}" for number, each in enumerate(men)), capacity=capacity)
        carried = 0
        for number in range(len(men)):
            if carried < capacity:
                carried += embark(board, "ABCD"[number]).men
        assert carried == min(sum(men), capacity) == board.turn.state.lifts[Lifting.CARRIED, 0]
        units = board.turn.state.units
        assert (units[list(ACCOUNTS)].sum(axis=0) == units[U.INITIAL] + units[U.ENROLLED]).all()

    def test_what_it_carried_today_is_its_side_s_secret(self) -> None:
        board = port("A@0101", "B@0101")
        embark(board, "A")
        assert observe(board.world, board.turn.state, RED).lifts[Lifting.CARRIED, 0] == 5000
        assert observe(board.world, board.turn.state, BLUE).lifts[Lifting.CARRIED, 0] == -1


class TestBroughtOff:
    def test_a_formation_that_was_brought_off_dismays_nobody(self) -> None:
        """Rulebook 7.2."""
        formations = ["red-guard clique=central", "red-army clique=central"]
        board = port("A@0101 of=guard", "B@0801", formations=formations)
        before = int(board.turn.state.units[U.COHESION, board.unit("B")])
        embark(board, "A")
        told = board.end_day()
        guard = board.formation("red-guard")
        assert of_type(told, FormationBroughtOff) == [FormationBroughtOff(guard, RED)]
        assert of_type(told, FormationLost) == []
        assert board.turn.state.formations[F.STANDING, guard] == Standing.AWAY
        assert board.turn.state.units[U.COHESION, board.unit("B")] >= before

    @pytest.mark.parametrize(("neutral", "points"), [(0, 5), (2000, 3), (7000, -2)])
    def test_saved_men_are_points_for_their_side(self, neutral: int, points: int) -> None:
        """Rulebook 12."""
        victory = {
            "favours": "red",
            "terms": [{"kind": "saved", "group": "red-group", "neutral": neutral}],
            "levels": [{"id": "only", "name": "Only"}],
        }
        board = port("A@0101", "B@0201", victory=victory)
        embark(board, "A")
        assert score(board.world, board.turn.state) == points


def test_history_s_departure_is_found_in_a_game() -> None:
    event = {"id": "gone", "date": "1945-10-14", "text": "Gone", "when": {"left": "red-army"}}
    board = port("A@0101", documented={"events": [event]})
    told = board.order(Embark(board.unit("A"), 0))
    assert detect(board.world, board.scenario.start, told).documented == {"gone": 0}
