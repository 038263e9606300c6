"""Counters as pictures: drawn at triple size and scaled down, kept by look and size."""

from collections.abc import Collection, Iterable, Mapping

import pygame

from game.core.kinds import SupplyState
from game.ui.counters.look import COHESION_PIPS, SAFE, UNKNOWN, Counter, Look
from game.ui.counters.marks import (
    draw_bar,
    draw_count,
    draw_loyalty,
    draw_ready,
    draw_ring,
    draw_rout,
    draw_supply,
    draw_trench,
)
from game.ui.counters.symbols import draw_echelon, draw_symbol
from game.ui.land.camera import Camera
from game.ui.land.labels import Box
from game.ui.recent import Recent
from game.ui.style.palette import Colour, Palette, mixed
from game.ui.style.text import written

SHARE = 0.68
"""The side of a counter over the height of a hex."""
SYMBOL_ALONE = 36
"""Pixels of a counter's side below which its symbol and strength alone are drawn."""
FIGURES_FROM = 24
"""Pixels from which on the strength can be read."""
_FINE = 3
_KEPT = 600
_LEAST, _MOST = 9, 88
_SHARE_SMALL, _SMALL = 0.95, 14
"""On a map so small that counters would be less than so many pixels, they nearly fill their hexes instead."""
_GHOST_ALPHA = (185, 160, 140, 120, 105, 90)
_STACK_STEP = 0.07
_ASIDE = -0.3, 0.14
"""How far what is remembered stands off whoever stands in its hex now, in sides of a counter."""
_BADGE = 0.5
_BESIDE = 0.42, -0.36
"""Of a question mark: its size, and how far it stands off the middle of its hex, in sides of a counter."""
_MARGIN = 0.14


class CounterArtist:
    """Draws counters in the colours of a palette."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self.words: Mapping[str, str] = {}
        """Short words to stand in the place of symbols, for those who have chosen that."""
        self._kept: Recent[tuple[Look, int, int], pygame.Surface] = Recent(_KEPT)

    def __len__(self) -> int:
        return len(self._kept)

    def picture(self, look: Look, side: int, count: int = 1) -> pygame.Surface:
        """A counter of so many pixels a side, with those below it; the surface has a margin on every side."""
        count = min(count, 9)
        return self._kept.get((look, side, count), lambda: self._draw(look, side, count))

    def draw(
        self,
        on: pygame.Surface,
        camera: Camera,
        stacks: Iterable[Counter],
        rested: float | None = None,
        held: Collection[int] = (),
    ) -> None:
        """Stacks on the screen where their hexes are; ghosts in a ``held`` hex look out from under who is there.

        While the scale changes from where it ``rested`` the pictures of that scale are stretched.
        """
        side = counter_side(rested or camera.scale)
        share = counter_side(camera.scale) / side
        for counter in stacks:
            x, y = camera.centre_of(counter.hex)
            if counter.look.ghost_days != UNKNOWN and counter.hex in held:
                x, y = x + _ASIDE[0] * side * share, y + _ASIDE[1] * side * share
            size = side
            if counter.look.is_doubt:  # beside the town, which stays to be seen
                x, y = x + _BESIDE[0] * side * share, y + _BESIDE[1] * side * share
                size = max(_LEAST, round(side * _BADGE))
            picture = self.picture(counter.look, size, max(1, len(counter.units)))
            if share != 1:
                picture = pygame.transform.scale_by(picture, share)
            on.blit(picture, (round(x - picture.get_width() / 2), round(y - picture.get_height() / 2)))

    def _draw(self, look: Look, side: int, count: int) -> pygame.Surface:
        size = side * _FINE
        margin = max(2 * _FINE, round(size * _MARGIN))
        big = pygame.Surface((size + 2 * margin, size + 2 * margin), pygame.SRCALPHA)
        face = self._face(look)
        big.fill((*mixed(face, (0, 0, 0), 0.6), 0))  # what is clear must not darken the rim when it is scaled
        step = max(2, round(size * _STACK_STEP))
        below = min(count - 1, 2)
        for number in range(below, -1, -1):
            box = pygame.Rect(
                margin + number * step - below * step // 2, margin - number * step + below * step // 2, size, size
            )
            self._plate(big, box, look, face)
        if look.is_doubt:
            self._question(big, box, look)
        elif side < SYMBOL_ALONE:
            self._small(big, box, look)
        else:
            self._whole(big, box, look)
        if count > 1 and side >= 22:
            draw_count(big, self.palette, box, count)
        width = big.get_width() // _FINE
        small = pygame.transform.smoothscale(big, (width, width))
        if look.is_doubt:
            small.set_alpha(_GHOST_ALPHA[1])
        elif look.ghost_days != UNKNOWN and not look.of_history:
            small.set_alpha(_GHOST_ALPHA[min(look.ghost_days, len(_GHOST_ALPHA) - 1)])
        return small

    def _face(self, look: Look) -> Colour:
        colours = self.palette.sides[look.side]
        if look.of_history:
            return mixed(self.palette.halo, colours.face, 0.12)
        face = mixed(colours.face, colours.light, 0.55) if look.militia else colours.face
        return mixed(face, (128, 124, 118), 0.55) if look.routed else face

    def _ink(self, look: Look) -> Colour:
        """What is written on the face."""
        colour: Colour = self.palette.sides[look.side].name if look.of_history else self.palette.card["text"]
        return colour

    def _plate(self, on: pygame.Surface, box: pygame.Rect, look: Look, face: Colour) -> None:
        """The bevelled plate: rounded corners for the first side, cut ones for the second; flat paper for history."""
        thick = max(2, box.width // 26)
        if look.of_history:
            self._shape(on, box, look.side, self.palette.sides[look.side].face)
            self._shape(on, box.inflate(-3 * thick, -3 * thick), look.side, face)
            return
        shadow = pygame.Surface(box.size, pygame.SRCALPHA)
        self._shape(shadow, shadow.get_rect(), look.side, (*self.palette.card["shadow"], 110))
        on.blit(shadow, box.move(thick, thick * 1.4))
        self._shape(on, box, look.side, mixed(face, (0, 0, 0), 0.5))
        inner = box.inflate(-thick, -thick)
        self._shape(on, inner, look.side, mixed(face, (255, 255, 255), 0.28))
        lit = pygame.Rect(inner.left + thick, inner.top + thick, inner.width - thick, inner.height - thick)
        self._shape(on, lit, look.side, mixed(face, (0, 0, 0), 0.2))
        self._shape(on, inner.inflate(-2 * thick, -2 * thick), look.side, face)

    def _shape(self, on: pygame.Surface, box: pygame.Rect, side: int, colour: tuple[int, ...]) -> None:
        if side == 0:
            pygame.draw.rect(on, colour, box, border_radius=max(1, box.width // 9))
            return
        cut = box.width // 7
        left, top, right, bottom = box.left, box.top, box.right - 1, box.bottom - 1
        pygame.draw.polygon(
            on,
            colour,
            [
                (left + cut, top), (right - cut, top), (right, top + cut), (right, bottom - cut),
                (right - cut, bottom), (left + cut, bottom), (left, bottom - cut), (left, top + cut),
            ],
        )  # fmt: skip

    def _question(self, on: pygame.Surface, box: pygame.Rect, look: Look) -> None:
        """Somebody may be here."""
        text = written(look.strength, round(box.width * 0.74), self._ink(look), bold=True)
        on.blit(text, text.get_rect(center=box.center))

    def _small(self, on: pygame.Surface, box: pygame.Rect, look: Look) -> None:
        """The symbol alone, or over the strength where that can be read; a bar at its side tells of trouble."""
        has_figure = box.width // _FINE >= FIGURES_FROM
        symbol = pygame.Rect(0, 0, round(box.width * 0.7), round(box.height * (0.36 if has_figure else 0.48)))
        symbol.center = box.centerx, round(box.top + box.height * (0.29 if has_figure else 0.5))
        self._symbol(on, symbol, look)
        if has_figure:
            text = written(look.strength, round(box.width * 0.46), self._ink(look), bold=True)
            on.blit(text, text.get_rect(center=(box.centerx, box.top + round(box.height * 0.73))))
        if box.width // _FINE >= 18:
            trouble = self._trouble(look)
            if trouble:
                wide, high = round(box.width * 0.09), round(box.height * (0.74 if has_figure else 0.48))
                draw_bar(on, self.palette, pygame.Rect(box.left + wide // 2, symbol.top, wide, high), trouble)
            if look.can_act:
                draw_ready(
                    on, self.palette, (box.right - box.width * 0.16, box.top + box.height * 0.14), box.width * 0.07
                )

    def _symbol(self, on: pygame.Surface, box: pygame.Rect, look: Look) -> None:
        """What kind of unit it is, as a symbol or in a word."""
        card = self.palette.card
        word = self.words.get(look.symbol, "")
        draw_symbol(on, box, "" if word else look.symbol, (card["box"], card["line"]))
        if word:
            drawn = written(word, max(6, round(box.height * 0.62)), card["line"], bold=True)
            share = min(1.0, 0.88 * box.width / drawn.get_width())
            if share < 1.0:
                size = max(1, round(drawn.get_width() * share)), max(1, round(drawn.get_height() * share))
                drawn = pygame.transform.smoothscale(drawn, size)
            on.blit(drawn, drawn.get_rect(center=box.center))

    def _trouble(self, look: Look) -> Colour | None:
        state = self.palette.state
        if look.encircled or look.supply == SupplyState.OUT or look.routed:
            bad: Colour = state["bad"]
            return bad
        poor: Colour = state["poor"]
        return poor if look.supply in (SupplyState.LOW, SupplyState.STRAINED) or 0 <= look.cohesion <= 1 else None

    def _whole(self, on: pygame.Surface, box: pygame.Rect, look: Look) -> None:
        size = box.width
        symbol = pygame.Rect(0, 0, round(size * 0.56), round(size * 0.32))
        symbol.midtop = (box.centerx, box.top + round(size * 0.2))
        self._symbol(on, symbol, look)
        draw_echelon(on, (box.centerx, box.top + size * 0.115), size * 0.085, look.echelon, self._ink(look))
        self._figure(on, box, look)
        self._designation(on, box, symbol, look)
        if look.cohesion != UNKNOWN:
            self._cohesion(on, box, symbol, look.cohesion)
        if look.supply != UNKNOWN:
            draw_supply(on, self.palette, box, look.supply)
        if look.loyalty != SAFE:
            draw_loyalty(on, self.palette, box, look.loyalty)
        if look.can_act:
            draw_ready(on, self.palette, (box.right - size * 0.12, box.top + size * 0.115), size * 0.055)
        if look.dug:
            draw_trench(on, self.palette, box, look.dug)
        if look.encircled:
            draw_ring(on, self.palette, box)
        if look.routed:
            draw_rout(on, self.palette, box)

    def _figure(self, on: pygame.Surface, box: pygame.Rect, look: Look) -> None:
        marks = int(look.supply > SupplyState.FINE), int(look.loyalty != SAFE)
        text = written(look.strength, round(box.width * (0.37, 0.35, 0.31)[sum(marks)]), self._ink(look), bold=True)
        x = box.centerx + round(box.width * (0.07 * marks[0] - 0.06 * marks[1]))
        on.blit(text, text.get_rect(center=(x, box.top + round(box.height * 0.735))))
        if look.ghost_days > 0:
            age = written(f"{look.ghost_days}d", round(box.width * 0.19), self._ink(look), bold=True)
            on.blit(age, age.get_rect(center=(box.right - box.width * 0.2, box.top + round(box.height * 0.8))))

    def _designation(self, on: pygame.Surface, box: pygame.Rect, symbol: pygame.Rect, look: Look) -> None:
        """To the right of the symbol, upright as on printed counters."""
        if not look.name:
            return
        room = box.right - symbol.right - round(box.width * 0.07)
        text = written(look.name, round(box.width * 0.155), self._ink(look), bold=True)
        turned = pygame.transform.rotate(text, 90)
        share = min(1.0, room / turned.get_width(), box.height * 0.4 / turned.get_height())
        if share < 1:
            turned = pygame.transform.smoothscale_by(turned, share)
        on.blit(turned, turned.get_rect(center=(symbol.right + room / 2 + box.width * 0.01, symbol.centery)))

    def _cohesion(self, on: pygame.Surface, box: pygame.Rect, symbol: pygame.Rect, pips: int) -> None:
        """A ladder left of the symbol, as full as the unit holds together."""
        state = self.palette.state
        colour = (state["bad"], state["poor"], state["fair"], state["good"], state["good"])[pips]
        high, gap = symbol.height / COHESION_PIPS, max(1, box.width // 60)
        left, wide = box.left + round(box.width * 0.075), round(box.width * 0.09)
        for number in range(COHESION_PIPS):
            cell = pygame.Rect(left, round(symbol.bottom - (number + 1) * high) + gap, wide, round(high) - gap)
            draw_bar(
                on, self.palette, cell, colour if number < pips else mixed(self.palette.card["line"], colour, 0.15)
            )


def counter_side(scale: float) -> int:
    """Pixels of a counter's side at a scale."""
    small = min(_SHARE_SMALL * scale, _SMALL)
    return round(min(max(SHARE * scale, small, _LEAST), _MOST))


def counter_box(hex_middle: tuple[float, float], scale: float) -> Box:
    """The pixels that a counter covers."""
    half = counter_side(scale) / 2
    x, y = hex_middle
    return Box(x - half, y - half, x + half, y + half)
