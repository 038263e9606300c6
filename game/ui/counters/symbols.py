"""NATO symbols and echelon marks, drawn on any surface."""

from collections.abc import Callable

import pygame

from game.ui.style.palette import Colour

ECHELONS = {
    "platoon": "•••",
    "company": "I",
    "battalion": "II",
    "regiment": "III",
    "brigade": "X",
    "division": "XX",
    "corps": "XXX",
    "army": "XXXX",
    "army_group": "XXXXX",
}
Draw = Callable[[pygame.Surface, pygame.Rect, Colour, int], None]


def draw_symbol(on: pygame.Surface, box: pygame.Rect, symbol: str, colours: tuple[Colour, Colour]) -> None:
    """A framed symbol; ``colours`` are those of the paper and the ink. An unknown one is an empty frame."""
    paper, ink = colours
    thick = max(1, round(box.height * 0.07))
    pygame.draw.rect(on, paper, box)
    old = on.get_clip()
    on.set_clip(box)
    for part in _PARTS.get(symbol, ()):
        part(on, box, ink, thick)
    on.set_clip(old)
    pygame.draw.rect(on, ink, box, thick)


def draw_echelon(on: pygame.Surface, middle: tuple[float, float], height: float, echelon: str, ink: Colour) -> None:
    """Crosses or bars in a row."""
    mark = ECHELONS.get(echelon, "")
    thick = max(1, round(height * 0.22))
    wide = {"X": height, "I": height * 0.3, "•": height * 0.4}
    gap = height * 0.28
    total = sum(wide[sign] for sign in mark) + gap * max(0, len(mark) - 1)
    x, y = middle[0] - total / 2, middle[1] - height / 2
    for sign in mark:
        width = wide[sign]
        if sign == "X":
            pygame.draw.line(on, ink, (x, y), (x + width, y + height), thick)
            pygame.draw.line(on, ink, (x, y + height), (x + width, y), thick)
        elif sign == "I":
            pygame.draw.line(on, ink, (x + width / 2, y), (x + width / 2, y + height), thick)
        else:
            pygame.draw.circle(on, ink, (x + width / 2, y + height / 2), width / 2)
        x += width + gap


def _falling(on: pygame.Surface, box: pygame.Rect, ink: Colour, thick: int) -> None:
    pygame.draw.line(on, ink, box.topleft, (box.right - 1, box.bottom - 1), thick)


def _rising(on: pygame.Surface, box: pygame.Rect, ink: Colour, thick: int) -> None:
    pygame.draw.line(on, ink, (box.left, box.bottom - 1), (box.right - 1, box.top), thick)


def _engineers(on: pygame.Surface, box: pygame.Rect, ink: Colour, thick: int) -> None:
    """An E that lies on its face: a bridge with three legs."""
    top, foot = box.top + box.height * 0.34, box.top + box.height * 0.7
    left, right = box.left + box.width * 0.24, box.right - box.width * 0.24
    pygame.draw.line(on, ink, (left, top), (right, top), thick)
    for x in (left, (left + right) / 2, right):
        pygame.draw.line(on, ink, (x, top), (x, foot), thick)


def _band(on: pygame.Surface, box: pygame.Rect, ink: Colour, thick: int) -> None:
    """The dark upper part of a headquarters."""
    pygame.draw.rect(on, ink, (box.left, box.top, box.width, round(box.height * 0.36)))


def _dot(on: pygame.Surface, box: pygame.Rect, ink: Colour, thick: int) -> None:
    pygame.draw.circle(on, ink, box.center, box.height * 0.17)


def _oval(on: pygame.Surface, box: pygame.Rect, ink: Colour, thick: int) -> None:
    inner = box.inflate(-box.width * 0.32, -box.height * 0.42)
    pygame.draw.ellipse(on, ink, inner, thick)


def _wheels(on: pygame.Surface, box: pygame.Rect, ink: Colour, thick: int) -> None:
    for share in (0.36, 0.64):
        pygame.draw.circle(on, ink, (box.left + box.width * share, box.bottom - box.height * 0.16), box.height * 0.1)


def _home(on: pygame.Surface, box: pygame.Rect, ink: Colour, thick: int) -> None:
    """People under their own roof: a gable over an infantry cross cut short."""
    peak, eaves = box.top + box.height * 0.16, box.top + box.height * 0.5
    left, right, foot = box.left + box.width * 0.26, box.right - box.width * 0.26, box.bottom - box.height * 0.16
    roof = [(left, eaves), (box.centerx, peak), (right, eaves)]
    pygame.draw.lines(on, ink, False, roof, thick)
    inset = box.width * 0.08
    pygame.draw.lines(
        on,
        ink,
        False,
        [(left + inset, eaves), (left + inset, foot), (right - inset, foot), (right - inset, eaves)],
        thick,
    )


def _train(on: pygame.Surface, box: pygame.Rect, ink: Colour, thick: int) -> None:
    pygame.draw.line(
        on, ink, (box.left, box.bottom - box.height * 0.26), (box.right, box.bottom - box.height * 0.26), thick
    )


_PARTS: dict[str, tuple[Draw, ...]] = {
    "infantry": (_falling, _rising),
    "cavalry": (_rising,),
    "engineers": (_engineers,),
    "headquarters": (_band,),
    "militia": (_home,),
    "artillery": (_dot,),
    "armour": (_oval,),
    "motorised": (_falling, _rising, _wheels),
    "mechanised": (_oval, _falling, _rising),
    "supply": (_train,),
}
SYMBOLS = tuple(_PARTS)
