"""What moved cohesion and loyalty, day by day, read from the events of a game."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from game.core import events as ev
from game.core.apply import apply
from game.core.causes import LoyaltyCause, MoraleCause, ResolveCause
from game.core.state import F, GameState, T, U
from game.session.words.text import Catalogue
from game.session.words.wording import points

_DAYS = 5  # so many of the last days are told


@dataclass
class Entry:
    """A day of an account, in per mille; that of a resolve in hundredths of a point."""

    day: int
    before: int
    after: int
    lines: dict[str, int] = field(default_factory=dict)
    """Catalogue key of a cause -> its change, summed over the day."""


@dataclass
class Accounts:
    """The days on which a value changed: cohesion by unit, loyalty by formation, resolve by talks."""

    cohesion: dict[int, list[Entry]] = field(default_factory=dict)
    loyalty: dict[int, list[Entry]] = field(default_factory=dict)
    resolve: dict[int, list[Entry]] = field(default_factory=dict)
    deeds: dict[int, tuple[int, str]] = field(default_factory=dict)
    """By unit, the last day that it spent on something else than marches and attacks, and the catalogue key of that."""


def read_accounts(start: GameState, events: Iterable[ev.Event]) -> Accounts:
    """The accounts of the events that follow on a position."""
    reader = AccountReader(start)
    reader.read(events)
    return reader.accounts


def tell_account(words: Catalogue, entries: list[Entry], show: Callable[[int], float] = points) -> list[str]:
    """The last days of an account, a sentence each."""
    return [
        words.sentence(
            "explain.account_day",
            date=words.day(entry.day, "short"),
            before=show(entry.before),
            after=show(entry.after),
            lines=str(words.entry("list.comma")).join(
                f"{show(change):+} {words.say(key)}" for key, change in entry.lines.items()
            ),
        )
        for entry in entries[-_DAYS:]
    ]


class AccountReader:
    """Takes note of each change before it is made."""

    def __init__(self, start: GameState) -> None:
        self.state = start.copy()
        self.accounts = Accounts()

    def read(self, events: Iterable[ev.Event]) -> None:
        """Go on with the next events of the game."""
        for event in events:
            note = _NOTES.get(type(event))
            if note:
                note(self, event)
            apply(self.state, event)

    def cohesion(self, unit: int, after: int) -> Entry:
        """Today's entry for a unit, with its new value."""
        return self._entry(self.accounts.cohesion.setdefault(unit, []), int(self.state.units[U.COHESION, unit]), after)

    def loyalty(self, formation: int, after: int) -> Entry:
        """Today's entry for a formation."""
        before = int(self.state.formations[F.LOYALTY, formation])
        return self._entry(self.accounts.loyalty.setdefault(formation, []), before, after)

    def _entry(self, entries: list[Entry], before: int, after: int) -> Entry:
        if not entries or entries[-1].day != self.state.day:
            entries.append(Entry(self.state.day, before, before))
        entries[-1].after = after
        return entries[-1]

    def cohesion_changed(self, event: ev.CohesionChanged) -> None:
        entries = {unit: self.cohesion(unit, new) for unit, new in zip(event.units, event.cohesion, strict=True)}
        for unit, cause, change in event.causes:
            _add(entries[unit], f"morale_causes.{MoraleCause(cause).name}", change)

    def loyalty_changed(self, event: ev.LoyaltyChanged) -> None:
        pairs = zip(event.formations, event.loyalty, strict=True)
        entries = {formation: self.loyalty(formation, new) for formation, new in pairs}
        for formation, cause, change in event.lines:
            _add(entries[formation], f"loyalty_causes.{LoyaltyCause(cause).name}", change)

    def resolve_changed(self, event: ev.ResolveChanged) -> None:
        before = int(self.state.talks[T.RESOLVE, event.talk])
        entry = self._entry(self.accounts.resolve.setdefault(event.talk, []), before, event.resolve)
        for cause, change, _ in event.lines:
            _add(entry, f"resolve_causes.{ResolveCause(cause).name}", change)

    def moved(self, event: ev.UnitMoved) -> None:
        self._cost(event.unit, event.cohesion, "explain.slipped")

    def forced(self, event: ev.MarchForced) -> None:
        self._cost(event.unit, event.cohesion, "explain.forced_march")

    def broke_out(self, event: ev.BreakoutBegan) -> None:
        self._cost(event.unit, event.cohesion, "explain.broke_out")

    def worked(self, event: Any) -> None:
        self.accounts.deeds[event.unit] = self.state.day, _DEEDS[type(event)]

    def replaced(self, event: ev.CommanderReplaced) -> None:
        for unit, cohesion in zip(event.units, event.cohesion, strict=True):
            self._cost(unit, cohesion, "loyalty_causes.NEW_COMMANDER")

    def _cost(self, unit: int, after: int, key: str) -> None:
        change = after - int(self.state.units[U.COHESION, unit])
        if change:
            _add(self.cohesion(unit, after), key, change)


def _add(entry: Entry, key: str, change: int) -> None:
    entry.lines[key] = entry.lines.get(key, 0) + change


_DEEDS: dict[type, str] = {
    ev.UnitRailed: "explain.spent.railed",
    ev.UnitEmbarked: "explain.spent.embarked",
    ev.BridgeBuilt: "explain.spent.bridged",
    ev.RailWrecked: "explain.spent.wrecked",
    ev.RailMended: "explain.spent.mended",
    ev.DepotSetUp: "explain.spent.stored",
}
"""What takes a unit's whole day."""

_NOTES: dict[type, Callable[[AccountReader, Any], None]] = {
    **dict.fromkeys(_DEEDS, AccountReader.worked),
    ev.CohesionChanged: AccountReader.cohesion_changed,
    ev.LoyaltyChanged: AccountReader.loyalty_changed,
    ev.ResolveChanged: AccountReader.resolve_changed,
    ev.UnitMoved: AccountReader.moved,
    ev.MarchForced: AccountReader.forced,
    ev.BreakoutBegan: AccountReader.broke_out,
    ev.CommanderReplaced: AccountReader.replaced,
}
