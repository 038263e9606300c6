"""The editor's forms speak both languages: every field of a scenario file has a name and says what it means."""

import re
from collections.abc import Iterator

import pytest

from game.editor.form_rows import node_rows
from game.editor.forms import ask_for
from game.editor.said import Said
from game.editor.sheet import Sheet
from game.resources import LANGUAGES, bundled_scenarios
from game.scenario.new import BLANK
from game.scenario.reference import json_schema
from game.session.words.text import Texts
from game.ui.content.rows import Buttons, Cells, plain


def fields() -> Iterator[tuple[str, str]]:
    """Every field of every model, with what the schema says of it."""
    schema = json_schema()
    for model in (schema, *schema["$defs"].values()):
        for form in (model, *model.get("anyOf", ())):
            for name, field in form.get("properties", {}).items():
                yield name, " ".join(str(field.get("description", "")).split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_has_a_name_and_no_name_is_left_over(lang: str) -> None:
    """Some fields have another name below another field: ``bank.side``."""
    names = {name for name, _ in fields()}
    told = set(Texts(lang).entry("window.editor.fields"))
    assert {name for name in told if "." not in name} == names
    assert {part for name in told if "." in name for part in name.split(".")} <= names


def test_a_field_is_called_by_where_it_stands() -> None:
    said = Said(Texts("zh"))
    paths = (("map", "bridges", 0), ("places", "handan", "bank"), ("order_of_battle", 0))
    assert [said.field("side", path) for path in paths] == ["格边", "河岸", "所属方"]
    assert said.field("by", ("track", "intents", "nat", 3)) != said.field("by", ("documented", "events", 0, "when"))


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_what_the_schema_says_of_a_field_is_said_in_every_language_and_nothing_else(lang: str) -> None:
    said = {about for _, about in fields() if about}
    known = Texts(lang).of_schema
    assert said - set(known) == set(), "to be translated"
    assert set(known) - said == set(), "no field says this any more"
    for english, words in known.items():
        told = (sorted(re.findall("`[^`]+`", text)) for text in (english, words))
        assert next(told) == next(told), "what is written in a file is written so in every language"


def choices() -> Iterator[tuple[str, str]]:
    """Every word that a field of some model allows, and no other."""
    schema = json_schema()
    for model in (schema, *schema["$defs"].values()):
        for name, field in model.get("properties", {}).items():
            for form in (field, *field.get("anyOf", ())):
                words = [*form.get("enum", ()), form.get("const")]
                yield from ((name, word) for word in words if isinstance(word, str))


def test_what_can_be_chosen_is_told_in_chinese_beside_the_word_of_the_file() -> None:
    said, plain_said = Said(Texts("zh")), Said(Texts("en"))
    told = {(name, word): said.choice(name, word) for name, word in choices()}
    assert ("kind", "junction") in told and plain_said.choice("kind", "junction") != "junction"
    assert [key for key, words in told.items() if not re.fullmatch(f"{key[1]} \\(.*[\u4e00-\u9fff].*\\)", words)] == []
    known = {(name, word) for name, words in Texts("zh").entry("window.editor.values").items() for word in words}
    assert known <= set(told), "no field allows this any more"


def test_an_item_without_a_name_is_called_by_its_number() -> None:
    sheet = Sheet(BLANK).add(("map", "bridges"), {"side": "0204 n"})
    rows = node_rows(Said(Texts("zh")), sheet, ("map", "bridges", 1), [])
    assert plain(rows)[:2] == ["文件 › 地图 › 桥梁", "桥梁 2"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_can_be_added_is_told_by_the_key_of_the_reference_too(lang: str) -> None:
    rows = node_rows(Said(Texts(lang)), Sheet(BLANK), (), [])
    (more,) = (row for row in rows if isinstance(row, Buttons))
    keys = [button.wish.to[-1] for button in more.buttons]
    assert "entries" in keys
    assert all(key in button.hint for key, button in zip(keys, more.buttons, strict=True))


def test_a_form_explains_its_fields_in_the_language_of_the_window() -> None:
    unit = ("order_of_battle", 0, "units", 0)
    for lang, words in (("en", "Men present at the start."), ("zh", "开局时的人数。")):
        said, sheet = Said(Texts(lang)), Sheet(BLANK)
        rows = [row for row in node_rows(said, sheet, unit, []) if isinstance(row, Cells)]
        assert any(row.hint.startswith(words) for row in rows)
        assert words in ask_for(said, sheet, (*unit, "men")).lines


def test_items_of_a_list_that_share_their_kind_are_told_apart() -> None:
    """Four lines of a score that are all called "saved" tell nobody which is which."""
    text = (bundled_scenarios() / "pingjin.yaml").read_text(encoding="utf-8")
    rows = node_rows(Said(Texts("en")), Sheet(text, "pingjin.yaml"), ("victory", "terms"), [])
    told = [each for each in plain(list(rows)) if "saved" in each and "›" in each]
    assert len(told) == len({each.split("|")[1] for each in told}) > 1
