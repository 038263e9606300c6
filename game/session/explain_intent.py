"""What a formation has been told to do, and what is done about it now."""

from game.core.state import F
from game.players.intents import nearest_intent
from game.players.tactics import Tactician
from game.session.departures import tell_departure
from game.session.explain_inquiry import Inquiry, Section
from game.session.intent_words import tell_course, tell_intent


def explain_intent(inquiry: Inquiry, formation: int) -> list[Section]:
    """The intent that a formation follows, its own or one from above; nothing where none is known to the asker."""
    side = int(inquiry.known.formations[F.SIDE, formation])
    leading = nearest_intent(inquiry.world, inquiry.intents, formation)
    if leading < 0 or not inquiry.may_know(side):
        return []
    intent = tell_intent(inquiry.words, inquiry.intents[leading])
    view = inquiry.ordered_by(side)
    courses = Tactician(inquiry.world, side).courses(view, inquiry.intents)
    told = [inquiry.say("intent", formation=inquiry.words.formation(leading), intent=intent)]
    told.append(tell_course(inquiry.words, courses[leading]))
    if leading in inquiry.departures:
        told.append(tell_departure(inquiry.words, inquiry.departures[leading]))
    return [inquiry.section("intent", told)]
