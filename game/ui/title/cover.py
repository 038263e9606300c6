"""What lies behind the title's widgets: the map of the chosen campaign, and the name with its seal."""

from collections.abc import Sequence
from functools import partial

import pygame

from game.ui.content.rows import Span, text
from game.ui.context import Ui
from game.ui.panels.prose_panel import painter_of
from game.ui.paper.prose import PAD, Prose
from game.ui.paper.sheets import draw_desk
from game.ui.paper.wrap import wrap
from game.ui.style.palette import Colour
from game.ui.style.text import font, written
from game.ui.style.type_sizes import BODY, width_of
from game.ui.title.setup import Card

_SEAL = 58
_LINE = 1.5
"""A line's height over that of its letters."""


def draw_cover(on: pygame.Surface, ui: Ui, picture: pygame.Surface | None) -> None:
    """The map, cut to the window; the bare desk until it has been drawn."""
    if picture is None:
        draw_desk(on, ui)
    else:
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
    on.blit(written(name, ui.px(36), ui.colours["ink"], bold=True), (x, top + ui.px(1)))
    drawn = written(years, ui.px(19), ui.colours["accent"], bold=True)
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
        drawn = written(sign, ui.px(21), paper, bold=True)
        y = place.centery + (2 * number + 1 - len(signs)) * ui.px(11)
        on.blit(drawn, drawn.get_rect(center=(place.centerx, y)))


def campaign_facts(ui: Ui, card: Card) -> list[str]:
    """What a campaign is called, when it was, and who fought in it; or why it cannot be played."""
    if card.scenario is None:
        return [card.name, ui.texts.complaint(card.trouble).partition("\n")[0]]
    world = card.scenario.world
    words, calendar = ui.catalogue(world), world.calendar
    end = calendar.date(calendar.days - 1)
    days = ui.say(
        "title.days" if end.year == calendar.start.year else "title.days_over_years",
        first=words.day(0, "short"),
        first_year=str(calendar.start.year),
        last=words.date(end, "short"),
        year=str(end.year),
        count=calendar.days,
    )
    sides = ui.say("title.sides", first=words.side(0), second=words.side(1), units=len(world.units))
    return [words.label(world.label), days, sides]


def about(ui: Ui, card: Card, place: pygame.Rect) -> Prose | None:
    """A widget that tells what a campaign is about, in smaller letters where it is low; it scrolls if need be."""
    told = ui.catalogue(card.scenario.world).text(card.scenario.spec["scenario"].get("about")) if card.scenario else ""
    painter = painter_of(ui, ui.palette)
    if not told or place.height < painter.line_high(ui.px(BODY)):
        return None
    prose = Prose(painter, place.inflate(2 * ui.px(PAD), 0), ui.manager)
    for is_small in (False, True):
        prose.tell([text(told, small=is_small)])
        if prose.high <= place.height:
            break
    return prose


def draw_lines(on: pygame.Surface, place: pygame.Rect, lines: Sequence[tuple[str, int, Colour, bool]]) -> None:
    """Words of a height, colour and boldness, each below the one before, wrapped to the width of a place."""
    y = place.top
    for words, high, colour, bold in lines:
        for line in wrap((Span(words, bold=bold),), place.width, partial(_width, high)):
            for run in line:
                drawn = font(high, bold).render(run.text, colour)
                on.blit(drawn, (place.left + run.x, y + (high - drawn.get_height()) // 2))
            y += round(high * _LINE)


def _width(high: int, words: str, bold: bool) -> int:
    return width_of(high, bold, words)
