"""Headquarters, command points, prepared attacks, cooperation, standing to the last, reserves: rulebook 10."""

from typing import Any

import pytest

from game.core import engine
from game.core.battle import attack
from game.core.causes import Degree
from game.core.command.headquarters import ways_of_command
from game.core.events import (
    BattleFought,
    CommandRenewed,
    CommandSpent,
    HeadquartersLost,
    ReachChanged,
    ReserveCalledUp,
    ReserveFormed,
    StandOrdered,
    UnitRetreated,
)
from game.core.kernels.odds import Factor
from game.core.kinds import SupplyState
from game.core.orders import Attack, Entrench, Favour, ForceMarch, Reserve, Stand
from game.core.refusal import Reason
from game.core.state import F, S, U
from tests.boards import BLUE, RED, Board, of_type

ROW = " ".join(["."] * 40)
FIELD = """
    . . . .
    . . . .
    . . . .
"""


def factors(board: Board, number: str, *names: str, prepared: bool = False) -> dict[Factor, int]:
    """The factors of an attack as it would be resolved."""
    attackers = tuple(map(board.unit, names))
    found = attack.preview(board.world, board.turn.state, board.hex(number), attackers, prepared=prepared)
    return {factor: int(found[factor]) for factor in Factor}


def unled(board: Board, name: str) -> bool:
    return board.value(name, U.UNLED) == 1


class TestHeadquarters:
    """Rulebook 10.1."""

    HQ = "H@0101 type=headquarters men=500"

    @pytest.mark.parametrize(("kind", "last"), [("army", 11), ("column", 11), ("front", 21)])
    def test_it_reaches_so_far_by_what_it_leads(self, kind: str, last: int) -> None:
        """Hexes of 3 km: 30 km are ten of them, 60 km twenty."""
        units = (self.HQ, f"A@{last:02d}01", f"B@{last + 1:02d}01", "c@4001")
        board = Board(ROW, *units, formations=[f"red-army kind={kind}"])
        assert (unled(board, "A"), unled(board, "B")) == (False, True)

    def test_it_commands_what_is_under_its_formation(self) -> None:
        tree = [
            {
                "id": "red-front",
                "name": "Front",
                "side": "red",
                "kind": "front",
                "commander": "Ma",
                "units": [{"id": "red-h", "name": "H", "type": "headquarters", "men": 500, "at": "0101"}],
                "formations": [
                    {
                        "id": "red-corps",
                        "name": "Corps",
                        "kind": "army",
                        "commander": "Lu",
                        "group": "red-group",
                        "units": [
                            {"id": "red-a", "name": "A", "type": "infantry_division", "men": 5000, "at": "2101"},
                            {"id": "red-b", "name": "B", "type": "infantry_division", "men": 5000, "at": "2201"},
                        ],
                    }
                ],
            },
            {
                "id": "blue-army",
                "name": "Blue",
                "side": "blue",
                "kind": "army",
                "commander": "Yang",
                "group": "blue-group",
                "units": [{"id": "blue-c", "name": "C", "type": "infantry_division", "men": 5000, "at": "4001"}],
            },
        ]
        board = Board(ROW, "c@4001", order_of_battle=tree)
        assert (unled(board, "A"), unled(board, "B")) == (False, True)
        assert ways_of_command(board.world, board.turn.state, board.unit("B")) == [(board.unit("H"), 630, 600)]
        assert board.world.principal == (board.unit("H"), -1)

    def test_without_any_the_commander_is_with_the_strongest_unit(self) -> None:
        board = Board(ROW, "A@0101 men=4000", "B@0301 men=6000", "C@1401", "D@1301", "e@4001")
        assert [unled(board, name) for name in "ABCD"] == [False, False, True, False]

    def test_who_lives_where_he_fights_is_never_out_of_reach(self) -> None:
        units = (self.HQ, "A@3001 type=militia", "B@3001 of=county", "c@4001")
        board = Board(ROW, *units, formations=["red-county kind=district"])
        assert not unled(board, "A") and not unled(board, "B") and not unled(board, "H")

    def test_it_is_seen_anew_when_a_watch_begins(self) -> None:
        board = Board(ROW, self.HQ, "A@1101 men=4000", "c@4001", watches=["day", "night"])
        board.march("A", "1201")
        assert not unled(board, "A"), "in command for the rest of the watch"
        board.end_phase()
        told = of_type(board.end_phase(), ReachChanged)
        assert told == [ReachChanged((board.unit("A"),), (1,))]

    def test_when_all_are_lost_nobody_commands(self) -> None:
        board = Board("......", "H@0101 type=headquarters men=100", "A@0301", "b@0201 men=6000", "c@0501")
        board.end_phase()
        told = board.attack("0101", "b", told=HeadquartersLost)
        lost = of_type(told, HeadquartersLost)
        assert lost == [HeadquartersLost(board.unit("H"), board.formation("red-army"), RED)]
        board.end_phase()
        assert unled(board, "A")
        assert ways_of_command(board.world, board.turn.state, board.unit("A")) == []

    def test_beyond_reach_both_attack_and_defence_suffer_by_the_men(self) -> None:
        board = Board(FIELD, "A@0201 men=6000", "B@0301 men=2000", "c@0302")
        for name in ("A", "c"):
            board.set(name, U.UNLED, 1)
        found = factors(board, "0302", "A", "B")
        assert found[Factor.ATTACK_COMMAND] == (6000 * 800 + 2000 * 1000) // 8000
        assert found[Factor.DEFENCE_COMMAND] == 800

    def test_the_attacker_does_not_know_of_the_enemy_s_headquarters(self) -> None:
        board = Board(FIELD, "A@0201", "c@0302")
        board.set("c", U.UNLED, 1)
        view = board.view(RED)
        found = attack.preview(board.world, view, board.hex("0302"), (board.unit("A"),))
        assert found[Factor.DEFENCE_COMMAND] == 1000

    def test_beyond_reach_one_attacks_beside_his_own_formation_only(self) -> None:
        units = ("A@0201", "B@0301 of=guard", "C@0201 men=1000", "d@0302")
        board = Board(FIELD, *units, formations=["red-guard"])
        board.set("A", U.UNLED, 1)
        mixed = Attack(board.hex("0302"), (board.unit("A"), board.unit("B")))
        refusal = board.refuse(mixed)
        assert (refusal.reason, refusal.units) == (Reason.OUT_OF_COMMAND, (board.unit("A"),))
        assert board.attack("0302", "A", "C")


class TestPoints:
    """Rulebook 10.2."""

    @pytest.mark.parametrize(("armies", "points"), [(1, 2), (3, 3), (6, 4), (40, 6)])
    def test_the_more_commanders_the_more_points(self, armies: int, points: int) -> None:
        names = [f"red-army{number}" for number in range(armies)]
        units = [f"A{number}@0101 men=50 of=army{number}" for number in range(armies)]
        board = Board(". . .", *units, "b@0301", formations=names)
        assert board.turn.state.sides[S.COMMAND].tolist() == [points, 2]

    def test_a_scenario_says_otherwise(self) -> None:
        sides = {"red": {"name": "Red", "command": 5}, "blue": {"name": "Blue", "command": 0}}
        board = Board(". . .", "A@0101", "b@0301", sides=sides)
        assert of_type(board.turn.events, CommandRenewed) == [CommandRenewed((5, 0))]

    def test_orders_cost_them_until_dawn(self) -> None:
        board = Board(ROW, "A@0101", "B@0201", "C@0301", "d@4001")
        board.order(ForceMarch(board.unit("A")))
        told = board.order(Favour(board.formation("red-army")))
        assert of_type(told, CommandSpent) == [CommandSpent(RED, 1, 0)]
        refusal = board.refuse(Stand(board.unit("C")))
        assert (refusal.reason, refusal.needed, refusal.left) == (Reason.NO_COMMAND_LEFT, 1, 0)
        assert board.refuse(ForceMarch(board.unit("B"))).reason is Reason.NO_COMMAND_LEFT
        board.end_day()
        assert board.turn.state.sides[S.COMMAND, RED] == 2

    def test_marches_and_hasty_attacks_are_free(self) -> None:
        board = Board(FIELD, "A@0101", "B@0202", "c@0302")
        board.march("A", "0201")
        told = board.attack("0302", "B", "A")
        assert not of_type(told, CommandSpent)

    @pytest.mark.parametrize(("of", "cost"), [("army", 1), ("guard", 2)])
    def test_a_prepared_attack_costs_more_across_formations(self, of: str, cost: int) -> None:
        board = Board(FIELD, "A@0201", f"B@0301 of={of}", "c@0302", formations=["red-guard"])
        told = board.attack("0302", "A", "B", prepared=True)
        assert of_type(told, CommandSpent) == [CommandSpent(RED, cost, 2 - cost)]


class TestPreparedAttacks:
    """Rulebook 10.2."""

    def test_it_strikes_harder(self) -> None:
        board = Board(FIELD, "A@0201", "c@0302")
        hasty, prepared = factors(board, "0302", "A"), factors(board, "0302", "A", prepared=True)
        assert (hasty[Factor.ATTACK_PREPARED], prepared[Factor.ATTACK_PREPARED]) == (1000, 1250)
        assert prepared[Factor.ATTACK_POWER] == hasty[Factor.ATTACK_POWER] * 1250 // 1000

    def test_one_that_costs_nothing_is_offered_to_who_has_no_points(self) -> None:
        board = Board(FIELD, "A@0201", "c@0302", rules={"points_attack": 0})
        board.turn.state.sides[S.COMMAND, RED] = 0
        order = Attack(board.hex("0302"), (board.unit("A"),), prepared=True)
        assert order in engine.legal(board.world, board.view(RED))
        assert board.order(order)

    def test_what_is_shown_is_what_is_fought_with(self) -> None:
        board = Board(FIELD, "A@0201", "c@0302")
        expected = tuple(factors(board, "0302", "A", prepared=True).values())
        (battle,) = of_type(board.attack("0302", "A", prepared=True), BattleFought)
        assert battle.factors == expected

    def test_nobody_in_it_has_marched_in_the_watch(self) -> None:
        board = Board(FIELD, "A@0101", "B@0301", "c@0302")
        board.march("A", "0201")
        order = Attack(board.hex("0302"), (board.unit("B"), board.unit("A")), prepared=True)
        refusal = board.refuse(order)
        assert (refusal.reason, refusal.units) == (Reason.NOT_PREPARED, (board.unit("A"),))

    def test_nobody_in_it_is_hungry(self) -> None:
        board = Board(FIELD, "A@0201", "c@0302")
        board.set("A", U.SUPPLY, SupplyState.LOW)
        order = Attack(board.hex("0302"), (board.unit("A"),), prepared=True)
        assert board.refuse(order).reason is Reason.TOO_HUNGRY
        assert board.attack("0302", "A")


class TestCooperation:
    """Rulebook 10.3."""

    def board(self, *cliques: str, **parts: Any) -> Board:
        units = ("A@0201 men=6000", "B@0301 men=2000 of=guard", "c@0302")
        words = [f"{id} clique={clique}" for id, clique in zip(("red-army", "red-guard"), cliques, strict=True)]
        return Board(FIELD, *units, formations=words, **parts)

    def test_some_cliques_work_ill_together(self) -> None:
        board = self.board("central", "regional")
        assert factors(board, "0302", "A", "B")[Factor.ATTACK_COOPERATION] == 900
        assert factors(board, "0302", "B", "A")[Factor.ATTACK_COOPERATION] == 900, "whoever leads"
        assert factors(board, "0302", "A")[Factor.ATTACK_COOPERATION] == 1000, "alone"

    def test_most_do_not(self) -> None:
        board = self.board("central", "central")
        assert factors(board, "0302", "A", "B")[Factor.ATTACK_COOPERATION] == 1000

    def test_a_scenario_says_otherwise(self) -> None:
        board = self.board("central", "militia", cooperation={"militia": {"central": 600}})
        assert factors(board, "0302", "A", "B")[Factor.ATTACK_COOPERATION] == 600

    def test_each_counts_by_its_worst_neighbour_and_its_men(self) -> None:
        units = ("A@0201 men=6000", "B@0301 men=2000 of=guard", "D@0201 men=2000 of=staff", "c@0302")
        words = ["red-army clique=northwest", "red-guard clique=central", "red-staff clique=regional"]
        board = Board(FIELD, *units, formations=words)
        assert factors(board, "0302", "A", "B", "D")[Factor.ATTACK_COOPERATION] == (6000 + 4000 * 0.9) / 10


class TestStanding:
    """Rulebook 10.2."""

    def test_who_stands_breaks_later(self) -> None:
        """Without a way back the limit is 20; with the order 10."""
        for stands in (False, True):
            board = Board("...", "A@0201 men=6000", "b@0101 men=6000 cohesion=75", rules={"shock_check": 0})
            board.set("b", U.STAND, int(stands))
            board.set("b", U.COHESION, 250)
            board.set("b", U.QUALITY, 1000)
            board.attack("0101", "A", degree=Degree.CHECK)
            assert 100 < board.value("b", U.COHESION) < 250

    def test_the_limit_is_ten_points_lower(self) -> None:
        fled = {}
        for stands in (0, 1):
            board = Board("....", "A@0101 men=2000", "b@0201 men=8000", rules={"shock_check": 0, "loss_hasty": 1})
            board.set("b", U.COHESION, 250)
            board.set("b", U.STAND, stands)
            fled[stands] = bool(of_type(board.attack("0201", "A", degree=Degree.CHECK), UnitRetreated))
        assert fled == {0: True, 1: False}, "25 is above 20, and below 30 with a way back open"

    def test_it_lasts_until_dawn(self) -> None:
        board = Board(ROW, "A@0101", "d@4001")
        assert of_type(board.order(Stand(board.unit("A"))), StandOrdered) == [StandOrdered(board.unit("A"))]
        assert board.refuse(Stand(board.unit("A"))).reason is Reason.ALREADY_STANDING
        board.end_day()
        assert board.value("A", U.STAND) == 0

    def test_it_ends_with_a_march(self) -> None:
        board = Board(ROW, "A@0101", "d@4001")
        board.order(Stand(board.unit("A")))
        board.march("A", "0201")
        assert board.value("A", U.STAND) == 0

    def test_garrisons_may_be_told(self) -> None:
        board = Board(ROW, "A@0101 held=true", "d@4001")
        assert board.order(Stand(board.unit("A")))


class TestReserves:
    """Rulebook 10.6."""

    def board(self, *units: str, **parts: Any) -> Board:
        return Board(". . . . . .", "A@0101 men=6000", "b@0201 men=3000", *units, first={"day": "blue"}, **parts)

    def waiting(self, board: Board, name: str = "r") -> Board:
        board.order(Reserve(board.unit(name)))
        board.end_phase()
        return board

    def test_it_comes_before_the_battle_and_defends(self) -> None:
        board = self.waiting(self.board("r@0301 men=4000"))
        shown = attack.preview(board.world, board.view(RED), board.hex("0201"), (board.unit("A"),))
        told = board.attack("0201", "A")
        (call,), (battle,) = of_type(told, ReserveCalledUp), of_type(told, BattleFought)
        assert (call.unit, call.hex) == (board.unit("r"), board.hex("0201")) and call.moved > 0
        assert battle.factors[Factor.DEFENCE_POSTURE] == 1300, "not caught on the march"
        assert battle.defenders == (board.unit("b"), board.unit("r"))
        assert shown[Factor.DEFENCE_MEN] < battle.factors[Factor.DEFENCE_MEN] == 7000
        assert board.value("r", U.RESERVE) == 0

    def test_it_is_an_order_of_its_own_that_costs_nothing(self) -> None:
        board = self.board("r@0301")
        assert board.order(Reserve(board.unit("r"))) == [ReserveFormed(board.unit("r"))]
        assert board.refuse(Reserve(board.unit("r"))).reason is Reason.ALREADY_RESERVE
        board.march("r", "0401")
        assert board.value("r", U.RESERVE) == 0, "not after a march"

    def test_who_has_marched_more_than_half_his_day_is_none(self) -> None:
        board = self.board("r@0601", rules={"reserve_spent": 300})
        board.march("r", "0501", "0401", "0301")
        assert board.refuse(Reserve(board.unit("r"))).reason is Reason.MARCHED_TOO_FAR

    @pytest.mark.parametrize("why", ["not beside", "no room", "from zone to zone", "not told"])
    def test_it_stays_where_it_cannot_come(self, why: str) -> None:
        if why == "not beside":
            board = self.waiting(self.board("r@0401"))
        elif why == "no room":
            board = self.waiting(self.board("r@0301", rules={"stack_per_km2": 800}))
        elif why == "from zone to zone":
            rows = ". . . .\n. . . ."
            units = ("A@0101 men=6000", "B@0302 men=6000", "b@0201 men=3000", "r@0301")
            board = self.waiting(Board(rows, *units, first={"day": "blue"}))
        else:
            board = self.board("r@0301")
            board.end_phase()
        assert not of_type(board.attack("0201", "A"), ReserveCalledUp)

    def test_the_strongest_comes_first(self) -> None:
        board = self.board("r@0301 men=2000", "s@0301 men=4000", rules={"stack_per_km2": 1000})
        board.order(Reserve(board.unit("r")))
        self.waiting(board, "s")
        assert [call.unit for call in of_type(board.attack("0201", "A"), ReserveCalledUp)] == [board.unit("s")]

    def test_who_joins_of_his_own_will_has_not_been_attacked(self) -> None:
        """A promise to spare him is kept: it was others who were attacked. Rulebook 8.3."""
        board = self.board("r@0301 men=4000 of=guard", formations=["blue-guard agents=true"])
        board.set("blue-guard", F.SPARED, 0)
        (battle,) = of_type(self.waiting(board).attack("0201", "A"), BattleFought)
        assert battle.joined == (board.unit("r"),)
        assert (board.value("blue-army", F.ASSAULTED), board.value("blue-guard", F.ASSAULTED)) == (1, 0)
        board.end_day()
        assert board.value("blue-guard", F.SPARED) == 0

    def test_the_attacker_does_not_know_of_it(self) -> None:
        board = self.waiting(self.board("r@0301"))
        assert board.view(RED).units[U.RESERVE, board.unit("r")] == -1
        assert board.view(BLUE).units[U.RESERVE, board.unit("r")] == 1


def test_digging_in_goes_on_while_standing_or_in_reserve() -> None:
    board = Board(ROW, "A@0101", "d@4001")
    for order in (Entrench, Stand, Reserve):
        board.order(order(board.unit("A")))
    assert board.value("A", U.DIGGING) == 1
