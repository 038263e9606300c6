"""Checks of documented events whose condition can never hold, or not by the day on which it is to be."""

from datetime import date

from game.core.numbers import Number
from game.scenario.lint.draft import Draft
from game.scenario.problems import Path
from game.scenario.roster import UnitRow
from game.scenario.sayings import say
from game.scenario.schema.history import Condition, Event
from game.scenario.survey.geography import NOWHERE

_NEAR = 1
"""Hexes within which a place counts as reached."""


def conditions_can_hold(draft: Draft) -> None:
    """Every condition is one that a game can come to."""
    for number, event in enumerate(draft.spec.documented.events):
        if event.when is not None:
            _check(draft, event, event.when, ("documented", "events", number, "when"))


def reaches_are_right(draft: Draft) -> None:
    """How near somebody came is said of units and spots that exist."""
    for number, item in enumerate(draft.spec.documented.reaches):
        path = ("documented", "reaches", number)
        draft.check_members(item.who, (*path, "who"))
        for name in ("towards", "at"):
            draft.geography.spots.hex(getattr(item, name), (*path, name))


def departures_are_right(draft: Draft) -> None:
    """Who left is somebody whose side has a lift."""
    for number, item in enumerate(draft.spec.documented.departures):
        path = ("documented", "departures", number, "who")
        draft.check_members(item.who, path)
        if item.who not in draft.roster.refs:
            continue
        rows = [draft.roster.units[unit] for unit in draft.roster.members(item.who)]
        if not any(lift.side == row.side for lift in draft.spec.lifts for row in rows):
            message = say("no lift is of the side of '{who}', so nobody can leave", who=item.who)
            draft.report.error(path, message, say("give the side one in `lifts`"))


def _check(draft: Draft, event: Event, when: Condition, path: Path) -> None:
    _check_ground(draft, when, path)
    who = when.by if when.reached else when.stopped or when.headquarters_lost or when.gone_over or when.left
    if who is None or who not in draft.roster.refs:
        return
    rows = [draft.roster.units[unit] for unit in draft.roster.members(who)]
    if when.reached is not None and event.days[1] >= draft.spec.calendar.start:
        _check_march(draft, event, rows, path)
    elif when.headquarters_lost is not None and not any(_is_headquarters(draft, row) for row in rows):
        message = say("no unit of '{who}' is a headquarters, so this can never hold", who=who)
        draft.report.error((*path, "headquarters_lost"), message, say("name the formation above it, or use `lost`"))
    elif when.left is not None and not any(lift.side == row.side for lift in draft.spec.lifts for row in rows):
        message = say("no lift is of the side of '{who}', so this can never hold", who=when.left)
        draft.report.error((*path, "left"), message, say("give the side one in `lifts`"))
    elif when.gone_over is not None and not any(_has_commander(draft, row) for row in rows):
        message = say("no unit of '{who}' has a commander who could go over, so this can never hold", who=who)
        draft.report.error((*path, "gone_over"), message, say("give its formation a `commander`, or use `lost`"))


def _is_headquarters(draft: Draft, row: UnitRow) -> bool:
    kind = draft.rules.types.get(row.model.type)
    return kind is None or kind.headquarters


def _has_commander(draft: Draft, row: UnitRow) -> bool:
    return draft.roster.formations[row.formation].model.kind != "district"


def _check_ground(draft: Draft, when: Condition, path: Path) -> None:
    spot = when.taken or when.visited
    hex = draft.geography.spots.find(spot) if spot is not None else NOWHERE
    if hex == NOWHERE or (when.visited is not None and _can_stand_near(draft, hex)):
        return
    if draft.rules.terrains[draft.geography.terrain[hex]].impassable:
        message = say("nobody can stand at {hex}, so this can never hold", hex=draft.geography.grid.number(hex))
        draft.report.error((*path, when.kind), message)


def _can_stand_near(draft: Draft, hex: int) -> bool:
    near = draft.geography.grid.disc(hex, _NEAR)
    return any(not draft.rules.terrains[draft.geography.terrain[each]].impassable for each in near)


def _check_march(draft: Draft, event: Event, rows: list[UnitRow], path: Path) -> None:
    """Whether anybody who is to come can: garrisons stay, and a march takes its days."""
    assert event.when is not None and event.when.reached is not None
    grid, goal = draft.geography.grid, draft.geography.spots.find(event.when.reached)
    homes = [(row, home(draft, row)) for row in rows]
    if goal == NOWHERE or not homes or not all(hex != NOWHERE and draft.comes_in_time(row) for row, hex in homes):
        return
    free = [(row, hex) for row, hex in homes if not row.model.held or grid.distance(hex, goal) <= _NEAR]
    if not free:
        message = say(
            "every unit of '{who}' is a garrison for the whole game, so this can never hold", who=event.when.by
        )
        draft.report.error((*path, "by"), message, say("free one of them, or name other units"))
        return
    last = event.days[1]
    quickest = max(pace(draft, row) for row, _ in free)
    late = [max(0, (last - present_from(draft, row)).days + 1) * quickest for row, _ in free]
    far = [max(0, grid.distance(hex, goal) - _NEAR) * grid.hex_km10 for _, hex in free]
    if all(away > reach for away, reach in zip(far, late, strict=True)):
        message = say(
            "nobody of '{who}' can be there by {last}: the nearest is {far:g} km away",
            who=event.when.by,
            last=last,
            far=min(far) / 10,
        )
        draft.report.warning((*path, "reached"), message, say("correct the place, the day or who is to come"))


def home(draft: Draft, row: UnitRow) -> int:
    """The hex where a unit begins or arrives."""
    spot = row.model.at or (row.model.arrives.at if row.model.arrives else None)
    return NOWHERE if spot is None else draft.geography.spots.find(spot)


def present_from(draft: Draft, row: UnitRow) -> date:
    """The first day on which a unit is on the map."""
    return row.model.arrives.date if row.model.arrives else draft.spec.calendar.start


def pace(draft: Draft, row: UnitRow) -> int:
    """0.1 km that a unit can make in a day, on a road and by a forced march, or where its side has them by train."""
    numbers = draft.rules.numbers | draft.spec.rules
    budgets = {"foot": Number.BUDGET_FOOT, "cavalry": Number.BUDGET_CAVALRY, "motor": Number.BUDGET_MOTOR}
    kind = draft.rules.types.get(row.model.type)
    budget = numbers[budgets[kind.move if kind else "foot"].name.lower()]
    on_foot = int(budget * (1000 + numbers["forced_march"]) // max(1, numbers["road"]))
    has_trains = any(trains.side == row.side for trains in draft.spec.troop_trains)
    return max(on_foot, int(numbers["rail_day"])) if has_trains else on_foot
