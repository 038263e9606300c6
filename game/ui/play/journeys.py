"""What the map tells of journeys by train: where one unit can go today, by which way, and why not elsewhere."""

from dataclasses import dataclass
from functools import cached_property

from game.core import engine
from game.core.movement.trains import Ride, line_of, ride, seats_on, stations
from game.core.orders import RailMove
from game.core.refusal import Refusal
from game.core.state import GameState, U
from game.core.world import World


@dataclass(frozen=True, eq=False)
class Journeys:
    """Where one unit can go by train, as its side knows the line."""

    world: World
    view: GameState
    unit: int

    @cached_property
    def hexes(self) -> list[int]:
        """Where it can get out."""
        return stations(self.world, self.view, self.unit)

    @cached_property
    def _ride(self) -> Ride:
        return ride(self.world, self.view, self.unit, line_of(self.world, self.view, self.view.active_side))

    def hint(self, hex: int) -> "TrainHint":
        """What a journey to a hex is, or why there is none."""
        order = RailMove(self.unit, hex)
        refusal = engine.check(self.world, self.view, order)
        if refusal is not None:
            return TrainHint(order, (), 0, 0, refusal)
        path = self._ride.path(hex)
        here, men = self.view.units[[U.HEX, U.MEN], self.unit].tolist()
        return TrainHint(order, path, men, seats_on(self.world, self.view, self.view.active_side, path, here), None)


@dataclass(frozen=True)
class TrainHint:
    """A journey that is being considered."""

    order: RailMove
    path: tuple[int, ...]
    men: int
    left: int
    """Men for whom the trains have room today."""
    refusal: Refusal | None
