"""Political work, envoys, favours, new commanders, and what each side knows of them. Rulebook 8.3-8.5, 8.8."""

import random
from typing import Any

import pytest

from game.core import engine
from game.core.causes import Degree, LoyaltyCause
from game.core.events import (
    CommanderReplaced,
    DefectionConsidered,
    EnvoyArrived,
    EnvoyCaught,
    EnvoySent,
    Event,
    FavourShown,
    LoyaltyChanged,
    LuckDrawn,
    PoliticalWorkDone,
)
from game.core.kinds import (
    Insistence,
    Standing,
)
from game.core.luck import LUCK_ONE, Purpose
from game.core.orders import (
    Attack,
    EndPhase,
    Favour,
    Move,
    Order,
    PlantAgents,
    PromiseToSpare,
    ReplaceCommander,
    SendEnvoy,
    SuperiorOrder,
    WorkOn,
)
from game.core.politics.work import cost_in_politics
from game.core.refusal import IllegalOrder, Reason, Refusal
from game.core.state import F, GameState, S, Sight, U
from tests.boards import BLUE, RED, Board, of_type

ROW = ". . . . . . . ."


def board(*units: str, army: str = "", **parts: Any) -> Board:
    """A well supplied row; ``army`` is what is to be said of blue's. Red orders first."""
    formations = [f"blue-army {army}", *parts.pop("formations", [])]
    chosen = units or ("A@0101", "b@0701")
    return Board(
        ROW, *(f"{unit} stock=100" for unit in chosen), formations=formations, days=parts.pop("days", 9), **parts
    )


def army(made: Board, id: str = "blue-army") -> int:
    return made.formation(id)


def lines(events: list[Event]) -> list[tuple[int, int, int]]:
    return [line for event in of_type(events, LoyaltyChanged) for line in event.lines]


def points(made: Board, side: int = RED) -> int:
    return int(made.turn.state.sides[S.POLITICS, side])


@pytest.mark.parametrize("kind", [WorkOn, SendEnvoy, PlantAgents, PromiseToSpare])
def test_an_order_takes_the_points_that_it_costs(kind: Any) -> None:
    """Rulebook 8.3, 8.4."""
    made = board(army="" if kind in (SendEnvoy, PlantAgents) else "agents=true", rules={"plant_cost": 2})
    order, before = kind(army(made)), int(made.turn.state.sides[S.POLITICS, RED])
    made.order(order)
    assert (
        before - made.turn.state.sides[S.POLITICS, RED]
        == cost_in_politics(made.world, order)
        == 1 + (kind is PlantAgents)
    )


class TestWork:
    """Rulebook 8.3."""

    def test_a_point_tells_at_dawn(self) -> None:
        made = board()
        assert made.order(WorkOn(army(made))) == [PoliticalWorkDone(RED, army(made), 1, 2)]
        assert made.value("blue-army", F.LOYALTY) == 800
        assert lines(made.end_day()) == [(army(made), LoyaltyCause.WORK, -20)]
        assert made.value("blue-army", F.LOYALTY) == 780

    def test_and_once(self) -> None:
        made = board()
        made.order(WorkOn(army(made)))
        made.end_day()
        assert made.value("blue-army", F.WORK) == 0 and lines(made.end_day()) == []

    def test_a_side_has_three_points_a_day(self) -> None:
        made = board(army="agents=true")
        for left in (2, 1, 0):
            made.order(WorkOn(army(made)))
            assert points(made) == left
        assert made.refuse(WorkOn(army(made))) == Refusal(Reason.NO_POLITICS_LEFT, formations=(army(made),))
        assert made.refuse(SendEnvoy(army(made))).reason is Reason.NO_POLITICS_LEFT
        assert points(made, BLUE) == 3
        assert lines(made.end_day()) == [(army(made), LoyaltyCause.WORK, -60)]
        assert points(made) == 3

    def test_without_contact_one_a_day_on_each(self) -> None:
        made = board("A@0101", "b@0701", "c@0801 of=guard", formations=["blue-guard"])
        made.order(WorkOn(army(made)))
        assert made.refuse(WorkOn(army(made))) == Refusal(Reason.NO_CONTACT, formations=(army(made),))
        made.order(WorkOn(army(made, "blue-guard")))
        made.end_day()
        made.order(WorkOn(army(made)))

    def test_an_envoy_who_has_arrived_is_contact_as_agents_are(self) -> None:
        made = board()
        made.set("blue-army", F.CONTACT, 0)
        for _ in range(3):
            made.order(WorkOn(army(made)))
        assert made.value("blue-army", F.WORK) == 3

    def test_none_on_those_whom_one_attacks(self) -> None:
        made = board("A@0601", "b@0701", "c@0801 of=guard", formations=["blue-guard"])
        made.attack("0701", "A", degree=Degree.CHECK, advance=False)
        assert made.refuse(WorkOn(army(made))) == Refusal(Reason.UNDER_ASSAULT, formations=(army(made),))
        made.order(WorkOn(army(made, "blue-guard")))
        made.end_day()
        made.order(WorkOn(army(made)))

    def test_what_was_done_before_the_attack_is_in_vain(self) -> None:
        made = board("A@0601", "b@0701")
        made.order(WorkOn(army(made)))
        made.attack("0701", "A", degree=Degree.CHECK, advance=False)
        assert LoyaltyCause.WORK not in [cause for _, cause, _ in lines(made.end_day())]

    @pytest.mark.parametrize("degree", [Degree.CHECK, Degree.RETREAT])
    def test_not_even_in_the_night_after_the_attack_nor_where_they_fled_to(self, degree: Degree) -> None:
        made = board("A@0501", "b@0601", watches=["day", "night"])
        made.attack("0601", "A", degree=degree, advance=False)
        made.end_phase()
        made.end_phase()
        assert made.turn.state.watch == 1
        assert made.refuse(WorkOn(army(made))).reason is Reason.UNDER_ASSAULT
        made.end_day()
        assert made.order(WorkOn(army(made)))

    def test_an_envoy_may_go_through_the_fire(self) -> None:
        made = board("A@0601", "b@0701")
        made.attack("0701", "A", degree=Degree.CHECK, advance=False)
        assert made.order(SendEnvoy(army(made)))

    def test_both_sides_may_do_it(self) -> None:
        made = board()
        made.end_phase()
        made.order(WorkOn(army(made, "red-army")))
        assert lines(made.end_day()) == [(army(made, "red-army"), LoyaltyCause.WORK, -20)]


class TestEnvoy:
    """Rulebook 8.4."""

    def sent(self, seed: int = 1, **parts: Any) -> Board:
        made = board(seed=seed, **parts)
        assert made.order(SendEnvoy(army(made))) == [EnvoySent(RED, army(made), 1, 2)]
        return made

    def test_he_arrives_or_is_caught_at_the_next_dawn(self) -> None:
        """One in ten is caught, as his draw decides."""
        made, caught = self.sent(), 0
        for seed in range(300):
            turn = engine.resume(made.world, made.turn.state, seed)
            events = [event for _ in range(2) for event in engine.submit(turn, EndPhase())]
            (draw,) = [event.value for event in of_type(events, LuckDrawn) if event.purpose == Purpose.ENVOY]
            chance = LUCK_ONE * 100 // 1000
            arrived, lost = EnvoyArrived(army(made), 1), EnvoyCaught(army(made), chance)
            assert of_type(events, EnvoyArrived) == [arrived] * (draw >= chance)
            assert of_type(events, EnvoyCaught) == [lost] * (draw < chance)
            caught += draw < chance
            contact, envoy = turn.state.formations[[F.CONTACT, F.ENVOY], army(made)].tolist()
            assert (contact, envoy) == (1 if draw >= chance else -1, -1)
        assert abs(caught - 30) < 16, "three standard deviations"

    def test_only_one_is_on_his_way_to_a_commander(self) -> None:
        made = self.sent()
        assert made.refuse(SendEnvoy(army(made))) == Refusal(Reason.ENVOY_UNDERWAY, formations=(army(made),))

    def test_none_is_needed_where_one_was_received(self) -> None:
        made = self.sent(rules={"envoy_risk": 0})
        made.end_day()
        assert made.refuse(SendEnvoy(army(made))) == Refusal(Reason.IN_CONTACT, formations=(army(made),))

    def test_another_may_follow_one_who_was_caught(self) -> None:
        made = self.sent(rules={"envoy_risk": 1000})
        made.end_day()
        assert made.order(SendEnvoy(army(made)))

    def test_agents_do_not_keep_an_envoy_away(self) -> None:
        """A new commander ends his contact, not theirs; he is sent in case."""
        assert self.sent(army="agents=true")

    def test_he_travels_for_as_many_days_as_the_rules_say(self) -> None:
        made = board(rules={"envoy_days": 3, "envoy_risk": 0})
        made.order(SendEnvoy(army(made)))
        assert [len(of_type(made.end_day(), EnvoyArrived)) for _ in range(4)] == [0, 0, 1, 0]

    def test_his_contact_serves_the_same_dawn(self) -> None:
        made = board("A@0601", "b@0701", army="loyalty=35", rules={"envoy_risk": 0})
        made.order(SendEnvoy(army(made)))
        assert of_type(made.end_day(), DefectionConsidered)


class TestFavour:
    """Rulebook 8.5."""

    def test_it_helps_at_once(self) -> None:
        made = board(army="loyalty=45")
        made.end_phase()
        told = made.order(Favour(army(made)))
        assert told[0] == FavourShown(BLUE, army(made), 0)
        assert lines(told) == [(army(made), LoyaltyCause.FAVOUR, 40)]
        assert made.value("blue-army", F.LOYALTY) == 490

    def test_once_in_five_days(self) -> None:
        made = board()
        order = Favour(army(made, "red-army"))
        made.order(order)
        for _ in range(4):
            assert made.refuse(order) == Refusal(Reason.FAVOURED_LATELY, formations=(army(made, "red-army"),))
            made.end_day()
        assert made.refuse(order)
        made.end_day()
        assert made.turn.state.day == 5 and made.order(order)

    def test_each_formation_is_for_itself(self) -> None:
        made = board("A@0101", "B@0201 of=guard", "c@0701", formations=["red-guard"])
        made.order(Favour(army(made, "red-army")))
        assert made.order(Favour(army(made, "red-guard")))

    def test_it_costs_no_political_points(self) -> None:
        made = board()
        made.order(Favour(army(made, "red-army")))
        assert points(made) == 3


class TestNewCommander:
    """Rulebook 8.5."""

    def replaced(self, **parts: Any) -> tuple[Board, list[Event]]:
        made = board("A@0601", "B@0101 cohesion=5", "c@0701", formations=["red-army loyalty=45"], **parts)
        return made, made.order(ReplaceCommander(army(made, "red-army")))

    def test_he_brings_loyalty_and_costs_cohesion(self) -> None:
        made = board("A@0601", "B@0101", "c@0701", formations=["red-army loyalty=45"])
        made.set("A", U.COHESION, 700)
        made.set("B", U.COHESION, 60)
        told = made.order(ReplaceCommander(army(made, "red-army")))
        units = (made.unit("A"), made.unit("B"))
        assert told[0] == CommanderReplaced(RED, army(made, "red-army"), 0, units, (600, 0))
        assert lines(told) == [(army(made, "red-army"), LoyaltyCause.NEW_COMMANDER, 80)]
        assert (made.value("A", U.COHESION), made.value("red-army", F.LOYALTY)) == (600, 530)

    def test_his_formation_does_not_attack_for_two_days(self) -> None:
        made, _ = self.replaced()
        made.turn.state.units[U.COHESION] = 700
        order = Attack(made.hex("0701"), (made.unit("A"),))
        expected = Refusal(Reason.NEW_COMMANDER, (made.unit("A"),), formations=(army(made, "red-army"),))
        assert made.refuse(order) == expected
        made.end_day()
        assert made.refuse(order) == expected
        made.end_day()
        assert made.order(order)

    def test_but_marches(self) -> None:
        made, _ = self.replaced()
        assert made.order(Move(made.unit("B"), made.path("0201")))

    def test_others_of_the_side_attack_as_before(self) -> None:
        made = board("A@0601", "B@0601 of=guard", "c@0701", formations=["red-guard"])
        made.order(ReplaceCommander(army(made, "red-army")))
        assert made.order(Attack(made.hex("0701"), (made.unit("B"),), advance=False))

    def test_an_envoy_s_contact_is_lost_with_the_old_one(self) -> None:
        made = board(rules={"envoy_risk": 0})
        made.set("blue-army", F.CONTACT, 0)
        made.set("blue-army", F.ENVOY, 1)
        made.end_phase()
        made.order(ReplaceCommander(army(made)))
        assert (made.value("blue-army", F.CONTACT), made.value("blue-army", F.ENVOY)) == (-1, -1)
        assert not of_type(made.end_day(), EnvoyArrived)
        assert made.order(SendEnvoy(army(made)))

    def test_agents_stay(self) -> None:
        made = board(army="agents=true")
        made.end_phase()
        made.order(ReplaceCommander(army(made)))
        assert made.value("blue-army", F.AGENTS) == 1

    def test_once_in_a_game(self) -> None:
        made, _ = self.replaced()
        for _ in range(4):
            refusal = made.refuse(ReplaceCommander(army(made, "red-army")))
            assert refusal == Refusal(Reason.REPLACED_LATELY, formations=(army(made, "red-army"),))
            made.end_day()


class TestRefusals:
    """Whom one can work on, and whom favour."""

    ENEMY, OWN = (WorkOn, SendEnvoy), (Favour, ReplaceCommander)

    @pytest.mark.parametrize("kind", ENEMY + OWN)
    @pytest.mark.parametrize("number", [-1, 2, 99, 2**70])
    def test_a_formation_that_is_none(self, kind: Any, number: int) -> None:
        assert board().refuse(kind(number)) == Refusal(Reason.NO_SUCH_FORMATION)

    @pytest.mark.parametrize("kind", ENEMY)
    def test_political_work_is_not_for_one_s_own(self, kind: Any) -> None:
        made = board()
        own = army(made, "red-army")
        assert made.refuse(kind(own)) == Refusal(Reason.YOUR_OWN_FORMATION, formations=(own,))

    @pytest.mark.parametrize("kind", OWN)
    def test_favours_and_commanders_are(self, kind: Any) -> None:
        made = board()
        assert made.refuse(kind(army(made))) == Refusal(Reason.NOT_YOUR_FORMATION, formations=(army(made),))

    @pytest.mark.parametrize("kind", ENEMY + OWN)
    def test_a_formation_without_units_of_its_own(self, kind: Any) -> None:
        made = board(formations=["blue-staff", "red-staff"])
        staff = army(made, "red-staff" if kind in self.OWN else "blue-staff")
        assert made.refuse(kind(staff)) == Refusal(Reason.NOBODY_THERE, formations=(staff,))

    @pytest.mark.parametrize("kind", ENEMY + OWN)
    def test_a_formation_that_is_lost(self, kind: Any) -> None:
        made = board()
        lost = army(made, "red-army" if kind in self.OWN else "blue-army")
        made.turn.state.formations[F.STANDING, lost] = Standing.SCATTERED
        assert made.refuse(kind(lost)) == Refusal(Reason.NOBODY_THERE, formations=(lost,))

    @pytest.mark.parametrize("kind", ENEMY)
    def test_a_formation_that_came_over_is_one_s_own(self, kind: Any) -> None:
        sure = {"over_most": 1000, "over_span": 1, "follow_base": 1000, "follow_loyalty": 0}
        made = board(
            "A@0201", "b@0101", "c@0801 of=guard", army="loyalty=0 agents=true", rules=sure, formations=["blue-guard"]
        )
        assert made.refuse(kind(army(made))).reason is Reason.YOUR_OWN_FORMATION

    def test_what_is_legal_is_listed(self) -> None:
        made = board("A@0101", "b@0701", "c@0801 of=guard", formations=["blue-guard", "blue-staff"])
        listed = [order for order in engine.legal(made.world, made.view(RED)) if hasattr(order, "formation")]
        ours, theirs = army(made, "red-army"), (army(made), army(made, "blue-guard"))
        expected = [Favour(ours), ReplaceCommander(ours)]
        expected += [kind(each) for each in theirs for kind in (*self.ENEMY, PlantAgents)]
        expected.append(SuperiorOrder(ours, Insistence.PUSH_ON))
        assert listed == expected
        made.order(WorkOn(theirs[0]))
        assert WorkOn(theirs[0]) not in engine.legal(made.world, made.view(RED))


class TestSecrecy:
    """Rulebook 8.8."""

    COMMON = (F.SIDE, F.STANDING)
    LEDGER = (F.LOST, F.LOST_1, F.LOST_2, F.LOST_3, F.WON, F.FELL)
    COMMANDED = (F.COMMITTED, F.PUSHED, F.ORDER, F.OBEDIENCE)
    KEPT = (F.LOYALTY, F.FAMILIES, F.FAVOURED, F.REPLACED, F.PRIORITY, F.AIRDROP, F.ROTATED, F.RESTED)
    OWNERS = (*KEPT, *LEDGER, *COMMANDED)
    ENEMYS = (F.AGENTS, F.CONTACT, F.ENVOY, F.WORK, F.ASSAULTED, F.PLANTING, F.SPARED)

    def worked_on(self, **parts: Any) -> Board:
        """Every column of both armies is something else than unknown."""
        made = board(army="agents=true families=true", **parts)
        for number, column in enumerate(self.OWNERS + self.ENEMYS):
            for side in ("red", "blue"):
                made.set(f"{side}-army", column, 2 + number)
        return made

    def test_every_column_is_one_of_three_kinds(self) -> None:
        assert set(self.COMMON + self.OWNERS + self.ENEMYS) == set(F)

    @pytest.mark.parametrize("side", [RED, BLUE])
    @pytest.mark.parametrize("fog", [1, 0])
    def test_a_view_holds_what_is_its_side_s_to_know(self, side: int, fog: int) -> None:
        """Fog or none: loyalty is never to be seen on a map."""
        made = self.worked_on(options={"fog": fog})
        true, shown = made.turn.state.formations, made.view(side).formations
        for formation in (army(made, "red-army"), army(made)):
            mine = true[F.SIDE, formation] == side
            known = self.COMMON + (self.OWNERS if mine else self.ENEMYS)
            for column in F:
                assert shown[column, formation] == (true[column, formation] if column in known else -1), column.name

    def test_neither_side_knows_the_other_s_points(self) -> None:
        made = board()
        for side in (RED, BLUE):
            shown = made.view(side).sides
            assert (shown[:, 1 - side] == -1).all() and shown[S.POLITICS, side] == 3

    @pytest.mark.parametrize("column", OWNERS + ENEMYS)
    def test_the_declaration_says_so(self, column: F) -> None:
        assert column.sight is (Sight.OWN if column in self.OWNERS else Sight.GHOST)

    @pytest.mark.parametrize("side", [RED, BLUE])
    @pytest.mark.parametrize("seed", range(5))
    def test_what_is_secret_changes_no_view_no_refusal_and_no_list(self, side: int, seed: int) -> None:
        """The secrets of three formations a side are dealt out anew."""
        units = ("A@0601", "B@0201 of=guard", "C@0101 of=reserve", "d@0701", "e@0801 of=guard", "f@0801 of=reserve")
        others = ["red-guard", "red-reserve", "blue-guard agents=true", "blue-reserve families=true loyalty=30"]
        made = board(*units, army="loyalty=45 agents=true", formations=others)
        made.order(WorkOn(army(made)))
        made.order(SendEnvoy(army(made, "blue-guard")))
        made.order(Favour(army(made, "red-guard")))
        made.order(ReplaceCommander(army(made, "red-army")))
        if side == BLUE:
            made.end_phase()
            made.order(ReplaceCommander(army(made, "blue-reserve")))
        truth = made.turn.state
        other = self.permuted(truth, side, random.Random(seed))
        assert truth.first_difference(other) is not None
        views = [engine.observe(made.world, state, side) for state in (truth, other)]
        assert views[0].first_difference(views[1]) is None
        assert engine.legal(made.world, views[0]) == engine.legal(made.world, views[1])
        orders = [kind(formation) for formation in range(6) for kind in (WorkOn, SendEnvoy, Favour, ReplaceCommander)]
        orders += [Attack(made.hex("0701"), (made.unit("A"),)), Attack(made.hex("0601"), (made.unit("d"),))]
        assert [self.answer(made, truth, order) for order in orders] == [
            self.answer(made, other, order) for order in orders
        ]

    def permuted(self, truth: GameState, side: int, rng: random.Random) -> GameState:
        """The enemy's secrets among his formations, and what he knows of ours among ours."""
        state = truth.copy()
        whose = state.formations[F.SIDE].tolist()
        for hidden, owner in ((self.OWNERS, 1 - side), (self.ENEMYS, side)):
            chosen = [formation for formation, each in enumerate(whose) if each == owner]
            for column in hidden:
                values = [*state.formations[column, chosen].tolist(), 7][1:]
                rng.shuffle(values)
                state.formations[column, chosen] = values
        state.sides[:, 1 - side] = rng.randrange(3)
        return state

    def answer(self, made: Board, state: GameState, order: Order) -> Refusal | None:
        try:
            engine.submit(engine.resume(made.world, state, 1), order)
        except IllegalOrder as error:
            return error.refusal
        return None
