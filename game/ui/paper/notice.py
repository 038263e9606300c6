"""A line that tells the person something, on paper over what is shown, until it fades."""

import pygame

from game.ui.content.rows import Span
from game.ui.context import Ui
from game.ui.paper.wrap import wrap
from game.ui.style.text import written
from game.ui.style.type_sizes import width_of

_LINES = 6
_SECONDS, _PER_LETTER = 5.0, 0.05
"""How long it stays: at least, and more for each letter that has to be read."""
_STEP = 0.1  # seconds between looks at one that fades


class Notice:
    """What a screen told last."""

    def __init__(self) -> None:
        self.words = ""
        self._left = 0.0
        self.stays = False
        """Whether it begins to fade only when the person does something."""

    def tell(self, *messages: str) -> bool:
        """Tell messages in the place of those before, as one; whether there is anything to tell."""
        told = " ".join(message for message in messages if message)
        if told:
            self.stays = False
            self.words, self._left = told, _SECONDS + _PER_LETTER * len(told)
        return bool(told)

    def drop(self) -> None:
        """Tell it no more."""
        self.words = ""

    def update(self, ui: Ui, seconds: float) -> bool:
        """Take what waits to be told, let what was told fade; whether the screen looks different."""
        told = self.tell(*ui.notices)
        ui.notices.clear()
        if told or not self.words or self.stays:
            return told
        self._left -= seconds
        ui.patience = min(ui.patience, _STEP)
        if self._left > 0:
            return False
        self.words = ""
        return True

    def draw(self, on: pygame.Surface, ui: Ui, area: pygame.Rect) -> int:
        """Show it, if there is any, in the middle of an area's upper edge; the pixels that it takes there."""
        return draw_notice(on, ui, self.words, area) if self.words else 0


def draw_notice(on: pygame.Surface, ui: Ui, words: str, area: pygame.Rect) -> int:
    """A line on paper, or a few where one is too short, in the middle of an area's upper edge; its height in pixels."""
    size, most = ui.px(15), area.width - ui.px(60)
    lines = wrap((Span(words, bold=True),), most, lambda text, bold: width_of(size, bold, text))[:_LINES]
    texts = [written("".join(run.text for run in line), size, ui.colours["ink"], bold=True) for line in lines]
    step = ui.px(22)
    plate = pygame.Rect(0, 0, max(text.get_width() for text in texts), step * len(texts))
    plate = plate.inflate(ui.px(32), ui.px(12))
    plate.midtop = area.midtop
    pygame.draw.rect(on, ui.colours["field"], plate, border_radius=6)
    pygame.draw.rect(on, ui.colours["accent"], plate, 1, border_radius=6)
    for number, text in enumerate(texts):
        middle = plate.top + ui.px(6) + step * number + step // 2
        on.blit(text, text.get_rect(center=(plate.centerx, middle)))
    return plate.height
