"""Which key does what: one table of actions, which settings may change, with the conflicts told."""

from collections.abc import Mapping
from enum import Enum

import pygame

_MODIFIERS = (("ctrl", pygame.KMOD_CTRL | pygame.KMOD_META), ("alt", pygame.KMOD_ALT), ("shift", pygame.KMOD_SHIFT))


class Action(Enum):
    """What a key can ask for; the value is its name in the settings and under ``window.actions`` in the catalogue."""

    NEXT_UNIT = "next_unit"
    PREVIOUS_UNIT = "previous_unit"
    DONE = "done"
    END_PHASE = "end_phase"
    UNDO = "undo"
    REDO = "redo"
    STEP_BACK = "step_back"
    STEP = "step"
    PAUSE = "pause"
    FASTER = "faster"
    BACK = "back"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    WHOLE_MAP = "whole_map"
    PAN_LEFT = "pan_left"
    PAN_RIGHT = "pan_right"
    PAN_UP = "pan_up"
    PAN_DOWN = "pan_down"
    CENTRE = "centre"
    NEXT_TROUBLE = "next_trouble"
    FORCE_MARCH = "force_march"
    ENTRENCH = "entrench"
    BY_TRAIN = "by_train"
    ATTACK = "attack"
    INTENT = "intent"
    RUN_UNTIL = "run_until"
    SUPPLY = "overlay_supply"
    ZONES = "overlay_zones"
    COMMAND = "overlay_command"
    COHESION = "overlay_cohesion"
    LOYALTY = "overlay_loyalty"
    FOG = "overlay_fog"
    OBJECTIVES = "overlay_objectives"
    THREAT = "overlay_threat"
    GHOSTS = "overlay_ghosts"
    COUNTERS = "counters"
    GRID = "grid"
    NUMBERS = "numbers"
    DOSSIER = "dossier"
    CHRONICLE = "chronicle"
    ORDER_OF_BATTLE = "order_of_battle"
    FIND = "find"
    HELP = "help"
    BRIEFING = "briefing"
    REPORT = "report"
    HISTORY = "history"
    REPLAY = "replay"
    QUICK_SAVE = "quick_save"
    QUICK_LOAD = "quick_load"
    SAVE_AS = "save_as"
    SETTINGS = "settings"
    FULL_SCREEN = "full_screen"


USUAL: Mapping[Action, tuple[str, ...]] = {
    Action.NEXT_UNIT: ("tab", "n"),
    Action.PREVIOUS_UNIT: ("shift+tab", "shift+n"),
    Action.DONE: ("space",),
    Action.END_PHASE: ("ctrl+return",),
    Action.UNDO: ("u", "ctrl+z"),
    Action.REDO: ("r", "ctrl+y"),
    Action.STEP_BACK: (",",),
    Action.STEP: (".",),
    Action.PAUSE: ("q",),
    Action.FASTER: ("s",),
    Action.BACK: ("escape",),
    Action.ZOOM_IN: ("=", "shift+=", "[+]"),
    Action.ZOOM_OUT: ("-", "[-]"),
    Action.WHOLE_MAP: ("0",),
    Action.PAN_LEFT: ("left",),
    Action.PAN_RIGHT: ("right",),
    Action.PAN_UP: ("up",),
    Action.PAN_DOWN: ("down",),
    Action.CENTRE: ("return",),
    Action.NEXT_TROUBLE: ("home",),
    Action.FORCE_MARCH: ("shift+f",),
    Action.ENTRENCH: ("x",),
    Action.BY_TRAIN: ("shift+t",),
    Action.ATTACK: ("a",),
    Action.INTENT: ("k",),
    Action.RUN_UNTIL: ("j",),
    Action.SUPPLY: ("v",),
    Action.ZONES: ("z",),
    Action.COMMAND: ("c",),
    Action.COHESION: ("m",),
    Action.LOYALTY: ("l",),
    Action.FOG: ("f",),
    Action.OBJECTIVES: ("o",),
    Action.THREAT: ("w",),
    Action.GHOSTS: ("y",),
    Action.COUNTERS: ("t",),
    Action.GRID: ("g",),
    Action.NUMBERS: ("h",),
    Action.DOSSIER: ("d", "i"),
    Action.CHRONICLE: ("e",),
    Action.ORDER_OF_BATTLE: ("b",),
    Action.FIND: ("/",),
    Action.HELP: ("f1",),
    Action.BRIEFING: ("f2",),
    Action.REPORT: ("p",),
    Action.HISTORY: ("shift+y",),
    Action.REPLAY: ("f8",),
    Action.QUICK_SAVE: ("f5",),
    Action.QUICK_LOAD: ("f9",),
    Action.SAVE_AS: ("ctrl+s",),
    Action.SETTINGS: ("f10",),
    Action.FULL_SCREEN: ("f11",),
}
"""The keys of every action until a person sets others. The digits 1 to 7 show the reach in as many days."""


class Keys:
    """The keys that hold now."""

    def __init__(
        self, changes: Mapping[str, tuple[str, ...]] | None = None, names: Mapping[str, str] | None = None
    ) -> None:
        self._names = names or {}
        self._keys = {action: (changes or {}).get(action.value, USUAL[action]) for action in Action}
        self._actions: dict[str, Action] = {}
        for action, keys in self._keys.items():
            for key in keys:
                self._actions.setdefault(key, action)

    def of(self, action: Action) -> tuple[str, ...]:
        """The keys of an action."""
        return self._keys[action]

    def action(self, event: pygame.event.Event) -> Action | None:
        """What the key of a KEYDOWN event asks for."""
        return self._actions.get(pressed(event))

    def told(self, action: Action) -> str:
        """The first key of an action as people write it; empty where it has none."""
        return next((self.name(key) for key in self._keys[action]), "")

    def name(self, key: str) -> str:
        """A key as people write it."""
        return told_key(key, self._names)

    def conflicts(self) -> dict[str, tuple[Action, ...]]:
        """Keys that several actions want; the first gets it."""
        wanted: dict[str, list[Action]] = {}
        for action, keys in self._keys.items():
            for key in keys:
                wanted.setdefault(key, []).append(action)
        return {key: tuple(actions) for key, actions in wanted.items() if len(actions) > 1}


def is_enter(event: pygame.event.Event) -> bool:
    """Whether Enter was pressed, either one, with nothing held beside it; locks do not count."""
    return event.type == pygame.KEYDOWN and pressed(event) in ("return", "enter")


def told_key(key: str, names: Mapping[str, str]) -> str:
    """A key as people write it, ``Ctrl+Enter``; ``names`` is `window.key_names` of a catalogue."""
    held = []
    for name, _ in _MODIFIERS:
        if key.startswith(f"{name}+"):
            held.append(name.capitalize())
            key = key.removeprefix(f"{name}+")
    return "+".join([*held, names.get(key, key.capitalize())])


def pressed(event: pygame.event.Event) -> str:
    """The key of a KEYDOWN event with what is held beside it: ``ctrl+shift+n``."""
    held = [name for name, mask in _MODIFIERS if event.mod & mask]
    return "+".join([*held, pygame.key.name(event.key)])
