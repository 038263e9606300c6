"""What a day's chronicle tells of command: headquarters lost, orders from above and who obeys them, towns seized."""

from collections.abc import Iterator

from game.core import events as ev
from game.session.day_record import DayRecord
from game.session.text import Catalogue
from game.session.wording import tell_event


def command_news(words: Catalogue, record: DayRecord) -> Iterator[str]:
    """A sentence for each, in the order in which they came."""
    for event in record.command:
        empty = isinstance(event, ev.FormationCommitted | ev.ColumnsCalledHome) and not event.units
        if not empty:
            yield tell_event(words, event, record.before)
