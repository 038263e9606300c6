"""What holds of all talks, whoever orders what: played at random on a row of cities."""

import json
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from game.core import apply, engine
from game.core.events import (
    BattleFought,
    Event,
    OfferMade,
    OfferRefused,
    TalksAgreed,
    TalksBrokenOff,
    TalksDone,
    TalksOpened,
    TalksSigned,
    UnitMoved,
    UnitRailed,
    UnitRetreated,
    UnitsDismissed,
    UnitsJoined,
    UnitsStoodAside,
)
from game.core.kinds import Status, TalkStage
from game.core.numbers import Number
from game.core.orders import AnswerTalks, Attack, Move, OfferTalks, Order
from game.core.refusal import Refusal
from game.core.state import ACCOUNTS, TALLY, GameState, T, U
from game.core.talks.resolve import MOST
from tests.boards import BLUE, RED, Board
from tests.sketches import LUCK, play
from tests.test_rules_talks import DAUGHTER, PLACES, TERMS, army, division, theatre

STEPS = {
    TalksOpened: ({TalkStage.NONE, TalkStage.BROKEN_OFF}, TalkStage.OPEN),
    TalksBrokenOff: ({TalkStage.OPEN, TalkStage.AGREED}, TalkStage.BROKEN_OFF),
    TalksAgreed: ({TalkStage.OPEN}, TalkStage.AGREED),
    TalksSigned: ({TalkStage.AGREED}, TalkStage.HANDING_OVER),
    TalksDone: ({TalkStage.HANDING_OVER}, TalkStage.DONE),
}
"""For each event that moves the talks the stages it may come from, and the one it leads to."""


@st.composite
def theatres(draw: st.DrawFn) -> Board:
    """A command that may come to terms soon, under the one or the other option."""
    small = {"men": draw(st.sampled_from([2000, 9000]))}
    reds = tuple(
        division(f"red-{letter}", at=at, **small) for letter, at in (("r", "0401"), ("s", "0601"), ("u", "1301"))
    )
    ends = ["leave", "stay"]
    terms: list[dict[str, Any]] = [
        each | {"hold_outs": draw(st.sampled_from(ends)), "resolve": draw(st.sampled_from([0, -30, 15]))}
        for each in TERMS
    ]
    talk = {
        "resolve": draw(st.sampled_from([100, 81, 50, 20, 5])),
        "terms": terms,
        "hold_outs": [{"clique": "central", "leave": draw(st.sampled_from([0, 37, 100]))}],
        "signing_days": draw(st.sampled_from([0, 2])),
        "handing_over_days": draw(st.sampled_from([0, 1])),
    }
    if draw(st.booleans()):
        talk["contact"] = DAUGHTER
    return theatre(
        army("own", "fu", "a@0301 men=4000", "b@0101 men=800"),
        army("other", "central", "c@0801", "d@0301 men=3000"),
        reds=reds,
        talk=json.loads(json.dumps(talk)),
        places={id: dict(place) for id, place in PLACES.items()},
        days=24,
        rules={"round_days": 2, "offer_again": 2, "envoy_risk": draw(st.sampled_from([0, 500]))},
        options={"talks_by_player": draw(st.sampled_from([0, 1])), "fog": draw(st.sampled_from([0, 1]))},
    )


def check_position(state: GameState) -> None:
    units = state.units
    assert (units[list(ACCOUNTS)].sum(axis=0) == units[U.INITIAL] + units[U.ENROLLED]).all(), "men are conserved"
    assert (units[list(ACCOUNTS)] >= 0).all()
    in_play = np.isin(units[U.STATUS], (Status.READY, Status.ROUTED, Status.ASIDE, Status.IDLE))
    assert ((units[U.HEX] >= 0) == in_play).all()
    assert (state.talks[T.RESOLVE] >= 0).all() and (state.talks[T.RESOLVE] <= MOST).all()
    due = state.talks[T.DUE] >= 0
    stages = state.talks[T.STAGE]
    assert (due == ((stages == TalkStage.AGREED) | (stages == TalkStage.HANDING_OVER))).all()


@given(theatres(), LUCK)
def test_talks_go_step_by_step_and_every_step_is_told(made: Board, luck: int) -> None:
    orders = [order for order, _ in play(made, luck, most=70)]
    state = made.scenario.start.copy()
    for event in made.turn.events:
        before = int(state.talks[T.STAGE, 0])
        apply.apply(state, event)
        check_position(state)
        after = int(state.talks[T.STAGE, 0])
        if type(event) in STEPS:
            sources, goal = STEPS[type(event)]
            assert before in sources and after == goal
        else:
            assert before == after, "nothing else moves the talks"
    assert state.first_difference(made.turn.state) is None
    assert orders


@given(theatres(), LUCK)
def test_talks_cannot_loop(made: Board, luck: int) -> None:
    for _ in play(made, luck, most=70):
        pass
    again = int(made.world.numbers[Number.OFFER_AGAIN])
    day, refused = 0, -99
    for event in made.turn.events:
        day = event.day if type(event).__name__ == "DayBegan" else day
        if isinstance(event, OfferRefused | TalksBrokenOff):
            refused = day
        if isinstance(event, OfferMade) or (isinstance(event, TalksOpened) and event.rounds > 1):
            assert day >= refused + again, "nobody is asked again before some days have passed"
    kinds = [type(event) for event in made.turn.events]
    firsts = [event for event in made.turn.events if isinstance(event, TalksOpened) and event.rounds == 1]
    assert len(firsts) <= 1, "a contact in the family brings about the first round alone"
    assert kinds.count(TalksSigned) <= 1 and kinds.count(TalksDone) <= 1


def candidates(made: Board) -> list[Order]:
    talks: list[Order] = [OfferTalks(0, term) for term in range(len(made.world.terms))]
    talks += [AnswerTalks(0, True), AnswerTalks(0, False)]
    hexes = range(made.world.grid.size)
    units = range(len(made.world.units))
    return talks + [order for unit in units for hex in hexes for order in (Attack(hex, (unit,)), Move(unit, (hex,)))]


def refusals(made: Board, view: GameState) -> list[Refusal | None]:
    return [engine.check(made.world, view, order) for order in candidates(made)]


@given(theatres(), LUCK, st.integers(0, MOST), st.integers(0, 3))
def test_the_other_side_s_secrets_change_neither_view_nor_refusals(
    made: Board, luck: int, resolve: int, counted: int
) -> None:
    for _ in play(made, luck, most=20):
        pass
    if made.turn.state.is_over:
        return
    other = made.turn.state.copy()
    if made.turn.state.active_side == RED:
        other.talks[T.RESOLVE, 0] = resolve
        other.talks[list(TALLY), 0] += counted
    else:
        other.talks[[T.OFFER, T.OFFER_DAY], 0] = (1, made.turn.state.day + 1) if counted else -1
    side = made.turn.state.active_side
    ours = engine.observe(made.world, made.turn.state, side)
    theirs = engine.observe(made.world, other, side)
    assert side in (RED, BLUE) and ours.first_difference(theirs) is None
    assert refusals(made, ours) == refusals(made, theirs)


@given(theatres(), LUCK)
def test_once_signed_nobody_of_the_command_is_touched(made: Board, luck: int) -> None:
    made.turn.state.talks[[T.STAGE, T.TERM, T.DUE], 0] = TalkStage.AGREED, 0, 0
    aside: set[int] = set()
    for _, events in play(made, luck, most=40):
        aside = hurt_nobody(events, aside)


def hurt_nobody(events: list[Event], aside: set[int]) -> set[int]:
    """Hold that nothing happens to those who stand aside; who they are after these events."""
    for event in events:
        match event:
            case UnitsStoodAside():
                aside = aside | set(event.units)
            case UnitsJoined() | UnitsDismissed():
                aside = aside - set(event.units)
            case BattleFought():
                assert aside.isdisjoint(event.attackers + event.defenders)
            case UnitMoved() | UnitRailed() | UnitRetreated():
                assert event.unit not in aside
    return aside
