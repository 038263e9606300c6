"""Figures as reports print them: signed numbers, shares, and the interval that goes with an estimate."""

import math
from collections.abc import Callable

from game.session.results.estimates import Estimate, Spread
from game.session.words.text import Catalogue, Texts

_FEW_POINTS = 10
"""Width of an interval below which points are too coarse for it."""


def whole(value: float) -> str:
    """``1,234``."""
    return f"{round(value):,}"


def signed(value: float) -> str:
    """``+1,234``; nothing is ``+0``, never ``-0``."""
    return f"{round(value):+,}"


def tenths(value: float) -> str:
    """``+8.5``; nothing is ``+0.0``, never ``-0.0``."""
    return f"{round(value, 1) + 0.0:+,.1f}"


def scores(*found: Estimate) -> tuple[Callable[[float], str], float]:
    """How mean scores are printed, and to what unit: in tenths where an interval is so narrow that points hide it."""
    if any(each.high - each.low < _FEW_POINTS for each in found):
        return tenths, 0.1
    return signed, 1


def share(value: float) -> str:
    """``15%`` of the games; one of many is ``<1%``, all but one ``>99%``."""
    if value > 0 and round(100 * value) == 0:
        return "<1%"
    if value < 1 and round(100 * value) == 100:
        return ">99%"
    return percent(value)


def percent(value: float) -> str:
    """``15%``, as the end of an interval."""
    return f"{round(100 * value)}%"


def signed_share(value: float) -> str:
    """``-15%``."""
    return f"{round(100 * value):+}%"


def interval(words: Texts, found: Estimate | Spread, tell: Callable[[float], str], none: str = "none") -> str:
    """``-84 to -9``; where the sample shows no spread and so allows none, the text ``intervals.<none>``."""
    if math.isinf(found.low) or math.isinf(found.high):
        return words.say(f"intervals.{none}")
    return words.say("intervals.given", low=tell(found.low), high=tell(found.high))


def footnote(words: Texts, *found: Estimate) -> list[str]:
    """What it means that one of these estimates has no interval, if one has none."""
    return [words.say("intervals.mark")] if any(math.isinf(each.high) for each in found) else []


def days(words: Catalogue, first: int, last: int) -> str:
    """From a day of the campaign to another: ``24–26 Oct``, or the one day."""
    began, ended = (words.world.calendar.date(day) for day in (first, last))
    if began == ended:
        return words.date(began, "brief")
    if (began.year, began.month) != (ended.year, ended.month):
        return words.say("date.span", first=words.date(began, "brief"), last=words.date(ended, "brief"))
    month = words.entry("date.brief_months")[began.month - 1]
    return words.say("date.within", first=str(began.day), last=str(ended.day), month=month)


def apart(base: float, changed: float, tell: Callable[[float], str], unit: float = 1) -> str:
    """How much two figures differ as they are printed, in wholes of ``unit``, so that a reader's sum comes out."""
    return tell((round(changed / unit) - round(base / unit)) * unit)
