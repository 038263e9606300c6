"""Computer players. They see `game.core` only."""

from collections.abc import Callable

from game.core.world import World
from game.players.base import Memory, Player
from game.players.greedy import GreedyPlayer
from game.players.random_ai import RandomPlayer

__all__ = ["Memory", "Player", "make", "names"]

_MAKERS: dict[str, Callable[[World, int, int], Player]] = {
    "greedy": GreedyPlayer,
    "random": RandomPlayer,
}

_WORDS = {
    "greedy": "takes good odds, marches to its objectives, keeps in supply; plans nothing ahead",
    "random": "any legal orders, each as likely as the other",
}


def names() -> dict[str, str]:
    """Every computer player with a line about it."""
    return dict(_WORDS)


def make(name: str, world: World, side: int, key: int) -> Player:
    """A player by name; ``key`` feeds its own randomness. Raises KeyError for an unknown name."""
    return _MAKERS[name](world, side, key)
