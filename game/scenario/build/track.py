"""The historical track of a checked scenario as each side's player is given it."""

from datetime import date

from game.core.hexgrid import HexGrid
from game.core.intents.intent import Intent, IntentKind
from game.core.intents.track import Line, Position, Track
from game.scenario.roster import Roster
from game.scenario.schema.spec import Spec
from game.scenario.schema.track import TrackIntent, TrackPosition
from game.scenario.schema.types import Spot, both
from game.scenario.survey.geography import Geography

_NONE = -1


def tracks(spec: Spec, geography: Geography, roster: Roster) -> tuple[Track, Track]:
    """The tracks of both sides, with the scenario's delay in them."""
    reader = _Reader(spec, geography, roster)
    first, second = (reader.track(side) for side in spec.sides)
    return first, second


class _Reader:
    """Turns ids, spots and dates into numbers."""

    def __init__(self, spec: Spec, geography: Geography, roster: Roster) -> None:
        self._spec = spec
        self._geography = geography
        self._roster = roster
        self._formations = {row.model.id: number for number, row in enumerate(roster.formations)}

    def track(self, side: str) -> Track:
        lines = [self._line(item) for item in self._spec.track.intents.get(side, [])]
        lines = [*self._waiting(lines), *lines]
        positions = [each for item in self._spec.track.positions for each in self._positions(item, side)]
        return Track(
            tuple(sorted(lines, key=lambda line: line.day)), tuple(sorted(positions, key=lambda each: each.day))
        )

    def _waiting(self, lines: list[Line]) -> list[Line]:
        """Who was to do something from the first day on stands where he is until a delayed track has him begin."""
        delay = self._spec.track.delay
        waiting = dict.fromkeys(line.formation for line in lines if line.day <= delay) if delay else {}
        return [Line(0, formation, Intent(IntentKind.HOLD, avoid_battle=True)) for formation in waiting]

    def _line(self, item: TrackIntent) -> Line:
        intent = None if item.do == "improvise" else self._intent(item)
        day, formation = self._day(item.date), self._formations[item.formation]
        return Line(day, formation, intent, both(item.source), item.confidence or "")

    def _intent(self, item: TrackIntent) -> Intent:
        return Intent(
            IntentKind[item.do.upper()],
            hex=self._hex(item.at),
            formation=_NONE if item.whom is None else self._formations[item.whom],
            as_far_as=self._hex(item.as_far_as),
            by_day=_NONE if item.by is None else self._day(item.by),
            min_odds=_NONE if item.min_odds is None else item.min_odds,
            radius=_NONE if item.radius is None else item.radius,
            avoid_battle=item.avoid_battle,
            assault=item.assault,
            garrisons=tuple(map(self._hex, item.garrisons)),
            spare=tuple(self._formations[id] for id in item.spare),
            lane=tuple(map(self._hex, item.lane)),
        )

    def _positions(self, item: TrackPosition, side: str) -> list[Position]:
        """A line for each unit of the side that it is about."""
        grid: HexGrid = self._geography.grid
        within = int(item.within_km * 10) // grid.hex_km10
        units = [unit for unit in self._roster.members(item.who) if self._roster.units[unit].side == side]
        hex, day = self._hex(item.at), self._day(item.date)
        return [Position(day, unit, hex, within, both(item.source), item.confidence or "") for unit in units]

    def _day(self, day: date) -> int:
        return (day - self._spec.calendar.start).days + self._spec.track.delay

    def _hex(self, spot: Spot | None) -> int:
        return _NONE if spot is None else self._geography.spots.hex(spot, ())
