"""Trains in which troops travel. Rulebook 4.11."""

from typing import Any

import pytest

from game.core.engine import legal, observe
from game.core.events import (
    Ambushed,
    EnemyMet,
    MarchStopped,
    PlaceTaken,
    RailMended,
    RailsSeen,
    RailWrecked,
    TrainStopped,
    UnitRailed,
)
from game.core.kinds import Activity
from game.core.notation import event_from_data, event_to_data, order_from_data, order_to_data
from game.core.orders import Attack, Entrench, RailMove, RepairRail
from game.core.refusal import Reason
from game.core.state import Place, Rail, Trains, U
from game.core.supply.rail import stretch
from game.session.chronicle.known import as_known
from game.session.chronicle.reader import Chronicle
from game.session.chronicle.telling import tell_day
from game.session.words.text import Catalogue
from tests.boards import BLUE, RED, Board, of_type

LINE = "\n".join([". " * 14] * 4)
"""Room for enemies beside a railway along the top row."""
FAR = "z@1404 men=500"
"""An enemy far from the line."""
NUMBERS = [f"{column:02d}01" for column in range(1, 15)]
EAST = (1, 2)
"""The direction in which the line leads east, from even and from odd columns."""
RAILS = [{"id": "west", "hexes": NUMBERS[:7]}, {"id": "east", "hexes": NUMBERS[6:]}]


def trains(capacity: int = 20_000, **parts: Any) -> dict[str, Any]:
    return {"id": "trains", "name": "Trains", "side": "red", "capacity": capacity, **parts}


def line(*units: str, of: list[dict[str, Any]] | None = None, wrecked: Any = False, **parts: Any) -> Board:
    """Red's trains along the top row, units as told, and an enemy who touches nothing."""
    rails = [RAILS[0], {**RAILS[1], "wrecked": wrecked}]
    board = {"rails": rails, **parts.pop("map", {})}
    return Board(LINE, *units, FAR, map=board, troop_trains=[trains()] if of is None else of, **parts)


def go(board: Board, name: str, number: str) -> UnitRailed:
    (event,) = of_type(board.order(RailMove(board.unit(name), board.hex(number))), UnitRailed)
    return event


def refusal(board: Board, name: str, number: str) -> Reason:
    return board.refuse(RailMove(board.unit(name), board.hex(number))).reason


def carried(board: Board) -> list[int]:
    found: list[int] = board.turn.state.trains[Trains.CARRIED].tolist()
    return found


class TestTravelling:
    def test_a_unit_goes_along_the_line_in_its_day(self) -> None:
        board = line("A@0201 dug=3 guns=9")
        event = go(board, "A", "0901")
        assert event.path == board.path(*NUMBERS[2:9]) and board.where("A") == "0901"
        assert board.value("A", U.MOVED) == 200 and board.value("A", U.ACTIVITY) == Activity.MARCH
        assert board.value("A", U.DUG) == 0 and board.value("A", U.GUNS) == 9
        assert board.value("A", U.ON_ROAD) == 1, "a train by day is there for all to see"
        for order in (Entrench(board.unit("A")), RailMove(board.unit("A"), board.hex("0201"))):
            assert board.refuse(order).reason is Reason.DAY_SPENT

    @pytest.mark.parametrize("kind", ["headquarters", "motorised_division", "army_train", "cavalry_brigade", "militia"])
    def test_everybody_can(self, kind: str) -> None:
        board = line(f"A@0201 type={kind} men=900")
        go(board, "A", "0901")
        assert board.where("A") == "0901"

    def test_the_next_day_it_marches(self) -> None:
        board = line("A@0201")
        go(board, "A", "0901")
        board.end_day()
        assert board.march("A", "1001") and board.where("A") == "1001"

    def test_by_night_it_comes_unseen(self) -> None:
        board = line("A@0201", watches=["day", "night"])
        board.end_phase()
        board.end_phase()
        assert go(board, "A", "0901").on_road == 0

    def test_places_on_the_way_become_its_side_s(self) -> None:
        board = line("A@0201", places={"halt": {"name": "Halt", "at": "0501"}})
        events = board.order(RailMove(board.unit("A"), board.hex("0901")))
        assert [event.place for event in of_type(events, PlaceTaken)] == [board.place("halt")]

    def test_in_a_ring_trains_still_run_within_it(self) -> None:
        board = line("A@0201")
        board.set("A", U.ENCIRCLED, 4)
        go(board, "A", "0901")

    def test_what_is_listed_is_what_can_be_ordered(self) -> None:
        board = line("A@0201", "b@1002", rules={"rail_day": 120})
        ends = {order.hex for order in legal(board.world, board.view(RED)) if isinstance(order, RailMove)}
        assert ends == set(board.path("0101", "0301", "0401", "0501", "0601"))


class TestCapacity:
    def test_the_day_s_room_is_used_up_and_comes_back(self) -> None:
        board = line("A@0201 men=6000", "B@0301 men=6000", of=[trains(10_000)])
        assert go(board, "A", "0901").carried == (6000,)
        refused = board.refuse(RailMove(board.unit("B"), board.hex("0901")))
        assert (refused.reason, refused.needed, refused.left) == (Reason.TRAINS_FULL, 6000, 4000)
        board.end_day()
        assert carried(board) == [0]
        go(board, "B", "0801")

    def test_who_changes_trains_needs_room_on_both(self) -> None:
        both = [trains(9000, id="w", on=["west"]), trains(7000, id="e", on=["east"])]
        board = line("A@0201 men=5000", "B@0301 men=3000", "C@0401 men=4000", of=both)
        assert go(board, "A", "0901").trains == (0, 1) and carried(board) == [5000, 5000]
        refused = board.refuse(RailMove(board.unit("B"), board.hex("0901")))
        assert (refused.reason, refused.left) == (Reason.TRAINS_FULL, 2000)
        assert board.world.grid.number(refused.nearest) == "0701", "as far as the first goes"
        go(board, "C", "0701")
        assert carried(board) == [9000, 5000]

    def test_on_a_stretch_that_lines_share_the_larger_trains_run(self) -> None:
        rails = [{"id": "main", "hexes": NUMBERS}, {"id": "branch", "hexes": ["0101", "0201", "0202"]}]
        both = [trains(9000, id="m", on=["main"]), trains(7000, id="b", on=["branch"])]
        board = Board(LINE, "A@0101", "B@0301 men=3000", FAR, map={"rails": rails}, troop_trains=both)
        assert go(board, "A", "0201").trains == (0,)
        assert go(board, "B", "0202").trains == (0, 1)

    def test_only_its_own_side_knows_it(self) -> None:
        board = line("A@0201")
        go(board, "A", "0901")
        assert observe(board.world, board.turn.state, RED).trains.tolist() == [[5000]]
        assert observe(board.world, board.turn.state, BLUE).trains.tolist() == [[-1]]


@pytest.mark.parametrize(
    ("units", "parts", "to", "why"),
    [
        (("A@0201",), {"of": []}, "0901", Reason.NO_TROOP_TRAINS),
        (("A@0201",), {"of": [trains(on=["east"])]}, "0901", Reason.NO_TROOP_TRAINS),
        (("A@0201",), {"of": [trains(on=["west"])]}, "0901", Reason.LINE_CUT),
        (("A@0201",), {"of": [trains(side="blue")]}, "0901", Reason.NO_TROOP_TRAINS),
        (("A@0202",), {}, "0901", Reason.NOT_ON_RAILWAY),
        (("A@0201",), {}, "0902", Reason.NOT_ON_RAILWAY),
        (("A@0201",), {}, "0201", Reason.NO_PATH),
        (("A@0201",), {"wrecked": [["0801", "0901"]]}, "0901", Reason.LINE_CUT),
        (("A@0201", "b@0801 men=500"), {}, "1001", Reason.LINE_CUT),
        (("A@0201", "b@0802"), {}, "1001", Reason.LINE_CUT),
        (("A@0201", "B@0801", "b@0802"), {}, "0801", Reason.STATION_UNDER_FIRE),
        (("A@0201", "b@0202"), {}, "0901", Reason.STATION_UNDER_FIRE),
        (("A@0201",), {"rules": {"rail_day": 180}}, "0901", Reason.BEYOND_A_DAY),
        (("A@0201 men=9000", "B@0901 men=9000"), {}, "0901", Reason.OVERSTACKED),
        (("A@0201 held=true",), {}, "0901", Reason.HELD),
        (("A@0201",), {"of": [trains(4999)]}, "0901", Reason.TRAINS_FULL),
        (("A@0201",), {"places": {"halt": {"name": "Halt", "at": "0801", "held_by": "blue"}}}, "0901", Reason.LINE_CUT),
    ],
)
def test_refusals(units: tuple[str, ...], parts: dict[str, Any], to: str, why: Reason) -> None:
    board = line(*units, **{"options": {"fog": 0}, **parts})
    assert refusal(board, "A", to) is why


class TestMore:
    """Rulebook 4.11, what a table cannot say."""

    def test_whoever_has_marched_does_not_get_in(self) -> None:
        board = line("A@0102")
        board.march("A", "0101")
        assert refusal(board, "A", "0901") is Reason.HAS_MOVED

    def test_own_troops_keep_a_line_open_that_a_zone_would_shut(self) -> None:
        board = line("A@0201", "B@0701", "C@0801", "D@0901", "b@0802")
        go(board, "A", "1101")

    def test_a_refusal_names_the_nearest_station(self) -> None:
        board = line("A@0201", wrecked=[["0801", "0901"]])
        refused = board.refuse(RailMove(board.unit("A"), board.hex("1001")))
        assert board.world.grid.number(refused.nearest) == "0801"

    def test_a_hex_off_the_map(self) -> None:
        board = line("A@0201")
        assert board.refuse(RailMove(board.unit("A"), 999)).reason is Reason.NO_SUCH_HEX


class TestUnseen:
    """What a side does not know stops its train on the way; then it knows."""

    def ready(self, *units: str, **parts: Any) -> Board:
        return line("A@0101", *units, countryside={"default": "blue"}, **parts)

    def wreck(self, board: Board, number: str) -> int:
        """Wreck the stretch that leads east from a hex, behind red's back; which one it is."""
        here = board.hex(number)
        way = EAST[int(number[:2]) % 2]
        link = stretch(board.world, here, way)
        board.turn.emit(RailWrecked(board.unit("z"), link, here, board.world.grid.step(here, way)))
        return link

    def test_an_enemy_on_the_line(self) -> None:
        board = self.ready("b@0901 men=500")
        events = board.order(RailMove(board.unit("A"), board.hex("1101")))
        assert board.where("A") == "0801" and of_type(events, UnitRailed)[0].path == board.path(*NUMBERS[1:8])
        assert [event.hex for event in of_type(events, EnemyMet)] == [board.hex("0901")]
        assert of_type(events, Ambushed), "who lay hidden falls upon it as upon a march (11.4)"

    def test_a_zone_on_the_line(self) -> None:
        board = self.ready("b@0902")
        events = board.order(RailMove(board.unit("A"), board.hex("1201")))
        (stopped,) = of_type(events, MarchStopped)
        assert board.world.grid.number(stopped.hex) == "0801" and board.where("A") == "0701"

    def test_a_line_wrecked_in_secret(self) -> None:
        board = self.ready()
        link = self.wreck(board, "0901")
        assert board.turn.state.rails[Rail.KNOWN_0, link] == 0
        events = board.order(RailMove(board.unit("A"), board.hex("1301")))
        assert [event.hex for event in of_type(events, TrainStopped)] == [board.hex("1001")]
        assert of_type(events, RailsSeen) and board.turn.state.rails[Rail.KNOWN_0, link] == 1
        assert board.where("A") == "0901"

    def test_a_place_that_was_lost_in_secret(self) -> None:
        board = self.ready(places={"halt": {"name": "Halt", "at": "0801", "held_by": "red"}})
        board.turn.emit(PlaceTaken(board.place("halt"), BLUE, RED, board.unit("z")))
        events = board.order(RailMove(board.unit("A"), board.hex("1101")))
        assert [event.hex for event in of_type(events, TrainStopped)] == [board.hex("0801")]
        assert board.view(RED).places[Place.HOLDER, board.place("halt")] == BLUE, "it knows by now"

    def test_a_train_that_was_stopped_ends_where_there_is_room(self) -> None:
        board = self.ready("B@0801 men=9000")
        self.wreck(board, "0801")
        assert go(board, "A", "1101").path[-1] == board.hex("0701")

    def test_a_train_that_does_not_get_out_of_the_station_costs_no_day(self) -> None:
        board = self.ready()
        self.wreck(board, "0101")
        events = board.order(RailMove(board.unit("A"), board.hex("0901")))
        assert of_type(events, TrainStopped) and not of_type(events, UnitRailed)
        assert carried(board) == [0]
        assert of_type(board.order(RepairRail(board.unit("A"), EAST[1])), RailMended)


def test_order_and_events_are_plain_data() -> None:
    board = line("A@0201")
    order = RailMove(board.unit("A"), board.hex("0901"))
    assert order_to_data(board.world, order) == {"order": "RailMove", "unit": "red-a", "hex": "0901"}
    assert order_from_data(board.world, order_to_data(board.world, order)) == order
    event = go(board, "A", "0901")
    data = event_to_data(board.world, event)
    assert data["trains"] == ["trains"] and event_from_data(board.world, data) == event


def test_nobody_attacks_from_the_train() -> None:
    board = line("A@0201", "b@1002 men=900", options={"fog": 0})
    go(board, "A", "0901")
    assert board.refuse(Attack(board.hex("1002"), (board.unit("A"),))).reason is Reason.DAY_SPENT


@pytest.mark.parametrize(("lang", "words"), [("en", "went by train"), ("zh", "乘火车")])
def test_the_chronicle_tells_its_own_side(lang: str, words: str) -> None:
    board = line("A@0101")
    chronicle = Chronicle(board.world, board.scenario.start)
    go(board, "A", "0901")
    board.end_day()
    (day,) = chronicle.read(board.turn.events)
    for side, told in ((RED, True), (BLUE, False)):
        lines = tell_day(Catalogue(lang, board.world), as_known(board.world, day, side))
        assert any(words in each.text for each in lines) is told
