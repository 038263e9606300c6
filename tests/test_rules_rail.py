"""Wrecking and mending the railway. Rulebook 6.8."""

from typing import Any

import pytest

from game.core.board import Edge
from game.core.events import RailMended, RailsSeen, RailWrecked
from game.core.kinds import SupplyReason
from game.core.orders import RepairRail, WreckRail
from game.core.refusal import Reason
from game.core.state import Rail, U
from game.session.chronicle.reader import Chronicle
from game.session.chronicle.telling import tell_day
from game.session.words.text import Catalogue
from tests.boards import BLUE, RED, Board, of_type

LINE = ". " * 14
EAST, WEST = 2, 5
"""From 0101 the railway leaves to the south-east; from 0201 to the north-west."""
RAIL = {"rails": [{"hexes": [f"{column:02d}01" for column in range(1, 15)]}]}
BROKEN = {"rails": [{**RAIL["rails"][0], "wrecked": [["0201", "0301"]]}]}
RAILHEAD = {
    "sources": [{"id": "railhead", "name": "R", "side": "red", "at": "0101", "kind": "rail", "capacity": 90_000}]
}


def line(*units: str, broken: bool = False, **parts: Any) -> Board:
    return Board(LINE, *units, map=BROKEN if broken else RAIL, supply=RAILHEAD, **parts)


def wrecked(board: Board, hex: str, direction: int) -> bool:
    link = int(board.world.board.edges[Edge.RAIL, board.hex(hex), direction])
    return bool(board.turn.state.rails[Rail.WRECKED, link])


class TestWrecking:
    def test_a_unit_wrecks_a_stretch_in_its_day(self) -> None:
        board = line("A@0101", "b@1401 men=500")
        event = of_type(board.order(WreckRail(board.unit("A"), EAST)), RailWrecked)[0]
        assert (event.hex, event.other) == (board.hex("0101"), board.hex("0201"))
        assert wrecked(board, "0101", EAST) and wrecked(board, "0201", WEST)
        assert board.refuse(WreckRail(board.unit("A"), EAST)).reason is Reason.DAY_SPENT

    def test_trains_stop_there_from_the_next_dawn(self) -> None:
        board = line("A@1401", "B@0101", "b@0701 arrives=17")
        board.order(WreckRail(board.unit("B"), EAST))
        board.end_day()
        assert board.value("A", U.REASON) == SupplyReason.RAIL_CUT
        assert board.value("A", U.REASON_AT) == board.hex("0101")

    @pytest.mark.parametrize(
        ("unit", "direction", "reason"),
        [
            ("A@0101 type=headquarters men=500", EAST, Reason.HEADQUARTERS_DO_NOT),
            ("A@0101", 0, Reason.NO_RAILWAY),
            ("A@0101", 9, Reason.NO_RAILWAY),
        ],
    )
    def test_not_by_headquarters_and_only_where_a_line_is(self, unit: str, direction: int, reason: Reason) -> None:
        board = line(unit, "b@1401 men=500")
        assert board.refuse(WreckRail(board.unit("A"), direction)).reason is reason

    def test_not_after_a_march(self) -> None:
        board = line("A@0101", "b@1401 men=500")
        board.march("A", "0201")
        assert board.refuse(WreckRail(board.unit("A"), WEST)).reason is Reason.HAS_MOVED

    def test_nor_what_is_wrecked_already(self) -> None:
        board = line("A@0201", "b@1401 men=500", broken=True)
        east = board.world.grid.direction(board.hex("0201"), board.hex("0301"))
        assert board.refuse(WreckRail(board.unit("A"), east)).reason is Reason.WRECKED_ALREADY

    def test_militia_can(self) -> None:
        board = line("A@0101 type=militia men=900", "b@1401 men=500")
        board.order(WreckRail(board.unit("A"), EAST))
        assert wrecked(board, "0101", EAST)


class TestWhoKnows:
    """Rulebook 6.8, 11.3: a line is as it was last known."""

    def known(self, board: Board, side: int, hex: str, direction: int) -> bool:
        link = int(board.world.board.edges[Edge.RAIL, board.hex(hex), direction])
        return bool(board.view(side).rails[Rail.WRECKED, link])

    def wreck(self, *red: str, fog: int = 1) -> Board:
        """Blue wrecks the far end of red's line."""
        board = line(*red, "b@1401 men=900", options={"fog": fog})
        board.end_phase()
        board.order(WreckRail(board.unit("b"), WEST))
        return board

    def test_who_wrecks_it_knows_and_who_is_far_does_not(self) -> None:
        board = self.wreck("A@0101")
        assert self.known(board, BLUE, "1401", WEST) and not self.known(board, RED, "1401", WEST)
        board.end_phase()
        assert of_type(board.turn.events, RailsSeen) == [] and not self.known(board, RED, "1401", WEST)

    def test_it_is_seen_when_a_phase_ends_with_one_end_in_sight(self) -> None:
        board = self.wreck("A@1101")
        assert not self.known(board, RED, "1401", WEST), "until then the map shows it as it was"
        board.end_phase()
        (seen,) = of_type(board.turn.events, RailsSeen)
        assert (seen.side, seen.known) == (RED, (1,)) and self.known(board, RED, "1401", WEST)

    def test_trains_that_stop_tell_at_dawn(self) -> None:
        board = line("A@1401", "b@0101 men=900 arrives=17")
        link = int(board.world.board.edges[Edge.RAIL, board.hex("0301"), EAST])
        board.turn.emit(RailWrecked(board.unit("b"), link, board.hex("0301"), board.hex("0401")))
        assert not self.known(board, RED, "0301", EAST)
        board.end_day()
        assert board.value("A", U.REASON) == SupplyReason.RAIL_CUT and self.known(board, RED, "0301", EAST)

    def test_without_fog_everybody_knows(self) -> None:
        assert self.known(self.wreck("A@0101", fog=0), RED, "1401", WEST)

    @pytest.mark.parametrize("fog", [0, 1])
    def test_nobody_knows_what_the_other_thinks(self, fog: int) -> None:
        board = self.wreck("A@0101", fog=fog)
        for side in (RED, BLUE):
            assert (board.view(side).rails[Rail.KNOWN_1 - side] == -1).all()

    def test_an_order_that_rests_on_old_news_brings_the_news_and_no_work(self) -> None:
        board = line("A@0101", "B@0701 arrives=15", "b@1401 men=900")
        link = int(board.world.board.edges[Edge.RAIL, board.hex("0701"), EAST])
        board.turn.emit(RailWrecked(board.unit("b"), link, board.hex("0701"), board.hex("0801")))
        board.end_day()
        events = board.order(WreckRail(board.unit("B"), EAST))
        assert of_type(events, RailsSeen) and not of_type(events, RailWrecked)
        assert board.refuse(WreckRail(board.unit("B"), EAST)).reason is Reason.WRECKED_ALREADY


class TestMending:
    def east(self, board: Board) -> int:
        return board.world.grid.direction(board.hex("0201"), board.hex("0301"))

    def test_two_unit_days_open_the_line(self) -> None:
        """The example of the rulebook."""
        board = line("A@0201", "B@1401", "b@0701 arrives=17", broken=True)
        order = RepairRail(board.unit("A"), self.east(board))
        assert of_type(board.order(order), RailMended)[0].left == 1
        board.end_day()
        assert board.value("B", U.REASON) == SupplyReason.RAIL_CUT
        assert of_type(board.order(order), RailMended)[0].left == 0
        board.end_day()
        assert board.value("B", U.REASON) == SupplyReason.DELIVERED

    def test_two_units_do_it_in_a_day(self) -> None:
        board = line("A@0201", "B@0301", "b@1401 men=500", broken=True)
        board.order(RepairRail(board.unit("A"), self.east(board)))
        back = board.world.grid.direction(board.hex("0301"), board.hex("0201"))
        board.order(RepairRail(board.unit("B"), back))
        rails = board.turn.state.rails
        assert not rails[[Rail.WRECKED, Rail.MENDED, Rail.KNOWN_0]].any() and rails[Rail.KNOWN_1].any()

    def test_wrecking_anew_undoes_the_work(self) -> None:
        board = line("A@0201", "B@0201", "b@1401 men=500", broken=True, rules={"rail_repair": 1})
        board.order(RepairRail(board.unit("A"), self.east(board)))
        assert not wrecked(board, "0201", self.east(board))
        board.order(WreckRail(board.unit("B"), self.east(board)))
        assert wrecked(board, "0201", self.east(board))

    @pytest.mark.parametrize(
        ("units", "reason"),
        [
            (("A@0201 type=cavalry_brigade", "b@1401 men=500"), Reason.NOT_ON_FOOT),
            (("A@0201", "b@0401"), Reason.UNDER_FIRE),
            (("A@0201", "b@0301 men=500"), Reason.UNDER_FIRE),
        ],
    )
    def test_by_men_on_foot_out_of_the_enemy_s_zone(self, units: tuple[str, ...], reason: Reason) -> None:
        board = line(*units, broken=True)
        assert board.refuse(RepairRail(board.unit("A"), self.east(board))).reason is reason

    def test_what_is_whole_needs_none(self) -> None:
        board = line("A@0101", "b@1401 men=500")
        assert board.refuse(RepairRail(board.unit("A"), EAST)).reason is Reason.NOT_WRECKED


class TestShut:
    """Rulebook 6.7: an enemy across the line is told as such, not as a distance."""

    ROWS = "\n".join([LINE] * 4)

    def test_a_zone_across_the_railway(self) -> None:
        board = Board(self.ROWS, "A@1401", "b@0502", map=RAIL, supply=RAILHEAD, sides=SHORT)
        assert board.value("A", U.REASON) == SupplyReason.BLOCKED_BY_ZONE
        assert board.world.grid.number(board.value("A", U.REASON_AT)) == "0401"

    def test_an_enemy_on_the_railway(self) -> None:
        board = Board(self.ROWS, "A@1401", "b@0501 men=500", map=RAIL, supply=RAILHEAD, sides=SHORT)
        assert board.value("A", U.REASON) == SupplyReason.BLOCKED_BY_UNIT
        assert board.world.grid.number(board.value("A", U.REASON_AT)) == "0501"

    def test_his_leaving_opens_it(self) -> None:
        board = Board(self.ROWS, "A@1401", "b@0501 men=500", map=RAIL, supply=RAILHEAD, sides=SHORT)
        board.set("b", U.HEX, board.hex("0104"))
        board.end_day()
        assert board.value("A", U.REASON) == SupplyReason.DELIVERED


SHORT = {"red": {"name": "Red", "carts_km": 15}, "blue": {"name": "Blue"}}


@pytest.mark.parametrize(("lang", "words"), [("en", "wrecked the railway"), ("zh", "破坏铁路")])
def test_the_chronicle_tells_it(lang: str, words: str) -> None:
    board = line("A@0101", "b@1401 men=500")
    chronicle = Chronicle(board.world, board.scenario.start)
    board.order(WreckRail(board.unit("A"), EAST))
    board.end_day()
    day = chronicle.read(board.turn.events)[0]
    told = [each.text for each in tell_day(Catalogue(lang, board.world), day)]
    assert any(words in text for text in told)
