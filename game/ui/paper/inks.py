"""The colours of words and bars on paper, mixed from a palette."""

from game.ui.content.rows import Tone
from game.ui.style.palette import Colour, Palette, mixed

_STATES = {Tone.GOOD: "good", Tone.FAIR: "fair", Tone.POOR: "poor", Tone.BAD: "bad"}
_SIDES = {Tone.FIRST: 0, Tone.SECOND: 1}


class Inks:
    """What the painter of rows dips into."""

    def __init__(self, palette: Palette) -> None:
        window: dict[str, Colour] = palette.window
        self.paper, self.field, self.ink, self.faint = (window[name] for name in ("paper", "field", "ink", "faded"))
        self.line, self.edge, self.link = window["line"], window["edge"], window["link"]
        self.button, self.hover, self.accent = window["button"], window["hover"], window["accent"]
        self.lit = window["chosen"]
        """The ground of what is chosen."""
        self._words = {Tone.INK: self.ink, Tone.FAINT: self.faint}
        self._bars = {Tone.INK: mixed(self.ink, self.paper, 0.3), Tone.FAINT: self.line}
        for tone, name in _STATES.items():
            self._words[tone] = mixed(palette.state[name], self.ink, 0.45)
            self._bars[tone] = palette.state[name]
        for tone, side in _SIDES.items():
            self._words[tone] = palette.sides[side].name
            self._bars[tone] = palette.sides[side].face

    def word(self, tone: Tone) -> Colour:
        """For words: dark enough to be read on paper."""
        return self._words[tone]

    def bar(self, tone: Tone) -> Colour:
        """For bars and marks."""
        return self._bars[tone]


def readable_on(ground: Colour) -> Colour:
    """Dark or light words, whichever can be read on a ground."""
    red, green, blue = ground
    return (30, 24, 18) if 299 * red + 587 * green + 114 * blue > 140_000 else (255, 250, 240)
