"""What a counter shows, read from a position. Pure: two units that look alike have equal looks."""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from game.core.board import Kit
from game.core.facts import UnitFacts
from game.core.fog.insight import Insight, doubtful_towns, insight, side_of, viewer
from game.core.kinds import Status, SupplyState
from game.core.numbers import Number
from game.core.state import F, GameState, U
from game.core.world import World

COHESION_PIPS = 4
SAFE, WAVERING, AT_RISK = range(3)
"""Loyalty of a unit's formation."""
_NEAR_LIMIT = 150
"""Per mille above the limit of going over at which loyalty begins to be shown."""
_FULL = 1000
_LETTERS = 3
UNKNOWN = -1


class Look(NamedTuple):
    """Everything that a counter shows; the key under which it is kept."""

    side: int
    symbol: str
    echelon: str
    name: str
    """A designation of a few letters."""
    strength: str
    """Thousands of men."""
    cohesion: int = UNKNOWN
    """Pips, 0 to `COHESION_PIPS`."""
    supply: int = UNKNOWN
    """`SupplyState`."""
    loyalty: int = SAFE
    can_act: bool = False
    dug: int = 0
    """Days of digging in, at most 2."""
    routed: bool = False
    encircled: bool = False
    militia: bool = False
    ghost_days: int = UNKNOWN
    """Days since it was last seen, where it is not seen now."""
    of_history: bool = False
    """Whether it stands where it is documented to have stood."""
    is_doubt: bool = False
    """Whether it is nobody who is known, but a town of the enemy's into which nobody has seen."""


class Counter(NamedTuple):
    """A stack in a hex: the look of the unit on top, and how many there are; none where it is a doubt."""

    hex: int
    units: tuple[int, ...]
    """The one on top first."""
    look: Look


def counters(
    world: World, state: GameState, day: int, lang: str = "en", can_act: Collection[int] = ()
) -> list[Counter]:
    """The stacks of a position or a view, the northernmost first.

    Enemies that are no longer in sight stand where they were last seen, unless that is seen to be empty of them now; a
    town of theirs into which nobody has seen bears a question mark.
    ``can_act`` are the units to mark as still able to do something.
    """
    hexes, ghosts, looker = state.units[U.HEX], state.units[U.GHOST_HEX], viewer(state)
    sees = insight(world, state, looker).tolist() if looker >= 0 else [int(Insight.UNSEEN)] * world.grid.size
    stacks: dict[tuple[int, int, bool], list[int]] = {}
    for unit in range(state.units.shape[1]):
        seen = int(hexes[unit])
        hex = seen if seen >= 0 else int(ghosts[unit])
        gone = state.units[U.STATUS, unit] in (Status.GONE, Status.WAITING) or sees[hex] == Insight.WHOLE
        if hex >= 0 and not (seen < 0 and gone):
            stacks.setdefault((hex, side_of(state, unit), seen < 0), []).append(unit)
    found = []
    for (hex, _, _), units in stacks.items():
        order = as_they_lie(world, state, units)
        found.append(Counter(hex, tuple(order), look(world, state, order[0], day, lang, can_act)))
    found += [Counter(hex, (), _doubt(1 - viewer(state))) for hex in doubtful_towns(world, state)]
    return sorted(
        found,
        key=lambda counter: (
            counter.hex // world.grid.columns * 2 + counter.hex % world.grid.columns % 2,
            counter.look.ghost_days < 0,
        ),
    )


def _doubt(side: int) -> Look:
    return Look(side, "", "", "", "?", is_doubt=True)


def as_they_lie(world: World, state: GameState, units: Iterable[int]) -> list[int]:
    """The units of a stack from the top down."""
    return sorted(units, key=lambda unit: (-_weight(world, state, unit), unit))


def _weight(world: World, state: GameState, unit: int) -> int:
    """What lies on top: fighting units before headquarters, the strongest first."""
    kit = world.board.kit
    return (
        int(state.units[U.MEN, unit])
        - 100_000 * int(kit[Kit.HEADQUARTERS, unit])
        - 50_000 * int(kit[Kit.DOMESTIC, unit])
    )


def look(world: World, state: GameState, unit: int, day: int, lang: str = "en", can_act: Collection[int] = ()) -> Look:
    """How one unit looks; what a view does not hold is not shown."""
    facts, column = world.units[unit], state.units[:, unit].tolist()
    side = side_of(state, unit)
    name = designation(facts, lang)
    if column[U.HEX] < 0:
        age = max(0, day - column[U.GHOST_DAY]) if column[U.GHOST_DAY] >= 0 else 0
        return Look(side, facts.symbol, facts.echelon, name, "?", ghost_days=min(age, 9))
    return Look(
        side,
        facts.symbol,
        facts.echelon,
        name,
        strength(column[U.MEN]),
        _pips(column[U.COHESION]),
        UNKNOWN if world.board.kit[Kit.DOMESTIC, unit] else _supply(column[U.SUPPLY]),
        doubt(world, state, column[U.FORMATION]),
        unit in can_act,
        min(max(column[U.DUG], 0), 2),
        column[U.STATUS] == Status.ROUTED,
        column[U.ENCIRCLED] > 0,
        bool(world.board.kit[Kit.DOMESTIC, unit]),
    )


def strength(men: int) -> str:
    """Thousands of men with one decimal, without it from ten on."""
    if men < 0:
        return "?"
    if men >= 9950:
        return str((men + 500) // 1000)
    tenths = (men + 50) // 100
    return f"{tenths // 10}.{tenths % 10}"


def designation(facts: UnitFacts, lang: str) -> str:
    """A few letters that tell a unit from its neighbours: 106, N6, HPA; 新6, 河北."""
    return letters_of(facts.label.zh if lang == "zh" else facts.label.en, lang)


def letters_of(name: str, lang: str) -> str:
    """The same for a name in a language."""
    number = re.search(r"\d+", name)
    if lang == "zh":
        if number:
            first = "" if name[0] in "第步工" or name[0].isdigit() else name[0]
            return first + number.group()
        return name[:2]
    if number:
        before = re.findall(r"[A-Z]", name[: number.start()])
        return "".join(before)[:2] + number.group()
    letters = re.findall(r"\b[A-Z]", name.replace("'s", ""))
    return "".join(letters)[:_LETTERS]


def _pips(cohesion: int) -> int:
    return UNKNOWN if cohesion < 0 else min(COHESION_PIPS, (cohesion * COHESION_PIPS + _FULL // 2) // _FULL)


def _supply(state: int) -> int:
    return state if 0 <= state < len(SupplyState) else UNKNOWN


def doubt(world: World, state: GameState, formation: int) -> int:
    """`SAFE`, `WAVERING` or `AT_RISK`: loyalty against the limit below which a formation's commander may go over."""
    if formation < 0:
        return SAFE
    loyalty = int(state.formations[F.LOYALTY, formation])
    if loyalty < 0:
        return SAFE
    limit = int(world.numbers[Number.OVER_BELOW])
    if state.formations[F.AGENTS, formation] == 1:
        limit += int(world.numbers[Number.OVER_AGENTS])
    if loyalty < limit:
        return AT_RISK
    return WAVERING if loyalty < limit + _NEAR_LIMIT else SAFE
