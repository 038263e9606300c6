"""Players of other packages: each is an entry point of the group ``hebei.players``. docs/plugins.md builds one."""

import sys
from collections.abc import Callable
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from game.core.world import World
from game.players.base import Player

GROUP = "hebei.players"

Maker = Callable[[World, int, int], Player]
"""Makes a player from the world, its side and the key of its own randomness."""


class PluginError(ValueError):
    """A player that another package brings cannot be used; the message names the package and what is wrong."""

    def __init__(self, message: str, player: str) -> None:
        super().__init__(message)
        self.player = player


def installed() -> dict[str, tuple[EntryPoint, ...]]:
    """Player name -> the entry points that claim it. Nothing of the packages is imported."""
    return _installed(tuple(sys.path))


@cache
def _installed(path: tuple[str, ...]) -> dict[str, tuple[EntryPoint, ...]]:
    """Looked up once for each ``sys.path``: the search reads every installed package."""
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, origin(entry))):
        found[entry.name] = (*found.get(entry.name, ()), entry)
    return found


def origin(entry: EntryPoint) -> str:
    """The package that brings an entry point, with its version."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value


def maker(entries: tuple[EntryPoint, ...]) -> Maker:
    """What an entry point names. Raises PluginError when it is claimed twice, not importable or no maker."""
    entry = entries[0]
    if len(entries) > 1:
        packages = " and ".join(origin(each) for each in entries)
        raise PluginError(f"player {entry.name!r} is brought by {packages}; uninstall all of these but one", entry.name)
    try:
        found: Maker = entry.load()
    except (Exception, SystemExit) as error:  # importing runs another's code: it may raise anything, or try to exit
        raise _wrong(entry, f"cannot be imported: {type(error).__name__}: {error}") from error
    if not callable(found):
        raise _wrong(entry, f"is {found!r}; it must be a class or function that makes a player of world, side and key")
    name = getattr(found, "name", None)
    if isinstance(found, type) and isinstance(name, str):
        _demand_name(entry, name)
    return found


def make(entries: tuple[EntryPoint, ...], world: World, side: int, key: int) -> Player:
    """The player of an entry point. Raises PluginError when it cannot be made or has not the shape of one."""
    entry, build = entries[0], maker(entries)
    try:
        player = build(world, side, key)
        name, act = getattr(player, "name", None), getattr(player, "act", None)
    except Exception as error:  # another's code may raise anything
        raise _wrong(entry, f"cannot be made of world, side and key: {type(error).__name__}: {error}") from error
    if not callable(act):
        raise _wrong(entry, "makes no player: there is no method act(view, memory)")
    _demand_name(entry, name)
    return player


def _demand_name(entry: EntryPoint, name: object) -> None:
    if name != entry.name:
        raise _wrong(
            entry, f"calls itself {name!r}; its attribute 'name' must be {entry.name!r}, as its entry point is"
        )


def _wrong(entry: EntryPoint, what: str) -> PluginError:
    return PluginError(f"player {entry.name!r} of {origin(entry)} ({entry.value}) {what}", entry.name)
