"""The staff on small boards: what it does in a danger or before a chance, and that it says why."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any, ClassVar

import pytest

from game.core.board import Edge
from game.core.intents.intent import IntentKind
from game.core.kinds import SupplyState, TalkStage
from game.core.orders import (
    Attack,
    EndPhase,
    Entrench,
    Favour,
    Order,
    PlantAgents,
    PromiseToSpare,
    RepairRail,
    SendEnvoy,
    WorkOn,
    WreckRail,
)
from game.core.state import GameState, Place, Rail, T, U
from game.players import Memory
from game.players.outlook import Outlook
from game.players.scripted import ScriptedPlayer
from game.players.staff import LEVELS, Planner, Reason, StaffPlayer, Why
from game.players.staff.aims import Stakes, aims
from game.players.staff.appraise import Appraisal
from game.players.staff.memory import plan_from_data, plan_to_data
from game.players.staff.planner import Advice
from game.players.staff.weights import Weights
from game.players.ways import Ways
from game.session.explain import explain, find_subject, inquire
from game.session.explain.inquiry import Inquiry
from game.session.session import Session
from game.session.words.staff_words import recall_briefs, tell_why
from game.session.words.text import Catalogue
from tests.boards import BLUE, RED, Board, formation_specs

ROOT = Path(__file__).parents[1]
PLAIN = "\n".join([". " * 16] * 9)
SOURCE = {"sources": [{"id": "base", "name": "Base", "side": "red", "at": "0105", "capacity": 90000}]}


class Open(Board):
    """A board without fog."""

    def __init__(self, rows: str, *units: str, **parts: Any) -> None:
        super().__init__(rows, *units, options={"fog": 0}, **parts)


def advice(board: Board, side: int = RED, memory: dict[str, Any] | None = None, level: str = "staff") -> Advice:
    return Planner(board.world, side, LEVELS[level]).intents_for(board.view(side), memory or {})


def of(board: Board, found: Advice, formation: str = "red-army") -> tuple[IntentKind, Reason]:
    number = board.world.formation_index[formation]
    return found.intents[number].kind, found.reasons[number].reason


def place(at: str, **facts: Any) -> dict[str, Any]:
    return {"name": "Town", "at": at, "value": 5, **facts}


def objective(side: str, place: str, weight: int = 10) -> dict[str, Any]:
    return {side: [{"place": place, "weight": weight}]}


class TestSafety:
    """Seeing to one's own before going for anything."""

    def test_it_slips_away_before_the_ring_closes(self) -> None:
        """Enemies on both sides of the way home, stronger than those they would cut off."""
        board = Open(PLAIN, "A@1105 men=4000", "b@1002 men=7000", "c@1007 men=7000", "d@1405 men=7000", supply=SOURCE)
        kind, reason = of(board, advice(board))
        assert kind is IntentKind.WITHDRAW and reason in (Reason.SLIPS_AWAY, Reason.OUTMATCHED)

    def test_it_stays_where_nobody_threatens(self) -> None:
        board = Open(PLAIN, "A@0905 men=4000", "b@1601 men=900", supply=SOURCE)
        assert of(board, advice(board))[0] is not IntentKind.WITHDRAW

    def test_it_holds_a_fed_fortress(self) -> None:
        board = Open(PLAIN, "A@0905 men=8000", "b@0805", "c@1005", "d@0904", supply=SOURCE)
        board.set("A", U.ENCIRCLED, 3)
        board.set("A", U.STOCK, 900)
        assert of(board, advice(board)) == (IntentKind.HOLD, Reason.HOLDS_FED)

    def test_it_breaks_out_when_it_starves(self) -> None:
        board = Open(PLAIN, "A@0905 men=8000", "B@0205 men=6000 of=guard", "b@0805", "c@1005", supply=SOURCE,
                      formations=["red-guard"])  # fmt: skip
        board.set("A", U.ENCIRCLED, 3)
        board.set("A", U.STOCK, 200)
        board.set("A", U.SUPPLY, SupplyState.LOW)
        assert of(board, advice(board)) == (IntentKind.WITHDRAW, Reason.BREAKS_OUT)

    def test_the_hungry_go_back_to_be_fed(self) -> None:
        board = Open(PLAIN, "A@1205 men=8000", "b@1601 men=900", supply=SOURCE)
        board.set("A", U.STOCK, 300)
        board.set("A", U.SUPPLY, SupplyState.LOW)
        assert of(board, advice(board)) == (IntentKind.WITHDRAW, Reason.HUNGRY)

    def test_the_easy_staff_does_not_look_at_its_lines(self) -> None:
        board = Open(PLAIN, "A@1105 men=5000", "b@1002 men=4000", "c@1007 men=4000", supply=SOURCE)
        careless, careful = advice(board, level="staff-easy"), advice(board)
        assert of(board, careful) == (IntentKind.WITHDRAW, Reason.SLIPS_AWAY)
        assert of(board, careless)[1] is not Reason.SLIPS_AWAY


class TestExits:
    """Leaving the map by a lift."""

    def port(self, *units: str, days: int = 20, term: str = "saved", near: int = 0) -> Board:
        lifts = [{"id": "ships", "name": "Ships", "side": "red", "at": "0105", "capacity": 4000}]
        if near:
            lifts.append({"id": "boats", "name": "Boats", "side": "red", "at": "0705", "capacity": near})
        terms = [{"kind": term, "group": "red-group"}]
        victory = {"favours": "red", "terms": terms, "levels": [{"id": "only", "name": "Only"}]}
        return Open(PLAIN, *units, lifts=lifts, supply=SOURCE, days=days, victory=victory)

    def test_who_would_be_beaten_withdraws_by_sea(self) -> None:
        board = self.port("A@0905 men=4000", "b@1105 men=9000", "c@1104 men=9000")
        assert of(board, advice(board)) == (IntentKind.LEAVE, Reason.LEAVES)

    def test_it_goes_on_with_that(self) -> None:
        board = self.port("A@0905 men=4000", "b@1105 men=9000", "c@1104 men=9000")
        memory = advice(board).memory
        board.set("A", U.HEX, board.hex("0505"))
        assert of(board, advice(board, memory=memory)) == (IntentKind.LEAVE, Reason.LEAVES)

    @pytest.mark.parametrize(("days", "leaves"), [(30, False), (6, True)])
    def test_the_idle_leave_when_no_more_time_is_left_than_that_takes(self, days: int, leaves: bool) -> None:
        board = self.port("A@0505 men=9000", "b@1609 men=900", days=days)
        assert (of(board, advice(board))[1] is Reason.LEAVES) == leaves

    @pytest.mark.parametrize(("ships", "leaves"), [(4000, True), (100, False)])
    def test_whose_turn_is_far_off_stays_where_it_is_of_use(self, ships: int, leaves: bool) -> None:
        """The ships take a hundred men a day, and nine thousand are nearer to them."""
        lifts = [{"id": "ships", "name": "Ships", "side": "red", "at": "0105", "capacity": ships}]
        victory = {"favours": "red", "terms": [{"kind": "saved", "group": "red-group"}],
                   "levels": [{"id": "only", "name": "Only"}]}  # fmt: skip
        board = Open(
            PLAIN, "A@0905 men=4000", "B@0305 men=9000 of=guard", "b@1609 men=9000", "c@1608 men=9000",
            formations=["red-guard"], lifts=lifts, supply=SOURCE, days=6, victory=victory,
        )  # fmt: skip
        found = advice(board)
        assert of(board, found, "red-guard")[1] is Reason.LEAVES
        assert (of(board, found)[1] is Reason.LEAVES) == leaves

    def test_it_does_not_change_from_one_lift_to_another_on_the_way(self) -> None:
        """From where it is now both are as near."""
        board = self.port("A@0405 men=4000", "b@1609 men=9000", days=4, near=4000)
        memory = self.port("A@0305 men=4000", "b@1609 men=9000", days=4, near=4000)
        board.set("A", U.HEX, board.hex("0605"))
        first = advice(memory)
        number = board.formation("red-army")
        assert advice(board).intents[number].hex == board.hex("0705")
        assert first.intents[number].hex == board.hex("0105")
        later = {**first.memory, "picture": []}
        assert advice(board, memory=later).intents[number].hex == board.hex("0105")

    def test_nobody_leaves_through_a_stronger_enemy(self) -> None:
        board = self.port("A@0905 men=4000", "b@0405 men=9000", days=30)
        assert of(board, advice(board))[1] is not Reason.LEAVES

    @pytest.mark.parametrize(("level", "goal"), [("staff-easy", "0705"), ("staff", "0105")])
    def test_it_goes_where_there_is_room(self, level: str, goal: str) -> None:
        """A lift that takes ten men a day may be near."""
        board = self.port("A@0905 men=4000", "b@1105 men=9000", "c@1104 men=9000", near=10)
        found = advice(board, level=level).intents[board.formation("red-army")]
        assert (found.kind, found.hex) == (IntentKind.LEAVE, board.hex(goal))

    @pytest.mark.parametrize(("at_once", "goal"), [(10, "0105"), (4000, "0705")])
    def test_what_lies_ready_takes_its_first_without_a_queue(self, at_once: int, goal: str) -> None:
        lifts = [
            {"id": "ships", "name": "Ships", "side": "red", "at": "0105", "capacity": 4000},
            {"id": "boats", "name": "Boats", "side": "red", "at": "0705", "capacity": 10, "at_once": at_once},
        ]
        victory = {"favours": "red", "terms": [{"kind": "saved", "group": "red-group"}],
                   "levels": [{"id": "only", "name": "Only"}]}  # fmt: skip
        units = ("A@0905 men=4000", "b@1105 men=9000", "c@1104 men=9000")
        board = Open(PLAIN, *units, lifts=lifts, supply=SOURCE, days=20, victory=victory)
        assert advice(board).intents[board.formation("red-army")].hex == board.hex(goal)

    def test_where_men_leave_is_worth_taking_and_holding(self) -> None:
        """By as many as its ships take on at once and in a month."""
        lifts = [{"id": "ships", "name": "Ships", "side": "blue", "at": "0105", "capacity": 100, "at_once": 2000}]
        victory = {"favours": "blue", "terms": [{"kind": "saved", "group": "blue-group", "per": 10}],
                   "levels": [{"id": "only", "name": "Only"}]}  # fmt: skip
        board = Open(PLAIN, "A@0505", "b@0905", lifts=lifts, victory=victory, days=40,
                     places={"port": place("0105", held_by="blue")})  # fmt: skip
        for side in (RED, BLUE):
            assert Stakes(board.world, side, LEVELS["staff"]).worth == {0: (2000 + 30 * 100) // 10 * 2000 // 1000}

    def test_nobody_leaves_where_men_saved_are_no_points(self) -> None:
        board = self.port("A@0505 men=9000", "b@1609 men=900", days=6, term="losses")
        assert of(board, advice(board))[1] is not Reason.LEAVES


_FAR = ("1601", "1603", "1609", "1607", "1605", "1509", "1501")


class TestAims:
    """What it goes for."""

    def test_it_takes_a_place_that_nobody_holds(self) -> None:
        board = Open(
            PLAIN, "A@0505 men=8000", "b@1609 men=900", supply=SOURCE,
            places={"town": place("0905")}, objectives=objective("red", "town"),
        )  # fmt: skip
        kind, reason = of(board, advice(board))
        assert kind in (IntentKind.ATTACK, IntentKind.GO) and reason is Reason.TAKES

    def test_it_takes_what_an_idle_enemy_leaves_open(self) -> None:
        """Strong enemies are about whom nobody has met; when none of them has come for days the town is taken."""
        far = (f"{unit}@{hex} men=9000" for unit, hex in zip("bcdefgh", _FAR, strict=True))
        board = Board(
            PLAIN, "A@0305 men=8000", *far, supply=SOURCE, days=12,
            places={"town": place("0905", held_by="blue")}, objectives=objective("red", "town"),
        )  # fmt: skip
        session = Session(board.scenario, ("staff", ScriptedPlayer(board.world, BLUE, {})))
        for _ in session.play():
            pass
        assert session.turn.state.places[Place.HOLDER, board.place("town")] == RED

    def test_who_are_enough_do_not_wait_for_those_who_come_from_far(self) -> None:
        """A town worth so much that everybody is sent for it; a weaker enemy is near."""
        board = Open(
            PLAIN, "A@0705 men=8000", "B@0106 men=8000 of=guard", "b@1005 men=3000", formations=["red-guard"],
            supply=SOURCE, days=20, places={"town": place("0905", held_by="blue")},
            objectives=objective("red", "town", 40),
        )  # fmt: skip
        assert of(board, advice(board))[1] is Reason.TAKES

    def test_it_refuses_bad_odds(self) -> None:
        """An army in works four times as strong is nobody's aim."""
        board = Open(
            PLAIN, "A@0505 men=5000", "b@0905 men=9000", "c@0906 men=9000", supply=SOURCE,
            places={"town": place("0905", works=2, held_by="blue")}, objectives=objective("red", "town"),
        )  # fmt: skip
        assert of(board, advice(board))[1] not in (Reason.TAKES, Reason.STRIKES)

    @pytest.mark.parametrize(
        ("level", "group", "goes"),
        [("staff", "red-group", True), ("staff-hard", "red-group", False), ("staff-hard", "blue-group", True)],
    )
    def test_where_its_own_men_are_points_the_hard_staff_wants_better_odds(
        self, level: str, group: str, goes: bool
    ) -> None:
        victory = {
            "favours": "red",
            "terms": [{"kind": "losses", "group": group, "per": 10}],
            "levels": [{"id": "only", "name": "Only"}],
        }
        board = Open(
            PLAIN, "A@0505 men=8000", "b@0905 men=7000", supply=SOURCE, victory=victory,
            places={"town": place("0905", held_by="blue")}, objectives=objective("red", "town"),
        )  # fmt: skip
        reason = of(board, advice(board, level=level))[1]
        assert (reason in (Reason.TAKES, Reason.STRIKES, Reason.CLOSES_IN)) == goes

    @pytest.mark.parametrize(("led", "goes"), [(None, True), ({"red-guard"}, False), ({"red-guard", "red-army"}, True)])
    def test_who_leads_a_part_goes_for_what_that_part_is_enough_for(self, led: set[str] | None, goes: bool) -> None:
        """A town that two armies together can take."""
        board = Open(
            PLAIN, "A@0505 men=9000", "B@0506 men=7000 of=guard", "b@0905 men=9000", formations=["red-guard"],
            supply=SOURCE, places={"town": place("0905", held_by="blue")}, objectives=objective("red", "town"),
        )  # fmt: skip
        planner = Planner(board.world, RED)
        planner.led = None if led is None else frozenset(map(board.formation, led))
        found = planner.intents_for(board.view(RED), {})
        guard, army = (board.formation(name) for name in ("red-guard", "red-army"))
        assert (found.reasons[guard].reason in (Reason.TAKES, Reason.STRIKES, Reason.CLOSES_IN)) == goes
        assert (army in found.intents) == (led is None or "red-army" in led)

    def test_whom_else_it_leads_is_another_plan(self) -> None:
        board = Open(PLAIN, "A@0505", "B@0506 of=guard", "b@1605", formations=["red-guard"], supply=SOURCE)
        planner, memory = Planner(board.world, RED), {}
        for led in ("red-guard", "red-army"):
            planner.led = frozenset({board.formation(led)})
            found = planner.intents_for(board.view(RED), memory)
            assert set(found.intents) == planner.led
            memory = found.memory

    def test_it_holds_what_is_threatened(self) -> None:
        board = Open(
            PLAIN, "A@0405 men=8000", "b@0805 men=6000", supply=SOURCE,
            places={"town": place("0505", held_by="red")}, objectives=objective("red", "town", 20),
        )  # fmt: skip
        kind, reason = of(board, advice(board))
        assert reason in (Reason.HOLDS, Reason.SALLIES) and kind in (IntentKind.HOLD, IntentKind.ATTACK)

    def test_who_sallies_from_a_great_place_leaves_enough_in_it(self) -> None:
        board = Open(
            PLAIN, "A@0405 men=9000", "B@0404 men=9000 of=guard", "C@0406 men=9000 of=rear", "b@0705 men=8000",
            formations=["red-guard", "red-rear"], supply=SOURCE,
            places={"town": place("0405", held_by="red")}, objectives=objective("red", "town", 40),
        )  # fmt: skip
        reasons = [why.reason for why in advice(board).reasons.values()]
        assert Reason.HOLDS in reasons

    def test_the_encircled_do_not_relieve_one_another(self) -> None:
        board = Open(PLAIN, "A@0905 men=8000", "B@0805 men=8000 of=guard", "b@1205", formations=["red-guard"])
        for unit in "AB":
            board.set(unit, U.ENCIRCLED, 3)
            board.set(unit, U.STOCK, 200)
            board.set(unit, U.SUPPLY, SupplyState.LOW)
        assert Reason.RELIEVES not in {why.reason for why in advice(board).reasons.values()}

    @pytest.mark.parametrize(("foes", "joins"), [((), True), (("b@0605 men=9000", "c@0606 men=9000"), False)])
    def test_two_groups_whose_junction_is_points_march_to_meet(self, foes: tuple[str, ...], joins: bool) -> None:
        """Where nobody between them is too strong."""
        victory = {"favours": "red", "levels": [{"id": "only", "name": "Only"}], "terms": [
            {"kind": "junction", "groups": ["red-group", "guard-group"], "side": "red", "points": 600}]}  # fmt: skip
        board = Open(
            PLAIN, "A@0205 men=5000", "B@1205 men=5000 of=guard", "z@1609 men=500", *foes, supply=SOURCE, days=20,
            victory=victory, formations=["red-guard group=guard-group"],
        )  # fmt: skip
        found = advice(board)
        reasons = {of(board, found, each)[1] for each in ("red-army", "red-guard")}
        assert (reasons == {Reason.JOINS}) == joins

    def test_who_has_nothing_to_go_for_is_the_reserve_of_a_place_that_counts(self) -> None:
        board = Open(
            PLAIN, "A@0505 men=5000", "B@1505 men=5000 of=guard", formations=["red-guard"], supply=SOURCE,
            places={"town": place("0505", held_by="red")}, objectives=objective("red", "town", 20),
        )  # fmt: skip
        assert of(board, advice(board), "red-guard") == (IntentKind.HOLD, Reason.RESERVE)

    def test_it_gathers_before_it_strikes(self) -> None:
        """Alone the first would be beaten; together they are the stronger."""
        board = Open(
            PLAIN, "A@0905 men=5000", "B@0105 men=6000 of=guard", "b@1205 men=5000", formations=["red-guard"],
            supply=SOURCE, objectives={"red": [{"enemy": "blue-group", "weight": 20}]},
        )  # fmt: skip
        assert of(board, advice(board), "red-guard")[1] in (Reason.GATHERS, Reason.STRIKES)
        assert of(board, advice(board))[1] is not Reason.STRIKES

    def test_two_bodies_of_one_enemy_formation_are_two_aims(self) -> None:
        board = Open(PLAIN, "A@0505 men=9000", "b@0805 men=3000", "c@1505 men=3000", supply=SOURCE)
        outlook = Outlook(board.view(RED), Ways(board.world, RED))
        appraisal = Appraisal(outlook, Weights(), {}, {})
        found = aims(appraisal, Stakes(board.world, RED, Weights()), appraisal.bodies)
        keys = [aim.key for aim in found if aim.foe]
        assert len(keys) == len(set(keys)) == 2

    def test_it_gathers_with_the_foremost(self) -> None:
        """However strong those are who come from far."""
        board = Open(
            PLAIN, "A@1105 men=5000", "B@0105 men=9000 of=guard", "b@1305 men=6000", "c@1306 men=3000",
            formations=["red-guard"], supply=SOURCE, objectives={"red": [{"enemy": "blue-group", "weight": 40}]},
            map={"hex_km": 6},
        )  # fmt: skip
        found = advice(board)
        number = board.world.formation_index["red-army"]
        assert found.reasons[number].reason is Reason.GATHERS
        assert board.world.grid.distance(found.intents[number].hex, board.world.grid.index("1105")) < 6

    def test_who_has_come_together_far_from_the_enemy_waits_no_longer(self) -> None:
        """He has fallen back to gather out of reach, so that he would never be near enough to go."""
        board = Open(
            PLAIN, "A@0505 men=9000", "B@0605 men=9000 of=guard", "b@1305 men=6000", formations=["red-guard"],
            supply=SOURCE, objectives={"red": [{"enemy": "blue-group", "weight": 40}]}, map={"hex_km": 6},
        )  # fmt: skip
        assert {why.reason for why in advice(board).reasons.values()} == {Reason.CLOSES_IN}

    @pytest.mark.parametrize(("men", "reason"), [(3000, Reason.GATHERS), (9000, Reason.CLOSES_IN)])
    def test_who_are_overwhelming_wait_for_nobody_else(self, men: int, reason: Reason) -> None:
        """One of the foremost is on another side of the enemy, and would have to come round him."""
        board = Open(
            PLAIN, f"A@0505 men={men}", f"B@0605 men={men} of=guard", "C@1609 men=3000 of=rear", "b@1305 men=4000",
            formations=["red-guard", "red-rear"], supply=SOURCE, map={"hex_km": 6},
            objectives={"red": [{"enemy": "blue-group", "weight": 90}]},
        )  # fmt: skip
        assert of(board, advice(board))[1] is reason

    def test_the_ordinary_staff_attacks_at_odds_that_the_easy_refuses(self) -> None:
        board = Open(
            PLAIN, "A@0805 men=9000", "b@1005 men=8000", objectives={"red": [{"enemy": "blue-group", "weight": 30}]}
        )
        number = board.world.formation_index["red-army"]
        bold, cautious = (advice(board, level=level).intents[number] for level in ("staff", "staff-easy"))
        assert bold.kind is cautious.kind is IntentKind.ATTACK
        assert bold.min_odds < cautious.min_odds

    def test_and_sends_no_more_than_are_enough(self) -> None:
        prey = {"red": [{"enemy": "blue-group", "weight": 30}]}
        board = Open(
            PLAIN,
            "A@0704 men=9000",
            "B@0706 men=9000 of=guard",
            "b@0905 men=4000",
            formations=["red-guard"],
            objectives=prey,
        )
        sent = [
            sum(intent.kind is not IntentKind.HOLD for intent in advice(board, level=level).intents.values())
            for level in ("staff", "staff-easy")
        ]
        assert sent == [1, 2]

    def test_the_hard_staff_seals_the_way_behind_an_enemy(self) -> None:
        supply = {"sources": [{"id": "base", "name": "Base", "side": "blue", "at": "1605", "capacity": 90000}]}
        board = Open(
            PLAIN, "A@0704 men=9000", "B@0706 men=9000 of=guard", "b@0805 men=6000", formations=["red-guard"],
            supply=supply, objectives={"red": [{"enemy": "blue-group", "weight": 30}]},
        )  # fmt: skip
        found = advice(board, level="staff-hard")
        reasons = {why.reason for why in found.reasons.values()}
        assert Reason.SEALS in reasons and reasons & {Reason.STRIKES, Reason.CLOSES_IN}

    def test_an_enemy_in_a_ring_is_stormed_or_starved(self) -> None:
        parts = {"formations": ["red-guard"], "objectives": {"red": [{"enemy": "blue-group", "weight": 30}]}}
        board = Open(PLAIN, "A@0704 men=9000", "B@0706 men=9000 of=guard", "b@0805 men=3600", days=20, **parts)
        board.set("b", U.ENCIRCLED, 3)
        assert Reason.STORMS in {why.reason for why in advice(board).reasons.values()}
        even = Open(PLAIN, "A@0704 men=6000", "b@0805 men=6000", days=20, **parts)
        even.set("b", U.ENCIRCLED, 3)
        assert of(even, advice(even))[1] in (Reason.WAITS_OUT, Reason.STANDS)

    def test_near_the_enemy_a_headquarters_stays_with_the_strongest_whom_it_leads(self) -> None:
        """Its own engineers go on with the others, and need not guard it."""
        units = ("H@0805 type=headquarters men=2500", "E@0805 type=engineer_regiment men=1500",
                 "A@0705 men=6000 of=first", "B@0105 men=9000 of=other", "b@1205 men=3000")  # fmt: skip
        army, enemy, first, other = formation_specs(["red-first", "red-other"], units)
        board = Open(
            PLAIN, order_of_battle=[{**army, "formations": [first]}, enemy, other], supply=SOURCE,
            objectives={"red": [{"enemy": "blue-group", "weight": 90}]},
        )  # fmt: skip
        found = advice(board)
        assert found.detached[board.unit("H")].hex == board.hex("0705")
        assert board.unit("E") not in found.detached

    def test_relief_is_sent_to_a_pocket(self) -> None:
        board = Open(PLAIN, "A@1005 men=6000", "B@0405 men=9000 of=guard", "b@0905 men=5000", formations=["red-guard"])
        board.set("A", U.ENCIRCLED, 2)
        assert of(board, advice(board), "red-guard") == (IntentKind.RELIEVE, Reason.RELIEVES)

    def test_worth_comes_from_the_scenario_alone(self) -> None:
        board = Open(PLAIN, "A@0505", "b@0905", places={"town": place("0905")}, objectives=objective("red", "town"))
        stakes = Stakes(board.world, RED, Weights())
        assert stakes.worth == {0: 10 * Weights().objective}


class TestPlan:
    """The plan as it is kept."""

    def board(self) -> Board:
        return Board(PLAIN, "A@0505 men=8000", "b@0905 men=4000", supply=SOURCE, days=6)

    def test_it_stands_until_the_picture_changes(self) -> None:
        board = self.board()
        planner = Planner(board.world, RED)
        first = planner.intents_for(board.view(RED), {})
        again = planner.intents_for(board.view(RED), first.memory)
        assert again.memory == first.memory and again.intents == first.intents
        other = Planner(board.world, RED).intents_for(board.view(RED), json.loads(json.dumps(first.memory)))
        assert other.intents == first.intents and other.reasons == first.reasons

    def test_it_survives_as_plain_data(self) -> None:
        board = self.board()
        memory = advice(board).memory
        plan = plan_from_data(board.world, json.loads(json.dumps(memory)))
        assert plan_to_data(board.world, plan) == {key: memory[key] for key in plan_to_data(board.world, plan)}

    def test_only_the_formations_asked_about_are_answered(self) -> None:
        board = self.board()
        assert Planner(board.world, RED).intents_for(board.view(RED), {}, formations=[]).intents == {}

    def test_a_game_between_two_staffs_ends(self) -> None:
        board = self.board()
        session = Session(board.scenario, ("staff", "staff-easy"))
        for _ in session.play():
            pass
        assert session.is_over

    @pytest.mark.parametrize("level", LEVELS)
    def test_every_strength_gives_legal_orders(self, level: str) -> None:
        board = self.board()
        session = Session(board.scenario, (StaffPlayer(board.world, RED, level=level), "greedy"))
        for _ in session.play(3):
            pass
        assert not [error for side, error in session.refused if side == RED]


@pytest.mark.parametrize("level", LEVELS)
def test_a_game_taken_up_again_goes_on_as_if_it_had_not_been_left(level: str) -> None:
    """Memory included: new players go on from what the others remembered, through JSON."""
    town = place("0605", held_by="blue")
    goals = objective("red", "town") | objective("blue", "town")
    units = ("A@0305 men=8000", "B@0405 men=6000", "b@0705 men=5000", "c@0804 men=4000")
    board = Board(PLAIN, *units, supply=SOURCE, places={"town": town}, objectives=goals, days=6)
    whole, first = (Session(board.scenario, (level, "staff"), 5) for _ in range(2))
    for _ in whole.play():
        pass
    for _ in first.play(3):
        pass
    second = Session(board.scenario, (level, "staff"), 5, position=first.turn.state)
    second.memories = json.loads(json.dumps(first.memories))
    for _ in second.play():
        pass
    assert second.turn.state.digest() == whole.turn.state.digest()


def test_it_ends_its_phase_in_the_answer_in_which_its_men_dig_in() -> None:
    """Nothing else is to be ordered then, so it need not be asked again."""
    board = Open(PLAIN, "A@0505 men=3000", "b@0605 men=9000", days=2)

    class Overheard(StaffPlayer):
        answers: ClassVar[list[list[Order]]] = []

        def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
            orders, memory = super().act(view, memory)
            self.answers.append(orders)
            return orders, memory

    for _ in Session(board.scenario, (Overheard(board.world, RED), "idle")).play(1):
        pass
    digging = [orders for orders in Overheard.answers if any(isinstance(order, Entrench) for order in orders)]
    assert digging and digging == Overheard.answers[-1:] and isinstance(digging[0][-1], EndPhase)


class TestPolitics:
    """Whom it woos, and how it keeps its own."""

    def acts(self, board: Board, side: int = RED) -> list[Any]:
        orders, _ = StaffPlayer(board.world, side).act(board.view(side), {})
        return orders

    def test_it_works_on_those_with_whom_there_is_contact(self) -> None:
        board = Open(PLAIN, "A@0505", "b@0605 of=guard", "c@0606", formations=["blue-guard agents=true"])
        guard = board.world.formation_index["blue-guard"]
        assert self.acts(board)[:3] == [WorkOn(guard)] * 3

    def test_it_sends_an_envoy_where_nobody_has_spoken_yet(self) -> None:
        board = Open(PLAIN, "A@0505", "b@0605")
        assert self.acts(board)[0] == SendEnvoy(board.world.formation_index["blue-army"])

    @pytest.mark.parametrize(("cost", "sent"), [(1, True), (2, False)])
    def test_what_is_left_of_the_day_goes_into_agents_at_their_price(self, cost: int, sent: bool) -> None:
        board = Open(PLAIN, "A@0505", "b@0605", rules={"plant_cost": cost})
        assert (PlantAgents(board.world.formation_index["blue-army"]) in self.acts(board)) == sent

    def test_it_spares_those_in_the_ring_who_may_come_over(self) -> None:
        board = Open(PLAIN, "A@0505 men=9000", "b@0605 of=guard men=900", formations=["blue-guard agents=true"])
        board.set("b", U.ENCIRCLED, 2)
        guard = board.world.formation_index["blue-guard"]
        player, memory = StaffPlayer(board.world, RED), dict[str, Any]()
        orders, memory = player.act(board.view(RED), memory)
        assert PromiseToSpare(guard) in orders
        while orders:
            orders, memory = player.act(board.view(RED), memory)
            assert not any(isinstance(order, Attack) for order in orders)

    @pytest.mark.parametrize(
        ("holder", "stage", "fights"),
        [
            ("blue", TalkStage.NONE, True),
            ("blue", TalkStage.OPEN, True),
            ("blue", TalkStage.AGREED, False),
            ("red", TalkStage.NONE, False),
            ("red", TalkStage.OPEN, False),
        ],
    )
    def test_it_spares_a_command_that_only_peace_is_left_for(self, holder: str, stage: TalkStage, fights: bool) -> None:
        """A settlement is points; once agreed on, or with no city left to storm, fights only put it off."""
        terms = [{"id": "peace", "name": "Peace", "units": "join"}]
        talk = {"id": "talk", "command": "blue-army", "clique": "fu", "principal": "city", "cities": [], "terms": terms}
        levels = [{"id": "only", "name": "Only"}]
        settled = {"kind": "settled", "talks": "talk", "side": "red", "points": 7}
        board = Open(
            PLAIN,
            *("A@0505 men=9000", "B@0504 men=9000", "b@0605 men=3000"),
            places={"city": place("1605", held_by=holder)},
            talks=[talk],
            victory={"favours": "red", "terms": [settled], "levels": levels},
        )
        board.turn.state.talks[T.STAGE, 0] = stage
        player, memory, attacks = StaffPlayer(board.world, RED), dict[str, Any](), 0
        orders, memory = player.act(board.view(RED), memory)
        while orders:
            attacks += sum(isinstance(order, Attack) for order in orders)
            orders, memory = player.act(board.view(RED), memory)
        assert (attacks > 0) == fights

    def test_it_rewards_its_own_who_waver(self) -> None:
        board = Open(PLAIN, "A@0505 of=guard", "b@1605", formations=["red-guard loyalty=45"])
        assert Favour(board.world.formation_index["red-guard"]) in self.acts(board)


class TestRailways:
    def test_militia_wrecks_the_line_that_feeds_the_enemy(self) -> None:
        railway = [{"id": "line", "name": "Line", "line": ["0105", "0805"]}]
        base = {"id": "base", "name": "Base", "side": "blue", "at": "0105", "kind": "rail", "capacity": 9000}
        supply = {"sources": [base]}
        board = Open(PLAIN, "A@0505 men=1500 type=militia", "b@1601", map={"rails": railway}, supply=supply)
        session = Session(board.scenario, ("staff", "greedy"))
        for _ in session.play(3):
            pass
        assert any(isinstance(record.order, WreckRail) for record in session.records)

    def test_the_idle_mend_the_line_that_feeds_them(self) -> None:
        railway = [{"id": "line", "name": "Line", "line": ["0105", "0805"]}]
        base = {"id": "base", "name": "Base", "side": "red", "at": "0105", "kind": "rail", "capacity": 9000}
        board = Open(PLAIN, "A@0205", "b@1601", map={"rails": railway}, supply={"sources": [base]})
        here = board.hex("0205")
        for direction in range(6):
            link = board.world.board.edges[Edge.RAIL, here, direction]
            if link >= 0:
                board.turn.state.rails[Rail.WRECKED, link] = 1
        orders, _ = StaffPlayer(board.world, RED).act(board.view(RED), {})
        mended = [order for order in orders if isinstance(order, RepairRail)]
        assert len(mended) == 1 and board.world.grid.step(here, mended[0].direction) == board.hex("0105")


class TestWords:
    """Every reason can be told."""

    @pytest.mark.parametrize("language", ["en", "zh"])
    @pytest.mark.parametrize("reason", Reason)
    def test_every_reason_has_words(self, language: str, reason: Reason) -> None:
        board = Open(PLAIN, "A@0505", "b@0905")
        told = tell_why(Catalogue(language, board.world), Why(reason, 0, board.hex("0505")))
        assert told and "{" not in told

    def test_it_goes_there_and_back(self) -> None:
        board = Open(PLAIN, "A@0505", "b@0905")
        why = Why(Reason.SEALS, 1, board.hex("0304"))
        assert Why.from_data(board.world, json.loads(json.dumps(why.to_data(board.world)))) == why
        with pytest.raises(ValueError, match="hex"):
            Why.from_data(board.world, {"reason": "seals", "at": "9999"})

    def test_explain_tells_it_to_its_own_side(self) -> None:
        board = Open(PLAIN, "A@0905 men=8000", "b@0805", "c@1005", supply=SOURCE)
        board.set("A", U.ENCIRCLED, 3)
        memory = advice(board).memory
        assert "is fed" in self.told(board, memory, RED)
        assert "is fed" not in self.told(board, memory, BLUE)

    def told(self, board: Board, memory: dict[str, Any], side: int) -> str:
        words = Catalogue("en", board.world)
        inquiry: Inquiry = inquire(words, board.turn.state, side, intents=advice(board).intents)
        object.__setattr__(inquiry, "briefs", recall_briefs(board.world, {"red": memory}))
        answer = explain(inquiry, find_subject(board.world, "red-army"))
        return " ".join(line for section in answer.sections for line in section.lines)

    def test_a_damaged_memory_tells_nothing(self) -> None:
        board = Open(PLAIN, "A@0505", "b@0905")
        damaged = {"reasons": {"red-army": {"reason": "whim"}, "nobody": {}}, "detached": 5, "acts": [None]}
        briefs = recall_briefs(board.world, {"red": damaged})
        assert briefs.reasons == {} and briefs.detached == {} and briefs.acts == []


def test_the_page_prints_every_weight() -> None:
    page = (ROOT / "docs" / "staff.md").read_text(encoding="utf-8")
    for weight in fields(Weights):
        assert f"| `{weight.name}` | {getattr(Weights(), weight.name)} |" in page
