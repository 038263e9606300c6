"""The end-of-day report: what matters first, to be read in a minute."""

from game.core.state import U
from game.core.world import SIDES
from game.session.chronicle.day_record import DayRecord
from game.session.chronicle.telling import Line, Topic, tell_day, tell_heading
from game.session.explain import explain_troubles
from game.session.words.text import capital
from game.ui.content.inquiries import annals, inquiry
from game.ui.content.links import linked
from game.ui.content.log import line_row
from game.ui.content.rows import SIDE_TONES, Action, Heading, Meter, Row, Text, Title, Tone, text
from game.ui.situation import Situation
from game.ui.wishes import Show

_ORDER = (Topic.PLACE, Topic.FIGHT, Topic.SUPPLY, Topic.MARCH)
"""The most important first."""
_MOST = {Topic.PLACE: 6, Topic.FIGHT: 5, Topic.SUPPLY: 4, Topic.MARCH: 2}
_TROUBLES, _ARRIVALS = 5, 4


def report_rows(situation: Situation) -> list[Row]:
    """The report of the last day that is over, and the way to the whole chronicle where that is not open."""
    more = Action(situation.words.say("panels.report.chronicle"), "", Show("chronicle"))
    return [*_last_day(situation), *([] if "chronicle" in situation.open_panels else [more])]


def _last_day(situation: Situation) -> list[Row]:
    words, known = situation.words, annals(situation)
    if not known.days:
        return [text(words.say("panels.report.nothing"), Tone.FAINT)]
    record = known.days[-1]
    lines = tell_day(words, record)
    rows: list[Row] = [Title(tell_heading(words, record))]
    for topic in _ORDER:
        rows += _topic(situation, [line for line in lines if line.topic is topic], topic)
    rows += _losses(situation, record)
    rows += _troubles(situation)
    rows += _arrivals(situation, record.day + 1)
    past = [line for line in lines if line.topic is Topic.HISTORY]
    if past:
        rows += [Heading(words.say("panels.log.topics.HISTORY")), *(line_row(situation, line) for line in past)]
    return rows


def _topic(situation: Situation, lines: list[Line], topic: Topic) -> list[Row]:
    if not lines:
        return []
    words, most = situation.words, _MOST[topic]
    rows: list[Row] = [Heading(str(words.entry("panels.log.topics")[topic.name]))]
    rows += [line_row(situation, line) for line in lines[:most]]
    if len(lines) > most:
        rows.append(text(words.say("panels.report.more", count=len(lines) - most), Tone.FAINT, small=True))
    return rows


def _losses(situation: Situation, record: DayRecord) -> list[Row]:
    """Both sides' losses of the day as bars on one scale."""
    words = situation.words
    lost = record.men_lost
    if not any(lost):
        return []
    rows: list[Row] = [Heading(words.say("panels.log.topics.LOSSES"))]
    for side in SIDES:
        guessed = isinstance(record.losses[side], int)
        told = words.say("explain.about", men=lost[side]) if guessed else words.show(lost[side])
        rows.append(Meter(words.side(side), told, lost[side] * 1000 // max(lost), SIDE_TONES[side]))
    return rows


def _troubles(situation: Situation) -> list[Row]:
    """The worst of what has to be seen to."""
    told = explain_troubles(inquiry(situation))
    rows: list[Row] = []
    for section in told.sections:
        rows.append(Heading(section.heading))
        rows += [Text(linked(situation.world, situation.words.lang, line)) for line in section.lines[:_TROUBLES]]
    return rows


def _arrivals(situation: Situation, day: int) -> list[Row]:
    """Who comes onto the map tomorrow, of those the person knows about."""
    words, units = situation.words, situation.state.units
    coming = [
        unit
        for unit in range(units.shape[1])
        if units[U.ARRIVAL_DAY, unit] == day and units[U.HEX, unit] < 0 and units[U.ARRIVAL_HEX, unit] >= 0
    ]
    if not coming:
        return []
    rows: list[Row] = [Heading(words.say("show.arrivals"))]
    for unit in coming[:_ARRIVALS]:
        where = words.where(int(units[U.ARRIVAL_HEX, unit]))
        date = words.day(day, "short")
        told = capital(words.say("explain.arrives", unit=words.unit(unit), date=date, where=where))
        rows.append(Text(linked(situation.world, words.lang, told)))
    return rows
