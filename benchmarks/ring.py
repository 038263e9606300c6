"""A ring that is held, and the same ring broken on its second day: games of scripted sides on a board of their own."""

from functools import cache

from game.core.events import UnitSurrendered
from game.core.numbers import Number
from game.core.orders import Attack, Move, Order
from game.core.state import GameState, U
from game.core.world import World
from game.players import Memory
from game.scenario.load import Scenario, from_spec
from game.scenario.rules import OPTIONS, standard_rules
from game.session.session import Session

_CENTRE = "0404"
_RING = ("0403", "0504", "0505", "0405", "0305", "0304")
_LEAVE = {"0505": ("0605", "0604"), "0405": ("0406", "0306")}
"""Who opens the ring, and which way he goes."""
_ROWS = 7


def _unit(id: str, hex: str, men: int, **more: object) -> dict[str, object]:
    return {"id": id, "name": id, "type": "infantry_brigade", "men": men, "at": hex, **more}


def _formation(side: str, units: list[dict[str, object]]) -> dict[str, object]:
    army = {"id": f"{side}-army", "name": side, "side": side, "kind": "army", "commander": side, "group": side}
    return {**army, "units": units}


@cache
def scenario() -> Scenario:
    """Two tired brigades among six; men of the ring too few for zones that would bar a way out by themselves."""
    source = {"id": "home", "name": "Home", "side": "inside", "at": "0707", "capacity": 50_000}
    inside = [_unit(f"inside-{n}", _CENTRE, 2800, quality=50, cohesion=50) for n in (1, 2)]
    few = standard_rules().number(Number.ZONE_FULL_MEN) - 100
    outside = [_unit(f"ring-{hex}", hex, few, quality=65, stock=100) for hex in _RING]
    spec = {
        "format": 1,
        "id": "ring",
        "title": "The ring",
        "calendar": {"start": "1945-10-24", "end": "1945-10-28"},
        "sides": {"outside": {"name": "Outside"}, "inside": {"name": "Inside"}},
        "map": {"hex_km": 3, "rows": ["." * _ROWS] * _ROWS},
        "order_of_battle": [_formation("outside", outside), _formation("inside", inside)],
        "supply": {"sources": [source]},
        "victory": {
            "favours": "outside",
            "terms": [{"kind": "losses", "group": "inside", "per": 100}],
            "levels": [{"id": "won", "at": 10, "name": "Won"}, {"id": "lost", "name": "Lost"}],
        },
    }
    rules = standard_rules().model_dump(mode="json")
    return from_spec({"scenario": spec, "rules": rules, "entry": None, "options": dict(OPTIONS)})


class Inside:
    """Holds where it stands."""

    name = "inside"

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        return [], memory


class Outside:
    """Holds the ring for a day and then attacks with all of it; one that breaks it lets two go on the second day."""

    name = "outside"

    def __init__(self, world: World, breaks: bool) -> None:
        self._world = world
        self._centre = self._hex(_CENTRE)
        leave = _LEAVE.items() if breaks else ()
        self._leave = {self._hex(hex): tuple(map(self._hex, way)) for hex, way in leave}

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        if view.day == 0 or memory.get("day") == view.day:
            return [], memory
        here = view.units[U.HEX].tolist()
        ring = [unit for unit, side in enumerate(view.units[U.SIDE].tolist()) if side == 0 and here[unit] >= 0]
        leaving = [unit for unit in ring if here[unit] in self._leave]
        orders: list[Order] = [Move(unit, self._leave[here[unit]]) for unit in leaving]
        near = (unit for unit in ring if self._world.grid.distance(here[unit], self._centre) == 1)
        staying = tuple(unit for unit in near if unit not in leaving)
        if staying and self._centre in here:
            orders.append(Attack(self._centre, staying, advance=False))
        return orders, {"day": view.day}

    def _hex(self, number: str) -> int:
        hex = self._world.grid.index(number)
        assert hex is not None
        return hex


def surrenders(seed: int, *, breaks: bool) -> int:
    """How many units laid down their arms in a game."""
    made = scenario()
    session = Session(made, (Outside(made.world, breaks), Inside()), seed)
    return sum(isinstance(event, UnitSurrendered) for events in session.play() for event in events)
