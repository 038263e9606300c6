"""Supply at dawn: what is eaten and delivered, every reason with the one step that removes it. Rulebook 6."""

from typing import Any

import pytest

from game.core.causes import Degree
from game.core.events import MenStraggled, SupplyDrawn
from game.core.kinds import Activity, SupplyReason, SupplyState
from game.core.state import ACCOUNTS, U
from tests.boards import Board, of_type

LINE = ". " * 14
"""Fourteen open hexes of 3 km, 30 each: carts reach ten hexes, and strain beyond seven and a half."""
LONG = ". " * 20
"""Twenty open hexes of 10 km, 100 each: carts reach three, convoys twelve."""


def source(id: str, hex: str, side: str = "red", capacity: int = 50_000, kind: str = "base") -> dict[str, Any]:
    """A source of supply of a scenario file."""
    return {"id": id, "name": id, "side": side, "at": hex, "capacity": capacity, "kind": kind}


def depot(id: str, hex: str, side: str = "red") -> dict[str, Any]:
    """A depot of a scenario file."""
    return {"id": id, "side": side, "at": hex}


BASE = {"sources": [source("base", "0101")]}
RAILHEAD = {"sources": [source("railhead", "0101", kind="rail")]}


def fed(rows: str, *units: str, supply: dict[str, Any] | None = None, **parts: Any) -> Board:
    """A board at its first dawn, when supply is judged and nothing eaten."""
    return Board(rows, *units, supply=BASE if supply is None else supply, **parts)


def rested(rows: str, *units: str, **parts: Any) -> Board:
    """A board after a day of rest."""
    board = fed(rows, *units, **parts)
    board.end_day()
    return board


def reason(board: Board, name: str) -> tuple[SupplyReason, int]:
    """Why a unit is supplied as it is, and what that points at."""
    return SupplyReason(board.value(name, U.REASON)), board.value(name, U.REASON_AT)


def state(board: Board, name: str) -> SupplyState:
    return SupplyState(board.value(name, U.SUPPLY))


class TestEating:
    """Rulebook 6.1."""

    @pytest.mark.parametrize(
        ("activity", "need"),
        [(Activity.REST, 80), (Activity.MARCH, 120), (Activity.DEFENCE, 180), (Activity.ATTACK, 280)],
    )
    def test_the_hardest_thing_done_sets_what_a_day_costs(self, activity: Activity, need: int) -> None:
        board = fed(LINE, "A@0101", supply={})
        board.set("A", U.STOCK, 500)
        board.set("A", U.ACTIVITY, activity)
        board.end_day()
        assert board.value("A", U.STOCK) == 500 - need

    def test_orders_and_battles_are_what_counts(self) -> None:
        board = fed(LINE, "A@0301", "B@0101", "C@1401", "d@0401", "e@0901", supply={})
        for name in "ABCde":
            board.set(name, U.STOCK, 500)
        board.march("B", "0201")
        board.attack("0401", "A", degree=Degree.CHECK)
        board.end_day()
        assert [500 - board.value(name, U.STOCK) for name in "ABCde"] == [280, 120, 80, 180, 80]

    def test_a_stock_does_not_fall_below_nothing(self) -> None:
        board = rested(LINE, "A@0101 stock=5", supply={})
        assert board.value("A", U.STOCK) == 0


class TestOpening:
    """Rulebook 2.2: before anything has happened nobody eats, receives or rests."""

    def test_units_stand_as_the_scenario_says(self) -> None:
        board = fed(LINE, "A@0101 stock=20 cohesion=50", "B@1401 stock=5 men=5000", supply=BASE)
        assert [board.value(name, U.STOCK) for name in "AB"] == [200, 50]
        assert board.value("A", U.COHESION) == 500 and board.value("B", U.MEN) == 5000

    def test_but_supply_is_judged(self) -> None:
        board = fed(LINE, "A@0101 stock=20", "B@1401 stock=5")
        assert (state(board, "A"), state(board, "B")) == (SupplyState.LOW, SupplyState.OUT)
        assert reason(board, "B") == (SupplyReason.BEYOND_RANGE, 90)

    def test_the_next_dawn_is_one_like_any_other(self) -> None:
        board = rested(LINE, "A@0101 stock=20 cohesion=50")
        assert (board.value("A", U.STOCK), board.value("A", U.COHESION)) == (420, 620)


class TestDelivery:
    """Rulebook 6.2, 6.3."""

    def test_a_day_brings_three_tenths_at_most(self) -> None:
        board = rested(LINE, "A@0101 stock=20")
        assert board.value("A", U.STOCK) == 200 - 80 + 300
        assert reason(board, "A")[0] is SupplyReason.DELIVERED

    def test_and_no_more_than_fills_the_stock(self) -> None:
        assert fed(LINE, "A@0101 stock=100").value("A", U.STOCK) == 1000

    @pytest.mark.parametrize(("hex", "delivered"), [("1101", True), ("1201", False)])
    def test_carts_reach_so_far(self, hex: str, delivered: bool) -> None:
        assert (reason(fed(LINE, f"A@{hex}"), "A")[0] is SupplyReason.DELIVERED) is delivered

    def test_each_side_has_its_own_carts(self) -> None:
        sides = {"red": {"name": "Red", "carts_km": 6}, "blue": {"name": "Blue"}}
        assert reason(fed(LINE, "A@0401", sides=sides), "A") == (SupplyReason.BEYOND_RANGE, 30)

    def test_hills_shorten_their_reach_and_roads_lengthen_it(self) -> None:
        hilly = ". h h h h h h . . ."
        assert reason(fed(hilly, "A@0701"), "A") == (SupplyReason.BEYOND_RANGE, 60)
        road = {"roads": [{"hexes": [f"{column:02d}01" for column in range(1, 8)]}]}
        assert reason(fed(hilly, "A@0701", map=road), "A")[0] is SupplyReason.DELIVERED

    def test_a_river_costs_them_half_a_day_and_a_bridge_nothing(self) -> None:
        river = {"rivers": [{"sides": ["0101 se"]}]}
        assert reason(fed(LINE, "A@1101", map=river), "A") == (SupplyReason.BEYOND_RANGE, 100)
        stream = {"rivers": [{"sides": ["0101 se"], "kind": "stream"}]}
        assert reason(fed(LINE, "A@1101", map=stream), "A") == (SupplyReason.BEYOND_RANGE, 50)
        for bridge in ("standing", "improvised"):
            bridged = {**river, "bridges": [{"side": "0101 se", "state": bridge}]}
            assert reason(fed(LINE, "A@1101", map=bridged), "A")[0] is SupplyReason.DELIVERED

    def test_the_enemy_s_sources_feed_the_enemy(self) -> None:
        supply = {"sources": [source("theirs", "0101", side="blue")]}
        board = fed(LINE, "A@0301", "b@0101 men=500", supply=supply)
        assert reason(board, "A")[0] is SupplyReason.NO_SOURCE
        assert reason(board, "b")[0] is SupplyReason.DELIVERED

    def test_the_unit_that_stands_on_it_is_fed_wherever_zones_lie(self) -> None:
        assert reason(fed(LINE, "A@0101", "b@0201"), "A")[0] is SupplyReason.DELIVERED


class TestRail:
    """Rulebook 6.2: a railhead carries supplies along its own unbroken line at no distance."""

    def railway(self, **wreck: Any) -> dict[str, Any]:
        return {"rails": [{"id": "line", "hexes": [f"{column:02d}01" for column in range(1, 15)], **wreck}]}

    def test_trains_feed_the_whole_line(self) -> None:
        board = fed(LINE, "A@1401", supply=RAILHEAD, map=self.railway())
        assert (reason(board, "A")[0], state(board, "A")) == (SupplyReason.DELIVERED, SupplyState.FINE)

    def test_a_base_without_trains_does_not(self) -> None:
        assert reason(fed(LINE, "A@1401", map=self.railway()), "A") == (SupplyReason.BEYOND_RANGE, 90)

    def test_carts_go_on_from_where_trains_stop(self) -> None:
        wrecked = self.railway(wrecked=[["0301", "0401"]])
        assert reason(fed(LINE, "A@1301", supply=RAILHEAD, map=wrecked), "A")[0] is SupplyReason.DELIVERED

    def test_a_wreck_leaves_those_beyond_hungry(self) -> None:
        wrecked = self.railway(wrecked=[["0301", "0401"]])
        board = fed(LINE, "A@1401", supply=RAILHEAD, map=wrecked)
        assert reason(board, "A") == (SupplyReason.RAIL_CUT, board.hex("0301"))

    def test_the_cut_is_named_even_where_a_depot_lives_on_beyond_it(self) -> None:
        rows = "\n".join([". " * 14] * 4)
        wrecked = self.railway(wrecked=[["0301", "0401"]])
        supply = {**RAILHEAD, "depots": [depot("forward", "0801")]}
        sides = {"red": {"name": "Red", "carts_km": 9}, "blue": {"name": "Blue"}}
        board = fed(rows, "A@1404", supply=supply, map=wrecked, sides=sides)
        assert reason(board, "A") == (SupplyReason.RAIL_CUT, board.hex("0301"))

    def test_an_enemy_on_the_line_stops_the_trains(self) -> None:
        """b's men bar one hex of the double row; carts go round him but not so far."""
        rows = "\n".join([". " * 14] * 3)
        board = fed(rows, "A@1401", "b@0201 men=500", supply=RAILHEAD, map=self.railway())
        assert reason(board, "A")[0] is not SupplyReason.DELIVERED
        board = fed(rows, "A@1401", supply=RAILHEAD, map=self.railway())
        assert reason(board, "A")[0] is SupplyReason.DELIVERED

    def test_so_does_his_zone(self) -> None:
        rows = "\n".join([". " * 14] * 4)
        board = fed(rows, "A@1401", "b@0503", supply=RAILHEAD, map=self.railway())
        assert reason(board, "A")[0] is SupplyReason.DELIVERED, "two hexes off"
        board = fed(rows, "A@1401", "b@0502", supply=RAILHEAD, map=self.railway())
        assert reason(board, "A")[0] is not SupplyReason.DELIVERED

    def test_troops_on_the_line_keep_it_open(self) -> None:
        rows = "\n".join([". " * 14] * 4)
        guards = ("B@0501", "C@0401", "D@0601")
        board = fed(rows, "A@1401", *guards, "e@0502", supply=RAILHEAD, map=self.railway())
        assert reason(board, "A")[0] is SupplyReason.DELIVERED


class TestDepots:
    """Rulebook 6.2: a forward point passes on what convoys bring it."""

    @pytest.mark.parametrize(("at", "linked"), [("1301", True), ("1401", False)])
    def test_convoys_link_a_depot_to_the_net(self, at: str, linked: bool) -> None:
        supply = {**BASE, "depots": [depot("forward", at)]}
        board = fed(LONG, f"A@{at}", supply=supply, map={"hex_km": 10})
        assert (reason(board, "A")[0] is SupplyReason.DELIVERED) is linked

    def test_carts_go_on_from_the_depot(self) -> None:
        supply = {**BASE, "depots": [depot("forward", "1301")]}
        board = fed(LONG, "A@1601", "B@1701", supply=supply, map={"hex_km": 10})
        assert reason(board, "A")[0] is SupplyReason.DELIVERED
        assert reason(board, "B") == (SupplyReason.BEYOND_RANGE, 100)

    @pytest.mark.parametrize("order", [("0901", "1701"), ("1701", "0901")])
    def test_a_chain_of_depots_reaches_further_in_whatever_order_the_file_names_them(
        self, order: tuple[str, str]
    ) -> None:
        supply = {**BASE, "depots": [depot(f"depot-{at}", at) for at in order]}
        board = fed(LONG, "A@1701", supply=supply, map={"hex_km": 10})
        assert reason(board, "A")[0] is SupplyReason.DELIVERED

    def test_a_depot_without_a_source_has_nothing(self) -> None:
        board = fed(LONG, "A@0101", supply={"depots": [depot("empty", "0101")]}, map={"hex_km": 10})
        assert reason(board, "A")[0] is SupplyReason.NO_SOURCE

    def test_an_enemy_between_cuts_it_off(self) -> None:
        supply = {**BASE, "depots": [depot("forward", "1301")]}
        board = fed(LONG, "A@1301", "b@0701", supply=supply, map={"hex_km": 10})
        assert reason(board, "A") == (SupplyReason.BLOCKED_BY_ZONE, board.hex("0801"))


class TestCapacity:
    """Rulebook 6.3: a source feeds so many men in full, the nearest first."""

    def hungry(self, capacity: int, *units: str) -> Board:
        board = fed(LINE, *units, supply={"sources": [source("base", "0101", capacity=capacity)]})
        for unit in units:
            board.set(unit[0], U.STOCK, 280)
            board.set(unit[0], U.ACTIVITY, Activity.REST)
        board.end_day()
        return board

    def test_capacity_is_the_men_it_can_keep_fighting(self) -> None:
        """5,000 men each want 300; 10,000 times a day of defence of 180 is 6,000 times 300."""
        board = self.hungry(10_000, "A@0101 men=5000", "B@0201 men=5000")
        assert (board.value("A", U.STOCK), board.value("B", U.STOCK)) == (500, 200 + 60)

    def test_those_who_come_too_late_are_told_where(self) -> None:
        board = self.hungry(10_000, "A@0101 men=5000", "B@0201 men=5000")
        assert reason(board, "A")[0] is SupplyReason.DELIVERED
        assert reason(board, "B") == (SupplyReason.CAPACITY_SHORT, 0)

    def test_the_nearest_come_first(self) -> None:
        board = self.hungry(9000, "A@0901 men=5000", "B@0201 men=5000")
        assert (board.value("A", U.STOCK), board.value("B", U.STOCK)) == (224, 500)

    def test_enough_capacity_removes_it(self) -> None:
        board = self.hungry(20_000, "A@0101 men=5000", "B@0201 men=5000")
        assert reason(board, "B")[0] is SupplyReason.DELIVERED

    def test_sources_do_not_lend_to_each_other(self) -> None:
        supply = {"sources": [source("poor", "0101", capacity=100), source("rich", "1401")]}
        board = rested(LINE, "A@0101 men=5000 stock=20", supply=supply)
        assert reason(board, "A") == (SupplyReason.CAPACITY_SHORT, 0)


class TestStates:
    """Rulebook 6.4."""

    @pytest.mark.parametrize(
        ("stock", "expected"),
        [
            (480, SupplyState.STRAINED),
            (479, SupplyState.LOW),
            (180, SupplyState.LOW),
            (179, SupplyState.OUT),
        ],
    )
    def test_the_stock_after_the_day_decides(self, stock: int, expected: SupplyState) -> None:
        """Without deliveries, a day of rest costs 80: at 400 low begins, at 100 out."""
        board = fed(LINE, "A@0101", supply={})
        board.set("A", U.STOCK, stock)
        board.end_day()
        assert state(board, "A") is expected

    @pytest.mark.parametrize(("hex", "expected"), [("0801", SupplyState.FINE), ("0901", SupplyState.STRAINED)])
    def test_beyond_three_quarters_of_the_range_supply_is_strained(self, hex: str, expected: SupplyState) -> None:
        assert state(fed(LINE, f"A@{hex}"), "A") is expected

    def test_a_short_delivery_strains(self) -> None:
        supply = {"sources": [source("base", "0101", capacity=100)]}
        assert state(rested(LINE, "A@0101", supply=supply), "A") is SupplyState.STRAINED

    def test_a_fed_unit_is_fine(self) -> None:
        assert state(fed(LINE, "A@0201"), "A") is SupplyState.FINE


FIELD = """
    . . . . . .
    . . . . . .
    . . . . . .
"""
ROWS = """
    . . . . . .
    . . . . . .
"""
ACROSS = {"sources": [source("base", "0102")]}
WALL = ("w@0401", "x@0402", "y@0403")
"""Blue units of too few men for zones, in a column from edge to edge."""


class TestReasons:
    """Rulebook 6.7: every reason on a board that gives it, and the one step that removes it."""

    def test_no_source_until_there_is_one(self) -> None:
        assert reason(fed(LINE, "A@0301", supply={}), "A") == (SupplyReason.NO_SOURCE, -1)
        assert reason(fed(LINE, "A@0301"), "A")[0] is SupplyReason.DELIVERED

    def test_no_source_while_the_enemy_stands_on_it(self) -> None:
        board = fed(LINE, "A@0601", "b@0401 men=500")
        board.set("b", U.HEX, board.hex("0101"))
        board.end_day()
        assert reason(board, "A")[0] is SupplyReason.NO_SOURCE
        board.set("b", U.HEX, board.hex("1401"))
        board.end_day()
        assert reason(board, "A")[0] is SupplyReason.DELIVERED

    def test_blocked_by_a_unit_until_it_is_gone(self) -> None:
        units = [f"{name} men=500" for name in WALL]
        board = fed(FIELD, "A@0502", *units, supply=ACROSS)
        why, where = reason(board, "A")
        assert why is SupplyReason.BLOCKED_BY_UNIT
        assert board.world.grid.number(where) in {"0401", "0402", "0403"}
        for name in "wxy":
            board.set(name, U.HEX, board.hex("0603"))
        board.set("A", U.HEX, board.hex("0502"))
        board.end_day()
        assert reason(board, "A")[0] is SupplyReason.DELIVERED

    def test_blocked_by_a_zone_until_friends_stand_in_it(self) -> None:
        """b at 0402 closes both rows."""
        board = fed(ROWS, "A@0601", "b@0402")
        why, where = reason(board, "A")
        assert why is SupplyReason.BLOCKED_BY_ZONE
        assert board.world.grid.distance(where, board.hex("0402")) == 1
        friends = fed(ROWS, "A@0601", "B@0301", "C@0401", "D@0501", "b@0402")
        assert reason(friends, "A")[0] is SupplyReason.DELIVERED

    def test_a_half_zone_bars_nothing(self) -> None:
        board = fed(ROWS, "A@0601", "b@0402 men=3000")
        assert reason(board, "A")[0] is SupplyReason.DELIVERED

    def test_beyond_range_by_so_much_until_it_comes_nearer(self) -> None:
        board = fed(LINE, "A@1301")
        assert reason(board, "A") == (SupplyReason.BEYOND_RANGE, 60)
        board.march("A", "1201", "1101")
        board.end_day()
        assert reason(board, "A")[0] is SupplyReason.DELIVERED

    def test_rail_cut_until_the_line_is_whole(self) -> None:
        line = {"rails": [{"hexes": [f"{column:02d}01" for column in range(1, 15)]}]}
        wrecked = {"rails": [{**line["rails"][0], "wrecked": [["0201", "0301"]]}]}
        board = fed(LINE, "A@1301", supply=RAILHEAD, map=wrecked)
        assert reason(board, "A") == (SupplyReason.RAIL_CUT, board.hex("0201"))
        assert reason(fed(LINE, "A@1301", supply=RAILHEAD, map=line), "A")[0] is SupplyReason.DELIVERED

    def test_the_reason_travels_in_the_event(self) -> None:
        board = fed(LINE, "A@1301", "b@1401 men=500")
        drawn = of_type(board.turn.events, SupplyDrawn)[0]
        at = drawn.units.index(board.unit("A"))
        assert (drawn.reason[at], drawn.reason_at[at]) == (SupplyReason.BEYOND_RANGE, 60)


class TestCountryside:
    """Rulebook 6.3: living on one's own people."""

    def living(self, percent: int, holder: str = "red", **parts: Any) -> Board:
        sides = {"red": {"name": "Red", "countryside": percent}, "blue": {"name": "Blue"}}
        return rested(LINE, "A@0501", sides=sides, countryside={"default": holder}, **{"supply": {}, **parts})

    @pytest.mark.parametrize(("percent", "left"), [(100, 800), (50, 760), (0, 720)])
    def test_it_gives_its_share_of_the_need(self, percent: int, left: int) -> None:
        assert self.living(percent).value("A", U.STOCK) == left

    def test_it_is_the_reason_given_and_strains_nobody(self) -> None:
        board = self.living(50)
        assert (reason(board, "A")[0], state(board, "A")) == (SupplyReason.COUNTRYSIDE, SupplyState.FINE)

    def test_the_enemy_s_people_give_nothing(self) -> None:
        board = self.living(100, holder="blue")
        assert board.value("A", U.STOCK) == 720 and reason(board, "A")[0] is SupplyReason.NO_SOURCE

    def test_deliveries_come_on_top(self) -> None:
        board = self.living(50, supply=BASE)
        assert board.value("A", U.STOCK) == 1000 and reason(board, "A")[0] is SupplyReason.DELIVERED

    def test_militia_lives_at_home_and_takes_nothing_from_the_lines(self) -> None:
        supply = {"sources": [source("base", "0101", capacity=1000)]}
        board = fed(LINE, "M@0101 men=9000 type=militia stock=30", "A@0201 men=1000 stock=70", supply=supply)
        assert (board.value("M", U.STOCK), reason(board, "M")[0]) == (300, SupplyReason.COUNTRYSIDE)
        assert board.value("A", U.STOCK) > 700 - 80


class TestStragglers:
    """Rulebook 6.5."""

    @pytest.mark.parametrize(("cohesion", "ringed", "away"), [(60, 0, 50), (15, 0, 750), (15, 1, 50)])
    def test_men_leave_a_unit_out_of_supply(self, cohesion: int, ringed: int, away: int) -> None:
        """One in a hundred, and many more where it would run from the next blow and no ring keeps them."""
        supply = {"sources": [source("base", "0501")]} if ringed else {}
        wall = ["b@0301 men=5000 stock=100"] if ringed else []
        board = rested(LINE, f"A@0101 men=5000 stock=5 cohesion={cohesion}", *wall, supply=supply)
        assert of_type(board.turn.events, MenStraggled) == [MenStraggled((board.unit("A"),), (5000 - away,), (away,))]

    def test_some_come_back_when_it_is_fed(self) -> None:
        board = fed(LINE, "A@0101 men=5000")
        board.set("A", U.MEN, 4000)
        board.set("A", U.STRAGGLED, 1000)
        board.end_day()
        assert (board.value("A", U.MEN), board.value("A", U.STRAGGLED)) == (4100, 900)

    def test_none_leave_and_none_come_while_it_is_low(self) -> None:
        board = fed(LINE, "A@0101 men=5000 stock=30", supply={})
        board.set("A", U.STRAGGLED, 1000)
        assert state(board, "A") is SupplyState.LOW
        assert of_type(board.end_day(), MenStraggled) == []

    def test_nobody_is_lost_on_the_way(self) -> None:
        board = fed(LINE, "A@0101 men=5000 stock=5", supply={})
        board.end_day()
        assert sum(board.value("A", column) for column in ACCOUNTS) == 5000


class TestEncirclement:
    """Rulebook 6.6: no way, however long, to a source of one's own."""

    def pocket(self) -> Board:
        """The zones of b, c and d close a ring round A at 0402."""
        return fed(FIELD, "A@0402", "b@0202", "c@0501", "d@0503")

    def test_days_are_counted(self) -> None:
        board = self.pocket()
        assert board.value("A", U.ENCIRCLED) == 1
        board.end_day()
        assert board.value("A", U.ENCIRCLED) == 2

    def test_until_the_ring_opens(self) -> None:
        board = self.pocket()
        for name in "bcd":
            board.set(name, U.HEX, board.hex("0603"))
        board.end_day()
        assert board.value("A", U.ENCIRCLED) == 0

    def test_a_unit_out_of_reach_is_not_encircled(self) -> None:
        assert fed(LINE, "A@1401").value("A", U.ENCIRCLED) == 0

    def test_without_a_source_nobody_is(self) -> None:
        assert fed(LINE, "A@1401", supply={}).value("A", U.ENCIRCLED) == 0

    def test_militia_never_is(self) -> None:
        board = fed(FIELD, "A@0402 type=militia", "b@0202", "c@0501", "d@0503")
        assert board.value("A", U.ENCIRCLED) == 0

    def test_everybody_in_the_pocket_shares_it(self) -> None:
        board = fed(FIELD, "A@0402", "B@0402 men=1000", "b@0202", "c@0501", "d@0503")
        assert (board.value("A", U.ENCIRCLED), board.value("B", U.ENCIRCLED)) == (1, 1)

    def test_both_sides_can_be(self) -> None:
        supply = {"sources": [source("ours", "0101"), source("theirs", "1401", side="blue")]}
        board = fed(LINE, "b@0601", "A@1001", supply=supply)
        assert (board.value("A", U.ENCIRCLED), board.value("b", U.ENCIRCLED)) == (1, 1)
