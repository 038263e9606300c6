"""What the dossier tells while nothing is selected: what the campaign is about, and who is in trouble."""

from game.core.goals import Victory, VictoryTerm
from game.core.victory import group_units
from game.session.explain import explain_troubles
from game.ui.content.inquiries import inquiry
from game.ui.content.links import linked
from game.ui.content.rows import Heading, Row, Span, Text, Tone, text
from game.ui.situation import Situation
from game.ui.wishes import SetOverlay

_TROUBLES = 6


def overview_rows(situation: Situation) -> list[Row]:
    """How to read more, what decides the campaign, and what has to be seen to."""
    words, world = situation.words, situation.world
    rows: list[Row] = [text(words.say("panels.nothing_selected"), Tone.FAINT)]
    shown = situation.overlay == "objectives"
    more = Span(
        words.say("panels.hide_on_map" if shown else "panels.show_on_map"),
        wish=SetOverlay("" if shown else "objectives"),
    )
    rows.append(Heading(words.say("panels.overview.decides"), (more,)))
    for term in world.victory.terms:
        rows.append(Text(linked(world, words.lang, _told(situation, world.victory, term))))
    for section in explain_troubles(inquiry(situation)).sections:
        rows.append(Heading(section.heading))
        rows += [Text(linked(world, words.lang, line)) for line in section.lines[:_TROUBLES]]
    return rows


def _told(situation: Situation, victory: Victory, term: VictoryTerm) -> str:
    """A line of the score in words."""
    words, world = situation.words, situation.world
    fields: dict[str, object] = {"points": term.points}
    fields |= {"neutral": words.show(term.neutral), "per": words.show(term.per)}
    side = term.side
    if term.group:
        units = group_units(world, term.group)
        side = world.units[units[0]].side
        fields["who"] = words.force(units)
    if term.place >= 0:
        fields["place"] = words.place(term.place)
    if term.talk >= 0:
        fields["talk"] = words.talk(term.talk)
    if term.order >= 0:
        order = world.superior_orders[term.order]
        fields |= {"order": words.label(order.label), "formation": words.formation(order.formation)}
    gains = 1 - side if term.kind == "losses" else term.side
    key = "hold_supplied" if term.kind == "hold" and term.in_supply else term.kind
    if term.kind in ("losses", "saved") and not term.neutral:
        key += "_from_nought"
    fields |= {"side": words.the_side(side), "winner": words.the_side(gains)}
    return words.sentence(f"panels.overview.terms.{key}", **fields)
