"""Shows every screen of the window as a picture: `python docs/make_screens.py FOLDER`.

Each at two sizes in both languages, with everything half as large again and
twice as large, and once at the smallest size that is meant to work. `--docs` draws the
pictures of the README and the player's guide instead. No display is needed.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).parents[1]))

import platformdirs
import pygame

from game.core.state import U
from game.core.world import World
from game.editor.begin import edit_screen
from game.editor.content import Hand
from game.editor.screen import EditScreen
from game.resources import bundled_scenarios
from game.scenario.load import load
from game.session.progress import Progress
from game.session.replay import branch
from game.session.saves.save import read_save
from game.session.session import Session
from game.session.tutorial import first_game
from game.session.words.text import Catalogue
from game.ui import wishes
from game.ui.all_screens import register
from game.ui.app import App
from game.ui.loading import LoadingScreen
from game.ui.pages.after_action import AfterActionScreen
from game.ui.pages.choose_game import ChooseGameScreen
from game.ui.pages.first_game import FirstGameScreen
from game.ui.pages.history import HistoryScreen
from game.ui.pages.replay import ReplayScreen
from game.ui.pages.settings import SettingsScreen
from game.ui.panels import Dock
from game.ui.panels.registry import PANELS
from game.ui.play.gestures import Menu
from game.ui.play.screen import PlayScreen
from game.ui.play.table import Table
from game.ui.saves import Shelf
from game.ui.screen import Screen
from game.ui.settings import Settings
from game.ui.title import setup
from game.ui.title.load_screen import LoadScreen
from game.ui.title.screen import TitleScreen

HOME = Path(tempfile.mkdtemp(prefix="hebei-screens-"))
for folder in ("user_data_path", "user_config_path"):  # the author's own saves and settings stay out of it
    setattr(platformdirs, folder, lambda *_, **__: HOME)
setup.fresh_seed = lambda: 194510  # the same title each time
PICTURES = Path(__file__).parent / "pictures"
PASSES = (
    ((1280, 720), "en", 100), ((1280, 720), "zh", 100), ((1920, 1080), "en", 100), ((1920, 1080), "zh", 100),
    ((1600, 900), "zh", 150), ((1920, 1080), "en", 200), ((1024, 600), "en", 100),
)  # fmt: skip
TURNS, PATIENCE = 40, 120
"""Turns of the loop that a screen gets at least, and seconds at most."""
OVERLAYS = ("supply", "zones", "command", "cohesion", "loyalty", "fog", "objectives", "threat", "ghosts")

Act = Callable[[App], None]


class Stage:
    """The games that are shown: two in the middle of a battle with a person, one that was played to its end."""

    def __init__(self) -> None:
        self.shelf = Shelf.open(HOME / "saves")
        register(self.shelf)
        self.battle = self._begun("handan@the-pocket", 1, 2)
        self.played = Session(
            load("handan@the-pocket"), ("greedy", "greedy"), 7, save=self.shelf.named("a long campaign")
        )
        for _ in self.played.play():
            pass
        self.world: World = self.battle.world

    @cached_property
    def winter(self) -> Session:
        """Pingjin under ice, with talks."""
        return self._begun("pingjin@beiping", 0, 3, "staff")

    def _begun(self, scenario: str, side: int, days: int, player: str = "greedy") -> Session:
        """A game that a computer player played for some days, and a person goes on with on a side."""
        name = scenario.partition("@")[0]
        first = Session(load(scenario), (player, player), 7, save=HOME / f"{name}.hebei")
        for _ in first.play(days):
            pass
        seats: list[str | None] = [player, player]
        seats[side] = None
        save = read_save(HOME / f"{name}.hebei")
        session = branch(save, first.turn.state.day, self.shelf.fresh(name), players=seats)
        for _ in session.play():
            pass
        return session

    def unit(self, id: str) -> int:
        """A unit by its id."""
        return self.world.unit_index[id]

    def place(self, id: str) -> int:
        """The hex of a place."""
        return self.world.places[self.world.place_index[id]].hex

    def situation(self, lang: str) -> Any:
        """What the person in the battle sees."""
        return Table(self.battle, Catalogue(lang, self.world), "standard").situation()

    def fight(self) -> tuple[tuple[int, ...], int]:
        """Up to three strong units of the person beside one enemy, where they are strongest, and where he stands."""
        units = self.battle.view(1).units
        own = [unit for unit in range(units.shape[1]) if units[U.SIDE, unit] == 1 and units[U.HEX, unit] >= 0]
        men = units[U.MEN].tolist()
        found = []
        for hex in sorted({int(hex) for hex in units[U.HEX][units[U.SIDE] == 0]} - {-1}):
            around = self.world.grid.neighbours[hex].tolist()
            beside = sorted((unit for unit in own if units[U.HEX, unit] in around), key=lambda unit: -men[unit])[:3]
            found.append((sum(men[unit] for unit in beside), hex, tuple(beside)))
        _, hex, beside = max(found)
        return beside, hex

    def screens(self, lang: str) -> dict[str, tuple[Screen, Act]]:
        """Every screen with what is done on it before it is shown."""
        found: dict[str, tuple[Screen, Act]] = {"title": (TitleScreen(self.shelf, edit_screen), _nothing)}
        units, target = self.fight()
        found["loading"] = (LoadingScreen(_half, lambda _: SettingsScreen()), _nothing)
        found["load"] = (LoadScreen(self.shelf), _nothing)
        found["campaign"] = (self._play(), lambda app: _wish(app, wishes.Select(units[:1], go_there=True)))
        found["begun"] = (self._play(), _nothing)
        found["whole"] = (self._play(), _whole)
        found["winter"] = (PlayScreen(self.winter, self.shelf), _nothing)
        found["winter-front"] = (PlayScreen(self.winter, self.shelf), _whole)
        found["winter-close"] = (PlayScreen(self.winter, self.shelf), lambda app: _wish(app, self._in_beiping()))
        found["winter-theatre"] = (PlayScreen(self.winter, self.shelf), self._theatre)
        found["winter-talks"] = (PlayScreen(self.winter, self.shelf), lambda app: _wish(app, wishes.Show("talks")))
        found["formation"] = (self._play(), lambda app: _formation(app, units[0]))
        found["orders"] = (self._play(), lambda app: _dossier(app, units[0], "orders"))
        found["intent"] = (self._play(), lambda app: _dossier(app, units[0], "intent"))
        found["end-phase"] = (self._play(), lambda app: _wish(app, wishes.EndPhase()))
        found["menu"] = (self._play(), lambda app: _menu(app, units[0]))
        found["march"] = (self._play(), _march)
        found["planner"] = (self._play(), lambda app: _attack(app, units, target))
        for name in OVERLAYS:
            found[f"overlay-{name}"] = (self._play(), lambda app, name=name: _overlay(app, name, units[0]))
        for slot in PANELS:
            if slot.dock is Dock.FLOATING:
                found[f"panel-{slot.name}"] = (self._play(), lambda app, name=slot.name: _panel(app, name, units[0]))
        for tab in ("look", "play", "keys"):
            found[f"settings-{tab}"] = (SettingsScreen(), lambda app, tab=tab: _tab(app, tab))
        for tab in ("events", "kinds", "losses"):
            found[f"history-{tab}"] = (HistoryScreen(self.situation(lang)), lambda app, tab=tab: _tab(app, tab))
        for tab in ("result", "losses", "cohesion", "supply", "luck", "film"):
            found[f"after-{tab}"] = (AfterActionScreen(self.played), lambda app, tab=tab: _film(app, tab))
        found["choose"] = (ChooseGameScreen("replay", self.shelf, lambda *_: SettingsScreen()), _nothing)
        found["replay"] = (ReplayScreen(self.played, Path("a long campaign"), lambda _: SettingsScreen()), self._replay)
        found["first-game"] = (FirstGameScreen(first_game(), self.shelf), _nothing)
        found["first-game-attack"] = (FirstGameScreen(first_game(), self.shelf), lambda app: _lesson(app, 5))
        found["editor"] = (self._editor(), self._form)
        found["editor-terrain"] = (self._editor(), _brush)
        return found

    def _editor(self) -> EditScreen:
        return edit_screen("handan", bundled_scenarios() / "handan.yaml", self.shelf)

    def _form(self, app: App) -> None:
        """A unit in its form, and a strength that no longer agrees with the sources."""
        screen = _editing(app)
        unit = ("order_of_battle", 0, "formations", 0, "formations", 0, "units", 1)
        screen.apply(lambda sheet: sheet.set((*unit, "men"), 5000).set((*unit, "at"), "matou"))
        screen.select(unit)
        screen.map.go_to(self.place("matou"), 37.0, glide=False)

    def _in_beiping(self) -> wishes.Select:
        """The first unit in the city."""
        world, units = self.winter.world, self.winter.view(0).units
        city = world.places[world.place_index["beiping"]].hex
        here = [unit for unit in range(units.shape[1]) if units[U.HEX, unit] == city]
        return wishes.Select(tuple(here[:1]), go_there=True)

    def _theatre(self, app: App) -> None:
        """From Zhangjiakou's railway to the sea, with a unit of the city selected."""
        screen: Any = app.top
        world = self.winter.world
        _wish(app, self._in_beiping())
        screen.map.go_to(world.places[world.place_index["fengtai"]].hex, 37.0, glide=False)

    def _play(self) -> PlayScreen:
        return PlayScreen(self.battle, self.shelf)

    def _replay(self, app: App) -> None:
        screen: Any = app.top
        screen.map.go_to(self.place("matou"), 37.0)
        screen.go(screen.moments.of_day(10) + 12)


def _nothing(app: App) -> None:
    """The screen as it opens."""


def _wish(app: App, wish: wishes.Wish) -> None:
    screen: Any = app.top
    screen.commands.carry_out(wish)


def _half(progress: Progress) -> Session:
    """Never ends: a save of which half has been played again."""
    progress(1, 2)
    threading.Event().wait()
    raise AssertionError


def _whole(app: App) -> None:
    screen: Any = app.top
    screen.map.whole()


def _formation(app: App, unit: int) -> None:
    screen: Any = app.top
    formation = int(screen.table.view.units[U.FORMATION, unit])
    _wish(app, wishes.SelectFormation(formation, go_there=True))


def _dossier(app: App, unit: int, tab: str) -> None:
    _wish(app, wishes.Select((unit,), go_there=True))
    _wish(app, wishes.Show("dossier"))
    app.step([])
    screen: Any = app.top
    panel = screen.host.panel("dossier")
    panel.tab = tab
    panel.again()


def _menu(app: App, unit: int) -> None:
    screen: Any = app.top
    _wish(app, wishes.Select((unit,), go_there=True))
    hex = int(screen.table.view.units[U.HEX, unit])
    screen.map.go_to(hex, glide=False)
    screen.keyboard.open_menu(Menu(hex, screen.map.place_of(hex).center))


def _march(app: App) -> None:
    """A unit whose march to a hex is being considered: the one that can go furthest."""
    screen: Any = app.top
    units = screen.table.view.units

    def ways(unit: int) -> int:
        _wish(app, wishes.Select((unit,)))
        reach = screen.pointer.reach()
        return 0 if reach is None else len(reach.hexes)

    unit = max((each for each in range(units.shape[1]) if units[U.SIDE, each] == screen.table.eyes), key=ways)
    _wish(app, wishes.Select((unit,)))
    screen.map.go_to(int(units[U.HEX, unit]), glide=False)
    app.step([])
    reach = screen.pointer.reach()
    x, y = screen.map.camera.centre_of(
        max(filter(screen.map.shows, reach.hexes), key=lambda hex: len(reach.path(hex) or ()))
    )
    at = round(x) + screen.map.area.left, round(y) + screen.map.area.top
    app.step([pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))])


def _attack(app: App, units: tuple[int, ...], target: int) -> None:
    _wish(app, wishes.Select(units, go_there=True))
    _wish(app, wishes.Consider(target))


def _overlay(app: App, name: str, unit: int) -> None:
    _wish(app, wishes.Select((unit,), go_there=True))
    _wish(app, wishes.SetOverlay(name))


def _panel(app: App, name: str, unit: int) -> None:
    _wish(app, wishes.Select((unit,), go_there=True))
    _wish(app, wishes.Show(name))


def _tab(app: App, tab: str) -> None:
    screen: Any = app.top
    screen.turn_to(tab)


def _film(app: App, tab: str) -> None:
    _tab(app, tab)
    if tab == "film":
        for _ in range(TURNS):
            app.step()


def _lesson(app: App, number: int) -> None:
    screen: Any = app.top
    for _ in range(number):
        screen.go_on()


def shoot(screen: Screen, act: Act, size: tuple[int, int], lang: str, scale: int) -> pygame.Surface:
    """A screen as it looks when all of it is there."""
    settings = Settings(lang=lang, scale=scale, size=size, animation="none", edge_scroll=False)
    app = App(screen, settings, file=HOME / "settings.json")
    app.step([])
    act(app)
    shown: Any = app.top
    end = time.monotonic() + PATIENCE
    turns = 0
    while turns < TURNS or not _is_there(shown):
        if time.monotonic() > end:
            raise RuntimeError(f"{type(shown).__name__} was not drawn in {PATIENCE} s")
        app.step(pygame.event.get())
        turns += 1
        pygame.time.wait(4)
    app.step([pygame.event.Event(pygame.VIDEOEXPOSE)])
    picture = app.surface.copy()
    app.close()
    return picture


def _editing(app: App) -> Any:
    """The editor, once it has its map."""
    screen: Any = app.top
    screen.examined()
    while screen.map is None:
        app.step()
    return screen


def _brush(app: App) -> None:
    """The brush in the hand."""
    screen = _editing(app)
    screen.hand = Hand("terrain", "~", 7)
    screen.touch()


def _is_there(screen: Any) -> bool:
    """Whether everything that is drawn in the background has come."""
    if isinstance(screen, EditScreen) and (screen.is_late or screen.ground.is_new_to_come or screen.map is None):
        return False
    film = getattr(screen, "_film", None)
    if film is not None and not film.is_complete:
        return False
    area, gallery = getattr(screen, "map", None), getattr(screen, "gallery", None)
    if gallery is not None and not gallery.is_complete:
        return False
    return area is None or bool(area.is_complete and area.board.has_overview())


def make_all(folder: Path, only: str, wide: int) -> None:
    """Every screen in every pass, or in those of one width."""
    stage = Stage()
    for size, lang, scale in (each for each in PASSES if wide in (0, each[0][0])):
        screens = stage.screens(lang)
        for name in list(screens):
            screen, act = screens.pop(name)  # with its map, which is large
            if any(part in name for part in only.split(",")):
                path = folder / f"{name}-{size[0]}-{lang}-{scale}.png"
                pygame.image.save(shoot(screen, act, size, lang, scale), path)
                sys.stdout.write(f"{path}\n")


DOCS = {
    "campaign": ("overlay-zones", "en"), "planner": ("planner", "zh"), "history": ("history-events", "en"),
    "after-action": ("after-losses", "en"), "film": ("after-film", "en"), "first-game": ("first-game-attack", "en"),
    "title": ("title", "en"), "supply": ("overlay-supply", "en"), "replay": ("replay", "en"),
    "winter": ("winter-theatre", "en"), "talks": ("winter-talks", "en"), "editor": ("editor", "en"),
}  # fmt: skip
"""Pictures of the guide, and the screens they show, with their language."""


def make_docs(only: str) -> None:
    """The pictures of README and guide, or those with one of some words in their names."""
    stage = Stage()
    for name, (shown, lang) in DOCS.items():
        if not any(part in name for part in only.split(",")):
            continue
        path = PICTURES / f"{name}.jpg"
        pygame.image.save(shoot(*stage.screens(lang)[shown], (1280, 720), lang, 100), path)
        sys.stdout.write(f"{path}\n")


def main() -> None:
    """Draw what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="where the pictures go")
    parser.add_argument("--docs", action="store_true", help="the pictures of README and guide, into docs/pictures")
    parser.add_argument("--only", default="", help="only screens or pictures with one of these in their names, A,B")
    parser.add_argument("--width", default=0, type=int, help="only windows of this width")
    parsed = parser.parse_args()
    if parsed.docs:
        make_docs(parsed.only)
    elif parsed.folder:
        parsed.folder.mkdir(parents=True, exist_ok=True)
        make_all(parsed.folder, parsed.only, parsed.width)
    else:
        parser.error("name a folder, or --docs")


if __name__ == "__main__":
    main()
