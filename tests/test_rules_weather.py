"""Weather and seasons on the ground. Rulebook 4.12."""

from typing import Any

import pytest

from game.core.battle.forecast import forecast
from game.core.battle.losses import losses_left
from game.core.events import WeatherTurned
from game.core.kernels.reach import daily_budget
from game.core.orders import ForceMarch
from game.core.state import U
from tests.boards import RED, Board, of_type

FIELD = """
    . . . .
    . . . .
"""
SNOW = {"kind": "snow", "date": "1945-10-15", "until": "1945-10-16"}
SHORT_DAYS = {"kind": "short_days", "date": "1945-10-14", "until": "1945-10-18"}


def under(*spells: dict[str, str], units: tuple[str, ...] = ("A@0101", "b@0401"), **parts: Any) -> Board:
    return Board(FIELD, *units, weather=list(spells), days=5, **parts)


def march(board: Board, name: str) -> int:
    """0.1 km of today's march."""
    numbers, kit = board.world.board.numbers, board.world.board.kit
    return int(daily_budget(numbers, kit, board.turn.state.units, board.unit(name)))


def test_snow_comes_and_goes_by_the_calendar() -> None:
    board = under(SNOW)
    assert march(board, "A") == 200
    (came,) = of_type(board.end_day(), WeatherTurned)
    assert came.kinds == (0,) and march(board, "A") == 160
    assert of_type(board.end_day(), WeatherTurned) == [], "the second day of it is no news"
    (went,) = of_type(board.end_day(), WeatherTurned)
    assert went.kinds == () and march(board, "A") == 200


def test_a_game_that_begins_in_it_has_it_from_the_first_dawn() -> None:
    assert march(under(SHORT_DAYS), "A") == 180


def test_two_kinds_on_one_day_count_both() -> None:
    board = under(SNOW, SHORT_DAYS)
    board.end_day()
    assert march(board, "A") == 200 * 800 // 1000 * 900 // 1000


def test_short_days_keep_only_those_who_neither_march_by_night_nor_have_lights() -> None:
    lorries = "M@0201 type=motorised_division"
    board = under(SHORT_DAYS, units=("A@0101", "C@0102 night_trained=true", lorries, "b@0401"))
    assert (march(board, "A"), march(board, "C"), march(board, "M")) == (180, 200, 800)


def test_cold_keeps_lorries_alone() -> None:
    cold = {"kind": "bitter_cold", "date": "1945-10-14"}
    board = under(cold, units=("A@0101", "M@0102 type=motorised_division", "b@0401"))
    assert (march(board, "A"), march(board, "M")) == (200, 640)


def test_a_forced_march_counts_on_top_of_it() -> None:
    board = under(SHORT_DAYS)
    board.order(ForceMarch(board.unit("A")))
    assert march(board, "A") == 300 * 900 // 1000


@pytest.mark.parametrize(("spells", "share"), [((), 1000), ((SNOW | {"date": "1945-10-14"},), 700)])
def test_battles_in_bad_weather_cost_less_and_the_forecast_says_so(spells: Any, share: int) -> None:
    units = ("A@0101 men=9000", "b@0201 men=4000")
    fair, board = under(units=units), under(*spells, units=units)
    assert losses_left(board.world, 0) == share
    for there, here in zip(_own_losses(fair), _own_losses(board), strict=True):
        assert abs(here - there * share // 1000) <= 1


def _own_losses(board: Board) -> list[int]:
    seen = forecast(board.world, board.view(RED), board.hex("0201"), (board.unit("A"),))
    assert seen is not None
    return [prospect.own for prospect in seen.prospects]


WHOLE_DAY = {"watch_share": 1000}
CLEARING = {"kind": "snow", "date": "1945-10-14", "until": "1945-10-14"}


@pytest.mark.parametrize(("spell", "budget"), [(SNOW, 200), (CLEARING, 160)])
def test_what_a_march_leaves_over_is_measured_by_the_weather_it_was_made_in(spell: dict[str, str], budget: int) -> None:
    """A day marched to its end leaves nothing, whether the weather turns to the worse or the better. Rulebook 4.1."""
    row, ground = ". . . . . . . . . .", {"hex_km": 4}
    board = Board(row, "A@0101", "b@1001", weather=[spell], days=5, map=ground, rules=WHOLE_DAY)
    assert march(board, "A") == budget
    board.march("A", *["0201", "0301", "0401", "0501", "0601"][: budget // 40])
    assert board.value("A", U.MOVED) == budget
    board.end_day()
    assert board.value("A", U.MOVED) == 0
