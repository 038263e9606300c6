"""Asks under which name, and by whom, a game is played on from a moment of its replay."""

from collections.abc import Callable
from pathlib import Path

import pygame
from pygame_gui.elements import UITextEntryLine

from game.players import listing
from game.session.progress import Progress
from game.session.replay import branch_at
from game.session.saves.save import Save
from game.session.seats import Seat
from game.session.session import Session
from game.ui.content.rows import Asked, Button, Buttons, Change, Gap, Heading, Row, Tone, text
from game.ui.keys import is_enter
from game.ui.loading import LoadingScreen
from game.ui.pages.page import Page
from game.ui.saves import AUTO, Shelf, with_progress
from game.ui.screen import Replace, Screen, Step

_PERSON = ""


class PlayOnScreen(Page):
    """A name for the branch and a seat for each side."""

    name = "play_on"
    main_action = "begin"
    most_wide = 860

    def __init__(self, save: Save, orders: int, shelf: Shelf, play: Callable[[Session], Screen]) -> None:
        super().__init__()
        self._save, self._orders, self._shelf, self._play = save, orders, shelf, play
        self.seats = [player or _PERSON for player in save.header.players]
        if _PERSON not in self.seats:
            self.seats[-1] = _PERSON
        self.branch = ""
        self._entry: UITextEntryLine | None = None

    def _free_name(self) -> str:
        """The name of the game with a number behind it; one that was saved by itself goes by what is played."""
        world, stem, number = self._save.scenario.world, self._save.header.name or self._save.path.stem, 2
        if stem.startswith(f"{AUTO} "):
            stem = self.ui.catalogue(world).label(world.label)
        while self._shelf.named(f"{stem} {number}").exists():
            number += 1
        return f"{stem} {number}"

    def actions(self) -> tuple[str, ...]:
        """Begin."""
        return ("begin",)

    def _make_body(self, area: pygame.Rect) -> None:
        high = self.ui.px(34)
        self.branch = self.branch or self._free_name()
        place = pygame.Rect(area.left, area.top, min(area.width, self.ui.px(460)), high)
        self._entry = UITextEntryLine(place, self.ui.manager, initial_text=self.branch)
        below = high + self.ui.px(6)
        super()._make_body(pygame.Rect(area.left, area.top + below, area.width, area.height - below))

    def closed(self) -> None:
        """The name stays."""
        if self._entry is not None:
            self.branch = self._entry.get_text()
            self._entry.kill()
            self._entry = None
        super().closed()

    def rows(self) -> list[Row]:
        """Who plays each side."""
        world = self._save.scenario.world
        words = self.ui.catalogue(world)
        rows: list[Row] = []
        for side, seat in enumerate(self.seats):
            players = ((each.name, self.ui.computer(each.name)) for each in listing() if not each.trouble)
            choices = [(_PERSON, self.ui.say("play_on.person")), *players]
            buttons = tuple(Button(told, Change(f"seat {side}", name), name == seat) for name, told in choices)
            rows += [Heading(words.side(side)), Buttons(buttons)]
        return [*rows, Gap(10), text(self.ui.say("play_on.words"), Tone.FAINT)]

    def asked(self, wish: Asked) -> Step | None:
        """Another seat."""
        if isinstance(wish, Change) and wish.what.startswith("seat "):
            self.seats[int(wish.what.removeprefix("seat "))] = str(wish.to)
            self.refresh()
        return None

    def handle(self, event: pygame.event.Event) -> Step | None:
        """While the name is being typed only Esc and Enter are keys."""
        is_typing = self._entry is not None and self._entry.is_focused
        if is_enter(event):
            return self.act("begin")
        if event.type == pygame.KEYDOWN and is_typing and event.key != pygame.K_ESCAPE:
            return None
        return super().handle(event)

    def act(self, action: str) -> Step | None:
        """Make the branch and play it."""
        name = (self._entry.get_text() if self._entry is not None else self.branch).strip()
        path = self._shelf.named(name)
        self.notice = ""
        if not name:
            self.notice = self.ui.say("play_on.no_name")
        elif path.exists():
            self.notice = self.ui.say("play_on.taken", name=name)
        if self.notice:
            self.refresh()
            return None
        seats: list[Seat] = [seat or None for seat in self.seats]
        return Replace(LoadingScreen(lambda progress: self._branched(progress, path, name, seats), self._play))

    def _branched(self, progress: Progress, path: Path, name: str, seats: list[Seat]) -> Session:
        return branch_at(with_progress(self._save, progress), self._orders, path, name, seats)
