"""Cohesion: the shocks of battle as signed lines, recovery, hunger, the drift of the encircled. Rulebook 7.1, 7.2."""

from typing import Any

import pytest

from game.core.causes import Degree, MoraleCause
from game.core.events import CohesionChanged, LossesTaken, WoundedReturned
from game.core.kinds import Activity, SupplyState
from game.core.state import U
from tests.boards import Board, of_type

FIELD = """
    . . . . . .
    . . . . . .
    . . . . . .
"""
AMPLE = {
    "sources": [
        {"id": "west", "name": "West", "side": "red", "at": "0101", "capacity": 90000},
        {"id": "east", "name": "East", "side": "blue", "at": "0601", "capacity": 90000},
    ]
}

Lines = dict[MoraleCause, int]


def lines(board: Board, events: list[Any], name: str) -> Lines:
    """What changed a unit's cohesion, by cause."""
    changes = [line for event in of_type(events, CohesionChanged) for line in event.causes]
    return {MoraleCause(cause): change for unit, cause, change in changes if unit == board.unit(name)}


class TestShocks:
    """Rulebook 7.2."""

    def fight(self, degree: Degree) -> tuple[Board, Lines, Lines, dict[str, int]]:
        """A battle of a degree; the lines of attacker and defender, and per cent lost of each."""
        board = Board(FIELD, "A@0201 men=6000", "b@0302 men=3000", supply=AMPLE)
        board.turn.state.units[U.COHESION] = 700
        events = board.attack("0302", "A", degree=degree)
        battle = of_type(events, LossesTaken)[0]
        shares = {"A": (6000 - battle.men[0]) * 1000 // 6000, "b": (3000 - battle.men[1]) * 1000 // 3000}
        return board, lines(board, events, "A"), lines(board, events, "b"), shares

    @pytest.mark.parametrize("degree", Degree)
    def test_casualties_cost_two_points_for_each_per_cent(self, degree: Degree) -> None:
        _, attacker, defender, shares = self.fight(degree)
        assert attacker.get(MoraleCause.CASUALTIES, 0) == -shares["A"] * 20 // 10
        assert defender[MoraleCause.CASUALTIES] == -shares["b"] * 20 // 10

    @pytest.mark.parametrize(
        ("degree", "attacker", "defender"),
        [
            (Degree.REPULSE, {MoraleCause.REPULSED: -60}, {}),
            (Degree.CHECK, {}, {MoraleCause.SHAKEN: -60}),
            (Degree.RETREAT, {MoraleCause.VICTORY: 20}, {MoraleCause.DRIVEN_BACK: -80}),
            (Degree.OVERRUN, {MoraleCause.VICTORY: 20}, {MoraleCause.OVERRUN: -150}),
        ],
    )
    def test_each_degree_has_its_own(self, degree: Degree, attacker: Lines, defender: Lines) -> None:
        _, ours, theirs, _ = self.fight(degree)
        casualties = {MoraleCause.CASUALTIES}
        assert {cause: ours[cause] for cause in ours.keys() - casualties} == attacker
        assert {cause: theirs[cause] for cause in theirs.keys() - casualties} == defender

    @pytest.mark.parametrize("degree", Degree)
    def test_the_lines_add_up_to_the_change(self, degree: Degree) -> None:
        board, attacker, defender, _ = self.fight(degree)
        assert board.value("A", U.COHESION) == 700 + sum(attacker.values())
        assert board.value("b", U.COHESION) == 700 + sum(defender.values())

    @pytest.mark.parametrize(("before", "degree", "after"), [(10, Degree.REPULSE, 0), (995, Degree.RETREAT, 1000)])
    def test_cohesion_stays_between_nothing_and_all(self, before: int, degree: Degree, after: int) -> None:
        board = Board(FIELD, "A@0201 men=6000", "b@0302 men=3000", rules={"shock_casualties": 0})
        board.set("b", U.COHESION, 500 if degree is Degree.RETREAT else 900)
        board.set("A", U.COHESION, before)
        board.attack("0302", "A", degree=degree)
        assert board.value("A", U.COHESION) == after


def after_a_night(
    cohesion: int, stock: int = 1000, activity: Activity = Activity.REST, **columns: int
) -> tuple[int, Lines]:
    """The change of cohesion over a quiet day of a unit in supply, and its lines."""
    board = Board(FIELD, "A@0201", "b@0601", supply=AMPLE)
    board.set("A", U.COHESION, cohesion)
    board.set("A", U.STOCK, stock)
    board.set("A", U.ACTIVITY, activity)
    for column, value in columns.items():
        board.set("A", U[column], value)
    events = board.end_day()
    return board.value("A", U.COHESION) - cohesion, lines(board, events, "A")


class TestRecovery:
    """Rulebook 7.1."""

    def test_a_day_of_rest_restores_most(self) -> None:
        assert after_a_night(300) == (120, {MoraleCause.REST: 120})

    @pytest.mark.parametrize("activity", [Activity.MARCH, Activity.DEFENCE, Activity.ATTACK])
    def test_a_day_of_work_half_as_much(self, activity: Activity) -> None:
        assert after_a_night(300, activity=activity) == (60, {MoraleCause.RECOVERY: 60})

    def test_strained_supply_halves_it(self) -> None:
        """Nine hexes from the source."""
        board = Board(". " * 10, "A@0901", "b@1001 men=500", supply={"sources": AMPLE["sources"][:1]})
        board.set("A", U.COHESION, 300)
        events = board.end_day()
        assert board.value("A", U.SUPPLY) == SupplyState.STRAINED
        assert lines(board, events, "A") == {MoraleCause.REST: 60}

    def test_it_does_not_pass_the_ceiling_that_the_stock_sets(self) -> None:
        """400, and 600 times the stock: full of supplies up to 1000."""
        assert after_a_night(950)[0] == 50
        assert after_a_night(1000) == (0, {})

    def test_a_thin_stock_lowers_the_ceiling(self) -> None:
        """A stock of 380 has eaten 80 and been given 300: 600, with a ceiling of 760."""
        assert after_a_night(700, stock=380)[0] == 60
        assert after_a_night(800, stock=380)[0] == 0, "and takes nothing from those above it"

    def test_a_unit_low_on_supplies_does_not_recover(self) -> None:
        board = Board(FIELD, "A@0201", "b@0601")
        board.set("A", U.COHESION, 300)
        board.set("A", U.STOCK, 300)
        assert lines(board, board.end_day(), "A") == {}

    def test_a_hungry_unit_falls_apart(self) -> None:
        board = Board(FIELD, "A@0201", "b@0601")
        board.set("A", U.COHESION, 300)
        board.set("A", U.STOCK, 100)
        assert lines(board, board.end_day(), "A") == {MoraleCause.HUNGER: -60}


class TestEncircled:
    """Rulebook 7.1: an encircled unit neither heals nor melts while it is fed."""

    def pocket(self, cohesion: int, stock: int) -> tuple[Board, Lines]:
        """The zones of b, c and d close a ring round A at 0402."""
        board = Board(FIELD, "A@0402", "b@0202", "c@0501", "d@0503", supply=AMPLE)
        board.set("A", U.COHESION, cohesion)
        board.set("A", U.STOCK, stock)
        return board, lines(board, board.end_day(), "A")

    @pytest.mark.parametrize(
        ("cohesion", "stock", "change"),
        [
            (700, 800, -20),
            (500, 800, 20),
            (555, 800, -5),
            (540, 800, 10),
            (500, 400, -20),
            (300, 400, 20),
            (410, 400, -10),
        ],
    )
    def test_its_cohesion_drifts(self, cohesion: int, stock: int, change: int) -> None:
        """Towards 550 while fed, towards 400 when low."""
        assert self.pocket(cohesion, stock)[1] == {MoraleCause.ENCIRCLEMENT: change}

    @pytest.mark.parametrize(("cohesion", "stock"), [(550, 800), (400, 400)])
    def test_there_it_stays(self, cohesion: int, stock: int) -> None:
        assert self.pocket(cohesion, stock)[1] == {}

    def test_out_of_supply_it_falls_apart_like_any_other(self) -> None:
        assert self.pocket(500, 100)[1] == {MoraleCause.HUNGER: -60}


class TestWounded:
    """Rulebook 5.6: some come back each dusk to units in supply and out of battle."""

    def returned(self, **columns: int) -> tuple[WoundedReturned, ...]:
        board = Board(FIELD, "A@0201 men=5000", "b@0601", supply=AMPLE)
        board.set("A", U.MEN, 4000)
        board.set("A", U.WOUNDED, 1000)
        for column, value in columns.items():
            board.set("A", U[column], value)
        return tuple(of_type(board.end_day(), WoundedReturned))

    def test_two_in_a_hundred_return(self) -> None:
        assert self.returned() == (WoundedReturned((0,), (4020,), (980,), (20,)),)

    @pytest.mark.parametrize(
        "columns",
        [
            {"ACTIVITY": Activity.DEFENCE},
            {"ACTIVITY": Activity.ATTACK},
            {"SUPPLY": SupplyState.LOW},
            {"ENCIRCLED": 1},
            {"WOUNDED": 49},
        ],
    )
    def test_not_to_units_in_trouble(self, columns: dict[str, int]) -> None:
        assert self.returned(**columns) == ()

    def test_a_march_does_not_hinder_them(self) -> None:
        assert len(self.returned(ACTIVITY=Activity.MARCH)) == 1
