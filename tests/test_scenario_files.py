"""Finding, starting and upgrading scenario files, and the pages about them."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from game import resources
from game.resources import ScenarioNotFoundError, asset, find_scenario, known_scenarios, split_entry
from game.scenario.load import check, load
from game.scenario.new import BLANK, new_scenario
from game.scenario.problems import ScenarioError
from game.scenario.reference import json_schema, reference
from game.scenario.rules import standard_rules
from game.scenario.schema.history import CONDITIONS
from game.scenario.schema.track import WHERE
from game.scenario.schema.victory import Term
from game.scenario.snapped import as_written, snapped
from game.scenario.text.marks import read_text
from game.scenario.text.upgrade import upgrade

DATA = Path(__file__).parent / "data"
DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    """A working folder and a user's data folder of their own."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda *args, **kwargs: tmp_path / "data" / "hebei")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


def put(file, text=BLANK):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_path_comes_before_a_name(folders):
    file = put(Path("handan"))
    assert find_scenario("handan") == file
    assert find_scenario(folders / "work" / "handan") == folders / "work" / "handan"


def test_names_are_looked_for_here_then_at_the_users_then_in_the_package(folders):
    assert find_scenario("handan").parent.name == "scenarios"
    users = put(folders / "data" / "hebei" / "scenarios" / "handan.yaml")
    assert find_scenario("handan") == users
    here = put(Path("scenarios") / "handan.yml")
    assert find_scenario("handan") == here
    assert known_scenarios()["handan"] == here


def test_an_installed_package_brings_its_own_files(tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "site" / "game")
    put(tmp_path / "site" / "game" / "scenarios" / "inside.yaml")
    put(tmp_path / "site" / "assets" / "rules.yaml")
    assert find_scenario("inside") == tmp_path / "site" / "game" / "scenarios" / "inside.yaml"
    assert asset("rules.yaml") == tmp_path / "site" / "assets" / "rules.yaml"


def test_an_unknown_name_tells_what_was_searched():
    with pytest.raises(ScenarioNotFoundError) as caught:
        find_scenario("handam")
    message = str(caught.value)
    assert message.startswith(
        "no scenario is called 'handam'; did you mean 'handan'? known: handan, pingjin; searched: "
    )


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(ScenarioNotFoundError, match="there is no file mine"):
        find_scenario("mine.yaml")
    with pytest.raises(ScenarioNotFoundError, match="is a folder"):
        find_scenario(tmp_path)


def test_a_folder_of_the_same_name_hides_no_scenario():
    Path("handan").mkdir()
    assert find_scenario("handan") == known_scenarios()["handan"]


def test_an_entry_is_named_after_an_at():
    assert split_entry("handan@the-pocket") == ("handan", "the-pocket")
    assert split_entry("a@b/handan.yaml@the-pocket") == ("a@b/handan.yaml", "the-pocket")
    assert split_entry("handan") == ("handan", None)
    put(Path("odd@name.yaml"))
    assert split_entry("odd@name.yaml") == ("odd@name.yaml", None)


def test_a_new_scenario_is_right_and_short():
    file = Path("ford.yaml")
    new_scenario(file)
    assert check(file) == []
    assert len(BLANK.splitlines()) <= 40
    assert load(file).world.grid.size == 36


@pytest.mark.parametrize(
    ("name", "id", "title"),
    [
        ("valley", "valley", "Valley"),
        ("My_pass of 1945", "my-pass-of-1945", "My pass of 1945"),
        ("山谷", "scenario", "山谷"),
        ("1945-10-20", "1945-10-20", "1945 10 20"),
        ("true", "true", "True"),
        ("eastHopei", "easthopei", "EastHopei"),
        ("-x", "x", "X"),
        ("_", "scenario", "Scenario"),
    ],
)
def test_a_new_scenario_is_called_after_its_file(name, id, title):
    """Else all new ones would share the files of their results."""
    file = Path(f"{name}.yaml")
    new_scenario(file)
    made = load(file)
    assert (made.world.label.id, made.world.label.en, made.stem) == (id, title, name)


def test_a_new_scenario_as_a_copy():
    new_scenario(Path("mine.yaml"), copy_of="handan")
    assert Path("mine.yaml").read_bytes() == find_scenario("handan").read_bytes()


def test_nothing_is_overwritten():
    file = put(Path("mine.yaml"), "precious")
    with pytest.raises(FileExistsError, match="is there already; choose another name"):
        new_scenario(file)
    assert file.read_text(encoding="utf-8") == "precious"


def test_a_current_file_is_left_alone():
    file = put(Path("mine.yaml"))
    assert upgrade(file) == 1
    assert file.read_text(encoding="utf-8") == BLANK
    assert list(Path().iterdir()) == [file]


def test_an_old_file_climbs_step_by_step_and_keeps_its_comments():
    file = put(Path("mine.yaml"), "format: 1 # old\r\nwords: a\r\n")
    steps = {
        1: lambda text: text.replace("format: 1", "format: 2"),
        2: lambda text: text.replace("format: 2", "format: 3").replace("words", "names"),
    }
    assert upgrade(file, steps, current=3) == 1
    assert file.read_bytes() == b"format: 3 # old\r\nnames: a\r\n"
    assert Path("mine.yaml.bak").read_bytes() == b"format: 1 # old\r\nwords: a\r\n"
    assert sorted(Path().iterdir()) == [file, Path("mine.yaml.bak")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("format: 7\n", "this is format 7; this version reads up to format 1; get a newer version of the game"),
        ("id: x\n", "no format number was found"),
        ("format: true\n", "no format number was found"),
        ("- 1\n", "no format number was found"),
    ],
)
def test_what_cannot_be_upgraded(text, message):
    file = put(Path("mine.yaml"), text)
    with pytest.raises(ScenarioError, match=message):
        upgrade(file)
    assert file.read_text(encoding="utf-8") == text


def blocks(language):
    guide = (DOCS / "scenarios.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", guide, re.DOTALL)


def test_the_parts_in_the_guide_are_the_new_scenario():
    assert "".join(blocks("yaml")) == BLANK


def put_into(whole, part):
    """An example of the guide in its file: things that are there get its fields, others are added."""
    for key, value in part.items():
        there = whole.get(key)
        if isinstance(value, dict) and isinstance(there, dict):
            put_into(there, value)
        elif isinstance(value, list) and isinstance(there, list):
            known = {item["id"]: item for item in there if "id" in item}
            for item in value:
                put_into(known[item["id"]], item) if item.get("id") in known else there.append(item)
        else:
            whole[key] = value
    return whole


@pytest.mark.parametrize("example", blocks("yml"), ids=lambda example: example.partition(":")[0])
def test_the_examples_in_the_guide_fit_into_its_file(example):
    whole = put_into(read_text(BLANK, "ford.yaml").data, read_text(example, "the example").data)
    assert check(put(Path("ford.yaml"), yaml.safe_dump(whole, sort_keys=False, allow_unicode=True))) == []


def test_the_guide_names_every_condition_term_and_deed():
    """What can be written is told in a table or list of its own, and nothing else is."""
    guide = (DOCS / "scenarios.md").read_text(encoding="utf-8")
    conditions = re.findall(r"`\{(\w+): [A-Z]+(?=[,}])", guide)
    assert sorted(conditions) == sorted(CONDITIONS)
    assert re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE)[2:] == list(WHERE)
    terms = [get_args(term.model_fields["kind"].annotation)[0] for term in get_args(get_args(Term)[0])]
    assert sorted(re.findall(r"^- `(\w+)`: ", guide, re.MULTILINE)) == sorted(terms)


def test_the_messages_in_the_guide_are_real():
    file = Path("ford.yaml")
    text = BLANK.replace("colour: red", "color: red").replace('at: "0303"', "at: 0303")
    text = text.replace("infantry_brigade, men: 4000", "infantry_brigad, men: 4000")
    text = text.replace("commander: General Red, ", "")
    assert blocks("text") == ["".join(f"{problem}\n" for problem in check(put(file, text)))]


def test_the_guide_names_the_cliques_of_the_rules():
    guide = (DOCS / "scenarios.md").read_text(encoding="utf-8")
    listed = re.findall(r"([a-z]+) ([0-9]+)", guide[guide.index("The cliques and their loyalty") :].partition(".")[0])
    assert dict(listed) == {name: str(clique.loyalty) for name, clique in standard_rules().cliques.items()}


def test_the_snapped_lines_of_the_guide():
    river, road = snapped(put(Path("ford.yaml")))
    assert (river.block, river.id, river.name) == ("rivers", "ford", "Ford River")
    assert (river.chains[0][0], river.chains[0][-1]) == ("0104 n", "0605 n")
    assert (road.block, road.chains) == ("roads", [["0301", "0302", "0303", "0304", "0305", "0306"]])


def test_what_lines_became_can_be_written_in_their_place():
    """Each line stated exactly as it is shown gives the same map, also where the file has other errors."""
    before = snapped(put(Path("ford.yaml")))
    text = Path("ford.yaml").read_text(encoding="utf-8")
    shown = "\n".join(f"  {line}" for line in as_written(before))
    start, end = text.index("  rivers:"), text.index("  bridges:")
    Path("exact.yaml").write_text(f"{text[:start]}{shown}\n{text[end:]}".replace("at: crossing}", "at: crosing}"))
    assert [line.chains for line in snapped(Path("exact.yaml"))] == [line.chains for line in before]
    assert any("unknown place" in str(problem) for problem in check(Path("exact.yaml")))


def test_the_reference_page_is_current():
    page = (DOCS / "scenario-reference.md").read_text(encoding="utf-8")
    assert page == reference() + "\n", "print it anew: hebei schema --reference > docs/scenario-reference.md"


def test_every_field_is_explained():
    schema = json_schema()
    models = [schema, *schema["$defs"].values()]
    objects = [model.get("anyOf", [model])[-1] for model in models]
    fields = [item for model in objects for item in model["properties"].items()]
    silent = [name for name, field in fields if not field.get("description")]
    assert silent == []


def test_a_spot_tells_language_servers_what_it_can_be():
    words, pair = json_schema()["$defs"]["Road"]["properties"]["hexes"]["items"]["anyOf"]
    assert words["x-of"] == ["place"] and words["description"] and pair["description"]
    for good, bad in (("0306", "Crossing"), ("north-gate", "“0306”")):
        assert re.search(words["pattern"], good) and not re.search(words["pattern"], bad)


def test_the_schema_is_json():
    assert json.loads(json.dumps(json_schema()))["properties"]["format"]["const"] == 1


def test_the_json_schema_offers_what_is_written_and_no_null():
    """An editor completes with what a schema allows: null would be offered for every field that can be left out."""
    schema = json_schema()
    assert list(schema)[:2] == ["$schema", "title"]
    assert '"null"' not in json.dumps(schema) and ": null" not in json.dumps(schema)
    assert schema["$defs"]["Unit"]["properties"]["held_until"] == {
        "description": "A garrison that may not leave before that day.",
        "format": "date",
        "type": "string",
    }
    assert schema["properties"]["calendar"]["$ref"] == "#/$defs/Calendar"


def test_the_json_schema_completes_the_names_in_the_rules():
    """What an editor offers: types of units, kinds of places, numbers and options."""
    schema, rules = json_schema(), standard_rules()
    assert schema["title"] == "Hebei scenario"
    assert schema["$defs"]["Unit"]["properties"]["type"]["enum"] == list(rules.types)
    assert "town" in schema["$defs"]["Place"]["properties"]["kind"]["enum"]
    assert "night_attack" in schema["properties"]["rules"]["propertyNames"]["enum"]
    assert {"night_attack", "fog"} <= set(schema["$defs"]["Variant"]["properties"]["set"]["propertyNames"]["enum"])
