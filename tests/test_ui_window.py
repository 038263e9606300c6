"""The window's frame: screens on a stack, a loop that rests, settings and keys. No display: the dummy driver."""

import json
import os
from pathlib import Path

import pygame
import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from game.ui.app import App, WindowError
from game.ui.context import Ui
from game.ui.keys import USUAL, Action, Keys, pressed
from game.ui.paper.notice import Notice
from game.ui.screen import Pop, Push, Quit, Replace, Step
from game.ui.settings import Settings, read_settings, scale_in, write_settings


class Page:
    """A screen that answers the key of its next step."""

    def __init__(self, step: Step | None = None) -> None:
        self.step, self.opens, self.closes, self.moves = step, 0, 0, False

    def opened(self, ui: Ui) -> None:
        self.opens += 1

    def closed(self) -> None:
        self.closes += 1

    def resized(self, size: tuple[int, int]) -> None:
        pass

    def handle(self, event: object) -> Step | None:
        return self.step if getattr(event, "type", 0) == pygame.KEYDOWN else None

    def update(self, seconds: float) -> bool:
        return self.moves

    def draw(self, surface: object) -> None:
        pass


def key(code: int, mod: int = 0) -> object:
    return pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode="")


def app_of(page: Page, tmp_path: Path) -> App:
    return App(page, Settings(size=(960, 600)), file=tmp_path / "settings.json")


def test_a_display_that_does_not_answer_is_told_and_no_unseen_window_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SDL_VIDEODRIVER")
    monkeypatch.setenv("DISPLAY", ":77")
    monkeypatch.setattr(pygame.display, "get_driver", lambda: "offscreen")
    monkeypatch.setattr(pygame.display, "init", lambda: None)
    with pytest.raises(WindowError, match="the display :77 does not answer"):
        app_of(Page(), tmp_path)


def test_a_screen_on_top_closes_the_one_below_until_it_is_gone(tmp_path: Path) -> None:
    above = Page(Pop())
    below = Page(Push(above))
    app = app_of(below, tmp_path)
    app.step([key(pygame.K_a)])
    assert app.top is above and (below.closes, above.opens) == (1, 1)
    app.step([key(pygame.K_a)])
    assert app.top is below and (below.opens, above.closes) == (2, 1)
    app.close()


def test_a_screen_takes_the_place_of_another_and_the_last_one_ends_the_program(tmp_path: Path) -> None:
    last = Page(Quit())
    app = app_of(Page(Replace(last)), tmp_path)
    assert app.step([key(pygame.K_a)]) and app.stack == [last]
    assert not app.step([key(pygame.K_a)]) and last.closes == 1


def test_at_rest_nothing_is_drawn(tmp_path: Path) -> None:
    page = Page()
    app = app_of(page, tmp_path)
    app.step([])
    drawn = app.frames
    for _ in range(20):
        app.step([])
    assert app.frames == drawn
    page.moves = True
    app.step([])
    assert app.frames == drawn + 1
    app.close()


def test_what_waits_to_be_told_is_told_and_fades(tmp_path: Path) -> None:
    app, notice = app_of(Page(), tmp_path), Notice()
    assert not notice.tell("", "") and not notice.update(app.ui, 0.1)
    app.ui.notices = ["The settings were set aside.", "The folder is full."]
    assert notice.update(app.ui, 0.1)
    assert notice.words == "The settings were set aside. The folder is full." and not app.ui.notices
    assert not notice.update(app.ui, 1.0) and app.ui.patience < 1.0, "it is looked after while it fades"
    assert notice.update(app.ui, 60.0) and not notice.words
    app.close()


def test_other_settings_are_kept_and_the_screen_is_opened_anew_with_them(tmp_path: Path) -> None:
    page = Page()
    app = App(page, Settings(size=(1600, 900)), file=tmp_path / "settings.json")
    app.ui.change(app.ui.settings.changed(lang="zh", scale=150))
    app.step([])
    assert (app.ui.lang, app.ui.px(100), page.opens) == ("zh", 150, 2)
    assert read_settings(tmp_path / "settings.json").settings == app.ui.settings
    app.close()


def test_words_and_panels_grow_no_larger_than_the_window_has_room_for(tmp_path: Path) -> None:
    sizes = ((1280, 720), (1600, 900), (1920, 1080), (1024, 600), (640, 480))
    assert [scale_in(size, 200) for size in sizes] == [125, 150, 200, 100, 100]
    assert scale_in((1920, 1080), 110) == 110
    page = Page()
    app = App(page, Settings(size=(1280, 720), scale=200), file=tmp_path / "settings.json")
    assert app.ui.scale == 125 and app.ui.px(100) == 125
    pygame.display.set_mode((1920, 1080), pygame.RESIZABLE)
    app.step([pygame.event.Event(pygame.VIDEORESIZE, size=(1920, 1080), w=1920, h=1080)])
    assert app.ui.scale == 200 and app.ui.settings.scale == 200 and page.opens == 2
    app.close()


def test_settings_that_make_no_sense_are_set_aside_with_a_message(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    for broken in (
        "{",
        "[]",
        '{"scale": 17}',
        '{"keys": {"undo": "u"}}',
        '{"lang": null}',
        '{"size": [1, "2"]}',
        '{"stops": "all"}',
    ):
        file.write_text(broken, encoding="utf-8")
        found = read_settings(file)
        assert found.settings == Settings() and str(file) in found.trouble
        assert not file.exists() and (tmp_path / "settings.json.broken").read_text(encoding="utf-8") == broken
    file.write_text(json.dumps({"scale": 125, "of a later version": 1}), encoding="utf-8")
    assert read_settings(file) == (Settings(scale=125), "")


def test_a_language_for_once_is_not_kept_with_another_setting(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    app = App(Page(), Settings(lang="zh"), (960, 540), file, stored=Settings())
    app.ui.change(app.ui.settings.changed(autosaves=3))
    app.step([])
    assert app.ui.settings.lang == "zh" and read_settings(file).settings == Settings(autosaves=3)
    app.ui.change(app.ui.settings.changed(lang="en"))
    app.step([])
    app.ui.change(app.ui.settings.changed(lang="zh"))
    app.step([])
    assert read_settings(file).settings.lang == "zh", "who chooses it keeps it"
    app.close()


def test_settings_that_cannot_be_written_are_told_and_hold_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "cannot be kept" in write_settings(Settings(), tmp_path / "file" / "settings.json")


def test_no_key_is_wanted_by_two_actions() -> None:
    assert set(USUAL) == set(Action)
    assert Keys().conflicts() == {}


def test_a_key_that_two_actions_want_is_told_and_goes_to_the_first() -> None:
    keys = Keys({Action.REDO.value: ("u",)})
    assert keys.conflicts() == {"u": (Action.UNDO, Action.REDO)}
    assert keys.action(key(pygame.K_u)) is Action.UNDO


def test_keys_are_told_as_people_write_them() -> None:
    assert pressed(key(pygame.K_RETURN, pygame.KMOD_LCTRL)) == "ctrl+return"
    assert Keys(names={"return": "Enter"}).told(Action.END_PHASE) == "Ctrl+Enter"
    assert Keys({Action.UNDO.value: ()}).told(Action.UNDO) == ""
