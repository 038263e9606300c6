"""The chronicle's sentences about supply: who goes without; railways, depots, rations, airdrops and replacements."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from game.core import events as ev
from game.core.board import Kit
from game.core.kinds import SupplyReason, SupplyState
from game.core.state import U
from game.core.world import SIDES
from game.session.chronicle.day_record import DayRecord
from game.session.words.text import Catalogue
from game.session.words.wording import tell_supply

Force = Callable[[Iterable[int]], str]
_REASONS = 2
"""Why supplies fail is told so many times for those who lack them alike; the others are named without."""
_Told = (
    ev.DepotSetUp
    | ev.DepotLost
    | ev.UnitEmbarked
    | ev.WeatherTurned
    | ev.RiversFroze
    | ev.RiversThawed
    | ev.PrisonersEnlisted
    | ev.UnitMerged
    | ev.UnitDisbanded
)


def tell_wants(words: Catalogue, record: DayRecord, force: Force) -> Iterator[tuple[int, str]]:
    """Units cut off, fed again or hungry since yesterday, each with a hex; ``force`` names units."""
    before, after = record.before.units, record.after.units
    here = (before[U.HEX] >= 0) & (after[U.HEX] >= 0) & (before[U.SIDE] == after[U.SIDE]) & (after[U.REASON] >= 0)
    newly_cut = here & (before[U.ENCIRCLED] == 0) & (after[U.ENCIRCLED] > 0)
    freed = here & (before[U.ENCIRCLED] > 0) & (after[U.ENCIRCLED] == 0)
    low, out = (here & ~newly_cut & (after[U.SUPPLY] == state) for state in (SupplyState.LOW, SupplyState.OUT))
    newly_low, newly_out = (wanting & (before[U.SUPPLY] < after[U.SUPPLY]) for wanting in (low, out))
    wants = {
        "cut_off": newly_cut,
        "relieved": freed & ~low & ~out,
        "relieved_out": freed & out,
        "relieved_low": freed & low,
        "gone_out": newly_out & ~freed,
        "gone_low": newly_low & ~freed,
    }
    for side in SIDES:
        for key, chosen in wants.items():
            units = np.flatnonzero(chosen & (after[U.SIDE] == side))
            units = units[np.argsort(-after[U.MEN, units], kind="stable")]
            for told, alike, reason in _by_reason(words, record, key, units.tolist()):
                parts = {"force": force(alike), "count": int(after[U.MEN, alike].sum()), "reason": reason}
                yield int(after[U.HEX, alike[0]]), words.sentence(f"chronicle.{told}", **parts)


def _by_reason(words: Catalogue, record: DayRecord, key: str, units: list[int]) -> Iterator[tuple[str, list[int], str]]:
    """Units with the same reason together, the most men first; units with rare reasons share a line without one."""
    groups: dict[str, list[int]] = {}
    for unit in units:
        groups.setdefault("" if key == "relieved" else _reason(words, record, unit), []).append(unit)
    by_men = sorted(groups.items(), key=lambda group: -int(record.after.units[U.MEN, group[1]].sum()))
    few = len(by_men) <= _REASONS + 1
    for reason, chosen in by_men if few else by_men[:_REASONS]:
        yield key, chosen, reason
    if not few:
        yield f"{key}_too", [unit for _, chosen in by_men[_REASONS:] for unit in chosen], ""


def _reason(words: Catalogue, record: DayRecord, unit: int) -> str:
    reason, at = record.after.units[[U.REASON, U.REASON_AT], unit].tolist()
    return words.say("chronicle.not_enough") if reason == SupplyReason.DELIVERED else tell_supply(words, reason, at)


def tell_railways(words: Catalogue, record: DayRecord, force: Force) -> Iterable[str]:
    """Railways wrecked and repaired, by side; ``force`` names units."""
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
        case ev.UnitMerged():
            parts = {"where": words.where(event.hex), "other": words.unit(event.into)}
            return words.sentence("chronicle.merged", force=words.unit(event.unit), **parts)
        case ev.UnitDisbanded():
            return words.sentence("chronicle.disbanded", force=words.unit(event.unit), where=words.where(event.hex))
