"""Writers: talks of a whole command."""

from game.core import events as ev
from game.core.apply.writer import Writers, changed_sides, formations_over, gone, nothing
from game.core.kinds import Status, TalkStage
from game.core.state import TALLY, GameState, Lifting, S, T, U


def _resolve_changed(state: GameState, event: ev.ResolveChanged) -> None:
    state.talks[T.RESOLVE, event.talk] = event.resolve
    state.talks[list(TALLY), event.talk] = event.tally


def _offer_made(state: GameState, event: ev.OfferMade) -> None:
    state.talks[[T.OFFER, T.OFFER_DAY], event.talk] = event.term, event.arrives
    state.sides[S.POLITICS, event.side] = event.left


def _offer_caught(state: GameState, event: ev.OfferCaught) -> None:
    state.talks[[T.OFFER, T.OFFER_DAY], event.talk] = -1


_OFFERS = [T.OFFER, T.OFFER_DAY, T.ASKED, T.ASKED_DAY]


def _offer_refused(state: GameState, event: ev.OfferRefused) -> None:
    state.talks[_OFFERS, event.talk] = -1
    state.talks[T.REFUSED, event.talk] = event.day


def _talks_asked(state: GameState, event: ev.TalksAsked) -> None:
    state.talks[[T.OFFER, T.OFFER_DAY], event.talk] = -1
    state.talks[[T.ASKED, T.ASKED_DAY], event.talk] = event.term, event.day


def _terms_tabled(state: GameState, event: ev.TermsTabled) -> None:
    state.talks[[T.OFFER, T.OFFER_DAY], event.talk] = -1
    state.talks[T.TERM, event.talk] = event.term


def _talks_opened(state: GameState, event: ev.TalksOpened) -> None:
    state.talks[_OFFERS, event.talk] = -1
    chosen = [T.STAGE, T.TERM, T.ROUNDS, T.ROUND_DAY]
    state.talks[chosen, event.talk] = TalkStage.OPEN, event.term, event.rounds, event.day


def _talks_broken_off(state: GameState, event: ev.TalksBrokenOff) -> None:
    state.talks[[*_OFFERS, T.DUE], event.talk] = -1
    state.talks[[T.STAGE, T.REFUSED], event.talk] = TalkStage.BROKEN_OFF, event.day


def _talks_agreed(state: GameState, event: ev.TalksAgreed) -> None:
    state.talks[_OFFERS, event.talk] = -1
    state.talks[[T.STAGE, T.DUE], event.talk] = TalkStage.AGREED, event.due


def _talks_signed(state: GameState, event: ev.TalksSigned) -> None:
    state.talks[[T.STAGE, T.DUE], event.talk] = TalkStage.HANDING_OVER, event.due


def _units_stood_aside(state: GameState, event: ev.UnitsStoodAside) -> None:
    state.units[U.STATUS, list(event.units)] = Status.ASIDE
    state.units[U.DIGGING, list(event.units)] = 0


def _units_joined(state: GameState, event: ev.UnitsJoined) -> None:
    units, chosen = state.units, list(event.units)
    changed_sides(state, event)
    units[U.MEN, chosen], units[U.LEFT, chosen] = event.men, event.left
    units[U.STATUS, chosen] = Status.READY
    formations_over(state, event.formations, event.side)


def _units_dismissed(state: GameState, event: ev.UnitsDismissed) -> None:
    for unit, left, captured in zip(event.units, event.left, event.captured, strict=True):
        gone(state, unit, captured)
        state.units[U.LEFT, unit] = left


def _talks_done(state: GameState, event: ev.TalksDone) -> None:
    state.talks[[T.STAGE, T.DUE], event.talk] = TalkStage.DONE, -1
    state.lifts[Lifting.CARRIED, list(event.lifts)] = event.carried


WRITERS: Writers = {
    ev.ResolveChanged: _resolve_changed,
    ev.ResolveWeighed: nothing,
    ev.OfferMade: _offer_made,
    ev.OfferCaught: _offer_caught,
    ev.OfferRefused: _offer_refused,
    ev.TalksAsked: _talks_asked,
    ev.TermsTabled: _terms_tabled,
    ev.TalksOpened: _talks_opened,
    ev.TalksBrokenOff: _talks_broken_off,
    ev.TalksAgreed: _talks_agreed,
    ev.TalksSigned: _talks_signed,
    ev.UnitsStoodAside: _units_stood_aside,
    ev.UnitsJoined: _units_joined,
    ev.UnitsDismissed: _units_dismissed,
    ev.TalksDone: _talks_done,
}
