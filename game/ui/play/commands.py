"""Carries out what gestures and panels ask for, one method per wish."""

from collections.abc import Callable

import pygame

from game.core.battle.attack import enemies_at
from game.core.intents.intent import family
from game.core.orders import Attack
from game.core.state import F, U
from game.session.saves.journal import SaveError
from game.session.seats import PlayerError
from game.session.words.intent_words import tell_intent
from game.session.words.text import capital
from game.ui import wishes
from game.ui.board.map_overlays import OVERLAYS
from game.ui.content.log import fight_words
from game.ui.panels.dialog import Choice, Dialog, Question, dialog_size
from game.ui.play.desk import Desk
from game.ui.play.flow import Stage
from game.ui.play.keeper import Keeper
from game.ui.screen import Pop, Push
from game.ui.screens import SCREENS
from game.ui.wishes import Wish


class Commands:
    """The hands of the play screen."""

    def __init__(self, screen: Desk, keeper: Keeper) -> None:
        self.screen = screen
        self._handlers: dict[type, Callable[..., None]] = {
            wishes.GoTo: lambda wish: self.screen.map.go_to(wish.hex, wish.scale),
            wishes.Select: self._select,
            wishes.SelectFormation: self._select_formation,
            wishes.Consider: self._consider,
            wishes.LookAt: self._look_at,
            wishes.Give: self._give,
            wishes.ByTrain: self._by_train,
            wishes.GiveIntent: self._give_intent,
            wishes.Delegate: self._delegate,
            wishes.CarryOutIntents: self._carry_out_intents,
            wishes.SetOverlay: self._set_overlay,
            wishes.Show: self._show,
            wishes.Hide: lambda wish: screen.hide_panel(wish.panel),
            wishes.ShowMoment: self._show_moment,
            wishes.EndPhase: self._end_phase,
            wishes.RunUntil: self._run_until,
            wishes.Undo: self._undo,
            wishes.Redo: self._redo,
            wishes.NextUnit: self._next_unit,
            wishes.Done: self._done,
            wishes.NextTrouble: self._next_trouble,
            wishes.PlayBack: self._play_back,
            wishes.Tell: lambda wish: screen.tell(wish.message),
            wishes.OpenScreen: self._open_screen,
            wishes.SaveGame: lambda wish: keeper.save(wish.name),
            wishes.LoadGame: lambda wish: keeper.load(wish.name),
            wishes.LeaveGame: lambda wish: screen.turn(Pop()),
        }

    def carry_out(self, wish: Wish) -> None:
        """Do it; what cannot be written, and a player that fails, is told."""
        handler = self._handlers.get(type(wish))
        if handler is None:
            return
        try:
            handler(wish)
        except (SaveError, PlayerError) as error:
            self.screen.tell(str(error))

    def _consider(self, wish: wishes.Consider) -> None:
        """Take a hex into consideration; an attack is planned beside the map where the panel on the right is folded."""
        screen, table = self.screen, self.screen.table
        table.consider(wish.hex)
        is_attack = wish.hex >= 0 and table.own_units() and enemies_at(table.view, wish.hex, table.eyes)
        if is_attack and "dossier" not in screen.host.open:
            screen.lend_planner()

    def _select(self, wish: wishes.Select) -> None:
        table = self.screen.table
        table.select(wish.units)
        if wish.go_there and wish.units:
            self.screen.map.go_to(int(table.view.units[U.HEX, wish.units[0]]))

    def _look_at(self, wish: wishes.LookAt) -> None:
        table = self.screen.table
        table.select(())
        table.consider(wish.hex)

    def _select_formation(self, wish: wishes.SelectFormation) -> None:
        table = self.screen.table
        if pygame.key.get_mods() & pygame.KMOD_SHIFT:
            table.add_formation(wish.formation)
            return
        table.select_formation(wish.formation)
        there = sorted(table.marked) if wish.go_there else []
        if there and not any(map(self.screen.map.shows, there)):
            self.screen.map.go_to(there[0])

    def _give(self, wish: wishes.Give) -> None:
        table = self.screen.table
        if table.may_order:
            if table.by_train:
                self.screen.notice.drop()  # it asks where to
            table.consider(-1)
            told = table.give(wish.orders)
            fought = [order.target for order in wish.orders if isinstance(order, Attack)]
            self.screen.tell(*(told or fight_words(table.situation(), fought)))

    def _by_train(self, wish: wishes.ByTrain) -> None:
        table, say = self.screen.table, self.screen.ui.say
        told = table.call_trains()
        self.screen.tell(told or (say("hints.pick_station") if table.by_train else ""))

    def _give_intent(self, wish: wishes.GiveIntent) -> None:
        screen, table = self.screen, self.screen.table
        table.consider(-1)
        faults = {each: table.give_intent(each, wish.intent) for each in wish.formations}
        given = [each for each, told in faults.items() if not told]
        told = [line for lines in faults.values() for line in lines]
        if given:
            what = tell_intent(table.words, wish.intent) if wish.intent else screen.ui.say("play.no_task")
            told.insert(0, table.words.say("list.told", who=self._named(given), what=what))
        screen.tell(*told)

    def _named(self, formations: list[int]) -> str:
        """One formation by its name, of several how many they are."""
        table = self.screen.table
        if len(formations) > 1:
            return self.screen.ui.say("play.formations", count=len(formations))
        return capital(table.words.formation(formations[0]))

    def _carry_out_intents(self, wish: wishes.CarryOutIntents) -> None:
        if self.screen.table.may_order:
            self.screen.table.carry_out_intents()

    def _delegate(self, wish: wishes.Delegate) -> None:
        """Hand formations over or take them back, and tell who orders them now, and how many under them."""
        screen, table = self.screen, self.screen.table
        faults = [line for each in wish.formations for line in table.delegate(each, wish.player)]
        player = table.words.player(wish.player) if wish.player else table.words.say("panels.intents.myself")
        whose, world = table.view.formations[F.SIDE].tolist(), screen.session.world
        below = frozenset[int]().union(*(family(world, each) for each in wish.formations)) - {*wish.formations}
        count = sum(whose[each] == table.eyes for each in below)
        key = "play.handed_over_all" if count else "play.handed_over"
        told = screen.ui.say(key, formation=self._named([*wish.formations]), player=player, count=count)
        screen.tell(*(faults or [capital(told)]))

    def _set_overlay(self, wish: wishes.SetOverlay) -> None:
        table = self.screen.table
        if wish.name in OVERLAYS or not wish.name:
            table.overlay = wish.name
            table.touch()

    def _show(self, wish: wishes.Show) -> None:
        """Open a panel; a plan that the panel on the right holds already comes to the front there."""
        screen = self.screen
        if wish.panel != "planner" or screen.table.target < 0 or not screen.host.turn_to("dossier", "attack"):
            screen.show_panel(wish.panel)

    def _show_moment(self, wish: wishes.ShowMoment) -> None:
        """Where an event happened."""
        event = self.screen.session.turn.events[wish.event]
        hex = getattr(event, "hex", -1)
        unit = getattr(event, "unit", -1)
        if hex < 0 and unit >= 0:
            hex = int(self.screen.table.view.units[U.HEX, unit])
        if hex >= 0:
            self.screen.map.go_to(hex)

    def _undo(self, wish: wishes.Undo) -> None:
        if self.screen.table.may_order:
            self.screen.tell(*self.screen.table.undo())

    def _redo(self, wish: wishes.Redo) -> None:
        if self.screen.table.may_order:
            self.screen.table.redo()

    def _next_unit(self, wish: wishes.NextUnit) -> None:
        table = self.screen.table
        unit = table.next_unit(back=wish.back)
        if unit >= 0:
            table.select((unit,))
            hex = int(table.view.units[U.HEX, unit])
            if not self.screen.map.shows(hex):
                self.screen.map.go_to(hex)
        elif table.may_order:
            self.screen.tell(self.screen.ui.say("play.nobody_left"))

    def _done(self, wish: wishes.Done) -> None:
        """In an order phase the selected units are done; while others order, skip what is shown."""
        screen = self.screen
        if screen.flow.playback is not None:
            screen.flow.playback.skip()
            return
        if screen.flow.is_fresh:
            return
        screen.table.leave(screen.table.own_units())
        self._next_unit(wishes.NextUnit())

    def _next_trouble(self, wish: wishes.NextTrouble) -> None:
        table = self.screen.table
        units = table.troubled()
        if not units:
            self.screen.tell(self.screen.ui.say("play.no_trouble"))
            return
        now = table.units[0] if table.units and table.units[0] in units else -1
        self._select(wishes.Select((units[(units.index(now) + 1) % len(units) if now >= 0 else 0],), go_there=True))

    def _play_back(self, wish: wishes.PlayBack) -> None:
        """Step through what the other side did, or skip it."""
        flow = self.screen.flow
        playback = flow.playback
        if playback is None:
            return
        actions: dict[str, Callable[[], object]] = {
            "back": playback.step_back,
            "step": playback.step,
            "pause": playback.pause,
            "skip": playback.skip,
            "stop": flow.interrupt,
            "faster": flow.go_faster,
        }
        actions[wish.what]()
        if playback.moment is not None and flow.playback is playback:
            self.screen.table.show(playback.moment.view, playback.moment.event)

    def _open_screen(self, wish: wishes.OpenScreen) -> None:
        if wish.name in SCREENS:
            self.screen.turn(Push(SCREENS[wish.name](self.screen.table.situation())))

    def _run_until(self, wish: wishes.RunUntil) -> None:
        """The conditions are ticked the next time too, in any game."""
        self.screen.ui.note(stops=tuple(sorted(wish.conditions)))
        self.screen.flow.run_until(wish.conditions)

    def _end_phase(self, wish: wishes.EndPhase) -> None:
        """At once where nothing is left to do; else say what is, and ask."""
        screen, table = self.screen, self.screen.table
        if screen.flow.stage is Stage.STOPPED:
            screen.flow.go_on()
            return
        if screen.flow.stage is Stage.CHANGE:
            screen.turn_table()
            return
        if not table.may_order:
            return
        question = self._left_undone()
        if wish.sure or question is None:
            screen.flow.end_phase()
        else:
            made = question
            screen.host.ask(lambda ui, area: Dialog(ui, area, made), dialog_size(made))

    def _left_undone(self) -> Question | None:
        """What can still act or is in trouble; None where there is nothing to say."""
        table, say = self.screen.table, self.screen.ui.say
        able = sorted(table.waiting, key=lambda unit: (not table.can_strike(unit), table.turn_of(unit)))
        if not able:
            return None
        words = table.words
        lines = [say("end_phase.able", count=len(able))]
        if table.led:
            lines.append(say("end_phase.intents", count=len(table.led)))
        short = [unit for unit in table.troubled() if unit not in table.done]
        if short:
            lines.append(say("end_phase.trouble", count=len(short), units=words.units(short)))
        items = tuple(
            Choice(
                say(
                    "end_phase.item",
                    unit=words.label(words.world.units[unit].label),
                    where=words.where(int(table.view.units[U.HEX, unit])),
                    what=say("end_phase.can_attack" if table.can_strike(unit) else "end_phase.can_march"),
                ),
                wishes.Select((unit,), go_there=True),
            )
            for unit in able
        )
        answers = (
            Choice(say("end_phase.yes"), wishes.EndPhase(sure=True), is_strong=True),
            Choice(say("end_phase.no"), wishes.NextUnit()),
        )
        return Question(say("end_phase.title"), tuple(lines), answers, items)
