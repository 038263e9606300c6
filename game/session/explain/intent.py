"""What a formation or a unit has been told to do and why, and what is done about it now."""

from collections.abc import Iterator

from game.core.facts import NO_LIMIT
from game.core.intents.intent import IntentKind, nearest_intent
from game.core.movement.lift import room_left
from game.core.state import F
from game.players.tactics import Tactician
from game.session.explain.inquiry import Inquiry, Section
from game.session.results.departures import tell_departure
from game.session.words.intent_words import say_intent, tell_course
from game.session.words.staff_words import tell_acts, tell_why
from game.session.words.text import capital


def explain_intent(inquiry: Inquiry, formation: int, unit: int = -1) -> list[Section]:
    """The intent that a formation follows, its own or one from above, or that of a unit with a task of its own.

    Nothing where none is known to the asker.
    """
    side = int(inquiry.known.formations[F.SIDE, formation])
    told = _task(inquiry, formation, unit) if inquiry.may_know(side) else []
    acts = [why for acting, why in inquiry.briefs.acts if why.formation == formation and inquiry.may_know(acting)]
    told += tell_acts(inquiry.words, acts)
    return [inquiry.section("intent", told)] if told else []


def _room(inquiry: Inquiry, hex: int) -> Iterator[str]:
    """How many men each lift of a hex can still take on today; nothing of one that takes everybody."""
    for number, lift in enumerate(inquiry.world.lifts):
        men = room_left(inquiry.world, inquiry.known, number)
        if lift.hex == hex and men != NO_LIMIT:
            yield inquiry.say("lift_room", lift=capital(inquiry.words.label(lift.label)), men=inquiry.words.show(men))


def _task(inquiry: Inquiry, formation: int, unit: int) -> list[str]:
    """The task, what is being done about it now, and why."""
    words, briefs = inquiry.words, inquiry.briefs
    if unit in briefs.detached:
        told = [inquiry.say("task", intent=say_intent(words, briefs.detached[unit]))]
        return [*told, tell_why(words, briefs.unit_reasons[unit])] if unit in briefs.unit_reasons else told
    leading = nearest_intent(inquiry.world, inquiry.intents, formation)
    if leading < 0:
        return []
    view = inquiry.ordered_by(int(inquiry.known.formations[F.SIDE, formation]))
    courses = Tactician(inquiry.world, int(inquiry.known.formations[F.SIDE, formation])).courses(view, inquiry.intents)
    intent = say_intent(words, inquiry.intents[leading])
    told = [inquiry.say("intent", formation=words.formation(leading), intent=intent)]
    told.append(tell_course(words, courses[leading]))
    if inquiry.intents[leading].kind is IntentKind.LEAVE:
        told += _room(inquiry, inquiry.intents[leading].hex)
    if leading in briefs.reasons:
        told.append(tell_why(words, briefs.reasons[leading]))
    if leading in inquiry.departures:
        told.append(tell_departure(words, inquiry.departures[leading]))
    return told
