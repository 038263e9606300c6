"""The day's chronicle in sentences, the most important first."""

from collections.abc import Iterable
from enum import Enum, auto
from typing import NamedTuple

import numpy as np

from game.core import events as ev
from game.core.board import Kit
from game.core.causes import Trigger
from game.core.kinds import SupplyReason, SupplyState
from game.core.state import F, Place, U
from game.core.world import SIDES
from game.session.day_record import DayRecord, Fight, GoingOver
from game.session.losses import DayLosses
from game.session.telling_command import command_news
from game.session.telling_marches import tell_journeys, tell_marches
from game.session.telling_supply import tell_railways, tell_rations, tell_stores
from game.session.telling_talks import tell_talks
from game.session.text import Catalogue, capital
from game.session.wording import odds_words, percent, tell_supply

_FIGHTS = 6  # told one by one
_SMALL = 100  # a fight of less weight is told only if it stands alone
_HISTORY = 2
_REASONS = 2
"""Why supplies fail is told so many times for those who lack them alike; the others are named without."""


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
        *teller.goings_over(),
        *teller.fights(),
        *teller.politics(),
        *(Line(Topic.PLACE, text) for text in command_news(words, record, teller.force)),
        *teller.places(),
        *teller.supply(),
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

    def goings_over(self) -> Iterable[Line]:
        """The formations that changed sides: the news of any day."""
        for over in self.record.over:
            text = str(self.words.entry("list.gap")).join([self._over(over), *self._about(over)])
            yield Line(Topic.PLACE, text, over.hex)

    def _over(self, over: GoingOver) -> str:
        words = self.words
        commander = words.pick(words.world.formations[over.formation].commander) if over.led else ""
        key = "went_over_led" if commander else "went_over"
        return words.sentence(
            f"chronicle.{key if over.followed else 'went_over_alone'}",
            formation=words.formation(over.formation),
            side=words.the_side(over.side),
            where=words.where(over.hex),
            commander=commander,
            count=over.men,
        )

    def _about(self, over: GoingOver) -> Iterable[str]:
        """Who followed, who did not, who had to leave."""
        words = self.words
        turned = {unit for other in self.record.over for unit in other.followed}
        made_way = [unit for unit in over.made_way if unit not in turned]
        parts = (("went_with", over.followed), ("would_not", over.scattered), ("made_way", made_way))
        for key, units in parts:
            if units:
                yield words.sentence(f"chronicle.{key}", force=words.units(dict.fromkeys(units)))
        if over.disarmed:
            count = sum(over.disarmed.values())
            yield words.sentence("chronicle.disarmed", force=words.units(over.disarmed), count=count)

    def politics(self) -> Iterable[Line]:
        """Envoys, new commanders, those who wavered, formations that are no more; alike ones of a side together."""
        alike: dict[tuple[str, int], list[int]] = {}
        for event in self.record.political:
            if isinstance(event, ev.DefectionConsidered):
                yield self._wavered(event)
            elif not (isinstance(event, ev.FormationLost) and event.formation in self.record.laid_down):
                own = int(self.record.before.formations[F.SIDE, event.formation])
                side = own if isinstance(event, ev.CommanderReplaced) else 1 - own
                alike.setdefault((_POLITICS[type(event)], side), []).append(event.formation)
        for (key, side), chosen in alike.items():
            called = self.words.troops if key in _GONE else self.words.formation
            formations = self.words.join([called(formation) for formation in chosen])
            name = self.words.the_side(side)
            men = sum(self.record.laid_down.get(formation, 0) for formation in chosen)
            yield self._line(Topic.PLACE, key, side=name, formations=formations, count=len(chosen), men=men)

    def _wavered(self, event: ev.DefectionConsidered) -> Line:
        trigger = self.words.enum("triggers", Trigger(event.trigger))
        formation, chance = self.words.formation(event.formation), percent(event.chance)
        return self._line(Topic.PLACE, "wavered", formation=formation, trigger=trigger, chance=chance)

    def fights(self) -> Iterable[Line]:
        """The greatest one by one in the order they came, the others summed up."""
        fights = sorted(self.record.fights.values(), key=_weight, reverse=True)
        great = [fight for fight in fights[:_FIGHTS] if _weight(fight) >= _SMALL] or fights[:1]
        for fight in self.record.fights.values():
            if fight in great:
                yield Line(Topic.FIGHT, self._fight(fight), fight.hex)
        others = fights[len(great) :]
        if others:
            first, second = (sum(fight.lost[side] for fight in others) for side in SIDES)
            yield self._line(
                Topic.FIGHT,
                "more_fights",
                count=len(others),
                first=self.words.the_side(0),
                second=self.words.the_side(1),
                first_lost=first,
                second_lost=second,
            )

    def _fight(self, fight: Fight) -> str:
        words = self.words
        text = words.say(
            f"chronicle.fight.{fight.outcome.name}",
            attackers=self.force(fight.attackers),
            attacked=words.say("chronicle.attacked", count=fight.attacks),
            defenders=self.force(fight.defenders),
            where=words.where(fight.hex),
            odds=odds_words(words, fight.factors),
            own=fight.lost[fight.side],
            theirs=fight.lost[1 - fight.side],
        )
        if fight.by_night:
            text = words.say("chronicle.by_night", sentence=text)
        return str(words.entry("list.gap")).join([capital(text), *self._consequences(fight)])

    def _consequences(self, fight: Fight) -> Iterable[str]:
        words = self.words
        gone = [*fight.surrendered, *fight.destroyed]
        if fight.surrendered:
            count = sum(fight.surrendered.values())
            yield words.sentence("chronicle.surrendered", force=self.force(fight.surrendered), count=count)
        if fight.destroyed:
            yield words.sentence("chronicle.destroyed", force=self.force(fight.destroyed))
        stood = [unit for unit in fight.stood if unit not in fight.gave_way]
        for key, units in (("stood", stood), ("routed", fight.routed)):
            left = [unit for unit in units if unit not in gone]
            if left:
                yield words.sentence(f"chronicle.{key}", force=self.force(left))

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

    def supply(self) -> Iterable[Line]:
        """Who was cut off, who has a road again, who went hungry since yesterday."""
        before, after = self.record.before.units, self.record.after.units
        here = (before[U.HEX] >= 0) & (after[U.HEX] >= 0) & (before[U.SIDE] == after[U.SIDE]) & (after[U.REASON] >= 0)
        newly_cut = here & (before[U.ENCIRCLED] == 0) & (after[U.ENCIRCLED] > 0)
        freed = here & (before[U.ENCIRCLED] > 0) & (after[U.ENCIRCLED] == 0)
        low, out = (here & ~newly_cut & (after[U.SUPPLY] == state) for state in (SupplyState.LOW, SupplyState.OUT))
        newly_low, newly_out = (wanting & (before[U.SUPPLY] < after[U.SUPPLY]) for wanting in (low, out))
        told = {
            "cut_off": newly_cut,
            "relieved": freed & ~low & ~out,
            "relieved_out": freed & out,
            "relieved_low": freed & low,
            "gone_out": newly_out & ~freed,
            "gone_low": newly_low & ~freed,
        }
        for side in SIDES:
            for key, chosen in told.items():
                yield from self._supply_lines(key, np.flatnonzero(chosen & (after[U.SIDE] == side)).tolist())

    def _supply_lines(self, key: str, units: list[int]) -> Iterable[Line]:
        """Those with the same reason together, the most men first; those with seldom ones without it."""
        after = self.record.after.units
        groups: dict[str, list[int]] = {}
        for unit in sorted(units, key=lambda unit: -int(after[U.MEN, unit])):
            reason = "" if key == "relieved" else self._reason(unit)
            groups.setdefault(reason, []).append(unit)
        by_men = sorted(groups.items(), key=lambda group: -int(after[U.MEN, group[1]].sum()))
        few = len(by_men) <= _REASONS + 1
        for reason, chosen in by_men if few else by_men[:_REASONS]:
            yield self._supply_line(key, chosen, reason)
        if not few:
            yield self._supply_line(f"{key}_too", [unit for _, chosen in by_men[_REASONS:] for unit in chosen], "")

    def _reason(self, unit: int) -> str:
        reason, at = self.record.after.units[[U.REASON, U.REASON_AT], unit].tolist()
        if reason == SupplyReason.DELIVERED:
            return self.words.say("chronicle.not_enough")
        return tell_supply(self.words, reason, at)

    def _supply_line(self, key: str, units: list[int], reason: str) -> Line:
        after = self.record.after.units
        men, at = int(after[U.MEN, units].sum()), int(after[U.HEX, units[0]])
        return self._line(Topic.SUPPLY, key, at, force=self.force(units), count=men, reason=reason)

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


_POLITICS: dict[type, str] = {
    ev.EnvoyArrived: "envoy_received",
    ev.EnvoyCaught: "envoy_caught",
    ev.CommanderReplaced: "new_commander",
    ev.FormationLost: "formation_lost",
    ev.FormationBroughtOff: "formation_brought_off",
    ev.AgentsCaught: "agents_caught",
    ev.FormationStoodAside: "stood_aside",
    ev.FormationTookUpArms: "took_up_arms",
    ev.PromiseBroken: "promise_broken",
    ev.FormationSurrendered: "formation_surrendered",
}


_GONE = {_POLITICS[kind] for kind in (ev.FormationLost, ev.FormationBroughtOff)}
"""What is told of a formation's own units alone."""


def _weight(fight: Fight) -> int:
    """How much a fight matters: its losses, and what was lost for good."""
    return sum(fight.lost) + 500 * len(fight.surrendered) + 500 * len(fight.destroyed) + 200 * len(fight.routed)
