"""`hebei explain`: scenarios and saves, and messages for what it is asked in vain."""

import re
from pathlib import Path

import pytest

import game
from tests.conftest import Run

SCENARIO = """
format: 1
id: ford
title: The Ford
calendar: {start: 1945-10-14, end: 1945-10-17, watches: [day]}
sides:
  red: {name: Red}
  blue: {name: Blue}
map: {hex_km: 3, rows: [".....", ".....", "....."]}
supply:
  sources: [{id: base, name: Base, side: red, at: "0101", kind: base, capacity: 20000}]
order_of_battle:
  - id: red-army
    name: {en: Red Army, zh: 红军}
    side: red
    kind: army
    commander: Chen
    units:
      - id: red-1
        name: {en: 1st Division, zh: 第1师}
        type: infantry_division
        men: 6000
        at: "0201"
        aliases: [The First]
  - id: blue-army
    name: Blue Army
    side: blue
    kind: army
    commander: Liu
    units:
      - {id: blue-1, name: 9th Division, type: infantry_division, men: 4321, at: "0301"}
      - {id: blue-2, name: 10th Division, type: infantry_division, men: 4000, at: "0503"}
victory:
  favours: red
  terms: []
  levels: [{id: won, at: 1, name: Won}, {id: lost, name: Lost}]
"""


@pytest.fixture
def run(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the program on a wide terminal in a folder with a small scenario: exit status, output, errors."""
    monkeypatch.setenv("COLUMNS", "200")
    Path("ford.yaml").write_text(SCENARIO, encoding="utf-8")
    return run


@pytest.fixture
def save(run: Run) -> str:
    """Two days of a game."""
    assert run("watch", "ford.yaml", "--days", "2", "--save", "ford.hebei", "--no-map")[0] == 0
    return "ford.hebei"


@pytest.mark.parametrize("name", ["red-1", "1st Division", "第1师", "the first"])
def test_a_unit_by_any_of_its_names(run: Run, name: str) -> None:
    status, out, _ = run("explain", "ford.yaml", name)
    assert status == 0
    assert re.search(r"^─+ The 1st Division · Red Army · Red ─+$", out, re.MULTILINE)
    assert (
        "It is fed by the Base, 3 km by cart from hex 0101" in out
        and "The 1st Division against the 9th Division" in out
    )


def test_a_formation_with_its_table(run: Run) -> None:
    status, out, _ = run("explain", "ford.yaml", "blue-army")
    assert status == 0 and re.search(r"9th Division +hex 0301 +4,321", out)


def test_a_hex(run: Run) -> None:
    status, out, _ = run("explain", "ford.yaml", "0301")
    assert status == 0 and "Blue: the 9th Division, 4,321 men." in out


def test_without_a_name_the_units_in_trouble(run: Run) -> None:
    status, out, _ = run("explain", "ford.yaml")
    assert status == 0 and "Troubles on Sunday, 14 October 1945" in out


def test_a_side_is_told_what_it_knows(run: Run) -> None:
    status, out, _ = run("explain", "ford.yaml", "blue-army", "--side", "red")
    assert status == 0 and "4,321" not in out and re.search(r"10th Division +not in sight", out)


def test_in_chinese(run: Run) -> None:
    status, out, _ = run("explain", "ford.yaml", "red-1", "--lang", "zh")
    assert status == 0 and "第1师在0201格，6,000人" in out


@pytest.mark.parametrize("neighbour", ["blue-1", "0301"])
def test_one_neighbour(run: Run, neighbour: str) -> None:
    status, out, _ = run("explain", "ford.yaml", "red-1", "--against", neighbour)
    assert status == 0 and "The other way round:" in out and "march" not in out


def test_a_save_where_it_stopped_and_on_an_earlier_day(run: Run, save: str) -> None:
    before = Path(save).read_bytes()
    status, out, err = run("explain", save)
    assert (status, err) == (0, "") and "Troubles on Tuesday, 16 October 1945" in out
    status, out, _ = run("explain", save, "red-1", "--day", "1945-10-15")
    assert status == 0 and "14 October: " in out and "16 October: " not in out
    assert Path(save).read_bytes() == before


def test_a_save_in_the_middle_of_a_day(run: Run, save: str) -> None:
    lines = Path(save).read_bytes().splitlines(keepends=True)
    last = max(number for number, line in enumerate(lines) if line.startswith(b'{"day"'))
    Path(save).write_bytes(b"".join(lines[: last - 1]))
    status, out, _ = run("explain", save)
    assert status == 0 and "Troubles on Monday, 15 October 1945" in out


def test_a_save_of_other_rules_is_explained_from_its_positions(run: Run, save: str) -> None:
    text = Path(save).read_text(encoding="utf-8")
    Path(save).write_text(re.sub(r'"rules": ?\d+', '"rules":99', text, count=1), encoding="utf-8")
    status, out, err = run("explain", save, "red-1", "--day", "1945-10-15")
    assert status == 0 and "The 1st Division, in hex 0101: 5,573 men" in out and "14 October: " not in out
    assert "what moved cohesion and loyalty is not known" in err


BAD = [
    (["ford.yaml", "red-2"], r"nothing is called 'red-2'; did you mean 'red-1'\?"),
    (["ford.yaml", "0909"], r"hex 0909 is not on the map, which ends at 0503"),
    (["ford.yaml", "red-1", "--side", "rde"], r"--side rde: there is no such side; did you mean 'red'\?"),
    (["ford.yaml", "red-1", "--day", "1945-10-15"], r"--day 1945-10-15: ford\.yaml is a scenario; only a save has"),
    (["ford.yaml", "red-1", "--day", "soon"], r"--day: found 'soon'; a date is written 1945-10-24"),
    (["ford.yaml", "--against", "blue-1"], r"--against: name the unit whose fight it is about"),
    (["ford.yaml", "red-1", "--against", "blue-army"], r"--against: blue-army is a formation; name one of its units"),
    (["ford.yaml", "red-1", "--side", "red", "--against", "blue-2"], r"--against: blue-2 is not on the map, or not in"),
    (["frd.yaml"], r"there is no file frd\.yaml"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD, ids=[" ".join(arguments) for arguments, _ in BAD])
def test_a_bad_question_gets_a_message_and_status_2(run: Run, arguments: list[str], message: str) -> None:
    status, out, err = run("explain", *arguments)
    assert status == 2 and out == ""
    assert re.search(message, err), err


def test_a_day_outside_the_save(run: Run, save: str) -> None:
    status, _, err = run("explain", save, "red-1", "--day", "1945-10-20")
    assert status == 2 and "--day 1945-10-20: ford.hebei runs from 1945-10-14 to 1945-10-16" in err


def test_a_save_tells_what_a_formation_was_told_to_do(run: Run) -> None:
    session = game.Session(game.load("ford.yaml"), (None, "greedy"), save="told.hebei")
    goal = session.world.grid.index("0203")
    assert goal is not None
    session.give_intent(session.world.formation_index["red-army"], game.Intent(game.IntentKind.HOLD, goal, radius=1))
    status, out, _ = run("explain", "told.hebei", "red-army", "--side", "red")
    assert status == 0 and "The Red Army: hold hex 0203, within 1 hex." in out
    assert "Hold" not in run("explain", "told.hebei", "red-army", "--side", "blue")[1]


def test_a_save_whose_intents_were_edited_says_so(run: Run) -> None:
    session = game.Session(game.load("ford.yaml"), (None, "greedy"), save="told.hebei")
    session.give_intent(0, game.Intent(game.IntentKind.HOLD, 11))
    path = Path("told.hebei")
    path.write_text(path.read_text(encoding="utf-8").replace('"hold"', '"hald"'), encoding="utf-8")
    status, _, err = run("explain", "told.hebei", "red-army", "--side", "red")
    assert status == 2 and "told.hebei" in err and "unknown intent 'hald'" in err
