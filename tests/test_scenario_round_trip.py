"""What was loaded and is written loads to the same scenario; what makes no sense is told of, whatever it is."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.scenario.load import check, from_spec, load, plain, read
from game.scenario.problems import Report
from game.scenario.schema.forces import Unit
from game.scenario.schema.spec import Spec
from game.scenario.schema.types import Text
from game.scenario.shape.validate import validate
from game.scenario.text.marks import read_file, read_text

DATA = Path(__file__).parent / "data"


def written(spec: Spec) -> str:
    """A scenario as a file has it: JSON is YAML, too."""
    return json.dumps(plain(spec), ensure_ascii=False)


@pytest.mark.parametrize("name", ["tiny", "valley"])
def test_a_scenario_written_anew_is_the_same(tmp_path, name):
    file = tmp_path / "written.yaml"
    first = load(DATA / f"{name}.yaml", overrides={"river": 400})
    file.write_text(json.dumps(first.spec["scenario"]), encoding="utf-8")
    second = load(file)
    assert {**second.spec, "changes": {"set": {"river": 400}}} == first.spec, "the file has it as its own"
    assert second.hash == first.hash


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Cs"], exclude_characters="\u2028\u2029"))
traps = st.sampled_from(["0101", "no", "~", "", "1e3", "0o17", "1945-10-14", "a: b", "# x", "- y", "0x1", ".5", " x "])


@given(st.lists(words | traps, max_size=5), words | traps, words | traps)
def test_any_text_survives(aliases, note, chinese):
    spec = read(DATA / "tiny.yaml")
    army = spec.order_of_battle[0]
    army = army.model_copy(update={"aliases": aliases, "note": Text(en=note, zh=chinese), "name": Text(en=note)})
    changed = spec.model_copy(update={"order_of_battle": [army, *spec.order_of_battle[1:]]})
    again = validate(read_text(written(changed), "written").data, Report("written"))
    assert plain(again) == plain(changed)


@st.composite
def specs(draw):
    """The valley with some numbers, spots and flags drawn anew."""
    data = json.loads(json.dumps(plain(read(DATA / "valley.yaml"))))
    number = st.integers(0, 100)
    for formation in data["order_of_battle"]:
        formation |= {
            "loyalty": draw(st.none() | number),
            "agents": draw(st.booleans()),
            "families": draw(st.booleans()),
        }
        formation["clique"] = draw(st.sampled_from(["", "northwest", "communist"]))
        for unit in formation["units"]:
            unit |= {"cohesion": draw(number), "stock": draw(number), "men": draw(st.integers(1, 3000))}
            if draw(st.booleans()):
                unit["note"] = {"en": draw(words | traps), "zh": draw(words | traps)}
    data["places"]["north"]["at"] = draw(st.sampled_from(["0302", "0303", [36.5, 114.1]]))
    data["map"]["hex_km"] = draw(st.integers(30, 99)) / 10
    data["victory"]["terms"] = data["victory"]["terms"][: draw(st.integers(0, 3))]
    return Spec.model_validate(data)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(spec=specs())
def test_round_trips(tmp_path, spec):
    document = read_text(written(spec), "written")
    assert document.problems == []
    again = validate(document.data, Report("written"))
    assert plain(again) == plain(spec)
    assert plain(Spec.model_validate(json.loads(json.dumps(plain(spec))))) == plain(spec)


def test_json_round_trip():
    scenario = load(DATA / "valley.yaml", entry="the-siege")
    assert from_spec(json.loads(json.dumps(scenario.spec, ensure_ascii=False))).spec == scenario.spec


numbers = st.booleans() | st.integers() | st.floats()
near_misses = st.sampled_from(["0101", "yes", "7", "nat", "1945-10-15"])
keys = st.sampled_from(["at", "id", "kind", "x"])
junk = st.recursive(
    st.none() | numbers | st.text(max_size=5) | near_misses,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(data=st.data())
def test_any_value_anywhere_is_right_or_told_of(tmp_path, data):
    content = read_file(DATA / "valley.yaml").data
    node, key = content, data.draw(st.sampled_from(list(content)))
    while isinstance(node[key], dict | list) and node[key] and data.draw(st.booleans()):
        node = node[key]
        key = data.draw(st.sampled_from(list(node) if isinstance(node, dict) else range(len(node))))
    node[key] = data.draw(junk)
    file = tmp_path / "junk.yaml"
    file.write_text(json.dumps(content, default=str), encoding="utf-8")
    if all(problem.severity == "warning" for problem in check(file)):
        load(file)
        for entry in content["entries"] or ():
            load(file, entry)


def test_two_faults_of_one_list_are_both_told(tmp_path):
    content = read_file(DATA / "valley.yaml").data
    content["objectives"] = {"nat": [None, {}]}
    file = tmp_path / "junk.yaml"
    file.write_text(json.dumps(content, default=str), encoding="utf-8")
    assert {problem.path for problem in check(file)} >= {"objectives.nat[0]", "objectives.nat[1]"}


def test_an_id_of_the_wrong_shape_is_told_where_a_name_is_made_from_it(tmp_path):
    content = read_file(DATA / "valley.yaml").data
    content["supply"]["depots"] = [{"id": {"at": None, "kind": None}, "side": "nat", "at": "0101"}]
    file = tmp_path / "junk.yaml"
    file.write_text(json.dumps(content, default=str), encoding="utf-8")
    assert "supply.depots[0].id" in [problem.path for problem in check(file)]


def test_a_unit_has_the_defaults_of_the_reference():
    unit = Unit.model_validate({"id": "u", "name": "U", "type": "militia", "men": 1, "at": "0101"})
    assert (unit.cohesion, unit.stock, unit.guns, unit.dug) == (75, 80, 0, 0)
