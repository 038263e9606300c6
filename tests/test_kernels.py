"""The compiled searches against plain oracles on boards that hypothesis draws, and the counts of fixed boards."""

import itertools
import random
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core import engine
from game.core.authority import refuse_unit
from game.core.board import Edge, SourceColumn
from game.core.command.headquarters import is_led_at_home, ways_of_command
from game.core.fog.observe import is_night
from game.core.hexgrid import HexGrid
from game.core.homeward import ways_of
from game.core.kernels.appraise import LEVELS, WIDTH_STEP, corridors, influence
from game.core.kernels.approach import TOLL_MASK, approach, approaches, marches, tolls
from game.core.kernels.command import unled
from game.core.kernels.convoy import link_depots
from game.core.kernels.flood import FAR, flood
from game.core.kernels.muster import fronts, men_around
from game.core.kernels.net import barred, railheads
from game.core.kernels.odds import CROWDING, FACTORS, LOSS_BY_RATIO, Factor, chances, in_effect, odds, power_of_ratio
from game.core.kernels.reach import Walk, reach, walk
from game.core.kernels.retreat import home_distance, retreat_path
from game.core.kernels.ring import closing, gates_of
from game.core.kernels.rows import CUT_OFF, REASON, REASON_AT, STATE, STOCK
from game.core.kernels.scene import FAR_OFF, middle, scene
from game.core.kernels.sight import look_back, look_round
from game.core.kernels.supply import supply_side
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, OWN_THERE, ZONE, survey
from game.core.kinds import SupplyReason
from game.core.luck import LUCK_ONE
from game.core.movement.trains import can_entrain, check_rail_move, line_of, ride_towards, stations
from game.core.orders import RailMove
from game.core.state import Place, Rail, U
from game.core.turn import Turn
from game.core.world import SIDES
from tests import oracles, oracles_battle
from tests.boards import RED, Board
from tests.oracles import Position
from tests.sketches import LUCK, Sketch, play, sketches

ROOT = Path(__file__).parents[1]


def positions(sketch: Sketch, luck: int, most: int = 8) -> Position:
    """A position in the middle of a game."""
    board = sketch.board()
    for _ in play(board, luck, most):
        pass
    return Position(board.world, board.turn.state)


class TestAgainstOracles:
    @given(sketches(), LUCK)
    def test_zones_and_who_stands_where(self, sketch: Sketch, luck: int) -> None:
        position = positions(sketch, luck)
        for side in SIDES:
            marks = survey(position.world.board, position.state.units, side).tolist()
            zones = oracles.enemy_zones(position, side)
            assert {hex: mark & ZONE for hex, mark in enumerate(marks) if mark & ZONE} == zones
            for flag, units in ((ENEMY_THERE, position.enemies(side)), (OWN_THERE, position.units(side))):
                assert {hex for hex, mark in enumerate(marks) if mark & flag} == {
                    position.of(unit, U.HEX) for unit in units
                }

    @given(sketches(), LUCK)
    def test_sight(self, sketch: Sketch, luck: int) -> None:
        position = positions(sketch, luck)
        for side, night in itertools.product(SIDES, (False, True)):
            board = position.world.board
            found = look_round(board.near, board.hexes, board.numbers, position.state.units, side, night)
            assert set(np.flatnonzero(found).tolist()) == oracles.seen(position, side, night)

    @given(sketches(), LUCK)
    def test_whom_no_headquarters_reaches(self, sketch: Sketch, luck: int) -> None:
        world, state = position = positions(sketch, luck)
        grid = world.grid.columns, world.grid.hex_km10
        found = unled(world.board.kit, state.units, world.chains, world.commands, grid)
        expected = {
            unit
            for unit in position.units()
            if not is_led_at_home(world, unit)
            and all(away > reach for _, away, reach in ways_of_command(world, state, unit))
        }
        assert set(np.flatnonzero(found).tolist()) == expected

    @given(sketches(), LUCK)
    def test_what_both_sides_find_when_they_look_back(self, sketch: Sketch, luck: int) -> None:
        world, state = position = positions(sketch, luck)
        state.places[[Place.KNOWN_0, Place.KNOWN_1]] = state.places[[Place.KNOWN_1, Place.HOLDER]]
        state.rails[[Rail.KNOWN_0, Rail.KNOWN_1]] = state.rails[[Rail.KNOWN_1, Rail.WRECKED]]
        for night in (False, True):
            arrays = world.board.near, world.board.hexes, world.board.numbers
            blocks = (state.places, world.place_hexes), (state.rails, world.rail_ends)
            units, places, rails = look_back(arrays, state.units, *blocks, night)
            assert set(units.tolist()) == set.union(*(oracles.seen(position, side, night) for side in SIDES))
            for side in SIDES:
                assert set(places[side].tolist()) == oracles_battle.learnt(position, side, night)
                assert set(rails[side].tolist()) == oracles_battle.learnt_of_rails(position, side, night)

    @given(sketches(), LUCK)
    def test_what_a_view_holds_of_units(self, sketch: Sketch, luck: int) -> None:
        world, state = position = positions(sketch, luck)
        fog, night = world.options["fog"], is_night(world, state)
        for side in SIDES if fog else ():
            view = engine.observe(world, state, side).units
            for unit, column in itertools.product(range(view.shape[1]), U):
                assert view[column, unit] == oracles_battle.shown(position, side, night, unit, column)

    @given(sketches(), LUCK)
    def test_who_is_near_and_who_faces_the_enemy(self, sketch: Sketch, luck: int) -> None:
        world, state = position = positions(sketch, luck)
        for side in SIDES:
            at, *near = men_around(world.board, state.units, side)
            for hex in range(world.grid.size):
                own = [unit for unit in position.units(side) if position.of(unit, U.HEX) == hex]
                assert at[hex] == sum(position.of(unit, U.MEN) for unit in own)
                for men, whose in zip(near, (side, 1 - side), strict=True):
                    assert men[hex] == oracles_battle.men_within_two(position, whose, hex)
            found = fronts(world.board, state.units, side).tolist()
            assert set(found) == oracles_battle.facing(position, side)

    @given(sketches(), LUCK)
    def test_what_a_side_sees_of_every_hex(self, sketch: Sketch, luck: int) -> None:
        world, state = position = positions(sketch, luck)
        for side in SIDES:
            seen = scene(world.board, state.units, side)
            at: dict[int, int] = {}
            for unit in position.enemies(side):
                at[position.of(unit, U.HEX)] = at.get(position.of(unit, U.HEX), 0) + position.of(unit, U.MEN)
            assert seen.enemy_hexes.tolist() == sorted(at)
            assert {hex: men for hex, men in enumerate(seen.enemy_men.tolist()) if men} == {
                hex: men for hex, men in at.items() if men
            }
            for hex, steps in enumerate(seen.steps.tolist()):
                assert steps == min([FAR_OFF, *(world.grid.distance(hex, there) for there in at)])
            assert (seen.look == survey(world.board, state.units, side)).all()
            _, own_near, enemy_near = men_around(world.board, state.units, side)
            assert (seen.own_near == own_near).all() and (seen.enemy_near == enemy_near).all()

    @given(sketches(), LUCK)
    def test_who_stands_in_the_middle(self, sketch: Sketch, luck: int) -> None:
        world, state = position = positions(sketch, luck)
        for side in SIDES:
            units, where, men = position.units(side), state.units[U.HEX], state.units[U.MEN]
            away = [
                sum(world.grid.distance(where[one], where[other]) * max(1, men[other]) for other in units)
                for one in units
            ]
            found = middle(world.grid.axial, where, men, np.array(units, dtype=np.int64))
            assert found == (where[units[away.index(min(away))]] if units else -1)

    @given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 1000), st.integers(0, 1000))
    def test_chances(self, attack: int, defence: int, overrun: int, check: int) -> None:
        out = np.zeros(FACTORS, np.int64)
        chances(attack, defence, overrun, check, out)
        assert out[Factor.REPULSE :].sum() == LUCK_ONE
        expected = oracles_battle.chances(attack, defence, Fraction(overrun, 1000), Fraction(check, 1000))
        for degree, chance in expected.items():
            assert out[Factor.REPULSE + degree] / LUCK_ONE == pytest.approx(float(chance), abs=1e-4)

    @given(sketches(), LUCK, st.lists(st.integers(0, 5), min_size=1, max_size=6), st.booleans())
    def test_marches(self, sketch: Sketch, luck: int, ways: list[int], night: bool) -> None:
        """Along any path, however foolish, as far as it goes."""
        world, state = position = positions(sketch, luck)
        for unit in position.units():
            path, here = [], position.of(unit, U.HEX)
            for direction in ways:
                here = world.grid.step(here, direction)
                if here < 0:
                    break
                path.append(here)
            hexes = np.array(path, dtype=np.int64)
            way = Walk(*walk(world.walk_arrays, state.units, state.crossings, unit, hexes, (False, night))[0])
            assert (way.steps, way.spent) == oracles_battle.march(position, unit, path, night)

    @given(sketches(), LUCK, st.integers(1, 3))
    def test_ways_back(self, sketch: Sketch, luck: int, steps: int) -> None:
        world, state = position = positions(sketch, luck)
        for side in SIDES:
            home = home_distance(world.board, state.crossings, side)
            for unit in position.units(side):
                path = retreat_path(world.board, state.units, state.crossings, home, unit, steps)
                assert path.tolist() == oracles_battle.way_back(position, unit, steps)

    @given(sketches(), LUCK, st.booleans(), st.booleans())
    def test_powers(self, sketch: Sketch, luck: int, night: bool, prepared: bool) -> None:
        """All who stand beside an enemy attack him; whole numbers lose a few per mille on the way."""
        world, state = position = positions(sketch, luck)
        for enemy in position.units():
            target, side = position.of(enemy, U.HEX), 1 - position.of(enemy, U.SIDE)
            beside = [there for _, there in position.around(target)]
            attackers = [unit for unit in position.units(side) if position.of(unit, U.HEX) in beside]
            if attackers:
                chosen = np.array(attackers, dtype=np.int64)
                found = odds(world.board, state.units, state.crossings, target, chosen, night, prepared)
                expected = oracles_battle.powers(position, target, attackers, night, prepared)
                assert found[[Factor.ATTACK_POWER, Factor.DEFENCE_POWER]].tolist() == pytest.approx(
                    expected, rel=0.01, abs=9
                )

    @given(sketches(), LUCK)
    def test_reach(self, sketch: Sketch, luck: int) -> None:
        """On the truth: every unit, with whatever it has marched, slept or eaten so far."""
        position = positions(sketch, luck)
        world, state = position
        night = is_night(world, state)
        for unit in position.units():
            look = survey(world.board, state.units, position.of(unit, U.SIDE))
            cost, previous = reach(world.march_arrays, state.units, state.crossings, look, unit, night)
            expected = oracles.reach(position, unit, night)
            assert {hex: spent for hex, spent in enumerate(cost.tolist()) if spent >= 0} == expected
            for hex, spent in expected.items():
                if spent:
                    before = int(previous[hex])
                    direction = world.grid.direction(before, hex)
                    assert spent == expected[before] + oracles.step(position, unit, before, direction, night)

    def test_reach_ends_where_the_budget_does_and_not_before(self) -> None:
        """A map as wide as may be, of hexes as small as may be: cavalry gets to every one of its 9,801."""
        board = Board(
            "\n".join(["." * 99] * 99),
            "A@5050 type=cavalry_brigade men=300",
            map={"hex_km": 0.5},
            rules={"watch_share": 1000},
        )
        world, state = board.world, board.turn.state
        look = survey(world.board, state.units, RED)
        cost, _ = reach(world.march_arrays, state.units, state.crossings, look, board.unit("A"), False)
        assert (cost >= 0).all()
        assert cost[board.hex("5001")] == 49 * 5, "by the shortest way"

    @given(sketches(), LUCK)
    def test_ways_home(self, sketch: Sketch, luck: int) -> None:
        position = positions(sketch, luck)
        world, state = position
        for side in SIDES:
            table = world.board.sources
            starts = table[SourceColumn.HEX, table[SourceColumn.SIDE] == side].tolist()
            expected = oracles.dijkstra(starts, oracles.carriers(position, (), side))
            found = home_distance(world.board, state.crossings, side).tolist()
            assert {hex: far for hex, far in enumerate(found) if far < FAR} == expected

    @given(sketches(), LUCK, st.integers(0, 200))
    def test_the_flood_stops_at_its_limit(self, sketch: Sketch, luck: int, limit: int) -> None:
        position = positions(sketch, luck, most=2)
        world, state = position
        bars = set(oracles.barred(position, 0))
        blocked = np.array([hex in bars for hex in range(world.grid.size)], dtype=np.int8)
        seeds = np.array([hex for hex in (0, 4) if hex not in bars], dtype=np.int32)
        nothing = np.zeros_like(blocked)
        found = flood(world.board, state.crossings, blocked, seeds, 0, limit, nothing, 0)[0].tolist()
        expected = oracles.dijkstra(seeds.tolist(), oracles.carriers(position, bars, 0))
        within = {hex: far for hex, far in expected.items() if far <= limit}
        assert {hex: far for hex, far in enumerate(found) if far <= limit} == within

    @given(sketches(), LUCK, st.sampled_from([(0, 0, 0), (50, 400, 200), (15, 60, 0)]), st.sampled_from([FAR, 190]))
    def test_ways_round_the_enemy(self, sketch: Sketch, luck: int, cost: tuple[int, int, int], limit: int) -> None:
        position = positions(sketch, luck)
        world, state = position
        for side in SIDES:
            men = np.zeros(world.grid.size, dtype=np.int64)
            for unit in position.enemies(side):
                men[position.of(unit, U.HEX)] += position.of(unit, U.MEN)
            found = tolls(survey(world.board, state.units, side), men, *cost)
            expected, shut = oracles.tolls(position, side, *cost[:2]), oracles.shut(position, side)
            assert {hex: toll for hex, toll in enumerate((found & TOLL_MASK).tolist()) if toll} == expected
            away = approach(marches(world.board, state.crossings), found, np.array([0, 4]), limit).tolist()
            ways = oracles.dijkstra([0, 4], oracles.marchers(position, expected, shut, cost[2]))
            assert {hex: far for hex, far in enumerate(away) if far < FAR} == {
                hex: far for hex, far in ways.items() if far <= limit
            }

    def test_ways_over_the_smallest_hexes(self) -> None:
        road = {"roads": [{"hexes": [f"{column:02d}02" for column in range(1, 8)]}]}
        board = Board(". . . . . . .\n" * 4, "A@0101 men=300", "b@0704 men=300", map={"hex_km": 0.5, **road})
        world, state = position = oracles.Position(board.world, board.turn.state)
        free = np.zeros(world.grid.size, dtype=np.int32)
        for goal in range(world.grid.size):
            away = approach(marches(world.board, state.crossings), free, np.array([goal]), FAR).tolist()
            assert dict(enumerate(away)) == oracles.dijkstra([goal], oracles.marchers(position, {}))

    @given(sketches(), LUCK)
    def test_several_ways_at_once(self, sketch: Sketch, luck: int) -> None:
        """The same as one after another, each with its own goals and limit."""
        position = positions(sketch, luck)
        steps, rng = marches(position.world.board, position.state.crossings), random.Random(luck)
        toll = np.array([rng.choice((0, 0, 50)) for _ in range(position.world.grid.size)], dtype=np.int32)
        asked = [(rng.sample(range(toll.size), 1 + number % 3), rng.choice((60, 150, FAR))) for number in range(5)]
        goals, limits = np.concatenate([each for each, _ in asked]), np.array([limit for _, limit in asked])
        rows = approaches(steps, toll, goals, np.cumsum([len(each) for each, _ in asked]), limits)
        for row, (each, limit) in zip(rows, asked, strict=True):
            assert row.tolist() == approach(steps, toll, np.array(each), limit).tolist()

    @given(sketches(), LUCK, st.integers(0, 3))
    def test_corridors(self, sketch: Sketch, luck: int, salt: int) -> None:
        position = positions(sketch, luck)
        world, state = position
        size = world.grid.size
        away = np.array([(hex * 37 + salt * 11) % 9 * 20 for hex in range(size)], dtype=np.int32)
        bars, seeds = set(oracles.barred(position, 0)), [0, size // 2]
        blocked = np.array([hex in bars for hex in range(size)], dtype=np.int8)
        width, toward = corridors(marches(world.board, state.crossings), away, blocked, np.array(seeds))
        wide = {hex: min(LEVELS - 1, int(away[hex]) // WIDTH_STEP) * WIDTH_STEP for hex in range(size)}
        expected = oracles.corridors(position, wide, bars, seeds)
        assert {hex: each for hex, each in enumerate(width.tolist()) if each >= 0} == expected
        for hex, there in enumerate(toward.tolist()):
            assert there < 0 or expected[hex] == min(wide[hex], expected[there]), "each step keeps to the widest way"
            assert there >= 0 or hex in seeds or hex not in expected, "a way leads from every hex"

    @given(st.integers(1, 9), st.integers(1, 9), st.data())
    def test_influence(self, columns: int, rows: int, data: st.DataObject) -> None:
        grid = HexGrid(columns, rows, 30)
        hexes, powers = st.integers(0, grid.size - 1), st.integers(0, 5000)
        standing = data.draw(st.lists(st.tuples(hexes, powers), max_size=6))
        counts = data.draw(st.lists(st.integers(0, 1000), min_size=1, max_size=4))
        where, power = (np.array([each[k] for each in standing], dtype=np.int64) for k in (0, 1))
        found = influence(columns, grid.size, where, power, np.array(counts, dtype=np.int64)).tolist()
        assert dict(enumerate(found)) == oracles.influence(grid, standing, counts)

    @given(sketches(), LUCK)
    def test_closing_rings(self, sketch: Sketch, luck: int) -> None:
        world, state = position = positions(sketch, luck)
        for side in SIDES:
            gates = gates_of(world.board, world.grid.columns, side)
            found = closing(world.board, gates, survey(world.board, state.units, side), side)
            assert set(np.flatnonzero(found).tolist()) == oracles.closing(position, side)

    @given(sketches(), LUCK)
    def test_trains(self, sketch: Sketch, luck: int) -> None:
        position = positions(sketch, luck, most=4)
        world, state = position
        for unit in position.units(state.active_side):
            if refuse_unit(world, state, state.active_side, unit) is None:
                found = stations(world, state, unit)
                assert set(found) == oracles.stations(position, unit)
                assert all(check_rail_move(world, state, RailMove(unit, hex)) is None for hex in found)
                if can_entrain(world, state, unit) is not None:
                    assert not found
                    continue
                away = np.array([hex * 7 % 5 for hex in range(world.grid.size)], dtype=np.int32)
                line, odd = line_of(world, state, state.active_side), np.arange(away.size) % 2 == 1
                end, ways = ride_towards(world, state, unit, line, (away, odd & (line.look & ZONE != FULL_ZONE)))
                nearest = min(((away[hex], ways.steps[hex], hex) for hex in found if odd[hex]), default=(0, 0, -1))
                assert end == nearest[2]

    @given(sketches(), LUCK)
    def test_depots_and_trains_that_join_the_net(self, sketch: Sketch, luck: int) -> None:
        position = positions(sketch, luck)
        world, state = position
        for side in SIDES:
            blocked = barred(survey(world.board, state.units, side))
            heads = railheads(world.board, state.rails, blocked, side, False)
            net = link_depots(world.board, state.units, ways_of(world, state, side), blocked, side, heads)
            expected = oracles.with_depots(position, side, oracles.net_of(position, side))
            assert set(net.hexes[: net.size].tolist()) == set(expected.hexes)
            assert all(net.origin[hex] >= 0 for hex in expected.hexes)

    @given(sketches(), LUCK)
    def test_supply(self, sketch: Sketch, luck: int) -> None:
        position = positions(sketch, luck)
        world, state = position
        for side in SIDES:
            ways = ways_of(world, state, side)
            rows = supply_side(world.board, state.units, state.formations, ways, side, 1)
            for unit, expected in oracles.supply(position, side).items():
                stock, condition, reason, at, cut = (
                    int(rows[row, unit]) for row in (STOCK, STATE, REASON, REASON_AT, CUT_OFF)
                )
                assert (stock, condition, bool(cut)) == (expected.stock, expected.state, expected.cut_off)
                self.check_reason(position, side, unit, SupplyReason(reason), expected.reason)
                self.check_culprit(position, side, unit, SupplyReason(reason), at)

    def check_reason(
        self, position: Position, side: int, unit: int, found: SupplyReason, expected: SupplyReason
    ) -> None:
        barred = (SupplyReason.BLOCKED_BY_UNIT, SupplyReason.BLOCKED_BY_ZONE)
        either = {SupplyReason.RAIL_CUT, *barred}  # a line both wrecked and barred
        assert found is expected or {found, expected} <= (either if expected in barred else set(barred))

    def check_culprit(self, position: Position, side: int, unit: int, reason: SupplyReason, at: int) -> None:
        """What a reason points at is to blame, even where several culprits would do."""
        world, state = position
        match reason:
            case SupplyReason.BLOCKED_BY_UNIT | SupplyReason.BLOCKED_BY_ZONE:
                assert oracles.barred(position, side)[at] is reason
            case SupplyReason.BEYOND_RANGE:
                net = oracles.with_depots(position, side, oracles.net_of(position, side))
                steps = oracles.carriers(position, oracles.barred(position, side), side)
                far = oracles.dijkstra(net.hexes, steps)[position.of(unit, U.HEX)]
                assert at == far - world.board.sides[1, side]
            case SupplyReason.RAIL_CUT:
                links = world.board.edges[Edge.RAIL, at]
                assert any(link >= 0 and state.rails[Rail.WRECKED, link] for link in links.tolist())
            case SupplyReason.BY_NIGHT:
                assert oracles.barred(position, side)[at] is SupplyReason.BLOCKED_BY_ZONE
            case SupplyReason.CAPACITY_SHORT:
                assert world.board.sources[SourceColumn.SIDE, at] == side
            case _:
                assert at == -1


class TestTables:
    """Powers from integer tables: the same bits everywhere, within a hair of the true powers."""

    @pytest.mark.parametrize(("table", "power"), [(CROWDING, 0.7), (LOSS_BY_RATIO, 0.3)])
    def test_they_follow_the_power_between_one_and_sixty_four(self, table: np.ndarray, power: float) -> None:
        for men in range(1000, 64_000, 37):
            assert power_of_ratio(table, men, 1000) == pytest.approx(1000 * (men / 1000) ** power, abs=2)

    def test_they_end_at_sixty_four(self) -> None:
        assert power_of_ratio(CROWDING, 10**12, 1) == power_of_ratio(CROWDING, 64, 1)

    @given(st.integers(0, 200_000), st.integers(1, 5000), st.integers(1, 30_000))
    def test_more_men_never_count_for_less(self, men: int, more: int, frontage: int) -> None:
        assert in_effect(men, frontage) <= in_effect(men + more, frontage) <= men + more


def test_distances_of_many_pairs_are_those_of_each_pair() -> None:
    grid = HexGrid(7, 6, 33)
    here, there = np.divmod(np.arange(grid.size**2), grid.size)
    expected = [grid.distance(*pair) for pair in zip(here.tolist(), there.tolist(), strict=True)]
    assert grid.distances(here, there).tolist() == expected


def test_a_wide_map_of_mountains_is_searched_right() -> None:
    """The dearest steps there can be: 50 km a hex, mountains behind a river."""
    rivers = {"rivers": [{"sides": ["0101 se", "0201 ne", "0301 se"]}]}
    board = Board("^ ^ ^ ^ ^", "A@0101", "b@0501", map={"hex_km": 50, **rivers})
    position = Position(board.world, board.turn.state)
    nothing = np.zeros(board.world.grid.size, dtype=np.int8)
    seeds = np.zeros(1, dtype=np.int32)
    found = flood(board.world.board, board.turn.state.crossings, nothing, seeds, 0, FAR, nothing, 0)[0].tolist()
    assert dict(enumerate(found)) == oracles.dijkstra([0], oracles.carriers(position, (), 0))


NINE = "\n".join([". " * 9] * 9)
VALLEY = """
    . . h ^ h . .
    . . . h . . .
    r . . . . . .
    . . . w w . .
"""
NIGHT = {"red": {"name": "Red", "night_trained": True}, "blue": {"name": "Blue"}}
RIVER = {
    "rivers": [{"sides": ["0202 se", "0202 ne", "0302 se", "0402 sw"]}],
    "roads": [{"hexes": ["0102", "0202", "0302"]}],
}


class TestCounts:
    """How many hexes a unit reaches, how many orders there are, and orders after orders.

    A count that changes means that a rule has changed; change it on purpose only.
    """

    @pytest.mark.parametrize(
        ("board", "hexes"),
        [
            (Board(NINE, "A@0505", "b@0101 men=500"), 60),  # four rings of open ground: 6 + 12 + 18 + 24
            (Board(NINE, "A@0505", "b@0101 men=500", watches=["night"]), 18),  # two rings
            (Board(NINE, "A@0505", "b@0101 men=500", watches=["night"], sides=NIGHT), 60),
            (Board(NINE, "A@0505 type=cavalry_brigade", "b@0101 men=500"), 80),  # everywhere: b is out of sight
            (Board(NINE, "A@0505", "b@0505 arrives=17", map={"hex_km": 10}), 6),  # one step costs 100 of 120
            (Board(NINE, "A@0505", "b@0405"), 44),
            (Board(NINE, "A@0505", "b@0405 men=2000"), 46),
            (Board(VALLEY, "A@0202", "b@0701 men=500"), 18),
            (Board(VALLEY, "A@0202", "b@0701 men=500", map=RIVER), 13),
        ],
    )
    def test_hexes_reached_in_a_watch(self, board: Board, hexes: int) -> None:
        view = board.view(0)
        assert len(list(engine.paths(board.world, view, board.unit("A")))) == hexes

    @pytest.mark.parametrize(
        ("units", "counts"),
        [
            (
                ("A@0102", "b@0303"),
                (18, 284),
            ),  # seven hexes, four for the unit where it stands, six about formations, the end of the phase
            (("A@0102", "B@0202 type=engineer_regiment men=900", "c@0302"), (30, 764)),
            (("A@0202 type=cavalry_brigade", "b@0302 type=militia", "c@0303 men=1500"), (22, 381)),
        ],
    )
    def test_sequences_of_orders(self, units: tuple[str, ...], counts: tuple[int, int]) -> None:
        rows = """
            . . .
            . r .
            . . h
        """
        board = Board(rows, *units, map={"rivers": [{"sides": ["0202 se", "0202 s"]}]})
        assert tuple(sequences(board.turn, depth) for depth in (1, 2)) == counts


def sequences(turn: Turn, depth: int) -> int:
    """How many sequences of ``depth`` legal orders there are."""
    orders = engine.legal(turn.world, engine.observe(turn.world, turn.state, turn.state.active_side))
    if depth == 1:
        return len(orders)
    total = 0
    for order in orders:
        after = engine.resume(turn.world, turn.state, turn.seed)
        engine.submit(after, order)
        total += sequences(after, depth - 1)
    return total
