"""The day's chronicle in sentences, the most important first."""

from collections.abc import Iterable
from enum import Enum, auto
from typing import NamedTuple

import numpy as np

from game.core import events as ev
from game.core.board import Kit
from game.core.state import Place, U
from game.core.world import SIDES
from game.session.chronicle.command import command_news
from game.session.chronicle.day_record import DayRecord, Fight
from game.session.chronicle.fights import tell_fights
from game.session.chronicle.marches import tell_journeys, tell_marches
from game.session.chronicle.politics import tell_goings_over, tell_politics
from game.session.chronicle.supply import tell_railways, tell_rations, tell_stores, tell_wants
from game.session.chronicle.talks import tell_talks
from game.session.results.losses import DayLosses
from game.session.words.text import Catalogue

_HISTORY = 2


class Topic(Enum):
    """What a line is about."""

    FIGHT = auto()
    PLACE = auto()
    """What changed hands: places and formations, and the politics behind it."""
    SUPPLY = auto()
    MARCH = auto()
    LOSSES = auto()
    HISTORY = auto()
    QUIET = auto()


class Line(NamedTuple):
    """A line of the chronicle."""

    topic: Topic
    text: str
    hex: int = -1
    """Where it happened, -1 nowhere in particular."""


def tell_heading(words: Catalogue, record: DayRecord) -> str:
    """The date, and how much of the campaign is over."""
    days = words.world.calendar.days
    return words.say("chronicle.heading", date=words.day(record.day), day=record.day + 1, days=days)


def tell_day(words: Catalogue, record: DayRecord) -> list[Line]:
    """The lines of a day."""
    teller = _Teller(words, record)
    told = [
        *(Line(Topic.PLACE, text) for text in tell_talks(words, record)),
        *(Line(Topic.PLACE, text, hex) for hex, text in tell_goings_over(words, record)),
        *(Line(Topic.FIGHT, text, hex) for hex, text in tell_fights(words, record, teller.force)),
        *(Line(Topic.PLACE, text) for text in tell_politics(words, record)),
        *(Line(Topic.PLACE, text) for text in command_news(words, record, teller.force)),
        *teller.places(),
        *(Line(Topic.SUPPLY, text, hex) for hex, text in tell_wants(words, record, teller.force)),
        *teller.marches(),
        *teller.comings(),
    ]
    quiet = Line(Topic.QUIET, words.say("chronicle.quiet" if record.is_over else "chronicle.quiet_so_far"))
    return [*(told or [quiet]), *teller.losses(), *teller.history()]


class _Teller:
    """Makes the lines of one day, a topic at a time."""

    def __init__(self, words: Catalogue, record: DayRecord) -> None:
        self.words = words
        self.record = record
        on_map = (record.before.units[U.HEX] >= 0) | (record.after.units[U.HEX] >= 0)
        self.present: list[int] = np.flatnonzero(on_map).tolist()

    def places(self) -> Iterable[Line]:
        """What changed hands, by side."""
        before, after = (state.places[Place.HOLDER] for state in (self.record.before, self.record.after))
        for side in SIDES:
            taken = np.flatnonzero((before != after) & (after == side)).tolist()
            taken.sort(key=lambda place: -self.words.world.places[place].value)
            if taken:
                names = self.words.join([self.words.place(place) for place in taken])
                told = self.words.sentence("chronicle.taken", side=self.words.the_side(side), places=names)
                rations = [tell_rations(self.words, self.record, place, side) for place in taken]
                text = str(self.words.entry("list.gap")).join([told, *filter(None, rations)])
                yield Line(Topic.PLACE, text, self.words.world.places[taken[0]].hex)

    def marches(self) -> Iterable[Line]:
        """A line for each side: the marches of most men over most ground."""
        for side in SIDES:
            told = tell_marches(self.words, self.record, side, self.force)
            if told:
                yield self._line(Topic.MARCH, "marched", side=self.words.side(side), marches=told)

    def comings(self) -> Iterable[Line]:
        """Reinforcements, bridges, railways, stores, chance meetings, and those in hand again."""
        record, after = self.record, self.record.after.units
        by_hex: dict[int, list[int]] = {}
        for event in record.arrived:
            by_hex.setdefault(event.hex, []).append(event.unit)
        for hex, units in by_hex.items():
            count = int(after[U.MEN, units].sum())
            where = self.words.where(hex)
            yield self._line(Topic.MARCH, "arrived", hex, force=self.force(units), where=where, count=count)
        for bridge in record.bridged:
            where = self.words.where(bridge.hex)
            yield self._line(Topic.MARCH, "bridged", bridge.hex, force=self.words.unit(bridge.unit), where=where)
        for hex, told in tell_journeys(self.words, record, self.force):
            yield Line(Topic.MARCH, told, hex)
        for ambush, fight in record.ambushes:
            yield self._ambush(ambush, fight)
        for told in (*tell_railways(self.words, record, self.force), *tell_stores(self.words, record)):
            yield Line(Topic.SUPPLY, told)
        known = {ambush.unit for ambush, _ in record.ambushes}
        met = [unit for unit in record.met if not self.words.world.board.kit[Kit.DOMESTIC, unit] and unit not in known]
        if met:
            yield self._line(Topic.MARCH, "met", force=self.force(met), count=len(met))
        if record.rallied:
            yield self._line(Topic.MARCH, "rallied", force=self.force(record.rallied))

    def _ambush(self, ambush: ev.Ambushed, fight: Fight) -> Line:
        force, enemies, where = self.force([ambush.unit]), self.force(ambush.ambushers), self.words.where(ambush.hex)
        parts = {"enemies": enemies, "where": where, "count": fight.lost[1 - fight.side], "own": fight.lost[fight.side]}
        told = self.words.sentence("chronicle.ambushed", force=force, **parts)
        return Line(Topic.MARCH, told, ambush.hex)

    def losses(self) -> Iterable[Line]:
        """Both sides' losses by kind, on every day that cost a man."""
        if not any(self.record.men_lost):
            return
        first, second = map(self.words.side, SIDES)
        told = [self._lost(lost) for lost in self.record.losses]
        yield self._line(Topic.LOSSES, "lost", first=first, first_lost=told[0], second=second, second_lost=told[1])

    def _lost(self, lost: DayLosses | int) -> str:
        """A side's losses, and in brackets their kinds and what else moves its losses so far."""
        words = self.words
        if isinstance(lost, int):
            return words.say("chronicle.lost_about" if lost else "chronicle.nothing_lost", count=lost)
        kinds = [
            words.say("chronicle.lost_kind", count=men, kind=words.say(f"losses.{kind}"))
            for kind, men in lost.kinds.items()
            if men
        ]
        beside = [
            words.say(f"chronicle.{key}", count=men)
            for key, men in (("wounded_gone", lost.wounded_gone), ("came_back", lost.back))
            if men
        ]
        total = words.say("chronicle.lost_men" if lost.total else "chronicle.nothing_lost", count=lost.total)
        account = [str(words.entry("list.comma")).join(kinds), *beside] if kinds else beside
        if not account:
            return total
        return words.say("chronicle.lost_kinds", total=total, kinds=str(words.entry("list.semicolon")).join(account))

    def history(self) -> Iterable[Line]:
        """What the sources have on this day; what happened in a span of days is told on its first."""
        events = [event for event in self.words.world.events if event.first_day == self.record.day]
        events.sort(key=lambda event: (event.first_day != event.last_day, not event.condition))
        for event in events[:_HISTORY]:
            yield self._line(Topic.HISTORY, "history", text=self.words.pick(event.text))

    def force(self, units: Iterable[int]) -> str:
        """Units by name, a formation that is there as a whole by its own."""
        return self.words.force(units, self.present)

    def _line(self, topic: Topic, key: str, at: int = -1, **parts: object) -> Line:
        return Line(topic, self.words.sentence(f"chronicle.{key}", **parts), at)
