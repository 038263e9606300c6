"""From a file to the world and the starting position."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from game.core.board import Edge, HexColumn, Kit, SideColumn, SourceColumn
from game.core.kinds import Bridge, Status
from game.core.luck import stable_key
from game.core.numbers import Number
from game.core.options import OPTIONS
from game.core.state import Clock, Crossing, F, GameState, Place, Rail, U
from game.resources import known_scenarios
from game.scenario.load import check, from_spec, load
from game.scenario.problems import ScenarioError
from game.scenario.rules import standard_rules

DATA = Path(__file__).parent / "data"
VALLEY = DATA / "valley.yaml"
TINY = DATA / "tiny.yaml"


@pytest.fixture(scope="module")
def valley():
    return load(VALLEY)


@pytest.fixture(scope="module")
def siege():
    return load(VALLEY, entry="the-siege")


def edge(scenario, layer, number, direction):
    grid = scenario.world.grid
    return int(scenario.world.board.edges[layer, grid.index(number), direction])


def column(scenario, layer, number):
    return int(scenario.world.board.hexes[layer, scenario.world.grid.index(number)])


def unit(scenario, id):
    return scenario.start.units[:, scenario.world.unit_index[id]]


def test_the_world_has_what_the_file_says(valley):
    world = valley.world
    assert (world.label.id, world.label.en, world.label.zh) == ("valley", "The valley", "河谷")
    assert [side.id for side in world.sides] == ["nat", "com"]
    assert world.calendar.start == date(1945, 10, 14)
    assert (world.calendar.days, world.calendar.nights, world.calendar.first) == (7, (False, True), (0, 1))
    assert (world.grid.columns, world.grid.rows, world.grid.hex_km10) == (8, 8, 33)
    assert list(world.formation_index) == ["nat-army", "nat-corps", "com-column", "com-district"]
    assert [formation.parent for formation in world.formations] == [-1, 0, -1, -1]
    assert [formation.group for formation in world.formations] == ["column", "column", "guerrillas", "district"]
    facts = world.units[world.unit_index["com-1b"]]
    assert (facts.type, facts.symbol, facts.echelon) == ("infantry_brigade", "infantry", "brigade")
    assert (facts.side, facts.group) == (1, "guerrillas")
    assert facts.key == stable_key("com-1b")
    assert world.options == OPTIONS


def test_everything_is_contiguous_and_only_the_large_tables_are_narrow(valley):
    board = valley.world.board
    arrays = [*board, *(getattr(valley.start, block) for block in GameState.BLOCKS)]
    assert all(array.flags.c_contiguous for array in arrays)
    assert [name for name in board._fields if getattr(board, name).dtype != np.int64] == ["edges", "near"]
    assert all(getattr(valley.start, block).dtype == np.int64 for block in GameState.BLOCKS)


def test_terrain_places_and_walls(valley):
    assert column(valley, HexColumn.DEFENCE, "0302") == 1200 * 1200 // 1000  # a city in the hills
    assert column(valley, HexColumn.DEFENCE, "0307") == 1100
    assert column(valley, HexColumn.HIGH, "0302") == 1
    assert column(valley, HexColumn.WALLED, "0307") == 1
    assert column(valley, HexColumn.WORKS, "0307") == 2
    assert column(valley, HexColumn.STACK, "0101") == 1500 * 33**2 * 8660 // 1_000_000
    assert column(valley, HexColumn.STACK, "0307") == 1500 * 33**2 * 8660 // 1_000_000 * 1500 // 1000
    assert column(valley, HexColumn.STACK, "0707") == 0
    assert column(valley, HexColumn.FRONTAGE, "0101") == 4000 * 33 * 57735 // 1_000_000


def test_countryside(valley):
    helped = [column(valley, HexColumn.COUNTRYSIDE, number) for number in ("0101", "0108", "0307", "0306")]
    assert helped == [1, 0, 0, 0]
    assert valley.world.board.sides[SideColumn.COUNTRYSIDE].tolist() == [0, 1000]
    assert valley.world.board.sides[SideColumn.CARRY].tolist() == [300, 400]


def test_what_a_step_costs_depends_on_the_hex_entered(valley):
    assert edge(valley, Edge.FOOT, "0103", 0) == 33
    assert edge(valley, Edge.FOOT, "0403", 0) == 66  # hills
    assert edge(valley, Edge.FOOT, "0304", 0) == 33 * 750 // 1000
    assert edge(valley, Edge.CAVALRY, "0304", 0) == edge(valley, Edge.FOOT, "0304", 0)
    assert edge(valley, Edge.FOOT, "0706", 3) == -1  # water
    assert edge(valley, Edge.FOOT, "0101", 0) == -1  # the map's edge


def test_lorries_keep_to_roads(valley):
    assert edge(valley, Edge.MOTOR, "0304", 0) == 33
    assert edge(valley, Edge.MOTOR, "0103", 0) == 33 * 800 // 250


def test_rivers_and_rails_are_stored_from_both_hexes(valley):
    for layer in (Edge.CROSSING, Edge.RAIL, Edge.ROAD, Edge.RIVER):
        table = valley.world.board.edges[layer]
        for hex in range(valley.world.grid.size):
            for direction in range(6):
                there = valley.world.grid.step(hex, direction)
                assert there < 0 or table[hex, direction] == table[there, (direction + 3) % 6]


def test_streams_rivers_and_bridges(valley):
    brook = edge(valley, Edge.CROSSING, "0602", 0)
    assert edge(valley, Edge.RIVER, "0602", 0) == 0
    assert valley.start.crossings[Crossing.BRIDGE, brook] == Bridge.NONE
    crossing = edge(valley, Edge.CROSSING, "0305", 0)
    assert edge(valley, Edge.RIVER, "0305", 0) == 1
    assert valley.start.crossings[Crossing.BRIDGE, crossing] == Bridge.STANDING
    assert valley.start.crossings[Crossing.BRIDGE].sum() == Bridge.STANDING


def test_wrecked_railway(valley):
    assert valley.start.rails[Rail.WRECKED, edge(valley, Edge.RAIL, "0302", 0)] == 1
    assert valley.start.rails[Rail.WRECKED].sum() == 1
    assert valley.start.rails.shape[1] == 7


def test_places_sources_and_depots(valley):
    assert valley.start.places[Place.HOLDER].tolist() == [0, 1]
    sources = valley.world.board.sources
    assert [label.id for label in valley.world.sources] == ["nat-rail", "com-base", "nat-depot"]
    assert sources[SourceColumn.CAPACITY].tolist() == [30000, 20000, -1]
    assert sources[SourceColumn.RAIL].tolist() == [1, 0, 0]
    assert sources[SourceColumn.SIDE].tolist() == [0, 1, 0]


def test_units_stand_as_the_file_says(valley):
    brigade = unit(valley, "com-1b")
    assert brigade[U.STATUS] == Status.READY
    assert brigade[U.HEX] == valley.world.grid.index("0302")
    assert brigade[[U.MEN, U.INITIAL, U.GUNS, U.DUG]].tolist() == [5000, 5000, 0, 2]
    assert brigade[[U.QUALITY, U.COHESION, U.STOCK]].tolist() == [700, 900, 600]
    assert brigade[[U.ARRIVAL_DAY, U.HELD_UNTIL, U.GHOST_HEX]].tolist() == [-1, -1, -1]
    assert unit(valley, "nat-2d")[U.QUALITY] == 550
    assert unit(valley, "nat-2d")[U.HELD_UNTIL] == 3
    assert unit(valley, "nat-hq")[U.HELD_UNTIL] == 7


def test_loyalty_is_the_formation_s_own_or_its_clique_s(valley):
    spec = json.loads(json.dumps(valley.spec))
    army, column, _ = spec["scenario"]["order_of_battle"]
    army["clique"] = "northwest"
    army["formations"][0] |= {"loyalty": 45, "agents": True}
    column |= {"clique": "communist", "families": True}
    made = from_spec(spec)
    assert [formation.clique for formation in made.world.formations] == ["northwest", "northwest", "communist", ""]
    assert made.start.formations[F.LOYALTY].tolist() == [600, 450, 1000, 800]
    assert made.start.formations[F.AGENTS].tolist() == [0, 1, 0, 0]
    assert made.start.formations[F.FAMILIES].tolist() == [0, 0, 1, 0]
    assert made.start.formations[F.SIDE].tolist() == [0, 0, 1, 1]


def test_a_later_entry_changes_how_a_commander_stands(valley):
    spec = json.loads(json.dumps(valley.spec))
    corps = spec["scenario"]["order_of_battle"][0]["formations"][0]
    corps |= {"agents": True}
    change = {"loyalty": 30, "agents": False, "contact": True}
    entry, day = next(iter(spec["scenario"]["entries"])), F.CONTACT
    spec["scenario"]["entries"][entry]["formations"] = {corps["id"]: change}
    made = from_spec({**spec, "entry": entry})
    number = made.world.formation_index[corps["id"]]
    column = made.start.formations[:, number]
    assert (column[F.LOYALTY], column[F.AGENTS], column[day]) == (300, 0, made.start.day)
    assert from_spec({**spec, "entry": None}).start.formations[F.CONTACT, number] == -1


def test_the_commanders_of_handan():
    """Clique, loyalty and agents of every formation with units of its own."""
    made = load("handan")
    loyalty, agents, families = made.start.formations[[F.LOYALTY, F.AGENTS, F.FAMILIES]].tolist()
    leading = {unit.formation for unit in made.world.units}
    said = {
        formation.label.id: (formation.clique, loyalty[number] // 10, agents[number])
        for number, formation in enumerate(made.world.formations)
        if number in leading and formation.side == 0
    }
    assert said == {
        "nat-11wz": ("northwest", 60, 0),
        "nat-right": ("northwest", 60, 0),
        "nat-40a": ("northwest", 60, 0),
        "nat-30a": ("northwest", 60, 0),
        "nat-n8a": ("northwest", 45, 1),
        "nat-32a": ("central", 65, 0),
        "nat-3a": ("central", 80, 0),
        "nat-16a": ("central", 80, 0),
        "nat-92a": ("central", 80, 0),
        "nat-94a": ("central", 80, 0),
        "nat-sun": ("puppet", 40, 1),
        "nat-county-garrisons": ("puppet", 40, 0),
        "nat-rear": ("central", 80, 0),
    }
    communists = {(formation.group, formation.clique) for formation in made.world.formations if formation.side == 1}
    assert communists == {("regulars", "communist"), ("militia", "militia")} and not any(families)
    people = made.world.units[made.world.unit_index["nat-hpa"]]
    assert made.world.formations[people.formation].label.id == "nat-n8a", "it went over with the New 8th Army"


def test_arrivals_wait(valley):
    division = unit(valley, "nat-3d")
    assert division[[U.STATUS, U.HEX]].tolist() == [Status.WAITING, -1]
    assert division[[U.ARRIVAL_DAY, U.ARRIVAL_WATCH]].tolist() == [2, 1]
    assert division[U.ARRIVAL_HEX] == valley.world.grid.index("0308")


def test_kit(valley):
    kit = {row.label.id: valley.world.board.kit[:, number] for number, row in enumerate(valley.world.units)}
    assert kit["nat-3d"][Kit.MOVE_CLASS] == 2
    assert kit["com-1b"][[Kit.LIGHT, Kit.NIGHT, Kit.ZONES]].tolist() == [1, 1, 1]
    assert kit["nat-1d"][Kit.NIGHT] == 0
    assert kit["nat-hq"][[Kit.NIGHT, Kit.HEADQUARTERS]].tolist() == [1, 1]
    assert kit["com-militia"][[Kit.DOMESTIC, Kit.ZONES]].tolist() == [1, 0]


def test_victory_objectives_and_events(valley):
    world = valley.world
    losses, hold, junction = world.victory.terms
    assert (losses.side, losses.group, losses.neutral, losses.per) == (0, "column", 5000, 100)
    assert (hold.side, hold.place, hold.points, hold.in_supply) == (0, 1, 50, True)
    assert (junction.group, junction.other_group, junction.points) == ("guerrillas", "district", 5)
    assert [level.at for level in world.victory.levels][:2] == [50, 0]
    assert world.victory.levels[-1].at < -(10**9)
    goals = [(goal.side, goal.place, goal.group) for goal in world.objectives]
    assert goals == [(0, 1, ""), (1, 0, ""), (1, -1, "column")]
    march, fall, ring = world.events
    assert (march.first_day, march.last_day, march.condition, march.units) == (1, 1, "reached", (0, 1, 2, 3))
    assert march.hex == world.grid.index("0304")
    assert (fall.first_day, fall.last_day, fall.condition, fall.side) == (3, 4, "taken", 0)
    assert (ring.condition, ring.units, ring.hex, ring.label.confidence) == ("encircled", (3,), -1, "estimate")
    assert world.documented["losses"]["nat"]["captured"] == 4000


def test_an_entry_begins_later(valley, siege):
    assert siege.start.clock[Clock.DAY] == 3
    assert unit(siege, "nat-1d")[[U.HEX, U.MEN, U.INITIAL, U.COHESION, U.GUNS]].tolist() == [
        siege.world.grid.index("0303"),
        6500,
        6500,
        600,
        12,
    ]
    assert unit(siege, "nat-hq")[U.HELD_UNTIL] == -1
    assert unit(siege, "com-militia")[[U.STATUS, U.HEX, U.MEN]].tolist() == [Status.GONE, -1, 0]
    assert siege.start.places[Place.HOLDER].tolist() == [0, -1]
    assert siege.start.crossings[Crossing.BRIDGE, edge(siege, Edge.CROSSING, "0602", 0)] == Bridge.IMPROVISED
    assert [level.label.id for level in siege.world.victory.levels] == ["won", "lost"]
    assert siege.hash != valley.hash


def test_who_was_due_before_an_entry_is_there(siege):
    division = unit(siege, "nat-3d")
    assert division[[U.STATUS, U.ARRIVAL_DAY]].tolist() == [Status.READY, -1]
    assert division[U.HEX] == siege.world.grid.index("0308")


def test_an_entry_by_name(siege):
    assert load(f"{VALLEY}@the-siege").hash == siege.hash


def test_unknown_entry():
    with pytest.raises(ScenarioError, match="unknown entry 'the-sieg'; did you mean 'the-siege'"):
        load(VALLEY, entry="the-sieg")


def test_numbers_come_from_the_rules_then_the_file_then_the_player(valley):
    assert valley.world.numbers[Number.NIGHT_ATTACK] == 800
    assert valley.world.numbers[Number.WATCH_SHARE] == standard_rules().number(Number.WATCH_SHARE)
    changed = load(VALLEY, overrides={"night_attack": 900, "low_luck": 1, "fog": False})
    assert changed.world.numbers[Number.NIGHT_ATTACK] == 900
    assert changed.world.options == OPTIONS | {"fog": 0, "low_luck": 1}
    assert changed.hash != valley.hash


def test_a_single_watch_has_the_whole_day():
    assert load(TINY).world.numbers[Number.WATCH_SHARE] == 1000
    assert load(TINY, overrides={"watch_share": 900}).world.numbers[Number.WATCH_SHARE] == 900


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"night_atack": 1}, "override: night_atack: unknown number of the rules or option 'night_atack'; did you"),
        ({"fog": 2}, "override: fog: found 2; the option is 0 or 1"),
        ({"river": "1"}, "override: river: found '1'; it must be a whole number"),
        ({"river": -1}, "override: river: found -1; it must lie in 0 to 1000000"),
    ],
)
def test_wrong_overrides(overrides, message):
    with pytest.raises(ScenarioError) as caught:
        load(TINY, overrides=overrides)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("entry", [None, "the-siege"])
def test_a_save_rebuilds_the_same_scenario(entry):
    first = load(VALLEY, entry, {"river": 400, "low_luck": 1})
    second = from_spec(json.loads(json.dumps(first.spec)))
    assert second.hash == first.hash
    assert second.spec == first.spec
    assert second.start.digest() == first.start.digest()
    assert all(np.array_equal(ours, theirs) for ours, theirs in zip(first.world.board, second.world.board, strict=True))
    assert second.world.victory == first.world.victory
    assert second.world.units == first.world.units
    assert second.world.options == first.world.options


def test_a_save_does_not_depend_on_the_rules_file(monkeypatch):
    first = load(TINY)
    monkeypatch.setattr("game.scenario.rules.asset", lambda name: Path("nowhere"))
    assert from_spec(first.spec).hash == first.hash


@pytest.mark.parametrize("data", [{}, {"scenario": 1, "entry": None, "options": 3, "rules": {}}])
def test_a_foreign_save(data):
    with pytest.raises(ScenarioError, match="the saved scenario: it was not made by this program"):
        from_spec(data)


def test_a_save_with_an_unknown_entry():
    with pytest.raises(ScenarioError, match="unknown entry 'x'"):
        from_spec({**load(TINY).spec, "entry": "x"})


def test_the_hash_is_of_the_content(tmp_path):
    text = TINY.read_text(encoding="utf-8")
    plain = load(TINY).hash
    file = tmp_path / "other.yaml"
    file.write_bytes(b"\xef\xbb\xbf# a comment\r\n" + text.replace("\n", "\r\n").encode())
    assert load(file).hash == plain
    file.write_text(text.replace("men: 8000", "men: 8001"), encoding="utf-8")
    assert load(file).hash != plain


def test_exchanging_the_sides_changes_the_hash(tmp_path):
    text = TINY.read_text(encoding="utf-8")
    nat, com = "  nat: {name: Blue}\n", "  com: {name: Red, colour: red}\n"
    file = tmp_path / "other.yaml"
    file.write_text(text.replace(nat + com, com + nat), encoding="utf-8")
    assert load(file).hash != load(TINY).hash


@pytest.mark.parametrize("name", [path.stem for path in (Path(__file__).parent.parent / "scenarios").glob("*.yaml")])
def test_shipped_scenarios_are_right(name):
    file = known_scenarios()[name]
    assert [str(problem) for problem in check(file) if problem.severity == "error"] == []


def test_loading_starts_neither_the_compiler_nor_a_window():
    code = "import sys, game.scenario.load as d; d.load(sys.argv[1]); print({'numba', 'pygame'} & set(sys.modules))"
    command = [sys.executable, "-c", code, str(TINY)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent)
    assert run.stdout.strip() == "set()"


def test_files_are_called_after_scenario_entry_and_changes(tmp_path: Path) -> None:
    """So that games of an entry do not meet those of the whole campaign in one file, nor a copy's the original's."""
    assert load(VALLEY).stem == "valley"
    assert load(VALLEY, "the-siege", {"sight": 1}, ["dark"]).stem == "valley-the-siege-dark-sight-1"
    copy = tmp_path / "mypass.yaml"
    copy.write_bytes(VALLEY.read_bytes())
    assert load(copy).stem == "mypass" and from_spec(load(copy).spec).stem == "valley"
