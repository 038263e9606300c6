"""What was probably meant by a date, a number or a spot that is not written as the format wants it."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any
from unicodedata import normalize

from game.scenario.sayings import NOTHING, Saying, either, say

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Signs that stand in a text without being seen."""
_ALIKE = str.maketrans(
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u03bf\u03b1",
    "aceopxyijshdqwoa",
)
"""Cyrillic and Greek letters that look like Latin ones."""
_MONTH_NAMES = (
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
)
_MONTHS = {name[:3].lower(): number for number, name in enumerate(_MONTH_NAMES, start=1)}
_YEAR_FIRST = re.compile(r"([0-9]{4})[^0-9]+([0-9]{1,2})[^0-9]+([0-9]{1,2})([^0-9].*)?")
_TOGETHER = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([./ -])([0-9]{1,2})[./ -]([0-9]{4})")
_IN_WORDS = re.compile(r"[0-9]{1,2}(st|nd|rd|th)?,? +[A-Za-z]{3,9}\.?(,? +[0-9]{4})?", re.ASCII)
_IN_WORDS_AMERICAN = re.compile(r"[A-Za-z]{3,9}\.? +[0-9]{1,2}(st|nd|rd|th)?(,? +[0-9]{4})?", re.ASCII)

_PLAIN, _GROUPED = r"-?[0-9]+(?:\.[0-9]+)?", r"-?[0-9]{1,3}(?:[, _'][0-9]{3})+"
_TIMES = {"k": 1_000, "thousand": 1_000, "千": 1_000, "万": 10_000}
_DECIMAL_COMMA = re.compile("-?[0-9]+,[0-9]{1,2}")
_NUMBER = re.compile(rf"(?:~|c\.|ca\.|about)? ?({_GROUPED}|{_PLAIN}) ?(%|km|men|人|{'|'.join(_TIMES)})?")

_DEGREES = r"(-?[0-9]{1,3}(?:\.[0-9]+)?)°?"
_COORDINATES = re.compile(rf"{_DEGREES} ?N?[ ,]+{_DEGREES} ?E?")


def plain_letters(text: str) -> str:
    """A text as it looks: without what is not seen, and with Latin letters for those that look like them."""
    return INVISIBLE.sub("", text).translate(_ALIKE)


def shown(text: str) -> str:
    """A text with the codes of signs in it that are not what they look like."""
    is_latin = any(sign.isascii() and sign.isalpha() for sign in text)
    marked = [
        sign if not is_latin or plain_letters(sign) == sign else f"{INVISIBLE.sub('', sign)}<U+{ord(sign):04X}>"
        for sign in text
    ]
    return "".join(marked)


def day_hint(text: str) -> Saying:
    """How a date in other words is written here, or why it is none; empty where neither can be said."""
    readings = list(_readings(text.strip()))
    days = [f"{date(year, month, day)}" for year, month, day in readings if year and _exists(year, month, day)]
    if days:
        return say("write {value}", value=either(dict.fromkeys(days)))
    for year, month, day in readings:
        if 1 <= month <= len(_MONTHS) and not _exists(year or 2000, month, day):
            name, length = _MONTH_NAMES[month - 1], _length(year or 2000, month)
            if not year:
                return say("{month} has {days} days", month=name, days=length)
            return say("{month} {year} has {days} days", month=name, year=year, days=length)
    if readings and not readings[0][0]:
        return say("the year is missing")
    return say("there are twelve months") if readings else NOTHING


def day_meant(text: str) -> date | None:
    """The day that a date in other words can only mean; None where it can mean several, or none."""
    days = {date(*reading) for reading in _readings(text.strip()) if reading[0] and _exists(*reading)}
    return days.pop() if len(days) == 1 else None


def _readings(text: str) -> Iterator[tuple[int, int, int]]:
    """Year, 0 where it is missing, month and day, as they may have been meant; they need not exist."""
    if found := _YEAR_FIRST.fullmatch(text) or _TOGETHER.fullmatch(text):
        yield int(found[1]), int(found[2]), int(found[3])
    elif found := _YEAR_LAST.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        yield year, second, first
        if found[2] == "/":
            yield year, first, second
    elif _IN_WORDS.fullmatch(text) or _IN_WORDS_AMERICAN.fullmatch(text):
        numbers = [int(number) for number in re.findall("[0-9]+", text)]
        words = [word.lower() for word in re.findall("[A-Za-z]{3,}", text)]
        month = next((_MONTHS[word[:3]] for word in words if word[:3] in _MONTHS), 0)
        if month:
            yield numbers[1] if len(numbers) > 1 else 0, month, numbers[0]


def _exists(year: int, month: int, day: int) -> bool:
    return year > 0 and 1 <= month <= len(_MONTHS) and 1 <= day <= _length(year, month)


def _length(year: int, month: int) -> int:
    """How many days a month has."""
    return monthrange(year, month)[1]


def number_meant(text: str) -> int | float | None:
    """The number in a text such as ``8k``, ``8,000`` or ``about 8000``; None where there is none."""
    text = normalize("NFKC", text)  # full-width digits are ordinary ones
    if _DECIMAL_COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        return None
    plain = re.sub("[, _']", "", found[1])
    number = (float(plain) if "." in plain else int(plain)) * _TIMES.get(found[2], 1)
    return int(number) if found[2] in _TIMES and number == int(number) else number


def spot_meant(value: Any) -> Any:
    """The hex number, or latitude and longitude, that a spot was probably meant to be; None if nobody can say."""
    if isinstance(value, list | tuple):
        is_pair = len(value) == 2 and all(type(part) in (int, float) for part in value)
        return [value[1], value[0]] if is_pair and abs(value[1]) <= 90 < abs(value[0]) <= 180 else None
    if not isinstance(value, str):
        return None
    if (found := _COORDINATES.fullmatch(value.strip())) and "." in value:
        return [float(found[1]), float(found[2])]
    digits = "".join(re.findall("[0-9]", value))
    is_number = len(digits) in (3, 4) and not any(letter.isalpha() for letter in value)
    return digits.rjust(4, "0") if is_number else None
