"""The after-action report: a game beside history, its days in figures and its luck, as headings and tables."""

import math
from collections.abc import Iterator

from game.core.kinds import SupplyState
from game.core.world import SIDES
from game.session.results.aftermath import Series, SideDay, series
from game.session.results.compare_report import history_report
from game.session.results.luck_ledger import Account, DegreeCount, degrees, ledger, overall
from game.session.results.played import played_title
from game.session.results.result import Result
from game.session.session import Session
from game.session.words.table import Report, Table
from game.session.words.text import Catalogue
from game.session.words.wording import points

_PLAIN_LUCK = 0.25
"""Within so many standard deviations of the mean nobody calls a game lucky."""


def after_action(words: Catalogue, session: Session, result: Result) -> Report:
    """All there is to say of a game at its end, everything revealed."""
    beside = history_report(words, session, result)
    found = series(session)
    tables = [*beside.tables, *(days_table(words, found, side) for side in SIDES), *luck_tables(words, session)]
    title = words.say("aftermath.title", title=played_title(words, session.scenario.spec))
    return Report(title, [*beside.verdict, *luck_lines(words, session)], tables, beside.lines)


def days_table(words: Catalogue, found: Series, side: int) -> Table:
    """A side's days: men, losses of the day and those who came back, cohesion and how many were out of supply."""
    heads = [
        words.say(f"aftermath.{key}") for key in ("day", "men", "lost_today", "back", "lost", "cohesion", "hungry")
    ]
    rows = []
    for day, row, today in zip(found.days, found.sides[side], found.losses[side], strict=True):
        figures = (row.men, today.total, today.back, row.total)
        shown = [words.show(figure) for figure in figures]
        rows.append((words.day(day, "brief"), *shown, str(points(row.cohesion // 10 * 10)), words.percent(hungry(row))))
    return Table(words.sentence("aftermath.days", side=words.the_side(side)), tuple(heads), rows)


def hungry(row: SideDay) -> int:
    """Per cent of a side's men who are low on supplies or have none."""
    return (row.supply[SupplyState.LOW] + row.supply[SupplyState.OUT]) * 100 // max(1, row.men)


def luck_tables(words: Catalogue, session: Session) -> list[Table]:
    """Draws and results of attacks by side, expected against actual; none without a draw."""
    events = session.turn.events
    accounts, counts = ledger(session.world, events), degrees(events)
    heads = ("luck_kind", "luck_side", "draws", "expected", "actual", "luck")
    first = Table(
        words.say("aftermath.ledger"),
        tuple(words.say(f"aftermath.{key}") for key in heads),
        [_account_row(words, account) for account in accounts],
        words=(0, 1),
    )
    second = Table(
        words.say("aftermath.degrees"),
        tuple(words.say(f"aftermath.{key}") for key in ("degree", "luck_side", "expected", "actual")),
        [_degree_row(words, count) for count in counts],
        words=(0, 1),
    )
    return [table for table in (first, second) if table.rows]


def _account_row(words: Catalogue, account: Account) -> tuple[str, ...]:
    kind = words.say(f"aftermath.kinds.{account.kind}")
    figures = (str(account.draws), f"{account.expected:.1f}", str(account.actual), f"{account.luck:+.1f}")
    return (kind, words.side(account.side), *figures)


def _degree_row(words: Catalogue, count: DegreeCount) -> tuple[str, ...]:
    degree = words.enum("degrees", count.degree)
    return degree, words.side(count.side), f"{count.expected:.1f}", str(count.actual)


def luck_lines(words: Catalogue, session: Session) -> Iterator[str]:
    """Which side was lucky, and how rare such luck is; nothing without a draw."""
    events = session.turn.events
    if not ledger(session.world, events):
        return
    favours = session.world.victory.favours
    luck = overall(session.world, events, favours)
    if abs(luck) < _PLAIN_LUCK:
        yield words.sentence("aftermath.even")
        return
    lucky = favours if luck > 0 else 1 - favours
    share = max(1, round(50 * math.erfc(abs(luck) / math.sqrt(2))))
    yield words.sentence("aftermath.lucky", side=words.the_side(lucky), luck=f"{abs(luck):.1f}", share=share)
