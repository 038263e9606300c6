"""The title: what is chosen there is the game that begins."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import pygame_gui
import pytest
from pygame_gui.elements import UIButton, UIDropDownMenu, UISelectionList, UITextEntryLine

from game.cli import main as program
from game.cli import window
from game.core.numbers import Number
from game.core.orders import Entrench
from game.resources import bundled_scenarios
from game.session.seeds import MOST_SEED
from game.ui import all_screens, wishes
from game.ui.pages.first_game import FirstGameScreen
from game.ui.play.screen import PlayScreen
from game.ui.saves import Shelf
from game.ui.screen import Screen
from game.ui.title import gallery, setup
from game.ui.title.cover import about
from game.ui.title.form import Form
from game.ui.title.screen import TitleScreen
from game.ui.title.setup import ME, OTHER, Setup, read_card
from tests.desks import Desk
from tests.test_ui_fit import opened

VALLEY = Path(__file__).parent / "data" / "valley.yaml"
NAT, COM = 0, 1
FIRST, SECOND, ENTRY, VARIANT = range(4)
"""The menus."""


class TestSeats:
    @pytest.fixture
    def setup(self) -> Setup:
        return Setup.of(read_card("valley", VALLEY))

    def test_at_first_one_person_plays_the_staff(self, setup: Setup) -> None:
        assert sorted(setup.seats) == [ME, "staff"]

    @pytest.mark.parametrize("opponent", ["staff", OTHER])
    def test_who_takes_the_other_side_changes_places(self, setup: Setup, opponent: str) -> None:
        setup.seats = [ME, opponent]
        setup.seat(COM, ME)
        assert setup.seats == [opponent, ME]

    def test_who_is_left_alone_is_no_other(self, setup: Setup) -> None:
        setup.seats = [ME, OTHER]
        setup.seat(NAT, "greedy")
        assert setup.seats == ["greedy", ME]

    def test_the_computer_can_play_itself(self, setup: Setup) -> None:
        setup.seats = [ME, "staff"]
        setup.seat(NAT, "greedy")
        assert setup.seats == ["greedy", "staff"]


class Title(Desk):
    """The title with one campaign on it."""

    @property
    def title(self) -> TitleScreen:
        assert isinstance(self.app.top, TitleScreen)
        return self.app.top

    @property
    def setup(self) -> Setup:
        assert isinstance(self.app.top, TitleScreen) and self.app.top.setup is not None
        return self.app.top.setup

    def find(self, kind: type) -> list[Any]:
        """Widgets of a kind, from top to bottom."""
        return sorted(
            (each for each in self.app.ui.manager.get_sprite_group().sprites() if isinstance(each, kind)), key=_height
        )

    def press_button(self, words: str) -> None:
        """A click on what says this."""
        self.click(next(each.rect.center for each in self.find(UIButton) if words in each.text))

    def choose(self, menu: int, words: str) -> None:
        """Open a menu and take what says this."""
        self.open(menu)
        self.press_button(words)
        self.pump()

    def open(self, menu: int) -> None:
        self.click(self.find(UIDropDownMenu)[menu].rect.center)
        self.pump()


def _height(widget: Any) -> tuple[int, int]:
    return int(widget.rect.top), int(widget.rect.left)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Title]:
    file = shutil.copy(VALLEY, tmp_path / "valley.yaml")
    monkeypatch.setattr(gallery, "found_scenarios", lambda: [("valley", Path(file))])
    shelf = Shelf.open(tmp_path / "saves")
    all_screens.register(shelf)
    made = Title(TitleScreen(shelf), tmp_path)
    made.wait(lambda: len(made.find(UIDropDownMenu)) == 4)
    yield made
    made.app.close()


def test_a_long_notice_hides_neither_the_name_nor_what_can_be_chosen(desk: Title) -> None:
    desk.app.ui.notices.append("a long way for a few words " * 12)
    desk.pump()
    before = desk.app.surface.copy()
    desk.title.notice.drop()
    desk.app._dirty = True
    desk.pump()
    pixels, pixels_before = (pygame.surfarray.array3d(each) for each in (desk.app.surface, before))
    changed = np.flatnonzero((pixels != pixels_before).any((1, 2)))
    form = desk.title.form
    assert form is not None and changed.size and changed.max() < form.place.left
    assert changed.min() > max(button.rect.right for button in desk.title.others)


def test_a_game_begins_as_it_was_chosen(desk: Title) -> None:
    """Who plays, from when on, what was other, an option, and the luck."""
    (me,) = [side for side in (FIRST, SECOND) if desk.setup.seats[side] == ME]
    desk.choose(1 - me, "greedy")
    desk.choose(ENTRY, "The siege")
    desk.choose(VARIANT, "Nobody is held")
    desk.press_button("Low luck")
    (seed,) = desk.find(UITextEntryLine)
    seed.set_text("77")
    desk.post(pygame_gui.UI_TEXT_ENTRY_CHANGED, ui_element=seed, text="77")
    desk.press_button(desk.app.ui.say("title.play"))
    desk.wait(lambda: isinstance(desk.app.top, PlayScreen))
    session = desk.screen.session
    assert session.names[me] is None and session.names[1 - me] == "greedy" and session.seed == 77
    assert session.scenario.spec["entry"] == "the-siege"
    assert session.world.options["low_luck"] == 1 and session.world.numbers[Number.NIGHT_ATTACK] == 900


def test_every_new_game_offers_luck_of_its_own_until_one_is_typed(desk: Title, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(range(11, 20))
    monkeypatch.setattr(setup, "fresh_seed", lambda: next(drawn))
    desk.title.setup = Setup.of(desk.setup.card)
    desk.app.ui.change(desk.app.ui.settings)
    desk.pump()
    (seed,) = desk.find(UITextEntryLine)
    assert seed.get_text() == "11" and desk.setup.seed == 11
    desk.press_button(desk.app.ui.say("title.other_seed"))
    assert seed.get_text() == "12" and desk.setup.seed == 12


def test_who_comes_back_from_a_game_is_offered_other_luck(desk: Title) -> None:
    desk.setup.seed = MOST_SEED
    desk.press_button(desk.app.ui.say("title.play"))
    desk.wait(lambda: isinstance(desk.app.top, PlayScreen))
    assert desk.screen.session.seed == MOST_SEED
    desk.screen.commands.carry_out(wishes.LeaveGame())
    desk.pump()
    (seed,) = desk.find(UITextEntryLine)
    assert 1 <= desk.setup.seed < MOST_SEED and seed.get_text() == str(desk.setup.seed)


def test_a_seed_that_was_typed_stays_where_the_game_could_not_be_made(
    desk: Title, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    desk.setup.set_seed("77")
    monkeypatch.setattr(setup.Setup, "make", fail)
    desk.press_button(desk.app.ui.say("title.play"))
    desk.wait(lambda: isinstance(desk.app.top, TitleScreen) and "the disk is full" in desk.title.notice.words)
    assert desk.setup.seed == 77 and desk.find(UITextEntryLine)[0].get_text() == "77"


def test_a_first_game_is_saved_like_any_other_and_goes_on_with_its_lesson(desk: Title) -> None:
    assert not any(button.is_enabled for button, name in desk.title.others.items() if name == "continue")
    desk.press_button(desk.app.ui.say("title.tutorial"))
    desk.wait(lambda: isinstance(desk.app.top, FirstGameScreen))
    first = desk.screen
    assert isinstance(first, FirstGameScreen)
    first.go_on()
    first.session.submit(Entrench(first.session.world.unit_index["com-1b"]))
    first.go_on()
    first.commands.carry_out(wishes.LeaveGame())
    desk.pump()
    desk.press_button(desk.app.ui.say("title.continue"))
    desk.wait(lambda: isinstance(desk.app.top, FirstGameScreen))
    again = desk.screen
    assert isinstance(again, FirstGameScreen) and again is not first
    assert again.number == 2 and desk.orders() == [record.order for record in first.session.records] != []
    assert again.session.names == ("idle", None)


def test_the_coach_comes_back_where_a_first_game_is_loaded_from_another(desk: Title) -> None:
    desk.press_button(desk.app.ui.say("title.tutorial"))
    desk.wait(lambda: isinstance(desk.app.top, FirstGameScreen))
    desk.key(pygame.K_F5)
    desk.screen.commands.carry_out(wishes.LeaveGame())
    desk.pump()
    desk.press_button(desk.app.ui.say("title.play"))
    desk.wait(lambda: isinstance(desk.app.top, PlayScreen))
    assert not isinstance(desk.app.top, FirstGameScreen)
    desk.key(pygame.K_F9)
    desk.wait(lambda: isinstance(desk.app.top, FirstGameScreen))


def test_a_first_game_that_cannot_be_saved_is_played_and_says_so(desk: Title, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("game.session.saves.journal.write_whole", fail)
    desk.press_button(desk.app.ui.say("title.tutorial"))
    desk.wait(lambda: isinstance(desk.app.top, FirstGameScreen))
    first = desk.screen
    assert isinstance(first, FirstGameScreen)
    assert "not being saved" in first.notice.words and "the disk is full" in first.notice.words
    first.go_on()
    assert first.number == 1


def test_a_lesson_that_cannot_be_written_is_told(desk: Title) -> None:
    desk.press_button(desk.app.ui.say("title.tutorial"))
    desk.wait(lambda: isinstance(desk.app.top, FirstGameScreen))
    first = desk.screen
    assert isinstance(first, FirstGameScreen) and first.session.journal is not None
    first.session.journal.path.unlink()
    first.go_on()
    assert "cannot be written" in first.notice.words and first.number == 1


def test_a_list_of_choices_is_as_wide_as_the_box_that_it_hangs_from(desk: Title) -> None:
    box = desk.find(UIDropDownMenu)[ENTRY]
    desk.open(ENTRY)
    (choices,) = desk.find(UISelectionList)
    assert (choices.rect.left, choices.rect.width) == (box.rect.left, box.rect.width)
    assert all(choices.rect.right - each["button_element"].rect.right < 4 for each in choices.item_list)


@pytest.mark.parametrize("scenario", ["handan", "pingjin"])
@pytest.mark.parametrize(("size", "scale"), [((1024, 600), 100), ((1280, 720), 125), ((1920, 1080), 200)])
def test_the_text_and_all_choices_have_room_in_every_window(scenario: str, size: tuple[int, int], scale: int) -> None:
    """The text scrolls where it is too long; the sheet of choices lies within the window."""
    ui = opened(size, scale, "en")
    chosen = Setup.of(read_card(scenario, bundled_scenarios() / f"{scenario}.yaml"))
    form = Form(ui, chosen)
    assert pygame.Rect((0, 0), size).contains(form.place)
    told = about(ui, chosen.card, pygame.Rect(0, 0, ui.px(250), ui.px(90)))
    assert told is not None and told.scroll == 0
    told.scroll_to(told.high)
    assert told.scroll > 0
    told.kill()
    form.end()


def test_a_game_from_a_day_of_history_has_the_luck_that_was_chosen(tmp_path: Path) -> None:
    chosen = Setup.of(read_card("handan", bundled_scenarios() / "handan.yaml"))
    chosen.entry, chosen.seed = "#1", 77
    assert chosen.make(Shelf.open(tmp_path)).seed == 77


def test_who_opens_a_game_by_the_command_line_leaves_it_for_the_title(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Screen] = []

    def keep(make: Callable[[Shelf], Screen], lang: str | None, instead: str) -> Screen:
        made.append(make(Shelf.open(tmp_path / "saves")))
        return made[0]

    monkeypatch.setattr(window, "run_window", keep)
    monkeypatch.setattr(gallery, "found_scenarios", lambda: [("valley", VALLEY)])
    window.open_window(program.build_parser()[0].parse_args(["play", str(VALLEY), "--player", "com=greedy"]))
    desk = Desk(made[0], tmp_path)
    desk.wait(lambda: isinstance(desk.app.top, PlayScreen))
    desk.screen.commands.carry_out(wishes.LeaveGame())
    desk.pump()
    assert isinstance(desk.app.top, TitleScreen)
    desk.app.close()


@pytest.mark.parametrize("key", [pygame.K_RETURN, pygame.K_KP_ENTER])
def test_enter_begins_whatever_locks_are_on(desk: Title, key: int) -> None:
    desk.key(key, pygame.KMOD_NUM | pygame.KMOD_CAPS)
    assert not isinstance(desk.app.top, TitleScreen)


def test_escape_closes_a_menu_before_it_leaves(desk: Title) -> None:
    def is_open() -> bool:
        return any("The siege" in each.text for each in desk.find(UIButton))

    desk.open(ENTRY)
    assert is_open()
    desk.key(pygame.K_ESCAPE)
    assert not is_open()
    assert not desk.app.step([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode="")])


def test_of_two_choices_with_the_same_words_the_one_that_is_clicked_is_taken(
    desk: Title, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Setup, "variants", lambda *_: [(None, "None"), ("first", "Same"), ("second", "Same")])
    desk.app.ui.change(desk.app.ui.settings)
    desk.pump()
    desk.open(VARIANT)
    *_, last = (each for each in desk.find(UIButton) if each.text == "Same")
    desk.click(last.rect.center)
    desk.pump()
    assert desk.setup.variant == "second"


def test_there_is_a_second_person_only_beside_a_first(desk: Title) -> None:
    def offered(menu: int) -> set[str]:
        return {words for words, _ in desk.find(UIDropDownMenu)[menu].options_list}

    someone = desk.app.ui.say("title.other")
    assert someone in offered(FIRST) and someone in offered(SECOND)
    desk.choose(next(side for side in (FIRST, SECOND) if desk.setup.seats[side] == ME), "greedy")
    assert someone not in offered(FIRST) | offered(SECOND)
