"""What keys and the menu of a hex do on the play screen."""

from dataclasses import replace

import pygame

from game.core.state import U
from game.session.words.text import capital
from game.ui import wishes
from game.ui.content.rows import Action as Offer
from game.ui.content.unit_orders import orders_rows
from game.ui.keys import Action
from game.ui.panels.dialog import Choice, Dialog, Question, dialog_size, menu_size
from game.ui.panels.name_dialog import SIZE as NAME_SIZE
from game.ui.panels.name_dialog import NameDialog
from game.ui.panels.registry import PANELS
from game.ui.play.commands import Commands
from game.ui.play.desk import Desk
from game.ui.play.flow import Stage
from game.ui.play.gestures import Menu
from game.ui.play.run_until import STOPS
from game.ui.play.until_dialog import SIZE as UNTIL_SIZE
from game.ui.play.until_dialog import UntilDialog
from game.ui.wishes import Wish

_DAY_KEYS = {getattr(pygame, f"K_{days}"): days for days in range(1, 8)}

_WISHES: dict[Action, Wish] = {
    Action.NEXT_UNIT: wishes.NextUnit(),
    Action.PREVIOUS_UNIT: wishes.NextUnit(back=True),
    Action.DONE: wishes.Done(),
    Action.END_PHASE: wishes.EndPhase(),
    Action.UNDO: wishes.Undo(),
    Action.REDO: wishes.Redo(),
    Action.NEXT_TROUBLE: wishes.NextTrouble(),
    Action.STEP_BACK: wishes.PlayBack("back"),
    Action.STEP: wishes.PlayBack("step"),
    Action.PAUSE: wishes.PlayBack("pause"),
    Action.FASTER: wishes.PlayBack("faster"),
    Action.QUICK_SAVE: wishes.SaveGame(),
    Action.QUICK_LOAD: wishes.LoadGame(),
    Action.SETTINGS: wishes.OpenScreen("settings"),
    Action.HISTORY: wishes.OpenScreen("history"),
    Action.REPLAY: wishes.OpenScreen("replay"),
}


_IN_MENU = (
    Action.BRIEFING, Action.RUN_UNTIL, Action.NEXT_TROUBLE, Action.SAVE_AS, Action.QUICK_SAVE, Action.QUICK_LOAD,
    Action.HISTORY, Action.REPLAY, Action.SETTINGS, Action.WHOLE_MAP,
    *(each for each in Action if each.value.startswith("overlay_")), Action.COUNTERS, Action.GRID, Action.NUMBERS,
)  # fmt: skip
"""What has no button of its own."""


class Keyboard:
    """Answers keys, and puts the questions that they ask."""

    def __init__(self, screen: Desk, commands: Commands) -> None:
        self.screen, self.commands = screen, commands

    def press(self, event: pygame.event.Event) -> None:
        """Do what a key asks for."""
        action = self.screen.ui.keys.action(event)
        if action is None:
            if event.key in _DAY_KEYS:
                self.screen.pointer.days = (
                    0 if self.screen.pointer.days == _DAY_KEYS[event.key] else _DAY_KEYS[event.key]
                )
                self.screen.table.touch()
            return
        self.do(action)

    def answer(self, wish: Wish) -> bool:
        """Open the menu of all that has no button, or do what was chosen there; whether that was wished."""
        match wish:
            case wishes.OpenMenu():
                self._open_game_menu()
            case wishes.Press(name):
                self.do(Action(name))
            case _:
                return False
        return True

    def _open_game_menu(self) -> None:
        ui = self.screen.ui
        items = []
        for action in _IN_MENU:
            words, keys = capital(ui.say(f"actions.{action.value}")), ui.keys.told(action)
            told = ui.texts.say("list.aside", name=words, more=keys) if keys else words
            items.append(Choice(told, wishes.Press(action.value)))
        answers = (
            Choice(ui.say("leave.yes"), wishes.LeaveGame()),
            Choice(ui.say("menu.close"), wishes.Nothing(), is_strong=True),
        )
        question = Question(ui.say("menu.title"), (), answers, tuple(items))
        self.screen.host.ask(lambda ui, place: Dialog(ui, place, question), dialog_size(question))

    def do(self, action: Action) -> None:
        """What a key or an entry of the menu stands for."""
        wish = _WISHES.get(action)
        if wish is not None:
            self.commands.carry_out(wish)
        elif action.value.startswith("overlay_"):
            name = action.value.removeprefix("overlay_")
            self.commands.carry_out(wishes.SetOverlay("" if self.screen.table.overlay == name else name))
        elif slot := next((slot for slot in PANELS if slot.action is action), None):
            is_open = slot.name in self.screen.host.open
            self.commands.carry_out(wishes.Hide(slot.name) if is_open else wishes.Show(slot.name))
        else:
            self._look(action)

    def _look(self, action: Action) -> None:
        """Keys that change the view, and those of the selected units."""
        table = self.screen.table
        match action:
            case Action.BACK:
                self._back()
            case Action.ZOOM_IN | Action.ZOOM_OUT:
                self.screen.map.zoom(1 if action is Action.ZOOM_IN else -1)
            case Action.WHOLE_MAP:
                self.screen.map.whole()
            case Action.PAN_LEFT | Action.PAN_RIGHT | Action.PAN_UP | Action.PAN_DOWN:
                right = (action is Action.PAN_RIGHT) - (action is Action.PAN_LEFT)
                down = (action is Action.PAN_DOWN) - (action is Action.PAN_UP)
                self.screen.map.pan_by_key(right, down)
            case Action.CENTRE if table.units:
                self.screen.map.go_to(int(table.view.units[U.HEX, table.units[0]]))
            case Action.COUNTERS:
                self.screen.board.counters_shown = not self.screen.board.counters_shown
            case Action.FORCE_MARCH | Action.ENTRENCH:
                self.commands.carry_out(wishes.Give(table.postures(dig=action is Action.ENTRENCH)))
            case Action.BY_TRAIN:
                self.commands.carry_out(wishes.ByTrain())
            case Action.RUN_UNTIL:
                self._ask_until()
            case Action.FIND:
                self.screen.show_panel("order_of_battle")
                self.screen.host.type_in("order_of_battle")
            case Action.GRID:
                self.screen.change_look(replace(self.screen.map_look, grid=not self.screen.map_look.grid))
            case Action.NUMBERS:
                self.screen.change_look(replace(self.screen.map_look, numbers=not self.screen.map_look.numbers))
            case Action.SAVE_AS:
                label = table.words.label(self.screen.session.world.label)
                name = table.words.say("list.dated", name=label, date=table.words.day(table.view.day, "short"))
                self.screen.host.ask(lambda ui, place: NameDialog(ui, place, name), NAME_SIZE)
        table.touch()

    def _ask_until(self) -> None:
        """At what to stop."""
        ticked = frozenset(STOPS).intersection(self.screen.ui.settings.stops) or frozenset(STOPS)
        if self.screen.table.may_order:
            self.screen.host.ask(lambda ui, place: UntilDialog(ui, place, ticked), UNTIL_SIZE)

    def _back(self) -> None:
        """Leave one level: what is shown, a panel on the map, the target, the overlay, the selection, then the game."""
        table, on_top = self.screen.table, self.screen.host.on_top()
        if self.screen.flow.stage is Stage.OTHERS:
            self.screen.flow.interrupt()
        elif on_top and not (on_top == "planner" and table.target >= 0):
            self.screen.hide_panel(on_top)
        elif self.screen.pointer.days:
            self.screen.pointer.days = 0
        elif table.by_train:
            table.call_trains()
        elif table.target >= 0:
            table.consider(-1)
        elif table.overlay:
            self.commands.carry_out(wishes.SetOverlay(""))
        elif table.units or table.formation >= 0:
            table.select(())
        else:
            say = self.screen.ui.say
            answers = (
                Choice(say("leave.yes"), wishes.LeaveGame(), is_strong=True),
                Choice(say("leave.no"), wishes.Nothing()),
            )
            question = Question(say("leave.title"), (say("leave.words"),), answers)
            self.screen.host.ask(lambda ui, place: Dialog(ui, place, question), dialog_size(question))

    def open_menu(self, menu: Menu) -> None:
        """The orders of the selected unit, or of the first one of the hex."""
        table = self.screen.table
        own = [unit for unit in table.units_at(menu.hex) if table.view.units[U.SIDE, unit] == table.eyes]
        unit = next((unit for unit in table.own_units() if unit in own), own[0] if own else -1)
        if unit < 0 or not table.may_order:
            table.consider(menu.hex)
            return
        if unit not in table.units:
            table.select((unit,))
        offered = orders_rows(replace(table.situation(), units=(unit,)))
        items = tuple(
            Choice(table.words.say("list.aside", name=row.text, more=row.price) if row.price else row.text, row.wish)
            for row in offered
            if isinstance(row, Offer) and isinstance(row.wish, wishes.Give | wishes.ByTrain)
        )
        title = table.words.label(self.screen.session.world.units[unit].label)
        lines = () if items else (self.screen.ui.say("menu.nothing"),)
        question = Question(title, lines, (Choice(self.screen.ui.say("menu.close"), wishes.Nothing()),), items)
        self.screen.host.ask(lambda ui, place: Dialog(ui, place, question), menu_size(question), menu.at)
