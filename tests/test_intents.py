"""Intents: what they are, how they are carried out on small boards, and what always holds of the orders they make."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core import engine
from game.core.events import (
    BattleFought,
    BreakoutBegan,
    BridgeBuilt,
    Event,
    MarchForced,
    MarchStopped,
    RailWrecked,
    UnitEmbarked,
    UnitMoved,
)
from game.core.intents.check import Objection, UnfitIntent, check_intent
from game.core.intents.intent import Intent, IntentKind
from game.core.intents.notation import intent_from_data, intent_to_data
from game.core.orders import EndPhase
from game.core.state import F, GameState, U
from game.players import Memory
from game.players.draft import Deed, Group, Roll
from game.players.outlook import Outlook
from game.players.posts import lets_out, ring_around
from game.players.scripted import Given, ScriptedPlayer
from game.players.tactics import Tactician, carry_out
from game.players.ways import Ways
from game.session.explain import explain, find_subject, inquire
from game.session.replay import branch, resume
from game.session.saves.save import SaveError, read_save
from game.session.seats import SURPRISES, Seat
from game.session.session import Session
from game.session.words.text import Catalogue
from tests.boards import BLUE, RED, Board, of_type, scenario
from tests.sketches import Sketch, play, sketches

PLAIN = "\n".join([". " * 14] * 9)
"""Fourteen hexes by nine of open ground; a day's march is six of them."""


def test_who_follows_an_intent_is_remembered_by_all_it_rests_on() -> None:
    """Intents, those on the map and their formations: after any change the answer is that of somebody new."""
    board = Board(PLAIN, "A@0303", "B@0304 of=guard", "C@0305", "x@0805", formations=["red-guard"])
    formations, roll, ways = board.world.formation_index, Roll(), Ways(board.world, RED)
    intents, view = {formations["red-army"]: Intent(IntentKind.HOLD)}, board.view(RED)

    def called(*, unit: int = -1) -> list[Group]:
        outlook, detached = Outlook(view, ways), {unit: Intent(IntentKind.GO, 5)} if unit >= 0 else {}
        found = roll.call(outlook, intents, detached)
        assert found == Roll().call(outlook, intents, detached)
        assert roll.call(outlook, dict(intents), detached) is found, "and until then it is the same"
        return found

    everybody = called()
    assert called(unit=board.unit("C")) != everybody == called()
    intents[formations["red-guard"]] = Intent(IntentKind.HOLD)
    assert called() != everybody
    view.units[U.FORMATION, board.unit("B")] = formations["red-army"]
    assert [group.units for group in called()] == [sorted(map(board.unit, "ABC"))]
    view.units[U.HEX, board.unit("A")] = -1
    assert [group.units for group in called()] == [sorted(map(board.unit, "BC"))]


class Passive:
    """Gives no orders."""

    name = "passive"

    def act(self, view: GameState, memory: Memory) -> tuple[list[Any], Memory]:
        return [], memory


class Drill:
    """A game in which the red formations carry out intents in their plain form, against somebody."""

    def __init__(self, rows: str, *units: str, intents: dict[str, dict[str, Any]], enemy: Seat = None, **parts: Any):
        self.scenario = scenario(rows, *units, **{"days": 9, **parts})
        self.world = world = self.scenario.world
        self.intents = {world.formation_index[id]: intent_from_data(world, data) for id, data in intents.items()}
        player = ScriptedPlayer(world, RED, self.intents)
        self.session = Session(self.scenario, (player, enemy or Passive()))
        self.events: list[Event] = []

    def play(self, days: int) -> "Drill":
        for events in self.session.play(days):
            self.events += events
        return self

    def where(self, name: str) -> str:
        hex = int(self.session.turn.state.units[U.HEX, self.unit(name)])
        return self.world.grid.number(hex) if hex >= 0 else ""

    def unit(self, name: str) -> int:
        return self.world.unit_index[("red-" if name.isupper() else "blue-") + name.lower()]

    def away(self, name: str, number: str) -> int:
        """Hexes between a unit and a printed hex."""
        here, there = self.world.grid.index(self.where(name)), self.world.grid.index(number)
        assert here is not None and there is not None
        return self.world.grid.distance(here, there)

    def value(self, name: str, column: U) -> int:
        return int(self.session.turn.state.units[column, self.unit(name)])

    def deed(self, formation: str = "red-army") -> Deed:
        view = self.session.view(RED)
        courses = Tactician(self.world, RED).courses(view, self.intents)
        return courses[self.world.formation_index[formation]].deed

    def attacked(self, side: int = RED) -> list[str]:
        """The printed hexes that a side has attacked."""
        fought = [event for event in of_type(self.events, BattleFought) if event.side == side]
        return [self.world.grid.number(event.hex) for event in fought]


def army(**intent: Any) -> dict[str, dict[str, Any]]:
    return {"red-army": intent}


class TestGo:
    ARMY = ("A@0105", "B@0104", "C@0106", "D@0205")

    def test_a_formation_arrives_together(self) -> None:
        drill = Drill(PLAIN, *self.ARMY, intents=army(intent="go", at="1205"))
        spread = []
        for _ in range(3):
            drill.play(1)
            away = [drill.away(name, "1205") for name in "ABCD"]
            spread.append(max(away) - min(away))
        assert max(spread) <= 4 and drill.deed() is Deed.ARRIVED
        assert all(drill.away(name, "1205") <= 2 for name in "ABCD")

    def test_nobody_waits_for_engineers(self) -> None:
        two, engineers = ("A@0604", "B@0605"), "E@0105 men=900 type=engineer_regiment"
        alone, with_them = (
            Drill(PLAIN, *units, intents=army(intent="go", at="1304")).play(1) for units in (two, (*two, engineers))
        )
        assert [alone.where(name) for name in "AB"] == [with_them.where(name) for name in "AB"]

    def test_a_surprise_keeps_nobody_else_from_marching(self) -> None:
        drill = Drill(
            PLAIN,
            *("A@0405", "B@0209 of=guard", "x@0605 men=3000"),
            formations=["red-guard"],
            countryside={"default": "blue"},
            intents={"red-army": {"intent": "go", "at": "1205"}, "red-guard": {"intent": "go", "at": "1209"}},
        ).play(1)
        assert of_type(drill.events, MarchStopped), "the board makes the surprise"
        assert drill.where("B") != "0209"

    def test_it_stays_where_it_has_arrived(self) -> None:
        drill = Drill(PLAIN, *self.ARMY, intents=army(intent="go", at="0405")).play(2)
        there = [drill.where(name) for name in "ABCD"]
        assert of_type(drill.play(2).events[-20:], UnitMoved) == []
        assert [drill.where(name) for name in "ABCD"] == there

    def test_it_goes_round_an_enemy_and_fights_nobody_where_battle_is_to_be_avoided(self) -> None:
        drill = Drill(
            PLAIN, "A@0305", "B@0304", "x@0605 men=4000", intents=army(intent="go", at="1105", avoid_battle=True)
        ).play(5)
        assert drill.deed() is Deed.ARRIVED and drill.attacked() == []
        assert drill.value("x", U.HEX) == drill.world.grid.index("0605")

    @pytest.mark.parametrize(("kind", "slips"), [("infantry_division", False), ("infantry_brigade", True)])
    def test_it_is_led_into_no_dead_end(self, kind: str, slips: bool) -> None:
        """Rulebook 4.5: the straight way leads from zone to zone; who slips through by night takes it, nobody else."""
        wide = {"map": {"hex_km": 10}, "options": {"fog": 0}, "watches": ["day", "night"]}
        unit, gate = f"A@0405 men=30000 type={kind}", ("x@0604 men=6000", "y@0606 men=6000")
        drill = Drill(PLAIN, unit, *gate, intents=army(intent="go", at="0905", avoid_battle=True), **wide).play(8)
        marched = {drill.world.grid.number(hex) for event in of_type(drill.events, UnitMoved) for hex in event.path}
        assert drill.where("A") == "0905" and ("0605" in marched) is slips

    def test_who_bars_the_way_is_attacked_at_good_odds(self) -> None:
        defile = "\n".join(["^ ^ ^ ^ ^ ^ ^ ^", ". . . . . . . .", "^ ^ ^ ^ ^ ^ ^ ^"])
        walls = {"map": {"hex_km": 3}}
        drill = Drill(defile, "A@0102 men=9000", "x@0402 men=900", intents=army(intent="go", at="0802"), **walls)
        assert drill.play(4).attacked()

    def test_as_far_as_stops_it(self) -> None:
        drill = Drill(PLAIN, *self.ARMY, intents=army(intent="go", at="1205", as_far_as="0805")).play(4)
        assert drill.deed() is Deed.AT_LIMIT
        assert all(drill.away(name, "1205") >= 4 for name in "ABCD")
        assert min(drill.away(name, "0805") for name in "ABCD") <= 1

    def test_a_garrison_stays_behind(self) -> None:
        weak = ("A@0105", "B@0104 men=2000", "C@0105 men=1500")
        drill = Drill(PLAIN, *weak, intents=army(intent="go", at="1005", garrisons=["0105"])).play(3)
        assert drill.where("C") == "0105"
        assert drill.away("A", "1005") <= 1 and drill.away("B", "1005") <= 1

    def test_who_would_come_too_late_makes_forced_marches(self) -> None:
        slow = Drill(PLAIN, "A@0105", intents=army(intent="go", at="1405")).play(1)
        late = Drill(PLAIN, "A@0105", intents=army(intent="go", at="1405", by="1945-10-16")).play(1)
        assert of_type(late.events, MarchForced) and not of_type(slow.events, MarchForced)
        assert late.away("A", "1405") < slow.away("A", "1405")

    def test_a_unit_of_a_formation_below_follows_the_nearest_intent(self) -> None:
        below = ["red-guard", "red-reserve"]
        drill = Drill(PLAIN, "A@0105", "B@0305 of=guard", intents=army(intent="go", at="0805"), formations=below)
        world = drill.world
        guard = world.formation_index["red-guard"]
        object.__setattr__(world.formations[guard], "parent", world.formation_index["red-army"])
        drill.play(3)
        assert drill.away("A", "0805") <= 1 and drill.away("B", "0805") <= 1

    def test_a_formation_without_an_intent_gets_no_order(self) -> None:
        drill = Drill(
            PLAIN, "A@0105", "B@0305 of=guard", intents=army(intent="go", at="0805"), formations=["red-guard"]
        ).play(3)
        assert drill.where("B") == "0305" and drill.away("A", "0805") == 0


class TestAttack:
    def test_it_comes_together_and_drives_the_enemy_from_its_way(self) -> None:
        drill = Drill(
            PLAIN,
            *("A@0303 men=8000", "B@0305 men=8000", "C@0307 men=8000", "x@0705 men=5000", "y@0101 men=900 of=guard"),
            formations=["blue-guard"],
            intents=army(intent="attack", at="1205"),
        ).play(6)
        fights = [event for event in of_type(drill.events, BattleFought) if event.side == RED]
        assert fights and max(len(event.attackers) for event in fights) >= 2
        assert min(drill.away(name, "1205") for name in "ABC") <= 1

    def test_it_does_not_attack_below_its_least_odds(self) -> None:
        strong = ("A@0405 men=4000", "x@0605 men=9000")
        bold = Drill(PLAIN, *strong, intents=army(intent="attack", at="0605", min_odds=0)).play(3)
        careful = Drill(PLAIN, *strong, intents=army(intent="attack", at="0605", min_odds=900)).play(3)
        assert bold.attacked() and not careful.attacked()

    def test_it_goes_after_a_formation_where_that_is(self) -> None:
        drill = Drill(
            PLAIN,
            *("A@0204 men=9000", "B@0206 men=9000", "x@0605 men=4000", "y@0209 men=900 of=guard"),
            formations=["blue-guard"],
            intents=army(intent="attack", formation="blue-army", at="0605"),
        )
        drill.play(3)
        assert "0605" in drill.attacked()

    def test_whom_it_is_about_comes_before_who_is_weaker(self) -> None:
        both = ("A@0404 men=9000", "B@0405 men=9000", "x@0604 men=4000", "y@0606 men=3000 of=guard")
        drill = Drill(
            PLAIN, *both, formations=["blue-guard"], intents=army(intent="attack", formation="blue-army", min_odds=300)
        ).play(1)
        assert drill.attacked() == ["0604"]

    def test_trifles_beside_the_way_are_left_alone(self) -> None:
        """A garrison of 900 men could be taken for certain; nobody turns aside for it."""
        units = ("A@0304 men=9000", "B@0305 men=9000", "x@1205 men=4000", "y@0507 men=900 of=guard")
        drill = Drill(
            PLAIN, *units, formations=["blue-guard"], intents=army(intent="attack", formation="blue-army", at="1205")
        )
        assert drill.play(2).attacked() == [] and drill.away("A", "1205") < 6

    @pytest.mark.parametrize("cost", [250, 500])
    def test_engineers_bridge_the_river_in_its_way(self, cost: int) -> None:
        river = [*(f"05{row:02d} ne" for row in range(2, 10)), *(f"05{row:02d} se" for row in range(1, 10))]
        drill = Drill(
            PLAIN,
            *("A@0404", "B@0406", "C@0405", "E@0505 men=900 type=engineer_regiment"),
            intents=army(intent="attack", at="1205"),
            map={"rivers": [{"sides": river}]},
            rules={"river": cost},
        ).play(4)
        assert of_type(drill.events, BridgeBuilt)
        assert min(drill.away(name, "1205") for name in "ABC") <= 3


class TestHold:
    HILLS = "\n".join(
        [". . . . . . . . . . . . . .", *[". . . . . h . . . . . . . ."] * 7, ". . . . . . . . . . . . . ."]
    )
    ARMY = ("A@0303", "B@0304", "C@0305", "D@0306")

    def test_it_takes_the_area_and_digs_in(self) -> None:
        drill = Drill(self.HILLS, *self.ARMY, "x@1205 men=4000", intents=army(intent="hold", at="0605", radius=2)).play(
            4
        )
        assert drill.deed() is Deed.HOLDS
        assert all(drill.away(name, "0605") <= 2 for name in "ABCD")
        assert "0605" in [drill.where(name) for name in "ABCD"], "somebody keeps the place itself"
        assert all(drill.value(name, U.DUG) >= 1 for name in "ABCD")

    def test_it_stands_on_the_better_ground(self) -> None:
        drill = Drill(self.HILLS, *self.ARMY, intents=army(intent="hold", at="0505", radius=1)).play(3)
        hills = [drill.where(name) for name in "ABCD" if drill.where(name).startswith("06")]
        assert len(hills) == 2

    def test_it_keeps_the_place_against_greedy(self) -> None:
        drill = Drill(
            PLAIN,
            *("A@0505", "B@0405", "C@0406", "D@0506", "x@0905 men=4000", "y@0906 men=4000"),
            intents=army(intent="hold", at="0505", radius=1),
            enemy="greedy",
        ).play(5)
        assert any(drill.away(name, "0505") == 0 for name in "ABCD")

    def test_it_strikes_at_who_comes_too_near_but_follows_nobody(self) -> None:
        drill = Drill(
            PLAIN,
            "A@0505 men=9000",
            "B@0405 men=9000",
            "C@0406 men=9000",
            "x@0605 men=1500",
            "y@1005 men=900",
            intents=army(intent="hold", at="0505", radius=1),
        ).play(4)
        assert drill.attacked() and "1005" not in drill.attacked()
        assert all(drill.away(name, "0505") <= 1 for name in "ABC")


class TestWithdraw:
    def test_it_gets_away(self) -> None:
        drill = Drill(
            PLAIN,
            *("A@0903", "B@0904", "C@0905", "x@1105 men=9000", "y@1104 men=9000"),
            intents=army(intent="withdraw", at="0205"),
            enemy="greedy",
        ).play(4)
        assert all(drill.where(name) for name in "ABC")
        assert all(drill.away(name, "0205") <= 2 for name in "ABC")
        assert not drill.attacked()

    def test_one_unit_covers_the_others(self) -> None:
        drill = Drill(
            PLAIN, "A@0903", "B@0904", "C@0905", "x@1004 men=4000", intents=army(intent="withdraw", at="0205")
        )
        drill.play(1)
        behind = [name for name in "ABC" if drill.away(name, "0205") > 5]
        assert len(behind) == 1
        drill.play(3)
        assert all(drill.away(name, "0205") <= 2 for name in "ABC"), "it follows when the others are away"

    def test_who_is_shut_in_breaks_out(self) -> None:
        base = {"id": "base", "name": "Base", "side": "red", "at": "0105", "kind": "base", "capacity": 90_000}
        ring = ("x@0805", "y@0905", "z@1006", "w@0804", "v@0906", "u@0807")
        drill = Drill(
            PLAIN, "A@0806 men=9000", *ring, intents=army(intent="withdraw", at="0105"), supply={"sources": [base]}
        ).play(3)
        assert of_type(drill.events, BreakoutBegan)


class TestEncircle:
    THREE = ("A@0303", "B@0304", "C@0305", "x@0805 men=4000")

    def test_the_enemy_is_cut_off_without_a_fight(self) -> None:
        parts = {
            "supply": {
                "sources": [
                    {"id": "base", "name": "Base", "side": "blue", "at": "1405", "kind": "base", "capacity": 9000}
                ]
            }
        }
        drill = Drill(
            PLAIN, *self.THREE, intents=army(intent="encircle", formation="blue-army", at="0805"), **parts
        ).play(5)
        assert drill.deed() is Deed.RING_CLOSED
        assert drill.value("x", U.ENCIRCLED) >= 1
        assert drill.attacked() == []

    def test_told_to_it_attacks_the_encircled(self) -> None:
        drill = Drill(PLAIN, *self.THREE, intents=army(intent="encircle", at="0805", assault=True, min_odds=300)).play(
            6
        )
        assert drill.attacked()

    def test_a_pocket_of_several_hexes_is_cut_off_whole(self) -> None:
        drill = Drill(
            PLAIN,
            *("A@0303", "B@0304", "C@0305", "D@0306", "E@0307", "x@0805 men=4000", "y@0905 men=4000"),
            intents=army(intent="encircle", formation="blue-army", at="0805"),
        ).play(6)
        assert drill.deed() is Deed.RING_CLOSED and drill.attacked() == []

    def test_ground_among_those_who_are_cut_off_needs_nobody(self) -> None:
        drill = Drill(PLAIN, *self.THREE, intents=army(intent="hold"))
        hexes = [drill.world.grid.index(number) for number in ("0705", "0905", "0803")]
        pocket = [hex for hex in hexes if hex is not None]
        _, ring = ring_around(Outlook(drill.session.view(RED), Ways(drill.world, RED)), pocket, 0)
        among, outside = drill.world.grid.index("0804"), drill.world.grid.index("0805")
        assert among not in ring and outside in ring

    def test_who_alone_bars_a_way_out_would_open_it_by_leaving(self) -> None:
        drill = Drill(PLAIN, "A@0804", "B@0906", "C@0706", "D@0802", "x@0805", intents=army(intent="hold"))
        view, a, d = drill.session.view(RED), drill.unit("A"), drill.unit("D")
        inside, away = (drill.world.grid.index(number) for number in ("0805", "0704"))
        assert inside is not None and away is not None
        view.units[U.ENCIRCLED, drill.unit("x")] = 1

        def leaves_open(target: int, left: tuple[int, ...] = ()) -> bool:
            return lets_out(Outlook(view, Ways(drill.world, RED)), a, target, left)

        assert leaves_open(-1)
        assert not leaves_open(inside), "from within it bars the same hex"
        assert not leaves_open(away), "and from beside it too"
        view.units[U.HEX, d] = drill.world.grid.index("0803")
        assert not leaves_open(-1), "another unit bars it"
        assert leaves_open(-1, (d,)), "unless that one leaves as well"
        view.units[U.HEX, d], view.units[U.ENCIRCLED, drill.unit("x")] = -1, 0
        assert not leaves_open(-1), "who is not cut off is not kept in"

    @pytest.mark.parametrize("ringed", [True, False])
    def test_attackers_of_the_encircled_leave_no_hole_in_the_ring(self, ringed: bool) -> None:
        """A alone bars 0804; those whom it is sent against stand on the far side."""
        ring = ("A@0804", "B@0706", "C@0906", "D@0807") if ringed else ("A@0804",)
        base = {"id": "base", "name": "Base", "side": "blue", "at": "1401", "kind": "base", "capacity": 90_000}
        drill = Drill(
            PLAIN,
            *(*ring, "x@0805 men=4000 of=guard", "y@0806 men=4000"),
            formations=["blue-guard"],
            intents=army(intent="attack", formation="blue-army", min_odds=1000),
            supply={"sources": [base]},
        ).play(2)
        assert bool(drill.value("y", U.ENCIRCLED)) == ringed
        assert (drill.where("A") == "0804") == ringed

    def test_of_whom_nothing_is_known_nobody_is_sought(self) -> None:
        drill = Drill(PLAIN, *self.THREE, intents=army(intent="encircle", formation="blue-army")).play(2)
        assert drill.deed() is Deed.UNKNOWN and drill.where("A") == "0303"

    def test_a_lane_stays_open(self) -> None:
        lane = ["0805", "0801"]
        drill = Drill(
            PLAIN, *self.THREE, "D@0306", intents=army(intent="encircle", formation="blue-army", at="0805", lane=lane)
        ).play(5)
        assert {drill.where(name) for name in "ABCD"}.isdisjoint({"0801", "0802", "0803", "0804"})
        assert drill.deed() is Deed.RING_CLOSED, "all but the lane"


class TestSpare:
    def test_the_spared_are_not_attacked_and_the_others_are(self) -> None:
        drill = Drill(
            PLAIN,
            *("A@0505 men=9000", "B@0506 men=9000", "x@0605 men=900", "y@0606 men=900 of=guard"),
            formations=["blue-guard"],
            intents=army(intent="attack", at="0905", spare=["blue-guard"], min_odds=0),
        ).play(3)
        assert drill.attacked()
        guard = drill.unit("y")
        assert all(guard not in event.defenders for event in of_type(drill.events, BattleFought))

    def test_a_formation_that_spares_stands_where_it_is(self) -> None:
        drill = Drill(
            PLAIN, "A@0505 men=9000", "x@0605 men=900", intents=army(intent="spare", formation="blue-army")
        ).play(3)
        assert drill.attacked() == [] and drill.where("A") == "0505" and drill.value("A", U.DUG) > 0

    def test_sparing_binds_the_formations_below(self) -> None:
        drill = Drill(
            PLAIN,
            *("A@0105", "B@0505 men=9000 of=guard", "x@0605 men=900"),
            formations=["red-guard"],
            intents={
                "red-army": {"intent": "spare", "formation": "blue-army"},
                "red-guard": {"intent": "attack", "at": "0605", "min_odds": 0},
            },
        )
        guard = drill.world.formation_index["red-guard"]
        object.__setattr__(drill.world.formations[guard], "parent", drill.world.formation_index["red-army"])
        assert drill.play(3).attacked() == []


class TestRelieve:
    SIEGE = ("A@0203", "B@0204", "C@0205", "P@1205 of=guard", "x@1105 men=3000", "y@1305 men=4000")

    def test_it_goes_no_further_than_told(self) -> None:
        drill = Drill(
            PLAIN,
            *self.SIEGE,
            formations=["red-guard"],
            intents=army(intent="relieve", formation="red-guard", as_far_as="0704"),
        ).play(5)
        assert drill.deed() is Deed.AT_LIMIT
        assert all(drill.away(name, "1205") >= 5 for name in "ABC") and drill.attacked() == []

    def test_it_fights_its_way_through_to_the_pocket(self) -> None:
        weak = (*self.SIEGE[:4], "x@1105 men=900", "y@1305 men=900")
        drill = Drill(
            PLAIN, *weak, formations=["red-guard"], intents=army(intent="relieve", formation="red-guard")
        ).play(6)
        assert drill.deed() is Deed.JOINED

    def test_it_stops_before_an_enemy_that_is_too_strong(self) -> None:
        strong = (*self.SIEGE[:4], "x@0805 men=11000", "y@0905 men=11000", "z@0804 men=11000")
        drill = Drill(
            PLAIN, *strong, formations=["red-guard"], intents=army(intent="relieve", formation="red-guard")
        ).play(4)
        assert drill.deed() is Deed.THREATENED and drill.attacked() == []

    def test_militia_in_its_way_counts_too(self) -> None:
        crowd = tuple(
            f"{name}@{at} men=11000 type=militia" for name, at in (("x", "0805"), ("y", "0905"), ("z", "0804"))
        )
        drill = Drill(
            PLAIN,
            *(*self.SIEGE[:4], *crowd),
            formations=["red-guard"],
            intents=army(intent="relieve", formation="red-guard", avoid_battle=True),
        ).play(4)
        assert drill.deed() is Deed.THREATENED


class TestLane:
    def test_the_lane_is_left(self) -> None:
        drill = Drill(PLAIN, "A@0503", "B@0504", "C@0505", intents=army(intent="open_lane", lane=["0501", "0509"]))
        assert drill.deed() is Deed.LANE_CLEARS
        drill.play(1)
        beside = {f"{column:02d}{row:02d}" for column in (4, 5, 6) for row in range(1, 10)}
        assert {drill.where(name) for name in "ABC"}.isdisjoint(beside), "a full zone beside it would bar it"
        assert drill.deed() is Deed.LANE_OPEN

    def test_it_binds_who_marches_too(self) -> None:
        drill = Drill(PLAIN, "A@0203", intents=army(intent="go", at="0505", lane=["0501", "0509"])).play(3)
        assert 1 <= drill.away("A", "0505") <= 2


RAIL: dict[str, Any] = {"map": {"rails": [{"hexes": [f"{column:02d}05" for column in range(5, 11)]}]}}


class TestWreck:
    def test_it_marches_to_the_railway_and_wrecks_it(self) -> None:
        drill = Drill(PLAIN, "A@0202", "B@0203", intents=army(intent="wreck", at="0705"), **RAIL).play(3)
        wrecked = of_type(drill.events, RailWrecked)
        assert {drill.world.grid.number(hex) for event in wrecked for hex in (event.hex, event.other)} == {
            "0605",
            "0705",
            "0805",
        }
        assert drill.deed() is Deed.WRECKED

    def test_of_a_line_each_unit_takes_a_stretch(self) -> None:
        line = army(intent="wreck", at="0505", as_far_as="1005")
        drill = Drill(PLAIN, "A@0504", "B@0704", "C@0904", intents=line, **RAIL).play(6)
        wrecked = of_type(drill.events, RailWrecked)
        assert len(wrecked) == 5 == len({event.link for event in wrecked})
        assert len({event.unit for event in wrecked}) == 3 and drill.deed() is Deed.WRECKED


class TestLeaving:
    LIFTS = [{"id": "ships", "name": "Ships", "side": "red", "at": "0101", "capacity": 6000}]  # noqa: RUF012

    def test_it_goes_where_men_are_taken_on_and_leaves_as_there_is_room(self) -> None:
        drill = Drill(PLAIN, "A@0301", "B@0101", intents=army(intent="leave", at="0101"), lifts=self.LIFTS).play(4)
        gone = of_type(drill.events, UnitEmbarked)
        assert gone[0].unit == drill.unit("B")
        assert sum(event.men for event in gone) == 10_000
        assert max(event.carried for event in gone) <= 6000

    def test_somewhere_else_nobody_can(self) -> None:
        made = scenario(PLAIN, "A@0301", "b@0901", lifts=self.LIFTS)
        intent = intent_from_data(made.world, {"intent": "leave", "at": "0301"})
        unfit = check_intent(made.world, made.start, RED, made.world.formation_index["red-army"], intent)
        assert unfit is not None and unfit.objection is Objection.NO_LIFT


class TestPlainForm:
    """Ids, hex numbers and dates instead of indices."""

    EXAMPLES = (
        {"intent": "go", "at": "0205", "as_far_as": "0104", "by": "1945-10-16", "garrisons": ["0101"]},
        {"intent": "encircle", "formation": "blue-army", "at": "0101", "radius": 2, "assault": True},
        {"intent": "attack", "formation": "blue-army", "min_odds": 600, "avoid_battle": True},
        {"intent": "open_lane", "lane": ["0101", "0205"], "spare": ["blue-army"]},
    )

    @pytest.mark.parametrize("data", EXAMPLES)
    def test_it_survives_json_both_ways(self, data: dict[str, Any]) -> None:
        world = scenario(PLAIN, "A@0101", "b@0301").world
        intent = intent_from_data(world, json.loads(json.dumps(data)))
        assert intent_to_data(world, intent) == data
        assert intent_from_data(world, intent_to_data(world, intent)) == intent

    def test_a_place_stands_for_its_hex(self) -> None:
        world = scenario(PLAIN, "A@0101", "b@0301", places={"town": {"name": "Town", "at": "0404"}}).world
        assert intent_from_data(world, {"intent": "go", "at": "town"}).hex == world.grid.index("0404")

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            ({"intent": "fly"}, "unknown intent 'fly'; known are go, attack"),
            ({"intent": "go", "to": "0101"}, "unknown key 'to' of an intent; known are at, formation"),
            ({"intent": "go", "at": "nowhere"}, "at: 'nowhere' is no place and no hex of the map"),
            ({"intent": "go", "at": "9901"}, "at: '9901' is no place"),
            ({"intent": "go", "at": ["0101"]}, "expected one value"),
            ({"intent": "go", "garrisons": "0101"}, "expected a list"),
            ({"intent": "spare", "formation": "nobody"}, "formation: 'nobody' is no formation"),
            ({"intent": "go", "at": "0101", "by": "tomorrow"}, "by: 'tomorrow' is no date such as 1945-10-14"),
            ({"intent": "go", "at": "0101", "by": "1945-10-01"}, "is before the campaign"),
            ({"intent": "go", "at": "0101", "min_odds": -5}, "is no whole number"),
            ({"intent": "go", "at": "0101", "avoid_battle": 1}, "is neither true nor false"),
        ],
    )
    def test_what_is_wrong_is_named(self, data: dict[str, Any], message: str) -> None:
        world = scenario(PLAIN, "A@0101", "b@0301").world
        with pytest.raises(ValueError, match=".*" + message):
            intent_from_data(world, data)


class TestCheck:
    """What makes no sense is refused with a reason."""

    @pytest.fixture
    def board(self) -> Board:
        return Board(
            PLAIN.replace(". ", "w ", 1),
            *("A@0201", "B@0301 of=guard", "c@0501"),
            formations=["red-guard", "red-shadow"],
            map={"rails": [{"hexes": ["0201", "0301"]}]},
        )

    @pytest.mark.parametrize(
        ("formation", "data", "objection"),
        [
            ("red-army", {"intent": "go", "at": "0505"}, None),
            ("blue-army", {"intent": "go", "at": "0505"}, Objection.NOT_YOURS),
            ("red-shadow", {"intent": "go", "at": "0505"}, Objection.NOBODY_LEFT),
            ("red-army", {"intent": "go"}, Objection.NO_GOAL),
            ("red-army", {"intent": "go", "at": "0101"}, Objection.NOBODY_CAN_STAND),
            ("red-army", {"intent": "go", "at": "0505", "formation": "blue-army"}, Objection.MEANS_NOTHING),
            ("red-army", {"intent": "go", "at": "0505", "assault": True}, Objection.MEANS_NOTHING),
            ("red-army", {"intent": "hold", "at": "0505", "as_far_as": "0404"}, Objection.MEANS_NOTHING),
            ("red-army", {"intent": "spare", "formation": "blue-army", "at": "0505"}, Objection.MEANS_NOTHING),
            ("red-army", {"intent": "encircle"}, Objection.NO_GOAL),
            ("red-army", {"intent": "encircle", "formation": "red-guard"}, Objection.NOT_AN_ENEMY),
            ("red-army", {"intent": "spare", "formation": "red-guard"}, Objection.NOT_AN_ENEMY),
            ("red-army", {"intent": "go", "at": "0505", "spare": ["red-guard"]}, Objection.NOT_AN_ENEMY),
            ("red-army", {"intent": "relieve", "formation": "blue-army"}, Objection.NOT_A_FRIEND),
            ("red-army", {"intent": "relieve", "formation": "red-army"}, Objection.NOT_A_FRIEND),
            ("red-army", {"intent": "relieve", "formation": "red-guard"}, None),
            ("red-army", {"intent": "wreck", "at": "0505"}, Objection.NO_RAILWAY),
            ("red-army", {"intent": "wreck", "at": "0201", "as_far_as": "0301"}, None),
            ("red-army", {"intent": "go", "at": "0505", "by": "1946-10-14"}, Objection.AFTER_THE_END),
            ("red-army", {"intent": "go", "at": "0505", "min_odds": 1001}, Objection.BAD_ODDS),
            ("red-army", {"intent": "hold", "at": "0505", "radius": 13}, Objection.BAD_RADIUS),
            ("red-army", {"intent": "open_lane"}, Objection.NO_LANE),
        ],
    )
    def test_objections(self, board: Board, formation: str, data: dict[str, Any], objection: Objection | None) -> None:
        unfit = self.check(board, formation, intent_from_data(board.world, data))
        assert (unfit and unfit.objection) is objection

    def check(self, board: Board, formation: str, intent: Intent) -> Any:
        return check_intent(board.world, board.view(RED), RED, board.formation(formation), intent)

    def test_indices_that_name_nothing(self, board: Board) -> None:
        view = board.view(RED)
        go = Intent(IntentKind.GO, board.hex("0505"))
        for formation, intent, objection in (
            (99, go, Objection.NO_SUCH_FORMATION),
            (0, Intent(IntentKind.ENCIRCLE, formation=99), Objection.NO_SUCH_FORMATION),
            (0, replace(go, spare=(99,)), Objection.NO_SUCH_FORMATION),
            (0, Intent(IntentKind.GO, 99_999), Objection.NO_SUCH_HEX),
        ):
            unfit = check_intent(board.world, view, RED, formation, intent)
            assert unfit and unfit.objection is objection

    def test_a_day_that_is_over(self, board: Board) -> None:
        board.end_day()
        unfit = self.check(board, "red-army", Intent(IntentKind.GO, board.hex("0505"), by_day=0))
        assert unfit and unfit.objection is Objection.DAY_IS_OVER


class TestScript:
    def test_lines_hold_from_their_day_until_the_next(self) -> None:
        made = scenario(PLAIN, "A@0105", days=9)
        world, formation = made.world, made.world.formation_index["red-army"]
        goals = [world.grid.index(number) for number in ("0705", "0105")]
        assert goals[0] is not None and goals[1] is not None
        go, back = (Intent(IntentKind.GO, goal) for goal in goals if goal is not None)
        player = ScriptedPlayer(
            world, RED, [Given(3, formation, back), Given(0, formation, go), Given(6, formation, None)]
        )
        assert [player.intents(day).get(formation) for day in (0, 2, 3, 5, 6)] == [go, go, back, back, None]
        session = Session(made, (player, Passive()))
        seen = []
        for _ in range(6):
            for _ in session.play(1):
                pass
            seen.append(world.grid.number(int(session.turn.state.units[U.HEX, 0])))
        assert seen[2] == "0705" and seen[5] == "0105"
        for _ in session.play(1):
            pass
        assert session.memories[RED]["intents"] == {}


def watched(made: Any) -> Session:
    return Session(made, (None, Passive()))


class TestSession:
    """A side that is ordered from outside delegates formations."""

    UNITS = ("A@0105", "B@0106", "C@0305 of=guard", "x@1405")

    @pytest.fixture
    def session(self) -> Session:
        return Session(scenario(PLAIN, *self.UNITS, formations=["red-guard"], days=9), (None, "greedy"))

    def go(self, session: Session, number: str = "0805") -> Intent:
        hex = session.world.grid.index(number)
        assert hex is not None
        return Intent(IntentKind.GO, hex)

    def test_a_formation_with_an_intent_marches_and_others_wait_for_orders(self, session: Session) -> None:
        formation = session.world.formation_index["red-army"]
        session.give_intent(formation, self.go(session))
        assert session.intents == {formation: self.go(session)}
        events = session.carry_out_intents()
        assert {event.unit for event in of_type(events, UnitMoved)} == {0, 1}
        assert session.carry_out_intents() == [], "nothing is left to do in this phase"
        assert session.active_side == RED, "the phase goes on"

    def test_an_order_given_for_an_intent_can_be_taken_back_and_the_intent_stays(self, session: Session) -> None:
        formation = session.world.formation_index["red-army"]
        session.give_intent(formation, self.go(session))
        before = session.turn.state.digest()
        session.carry_out_intents()
        session.undo()
        session.undo()
        assert session.turn.state.digest() == before and formation in session.intents
        assert len(of_type(session.carry_out_intents(), UnitMoved)) == 2

    def test_none_ends_an_intent(self, session: Session) -> None:
        formation = session.world.formation_index["red-army"]
        session.give_intent(formation, self.go(session))
        session.give_intent(formation, None)
        assert session.intents == {} and session.carry_out_intents() == []

    def test_what_makes_no_sense_or_is_not_ours_to_order_is_refused(self, session: Session) -> None:
        world = session.world
        with pytest.raises(UnfitIntent, match="no_goal"):
            session.give_intent(world.formation_index["red-army"], Intent(IntentKind.GO))
        with pytest.raises(ValueError, match="blue-army is ordered by 'greedy'"):
            session.give_intent(world.formation_index["blue-army"], self.go(session))
        with pytest.raises(ValueError, match="no formation 99"):
            session.give_intent(99, self.go(session))

    def test_a_save_a_resumed_game_and_a_branch_have_the_intents(self, session: Session, tmp_path: Any) -> None:
        path, formation = tmp_path / "game.hebei", session.world.formation_index["red-army"]
        session.give_intent(formation, self.go(session))
        session.record(path)
        session.carry_out_intents()
        session.submit(EndPhase())
        for _ in session.play():
            pass
        other = self.go(session, "0205")
        session.give_intent(formation, other)
        save = read_save(path)
        again = resume(save)
        assert again.intents == {formation: other}
        assert of_type(again.carry_out_intents(), UnitMoved)
        assert branch(save, 1).intents == {formation: self.go(session)}

    def test_edited_intents_are_told_when_a_save_is_resumed(self, session: Session, tmp_path: Any) -> None:
        path = tmp_path / "game.hebei"
        session.give_intent(session.world.formation_index["red-army"], self.go(session))
        session.record(path)
        path.write_text(path.read_text(encoding="utf-8").replace('"0805"', '"9905"'), encoding="utf-8")
        with pytest.raises(SaveError, match="told to do was edited: at: '9905' is no place"):
            resume(read_save(path))

    def test_a_branch_of_another_version_keeps_them_too(self, session: Session, tmp_path: Any) -> None:
        path, formation = tmp_path / "game.hebei", session.world.formation_index["red-army"]
        session.give_intent(formation, self.go(session))
        session.record(path)
        save = read_save(path)
        object.__setattr__(save.header, "rules", -1)
        older = branch(save, 0, tmp_path / "branch.hebei")
        assert older.intents == {formation: self.go(session)}
        assert read_save(tmp_path / "branch.hebei").memories["red"]["intents"] == {
            "red-army": {"intent": "go", "at": "0805"}
        }


class TestExplained:
    """Whoever may know it is told what a formation is to do and what it does about it."""

    @pytest.fixture
    def session(self) -> Session:
        made = scenario(PLAIN, "A@0105", "B@0106 of=guard", "x@1405", formations=["red-guard"], days=9)
        session = Session(made, (None, "greedy"))
        goal = made.world.grid.index("0905")
        assert goal is not None
        session.give_intent(made.world.formation_index["red-army"], Intent(IntentKind.GO, goal, by_day=3))
        return session

    def told(self, session: Session, formation: str, side: int = RED, lang: str = "en") -> list[str]:
        words = Catalogue(lang, session.world)
        inquiry = inquire(words, session.turn.state, side, intents=session.intents)
        subject = find_subject(session.world, formation)
        heading = words.say("explain.headings.intent")
        sections = [section for section in explain(inquiry, subject).sections if section.heading == heading]
        return [line for section in sections for line in section.lines]

    def test_a_formation_and_its_units_tell_it(self, session: Session) -> None:
        expected = ["The red army: march to hex 0905, by 17 October.", "It marches to hex 0905, 24 km short."]
        assert self.told(session, "red-army") == self.told(session, "red-a") == expected
        assert self.told(session, "red-army", lang="zh")[1] == "正开赴0905格，尚差24公里。"

    def test_others_have_nothing_to_tell_and_the_enemy_is_told_nothing(self, session: Session) -> None:
        assert self.told(session, "red-guard") == []
        assert self.told(session, "red-army", BLUE) == []


@st.composite
def intents(draw: st.DrawFn, board: Board, side: int) -> dict[int, Intent]:
    """Any intents that make sense, for some formations of a side."""
    world, view = board.world, board.view(side)
    hexes = st.integers(0, world.grid.size - 1)
    maybe = st.one_of(st.just(-1), hexes)
    formations = st.sampled_from(range(-1, len(world.formations)))
    found: dict[int, Intent] = {}
    for formation in range(len(world.formations)):
        intent = Intent(
            draw(st.sampled_from(IntentKind)),
            draw(maybe),
            draw(formations),
            draw(maybe),
            draw(st.sampled_from([-1, 0, 2])),
            draw(st.sampled_from([-1, 0, 500])),
            draw(st.sampled_from([-1, 0, 1, 3])),
            draw(st.booleans()),
            draw(st.booleans()),
            tuple(draw(st.lists(hexes, max_size=2))),
            tuple(each for each in draw(st.lists(formations, max_size=1)) if each >= 0),
            tuple(draw(st.lists(hexes, max_size=3))),
        )
        unfit = check_intent(world, view, side, formation, intent)
        while unfit and unfit.objection is Objection.MEANS_NOTHING:
            intent = replace(intent, **{unfit.limit: getattr(Intent(intent.kind), unfit.limit)})
            unfit = check_intent(world, view, side, formation, intent)
        if unfit is None:
            found[formation] = intent
    return found


def phase(board: Board, given: dict[int, Intent]) -> Iterator[tuple[Any, list[Event]]]:
    """Carry out intents of the active side until nothing is left, as a session does.

    An order is refused only where one before it has brought enemies in sight.
    """
    world, side, memory = board.world, board.turn.state.active_side, dict[str, Any]()
    asked = 0
    while True:
        view = board.view(side)
        orders, memory = carry_out(world, view, side, given, memory)
        again, same = carry_out(world, board.view(side), side, given, {}) if asked == 0 else (orders, memory)
        assert (again, same) == (orders, memory), "the same question gets the same answer"
        assert json.loads(json.dumps(memory)) == memory, "the memory is plain data"
        asked += 1
        assert asked <= 12 * (len(world.units) + 1), "it comes to an end"
        if not orders:
            return
        seen = (view.units[U.HEX] >= 0).tolist()
        for order in orders:
            if engine.check(world, board.view(side), order) is not None:
                assert (board.view(side).units[U.HEX] >= 0).tolist() != seen, order
                break
            events = board.order(order)
            yield order, events
            if not SURPRISES.isdisjoint(map(type, events)):
                break


class TestAlways:
    @given(sketches(), st.data())
    def test_any_intents_give_legal_orders_and_come_to_an_end(self, sketch: Sketch, data: st.DataObject) -> None:
        board = sketch.board()
        given = data.draw(intents(board, board.turn.state.active_side))
        for _ in range(4):
            if board.turn.state.is_over:
                return
            side = board.turn.state.active_side
            ours = {
                formation: each for formation, each in given.items() if board.world.formations[formation].side == side
            }
            for order, _ in phase(board, ours):
                subjects = getattr(order, "units", None) or (order.unit,)
                assert {int(board.turn.state.units[U.FORMATION, unit]) for unit in subjects} <= set(ours)
            board.end_phase()

    def test_a_march_counts_on_a_bridge_no_more_than_it_carries(self) -> None:
        river = [*(f"02{row:02d} ne" for row in range(1, 4)), "0201 se", "0202 se"]
        bridge = {"rivers": [{"sides": river}], "bridges": [{"side": "0202 ne", "state": "improvised"}]}
        units = [f"{name}@0{1 + number % 2}0{1 + number // 2} men=5000" for number, name in enumerate("ABCDEF")]
        board = Board("\n".join([". . . . . ."] * 3), *units, "x@0603", map=bridge, rules={"bridge_men": 6000})
        goal = board.hex("0502")
        moved = [order for order, _ in phase(board, {board.formation("red-army"): Intent(IntentKind.GO, goal)})]
        assert moved

    @given(sketches(), st.data())
    def test_the_spared_are_never_attacked(self, sketch: Sketch, data: st.DataObject) -> None:
        board = sketch.board()
        side = board.turn.state.active_side
        enemies = tuple(f for f in range(len(board.world.formations)) if board.world.formations[f].side != side)
        given = {
            formation: replace(intent, spare=enemies, min_odds=0)
            for formation, intent in data.draw(intents(board, side)).items()
        }
        for _, events in phase(board, given):
            assert of_type(events, BattleFought) == []

    @given(sketches(), st.data())
    def test_what_the_side_cannot_know_moves_nothing(self, sketch: Sketch, data: st.DataObject) -> None:
        """The same view with another truth behind it: the enemy's hidden units are somewhere else."""
        board = sketch.board()
        side = board.turn.state.active_side
        given = data.draw(intents(board, side))
        hidden = board.turn.state.copy()
        unseen = (board.view(side).units[U.HEX] < 0) & (hidden.units[U.SIDE] != side)
        hidden.units[U.MEN, unseen] += 77
        hidden.units[U.QUALITY, unseen] = 1
        hidden.formations[F.LOYALTY, hidden.formations[F.SIDE] != side] = 3
        views = [engine.observe(board.world, state, side) for state in (board.turn.state, hidden)]
        answers = [carry_out(board.world, view, side, given, {}) for view in views]
        assert answers[0] == answers[1]

    @given(sketches(), st.data())
    def test_searches_made_before_change_no_answer(self, sketch: Sketch, data: st.DataObject) -> None:
        board = sketch.board()
        tacticians = [Tactician(board.world, side) for side in (RED, BLUE)]
        for order, _ in play(board, data.draw(st.integers(0, 99)), 12):
            del order
            side = board.turn.state.active_side
            if side >= 0:
                given = data.draw(intents(board, side))
                view = board.view(side)
                used = tacticians[side].carry_out(view, given, {})
                assert used == carry_out(board.world, view, side, given, {})
