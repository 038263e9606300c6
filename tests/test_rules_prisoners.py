"""Prisoners who join the ranks of those who took them. Rulebook 5.10."""

import pytest

from game.core.events import PrisonersCounted, PrisonersEnlisted
from game.core.kinds import Activity, Status, SupplyState
from game.core.state import ACCOUNTS, Camp, S, U
from game.session.words.text import Catalogue
from game.session.words.wording import tell_event
from tests.boards import BLUE, RED, Board, of_type

ROW = ". . . . . . . . ."
SIDES = {"red": {"name": "Red", "enlists": True}, "blue": {"name": "Blue"}}
RULES = {"enlist_days": 2, "enlist_share": 500}
FED = {"sources": [{"id": "west", "name": "West", "side": "red", "at": "0101", "capacity": 90_000}]}


def board(*units: str, **rules: int) -> Board:
    """Red, with a source, enlists half its prisoners after two days; blue stands far off and enlists nobody."""
    ours = units or ("A@0101 men=5000",)
    made = Board(ROW, *ours, "z@0901", sides=SIDES, supply=FED, rules=RULES | rules, days=9)
    for name in (unit[0] for unit in ours):
        made.set(name, U.INITIAL, 6000)
        made.set(name, U.KILLED, 6000 - made.value(name, U.MEN))
    return made


def capture(made: Board, men: int) -> None:
    """So many of blue's men are red's prisoners."""
    made.set("z", U.MEN, made.value("z", U.MEN) - men)
    made.set("z", U.CAPTURED, made.value("z", U.CAPTURED) + men)


def enlisted(made: Board) -> list[PrisonersEnlisted]:
    return of_type(made.end_day(), PrisonersEnlisted)


def test_a_share_joins_so_many_days_after_the_dawn_that_counted_them() -> None:
    made = board()
    capture(made, 1000)
    assert enlisted(made) == []
    assert made.turn.state.camps[:, made.turn.state.day].tolist() == [1000, 0]
    assert enlisted(made) == []
    assert enlisted(made) == [PrisonersEnlisted(RED, (made.unit("A"),), (500,), (5500,), (500,), 500)]
    assert (made.value("A", U.MEN), made.value("A", U.ENROLLED)) == (5500, 500)
    assert enlisted(made) == []


def test_they_stay_captured_and_nobody_is_made_of_nothing() -> None:
    made = board()
    capture(made, 1000)
    for _ in range(3):
        made.end_day()
    units = made.turn.state.units
    assert made.value("z", U.CAPTURED) == 1000
    assert (units[list(ACCOUNTS)].sum(axis=0) == units[U.INITIAL] + units[U.ENROLLED]).all()
    assert int(units[U.ENROLLED].sum()) == made.turn.state.sides[S.ENLISTED, RED] == 500


def test_units_with_gaps_share_them_by_what_they_lack_and_grow_no_larger_than_they_were() -> None:
    made = board("A@0101 men=5800", "B@0201 men=5400", "C@0201 men=6000")
    capture(made, 4000)
    for _ in range(2):
        made.end_day()
    (event,) = enlisted(made)
    assert dict(zip(event.units, event.men, strict=True)) == {made.unit("A"): 6000, made.unit("B"): 6000}
    assert event.in_all == 800


def test_who_finds_no_place_waits_for_one() -> None:
    made = board("A@0101 men=6000")
    capture(made, 1000)
    for _ in range(3):
        assert enlisted(made) == []
    made.set("A", U.MEN, 5900)
    made.set("A", U.KILLED, 100)
    (event,) = enlisted(made)
    assert event.men == (6000,) and event.in_all == 100


def test_the_wounded_keep_their_places() -> None:
    made = board("A@0101 men=5000", wounded_return=0)
    made.set("A", U.KILLED, 100)
    made.set("A", U.WOUNDED, 900)
    capture(made, 1000)
    for _ in range(2):
        made.end_day()
    assert enlisted(made)[0].men == (5100,)


@pytest.mark.parametrize(
    ("column", "value"),
    [(U.ACTIVITY, Activity.DEFENCE), (U.STATUS, Status.ROUTED), (U.COHESION, 900)],
)
def test_only_units_in_hand_that_fought_no_battle_take_them(column: U, value: int) -> None:
    made = board()
    capture(made, 1000)
    for _ in range(2):
        made.end_day()
    made.set("A", U.COHESION, 100)
    made.set("A", column, value)
    assert bool(enlisted(made)) == (column is U.COHESION)


def test_hungry_or_encircled_units_take_nobody() -> None:
    """Blue stands across the only way to them."""
    made = Board(ROW, "A@0901 men=5000", "z@0501 men=9000", sides=SIDES, supply=FED, rules=RULES, days=9)
    made.set("A", U.INITIAL, 6000)
    made.set("A", U.KILLED, 1000)
    capture(made, 1000)
    for _ in range(3):
        assert enlisted(made) == []
    assert made.value("A", U.ENCIRCLED) and made.value("A", U.SUPPLY) >= SupplyState.STRAINED


@pytest.mark.parametrize("kind", ["militia", "headquarters"])
def test_neither_militia_nor_headquarters_do(kind: str) -> None:
    made = board(f"A@0101 men=5000 type={kind}")
    capture(made, 1000)
    assert [enlisted(made) for _ in range(3)] == [[], [], []]


def test_a_side_that_does_not_enlist_holds_its_prisoners() -> None:
    made = board("A@0101 men=5900")
    made.set("A", U.MEN, 4900)
    made.set("A", U.CAPTURED, 1000)
    made.set("z", U.INITIAL, 9000)
    made.set("z", U.KILLED, 4000)
    assert [enlisted(made) for _ in range(4)] == [[]] * 4
    assert made.turn.state.camps[Camp.TAKEN_1, made.turn.state.day] == 1000


def test_where_nobody_enlists_nobody_counts() -> None:
    made = Board(ROW, "A@0101", "z@0901", days=5)
    capture(made, 1000)
    assert made.turn.state.camps.size == 0
    assert of_type(made.end_day(), PrisonersCounted) == []


def test_whom_a_side_holds_is_its_own_secret() -> None:
    made = board()
    capture(made, 1000)
    made.end_day()
    assert made.view(RED).camps[:, made.turn.state.day].tolist() == [1000, -1]
    assert made.view(BLUE).camps[:, made.turn.state.day].tolist() == [-1, 0]
    assert made.view(BLUE).sides[S.ENLISTED, RED] == -1


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "500 prisoners joined the ranks of Red."), ("zh", "500名俘虏补入Red部队。")],
)
def test_it_is_told(lang: str, told: str) -> None:
    made = board()
    event = PrisonersEnlisted(RED, (made.unit("A"),), (500,), (5500,), (500,), 500)
    assert tell_event(Catalogue(lang, made.world), event, made.turn.state) == told
