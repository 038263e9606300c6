"""Reluctant commanders, orders from above, towns without garrisons, relief called home: rulebook 10.4, 10.5, 10.7."""

from typing import Any

import pytest

from game.core.causes import MoraleCause
from game.core.command.superiors import commitment, next_share
from game.core.events import (
    CohesionChanged,
    ColumnsCalledHome,
    CommandRenewed,
    FormationCommitted,
    GarrisonHarassed,
    HeadquartersLost,
    OrderObeyed,
    OrderReceived,
    OrderRefused,
    PlaceTaken,
    SuperiorOrderGiven,
    TownSeized,
    UnitMoved,
    UnitSurrendered,
)
from game.core.kinds import Insistence, Status
from game.core.orders import Attack, ForceMarch, Move, SuperiorOrder
from game.core.refusal import Reason
from game.core.state import F, S, U
from game.core.victory import score
from tests.boards import BLUE, RED, Board, of_type

ROW = " ".join(["."] * 24)
ARMY = ("A@0101 men=4000", "B@0101 men=6000", "C@0201 men=5000", "D@0301 men=7000", "e@2401")
GOAL = {"goal": {"name": "Goal", "at": "0701", "kind": "village"}}


def army(words: str = "initiative=20", *units: str, **parts: Any) -> Board:
    """A reluctant army of 22,000 men in three garrisons."""
    return Board(ROW, *(units or ARMY), formations=[f"red-army reluctant=true source=S {words}"], **parts)


def order(**parts: Any) -> dict[str, Any]:
    """An order from above."""
    standard = {"id": "rescue", "name": "Rescue", "formation": "red-army", "target": "goal", "prestige": 15}
    return {**standard, "date": "1945-10-15", "by": "1945-10-16", **parts}


def held(board: Board, *names: str) -> list[str]:
    return [name for name in names if board.value(name, U.HELD_UNTIL) > board.turn.state.day]


def names(board: Board, units: list[int]) -> list[str]:
    return [board.world.units[unit].label.id[-1].upper() for unit in units]


class TestReluctance:
    """Rulebook 10.4."""

    def test_what_stands_there_at_the_start_stays(self) -> None:
        board = army()
        assert held(board, *"ABCD") == list("ABCD")
        assert board.refuse(Move(board.unit("A"), board.path("0201"))).reason is Reason.HELD

    @pytest.mark.parametrize(
        ("share", "going"), [(0, ""), (181, ""), (182, "A"), (409, "A"), (410, "AC"), (1000, "ACBD")]
    )
    def test_whole_units_go_the_smallest_first(self, share: int, going: str) -> None:
        board = army()
        told = commitment(board.turn.state, board.formation("red-army"), share)
        assert names(board, told) == list(going)

    def test_who_would_go_does_not_depend_on_losses(self) -> None:
        board = army()
        board.set("D", U.MEN, 100)
        assert names(board, commitment(board.turn.state, board.formation("red-army"), 200)) == ["A"]

    def test_pressed_he_sends_what_he_announced_and_then_one_unit_more_at_least(self) -> None:
        board = army()
        formation = board.formation("red-army")
        told = board.order(SuperiorOrder(formation, Insistence.RELIEVE))
        assert told == [
            SuperiorOrderGiven(RED, formation, Insistence.RELIEVE, 40),
            FormationCommitted(formation, 200, (board.unit("A"),)),
        ]
        assert held(board, *"ABCD") == list("BCD")
        assert next_share(board.world, board.turn.state, formation) == 450
        board.order(SuperiorOrder(formation, Insistence.RELIEVE))
        assert held(board, *"ABCD") == list("BD")
        board.march("C", "0301", "0401")

    def test_no_initiative_sends_nobody_unless_pressed(self) -> None:
        board = army("initiative=0")
        formation = board.formation("red-army")
        board.order(SuperiorOrder(formation, Insistence.RELIEVE))
        assert held(board, *"ABCD") == list("BCD") and board.value("red-army", F.COMMITTED) == 250

    def test_refusals(self) -> None:
        board = army("initiative=100")
        formation, other = board.formation("red-army"), board.formation("blue-army")
        assert board.refuse(SuperiorOrder(other, Insistence.RELIEVE)).reason is Reason.NOT_YOUR_FORMATION
        assert board.refuse(SuperiorOrder(formation, 7)).reason is Reason.NO_SUCH_INSISTENCE
        board.order(SuperiorOrder(formation, Insistence.RELIEVE))
        assert board.refuse(SuperiorOrder(formation, Insistence.RELIEVE)).reason is Reason.ALL_COMMITTED
        board.turn.state.sides[S.PRESTIGE, RED] = 9
        refusal = board.refuse(SuperiorOrder(formation, Insistence.PUSH_ON))
        assert (refusal.reason, refusal.needed, refusal.left) == (Reason.NO_PRESTIGE_LEFT, 10, 9)

    def test_who_is_not_reluctant_holds_nobody_back(self) -> None:
        board = Board(ROW, "A@0101", "e@2401")
        refusal = board.refuse(SuperiorOrder(board.formation("red-army"), Insistence.RELIEVE))
        assert refusal.reason is Reason.NOT_RELUCTANT

    def test_told_to_push_on_he_marches_and_prepares_for_nothing_that_day(self) -> None:
        sides = {"red": {"name": "Red", "command": 0}, "blue": {"name": "Blue"}}
        board = Board(ROW, "A@0101", "B@0201", "e@0301", sides=sides)
        formation = board.formation("red-army")
        prepared = Attack(board.hex("0301"), (board.unit("B"),), prepared=True)
        assert board.refuse(ForceMarch(board.unit("A"))).reason is Reason.NO_COMMAND_LEFT
        assert board.refuse(prepared).reason is Reason.NO_COMMAND_LEFT
        board.order(SuperiorOrder(formation, Insistence.PUSH_ON))
        assert board.refuse(SuperiorOrder(formation, Insistence.PUSH_ON)).reason is Reason.PUSHED_TODAY
        board.order(ForceMarch(board.unit("A")))
        board.order(prepared)
        board.end_day()
        assert board.refuse(ForceMarch(board.unit("A"))).reason is Reason.NO_COMMAND_LEFT


class TestOrdersFromAbove:
    """Rulebook 10.4."""

    def test_it_comes_at_dawn_and_moves_a_reluctant_commander(self) -> None:
        board = army(superior_orders=[order()], places=GOAL)
        formation = board.formation("red-army")
        assert held(board, *"ABCD") == list("ABCD")
        told = board.end_day()
        assert of_type(told, OrderReceived) == [OrderReceived(formation, 0)]
        assert of_type(told, FormationCommitted) == [FormationCommitted(formation, 200, (board.unit("A"),))]
        assert board.turn.state.sides[S.PRESTIGE, RED] == 50, "he obeys of himself"

    def test_it_is_obeyed_near_the_goal(self) -> None:
        board = army(superior_orders=[order()], places=GOAL)
        board.end_day()
        board.march("A", "0201", "0301", "0401", "0501")
        told = board.end_day()
        assert of_type(told, OrderObeyed) == [OrderObeyed(board.formation("red-army"), 0)]
        assert not of_type(board.end_day(), OrderRefused)

    def test_it_is_refused_after_its_last_day(self) -> None:
        board = army(superior_orders=[order()], places=GOAL)
        formation = board.formation("red-army")
        assert not of_type([*board.end_day(), *board.end_day()], OrderRefused)
        told = board.end_day()
        assert of_type(told, OrderRefused) == [OrderRefused(formation, 0, RED, 35)]
        assert of_type(told, CommandRenewed) == [CommandRenewed((2, 2))], "15 of 50 is less than a point"

    def test_lost_prestige_costs_points(self) -> None:
        board = army(superior_orders=[order(prestige=45)], places=GOAL, days=6, rules={"command_least": 5})
        for _ in range(3):
            told = board.end_day()
        assert of_type(told, CommandRenewed) == [CommandRenewed((3, 5))]

    def test_a_formation_can_be_the_goal(self) -> None:
        units = (*ARMY, "F@0401 of=ringed")
        words = ["red-army reluctant=true source=S initiative=20", "red-ringed"]
        board = Board(ROW, *units, formations=words, superior_orders=[order(target="red-ringed", date="1945-10-14")])
        told = board.end_day()
        assert of_type(told, OrderObeyed), "its largest division is next to it"

    @pytest.mark.parametrize("fate", ["lost", "over"])
    def test_nobody_is_sent_to_those_who_are_no_more(self, fate: str) -> None:
        """An order to reach them does not come, and one that came is refused at once, not days later."""
        units = ("A@0101 men=4000", "T@0701 of=lost", "e@2401")
        late = order(target="red-lost", by="1945-10-19")
        formations = ["red-army reluctant=true initiative=20 source=S", "red-lost"]
        for days, told in ((0, []), (1, [OrderRefused])):
            board = Board(ROW, *units, formations=formations, superior_orders=[late], days=9)
            for _ in range(days):
                board.end_day()
            if fate == "lost":
                board.set("T", U.STATUS, Status.GONE)
                board.set("T", U.HEX, -1)
            else:
                board.set("T", U.SIDE, BLUE)
            events = board.end_day()
            assert [type(event) for event in events if isinstance(event, OrderReceived | OrderRefused)] == told

    @pytest.mark.parametrize(("goes", "points"), [(True, 0), (False, 25)])
    def test_one_that_was_refused_can_be_points_for_the_other_side(self, goes: bool, points: int) -> None:
        term = {"kind": "refused", "order": "rescue", "side": "blue", "points": 25}
        victory = {"favours": "blue", "terms": [term], "levels": [{"id": "only", "name": "Only"}]}
        board = army(superior_orders=[order(date="1945-10-14")], places=GOAL, days=9, victory=victory)
        if goes:
            board.set("A", U.HEX, board.hex("0601"))
        scores = []
        for _ in range(4):
            scores.append(score(board.world, board.turn.state))
            board.end_day()
        assert scores == [0, 0, 0, points], "not before its last day is over"

    def test_one_of_an_earlier_day_still_holds_in_a_later_entry(self) -> None:
        made = army(superior_orders=[order(date="1945-10-14")], places=GOAL)
        assert of_type(made.turn.events, OrderReceived) and held(made, *"ABCD") == list("BCD")


class TestCalledHome:
    """Rulebook 10.7."""

    def board(self) -> Board:
        units = (*ARMY[:4], "H@1001 of=staff type=headquarters men=100", "e@0901 men=6000", "f@2401")
        words = ["red-army reluctant=true source=S initiative=20", "red-staff"]
        board = Board(
            ROW, *units, formations=words, days=9, watches=["day"], rules={"zone_full_men": 9000, "loss_hasty": 1000}
        )
        board.order(SuperiorOrder(board.formation("red-army"), Insistence.RELIEVE))
        board.march("A", "0201", "0301", "0401", "0501")
        board.end_phase()
        self.told = board.attack("1001", "e", told=HeadquartersLost, advance=False)
        return board

    def test_when_the_principal_headquarters_is_lost(self) -> None:
        board = self.board()
        home = of_type(self.told, ColumnsCalledHome)
        assert home == [ColumnsCalledHome(RED, (board.formation("red-army"),), (board.unit("A"),), 9)]

    def test_they_march_back_by_themselves_and_are_held(self) -> None:
        board = self.board()
        told = board.end_phase()
        assert [event.unit for event in of_type(told, UnitMoved)] == [board.unit("A")]
        assert board.where("A") == "0101" and held(board, *"ABCD") == list("ABCD")
        assert not of_type(board.end_day(), UnitMoved)

    def test_nobody_is_sent_after_that(self) -> None:
        board = self.board()
        board.end_phase()
        refusal = board.refuse(SuperiorOrder(board.formation("red-army"), Insistence.RELIEVE))
        assert refusal.reason is Reason.CALLED_HOME

    def test_another_headquarters_is_no_reason(self) -> None:
        units = ("H@0101 type=headquarters men=900", "A@0201", "G@1001 of=staff type=headquarters men=100", "e@0901")
        board = Board(
            ROW,
            *units,
            "f@2401",
            formations=["red-army reluctant=true source=S", "red-staff"],
            rules={"loss_hasty": 1000},
        )
        board.end_phase()
        told = board.attack("1001", "e", told=HeadquartersLost)
        assert not of_type(told, ColumnsCalledHome)


class TestTowns:
    """Rulebook 10.5."""

    def board(self, *units: str, **words: Any) -> Board:
        town = {"name": "Town", "at": "0201", "kind": "town", "held_by": "blue", "value": 1, **words}
        return Board(". . . . . .", "A@0101 type=militia men=2000", "e@0601", *units, places={"town": town})

    def test_militia_takes_an_empty_one(self) -> None:
        board = self.board()
        told = board.end_day()
        town, militia = board.place("town"), board.unit("A")
        assert of_type(told, TownSeized) == [TownSeized(town, RED, militia)]
        assert of_type(told, PlaceTaken) == [PlaceTaken(town, RED, BLUE, militia)]
        assert board.where("A") == "0201"

    def test_and_one_with_too_few_in_it_who_make_way(self) -> None:
        board = self.board("b@0201 men=499")
        told = board.end_day()
        assert of_type(told, TownSeized) and board.where("A") == "0201"
        assert board.where("b") in ("0301", "") and bool(board.where("b")) != bool(of_type(told, UnitSurrendered))

    @pytest.mark.parametrize(("men", "harassed"), [(500, True), (2999, True), (3000, False)])
    def test_a_larger_garrison_is_harassed_or_left_alone(self, men: int, harassed: bool) -> None:
        board = self.board(f"b@0201 men={men}")
        told = board.end_day()
        assert not of_type(told, TownSeized)
        assert of_type(told, GarrisonHarassed) == [GarrisonHarassed(board.place("town"), (board.unit("b"),))][:harassed]
        causes = [line for event in of_type(told, CohesionChanged) for line in event.causes]
        assert ((board.unit("b"), MoraleCause.HARASSED, -60) in causes) is harassed

    @pytest.mark.parametrize("words", [{"kind": "village"}, {"value": 0}, {"held_by": "red"}])
    def test_only_a_town_of_the_enemy_that_is_worth_anything(self, words: dict[str, Any]) -> None:
        assert not of_type(self.board(**words).end_day(), TownSeized)

    def test_only_militia_that_may_leave_its_post(self) -> None:
        town = {"town": {"name": "Town", "at": "0201", "kind": "town", "held_by": "blue", "value": 1}}
        for words in ("type=militia held=true", "type=infantry_division", "type=militia arrives=17"):
            board = Board(". . . . . .", f"A@0101 {words}", "e@0601", places=town)
            assert not of_type(board.end_day(), TownSeized)
