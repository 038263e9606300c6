"""Marches: what a step costs, how far a day goes, who may be ordered at all. Rulebook 4.1–4.3, 4.6."""

from typing import Any

import pytest

from game.core import engine
from game.core.events import (
    CohesionChanged,
    CommandSpent,
    EnemyMet,
    MarchesCarried,
    MarchForced,
    MarchStopped,
    PlaceTaken,
    UnitMoved,
)
from game.core.kinds import Status, SupplyState
from game.core.orders import Attack, BuildBridge, Entrench, ForceMarch, Move, Order
from game.core.refusal import Reason, Refusal
from game.core.state import Place, U
from game.session.words.text import Catalogue
from game.session.words.wording import tell_refusal
from tests.boards import (
    BLUE,
    RED,
    Board,
    of_type,
)

ROW = ". . . . . . . . . . . ."
"""Twelve open hexes side by side, 3 km each: a step costs 30 of a day's 200."""

NIGHT_TRAINED = {"red": {"name": "Red", "night_trained": True}, "blue": {"name": "Blue"}}
WIDE_RIVER = {"hex_km": 10, "rivers": [{"sides": ["0101 se"]}]}


def row(count: int, first: int = 2) -> tuple[str, ...]:
    """So many hexes of the row, from column ``first`` on."""
    return tuple(f"{column:02d}01" for column in range(first, first + count))


def spent(board: Board, name: str, *numbers: str) -> int:
    """0.1 km that a march costs."""
    before = board.value(name, U.MOVED)
    (moved,) = of_type(board.march(name, *numbers), UnitMoved)
    return moved.moved - before


class TestCostOfAHex:
    """Rulebook 4.2."""

    @pytest.mark.parametrize(
        ("terrain", "cost"), [(".", 30), (",", 45), ("r", 45), ("~", 45), ("c", 45), ("h", 60), ("^", 90)]
    )
    def test_terrain_sets_the_cost_of_entering_a_hex(self, terrain: str, cost: int) -> None:
        assert spent(Board(f". {terrain}", "A@0101"), "A", "0201") == cost

    def test_it_is_the_entered_hex_that_costs(self) -> None:
        assert spent(Board("^ .", "A@0101"), "A", "0201") == 30

    def test_water_cannot_be_entered(self) -> None:
        board = Board(". w .", "A@0101")
        refusal = board.refuse(Move(board.unit("A"), board.path("0201")))
        assert refusal.reason is Reason.IMPASSABLE
        assert refusal.hexes == board.path("0201")

    @pytest.mark.parametrize(("terrain", "cost"), [(".", 22), ("h", 45)])
    def test_a_road_takes_a_quarter_off_for_foot(self, terrain: str, cost: int) -> None:
        road = {"roads": [{"hexes": ["0101", "0201"]}]}
        assert spent(Board(f". {terrain}", "A@0101", map=road), "A", "0201") == cost

    def test_a_road_helps_only_along_its_course(self) -> None:
        board = Board(
            """
            . .
            . .
            """,
            "A@0102",
            map={"roads": [{"hexes": ["0101", "0201"]}]},
        )
        assert spent(board, "A", "0201") == 30

    def test_cavalry_pays_the_same_as_foot(self) -> None:
        assert spent(Board(". h", "A@0101 type=cavalry_brigade"), "A", "0201") == 60

    def test_lorries_pay_a_hex_s_width_on_a_road_whatever_the_ground(self) -> None:
        board = Board(". h", "A@0101 type=motorised_division", map={"roads": [{"hexes": ["0101", "0201"]}]})
        assert spent(board, "A", "0201") == 30

    def test_lorries_off_the_roads_pay_for_their_shorter_day(self) -> None:
        """800 a day on a road, 250 off it: an open hex of 30 takes 96 of the 800."""
        assert spent(Board(". .", "A@0101 type=motorised_division"), "A", "0201") == 96

    def test_costs_add_up_along_a_path(self) -> None:
        assert spent(Board(". h ,", "A@0101"), "A", "0201", "0301") == 60 + 45


class TestDaysMarch:
    """Rulebook 4.1."""

    @pytest.mark.parametrize(
        ("kind", "hexes"), [("infantry_division", 4), ("cavalry_brigade", 8), ("motorised_division", 5)]
    )
    def test_one_watch_takes_three_fifths_of_the_day(self, kind: str, hexes: int) -> None:
        """Of 200, 400 and 800; lorries off the roads pay 96 a hex."""
        board = Board(ROW, f"A@0101 type={kind}")
        assert board.refuse(Move(board.unit("A"), board.path(*row(hexes + 1)))).reason is Reason.TOO_FAR
        board.march("A", *row(hexes))

    def test_both_watches_together_take_no_more_than_the_day(self) -> None:
        board = Board(ROW, "A@0101", sides=NIGHT_TRAINED, watches=["day", "night"])
        board.march("A", *row(4))
        board.end_phase()
        board.end_phase()
        refusal = board.refuse(Move(board.unit("A"), board.path(*row(3, first=6))))
        assert refusal.reason is Reason.TOO_FAR and refusal.hexes == board.path("0801")
        (moved,) = of_type(board.march("A", *row(2, first=6)), UnitMoved)
        assert (moved.moved, moved.moved_watch) == (180, 60)

    def test_several_orders_share_the_watch(self) -> None:
        board = Board(ROW, "A@0101")
        board.march("A", *row(3))
        (moved,) = of_type(board.march("A", "0501"), UnitMoved)
        assert (moved.moved, moved.moved_watch) == (120, 120)
        assert board.refuse(Move(board.unit("A"), board.path("0601"))).reason is Reason.TOO_FAR

    def test_a_new_day_is_a_whole_day(self) -> None:
        board = Board(ROW, "A@0101")
        board.march("A", *row(4))
        board.end_day()
        board.march("A", *row(4, first=6))

    def test_the_night_halves_the_march_of_the_untrained(self) -> None:
        board = Board(ROW, "A@0101", watches=["night"])
        assert board.refuse(Move(board.unit("A"), board.path(*row(3)))).reason is Reason.TOO_FAR
        board.march("A", *row(2))

    def test_those_trained_for_the_night_march_as_by_day(self) -> None:
        board = Board(ROW, "A@0101", sides=NIGHT_TRAINED, watches=["night"])
        board.march("A", *row(4))

    def test_a_unit_out_of_supply_marches_half(self) -> None:
        board = Board(ROW, "A@0101")
        board.set("A", U.SUPPLY, SupplyState.OUT)
        assert board.refuse(Move(board.unit("A"), board.path(*row(3)))).reason is Reason.TOO_FAR
        board.march("A", *row(2))

    def test_a_unit_low_on_supplies_marches_in_full(self) -> None:
        board = Board(ROW, "A@0101")
        board.set("A", U.SUPPLY, SupplyState.LOW)
        board.march("A", *row(4))


class TestFirstStep:
    """Rulebook 4.1: nobody is held fast by a hex that costs more than his watch."""

    def test_a_fresh_unit_can_always_make_one_step(self) -> None:
        """A mountain of 300 behind a river of 100, with 120 a watch."""
        board = Board(". ^ .", "A@0101", map=WIDE_RIVER)
        (moved,) = of_type(board.march("A", "0201"), UnitMoved)
        assert moved.moved == 400
        assert board.refuse(Move(board.unit("A"), board.path("0301"))).reason is Reason.TOO_FAR

    def test_only_the_first_step_may_cost_more(self) -> None:
        board = Board(". ^ ^", "A@0101", map={"hex_km": 10})
        refusal = board.refuse(Move(board.unit("A"), board.path("0201", "0301")))
        assert refusal.reason is Reason.TOO_FAR and refusal.hexes == board.path("0301")

    def test_the_first_step_of_a_later_watch_may_cost_the_rest_of_the_day(self) -> None:
        """30 by day leave 170 of 200; the river step of 130 is more than the night's 120."""
        river = {"rivers": [{"sides": ["0201 ne"]}]}
        board = Board(". . .", "A@0101", sides=NIGHT_TRAINED, watches=["day", "night"], map=river)
        board.march("A", "0201")
        board.end_phase()
        board.end_phase()
        assert spent(board, "A", "0301") == 130

    def test_but_no_more_than_the_rest_of_the_day(self) -> None:
        """120 by day leave 80."""
        river = {"rivers": [{"sides": ["0501 se"]}]}
        board = Board(ROW, "A@0101", sides=NIGHT_TRAINED, watches=["day", "night"], map=river)
        board.march("A", *row(4))
        board.end_phase()
        board.end_phase()
        assert board.refuse(Move(board.unit("A"), board.path("0601"))).reason is Reason.TOO_FAR

    def test_a_second_order_in_a_watch_has_no_first_step(self) -> None:
        board = Board(". . ^", "A@0101", map={"hex_km": 10})
        board.march("A", "0201")
        assert board.refuse(Move(board.unit("A"), board.path("0301"))).reason is Reason.TOO_FAR


class TestRivers:
    """Rulebook 4.3: half a day for a river, a quarter for a stream."""

    @pytest.mark.parametrize(("kind", "cost"), [("river", 130), ("stream", 80)])
    def test_water_without_a_bridge_costs_a_share_of_the_day(self, kind: str, cost: int) -> None:
        rivers = {"rivers": [{"kind": kind, "sides": ["0101 se"]}]}
        assert spent(Board(". .", "A@0101", map=rivers), "A", "0201") == cost
        assert spent(Board(". .", "A@0201", map=rivers), "A", "0101") == cost, "from either bank"

    def test_the_share_is_of_the_unit_s_own_day(self) -> None:
        rivers = {"rivers": [{"sides": ["0101 se"]}]}
        assert spent(Board(". .", "A@0101 type=cavalry_brigade", map=rivers), "A", "0201") == 230

    def test_a_standing_bridge_costs_nothing(self) -> None:
        crossing = {"rivers": [{"sides": ["0101 se"]}], "bridges": [{"side": "0101 se"}]}
        assert spent(Board(". .", "A@0101", map=crossing), "A", "0201") == 30

    def test_a_wrecked_bridge_is_no_bridge(self) -> None:
        crossing = {"rivers": [{"sides": ["0101 se"]}], "bridges": [{"side": "0101 se", "state": "wrecked"}]}
        assert spent(Board(". .", "A@0101", map=crossing), "A", "0201") == 130

    def test_a_road_over_a_river_is_no_bridge(self) -> None:
        crossing = {"rivers": [{"sides": ["0101 se"]}], "roads": [{"hexes": ["0101", "0201"]}]}
        assert spent(Board(". .", "A@0101", map=crossing), "A", "0201") == 122

    def test_a_river_elsewhere_on_the_hex_costs_nothing(self) -> None:
        board = Board(
            """
            . .
            . .
            """,
            "A@0101",
            map={"rivers": [{"sides": ["0101 s"]}]},
        )
        assert spent(board, "A", "0201") == 30


class TestForcedMarch:
    """Rulebook 4.6."""

    def test_it_adds_half_a_day_for_cohesion(self) -> None:
        board = Board(ROW, "A@0101")
        board.set("A", U.COHESION, 700)
        told = board.order(ForceMarch(board.unit("A")))
        assert told == [MarchForced(board.unit("A"), 620), CommandSpent(RED, 1, 1)]
        board.march("A", *row(6))

    def test_once_a_day(self) -> None:
        board = Board(ROW, "A@0101")
        board.order(ForceMarch(board.unit("A")))
        assert board.refuse(ForceMarch(board.unit("A"))).reason is Reason.ALREADY_FORCED

    def test_at_most_three_days_on_end(self) -> None:
        board = Board(ROW, "A@0101", days=8)
        for _ in range(3):
            board.order(ForceMarch(board.unit("A")))
            board.end_day()
        assert board.refuse(ForceMarch(board.unit("A"))).reason is Reason.FORCED_TOO_LONG
        board.end_day()
        board.order(ForceMarch(board.unit("A")))

    @pytest.mark.parametrize(("cohesion", "refused"), [(80, True), (81, False)])
    def test_a_unit_without_cohesion_to_spare_cannot(self, cohesion: int, refused: bool) -> None:
        board = Board(ROW, "A@0101")
        board.set("A", U.COHESION, cohesion)
        if refused:
            assert board.refuse(ForceMarch(board.unit("A"))).reason is Reason.TOO_SHAKEN
        else:
            board.order(ForceMarch(board.unit("A")))
            assert board.value("A", U.COHESION) == 1

    def test_it_ends_with_the_day(self) -> None:
        board = Board(ROW, "A@0101")
        board.order(ForceMarch(board.unit("A")))
        board.end_day()
        assert board.refuse(Move(board.unit("A"), board.path(*row(5)))).reason is Reason.TOO_FAR


class TestPaths:
    """What is wrong with a path, one refusal each."""

    @pytest.mark.parametrize(
        ("path", "reason"),
        [
            ((), Reason.NO_PATH),
            ((-1,), Reason.NO_SUCH_HEX),
            ((1, 2_000), Reason.NO_SUCH_HEX),
            ((2,), Reason.NOT_ADJACENT),
            ((0,), Reason.NOT_ADJACENT),
            ((1, 3), Reason.NOT_ADJACENT),
        ],
    )
    def test_a_path_leads_from_neighbour_to_neighbour_on_the_map(self, path: tuple[int, ...], reason: Reason) -> None:
        board = Board(". . . .", "A@0101")
        refusal = board.refuse(Move(board.unit("A"), path))
        assert refusal.reason is reason and refusal.units == (board.unit("A"),)

    @pytest.mark.parametrize("path", [("1001",), ("0201", "1001")])
    def test_a_hex_out_of_reach_is_too_far_and_the_nearest_in_reach_is_named(self, path: tuple[str, ...]) -> None:
        board = Board(ROW, "A@0101")
        refusal = board.refuse(Move(board.unit("A"), board.path(*path)))
        assert refusal == Refusal(Reason.TOO_FAR, (board.unit("A"),), board.path("1001"), nearest=board.hex("0501"))
        told = tell_refusal(Catalogue("en", board.world), refusal)
        assert told == "Hex 1001 is further than the A can still march. It can get to hex 0501."

    def test_where_a_refused_march_could_end_has_room(self) -> None:
        board = Board(". . . .", "A@0101", "B@0201 men=11000", "C@0301 men=11000")
        assert board.refuse(Move(board.unit("A"), board.path("0201", "0301"))).nearest == -1
        board.set("B", U.MEN, 100)
        assert board.refuse(Move(board.unit("A"), board.path("0201", "0301"))).nearest == board.hex("0201")

    def test_a_seen_enemy_bars_his_hex(self) -> None:
        board = Board(". . .", "A@0101", "b@0301 men=500")
        refusal = board.refuse(Move(board.unit("A"), board.path("0201", "0301")))
        assert refusal.reason is Reason.ENEMY_IN_HEX and refusal.hexes == board.path("0301")
        assert refusal.nearest == board.hex("0201")

    def test_friends_do_not_bar_the_way(self) -> None:
        board = Board(". . .", "A@0101", "B@0201 men=11000")
        board.march("A", "0201", "0301")
        assert board.where("A") == "0301"

    def test_a_march_undoes_digging_in(self) -> None:
        board = Board(". .", "A@0101 dug=3")
        board.order(Entrench(board.unit("A")))
        board.march("A", "0201")
        assert (board.value("A", U.DUG), board.value("A", U.DIGGING)) == (0, 0)


def orders_of(board: Board, name: str) -> list[Order]:
    """One order of every kind for a unit that stands at 0201, with an enemy at 0301."""
    unit = board.unit(name)
    return [
        Move(unit, board.path("0202")),
        Attack(board.hex("0301"), (unit,)),
        ForceMarch(unit),
        Entrench(unit),
        BuildBridge(unit, 2),
    ]


class TestWhoCanBeOrdered:
    """The refusals that every order to a unit shares."""

    def board(self, words: str = "") -> Board:
        return Board(
            """
            . . .
            . . .
            """,
            f"A@0201 type=engineer_regiment {words}",
            "b@0301 men=500",
            map={"rivers": [{"sides": ["0201 se"]}]},
        )

    def reasons(self, board: Board, name: str) -> list[Reason]:
        return [board.refuse(order).reason for order in orders_of(board, name)]

    def test_all_of_them_are_possible_here(self) -> None:
        board = self.board()
        assert [engine.check(board.world, board.view(RED), order) for order in orders_of(board, "A")] == [None] * 5

    @pytest.mark.parametrize("unit", [-1, 2, 10**30])
    def test_there_must_be_such_a_unit(self, unit: int) -> None:
        board = self.board()
        every = [Move(unit, (0,)), Attack(2, (unit,)), ForceMarch(unit), Entrench(unit), BuildBridge(unit, 2)]
        assert {board.refuse(order).reason for order in every} == {Reason.NO_SUCH_UNIT}

    def test_the_enemy_s_units_obey_the_enemy(self) -> None:
        board = self.board()
        assert set(self.reasons(board, "b")) == {Reason.NOT_YOUR_UNIT}
        board.end_phase()
        assert set(self.reasons(board, "A")) == {Reason.NOT_YOUR_UNIT}

    def test_a_unit_on_its_way_is_not_on_the_map(self) -> None:
        assert set(self.reasons(self.board("arrives=15"), "A")) == {Reason.NOT_ON_MAP}

    def test_a_unit_that_is_gone_is_not_on_the_map(self) -> None:
        board = self.board()
        board.set("A", U.STATUS, Status.GONE)
        board.set("A", U.HEX, -1)
        assert set(self.reasons(board, "A")) == {Reason.NOT_ON_MAP}

    def test_a_garrison_may_only_dig_in(self) -> None:
        board = self.board("held=true")
        move, attack, force, entrench, bridge = orders_of(board, "A")
        assert {board.refuse(order).reason for order in (move, attack, force, bridge)} == {Reason.HELD}
        board.order(entrench)

    def test_a_garrison_is_free_from_its_day_on(self) -> None:
        board = Board(". .", "A@0101 held_until=1945-10-15")
        assert board.refuse(Move(board.unit("A"), board.path("0201"))).reason is Reason.HELD
        board.end_day()
        board.march("A", "0201")

    def test_a_routed_unit_does_nothing(self) -> None:
        board = self.board()
        board.set("A", U.STATUS, Status.ROUTED)
        assert set(self.reasons(board, "A")) == {Reason.ROUTED}

    def test_a_routed_garrison_does_not_even_dig(self) -> None:
        board = self.board("held=true")
        board.set("A", U.STATUS, Status.ROUTED)
        assert board.refuse(Entrench(board.unit("A"))).reason is Reason.ROUTED

    def test_after_its_attack_a_unit_does_nothing_more_today(self) -> None:
        board = self.board()
        board.attack("0301", "A", advance=False)
        assert set(self.reasons(board, "A")) == {Reason.HAS_ATTACKED}

    def test_a_unit_digs_in_once(self) -> None:
        board = self.board()
        board.order(Entrench(board.unit("A")))
        assert board.refuse(Entrench(board.unit("A"))).reason is Reason.ALREADY_DIGGING


class TestTheUnseen:
    """Rulebook 4.5, 11: a march is planned on what its side knows and stopped by what is true."""

    def test_a_march_stops_before_a_hidden_enemy(self) -> None:
        board = Board(ROW, "A@0101", "b@0501 men=900")
        path = board.path(*row(4))
        moved, met = board.order(Move(board.unit("A"), path))[:2]
        assert moved == UnitMoved(board.unit("A"), path[:3], 90, 90, board.value("A", U.COHESION))
        assert met == EnemyMet(board.unit("A"), path[3], (board.unit("b"),))

    def test_a_hidden_enemy_next_door_stops_the_march_at_once(self) -> None:
        """At night one sees as far as the next hex, where the countryside hides nobody."""
        board = Board(ROW, "A@0101", "b@0301 men=900", watches=["night"])
        events = board.march("A", "0201", "0301")
        assert of_type(events, EnemyMet)[0].hex == board.hex("0301") and board.where("A") == "0201"

    def test_a_hidden_zone_stops_a_march(self) -> None:
        """The zone of b costs 50 to enter: 30, 30 and 80 are more than 120."""
        board = Board(ROW, "A@0101", "b@0501")
        events = board.march("A", *row(3))
        assert events == [
            UnitMoved(board.unit("A"), board.path("0201", "0301"), 60, 60, board.value("A", U.COHESION)),
            MarchStopped(board.unit("A"), board.hex("0401")),
        ]

    def test_a_stopped_march_ends_where_there_is_room_and_pays_for_that_much(self) -> None:
        """A hidden zone behind B's full hex: passing through that hex is allowed, staying in it is not."""
        board = Board(ROW, "A@0101", "B@0401 men=11000", "b@0601", watches=["night"], sides=NIGHT_TRAINED)
        cohesion = board.value("A", U.COHESION)
        assert board.march("A", *row(4)) == [
            UnitMoved(board.unit("A"), board.path("0201", "0301"), 60, 60, cohesion),
            MarchStopped(board.unit("A"), board.hex("0401")),
        ]


PLACES = {
    "town": {"name": "Town", "at": "0201", "held_by": "blue"},
    "village": {"name": "Village", "at": "0301"},
    "camp": {"name": "Camp", "at": "0401", "held_by": "red"},
}


class TestPlaces:
    """A place belongs to the side that last marched into its hex."""

    def test_every_place_on_the_way_is_taken(self) -> None:
        board = Board(ROW, "A@0101", places=PLACES)
        taken = of_type(board.march("A", *row(4)), PlaceTaken)
        town, village = board.place("town"), board.place("village")
        assert taken == [
            PlaceTaken(town, RED, BLUE, board.unit("A")),
            PlaceTaken(village, RED, -1, board.unit("A")),
        ]
        assert board.turn.state.places[Place.HOLDER].tolist() == [RED, RED, RED]

    def test_marching_on_leaves_the_place_taken(self) -> None:
        board = Board(ROW, "A@0101", places=PLACES)
        board.march("A", "0201")
        board.march("A", "0301")
        assert board.turn.state.places[Place.HOLDER, board.place("town")] == RED


def test_a_march_costs_no_cohesion() -> None:
    assert of_type(Board(ROW, "A@0101").march("A", *row(4)), CohesionChanged) == []


class TestWhatADayLeavesOver:
    """Rulebook 4.1, where a day has one watch."""

    HILLS = "h h h h h h h h"
    """At 10 km a hex of hills costs foot all of its 20 km, along a road three quarters of that."""

    def board(self, **parts: Any) -> Board:
        road = {"hex_km": 10, "roads": [{"hexes": [f"{column:02d}01" for column in range(1, 9)]}]}
        rules = {"watch_share": 1000, **parts.pop("rules", {})}
        return Board(self.HILLS, "A@0101", "b@0801 men=500", map=road, rules=rules, **parts)

    def test_it_counts_the_next_day_up_to_a_hex_s_width(self) -> None:
        board = self.board()
        board.march("A", "0201")
        (carried,) = of_type(board.end_day(), MarchesCarried)
        assert carried == MarchesCarried((0,), (-50,))
        board.march("A", "0301")
        assert of_type(board.end_day(), MarchesCarried) == [MarchesCarried((0,), (-100,))]
        board.march("A", "0401", "0501")
        assert of_type(board.end_day(), MarchesCarried) == [], "300 of 200 and 100 are spent"

    def test_nothing_is_left_to_those_who_stood_still_or_where_a_day_has_two_watches(self) -> None:
        assert of_type(self.board().end_day(), MarchesCarried) == []
        two = self.board(watches=["day", "night"])
        two.march("A", "0201")
        assert of_type(two.end_day(), MarchesCarried) == []

    def test_nor_where_the_rules_say_so(self) -> None:
        board = self.board(rules={"march_carried": 0})
        board.march("A", "0201")
        assert of_type(board.end_day(), MarchesCarried) == []
