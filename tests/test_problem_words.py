"""What is wrong in a scenario file is told in both languages: every sentence is the key of its Chinese."""

import ast
import copy
import json
import pickle
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from game.editor.content import problem_rows
from game.editor.form_rows import node_rows
from game.editor.said import Said
from game.editor.sheet import EditError, Sheet
from game.resources import LANGUAGES
from game.scenario.load import examine
from game.scenario.problems import Problem, ScenarioError
from game.scenario.sayings import Saying, listed, say
from game.scenario.text.marks import read_file
from game.session.words.text import Texts
from game.ui.content.rows import plain
from game.ui.settings import Settings, write_settings
from tests.conftest import Run

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data"
VALLEY = (DATA / "valley.yaml").read_text(encoding="utf-8")
CASES = read_file(DATA / "messages.yaml").data
SAYINGS = "game.scenario.sayings"

UNTRANSLATED = {
    "game/editor/screen.py": ["self.said('fault', why=f'{type(error).__name__}: {error}')"],
    "game/scenario/shape/validate.py": ["kind.replace('_', ' ')"],
    "game/scenario/text/faults.py": ["problem"],
}
"""What is told as it is in every language: what the catalogue has said already, and what pydantic or PyYAML say where
nobody has found out how to bring them to it."""


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function of the sayings, with the file in which it stands."""
    for file in sorted((ROOT / "game").rglob("*.py")):
        tree, here = ast.parse(file.read_text(encoding="utf-8")), file.relative_to(ROOT).as_posix()
        imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == SAYINGS)
        if here.endswith("sayings.py") or any(alias.name == name for node in imports for alias in node.names):
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                    yield here, node


def own(lang: str) -> dict[str, str]:
    """The templates of a language without those that the fields of the schema bring."""
    data: dict[str, str] = read_file(ROOT / "assets" / "text" / f"problems.{lang}.yaml").data
    return data


def places(template: str) -> list[tuple[str | None, ...]]:
    return sorted((name, form, how) for _, name, form, how in Formatter().parse(template) if name is not None)


@pytest.fixture(scope="module")
def said() -> set[str]:
    """Every template of the program."""
    found = set()
    for file, call in calls("say"):
        template = call.args[0]
        assert isinstance(template, ast.Constant), f"{file}:{call.lineno}: a template is a plain text"
        assert isinstance(template.value, str) and len(call.args) == 1
        named = {place for place, _, _ in places(template.value)} if call.keywords else set()
        assert named == {keyword.arg for keyword in call.keywords}, f"{file}:{call.lineno}: its places are filled"
        found.add(template.value)
    return found


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_every_sentence_has_its_translation_and_no_translation_is_left_over(said: set[str], lang: str) -> None:
    assert len(said) > 300
    assert said - set(own(lang)) == set(), "to be translated"
    assert set(own(lang)) - said == set(), "nothing says this any more"


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_a_translation_has_the_same_places_and_names(lang: str) -> None:
    for english, words in own(lang).items():
        assert places(words) == places(english), english
        assert sorted(re.findall("`[^`]+`", words)) == sorted(re.findall("`[^`]+`", english)), english


def test_what_is_told_as_it_is_in_every_language_is_named_here() -> None:
    found: dict[str, list[str]] = {}
    for file, call in calls("Saying"):
        if len(call.args) == 1 and not file.endswith("sayings.py"):
            found.setdefault(file, []).append(ast.unparse(call.args[0]))
    assert found == UNTRANSLATED


NOT_OURS = ("text", "line", "example", "error")
"""Parts that are the author's words, the format's or Python's."""


def english_in(part: object, templates: dict[str, str]) -> Iterator[str]:
    """What of a saying stays English: templates that are not known, and words that came in beside them."""
    if not isinstance(part, Saying) or not part.template:
        yield from re.findall(r"[a-z]+ [a-z]+", str(part))
    else:
        yield from [] if part.template in templates else [part.template]
        for name, inner in part.parts.items():
            if name not in NOT_OURS:
                yield from english_in(inner, templates)


@pytest.mark.parametrize("lang", LANGUAGES[1:])
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_no_message_stays_english(case: dict[str, Any], lang: str) -> None:
    templates = Texts(lang).of_problems
    for problem in examine(VALLEY.replace(case["replace"], case["by"]), "broken.yaml").problems:
        assert list(english_in(problem.words, templates)) == []
        assert problem.told(templates) != str(problem)


def test_a_saying_tells_its_parts_too_and_stays_english_where_a_language_lacks_it() -> None:
    names = listed(["one", "two"])
    saying = say("found {names}; it costs {cost:g} {odd!r}", names=names, cost=2.0, odd="x")
    assert saying == "found one, two; it costs 2 'x'"
    templates = {saying.template: "{odd!r} {cost:g}：{names}", "{before}, {item}": "{before}、{item}"}
    assert saying.told(templates) == "'x' 2：one、two"
    assert saying.told({"{before}, {item}": "{before}、{item}"}) == saying


def test_braces_are_text_where_nothing_is_to_be_filled_in() -> None:
    assert say("write {en: ...}") == "write {en: ...}"
    assert say("found '{text}'", text="{0}").told({"found '{text}'": "“{text}”"}) == "“{0}”"


def test_an_error_that_travels_keeps_what_it_was_made_of() -> None:
    """As from a worker process."""
    error = ScenarioError([Problem("error", "a.yaml", 1, 2, "men", say("found {value}", value=3))])
    for other in (copy.deepcopy(error), pickle.loads(pickle.dumps(error))):
        assert (str(other), other.problems) == (str(error), error.problems)
        assert other.told({"found {value}": "此处是 {value}"}) == "a.yaml:1:2: men: 此处是 3"


@pytest.fixture
def broken(tmp_path: Path) -> str:
    text = VALLEY.replace("type: militia", "typ: militia").replace("commander: General N, ", "")
    (tmp_path / "broken.yaml").write_text(text, encoding="utf-8")
    return "broken.yaml"


class TestCheck:
    """`hebei check --lang zh`, and whatever else loads a scenario."""

    def test_it_tells_in_chinese_what_it_tells_in_english(self, run: Run, broken: str) -> None:
        status, english, _ = run("check", broken)
        assert status == 2
        assert english.splitlines() == [
            "broken.yaml:81:42: order_of_battle[2].units[0].typ: unknown field; did you mean 'type'?",
            "broken.yaml: 1 error, no warnings",
        ]
        status, chinese, _ = run("check", "--lang", "zh", broken)
        assert status == 2
        assert chinese.splitlines() == [
            "broken.yaml:81:42: order_of_battle[2].units[0].typ: 未知字段；是否应为“type”？",
            "broken.yaml: 错误 1，没有存疑",
        ]

    def test_a_warning_has_its_word(self, run: Run, tmp_path: Path) -> None:
        text = VALLEY.replace("{group: column, men: 21500", "{group: column, men: 25000")
        (tmp_path / "doubtful.yaml").write_text(text, encoding="utf-8")
        status, chinese, _ = run("check", "doubtful.yaml", "--lang=zh")
        assert status == 0
        assert " 存疑: documented.strengths[0].men: “column”各部队共 21500 人" in chinese
        assert chinese.endswith("doubtful.yaml: 没有错误，存疑 1\n")

    def test_json_is_the_same_in_every_language(self, run: Run, broken: str) -> None:
        english, chinese = (run("check", "--json", broken, "--lang", lang)[1] for lang in LANGUAGES)
        assert english == chinese
        assert json.loads(chinese)[0]["problems"][0]["message"] == "unknown field"

    @pytest.mark.parametrize("command", ["watch", "show", "batch"])
    def test_other_commands_tell_it_in_the_language_asked_for(self, run: Run, broken: str, command: str) -> None:
        lang = ["--lang", "zh"] if command != "batch" else []
        status, _, told = run(command, broken, *lang)
        assert status == 2
        assert ("未知字段" if lang else "unknown field") in told


@pytest.fixture
def set_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """The user's settings speak a language."""

    def choose(lang: str) -> None:
        folder = tmp_path / "config"
        folder.mkdir(exist_ok=True)
        monkeypatch.setattr("game.ui.settings.config_folder", lambda: folder)
        assert write_settings(Settings(lang=lang)) == ""

    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setattr("game.ui.saves.Shelf.open", classmethod(lambda cls: cls(tmp_path / "saves")))
    return choose


@pytest.mark.parametrize(
    ("settings", "asked", "words"),
    [
        ("zh", [], "未知字段"),
        ("en", [], "unknown field"),
        ("zh", ["--lang", "en"], "unknown field"),
        ("en", ["--lang=zh"], "未知字段"),
    ],
)
def test_what_opens_the_window_speaks_the_language_of_the_settings(
    run: Run, broken: str, set_to: Callable[[str], None], settings: str, asked: list[str], words: str
) -> None:
    set_to(settings)
    status, _, told = run("play", broken, *asked)
    assert status == 2 and words in told and broken in told


def test_other_commands_speak_english_whatever_the_settings(
    run: Run, broken: str, set_to: Callable[[str], None]
) -> None:
    set_to("zh")
    assert "unknown field" in run("watch", broken)[2]


class TestQuoted:
    """Saves and batches tell the faults of the scenario that they carry in the language asked for."""

    def test_a_save(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")  # a window can open
        run("new", "ford.yaml")
        assert run("watch", "ford.yaml", "--days", "1", "--no-map", "--save", "a.hebei")[0] == 0
        first, _, rest = (tmp_path / "a.hebei").read_text(encoding="utf-8").partition("\n")
        header = json.loads(first)
        header["scenario"]["scenario"]["titel"] = header["scenario"]["scenario"]["map"]["rovers"] = 1
        (tmp_path / "a.hebei").write_text(json.dumps(header) + "\n" + rest, encoding="utf-8")
        for command in (["watch", "a.hebei"], ["replay", "a.hebei"], ["play", "a.hebei"]):
            status, _, told = run(*command, "--lang", "zh")
            assert status == 2 and "a.hebei:1: 其中的剧本无法使用：" in told and told.count("未知字段") == 2
            assert "a.hebei:1: its scenario cannot be used: " in run(*command, "--lang", "en")[2]

    def test_a_batch(self, run: Run, tmp_path: Path) -> None:
        run("new", "ford.yaml")
        assert run("batch", "ford.yaml", "--games", "1", "--days", "1", "--out", "a.sqlite")[0] == 0
        with closing(sqlite3.connect(tmp_path / "a.sqlite")) as connection, connection:
            ((spec,),) = connection.execute("SELECT value FROM batch WHERE name = 'spec'").fetchall()
            changed = json.loads(spec)
            changed["scenario"]["titel"] = 1
            connection.execute("UPDATE batch SET value = ? WHERE name = 'spec'", (json.dumps(changed),))
        status, _, told = run("watch", "a.sqlite#0", "--lang", "zh")
        assert status == 2 and told.startswith("a.sqlite: 本版程序无法使用其中的剧本：") and "未知字段" in told
        assert "its scenario cannot be used by this version" in run("watch", "a.sqlite#0")[2]


def test_a_thousand_problems_are_told_one_below_the_other() -> None:
    problems = [Problem("error", "a.yaml", line, 2, "men", say("found {value}", value=line)) for line in range(1, 3001)]
    told = ScenarioError(problems).told(Texts("zh").of_problems).splitlines()
    assert len(told) == 3000 and told[-1].startswith("a.yaml:3000:2: men: ")


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "unknown field; did you mean 'type'?"), ("zh", "未知字段；是否应为“type”？")]
)
def test_the_editor_tells_it_in_the_language_of_the_window(lang: str, words: str) -> None:
    text = VALLEY.replace("type: militia", "typ: militia")
    problems, said = examine(text, "valley.yaml").problems, Said(Texts(lang))
    assert any(row.endswith(words) for row in plain(problem_rows(said, problems, is_late=False)))
    unit = ("order_of_battle", 2, "units", 0)
    assert words in plain(node_rows(said, Sheet(text), unit, problems))


def test_what_the_editor_cannot_change_it_says_in_the_language_of_the_window() -> None:
    with pytest.raises(EditError) as caught:
        Sheet("a: words\n").add(("a",), "more")
    assert Said(Texts("en")).complaint(caught.value).startswith("line 1: this is laid out so that")
    assert Said(Texts("zh")).complaint(caught.value) == "第 1 行的写法只能用文本编辑器修改"
