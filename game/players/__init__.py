"""Computer players: our own, and those that other packages bring. Ours see `game.core` only."""

from collections.abc import Callable
from functools import partial
from inspect import getdoc
from typing import NamedTuple

from game.core.intents.track import Track
from game.core.world import World
from game.players import plugins
from game.players.base import Deputy, Memory, Player
from game.players.greedy import GreedyPlayer
from game.players.historical import HistoricalPlayer
from game.players.idle import IdlePlayer
from game.players.plugins import PluginError
from game.players.random_ai import RandomPlayer
from game.players.staff import DEFAULT_LEVEL, LEVELS, StaffPlayer

__all__ = [
    "OPPONENT",
    "Deputy",
    "Listing",
    "Memory",
    "Player",
    "PluginError",
    "contenders",
    "demand",
    "is_own",
    "listing",
    "make",
    "names",
]

OPPONENT = DEFAULT_LEVEL
"""Who plays against a person who names nobody."""

_MAKERS: dict[str, Callable[[World, int, int], Player]] = {
    "greedy": GreedyPlayer,
    HistoricalPlayer.name: HistoricalPlayer,
    "random": RandomPlayer,
    IdlePlayer.name: IdlePlayer,
    **{level: partial(StaffPlayer, level=level) for level in LEVELS},
}

_WORDS = {
    "staff": "plans and fights operations: the opponent for a game at home",
    "staff-easy": "the same, but cautious, forgetful, and without an eye on its lines",
    "staff-hard": "the same, but goes for armies rather than for places, and is sparing of men who count",
    "greedy": "takes good odds, marches to its objectives, keeps in supply; plans nothing ahead",
    "historical": "does what its side did, by the scenario's track, and improvises where it cannot",
    "random": "any legal orders, each as likely as the other",
    "idle": "no orders at all: for trying things out in peace",
}


class Listing(NamedTuple):
    """A computer player as it is listed."""

    name: str
    words: str
    """A line about it, the first of its documentation."""
    origin: str = ""
    """The package that brings it, with its version; empty for our own."""
    trouble: str = ""
    """Why it cannot be used, empty if it can."""


def names() -> list[str]:
    """Every name that can be asked for."""
    return sorted({*_MAKERS, *plugins.installed()})


def contenders() -> tuple[str, ...]:
    """Our own players that order something and need no track, each in its ordinary strength."""
    return tuple(sorted(set(_MAKERS) - (set(LEVELS) - {DEFAULT_LEVEL}) - {HistoricalPlayer.name, IdlePlayer.name}))


def is_own(name: str) -> bool:
    """Whether a player comes with the game."""
    return name in _MAKERS


def demand(name: str) -> None:
    """Raise ValueError unless there is a player of this name, PluginError if its package is at fault."""
    if name in _MAKERS:
        return
    if name not in plugins.installed():
        raise ValueError(f"no computer player is called {name!r}; known: {', '.join(names())}")
    plugins.maker(plugins.installed()[name])


def make(name: str, world: World, side: int, key: int, track: Track = Track()) -> Player:  # noqa: B008 - frozen
    """A player by name; ``key`` feeds its own randomness. Raises as `demand` does.

    ``track`` is that of its side; nobody but `historical` is given it.
    """
    if name == HistoricalPlayer.name:
        return HistoricalPlayer(world, side, key, track)
    if name in _MAKERS:
        return _MAKERS[name](world, side, key)
    demand(name)
    return plugins.make(plugins.installed()[name], world, side, key)


def listing() -> list[Listing]:
    """Every computer player, our own first, with what is wrong with those that cannot be used."""
    found = [Listing(name, words) for name, words in _WORDS.items()]
    for name, entries in plugins.installed().items():
        whence = ", ".join(plugins.origin(entry) for entry in entries)
        if name in _MAKERS:
            clash = f"player {name!r} of {whence} cannot be used: a player of the game has that name"
            found.append(Listing(name, "", whence, clash))
            continue
        try:
            words = (getdoc(plugins.maker(entries)) or "").partition("\n")[0]
            found.append(Listing(name, words, whence))
        except PluginError as error:
            found.append(Listing(name, "", whence, str(error)))
    return found
