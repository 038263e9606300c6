"""The settings screen: everything a person can set, at once in force and kept."""

from collections.abc import Sequence

import pygame

from game.resources import LANGUAGES
from game.session.words.text import capital
from game.ui.content.rows import Asked, Button, Buttons, Cells, Change, Gap, Heading, Row, Span, Tone, text
from game.ui.keys import USUAL, Action, Keys, pressed
from game.ui.pages.page import Page
from game.ui.screen import Step
from game.ui.settings import COUNTERS, SCALES, SPEEDS, settings_file
from game.ui.style.palette import palette_label, palette_names

_NAMES = {"en": "English", "zh": "中文"}
_HELD = {"left ctrl", "right ctrl", "left shift", "right shift", "left alt", "right alt", "left meta", "right meta"}
_KEY_SHARES = (50, 30, 20)


class SettingsScreen(Page):
    """What a person can set, in three tabs."""

    name = "settings"
    most_wide = 860

    def __init__(self) -> None:
        super().__init__()
        self.waiting: Action | None = None
        """The action whose new key is being waited for."""

    def tabs(self) -> tuple[str, ...]:
        """The look, how it plays, the keys."""
        return ("look", "play", "keys")

    def rows(self) -> list[Row]:
        """The rows of the tab."""
        return {"look": self._look, "play": self._play, "keys": self._keys}[self.tab]()

    def _look(self) -> list[Row]:
        chosen = self.ui.settings
        return [
            *self._choice("lang", [(name, _NAMES[name]) for name in LANGUAGES], chosen.lang),
            *self._choice("scale", [(scale, self.ui.texts.percent(scale)) for scale in SCALES], chosen.scale),
            *self._choice(
                "palette", [(name, palette_label(name, self.ui.lang)) for name in palette_names()], chosen.palette
            ),
            *self._choice("counters", self._named("counters", COUNTERS), chosen.counters),
            *self._switch("full_screen", chosen.full_screen),
            Gap(14),
            text(self.ui.say("settings.kept", file=self.ui.settings_file or settings_file()), Tone.FAINT, small=True),
        ]

    def _play(self) -> list[Row]:
        chosen = self.ui.settings
        return [
            *self._choice("animation", self._named("animation", SPEEDS), chosen.animation),
            *self._switch("edge_scroll", chosen.edge_scroll),
            *self._switch("undo_guard", chosen.undo_guard),
            *self._choice("autosaves", [(count, str(count)) for count in (1, 5, 10, 20, 30)], chosen.autosaves),
        ]

    def _named(self, setting: str, values: tuple[str, ...]) -> list[tuple[object, str]]:
        return [(value, self.ui.say(f"settings.values.{setting}.{value}")) for value in values]

    def _choice(self, setting: str, values: Sequence[tuple[object, str]], now: object) -> list[Row]:
        buttons = tuple(Button(words, Change(setting, value), value == now) for value, words in values)
        return [Heading(self.ui.say(f"settings.{setting}")), Buttons(buttons), *self._why(setting)]

    def _switch(self, setting: str, now: bool) -> list[Row]:
        return self._choice(setting, [(True, self.ui.say("settings.on")), (False, self.ui.say("settings.off"))], now)

    def _why(self, setting: str) -> list[Row]:
        """What a setting does, where its name does not say it."""
        words = self.ui.texts.entry("window.settings.why").get(setting)
        return [text(str(words), Tone.FAINT, small=True)] if words else []

    # Keys

    def _keys(self) -> list[Row]:
        keys = self.ui.keys
        rows: list[Row] = [text(self.ui.say("settings.keys_how"), Tone.FAINT)]
        for key, actions in keys.conflicts().items():
            names = self.ui.texts.join([self._action(action) for action in actions])
            told = self.ui.say("settings.conflict", name=keys.name(key), actions=names, first=self._action(actions[0]))
            rows.append(text(told, Tone.BAD))
        if self.ui.settings.keys:
            rows.append(Buttons((Button(self.ui.say("settings.all_usual"), Change("all_usual")),)))
        rows.append(Cells((self._head("action"), self._head("key"), self._head("usual")), _KEY_SHARES, is_head=True))
        clashing = {action for actions in keys.conflicts().values() for action in actions}
        return [*rows, *(self._key_row(action, action in clashing) for action in Action)]

    def _head(self, key: str) -> tuple[Span, ...]:
        return (Span(self.ui.say(f"settings.{key}")),)

    def _action(self, action: Action) -> str:
        return self.ui.say(f"actions.{action.value}")

    def _key_row(self, action: Action, clashes: bool) -> Row:
        is_waited_for = action is self.waiting
        if is_waited_for:
            now = Span(self.ui.say("settings.press"), Tone.POOR, bold=True)
        else:
            keys = ", ".join(map(self.ui.keys.name, self.ui.keys.of(action))) or self.ui.say("settings.no_key")
            now = Span(keys, Tone.BAD if clashes else Tone.INK, bold=True)
        is_usual = self.ui.keys.of(action) == USUAL[action]
        back = () if is_usual else (Span(self.ui.say("settings.usual_again"), wish=Change("usual", action)),)
        cells = ((Span(capital(self._action(action))),), (now,), back)
        hint = self.ui.say("settings.press_tip")
        return Cells(cells, _KEY_SHARES, wish=Change("key", action), lit=is_waited_for, hint=hint)

    def asked(self, wish: Asked) -> Step | None:
        """Take what was chosen."""
        if not isinstance(wish, Change):
            return None
        settings = self.ui.settings
        match wish.what, wish.to:
            case "key", Action() as action:
                self.waiting = None if self.waiting is action else action
                self.refresh()
            case "usual", Action() as action:
                self._set_keys({name: keys for name, keys in settings.keys.items() if name != action.value})
            case "all_usual", _:
                self._set_keys({})
            case name, value if getattr(settings, name) != value:
                self.ui.change(settings.changed(**{name: value}))
        return None

    def _set_keys(self, keys: dict[str, tuple[str, ...]]) -> None:
        self.waiting = None
        self.ui.change(self.ui.settings.changed(keys=keys))

    def handle(self, event: pygame.event.Event) -> Step | None:
        """While a key is waited for, the next one is it; Esc leaves the old one, Del takes every key away."""
        if self.waiting is None or event.type != pygame.KEYDOWN or pygame.key.name(event.key) in _HELD:
            return super().handle(event)
        action, self.waiting = self.waiting, None
        if event.key == pygame.K_ESCAPE:
            self.refresh()
            return None
        fresh: tuple[str, ...] = () if event.key in (pygame.K_DELETE, pygame.K_BACKSPACE) else (pressed(event),)
        keys = {**self.ui.settings.keys, action.value: fresh}
        self._set_keys({name: chosen for name, chosen in keys.items() if chosen != USUAL[Action(name)]})
        conflict = Keys(keys).conflicts().get(fresh[0]) if fresh else None
        if conflict:
            names = self.ui.texts.join([self._action(one) for one in conflict if one is not action])
            self.notice = self.ui.say("settings.taken", name=self.ui.keys.name(fresh[0]), actions=names)
        else:
            self.notice = ""
        return None

    def turn_to(self, tab: str) -> None:
        """Another tab; no key is waited for any more."""
        self.waiting = None
        super().turn_to(tab)
