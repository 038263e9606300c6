"""Seats: making the computer players, asking them, and testing their answers before use."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import fields
from numbers import Integral

from game import players as computer_players
from game.core import events as ev
from game.core.luck import combine, stable_key
from game.core.orders import ORDER_TYPES, Order
from game.core.state import GameState
from game.players import Deputy, Memory, Player
from game.scenario.load import Scenario

Seat = str | Player | None
"""Who orders a side: the name of a computer player, a player, or None for orders from outside."""

Seats = Sequence[Seat] | Mapping[str, Seat]
"""One for each side, in the order of the scenario's sides or by their ids."""

SURPRISES: frozenset[type] = frozenset({ev.EnemyMet, ev.MarchStopped, ev.TrainStopped})
"""After these a player is asked again: its remaining orders rest on what has proved wrong."""

_ORDER_TYPES = frozenset(ORDER_TYPES)
_ASKS_PER_UNIT = 4


def asks_of(units: int) -> int:
    """How often a player of so many units is asked in a phase: one that never says it is done cannot hang the game."""
    return _ASKS_PER_UNIT * (units + 1)


class PlayerError(RuntimeError):
    """A computer player failed; the cause is chained. The game stands as before it was asked."""

    def __init__(self, message: str, player: str = "") -> None:
        super().__init__(message)
        self.player = player


class BadAnswer(ValueError):
    """What a player answered is no answer; the message goes on after its name. What it raised itself is chained."""


class _NotAPair(Exception):
    """What a player answered, which is not two things."""


def by_side(scenario: Scenario, seats: Seats) -> Sequence[Seat]:
    """The seats in the order of the sides. Raises ValueError where there is not one for each side."""
    sides = [side.id for side in scenario.world.sides]
    if isinstance(seats, Mapping):
        if set(seats) == set(sides):
            return [seats[side] for side in sides]
        found = ", ".join(map(repr, seats)) or "no side"
    elif not isinstance(seats, str) and len(seats) == len(sides):
        return seats
    else:
        found = repr(seats) if isinstance(seats, str) else f"{len(seats)} of {len(sides)} sides"
    example = "{" + ", ".join(f"'{side}': 'greedy'" for side in sides) + "}"
    raise ValueError(f"found players for {found}; give one for each side, as in ('greedy', 'greedy') or {example}")


def seated(scenario: Scenario, side: int, seat: Seat, seed: int) -> Player | None:
    """The player of a side.

    Raises ValueError for an unknown name or what is no player, PluginError where its package is at fault.
    """
    if not isinstance(seat, str):
        is_player = isinstance(getattr(seat, "name", None), str) and callable(getattr(seat, "act", None))
        if seat is not None and not is_player:
            raise ValueError(f"found {seat!r:.60} for a player; one has a name and answers act(view, memory)")
        return seat
    key = combine(seed, side, stable_key(seat))
    return computer_players.make(seat, scenario.world, side, key, scenario.tracks[side])


def answer(player: Player, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
    """What a player answers now. Raises BadAnswer."""
    try:
        # Another's gets a copy: what it changes in place before it fails, or unsaid, no save would know.
        given = player.act(view, memory if computer_players.is_own(player.name) else deepcopy(memory))
        if not isinstance(given, tuple | list) or len(given) != 2:
            raise _NotAPair(given)
        orders, memory = given
        strange = set(map(type, orders)) - _ORDER_TYPES
    except _NotAPair as error:
        raise BadAnswer(f"answered {error.args[0]!r:.60}; act answers (orders, memory)") from None
    except Exception as error:  # another's code may raise anything: it costs its game, not the batch
        raise BadAnswer(f"failed: {type(error).__name__}: {error}") from error
    if strange:
        first = next(order for order in orders if type(order) in strange)
        raise BadAnswer(f"answered {first!r}, which is no order")
    return orders, memory


def brief(player: Player, formations: frozenset[int] | None) -> None:
    """Tell a player what it leads, None for the whole side, if it wants to know. Raises BadAnswer."""
    if not isinstance(player, Deputy):
        return
    try:
        player.lead(formations)
    except Exception as error:  # as what `act` raises
        raise BadAnswer(f"failed: {type(error).__name__}: {error}") from error


def is_malformed(order: Order) -> bool:
    """Whether anything in an order is no whole number and no tuple of such."""
    values = [getattr(order, field.name) for field in fields(order)]
    return not all(isinstance(each, Integral) for value in values for each in _flat(value))


def _flat(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)
