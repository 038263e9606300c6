"""Attacks: who may attack, the named factors, the chances, the losses, the advance. Rulebook 5.1–5.6."""

from fractions import Fraction

import numpy as np
import pytest

from game.core import engine
from game.core.battle import attack
from game.core.causes import Degree, LossCause
from game.core.events import (
    BattleFought,
    LossesTaken,
    LuckDrawn,
    PlaceTaken,
    UnitAdvanced,
    UnitDestroyed,
    UnitRetreated,
)
from game.core.kernels.odds import FACTORS, Factor, chances
from game.core.kinds import Activity, SupplyState
from game.core.luck import LUCK_ONE, Purpose, draw, stable_key
from game.core.numbers import Number
from game.core.orders import Attack, Entrench
from game.core.refusal import Reason
from game.core.state import U
from tests.boards import BLUE, RED, Board, of_type

FIELD = """
    . . . . .
    . . . . .
    . . . . .
"""
"""0201, 0202, 0303, 0402, 0401 and 0301 touch 0302, in no order."""
FRONTAGE = 6928
"""Men who fight in full over one hexside of 1.732 km."""


def factors(board: Board, number: str, *names: str) -> dict[Factor, int]:
    """The named factors of an attack, on the truth."""
    found = attack.preview(board.world, board.turn.state, board.hex(number), tuple(map(board.unit, names)))
    return {factor: int(found[factor]) for factor in Factor}


class TestOrder:
    """Rulebook 5.1: what is wrong with an attack, one refusal each."""

    def board(self) -> Board:
        return Board(FIELD, "A@0201", "B@0201", "C@0501", "d@0302", "e@0503 men=900")

    def refusal(self, number: str, *names: str) -> Reason:
        board = self.board()
        return board.refuse(Attack(board.hex(number), tuple(map(board.unit, names)))).reason

    @pytest.mark.parametrize("target", [-1, 15, 10**30])
    def test_the_target_lies_on_the_map(self, target: int) -> None:
        assert self.board().refuse(Attack(target, (0,))).reason is Reason.NO_SUCH_HEX

    def test_somebody_attacks(self) -> None:
        assert self.refusal("0302") is Reason.NO_ATTACKERS

    def test_nobody_attacks_twice_over(self) -> None:
        assert self.refusal("0302", "A", "B", "A") is Reason.NAMED_TWICE

    def test_every_attacker_stands_next_to_the_target(self) -> None:
        board = self.board()
        refusal = board.refuse(Attack(board.hex("0302"), (board.unit("A"), board.unit("C"))))
        assert refusal.reason is Reason.NOT_ADJACENT
        assert (refusal.units, refusal.hexes) == ((board.unit("C"),), board.path("0302"))

    def test_nobody_attacks_over_ground_that_bars_him(self) -> None:
        board = Board(". w .", "A@0101", "b@0301")
        assert board.refuse(Attack(board.hex("0201"), (board.unit("A"),))).reason is Reason.IMPASSABLE

    def test_there_is_an_enemy(self) -> None:
        assert self.refusal("0202", "A") is Reason.NO_ENEMY

    def test_friends_are_no_target(self) -> None:
        assert self.refusal("0201", "A") is Reason.NOT_ADJACENT

    def test_one_who_has_attacked_spoils_the_whole_order(self) -> None:
        board = self.board()
        board.attack("0302", "A", advance=False, degree=Degree.CHECK)
        both = Attack(board.hex("0302"), (board.unit("B"), board.unit("A")))
        refusal = board.refuse(both)
        assert refusal.reason is Reason.HAS_ATTACKED and refusal.units == (board.unit("A"),)

    def test_a_march_does_not_forbid_an_attack(self) -> None:
        board = Board(FIELD, "A@0101", "b@0302")
        board.march("A", "0201")
        board.attack("0302", "A")


class TestMenInEffect:
    """Rulebook 5.2."""

    def test_up_to_the_frontage_every_man_counts(self) -> None:
        found = factors(Board(FIELD, f"A@0201 men={FRONTAGE}", "b@0302 men=6000"), "0302", "A")
        assert (found[Factor.FRONTAGE], found[Factor.SIDES]) == (FRONTAGE, 1)
        assert found[Factor.ATTACK_IN_EFFECT] == found[Factor.ATTACK_MEN] == FRONTAGE
        assert found[Factor.DEFENCE_IN_EFFECT] == found[Factor.DEFENCE_MEN] == 6000

    @pytest.mark.parametrize("men", [8000, 9500, 11_600])
    def test_beyond_it_to_the_power_of_seven_tenths_on_both_sides(self, men: int) -> None:
        found = factors(Board(FIELD, f"A@0201 men={men}", f"b@0302 men={men}"), "0302", "A")
        expected = FRONTAGE * (men / FRONTAGE) ** 0.7
        assert found[Factor.ATTACK_IN_EFFECT] == pytest.approx(expected, rel=0.002)
        assert found[Factor.DEFENCE_IN_EFFECT] == found[Factor.ATTACK_IN_EFFECT]

    def test_every_hexside_attacked_adds_its_width(self) -> None:
        board = Board(FIELD, "A@0201 men=4000", "B@0201 men=6000", "C@0401 men=6000", "d@0302")
        one, two = factors(board, "0302", "A", "B"), factors(board, "0302", "B", "C")
        assert (one[Factor.SIDES], one[Factor.FRONTAGE]) == (1, FRONTAGE)
        assert (two[Factor.SIDES], two[Factor.FRONTAGE]) == (2, 2 * FRONTAGE)
        assert two[Factor.ATTACK_IN_EFFECT] == 12_000 > one[Factor.ATTACK_IN_EFFECT]

    def test_it_is_wider_where_hexes_are(self) -> None:
        found = factors(Board(FIELD, "A@0201", "b@0302", map={"hex_km": 10}), "0302", "A")
        assert found[Factor.FRONTAGE] == 4000 * 5.7735 // 1


class TestAttackFactors:
    """Rulebook 5.3."""

    def test_quality_counts_twice_and_cohesion_once(self) -> None:
        board = Board(FIELD, "A@0201 quality=60", "b@0302 quality=40")
        board.set("A", U.COHESION, 900)
        board.set("b", U.COHESION, 100)
        found = factors(board, "0302", "A")
        assert (found[Factor.ATTACK_QUALITY], found[Factor.DEFENCE_QUALITY]) == (700, 300)

    def test_a_mixed_force_has_the_mean_quality_of_its_men(self) -> None:
        board = Board(FIELD, "A@0201 men=6000 quality=60", "B@0201 men=2000 quality=20", "c@0302")
        for name, cohesion in (("A", 600), ("B", 200)):
            board.set(name, U.COHESION, cohesion)
        assert factors(board, "0302", "A", "B")[Factor.ATTACK_QUALITY] == (6000 * 600 + 2000 * 200) // 8000

    @pytest.mark.parametrize(
        ("guns", "share"), [(0, 1000), (10, 1060), (40, 1240), (66, 1390), (70, 1400), (500, 1400)]
    )
    def test_guns_add_to_power_up_to_a_limit(self, guns: int, share: int) -> None:
        """3 % for each gun to a thousand men, 40 % at most."""
        board = Board(FIELD, f"A@0201 men=5000 guns={guns}", f"b@0302 men=5000 guns={guns}")
        found = factors(board, "0302", "A")
        assert found[Factor.ATTACK_GUNS] == found[Factor.DEFENCE_GUNS] == share

    def test_guns_are_silent_at_night(self) -> None:
        found = factors(Board(FIELD, "A@0201 guns=50", "b@0302 guns=50", watches=["night"]), "0302", "A")
        assert found[Factor.ATTACK_GUNS] == found[Factor.DEFENCE_GUNS] == 1000

    @pytest.mark.parametrize(
        ("state", "attack", "defence"),
        [
            (SupplyState.FINE, 1000, 1000),
            (SupplyState.STRAINED, 1000, 1000),
            (SupplyState.LOW, 750, 1000),
            (SupplyState.OUT, 500, 750),
        ],
    )
    def test_hunger_weakens_the_attack_first(self, state: SupplyState, attack: int, defence: int) -> None:
        board = Board(FIELD, "A@0201", "b@0302")
        board.set("A", U.SUPPLY, state)
        board.set("b", U.SUPPLY, state)
        found = factors(board, "0302", "A")
        assert (found[Factor.ATTACK_SUPPLY], found[Factor.DEFENCE_SUPPLY]) == (attack, defence)

    def test_the_hungry_weaken_a_mixed_force_by_their_share(self) -> None:
        board = Board(FIELD, "A@0201 men=6000", "B@0201 men=2000", "c@0302")
        board.set("B", U.SUPPLY, SupplyState.OUT)
        assert factors(board, "0302", "A", "B")[Factor.ATTACK_SUPPLY] == 875

    def test_the_untrained_attack_badly_at_night(self) -> None:
        units = ("A@0201 men=4000", "B@0201 men=4000 night_trained=true", "c@0302")
        night = Board(FIELD, *units, watches=["night"])
        shares = [factors(night, "0302", *names)[Factor.ATTACK_NIGHT] for names in (("A",), ("B",), ("A", "B"))]
        assert shares == [700, 1000, 850]
        assert factors(Board(FIELD, *units), "0302", "A")[Factor.ATTACK_NIGHT] == 1000, "by day"


class TestDefenceFactors:
    """Rulebook 5.4."""

    def posture(self, words: str = "", attackers: tuple[str, ...] = ("A",), **parts: object) -> int:
        units = ("A@0201", "E@0201 type=engineer_regiment men=1000")
        return factors(Board(FIELD, *units, f"b@0302 {words}", **parts), "0302", *attackers)[Factor.DEFENCE_POSTURE]

    def test_a_defender_taken_as_he_is_stands_in_hasty_defence(self) -> None:
        assert self.posture() == 1300

    @pytest.mark.parametrize(("days", "share"), [(1, 1300), (2, 1500), (9, 1500)])
    def test_two_days_of_digging_make_a_prepared_defence(self, days: int, share: int) -> None:
        assert self.posture(f"dug={days}") == share

    @pytest.mark.parametrize(("level", "share"), [(1, 1600), (2, 1800), (3, 2000), (4, 2200)])
    def test_works_are_better(self, level: int, share: int) -> None:
        fort = {"fort": {"name": "Fort", "at": "0302", "works": level}}
        assert self.posture("dug=5", places=fort) == share

    @pytest.mark.parametrize(("level", "share"), [(1, 1300), (2, 1450), (3, 1650), (4, 1850)])
    def test_engineers_take_their_share_off_works_down_to_a_hasty_defence(self, level: int, share: int) -> None:
        fort = {"fort": {"name": "Fort", "at": "0302", "works": level}}
        assert self.posture(attackers=("A", "E"), places=fort) == share

    @pytest.mark.parametrize(
        ("guns", "night", "share"),
        [(0, False, 2000), (20, False, 1825), (39, False, 1658), (90, False, 1650), (90, True, 2000)],
    )
    def test_guns_take_as_much_by_day_where_there_are_enough_to_a_km(self, guns: int, night: bool, share: int) -> None:
        """23 to a km, so 39.8 on a hexside of 1.73 km."""
        parts = {
            "places": {"fort": {"name": "Fort", "at": "0302", "works": 3}},
            "watches": ["night" if night else "day"],
        }
        made = Board(FIELD, f"A@0201 guns={guns}", "b@0302", **parts)
        assert factors(made, "0302", "A")[Factor.DEFENCE_POSTURE] == share

    def test_engineers_and_siege_guns_take_works_from_two_to_one_point_three(self) -> None:
        fort = {"fort": {"name": "Fort", "at": "0302", "works": 3}}
        made = Board(FIELD, "A@0201 guns=60", "E@0201 type=engineer_regiment men=1000", "b@0302", places=fort)
        assert factors(made, "0302", "A", "E")[Factor.DEFENCE_POSTURE] == 1300

    def test_the_guns_are_counted_to_the_kilometre_of_all_the_sides_attacked(self) -> None:
        """The example of the rulebook."""
        fort = {"fort": {"name": "Fort", "at": "0302", "works": 3}}
        units = ("A@0201 guns=80", "B@0301", "E@0201 type=engineer_regiment men=1000", "b@0302")
        assert factors(Board(FIELD, *units, places=fort), "0302", "A", "B", "E")[Factor.DEFENCE_POSTURE] == 1300
        few = (units[0].replace("80", "10"), *units[1:])
        assert factors(Board(FIELD, *few, places=fort), "0302", "A", "B", "E")[Factor.DEFENCE_POSTURE] == 1607

    def test_engineers_do_nothing_against_trenches(self) -> None:
        assert self.posture("dug=2", attackers=("A", "E")) == 1500

    @pytest.mark.parametrize("parts", [{}, {"places": {"fort": {"name": "Fort", "at": "0302", "works": 3}}}])
    def test_who_marched_in_this_watch_is_caught_on_the_march(self, parts: dict[str, object]) -> None:
        board = Board(FIELD, "A@0201", "b@0402", first={"day": "blue"}, **parts)
        board.march("b", "0302")
        board.end_phase()
        assert factors(board, "0302", "A")[Factor.DEFENCE_POSTURE] == 1000

    def test_a_mixed_defence_has_the_mean_posture_of_its_men(self) -> None:
        board = Board(FIELD, "A@0201", "b@0302 men=6000 dug=2", "c@0302 men=2000")
        assert factors(board, "0302", "A")[Factor.DEFENCE_POSTURE] == (6000 * 1500 + 2000 * 1300) // 8000

    @pytest.mark.parametrize(("terrain", "share"), [(".", 1000), ("r", 1100), ("h", 1200), ("^", 1400), ("~", 1000)])
    def test_ground_favours_the_defender(self, terrain: str, share: int) -> None:
        assert factors(Board(f". {terrain}", "A@0101", "b@0201"), "0201", "A")[Factor.DEFENCE_TERRAIN] == share

    @pytest.mark.parametrize(("kind", "share"), [("village", 1200), ("town", 1320), ("city", 1440)])
    def test_buildings_multiply_with_the_ground(self, kind: str, share: int) -> None:
        town = {"town": {"name": "Town", "at": "0201", "kind": kind}}
        assert factors(Board(". h", "A@0101", "b@0201", places=town), "0201", "A")[Factor.DEFENCE_TERRAIN] == share

    @pytest.mark.parametrize(
        ("kind", "bridge", "added"),
        [("river", None, 300), ("stream", None, 300), ("river", "improvised", 300), ("river", "standing", 0)],
    )
    def test_a_river_helps_against_those_who_attack_across_it(self, kind: str, bridge: str | None, added: int) -> None:
        bridges = [{"side": "0101 se", "state": bridge}] if bridge else []
        drawn = {"rivers": [{"kind": kind, "sides": ["0101 se"]}], "bridges": bridges}
        assert factors(Board(". .", "A@0101", "b@0201", map=drawn), "0201", "A")[Factor.DEFENCE_RIVER] == added

    def test_only_against_the_share_of_men_who_do(self) -> None:
        drawn = {"rivers": [{"sides": ["0201 se"]}]}
        board = Board(FIELD, "A@0201 men=2000", "B@0401 men=4000", "c@0302", map=drawn)
        assert factors(board, "0302", "A", "B")[Factor.DEFENCE_RIVER] == 100


class TestPower:
    def test_the_attack_is_the_product_of_its_factors(self) -> None:
        board = Board(FIELD, "A@0201 men=4000 quality=60 guns=20", "b@0302")
        board.set("A", U.COHESION, 900)
        board.set("A", U.SUPPLY, SupplyState.LOW)
        assert factors(board, "0302", "A")[Factor.ATTACK_POWER] == int(4000 * 0.7 * 0.75 * 1.15)

    def test_the_defence_is_the_product_of_its_factors_and_the_river_adds_to_the_posture(self) -> None:
        drawn = {"rivers": [{"sides": ["0101 se"]}]}
        board = Board(". h", "A@0101", "b@0201 men=4000 quality=60 guns=20 dug=2", map=drawn)
        board.set("b", U.COHESION, 900)
        board.set("b", U.SUPPLY, SupplyState.OUT)
        expected = 4000 * 0.7 * 0.75 * (1.5 + 0.3) * 1.2 * 1.15
        assert factors(board, "0201", "A")[Factor.DEFENCE_POWER] == pytest.approx(expected, abs=3)

    def test_everybody_in_the_hex_defends(self) -> None:
        board = Board(FIELD, "A@0201", "b@0302 men=2000", "c@0302 men=3000 type=militia", "d@0303")
        assert factors(board, "0302", "A")[Factor.DEFENCE_MEN] == 5000


def powers(attack: int, defence: int) -> dict[Factor, int]:
    """The factors of a battle on open ground between two forces that differ in men only."""
    board = Board(". .", f"A@0101 men={attack} quality=50", f"b@0201 men={defence} quality=50")
    for name in ("A", "b"):
        board.set(name, U.COHESION, 500)
    return factors(board, "0201", "A")


class TestChances:
    """Rulebook 5.5."""

    FORCES = ((1000, 6000), (3000, 3000), (3900, 3000), (5000, 3000), (6900, 2000), (6900, 10), (10, 6900))

    @pytest.mark.parametrize(("attack", "defence"), FORCES)
    def test_success_is_by_the_cubes_of_the_powers(self, attack: int, defence: int) -> None:
        found = powers(attack, defence)
        a, d = found[Factor.ATTACK_POWER], found[Factor.DEFENCE_POWER]
        exact = Fraction(a**3, a**3 + d**3)
        success = Fraction(found[Factor.RETREAT] + found[Factor.OVERRUN], LUCK_ONE)
        assert abs(success - exact) < Fraction(1, 100_000)

    @pytest.mark.parametrize(("attack", "defence"), FORCES)
    def test_the_four_chances_are_a_whole(self, attack: int, defence: int) -> None:
        found = powers(attack, defence)
        chances = [found[Factor(Factor.REPULSE + degree)] for degree in Degree]
        assert sum(chances) == LUCK_ONE and min(chances) >= 0

    @pytest.mark.parametrize(("attack", "defence"), FORCES)
    def test_the_surer_the_success_the_more_often_it_overruns(self, attack: int, defence: int) -> None:
        found = powers(attack, defence)
        success = (found[Factor.RETREAT] + found[Factor.OVERRUN]) / LUCK_ONE
        assert found[Factor.OVERRUN] / LUCK_ONE == pytest.approx(0.4 * success**3, abs=1e-5)

    @pytest.mark.parametrize(("attack", "defence"), FORCES)
    def test_the_nearer_the_miss_the_more_often_it_shakes_the_defender(self, attack: int, defence: int) -> None:
        found = powers(attack, defence)
        success = (found[Factor.RETREAT] + found[Factor.OVERRUN]) / LUCK_ONE
        assert found[Factor.CHECK] / LUCK_ONE == pytest.approx(success * (1 - success), abs=1e-5)

    def test_pinpricks_shake_nobody(self) -> None:
        """A fifth of the defender's power: one attack in a hundred succeeds, one in a hundred shakes him."""
        found = powers(1000, 5000)
        assert found[Factor.REPULSE] > LUCK_ONE * 98 // 100

    @pytest.mark.parametrize(("share", "checks"), [(0, 0), (500, LUCK_ONE // 8), (1_000_000, LUCK_ONE // 2)])
    def test_their_share_is_a_number_of_the_rules(self, share: int, checks: int) -> None:
        """Even powers; the failures are all that can be checks."""
        board = Board(". .", "A@0101", "b@0201", rules={"check_share": share})
        board.turn.state.units[[U.QUALITY, U.COHESION]] = 0
        assert abs(factors(board, "0201", "A")[Factor.CHECK] - checks) <= 1

    def test_nothing_against_something_fails(self) -> None:
        board = Board(". .", "A@0101", "b@0201")
        board.set("A", U.QUALITY, 0)
        board.set("A", U.COHESION, 0)
        found = factors(board, "0201", "A")
        assert found[Factor.ATTACK_POWER] == 0 and found[Factor.RETREAT] + found[Factor.OVERRUN] == 0

    def test_nothing_against_nothing_is_even(self) -> None:
        board = Board(". .", "A@0101", "b@0201")
        board.turn.state.units[[U.QUALITY, U.COHESION]] = 0
        found = factors(board, "0201", "A")
        assert found[Factor.RETREAT] + found[Factor.OVERRUN] == LUCK_ONE // 2

    def test_the_lowest_draws_are_the_best(self) -> None:
        chances = powers(3900, 3000)
        table = tuple(chances[factor] for factor in Factor)
        last = 3
        for value in range(0, LUCK_ONE, LUCK_ONE // 997):
            degree = attack.degree_of(table, value)
            assert degree <= last
            last = degree
        edge = chances[Factor.OVERRUN]
        assert attack.degree_of(table, edge - 1) is Degree.OVERRUN
        assert attack.degree_of(table, edge) is Degree.RETREAT


class TestFirmWorks:
    """Rulebook 5.5: works that are whole enough and manned. Men who leave them at once are overrun."""

    def fort(self, level: int, *units: str, **parts: object) -> Board:
        return Board(FIELD, *units, places={"fort": {"name": "Fort", "at": "0302", "works": level}}, **parts)

    def are_firm(self, level: int, *units: str) -> bool:
        attackers = [unit.partition("@")[0] for unit in units if unit[0].isupper()]
        return factors(self.fort(level, *units), "0302", *attackers)[Factor.OVERRUN] == 0

    def test_what_would_drive_the_men_out_shakes_them(self) -> None:
        board = self.fort(2, "A@0201 men=9000", "b@0302 men=3000")
        found, plain = factors(board, "0302", "A"), np.zeros(FACTORS, np.int64)
        shares = (board.world.numbers[number] for number in (Number.OVERRUN_SHARE, Number.CHECK_SHARE))
        chances(found[Factor.ATTACK_POWER], found[Factor.DEFENCE_POWER], *shares, plain)
        assert found[Factor.REPULSE] == plain[Factor.REPULSE]
        assert found[Factor.CHECK] == plain[Factor.CHECK] + plain[Factor.RETREAT]
        assert found[Factor.RETREAT] == plain[Factor.OVERRUN] > 0
        assert found[Factor.OVERRUN] == 0

    @pytest.mark.parametrize(
        ("level", "guns", "are_firm"), [(1, 0, True), (1, 12, False), (2, 30, True), (2, 40, False), (3, 90, True)]
    )
    def test_guns_open_them_once_they_are_no_better_than_trenches(self, level: int, guns: int, are_firm: bool) -> None:
        assert self.are_firm(level, f"A@0201 men=9000 guns={guns}", "b@0302 men=3000") == are_firm

    def test_engineers_open_them_too(self) -> None:
        assert not self.are_firm(2, "A@0201 men=9000", "E@0201 type=engineer_regiment men=1000", "b@0302")

    @pytest.mark.parametrize(("men", "are_firm"), [(2772, True), (2771, False)])
    def test_too_few_cannot_man_them(self, men: int, are_firm: bool) -> None:
        """40 % of the 6,928 men for whom a hexside has room."""
        assert self.are_firm(3, "A@0201 men=9000", f"b@0302 men={men}") == are_firm

    def test_attacked_from_two_sides_they_take_twice_the_men(self) -> None:
        units = "A@0201 men=9000", "B@0301 men=9000"
        assert not self.are_firm(3, *units, "b@0302 men=5542")
        assert self.are_firm(3, *units, "b@0302 men=5543")

    def test_trenches_are_never_firm(self) -> None:
        board = Board(FIELD, "A@0201 men=9000", "b@0302 men=6000 dug=9")
        assert factors(board, "0302", "A")[Factor.OVERRUN]

    def test_nor_are_works_for_men_caught_on_the_march(self) -> None:
        board = self.fort(3, "A@0201 men=9000", "b@0402 men=6000", first={"day": "blue"})
        board.march("b", "0302")
        board.end_phase()
        assert factors(board, "0302", "A")[Factor.OVERRUN]

    def test_attacks_on_many_days_break_the_men_in_them(self) -> None:
        board = self.fort(2, "A@0201 men=9000", "b@0302 men=3000 cohesion=45", days=6)
        held = []
        while not held or held[-1]:
            board.set("A", U.COHESION, 700)
            board.attack("0302", "A", degree=Degree.CHECK, advance=False)
            held.append(board.where("b") == "0302")
            board.end_day()
        assert len(held) == 3


class TestResolution:
    """Preview and resolution are one function; the draw belongs to the hex, the date and the ordinal."""

    def board(self, seed: int = 1) -> Board:
        return Board(FIELD, "A@0201 men=6000 guns=9", "B@0401 men=3000", "c@0302 dug=2", "d@0202 men=900", seed=seed)

    def test_the_preview_on_the_truth_is_what_is_resolved(self) -> None:
        board = self.board()
        expected = factors(board, "0302", "A", "B")
        (battle,) = of_type(board.attack("0302", "A", "B"), BattleFought)
        assert battle.factors == tuple(expected[factor] for factor in Factor)
        assert battle.chances == tuple(expected[Factor(Factor.REPULSE + degree)] for degree in Degree)
        assert (battle.attackers, battle.defenders) == ((board.unit("A"), board.unit("B")), (board.unit("c"),))

    def test_outcomes_come_as_often_as_the_preview_says(self) -> None:
        board = self.board()
        expected = factors(board, "0302", "A", "B")
        order = Attack(board.hex("0302"), (board.unit("A"), board.unit("B")))
        counts = [0, 0, 0, 0]
        for seed in range(2000):
            events = engine.submit(engine.resume(board.world, board.turn.state, seed), order)
            counts[of_type(events, BattleFought)[0].degree] += 1
        chances = [expected[Factor(Factor.REPULSE + degree)] / LUCK_ONE for degree in Degree]
        distance = sum((count - 2000 * p) ** 2 / (2000 * p) for count, p in zip(counts, chances, strict=True))
        assert distance < 16.3, "3 degrees of freedom, one in a thousand"

    def test_the_draw_is_keyed_by_date_watch_hex_and_ordinal(self) -> None:
        board = self.board(seed=77)
        when, subject = board.world.calendar.when(0, 0), stable_key("0302")
        for ordinal, name in enumerate(("A", "B")):
            events = board.attack("0302", name, advance=False)
            value = draw(77, Purpose.BATTLE, when, subject, ordinal)
            assert of_type(events, LuckDrawn)[0] == LuckDrawn(Purpose.BATTLE, RED, subject, value, 0)
            assert of_type(events, BattleFought)[0].draw == value

    def test_an_attack_elsewhere_changes_no_draw(self) -> None:
        alone, after = self.board(), self.board()
        (first,) = of_type(alone.attack("0302", "B"), BattleFought)
        after.attack("0202", "A", advance=False)
        (second,) = of_type(after.attack("0302", "B"), BattleFought)
        assert first.draw == second.draw

    def test_low_luck_counts_its_draws_by_side(self) -> None:
        board = Board(FIELD, "A@0201", "B@0401", "c@0302", options={"low_luck": 1})
        counts = [of_type(board.attack("0302", name, advance=False), LuckDrawn)[0].count for name in ("A", "B")]
        assert counts == [1, 2]
        assert board.turn.state.luck[Purpose.BATTLE].tolist() == [2, 0]

    def test_an_attack_undoes_digging_in_and_counts_as_the_hardest_work(self) -> None:
        board = self.board()
        board.order(Entrench(board.unit("A")))
        board.attack("0302", "A", degree=Degree.CHECK)
        assert board.value("A", U.DIGGING) == 0
        assert (board.value("A", U.ACTIVITY), board.value("c", U.ACTIVITY)) == (Activity.ATTACK, Activity.DEFENCE)


def losses(events: list[object]) -> LossesTaken:
    """The losses of the battle itself."""
    (taken,) = [event for event in of_type(events, LossesTaken) if event.cause == LossCause.BATTLE]
    return taken


def lost(board: Board, events: list[object], name: str) -> int:
    """Men a unit lost in the battle itself."""
    taken, unit = losses(events), board.unit(name)
    at = taken.units.index(unit)
    start = board.scenario.start.units
    assert start[U.MEN, unit] - taken.men[at] == taken.killed[at] + taken.wounded[at] + taken.captured[at]
    return int(start[U.MEN, unit]) - taken.men[at]


class TestLosses:
    """Rulebook 5.6."""

    def rate(self, base: float, degree: Degree, board: Board, events: list[object]) -> tuple[float, float]:
        """The rulebook's formula, in floating point: attacker's and defender's shares."""
        (battle,) = of_type(events, BattleFought)
        ratio = battle.factors[Factor.ATTACK_POWER] / battle.factors[Factor.DEFENCE_POWER]
        won = degree >= Degree.RETREAT
        return base * (0.8 if won else 1.3) / ratio**0.3, base * (1.3 if won else 0.8) * ratio**0.3

    def test_the_table_of_losses_is_what_the_rulebook_says(self) -> None:
        for degree in Degree:
            for base, parts in (
                (0.025, {"prepared": True}),
                (0.015, {}),
                (0.040, {"places": {"fort": {"name": "Fort", "at": "0302", "works": 1}}}),
            ):
                prepared = parts.pop("prepared", False)
                board = Board(FIELD, "A@0201 men=6000 guns=20", "b@0302 men=3000", **parts)
                events = board.attack("0302", "A", degree=degree, prepared=prepared)
                attacker, defender = self.rate(base, degree, board, events)
                assert lost(board, events, "A") == pytest.approx(6000 * attacker, abs=2)
                assert lost(board, events, "b") == pytest.approx(3000 * defender, abs=2)

    @pytest.mark.parametrize(("men", "against"), [(300, 6000), (40, 11_000), (6000, 300), (11_000, 40)])
    def test_the_weaker_loses_the_more_but_not_without_end(self, men: int, against: int) -> None:
        """By the ratio of the powers to the power 0.3, up to 32 : 1."""
        board = Board(FIELD, f"A@0201 men={men}", f"b@0302 men={against}", rules={"loss_hasty": 200})
        board.turn.state.units[U.COHESION] = 700
        board.set("b", U.MOVED_WATCH, 1)
        events = board.attack("0302", "A")
        (battle,) = of_type(events, BattleFought)
        won = battle.degree >= Degree.RETREAT
        found = battle.factors[Factor.ATTACK_POWER] / battle.factors[Factor.DEFENCE_POWER]
        capped = min(32, max(1 / 32, found))
        share = min(men, FRONTAGE) * 0.2 * (0.8 if won else 1.3) * capped**-0.3
        assert lost(board, events, "A") == pytest.approx(share, rel=0.02, abs=1)
        share = min(against, FRONTAGE) * 0.2 * (1.3 if won else 0.8) * capped**0.3
        assert lost(board, events, "b") == pytest.approx(share, rel=0.02, abs=1)

    def test_where_they_end_is_a_number_of_the_rules(self) -> None:
        """At 1 : 1 the ratio of the powers counts for nothing."""
        rules = {"loss_hasty": 200, "loss_ratio_limit": 1}
        board = Board(FIELD, "A@0201 men=2000", "b@0302 men=6000", rules=rules)
        events = board.attack("0302", "A", degree=Degree.REPULSE)
        assert lost(board, events, "A") == 2000 * 200 * 1300 // 1_000_000

    def test_a_hasty_attack_costs_less_than_a_deliberate_one(self) -> None:
        board = Board(FIELD, "A@0101 men=6000", "b@0302 men=3000")
        board.march("A", "0201")
        events = board.attack("0302", "A", degree=Degree.CHECK)
        attacker, defender = self.rate(0.015, Degree.CHECK, board, events)
        assert lost(board, events, "A") == pytest.approx(6000 * attacker, abs=2)
        assert lost(board, events, "b") == pytest.approx(3000 * defender, abs=2)

    def test_an_attack_is_hasty_unless_it_was_prepared_even_where_nobody_has_marched(self) -> None:
        board = Board(FIELD, "B@0201 men=6000", "c@0302 men=3000")
        events = board.attack("0302", "B", degree=Degree.CHECK)
        attacker, _ = self.rate(0.015, Degree.CHECK, board, events)
        assert lost(board, events, "B") == pytest.approx(6000 * attacker, abs=2)

    def test_one_in_four_of_the_casualties_is_dead(self) -> None:
        board = Board(FIELD, "A@0201 men=6000", "b@0302 men=3000")
        taken = losses(board.attack("0302", "A", degree=Degree.CHECK))
        for killed, wounded in zip(taken.killed, taken.wounded, strict=True):
            assert killed == (killed + wounded) // 4
        assert taken.captured == (0, 0)

    def test_only_those_who_find_room_to_fight_can_be_hit(self) -> None:
        """11,000 men on one hexside: 6,928 are engaged."""
        board = Board(FIELD, "A@0201 men=11000", "b@0302 men=3000")
        events = board.attack("0302", "A", degree=Degree.CHECK, prepared=True)
        attacker, _ = self.rate(0.025, Degree.CHECK, board, events)
        assert lost(board, events, "A") == pytest.approx(FRONTAGE * attacker, abs=2)

    @pytest.mark.parametrize(("days", "share"), [(0, 1.0), (1, 0.85), (2, 0.7225), (4, 0.522), (5, 0.5), (20, 0.5)])
    def test_each_day_of_battle_on_end_costs_less_down_to_half(self, days: int, share: float) -> None:
        board = Board(FIELD, "A@0201 men=6000", "b@0302 men=3000")
        board.set("A", U.FOUGHT_DAYS, days)
        events = board.attack("0302", "A", degree=Degree.CHECK, prepared=True)
        attacker, defender = self.rate(0.025, Degree.CHECK, board, events)
        assert lost(board, events, "A") == pytest.approx(6000 * attacker * share, abs=3)
        assert lost(board, events, "b") == pytest.approx(3000 * defender, abs=3), "the other is fresh"

    def test_days_of_battle_are_counted_and_forgotten(self) -> None:
        board = Board(FIELD, "A@0201", "b@0302", days=5)
        board.attack("0302", "A", degree=Degree.CHECK)
        board.end_day()
        assert (board.value("A", U.FOUGHT_DAYS), board.value("b", U.FOUGHT_DAYS)) == (1, 1)
        board.end_day()
        assert (board.value("A", U.FOUGHT_DAYS), board.value("b", U.FOUGHT_DAYS)) == (0, 0)

    def test_guns_are_lost_with_the_men_who_serve_them(self) -> None:
        board = Board(FIELD, "A@0201 men=6000 guns=500", "b@0302 men=3000")
        events = board.attack("0302", "A", degree=Degree.CHECK)
        assert losses(events).guns[0] == 500 - 500 * lost(board, events, "A") // 6000

    def test_a_unit_without_a_man_left_is_gone_and_its_wounded_are_captured(self) -> None:
        board = Board(FIELD, "A@0201 men=6000", "b@0302 men=400", rules={"loss_hasty": 1000})
        events = board.attack("0302", "A")
        assert of_type(events, UnitDestroyed) == [UnitDestroyed(board.unit("b"), board.hex("0302"), 300)]
        assert [board.value("b", column) for column in (U.MEN, U.KILLED, U.WOUNDED, U.CAPTURED)] == [0, 100, 0, 300]
        assert board.where("b") == ""


class TestAdvance:
    """The leading attacker may follow up into the hex it has emptied."""

    def board(self, **parts: object) -> Board:
        town = {"town": {"name": "Town", "at": "0302", "held_by": "blue"}}
        units = ("A@0201 men=6000", "B@0201 men=5000", "c@0302 men=2000")
        return Board(FIELD, *units, places=town, **parts)

    def test_the_lead_advances_and_takes_the_place(self) -> None:
        board = self.board()
        events = board.attack("0302", "B", "A", degree=Degree.RETREAT)
        assert of_type(events, UnitAdvanced) == [UnitAdvanced(board.unit("B"), board.hex("0302"))]
        assert of_type(events, PlaceTaken) == [PlaceTaken(board.place("town"), RED, BLUE, board.unit("B"))]
        assert (board.where("A"), board.where("B")) == ("0201", "0302")

    def test_not_when_told_to_stay(self) -> None:
        board = self.board()
        events = board.attack("0302", "A", degree=Degree.RETREAT, advance=False)
        assert of_type(events, UnitAdvanced) == [] and board.where("A") == "0201"
        assert of_type(events, UnitRetreated) != []

    @pytest.mark.parametrize("degree", [Degree.REPULSE, Degree.CHECK])
    def test_not_while_the_defender_holds(self, degree: Degree) -> None:
        board = self.board()
        assert of_type(board.attack("0302", "A", degree=degree), UnitAdvanced) == []

    def test_not_into_a_hex_too_small_for_it(self) -> None:
        walls = {"home": {"name": "Home", "at": "0201", "walls": True}}
        board = Board(FIELD, "A@0201 men=12000", "b@0302 men=2000", places=walls)
        assert of_type(board.attack("0302", "A", degree=Degree.RETREAT), UnitAdvanced) == []

    def test_the_advance_leaves_the_trenches_behind(self) -> None:
        board = self.board()
        board.set("A", U.DUG, 4)
        board.attack("0302", "A", degree=Degree.RETREAT)
        assert board.value("A", U.DUG) == 0


class TestDiggingIn:
    """Rulebook 5.4: a unit told to dig in gains a day each dusk until it moves or attacks."""

    def test_it_takes_two_dusks_to_prepare(self) -> None:
        board = Board(FIELD, "A@0201", "b@0501")
        board.order(Entrench(board.unit("A")))
        days = []
        for _ in range(3):
            board.end_day()
            days.append(board.value("A", U.DUG))
        assert days == [1, 2, 3]

    def test_who_was_not_told_does_not_dig(self) -> None:
        board = Board(FIELD, "A@0201", "b@0501")
        board.end_day()
        assert board.value("A", U.DUG) == 0
