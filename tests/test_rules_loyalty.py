"""The daily account of loyalty, what makes a commander go over, and what follows. Rulebook 8."""

from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from game.core import engine
from game.core.causes import Degree, LoyaltyCause, Trigger
from game.core.events import (
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
from game.core.loyalty import chance_to_go_over
from game.core.luck import LUCK_ONE, Purpose
from game.core.numbers import Number
from game.core.orders import EndPhase, Move, WorkOn
from game.core.refusal import Reason
from game.core.state import ACCOUNTS, F, Standing, Status, U
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
        assert account(made, made.turn.events) == lines

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
        assert account(made, made.turn.events) == lines

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

    def test_only_formations_that_bled_are_compared(self) -> None:
        """Divisions far behind the front do not make those at the front feel spent."""
        made, events = self.bled(b=300)
        assert account(made, events) == {}

    def test_three_days_are_remembered(self) -> None:
        made, first = self.bled(b=300, c=200)
        dawns = [first, made.end_day(), made.end_day(), made.end_day()]
        assert [LoyaltyCause.SPENT in account(made, events) for events in dawns] == [True, True, True, False]

    def test_the_wounded_count_with_the_killed_and_the_captured(self) -> None:
        """Three wounded to one killed: 100 killed are 400 casualties, 399 captured are one less."""
        made = board("A@0101", "b@0701", "c@0801 of=guard", formations=["blue-guard"])
        made.set("b", U.KILLED, 100)
        made.set("c", U.CAPTURED, 399)
        assert account(made, made.end_day()) == {LoyaltyCause.SPENT: -30}
        assert made.value("blue-army", F.LOST_1) == 400 and made.value("blue-guard", F.LOST_1) == 399

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
        assert chance_to_go_over(numbers, loyalty, agents) == (limit, LUCK_ONE * per_mille // 1000)

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
        assert check == DefectionConsidered(army, Trigger.ENCIRCLED, 430, 600, expected, drawn)
        assert bool(of_type(events, FormationWentOver)) == (drawn < expected)

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
