"""What keys do in the editor: the habits of the game's window, and the digits for the tools."""

from typing import Protocol

import pygame

from game.editor.commands import Commands
from game.editor.content import TOOL_KEYS, TOOLS, Hand
from game.editor.ground import Ground
from game.editor.pencil import Pencil
from game.scenario.problems import Path
from game.ui.content.rows import Change
from game.ui.context import Ui
from game.ui.keys import Action, pressed
from game.ui.play.map_area import MapArea

_TOOLS = dict(zip(TOOL_KEYS, TOOLS, strict=True))
_BUTTONS = {
    Action.UNDO: "undo",
    Action.REDO: "redo",
    Action.QUICK_SAVE: "save",
    Action.SAVE_AS: "save",
    Action.HELP: "help",
    Action.SETTINGS: "settings",
    Action.ORDER_OF_BATTLE: "forces",
    Action.NEXT_TROUBLE: "trouble",
}
"""Keys that do what a button does."""


class Held(Protocol):
    """The screen for which this works."""

    ui: Ui
    ground: Ground
    pencil: Pencil
    hand: Hand
    path: Path

    def hold(self, **changes: object) -> None:
        """Take something else into the hand."""

    def select(self, path: Path) -> None:
        """Show the form of what a path leads to."""

    def touch(self) -> None:
        """Show everything anew."""


class Keyboard:
    """Answers keys."""

    def __init__(self, host: Held, commands: Commands) -> None:
        self._host, self._commands = host, commands

    def press(self, event: pygame.event.Event) -> None:
        """Do what a key asks for."""
        host = self._host
        action, map = host.ui.keys.action(event), host.ground.map
        if action is None and pressed(event) in _TOOLS:
            host.hold(tool=_TOOLS[pressed(event)])
        elif event.key == pygame.K_DELETE and len(host.path) > 1:
            self._commands.carry_out(Change("remove", host.path))
        elif action is Action.BACK:
            self._step_back()
        elif action in _BUTTONS:
            self._commands.carry_out(Change(_BUTTONS[action]))
        elif map is not None and action is not None:
            _move_map(map, action)
            host.touch()

    def _step_back(self) -> None:
        """Esc: let go of the stroke, then of the tool, then of what is selected, then leave."""
        host = self._host
        if host.pencil.drop():
            host.touch()
        elif host.hand.tool != "select":
            host.hold(tool="select")
        elif host.path:
            host.select(())
        else:
            self._commands.carry_out(Change("leave"))


def _move_map(map: MapArea, action: Action) -> None:
    """Keys that move the map."""
    right = (action is Action.PAN_RIGHT) - (action is Action.PAN_LEFT)
    down = (action is Action.PAN_DOWN) - (action is Action.PAN_UP)
    if right or down:
        map.pan_by_key(right, down)
    elif action is Action.WHOLE_MAP:
        map.whole()
    elif action in (Action.ZOOM_IN, Action.ZOOM_OUT):
        map.zoom(1 if action is Action.ZOOM_IN else -1)
