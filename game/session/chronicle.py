"""What happened, day by day, gathered from a game's events; `telling` puts it into sentences.

It sees everything, as somebody does who watches a game.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from game.core import events as ev
from game.core.apply import apply
from game.core.causes import Degree
from game.core.kernels.odds import Factor
from game.core.state import GameState, Status, U
from game.core.world import SIDES, World


@dataclass
class Fight:
    """A day's attacks of one side on one hex."""

    hex: int
    side: int
    attacks: int = 0
    by_night: bool = True
    """Whether all of them were."""
    attackers: list[int] = field(default_factory=list)
    defenders: list[int] = field(default_factory=list)
    degree: Degree = Degree.REPULSE
    """The best of them."""
    factors: tuple[int, ...] = ()
    """Of the attack with the most power."""
    lost: list[int] = field(default_factory=lambda: [0, 0])
    """Men lost by side, prisoners included."""
    surrendered: dict[int, int] = field(default_factory=dict)
    """Unit -> men who laid down their arms."""
    destroyed: list[int] = field(default_factory=list)
    stood: list[int] = field(default_factory=list)
    routed: list[int] = field(default_factory=list)


@dataclass
class DayRecord:
    """A day of the campaign: the positions around it and what the chronicle tells of it."""

    day: int
    before: GameState
    """At the dusk of the day before."""
    after: GameState
    """At dusk."""
    fights: dict[tuple[int, int], Fight] = field(default_factory=dict)
    """By hex and attacking side."""
    arrived: list[ev.UnitArrived] = field(default_factory=list)
    bridged: list[ev.BridgeBuilt] = field(default_factory=list)
    retreated: set[int] = field(default_factory=set)
    met: list[int] = field(default_factory=list)
    rallied: list[int] = field(default_factory=list)
    ordered: bool = False
    """Whether a side has given all its orders of a phase."""
    ended: ev.CampaignEnded | None = None


class Chronicle:
    """Reads the events of a game in their order."""

    def __init__(self, world: World, start: GameState) -> None:
        self.world = world
        self.state = start.copy()
        self._record = DayRecord(start.day, start.copy(), self.state)
        self._fight = Fight(-1, -1)

    def read(self, events: Iterable[ev.Event]) -> list[DayRecord]:
        """Go on with the next events; the days that they complete."""
        done = []
        for event in events:
            if isinstance(event, ev.DayBegan) and event.day != self._record.day:
                done.append(self._close())
                self._record = DayRecord(event.day, self.state.copy(), self.state)
            note = _NOTES.get(type(event))
            if note:
                note(self, event)
            apply(self.state, event)
            if isinstance(event, ev.CampaignEnded):
                done.append(self._close())
        return done

    @property
    def unfinished(self) -> DayRecord | None:
        """The last day, if it has seen orders and no end."""
        return self._close() if self._record.ordered and self._record.ended is None else None

    def _close(self) -> DayRecord:
        self._record.after = self.state.copy()
        return self._record

    def _battle(self, event: ev.BattleFought) -> None:
        fight = self._record.fights.setdefault((event.hex, event.side), Fight(event.hex, event.side))
        fight.attacks += 1
        fight.by_night &= self.world.calendar.nights[self.state.watch]
        fight.attackers += [unit for unit in event.attackers if unit not in fight.attackers]
        fight.defenders += [unit for unit in event.defenders if unit not in fight.defenders]
        fight.degree = max(fight.degree, Degree(event.degree))
        if not fight.factors or event.factors[Factor.ATTACK_POWER] > fight.factors[Factor.ATTACK_POWER]:
            fight.factors = event.factors
        self._fight = fight

    def _losses(self, event: ev.LossesTaken) -> None:
        units = self.state.units
        for unit, men in zip(event.units, event.men, strict=True):
            self._fight.lost[units[U.SIDE, unit]] += int(units[U.MEN, unit]) - men

    def _surrender(self, event: ev.UnitSurrendered) -> None:
        men = int(self.state.units[U.MEN, event.unit])
        self._fight.lost[1 - event.side] += men
        self._fight.surrendered[event.unit] = men

    def _destroyed(self, event: ev.UnitDestroyed) -> None:
        self._fight.destroyed.append(event.unit)

    def _stood(self, event: ev.UnitStood) -> None:
        if event.unit not in self._fight.stood:
            self._fight.stood.append(event.unit)

    def _retreated(self, event: ev.UnitRetreated) -> None:
        self._record.retreated.add(event.unit)
        if event.status == Status.ROUTED and event.unit not in self._fight.routed:
            self._fight.routed.append(event.unit)

    def _arrived(self, event: ev.UnitArrived) -> None:
        self._record.arrived.append(event)

    def _bridged(self, event: ev.BridgeBuilt) -> None:
        self._record.bridged.append(event)

    def _met(self, event: ev.EnemyMet) -> None:
        if event.unit not in self._record.met:
            self._record.met.append(event.unit)

    def _rallied(self, event: ev.UnitsRallied) -> None:
        self._record.rallied += event.units

    def _ordered(self, event: ev.PhaseEnded) -> None:
        self._record.ordered = True

    def _ended(self, event: ev.CampaignEnded) -> None:
        self._record.ended = event


_NOTES: dict[type, Callable[[Chronicle, Any], None]] = {
    ev.BattleFought: Chronicle._battle,
    ev.LossesTaken: Chronicle._losses,
    ev.UnitSurrendered: Chronicle._surrender,
    ev.UnitDestroyed: Chronicle._destroyed,
    ev.UnitStood: Chronicle._stood,
    ev.UnitRetreated: Chronicle._retreated,
    ev.UnitArrived: Chronicle._arrived,
    ev.BridgeBuilt: Chronicle._bridged,
    ev.EnemyMet: Chronicle._met,
    ev.UnitsRallied: Chronicle._rallied,
    ev.PhaseEnded: Chronicle._ordered,
    ev.CampaignEnded: Chronicle._ended,
}


def losses_between(before: GameState, after: GameState) -> tuple[dict[str, int], dict[str, int]]:
    """For each side the men lost between two positions by kind, in the order of the accounts; none left out."""
    kinds = {"killed": U.KILLED, "wounded": U.WOUNDED, "captured": U.CAPTURED, "straggled": U.STRAGGLED}
    kinds |= {"gone_over": U.GONE_OVER, "left": U.LEFT}
    change = after.units - before.units
    first, second = (
        {kind: max(0, int(change[column, before.units[U.SIDE] == side].sum())) for kind, column in kinds.items()}
        for side in SIDES
    )
    return first, second
