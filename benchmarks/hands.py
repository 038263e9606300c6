"""`python -m benchmarks hands`: random clicking and typing in the window raises nothing, and the game replays."""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

from game.session.replay import replayed
from game.session.saves.save import read_save
from game.session.session import Session
from game.ui.app import App
from game.ui.keys import USUAL
from game.ui.screen import Screen
from game.ui.settings import Settings

PACE = 6
"""Deeds of a quick person in a second."""
_LONGER = 5
_SIZES = ((1280, 720), (1024, 600), (1600, 900))
_LEFT, _MIDDLE, _RIGHT = 1, 2, 3
_NEAR = 90
"""Pixels from a unit to where it is sent, at most, in either direction."""
_CODES = {"[+]": pygame.K_KP_PLUS, "[-]": pygame.K_KP_MINUS}
_HELD = {"ctrl": pygame.KMOD_LCTRL, "shift": pygame.KMOD_LSHIFT, "alt": pygame.KMOD_LALT}

Event = pygame.event.Event


class Hands:
    """What somebody does who knows nothing of the game; the same seed does the same where the window shows the same."""

    def __init__(self, seed: int) -> None:
        self._luck = random.Random(seed)
        self._at = (0, 0)

    def deed(self, app: App) -> Iterator[list[Event]]:
        """The events of one deed, a list for each turn of the loop."""
        deeds: tuple[tuple[Callable[[App], Iterator[list[Event]]], int], ...] = (
            (self._click_somewhere, 20),
            (self._click_counter, 30),
            (self._send_counter, 15),
            (self._click_widget, 25),
            (self._press_key, 30),
            (self._turn_wheel, 6),
            (self._drag, 8),
            (self._type, 4),
            (self._resize, 1),
        )
        choices, weights = zip(*deeds, strict=True)
        yield from self._luck.choices(choices, weights)[0](app)

    def _somewhere(self, app: App) -> tuple[int, int]:
        return self._luck.randrange(app.ui.size[0]), self._luck.randrange(app.ui.size[1])

    def _move(self, to: tuple[int, int]) -> list[Event]:
        rel = to[0] - self._at[0], to[1] - self._at[1]
        self._at = to
        return [Event(pygame.MOUSEMOTION, pos=to, rel=rel, buttons=(0, 0, 0))]

    def _click(self, at: tuple[int, int], button: int) -> Iterator[list[Event]]:
        yield self._move(at)
        yield [Event(pygame.MOUSEBUTTONDOWN, pos=at, button=button)]
        yield [Event(pygame.MOUSEBUTTONUP, pos=at, button=button)]

    def _click_somewhere(self, app: App) -> Iterator[list[Event]]:
        yield from self._click(self._somewhere(app), self._luck.choice((_LEFT, _LEFT, _RIGHT, _RIGHT, _MIDDLE)))

    def _counter(self, app: App) -> tuple[int, int] | None:
        """Where a unit stands, None where no map shows one."""
        screen: Any = app.top
        shown = getattr(screen, "map", None)
        counters = list(shown.board.seen(shown.camera)) if shown is not None else []
        if not counters:
            return None
        x, y = shown.camera.centre_of(self._luck.choice(counters).hex)
        return round(x) + shown.area.left, round(y) + shown.area.top

    def _click_counter(self, app: App) -> Iterator[list[Event]]:
        at = self._counter(app) or self._somewhere(app)
        yield from self._click(at, self._luck.choice((_LEFT, _RIGHT)))

    def _send_counter(self, app: App) -> Iterator[list[Event]]:
        """A click on a unit, and one with the right button not far from it."""
        at = self._counter(app)
        if at is None:
            yield from self._click_somewhere(app)
            return
        yield from self._click(at, _LEFT)
        off = self._luck.randint(-_NEAR, _NEAR), self._luck.randint(-_NEAR, _NEAR)
        yield from self._click((at[0] + off[0], at[1] + off[1]), _RIGHT)

    def _click_widget(self, app: App) -> Iterator[list[Event]]:
        """In the middle of a widget, or anywhere on it."""
        widgets = [sprite for sprite in app.ui.manager.get_sprite_group().sprites() if sprite.visible]
        area = pygame.Rect(self._luck.choice(widgets).rect) if widgets else pygame.Rect(0, 0, 2, 2)
        at = area.centerx, area.centery
        if self._luck.random() < 0.6 and area.width > 1 and area.height > 1:
            at = area.left + self._luck.randrange(area.width), area.top + self._luck.randrange(area.height)
        yield from self._click(at, _LEFT)

    def _press_key(self, app: App) -> Iterator[list[Event]]:
        key = self._luck.choice([key for keys in USUAL.values() for key in keys])
        *held, name = [key] if key in _CODES else key.split("+")
        mod = sum(_HELD[one] for one in held)
        yield [_key(_CODES.get(name) or pygame.key.key_code(name), mod)]

    def _turn_wheel(self, app: App) -> Iterator[list[Event]]:
        yield self._move(self._somewhere(app))
        for _ in range(self._luck.randint(1, 4)):
            yield [Event(pygame.MOUSEWHEEL, x=0, y=self._luck.choice((-1, 1)), flipped=False)]

    def _drag(self, app: App) -> Iterator[list[Event]]:
        button = self._luck.choice((_LEFT, _MIDDLE, _RIGHT))
        yield self._move(self._somewhere(app))
        yield [Event(pygame.MOUSEBUTTONDOWN, pos=self._at, button=button)]
        for _ in range(4):
            yield self._move(self._somewhere(app))
        yield [Event(pygame.MOUSEBUTTONUP, pos=self._at, button=button)]

    def _type(self, app: App) -> Iterator[list[Event]]:
        """Letters, as into a field."""
        for letter in self._luck.choices("abcdeghmnopstuvwxyz1234567890 马头", k=self._luck.randint(1, 8)):
            code = ord(letter) if ord(letter) < 128 else 0
            yield [Event(pygame.KEYDOWN, key=code, mod=0, unicode=letter), Event(pygame.TEXTINPUT, text=letter)]

    def _resize(self, app: App) -> Iterator[list[Event]]:
        size = self._luck.choice(_SIZES)
        if not app.ui.settings.full_screen:
            pygame.display.set_mode(size, pygame.RESIZABLE)
            yield [Event(pygame.VIDEORESIZE, size=size, w=size[0], h=size[1])]


def _key(code: int, mod: int) -> Event:
    return Event(pygame.KEYDOWN, key=code, mod=mod, unicode="")


def fumble(
    session: Session, screen: Callable[[], Screen], folder: Path, seed: int, deeds: int, least: int = 0
) -> dict[str, int]:
    """So many random deeds in a window; how many orders and days came of it.

    They go on until ``least`` orders stand, at most `_LONGER` times as many: what comes of a deed depends on how
    far a busy machine has got. ``session`` must be saved to a file. Raises whatever the window raises, and
    RuntimeError where its save does not replay to the same position.
    """
    hands = Hands(seed)
    app = App(screen(), Settings(animation="none", size=_SIZES[0]), file=folder / "settings.json")
    for deed in range(deeds * _LONGER):
        if deed >= deeds and len(session.records) >= least:
            break
        if not app.stack:
            app = App(screen(), Settings(animation="none", size=_SIZES[0]), file=folder / "settings.json")
        for events in hands.deed(app):
            if app.stack:
                app.step([*events, *pygame.event.get()])
    if app.stack:
        app.close()
    journal = session.journal
    if journal is None:
        raise RuntimeError("the game was not saved")
    again = replayed(read_save(journal.path))
    if again.turn.state.digest() != session.turn.state.digest():
        raise RuntimeError(f"seed {seed}: the game does not replay; its save is {journal.path}")
    return {"orders": len(session.records), "days": session.turn.state.day - session.start.day}


def main(arguments: Sequence[str]) -> int:
    """Fumble for some minutes, seed after seed; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks hands", description=__doc__)
    parser.add_argument("--minutes", type=int, default=10, help=f"simulated, at {PACE} deeds a second (default: 10)")
    parser.add_argument("--seeds", type=int, default=1, help="from 1 (default: 1)")
    parser.add_argument("--scenario", default="handan", help="what is played (default: handan)")
    parsed = parser.parse_args(arguments)
    for seed in range(1, parsed.seeds + 1):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            os.environ.update(dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_DOCUMENTS_DIR"), name))
            begun = time.perf_counter()
            found = fumble_game(parsed.scenario, folder, seed, parsed.minutes * 60 * PACE)
            took = time.perf_counter() - begun
            print(f"seed {seed}: {found['orders']} orders, {found['days']} days, nothing raised, replays; {took:.0f} s")
            sys.stdout.flush()
    return 0


def fumble_game(scenario: str, folder: Path, seed: int, deeds: int) -> dict[str, int]:
    """Fumble in a game against the computer. Raises as `fumble` does."""
    from game.scenario.load import load
    from game.ui.all_screens import register
    from game.ui.play.screen import PlayScreen
    from game.ui.saves import Shelf

    shelf = Shelf.open(folder / "saves")
    register(shelf)
    session = Session(load(scenario), ("greedy", None), seed, save=shelf.fresh(scenario))
    return fumble(session, lambda: PlayScreen(session, shelf), folder, seed, deeds)
