"""GameState: everything that may change, or that one side may hide, in a few integer blocks.

Copying, the digest, the plain-data form and the views of ``observe`` all derive from the columns that `columns`
declares; they can be had from here too.
"""

from hashlib import blake2b
from typing import Any, ClassVar, Self

import numpy as np

from game.core.columns import (
    ACCOUNTS,
    DEPOTS,
    LOSSES,
    TALLY,
    Camp,
    Clock,
    Column,
    Crossing,
    Depot,
    F,
    Lifting,
    Place,
    Rail,
    S,
    Sight,
    T,
    Trains,
    U,
)
from game.core.hexgrid import Ints
from game.core.luck import Purpose

__all__ = [
    "ACCOUNTS",
    "DEPOTS",
    "LOSSES",
    "MOMENTS_A_DAY",
    "TALLY",
    "Camp",
    "Clock",
    "Column",
    "Crossing",
    "Depot",
    "F",
    "GameState",
    "Lifting",
    "Place",
    "Rail",
    "S",
    "Sight",
    "T",
    "Trains",
    "U",
]

_NONE_OF_UNIT = [
    U.HEX,
    U.LED,
    U.REASON_AT,
    U.HELD_UNTIL,
    U.ARRIVAL_DAY,
    U.ARRIVAL_HEX,
    U.GHOST_HEX,
    U.GHOST_DAY,
    U.KILLED_BEFORE,
    U.CAPTURED_BEFORE,
    U.STRAGGLED_BEFORE,
    U.WOUNDED_BEFORE,
    U.HOME,
    U.STRUCK,
]
_NONE_OF_TALKS = [T.TERM, T.ROUND_DAY, T.DUE, T.REFUSED, T.ASKED, T.ASKED_DAY, T.OFFER, T.OFFER_DAY]
_NONE_OF_FORMATION = [
    F.CONTACT,
    F.ENVOY,
    F.FAVOURED,
    F.REPLACED,
    F.FELL,
    F.AIRDROP,
    F.PLANTING,
    F.SPARED,
    F.ROTATED,
    F.PUSHED,
    F.ORDER,
]
Record = np.ndarray[tuple[()], np.dtype[np.void]]
"""All blocks by name, over the one buffer in which they lie."""

MOMENTS_A_DAY = 8
"""More than a day has watches."""
_DAY, _WATCH, _SIDE, _OVER = int(Clock.DAY), int(Clock.WATCH), int(Clock.SIDE), int(Clock.OVER)


class GameState:
    """One position. The blocks are contiguous, writable int64 arrays ``[column, item]``; ``clock`` is ``[column]``.

    They lie one after another in one buffer, so that a copy is one copy; each becomes a view of it when first read.
    """

    __slots__ = (
        "_cells",
        "_record",
        "camps",
        "clock",
        "crossings",
        "depots",
        "formations",
        "lifts",
        "luck",
        "places",
        "rails",
        "sides",
        "talks",
        "trains",
        "units",
    )

    camps: Ints
    clock: Ints
    crossings: Ints
    depots: Ints
    formations: Ints
    lifts: Ints
    luck: Ints
    places: Ints
    rails: Ints
    sides: Ints
    talks: Ints
    trains: Ints
    units: Ints

    BLOCKS: ClassVar[tuple[str, ...]] = (
        "clock",
        "units",
        "formations",
        "sides",
        "talks",
        "crossings",
        "rails",
        "places",
        "depots",
        "lifts",
        "trains",
        "camps",
        "luck",
    )
    _NAMES: ClassVar[frozenset[str]] = frozenset(BLOCKS)
    COLUMNS: ClassVar[dict[str, type[Column]]] = {
        "clock": Clock,
        "units": U,
        "formations": F,
        "sides": S,
        "talks": T,
        "crossings": Crossing,
        "rails": Rail,
        "places": Place,
        "depots": Depot,
        "lifts": Lifting,
        "trains": Trains,
        "camps": Camp,
    }

    def __init__(self, **blocks: Ints) -> None:
        layout = np.dtype([(name, np.int64, blocks[name].shape) for name in self.BLOCKS])
        self._cells: Ints = np.concatenate([blocks[name].ravel() for name in self.BLOCKS])
        self._record: Record = np.ndarray((), layout, self._cells)

    def __getattr__(self, name: str) -> Ints:
        if name not in self._NAMES:
            raise AttributeError(f"a position has no {name}")
        block: Ints = self._record[name]
        setattr(self, name, block)
        return block

    @classmethod
    def empty(cls, units: int, **others: int) -> Self:
        """A position with room for so many units and other items by block, every column at its zero or at none."""
        items = {"units": units, "sides": 2, "luck": 2, "depots": DEPOTS, **others}
        blocks: dict[str, Ints] = {"clock": np.zeros(len(Clock), dtype=np.int64)}
        for name in cls.BLOCKS[1:]:
            columns = len(cls.COLUMNS[name]) if name in cls.COLUMNS else len(Purpose)
            blocks[name] = np.zeros((columns, items.get(name, 0)), dtype=np.int64)
        state = cls(**blocks)
        state.units[_NONE_OF_UNIT] = -1
        state.formations[_NONE_OF_FORMATION] = -1
        state.depots[:] = -1
        state.talks[_NONE_OF_TALKS] = -1
        state.clock[Clock.SIDE] = -1
        return state

    def copy(self) -> "GameState":
        """An independent position with the same content."""
        return GameState._over(self._cells.copy(), self._record.dtype)

    @staticmethod
    def _over(cells: Ints, layout: np.dtype[np.void]) -> "GameState":
        state = GameState.__new__(GameState)
        state._cells, state._record = cells, np.ndarray((), layout, cells)
        return state

    def __reduce__(self) -> tuple[Any, ...]:
        return GameState._over, (self._cells, self._record.dtype)  # the blocks are taken from the buffer anew

    def with_units(self, units: Ints) -> "GameState":
        """A copy with another block of units, ``[U, unit]``, such as one that supposes what a view does not hold."""
        other = self.copy()
        other.units[:] = units
        return other

    def digest(self) -> str:
        """Sixteen hex digits that change with any value of any block."""
        return blake2b(self._cells.astype("<i8", copy=False).data, digest_size=8).hexdigest()

    def first_difference(self, other: "GameState") -> tuple[str, str, int] | None:
        """Block, column and item of the first value that differs, or None."""
        for name in self.BLOCKS:
            ours, theirs = getattr(self, name), getattr(other, name)
            if ours.shape != theirs.shape:
                return name, "shape", -1
            differing = np.argwhere(ours != theirs)
            if len(differing):
                column = int(differing[0][0])
                columns = self.COLUMNS.get(name)
                label = columns(column).name if columns else Purpose(column).name
                return name, label, int(differing[0][1]) if ours.ndim > 1 else -1
        return None

    @property
    def day(self) -> int:
        """Days since the start."""
        return self.clock.item(_DAY)

    @property
    def watch(self) -> int:
        """Watch of the day."""
        return self.clock.item(_WATCH)

    @property
    def moment(self) -> int:
        """A number of the watch that grows from watch to watch and from day to day."""
        return self.day * MOMENTS_A_DAY + self.watch

    @property
    def active_side(self) -> int:
        """Whose order phase it is, or -1."""
        return self.clock.item(_SIDE)

    @property
    def is_over(self) -> bool:
        """Whether the campaign has ended."""
        return self.clock.item(_OVER) == 1

    def unit(self, unit: int) -> list[int]:
        """A unit's columns as plain integers, which compare many times faster than NumPy's."""
        row: list[int] = self.units[:, unit].tolist()
        return row

    def units_at(self, hex: int) -> list[int]:
        """The units that stand in a hex."""
        found: list[int] = (self.units[U.HEX] == hex).nonzero()[0].tolist()
        return found
