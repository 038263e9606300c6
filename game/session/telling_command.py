"""What a day's chronicle tells of command: headquarters lost, orders from above and who obeys them, towns seized."""

from collections.abc import Callable, Iterable, Iterator

from game.core import events as ev
from game.session.day_record import Command, DayRecord
from game.session.text import Catalogue
from game.session.wording import tell_event


def command_news(words: Catalogue, record: DayRecord, force: Callable[[Iterable[int]], str]) -> Iterator[str]:
    """A sentence for each, in the order in which they came; reserves that came to one hex together."""
    reserves: dict[int, list[int]] = {}
    for event in record.command:
        if isinstance(event, ev.ReserveCalledUp):
            reserves.setdefault(event.hex, []).append(event.unit)
        elif not _is_told_elsewhere(record, event):
            yield tell_event(words, event, record.before)
    for hex, units in reserves.items():
        yield words.sentence("chronicle.reserves", force=force(units), where=words.where(hex))


def _is_told_elsewhere(record: DayRecord, event: Command) -> bool:
    """Whether nobody went, or a headquarters was lost with its whole formation, of which more is told."""
    if isinstance(event, ev.FormationCommitted | ev.ColumnsCalledHome):
        return not event.units
    if not isinstance(event, ev.HeadquartersLost):
        return False
    went_over = any(event.unit in over.followed for over in record.over)
    is_gone = any(isinstance(lost, ev.FormationLost) and lost.formation == event.formation for lost in record.political)
    return went_over or is_gone or event.formation in record.laid_down
