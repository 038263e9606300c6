"""Agents, promises, rest, loyal company, standing aside, laying down arms, breaking out. Rulebook 4.5, 8.3-8.8."""

from typing import Any

import pytest

from game.core import engine
from game.core.causes import Degree, LimitCause, LoyaltyCause
from game.core.events import (
    AgentsCaught,
    AgentsPlanted,
    AgentsSent,
    BreakoutBegan,
    CohesionChanged,
    DefectionConsidered,
    Event,
    FormationLost,
    FormationStoodAside,
    FormationSurrendered,
    FormationTookUpArms,
    FormationWentOver,
    LoyaltyChanged,
    PromiseBroken,
    RestPromised,
    SparingPromised,
    SurrenderConsidered,
    UnitMoved,
    UnitsRallied,
)
from game.core.kinds import Activity, Standing, Status
from game.core.orders import (
    BreakOut,
    Favour,
    Move,
    PlantAgents,
    PromiseToSpare,
    ReplaceCommander,
    RotateOut,
    SendEnvoy,
    WorkOn,
)
from game.core.refusal import Reason, Refusal
from game.core.state import F, S, U
from tests.boards import BLUE, RED, Board, of_type

ROW = ". . . . . . . ."
EAST = {"sources": [{"id": "east", "name": "East", "side": "blue", "at": "0801", "capacity": 50_000}]}


def board(*units: str, army: str = "", **parts: Any) -> Board:
    """A row whose units are well supplied; ``army`` is what is to be said of blue's, whose home is 0801."""
    formations = [f"blue-army {army}", *parts.pop("formations", [])]
    filled = [unit if "stock" in unit else f"{unit} stock=100" for unit in units or ("A@0101", "b@0701")]
    return Board(ROW, *filled, formations=formations, **{"supply": EAST, "days": parts.pop("days", 12), **parts})


def army(made: Board, id: str = "blue-army") -> int:
    return made.formation(id)


def account(events: list[Event], formation: int) -> dict[LoyaltyCause, int]:
    lines = [line for event in of_type(events, LoyaltyChanged) for line in event.lines if line[0] == formation]
    return {LoyaltyCause(cause): change for _, cause, change in lines}


def limits(events: list[Event]) -> list[dict[LimitCause, int]]:
    """What the limit was made of, each time somebody weighed going over."""
    return [
        {LimitCause(cause): change for cause, change in event.limits} for event in of_type(events, DefectionConsidered)
    ]


class TestAgents:
    """Rulebook 8.4."""

    def sent(self, **rules: int) -> tuple[Board, list[Event]]:
        made = board(rules=rules)
        assert made.order(PlantAgents(army(made))) == [AgentsSent(RED, army(made), 5, 0)]
        return made, [event for _ in range(5) for event in made.end_day()]

    def test_after_five_days_they_are_inside(self) -> None:
        made, events = self.sent(plant_chance=1000)
        assert len(of_type(events, AgentsPlanted)) == 1
        assert (made.value("blue-army", F.AGENTS), made.value("blue-army", F.PLANTING)) == (1, -1)

    def test_or_have_been_found_out(self) -> None:
        made, events = self.sent(plant_chance=0)
        assert len(of_type(events, AgentsCaught)) == 1
        assert (made.value("blue-army", F.AGENTS), made.value("blue-army", F.PLANTING)) == (0, -1)
        assert made.order(PlantAgents(army(made)))

    def test_it_takes_three_points_and_is_done_once(self) -> None:
        made = board("A@0101", "b@0701", "c@0801 of=guard", formations=["blue-guard agents=true"])
        assert made.refuse(PlantAgents(army(made, "blue-guard"))).reason is Reason.AGENTS_INSIDE
        made.order(WorkOn(army(made)))
        assert made.refuse(PlantAgents(army(made))).reason is Reason.NO_POLITICS_LEFT
        made.end_day()
        made.order(PlantAgents(army(made)))
        made.end_day()
        assert made.turn.state.sides[S.POLITICS, RED] == 3
        assert made.refuse(PlantAgents(army(made))) == Refusal(Reason.AGENTS_UNDERWAY, formations=(army(made),))


class TestMilitia:
    """Rulebook 8.3: whom militia follows is decided at home."""

    @pytest.mark.parametrize("kind", [WorkOn, SendEnvoy, PlantAgents, PromiseToSpare])
    def test_nobody_works_on_it(self, kind: Any) -> None:
        made = board("A@0101", "b@0701 type=militia", army="agents=true")
        assert made.refuse(kind(army(made))) == Refusal(Reason.FOLLOWS_HOME, formations=(army(made),))
        assert kind not in {type(order) for order in engine.legal(made.turn.world, made.view(RED))}

    @pytest.mark.parametrize(("others", "over"), [((), 0), (("c@0801",), 1)])
    def test_it_does_not_go_over_but_for_the_army_that_it_is_part_of(self, others: tuple[str, ...], over: int) -> None:
        sure = {"over_most": 1000, "over_span": 1, "follow_base": 1000, "follow_loyalty": 0}
        made = board("A@0601", "b@0701 type=militia", *others, army="loyalty=0 agents=true", rules=sure)
        told = made.turn.events
        assert (len(of_type(told, DefectionConsidered)), len(of_type(told, FormationWentOver))) == (over, over)


class TestSparing:
    """Rulebook 8.3: a promise kept makes going over easier, a broken one harder."""

    def ringed(self, **parts: Any) -> Board:
        made = board("A@0401", "b@0101", army="loyalty=100 agents=true", **parts)
        made.set("b", U.ENCIRCLED, 3)
        return made

    def test_it_tells_after_two_days(self) -> None:
        made = self.ringed()
        assert made.order(PromiseToSpare(army(made))) == [SparingPromised(RED, army(made), 0, 2)]
        told = [LimitCause.SPARED in line for _ in range(3) for line in limits(made.end_day())]
        assert told == [False, True, True]

    def test_it_adds_five_points(self) -> None:
        made = self.ringed()
        made.set("blue-army", F.SPARED, 0)
        made.end_day()
        assert limits(made.end_day())[-1] == {LimitCause.BASE: 350, LimitCause.AGENTS: 250, LimitCause.SPARED: 50}

    def test_an_attack_breaks_it(self) -> None:
        made = board("A@0201", "b@0301", "c@0801", army="loyalty=50")
        made.set("blue-army", F.CONTACT, 0)
        made.order(PromiseToSpare(army(made)))
        made.attack("0301", "A")
        events = made.end_day()
        assert of_type(events, PromiseBroken) == [PromiseBroken(army(made))]
        assert account(events, army(made))[LoyaltyCause.WORD_BROKEN] == 40
        assert (made.value("blue-army", F.SPARED), made.value("blue-army", F.CONTACT)) == (-1, -1)

    def test_who_can_be_promised_it(self) -> None:
        made = board("A@0601", "b@0701", army="agents=true")
        made.order(PromiseToSpare(army(made)))
        assert made.refuse(PromiseToSpare(army(made))).reason is Reason.SPARED_ALREADY
        stranger = board()
        assert stranger.refuse(PromiseToSpare(army(stranger))).reason is Reason.NO_CONTACT
        shelled = board("A@0601", "b@0701", army="agents=true")
        shelled.attack("0701", "A", advance=False)
        assert shelled.refuse(PromiseToSpare(army(shelled))).reason is Reason.UNDER_ASSAULT


class TestRest:
    """Rulebook 8.5: two days out of the line."""

    def promised(self) -> Board:
        made = board("A@0301", "b@0401", "c@0801", army="loyalty=50", first={"day": "blue"})
        assert made.order(RotateOut(army(made))) == [RestPromised(BLUE, army(made), 0)]
        return made

    def test_it_gives_four_points(self) -> None:
        made = self.promised()
        made.march("b", "0501", "0601")
        lines = [account(made.end_day(), army(made)) for _ in range(3)]
        assert lines == [{}, {LoyaltyCause.RESTED: 40}, {}]
        assert made.value("blue-army", F.ROTATED) == -1

    def test_a_unit_that_stays_in_an_enemy_s_zone_has_no_rest_and_the_promise_fails(self) -> None:
        made = self.promised()
        lines = [account(made.end_day(), army(made)) for _ in range(7)]
        assert lines == [{}] * 5 + [{LoyaltyCause.NO_REST: -20}, {}]

    def test_a_fight_begins_the_count_anew(self) -> None:
        made = self.promised()
        made.march("b", "0501", "0601")
        made.end_day()
        assert made.value("blue-army", F.RESTED) == 1
        made.set("b", U.ACTIVITY, Activity.DEFENCE)
        made.end_day()
        assert made.value("blue-army", F.RESTED) == 0

    def test_it_is_for_those_in_the_line(self) -> None:
        made = board(first={"day": "blue"})
        assert made.refuse(RotateOut(army(made))) == Refusal(Reason.NOT_IN_LINE, formations=(army(made),))
        made = self.promised()
        assert made.refuse(RotateOut(army(made))).reason is Reason.REST_PROMISED


class TestCompany:
    """Rulebook 8.6: loyal troops beside him hold a commander back."""

    @pytest.mark.parametrize(
        ("hex", "loyalty", "paired"), [("0101", 72, True), ("0201", 72, True), ("0301", 99, False), ("0101", 71, False)]
    )
    def test_beside_them_the_limit_is_five_points_lower(self, hex: str, loyalty: int, paired: bool) -> None:
        """From a loyalty of 70 on; the ring takes two points that dawn."""
        guard = f"blue-guard loyalty={loyalty}"
        made = board(
            "A@0501",
            "b@0101",
            f"c@{hex} of=guard",
            army="loyalty=90 agents=true",
            formations=[guard],
        )
        for name in "bc":
            made.set(name, U.ENCIRCLED, 5)
        (line,) = limits(made.end_day())
        assert line.get(LimitCause.PAIRED) == (-50 if paired else None)

    @pytest.mark.parametrize(("loyalty", "alone"), [(49, 1), (50, 0)])
    def test_doubtful_friends_are_no_company(self, loyalty: int, alone: int) -> None:
        guard = f"blue-guard loyalty={loyalty}"
        made = board(
            "A@0201",
            "b@0101",
            "c@0101 of=guard",
            army="loyalty=90 agents=true",
            formations=[guard],
        )
        assert len(of_type(made.turn.events, DefectionConsidered)) == alone


class TestStandingAside:
    """Rulebook 8.7."""

    def aside(self, **parts: Any) -> tuple[Board, list[Event]]:
        """Blue's army, ripe but for its luck: the draw falls between going over and nothing."""
        rules = {"aside_share": 1_000_000, "over_most": 1, "over_span": 1}
        for seed in range(40):
            made = board("A@0401", "b@0101", "d@0101", army="loyalty=0 agents=true", rules=rules, seed=seed, **parts)
            for name in "bd":
                made.set(name, U.ENCIRCLED, 3)
            events = made.end_day()
            if made.value("blue-army", F.STANDING) == Standing.ASIDE:
                return made, events
        raise AssertionError("no seed")

    def test_the_units_obey_nobody_and_bar_no_way(self) -> None:
        made, events = self.aside()
        units = (made.unit("b"), made.unit("d"))
        assert of_type(events, FormationStoodAside) == [FormationStoodAside(army(made), units)]
        (check,) = of_type(events, DefectionConsidered)
        assert check.chance <= check.draw < check.chance + check.aside
        assert made.value("b", U.STATUS) == Status.IDLE
        made.march("A", "0301", "0201")
        made.end_phase()
        assert made.refuse(Move(units[0], made.path("0201"))).reason is Reason.STANDS_ASIDE

    def test_it_goes_on_weighing_the_other_thing(self) -> None:
        made, _ = self.aside()
        assert of_type(made.end_day(), DefectionConsidered)
        assert made.value("blue-army", F.STANDING) != Standing.LOYAL

    @pytest.mark.parametrize("degree", [Degree.REPULSE, Degree.RETREAT])
    def test_an_attack_on_one_of_them_brings_all_back_at_once(self, degree: Degree) -> None:
        made, _ = self.aside()
        made.set("d", U.HEX, made.hex("0801"))
        made.set("b", U.HEX, made.hex("0601"))
        made.set("A", U.HEX, made.hex("0501"))
        events = made.attack("0601", "A", advance=False, degree=degree)
        units = (made.unit("b"), made.unit("d"))
        assert of_type(events, FormationTookUpArms) == [FormationTookUpArms(army(made), units)]
        assert made.value("blue-army", F.STANDING) == Standing.LOYAL
        assert made.value("d", U.STATUS) == made.value("b", U.STATUS) == Status.READY
        made.end_phase()
        assert made.order(Move(made.unit("d"), made.path("0701")))

    def test_the_routed_do_not_rally_meanwhile(self) -> None:
        made, _ = self.aside()
        made.set("d", U.STATUS, Status.ROUTED)
        made.set("d", U.COHESION, 900)
        made.end_day()
        assert (made.value("blue-army", F.STANDING), made.value("d", U.STATUS)) == (Standing.ASIDE, Status.ROUTED)
        made.set("blue-army", F.AGENTS, 0)
        made.end_day()
        assert (made.value("b", U.STATUS), made.value("d", U.STATUS)) == (Status.READY, Status.ROUTED)
        assert UnitsRallied((made.unit("d"),)) in made.end_day()

    def test_who_should_join_them_waits(self) -> None:
        made, _ = self.aside()
        made.set("d", U.HEX, -1)
        made.set("d", U.STATUS, Status.WAITING)
        for column, value in ((U.ARRIVAL_DAY, 0), (U.ARRIVAL_WATCH, 0), (U.ARRIVAL_HEX, made.hex("0801"))):
            made.set("d", column, value)
        made.end_day()
        assert (made.value("blue-army", F.STANDING), made.where("d")) == (Standing.ASIDE, "")
        made.set("blue-army", F.AGENTS, 0)
        made.end_day()
        assert (made.where("d"), made.value("d", U.STATUS)) == ("0801", Status.READY)

    def test_the_end_of_the_contact_brings_it_back(self) -> None:
        made, _ = self.aside()
        made.set("blue-army", F.AGENTS, 0)
        assert of_type(made.end_day(), FormationTookUpArms)

    def test_the_end_of_the_ring_brings_it_back(self) -> None:
        made, _ = self.aside()
        made.set("A", U.HEX, made.hex("0801"))
        made.set("A", U.STATUS, Status.WAITING)
        made.set("A", U.HEX, -1)
        assert of_type(made.end_day(), FormationTookUpArms)

    def test_as_a_rule_it_is_three_tenths_of_the_chance(self) -> None:
        made = board("A@0401", "b@0101", army="loyalty=30 agents=true", rules={"aside_share": 300})
        made.set("b", U.ENCIRCLED, 3)
        (check,) = of_type(made.end_day(), DefectionConsidered)
        assert check.aside == check.chance * 300 // 1000 > 0


class TestLayingDownArms:
    """Rulebook 8.7: a formation at its end."""

    def dawn(self, cohesion: int = 200, beside: str = "0201", quality: int = 0) -> tuple[Board, list[Event]]:
        """Hungry in a ring with red's zone on the only way; at dawn cohesion falls by 60."""
        made = board("A@0401", "b@0101 stock=0", "c@0801 of=guard", formations=["blue-guard clique=central"])
        made.set("A", U.HEX, made.hex(beside))
        made.set("b", U.COHESION, cohesion)
        made.set("b", U.QUALITY, quality)
        return made, made.end_day()

    def test_it_is_weighed_with_all_it_depends_on(self) -> None:
        made, events = self.dawn()
        (check,) = of_type(events, SurrenderConsidered)
        assert (check.formation, check.cohesion, check.quality) == (army(made), 140, 0)
        assert check.chance == (1 << 20) * 930 // 1000

    def test_who_surrenders_is_captured_and_lost(self) -> None:
        made, events = self.dawn(cohesion=60)
        (event,) = of_type(events, FormationSurrendered)
        assert (event.formation, event.side, event.units) == (army(made), RED, (made.unit("b"),))
        assert made.value("b", U.STATUS) == Status.GONE
        assert made.value("b", U.CAPTURED) + made.value("b", U.STRAGGLED) == 5000
        assert of_type(events, FormationLost) == [FormationLost(army(made), BLUE)]

    @pytest.mark.parametrize("columns", [{"cohesion": 210}, {"beside": "0501"}])
    def test_not_while_it_holds_together_or_has_a_way_open(self, columns: dict[str, Any]) -> None:
        assert not of_type(self.dawn(**columns)[1], SurrenderConsidered)

    @pytest.mark.parametrize(("stock", "attacked", "weighed"), [(100, 0, 0), (100, 1, 1), (40, 0, 1)])
    def test_not_while_it_is_fed_and_left_alone(self, stock: int, attacked: int, weighed: int) -> None:
        made = board("A@0201", f"b@0101 stock={stock}", "c@0801 of=guard", formations=["blue-guard clique=central"])
        made.set("b", U.COHESION, 50)
        made.set("blue-army", F.ASSAULTED, attacked)
        assert len(of_type(made.end_day(), SurrenderConsidered)) == weighed


class TestBreakingOut:
    """Rulebook 4.5: out of a ring without the guns."""

    FIELD = """
        . . . . . .
        . . . . . .
        . . . . . .
    """

    def pocket(self) -> Board:
        """The zones of A, B and C close a ring round b at 0402."""
        made = Board(self.FIELD, "A@0202", "B@0501", "C@0503", "b@0402 guns=9", supply=WEST, first={"day": "blue"})
        assert made.value("b", U.ENCIRCLED) == 1
        return made

    def test_it_leaves_the_guns_and_slips_from_zone_to_zone(self) -> None:
        made = self.pocket()
        out = Move(made.unit("b"), made.path("0502"))
        assert made.refuse(out).reason is Reason.ZONE_TO_ZONE
        before = made.value("b", U.COHESION)
        assert made.order(BreakOut(made.unit("b"))) == [BreakoutBegan(made.unit("b"), before - 100)]
        assert made.value("b", U.GUNS) == 0
        assert of_type(made.order(out), UnitMoved)[0].cohesion == before - 150, "slipping costs as ever"

    def test_it_lasts_for_the_day(self) -> None:
        made = self.pocket()
        made.order(BreakOut(made.unit("b")))
        assert made.refuse(BreakOut(made.unit("b"))).reason is Reason.BREAKS_OUT_ALREADY
        made.end_day()
        assert made.value("b", U.BREAKOUT) == 0

    def test_only_out_of_a_ring_and_with_men_in_hand(self) -> None:
        made = self.pocket()
        made.set("b", U.COHESION, 100)
        assert made.refuse(BreakOut(made.unit("b"))).reason is Reason.TOO_SHAKEN
        free = board(first={"day": "blue"})
        assert free.refuse(BreakOut(free.unit("b"))).reason is Reason.NOT_ENCIRCLED


WEST = {"sources": [{"id": "west", "name": "West", "side": "blue", "at": "0101", "capacity": 50_000}]}


class TestWasted:
    """Orders that could change nothing are refused."""

    def over(self) -> Board:
        sure = {"over_most": 1000, "over_span": 1, "follow_base": 1000, "follow_loyalty": 0}
        return board(
            "A@0201", "b@0101", "c@0801 of=guard", army="loyalty=0 agents=true", rules=sure, formations=["blue-guard"]
        )

    @pytest.mark.parametrize("kind", [Favour, ReplaceCommander, RotateOut])
    def test_about_one_s_own_who_came_over(self, kind: Any) -> None:
        made = self.over()
        assert made.refuse(kind(army(made))) == Refusal(Reason.WENT_OVER, formations=(army(made),))

    @pytest.mark.parametrize("kind", [WorkOn, SendEnvoy, PlantAgents, PromiseToSpare])
    def test_about_an_enemy_who_left(self, kind: Any) -> None:
        made = self.over()
        made.end_phase()
        assert made.refuse(kind(army(made))) == Refusal(Reason.WENT_OVER, formations=(army(made),))

    def test_a_favour_to_one_who_could_not_be_more_loyal(self) -> None:
        made = board()
        made.set("red-army", F.LOYALTY, 1000)
        assert made.refuse(Favour(army(made, "red-army"))).reason is Reason.WHOLLY_LOYAL


class TestThoseLeftBehind:
    """Rulebook 6.5: nobody comes back to a unit that has gone over who left before."""

    @pytest.mark.parametrize(("before", "left"), [(-1, 900), (1000, 1000), (400, 940)])
    def test_stragglers_of_a_turncoat_stay_away(self, before: int, left: int) -> None:
        made = board()
        made.set("b", U.STRAGGLED, 1000)
        made.set("b", U.STRAGGLED_BEFORE, before)
        made.end_day()
        assert made.value("b", U.STRAGGLED) == left


class TestThirtyDawns:
    """Rulebook 7.1: a fed fortress neither heals nor melts; a hungry one falls by six a day."""

    def besieged(self, cohesion: int, stock: int) -> list[int]:
        made = board("A@0401", "b@0101", days=40)
        made.set("b", U.COHESION, cohesion)
        found = []
        for _ in range(30):
            made.set("b", U.STOCK, stock)
            events = made.end_day()
            assert not [
                line for event in of_type(events, CohesionChanged) for line in event.causes if abs(line[2]) > 60
            ]
            found.append(made.value("b", U.COHESION))
        return found

    @pytest.mark.parametrize(("cohesion", "within"), [(550, (550, 550)), (600, (550, 580)), (500, (520, 550))])
    def test_fed_it_stays_within_a_narrow_band(self, cohesion: int, within: tuple[int, int]) -> None:
        found = self.besieged(cohesion, 1000)
        assert (min(found), max(found)) == within and found[-1] == 550

    def test_hungry_it_falls_by_six_a_day(self) -> None:
        found = self.besieged(700, 0)
        assert found[:11] == [640 - 60 * day for day in range(11)] and set(found[12:]) <= {0}


def test_wounded_who_leave_the_map_are_no_gain_of_the_day() -> None:
    """Of what was counted at dawn less is left: the day's losses are none, not fewer than none. Rulebook 8.2."""
    board = Board(". . .", "A@0101", "b@0301")
    board.set("red-army", F.LOST, 500)
    board.end_day()
    assert (board.value("red-army", F.LOST), board.value("red-army", F.LOST_1)) == (0, 0)
