"""Going by train in the window: by button and key, the station by a click. No display: events are posted."""

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.core.orders import RailMove
from game.core.refusal import Reason
from game.ui.content.rows import Action
from game.ui.content.unit_orders import orders_rows
from game.ui.keys import Action as Key
from game.ui.play.journeys import Journeys, TrainHint
from game.ui.play.marks import train_words
from game.ui.wishes import ByTrain
from tests.boards import scenario
from tests.desks import Desk, desk_of

ROWS = "\n".join(". . . . . . . ." for _ in range(5))
RAILS = {"rails": [{"hexes": [f"{column:02d}02" for column in range(1, 9)]}]}
TRAINS = [{"id": "trains", "name": "Trains", "side": "red", "capacity": 9000}]
A, B, C = range(3)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    units = ("A@0202 men=6000", "B@0202 men=4000", "C@0204 men=4000", "d@0805 men=900")
    made = desk_of(scenario(ROWS, *units, map=RAILS, troop_trains=TRAINS), tmp_path)
    yield made
    made.app.close()


def button(desk: Desk) -> Action | None:
    """The button of the selected units."""
    rows = orders_rows(desk.screen.table.situation())
    return next((row for row in rows if isinstance(row, Action) and row.text in ("Go by train", "乘火车")), None)


def call(desk: Desk) -> None:
    desk.key(pygame.K_t, pygame.KMOD_SHIFT)


def test_a_key_and_a_click_send_a_unit_off(desk: Desk) -> None:
    desk.screen.table.select((A,))  # the stronger B lies on top
    call(desk)
    assert desk.screen.table.by_train and isinstance(desk.screen.pointer.reach(), Journeys)
    desk.click(desk.at("0602"))
    assert desk.orders() == [RailMove(A, desk.screen.session.world.grid.index("0602"))]
    assert desk.where(A) == "0602" and not desk.screen.table.by_train


def test_the_button_says_how_far_and_how_many(desk: Desk) -> None:
    desk.screen.table.select((A,))  # the stronger B lies on top
    shown = button(desk)
    assert shown is not None and shown.wish == ByTrain() and shown.price == "7 hexes, room for 9,000"
    desk.screen.commands.carry_out(ByTrain())
    assert desk.screen.table.by_train and button(desk).on
    desk.click(desk.at("0702"), 3)
    assert desk.where(A) == "0702", "the right button serves as well"


def test_only_where_trains_call(desk: Desk) -> None:
    desk.click(desk.at("0204"))
    assert button(desk) is None
    call(desk)
    assert not desk.screen.table.by_train and "No railway runs through" in desk.screen.notice.words


def test_under_the_pointer_stands_what_the_trains_carry_or_why_not(desk: Desk) -> None:
    desk.screen.table.select((A,))  # the stronger B lies on top
    call(desk)
    ui, words = desk.screen.ui, desk.screen.table.words
    desk.move(desk.at("0602"))
    desk.pump()
    hint = desk.screen.pointer.hint()
    assert isinstance(hint, TrainHint) and len(hint.path) == 4
    assert "By train: 6,000 men; room for 9,000 today" in train_words(ui, words, hint, True)
    desk.move(desk.at("0604"))
    desk.pump()
    hint = desk.screen.pointer.hint()
    assert isinstance(hint, TrainHint) and hint.refusal is not None and hint.refusal.reason is Reason.NOT_ON_RAILWAY


def test_what_the_day_s_trains_do_not_carry_stays(desk: Desk) -> None:
    desk.screen.table.select((A, B))
    call(desk)
    desk.click(desk.at("0602"))
    assert (desk.where(A), desk.where(B)) == (
        "0602",
        "0202",
    ) and "have room for only 3,000 more men" in desk.screen.notice.words


def test_the_button_says_that_the_trains_are_full(desk: Desk) -> None:
    desk.screen.table.give([RailMove(B, desk.screen.session.world.grid.index("0702"))])
    desk.screen.table.select((A,))
    shown = button(desk)
    assert shown is not None and shown.wish is None and "room for only 5,000 more men" in shown.why
    call(desk)
    assert not desk.screen.table.by_train


def test_escape_and_another_selection_call_it_off(desk: Desk) -> None:
    desk.screen.table.select((A,))  # the stronger B lies on top
    call(desk)
    desk.key(pygame.K_ESCAPE)
    assert not desk.screen.table.by_train and desk.screen.table.units == (A,)
    call(desk)
    desk.screen.table.select((C,))
    assert not desk.screen.table.by_train and desk.orders() == []


def test_the_key_is_one_of_those_that_can_be_changed() -> None:
    assert Key("by_train") is Key.BY_TRAIN
