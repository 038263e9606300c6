"""Who holds, who gives way and where to, pursuit, rout, standing at bay and surrender. Rulebook 5.7, 5.8, 7.3, 7.4."""

import pytest

from game.core import engine
from game.core.causes import Degree, LossCause, MoraleCause
from game.core.events import (
    BattleFought,
    CohesionChanged,
    LossesTaken,
    UnitAdvanced,
    UnitRetreated,
    UnitsRallied,
    UnitStood,
    UnitSurrendered,
)
from game.core.kinds import Status
from game.core.luck import LUCK_ONE
from game.core.orders import Attack
from game.core.state import U
from tests.boards import Board, of_type

FIELD = """
    . . . . . .
    . . . . . .
    . . . . . .
"""
"""Red attacks from the west; blue's home is in the east. 0401, 0402, 0303, 0202, 0201 and 0301 touch 0302."""
EAST = {"sources": [{"id": "east", "name": "East", "side": "blue", "at": "0602", "capacity": 50000}]}


def board(*units: str, rows: str = FIELD, cohesion: int = 700, **parts: object) -> Board:
    """Units with one cohesion each, whatever the first dawn gave them."""
    made = Board(rows, *units, **{"supply": EAST, **parts})
    made.turn.state.units[U.COHESION] = cohesion
    return made


def retreat_of(board: Board, events: list[object], name: str) -> tuple[str, ...]:
    """The printed hexes along which a unit gave way."""
    paths = [event.path for event in of_type(events, UnitRetreated) if event.unit == board.unit(name)]
    return tuple(board.world.grid.number(hex) for path in paths for hex in path)


class TestWayBack:
    """Rulebook 5.7: along the shortest way home, where nothing bars it."""

    def test_a_beaten_unit_gives_way_one_hex_towards_home(self) -> None:
        made = board("A@0201 men=6000", "b@0302 men=2000")
        assert retreat_of(made, made.attack("0302", "A", degree=Degree.RETREAT), "b") in {("0401",), ("0402",)}

    @pytest.mark.parametrize("home", ["0101", "0103", "0301", "0303"])
    def test_home_decides_the_direction(self, home: str) -> None:
        """Without zones all but the attacker's own hex are free."""
        supply = {"sources": [{"id": "home", "name": "Home", "side": "blue", "at": home, "capacity": 9000}]}
        made = board("A@0402 men=6000", "b@0302 men=2000", supply=supply, rules={"zone_full_men": 99_999})
        path = retreat_of(made, made.attack("0302", "A", degree=Degree.RETREAT), "b")
        assert path == {"0101": ("0201",), "0103": ("0202",), "0301": ("0301",), "0303": ("0303",)}[home]

    def test_home_may_lie_in_the_corner_of_the_map(self) -> None:
        supply = {"sources": [{"id": "home", "name": "Home", "side": "blue", "at": "0101", "capacity": 9000}]}
        made = board("A@0103 men=6000", "b@0102 men=2000", supply=supply, rules={"zone_full_men": 99_999})
        assert retreat_of(made, made.attack("0102", "A", degree=Degree.RETREAT), "b") == ("0101",)

    def test_nobody_retreats_into_an_enemy(self) -> None:
        made = board("A@0201 men=6000", "B@0402 men=500", "C@0401 men=500", "d@0302 men=2000")
        path = retreat_of(made, made.attack("0302", "A", degree=Degree.RETREAT), "d")
        assert path and path[0] not in {"0402", "0401"}

    def test_nor_into_a_full_zone(self) -> None:
        """B at 0403 has 0402 and 0303 in its zone, A at 0201 has 0202 and 0301."""
        made = board("A@0201 men=6000", "B@0403 men=5000", "c@0302 men=2000")
        assert retreat_of(made, made.attack("0302", "A", degree=Degree.RETREAT), "c") == ("0401",)

    def test_unless_friends_stand_there(self) -> None:
        made = board("A@0201 men=6000", "B@0403 men=5000", "C@0501 men=5000", "d@0302 men=2000", "e@0402 men=1000")
        assert retreat_of(made, made.attack("0302", "A", degree=Degree.RETREAT), "d") == ("0402",)

    def test_half_zones_do_not_bar_the_way(self) -> None:
        made = board("A@0201 men=6000", "B@0403 men=3000", "C@0501 men=3000", "d@0302 men=2000")
        assert retreat_of(made, made.attack("0302", "A", degree=Degree.RETREAT), "d")[0] in {"0401", "0402"}

    @pytest.mark.parametrize(
        ("kind", "bridge", "path"),
        [
            ("river", None, "0401"),
            ("river", "wrecked", "0401"),
            ("stream", None, "0402"),
            ("river", "standing", "0402"),
            ("river", "improvised", "0402"),
        ],
    )
    def test_nor_over_a_river_without_a_bridge(self, kind: str, bridge: str | None, path: str) -> None:
        """Behind 0302 runs water; home at 0502 lies beyond 0402, and 0401 is the dry way round."""
        bridges = [{"side": "0302 se", "state": bridge}] if bridge else []
        drawn = {"rivers": [{"kind": kind, "sides": ["0302 se"]}], "bridges": bridges}
        supply = {"sources": [{"id": "home", "name": "Home", "side": "blue", "at": "0402", "capacity": 9000}]}
        made = board("A@0201 men=6000", "b@0302 men=2000", map=drawn, supply=supply)
        assert retreat_of(made, made.attack("0302", "A", degree=Degree.RETREAT), "b") == (path,)

    def test_nor_where_there_is_no_room(self) -> None:
        supply = {"sources": [{"id": "home", "name": "Home", "side": "blue", "at": "0402", "capacity": 9000}]}
        made = board("A@0201 men=6000", "b@0302 men=2000", "c@0402 men=10000", supply=supply)
        assert retreat_of(made, made.attack("0302", "A", degree=Degree.RETREAT), "b") == ("0401",)

    def test_nor_over_water(self) -> None:
        rows = """
            . . . . . .
            . . . w . .
            . . . . . .
        """
        made = board("A@0201 men=6000", "b@0302 men=2000", rows=rows)
        assert retreat_of(made, made.attack("0302", "A", degree=Degree.RETREAT), "b") == ("0401",)

    def test_every_unit_in_the_hex_gives_way_and_the_first_leave_less_room(self) -> None:
        supply = {"sources": [{"id": "home", "name": "Home", "side": "blue", "at": "0402", "capacity": 9000}]}
        made = board(
            "A@0201 men=9000", "B@0202 men=9000", "c@0302 men=5500", "d@0302 men=5500", "e@0402 men=6000", supply=supply
        )
        events = made.attack("0302", "A", "B", degree=Degree.RETREAT)
        assert (retreat_of(made, events, "c"), retreat_of(made, events, "d")) == (("0402",), ("0401",))

    def test_giving_way_leaves_the_trenches_behind(self) -> None:
        made = board("A@0201 men=9000", "b@0302 men=2000 dug=3")
        made.attack("0302", "A", degree=Degree.RETREAT)
        assert made.value("b", U.DUG) == 0


class TestHolding:
    """Rulebook 7.3: after an attack that failed, a unit holds while its cohesion is above a limit."""

    def after(self, cohesion: int, *others: str, **parts: object) -> tuple[Board, list[object]]:
        """A check, in a board without shocks, so that cohesion is what was set."""
        calm = {"shock_check": 0, "shock_casualties": 0, "shock_surrounded": 0}
        made = board("A@0201", "b@0302", *others, cohesion=700, rules=calm, **parts)
        made.set("b", U.COHESION, cohesion)
        return made, made.attack("0302", "A", degree=Degree.CHECK)

    @pytest.mark.parametrize(("cohesion", "holds"), [(301, True), (300, False)])
    def test_with_a_way_back_it_goes_sooner(self, cohesion: int, holds: bool) -> None:
        made, _ = self.after(cohesion)
        assert (made.where("b") == "0302") is holds

    @pytest.mark.parametrize(("cohesion", "holds"), [(201, True), (200, False)])
    def test_works_hold_men_together(self, cohesion: int, holds: bool) -> None:
        made, _ = self.after(cohesion, places={"fort": {"name": "Fort", "at": "0302", "works": 1}})
        assert (made.where("b") == "0302") is holds

    RING = ("C@0401", "D@0303", "E@0402", "F@0202")

    @pytest.mark.parametrize(("cohesion", "holds"), [(201, True), (200, False)])
    def test_without_a_way_back_it_fights_on_longer(self, cohesion: int, holds: bool) -> None:
        _, events = self.after(cohesion, *self.RING)
        assert (of_type(events, UnitStood) + of_type(events, UnitSurrendered) == []) is holds

    def test_a_repulse_breaks_nobody_above_the_limit(self) -> None:
        made = board("A@0201", "b@0302")
        assert of_type(made.attack("0302", "A", degree=Degree.REPULSE), UnitRetreated) == []


class TestRout:
    """Rulebook 5.7, 7.4."""

    def test_an_overrun_unit_runs_three_hexes_but_may_be_in_hand(self) -> None:
        made = board("A@0201 men=9000", "b@0302 men=2000")
        events = made.attack("0302", "A", degree=Degree.OVERRUN)
        assert len(retreat_of(made, events, "b")) == 3
        assert made.value("b", U.STATUS) == Status.READY

    def test_a_broken_unit_runs_three_hexes_and_is_routed(self) -> None:
        made = board("A@0201 men=9000", "b@0302 men=2000")
        made.set("b", U.COHESION, 250)
        events = made.attack("0302", "A", degree=Degree.RETREAT)
        assert len(retreat_of(made, events, "b")) == 3
        assert [event.status for event in of_type(events, UnitRetreated)] == [Status.ROUTED]

    def test_it_runs_as_far_as_there_is_a_way(self) -> None:
        rows = """
            . . . . . .
            . . . . w w
            . . w w w w
        """
        supply = {"sources": [{"id": "home", "name": "Home", "side": "blue", "at": "0402", "capacity": 9000}]}
        made = board("A@0201 men=9000", "C@0301", "d@0302 men=2000", rows=rows, supply=supply)
        events = made.attack("0302", "A", degree=Degree.OVERRUN)
        assert retreat_of(made, events, "d") == ("0402",), "a dead end: 0401 lies in a zone"

    @pytest.mark.parametrize(("cohesion", "rallies"), [(299, False), (300, True)])
    def test_a_routed_unit_rallies_at_dawn_with_cohesion_enough(self, cohesion: int, rallies: bool) -> None:
        made = board("a@0501", "B@0101", rules={"recover": 0, "recover_rest": 0})
        made.set("a", U.STATUS, Status.ROUTED)
        made.set("a", U.COHESION, cohesion)
        events = of_type(made.end_day(), UnitsRallied)
        assert events == ([UnitsRallied((made.unit("a"),))] if rallies else [])

    def test_running_further_is_no_rally(self) -> None:
        """A routed unit that is driven back with its cohesion half restored is routed still."""
        made = board("A@0201 men=9000", "b@0302 men=2000", rules={"shock_retreat": 0, "shock_casualties": 0})
        made.set("b", U.STATUS, Status.ROUTED)
        made.set("b", U.COHESION, 280)
        made.attack("0302", "A", degree=Degree.RETREAT)
        assert made.value("b", U.STATUS) == Status.ROUTED


class TestPursuit:
    """Rulebook 5.8."""

    @pytest.mark.parametrize(("degree", "share"), [(Degree.RETREAT, 30), (Degree.OVERRUN, 80)])
    def test_pursuit_takes_a_share_of_those_who_run(self, degree: Degree, share: int) -> None:
        made = board("A@0201 men=9000", "b@0302 men=2000")
        battle, pursuit = of_type(made.attack("0302", "A", degree=degree), LossesTaken)
        assert (battle.cause, pursuit.cause) == (LossCause.BATTLE, LossCause.PURSUIT)
        left = battle.men[battle.units.index(made.unit("b"))]
        assert pursuit.units == (made.unit("b"),)
        assert pursuit.men == (left - left * share // 1000,)

    def test_three_fifths_of_them_are_captured(self) -> None:
        made = board("A@0201 men=9000", "b@0302 men=2000", rules={"rout_wounded": 0})
        battle, pursuit = of_type(made.attack("0302", "A", degree=Degree.OVERRUN), LossesTaken)
        men_lost = battle.men[1] - pursuit.men[0]
        assert pursuit.captured == (men_lost * 600 // 1000,)

    def test_a_broken_unit_is_pursued_as_in_a_rout(self) -> None:
        made = board("A@0201 men=9000", "b@0302 men=2000")
        made.set("b", U.COHESION, 250)
        battle, pursuit = of_type(made.attack("0302", "A", degree=Degree.RETREAT), LossesTaken)
        assert pursuit.men == (battle.men[1] - battle.men[1] * 80 // 1000,)

    @pytest.mark.parametrize(
        ("share", "degree"), [(1000, Degree.OVERRUN), (400, Degree.OVERRUN), (1000, Degree.RETREAT)]
    )
    def test_who_runs_leaves_wounded_behind(self, share: int, degree: Degree) -> None:
        """Who gives way in order takes his wounded along."""
        made = board("A@0201 men=9000", "b@0302 men=2000", rules={"rout_wounded": share})
        battle, pursuit = of_type(made.attack("0302", "A", degree=degree), LossesTaken)
        hit = battle.men[1] - pursuit.men[0]
        killed, new = pursuit.killed[0] - battle.killed[1], hit * 600 // 1000
        wounded = battle.wounded[1] + hit - new - killed
        left = wounded * share // 1000 if degree is Degree.OVERRUN else 0
        assert (pursuit.wounded, pursuit.captured) == ((wounded - left,), (new + left,))


RING = ("A@0201 men=9000", "B@0401", "C@0402", "D@0303", "E@0202")


class TestNoWayOut:
    """Rulebook 5.7: a draw against quality and the cohesion that is left."""

    def ringed(self, cohesion: int = 500, quality: int = 50, share: int = 500) -> Board:
        made = board(
            *RING,
            f"f@0302 men=2000 quality={quality}",
            rules={"shock_retreat": 0, "shock_casualties": 0, "shock_surrounded": 0, "bay_captured": share},
        )
        made.set("f", U.COHESION, cohesion)
        return made

    def test_some_stand_at_bay(self) -> None:
        made = self.ringed()
        events = made.attack("0302", "A", degree=Degree.RETREAT, told=UnitStood)
        assert of_type(events, UnitStood) == [UnitStood(made.unit("f"), LUCK_ONE * 500 // 1000)]
        assert made.where("f") == "0302" and of_type(events, UnitAdvanced) == []

    @pytest.mark.parametrize("share", [500, 0])
    def test_part_of_those_at_bay_is_taken(self, share: int) -> None:
        """The share of the men is a share of the chance that all had laid down their arms: here a half."""
        made = self.ringed(share=share)
        battle, *bay = of_type(made.attack("0302", "A", degree=Degree.RETREAT, told=UnitStood), LossesTaken)
        taken = battle.men[1] * share // 2000
        expected = [(LossCause.BAY, (battle.men[1] - taken,), (battle.killed[1],), (battle.wounded[1],), (taken,))]
        assert [(each.cause, each.men, each.killed, each.wounded, each.captured) for each in bay] == expected[
            : share > 0
        ]

    @pytest.mark.parametrize(("left", "per_mille"), [(500, 500), (400, 1000)])
    def test_a_remnant_fights_on_no_more(self, left: int, per_mille: int) -> None:
        """Of the 2,000 men it had, less than a fifth after the battle's losses."""
        made = self.ringed()
        made.set("f", U.MEN, left)
        made.set("f", U.STRAGGLED, 2000 - left)
        events = made.attack("0302", "A", degree=Degree.RETREAT, told=UnitSurrendered)
        assert [event.chance for event in of_type(events, UnitSurrendered)] == [LUCK_ONE * per_mille // 1000]

    def test_the_others_lay_down_their_arms_wounded_and_all(self) -> None:
        made = self.ringed()
        events = made.attack("0302", "A", degree=Degree.RETREAT, told=UnitSurrendered)
        (battle,) = of_type(events, LossesTaken)
        (surrendered,) = of_type(events, UnitSurrendered)
        assert (surrendered.unit, surrendered.hex, surrendered.side) == (made.unit("f"), made.hex("0302"), 0)
        assert surrendered.captured == battle.men[1] + battle.wounded[1] == 2000 - battle.killed[1]
        assert (made.where("f"), made.value("f", U.STATUS), made.value("f", U.MEN)) == ("", Status.GONE, 0)
        assert made.where("A") == "0302"

    @pytest.mark.parametrize(("cohesion", "quality", "chance"), [(500, 50, 0.5), (200, 40, 0.7), (1000, 100, 0.0)])
    def test_the_steadier_the_less_often(self, cohesion: int, quality: int, chance: float) -> None:
        made = self.ringed(cohesion, quality)
        told = of_type(made.attack("0302", "A", degree=Degree.RETREAT), UnitStood | UnitSurrendered)
        assert told[0].chance == pytest.approx(LUCK_ONE * chance, abs=1)

    @pytest.mark.parametrize(("cohesion", "taken"), [(900, False), (150, True)])
    def test_a_headquarters_that_would_run_is_taken_though_ways_are_open(self, cohesion: int, taken: bool) -> None:
        calm = {"shock_retreat": 0, "shock_casualties": 0}
        made = board("A@0201 men=9000", "h@0302 type=headquarters men=900", rules=calm)
        made.set("h", U.COHESION, cohesion)
        events = made.attack("0302", "A", degree=Degree.RETREAT)
        assert [event.unit for event in of_type(events, UnitSurrendered)] == [made.unit("h")] * taken

    def test_the_overrun_lay_down_their_arms_for_certain(self) -> None:
        made = self.ringed(900, 90)
        for seed in range(1, 40):
            events = engine.submit(
                engine.resume(made.world, made.turn.state, seed), Attack(made.hex("0302"), (made.unit("A"),))
            )
            if of_type(events, BattleFought)[0].degree == Degree.OVERRUN:
                assert of_type(events, UnitSurrendered) and not of_type(events, UnitStood)
                return
        raise AssertionError("no seed overruns")

    def test_surrenders_come_as_often_as_they_should(self) -> None:
        made = self.ringed(300, 50)
        order = Attack(made.hex("0302"), (made.unit("A"),))
        counts = {UnitStood: 0, UnitSurrendered: 0}
        for seed in range(1600):
            events = engine.submit(engine.resume(made.world, made.turn.state, seed), order)
            if of_type(events, BattleFought)[0].degree == Degree.RETREAT:
                for event in events:
                    if type(event) in counts:
                        counts[type(event)] += 1
        asked = sum(counts.values())
        assert asked > 600
        assert abs(counts[UnitSurrendered] / asked - 0.6) < 0.06


def lines(events: list[object], cause: MoraleCause) -> dict[int, int]:
    """The change for one cause by unit."""
    changes = of_type(events, CohesionChanged)
    return {unit: change for event in changes for unit, why, change in event.causes if why == cause}


class TestThoseWhoSeeIt:
    """Rulebook 7.2: neighbours of units that gave way."""

    def test_neighbours_are_shaken(self) -> None:
        made = board("A@0201 men=9000", "b@0302 men=2000", "c@0401", "d@0303", "e@0602")
        events = made.attack("0302", "A", degree=Degree.RETREAT)
        shaken = lines(events, MoraleCause.NEIGHBOUR_GAVE_WAY)
        assert shaken == {made.unit("c"): -60, made.unit("d"): -60}

    def test_in_the_corner_of_the_map_too(self) -> None:
        supply = {"sources": [{"id": "home", "name": "Home", "side": "blue", "at": "0103", "capacity": 9000}]}
        made = board("A@0202 men=9000", "b@0102 men=2000", "c@0101", supply=supply)
        events = made.attack("0102", "A", degree=Degree.RETREAT)
        assert lines(events, MoraleCause.NEIGHBOUR_GAVE_WAY) == {made.unit("c"): -60}

    def test_a_surrender_is_seen_too(self) -> None:
        """g fills the only hex that is free of enemies."""
        made = board(*RING, "f@0302 men=2000", "g@0301 men=11000")
        events = made.attack("0302", "A", degree=Degree.RETREAT, told=UnitSurrendered)
        assert lines(events, MoraleCause.NEIGHBOUR_GAVE_WAY) == {made.unit("g"): -60}

    def test_standing_at_bay_shakes_nobody(self) -> None:
        made = board(*RING, "f@0302 men=2000", "g@0301 men=11000")
        events = made.attack("0302", "A", degree=Degree.RETREAT, told=UnitStood)
        assert lines(events, MoraleCause.NEIGHBOUR_GAVE_WAY) == {}

    def test_not_while_everybody_holds(self) -> None:
        made = board("A@0201", "b@0302", "c@0401")
        assert lines(made.attack("0302", "A", degree=Degree.CHECK), MoraleCause.NEIGHBOUR_GAVE_WAY) == {}

    def test_the_attackers_are_not_shaken_by_it(self) -> None:
        made = board("A@0201 men=9000", "B@0202", "c@0302 men=2000")
        assert lines(made.attack("0302", "A", degree=Degree.RETREAT), MoraleCause.NEIGHBOUR_GAVE_WAY) == {}


class TestAttackedFromThreeSides:
    """Rulebook 7.2."""

    @pytest.mark.parametrize(
        ("attackers", "others", "loss"),
        [
            (("A", "B", "C"), (), {-120}),
            (("A", "B"), (), set()),
            (("A", "B", "C"), ("e@0402",), set()),
            (("A", "B", "C"), ("e@0502",), {-120}),
        ],
    )
    def test_it_shakes_those_who_have_no_neighbour(
        self, attackers: tuple[str, ...], others: tuple[str, ...], loss: set[int]
    ) -> None:
        made = board("A@0201", "B@0202", "C@0303", "d@0302", *others)
        events = made.attack("0302", *attackers, degree=Degree.CHECK)
        assert set(lines(events, MoraleCause.SURROUNDED).values()) == loss

    def test_three_units_on_one_side_are_one_side(self) -> None:
        made = board("A@0201 men=3000", "B@0201 men=3000", "C@0201 men=3000", "d@0302")
        events = made.attack("0302", "A", "B", "C", degree=Degree.CHECK)
        assert lines(events, MoraleCause.SURROUNDED) == {}
