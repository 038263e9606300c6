"""A game's luck: every draw whose chance the log knows, expected against actual."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from game.core import events as ev
from game.core.causes import Degree
from game.core.luck import LUCK_ONE, Purpose
from game.core.numbers import Number
from game.core.politics.allegiance import chance_to_follow
from game.core.world import World

_AHEAD = 3
"""Within so many events after a draw stands what it decided."""


class Drawn(NamedTuple):
    """A draw with its chance."""

    at: int
    """Its place among the game's events."""
    kind: str
    """A purpose's name; of battles, what was drawn for is the defender driven out."""
    side: int
    """Whom it was drawn for: the attacker, or who sent the envoy, or who waits for the other to go over."""
    chance: int
    """Out of 2**20."""
    happened: bool


@dataclass(frozen=True)
class Account:
    """Draws of one kind for one side."""

    kind: str
    side: int
    draws: int
    expected: float
    """How many should have come out for the side, in the mean of many such games."""
    actual: int
    deviation: float
    """The standard deviation of the number."""

    @property
    def luck(self) -> float:
        """How many standard deviations the side was luckier than the mean; 0 where luck had no say."""
        return (self.actual - self.expected) / self.deviation if self.deviation else 0.0


class DegreeCount(NamedTuple):
    """How often a side's attacks ended so."""

    side: int
    degree: Degree
    expected: float
    actual: int


def draws(world: World, events: list[ev.Event]) -> Iterator[Drawn]:
    """Every draw with a known chance, in the order of the log."""
    loyalty = 0  # of the commander who is followed, or not
    for at, event in enumerate(events):
        if isinstance(event, ev.DefectionConsidered):
            loyalty = event.loyalty
        if isinstance(event, ev.LuckDrawn):
            purpose = Purpose(event.purpose)
            if purpose is Purpose.ENVOY:
                chance: int | None = LUCK_ONE * int(world.numbers[Number.ENVOY_RISK]) // 1000
            elif purpose is Purpose.FOLLOWING:
                chance = chance_to_follow(world.numbers, loyalty)
            else:
                chance = _chance(purpose, events[at + 1 : at + 1 + _AHEAD])
            if chance is not None:
                is_hit = event.value < chance
                if purpose is Purpose.ENVOY:  # the chance is that of being caught
                    chance, is_hit = LUCK_ONE - chance, not is_hit
                yield Drawn(at, purpose.name, event.side, chance, is_hit)


def _chance(purpose: Purpose, following: list[ev.Event]) -> int | None:
    """The chance that a draw was held against, out of 2**20, as the event says that came of it."""
    for event in following:
        read = _CHANCES.get(purpose, {}).get(type(event))
        if read:
            return int(read(event))
        if isinstance(event, ev.LuckDrawn):
            break
    return None


def _driven_out(event: Any) -> int:
    return int(event.chances[Degree.RETREAT] + event.chances[Degree.OVERRUN])


def _own(event: Any) -> int:
    return int(event.chance)


_CHANCES: dict[Purpose, dict[type, Any]] = {
    Purpose.BATTLE: {ev.BattleFought: _driven_out},
    Purpose.SURRENDER: {ev.UnitStood: _own, ev.UnitSurrendered: _own, ev.SurrenderConsidered: _own},
    Purpose.DEFECTION: {ev.DefectionConsidered: _own},
    Purpose.AGENTS: {ev.AgentsPlanted: _own, ev.AgentsCaught: _own},
}


def ledger(world: World, events: list[ev.Event]) -> list[Account]:
    """The account of every kind and side that has draws, by kind and then by side."""
    by_key: dict[tuple[str, int], list[Drawn]] = {}
    for drawn in draws(world, events):
        by_key.setdefault((drawn.kind, drawn.side), []).append(drawn)
    order = [purpose.name for purpose in Purpose]
    keys = sorted(by_key, key=lambda key: (order.index(key[0]), key[1]))
    return [_account(kind, side, by_key[kind, side]) for kind, side in keys]


def _account(kind: str, side: int, found: list[Drawn]) -> Account:
    chances = [drawn.chance / LUCK_ONE for drawn in found]
    spread = math.sqrt(sum(chance * (1 - chance) for chance in chances))
    return Account(kind, side, len(found), sum(chances), sum(drawn.happened for drawn in found), spread)


def overall(world: World, events: list[ev.Event], side: int) -> float:
    """All draws together: by how many standard deviations the side was luckier than in the mean of such games."""
    gain = variance = 0.0
    for drawn in draws(world, events):
        chance = drawn.chance / LUCK_ONE
        gain += (drawn.happened - chance) * (1 if drawn.side == side else -1)
        variance += chance * (1 - chance)
    return gain / math.sqrt(variance) if variance else 0.0


def degrees(events: list[ev.Event]) -> list[DegreeCount]:
    """For each side that attacked, how often each degree was to be expected and how often it came."""
    battles = [event for event in events if isinstance(event, ev.BattleFought)]
    found = []
    for side in sorted({battle.side for battle in battles}):
        own = [battle for battle in battles if battle.side == side]
        for degree in Degree:
            expected = sum(battle.chances[degree] for battle in own) / LUCK_ONE
            found.append(DegreeCount(side, degree, expected, sum(battle.degree == degree for battle in own)))
    return found
