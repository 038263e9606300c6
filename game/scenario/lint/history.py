"""Checks of the calendar, victory, objectives, what is documented, and entries."""

from game.scenario.lint.draft import Draft
from game.scenario.problems import Path
from game.scenario.sayings import Saying, say
from game.scenario.schema.history import BY_SIDE, Condition, Dated
from game.scenario.schema.victory import (
    HoldTerm,
    JunctionTerm,
    LossesTerm,
    RefusedTerm,
    SavedTerm,
    SettledTerm,
    Victory,
)

_TOLERANCE = 50  # a documented strength is round: a 50th more or less agrees with it


def watches_are_right(draft: Draft) -> None:
    """Who orders first is said of watches that exist."""
    calendar = draft.spec.calendar
    for watch, side in calendar.first.items():
        path = ("calendar", "first", watch)
        if watch not in calendar.watches:
            draft.report.unknown(path, say("watch"), watch, calendar.watches)
        draft.check_side(side, path)


def victories_are_right(draft: Draft) -> None:
    """Victory, also that of each entry, names sides, places and groups that exist, and its levels are in order."""
    _check_victory(draft, draft.spec.victory, ("victory",))
    for id, entry in draft.spec.entries.items():
        if entry.victory:
            _check_victory(draft, entry.victory, ("entries", id, "victory"))


def _check_victory(draft: Draft, victory: Victory, path: Path) -> None:
    draft.check_side(victory.favours, (*path, "favours"))
    for number, term in enumerate(victory.terms):
        here = (*path, "terms", number)
        if isinstance(term, LossesTerm | SavedTerm):
            draft.check_group(term.group, (*here, "group"))
        if isinstance(term, LossesTerm):
            for field, place in (("stand", term.stand), ("toward", term.toward)):
                if place is not None:
                    draft.check_place(place, (*here, field))
        if isinstance(term, HoldTerm):
            draft.check_place(term.place, (*here, "place"))
        if isinstance(term, JunctionTerm):
            for which, group in enumerate(term.groups):
                draft.check_group(group, (*here, "groups", which))
        if isinstance(term, RefusedTerm):
            _check_order(draft, term, (*here, "order"))
        known = [talk.id for talk in draft.spec.talks]
        if isinstance(term, SettledTerm) and term.talks not in known:
            draft.report.unknown((*here, "talks"), say("talks"), term.talks, known)
        if not isinstance(term, LossesTerm | SavedTerm):
            draft.check_side(term.side, (*here, "side"))
    _check_levels(draft, victory, (*path, "levels"))


def _check_order(draft: Draft, term: RefusedTerm, path: Path) -> None:
    orders = {item.id: item for item in draft.spec.superior_orders}
    if term.order not in orders:
        draft.report.unknown(path, say("order from above"), term.order, orders)
        return
    asked = orders[term.order]
    later = [each.id for each in orders.values() if each.formation == asked.formation and each.date > asked.date]
    if later:
        message = say("order '{id}' of the same formation takes the place of '{order}'", id=later[-1], order=term.order)
        draft.report.error(path, message, say("name the last order that a formation gets"))


def _check_levels(draft: Draft, victory: Victory, path: Path) -> None:
    draft.check_unique((level.id, (*path, number)) for number, level in enumerate(victory.levels))
    above: int | None = None
    for number, level in enumerate(victory.levels):
        is_last = number == len(victory.levels) - 1
        if is_last != (level.at is None):
            message = say("the last level has an `at`") if is_last else say("level '{id}' has no `at`", id=level.id)
            draft.report.error((*path, number), message, say("every level but the last has one"))
        if level.at is not None and above is not None and level.at >= above and not is_last:
            message = say(
                "level '{id}' begins at {at}, the one before it at {above}", id=level.id, at=level.at, above=above
            )
            draft.report.error((*path, number, "at"), message, say("the highest comes first"))
        above = level.at if level.at is not None else above


def objectives_are_right(draft: Draft) -> None:
    """Objectives name sides, places and groups that exist."""
    for side, items in draft.spec.objectives.items():
        draft.check_side(side, ("objectives", side))
        for number, item in enumerate(items):
            path = ("objectives", side, number)
            if item.place:
                draft.check_place(item.place, (*path, "place"))
            if item.group:
                draft.check_group(item.group, (*path, "group"))
            if item.enemy:
                draft.check_group(item.enemy, (*path, "enemy"))


def strengths_agree(draft: Draft) -> None:
    """The units add up to the documented strength."""
    known = [*draft.roster.refs, *draft.spec.sides]
    for number, strength in enumerate(draft.spec.documented.strengths):
        path = ("documented", "strengths", number)
        if strength.group not in known:
            draft.report.unknown((*path, "group"), say("side, formation or group"), strength.group, known)
            continue
        men = sum(draft.roster.units[unit].model.men for unit in draft.roster.members(strength.group))
        if abs(men - strength.men) * _TOLERANCE > strength.men:
            message = say(
                "the units of '{group}' add up to {men} men, the documented strength is {strength}",
                group=strength.group,
                men=men,
                strength=strength.men,
            )
            draft.report.warning((*path, "men"), message)


def losses_are_right(draft: Draft) -> None:
    """Documented losses are of a side."""
    for side in draft.spec.documented.losses:
        draft.check_side(side, ("documented", "losses", side))


def events_are_right(draft: Draft) -> None:
    """Documented events lie in the campaign and name what exists."""
    events = draft.spec.documented.events
    draft.check_unique((event.id, ("documented", "events", number)) for number, event in enumerate(events))
    for number, event in enumerate(events):
        path = ("documented", "events", number)
        _check_days(draft, event, path, say("event '{id}'", id=event.id))
        for also, other in enumerate(event.also):
            _check_days(draft, other, (*path, "also", also), say("event '{id}'", id=event.id))
        if event.place is not None:
            draft.geography.spots.hex(event.place, (*path, "place"))
        if event.when is not None:
            _check_condition(draft, event.when, (*path, "when"))


def _check_days(draft: Draft, dated: Dated, path: Path, what: Saying) -> None:
    first, last = dated.days
    if last < first:
        message = say("the window ends on {last}, before it begins on {first}", last=last, first=first)
        draft.report.error((*path, "window"), message)
    for day in {first, last}:
        draft.check_day(day, (*path, "date" if dated.date else "window"), say("{what} is dated", what=what), warn=True)


def _check_condition(draft: Draft, when: Condition, path: Path) -> None:
    for kind in ("taken", "reached", "gone_from", "gone_for_good", "seized", "fought_at", "at"):
        spot = getattr(when, kind)
        if spot is not None:
            draft.geography.spots.hex(spot, (*path, kind))
    for kind in ("lost", "broken", "headquarters_lost", "gone_over", "left", "encircled", "attacked", "stopped"):
        who = getattr(when, kind)
        if who is not None:
            draft.check_members(who, (*path, kind))
    for kind in ("talks_opened", "talks_broken_off", "talks_signed", "handed_over"):
        talk, known = getattr(when, kind), [each.id for each in draft.spec.talks]
        if talk is not None and talk not in known:
            draft.report.unknown((*path, kind), say("talks"), talk, known)
    if when.by is not None and when.kind in BY_SIDE:
        draft.check_side(when.by, (*path, "by"))
    elif when.by is not None:
        draft.check_members(when.by, (*path, "by"))


def entries_are_right(draft: Draft) -> None:
    """Entries lie in the campaign and change units, formations and places that exist."""
    calendar = draft.spec.calendar
    units = [row.model.id for row in draft.roster.units]
    for id, entry in draft.spec.entries.items():
        path = ("entries", id)
        draft.check_day(entry.date, (*path, "date"), say("entry '{id}' is dated", id=id))
        if entry.end is not None and not entry.date <= entry.end <= calendar.end:
            message = say("entry '{id}' ends on {end}", id=id, end=entry.end)
            hint = say("it can end from {first} to {last}", first=entry.date, last=calendar.end)
            draft.report.error((*path, "end"), message, hint)
        for unit in entry.units:
            if unit not in units:
                draft.report.unknown((*path, "units", unit), say("unit"), unit, units)
        for formation in entry.formations:
            _check_swayed(draft, formation, (*path, "formations", formation))
        for place, change in entry.places.items():
            draft.check_place(place, (*path, "places", place))
            draft.check_side(change.held_by, (*path, "places", place, "held_by"))


def _check_swayed(draft: Draft, id: str, path: Path) -> None:
    """What an entry says of a commander is said of a formation with units of its own."""
    rows = {row.model.id: row for row in draft.roster.formations}
    if id not in rows:
        draft.report.unknown(path, say("formation"), id, list(rows))
    elif not rows[id].model.units:
        message = say("formation '{id}' has no units of its own, so this counts for nothing", id=id)
        draft.report.warning(path, message, say("say it of the formations below"))
