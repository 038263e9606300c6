"""Checks of the historical track: whom it is about, when, and whether it can be done at all."""

from collections.abc import Iterator
from datetime import date

from game.core.hexgrid import HexGrid
from game.scenario.lint.conditions import home, pace, present_from
from game.scenario.lint.draft import Draft
from game.scenario.problems import Path
from game.scenario.roster import FormationRow
from game.scenario.sayings import listed, say
from game.scenario.schema.track import TrackIntent
from game.scenario.schema.types import Spot
from game.scenario.survey.geography import NOWHERE

_MOVES = {"go", "attack", "withdraw", "hold", "relieve", "leave"}
"""What leaves a formation near the place it names."""


def track_is_right(draft: Draft) -> None:
    """Its lines name what exists, on days of the campaign, and nobody is asked to be in two places."""
    sides: dict[str, str | None] = {}
    for row in draft.roster.formations:
        side_of = _side(draft, row)
        sides[row.model.id] = side_of if sides.get(row.model.id, side_of) == side_of else None
    for side, items in draft.spec.track.intents.items():
        path = ("track", "intents", side)
        if side not in draft.spec.sides:
            draft.report.unknown(path, say("side"), side, draft.spec.sides)
            continue
        ours = [id for id, whose in sides.items() if whose in (side, None)]
        theirs = [id for id, whose in sides.items() if whose != side]
        said: dict[tuple[str, date], int] = {}
        for number, item in enumerate(items):
            here = (*path, number)
            _check_names(draft, item, here, ours, theirs)
            _check_line(draft, side, item, here)
            before = said.setdefault((item.formation, item.date), number)
            if before != number:
                message = say("'{formation}' has a line for {date} already", formation=item.formation, date=item.date)
                draft.report.error((*here, "date"), message, say("say on another day what it does next"))


def marches_can_be_made(draft: Draft) -> None:
    """Nobody is sent further than he can march in the days that he has."""
    for side, items in draft.spec.track.intents.items():
        if side in draft.spec.sides:
            _check_marches(draft, items, ("track", "intents", side))


def positions_are_right(draft: Draft) -> None:
    """Documented positions are of units that exist and are on the map on that day of the campaign."""
    for number, item in enumerate(draft.spec.track.positions):
        path = ("track", "positions", number)
        draft.check_members(item.who, (*path, "who"))
        draft.check_day(item.date, (*path, "date"), say("the position of '{who}' is dated", who=item.who))
        draft.geography.spots.hex(item.at, (*path, "at"))
        for unit in draft.roster.members(item.who):
            row = draft.roster.units[unit]
            if row.model.arrives and row.model.arrives.date >= item.date and draft.comes_in_time(row):
                message = say(
                    "'{unit}' arrives on {date}, not before {day}",
                    unit=row.model.id,
                    date=row.model.arrives.date,
                    day=item.date,
                )
                draft.report.warning((*path, "date"), message, say("it is left where it arrives"))


def _check_names(draft: Draft, item: TrackIntent, path: Path, ours: list[str], theirs: list[str]) -> None:
    """The formations of a line are of the sides that they should be; those of an unclear side may be of either."""
    if item.formation not in ours and item.formation in theirs:
        message = say("formation '{id}' is not of side '{side}'", id=item.formation, side=path[2])
        draft.report.error((*path, "formation"), message)
    elif item.formation not in ours:
        draft.report.unknown((*path, "formation"), say("formation"), item.formation, ours)
    if item.whom is not None:
        known = ours if item.do == "relieve" else theirs
        if item.whom not in known:
            kind = say("formation of this side") if item.do == "relieve" else say("enemy formation")
            draft.report.unknown((*path, "whom"), kind, item.whom, known)
    for spared, id in enumerate(item.spare):
        if id not in theirs:
            draft.report.unknown((*path, "spare", spared), say("enemy formation"), id, theirs)


def _check_line(draft: Draft, side: str, item: TrackIntent, path: Path) -> None:
    """Its days lie in the campaign, its spots where it can be carried out."""
    draft.check_day(item.date, (*path, "date"), say("the line of '{formation}' is dated", formation=item.formation))
    if item.by is not None:
        draft.check_day(item.by, (*path, "by"), say("what '{formation}' is to do is dated", formation=item.formation))
        is_told = any(draft.report.has_error_at((*path, name)) for name in ("date", "by"))
        if item.by < item.date and not is_told:
            message = say("'{id}' is to be there by {by}, before {date}", id=item.formation, by=item.by, date=item.date)
            draft.report.error((*path, "by"), message)
    if item.do == "leave" and item.at is not None:
        _check_lift(draft, side, item.at, (*path, "at"))
    for spot, here in _spots(item, path):
        _check_ground(draft, spot, here, on_rails=item.do == "wreck" and here[-1] in ("at", "as_far_as"))


def _check_lift(draft: Draft, side: str, spot: Spot, path: Path) -> None:
    hex = draft.geography.spots.hex(spot, path)
    ours = [lift for lift in draft.spec.lifts if lift.side == side]
    if hex != NOWHERE and all(draft.geography.spots.find(lift.at) != hex for lift in ours):
        message = say("no lift takes men of '{side}' on in hex {hex}", side=side, hex=draft.geography.grid.number(hex))
        known = listed(lift.id for lift in ours) or say("none")
        draft.report.error(path, message, say("there are: {known}", known=known))


def _side(draft: Draft, row: FormationRow) -> str | None:
    """The side of a formation; None where the file has it wrong, which has been told."""
    report, path = draft.report, (*row.path, "side")
    is_known = row.side in draft.spec.sides and not report.has_error_at(path)
    return row.side if is_known else None


def _spots(item: TrackIntent, path: Path) -> Iterator[tuple[Spot, Path]]:
    for name in ("at", "as_far_as"):
        spot = getattr(item, name)
        if spot is not None:
            yield spot, (*path, name)
    for name in ("garrisons", "lane"):
        for number, spot in enumerate(getattr(item, name)):
            yield spot, (*path, name, number)


def _check_ground(draft: Draft, spot: Spot, path: Path, *, on_rails: bool) -> None:
    hex = draft.geography.spots.hex(spot, path)
    if hex == NOWHERE:
        return
    number = draft.geography.grid.number(hex)
    if draft.rules.terrains[draft.geography.terrain[hex]].impassable:
        draft.report.error(path, say("nobody can stand at {hex}", hex=number))
    elif on_rails and not _has_railway(draft, hex) and NOWHERE not in draft.geography.places.values():
        message = say("no railway runs through {hex}", hex=number)
        draft.report.error(path, message, say("name two places on the railway to be wrecked"))


def _has_railway(draft: Draft, hex: int) -> bool:
    """Whether a railway runs there, or may: one that could not be drawn, which has been reported."""
    return any(not chain or hex in chain for rail in draft.geography.rails for chain in rail)


def _check_marches(draft: Draft, items: list[TrackIntent], path: Path) -> None:
    """Warn of places that a formation cannot reach by the day it is to be there, whatever it does."""
    known = {row.model.id for row in draft.roster.formations}
    stands: dict[str, list[int]] = {}
    for number, item in sorted(enumerate(items), key=lambda each: each[1].date):
        if item.formation not in known or item.at is None or item.do not in _MOVES:
            continue
        goal = draft.geography.spots.hex(item.at, (*path, number, "at"))
        rows = [draft.roster.units[unit] for unit in draft.roster.members(item.formation)]
        if not rows or not all(map(draft.comes_in_time, rows)):
            continue
        if goal != NOWHERE and item.by is not None and item.by >= max(item.date, draft.spec.calendar.start):
            homes = [hex for row in rows if (hex := home(draft, row)) != NOWHERE]
            begun = max(item.date, min(present_from(draft, row) for row in rows))
            _check_march(
                draft,
                item,
                (stands.get(item.formation, homes), goal),
                (begun, item.by),
                max(pace(draft, row) for row in rows),
                (*path, number, "by"),
            )
        stands[item.formation] = [goal] if goal != NOWHERE else []


def _check_march(
    draft: Draft, item: TrackIntent, way: tuple[list[int], int], days: tuple[date, date], pace: int, path: Path
) -> None:
    grid: HexGrid = draft.geography.grid
    starts, goal = way
    if not starts:
        return
    far = min(grid.distance(start, goal) for start in starts) * grid.hex_km10
    count = max(0, (days[1] - days[0]).days + 1)
    if far > count * pace:
        message = say(
            "'{id}' cannot be at {hex} by {day}: it lies {far:g} km away, "
            "and from {start} on it makes {most:g} km at most",
            id=item.formation,
            hex=grid.number(goal),
            day=days[1],
            far=far / 10,
            start=days[0],
            most=count * pace / 10,
        )
        draft.report.warning(path, message, say("give it more days, or a place nearer by"))
