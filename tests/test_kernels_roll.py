"""The kernels that go through all units once, against plain oracles on boards that luck draws."""

import random
from functools import reduce
from operator import or_

from hypothesis import given
from hypothesis import strategies as st

from game.core.kernels.morale import overnight
from game.core.kernels.roll import GHOST, roll, with_ghosts
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, ZONE, survey
from game.core.kinds import Activity, Status, SupplyReason, SupplyState
from game.core.state import F, U
from game.core.world import SIDES
from tests import oracles_roll
from tests.oracles import Position
from tests.sketches import LUCK
from tests.test_kernels_choice import melee

SIDE = st.sampled_from(SIDES)
WAVERING = 550


def drawn(luck: int) -> Position:
    """A melee in which everything that is asked after differs from unit to unit, and some enemies are out of sight."""
    position, rng = melee(luck), random.Random(luck)
    units, formations = position.state.units, position.state.formations
    for unit in position.units():
        units[[U.RESERVE, U.MOVED, U.MOVED_WATCH, U.FOUGHT_DAYS], unit] = [rng.randrange(-1, 2) for _ in range(4)]
        units[U.HELD_UNTIL, unit] = rng.choice((-1, -1, position.state.day, position.state.day + 1))
        units[U.STATUS, unit] = rng.choice((Status.READY, Status.READY, Status.READY, Status.ROUTED))
        units[[U.ACTIVITY, U.SUPPLY, U.REASON], unit] = [
            int(rng.choice(list(kind))) for kind in (Activity, SupplyState, SupplyReason)
        ]
        units[[U.STOCK, U.ENCIRCLED], unit] = rng.randrange(1000), rng.choice((0, 0, 3))
        if rng.randrange(4) == 0:
            units[[U.GHOST_HEX, U.GHOST_DAY], unit] = units[U.HEX, unit], position.state.day - rng.randrange(4)
            units[U.HEX, unit] = -1
    for formation in range(formations.shape[1]):
        formations[[F.LOYALTY, F.ROTATED], formation] = rng.choice((-1, 300, 549, 550, 900)), rng.choice((-1, -1, 2))
    return position


@given(LUCK, SIDE)
def test_the_roll_of_a_side(luck: int, side: int) -> None:
    world, state = position = drawn(luck)
    look, facts, anybody, reasons = roll(world.board, state.units, state.formations, side, state.day, WAVERING)
    ours = position.units(side)
    for unit, found in enumerate(facts.tolist()):
        if state.units[U.SIDE, unit] != side:
            expected = oracles_roll.of_enemy(position, unit)
        else:
            expected = oracles_roll.of_own(position, unit, WAVERING) if unit in ours else set()
        assert found == sum(expected)
    assert anybody == reduce(or_, facts.tolist(), 0)
    assert {reason for reason in SupplyReason if reasons >> reason & 1} == {
        position.of(unit, U.REASON) for unit in ours
    }
    assert (look == survey(world.board, state.units, side)).all()


@given(LUCK, SIDE)
def test_enemies_out_of_sight_are_marked_as_divisions_where_they_were(luck: int, side: int) -> None:
    world, state = position = drawn(luck)
    look, facts, *_ = roll(world.board, state.units, state.formations, side, state.day, WAVERING)
    ghosts = {position.of(unit, U.GHOST_HEX) for unit, found in enumerate(facts.tolist()) if found & GHOST}
    zones = {hex for ghost in ghosts for hex in (ghost, *(there for _, there in position.around(ghost)))}
    marks = with_ghosts(world.board, state.units, look, facts)
    for hex, (before, after) in enumerate(zip(look.tolist(), marks.tolist(), strict=True)):
        assert after == (FULL_ZONE if hex in zones else before & ZONE) | (before & ~ZONE) | (
            ENEMY_THERE if hex in ghosts else 0
        )


@given(LUCK)
def test_what_a_night_does_to_cohesion(luck: int) -> None:
    position = drawn(luck)
    found = {
        unit: (cause, change) for unit, cause, change in overnight(position.world.board, position.state.units).tolist()
    }
    for unit in range(position.state.units.shape[1]):
        on_map = position.of(unit, U.HEX) >= 0
        assert found.get(unit) == (oracles_roll.overnight(position, unit) if on_map else None)
