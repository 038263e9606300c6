"""What a side sees at one moment, each fact worked out once and only when somebody asks for it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from game.core.board import Kit
from game.core.kernels.survey import FULL_ZONE, ZONE, Marks, survey
from game.core.kinds import Status, SupplyReason
from game.core.loyalty import ON_ITS_SIDE
from game.core.numbers import Number
from game.core.state import F, GameState, U
from game.core.world import World
from game.players.once import once

WAVERING = 550
"""Per mille of loyalty below which an own formation is paid, visited, given rest and company."""

Mask = npt.NDArray[np.bool_]


class Moment:
    """A view with what follows from it for one side."""

    def __init__(self, world: World, view: GameState, side: int) -> None:
        self.world = world
        self.view = view
        self.side = side
        self.futile = 1001
        """Per mille of success from which on there is no attack, as far as anybody has asked."""

    @once
    def look(self) -> Marks:
        """Marks by hex: units and the enemy's zones."""
        found: Marks = survey(self.world.board, self.view.units, self.side)
        return found

    @once
    def own(self) -> Mask:
        """``[unit]`` -> whether it is ours and on the map."""
        units = self.view.units
        mask: Mask = (units[U.SIDE] == self.side) & (units[U.HEX] >= 0)
        return mask

    @once
    def free(self) -> Mask:
        """``[unit]`` -> whether it is ours and can still be sent somewhere in this watch."""
        units = self.view.units
        mask: Mask = self.own & (units[U.STATUS] == int(Status.READY)) & (units[U.ATTACKED] == 0)
        mask &= (units[U.MOVED_WATCH] == 0) & (units[U.HELD_UNTIL] <= self.view.day)
        return mask

    @once
    def ringed(self) -> Mask:
        """``[unit]`` -> whether it is ours and encircled."""
        mask: Mask = self.own & (self.view.units[U.ENCIRCLED] > 0)
        return mask

    @once
    def is_ringed(self) -> bool:
        """Whether anybody of ours is encircled."""
        return bool(np.count_nonzero(self.ringed))

    @once
    def look_back(self) -> Marks:
        """The same with enemies who went out of sight since yesterday, each a division where it was last seen."""
        seen, numbers = self.view.units, self.world.numbers
        ghosts = (seen[U.HEX] < 0) & (seen[U.GHOST_HEX] >= 0) & (seen[U.GHOST_DAY] >= self.view.day - 1)
        ghosts &= (seen[U.SIDE] != self.side) & (self.world.board.kit[Kit.ZONES] == 1)
        if not np.count_nonzero(ghosts):
            return self.look
        there = seen.copy()
        there[U.HEX, ghosts] = seen[U.GHOST_HEX, ghosts]
        there[U.STATUS, ghosts] = int(Status.READY)
        there[U.MEN, ghosts] = numbers[Number.ZONE_FULL_MEN]
        there[U.COHESION, ghosts] = numbers[Number.SHOWN_COHESION]
        found: Marks = survey(self.world.board, there, self.side)
        return found

    @once
    def is_watched(self) -> bool:
        """Whether any enemy in sight has a full zone."""
        return bool((self.look & FULL_ZONE).any())

    def in_zone(self, hexes: npt.NDArray[np.int64]) -> Mask:
        """For each hex whether it lies in an enemy's full zone."""
        mask: Mask = self.look[hexes] & ZONE == FULL_ZONE
        return mask

    @once
    def reasons(self) -> frozenset[int]:
        """Why men of ours get less than they want, as supply said at dawn."""
        return frozenset(self.view.units[U.REASON, self.own].tolist())

    @once
    def cuts(self) -> list[int]:
        """The hexes where trains stop short of hungry men of ours."""
        units = self.view.units
        hungry = self.own & (units[U.REASON] == int(SupplyReason.RAIL_CUT))
        return sorted(set(units[U.REASON_AT, hungry].tolist()))

    @once
    def wavering(self) -> list[int]:
        """Our formations on the map whose loyalty is low, the worst first."""
        whose, loyalty = self.view.formations[F.SIDE], self.view.formations[F.LOYALTY]
        low = ((whose == self.side) & (loyalty >= 0) & (loyalty < WAVERING)).nonzero()[0]
        if not len(low):
            return []
        present = set(self.view.units[U.FORMATION, self.own].tolist())
        ordered = low[np.argsort(loyalty[low], kind="stable")].tolist()
        return [formation for formation in ordered if formation in present]

    def of(self, formations: Sequence[int]) -> Mask:
        """``[unit]`` -> whether it is ours, on the map and of one of these formations."""
        chosen = np.zeros(self.view.formations.shape[1], dtype=np.bool_)
        chosen[list(formations)] = True
        mask: Mask = self.own & chosen[self.view.units[U.FORMATION]]
        return mask

    def is_pressed(self, formation: int) -> bool:
        """Whether any unit of one of our formations is cut off or fought yesterday."""
        units = self.view.units
        members = self.own & (units[U.FORMATION] == formation)
        return bool((self.ringed & members).any() or (units[U.FOUGHT_DAYS, members] > 0).any())

    @once
    def resting(self) -> list[int]:
        """Units of our formations that were promised a rest and can be taken out of the line."""
        formations = self.view.formations
        chosen = ((formations[F.SIDE] == self.side) & (formations[F.ROTATED] >= 0)).nonzero()[0]
        if not len(chosen):
            return []
        found: list[int] = (self.of(chosen.tolist()) & ~self.ringed).nonzero()[0].tolist()
        return found

    @once
    def encircled(self) -> list[int]:
        """Loyal enemy formations of which a unit in sight is encircled."""
        units = self.view.units
        ringed = ((units[U.ENCIRCLED] > 0) & (units[U.SIDE] == 1 - self.side) & (units[U.HEX] >= 0)).nonzero()[0]
        if not len(ringed):
            return []
        standing = self.view.formations[F.STANDING].tolist()
        return [each for each in sorted(set(units[U.FORMATION, ringed].tolist())) if standing[each] in ON_ITS_SIDE]

    @once
    def wooed(self) -> frozenset[int]:
        """Enemy formations that are in a ring and in contact with us: better won over than fought."""
        if not self.encircled:
            return frozenset()
        agents, contact = self.view.formations[[F.AGENTS, F.CONTACT]].tolist()
        return frozenset(each for each in self.encircled if agents[each] == 1 or contact[each] >= 0)

    @once
    def promised(self) -> frozenset[int]:
        """Enemy formations that we have promised to spare."""
        whose, since = self.view.formations[F.SIDE], self.view.formations[F.SPARED]
        return frozenset(((since >= 0) & (whose != self.side)).nonzero()[0].tolist())
