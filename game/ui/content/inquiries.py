"""The questions behind what panels say: asked with the eyes of the person at the screen, as `hebei explain` asks."""

from weakref import WeakKeyDictionary

from game.session.chronicle.annals import Annals
from game.session.explain import Inquiry
from game.session.session import Session
from game.ui.situation import Situation

_kept: "WeakKeyDictionary[Session, dict[int, Annals]]" = WeakKeyDictionary()


def annals(situation: Situation) -> Annals:
    """What has happened so far as the person's side knows it; read on to the newest event."""
    by_side = _kept.setdefault(situation.session, {})
    if situation.side not in by_side:
        by_side[situation.side] = Annals(situation.world, situation.session.start, situation.side)
    found = by_side[situation.side]
    found.read(situation.events)
    return found


def inquiry(situation: Situation) -> Inquiry:
    """A question about the moment that is shown."""
    accounts = annals(situation).accounts
    return Inquiry(situation.words, situation.state, situation.side, accounts, dict(situation.intents))
