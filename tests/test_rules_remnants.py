"""Units of which a handful is left. Rulebook 5.11."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.events import Event, UnitDisbanded, UnitMerged
from game.core.kinds import Standing, Status, SupplyState
from game.core.state import ACCOUNTS, F, U
from game.session.results.detect import detect
from game.session.results.losses import losses_between
from game.session.words.text import Catalogue
from game.session.words.wording import tell_event
from tests.boards import Board, of_type

FIELD = """
    . . . . . . . . .
    . . . . . . . . .
    . . . . . . . . .
"""
FED = {"sources": [{"id": "west", "name": "West", "side": "red", "at": "0102", "capacity": 90_000}]}
STILL = {"straggle_broken": 0, "straggle": 0, "stragglers_return": 0, "wounded_return": 0}


def board(*units: str, **parts: object) -> Board:
    """Red stands at its source, blue far off; who straggles and recovers is left out."""
    return Board(FIELD, *units, "z@0902", supply=FED, rules=STILL, **{"formations": ["red-guard"], **parts})


def wear_down(made: Board, name: str, men: int, wounded: int = 0) -> None:
    """Of a unit's men so many are left and so many lie wounded; the others are dead."""
    lost = made.value(name, U.MEN) - men
    made.set(name, U.MEN, men)
    made.set(name, U.WOUNDED, wounded)
    made.set(name, U.KILLED, lost - wounded)


def dusk(made: Board) -> list[Event]:
    return [event for event in made.end_day() if isinstance(event, UnitMerged | UnitDisbanded)]


def test_its_men_and_guns_join_a_unit_beside_it_and_its_wounded_stay_behind() -> None:
    made = board("A@0202 men=6000 guns=40", "B@0102 men=5000 guns=30")
    wear_down(made, "A", 80, wounded=30)
    made.set("A", U.GUNS, 2)
    merged = UnitMerged(made.unit("A"), made.hex("0202"), -80, made.unit("B"), 5080, 32, 80)
    assert dusk(made) == [merged]
    assert made.where("A") == "" and made.value("A", U.STATUS) == Status.GONE
    assert [made.value("A", column) for column in (U.MEN, U.GUNS, U.WOUNDED, U.CAPTURED, U.ENROLLED)] == [
        0,
        0,
        30,
        0,
        -80,
    ]
    assert [made.value("B", column) for column in (U.MEN, U.GUNS, U.ENROLLED)] == [5080, 32, 80]


def test_they_straggle_where_nobody_stands_beside_it() -> None:
    made = board("A@0302 men=6000", "B@0102 men=5000")
    wear_down(made, "A", 80, wounded=30)
    assert dusk(made) == [UnitDisbanded(made.unit("A"), made.hex("0302"), 80, 30)]
    assert [made.value("A", column) for column in (U.MEN, U.STRAGGLED, U.CAPTURED)] == [0, 80, 30]
    assert made.value("A", U.STATUS) == Status.GONE


@pytest.mark.parametrize(("men", "wounded", "goes"), [(119, 0, True), (120, 0, False), (60, 60, False), (60, 59, True)])
def test_the_limit_is_a_share_of_the_men_at_the_start_with_the_wounded(men: int, wounded: int, goes: bool) -> None:
    made = board("A@0102 men=6000", "B@0102 men=5000")
    wear_down(made, "A", men, wounded)
    assert bool(dusk(made)) == goes


def test_who_was_small_from_the_start_stays() -> None:
    made = board("A@0102 men=50 type=militia", "B@0202 men=12", "C@0302 men=5000")
    assert dusk(made) == []


def test_its_own_formation_comes_first_and_then_the_strongest() -> None:
    made = board("A@0202 men=6000", "B@0102 men=3000", "C@0202 men=2000", "D@0302 men=9000 of=guard")
    wear_down(made, "A", 80)
    assert [event.into for event in of_type(dusk(made), UnitMerged)] == [made.unit("B")]
    made = board("A@0202 men=6000", "C@0202 men=2000 of=guard", "D@0302 men=9000 of=guard")
    wear_down(made, "A", 80)
    assert [event.into for event in of_type(dusk(made), UnitMerged)] == [made.unit("D")]


@pytest.mark.parametrize(
    ("column", "value"),
    [(U.STATUS, Status.ROUTED), (U.SUPPLY, SupplyState.LOW)],
)
def test_a_unit_that_is_routed_or_hungry_takes_nobody(column: U, value: int) -> None:
    made = board("A@0202 men=6000", "B@0102 men=5000")
    wear_down(made, "A", 80)
    made.set("B", column, value)
    assert of_type(dusk(made), UnitDisbanded) and made.value("B", U.MEN) == 5000


@pytest.mark.parametrize("kind", ["militia", "headquarters"])
def test_neither_militia_nor_headquarters_take_anybody(kind: str) -> None:
    made = board("A@0202 men=6000", f"B@0102 men=5000 type={kind}")
    wear_down(made, "A", 80)
    assert of_type(dusk(made), UnitDisbanded)


def test_remnants_do_not_join_each_other() -> None:
    made = board("A@0202 men=6000", "B@0102 men=5000")
    wear_down(made, "A", 80)
    wear_down(made, "B", 80)
    assert [event.unit for event in of_type(dusk(made), UnitDisbanded)] == [made.unit("A"), made.unit("B")]


def test_headquarters_and_those_who_stand_aside_are_left_alone() -> None:
    made = board("A@0202 men=6000 type=headquarters", "B@0102 men=5000", "C@0302 men=5000 of=guard")
    wear_down(made, "A", 20)
    wear_down(made, "C", 20)
    made.set("C", U.STATUS, Status.IDLE)
    made.set("red-guard", F.STANDING, Standing.ASIDE)
    assert dusk(made) == []


def test_nobody_joins_over_a_wall() -> None:
    made = board(
        "A@0202 men=6000", "B@0102 men=5000", map={"walls": [{"name": "Wall", "sides": ["0202 nw", "0202 sw"]}]}
    )
    wear_down(made, "A", 80)
    assert of_type(dusk(made), UnitDisbanded)


def test_with_nought_every_unit_stays() -> None:
    made = Board(FIELD, "A@0202 men=6000", "z@0902", supply=FED, rules={**STILL, "remnant": 0})
    wear_down(made, "A", 1)
    assert dusk(made) == []


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(0, 60)), min_size=4, max_size=4))
def test_men_are_conserved(left: list[tuple[int, int]]) -> None:
    made = board("A@0202 men=6000", "B@0102 men=6000", "C@0302 men=6000 of=guard", "D@0602 men=6000")
    for name, (men, wounded) in zip("ABCD", left, strict=True):
        wear_down(made, name, men, wounded)
    before = made.turn.state.copy()
    told = dusk(made)
    units = made.turn.state.units
    assert (units[list(ACCOUNTS)].sum(axis=0) == units[U.INITIAL] + units[U.ENROLLED]).all()
    assert units[U.ENROLLED].sum() == 0, "nobody is made of nothing"
    straggled = sum(event.straggled for event in of_type(told, UnitDisbanded))
    assert units[U.MEN].sum() == before.units[U.MEN].sum() - straggled
    lost, of_the_enemy = losses_between(before, made.turn.state)
    assert (lost.straggled, lost.gone_over, of_the_enemy.total) == (straggled, 0, 0)
    assert lost.total == straggled + lost.captured and lost.captured + lost.wounded_gone == units[U.CAPTURED].sum()


@pytest.mark.parametrize("beside", ["0102", "0502"])
def test_a_unit_that_is_no_more_counts_as_lost(beside: str) -> None:
    gone = {"id": "gone", "text": "A is no more.", "date": "1945-10-14", "when": {"lost": "red-a"}}
    made = board("A@0202 men=6000", f"B@{beside} men=5000", documented={"events": [gone]})
    start = made.turn.state.copy()
    wear_down(made, "A", 80)
    made.end_day()
    found = detect(made.world, start, made.turn.events)
    assert found.documented == {"gone": 0} and found.notable["lost:red-a"] == 0


@pytest.mark.parametrize(
    ("lang", "beside", "told"),
    [
        ("en", "0102", "The A, down to 80 men, broke up in hex 0202; they joined the B."),
        ("en", "0502", "The A, no more than a remnant, fell apart in hex 0202: 80 men straggled."),
        ("zh", "0102", "A仅余80人，在0202格撤销番号，并入B。"),
        ("zh", "0502", "A仅存残部，在0202格溃散，逃散80人。"),
    ],
)
def test_it_is_told(lang: str, beside: str, told: str) -> None:
    made = board("A@0202 men=6000", f"B@{beside} men=5000")
    wear_down(made, "A", 80)
    before = made.turn.state.copy()
    assert tell_event(Catalogue(lang, made.world), dusk(made)[0], before) == told
