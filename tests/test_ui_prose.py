"""Long text in panels: lines break as each language is printed, and what can be clicked is clicked."""

import os
from itertools import pairwise

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from game.resources import LANGUAGES
from game.session.words.text import Texts
from game.ui.content.rows import (
    Action,
    Bar,
    Button,
    Buttons,
    Cells,
    Change,
    Gap,
    Heading,
    Item,
    Meter,
    Part,
    Parts,
    Row,
    Span,
    Swatch,
    Text,
    Title,
    Tone,
    text,
)
from game.ui.context import Ui
from game.ui.counters.look import Look
from game.ui.paper.paint import Painter
from game.ui.paper.pen import typeset
from game.ui.paper.prose import PROSE_WISH, Prose
from game.ui.paper.wrap import NOT_FIRST, NOT_LAST, wrap
from game.ui.settings import Settings
from game.ui.style.patterns import Pattern
from game.ui.style.text import font
from game.ui.style.type_sizes import width_of
from game.ui.wishes import GoTo

LOOK = Look(0, "infantry", "division", "106", "7.0", 3, 1)
EVERY_ROW: list[Row] = [
    Title("A division", ((Span("of an army", wish=GoTo(1)),),), LOOK, GoTo(2)),
    Heading("A heading", (Span("more", wish=GoTo(3)),)),
    Text((Span("words and "), Span("a link", wish=GoTo(4))), indent=1, bullet="·"),
    Cells(((Span("name"),), (Span("figure"),)), (70, 30), (1,), is_head=True),
    Cells(((Span("a"),), (Span("1"),)), (70, 30), (1,), wish=GoTo(5), look=LOOK, lit=True),
    Meter("Cohesion", "62", 620, Tone.FAIR, 400, "a hint"),
    Parts((Part(400, Tone.BAD, "40 %", "lost"), Part(600, Tone.GOOD, "60 %", "won"))),
    Buttons((Button("one", GoTo(6), True), Button("two", None, hint="cannot")), "Choose:"),
    Action("Dig in", "free", GoTo(7)),
    Action("Attack", "", None, "It is routed."),
    Bar((Item("Day", "1"), Item("Watch", "night", Tone.GOOD)), (Button("Report", GoTo(8)),)),
    Swatch("Own zones", (10, 20, 200), Pattern.CROSSED),
    Gap(),
]


def by_letters(words: str, bold: bool) -> int:
    return 10 * len(words)


@given(
    st.lists(st.text(alphabet="ab c，。、（）《》中文字—“”1,.;()", max_size=40), min_size=1, max_size=4),
    st.integers(60, 300),
)
def test_lines_hold_all_words_and_break_as_they_may(parts: list[str], width: int) -> None:
    spans = tuple(Span(part) for part in parts)
    lines = ["".join(run.text for run in line) for line in wrap(spans, width, by_letters)]
    assert "".join(lines).replace(" ", "") == "".join(parts).replace(" ", "")
    words = [line for line in lines if line]
    assert all(len(line.rstrip()) * 10 <= width for line in words)
    for before, after in pairwise(words):
        whole = before + after
        fits = any(len(cluster) * 10 > width for cluster in _clusters("".join(parts)))
        if not fits and not _parted_by_space(parts, before, after):
            assert after[0] not in NOT_FIRST and before[-1] not in NOT_LAST, whole


def _parted_by_space(parts: list[str], before: str, after: str) -> bool:
    """Whether a space in the original may have ended the line."""
    return any(f"{before[-1:]}{' ' * gap}{after[:1]}" in "".join(parts) for gap in range(1, 40))


def _clusters(words: str) -> list[str]:
    """Runs of what may not be parted: generous, since only their length matters."""
    found, now = [], ""
    for letter in words:
        if letter == " ":
            found.append(now)
            now = ""
        elif (
            now
            and letter >= "\u2e80"
            and letter not in NOT_FIRST
            and now[-1] not in NOT_LAST
            and now[-1] not in "（《“"
        ):
            found.append(now)
            now = letter
        else:
            now += letter
    return [*found, now]


@pytest.mark.parametrize("words", ["about 300", "about 2,250", "5.6 days", "约300人", "Sunday, 28 October 1945"])
@pytest.mark.parametrize("size", range(12, 30))
def test_words_stay_on_a_line_that_is_as_wide_as_they_are_in_one_piece(words: str, size: int) -> None:
    """Word by word, each rounded to pixels, they would be wider."""
    assert len(wrap((Span(words),), width_of(size, True, words), lambda text, _: width_of(size, True, text))) == 1


def test_chinese_breaks_between_characters_and_english_between_words() -> None:
    lines = wrap((Span("one two three"),), 80, by_letters)
    assert ["".join(run.text for run in line) for line in lines] == ["one two", "three"]
    lines = wrap((Span("中文字，没有空格。"),), 40, by_letters)
    assert ["".join(run.text for run in line) for line in lines] == ["中文字，", "没有空", "格。"]


def test_a_word_longer_than_a_line_is_broken_and_a_break_is_kept() -> None:
    lines = wrap((Span("abcdefghij\nk"),), 40, by_letters)
    assert ["".join(run.text for run in line) for line in lines] == ["abcd", "efgh", "ij", "k"]


def test_a_range_is_broken_at_its_dash_and_not_within_a_number() -> None:
    lines = wrap((Span("6,338–119,000"),), 100, by_letters)
    assert ["".join(run.text for run in line) for line in lines] == ["6,338–", "119,000"]


@pytest.fixture(scope="module")
def ui() -> Ui:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((900, 700))
    return Ui((900, 700), Settings())


def prose_of(ui: Ui, rows: list[Row], high: int = 600, wide: int = 360) -> Prose:
    made = Prose(Painter(ui.px, ui.palette), pygame.Rect(20, 10, wide, high), ui.manager)
    made.tell(rows)
    pygame.event.clear()
    return made


def click(ui: Ui, at: tuple[int, int]) -> list[object]:
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        ui.manager.process_events(pygame.event.Event(kind, button=1, pos=at))
    return [event.wish for event in pygame.event.get(PROSE_WISH)]


@pytest.mark.parametrize("wish", [GoTo(number) for number in range(1, 9)])
def test_every_kind_of_row_can_be_clicked(ui: Ui, wish: GoTo) -> None:
    prose = prose_of(ui, EVERY_ROW)
    at = prose.where(wish)
    assert at is not None and click(ui, at) == [wish]
    prose.kill()


def test_what_cannot_be_asked_for_answers_nothing_and_tells_why(ui: Ui) -> None:
    prose = prose_of(ui, [Buttons((Button("two", None, hint="cannot"),))])
    zone = prose.painter.block(prose.rows[0], 300).zones[0]
    at = prose.rect.left + prose.pad + zone.rect.centerx, prose.rect.top + prose.pad // 2 + zone.rect.centery
    before = len(ui.manager.get_sprite_group().sprites())
    ui.manager.process_events(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)))
    assert click(ui, at) == []
    ui.manager.process_events(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)))
    prose.update(1.0)
    assert len(ui.manager.get_sprite_group().sprites()) == before + 1
    prose.kill()
    assert len(ui.manager.get_sprite_group().sprites()) == before - 1


def test_what_was_lit_under_the_pointer_goes_with_its_row(ui: Ui) -> None:
    wish = GoTo(5)
    shown = prose_of(ui, [Buttons((Button("There", wish),))])
    at = shown.where(wish)
    assert at is not None
    ui.manager.process_events(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)))
    lit = pygame.image.tobytes(shown.image, "RGB")
    shown.tell([])
    empty = prose_of(ui, [])
    assert pygame.image.tobytes(shown.image, "RGB") == pygame.image.tobytes(empty.image, "RGB") != lit
    shown.kill()
    empty.kill()


def test_a_press_that_is_let_go_elsewhere_asks_for_nothing(ui: Ui) -> None:
    prose = prose_of(ui, EVERY_ROW)
    at = prose.where(GoTo(7))
    assert at is not None
    ui.manager.process_events(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=at))
    ui.manager.process_events(pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=(880, 690)))
    assert pygame.event.get(PROSE_WISH) == []
    prose.kill()


def test_the_wheel_scrolls_where_the_pointer_is_and_stops_at_the_ends(ui: Ui) -> None:
    prose = prose_of(ui, [text(f"paragraph {number}") for number in range(100)], high=200)
    ui.manager.process_events(pygame.event.Event(pygame.MOUSEMOTION, pos=(100, 100), rel=(0, 0), buttons=(0, 0, 0)))
    ui.manager.process_events(pygame.event.Event(pygame.MOUSEWHEEL, y=-1, x=0))
    first = prose.scroll
    assert first > 0
    for _ in range(200):
        ui.manager.process_events(pygame.event.Event(pygame.MOUSEWHEEL, y=-1, x=0))
    assert prose.scroll == prose.high + prose.pad - 200
    for _ in range(400):
        ui.manager.process_events(pygame.event.Event(pygame.MOUSEWHEEL, y=1, x=0))
    assert prose.scroll == 0
    prose.kill()


def test_more_rows_lay_out_only_what_is_new(ui: Ui) -> None:
    prose = prose_of(ui, [text(f"old {number}") for number in range(50)])
    asked: list[Row] = []
    lay_out = prose.painter.block
    prose.painter.block = lambda row, width: asked.append(row) or lay_out(row, width)  # type: ignore[method-assign]
    before = prose.high
    prose.append([text("new")])
    assert asked[0] == text("new") and prose.high > before
    prose.kill()


def test_the_same_rows_in_another_width_are_wrapped_anew(ui: Ui) -> None:
    prose = prose_of(ui, [text("some words that need several lines where there is little room " * 3)], wide=500)
    before = prose.high
    prose.set_dimensions((150, 600))
    assert prose.high > before
    prose.kill()


def test_a_change_is_asked_of_the_panel_itself(ui: Ui) -> None:
    prose = prose_of(ui, [Buttons((Button("tab", Change("tab", 1)),))])
    at = prose.where(Change("tab", 1))
    assert at is not None and click(ui, at) == [Change("tab", 1)]
    prose.kill()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_font_has_every_letter_of_the_catalogue(lang: str) -> None:
    letters = sorted({letter for letter in _words(Texts(lang).data) if not letter.isspace()} | set("□■●◆×→−»▶▼○◉♥…"))
    assert [letter for letter in letters if _picture(letter) == _picture("\U000f1234")] == []


def _picture(letter: str) -> bytes:
    """How a letter is drawn; one that the font lacks is a box."""
    return bytes(pygame.image.tobytes(font(16).render(letter, (0, 0, 0)), "RGBA"))


def _words(entry: object) -> str:
    if isinstance(entry, dict):
        return "".join(map(_words, entry.values()))
    return "".join(map(_words, entry)) if isinstance(entry, list) else str(entry)


def test_a_minus_stands_before_figures_and_hyphens_stay_hyphens() -> None:
    words = "得分-59 (-0.5), -2: 1948-12-18, 12-15, F-8, re-1"
    assert typeset(words) == "得分−59 (−0.5), −2: 1948-12-18, 12-15, F-8, re-1"
