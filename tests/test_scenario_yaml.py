"""The YAML reader: what plain words mean, marks, and everything that it refuses."""

from datetime import date
from itertools import pairwise

import pytest
import yaml

from game.scenario.problems import ScenarioError
from game.scenario.text import marks
from game.scenario.text.marks import read_data, read_file, read_text


def read(text):
    return read_text(text, "f.yaml")


def refusal(text):
    with pytest.raises(ScenarioError) as caught:
        read(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0711", 711),
        ("12:30", "12:30"),
        ("3:1", "3:1"),
        ("NO", "NO"),
        ("no", "no"),
        ("on", "on"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("-7", -7),
        ("+7", 7),
        ("1_000", "1_000"),
        ("0x1F", 31),
        ("0o17", 15),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("1945-10-14", date(1945, 10, 14)),
        ("1945-10-14 12:00:00", "1945-10-14 12:00:00"),
        ('"0711"', "0711"),
        ("'no'", "no"),
        ("邯郸", "邯郸"),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_plain_words_follow_yaml_1_2(text, value):
    read_value = read(f"key: {text}\n").data["key"]
    assert read_value == value
    assert type(read_value) is type(value)


def test_infinity_and_not_a_number_are_numbers():
    assert read("a: -.inf").data["a"] == float("-inf")
    assert read("a: .nan").data["a"] != read("a: .nan").data["a"]


def test_merge_keys_mean_nothing():
    assert read('"<<": {a: 1}').data == {"<<": {"a": 1}}


def test_marks_count_from_one():
    document = read("a: 1\nb:\n  - {c: 邯郸, d: 2}\n")
    assert document.values["a",] == (1, 4)
    assert document.keys["b",] == (2, 1)
    assert document.values["b", 0] == (3, 5)
    assert document.keys["b", 0, "d"] == (3, 13)
    assert document.values["b", 0, "d"] == (3, 16)


def test_windows_and_old_mac_line_ends():
    for end in ("\r\n", "\r"):
        document = read(f"a: 1{end}b: 'x{end}  y'{end}")
        assert document.data == {"a": 1, "b": "x y"}
        assert document.keys["b",] == (2, 1)


def test_byte_order_mark(tmp_path):
    file = tmp_path / "bom.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\n")
    document = read_file(file)
    assert document.data == {"a": 1}
    assert document.keys["a",] == (1, 1)


def test_the_slow_parser_reads_the_same(monkeypatch):
    text = "a: [0711, NO, '邯郸', 1945-10-14]\nb: {c: ~, d: x}\n"
    fast = read(text)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert read(text) == fast


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "f.yaml: the file is empty; `hebei new FILE` writes a scenario to start from"),
        (" \n\n", "f.yaml: the file is empty; `hebei new FILE` writes a scenario to start from"),
        ("# a\n# b\n", "f.yaml: the file holds nothing but comments"),
        ("a: 1\n---\nb: 1\n", "f.yaml:2:1: a second YAML document begins here; a scenario is one document"),
        ("a: &x 1", "f.yaml:1:4: a: anchors and aliases (& and *) are not used here; write the value out"),
        ("a: *x", "f.yaml:1:4: a: anchors and aliases (& and *) are not used here; write the value out"),
        ("&x a: 1", "f.yaml:1:1: anchors and aliases (& and *) are not used here; write the value out"),
        ("a: !!python/none x", "f.yaml:1:4: a: tags such as tag:yaml.org,2002:python/none are not used here"),
        ("? [a]\n: 1", "f.yaml:1:3: a key must be a word; quote it if it is one"),
        ("a: b: c", "f.yaml:1:5: not YAML: a colon stands where no name can begin; quote text that holds a colon"),
        ("\ta: 1", "f.yaml:1:1: not YAML: a tab stands here; indent with spaces"),
        ("a: [1\nb: 2", "f.yaml:2:2: not YAML: "),
        ("a: \x01", "f.yaml: a character that YAML does not allow: #x0001"),
        ("[" * 40, "f.yaml:1:32: [0][0][0]: nested more than 30 levels deep; no scenario needs that"),
    ],
)
def test_refusals(text, message):
    if getattr(yaml, "CSafeLoader", None) is None and "not YAML" in message:
        pytest.skip("the words are libyaml's")
    assert refusal(text).startswith(message)


def test_a_bomb_does_not_go_off():
    layers = (f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in pairwise("abcdefghijklmnop"))
    assert "anchors and aliases" in refusal("a: &a [x, x, x]\n" + "".join(layers))


def test_too_many_values(monkeypatch):
    monkeypatch.setattr(marks, "MAX_VALUES", 100)
    assert "more than 100 values" in refusal("[" + "1," * 200 + "]")


def test_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(marks, "MAX_BYTES", 1_000_000)
    file = tmp_path / "large.yaml"
    file.write_bytes(b"a" * 1_000_001)
    with pytest.raises(ScenarioError, match="larger than 1 MB"):
        read_file(file)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("title: 邯郸战役，平汉战役".encode("gb18030"), "it may be GB18030 .* save the file as UTF-8"),
        ("title: Die Straße über Köln".encode("latin-1"), "this is no UTF-8 text; save the file as UTF-8"),
        ("title: Münster ÄÖÜß".encode("latin-1"), "this is no UTF-8 text; save the file as UTF-8"),
        ("title: Привет".encode("cp1251"), "this is no UTF-8 text; save the file as UTF-8"),
        ("title: 邯郸".encode("utf-16"), "the file is UTF-16; save it as UTF-8"),
        (b"PK\x03\x04\x00\x00", "this is no text file: it holds zero bytes"),
        (b"a: 1\nb: \xff\xff", ":2:4: this is no UTF-8 text; save the file as UTF-8"),
    ],
)
def test_other_encodings(tmp_path, raw, message):
    file = tmp_path / "other.yaml"
    file.write_bytes(raw)
    with pytest.raises(ScenarioError, match=message):
        read_file(file)


def test_what_stands_beside_an_error_is_still_read():
    document = read("a: 1\na: 2\nb: 1945-02-30\n3: x\n")
    assert document.data == {"a": 1, "b": "1945-02-30", "3": "x"}
    assert [str(problem) for problem in document.problems] == [
        "f.yaml:2:1: a: 'a' stands twice in this mapping; it stands first in line 1",
        "f.yaml:3:4: b: 1945-02-30 is no day of the calendar; February 1945 has 28 days",
        'f.yaml:4:1: 3: a key must be text, not 3; write "3"',
    ]


def test_data_in_which_nothing_may_be_wrong(tmp_path):
    file = tmp_path / "data.yaml"
    file.write_text("a: 1\n", encoding="utf-8")
    assert read_data(file) == {"a": 1}
    file.write_text("a: 1\na: 2\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="'a' stands twice"):
        read_data(file)
