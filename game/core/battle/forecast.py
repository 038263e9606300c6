"""What an attack would bring, before it is ordered: each outcome is fought on a copy, by the functions that resolve."""

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from game.core import events as ev
from game.core.battle.attack import enemies_at, fight, preview
from game.core.battle.losses import Battle
from game.core.battle.readiness import call_up_reserves
from game.core.causes import Degree, Numbers
from game.core.fog.insight import viewer
from game.core.kernels.odds import Factor
from game.core.luck import LUCK_BITS, LUCK_ONE, Purpose
from game.core.state import GameState, U
from game.core.turn import Turn
from game.core.world import World


class Fate(IntEnum):
    """What becomes of a unit that is attacked."""

    HOLDS = 0
    GIVES_WAY = 1
    AT_BAY = 2
    TAKEN = 3
    """It lays down its arms, or is a headquarters that would have to run. Rulebook 5.7."""
    DESTROYED = 4


class Lot(NamedTuple):
    """What an outcome has in store for one of those who are attacked."""

    unit: int
    fate: Fate
    """Unless it lays down its arms."""
    chance: int
    """That it lays down its arms or is taken, out of 2**20."""
    men: int
    """Those it has, all of whom are lost if it does."""
    lost: int
    """Men it loses if it does not."""

    @property
    def usual(self) -> int:
        """Men it loses if what is likelier happens."""
        return self.men if 2 * self.chance >= LUCK_ONE else self.lost

    @property
    def most(self) -> int:
        """Men it loses at the worst."""
        return self.men if self.chance else self.lost


class Prospect(NamedTuple):
    """One way in which an attack can end."""

    degree: Degree
    chance: int
    """Out of 2**20."""
    own: int
    """Men lost by those who attack."""
    lots: tuple[Lot, ...]
    """In the order in which they give way."""

    @property
    def least(self) -> int:
        """Men lost by those who are attacked, pursuit included, if nobody lays down his arms who may fight on."""
        return sum(lot.lost for lot in self.lots)

    @property
    def usual(self) -> int:
        """The same if each does what is likelier."""
        return sum(lot.usual for lot in self.lots)

    @property
    def most(self) -> int:
        """The same if all lay down their arms who may."""
        return sum(lot.most for lot in self.lots)


class Forecast(NamedTuple):
    """What an attack would bring."""

    factors: Numbers
    """By `Factor`."""
    prospects: tuple[Prospect, ...]
    """From the worst to the best for the attacker."""
    if_all_break: int
    """Men lost at the very worst by those who are attacked: fog does not let one see how they hold together."""

    @property
    def defenders(self) -> tuple[int, ...]:
        """Those who are attacked, with reserves that are known to come up."""
        return tuple(lot.unit for lot in self.prospects[0].lots)

    def chance_taken(self, unit: int) -> int:
        """That a unit which is attacked lays down its arms or is taken, out of 2**20, whatever the outcome."""
        lots = ((prospect.chance, lot) for prospect in self.prospects for lot in prospect.lots)
        return sum(chance * lot.chance for chance, lot in lots if lot.unit == unit) >> LUCK_BITS


def forecast(
    world: World, state: GameState, target: int, attackers: tuple[int, ...], *, prepared: bool = False
) -> Forecast | None:
    """The prospects of an attack as ``state``, mostly a view, shows it; None where no enemy is known.

    On a view what it does not hold is left out: reserves, orders to stand to the last, days of battle on end.
    """
    side = int(state.units[U.SIDE, attackers[0]])
    if not enemies_at(state, target, side):
        return None
    begun = _Rehearsal(world, _supposed(state, side))
    call_up_reserves(begun, target, 1 - side)
    supposed = begun.state
    defenders = tuple(enemies_at(supposed, target, side))
    factors = preview(world, supposed, target, attackers, prepared=prepared)
    unknown = [unit for unit in defenders if state.units[U.INITIAL, unit] < 0]
    battles = [Battle(target, attackers, defenders, factors, degree, prepared) for degree in Degree]
    prospects = tuple(_prospect(world, supposed, battle) for battle in battles)
    possible = [prospect for prospect in prospects if prospect.chance]
    worst = _prospect(world, _broken(supposed, unknown), battles[possible[-1].degree])
    return Forecast(factors, prospects, max(each.most for each in (*possible, worst)))


def _prospect(world: World, state: GameState, battle: Battle) -> Prospect:
    lots = _fought(world, state, battle)
    own = sum(lots[unit].lost for unit in battle.attackers)
    chance = battle.factors[Factor.REPULSE + battle.degree]
    return Prospect(battle.degree, chance, own, tuple(lots[unit] for unit in battle.defenders))


class _Rehearsal(Turn):
    """A battle that is fought on a copy. Who may lay down his arms does not, and it is noted how likely he was to."""

    __slots__ = ("chances",)

    def __init__(self, world: World, state: GameState) -> None:
        super().__init__(world, state.copy(), 0)
        self.chances: dict[int, int] = {}

    def emit(self, event: ev.Event) -> None:
        """Make an event true on the copy."""
        super().emit(event)
        if isinstance(event, ev.UnitStood | ev.UnitSurrendered):
            self.chances[event.unit] = event.chance

    def draw(self, purpose: Purpose, side: int, subject: int, ordinal: int) -> int:
        """The draw that only a certainty beats."""
        return LUCK_ONE - 1


def _fought(world: World, state: GameState, battle: Battle) -> dict[int, Lot]:
    """What a battle does to each unit in it."""
    turn = _Rehearsal(world, state)
    fight(turn, battle)
    before, after = state.units, turn.state.units
    found = fates(turn.events)
    lots = {}
    for unit in battle.attackers + battle.defenders:
        men = int(before[U.MEN, unit])
        lost = men - int(after[U.MEN, unit])
        lots[unit] = Lot(unit, found.get(unit, Fate.HOLDS), turn.chances.get(unit, 0), men, lost)
    return lots


_FATES: dict[type, Fate] = {
    ev.UnitRetreated: Fate.GIVES_WAY,
    ev.UnitStood: Fate.AT_BAY,
    ev.UnitSurrendered: Fate.TAKEN,
    ev.UnitDestroyed: Fate.DESTROYED,
}


def fates(events: Iterable[ev.Event]) -> dict[int, Fate]:
    """What these events of a battle make of each unit that does not hold."""
    found = {}
    for event in events:
        if isinstance(event, ev.UnitRetreated | ev.UnitStood | ev.UnitSurrendered | ev.UnitDestroyed):
            found[event.unit] = _FATES[type(event)]
    return found


_SUPPOSED_NONE = (U.STOCK, U.STAND, U.RESERVE, U.KILLED, U.WOUNDED, U.CAPTURED, U.ENROLLED, U.FOUGHT_DAYS)


def _supposed(state: GameState, side: int) -> GameState:
    """A position in which what ``side`` cannot know is nothing out of the ordinary, and it surprises nobody."""
    known = state.units.copy()
    unknown = known[U.INITIAL] < 0
    for column in _SUPPOSED_NONE:
        known[column, unknown] = 0
    known[U.INITIAL, unknown] = known[U.MEN, unknown]
    if viewer(state) == side:  # it is never told whether the other side has seen its own
        known[U.GHOST_DAY, known[U.SIDE] == side] = state.day
    return state.with_units(known)


def _broken(state: GameState, units: list[int]) -> GameState:
    """The same position with units who have nothing left that holds them together."""
    known = state.units.copy()
    known[U.COHESION, units] = 0
    return state.with_units(known)
