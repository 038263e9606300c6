"""The rules' answers to a person's questions: why a unit is as it is, and what it can and cannot do.

Every answer is made of sentences of the text catalogue and shows the position as
the asker knows it. The terminal and the window therefore say the same.
"""

from game.session.explain.formation import explain_formation
from game.session.explain.hex import explain_hex
from game.session.explain.inquiry import EVERYBODY, Explanation, Inquiry, Section, inquire
from game.session.explain.names import Kind, Subject, UnknownName, find_subject
from game.session.explain.troubles import explain_troubles
from game.session.explain.unit import explain_unit

__all__ = [
    "EVERYBODY",
    "Explanation",
    "Inquiry",
    "Kind",
    "Section",
    "Subject",
    "UnknownName",
    "explain",
    "explain_formation",
    "explain_hex",
    "explain_troubles",
    "explain_unit",
    "find_subject",
    "inquire",
]


def explain(inquiry: Inquiry, subject: Subject | None = None, against: int | None = None) -> Explanation:
    """The answer about a unit, a formation or a hex; without one, about the units in trouble.

    ``against`` is a hex beside the unit.
    """
    match subject:
        case None:
            return explain_troubles(inquiry)
        case Subject(Kind.UNIT, unit):
            return explain_unit(inquiry, unit, against)
        case Subject(Kind.FORMATION, formation):
            return explain_formation(inquiry, formation)
        case Subject(_, hex):
            return explain_hex(inquiry, hex)
