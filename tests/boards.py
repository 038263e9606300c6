"""Tiny boards drawn as text, so that a test of a rule is the board, an order and the expected events.

    board = Board('''
        . . .
        . h .
    ''', "A@0101 men=5000", "b@0201")

Letters of terrain are the scenario format's. Units with a capital fight for
side 0 ("red"), the others for side 1 ("blue"); words after the hex set columns
of the unit as in a scenario file. A unit belongs to its side's army, or to
another formation of it:

    Board("....", "A@0101", "b@0301", "c@0401 of=guard",
          formations=["blue-army loyalty=45 agents=true", "blue-guard clique=central"])
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from game.core import engine
from game.core.causes import Degree
from game.core.events import BattleFought, Event
from game.core.orders import Attack, EndPhase, Move, Order
from game.core.refusal import IllegalOrder, Refusal
from game.core.state import F, GameState, U
from game.core.turn import Turn
from game.scenario.load import Scenario, from_spec
from game.scenario.rules import standard_rules
from game.scenario.text.marks import read_file

E = TypeVar("E")
RED, BLUE = 0, 1
SIDES = ("red", "blue")


@cache
def pinned_rules() -> dict[str, dict[str, Any]]:
    """The numbers and tables that boards are played with: calibration leaves them alone."""
    pinned = read_file(Path(__file__).parent / "data" / "board_rules.yaml").data
    standard = standard_rules().model_dump(mode="json")
    stale = set(pinned["numbers"]) - set(standard["numbers"])
    assert not stale, f"board_rules.yaml pins numbers that the rules no longer have: {sorted(stale)}"
    return {table: {**entries, **pinned[table]} for table, entries in standard.items()}


def unit_spec(text: str) -> dict[str, Any]:
    """``"A@0101 men=5000 type=militia"`` as a unit of a scenario file."""
    where, *words = text.split()
    id, _, hex = where.partition("@")
    spec: dict[str, Any] = {"id": _unit_id(id), "name": id, "type": "infantry_division", "men": 5000, "at": hex}
    spec |= _settings(words)
    if "arrives" in spec:
        day = spec.pop("arrives")
        spec["arrives"] = {"date": f"1945-10-{day:02d}", "at": spec.pop("at")}
    return spec


def _settings(words: list[str]) -> dict[str, Any]:
    pairs = (word.split("=") for word in words)
    return {key: int(value) if value.isdigit() else {"true": True}.get(value, value) for key, value in pairs}


def formation_specs(formations: Iterable[str], units: Iterable[str]) -> list[dict[str, Any]]:
    """The armies of both sides and ``"blue-guard clique=central"`` as formations of a scenario file."""
    tree: dict[str, dict[str, Any]] = {}
    for text in (*(f"{side}-army" for side in SIDES), *formations):
        id, *words = text.split()
        side = id.partition("-")[0]
        new = {
            "id": id,
            "name": id.replace("-", " "),
            "side": side,
            "kind": "army",
            "commander": f"General {side}",
            "group": f"{side}-group",
            "units": [],
        }
        tree.setdefault(id, new).update(_settings(words))
    for text in units:
        spec = unit_spec(text)
        side = "red" if text[0].isupper() else "blue"
        tree[f"{side}-{spec.pop('of', 'army')}"]["units"].append(spec)
    return list(tree.values())


def _unit_id(name: str) -> str:
    return ("red-" if name[0].isupper() else "blue-") + name.lower()


def scenario(rows: str, *units: str, **parts: Any) -> Scenario:
    """A scenario from terrain rows and units.

    ``parts`` are further keys of the file, ``formations``, and ``days``, ``watches`` and ``first``
    of its calendar, ``rules`` (numbers that are other) and ``options``.
    """
    drawn = ["".join(line.split()) for line in rows.strip().splitlines()]
    tree = formation_specs(parts.pop("formations", ()), units)
    start, days = date(1945, 10, 14), parts.pop("days", 4)
    calendar = {
        "start": start.isoformat(),
        "end": (start + timedelta(days=days - 1)).isoformat(),
        "watches": parts.pop("watches", ["day"]),
        "first": parts.pop("first", {}),
    }
    data: dict[str, Any] = {
        "format": 1,
        "id": "board",
        "title": "Board",
        "calendar": calendar,
        "sides": {"red": {"name": "Red", "colour": "red"}, "blue": {"name": "Blue"}},
        "map": {"hex_km": 3, "rows": drawn, **parts.pop("map", {})},
        "order_of_battle": tree,
        "victory": {
            "favours": "red",
            "terms": [{"kind": "losses", "group": "blue-group", "per": 100} for unit in units if unit[0].islower()][:1],
            "levels": [{"id": "won", "at": 1, "name": "Won"}, {"id": "lost", "name": "Lost"}],
        },
    }
    rules = {table: dict(entries) for table, entries in pinned_rules().items()}
    rules["numbers"].update(parts.pop("rules", {}))
    options = {"fog": 1, "low_luck": 0, **parts.pop("options", {})}
    data.update(parts)
    return from_spec({"scenario": data, "rules": rules, "entry": None, "options": options})


class Board:
    """A small game with names instead of indices."""

    def __init__(self, rows: str, *units: str, seed: int = 1, **parts: Any) -> None:
        made = scenario(rows, *units, **parts)
        self.scenario = made
        self.world = made.world
        self.turn: Turn = engine.new_game(made.world, made.start, seed)

    def unit(self, name: str) -> int:
        """The index of a unit by its letter."""
        return self.world.unit_index[_unit_id(name)]

    def hex(self, number: str) -> int:
        """The index of a printed hex number."""
        index = self.world.grid.index(number)
        assert index is not None, number
        return index

    def path(self, *numbers: str) -> tuple[int, ...]:
        """Hex indices of printed numbers."""
        return tuple(self.hex(number) for number in numbers)

    def formation(self, id: str) -> int:
        """The index of a formation by its id."""
        return self.world.formation_index[id]

    def value(self, name: str, column: U | F) -> int:
        """A column of a unit or formation."""
        if isinstance(column, F):
            return int(self.turn.state.formations[column, self.formation(name)])
        return int(self.turn.state.units[column, self.unit(name)])

    def set(self, name: str, column: U | F, value: int) -> None:
        """Arrange a position that would take long to play to."""
        if isinstance(column, F):
            self.turn.state.formations[column, self.formation(name)] = value
        else:
            self.turn.state.units[column, self.unit(name)] = value

    def where(self, name: str) -> str:
        """The printed number of a unit's hex, or nothing off the map."""
        hex = self.value(name, U.HEX)
        return self.world.grid.number(hex) if hex >= 0 else ""

    def place(self, id: str) -> int:
        """The index of a place by its id."""
        return self.world.place_index[id]

    def view(self, side: int) -> GameState:
        """What a side knows."""
        return engine.observe(self.world, self.turn.state, side)

    def march(self, name: str, *numbers: str) -> list[Event]:
        """Order a unit along printed hexes; the events it made."""
        return self.order(Move(self.unit(name), self.path(*numbers)))

    def attack(
        self,
        number: str,
        *names: str,
        advance: bool = True,
        prepared: bool = False,
        degree: Degree | None = None,
        told: type | None = None,
    ) -> list[Event]:
        """Attack a printed hex with units, the first in the lead; the events it made.

        With ``degree`` the seed is changed to one that gives this outcome, with
        ``told`` to one that makes an event of this kind.
        """
        order = Attack(self.hex(number), tuple(map(self.unit, names)), advance, prepared)
        for seed in range(self.turn.seed, self.turn.seed + (1 if degree is None and told is None else 3000)):
            turn = engine.resume(self.world, self.turn.state, seed)
            events = engine.submit(turn, order)
            as_wished = degree is None or of_type(events, BattleFought)[0].degree == degree
            if as_wished and (told is None or of_type(events, told)):
                turn.events = self.turn.events + events
                self.turn = turn
                return events
        raise AssertionError(f"no seed gives {degree} and {told}")

    def order(self, order: Order) -> list[Event]:
        """Give an order of the active side; the events it made."""
        return engine.submit(self.turn, order)

    def refuse(self, order: Order) -> Refusal:
        """Expect an order to be refused and nothing to change; the refusal."""
        before, count = self.turn.state.digest(), len(self.turn.events)
        try:
            engine.submit(self.turn, order)
        except IllegalOrder as error:
            assert self.turn.state.digest() == before and len(self.turn.events) == count
            return error.refusal
        raise AssertionError(f"{order} was not refused")

    def end_phase(self) -> list[Event]:
        """End the active side's phase."""
        return engine.submit(self.turn, EndPhase())

    def end_day(self) -> list[Event]:
        """End phases until the next day or the end; all events of the way."""
        day, events = self.turn.state.day, []
        while self.turn.state.day == day and not self.turn.state.is_over:
            events += self.end_phase()
        return events


def of_type(events: list[Event], kind: type[E]) -> list[E]:
    """The events of one kind."""
    return [event for event in events if isinstance(event, kind)]
