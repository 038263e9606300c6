"""An intent that is being made up for a formation, and the menu of tasks in a window of its own."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pygame
import pygame_gui

from game.core.intents.intent import GOALS
from game.players import names as player_names
from game.ui.content import intents
from game.ui.content.draft import Draft, formations_meant
from game.ui.content.rows import Action, Change, Row
from game.ui.context import Ui
from game.ui.panels.prose_panel import FloatingPanel
from game.ui.situation import Situation
from game.ui.wishes import GiveIntent, Wish

_STAFFS = ("staff", "greedy")
"""Players that a formation can be handed over to, as far as they are there."""


class Intending:
    """An intent that is being made up for the selected formation."""

    def __init__(self) -> None:
        self.draft = Draft()
        self._target = -1

    def notice(self, situation: Situation) -> bool:
        """Follow the selection, and take a hex that is newly pointed at; what has been given is no draft any more.

        Whether another draft has begun, which is read from its top.
        """
        meant, intent = formations_meant(situation), self.draft.intent
        is_given = bool(meant) and all((each, intent) in situation.intents for each in meant)
        is_new = (meant or (-1,)) != self.draft.everyone or is_given
        if is_new:
            self.draft = Draft(meant[0], others=meant[1:]) if meant else Draft()
        if situation.target != self._target:
            self._target = situation.target
            self.draft = self.draft.pointed_at(situation.target)
        return is_new

    def change(self, change: Change) -> None:
        """Another kind, goal or limit."""
        value: Any = change.to
        if change.what == "kind":
            self.draft = self.draft.of_kind(value)
        elif change.what == "asking":
            self.draft = replace(self.draft, asking=value)
        elif change.what == "hex":
            self.draft = self.draft.with_field("formation", -1).with_field("hex", value)
        elif change.what == "formation":
            self.draft = self.draft.with_field("hex", -1).with_field("formation", value)
        else:
            self.draft = self.draft.with_field(change.what, value)

    def rows(self, situation: Situation, wanted: str = "") -> list[Row]:
        """What is being made up."""
        players = tuple(name for name in player_names() if name in _STAFFS)
        return intents.intent_rows(situation, replace(self.draft, wanted=wanted), players)

    def first_goal(self, situation: Situation, wanted: str) -> Change | None:
        """The first goal that some words find for what is being made up, None where they find none."""
        draft = replace(self.draft, wanted=wanted)
        return intents.first_goal(situation, draft, draft.intent) if draft.intent is not None else None


class IntentMenu(FloatingPanel):
    """What a formation shall do, in a window of its own, with a line to find goals by name."""

    name = "intent"
    has_field = True

    def __init__(self, ui: Ui, area: pygame.Rect) -> None:
        self._intending = Intending()
        self._taken = ""
        """The words in the line when the goal was chosen, which do not ask for another any more."""
        super().__init__(ui, area)

    def field_words(self) -> str:
        """What can be found."""
        return str(self.ui.texts.say("panels.intents.find"))

    @property
    def asks_for_hex(self) -> bool:
        """Whether a click on the map is to name a hex."""
        return self._intending.draft.intent is not None

    def notice(self, situation: Situation) -> None:
        """Follow the selection and what is pointed at."""
        before = self._intending.draft
        if self._intending.notice(situation):
            self._taken = ""
            self.prose.scroll = 0
            if self.field is not None:
                self.field.set_text("")
        elif self._intending.draft != before:
            self._taken = self.typed.strip()

    def handle(self, event: pygame.event.Event) -> Wish | None:
        """Enter takes the first goal that the words find; with the goal chosen, or no words, it gives the task."""
        entered = event.type == pygame_gui.UI_TEXT_ENTRY_FINISHED and event.ui_element is self.field
        intent = self._intending.draft.intent
        if not entered or self._situation is None or intent is None:
            return super().handle(event)
        words = self.typed.strip()
        if words and words != self._taken and GOALS[intent.kind]:
            found = self._intending.first_goal(self._situation, words)
            if found is not None:
                self.change(self._situation, found)
                self.again()
            return None
        self.ui.manager.set_focus_set(None)
        rows = self.rows(self._situation)
        return next((row.wish for row in rows if isinstance(row, Action) and isinstance(row.wish, GiveIntent)), None)

    def rows(self, situation: Situation) -> Sequence[Row]:
        """The intent that is being made up."""
        return self._intending.rows(situation, self.typed)

    def change(self, situation: Situation, change: Change) -> Wish | None:
        """Another kind, goal or limit."""
        self._intending.change(change)
        if change.what in ("hex", "formation"):
            self._taken = self.typed.strip()
        return None
