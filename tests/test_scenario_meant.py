"""What is made of dates and numbers that are written otherwise."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.scenario.meant import day_hint, day_meant, number_meant


@pytest.mark.parametrize(
    "text",
    [
        "1945/10/4",
        "1945-10-4",
        "19451004",
        "4.10.1945",
        "1945年10月4日",
        "4 Oct 1945",
        "October 4th, 1945",
        "1945-10-04 12:00",
    ],
)
def test_a_date_in_other_words(text: str) -> None:
    assert day_meant(text) == date(1945, 10, 4) and day_hint(text) == "write 1945-10-04"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("4/10/1945", "write 1945-10-04 or 1945-04-10"),
        ("30/10/1945", "write 1945-10-30"),
        ("29.2.1945", "February 1945 has 28 days"),
        ("31 June", "June has 30 days"),
        ("4 October", "the year is missing"),
        ("1945-13-01", "there are twelve months"),
        ("soon", ""),
        ("4", ""),
    ],
)
def test_what_can_be_said_of_one_that_is_none_or_several(text: str, hint: str) -> None:
    assert day_hint(text) == hint
    assert day_meant(text) is None or day_hint(text) == f"write {day_meant(text)}"


@given(st.text(alphabet="0123456789-/. ,年月日JanFebOct", max_size=14))
def test_whatever_is_written_a_hint_names_days_that_exist(text: str) -> None:
    hint = day_hint(text)
    days = [date.fromisoformat(word) for word in hint.removeprefix("write ").split(" or ")] if "write" in hint else []
    assert day_meant(text) == (days[0] if len(days) == 1 else None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *[("8k", 8000), ("7.5k", 7500), ("8,000", 8000), ("8 000", 8000), ("8_000", 8000), ("about 8000", 8000)],
        *[("~900", 900), ("8千", 8000), ("1.2万", 12000), ("4 km", 4), ("-70%", -70), ("3,3", 3.3), ("1.5", 1.5)],
        *[("8,00,0", None), ("a dozen", None), ("7000-8000", None), ("", None), ("k", None)],
    ],
)
def test_a_number_in_other_words(text: str, number: float | None) -> None:
    assert number_meant(text) == number
