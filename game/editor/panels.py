"""The panels around the editor's map: the bar, the tools, the form, and what is wrong."""

from collections.abc import Sequence
from typing import Protocol

import pygame

from game.editor import content
from game.editor.content import Hand
from game.editor.form_rows import node_rows
from game.editor.layout import Layout
from game.editor.said import Said
from game.editor.sheet import Sheet
from game.editor.work import Work
from game.scenario.problems import Path, Problem
from game.ui.content.rows import Bar, Button, Change, Heading, Item, Row, Tone, text
from game.ui.context import Ui
from game.ui.keys import Action
from game.ui.panels.prose_panel import painter_of
from game.ui.paper.prose import Prose

_NAMES = ("top", "left", "right", "bottom")


class Shown(Protocol):
    """What the panels tell of."""

    work: Work
    hand: Hand
    path: Path
    tab: str

    @property
    def sheet(self) -> Sheet:
        """The text as it is now."""

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with it."""

    @property
    def is_late(self) -> bool:
        """Whether the last change has not been looked at yet."""


class Panels:
    """Columns of rows in their places."""

    def __init__(self, ui: Ui, said: Said, layout: Layout) -> None:
        self._ui, self._said = ui, said
        self._proses: dict[str, Prose] = {}
        self._layout = layout
        self._is_wide = False
        """Whether the text, which cannot be read to its end, takes the place of map and form."""
        self._make(layout)

    def _make(self, layout: Layout) -> None:
        self._layout = layout
        layout = layout.wide() if self._is_wide else layout
        for name in _NAMES:
            area: pygame.Rect = getattr(layout, name)
            painter = painter_of(self._ui, self._ui.palette)
            inner = area.inflate(-2, -2)
            self._proses[name] = Prose(painter, inner, self._ui.manager, is_bar=name == "top")

    def place(self, layout: Layout) -> None:
        """Other places."""
        self.end()
        self._make(layout)

    def end(self) -> None:
        """End the widgets."""
        for prose in self._proses.values():
            prose.kill()
        self._proses = {}

    def areas(self) -> list[pygame.Rect]:
        """Where the panels lie, with the lines between them."""
        layout = self._layout.wide() if self._is_wide else self._layout
        return [getattr(layout, name) for name in _NAMES]

    def prose(self, name: str) -> Prose:
        """The rows of a panel: ``top``, ``left``, ``right`` or ``bottom``."""
        return self._proses[name]

    def to_top(self, name: str) -> None:
        """Show a panel from its first row on."""
        self._proses[name].scroll_to(0)

    def is_fresh(self) -> bool:
        """Whether any has been drawn anew."""
        fresh = [prose for prose in self._proses.values() if prose.is_fresh]
        for prose in fresh:
            prose.is_fresh = False
        return bool(fresh)

    def show(self, shown: Shown) -> None:
        """Show the present text."""
        trouble = shown.work.trouble
        if bool(trouble) != self._is_wide:
            self._is_wide = bool(trouble)
            self.place(self._layout)
        rows: dict[str, Sequence[Row]] = {"top": [self._bar(shown)]}
        if trouble:
            rows["left"] = [Heading(self._said("unreadable")), text(self._said("unreadable_how"))]
            rows["right"] = content.whole_text(shown.sheet, trouble)
            rows["bottom"] = content.problem_rows(self._said, trouble, is_late=False)
        else:
            rows["left"] = content.tool_rows(self._said, shown.hand, shown.sheet.data, self._ui.palette)
            rows["right"] = [content.tab_row(self._said, shown.tab), *self._right(shown)]
            rows["bottom"] = content.problem_rows(self._said, shown.problems, is_late=shown.is_late)
        for name, told in rows.items():
            self._proses[name].tell(told)
        if trouble:
            self._proses["right"].show_row(trouble[0].line - 1)

    def _right(self, shown: Shown) -> list[Row]:
        said, data = self._said, shown.sheet.data
        if not isinstance(data, dict):
            return [text(said("no_mapping"))]
        if shown.tab == "forces":
            return content.forces_rows(said, data, shown.path)
        if shown.tab == "places":
            return content.places_rows(said, data, shown.path)
        path = () if shown.tab == "file" else shown.path
        return node_rows(said, shown.sheet, path, shown.problems)

    def _bar(self, shown: Shown) -> Row:
        """The file and what can be done with it as a whole."""
        ui, said, work = self._ui, self._said, shown.work
        errors = sum(problem.severity == "error" for problem in shown.problems)
        is_sound = not work.trouble and not errors and not shown.is_late
        state = said("unsaved" if work.is_changed else "saved")
        items = (
            Item(said("file"), work.path.name, hint=str(work.path)),
            Item(said("state"), state, Tone.FAIR if work.is_changed else Tone.INK),
        )

        def button(name: str, action: Action | None = None, can: bool = True) -> Button:
            key = ui.keys.told(action) if action else ""
            hint = f"{said(f'bar_tips.{name}')} ({key})" if key else said(f"bar_tips.{name}")
            return Button(said(f"bar.{name}"), Change(name) if can else None, hint=hint)

        buttons = (
            button("undo", Action.UNDO, work.can_undo),
            button("redo", Action.REDO, work.can_redo),
            button("save", Action.SAVE_AS, work.is_changed and not work.trouble),
            button("save_as", None, not work.trouble),
            button("reload", None, bool(work.trouble)) if work.trouble else button("play", None, is_sound),
            button("help", Action.HELP),
            button("leave"),
        )
        return Bar(items, buttons)
