"""Every kind of message: valley.yaml is broken in one place, and everything that is then told is compared."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.scenario.lint.checks import lint
from game.scenario.lint.draft import Draft
from game.scenario.load import check, load, read
from game.scenario.problems import Problem, Report, ScenarioError, nearest, path_text
from game.scenario.roster import roster
from game.scenario.rules import standard_rules
from game.scenario.sayings import say
from game.scenario.shape.validate import validate
from game.scenario.survey.geography import survey
from game.scenario.text.marks import read_file, read_text

DATA = Path(__file__).parent / "data"
CASES = read_file(DATA / "messages.yaml").data


def broken(tmp_path, monkeypatch, case):
    text = (DATA / "valley.yaml").read_text(encoding="utf-8")
    assert text.count(case["replace"]) == 1
    monkeypatch.chdir(tmp_path)
    file = Path("broken.yaml")
    file.write_text(text.replace(case["replace"], case["by"]), encoding="utf-8")
    return file


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_message(tmp_path, monkeypatch, case):
    file = broken(tmp_path, monkeypatch, case)
    assert [str(problem) for problem in check(file)] == [f"broken.yaml:{line}" for line in case["says"]]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_only_errors_keep_a_scenario_from_loading(tmp_path, monkeypatch, case):
    file = broken(tmp_path, monkeypatch, case)
    if all(" warning: " in line for line in case["says"]):
        load(file)
        return
    with pytest.raises(ScenarioError) as caught:
        load(file)
    assert [str(problem) for problem in caught.value.problems] == [f"broken.yaml:{line}" for line in case["says"]]


RULES = standard_rules()
VALLEY = read_file(DATA / "valley.yaml").data


def paths_in(data: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*above, key)
        yield from paths_in(value, (*above, key))


def told_of(path: tuple[Any, ...], value: Any) -> list[Problem]:
    """What is told of the value at a path and below when it is another."""
    data = deepcopy(VALLEY)
    here: Any = data
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    report = Report("broken.yaml")
    validate(data, report)
    return [problem for problem in report.problems if problem.path.startswith(path_text(path))]


def test_for_every_mapping_an_example_shows_what_it_holds():
    mappings = [problem for path in paths_in(VALLEY) for problem in told_of(path, 5) if "a mapping" in problem.message]
    assert len(mappings) > 40
    for problem in mappings:
        example = problem.suggestion.partition("as in ")[2]
        path = next(path for path in paths_in(VALLEY) if path_text(path) == problem.path)
        shown = read_text(example, "example").data
        assert isinstance(shown, dict) and shown
        assert [
            str(each) for each in told_of(path, shown) if "unknown field" in each.message or "must" in each.message
        ] == []


@given(st.sampled_from(list(paths_in(VALLEY))), st.sampled_from(["?!", [[]], -7, None, {}]))
@settings(max_examples=60)
def test_what_is_told_beside_a_broken_value_does_not_follow_from_it(path, junk):
    """The rest is checked with something in its place, and the rest is right."""
    data = deepcopy(VALLEY)
    here: Any = data
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = deepcopy(junk)
    report = Report("broken.yaml")
    spec = validate(data, report)
    told = list(report.problems)
    if spec is not None and told:
        lint(Draft(spec, RULES, survey(spec, RULES, report), roster(spec), report))
        assert report.problems == told


def test_a_depot_that_no_line_reaches(tmp_path):
    """Off the railway and beyond the convoys."""
    text = (DATA / "valley.yaml").read_text(encoding="utf-8")
    text = text.replace("night_attack: 800", "convoy_range: 20").replace("nat, at: south}]", 'nat, at: "0605"}]')
    file = tmp_path / "far.yaml"
    file.write_text(text, encoding="utf-8")
    (problem,) = check(file)
    assert (problem.severity, problem.path) == ("warning", "supply.depots[0].at")
    assert problem.message == "no line reaches depot 'nat-depot': convoys come 2 km from a source, railway or depot"


@pytest.mark.parametrize(
    ("left", "warned"),
    [
        ("", ["sides.com"]),
        ('    - {id: com-base, name: Base, side: com, at: "0201", capacity: 20000}\n', []),
        ("  airdrops: [{id: lift, name: Lift, side: com, capacity: 3000}]\n", []),
    ],
)
def test_a_side_that_has_nothing_to_live_on(tmp_path, left, warned):
    """Neither a source nor an airlift, and no villages that would feed it."""
    text = (DATA / "valley.yaml").read_text(encoding="utf-8")
    source = '    - {id: com-base, name: Base, side: com, at: "0201", capacity: 20000}\n'
    file = tmp_path / "hungry.yaml"

    def told(text):
        file.write_text(text, encoding="utf-8")
        return [problem.path for problem in check(file) if problem.path.startswith("sides")]

    assert told(text.replace(source, left).replace(", countryside: 100", "")) == warned
    assert told(text.replace(source, "")) == []


def test_the_unbroken_file_is_right():
    assert check(DATA / "valley.yaml") == []
    assert read(DATA / "valley.yaml").id == "valley"


def test_reading_refuses_a_wrong_shape(tmp_path):
    file = tmp_path / "wrong.yaml"
    file.write_text("format: 1\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="'calendar' is missing"):
        read(file)


@pytest.mark.parametrize("content", ["- 1\n", "just words\n", "17\n"])
def test_a_scenario_is_a_mapping(tmp_path, content):
    file = tmp_path / "wrong.yaml"
    file.write_text(content, encoding="utf-8")
    assert "a scenario is a mapping that begins with `format: 1`" in str(check(file)[0])


def test_problems_as_json():
    problem = Problem("error", "a.yaml", 3, 5, "units[2].typ", say("unknown field"), nearest("typ", ["type"]))
    assert str(problem) == "a.yaml:3:5: units[2].typ: unknown field; did you mean 'type'?"
    assert problem.to_dict() == {
        "severity": "error",
        "file": "a.yaml",
        "line": 3,
        "column": 5,
        "path": "units[2].typ",
        "message": "unknown field",
        "suggestion": "did you mean 'type'?",
    }


def test_problems_come_once_and_in_the_order_of_the_file():
    report = Report("a.yaml", {(): (1, 1), ("b",): (2, 4), ("c",): (3, 4)})
    report.warning(("c",), say("doubtful"))
    report.error(("b", "deeper", 0), say("wrong"))
    report.error(("b", "deeper", 0), say("wrong"))
    assert [str(problem) for problem in report.sorted()] == [
        "a.yaml:2:4: b.deeper[0]: wrong",
        "a.yaml:3:4: warning: c: doubtful",
    ]


def test_suggestions():
    assert nearest("anyan", ["anyang", "handan"]) == "did you mean 'anyang'?"
    assert nearest("xyz", ["anyang", "handan"]) == "allowed: anyang, handan"
    assert nearest("xyz", [f"place-{number}" for number in range(40)]) == "40 names are known"
    assert nearest("xyz", []) == "none is known"


def test_paths():
    assert path_text(("units", 2, "arrives", "at")) == "units[2].arrives.at"
    assert path_text(()) == ""
