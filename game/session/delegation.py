"""Formations that a side which is ordered from outside need not order itself: by an intent, or handed to a player.

Intents, and who is handed over to whom, stand in the side's memory, so that a
save, a branch and a resumed game have them; they are no orders of the rules,
and taking back an order leaves them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from game.core.battle.attack import check_attack, preview
from game.core.intents.intent import Intent, family
from game.core.intents.notation import recall, remember
from game.core.kernels.odds import Factor
from game.core.luck import LUCK_ONE
from game.core.orders import Attack, EndPhase, Order, SuperiorOrder
from game.core.state import F, GameState, U
from game.core.world import World
from game.players import Memory, Player, demand
from game.players.tactics import Tactician
from game.scenario.load import Scenario
from game.session.entourage import Carriage
from game.session.seats import answer, asks_of, brief, seated

_DELEGATES, _THOUGHTS = "delegates", "delegates_memory"
_WORTH = LUCK_ONE // 2
"""How likely an attack that was planned with others drives the defender out, at least, to be given without them."""


class Delegation:
    """The tacticians of the sides and the players that formations are handed over to, made when first asked."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self._scenario, self._seed = scenario, seed
        self._world = scenario.world
        self._tacticians: dict[int, Tactician] = {}
        self._players: dict[tuple[int, str], Player] = {}

    def tactician(self, side: int) -> Tactician:
        """Whoever carries out a side's intents."""
        if side not in self._tacticians:
            self._tacticians[side] = Tactician(self._world, side)
        return self._tacticians[side]

    def carriage(self, side: int, view: GameState, intents: Mapping[int, Intent], others: frozenset[int]) -> Carriage:
        """What carries out a side's intents in this phase; formations that ``others`` order follow none."""
        return Carriage(self.tactician(side), view, intents, others)

    def with_intent(self, memory: Memory, formation: int, intent: Intent | None) -> Memory:
        """A memory in which a formation has another intent, or none; with one it is taken back from who orders it.

        So is what was handed over to the same player under it, else nobody would follow the intent of a front.
        """
        intents, delegates = recall(self._world, memory), delegates_of(self._world, memory)
        intents.pop(formation, None)
        if intent is not None:
            intents[formation] = intent
            for each in family(self._world, formation) if formation in delegates else ():
                if delegates.get(each) == delegates[formation]:
                    memory = self._handed(memory, each, None)
        return {**memory, "intents": remember(self._world, intents)}

    def handed_over(self, memory: Memory, formations: Iterable[int], player: str | None) -> Memory:
        """A memory in which a player orders these formations, or nobody does any more; intents of their own end.

        Raises ValueError for an unknown player, PluginError where its package is at fault.
        """
        if player is not None:
            demand(player)
        for formation in formations:
            if player is not None and formation in recall(self._world, memory):
                memory = self.with_intent(memory, formation, None)
            memory = self._handed(memory, formation, player)
        return memory

    def _handed(self, memory: Memory, formation: int, player: str | None) -> Memory:
        id, delegates = self._world.formations[formation].label.id, dict(memory.get(_DELEGATES, {}))
        if delegates.get(id) == player:
            return memory
        delegates.pop(id, None)
        if player is not None:
            delegates[id] = player
        return {**memory, _DELEGATES: delegates}

    def ask(self, side: int, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        """What the players order now for the formations that were handed over to them. Raises BadAnswer."""
        found: list[Order] = []
        thoughts = dict(memory.get(_THOUGHTS, {}))
        by_player: dict[str, set[int]] = {}
        for formation, name in delegates_of(self._world, memory).items():
            by_player.setdefault(name, set()).add(formation)
        for name, formations in by_player.items():
            player = self._player(side, name)
            charge = _Charge(self._world, view, frozenset(formations), side)
            brief(player, None if charge.is_whole else charge.formations)
            orders, thoughts[name] = _next_orders(player, thoughts.get(name, {}), charge)
            found += orders
        return found, ({**memory, _THOUGHTS: thoughts} if by_player else memory)

    def _player(self, side: int, name: str) -> Player:
        if (side, name) not in self._players:
            made = seated(self._scenario, side, name, self._seed)
            assert made is not None
            self._players[side, name] = made
        return self._players[side, name]


def delegates_of(world: World, memory: Mapping[str, object]) -> dict[int, str]:
    """Formation -> the player it was handed over to. Raises ValueError when the memory is damaged."""
    kept = memory.get(_DELEGATES, {})
    if not isinstance(kept, dict) or not all(isinstance(name, str) for name in kept.values()):
        raise ValueError(f"{_DELEGATES}: found {kept!r}; it names a player for each formation")
    unknown = [id for id in kept if id not in world.formation_index]
    if unknown:
        raise ValueError(f"{_DELEGATES}: there is no formation {unknown[0]!r}")
    return {world.formation_index[id]: name for id, name in kept.items()}


class _Charge(NamedTuple):
    """What a player was handed over, as its side sees it now."""

    world: World
    view: GameState
    formations: frozenset[int]
    side: int

    @property
    def is_whole(self) -> bool:
        """Whether that is the whole side."""
        return self.formations.issuperset(np.flatnonzero(self.view.formations[F.SIDE] == self.side).tolist())

    def part_of(self, order: Order) -> Order | None:
        """What an order asks of these formations and their units alone; None where it asks nothing of them.

        Of an attack together with others their own part is left where it alone is more likely than not to drive
        the defender out: the others are not theirs to order, and less would only cost men. Nor is the prestige of
        the side, unless they are all of it.
        """
        if type(order) is SuperiorOrder and not self.is_whole:
            return None
        units = getattr(order, "units", None) or ((order.unit,) if hasattr(order, "unit") else ())
        own = tuple(unit for unit in units if int(self.view.units[U.FORMATION, unit]) in self.formations)
        if own and len(own) < len(units):
            return self._alone(order, own) if isinstance(order, Attack) else None
        formation = getattr(order, "formation", -1)
        is_led = formation in self.formations and int(self.view.formations[F.SIDE, formation]) == self.side
        return order if own or (not units and is_led) else None

    def _alone(self, attack: Attack, own: tuple[int, ...]) -> Attack | None:
        alone = replace(attack, units=own)
        if check_attack(self.world, self.view, alone) is not None:
            return None
        chances = preview(self.world, self.view, alone.target, own, prepared=alone.prepared)
        return alone if chances[Factor.RETREAT] + chances[Factor.OVERRUN] >= _WORTH else None


def _next_orders(player: Player, thoughts: Memory, charge: _Charge) -> tuple[list[Order], Memory]:
    """What a player orders next for what it was handed over, and its memory then. Raises BadAnswer.

    It leads the whole side as it thinks: what it orders for others is dropped, and it is asked again as if that had
    been refused, until it has no more to order.
    """
    for _ in range(asks_of(charge.view.units.shape[1])):
        orders, thoughts = answer(player, charge.view, thoughts)
        own = [part for part in map(charge.part_of, orders) if part is not None]
        if own or all(isinstance(order, EndPhase) for order in orders):
            return own, thoughts
    return [], thoughts


def recall_all(world: World, memories: Iterable[Mapping[str, object]]) -> dict[int, Intent]:
    """The intents in some memories. Raises ValueError when they are damaged."""
    found: dict[int, Intent] = {}
    for memory in memories:
        found |= recall(world, memory)
    return found
