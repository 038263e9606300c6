"""The chronicle's sentences about railways, depots, rations, airdrops and replacements."""

from collections.abc import Callable, Iterable

from game.core import events as ev
from game.session.day_record import DayRecord, Stores
from game.session.text import Catalogue

_TEN_DAYS = 10
"""Rations are told by whom they hold so long."""


def tell_railways(words: Catalogue, record: DayRecord, force: Callable[[Iterable[int]], str]) -> Iterable[str]:
    """Who wrecked and who mended railways, by side; ``force`` names units."""
    for key, works in (("rail_wrecked", record.wrecked), ("rail_mended", record.mended)):
        by_side: dict[int, list[ev.RailWrecked | ev.RailMended]] = {}
        for work in works:
            by_side.setdefault(words.world.units[work.unit].side, []).append(work)
        for done in by_side.values():
            units = list(dict.fromkeys(work.unit for work in done))
            parts = {"force": force(units), "where": words.where(done[0].hex), "count": len(done)}
            yield words.sentence(f"chronicle.{key}", **parts)


def tell_stores(words: Catalogue, record: DayRecord) -> Iterable[str]:
    """Depots come and gone, airdrops, rations that fell to the enemy."""
    for event in record.stores:
        yield _store(words, event)


def _store(words: Catalogue, event: Stores) -> str:
    match event:
        case ev.DepotSetUp():
            return words.sentence("chronicle.depot_set_up", force=words.unit(event.unit), where=words.where(event.hex))
        case ev.DepotLost():
            return words.sentence("chronicle.depot_lost", side=words.the_side(event.side), where=words.where(event.hex))
        case ev.AirdropMade():
            return words.sentence("chronicle.airdrop", side=words.the_side(event.side), count=event.men)
        case ev.UnitEmbarked():
            parts = {"where": words.where(event.hex), "lift": words.lift(event.lift), "count": event.men}
            return words.sentence("chronicle.embarked", force=words.unit(event.unit), **parts)
        case ev.RiversFroze() | ev.RiversThawed():
            key = "froze" if isinstance(event, ev.RiversFroze) else "thawed"
            return words.sentence(f"chronicle.{key}", count=len(event.crossings))
        case ev.PrisonersEnlisted():
            return words.sentence("chronicle.enlisted", side=words.the_side(event.side), count=sum(event.joined))
        case ev.RationsSeized():
            place = words.place(event.place)
            return words.sentence("chronicle.rations_seized", place=place, men=event.rations // _TEN_DAYS)
