"""Where the units of a formation stand to hold an area, or to close a ring."""

from collections.abc import Container, Iterable
from typing import NamedTuple

import numpy as np

from game.core.board import HexColumn
from game.core.hexgrid import Ints
from game.core.kernels.flood import FAR
from game.core.kernels.posts import posts_of
from game.core.kernels.survey import Marks
from game.core.kernels.tactics import BARRED, WATCHED
from game.players.outlook import Outlook

_GAP = 80
"""For each hex of a ring that a unit closes there."""
NEAR_RING = 300
"""From here on units get places of their own."""
_POST_SEARCH = 450
"""A post is looked for within so much, 0.1 km."""
_BESIDE_BARRED = 2
"""Hexes within which enemies stand beside one that a unit bars."""
_BARRING = 3
"""Hexes within which others bar one beside such a hex."""
_SEARCH_HEXES = 12
"""Where hexes are large: within so many of them, of open ground."""


def hold_posts(outlook: Outlook, units: list[int], centre: int, radius: int) -> list[tuple[int, int]]:
    """A post for each unit: the centre first, then the best ground around it, spread out; more units than posts double.

    Whoever gets the centre is the reserve.
    """
    if not units:
        return []
    board, scene, area = outlook.world.board, outlook.scene, outlook.atlas.ground(centre, radius)
    terrain = board.near, board.hexes, *outlook.world.grid.axial
    seen = outlook.view.units, scene.enemy_men, scene.steps
    rows = posts_of(terrain, seen, np.array(units, dtype=np.int64), area, centre, outlook.side)
    return [(unit, post) for unit, post in rows.tolist()]


class Ring(NamedTuple):
    """How a ring stands and what closes it."""

    posts: list[tuple[int, int]]
    """Units with the hexes that they should take."""
    hexes: list[int]
    """The hexes around those who are to be cut off."""
    open: int
    """How many of them nobody bars now."""


def ring_around(outlook: Outlook, inside: Iterable[int], radius: int) -> tuple[list[int], list[int]]:
    """Hexes to cut off, with enemies beside them up to ``radius`` steps, and the hexes around them.

    Nobody needs to bar what cannot be entered, nor ground that lies wholly among those who are cut off.
    """
    pocket = sorted(set(inside))
    for _ in range(radius):
        beside = {there for hex in pocket for there in outlook.neighbours(hex)}
        pocket = sorted({*pocket, *(beside & outlook.enemy_at)})
    stack = outlook.world.board.hexes[HexColumn.STACK]
    around = {there for hex in pocket for there in outlook.neighbours(hex) if stack[there] > 0}
    covered = around | set(pocket)
    rim = [hex for hex in around.difference(pocket) if not covered.issuperset(outlook.neighbours(hex))]
    return pocket, sorted(rim)


def close_ring(outlook: Outlook, units: list[int], pocket: list[int], ring: list[int], ground: Marks) -> Ring:
    """Places in a ring: each unit where it closes most, the way back of the encircled first.

    A full zone bars the neighbouring hexes too; what ``ground`` says is left open stays so.
    """
    wanted = [hex for hex in ring if not ground[hex] & BARRED]
    chosen, near = set(units), {there for hex in wanted for there in (hex, *outlook.neighbours(hex))}
    beside = [(unit, outlook.at[unit]) for unit in outlook.own.tolist() if outlook.at[unit] in near]
    everybody = _barred(outlook, beside)
    open_now = sum(hex not in everybody for hex in wanted)
    posts: list[tuple[int, int]] = []
    if open_now:
        barred = _barred(outlook, [(unit, hex) for unit, hex in beside if unit not in chosen])
        home = outlook.atlas.homes[1 - outlook.side]
        middle = int(home[pocket].min())
        gaps: Ints = np.zeros(home.size + 1, dtype=np.int64)  # the last for -1, off the map
        for hex in wanted:
            gaps[hex] = 0 if hex in barred else 2 if home[hex] < middle else 1
        places = [hex for hex in wanted if outlook.enemy_men[hex] == 0]
        posts = _close_gaps(outlook, units, places, gaps, ground)
    placed = {unit for unit, _ in posts}
    posts += [(unit, outlook.at[unit]) for unit in units if unit not in placed and outlook.at[unit] in ring]
    return Ring(posts, wanted, open_now)


def _close_gaps(
    outlook: Outlook, units: list[int], places: list[int], gaps: Ints, ground: Marks
) -> list[tuple[int, int]]:
    """Units with the places where they close most of the gaps, by what each is worth; who closes most is first."""
    posts: list[tuple[int, int]] = []
    if not units or not places:
        return posts
    beside, watched = outlook.world.board.near[places, :6], ground[places] & WATCHED != 0
    zoned = np.array([outlook.zones[unit] for unit in units])
    reach = max(_POST_SEARCH, _SEARCH_HEXES * outlook.world.grid.hex_km10)
    away = np.stack([outlook.field([outlook.at[unit]], outlook.way_round([unit]), reach)[places] for unit in units])
    while len(posts) < len(units):
        alone = gaps[places]
        with_zone = np.where(watched, 0, alone + gaps[beside].sum(axis=1))
        closed = np.where(zoned[:, None], with_zone, alone)
        score = np.where(closed > 0, closed * _GAP - away, -FAR)
        row, column = divmod(int(score.argmax()), len(places))
        if score[row, column] <= -reach:
            break
        posts.append((units[row], places[column]))
        gaps[places[column]] = 0
        if zoned[row]:
            gaps[beside[column]] = 0
        away[row] = FAR
    return posts


def lets_out(outlook: Outlook, unit: int, target: int, left: Container[int] = ()) -> bool:
    """Whether enemies who are cut off could get out if a unit went to ``target``, -1 for anywhere else.

    So where a hex beside them that it alone bars would be open behind it; units that have ``left`` bar nothing.
    """
    here, ringed = outlook.at[unit], outlook.ringed
    if ringed.isdisjoint(outlook.atlas.disc(here, _BESIDE_BARRED)):
        return False
    opened = _bars(outlook, unit, here) - outlook.enemy_at
    if target >= 0:
        opened -= _bars(outlook, unit, target)
    ways = {hex: outlook.neighbours(hex) for hex in opened if not ringed.isdisjoint(outlook.neighbours(hex))}
    if not ways:
        return False
    stand, near = outlook.standing, outlook.atlas.disc(here, _BARRING)
    others = [(each, hex) for hex in near for each in stand.get(hex, ()) if each != unit and each not in left]
    shut = _barred(outlook, others) | outlook.enemy_at
    return any(hex not in shut and not shut.issuperset(around) for hex, around in ways.items())


def _bars(outlook: Outlook, unit: int, hex: int) -> set[int]:
    """The hexes that a unit bars from a hex."""
    return {hex, *outlook.neighbours(hex)} if outlook.zones[unit] else {hex}


def _barred(outlook: Outlook, where: list[tuple[int, int]]) -> set[int]:
    return {each for unit, hex in where for each in _bars(outlook, unit, hex)}
