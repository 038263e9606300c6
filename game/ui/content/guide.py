"""Help for what is under the pointer: the hex, who stands there, what the marks on a counter mean."""

from game.ui.content.dossier import hex_rows
from game.ui.content.rows import Cells, Heading, Row, Span, Tone, text
from game.ui.counters.look import AT_RISK, SAFE, WAVERING, Look
from game.ui.situation import Situation

_MARKS: tuple[tuple[str, Look], ...] = (
    ("cohesion", Look(0, "infantry", "division", "", "7.0", 1, 0)),
    ("strained", Look(0, "infantry", "division", "", "7.0", 4, 1)),
    ("low", Look(0, "infantry", "division", "", "7.0", 4, 2)),
    ("out", Look(0, "infantry", "division", "", "7.0", 4, 3)),
    ("wavering", Look(0, "infantry", "division", "", "7.0", 4, 0, WAVERING)),
    ("at_risk", Look(0, "infantry", "division", "", "7.0", 4, 0, AT_RISK)),
    ("can_act", Look(0, "infantry", "division", "", "7.0", 4, 0, SAFE, True)),
    ("dug", Look(0, "infantry", "division", "", "7.0", 4, 0, dug=2)),
    ("encircled", Look(0, "infantry", "division", "", "7.0", 4, 0, encircled=True)),
    ("routed", Look(0, "infantry", "division", "", "7.0", 0, 0, routed=True)),
    ("ghost", Look(1, "infantry", "division", "", "?", ghost_days=2)),
    ("doubt", Look(1, "", "", "", "?", is_doubt=True)),
)


def help_rows(situation: Situation, hex: int) -> list[Row]:
    """All about a hex, then what counters and the mouse tell."""
    words = situation.words
    rows: list[Row] = []
    if hex >= 0:
        rows += hex_rows(situation, hex)
    else:
        rows.append(text(words.say("panels.help.nothing"), Tone.FAINT))
    return [*rows, *_counters(situation), *_mouse(situation)]


def _counters(situation: Situation) -> list[Row]:
    words = situation.words
    told = words.entry("panels.help.marks")
    rows: list[Row] = [Heading(words.say("panels.help.counters"))]
    return [*rows, *(Cells(((Span(str(told[key])),),), (100,), look=look, is_close=True) for key, look in _MARKS)]


def _mouse(situation: Situation) -> list[Row]:
    words = situation.words
    rows: list[Row] = [Heading(words.say("panels.help.mouse"))]
    return [*rows, *(text(str(line), small=True) for line in words.entry("panels.help.gestures"))]
