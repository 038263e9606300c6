"""A line that tells the person something, on paper over the map."""

import pygame

from game.ui.content.rows import Span
from game.ui.context import Ui
from game.ui.text import written
from game.ui.type_sizes import width_of
from game.ui.wrap import wrap

_NOTICE_LINES = 3


def draw_notice(on: pygame.Surface, ui: Ui, words: str, area: pygame.Rect) -> None:
    """A line on paper, or a few where one is too short, in the middle of an area's upper edge."""
    size, most = ui.px(15), area.width - ui.px(60)
    lines = wrap((Span(words, bold=True),), most, lambda text, bold: width_of(size, bold, text))[:_NOTICE_LINES]
    texts = [written("".join(run.text for run in line), size, ui.colours["ink"], True) for line in lines]
    step = ui.px(22)
    plate = pygame.Rect(0, 0, max(text.get_width() for text in texts), step * len(texts))
    plate = plate.inflate(ui.px(32), ui.px(12))
    plate.midtop = area.midtop
    pygame.draw.rect(on, ui.colours["field"], plate, border_radius=6)
    pygame.draw.rect(on, ui.colours["accent"], plate, 1, border_radius=6)
    for number, text in enumerate(texts):
        middle = plate.top + ui.px(6) + step * number + step // 2
        on.blit(text, text.get_rect(center=(plate.centerx, middle)))
