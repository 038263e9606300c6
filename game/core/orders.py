"""Orders: what a side asks for. They carry the decision only, never its cost or outcome."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """March along ``path``, neighbouring hexes without the one the unit stands in. Rulebook 4."""

    unit: int
    path: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Attack:
    """Attack a neighbouring hex with ``units``; ``advance`` into it if it falls empty. Rulebook 5."""

    target: int
    units: tuple[int, ...]
    advance: bool = True


@dataclass(frozen=True, slots=True)
class ForceMarch:
    """March further today at the price of cohesion. Rulebook 4."""

    unit: int


@dataclass(frozen=True, slots=True)
class Entrench:
    """Dig in; lasts until the unit moves or attacks. Rulebook 5."""

    unit: int


@dataclass(frozen=True, slots=True)
class BuildBridge:
    """Engineers bridge the river hexside in ``direction``; it takes their whole day. Rulebook 4."""

    unit: int
    direction: int


@dataclass(frozen=True, slots=True)
class EndPhase:
    """Nothing more in this order phase."""


Order = Move | Attack | ForceMarch | Entrench | BuildBridge | EndPhase

ORDER_TYPES: tuple[type, ...] = (Move, Attack, ForceMarch, Entrench, BuildBridge, EndPhase)
