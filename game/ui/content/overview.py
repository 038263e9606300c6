"""What the dossier tells while nothing is selected: what the campaign is about, and who is in trouble."""

from game.session.explain import explain_troubles
from game.ui.content.briefing import briefing_rows
from game.ui.content.inquiries import inquiry
from game.ui.content.links import linked
from game.ui.content.rows import Heading, Row, Text, Tone, text
from game.ui.situation import Situation

_TROUBLES = 6


def overview_rows(situation: Situation) -> list[Row]:
    """How to read more, what the campaign is about, and what has to be seen to."""
    words, world = situation.words, situation.world
    rows: list[Row] = [text(words.say("panels.nothing_selected"), Tone.FAINT)]
    rows += briefing_rows(situation)
    for section in explain_troubles(inquiry(situation)).sections:
        rows.append(Heading(section.heading))
        rows += [Text(linked(world, words.lang, line)) for line in section.lines[:_TROUBLES]]
    return rows
