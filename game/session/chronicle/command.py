"""What a day's chronicle tells of command: headquarters lost, orders from above and who obeys them, towns seized."""

from collections.abc import Callable, Iterable, Iterator

from game.core import events as ev
from game.session.chronicle.day_record import Command, DayRecord
from game.session.words.text import Catalogue
from game.session.words.wording import tell_event

_TOGETHER = ev.ReserveCalledUp | ev.OrderReceived | ev.OrderRefused | ev.FormationCommitted


def command_news(words: Catalogue, record: DayRecord, force: Callable[[Iterable[int]], str]) -> Iterator[str]:
    """A sentence for each, in the order in which they came.

    The same orders from above together, reserves that came to one hex, and whom a formation released.
    """
    orders: dict[tuple[str, str], list[ev.OrderReceived | ev.OrderRefused]] = {}
    reserves: dict[int, list[int]] = {}
    released: dict[int, list[int]] = {}
    for event in record.command:
        if isinstance(event, ev.ReserveCalledUp):
            reserves.setdefault(event.hex, []).append(event.unit)
        elif isinstance(event, ev.FormationCommitted):
            released.setdefault(event.formation, []).extend(event.units)
        elif isinstance(event, ev.OrderReceived | ev.OrderRefused):
            key = "orders_refused" if isinstance(event, ev.OrderRefused) else "orders_received"
            order = words.label(words.world.superior_orders[event.received].label)
            orders.setdefault((key, order), []).append(event)
    for (key, order), alike in orders.items():
        yield _orders(words, key, order, alike)
    for event in record.command:
        if not isinstance(event, _TOGETHER) and not _is_told_elsewhere(record, event):
            yield tell_event(words, event, record.before)
    for formation, units in released.items():
        if units:
            yield words.sentence("chronicle.released", formation=words.formation(formation), units=words.units(units))
    for hex, units in reserves.items():
        yield words.sentence("chronicle.reserves", force=force(units), where=words.where(hex))


def _orders(words: Catalogue, key: str, order: str, alike: list[ev.OrderReceived | ev.OrderRefused]) -> str:
    """Which formations were given an order, or refused it; then also the prestige left after the last refusal."""
    formations = words.formations([event.formation for event in alike])
    last = alike[-1]
    cost = {"side": words.the_side(last.side), "left": last.prestige} if isinstance(last, ev.OrderRefused) else {}
    return words.sentence(f"chronicle.{key}", formations=formations, order=order, count=len(alike), **cost)


def _is_told_elsewhere(record: DayRecord, event: Command) -> bool:
    """Whether nobody went, or a headquarters was lost with its whole formation, of which more is told."""
    if isinstance(event, ev.ColumnsCalledHome):
        return not event.units
    if not isinstance(event, ev.HeadquartersLost):
        return False
    went_over = any(event.unit in over.followed for over in record.over)
    is_gone = any(isinstance(lost, ev.FormationLost) and lost.formation == event.formation for lost in record.political)
    return went_over or is_gone or event.formation in record.laid_down
