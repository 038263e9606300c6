"""What a side sees at one moment, each fact worked out once and only when somebody asks for it."""

import numpy as np
import numpy.typing as npt

from game.core.hexgrid import Ints
from game.core.kernels.roll import GHOST, PRESSED, RESTING, TRAPPED, WAVERS, roll, with_ghosts
from game.core.kernels.survey import FULL_ZONE, ZONE, Marks
from game.core.kinds import SupplyReason
from game.core.politics.loyalty import ON_ITS_SIDE
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
    def _roll(self) -> tuple[Marks, Ints, int, int]:
        view = self.view
        found: tuple[Marks, Ints, int, int]
        found = roll(self.world.board, view.units, view.formations, self.side, view.day, WAVERING)
        return found

    @once
    def look(self) -> Marks:
        """Marks by hex: units and the enemy's zones."""
        return self._roll[0]

    @once
    def facts(self) -> Ints:
        """``[unit]`` -> the facts of `game.core.kernels.roll` that hold of it."""
        return self._roll[1]

    def has(self, fact: int) -> bool:
        """Whether a fact holds of anybody."""
        return self._roll[2] & fact != 0

    def who(self, facts: int) -> Mask:
        """``[unit]`` -> whether all these facts hold of it."""
        mask: Mask = self.facts & facts == facts
        return mask

    def units(self, facts: int) -> list[int]:
        """The units of which all these facts hold."""
        if self._roll[2] & facts != facts:
            return []
        found: list[int] = self.who(facts).nonzero()[0].tolist()
        return found

    def goes_short(self, reason: SupplyReason) -> bool:
        """Whether this is why men of ours get less than they want, as supply said at dawn."""
        return self._roll[3] >> reason & 1 == 1

    @once
    def own(self) -> Mask:
        """``[unit]`` -> whether it is ours and on the map."""
        units = self.view.units
        mask: Mask = (units[U.SIDE] == self.side) & (units[U.HEX] >= 0)
        return mask

    @once
    def look_back(self) -> Marks:
        """The same with enemies who went out of sight since yesterday, each a division where it was last seen."""
        if not self.has(GHOST):
            return self.look
        found: Marks = with_ghosts(self.world.board, self.view.units, self.look, self.facts)
        return found

    def in_zone(self, hexes: npt.NDArray[np.int64]) -> Mask:
        """For each hex whether it lies in an enemy's full zone."""
        mask: Mask = self.look[hexes] & ZONE == FULL_ZONE
        return mask

    @once
    def cuts(self) -> list[int]:
        """The hexes where trains stop short of hungry men of ours."""
        units = self.view.units
        hungry = self.own & (units[U.REASON] == int(SupplyReason.RAIL_CUT))
        return sorted(set(units[U.REASON_AT, hungry].tolist()))

    @once
    def wavering(self) -> list[int]:
        """Our formations on the map whose loyalty is low, the worst first."""
        waverers = self.units(WAVERS)
        if not waverers:
            return []
        loyalty = self.view.formations[F.LOYALTY].tolist()
        found = set(self.view.units[U.FORMATION, waverers].tolist())
        return sorted(found, key=lambda formation: (loyalty[formation], formation))

    @once
    def pressed(self) -> set[int]:
        """Our formations of which a unit is cut off or fought yesterday."""
        return set(self.view.units[U.FORMATION, self.units(PRESSED)].tolist())

    @once
    def resting(self) -> list[int]:
        """Units of our formations that were promised a rest and can be taken out of the line."""
        return self.units(RESTING)

    @once
    def encircled(self) -> list[int]:
        """Loyal enemy formations of which a unit in sight is encircled."""
        trapped = self.units(TRAPPED)
        if not trapped:
            return []
        standing = self.view.formations[F.STANDING].tolist()
        found = set(self.view.units[U.FORMATION, trapped].tolist())
        return [each for each in sorted(found) if standing[each] in ON_ITS_SIDE]

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
