"""What must hold of a game after every order, whoever gave it. Each check raises AssertionError with what is wrong."""

import numpy as np

from game.core import engine
from game.core.apply import fold
from game.core.board import HexColumn
from game.core.hexgrid import Ints
from game.core.kinds import Activity, Bridge, Standing, Status, SupplyReason, SupplyState
from game.core.notation import event_from_data, event_to_data, order_from_data, order_to_data
from game.core.numbers import Number
from game.core.orders import Order
from game.core.state import ACCOUNTS, Clock, Crossing, F, GameState, Place, Rail, S, Sight, U
from game.core.turn import Turn
from game.core.world import SIDES, World
from game.session.saves.snapshot import decode, encode

_NO_LIMIT = 1 << 40
_FLAG = (0, 1)
_COUNT = (0, _NO_LIMIT)
_PER_MILLE = (0, 1000)
_ON_MAP = (Status.READY, Status.ROUTED, Status.ASIDE, Status.IDLE)


def _carried(world: World) -> int:
    """0.1 km of a march that yesterday can have left over. Rulebook 4.1."""
    one_watch = len(world.calendar.nights) == 1
    return world.grid.hex_km10 * int(world.numbers[Number.MARCH_CARRIED]) // 1000 if one_watch else 0


def ranges(world: World) -> dict[U, tuple[int, int]]:
    """The least and the most that each column of a unit may hold."""
    last_hex, days, watches = world.grid.size - 1, world.calendar.days, len(world.calendar.nights)
    hexes = (-1, last_hex)
    return {
        U.SIDE: (0, 1),
        U.FORMATION: (0, len(world.formations) - 1),
        U.STATUS: (0, max(Status)),
        U.HEX: hexes,
        U.MEN: _COUNT,
        U.GUNS: _COUNT,
        U.COHESION: _PER_MILLE,
        U.QUALITY: _PER_MILLE,
        U.STOCK: _PER_MILLE,
        U.DUG: _COUNT,
        U.DIGGING: _FLAG,
        U.MOVED: (-_carried(world), _NO_LIMIT),
        U.MOVED_WATCH: _COUNT,
        U.FORCED: _FLAG,
        U.FORCED_DAYS: (0, int(world.numbers[Number.FORCED_DAYS])),
        U.ATTACKED: _FLAG,
        U.LED: hexes,
        U.ACTIVITY: (0, max(Activity)),
        U.FOUGHT_DAYS: (0, days),
        U.SUPPLY: (0, max(SupplyState)),
        U.REASON: (0, max(SupplyReason)),
        U.REASON_AT: (-1, _NO_LIMIT),
        U.ENCIRCLED: (0, days),
        U.HELD_UNTIL: (-1, _NO_LIMIT),
        U.ARRIVAL_DAY: (-1, days),
        U.ARRIVAL_WATCH: (0, watches - 1),
        U.ARRIVAL_HEX: hexes,
        **dict.fromkeys(
            (U.INITIAL, U.KILLED, U.WOUNDED, U.CAPTURED, U.STRAGGLED, U.GONE_OVER, U.LEFT, U.RETURNED),
            _COUNT,
        ),
        U.ENROLLED: (-_NO_LIMIT, _NO_LIMIT),
        U.ON_ROAD: _FLAG,
        U.BREAKOUT: _FLAG,
        **dict.fromkeys((U.KILLED_BEFORE, U.CAPTURED_BEFORE, U.STRAGGLED_BEFORE), (-1, _NO_LIMIT)),
        U.GHOST_HEX: hexes,
        U.GHOST_DAY: (-1, days),
    }


def formation_ranges(world: World) -> dict[F, tuple[int, int]]:
    """The least and the most that each column of a formation may hold."""
    day = (-1, world.calendar.days)
    points = (0, int(world.numbers[Number.POLITICS_A_DAY]))
    return {
        F.SIDE: (0, 1),
        F.STANDING: (0, max(Standing)),
        F.LOYALTY: _PER_MILLE,
        **dict.fromkeys((F.FAMILIES, F.AGENTS, F.WON, F.ASSAULTED), _FLAG),
        **dict.fromkeys((F.CONTACT, F.FAVOURED, F.REPLACED), day),
        F.ENVOY: (-1, world.calendar.days + int(world.numbers[Number.ENVOY_DAYS])),
        **dict.fromkeys((F.PLANTING, F.SPARED, F.ROTATED), (-1, _NO_LIMIT)),
        F.RESTED: _COUNT,
        F.FELL: (-1, world.grid.size - 1),
        F.WORK: points,
        **dict.fromkeys((F.LOST, F.LOST_1, F.LOST_2, F.LOST_3), _COUNT),
    }


def check_position(world: World, state: GameState) -> None:
    """Values lie in their ranges, men are conserved, units on the map stand where they can."""
    units = state.units
    for column, (least, most) in ranges(world).items():
        _demand_all((units[column] >= least) & (units[column] <= most), world, f"{column.name} lies in its range")
    accounted = units[list(ACCOUNTS)].sum(axis=0)
    _demand_all(accounted == units[U.INITIAL] + units[U.ENROLLED], world, "men are conserved")
    joined = units[U.ENROLLED] - units[U.GONE_OVER]
    _demand_all((joined >= 0) | (units[U.STATUS] == Status.GONE), world, "only a remnant gives its men to others")
    assert joined.sum() <= units[U.CAPTURED].sum(), "only prisoners are taken onto the strength besides"
    present = units[U.HEX] >= 0
    _demand_all(present == np.isin(units[U.STATUS], _ON_MAP), world, "a unit on the map is ready, routed or aside")
    _demand_all(~present | (units[U.MEN] > 0), world, "a unit on the map has men")
    _demand_all((units[U.STATUS] != Status.GONE) | (units[U.MEN] == 0), world, "a unit that is gone has no men")
    day = units[U.MOVED] + _carried(world)
    _demand_all(units[U.MOVED_WATCH] <= day, world, "a watch's march is part of the day's, and of what was left over")
    room = world.board.hexes[HexColumn.STACK, units[U.HEX]]
    _demand_all(~present | (room > 0), world, "units stand where somebody can")
    shared = set(units[U.HEX, present & (units[U.SIDE] == 0)]) & set(units[U.HEX, present & (units[U.SIDE] == 1)])
    assert not shared, f"both sides stand in {[world.grid.number(int(hex)) for hex in shared]}"
    _check_blocks(world, state)


def _check_blocks(world: World, state: GameState) -> None:
    for column, (least, most) in formation_ranges(world).items():
        values = state.formations[column]
        assert ((values >= least) & (values <= most)).all(), f"{column.name} of formations lies in its range"
    left = state.sides[S.POLITICS]
    assert ((left >= 0) & (left <= world.numbers[Number.POLITICS_A_DAY])).all(), "nobody overspends political points"
    crossings, day = state.crossings, state.day
    assert 0 <= day < world.calendar.days and 0 <= state.watch < len(world.calendar.nights), "a day of the campaign"
    assert (state.active_side < 0) == state.is_over, "somebody may order until the end"
    assert state.clock[Clock.OVER] in _FLAG
    assert np.isin(crossings[Crossing.BRIDGE], tuple(Bridge)).all(), "bridges are of a known state"
    most = world.numbers[Number.BRIDGE_MEN]
    assert ((crossings[Crossing.PASSED] >= 0) & (crossings[Crossing.PASSED] <= most)).all(), "bridges bear so many"
    of_both = crossings[Crossing.PASSED_0] + crossings[Crossing.PASSED_1]
    assert (of_both == crossings[Crossing.PASSED]).all(), "whoever crossed was of a side"
    assert np.isin(state.rails[Rail.WRECKED], _FLAG).all(), "railways are whole or wrecked"
    held = state.places[[Place.HOLDER, Place.KNOWN_0, Place.KNOWN_1]]
    assert np.isin(held, (-1, *SIDES)).all(), "a side or nobody holds a place, or is thought to"
    assert (state.places[Place.RATIONS] >= 0).all(), "nobody eats rations that are not there"


def check_stacking(world: World, before: GameState, after: GameState) -> None:
    """Whoever came into a hex found room there; only those who stay may grow beyond it."""
    units = after.units
    for unit in np.flatnonzero((units[U.HEX] >= 0) & (units[U.HEX] != before.units[U.HEX])).tolist():
        hex = int(units[U.HEX, unit])
        men = int(units[U.MEN, units[U.HEX] == hex].sum())
        assert men <= world.board.hexes[HexColumn.STACK, hex], (
            f"{world.units[unit].label.id} came to {world.grid.number(hex)}, where {men} men do not fit"
        )


def check_views(world: World, state: GameState) -> None:
    """Observing twice is observing once, and what a side does not see has no influence on its view."""
    for side in SIDES:
        view = engine.observe(world, state, side)
        assert same(engine.observe(world, view, side), view), f"the view of side {side} is its own view"
        hidden = state.copy()
        for fact in F:
            if fact.sight is not Sight.SEEN:
                whose = (state.formations[F.SIDE] == side) == (fact.sight is Sight.GHOST)
                hidden.formations[fact, whose] += 1
        unseen = (state.units[U.SIDE] != side) & (view.units[U.HEX] < 0)
        for column in set(U) - {U.SIDE, U.HEX, U.ON_ROAD}:
            if column.sight is not Sight.GHOST:
                hidden.units[column, unseen] += 1
        hidden.places[Place.KNOWN_1 - side] = hidden.rails[Rail.KNOWN_1 - side] = 0
        if world.options["fog"]:
            hidden.rails[[Rail.WRECKED, Rail.MENDED]] = 0
            hidden.places[Place.HOLDER] = hidden.crossings[[Crossing.PASSED, Crossing.PASSED_1 - side]] = 0
        assert same(engine.observe(world, hidden, side), view), f"the view of side {side} betrays nothing"


def check_events(start: GameState, turn: Turn) -> None:
    """The events lead from the start to the position, and survive being written down."""
    folded = fold(start, turn.events)
    assert same(folded, turn.state), f"events folded differ in {folded.first_difference(turn.state)}"
    for event in turn.events:
        assert event_from_data(turn.world, event_to_data(turn.world, event)) == event, f"{event} survives notation"


def check_snapshot(start: GameState, state: GameState) -> None:
    """A position survives being written down."""
    assert same(decode(encode(state), start), state), "a snapshot is the position"


def check_order_form(world: World, order: Order) -> None:
    """An order survives being written down."""
    assert order_from_data(world, order_to_data(world, order)) == order, f"{order} survives notation"


def same(one: GameState, other: GameState) -> bool:
    """Whether two positions are equal in every value."""
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in GameState.BLOCKS)


def _demand_all(good: Ints, world: World, rule: str) -> None:
    assert good.all(), f"{rule}: not so for {[world.units[unit].label.id for unit in np.flatnonzero(~good)][:5]}"
