"""Talks of a whole command: resolve, rounds, agreement, handing over. Rulebook 9."""

import json
from datetime import date
from typing import Any, ClassVar

import pytest

from game.core import engine, notation
from game.core.causes import BreakCause, Degree, ResolveCause, TalkStep
from game.core.events import (
    DefectionConsidered,
    Event,
    OfferCaught,
    OfferRefused,
    PlaceTaken,
    ResolveChanged,
    ResolveWeighed,
    TalksAgreed,
    TalksAsked,
    TalksBrokenOff,
    TalksDone,
    TalksOpened,
    TalksSigned,
    TermsTabled,
    UnitArrived,
    UnitsDismissed,
    UnitsJoined,
    UnitsStoodAside,
    UnitSurrendered,
)
from game.core.kinds import Standing, Status, TalkStage
from game.core.movement.lift import room_left
from game.core.orders import AnswerTalks, Attack, EndPhase, Move, OfferTalks, ReplaceCommander, SendEnvoy
from game.core.refusal import Reason
from game.core.state import ACCOUNTS, F, Lifting, Place, S, T, U
from game.core.talks.resolve import is_isolated
from game.core.victory import score
from game.scenario.load import from_spec
from game.scenario.rules import standard_rules
from game.scenario.schema.spec import Spec
from game.scenario.text.marks import read_text
from tests.boards import BLUE, RED, Board, of_type

ROW = ". . . . . . . . . . . . ."
PLACES = {
    "west": {"name": "West", "at": "0101", "kind": "city", "held_by": "blue"},
    "capital": {"name": "Capital", "at": "0301", "kind": "city", "held_by": "blue"},
    "east": {"name": "East", "at": "0801", "kind": "city", "held_by": "blue"},
    "harbour": {"name": "Harbour", "at": "1001", "kind": "town", "held_by": "blue"},
}
SOURCES = [
    {"id": "stores", "name": "Stores", "side": "blue", "at": "0301", "capacity": 50_000},
    {"id": "ships", "name": "Ships", "side": "blue", "at": "1001", "capacity": 50_000},
]
TERMS = [
    {"id": "join", "name": "join us", "units": "join", "hold_outs": "leave"},
    {"id": "disarm", "name": "lay down arms", "units": "disarm", "resolve": 10},
    {"id": "go", "name": "go home", "units": "leave", "resolve": -20},
]
DAUGHTER = {"name": "his daughter", "since": "1945-10-14"}
STRIP = {"id": "strip", "name": "Strip", "side": "blue", "kind": "air", "at": "0801", "capacity": 700}


def army(id: str, clique: str, *units: str) -> dict[str, Any]:
    """An army of blue's; a unit is ``"35@0201"`` with words after it."""
    specs = []
    for text in units:
        where, *words = text.split()
        name, _, hex = where.partition("@")
        settings = {key: int(value) for key, value in (word.split("=") for word in words)}
        specs.append(
            {"id": f"blue-{name}", "name": name, "type": "infantry_division", "men": 5000, "at": hex} | settings
        )
    return {"id": id, "name": id, "kind": "army", "commander": f"Commander of {id}", "clique": clique, "units": specs}


def red(*units: dict[str, Any]) -> dict[str, Any]:
    return {"id": "red-army", "name": "Red", "side": "red", "commander": "R", "kind": "army", "units": list(units)}


def division(id: str, **facts: Any) -> dict[str, Any]:
    return {"id": id, "name": id, "type": "infantry_division", "men": 9000, "stock": 100, **facts}


def theatre(*armies: dict[str, Any], reds: tuple[dict[str, Any], ...] = (), **parts: Any) -> Board:
    """Blue's command in a row from west to east, with what is to be said of its talks."""
    command = {
        "id": "blue-command",
        "name": "Command",
        "side": "blue",
        "kind": "front",
        "commander": "General Blue",
        "clique": "fu",
        "formations": list(armies),
        "units": parts.pop("headquarters", []),
    }
    defiant = any(each["clique"] == "central" for each in armies)
    talk = {
        "id": "peace",
        "command": "blue-command",
        "principal": "capital",
        "cities": ["west", "east"],
        "ports": ["harbour"],
        "terms": [each if defiant else each | {"hold_outs": "stay"} for each in TERMS],
        "hold_outs": [{"clique": "central"}] if defiant else [],
        **parts.pop("talk", {}),
    }
    places = {id: dict(place) for id, place in PLACES.items()} | parts.pop("places", {})
    victory = {
        "favours": "red",
        "terms": [{"kind": "settled", "talks": "peace", "side": "red", "points": 7}],
        "levels": [{"id": "only", "name": "Only"}],
    }
    facts = {"days": 30, "supply": {"sources": SOURCES}, "victory": victory, **parts}
    tree = [red(*reds), command]
    return Board(ROW, order_of_battle=tree, places=places, talks=[talk], **facts)


def small(**parts: Any) -> Board:
    """One army of his own in the capital, one of the central clique in the east, a red division far off."""
    armies = (army("own", "fu", "a@0301", "b@0101"), army("other", "central", "c@0801"))
    return theatre(*armies, reds=(division("red-r", at="1301"),), **parts)


def resolved(made: Board) -> float:
    return int(made.turn.state.talks[T.RESOLVE, 0]) / 100


def stage(made: Board) -> TalkStage:
    return TalkStage(int(made.turn.state.talks[T.STAGE, 0]))


def put(made: Board, **columns: int) -> None:
    """Arrange how the talks stand."""
    for name, value in columns.items():
        made.turn.state.talks[T[name.upper()], 0] = value


def lose(made: Board, *ids: str) -> None:
    """Units surrender where they stand."""
    for id in ids:
        unit = made.world.unit_index[id]
        row = made.turn.state.units[:, unit].tolist()
        captured = row[U.CAPTURED] + row[U.MEN] + row[U.WOUNDED]
        made.turn.emit(UnitSurrendered(unit, row[U.HEX], RED, captured, 0))


def take(made: Board, *places: str) -> None:
    for place in places:
        made.turn.emit(PlaceTaken(made.place(place), RED, BLUE, -1))


def lines(events: list[Event]) -> dict[ResolveCause, int]:
    return {
        ResolveCause(cause): change for event in of_type(events, ResolveChanged) for cause, change, _ in event.lines
    }


def until_blue(made: Board) -> None:
    """Red has no more orders today."""
    if made.turn.state.active_side == RED:
        made.end_phase()


class TestResolve:
    """Rulebook 9.2, a line each."""

    def test_a_quiet_day_moves_nothing(self) -> None:
        made = small()
        assert lines(made.turn.events + made.end_day()) == {}
        assert resolved(made) == 100

    @pytest.mark.parametrize(
        ("units", "places", "expected"),
        [
            (("blue-a", "blue-b"), (), {ResolveCause.ARMY_LOST: -1200}),
            (("blue-c",), (), {ResolveCause.OTHER_ARMY_LOST: -400}),
            (("blue-a",), (), {}),
            ((), ("west",), {ResolveCause.CITY_LOST: -800}),
            ((), ("west", "east"), {ResolveCause.CITY_LOST: -1600}),
            ((), ("capital",), {ResolveCause.PRINCIPAL_LOST: -1600}),
            ((), ("harbour",), {ResolveCause.PORT_LOST: -800}),
        ],
    )
    def test_a_loss_tells_at_dusk(
        self, units: tuple[str, ...], places: tuple[str, ...], expected: dict[ResolveCause, int]
    ) -> None:
        made = small()
        lose(made, *units)
        take(made, *places)
        assert lines(made.end_day()) == expected

    def test_and_it_tells_once(self) -> None:
        made = small()
        take(made, "west")
        made.end_day()
        assert lines(made.end_day()) == {}
        made.turn.emit(PlaceTaken(made.place("west"), BLUE, RED, -1))
        made.end_day()
        take(made, "west")
        assert lines(made.end_day()) == {}, "what was counted once is not counted again"

    def test_what_was_lost_at_the_start_tells_nothing(self) -> None:
        made = small(places={"west": {"name": "West", "at": "0101", "kind": "city", "held_by": "red"}})
        assert lines(made.end_day()) == {}

    def test_an_army_that_goes_over_is_lost_and_one_brought_off_is_not(self) -> None:
        made = small()
        made.turn.state.units[U.SIDE, made.world.unit_index["blue-c"]] = RED
        assert lines(made.end_day()).get(ResolveCause.OTHER_ARMY_LOST) == -400
        made = small()
        made.turn.emit(UnitsDismissed(0, (made.world.unit_index["blue-c"],), (5000,), (0,)))
        assert lines(made.end_day()) == {}

    @pytest.mark.parametrize(("left", "lost"), [(2500, False), (2499, True)])
    def test_an_army_of_which_little_is_left_is_lost_too(self, left: int, lost: bool) -> None:
        """Half of 5,000 men are 2,500."""
        made = small()
        made.turn.state.units[[U.MEN, U.CAPTURED], made.world.unit_index["blue-c"]] = left, 5000 - left
        assert lines(made.end_day()) == ({ResolveCause.OTHER_ARMY_LOST: -400} if lost else {})

    def test_an_army_whose_units_are_still_to_come_is_not_lost(self) -> None:
        late = army("late", "fu", "d@0201")
        late["units"][0] |= {"arrives": {"date": "1945-10-20", "at": "0201"}}
        del late["units"][0]["at"]
        made = theatre(late, army("own", "fu", "a@0301"), reds=(division("red-r", at="1301"),))
        assert lines(made.end_day()) == {}

    def test_a_contact_in_the_family_tells_every_day_from_its_first(self) -> None:
        made = small(talk={"contact": {**DAUGHTER, "since": "1945-10-16"}})
        assert lines(made.turn.events + made.end_day()) == {}
        assert lines(made.end_day()) == {ResolveCause.CONTACT: -25}

    def test_isolation_tells_most_on_its_first_day(self) -> None:
        made = theatre(army("own", "fu", "a@0301"), reds=(division("red-r", at="0601"),))
        assert lines(made.turn.events) == {ResolveCause.CUT_OFF: -500}
        assert lines(made.end_day()) == {ResolveCause.ISOLATED: -65}
        assert resolved(made) == 94.35

    def test_resolve_stays_within_its_bounds(self) -> None:
        made = small(talk={"resolve": 5})
        take(made, "capital")
        made.end_day()
        assert resolved(made) == 0

    def test_it_starts_where_the_file_says(self) -> None:
        assert resolved(small(talk={"resolve": 62.5})) == 62.5


class TestIsolation:
    """Rulebook 9.2: no way from the principal city to another source or port of its side."""

    def isolated(self, *reds: dict[str, Any], **parts: Any) -> bool:
        made = theatre(army("own", "fu", "a@0301"), *parts.pop("armies", ()), reds=reds, **parts)
        return is_isolated(made.world, made.turn.state, made.world.talks[0])

    def test_an_enemy_on_the_way_isolates(self) -> None:
        assert self.isolated(division("red-r", at="0601"))
        assert self.isolated(division("red-r", at="0601", men=500)), "even a small one, on a road of one hex"

    def test_an_enemy_beside_no_way_does_not(self) -> None:
        assert not self.isolated(division("red-r", at="0101"))

    def test_zones_bar_the_way_unless_own_troops_stand_there(self) -> None:
        assert self.isolated(division("red-r", at="1101"))
        assert not self.isolated(division("red-r", at="1101"), armies=(army("port", "fu", "p@1001"),))

    def test_its_own_stores_are_no_way_out(self) -> None:
        assert self.isolated(division("red-r", at="0601"), supply={"sources": SOURCES})

    def test_a_port_without_a_source_is(self) -> None:
        assert not self.isolated(division("red-r", at="0101"), supply={"sources": SOURCES[:1]})

    def test_a_side_with_nothing_elsewhere_cannot_be_cut_off(self) -> None:
        assert not self.isolated(division("red-r", at="0601"), supply={"sources": SOURCES[:1]}, talk={"ports": []})


class TestOffers:
    """Rulebook 9.3."""

    def offer(self, made: Board, term: int = 0) -> list[Event]:
        return made.order(OfferTalks(0, term)) + made.end_day()

    def test_an_offer_costs_political_work_and_arrives_at_the_next_dawn(self) -> None:
        made = small(talk={"resolve": 80}, rules={"envoy_risk": 0})
        events = self.offer(made)
        assert made.turn.state.sides[S.POLITICS, RED] == 3, "a new day"
        assert of_type(events, ResolveWeighed)[0] == ResolveWeighed(0, TalkStep.OPEN, 0, 8000, 8000)
        assert of_type(events, TalksOpened) == [TalksOpened(0, 0, 1, 1)] and stage(made) is TalkStage.OPEN

    def test_above_the_limit_it_is_refused_and_not_to_be_repeated_for_days(self) -> None:
        made = small(talk={"resolve": 81}, rules={"envoy_risk": 0})
        assert of_type(self.offer(made), OfferRefused) == [OfferRefused(0, 0, 1)]
        for _ in range(5):
            assert made.refuse(OfferTalks(0, 0)).reason is Reason.OFFER_REFUSED
            made.end_day()
        made.order(OfferTalks(0, 0))

    def test_terms_count_while_they_are_on_the_table(self) -> None:
        made = small(talk={"resolve": 95}, rules={"envoy_risk": 0})
        events = self.offer(made, 2)
        assert lines(events) == {ResolveCause.TERMS: -2000} and stage(made) is TalkStage.OPEN
        events = self.offer(made, 1)
        assert of_type(events, TermsTabled) == [TermsTabled(0, 1)] and lines(events) == {ResolveCause.TERMS: 3000}
        assert made.refuse(OfferTalks(0, 1)).reason is Reason.TERMS_STAND

    def test_without_a_contact_an_offer_may_be_caught(self) -> None:
        made = small(talk={"resolve": 50}, rules={"envoy_risk": 1000})
        assert of_type(self.offer(made), OfferCaught) and stage(made) is TalkStage.NONE
        made = small(talk={"resolve": 50, "contact": DAUGHTER}, rules={"envoy_risk": 1000, "talks_open": 100})
        assert not of_type(self.offer(made), OfferCaught)

    def test_a_contact_brings_about_the_first_round_by_itself(self) -> None:
        made = small(talk={"resolve": 80.5, "contact": DAUGHTER})
        assert stage(made) is TalkStage.NONE and resolved(made) == 80.25
        made.end_day()
        assert stage(made) is TalkStage.OPEN and resolved(made) == 80

    def test_but_not_a_later_one(self) -> None:
        made = small(talk={"resolve": 30, "contact": DAUGHTER}, rules={"talks_go_on": 2000})
        for _ in range(8):
            made.end_day()
        assert stage(made) is TalkStage.BROKEN_OFF and made.turn.state.talks[T.ROUNDS, 0] == 1

    def test_refusals(self) -> None:
        made = small()
        assert made.refuse(OfferTalks(7, 0)).reason is Reason.NO_SUCH_TALKS
        assert made.refuse(OfferTalks(0, 9)).reason is Reason.NO_SUCH_TERMS
        made.order(OfferTalks(0, 0))
        assert made.refuse(OfferTalks(0, 0)).reason is Reason.OFFER_UNDERWAY
        until_blue(made)
        assert made.refuse(OfferTalks(0, 0)).reason is Reason.NOT_YOUR_TALKS
        assert made.refuse(AnswerTalks(0, True)).reason is Reason.COMMANDER_DECIDES
        made = small(options={"talks": 0})
        assert made.refuse(OfferTalks(0, 0)).reason is Reason.NO_TALKS_HERE
        made = small()
        made.turn.state.sides[S.POLITICS, RED] = 1
        made.order(SendEnvoy(made.formation("other")))
        assert made.refuse(OfferTalks(0, 0)).reason is Reason.NO_POLITICS_LEFT

    def test_without_the_option_nobody_talks(self) -> None:
        made = small(talk={"resolve": 5, "contact": DAUGHTER}, options={"talks": 0})
        for _ in range(5):
            made.end_day()
        assert (stage(made), resolved(made)) == (TalkStage.NONE, 5)


class TestRounds:
    """Rulebook 9.4."""

    def test_a_round_breaks_off_after_four_days_while_resolve_is_high(self) -> None:
        made = small(talk={"resolve": 60, "contact": DAUGHTER})
        days = {day: [type(event) for event in made.end_day()] for day in range(1, 6)}
        assert [day for day, kinds in days.items() if TalksBrokenOff in kinds] == [4]
        assert of_type(made.turn.events, TalksBrokenOff) == [TalksBrokenOff(0, BreakCause.NO_PROGRESS, 4)]

    def test_at_fifty_it_goes_on(self) -> None:
        made = small(talk={"resolve": 51, "contact": DAUGHTER})
        for _ in range(6):
            made.end_day()
        assert stage(made) is TalkStage.OPEN

    def test_it_resumes_at_thirty_five_when_asked(self) -> None:
        made = small(talk={"resolve": 35}, rules={"envoy_risk": 0})
        put(made, stage=TalkStage.BROKEN_OFF, rounds=1)
        made.order(OfferTalks(0, 0))
        assert of_type(made.end_day(), TalksOpened) == [TalksOpened(0, 0, 2, 1)]
        made = small(talk={"resolve": 36}, rules={"envoy_risk": 0})
        put(made, stage=TalkStage.BROKEN_OFF, rounds=1)
        made.order(OfferTalks(0, 0))
        assert of_type(made.end_day(), OfferRefused)

    def test_fighting_on_while_talking_makes_him_more_resolute_and_storming_his_city_much_more(self) -> None:
        for target, attacker, cause, change in (
            ("0801", "0901", ResolveCause.FOUGHT_ON, 100),
            ("0301", "0401", ResolveCause.STORMED, 600),
        ):
            armies = (army("own", "fu", "a@0301 men=11000"), army("other", "central", "c@0801 men=11000"))
            made = theatre(*armies, reds=(division("red-r", at=attacker),), talk={"resolve": 70})
            put(made, stage=TalkStage.OPEN, term=0, round_day=0)
            assault(made, target)
            assert lines(made.end_day()).get(cause) == change

    def test_who_gave_way_into_the_city_fought_elsewhere(self) -> None:
        armies = (army("own", "fu", "a@0301 men=11000"), army("other", "central", "c@0801 men=11000"))
        made = theatre(*armies, reds=(division("red-r", at="0901"),), talk={"resolve": 70})
        put(made, stage=TalkStage.OPEN, term=0, round_day=0)
        assault(made, "0801")
        made.turn.state.units[U.HEX, made.world.unit_index["blue-c"]] = made.hex("0301")
        assert lines(made.end_day()).get(ResolveCause.FOUGHT_ON) == 100

    def test_before_anybody_talks_fighting_is_only_war(self) -> None:
        made = theatre(army("own", "fu", "a@0301 men=11000"), reds=(division("red-r", at="0401"),))
        assault(made, "0301")
        assert set(lines(made.end_day())) <= {ResolveCause.CUT_OFF, ResolveCause.ISOLATED}

    def test_talks_about_nobody_break_off(self) -> None:
        made = small(talk={"resolve": 60, "contact": DAUGHTER})
        lose(made, "blue-a", "blue-b", "blue-c")
        events = made.end_day()
        assert of_type(events, TalksBrokenOff)[0].cause == BreakCause.NOBODY_LEFT

    STAFF: ClassVar = [{"id": "blue-hq", "name": "HQ", "type": "headquarters", "men": 500, "at": "0301"}]

    def test_they_end_with_the_commanders_headquarters(self) -> None:
        made = small(talk={"resolve": 60, "contact": DAUGHTER}, headquarters=self.STAFF)
        lose(made, "blue-hq")
        assert of_type(made.end_day(), TalksBrokenOff)[0].cause == BreakCause.NOBODY_LEFT
        for _ in range(6):
            assert not of_type(made.end_day(), TalksOpened), "nobody can answer any more"

    def test_they_end_with_the_units_that_the_scenario_names(self) -> None:
        made = small(talk={"resolve": 60, "contact": DAUGHTER, "headquarters": "blue-a"})
        lose(made, "blue-a")
        assert of_type(made.end_day(), TalksBrokenOff)[0].cause == BreakCause.NOBODY_LEFT

    def test_nobody_can_replace_him(self) -> None:
        made = small(headquarters=self.STAFF)
        made.end_phase()
        command = made.world.formation_index["blue-command"]
        assert made.refuse(ReplaceCommander(command)).reason is Reason.OWN_MASTER


def assault(made: Board, number: str) -> None:
    """Red attacks and gets nowhere."""
    order = Attack(made.hex(number), (made.world.unit_index["red-r"],))
    for seed in range(3000):
        turn = engine.resume(made.world, made.turn.state, seed)
        events = engine.submit(turn, order)
        if next(event for event in events if type(event).__name__ == "BattleFought").degree == Degree.REPULSE:
            turn.events = made.turn.events + events
            made.turn = turn
            return
    raise AssertionError("no seed gives a repulse")


class TestAgreement:
    """Rulebook 9.5."""

    def agreed(self, **parts: Any) -> Board:
        made = small(**{"talk": {"resolve": 10}, **parts})
        put(made, stage=TalkStage.OPEN, term=0, round_day=0)
        made.end_day()
        assert stage(made) is TalkStage.AGREED
        return made

    def signed(self, **parts: Any) -> Board:
        made = self.agreed(**parts)
        for _ in range(6):
            made.end_day()
        assert stage(made) is TalkStage.HANDING_OVER
        return made

    def test_at_ten_he_agrees_to_sign_six_days_later_and_hands_over_after_ten(self) -> None:
        made = self.signed()
        assert of_type(made.turn.events, TalksAgreed) == [TalksAgreed(0, 0, 7)]
        assert of_type(made.turn.events, TalksSigned) == [TalksSigned(0, 0, 17)]
        for _ in range(9):
            assert not of_type(made.end_day(), TalksDone)
        assert of_type(made.end_day(), TalksDone) == [TalksDone(0, RED, 0, (), ())] and stage(made) is TalkStage.DONE

    def test_above_ten_he_does_not(self) -> None:
        made = small(talk={"resolve": 10.25})
        put(made, stage=TalkStage.OPEN, term=0, round_day=0)
        made.end_day()
        assert stage(made) is TalkStage.OPEN

    def test_an_agreement_ripens_with_the_day_s_losses(self) -> None:
        made = small(talk={"resolve": 18})
        put(made, stage=TalkStage.OPEN, term=0, round_day=0)
        take(made, "east")
        assert of_type(made.end_day(), TalksAgreed) == [TalksAgreed(0, 0, 6)], "from the dusk of the first day"

    def test_an_attack_before_it_is_signed_breaks_it(self) -> None:
        armies = (army("own", "fu", "a@0301 men=11000"),)
        made = theatre(*armies, reds=(division("red-r", at="0401"),), talk={"resolve": 10})
        put(made, stage=TalkStage.AGREED, term=0, due=9, isolated=1)
        assault(made, "0301")
        events = made.end_day()
        assert lines(events)[ResolveCause.TERMS_BROKEN] == 1500
        assert of_type(events, TalksBrokenOff)[0].cause == BreakCause.TERMS_BROKEN
        assert made.turn.state.talks[T.DUE, 0] == -1

    def test_the_scenario_may_set_the_days(self) -> None:
        made = small(talk={"resolve": 10, "signing_days": 0, "handing_over_days": 2})
        put(made, stage=TalkStage.OPEN, term=0, round_day=0)
        made.end_day()
        made.end_day()
        assert stage(made) is TalkStage.HANDING_OVER
        made.end_day()
        assert of_type(made.end_day(), TalksDone)

    def test_once_signed_nobody_of_the_command_fights_or_is_fought(self) -> None:
        armies = (army("own", "fu", "a@0301", "b@0501"),)
        made = theatre(*armies, reds=(division("red-r", at="0601"),), talk={"resolve": 10, "signing_days": 0})
        assert made.turn.state.units[U.STATUS, made.world.unit_index["blue-a"]] == Status.READY
        put(made, stage=TalkStage.AGREED, term=0, due=0)
        events = made.end_day()
        assert of_type(events, UnitsStoodAside)[0].units == tuple(made.world.talks[0].units)
        truce = made.refuse(Attack(made.hex("0501"), (made.world.unit_index["red-r"],)))
        assert truce.reason is Reason.UNDER_TRUCE
        until_blue(made)
        unit = made.world.unit_index["blue-b"]
        assert made.refuse(Attack(made.hex("0601"), (unit,))).reason is Reason.STANDS_ASIDE
        assert made.refuse(Move(unit, made.path("0401"))).reason is Reason.STANDS_ASIDE

    def test_and_they_have_no_zones(self) -> None:
        rows = ". . . . .\n. . . . .\n. . . . ."
        armies = (army("own", "fu", "a@0302"),)
        tree = [red(division("red-r", at="0101")), {**small().scenario.spec["scenario"]["order_of_battle"][1]}]
        tree[1]["formations"] = list(armies)
        talk = {"id": "peace", "command": "blue-command", "principal": "town", "terms": TERMS[1:]}
        town = {"town": {"name": "Town", "at": "0302", "kind": "city", "held_by": "blue"}}
        made = Board(rows, order_of_battle=tree, places=town, talks=[talk])
        march = Move(made.world.unit_index["red-r"], made.path("0201", "0301", "0401"))
        assert engine.check(made.world, made.view(RED), march) is not None
        made.turn.emit(UnitsStoodAside(0, (made.world.unit_index["blue-a"],)))
        assert engine.check(made.world, made.view(RED), march) is None

    def test_those_who_come_later_stand_aside_too(self) -> None:
        late = army("late", "fu", "d@0201")
        late["units"][0] |= {"arrives": {"date": "1945-10-16", "at": "0201"}}
        del late["units"][0]["at"]
        made = theatre(late, army("own", "fu", "a@0301"), reds=(division("red-r", at="1301"),), talk={"resolve": 9})
        put(made, stage=TalkStage.AGREED, term=0, due=0)
        made.end_day()
        made.end_day()
        assert of_type(made.turn.events, UnitArrived)
        made.end_day()
        assert made.turn.state.units[U.STATUS, made.world.unit_index["blue-d"]] == Status.ASIDE

    def test_a_formation_under_the_settlement_does_not_go_over_on_its_own(self) -> None:
        sure = {"over_most": 1000, "over_span": 1, "ring_days": 1}
        own = army("own", "fu", "a@0301") | {"loyalty": 0, "agents": True}
        made = theatre(own, reds=(division("red-r", at="0401"),), talk={"resolve": 10}, rules=sure | {"over_most": 0})
        assert of_type(made.end_day(), DefectionConsidered)
        put(made, stage=TalkStage.HANDING_OVER, term=0, due=9)
        made.turn.emit(UnitsStoodAside(0, made.world.talks[0].units))
        assert of_type(made.end_day(), DefectionConsidered) == []


class TestHandingOver:
    """Rulebook 9.5: what becomes of the command."""

    def handed_over(self, term: int, **parts: Any) -> Board:
        made = small(rules={"wounded_return": 0}, **parts)
        put(made, stage=TalkStage.HANDING_OVER, term=term, due=1, resolve=900)
        units = made.turn.state.units
        wounded = made.world.unit_index["blue-a"]
        units[U.WOUNDED, wounded], units[U.MEN, wounded] = 300, 4700
        made.turn.emit(UnitsStoodAside(0, made.world.talks[0].units))
        made.end_day()
        assert stage(made) is TalkStage.DONE
        accounts = made.turn.state.units[list(ACCOUNTS)].sum(axis=0)
        assert (accounts == made.turn.state.units[U.INITIAL] + made.turn.state.units[U.ENROLLED]).all()
        return made

    def unit(self, made: Board, id: str, column: U) -> int:
        return int(made.turn.state.units[column, made.world.unit_index[id]])

    def test_units_change_sides_where_they_stand(self) -> None:
        made = self.handed_over(0)
        assert self.unit(made, "blue-a", U.SIDE) == RED and self.unit(made, "blue-a", U.STATUS) == Status.READY
        assert (self.unit(made, "blue-a", U.GONE_OVER), self.unit(made, "blue-a", U.MEN)) == (5000, 4700)
        assert self.unit(made, "blue-a", U.WOUNDED) == 300 and self.unit(made, "blue-a", U.HELD_UNTIL) == 4
        assert made.value("own", F.STANDING) == Standing.OVER and made.value("own", F.SIDE) == RED

    def test_what_was_going_on_with_a_formation_ends_with_its_change_of_sides(self) -> None:
        """Else agents on their way would arrive as those of its own former side."""
        made = small()
        own = made.world.formation_index["own"]
        dealings = [F.CONTACT, F.ENVOY, F.PLANTING, F.SPARED, F.ROTATED]
        made.turn.state.formations[dealings, own] = 1
        put(made, stage=TalkStage.HANDING_OVER, term=0, due=1, resolve=900)
        made.turn.emit(UnitsStoodAside(0, made.world.talks[0].units))
        made.end_day()
        assert stage(made) is TalkStage.DONE
        assert (made.turn.state.formations[dealings, own] == -1).all()

    @pytest.mark.parametrize("the_day_before", [0, 700])
    def test_hold_outs_take_the_room_of_that_day_on_the_lift_that_carries_them(self, the_day_before: int) -> None:
        made = small(talk={"hold_outs": [{"clique": "central", "by": "strip"}]}, lifts=[STRIP])
        made.turn.state.lifts[Lifting.CARRIED, 0] = the_day_before
        put(made, stage=TalkStage.HANDING_OVER, term=0, due=1)
        made.end_day()
        assert made.turn.state.units[U.LEFT].sum() == 700 == made.turn.state.lifts[Lifting.CARRIED, 0]
        assert room_left(made.world, made.turn.state, 0) == 0

    def test_hold_outs_leave_others_the_rest_of_the_room(self) -> None:
        talk = {"hold_outs": [{"clique": "central", "leave": 4, "by": "strip"}]}
        made = self.handed_over(0, talk=talk, lifts=[STRIP])
        assert made.turn.state.units[U.LEFT].sum() == 200 and room_left(made.world, made.turn.state, 0) == 500

    def test_hold_outs_fly_out_where_the_terms_allow_it(self) -> None:
        made = self.handed_over(0)
        assert (self.unit(made, "blue-c", U.LEFT), self.unit(made, "blue-c", U.STATUS)) == (5000, Status.GONE)
        part = self.handed_over(0, talk={"hold_outs": [{"clique": "central", "leave": 10}]})
        assert (self.unit(part, "blue-c", U.LEFT), self.unit(part, "blue-c", U.GONE_OVER)) == (500, 4500)
        assert self.unit(part, "blue-c", U.SIDE) == RED

    def test_or_lay_down_their_arms_with_the_others(self) -> None:
        made = self.handed_over(1)
        assert [self.unit(made, id, U.CAPTURED) for id in ("blue-a", "blue-c")] == [5000, 5000]
        assert of_type(made.turn.events, UnitsDismissed) and not of_type(made.turn.events, UnitsJoined)

    def test_or_all_leave_but_the_wounded(self) -> None:
        made = self.handed_over(2)
        assert (self.unit(made, "blue-a", U.LEFT), self.unit(made, "blue-a", U.CAPTURED)) == (4700, 300)

    @pytest.mark.parametrize("term", [0, 1, 2])
    def test_the_places_change_hands(self, term: int) -> None:
        made = self.handed_over(term)
        assert (made.turn.state.places[Place.HOLDER] == RED).all()

    def test_others_of_the_side_keep_theirs_and_make_way(self) -> None:
        own, guard = army("own", "fu", "a@0301"), army("guard", "central", "g@0801", "h@0301")
        guard["side"] = "blue"
        command = {"id": "blue-command", "name": "C", "side": "blue", "kind": "front", "commander": "G", "clique": "fu"}
        tree = [red(division("red-r", at="1301")), command | {"formations": [own]}, guard]
        talk = {
            "id": "peace",
            "command": "blue-command",
            "principal": "capital",
            "cities": ["east"],
            "terms": [TERMS[2], TERMS[0] | {"hold_outs": "stay"}],
        }
        made = Board(ROW, order_of_battle=tree, places=PLACES, talks=[talk])
        put(made, stage=TalkStage.HANDING_OVER, term=1, due=1)
        made.end_day()
        holders = made.turn.state.places[Place.HOLDER].tolist()
        assert holders[made.place("east")] == BLUE and holders[made.place("capital")] == RED
        assert made.turn.state.units[U.HEX, made.world.unit_index["blue-h"]] != made.hex("0301")

    def test_victory_reads_it_from_the_signing_on(self) -> None:
        made = small()
        for at, points in ((TalkStage.AGREED, 0), (TalkStage.HANDING_OVER, 7), (TalkStage.DONE, 7)):
            put(made, stage=at)
            assert score(made.world, made.turn.state) == points


class TestByPlayer:
    """Rulebook 9.4: with the option the side answers instead of the commander."""

    def asked(self, resolve: float) -> Board:
        talk = {"resolve": resolve, "contact": DAUGHTER}
        made = small(talk=talk, options={"talks_by_player": 1})
        assert of_type(made.turn.events, TalksAsked) == [TalksAsked(0, 0, 0)] and stage(made) is TalkStage.NONE
        until_blue(made)
        return made

    def test_he_accepts_to_talk(self) -> None:
        made = self.asked(80)
        assert of_type(made.order(AnswerTalks(0, True)), TalksOpened) and stage(made) is TalkStage.OPEN

    def test_or_refuses_and_is_not_asked_again_for_days(self) -> None:
        made = self.asked(80)
        assert of_type(made.order(AnswerTalks(0, False)), OfferRefused)
        assert made.refuse(AnswerTalks(0, True)).reason is Reason.NOTHING_ASKED
        asked = [bool(of_type(made.end_day(), TalksAsked)) for _ in range(6)]
        assert asked == [False, False, False, False, True, False]

    def test_silence_is_a_refusal(self) -> None:
        made = self.asked(80)
        events = [event for _ in range(4) for event in made.end_day()]
        assert of_type(events, OfferRefused) == [OfferRefused(0, 0, 4)]

    def test_in_the_end_he_agrees_or_breaks_off(self) -> None:
        for accept, kind in ((True, TalksAgreed), (False, TalksBrokenOff)):
            made = self.asked(9)
            made.order(AnswerTalks(0, True))
            made.end_day()
            assert stage(made) is TalkStage.OPEN, "the commander does not decide"
            until_blue(made)
            assert of_type(made.order(AnswerTalks(0, accept)), kind)

    def test_his_army_is_not_his_to_give_away(self) -> None:
        made = self.asked(80)
        made.order(AnswerTalks(0, True))
        made.end_day()
        until_blue(made)
        assert made.refuse(AnswerTalks(0, True)).reason is Reason.TOO_RESOLUTE


class TestSecrets:
    """Rulebook 9.6."""

    def test_resolve_is_the_owner_s_and_an_offer_under_way_the_other_s(self) -> None:
        made = small(talk={"resolve": 60})
        made.order(OfferTalks(0, 0))
        ours, theirs = made.view(BLUE).talks[:, 0], made.view(RED).talks[:, 0]
        assert (ours[T.RESOLVE], theirs[T.RESOLVE]) == (6000, -1)
        assert (ours[T.OFFER], theirs[T.OFFER]) == (-1, 0)
        assert ours[T.STAGE] == theirs[T.STAGE] == TalkStage.NONE

    def test_orders_and_events_survive_as_data(self) -> None:
        made = small(talk={"resolve": 60, "contact": DAUGHTER})
        for order in (OfferTalks(0, 2), AnswerTalks(0, False), AnswerTalks(0, True)):
            assert notation.order_from_data(made.world, notation.order_to_data(made.world, order)) == order
        made.end_day()
        for event in made.turn.events:
            assert notation.event_from_data(made.world, notation.event_to_data(made.world, event)) == event


class TestWinterOf1948:
    """By hand, with the losses of Pingjin on their days: the numbers of rulebook 9.2 and 9.3 give its dates."""

    LOSSES = (
        ("1948-12-11", ("blue-104",), ()),
        ("1948-12-22", ("blue-35",), ()),
        ("1948-12-24", ("blue-105",), ("west",)),
    )
    TIENTSIN = (("1949-01-15", ("blue-62", "blue-86"), ("east",)), ("1949-01-17", (), ("harbour",)))

    def played(self, *losses: tuple[str, tuple[str, ...], tuple[str, ...]]) -> dict[str, str]:
        """The day of each step of the talks; red asks again on 1 January, as Mao did with his six points."""
        armies = (
            army("104", "fu", "104@0201"),
            army("35", "fu", "35@0201"),
            army("105", "fu", "105@0101"),
            army("101", "fu", "101@0301"),
            army("16", "central", "16@0301"),
            army("62", "regional", "62@0801"),
            army("86", "central", "86@0801"),
        )
        ring = division("red-ring", arrives={"date": "1948-12-14", "at": "0501"})
        made = theatre(
            *armies,
            reds=(ring, division("red-r", at="1301")),
            calendar={"start": "1948-11-29", "end": "1949-01-31", "watches": ["day"]},
            talk={"contact": {"name": "his daughter", "since": "1948-11-29"}},
            rules={**standard_rules().model_dump()["numbers"], "remnant": 0},  # nothing feeds those who close the ring
        )
        due = {date.fromisoformat(day): (units, places) for day, units, places in losses}
        while not made.turn.state.is_over:
            today = made.world.calendar.date(made.turn.state.day)
            units, places = due.get(today, ((), ()))
            lose(made, *units)
            take(made, *places)
            if today == date(1949, 1, 1):
                made.order(OfferTalks(0, 0))
            made.end_day()
        return self.days(made)

    def days(self, made: Board) -> dict[str, str]:
        told: dict[str, str] = {}
        day = 0
        for event in made.turn.events:
            day = getattr(event, "day", day) if type(event).__name__ == "DayBegan" else day
            if isinstance(event, TalksOpened | TalksBrokenOff | TalksAgreed | TalksSigned | TalksDone):
                told.setdefault(type(event).__name__, made.world.calendar.date(day).isoformat())
        return told

    def test_the_talks_run_on_the_days_of_history(self) -> None:
        assert self.played(*self.LOSSES, *self.TIENTSIN) == {
            "TalksOpened": "1948-12-15",
            "TalksBrokenOff": "1948-12-19",
            "TalksAgreed": "1949-01-15",
            "TalksSigned": "1949-01-21",
            "TalksDone": "1949-01-31",
        }

    def test_without_the_storm_of_tientsin_they_are_signed_about_ten_days_later(self) -> None:
        told = self.played(*self.LOSSES)
        assert told["TalksBrokenOff"] == "1948-12-19"
        assert (told["TalksAgreed"], told["TalksSigned"]) == ("1949-01-25", "1949-01-31") and "TalksDone" not in told

    def test_without_the_losses_in_the_west_there_is_no_peace(self) -> None:
        assert "TalksSigned" not in self.played(*self.LOSSES[:1])


def test_a_board_without_talks_has_none() -> None:
    made = Board(ROW, "A@0101", "b@0701")
    assert made.turn.state.talks.shape[1] == 0 and not made.world.talks
    assert made.refuse(OfferTalks(0, 0)).reason is Reason.NO_SUCH_TALKS
    assert not any(isinstance(order, OfferTalks | AnswerTalks) for order in engine.legal(made.world, made.view(RED)))
    assert made.order(EndPhase())


class TestFiles:
    """What a scenario file says of talks."""

    def test_it_is_written_back_as_it_was(self) -> None:
        spec = small(talk={"contact": DAUGHTER, "hold_outs": [{"clique": "central", "leave": 20}]}).scenario.spec
        text = json.dumps(spec["scenario"])
        again = Spec.model_validate(read_text(text, "board").data)
        assert again.talks == Spec.model_validate(spec["scenario"]).talks and text.count('"leave": 20') == 1

    def test_at_an_entry_the_talks_stand_as_it_says(self) -> None:
        entry = {"date": "1945-10-16", "title": "Later", "talks": {"peace": {"resolve": 33, "rounds": 1}}}
        spec = small(entries={"later": entry}).scenario.spec
        state = from_spec(spec | {"entry": "later"}).start
        assert state.talks[[T.RESOLVE, T.ROUNDS, T.STAGE], 0].tolist() == [3300, 1, TalkStage.BROKEN_OFF]
