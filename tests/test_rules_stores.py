"""Ways of living, depots, priority, rations, spoils and airdrops. Rulebook 6.2, 6.3, 6.9–6.11."""

from typing import Any

import pytest

from game.core.causes import Degree, LoyaltyCause
from game.core.events import (
    AirdropMade,
    DepotLost,
    DepotSetUp,
    Event,
    LoyaltyChanged,
    RationsEaten,
    RationsSeized,
    StocksTaken,
    UnitSurrendered,
)
from game.core.kinds import SupplyReason, SupplyState
from game.core.orders import Prioritise, SetUpDepot, ShareAirdrop
from game.core.refusal import Reason
from game.core.state import Depot, F, Place, U
from tests.boards import BLUE, RED, Board, of_type

LINE = ". " * 14
"""Fourteen open hexes of 3 km: carts reach ten."""
LONG = ". " * 20
"""Twenty open hexes of 10 km: carts reach three, convoys twelve, army trains four."""
FIELD = """
    . . . . . .
    . . . . . .
    . . . . . .
"""
ROWS = """
    . . . . . . .
    . . . . . . .
"""
RING = ("b@0202", "c@0501", "d@0503")
"""Their zones close a ring round 0402."""


def source(id: str, hex: str, capacity: int = 90_000) -> dict[str, Any]:
    return {"id": id, "name": id, "side": "red", "at": hex, "capacity": capacity}


BASE = {"sources": [source("base", "0101")]}


def rested(rows: str, *units: str, **parts: Any) -> Board:
    """A board after a day of rest."""
    board = Board(rows, *units, **parts)
    board.end_day()
    return board


def living(**red: Any) -> dict[str, Any]:
    return {"red": {"name": "Red", **red}, "blue": {"name": "Blue"}}


def reason(board: Board, name: str) -> SupplyReason:
    return SupplyReason(board.value(name, U.REASON))


ROAD = {"roads": [{"hexes": [f"{column:02d}01" for column in range(1, 21)]}]}
CROSSING = {"rivers": [{"sides": ["0701 se"]}], "bridges": [{"side": "0701 se"}]}


class TestLorries:
    """Rulebook 6.2: along a road lorries bring supplies as far as the side's table says."""

    @pytest.mark.parametrize(("at", "reached"), [("0701", True), ("0801", False)])
    def test_sixty_kilometres_on_a_road(self, at: str, reached: bool) -> None:
        board = Board(LONG, f"A@{at}", supply=BASE, map={"hex_km": 10, **ROAD}, sides=living(trucks_km=60))
        assert (reason(board, "A") is SupplyReason.DELIVERED) is reached

    def test_carts_do_forty_on_it_and_thirty_off_it(self) -> None:
        board = Board(LONG, "A@0501", "B@0601", supply=BASE, map={"hex_km": 10, **ROAD})
        assert (reason(board, "A"), reason(board, "B")) == (SupplyReason.DELIVERED, SupplyReason.BEYOND_RANGE)
        board = Board(LONG, "A@0501", supply=BASE, map={"hex_km": 10}, sides=living(trucks_km=60))
        assert reason(board, "A") is SupplyReason.BEYOND_RANGE


CORRIDOR = """
    . . . . . . .
    w w w . w w w
"""
"""b at 0402 has one hex of the upper row in his zone."""


GROUND = """
    . . . . . . .
    . . w . . ^ .
    . . . . . . h
    w w . . . . .
"""


class TestPorters:
    """Rulebook 6.2: by night across one hex of an enemy's zone, with half a load."""

    def board(self, **parts: Any) -> Board:
        return rested(CORRIDOR, "A@0601 stock=20", "b@0402", supply=BASE, **{"sides": living(porters_km=40), **parts})

    def test_they_slip_through_one_hex(self) -> None:
        """They bring half of a day's delivery, and the unit is still encircled: no way is open."""
        board = self.board()
        assert (reason(board, "A"), board.value("A", U.REASON_AT)) == (SupplyReason.BY_NIGHT, board.hex("0401"))
        assert board.value("A", U.STOCK) == 200 - 80 + 150
        assert board.value("A", U.ENCIRCLED) == 2

    def test_without_them_nothing_comes(self) -> None:
        board = self.board(sides=living())
        assert reason(board, "A") is SupplyReason.BLOCKED_BY_ZONE
        assert board.value("A", U.STOCK) == 120

    def test_what_they_bring_strains(self) -> None:
        board = self.board()
        board.set("A", U.STOCK, 800)
        board.end_day()
        assert board.value("A", U.SUPPLY) == SupplyState.STRAINED

    def test_once_the_way_is_open_carts_come(self) -> None:
        board = self.board()
        board.set("b", U.MEN, 500)
        board.end_day()
        assert reason(board, "A") is SupplyReason.DELIVERED

    def test_two_hexes_of_zone_are_too_many(self) -> None:
        """b's zone lies on three columns, in either row."""
        board = Board(ROWS, "A@0701", "b@0401", supply=BASE, sides=living(porters_km=40))
        assert reason(board, "A") is SupplyReason.BLOCKED_BY_ZONE

    def test_nor_do_two_one_after_another_that_they_reach_both(self) -> None:
        """The straight way to e leads through the zones of three enemies, and round them it is too far."""
        enemies = ("A@0203", "D@0402", "F@0101")
        lives = {"red": {"name": "Red"}, "blue": {"name": "Blue", "porters_km": 30}}
        source = {"id": "base", "name": "Base", "side": "blue", "at": "0304", "kind": "base", "capacity": 50_000}
        parts = {"supply": {"sources": [source]}, "sides": lives, "map": {"hex_km": 3}}
        board = Board(GROUND, *enemies, "b@0304", "c@0304 men=1500", "e@0201", **parts)
        assert reason(board, "e") is SupplyReason.BLOCKED_BY_ZONE

    def test_they_reach_further_than_carts(self) -> None:
        board = Board(LINE, "A@1401", supply=BASE, sides=living(porters_km=40))
        assert reason(board, "A") is SupplyReason.DELIVERED


class TestTrains:
    """Rulebook 6.2: an army train is a depot that marches."""

    @pytest.mark.parametrize(("at", "linked"), [("0501", True), ("0601", False)])
    def test_it_serves_within_forty_kilometres_of_the_net(self, at: str, linked: bool) -> None:
        board = Board(LONG, f"T@{at} type=army_train men=900", f"A@{at}", supply=BASE, map={"hex_km": 10})
        assert (reason(board, "A") is SupplyReason.DELIVERED) is linked

    def test_carts_go_on_from_it(self) -> None:
        board = Board(LONG, "T@0501 type=army_train men=900", "A@0801", supply=BASE, map={"hex_km": 10})
        assert reason(board, "A") is SupplyReason.DELIVERED
        board.set("T", U.HEX, board.hex("0101"))
        board.end_day()
        assert reason(board, "A") is SupplyReason.BEYOND_RANGE


class TestDepots:
    """Rulebook 6.9."""

    def board(self, *units: str, **parts: Any) -> Board:
        return Board(LONG, *units, supply=BASE, **{"map": {"hex_km": 10, **CROSSING}, **parts})

    def test_a_bridged_crossing_becomes_a_depot(self) -> None:
        board = self.board("E@0701 type=engineer_regiment men=900", "A@1001", "b@2001 men=500")
        assert reason(board, "A") is SupplyReason.BEYOND_RANGE
        event = of_type(board.order(SetUpDepot(board.unit("E"))), DepotSetUp)[0]
        assert (event.side, event.hex) == (RED, board.hex("0701"))
        board.end_day()
        assert reason(board, "A") is SupplyReason.DELIVERED

    @pytest.mark.parametrize(
        "parts",
        [{"places": {"town": {"name": "Town", "at": "0701"}}}, {"map": {"rails": [{"hexes": ["0701", "0801"]}]}}],
    )
    def test_so_does_a_place_or_a_railway(self, parts: dict[str, Any]) -> None:
        parts["map"] = {"hex_km": 10, **parts.get("map", {})}
        board = self.board("E@0701 type=army_train men=900", "b@2001 men=500", **parts)
        board.order(SetUpDepot(board.unit("E")))

    @pytest.mark.parametrize(
        ("unit", "why"),
        [
            ("E@0701", Reason.NO_STOREKEEPERS),
            ("E@1101 type=engineer_regiment", Reason.NO_DEPOT_SITE),
            ("E@0101 type=engineer_regiment", Reason.HAS_DEPOT),
        ],
    )
    def test_by_engineers_and_trains_at_a_site_that_has_none(self, unit: str, why: Reason) -> None:
        places = {"town": {"name": "Town", "at": "0101"}}
        board = self.board(unit + " men=900", "b@2001 men=500", places=places)
        assert board.refuse(SetUpDepot(board.unit("E"))).reason is why

    def test_it_takes_the_day(self) -> None:
        board = self.board("E@0801 type=engineer_regiment men=900", "b@2001 men=500")
        board.march("E", "0701")
        assert board.refuse(SetUpDepot(board.unit("E"))).reason is Reason.HAS_MOVED

    def test_an_enemy_who_stands_there_at_dawn_destroys_it(self) -> None:
        board = self.board("E@0701 type=engineer_regiment men=900", "b@2001 men=500")
        board.order(SetUpDepot(board.unit("E")))
        board.set("E", U.HEX, board.hex("0101"))
        board.set("b", U.HEX, board.hex("0701"))
        assert of_type(board.end_day(), DepotLost)[0].hex == board.hex("0701")
        assert (board.turn.state.depots == -1).all()

    def test_the_other_side_does_not_know_it(self) -> None:
        board = self.board("E@0701 type=engineer_regiment men=900", "b@2001 men=500")
        board.order(SetUpDepot(board.unit("E")))
        assert board.hex("0701") in board.view(RED).depots[Depot.HEX]
        assert (board.view(BLUE).depots == -1).all()

    def test_a_side_looks_after_eight(self) -> None:
        board = self.board("E@0701 type=engineer_regiment men=900", "b@2001 men=500")
        board.turn.state.depots[Depot.SIDE, :8], board.turn.state.depots[Depot.HEX, :8] = RED, board.hex("1501")
        assert board.refuse(SetUpDepot(board.unit("E"))).reason is Reason.TOO_MANY_DEPOTS


class TestPriority:
    """Rulebook 6.3: when a source runs short, the nearer first, and within ten kilometres the preferred."""

    def short(self, *units: str) -> Board:
        return rested(
            LINE,
            *units,
            "b@1401 men=500",
            supply={"sources": [source("base", "0101", 1500)]},
            formations=["red-guard"],
            days=7,
        )

    def test_the_preferred_formation_is_served_first(self) -> None:
        board = self.short("A@0101 stock=20", "B@0201 stock=20 of=guard")
        assert board.value("B", U.STOCK) < board.value("A", U.STOCK)
        board.order(Prioritise(board.formation("red-guard"), 2))
        for name in "AB":
            board.set(name, U.STOCK, 200)
        board.end_day()
        assert board.value("B", U.STOCK) > board.value("A", U.STOCK)

    def test_but_not_from_afar(self) -> None:
        board = self.short("A@0101 stock=20", "B@0701 stock=20 of=guard")
        board.order(Prioritise(board.formation("red-guard"), 2))
        for name in "AB":
            board.set(name, U.STOCK, 200)
        board.end_day()
        assert board.value("B", U.STOCK) < board.value("A", U.STOCK)

    def test_it_holds_until_changed(self) -> None:
        board = self.short("A@0101", "B@0201 of=guard")
        guard = board.formation("red-guard")
        board.order(Prioritise(guard, 1))
        board.end_day()
        assert board.value("red-guard", F.PRIORITY) == 1
        assert board.refuse(Prioritise(guard, 1)).reason is Reason.SAME_SHARE
        assert board.refuse(Prioritise(guard, 3)).reason is Reason.SAME_SHARE

    def test_only_one_s_own_and_only_with_a_source(self) -> None:
        board = self.short("A@0101")
        assert board.refuse(Prioritise(board.formation("blue-army"), 1)).reason is Reason.NOT_YOUR_FORMATION
        bare = Board(LINE, "A@0101", "b@1401 men=500")
        assert bare.refuse(Prioritise(bare.formation("red-army"), 1)).reason is Reason.NOTHING_TO_SHARE


def town(at: str = "0402", days: int = 10, men: int = 5000, **more: Any) -> dict[str, Any]:
    return {"town": {"name": "Town", "at": at, "held_by": "red", "rations": {"days": days, "men": men}, **more}}


class TestRations:
    """Rulebook 6.10: stores for those whom nothing else reaches."""

    def test_they_replace_what_a_quiet_day_costs(self) -> None:
        board = rested(FIELD, "A@0402 men=5000 stock=50", *RING, supply=BASE, places=town())
        assert board.value("A", U.STOCK) == 500
        assert (reason(board, "A"), board.value("A", U.REASON_AT)) == (SupplyReason.RATIONS, board.place("town"))
        assert board.turn.state.places[Place.RATIONS, 0] == 45_000
        assert of_type(board.turn.events, RationsEaten) == [RationsEaten((0,), (45_000,))]

    def test_until_they_are_used_up(self) -> None:
        board = Board(FIELD, "A@0402 men=5000 stock=50", *RING, supply=BASE, places=town(days=2), days=6)
        for _ in range(3):
            board.end_day()
        assert board.turn.state.places[Place.RATIONS, 0] == 0
        assert reason(board, "A") is SupplyReason.BLOCKED_BY_ZONE

    def test_a_defender_eats_more(self) -> None:
        board = Board(FIELD, "A@0402 men=4000 stock=50", *RING, supply=BASE, places=town())
        board.set("A", U.ACTIVITY, 2)
        before = int(board.turn.state.places[Place.RATIONS, 0])
        board.end_day()
        assert before - board.turn.state.places[Place.RATIONS, 0] == 4000 * 180 // 80

    def test_nobody_touches_them_while_carts_come(self) -> None:
        board = Board(FIELD, "A@0402", "b@0603 men=500", supply=BASE, places=town())
        assert reason(board, "A") is SupplyReason.DELIVERED
        assert board.turn.state.places[Place.RATIONS, 0] == 50_000

    def test_those_outside_get_none(self) -> None:
        board = Board(FIELD, "A@0402 stock=50", *RING, supply=BASE, places=town("0602"))
        assert reason(board, "A") is SupplyReason.BLOCKED_BY_ZONE

    def test_a_fed_fortress_neither_heals_nor_melts(self) -> None:
        board = Board(FIELD, "A@0402 stock=80 cohesion=55", *RING, supply=BASE, places=town(days=30), days=12)
        for _ in range(10):
            board.end_day()
        assert (board.value("A", U.COHESION), board.value("A", U.STOCK)) == (550, 800)

    def test_who_takes_the_place_gets_half(self) -> None:
        board = Board(LINE, "A@0101", "b@1401 men=500", places=town("0301", held_by="blue"))
        events = board.march("A", "0201", "0301")
        assert of_type(events, RationsSeized) == [RationsSeized(board.place("town"), 25_000)]
        assert board.turn.state.places[Place.RATIONS, 0] == 25_000

    def test_only_its_holder_knows_what_is_left(self) -> None:
        board = Board(LINE, "A@0101", "b@1401 men=500", places=town("0301"))
        assert board.view(RED).places[Place.RATIONS, 0] == 50_000
        assert board.view(BLUE).places[Place.RATIONS, 0] == -1


class TestSpoils:
    """Rulebook 6.10: the captors take half of what a surrendered unit carried."""

    def test_captors_share_its_supplies(self) -> None:
        board = Board(LINE, "d@0101 men=3000", "A@0201 men=5000", "B@0201 men=4000", days=6)
        for name in "AB":
            board.set(name, U.STOCK, 500)
        board.set("d", U.COHESION, 30)
        board.set("d", U.STOCK, 1000)
        events = board.attack("0101", "A", "B", degree=Degree.RETREAT, told=UnitSurrendered)
        taken = of_type(events, StocksTaken)
        assert taken and set(taken[0].units) == {board.unit("A"), board.unit("B")}
        assert all(500 < stock <= 700 for stock in taken[0].stock)

    def test_those_to_whom_it_surrenders_without_a_battle_do_too(self) -> None:
        """A staff beside whom others went over, and red before them; red's brigade is short."""
        sure = {"over_most": 1000, "over_span": 1, "follow_base": 1000, "follow_loyalty": 0}
        units = ("A@0201 stock=20", "M@0201 type=militia men=900 stock=20", "b@0101 stock=100", "c@1401 of=guard")
        army = ["blue-army loyalty=0 agents=true", "blue-guard loyalty=40"]
        staff = "h@0101 type=headquarters of=guard men=300 stock=100"
        board = Board(LINE, *units, staff, formations=army, rules=sure, days=12)
        (taken,) = of_type(board.turn.events, StocksTaken)
        assert taken == StocksTaken((board.unit("A"),), (200 + 300 * 1000 // 2 // 10_000,)), "and militia nothing"


def lift(capacity: int = 9000, **more: Any) -> dict[str, Any]:
    return {**BASE, "airdrops": [{"id": "lift", "name": "Lift", "side": "red", "capacity": capacity, **more}]}


class TestAirdrop:
    """Rulebook 6.11."""

    def test_it_feeds_those_who_are_cut_off(self) -> None:
        board = rested(FIELD, "A@0402 men=5000 stock=50", "B@0401 men=1000 stock=50", *RING, supply=lift(60_000))
        assert reason(board, "A") is SupplyReason.AIRDROP_ONLY
        assert board.value("A", U.STOCK) == 500 - 80 + 300
        assert of_type(board.turn.events, AirdropMade)[0].lost == 0

    def test_with_a_perimeter_of_one_hex_a_share_falls_to_the_enemy(self) -> None:
        board = rested(FIELD, "A@0402 men=5000 stock=50", *RING, supply=lift(60_000))
        assert board.value("A", U.STOCK) == 500 - 80 + 210
        assert of_type(board.turn.events, AirdropMade)[0].lost == 300 * 5000 * 3 // 10 // 180

    def test_nothing_is_dropped_on_those_who_have_a_way(self) -> None:
        board = Board(LINE, "A@0301", "b@1401 men=500", supply=lift())
        assert of_type(board.turn.events, AirdropMade) == []

    def test_it_needs_its_airfield(self) -> None:
        field = {"field": {"name": "Field", "at": "0101", "held_by": "red"}}
        board = rested(FIELD, "A@0402 stock=50", *RING, supply=lift(airfield="field"), places=field)
        assert reason(board, "A") is SupplyReason.AIRDROP_ONLY
        board.turn.state.places[Place.HOLDER, 0] = BLUE
        board.end_day()
        assert reason(board, "A") is SupplyReason.BLOCKED_BY_ZONE

    def test_it_has_its_days_and_its_weather(self) -> None:
        weather = [{"date": "1945-10-16", "share": 0}]
        supply = lift(last="1945-10-17", weather=weather)
        board = Board(FIELD, "A@0402 stock=50", *RING, supply=supply, days=6)
        dropped = []
        for _ in range(4):
            board.end_day()
            dropped.append(reason(board, "A") is SupplyReason.AIRDROP_ONLY)
        assert dropped == [True, False, True, False]

    def two(self) -> Board:
        units = ("A@0402 men=4000 stock=20", "B@0402 men=4000 stock=20 of=guard")
        return rested(FIELD, *units, *RING, supply=lift(2000), formations=["red-guard"], days=8)

    def test_without_word_it_goes_by_need(self) -> None:
        board = self.two()
        assert board.value("A", U.STOCK) == board.value("B", U.STOCK)

    def test_the_player_shares_it_out(self) -> None:
        board = self.two()
        board.order(ShareAirdrop(board.formation("red-guard"), 100))
        for name in "AB":
            board.set(name, U.STOCK, 500)
        board.end_day()
        assert board.value("B", U.STOCK) > board.value("A", U.STOCK) == 420
        assert reason(board, "A") is SupplyReason.BLOCKED_BY_ZONE
        assert board.value("red-guard", F.AIRDROP) == 100

    def test_who_gets_less_than_his_neighbour_takes_it_ill(self) -> None:
        """Rulebook 8.2."""
        board = self.two()
        assert self.slighted(board, board.end_day()) == []
        board.order(ShareAirdrop(board.formation("red-guard"), 100))
        for name in "AB":
            board.set(name, U.STOCK, 500)
        assert self.slighted(board, board.end_day()) == [(board.formation("red-army"), -20)]

    def slighted(self, board: Board, events: list[Event]) -> list[tuple[int, int]]:
        lines = [line for event in of_type(events, LoyaltyChanged) for line in event.lines]
        return [(formation, change) for formation, cause, change in lines if cause == LoyaltyCause.SLIGHTED]

    def test_far_off_nobody_sees_what_others_get(self) -> None:
        units = ("A@0402 men=4000 stock=50", "B@1002 men=4000 stock=50 of=guard")
        rings = (*RING, "k@0802", "l@1101", "m@1103")
        wide = "\n".join(line.strip() * 2 for line in FIELD.strip().splitlines())
        board = Board(wide, *units, *rings, supply=lift(2000), formations=["red-guard"], days=8)
        board.order(ShareAirdrop(board.formation("red-guard"), 100))
        events = board.end_day()
        assert of_type(events, AirdropMade) and self.slighted(board, events) == []

    def test_no_more_than_everything(self) -> None:
        board = self.two()
        board.order(ShareAirdrop(board.formation("red-guard"), 70))
        assert board.refuse(ShareAirdrop(board.formation("red-army"), 40)).reason is Reason.SHARED_OUT
        board.order(ShareAirdrop(board.formation("red-army"), 30))
        board.order(ShareAirdrop(board.formation("red-guard"), -1))

    def test_only_with_an_airlift(self) -> None:
        board = Board(LINE, "A@0101", "b@1401 men=500", supply=BASE)
        assert board.refuse(ShareAirdrop(board.formation("red-army"), 50)).reason is Reason.NO_AIRDROP

    def test_rations_add_what_the_drop_leaves_open(self) -> None:
        board = rested(FIELD, "A@0402 men=5000 stock=50", *RING, supply=lift(100), places=town())
        assert board.value("A", U.STOCK) == 500
        assert reason(board, "A") is SupplyReason.AIRDROP_ONLY


class TestLastSource:
    """Rulebook 6.6: a side whose last source the enemy bars has no way to one, so everybody is encircled."""

    def test_all_are_encircled_until_it_is_free(self) -> None:
        board = Board(LINE, "A@0601", "M@0701 type=militia", "b@1401 men=500", supply=BASE)
        board.set("b", U.HEX, board.hex("0101"))
        board.end_day()
        assert (board.value("A", U.ENCIRCLED), board.value("M", U.ENCIRCLED)) == (1, 0)
        board.set("b", U.HEX, board.hex("1401"))
        board.end_day()
        assert board.value("A", U.ENCIRCLED) == 0
