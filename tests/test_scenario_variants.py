"""Variants: named changes of fact, made to the scenario before it is built."""

import json
from pathlib import Path
from typing import Any

import pytest

from game.core.board import SourceColumn
from game.core.state import F, Place, Rail, U
from game.scenario.load import Scenario, check, from_spec, load, read
from game.scenario.problems import ScenarioError
from game.scenario.roster import roster
from game.scenario.variants import applied, clashes
from game.session.session import Session

VALLEY = Path(__file__).parent / "data" / "valley.yaml"


def unit(scenario: Scenario, id: str, column: U) -> int:
    return int(scenario.start.units[column, scenario.world.unit_index[id]])


@pytest.fixture(scope="module")
def plain() -> Scenario:
    return load(VALLEY)


@pytest.fixture(scope="module")
def free() -> Scenario:
    return load(VALLEY, variants=["free-hands"])


class TestWhatIsChanged:
    def test_a_formation_or_group_stands_for_its_units(self, plain: Scenario, free: Scenario) -> None:
        assert [unit(plain, id, U.HELD_UNTIL) > 0 for id in ("nat-2d", "nat-hq")] == [True, True]
        assert [unit(free, id, U.HELD_UNTIL) for id in ("nat-1d", "nat-2d", "nat-hq")] == [-1, -1, -1]

    def test_units(self, plain: Scenario, free: Scenario) -> None:
        assert (unit(plain, "com-1b", U.MEN), unit(free, "com-1b", U.MEN)) == (5000, 6000)
        assert free.world.grid.number(unit(free, "com-1b", U.HEX)) == "0402"
        assert unit(plain, "nat-3d", U.ARRIVAL_DAY) - unit(free, "nat-3d", U.ARRIVAL_DAY) == 1

    def test_formations(self, plain: Scenario, free: Scenario) -> None:
        formation = free.world.formation_index["com-column"]
        columns = [F.AGENTS, F.LOYALTY]
        assert free.start.formations[columns, formation].tolist() == [1, 500]
        assert plain.start.formations[columns, formation].tolist() != [1, 500]

    def test_places_sources_and_railways(self, plain: Scenario, free: Scenario) -> None:
        north = free.world.place_index["north"]
        assert free.start.places[Place.HOLDER, north] == 0 and plain.start.places[Place.HOLDER, north] == 1
        capacity = [each.world.board.sources[SourceColumn.CAPACITY, 1] for each in (plain, free)]
        assert capacity == [20_000, 25_000]
        assert [each.start.rails[Rail.WRECKED].any() for each in (plain, free)] == [True, False]

    def test_numbers_and_options(self, free: Scenario) -> None:
        assert free.spec["rules"]["numbers"]["night_attack"] == 900
        assert free.world.options["defections"] == 0

    def test_what_is_asked_for_by_name_goes_before(self) -> None:
        asked = load(VALLEY, variants=["free-hands"], overrides={"night_attack": 950, "defections": 1})
        assert asked.spec["rules"]["numbers"]["night_attack"] == 950 and asked.world.options["defections"] == 1

    def test_nothing_else(self, plain: Scenario) -> None:
        other = load(VALLEY, variants=["dark"])
        assert other.start.first_difference(plain.start) is None
        assert other.world.options != plain.world.options

    def test_units_that_were_to_come_can_be_there_and_the_other_way_round(self) -> None:
        spec = read(VALLEY)
        units = {"nat-3d": {"at": "0308"}, "com-2b": {"arrives": {"date": "1945-10-16", "at": "0101"}}}
        spec = type(spec).model_validate(
            {**spec.model_dump(mode="json", exclude_none=True), "variants": {"x": {"name": "X", "units": units}}}
        )
        rows = {row.model.id: row for row in roster(applied(spec, ["x"])).units}
        assert (rows["nat-3d"].at, rows["nat-3d"].model.arrives) == ("0308", None)
        assert rows["com-2b"].at is None and rows["com-2b"].model.arrives is not None


class TestEntries:
    def test_a_variant_holds_at_an_entry_too(self) -> None:
        siege, free = load(VALLEY, entry="the-siege"), load(f"{VALLEY}@the-siege", variants=["free-hands"])
        assert siege.start.places[Place.HOLDER].tolist() == [0, -1]
        assert free.start.places[Place.HOLDER].tolist() == [0, 0]
        assert unit(free, "nat-1d", U.MEN) == unit(siege, "nat-1d", U.MEN) == 6500, "what it does not speak of stays"

    def test_and_is_not_taken_back_by_it(self) -> None:
        changes: Any = {"units": {"nat-1d": {"men": 9000, "cohesion": 80}, "nat-hq": {"held_until": "1945-10-19"}}}
        spec = read(VALLEY)
        spec = type(spec).model_validate(
            {**spec.model_dump(mode="json", exclude_none=True), "variants": {"x": {"name": "X", **changes}}}
        )
        entry = applied(spec, ["x"]).entries["the-siege"]
        assert (entry.units["nat-1d"].men, entry.units["nat-1d"].cohesion, entry.units["nat-1d"].at) == (
            9000,
            80,
            "0303",
        )
        assert entry.units["nat-hq"].held is None and str(entry.units["nat-hq"].held_until) == "1945-10-19"


class TestTogether:
    def test_several_can_be_asked_for(self) -> None:
        both = load(VALLEY, variants=["free-hands", "dark"])
        assert both.spec["variants"] == ["free-hands", "dark"]
        assert (both.world.options["fog"], both.world.options["defections"]) == (0, 0)

    def test_those_that_contradict_each_other_are_refused(self, tmp_path: Path) -> None:
        file = tmp_path / "two.yaml"
        text, slow = VALLEY.read_text(encoding="utf-8"), "  slow:\n    name: Slow\n    units: {nat-1d: {held: true}}\n"
        file.write_text(text.replace("  dark:\n", slow + "  dark:\n"), encoding="utf-8")
        assert check(file) == []
        with pytest.raises(ScenarioError, match="free-hands and slow contradict each other; 'nat-1d' gets held false"):
            load(file, variants=["free-hands", "slow"])

    def test_clashes_are_found_field_by_field(self) -> None:
        spec = read(VALLEY)
        one = spec.variants["free-hands"]
        assert list(clashes([one, one], roster(spec))) == []

    def test_an_unknown_one_is_told_with_the_nearest(self) -> None:
        with pytest.raises(ScenarioError, match="unknown variant 'free-hand'; did you mean 'free-hands'"):
            load(VALLEY, variants=["free-hand"])

    @pytest.mark.parametrize(
        ("replace", "by", "where", "what"),
        [
            (
                'men: 6000, at: "0402"',
                "men: 60000",
                "134:76: variants.free-hands.units.com-1b.men",
                "60000 men stand in",
            ),
            ("days_later: -1", "days_later: -9", "134:57: variants.free-hands.units.nat-3d.days_later", "arrives on"),
            (
                "capacity: 25000",
                "at: south",
                "137:30: variants.free-hands.sources.com-base.at",
                "'com-base' feeds 'com'",
            ),
        ],
    )
    def test_what_it_makes_wrong_is_told_at_its_own_line(
        self, tmp_path: Path, replace: str, by: str, where: str, what: str
    ) -> None:
        file = tmp_path / "wrong.yaml"
        file.write_text(VALLEY.read_text(encoding="utf-8").replace(replace, by), encoding="utf-8")
        (told,) = check(file)
        assert f"wrong.yaml:{where}: " in str(told) and what in str(told)

    def test_what_it_makes_wrong_at_an_entry_too_is_told_once(self, tmp_path: Path) -> None:
        file = tmp_path / "wrong.yaml"
        text = VALLEY.read_text(encoding="utf-8").replace('men: 6000, at: "0402"}', 'at: "0909"}')
        file.write_text(
            text.replace("units: {nat-1d: {at", "units: {com-1b: {men: 4000}, nat-1d: {at"), encoding="utf-8"
        )
        assert [problem.path for problem in check(file)] == ["variants.free-hands.units.com-1b.at"]

    def test_what_cannot_be_played_is_refused(self, tmp_path: Path) -> None:
        file = tmp_path / "clash.yaml"
        file.write_text(VALLEY.read_text(encoding="utf-8").replace('at: "0402"', "at: south"), encoding="utf-8")
        load(file)
        (told,) = check(file)
        assert told.line == 134 and "variants.free-hands.units.com-1b.at: 'com-1b' stands in hex 0307" in str(told)
        with pytest.raises(ScenarioError, match="holds units of one side"):
            load(file, variants=["free-hands"])


class TestKept:
    def test_a_resolved_scenario_is_the_same_scenario(self, free: Scenario) -> None:
        again = from_spec(free.spec)
        assert (again.spec, again.hash) == (free.spec, free.hash)
        assert again.start.first_difference(free.start) is None

    def test_it_has_another_hash(self, plain: Scenario, free: Scenario) -> None:
        assert plain.hash != free.hash and plain.spec["variants"] == []

    def test_it_can_be_written_as_a_file_that_needs_no_variant(self, free: Scenario, tmp_path: Path) -> None:
        file = tmp_path / "written.yaml"
        file.write_text(json.dumps(free.spec["scenario"]), encoding="utf-8")
        again = load(file, overrides={"defections": 0})
        assert again.start.first_difference(free.start) is None
        assert set(read(file).variants) == {"dark"}

    def test_a_save_holds_it(self, free: Scenario, tmp_path: Path) -> None:
        from game.session.saves.save import read_save

        Session(free, (None, None), save=tmp_path / "game.hebei")
        assert read_save(tmp_path / "game.hebei").scenario.spec["variants"] == ["free-hands"]
