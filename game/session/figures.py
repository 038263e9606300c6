"""Figures as reports print them: signed numbers, shares, and the interval that goes with an estimate."""

import math
from collections.abc import Callable

from game.session.study.estimates import Estimate, Spread
from game.session.text import Catalogue, Texts


def whole(value: float) -> str:
    """``1,234``."""
    return f"{round(value):,}"


def signed(value: float) -> str:
    """``+1,234``; nothing is ``+0``, never ``-0``."""
    return f"{round(value):+,}"


def share(value: float) -> str:
    """``15%``."""
    return f"{round(100 * value)}%"


def signed_share(value: float) -> str:
    """``-15%``."""
    return f"{round(100 * value):+}%"


def interval(words: Texts, found: Estimate | Spread, tell: Callable[[float], str], none: str = "none") -> str:
    """``-84 to -9``; where the sample is too small for one, the text ``intervals.<none>``."""
    if math.isinf(found.low) or math.isinf(found.high):
        return words.say(f"intervals.{none}")
    return words.say("intervals.given", low=tell(found.low), high=tell(found.high))


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
