"""What happened, day by day, gathered from a game's events; `telling` puts it into sentences.

It sees everything, as somebody does who watches a game.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, get_args

from game.core import events as ev
from game.core.apply import apply
from game.core.causes import Degree
from game.core.kernels.odds import Factor
from game.core.kinds import Status
from game.core.state import F, GameState, U
from game.core.world import World
from game.session.chronicle.day_record import Command, DayRecord, Fight, GoingOver, OfTalks, Political, Stores


class Chronicle:
    """Reads the events of a game in their order."""

    def __init__(self, world: World, start: GameState) -> None:
        self.world = world
        self.state = start.copy()
        self._record = DayRecord(start.day, start.copy(), self.state)
        self._fight = Fight(-1, -1)
        self._over: GoingOver | None = None  # while those beside it make way
        self._scattered: list[int] = []

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
        """The last day, if it has seen a fight or all orders of a phase, and no end."""
        begun = self._record.ordered or bool(self._record.fights)
        return replace(self._close(), is_over=False) if begun and self._record.ended is None else None

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
        if self._over:
            self._over.disarmed[event.unit] = men
            return
        self._fight.lost[1 - event.side] += men
        self._fight.surrendered[event.unit] = men

    def _destroyed(self, event: ev.UnitDestroyed) -> None:
        self._fight.destroyed.append(event.unit)

    def _stood(self, event: ev.UnitStood) -> None:
        if event.unit not in self._fight.stood:
            self._fight.stood.append(event.unit)

    def _retreated(self, event: ev.UnitRetreated) -> None:
        self._record.retreated.add(event.unit)
        if self._over:
            self._over.made_way.append(event.unit)
            return
        self._fight.gave_way.append(event.unit)
        if event.status == Status.ROUTED and event.unit not in self._fight.routed:
            self._fight.routed.append(event.unit)

    def _scattered_unit(self, event: ev.UnitScattered) -> None:
        self._scattered.append(event.unit)

    def _went_over(self, event: ev.FormationWentOver) -> None:
        men = int(self.state.units[U.MEN, list(event.units)].sum())  # the wounded go with them and are told apart
        self._note_over(event.formation, event.side, event.units, men)

    def _commander_went(self, event: ev.CommanderWentOver) -> None:
        self._note_over(event.formation, event.side, (), 0)

    def _note_over(self, formation: int, side: int, followed: tuple[int, ...], men: int) -> None:
        units = self.state.units
        members = [*followed, *self._scattered]
        # of the scattered only the formation is left to tell where it all was
        hexes = [int(units[U.HEX, unit]) for unit in members if units[U.HEX, unit] >= 0] or self._last_hexes(members)
        self._over = GoingOver(
            formation=formation,
            side=side,
            hex=max(set(hexes), key=hexes.count),
            men=men,
            led=bool(self.state.formations[F.REPLACED, formation] < 0),
            followed=followed,
            scattered=tuple(self._scattered),
        )
        self._scattered = []
        self._record.over.append(self._over)
        self._drop_wavering(formation)

    def _last_hexes(self, units: list[int]) -> list[int]:
        return [int(self._record.before.units[U.HEX, unit]) for unit in units]

    def _drop_wavering(self, formation: int) -> None:
        """A commander who has gone over is not told of as wavering too."""
        self._record.political = [
            event
            for event in self._record.political
            if not (isinstance(event, ev.DefectionConsidered) and event.formation == formation)
        ]

    def _laid_down(self, event: ev.FormationSurrendered) -> None:
        self._record.laid_down[event.formation] = int(self.state.units[U.MEN, list(event.units)].sum())
        self._record.political.append(event)

    def _seized(self, event: ev.TownSeized) -> None:
        self._fight = Fight(self.world.places[event.place].hex, event.side)  # those in it lay down arms without one
        self._record.command.append(event)

    def _considered(self, event: ev.DefectionConsidered) -> None:
        if event.chance:
            self._record.political.append(event)

    def _dawn_ended(self, event: ev.DutiesRenewed) -> None:
        """From now on retreats and surrenders belong to a fight."""
        self._over = None

    def _joined(self, event: ev.UnitsJoined) -> None:
        """Units that make way for those who change sides under a settlement were in no fight."""
        self._fight = Fight(-1, -1)

    def _mended(self, event: ev.RailMended) -> None:
        if not event.left:
            self._record.mended.append(event)

    def _met(self, event: ev.EnemyMet) -> None:
        if event.unit not in self._record.met:
            self._record.met.append(event.unit)

    def _ambushed(self, event: ev.Ambushed) -> None:
        self._fight = Fight(event.hex, 1 - int(self.state.units[U.SIDE, event.unit]))
        self._record.ambushes.append((event, self._fight))

    def _rallied(self, event: ev.UnitsRallied) -> None:
        self._record.rallied += event.units

    def _ordered(self, event: ev.PhaseEnded) -> None:
        self._record.ordered = True

    def _ended(self, event: ev.CampaignEnded) -> None:
        self._record.ended = event


def _kept(in_list: Callable[[DayRecord], list[Any]]) -> Callable[[Chronicle, Any], None]:
    """Makes a note that adds an event as it is to a list of the day."""

    def note(chronicle: Chronicle, event: Any) -> None:
        in_list(chronicle._record).append(event)

    return note


_NOTES: dict[type, Callable[[Chronicle, Any], None]] = {
    **dict.fromkeys(get_args(Political), _kept(lambda day: day.political)),
    **dict.fromkeys(get_args(OfTalks), _kept(lambda day: day.talks)),
    **dict.fromkeys(get_args(Command), _kept(lambda day: day.command)),
    **dict.fromkeys(get_args(Stores), _kept(lambda day: day.stores)),
    ev.UnitArrived: _kept(lambda day: day.arrived),
    ev.BridgeBuilt: _kept(lambda day: day.bridged),
    ev.RailWrecked: _kept(lambda day: day.wrecked),
    ev.RailMended: Chronicle._mended,
    ev.UnitRailed: _kept(lambda day: day.railed),
    ev.BattleFought: Chronicle._battle,
    ev.LossesTaken: Chronicle._losses,
    ev.UnitSurrendered: Chronicle._surrender,
    ev.UnitDestroyed: Chronicle._destroyed,
    ev.UnitStood: Chronicle._stood,
    ev.UnitRetreated: Chronicle._retreated,
    ev.UnitScattered: Chronicle._scattered_unit,
    ev.FormationWentOver: Chronicle._went_over,
    ev.CommanderWentOver: Chronicle._commander_went,
    ev.DefectionConsidered: Chronicle._considered,
    ev.FormationSurrendered: Chronicle._laid_down,
    ev.DutiesRenewed: Chronicle._dawn_ended,
    ev.UnitsJoined: Chronicle._joined,
    ev.TownSeized: Chronicle._seized,
    ev.EnemyMet: Chronicle._met,
    ev.Ambushed: Chronicle._ambushed,
    ev.UnitsRallied: Chronicle._rallied,
    ev.PhaseEnded: Chronicle._ordered,
    ev.CampaignEnded: Chronicle._ended,
}
"""What is done with an event; those of a kind that the day keeps are kept, unless a line below says otherwise."""
