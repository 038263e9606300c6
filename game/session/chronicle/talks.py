"""Talks of a whole command in the day's chronicle."""

from collections.abc import Iterator

from game.core import events as ev
from game.core.causes import BreakCause
from game.core.state import U
from game.session.chronicle.day_record import DayRecord, OfTalks
from game.session.words.text import Catalogue

_KEYS: dict[type, str] = {
    ev.OfferCaught: "offer_caught",
    ev.OfferRefused: "talks_refused",
    ev.TalksAsked: "talks_asked",
    ev.TalksOpened: "talks_opened",
    ev.TalksBrokenOff: "talks_broken",
    ev.TalksAgreed: "talks_agreed",
    ev.TalksSigned: "talks_signed",
    ev.TalksDone: "talks_done",
}


def tell_talks(words: Catalogue, record: DayRecord) -> Iterator[str]:
    """A line for each step, and what became of the men."""
    for event in record.talks:
        yield words.sentence(f"chronicle.{_KEYS[type(event)]}", **_parts(words, event))
        if isinstance(event, ev.TalksDone):
            yield words.sentence("chronicle.joined", **_fates(words, record, event))


def _parts(words: Catalogue, event: OfTalks) -> dict[str, object]:
    parts: dict[str, object] = {"talk": words.talk(event.talk), "term": words.term(getattr(event, "term", -1))}
    if isinstance(event, ev.TalksAgreed | ev.TalksSigned):
        parts["date"] = words.day(event.due, "short")
    if isinstance(event, ev.TalksBrokenOff):
        parts["cause"] = words.enum("break_causes", BreakCause(event.cause))
    if isinstance(event, ev.TalksDone):
        parts["side"] = words.the_side(event.side)
    return parts


def _fates(words: Catalogue, record: DayRecord, event: ev.TalksDone) -> dict[str, object]:
    """The men of the command by what became of them that day."""
    units = list(words.world.talks[event.talk].units)
    change = (record.after.units - record.before.units)[:, units].sum(axis=1).tolist()
    joined, left, captured = (max(0, change[column]) for column in (U.GONE_OVER, U.LEFT, U.CAPTURED))
    return {"count": joined, "side": words.the_side(event.side), "left": left, "captured": captured}
