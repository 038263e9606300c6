"""What players choose, in kernels, against slow plain choosers on boards that hypothesis draws."""

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from game.core.board import Kit
from game.core.fog.observe import is_night
from game.core.kernels.appraise import strengths
from game.core.kernels.assault import plan_attacks
from game.core.kernels.column import column
from game.core.kernels.plan import GUARD, SEIZE, Fields, Weight, plan_moves
from game.core.kernels.posts import posts_of
from game.core.kernels.scene import scene
from game.core.kernels.strike import best_attack, best_quarry
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, HALF_ZONE, ZONE
from game.core.kernels.tactics import BARRED, NEVER, PREY, Brief, Manner, Task, _take_post, plan_marches  # noqa: PLC2701
from game.core.kernels.troops import Remembered, gatherings, troops
from game.core.state import Clock, F, U
from game.core.world import SIDES
from game.players.atlas import atlas_of
from game.players.ways import Ways
from tests import oracles, oracles_choice
from tests.boards import Board
from tests.oracles import Position
from tests.oracles_choice import Wishes
from tests.sketches import KINDS, LUCK


def melee(luck: int) -> Position:
    """A small board full of both sides, in any state, some without command and some in a ring."""
    rng = random.Random(luck)
    rows = "\n".join(" ".join(rng.choices("..hr", k=5)) for _ in range(4))
    hexes = [f"{column:02d}{row:02d}" for column in range(1, 6) for row in range(1, 5)]
    held = {hex: rng.choice("Aa") for hex in hexes[2:]} | {hexes[0]: "A", hexes[1]: "a"}
    words = []
    for first in "Aa":
        posts = [hex for hex in hexes if held[hex] == first]
        for letter in range(ord(first), ord(first) + 8):
            kind, guard = rng.choice(KINDS), rng.choice(("", "of=guard"))
            words.append(f"{chr(letter)}@{rng.choice(posts)} men=900 type={kind} {guard}")
    board = Board(rows, *words, formations=["red-guard", "blue-guard"], seed=luck)
    position, units = Position(board.world, board.turn.state), board.turn.state.units
    for unit in position.units():
        units[[U.MEN, U.QUALITY, U.COHESION], unit] = [rng.randrange(300, most) for most in (9000, 1000, 1000)]
        units[[U.UNLED, U.ENCIRCLED, U.ATTACKED], unit] = [rng.randrange(most) == 0 for most in (3, 2, 6)]
        units[U.DUG, unit] = rng.randrange(3)
    return position


def brief_of(position: Position, luck: int) -> Brief:
    """Tasks for everybody, drawn by luck."""
    rng, size = random.Random(luck), position.world.grid.size
    count = position.state.units.shape[1]
    fields = np.array([[rng.randrange(400) for _ in range(size)] for _ in range(2)], dtype=np.int32)
    ground = np.array([[rng.choice((0, PREY, PREY, PREY, BARRED)) for _ in range(size)] for _ in range(2)], np.int8)
    drawn = {
        Task.GROUP: (0, 0, 0, 1, 1, 1, -1),
        Task.FIELD: (0, 1, -1),
        Task.WAIT: (0, 0, 100),
        Task.MANNER: tuple(Manner),
        Task.FOCUS: (-1, *[rng.choice([position.of(unit, U.HEX) for unit in position.units()])] * 3),
        Task.LEAST: (0, 0, 0, 0, 100, 500, NEVER),
        Task.AHEAD: (0, 1),
    }
    tasks = np.array([[rng.choice(drawn[task]) for _ in range(count)] for task in Task], dtype=np.int64)
    return Brief(fields, ground, tasks)


@given(LUCK, st.sampled_from(SIDES), st.booleans(), st.sampled_from([0, 100, 300, 600]))
def test_good_attacks(luck: int, side: int, night: bool, least: int) -> None:
    world, state = position = melee(luck)
    rows = plan_attacks(world.board, state.units, state.crossings, side, state.day, night, least).tolist()
    found = [tuple(each for each in row if each >= 0) for row in rows]
    assert found == oracles_choice.good_attacks(position, side, night, least)


@given(LUCK, st.sampled_from(SIDES), st.booleans())
def test_the_best_attack_by_the_tasks(luck: int, side: int, night: bool) -> None:
    world, state = position = melee(luck)
    brief = brief_of(position, luck)
    found = best_attack(world.board, state.units, state.crossings, brief, (side, state.day, night)).tolist()
    assert tuple(found) == oracles_choice.best_attack(position, brief, side, night)


@given(LUCK, st.sampled_from(SIDES), st.booleans())
def test_the_focus_speaks_for_an_attack_on_it(luck: int, side: int, night: bool) -> None:
    """Also where another attack promises a little more, and nowhere else."""
    world, state = position = melee(luck)
    brief = brief_of(position, luck)
    for focus in oracles_choice.targets(position, side):
        brief.tasks[Task.FOCUS] = focus
        found = best_attack(world.board, state.units, state.crossings, brief, (side, state.day, night)).tolist()
        assert tuple(found) == oracles_choice.best_attack(position, brief, side, night)


@given(LUCK, st.sampled_from(SIDES))
def test_whom_a_group_goes_for_on_its_way(luck: int, side: int) -> None:
    world, state = position = melee(luck)
    fighters, hexes = position.units(side)[luck % 3 :: 3], sorted(oracles_choice.targets(position, side))
    men = np.zeros(world.grid.size, dtype=np.int64)
    for enemy in position.enemies(side):
        men[position.of(enemy, U.HEX)] += position.of(enemy, U.MEN)
    brief = brief_of(position, luck)
    quarry = brief.fields[0], brief.ground[0], men
    chosen, where = (np.array(each, dtype=np.int64) for each in (fighters, hexes))
    found = best_quarry((world.board.hexes, *world.grid.axial), state.units, chosen, quarry, where)
    assert found == oracles_choice.best_quarry(position, fighters, quarry, hexes)


@given(LUCK, st.sampled_from(SIDES))
def test_who_waits_for_whom_on_the_march(luck: int, side: int) -> None:
    """Those who are held, engaged or build bridges wait for nobody, and nobody for them or for stragglers."""
    world, state = position = melee(luck)
    members, rng = position.units(side)[luck % 4 :], random.Random(luck)
    state.units[U.HELD_UNTIL, rng.choice(members)] = state.day + 1
    field = np.array([rng.choice((0, 40, 90, 160, 240, 500, 900)) for _ in range(world.grid.size)], dtype=np.int32)
    look = np.array([rng.choice((0, 0, HALF_ZONE, FULL_ZONE)) for _ in range(world.grid.size)], dtype=np.int8)
    rules = world.board.numbers, world.board.kit
    found = column(rules, state.units, np.array(members), (field, look), state.day, world.grid.hex_km10)
    assert found == oracles_choice.column(position, members, field, look)


@given(LUCK, st.sampled_from(SIDES), st.integers(0, 2))
def test_the_posts_of_those_who_hold(luck: int, side: int, radius: int) -> None:
    world, state = position = melee(luck)
    board, enemies = world.board, position.enemies(side)
    chosen, centre = position.units(side)[luck % 3 :], luck % world.grid.size
    seen = scene(board, state.units, side)
    area = np.array([hex for hex in world.grid.disc(centre, radius) if oracles_choice.room(position, hex) > 0])
    terrain, facts = (board.near, board.hexes, *world.grid.axial), (state.units, seen.enemy_men, seen.steps)
    found = posts_of(terrain, facts, np.array(chosen), area, centre, side).tolist()
    assert enemies
    assert [tuple(row) for row in found] == oracles_choice.posts(position, side, chosen, centre, radius)


@given(LUCK, st.sampled_from(SIDES))
def test_the_picture_of_a_side_is_remembered_by_all_it_rests_on(luck: int, side: int) -> None:
    """Whatever changes of anybody: the same picture as one who sees it for the first time."""
    world, state = position = melee(luck)
    ways, rng = Ways(world, side), random.Random(luck)
    for number in U:
        state.units[number, rng.choice(position.units())] = rng.randrange(2)
        remembered, anew = ways.picture(state), scene(world.board, state.units, side)
        assert all((one == other).all() for one, other in zip(remembered, anew, strict=True)), number.name


@given(LUCK, st.sampled_from(SIDES), st.integers(0, 2))
def test_the_strengths_of_formations(luck: int, side: int, apart: int) -> None:
    world, state = position = melee(luck)
    rng, own = random.Random(luck), position.units(side)
    state.units[[U.SUPPLY, U.STOCK]] = [[rng.randrange(most) for _ in state.units[0]] for most in (4, 1000)]
    power = np.array([rng.choice((0, rng.randrange(3000))) for _ in state.units[0]])
    formations = sorted({position.of(unit, U.FORMATION) for unit in own})
    members = {each: [unit for unit in own if position.of(unit, U.FORMATION) == each] for each in formations}
    found = strengths(world.grid.axial, state.units, np.array(own), np.array(formations), power, apart).tolist()
    expected = [oracles_choice.strength(position, members[each], power.tolist(), apart) for each in formations]
    assert found == expected


@given(LUCK, st.sampled_from(SIDES), st.integers(1, 6))
def test_what_troops_are_taken_for(luck: int, side: int, ghost_days: int) -> None:
    """Enemies out of sight count where they were seen, each day less; own and lost ones off the map nowhere."""
    world, state = position = melee(luck)
    rng, units = random.Random(luck), state.units
    state.clock[Clock.DAY] = 9
    units[U.SUPPLY] = [rng.randrange(4) for _ in units[0]]
    for unit in rng.sample(position.units(), 6):
        units[U.GHOST_HEX, unit], units[U.GHOST_DAY, unit] = rng.choice((-1, units[U.HEX, unit])), rng.randrange(9)
        units[U.HEX, unit] = -1
    state.formations[F.SIDE] = [rng.randrange(2) for _ in state.formations[0]]
    men, share = ([rng.randrange(300, 1000) for _ in units[0]] for _ in range(2))
    roster, rules = atlas_of(world).roster, (world.board.kit, world.board.numbers)
    remembered, now = Remembered(np.array(men), np.array(share)), (side, state.day, ghost_days)
    found = troops(rules, (units, state.formations), roster, remembered, now)
    known = list(zip(men, share, strict=True))
    expected = [oracles_choice.troop(position, unit, side, known[unit], ghost_days) for unit in range(len(known))]
    assert [tuple(each) for each in np.array(found).T.tolist()] == expected


@given(LUCK, st.sampled_from(SIDES), st.integers(0, 2))
def test_who_stands_together(luck: int, side: int, apart: int) -> None:
    world, state = position = melee(luck)
    rng, units, chosen = random.Random(luck), state.units, position.enemies(side)[luck % 4 :]
    power = np.array([rng.choice((100, rng.randrange(3000))) for _ in units[0]])
    seen, roster = (units[U.HEX], units[U.MEN], power), atlas_of(world).roster
    members, rows = gatherings(world.grid.axial, units, roster, seen, np.array(chosen), apart)
    ends, known = rows[:, 0].cumsum()[:-1], [tuple(each) for each in np.array(seen).T.tolist()]
    found = [
        (*sorted(group.tolist()), *row[2:]) for group, row in zip(np.split(members, ends), rows.tolist(), strict=True)
    ]
    assert sorted(found) == oracles_choice.gathering(position, chosen, known, apart)


def wishes_of(position: Position, luck: int) -> Wishes:
    """Wishes of a side, drawn by luck."""
    rng, hexes = random.Random(luck), range(position.world.grid.size)
    goal, home = ([rng.randrange(1000) for _ in hexes] for _ in range(2))
    worth = [rng.choice((0, 0, 0, GUARD, SEIZE)) for _ in hexes]
    ring = [rng.choice((0, 0, 1)) for _ in hexes]
    return Wishes(goal, home, worth, ring, [rng.randrange(1, 1500) for _ in Weight])


@given(LUCK, st.sampled_from(SIDES))
def test_moves_of_a_side(luck: int, side: int) -> None:
    """Those who are nearest to a goal choose first; militia goes only for what it can seize."""
    world, state = position = melee(luck)
    wishes, night = wishes_of(position, luck), is_night(world, state)
    arrays = (np.array(each, dtype=kind) for each, kind in zip(wishes[:4], "qqbb", strict=True))
    weights, now = np.array(wishes.weights, dtype=np.int64), (side, state.day, night)
    rows = plan_moves(world.board, state.units, state.crossings, Fields(*arrays), weights, now).tolist()
    start = {unit: position.of(unit, U.HEX) for unit in position.units()}

    def score(unit: int, hex: int, cost: float) -> float:
        return oracles_choice.wish(position, unit, hex, cost, wishes, start)

    def has_errand(unit: int) -> bool:
        return oracles_choice.is_by(position, wishes.worth, start[unit], SEIZE)

    idle = [unit for unit in idlers(position, side) if not position.is_a(unit, Kit.DOMESTIC) or has_errand(unit)]
    idle = sorted(idle, key=lambda unit: wishes.goal[start[unit]])
    oracles_choice.check_marches(position, idle, rows, night, score)


def idlers(position: Position, side: int) -> list[int]:
    """Units that can march and have not in this watch."""
    free = [unit for unit in position.units(side) if oracles_choice.is_free(position, unit, side)]
    return [unit for unit in free if position.of(unit, U.MOVED_WATCH) <= 0]


@given(LUCK, st.sampled_from(SIDES))
def test_marches_by_the_tasks_where_no_enemy_is(luck: int, side: int) -> None:
    """The shortest way left counts, less a little for the way made; nobody enters what is barred or runs ahead."""
    world, state = position = melee(luck)
    brief, night = brief_of(position, luck), is_night(world, state)
    tasks, units = brief.tasks, state.units
    tasks[Task.FOCUS] = -1
    units[U.HEX, units[U.SIDE] != side] = -1
    rows = plan_marches(world.board, units, state.crossings, brief, (side, state.day, night)).tolist()
    start = {unit: position.of(unit, U.HEX) for unit in position.units()}

    def away(unit: int, hex: int) -> int:
        field = int(tasks[Task.FIELD, unit])
        return int(brief.fields[field, hex]) if field >= 0 else 0

    def is_barred(unit: int, hex: int) -> bool:
        return bool(brief.ground[tasks[Task.GROUP, unit], hex] & BARRED)

    def score(unit: int, hex: int, cost: float) -> float:
        here = start[unit]
        if is_barred(unit, hex):
            return -(10.0**9) if hex == here else -oracles.INFINITE
        if hex != here and away(unit, hex) < min(int(tasks[Task.WAIT, unit]), away(unit, here)):
            return -oracles.INFINITE
        return -int(cost) // 16 - away(unit, hex)

    idle = [unit for unit in idlers(position, side) if tasks[Task.GROUP, unit] >= 0]
    idle = [unit for unit in idle if tasks[Task.FIELD, unit] >= 0 or is_barred(unit, start[unit])]
    order = sorted(idle, key=lambda unit: away(unit, start[unit]))
    oracles_choice.check_marches(position, order, rows, night, score)


@given(LUCK, st.sampled_from(SIDES))
def test_marches_by_the_tasks_before_the_enemy(luck: int, side: int) -> None:
    """Whatever it is worth: everybody ends within reach, with room, off barred ground and not ahead of the others."""
    world, state = position = melee(luck)
    brief, night = brief_of(position, luck), is_night(world, state)
    rows = plan_marches(world.board, state.units, state.crossings, brief, (side, state.day, night)).tolist()
    ends = {row[0]: row[1 + row[1]] for row in rows}
    assert len(ends) == len(rows) and ends.keys() <= set(idlers(position, side))
    for unit, end in ends.items():
        group, field, wait = brief.tasks[[Task.GROUP, Task.FIELD, Task.WAIT], unit].tolist()
        here = position.of(unit, U.HEX)
        assert end in oracles.reach(position, unit, night) and end != here
        assert group >= 0 and not brief.ground[group, end] & BARRED
        if field >= 0:
            assert brief.fields[field, end] >= min(wait, brief.fields[field, here])
    for unit, end in ends.items():
        state.units[U.HEX, unit] = end
    for unit, end in ends.items():
        assert oracles_choice.men_in(position, end, unit) <= oracles_choice.room(position, end)


def test_a_post_that_is_taken_lays_a_full_zone_over_a_half_one() -> None:
    """Else a way back that was just shut would count as open."""
    board = Board("...\n...\n...", "A@0101", "b@0303")
    theirs = np.full(9, HALF_ZONE, np.int8)
    _take_post(board.world.board, theirs, board.hex("0202"), True)
    marks = dict(zip(range(9), theirs.tolist(), strict=True))
    post = marks.pop(board.hex("0202"))
    beside = [hex for hex in marks if board.world.grid.distance(hex, board.hex("0202")) == 1]
    assert post & ENEMY_THERE and {marks[hex] & ZONE for hex in beside} == {FULL_ZONE}
