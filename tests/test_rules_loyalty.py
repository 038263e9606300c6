"""The daily account of loyalty, what makes a commander go over, and what follows. Rulebook 8."""

from fractions import Fraction
from typing import Any

import pytest

from game.core import engine
from game.core.apply import apply
from game.core.causes import Degree, LimitCause, LoyaltyCause, MoraleCause, Trigger
from game.core.events import (
    CohesionChanged,
    CommanderWentOver,
    DefectionConsidered,
    Event,
    FormationLost,
    FormationWentOver,
    LoyaltyChanged,
    LuckDrawn,
    PlaceTaken,
    UnitRetreated,
    UnitScattered,
    UnitSurrendered,
)
from game.core.kinds import Activity, Standing, Status
from game.core.luck import LUCK_ONE, Purpose
from game.core.numbers import Number
from game.core.orders import EndPhase, Move, WorkOn
from game.core.politics.allegiance import chance_to_go_over, limit_lines
from game.core.politics.loyalty import conditions
from game.core.refusal import Reason
from game.core.state import ACCOUNTS, F, U
from game.scenario.load import from_spec
from tests.boards import BLUE, RED, Board, of_type

ROW = ". . . . . . . ."
"""Blue's home is at 0801; a red division at 0401 cuts off whoever stands west of it."""
EAST = {"sources": [{"id": "east", "name": "East", "side": "blue", "at": "0801", "capacity": 50_000}]}
SURE = {"over_most": 1000, "over_span": 1}
ALL_FOLLOW = {**SURE, "follow_base": 1000, "follow_loyalty": 0}
NONE_FOLLOW = {**SURE, "follow_base": 0, "follow_loyalty": 0}


def board(*units: str, army: str = "", **parts: Any) -> Board:
    """A row whose units are well supplied; ``army`` is what is to be said of blue's."""
    formations = [f"blue-army {army}", *parts.pop("formations", [])]
    filled = [unit if "stock" in unit else f"{unit} stock=100" for unit in units]
    return Board(ROW, *filled, formations=formations, **{"supply": EAST, **parts})


def dawn(made: Board, encircled: int = 0, *names: str) -> list[Event]:
    """Play to the next dawn, on which units will have been encircled for so many days."""
    for name in names:
        made.set(name, U.ENCIRCLED, encircled - 1)
    return made.end_day()


def account(made: Board, events: list[Event], id: str = "blue-army") -> dict[LoyaltyCause, int]:
    """The lines of a formation's account, which must explain its loyalty."""
    formation = made.formation(id)
    lines = [line for event in of_type(events, LoyaltyChanged) for line in event.lines if line[0] == formation]
    return {LoyaltyCause(cause): change for _, cause, change in lines}


def considered(events: list[Event]) -> list[DefectionConsidered]:
    return of_type(events, DefectionConsidered)


class TestBase:
    """Rulebook 8.1."""

    @pytest.mark.parametrize(
        ("words", "loyalty"),
        [
            ("", 800),
            ("clique=northwest", 600),
            ("clique=puppet", 400),
            ("clique=northwest loyalty=45", 450),
            ("loyalty=0", 0),
            ("loyalty=45 families=true", 530),
            ("loyalty=95 families=true", 1000),
        ],
    )
    def test_it_is_given_or_the_clique_s_and_more_where_families_are_held(self, words: str, loyalty: int) -> None:
        assert board("A@0101", "b@0701", army=words).value("blue-army", F.LOYALTY) == loyalty

    def test_a_lower_formation_is_of_its_superior_s_clique(self) -> None:
        corps = {"id": "blue-corps", "name": "Corps", "commander": "C", "units": []}
        tree = [
            {"id": "red-army", "name": "R", "side": "red", "commander": "R", "units": []},
            {
                "id": "blue-army",
                "name": "B",
                "side": "blue",
                "commander": "B",
                "clique": "puppet",
                "formations": [corps],
            },
        ]
        made = Board(ROW, order_of_battle=tree)
        assert made.value("blue-corps", F.LOYALTY) == 400

    def test_what_the_file_says_of_agents_and_families_is_in_the_position(self) -> None:
        made = board("A@0101", "b@0701", army="agents=true families=true")
        assert (made.value("blue-army", F.AGENTS), made.value("blue-army", F.FAMILIES)) == (1, 1)
        assert (made.value("red-army", F.AGENTS), made.value("red-army", F.FAMILIES)) == (0, 0)


class TestDailyAccount:
    """Rulebook 8.2, a line each."""

    def test_a_quiet_day_in_supply_writes_none(self) -> None:
        made = board("A@0101", "b@0701")
        assert account(made, made.turn.events) == account(made, dawn(made)) == {}

    @pytest.mark.parametrize(("day", "change"), [(1, 0), (2, 0), (3, -20), (5, -20), (7, -20), (8, -5), (30, -5)])
    def test_encirclement_hurts_from_its_third_day_to_its_seventh_and_little_later(self, day: int, change: int) -> None:
        made = board("A@0401", "b@0101")
        assert account(made, dawn(made, day, "b")) == ({LoyaltyCause.ENCIRCLED: change} if change else {})
        assert made.value("blue-army", F.LOYALTY) == 800 + change

    def test_a_formation_is_encircled_while_all_its_units_are(self) -> None:
        made = board("A@0401", "b@0101", "c@0101")
        made.set("c", U.ENCIRCLED, 1)
        assert account(made, dawn(made, 5, "b")) == {}, "for as long as the last of them"
        made = board("A@0401", "b@0101", "c@0701")
        assert account(made, dawn(made, 5, "b")) == {}

    @pytest.mark.parametrize(
        ("stock", "lines"), [(80, {}), (45, {LoyaltyCause.LOW_SUPPLY: -10}), (5, {LoyaltyCause.HUNGER: -30})]
    )
    def test_short_supplies_hurt_and_hunger_more(self, stock: int, lines: dict[LoyaltyCause, int]) -> None:
        made = board("A@0101", f"b@0701 stock={stock}", supply={})
        assert account(made, made.end_day()) == lines

    @pytest.mark.parametrize(
        ("hungry", "fed", "lines"),
        [
            (5000, 3000, {LoyaltyCause.HUNGER: -30}),
            (4100, 4000, {LoyaltyCause.HUNGER: -30}),  # one in a hundred straggles first
            (4000, 4000, {}),
            (3000, 5000, {}),
        ],
    )
    def test_the_worse_fed_half_of_the_men_counts(self, hungry: int, fed: int, lines: dict[LoyaltyCause, int]) -> None:
        made = board("A@0101", f"b@0701 men={hungry} stock=5", f"c@0601 men={fed}", supply={})
        made.turn.state.formations[F.LOYALTY] = 800  # the opening has judged them already
        assert account(made, made.end_day()) == lines

    def test_families_cut_off_from_their_keepers_hurt_from_the_first_day_of_a_ring(self) -> None:
        made = board("A@0401", "b@0101", army="families=true")
        assert account(made, made.turn.events) == {LoyaltyCause.FAMILIES: -10}
        free = board("A@0101", "b@0701", army="families=true")
        assert account(free, free.turn.events) == {}

    @pytest.mark.parametrize(("friend", "near"), [("c@0301 of=guard", True), ("c@0401 of=guard", False)])
    def test_friends_outside_a_ring_within_two_hexes_help(self, friend: str, near: bool) -> None:
        made = board("A@0201", "b@0101", friend, formations=["blue-guard"])
        assert account(made, made.turn.events) == ({LoyaltyCause.RELIEF_NEAR: 20} if near else {})

    def test_friends_who_are_cut_off_themselves_are_no_relief(self) -> None:
        made = board("A@0201", "B@0401", "c@0101", "d@0301 of=guard", formations=["blue-guard"])
        assert account(made, made.turn.events) == {}

    def test_and_nobody_needs_relief_outside_a_ring(self) -> None:
        made = board("A@0101", "b@0601", "c@0701 of=guard", formations=["blue-guard"])
        assert account(made, made.turn.events) == {}

    @pytest.mark.parametrize(
        ("degree", "won"),
        [(Degree.OVERRUN, True), (Degree.RETREAT, True), (Degree.CHECK, False), (Degree.REPULSE, False)],
    )
    def test_a_won_attack_helps_once(self, degree: Degree, won: bool) -> None:
        made = board("A@0601", "b@0701", "c@0801 of=guard", formations=["blue-guard"], first={"day": "blue"})
        made.attack("0601", "b", degree=degree, advance=False)
        made.set("red-army", F.LOST, 99_999)  # that losses write no line here
        lines = account(made, made.end_day())
        assert lines.get(LoyaltyCause.BATTLE_WON) == (20 if won else None)
        assert LoyaltyCause.BATTLE_WON not in account(made, made.end_day())

    def test_those_who_did_not_attack_have_won_nothing(self) -> None:
        made = board("A@0601", "b@0701", "c@0801 of=guard", formations=["blue-guard"], first={"day": "blue"})
        made.attack("0601", "b", degree=Degree.RETREAT, advance=False)
        events = made.end_day()
        assert account(made, events, "blue-guard") == account(made, events, "red-army") == {}

    def test_loyalty_stays_within_its_bounds(self) -> None:
        made = board("A@0401", "b@0101 stock=5", army="loyalty=1")
        assert made.value("blue-army", F.LOYALTY) == 0
        made = board("A@0201", "b@0101", "c@0301 of=guard", army="loyalty=99", formations=["blue-guard"])
        assert made.value("blue-army", F.LOYALTY) == 1000

    def test_lines_of_one_day_add_up(self) -> None:
        made = board("A@0201", "b@0101", "c@0301 of=guard", army="families=true", formations=["blue-guard"])
        before = made.value("blue-army", F.LOYALTY)
        lines = account(made, dawn(made, 4, "b"))
        assert lines == {LoyaltyCause.ENCIRCLED: -20, LoyaltyCause.FAMILIES: -10, LoyaltyCause.RELIEF_NEAR: 20}
        assert made.value("blue-army", F.LOYALTY) == before + sum(lines.values())


class TestSpent:
    """Rulebook 8.2: who bleeds more than its share over three days."""

    def bled(self, **killed: int) -> tuple[Board, list[Event]]:
        """Two blue formations of 5000 men each that lost so many dead yesterday."""
        made = board("A@0101", "b@0701", "c@0801 of=guard", formations=["blue-guard"], days=9)
        for name, men in killed.items():
            made.set(name, U.KILLED, men)
        return made, made.end_day()

    def test_the_formation_that_bled_more_feels_spent_at_the_next_dawn(self) -> None:
        made, events = self.bled(b=300, c=200)
        assert account(made, events) == {LoyaltyCause.SPENT: -30}
        assert account(made, events, "blue-guard") == {}

    def test_equal_losses_of_equal_formations_are_fair(self) -> None:
        made, events = self.bled(b=300, c=300)
        assert account(made, events) == account(made, events, "blue-guard") == {}

    def test_a_bigger_formation_may_lose_more(self) -> None:
        made = board("A@0101", "b@0701 men=8000", "c@0801 men=2000 of=guard", formations=["blue-guard"])
        made.set("b", U.KILLED, 300)
        made.set("c", U.KILLED, 200)
        events = made.end_day()
        assert account(made, events) == {}
        assert account(made, events, "blue-guard") == {LoyaltyCause.SPENT: -30}

    def test_who_bleeds_alone_bleeds_for_the_others(self) -> None:
        made, events = self.bled(b=300)
        assert account(made, events) == {LoyaltyCause.SPENT: -30}
        assert account(made, events, "blue-guard") == {}

    def test_those_of_another_group_are_no_measure(self) -> None:
        """Garrisons far behind the front do not make those at the front feel spent."""
        made = board("A@0101", "b@0701", "c@0801 of=guard", formations=["blue-guard group=garrisons"])
        made.set("b", U.KILLED, 300)
        assert account(made, made.end_day()) == {}

    @pytest.mark.parametrize(("killed", "spent"), [(100, True), (99, False)])
    def test_a_scratch_is_no_bleeding(self, killed: int, spent: bool) -> None:
        """Two in a hundred of 5000 men."""
        made, events = self.bled(b=killed)
        assert account(made, events) == ({LoyaltyCause.SPENT: -30} if spent else {})

    def test_three_days_are_remembered(self) -> None:
        made, first = self.bled(b=300, c=200)
        dawns = [first, made.end_day(), made.end_day(), made.end_day()]
        assert [LoyaltyCause.SPENT in account(made, events) for events in dawns] == [True, True, True, False]

    def test_the_wounded_count_with_the_killed_and_the_captured(self) -> None:
        """100 killed and 300 wounded, of whom six came back at dusk, are 400 casualties; 399 captured are one less."""
        made = board("A@0101", "b@0701", "c@0801 of=guard", formations=["blue-guard"])
        made.set("b", U.KILLED, 100)
        made.set("b", U.WOUNDED, 300)
        made.set("c", U.CAPTURED, 399)
        assert account(made, made.end_day()) == {LoyaltyCause.SPENT: -30}
        assert made.value("blue-army", F.LOST_1) == 400 and made.value("blue-guard", F.LOST_1) == 399

    def test_the_wounded_who_are_captured_count_once(self) -> None:
        """Two divisions a side of the comparison: one loses 200 wounded, and then with its hospital to the enemy."""
        made = board("A@0101", "b@0601 men=4000", "b2@0701 men=1000", "c@0801 of=guard", formations=["blue-guard"])
        made.set("b2", U.WOUNDED, 200)
        made.set("b2", U.ACTIVITY, Activity.DEFENCE)
        made.end_day()
        assert made.value("blue-army", F.LOST_1) == 200
        state, unit = made.turn.state, made.unit("b2")
        apply(state, UnitSurrendered(unit, made.hex("0701"), RED, 1200, LUCK_ONE))
        made.end_day()
        assert made.value("blue-army", F.LOST_1) == 1000, "the men who could still stand"

    def test_the_enemy_s_losses_are_no_measure(self) -> None:
        made, events = self.bled(A=900, b=300, c=300)
        assert account(made, events) == account(made, events, "red-army") == {}


class TestOthersLost:
    """Rulebook 8.2: the collapse of others of the side."""

    FOUR = ("A@0101 of=guard", "b@0501", "c@0701 of=guard", "d@0801 of=other")
    CLIQUES = ("red-guard clique=northwest", "blue-guard clique=northwest", "blue-other clique=central")

    def lost(self, made: Board) -> list[Event]:
        """The next dawn after blue's army has lost its last unit."""
        made.set("b", U.STATUS, Status.GONE)
        made.set("b", U.HEX, -1)
        return made.end_day()

    def test_the_loss_of_all_units_shakes_the_clique_once(self) -> None:
        made = board(*self.FOUR, army="clique=northwest", formations=self.CLIQUES)
        events = self.lost(made)
        assert of_type(events, FormationLost) == [FormationLost(made.formation("blue-army"), BLUE)]
        assert account(made, events, "blue-guard") == {LoyaltyCause.CLIQUE_LOST: -80}
        assert account(made, events, "blue-other") == account(made, events, "red-guard") == {}
        assert made.value("blue-army", F.STANDING) == Standing.SCATTERED
        assert not of_type(made.end_day(), FormationLost)

    def test_who_was_lost_before_the_game_begins_is_no_news(self) -> None:
        spec = board(*self.FOUR, army="clique=northwest", formations=self.CLIQUES).scenario.spec
        later = {"date": "1945-10-15", "title": "Later", "units": {"blue-b": {"men": 0}}}
        made = from_spec({**spec, "scenario": {**spec["scenario"], "entries": {"later": later}}, "entry": "later"})
        turn = engine.new_game(made.world, made.start, 1)
        assert made.start.formations[F.STANDING, made.world.formation_index["blue-army"]] == Standing.SCATTERED
        assert not of_type(turn.events, FormationLost) and not of_type(turn.events, LoyaltyChanged)

    def test_cohesion_falls_with_loyalty(self) -> None:
        """Every unit of the clique is shaken, of neighbours those within two hexes of where the last unit was lost."""
        units = ("A@0101 of=guard", "b@0501", "c@0201 of=guard", "d@0701 of=other", "e@0801 of=other")
        made = board(*units, army="clique=northwest", formations=self.CLIQUES)
        apply(made.turn.state, UnitSurrendered(made.unit("b"), made.hex("0501"), RED, 5000, LUCK_ONE))
        events = made.end_day()
        shaken = [line for event in of_type(events, CohesionChanged) for line in event.causes]
        assert (made.unit("c"), MoraleCause.CLIQUE_LOST, -150) in shaken
        assert (made.unit("d"), MoraleCause.NEIGHBOUR_LOST, -100) in shaken
        assert not {made.unit("e"), made.unit("A")} & {unit for unit, _, change in shaken if change < 0}
        assert account(made, events, "blue-other") == {LoyaltyCause.NEIGHBOUR_LOST: -40}

    def test_however_many_are_lost_at_one_dawn_nobody_is_shaken_twice(self) -> None:
        made = board(
            *self.FOUR,
            "e@0601 of=third",
            army="clique=northwest",
            formations=[*self.CLIQUES, "blue-third clique=northwest"],
        )
        made.set("c", U.STATUS, Status.GONE)
        made.set("c", U.HEX, -1)
        events = self.lost(made)
        assert len(of_type(events, FormationLost)) == 2
        assert account(made, events, "blue-third") == {LoyaltyCause.CLIQUE_LOST: -80}
        shaken = [line for event in of_type(events, CohesionChanged) for line in event.causes]
        assert [line for line in shaken if line[0] == made.unit("e") and line[2] < 0] == [
            (made.unit("e"), MoraleCause.CLIQUE_LOST, -150)
        ]

    def test_those_without_a_clique_are_of_none(self) -> None:
        made = board(*self.FOUR, formations=["red-guard", "blue-guard", "blue-other"])
        assert of_type(events := self.lost(made), FormationLost) and not of_type(events, LoyaltyChanged)

    def test_a_formation_whose_last_unit_is_still_to_come_is_not_lost(self) -> None:
        units = ("A@0101 of=guard", "b@0501", "c@0701 arrives=17", "d@0801 of=other")
        made = board(*units, army="clique=central", formations=self.CLIQUES)
        assert not of_type(self.lost(made), FormationLost)

    def over(self, *units: str, **parts: Any) -> Board:
        """Blue's army, at 0101, goes over at the first dawn."""
        return board(
            "A@0201", "b@0101", *units, army="clique=northwest loyalty=0 agents=true", rules=ALL_FOLLOW, **parts
        )

    def test_going_over_shakes_the_clique_wherever_it_stands(self) -> None:
        made = self.over("c@0801 of=guard", formations=["blue-guard clique=northwest"])
        assert account(made, made.turn.events, "blue-guard") == {LoyaltyCause.CLIQUE_LOST: -80}

    @pytest.mark.parametrize(("hex", "shaken"), [("0301", True), ("0401", False)])
    def test_and_neighbours_within_two_hexes(self, hex: str, shaken: bool) -> None:
        made = self.over(f"c@{hex} of=guard", formations=["blue-guard clique=central"])
        if shaken:  # with friends so near it is not alone, and the ring has to be three days old
            assert not of_type(made.turn.events, FormationWentOver)
            made.set("b", U.ENCIRCLED, 2)
            made.end_day()
        lines = account(made, made.turn.events, "blue-guard")
        assert of_type(made.turn.events, FormationWentOver)
        assert lines == ({LoyaltyCause.NEIGHBOUR_LOST: -40} if shaken else {})

    def test_a_neighbour_of_the_clique_is_shaken_as_such_only(self) -> None:
        made = self.over("c@0301 of=guard", formations=["blue-guard clique=northwest"])
        events = dawn(made, 3, "b")
        assert account(made, events, "blue-guard") == {LoyaltyCause.CLIQUE_LOST: -80}

    def test_the_side_that_gains_them_is_not_shaken(self) -> None:
        made = self.over("C@0301", formations=["red-army clique=northwest"])
        assert of_type(made.turn.events, FormationWentOver)
        assert account(made, made.turn.events, "red-army") == {}


class TestTrigger:
    """Rulebook 8.6: what makes a commander in contact think of it. Loyalty at the limit, so that he does not."""

    def ask(self, *units: str, **parts: Any) -> Board:
        return board(*units, army="loyalty=60 agents=true", formations=["blue-guard"], **parts)

    @pytest.mark.parametrize(("day", "trigger"), [(1, []), (2, []), (3, [Trigger.ENCIRCLED]), (9, [Trigger.ENCIRCLED])])
    def test_three_dawns_in_a_ring(self, day: int, trigger: list[Trigger]) -> None:
        made = self.ask("A@0401", "b@0101")
        assert [event.trigger for event in considered(dawn(made, day, "b"))] == trigger

    @pytest.mark.parametrize(
        ("units", "alone"),
        [
            (("A@0201", "b@0101"), True),
            (("A@0301", "b@0101"), False),
            (("A@0201", "b@0101", "c@0301 of=guard"), False),
            (("A@0201", "b@0101", "c@0401 of=guard"), True),
            (("A@0201", "b@0101", "c@0101 of=guard"), False),
            (("A@0201", "b@0101", "c@0301"), True),
        ],
    )
    def test_an_enemy_beside_him_and_no_friend_of_another_formation_within_two(
        self, units: tuple[str, ...], alone: bool
    ) -> None:
        assert [event.trigger for event in considered(self.ask(*units).turn.events)] == [Trigger.ALONE] * alone

    def test_nobody_off_the_map_is_friend_or_enemy(self) -> None:
        """0101 lies at the map's edge."""
        assert considered(self.ask("A@0201", "b@0101", "c@0101 of=guard arrives=16").turn.events)
        assert not considered(self.ask("A@0701", "B@0101 arrives=16", "b@0101").turn.events)


class TestChance:
    """Rulebook 8.6."""

    @pytest.mark.parametrize(
        ("loyalty", "agents", "limit", "per_mille"),
        [
            (1000, False, 350, 0),
            (350, False, 350, 0),
            (349, False, 350, 1),
            (200, False, 350, 250),
            (0, False, 350, 583),
            (600, True, 600, 0),
            (450, True, 600, 250),
            (240, True, 600, 600),
            (0, True, 600, 600),
        ],
    )
    def test_it_grows_below_the_limit_to_six_in_ten(
        self, loyalty: int, agents: bool, limit: int, per_mille: int
    ) -> None:
        numbers = board("A@0101", "b@0701").world.numbers
        made = board("A@0101", "b@0701", army="agents=true" if agents else "")
        condition = conditions(made.turn)[made.formation("blue-army")]
        assert sum(change for _, change in limit_lines(made.turn, made.formation("blue-army"), condition)) == limit
        assert chance_to_go_over(numbers, loyalty, limit) == LUCK_ONE * per_mille // 1000

    @pytest.mark.parametrize(("words", "contact", "limit"), [("agents=true", -1, 600), ("", 0, 350)])
    def test_contact_is_by_agents_or_by_an_envoy(self, words: str, contact: int, limit: int) -> None:
        made = board("A@0201", "b@0101", army=f"loyalty=60 {words}")
        made.set("blue-army", F.CONTACT, contact)
        assert [event.limit for event in considered(made.end_day())] == [limit]

    def test_without_contact_nobody_is_asked(self) -> None:
        made = board("A@0201", "b@0101", army="loyalty=0", rules=SURE)
        assert not considered(made.turn.events + dawn(made, 9, "b"))

    def test_without_a_trigger_neither(self) -> None:
        made = board("A@0101", "b@0701", army="loyalty=0 agents=true", rules=SURE)
        assert not considered(made.turn.events + made.end_day())

    def test_the_option_switches_it_off_and_leaves_the_account(self) -> None:
        made = board("A@0201", "b@0101", army="loyalty=50 agents=true", rules=SURE, options={"defections": 0})
        events = dawn(made, 3, "b")
        assert not considered(made.turn.events) and account(made, events) == {LoyaltyCause.ENCIRCLED: -20}

    @pytest.mark.parametrize("seed", range(8))
    def test_every_check_is_told_with_its_inputs_and_decided_by_them(self, seed: int) -> None:
        made = board("A@0401", "b@0101", army="loyalty=45 agents=true", seed=seed)
        events = dawn(made, 3, "b")
        (check,) = considered(events)
        (drawn,) = [event.value for event in of_type(events, LuckDrawn) if event.purpose == Purpose.DEFECTION]
        chance = LUCK_ONE * (600 - 430) * 1000 // 600 // 1000
        expected = LUCK_ONE * ((600 - 430) * 1000 // 600) // 1000
        assert abs(chance - expected) <= LUCK_ONE // 1000, "per mille, rounded down"
        army = made.formation("blue-army")
        lines = ((LimitCause.BASE, 350), (LimitCause.AGENTS, 250))
        assert check == DefectionConsidered(army, Trigger.ENCIRCLED, 430, 600, expected, drawn, 0, lines)
        assert bool(of_type(events, FormationWentOver) + of_type(events, CommanderWentOver)) == (drawn < expected)

    def test_who_has_gone_over_is_asked_no_more(self) -> None:
        made = board(
            "A@0201",
            "b@0101",
            "c@0801 of=guard",
            army="loyalty=0 agents=true",
            rules=ALL_FOLLOW,
            formations=["blue-guard"],
        )
        assert considered(made.turn.events) and not considered(made.end_day() + made.end_day())


class TestFollowing:
    """Rulebook 8.6: each unit follows its commander or scatters."""

    def over(self, *units: str, rules: dict[str, int] = ALL_FOLLOW, army: str = "loyalty=0", **parts: Any) -> Board:
        """Blue's army, in contact and alone at 0101 beside an enemy, decides at the first dawn."""
        return board("A@0201", *units, army=f"{army} agents=true", rules=rules, **parts)

    def test_who_follows_is_a_unit_of_the_other_side(self) -> None:
        made = self.over("b@0101 guns=9", "c@0101")
        (event,) = of_type(made.turn.events, FormationWentOver)
        army, units = made.formation("blue-army"), (made.unit("b"), made.unit("c"))
        assert event == FormationWentOver(army, RED, units, (5000, 5000), (5000, 5000), 400, 3)
        assert (made.value("blue-army", F.SIDE), made.value("blue-army", F.STANDING)) == (RED, Standing.OVER)
        for name in "bc":
            columns = (U.SIDE, U.STATUS, U.MEN, U.QUALITY, U.ENCIRCLED)
            assert [made.value(name, column) for column in columns] == [RED, Status.READY, 5000, 400, 0]
            assert made.where(name) == "0101"
        assert made.value("b", U.GUNS) == 9

    def test_men_gone_over_are_enrolled_and_every_account_stays_whole(self) -> None:
        made = self.over("b@0101")
        assert (made.value("b", U.GONE_OVER), made.value("b", U.ENROLLED)) == (5000, 5000)
        units = made.turn.state.units
        assert (units[list(ACCOUNTS)].sum(axis=0) == units[U.INITIAL] + units[U.ENROLLED]).all()

    def test_they_do_nothing_for_three_days(self) -> None:
        made = self.over("b@0101", "d@0801 of=other", days=9, formations=["blue-other"])
        order = Move(made.unit("b"), made.path("0201"))
        made.march("A", "0301")
        for _ in range(3):
            assert made.refuse(order).reason is Reason.HELD
            made.end_day()
        assert made.order(order)

    def test_the_new_side_gives_them_orders_and_the_old_one_none(self) -> None:
        made = self.over("b@0101", "c@0801 of=guard", formations=["blue-guard"], days=9)
        for _ in range(3):
            made.end_day()
        made.end_phase()
        assert made.refuse(Move(made.unit("b"), made.path("0201"))).reason is Reason.NOT_YOUR_UNIT

    def test_what_the_enemy_knew_of_them_is_forgotten(self) -> None:
        made = board("A@0401", "b@0101", army="loyalty=0 agents=true", rules=ALL_FOLLOW)
        made.set("b", U.GHOST_HEX, made.hex("0301"))
        made.set("b", U.GHOST_DAY, 0)
        dawn(made, 3, "b")
        assert (made.value("b", U.GHOST_HEX), made.value("b", U.GHOST_DAY)) == (-1, -1)

    def test_contact_agents_and_hostages_are_matters_of_the_past(self) -> None:
        made = board("A@0401", "b@0101", army="loyalty=0 agents=true families=true", rules=ALL_FOLLOW)
        made.set("blue-army", F.CONTACT, 0)
        dawn(made, 3, "b")
        columns = (F.AGENTS, F.FAMILIES, F.CONTACT, F.ENVOY, F.WORK)
        assert [made.value("blue-army", column) for column in columns] == [0, 0, -1, -1, 0]

    def test_who_does_not_follow_scatters(self) -> None:
        made = board("A@0401", "b@0101 guns=9", army="loyalty=0 agents=true", rules=NONE_FOLLOW)
        made.set("b", U.MEN, 4700)
        made.set("b", U.WOUNDED, 300)
        events = dawn(made, 3, "b")
        assert of_type(events, UnitScattered) == [UnitScattered(made.unit("b"), made.hex("0101"), 4700, 300)]
        columns = (U.SIDE, U.STATUS, U.HEX, U.MEN, U.GUNS, U.WOUNDED, U.STRAGGLED, U.CAPTURED, U.GONE_OVER, U.ENROLLED)
        assert [made.value("b", column) for column in columns] == [BLUE, Status.GONE, -1, 0, 0, 0, 4700, 300, 0, 0]

    def test_a_commander_whom_nobody_follows_is_lost_all_the_same(self) -> None:
        made = self.over("b@0101", "c@0801 of=guard", rules=NONE_FOLLOW, formations=["blue-guard"])
        assert of_type(made.turn.events, CommanderWentOver) == [CommanderWentOver(made.formation("blue-army"), RED)]
        assert not of_type(made.turn.events, FormationWentOver)
        assert made.value("blue-army", F.STANDING) == Standing.SCATTERED and made.value("blue-army", F.SIDE) == BLUE
        assert not of_type(made.end_day(), FormationLost)

    def test_the_wounded_go_over_with_their_unit(self) -> None:
        made = board("A@0401", "b@0101", army="loyalty=0 agents=true", rules=ALL_FOLLOW)
        made.set("b", U.MEN, 4700)
        made.set("b", U.WOUNDED, 300)
        dawn(made, 3, "b")
        assert [made.value("b", column) for column in (U.MEN, U.WOUNDED, U.GONE_OVER, U.ENROLLED)] == [
            4700,
            300,
            5000,
            5000,
        ]

    def test_units_still_on_their_way_stay_with_their_side(self) -> None:
        made = self.over("b@0101", "c@0801 arrives=16")
        made.end_day()
        made.end_day()
        assert (made.value("c", U.SIDE), made.where("c")) == (BLUE, "0801")

    def test_formations_below_decide_for_themselves(self) -> None:
        units = [{"id": "blue-b", "name": "B", "type": "infantry_division", "men": 5000, "at": "0101"}]
        corps = [{"id": "blue-c", "name": "C", "type": "infantry_division", "men": 5000, "at": "0801"}]
        below = {"id": "blue-corps", "name": "Corps", "commander": "C", "units": corps}
        army = {"id": "blue-army", "name": "B", "side": "blue", "commander": "B", "loyalty": 0, "agents": True}
        red = [{"id": "red-a", "name": "A", "type": "infantry_division", "men": 5000, "at": "0201"}]
        tree = [
            {"id": "red-army", "name": "R", "side": "red", "commander": "R", "units": red},
            {**army, "units": units, "formations": [below]},
        ]
        made = Board(ROW, supply=EAST, rules=ALL_FOLLOW, order_of_battle=tree)
        assert (made.value("b", U.SIDE), made.value("c", U.SIDE)) == (RED, BLUE)
        assert made.value("blue-corps", F.STANDING) == Standing.LOYAL

    @pytest.mark.parametrize(("loyalty", "chance"), [(0, 900), (20, 800), (34, 730)])
    def test_the_more_loyal_the_formation_the_fewer_follow(self, loyalty: int, chance: int) -> None:
        """Every draw against the chance, over enough seeds that some follow and some do not."""
        outcomes = set()
        first = self.over("b@0101", "c@0101", rules=SURE, army=f"loyalty={loyalty}")
        for seed in range(20):
            turn = engine.new_game(first.world, first.scenario.start, seed)
            followed = [unit for event in of_type(turn.events, FormationWentOver) for unit in event.units]
            draws = [draw.value for draw in of_type(turn.events, LuckDrawn) if draw.purpose == Purpose.FOLLOWING]
            following = [unit in followed for unit in (first.unit("b"), first.unit("c"))]
            assert following == [draw < LUCK_ONE * chance // 1000 for draw in draws]
            outcomes.update(following)
        assert outcomes == {True, False}


class TestMakingWay:
    """Rulebook 8.6: loyal units in the same hex leave it, or lay down their arms."""

    def parted(self, *units: str, **parts: Any) -> tuple[Board, list[Event]]:
        """Blue's army at 0101 goes over on its third day in a ring; others of blue share the hex."""
        formations = parts.pop("formations", ["blue-guard"])
        made = board("A@0401", *units, army="loyalty=0 agents=true", rules=ALL_FOLLOW, formations=formations, **parts)
        return made, dawn(made, 3, *(unit[0] for unit in units))

    def test_they_leave_by_the_way_home(self) -> None:
        """3000 men have but half a zone, which bars no way."""
        made, events = self.parted("b@0101 men=3000", "c@0101 of=guard")
        assert of_type(events, UnitRetreated) == [UnitRetreated(made.unit("c"), made.path("0201"), Status.READY)]
        assert (made.where("b"), made.where("c")) == ("0101", "0201")
        assert made.value("c", U.SIDE) == BLUE and made.value("c", U.MEN) == 5000

    def test_without_a_way_out_they_lay_down_their_arms(self) -> None:
        """The full zone of those who turned lies on every way out."""
        made, events = self.parted("b@0101 men=5000", "c@0101 of=guard men=2000")
        unit, hex = made.unit("c"), made.hex("0101")
        assert of_type(events, UnitSurrendered) == [UnitSurrendered(unit, hex, RED, 2000, LUCK_ONE)]
        assert (made.value("c", U.STATUS), made.value("c", U.CAPTURED), made.value("c", U.MEN)) == (
            Status.GONE,
            2000,
            0,
        )

    def test_nobody_has_to_leave_a_hex_where_all_scattered(self) -> None:
        made = board(
            "A@0401",
            "b@0101",
            "c@0101 of=guard",
            army="loyalty=0 agents=true",
            rules=NONE_FOLLOW,
            formations=["blue-guard"],
        )
        events = dawn(made, 3, "b", "c")
        assert of_type(events, UnitScattered) and made.where("c") == "0101"
        assert not of_type(events, UnitRetreated) + of_type(events, UnitSurrendered)

    @pytest.mark.parametrize(("men", "where"), [(3000, "0301"), (5000, "")])
    def test_two_sides_never_share_a_hex(self, men: int, where: str) -> None:
        """Hex by hex: c has no way past those who turned at 0201, d has one while they have no full zone."""
        units = (f"b@0101 men={men}", "c@0101 of=guard", "d@0201 of=guard", f"e@0201 men={men}")
        made = board("A@0501", *units, army="loyalty=0 agents=true", rules=ALL_FOLLOW, formations=["blue-guard"])
        dawn(made, 3, *"bcde")
        assert [made.where(name) for name in "bcde"] == ["0101", "", where, "0201"]
        assert [made.value(name, U.SIDE) for name in "bcde"] == [RED, BLUE, BLUE, RED]

    def test_who_laid_down_his_arms_is_not_asked_to_go_over_himself(self) -> None:
        """Both formations in the hex are ripe; the first decides for the second."""
        made, events = self.parted(
            "b@0101",
            "c@0101 of=guard",
            "d@0801 arrives=17 of=other",
            formations=["blue-guard loyalty=0 agents=true", "blue-other"],
        )
        assert [event.formation for event in considered(events)] == [made.formation("blue-army")]
        assert made.value("c", U.CAPTURED) == 5000 and made.value("c", U.SIDE) == BLUE
        assert made.value("d", U.STATUS) == Status.WAITING
        assert of_type(made.end_day(), FormationLost) == [FormationLost(made.formation("blue-guard"), BLUE)]

    def test_the_places_they_stand_in_are_the_other_side_s(self) -> None:
        town = {"town": {"name": "Town", "at": "0101", "held_by": "blue"}}
        made, events = self.parted("b@0101", places=town)
        assert of_type(events, PlaceTaken) == [PlaceTaken(made.place("town"), RED, BLUE, made.unit("b"))]


class TestNewEighthArmy:
    """The example of the rulebook 8.6: loyalty 45, agents, in a ring from 26 October, a point of work a day."""

    def chances(self, made: Board, first_telling: int) -> Fraction:
        """That it goes over on 29, 30 or 31 October, where work tells from a day on; encircled 1 on the 27th."""
        numbers = made.world.numbers
        loyalty, stays = 450, Fraction(1)
        for day in range(27, 32):
            encircled = day - 26
            loyalty -= int(numbers[Number.RING_LOYALTY]) if encircled >= numbers[Number.RING_DAYS] else 0
            loyalty -= int(numbers[Number.WORK_EFFECT]) if day >= first_telling else 0
            if encircled >= numbers[Number.RING_DAYS]:
                stays *= 1 - Fraction(chance_to_go_over(numbers, loyalty, limit=600), LUCK_ONE)
        return 1 - stays

    def ringed(self) -> Board:
        return board("A@0401", "b@0101", "c@0101", army="clique=northwest loyalty=45 agents=true", days=5)

    def test_it_goes_over_in_eight_games_of_ten(self) -> None:
        assert abs(self.chances(self.ringed(), first_telling=28) - Fraction(4, 5)) < Fraction(2, 100)

    def test_work_that_begins_a_day_later_costs_a_few_games(self) -> None:
        assert abs(self.chances(self.ringed(), first_telling=29) - Fraction(77, 100)) < Fraction(1, 100)

    def test_so_it_does_on_a_board(self) -> None:
        """The first dawn is the 27th; the first point is spent that day and tells on the 28th."""
        made, gone, games = self.ringed(), {2: 0, 3: 0, 4: 0}, 400
        work = WorkOn(made.formation("blue-army"))
        for seed in range(games):
            turn = engine.new_game(made.world, made.scenario.start, seed)
            while not turn.state.is_over and turn.state.formations[F.STANDING, work.formation] == Standing.LOYAL:
                engine.submit(turn, work)
                engine.submit(turn, EndPhase())
                engine.submit(turn, EndPhase())
            for _ in of_type(turn.events, FormationWentOver) + of_type(turn.events, CommanderWentOver):
                gone[turn.state.day] += 1
        expected = float(self.chances(made, first_telling=28))
        assert abs(sum(gone.values()) / games - expected) < 3 * (expected * (1 - expected) / games) ** 0.5
        assert min(gone.values()) > games // 20, "on each of the three days"
