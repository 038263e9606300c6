"""What lies behind the title's widgets: the map of the chosen campaign, and the name with its seal."""

from collections.abc import Sequence

import pygame

from game.ui.context import Ui
from game.ui.palette import Colour
from game.ui.text import written

_SEAL = 58


def draw_cover(on: pygame.Surface, ui: Ui, picture: pygame.Surface | None) -> None:
    """The map, cut to the window; bare paper until it has been drawn."""
    on.fill(ui.colours["shade"])
    if picture is not None:
        share = max(on.get_width() / picture.get_width(), on.get_height() / picture.get_height())
        if share != 1:
            picture = pygame.transform.smoothscale_by(picture, share)
        on.blit(picture, picture.get_rect(center=on.get_rect().center))


def draw_name(on: pygame.Surface, ui: Ui, left: int, top: int) -> None:
    """The name of the game beside its seal, and what it is about below."""
    side = ui.px(_SEAL)
    _draw_seal(on, ui, pygame.Rect(left, top, side, side))
    name, _, years = ui.say("title.name").partition(" ")
    x = left + side + ui.px(16)
    on.blit(written(name, ui.px(36), ui.colours["ink"], True), (x, top + ui.px(1)))
    drawn = written(years, ui.px(19), ui.colours["accent"], True)
    on.blit(drawn, drawn.get_rect(bottomleft=(x, top + side - ui.px(1))))
    about = written(ui.say("title.about"), ui.px(13), ui.colours["faded"])
    on.blit(about, (left, top + side + ui.px(14)))


def _draw_seal(on: pygame.Surface, ui: Ui, place: pygame.Rect) -> None:
    """The province's name as a seal is cut, from top to bottom."""
    red, paper = ui.colours["accent"], ui.colours["field"]
    pygame.draw.rect(on, red, place, border_radius=ui.px(7))
    pygame.draw.rect(on, paper, place.inflate(-ui.px(8), -ui.px(8)), max(1, ui.px(1.5)), border_radius=ui.px(4))
    signs = ui.say("title.seal")
    for number, sign in enumerate(signs):
        drawn = written(sign, ui.px(21), paper, True)
        y = place.centery + (2 * number + 1 - len(signs)) * ui.px(11)
        on.blit(drawn, drawn.get_rect(center=(place.centerx, y)))


def draw_lines(on: pygame.Surface, at: tuple[int, int], lines: Sequence[tuple[str, int, Colour, bool]]) -> int:
    """Lines of words, height, colour and boldness one below the other; the pixel below them."""
    x, y = at
    for words, high, colour, bold in lines:
        drawn = written(words, high, colour, bold)
        on.blit(drawn, (x, y + (high - drawn.get_height()) // 2))
        y += round(high * 1.5)
    return y
