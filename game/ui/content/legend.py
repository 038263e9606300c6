"""What the colours and patterns of an overlay mean, and what would mend the supply of the selected unit."""

from game.core.state import U
from game.session.explain.supply import explain_supply
from game.ui.board.map_overlays import legend_of
from game.ui.content.inquiries import inquiry
from game.ui.content.links import linked
from game.ui.content.rows import Heading, Row, Swatch, Text
from game.ui.situation import Situation


def legend_rows(situation: Situation, title: str) -> list[Row]:
    """The legend of the overlay that is shown; of the supply overlay also the selected unit's way and trouble."""
    words = situation.words
    sides = {"first": words.side(0), "second": words.side(1)}
    rows: list[Row] = [Heading(title)]
    for kind, colour, pattern in legend_of(situation.overlay, situation):
        rows.append(Swatch(words.say(f"panels.legend.{kind.words}", **sides), colour, pattern))
    unit = situation.unit
    if situation.overlay == "supply" and unit >= 0 and "dossier" not in situation.open_panels:  # which tells the same
        asked = inquiry(situation)
        if asked.may_know(asked.side_of(unit)) and situation.state.units[U.HEX, unit] >= 0:
            rows.append(Heading(words.label(situation.world.units[unit].label)))
            lines = explain_supply(asked, unit)
            rows += [Text(linked(situation.world, words.lang, line), small=True) for line in lines]
    return rows
