"""Checks of the order of battle."""

from dataclasses import replace
from datetime import timedelta

from game.scenario.build.ground import standing_room
from game.scenario.lint.draft import Draft
from game.scenario.lint.supply import supply_points
from game.scenario.problems import Path
from game.scenario.roster import UnitRow, at_entry
from game.scenario.rules import changed
from game.scenario.sayings import NOTHING, Saying, listed, say
from game.scenario.schema.types import both


def ids_are_unique(draft: Draft) -> None:
    """No two formations or units share an id, nor two sources or depots, and none is a side's."""
    ids: list[tuple[str | None, Path]] = [(id, ("sides", id)) for id in draft.spec.sides]
    ids += [(row.model.id, row.path) for row in draft.roster.formations]
    ids += [(row.model.id, row.path) for row in draft.roster.units]
    draft.check_unique(ids)
    draft.check_unique((item.id, path) for item, path in supply_points(draft))


def sides_are_known(draft: Draft) -> None:
    """Every formation has a side, and that of the formation above it."""
    for row in draft.roster.formations:
        above = draft.roster.formations[row.parent].side if row.parent >= 0 else row.side
        if not row.side and row.parent < 0:
            message = say("formation '{id}' has no side", id=row.model.id)
            draft.report.error(row.path, message, say("a top formation needs `side`"))
        elif row.side != above and above:
            message = say(
                "formation '{id}' is of side '{side}' under one of side '{above}'",
                id=row.model.id,
                side=row.side,
                above=above,
            )
            draft.report.error((*row.path, "side"), message, say("leave `side` out, or move it out of that formation"))
        else:
            draft.check_side(row.model.side, (*row.path, "side"))


def sides_look_different(draft: Draft) -> None:
    """The counters of the two sides have colours of their own."""
    (_, one), (id, other) = draft.spec.sides.items()
    if one.colour == other.colour:
        message = say("both sides are {colour}", colour=one.colour)
        draft.report.warning(("sides", id, "colour"), message, say("give each a `colour` of its own"))


def formations_are_led(draft: Draft) -> None:
    """Every formation but a district has a commander."""
    for row in draft.roster.formations:
        if row.model.commander is None and row.model.kind != "district":
            message = say("formation '{id}' has no commander", id=row.model.id)
            draft.report.warning(row.path, message, say("name one in `commander`"))


def cliques_are_known(draft: Draft) -> None:
    """Every clique that is named is one that the rules know."""
    for row in draft.roster.formations:
        if row.model.clique and row.model.clique not in draft.rules.cliques:
            draft.report.unknown((*row.path, "clique"), say("clique"), row.model.clique, draft.rules.cliques)


def loyalty_counts(draft: Draft) -> None:
    """What is said of a commander's loyalty is said of formations that have units of their own."""
    for row in draft.roster.formations:
        if row.model.units:
            continue
        for field in ("loyalty", "agents", "families"):
            value = getattr(row.model, field)
            if value is not None and value is not False:
                message = say("formation '{id}' has no units of its own, so this counts for nothing", id=row.model.id)
                draft.report.warning((*row.path, field), message, say("say it of the formations below"))


def militia_has_no_agents(draft: Draft) -> None:
    """Agents sit in the staffs of formations that have more than militia: nobody else can be won over."""
    types = draft.rules.types
    for row in draft.roster.formations:
        kinds = [types[unit.type] for unit in row.model.units if unit.type in types]
        if row.model.agents and len(kinds) == len(row.model.units) > 0 and all(kind.domestic for kind in kinds):
            message = say(
                "formation '{id}' is all militia, which nobody wins over, so this counts for nothing", id=row.model.id
            )
            draft.report.warning((*row.path, "agents"), message, say("leave it out"))


def sources_are_named(draft: Draft) -> None:
    """A unit that says how firm its source is names one."""
    for row in draft.roster.units:
        if row.model.confidence is not None and not any(both(row.model.source)):
            message = say("unit '{id}' says how firm its source is and names none", id=row.model.id)
            draft.report.warning((*row.path, "confidence"), message, say("name a source in `source`"))


def types_are_known(draft: Draft) -> None:
    """Every unit is of a type that the rules know."""
    for row in draft.roster.units:
        if row.model.type not in draft.rules.types:
            draft.report.unknown((*row.path, "type"), say("unit type"), row.model.type, draft.rules.types)


def arrivals_are_in_time(draft: Draft) -> None:
    """Units that arrive do so within the campaign, at a hex and in a watch that exist."""
    watches = len(draft.spec.calendar.watches)
    for row in draft.roster.units:
        arrival, path = row.model.arrives, (*row.path, "arrives")
        if arrival is None:
            continue
        draft.geography.spots.hex(arrival.at, (*path, "at"))
        draft.check_day(arrival.date, (*path, "date"), say("'{unit}' arrives on", unit=row.model.id))
        if arrival.watch > watches:
            message = say("'{unit}' arrives in watch {watch} of a day", unit=row.model.id, watch=arrival.watch)
            draft.report.error((*path, "watch"), message, say("a day has {watches}", watches=watches))


def garrisons_are_in_time(draft: Draft) -> None:
    """Garrisons are freed within the campaign."""
    calendar = draft.spec.calendar
    for row in draft.roster.units:
        until = row.model.held_until
        if until is not None and not calendar.start < until <= calendar.end + timedelta(days=1):
            message = say(
                "'{id}' is held until {until}; the campaign runs from {start} to {end}",
                id=row.model.id,
                until=until,
                start=calendar.start,
                end=calendar.end,
            )
            draft.report.warning((*row.path, "held_until"), message, say("`held: true` holds it for the whole game"))


def units_are_on_the_map(draft: Draft) -> None:
    """At the start and at each entry everybody stands at a spot of the map."""
    draft.standing(draft.roster)
    for id, entry in draft.spec.entries.items():
        draft.standing(at_entry(draft.roster, id, entry))


def units_can_stand(draft: Draft) -> None:
    """At the start and at each entry nobody stands in water, among enemies or in a crowd."""
    room = standing_room(draft.spec, draft.geography, changed(draft.rules, draft.spec.rules))
    for hex, units in draft.at_start.items():
        rows = [_told_at(draft, draft.roster.units[unit]) for unit in units]
        rows.sort(key=lambda row: draft.report.is_said_elsewhere(row.at_path))
        _check_hex(draft, hex, rows, int(room[hex]))
    known = {row.model.id for row in draft.roster.units}
    for id, entry in draft.spec.entries.items():
        if not known.issuperset(entry.units):  # told already: where somebody stands by then is not known
            continue
        roster = at_entry(draft.roster, id, entry)
        for hex, units in draft.standing(roster).items():
            rows = [roster.units[unit] for unit in units]
            if not _stood_there(draft, hex, rows):
                _check_hex(draft, hex, _told_by(rows, ("entries", id)), int(room[hex]), say("at entry '{id}', ", id=id))


def _told_at(draft: Draft, row: UnitRow) -> UnitRow:
    """A unit with the line that a change of fact has of it, if it has any, as the one that says where it stands."""
    paths = [(*row.path, field) for field in ("at", "men")]
    return next((replace(row, at_path=path) for path in paths if draft.report.is_said_elsewhere(path)), row)


def _stood_there(draft: Draft, hex: int, rows: list[UnitRow]) -> bool:
    """Whether these stood in a hex at the start, as strong as they are: what is wrong with it has been told."""
    before = [draft.roster.units[unit] for unit in draft.at_start.get(hex, [])]
    return {(row.model.id, row.men) for row in rows} <= {(row.model.id, row.men) for row in before}


def _told_by(rows: list[UnitRow], entry: Path) -> list[UnitRow]:
    """The units of a hex at an entry, those last of which it says where they stand: it is to say so of the others."""
    named = [row for row in rows if row.at_path[:2] == entry]
    return [replace(row, at_path=entry) for row in rows if row not in named] + named


def _check_hex(draft: Draft, hex: int, rows: list[UnitRow], room: int, when: Saying = NOTHING) -> None:
    """Report what is wrong with those in a hex, the first of whom were there before the last."""
    first, last = rows[0], rows[-1]
    number = draft.geography.grid.number(hex)
    if draft.rules.terrains[draft.geography.terrain[hex]].impassable:
        for row in rows:
            message = say(
                "{when}'{unit}' stands in {terrain} at {hex}, where nobody can",
                when=when,
                unit=row.model.id,
                terrain=draft.geography.terrain[hex],
                hex=number,
            )
            draft.report.error(row.at_path, message)
        return
    for row in rows:
        if row.side != first.side and {row.side, first.side} <= set(draft.spec.sides):
            message = say(
                "{when}'{unit}' stands in hex {hex} with '{other}' of the other side",
                when=when,
                unit=row.model.id,
                hex=number,
                other=first.model.id,
            )
            draft.report.error(row.at_path, message, say("a hex holds units of one side"))
    men = sum(row.men for row in rows)
    if men > room:
        message = say(
            "{when}{men} men stand in hex {hex}, which has room for {room}", when=when, men=men, hex=number, room=room
        )
        is_silent = last.at_path[0] == "entries" and last.at_path[-1] != "at"
        told = say("say in its `units` where they stand by then") if is_silent else say("spread the units")
        hint = say("{hint}: {units}", hint=told, units=listed(row.model.id for row in rows))
        draft.report.error(last.at_path, message, hint)
