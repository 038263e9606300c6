"""A game with the person at the screen: whose eyes look, what is selected, what was asked for. Knows no pygame."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np

from game.core import engine
from game.core.authority import refuse_unit
from game.core.battle.attack import enemies_at
from game.core.board import Kit
from game.core.fog.observe import is_night
from game.core.intents.check import UnfitIntent
from game.core.intents.intent import Intent, family
from game.core.kernels.reach import first_step_limit, watch_budget
from game.core.kinds import Status, SupplyState
from game.core.movement.trains import refuse_trains
from game.core.orders import EndPhase, Entrench, ForceMarch, Order
from game.core.refusal import IllegalOrder
from game.core.state import F, GameState, U
from game.core.world import SIDES
from game.session.seats import SURPRISES
from game.session.session import Session
from game.session.words.intent_words import tell_unfit
from game.session.words.text import Catalogue
from game.session.words.wording import tell_refusal
from game.ui.board.view import scenario_palette
from game.ui.counters.look import as_they_lie
from game.ui.situation import ALL_EYES, Situation
from game.ui.style.palette import Palette

_SUPPORT = [Kit.HEADQUARTERS, Kit.ENGINEER, Kit.TRAIN]


class Table:
    """One game at this screen. Every method that changes something raises ``version``."""

    def __init__(self, session: Session, words: Catalogue, palette_name: str) -> None:
        self.session, self.words = session, words
        self.palette: Palette = scenario_palette(session.scenario, palette_name)
        self.people = tuple(side for side in SIDES if session.players[side] is None)
        self.eyes = self._first_eyes()
        self.view = self._seen()
        self.shown_events = len(session.turn.events)
        """How many of the game's events the person has been shown."""
        self.units: tuple[int, ...] = ()
        self.formation = -1
        self.hex = -1
        self.target = -1
        self.overlay = ""
        self.thinking = False
        self.pace = ("", False)
        self.open_panels: frozenset[str] = frozenset()
        self.by_train = False
        """Whether the next click tells where the selected units go by train."""
        self.done: frozenset[int] = frozenset()
        """Units that need no orders any more in this phase."""
        self.ready: frozenset[int] = frozenset()
        self.intents: tuple[tuple[int, Intent], ...] = ()
        self.version = 0
        self.refresh()

    def _first_eyes(self) -> int:
        if not self.people:
            return ALL_EYES
        active = self.session.active_side
        return active if active in self.people else self.people[0]

    def _seen(self) -> GameState:
        if self.eyes == ALL_EYES:
            return self.session.turn.state.copy()
        return self.session.view(self.eyes)

    @property
    def may_order(self) -> bool:
        """Whether the person who looks is to order."""
        session = self.session
        return not self.thinking and not session.is_over and self.eyes >= 0 and session.active_side == self.eyes

    def situation(self) -> Situation:
        """The moment as panels are shown it."""
        session = self.session
        return Situation(
            session,
            session.scenario,
            session.world,
            self.words,
            self.palette,
            self.eyes,
            self.view,
            session.turn.events[: self.shown_events],
            self.units,
            self.formation,
            self.hex,
            self.target,
            self.overlay,
            self.may_order,
            self.thinking,
            self.pace,
            self.ready,
            self.waiting,
            self.intents,
            self.open_panels,
            self.by_train,
            self.view.day,
            self.version,
        )

    def touch(self) -> None:
        """Something changed that is shown."""
        self.version += 1

    def refresh(self) -> None:
        """Look again after orders."""
        self.view = self._seen()
        self.by_train = False
        self.shown_events = len(self.session.turn.events)
        self.units = tuple(unit for unit in self.units if self.view.units[U.HEX, unit] >= 0)
        self.ready = frozenset(self._able()) - self.done if self.may_order else frozenset()
        self.intents = self._own_intents()
        self.touch()

    @property
    def led(self) -> frozenset[int]:
        """Own formations that act of themselves when the phase ends: with all under them by a task, or handed over."""
        tasked = (family(self.session.world, formation) for formation, _ in self.intents)
        return frozenset(self.session.delegates).union(*tasked)

    @property
    def waiting(self) -> frozenset[int]:
        """Units that can still act and that nobody but the person will order."""
        led, formations = self.led, self.view.units[U.FORMATION]
        return frozenset(unit for unit in self.ready if int(formations[unit]) not in led)

    def task(self) -> tuple[int, int]:
        """The selected formation, or that of the first selected unit, with the hex that its task names; -1 for none."""
        formation = self.formation
        if formation < 0 and self.units:
            formation = int(self.view.units[U.FORMATION, self.units[0]])
        intent = dict(self.intents).get(formation)
        return formation, -1 if intent is None else intent.hex

    def _own_intents(self) -> tuple[tuple[int, Intent], ...]:
        sides = self.session.turn.state.formations[F.SIDE]
        return tuple((one, intent) for one, intent in self.session.intents.items() if sides[one] == self.eyes)

    def look_as(self, side: int) -> None:
        """Another person sits down, or the next phase of this one begins."""
        self.eyes = side
        self.done = frozenset()
        self.units, self.formation, self.target = (), -1, -1
        self.refresh()

    def show(self, view: GameState, event: int) -> None:
        """Show a moment that is past, without the orders of now; nothing tells of what came after its event yet."""
        self.view = view
        self.shown_events = max(self.shown_events, event + 1)
        self.ready = frozenset()
        self.touch()

    def _able(self) -> Iterable[int]:
        """Own units that can still march or attack in this phase."""
        world, view, side = self.session.world, self.view, self.eyes
        night, numbers, kit = is_night(world, view), world.board.numbers, world.board.kit
        for unit in np.flatnonzero((view.units[U.SIDE] == side) & (view.units[U.HEX] >= 0)).tolist():
            if refuse_unit(world, view, side, unit) is None and (
                watch_budget(numbers, kit, view.units, unit, night) > 0
                or first_step_limit(numbers, kit, view.units, unit) > 0
                or self.can_strike(unit)
            ):
                yield unit

    def can_strike(self, unit: int) -> bool:
        """Whether an enemy that its side knows of stands beside a unit."""
        around = self.session.world.grid.neighbours[int(self.view.units[U.HEX, unit])].tolist()
        return any(hex >= 0 and enemies_at(self.view, hex, self.eyes) for hex in around)

    def select(self, units: Sequence[int]) -> None:
        """Select units, own or enemy, that are on the map."""
        self.units = tuple(dict.fromkeys(units))
        self.formation, self.target, self.by_train = -1, -1, False
        self.touch()

    def select_formation(self, formation: int) -> None:
        """Select a formation."""
        self.formation, self.units, self.target, self.by_train = formation, (), -1, False
        self.touch()

    def add_formation(self, formation: int) -> None:
        """Select the units of a formation beside those that are selected, or no more where all of them are."""
        before = self.units or tuple(self._units_of(self.formation) if self.formation >= 0 else ())
        more = self._units_of(formation)
        rest = [unit for unit in before if unit not in more]
        self.select(rest if set(more) <= set(before) else [*before, *more])

    @property
    def marked(self) -> frozenset[int]:
        """The hexes where selected units stand, or those of the selected formation."""
        units = self.units or (self._units_of(self.formation) if self.formation >= 0 else ())
        return frozenset(self.view.units[U.HEX, list(units)].tolist()) - {-1}

    def _units_of(self, formation: int) -> list[int]:
        """The units on the map of a formation and of all under it."""
        own = np.isin(self.view.units[U.FORMATION], [*family(self.session.world, formation)])
        found: list[int] = np.flatnonzero(own & (self.view.units[U.HEX] >= 0)).tolist()
        return found

    def consider(self, hex: int) -> None:
        """Take a hex as the one being considered."""
        if hex != self.target:
            self.target = hex
            self.touch()

    def call_trains(self) -> str:
        """Let the next click tell where the selected units go by train, or no more; why none of them can."""
        own = self.own_units()
        refusals = [refuse_trains(self.session.world, self.view, unit) for unit in own]
        self.by_train = not self.by_train and None in refusals
        self.touch()
        return tell_refusal(self.words, refusals[0]) if own and refusals[0] and None not in refusals else ""

    def own_units(self) -> tuple[int, ...]:
        """The selected units that the person may order."""
        return tuple(unit for unit in self.units if self.view.units[U.SIDE, unit] == self.eyes and self.may_order)

    def units_at(self, hex: int) -> list[int]:
        """The units in a hex that the person can see, own ones first, and as their counters lie there."""
        found = as_they_lie(self.session.world, self.view, np.flatnonzero(self.view.units[U.HEX] == hex).tolist())
        return sorted(found, key=lambda unit: bool(self.view.units[U.SIDE, unit] != self.eyes))

    def troubled(self) -> list[int]:
        """Own units on the map that are routed, encircled or short of supply, the worst first."""
        columns = self.view.units[[U.SIDE, U.HEX, U.STATUS, U.ENCIRCLED, U.SUPPLY]].T.tolist()
        found = []
        for unit, (side, hex, status, ringed, supply) in enumerate(columns):
            weight = 4 * (status == Status.ROUTED) + 3 * (ringed > 0) + max(0, supply - SupplyState.STRAINED)
            domestic = self.session.world.board.kit[Kit.DOMESTIC, unit]
            if side == self.eyes and hex >= 0 and weight > 0 and not domestic:
                found.append((-weight, unit))
        return [unit for _, unit in sorted(found)]

    def postures(self, *, dig: bool) -> tuple[Order, ...]:
        """To dig in, or a forced march, for the selected units to which it is open."""
        make = Entrench if dig else ForceMarch
        orders: list[Order] = [make(unit) for unit in self.own_units()]
        open_to = [order for order in orders if engine.check(self.session.world, self.view, order) is None]
        return tuple(open_to or orders[:1])

    def next_unit(self, *, back: bool = False) -> int:
        """The unit after, or before, the selected one of those that wait for orders, or can act; -1 where none can."""
        able = sorted(self.waiting or self.ready, key=self.turn_of)
        if not able:
            return -1
        if not self.units:
            return able[-1 if back else 0]
        at = bisect_left(able, self.turn_of(self.units[-1]), key=self.turn_of)
        step = -1 if back else int(able[at : at + 1] == [self.units[-1]])
        return able[(at + step) % len(able)]

    def turn_of(self, unit: int) -> tuple[bool, int, int]:
        """What sorts units by when a person comes to them: formation by formation, those not meant to fight last."""
        kit = self.session.world.board.kit
        return bool(kit[_SUPPORT, unit].any()), int(self.view.units[U.FORMATION, unit]), unit

    def leave(self, units: Iterable[int]) -> None:
        """These units need no orders any more in this phase."""
        self.done |= frozenset(units)
        self.ready -= self.done
        self.touch()

    def give(self, orders: Iterable[Order]) -> list[str]:
        """Give orders; why any was refused. Stops at a refusal or a surprise. Raises SaveError when not written."""
        told: list[str] = []
        try:
            for order in orders:
                try:
                    events = self.session.submit(order)
                except IllegalOrder as error:
                    told.append(tell_refusal(self.words, error.refusal))
                    break
                if type(order) is EndPhase:
                    self.done = frozenset()
                if not SURPRISES.isdisjoint(map(type, events)):
                    break
        finally:
            self.refresh()
        return told

    def check(self, order: Order) -> str:
        """Why an order is refused in words, empty where it is not."""
        refusal = engine.check(self.session.world, self.view, order)
        return tell_refusal(self.words, refusal) if refusal else ""

    def give_intent(self, formation: int, intent: Intent | None) -> list[str]:
        """Tell a formation what to do until further notice; why that makes no sense."""
        try:
            self.session.give_intent(formation, intent)
        except UnfitIntent as error:
            return [tell_unfit(self.words, error.unfit)]
        finally:
            self._intents_changed()
        return []

    def delegate(self, formation: int, player: str | None) -> list[str]:
        """Hand a formation and all under it over to a computer player, or take them back; why that cannot be."""
        try:
            self.session.delegate(formation, player)
        except ValueError as error:
            return [str(error)]
        finally:
            self._intents_changed()
        return []

    def _intents_changed(self) -> None:
        self.intents = self._own_intents()
        self.touch()

    def carry_out_intents(self) -> None:
        """Let formations act on their intents."""
        try:
            self.session.carry_out_intents()
        finally:
            self.refresh()

    def undo(self) -> list[str]:
        """Take the last order back; why it cannot be."""
        refusal = self.situation().check_undo()
        if refusal is not None:
            return [self.words.say(f"no_undo.{refusal.value}")]
        try:
            self.session.undo()
        finally:
            self.refresh()
        return []

    def redo(self) -> None:
        """Give again what was taken back."""
        try:
            if self.session.can_redo:
                self.session.redo()
        finally:
            self.refresh()
