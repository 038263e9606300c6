"""One whole day against the staff under a real display: start, choose, move, attack, intent, save, quit, continue."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pygame
import pytest

from game.core.intents.intent import IntentKind
from game.core.orders import EndPhase, Move
from game.session.saves.save import SavedOrder, read_save
from game.session.session import Session
from game.ui import all_screens
from game.ui.app import LOST
from game.ui.content.rows import Change
from game.ui.play.screen import PlayScreen
from game.ui.saves import QUICK, Shelf
from game.ui.title.screen import TitleScreen
from game.ui.wishes import GiveIntent
from tests.desks import SIZE, Desk

ROOT = Path(__file__).parents[1]
LEFT, RIGHT = 1, 3
_PATIENCE = 240.0
SKIRMISH = """\
format: 1
id: a-skirmish
title: {en: A skirmish, zh: 遭遇战}
calendar: {start: 1945-10-14, end: 1945-10-17, watches: [day]}
sides:
  red: {name: Red, colour: red}
  blue: {name: Blue, colour: blue}
map:
  hex_km: 3
  rows: ["........", "........", "........", "........", "........"]
order_of_battle:
  - id: red-army
    name: Red Army
    side: red
    kind: army
    commander: Hong
    group: red
    units:
      - {id: red-1, name: 1st Division, type: infantry_division, men: 9000, at: "0303"}
      - {id: red-2, name: 2nd Division, type: infantry_division, men: 5000, at: "0205"}
  - id: blue-army
    name: Blue Army
    side: blue
    kind: army
    commander: Lan
    group: blue
    units:
      - {id: blue-1, name: 3rd Division, type: infantry_division, men: 3000, at: "0403"}
      - {id: blue-2, name: 4th Division, type: infantry_division, men: 4000, at: "0802"}
victory:
  favours: red
  terms: [{kind: losses, group: blue, per: 100}]
  levels: [{id: won, at: 1, name: Won}, {id: lost, name: Lost}]
"""

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool, which this machine lacks"
)


class Person:
    """Somebody at a real window, who knows where things are from a second one that draws for nobody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._server, number = _display()
        homes = {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config"}
        self._environment = {
            **os.environ,
            **{name: str(folder / home) for name, home in homes.items()},
            "DISPLAY": f":{number}",
            "SDL_VIDEODRIVER": "x11",
            "SDL_VIDEO_WINDOW_POS": "0,0",
            "PYTHONPATH": str(ROOT),
        }
        self.game: subprocess.Popen[bytes] | None = None
        self.twin: Desk | None = None

    def start(self, told: BinaryIO | None = None) -> None:
        command = [sys.executable, "-m", "game.cli.main", "play"]
        self.game = subprocess.Popen(command, env=self._environment, cwd=self.folder, stderr=told)
        self._do("search", "--sync", "--onlyvisible", "--class", ".")

    def _do(self, *words: object) -> None:
        subprocess.run(
            ["xdotool", *map(str, words)], env=self._environment, check=True, capture_output=True, timeout=_PATIENCE
        )

    def sees(self, name: str) -> bool:
        """Whether the frame of a window says that this is open."""
        words = ["xdotool", "search", "--class", ".", "getwindowname", "%@"]
        return name in subprocess.run(words, env=self._environment, capture_output=True, text=True, check=False).stdout

    def click(self, at: tuple[int, int], button: int = LEFT) -> None:
        """The same click in both windows; not so soon after the last one that they make a double click."""
        time.sleep(0.4)
        self._do("mousemove", *at, "click", button)
        if self.twin is not None:
            self.twin.screen.gestures._clicked = (-1, -9.0)
            self.twin.click(at, button)

    def key(self, name: str, code: int, mod: int = 0) -> None:
        time.sleep(0.1)
        self._do("key", name)
        if self.twin is not None:
            self.twin.key(code, mod)

    @property
    def save(self) -> Path:
        """The save of the game that is being played."""
        return max(
            (self.folder / "data" / "hebei" / "saves").glob("auto *.hebei"), key=lambda path: path.stat().st_mtime
        )

    def orders(self) -> list[SavedOrder]:
        return read_save(self.save).orders

    def wait(self, until: Callable[[], bool], again: Callable[[], None] | None = None, every: float = 4.0) -> None:
        """Until something holds; what was done ``again`` where the window was not ready for it."""
        end = time.monotonic() + _PATIENCE
        tried = time.monotonic()
        while not until():
            assert time.monotonic() < end, "it did not happen"
            assert self.game is not None and (self.game.poll() is None or until()), "the game ended by itself"
            if again is not None and time.monotonic() - tried > every:
                again()
                tried = time.monotonic()
            time.sleep(0.1)

    def end(self) -> None:
        if self.game is not None and self.game.poll() is None:
            self.game.kill()
        if self.game is not None:
            self.game.wait()
        if self.twin is not None:
            self.twin.app.close()
        self._server.terminate()
        self._server.wait()


def _display() -> tuple[subprocess.Popen[bytes], str]:
    """A screen that nobody sees."""
    read, write = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            f"{SIZE[0]}x{SIZE[1]}x24",
            "-nolisten",
            "tcp",
        ],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        return server, told.readline().strip()


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    scenarios = tmp_path / "data" / "hebei" / "scenarios"
    scenarios.mkdir(parents=True)
    (scenarios / "a-skirmish.yaml").write_text(SKIRMISH, encoding="utf-8")
    config = tmp_path / "config" / "hebei"
    config.mkdir(parents=True)
    settings = {"size": list(SIZE), "animation": "none", "edge_scroll": False}
    (config / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    made = Person(tmp_path)
    yield made
    made.end()


def title_places(folder: Path, *names: str) -> list[tuple[int, int]]:
    """Where the title has its buttons."""
    shelf = Shelf.open()
    all_screens.register(shelf)
    desk = Desk(TitleScreen(shelf), folder)
    title = desk.app.top
    assert isinstance(title, TitleScreen)
    desk.wait(lambda: "a-skirmish" in title.gallery.cards and len(title.gallery.cards) == len(title.gallery.names))
    desk.click(next(button.rect.center for button, name in title.scenarios.items() if name == "a-skirmish"))
    assert title.form is not None and title.form.play is not None
    buttons = {**title.scenarios, **title.others, title.form.play: "play"}
    places = {name: button.rect.center for button, name in buttons.items()}
    desk.app.close()
    return [places[name] for name in names]


def test_a_lost_display_is_told_and_the_game_can_be_gone_on_with(person: Person) -> None:
    scenario, play = title_places(person.folder, "a-skirmish", "play")
    with (person.folder / "told").open("wb") as told:
        person.start(told)

        def begin() -> None:
            person.click(scenario)
            person.click(play)

        begin()
        person.wait(lambda: person.sees("A skirmish"), begin)
        person._server.kill()
        assert person.game is not None and person.game.wait(_PATIENCE) == 2
    assert LOST in (person.folder / "told").read_text(encoding="utf-8")
    assert Shelf.open().broken_off() == person.save


def test_a_whole_day(person: Person) -> None:
    scenario, play, again = title_places(person.folder, "a-skirmish", "play", "continue")
    person.start()

    def begin() -> None:
        person.click(scenario)
        person.click(play)

    begin()
    saves = person.folder / "data" / "hebei" / "saves"
    person.wait(lambda: person.sees("A skirmish"), begin)

    from game.scenario.load import load

    session = Session(load(person.folder / "data" / "hebei" / "scenarios" / "a-skirmish.yaml"), (None, "staff"))
    person.twin = desk = Desk(PlayScreen(session, Shelf.open(person.folder / "twin")), person.folder)
    session.record(desk.screen.shelf.fresh("twin"))
    _move(person, desk)
    _attack(person, desk)
    _intend(person, desk)

    person.key("F5", pygame.K_F5)
    person.wait((saves / f"{QUICK}.hebei").is_file, lambda: person.key("F5", pygame.K_F5))
    person.key("ctrl+Return", pygame.K_RETURN, pygame.KMOD_LCTRL)
    person.key("Return", pygame.K_RETURN)
    person.wait(lambda: len(read_save(person.save).days) > 1)
    desk.wait(lambda: EndPhase() in desk.orders())  # its thinker has its own pace
    assert read_save(person.save).days[1].date == "1945-10-15"

    person.twin.app.close()
    person.twin = None
    _quit(person)

    before = person.save
    given = len(person.orders())
    person.start()
    person.click(again)
    person.wait(lambda: person.sees("A skirmish"), lambda: person.click(again))
    assert person.save == before and len(person.orders()) == given
    _quit(person)


def _quit(person: Person) -> None:
    """By Esc, and yes where it asks, back to the title and out."""
    assert person.game is not None
    game = person.game

    def leave() -> None:
        """Out of what is selected or open, then out of the game: each Esc that asks is answered before the next."""
        for name in ("Escape", "Return"):
            if game.poll() is None and person.sees("A skirmish"):
                person._do("key", name)

    leave()
    person.wait(lambda: game.poll() is not None or not person.sees("A skirmish"), leave, every=0.5)
    while game.poll() is None:
        person._do("key", "Escape")
        person.wait(lambda: game.poll() is not None, lambda: person._do("key", "Escape"))
    assert game.returncode == 0


def _move(person: Person, desk: Desk) -> None:
    person.click(desk.at("0205"))
    person.click(desk.at("0204"), RIGHT)
    person.wait(lambda: len(person.orders()) == 1)
    assert isinstance(desk.orders()[0], Move) and person.orders()[0].data["order"] == "Move"


def _attack(person: Person, desk: Desk) -> None:
    person.click(desk.at("0303"))
    person.click(desk.at("0403"), RIGHT)
    person.click(desk.at("0403"), RIGHT)
    person.wait(lambda: len(person.orders()) == 2)
    assert person.orders()[1].data["order"] == "Attack"


def _intend(person: Person, desk: Desk) -> None:
    """Tell the army of the second division to hold its place."""
    person.click(desk.at("0204"))
    menu = desk.screen.host.panel("dossier").prose
    person.click(menu.where(Change("tab", "intent")))
    person.click(menu.where(Change("kind", IntentKind.HOLD)))
    person.click(desk.at("0205"))
    wish = next(wish for wish in _wishes(menu) if isinstance(wish, GiveIntent) and wish.intent is not None)
    person.click(menu.where(wish))
    assert set(wish.formations) <= set(desk.screen.session.intents)
    person.wait(lambda: "intents" in read_save(person.save).memories.get("red", {}))


def _wishes(menu: object) -> Iterator[object]:
    for row in menu.rows:
        for zone in menu.painter.block(row, menu._column()).zones:
            yield zone.wish
