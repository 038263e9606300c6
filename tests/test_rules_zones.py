"""Zones of control: who has one, what it costs to enter, where it bars the way. Rulebook 4.5."""

import pytest

from game.core.events import UnitMoved
from game.core.kinds import Status
from game.core.orders import Move
from game.core.refusal import Reason
from game.core.state import U
from tests.boards import Board, of_type

FIELD = """
    . . . . .
    . . . . .
    . . . . .
"""
"""An open hex costs 30 of a day's 200; a full zone adds 50, a half zone 25. 0201, 0302 and 0401 touch 0301."""


WIDE = "\n".join([". . . . ."] * 5)


def _apart(board: Board, hex: int, number: str) -> int:
    return board.world.grid.distance(hex, board.hex(number))


def cost(board: Board, name: str, *numbers: str) -> int:
    """0.1 km of a unit's first march."""
    (moved,) = of_type(board.march(name, *numbers), UnitMoved)
    return moved.moved


class TestWhoHasAZone:
    @pytest.mark.parametrize(("men", "price"), [(999, 30), (1000, 55), (3499, 55), (3500, 80), (9000, 80)])
    def test_men_decide(self, men: int, price: int) -> None:
        assert cost(Board(FIELD, "A@0101", f"b@0301 men={men}"), "A", "0201") == price

    @pytest.mark.parametrize(("cohesion", "price"), [(29, 30), (30, 80)])
    def test_a_unit_without_cohesion_has_none(self, cohesion: int, price: int) -> None:
        board = Board(FIELD, "A@0101", "b@0301", options={"fog": 0})
        board.set("b", U.COHESION, cohesion * 10)
        assert cost(board, "A", "0201") == price

    def test_a_routed_unit_has_none(self) -> None:
        board = Board(FIELD, "A@0101", "b@0301")
        board.set("b", U.STATUS, Status.ROUTED)
        assert cost(board, "A", "0201") == 30

    def test_militia_has_none(self) -> None:
        assert cost(Board(FIELD, "A@0101", "b@0301 type=militia"), "A", "0201") == 30

    def test_brigades_and_divisions_are_alike(self) -> None:
        assert cost(Board(FIELD, "A@0101", "b@0301 type=infantry_brigade"), "A", "0201") == 80


class TestEnteringAZone:
    @pytest.mark.parametrize("around", ["0302", "0402", "0403", "0304", "0203", "0202"])
    def test_it_reaches_the_six_hexes_around_and_no_further(self, around: str) -> None:
        """The zone of 0303, entered from without; A stands two hexes off, where it costs nothing to march about."""
        board = Board(WIDE, "b@0303", "A@0101")
        ring = [hex for hex in board.world.grid.disc(board.hex(around), 1) if _apart(board, hex, "0303") == 2]
        start, aside = ring[0], next(hex for hex in ring[1:] if board.world.grid.distance(hex, ring[0]) == 1)
        board.set("A", U.HEX, start)
        into = Move(board.unit("A"), (aside, board.hex(around)))
        (moved,) = of_type(board.order(into), UnitMoved)
        assert moved.moved == 30 + 80

    def test_leaving_costs_nothing(self) -> None:
        assert cost(Board(FIELD, "A@0201", "b@0301"), "A", "0101") == 30

    def test_the_price_is_a_share_of_the_unit_s_own_day(self) -> None:
        assert cost(Board(FIELD, "A@0101 type=cavalry_brigade", "b@0301"), "A", "0201") == 130

    def test_two_half_zones_do_not_make_a_full_one(self) -> None:
        assert cost(Board(FIELD, "A@0101", "b@0301 men=2000", "c@0302 men=2000"), "A", "0201") == 55

    @pytest.mark.parametrize("names", [("b", "c"), ("c", "b")])
    def test_where_zones_overlap_the_stronger_counts_once(self, names: tuple[str, str]) -> None:
        full, half = names
        assert cost(Board(FIELD, "A@0101", f"{full}@0301 men=6000", f"{half}@0302 men=2000"), "A", "0201") == 80

    def test_friends_in_the_hex_do_not_lift_it(self) -> None:
        assert cost(Board(FIELD, "A@0101", "B@0201", "c@0301"), "A", "0201") == 80

    def test_own_zones_cost_nothing(self) -> None:
        assert cost(Board(FIELD, "A@0101", "B@0301"), "A", "0201") == 30


class TestFromZoneToZone:
    def test_a_march_from_full_zone_to_full_zone_is_refused(self) -> None:
        board = Board(FIELD, "A@0201", "b@0301")
        refusal = board.refuse(Move(board.unit("A"), board.path("0302")))
        assert refusal.reason is Reason.ZONE_TO_ZONE
        assert (refusal.units, refusal.hexes) == ((board.unit("A"),), board.path("0302"))

    def test_zones_of_different_enemies_bar_alike(self) -> None:
        board = Board(FIELD, "A@0201", "b@0101", "c@0402")
        assert board.refuse(Move(board.unit("A"), board.path("0302"))).reason is Reason.ZONE_TO_ZONE

    def test_it_is_refused_in_the_middle_of_a_path_too(self) -> None:
        board = Board(FIELD, "A@0101", "b@0301")
        refusal = board.refuse(Move(board.unit("A"), board.path("0201", "0302")))
        assert refusal.reason is Reason.ZONE_TO_ZONE and refusal.hexes == board.path("0302")

    def test_a_detour_through_free_ground_is_allowed(self) -> None:
        assert cost(Board(FIELD, "A@0201", "b@0301"), "A", "0202", "0302") == 30 + 80

    @pytest.mark.parametrize(("first", "second", "price"), [(2000, 6000, 80), (6000, 2000, 55), (2000, 2000, 55)])
    def test_half_zones_bar_no_way(self, first: int, second: int, price: int) -> None:
        """0201 lies in the zone at 0101 only, 0302 in that at 0402 only."""
        board = Board(FIELD, "A@0201", f"b@0101 men={first}", f"c@0402 men={second}")
        assert cost(board, "A", "0302") == price


class TestInfiltration:
    """Light units slip from zone to zone by night, for cohesion."""

    def board(self, kind: str, watch: str = "night") -> Board:
        board = Board(FIELD, f"A@0201 type={kind}", "b@0301", watches=[watch])
        board.set("A", U.COHESION, 700)
        return board

    def test_a_light_unit_slips_through_at_night(self) -> None:
        board = self.board("infantry_brigade")
        (moved,) = of_type(board.march("A", "0302"), UnitMoved)
        assert (moved.moved, moved.cohesion) == (80, 650)

    def test_not_by_day(self) -> None:
        board = self.board("infantry_brigade", "day")
        assert board.refuse(Move(board.unit("A"), board.path("0302"))).reason is Reason.ZONE_TO_ZONE

    def test_not_with_a_division_s_train(self) -> None:
        board = self.board("infantry_division")
        assert board.refuse(Move(board.unit("A"), board.path("0302"))).reason is Reason.ZONE_TO_ZONE

    def test_every_slip_is_paid_for(self) -> None:
        """Cavalry trained for the night has 240 a watch; a zone costs 80 here, a hex along the road 22."""
        sides = {"red": {"name": "Red", "night_trained": True}, "blue": {"name": "Blue"}}
        road = {"roads": [{"hexes": ["0201", "0302", "0401"]}]}
        board = Board(
            FIELD,
            "A@0201 type=cavalry_brigade",
            "b@0301",
            watches=["night"],
            sides=sides,
            map=road,
            rules={"zone_cost": 200},
        )
        board.set("A", U.COHESION, 700)
        (moved,) = of_type(board.march("A", "0302", "0401"), UnitMoved)
        assert (moved.moved, moved.cohesion) == (2 * (22 + 80), 600)

    def test_entering_the_first_zone_is_no_slip(self) -> None:
        board = Board(FIELD, "A@0101 type=infantry_brigade", "b@0301", watches=["night"])
        before = board.value("A", U.COHESION)
        (moved,) = of_type(board.march("A", "0201"), UnitMoved)
        assert moved.cohesion == before

    def test_cohesion_does_not_fall_below_nothing(self) -> None:
        board = self.board("infantry_brigade")
        board.set("A", U.COHESION, 20)
        (moved,) = of_type(board.march("A", "0302"), UnitMoved)
        assert moved.cohesion == 0


class TestZonesInTheFog:
    def test_what_a_band_shows_has_the_zone_that_the_truth_has(self) -> None:
        """Strengths are seen in bands whose limits are those of the zones."""
        for men in (900, 1100, 3400, 3600, 8000):
            seen = cost(Board(FIELD, "A@0101", f"b@0301 men={men}"), "A", "0201")
            true = cost(Board(FIELD, "A@0101", f"b@0301 men={men}", options={"fog": 0}), "A", "0201")
            assert seen == true

    def test_a_shaken_enemy_is_taken_to_have_a_zone_and_the_march_pays_the_truth(self) -> None:
        board = Board(FIELD, "A@0101", "b@0301")
        board.set("b", U.COHESION, 200)
        assert cost(board, "A", "0201") == 30
