"""The chronicle's sentences about railways, depots, rations, airdrops and replacements."""

from collections import Counter
from collections.abc import Callable, Iterable

from game.core import events as ev
from game.core.board import Kit
from game.core.state import U
from game.session.day_record import DayRecord
from game.session.text import Catalogue

_Told = (
    ev.DepotSetUp
    | ev.DepotLost
    | ev.UnitEmbarked
    | ev.WeatherTurned
    | ev.RiversFroze
    | ev.RiversThawed
    | ev.PrisonersEnlisted
)


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
    """Depots come and gone, airdrops, men who left by a lift, weather, ice; rations are told with their places."""
    dropped = Counter({event.side: 0 for event in record.stores if isinstance(event, ev.AirdropMade)})
    for event in record.stores:
        if isinstance(event, ev.AirdropMade):
            dropped[event.side] += event.men
        elif not isinstance(event, ev.RationsSeized):
            yield _store(words, event)
    for side, men in dropped.items():
        yield words.sentence("chronicle.airdrop", side=words.the_side(side), count=men)


def tell_rations(words: Catalogue, record: DayRecord, place: int, side: int) -> str:
    """What the rations that a place still held are worth to those who have it now, if they last a day.

    Nobody is told how many mouths an enemy has.
    """
    if isinstance(record.losses[side], int):
        return ""
    units = record.after.units
    eating = (units[U.SIDE] == side) & (units[U.HEX] >= 0) & (words.world.board.kit[Kit.DOMESTIC] == 0)
    men = int(units[U.MEN, eating].sum())
    held = [event.rations for event in record.stores if isinstance(event, ev.RationsSeized) and event.place == place]
    days = held[-1] // max(1, men) if held else 0
    if not days:
        return ""
    parts = {"place": words.place(place), "side": words.the_side(side), "count": days}
    return words.sentence("chronicle.rations_seized", **parts)


def _store(words: Catalogue, event: _Told) -> str:
    match event:
        case ev.DepotSetUp():
            return words.sentence("chronicle.depot_set_up", force=words.unit(event.unit), where=words.where(event.hex))
        case ev.DepotLost():
            return words.sentence("chronicle.depot_lost", side=words.the_side(event.side), where=words.where(event.hex))
        case ev.UnitEmbarked():
            parts = {"where": words.where(event.hex), "lift": words.lift(event.lift), "count": event.men}
            return words.sentence("chronicle.embarked", force=words.unit(event.unit), **parts)
        case ev.WeatherTurned():
            return words.sentence("chronicle.weather", kinds=words.weather(event.kinds))
        case ev.RiversFroze() | ev.RiversThawed():
            key = "froze" if isinstance(event, ev.RiversFroze) else "thawed"
            return words.sentence(f"chronicle.{key}", count=len(event.crossings))
        case ev.PrisonersEnlisted():
            return words.sentence("chronicle.enlisted", side=words.the_side(event.side), count=sum(event.joined))
