"""The chronicle: what happened day by day as the person's side came to know it, the newest first."""

from collections.abc import Collection

from game.session.chronicle.day_record import DayRecord
from game.session.chronicle.telling import Line, Topic, tell_day, tell_heading
from game.ui.content.inquiries import annals
from game.ui.content.links import linked
from game.ui.content.rows import Button, Buttons, Change, Heading, Row, Span, Text, Tone, text
from game.ui.situation import Situation
from game.ui.wishes import GoTo

_MARKS = {
    Topic.FIGHT: ("×", Tone.BAD),
    Topic.PLACE: ("◆", Tone.INK),
    Topic.SUPPLY: ("●", Tone.POOR),
    Topic.MARCH: ("→", Tone.FAINT),
    Topic.LOSSES: ("−", Tone.FAINT),
    Topic.HISTORY: ("»", Tone.FAINT),
    Topic.QUIET: ("", Tone.FAINT),
}
FILTERS = (Topic.FIGHT, Topic.PLACE, Topic.SUPPLY, Topic.MARCH, Topic.LOSSES, Topic.HISTORY)


def log_rows(situation: Situation, hidden: frozenset[object] = frozenset()) -> list[Row]:
    """A row of filters, then the days; a click on a line goes to where it happened."""
    words, known = situation.words, annals(situation)
    rows: list[Row] = [filters(situation, hidden)]
    today = known.today
    days = [*known.days, *([today] if today is not None else [])]
    for record in reversed(days):
        rows += day_rows(situation, record, hidden)
    if not days:
        rows.append(text(words.say("panels.log.nothing"), Tone.FAINT))
    return rows


def filters(situation: Situation, hidden: frozenset[object]) -> Buttons:
    """A button for each topic; lit while its lines are shown."""
    names = situation.words.entry("panels.log.topics")
    return Buttons(
        tuple(Button(str(names[topic.name]), Change("topic", topic), is_pale=topic in hidden) for topic in FILTERS)
    )


def day_rows(situation: Situation, record: DayRecord, hidden: frozenset[object]) -> list[Row]:
    """A day's heading and its lines; nothing where all of them are hidden."""
    lines = [line for line in tell_day(situation.words, record) if line.topic not in hidden]
    if not lines:
        return []
    return [Heading(tell_heading(situation.words, record)), *(line_row(situation, line) for line in lines)]


def line_row(situation: Situation, line: Line) -> Text:
    """A line with its mark, which leads to where it happened."""
    mark, tone = _MARKS[line.topic]
    wish = GoTo(line.hex) if line.hex >= 0 else None
    faint = Tone.FAINT if line.topic in (Topic.HISTORY, Topic.LOSSES) else Tone.INK
    spans = linked(situation.world, situation.words.lang, line.text, faint)
    return Text((Span(mark + "\u00a0", tone, bold=True, wish=wish), *spans))


def fight_words(situation: Situation, hexes: Collection[int]) -> list[str]:
    """What came of today's fights for these hexes, as the chronicle tells of them."""
    today = annals(situation).today if hexes else None
    lines = tell_day(situation.words, today) if today is not None else []
    return [line.text for line in lines if line.topic is Topic.FIGHT and line.hex in hexes]
