"""Victory, objectives and documented events of a checked scenario as the core reads them."""

from dataclasses import replace

from game.core.facts import Label, OrderFromAbove
from game.core.goals import Objective, Victory, VictoryLevel, VictoryTerm
from game.core.history import DocumentedDeparture, DocumentedEvent, DocumentedReach, OtherDate
from game.core.kinds import Insistence
from game.scenario.build.units import label
from game.scenario.roster import Roster
from game.scenario.schema import history as schema_history
from game.scenario.schema import victory as schema_victory
from game.scenario.schema.spec import Spec, SuperiorOrder
from game.scenario.schema.types import both
from game.scenario.survey.geography import Geography

_NONE = -1
_ABOUT_UNITS = ("lost", "broken", "headquarters_lost", "gone_over", "left", "encircled", "attacked", "stopped")
"""Conditions that name units, formations or groups."""
_LOWEST = -(2**31)  # below any score


def victory(spec: Spec, model: schema_victory.Victory, roster: Roster) -> Victory:
    """How the game is scored."""
    levels = [
        VictoryLevel(Label(level.id, *level.name.both), _LOWEST if level.at is None else level.at)
        for level in model.levels
    ]
    terms = [_term(spec, term, roster) for term in model.terms]
    return Victory(spec.side_index(model.favours), tuple(terms), tuple(levels), model.par, model.history)


def _term(spec: Spec, term: schema_victory.Term, roster: Roster) -> VictoryTerm:
    if isinstance(term, schema_victory.LossesTerm | schema_victory.SavedTerm):
        members = roster.members(term.group)
        side = spec.side_index(roster.units[members[0]].side)
        made = VictoryTerm(term.kind, side, group=term.group, neutral=term.neutral, per=term.per)
        if isinstance(term, schema_victory.SavedTerm) or term.stand is None or term.toward is None:
            return made
        strength, places = sum(roster.units[unit].model.men for unit in members), list(spec.places)
        return replace(made, place=places.index(term.stand), toward=places.index(term.toward), strength=strength)
    bare = VictoryTerm(term.kind, spec.side_index(term.side), term.points)
    match term:
        case schema_victory.HoldTerm():
            return replace(bare, place=list(spec.places).index(term.place), in_supply=term.in_supply)
        case schema_victory.JunctionTerm():
            group, other = term.groups
            return replace(bare, group=group, other_group=other)
        case schema_victory.SettledTerm():
            return replace(bare, talk=[each.id for each in spec.talks].index(term.talks))
        case schema_victory.RefusedTerm():
            return replace(bare, order=[each.id for each in _by_date(spec)].index(term.order))


def superior_orders(spec: Spec, roster: Roster) -> tuple[OrderFromAbove, ...]:
    """The orders from above, the earliest first."""
    formations, places = [row.model.id for row in roster.formations], list(spec.places)

    def facts(item: SuperiorOrder) -> OrderFromAbove:
        return OrderFromAbove(
            label=label(item),
            formation=formations.index(item.formation),
            kind=int(Insistence[item.kind.upper()]),
            place=places.index(item.target) if item.target in places else _NONE,
            target=_NONE if item.target in places else formations.index(item.target),
            day=(item.date - spec.calendar.start).days + spec.track.delay,
            last_day=(item.by - spec.calendar.start).days + spec.track.delay,
            prestige=item.prestige,
        )

    return tuple(map(facts, _by_date(spec)))


def _by_date(spec: Spec) -> list[SuperiorOrder]:
    return sorted(spec.superior_orders, key=lambda item: item.date)


def objectives(spec: Spec) -> tuple[Objective, ...]:
    """What the computer players go for."""
    places = list(spec.places)
    return tuple(
        Objective(
            side=spec.side_index(side),
            place=places.index(item.place) if item.place else _NONE,
            group=item.group or item.enemy or "",
            weight=item.weight,
        )
        for side, items in spec.objectives.items()
        for item in items
    )


def events(spec: Spec, geography: Geography, roster: Roster) -> tuple[DocumentedEvent, ...]:
    """The documented events."""
    return tuple(_event(spec, event, geography, roster) for event in spec.documented.events)


def _event(spec: Spec, event: schema_history.Event, geography: Geography, roster: Roster) -> DocumentedEvent:
    when = event.when
    where = (when and (when.taken or when.visited or when.seized or when.fought_at or when.at)) or event.place
    who = when and (
        next(filter(None, (getattr(when, kind) for kind in _ABOUT_UNITS)), None) or (when.visited and when.by)
    )
    talk = when and (when.talks_opened or when.talks_broken_off or when.talks_signed or when.handed_over)
    first, last = event.days
    return DocumentedEvent(
        label=Label(event.id, *event.text.both, both(event.source), event.confidence or ""),
        text=event.text.both,
        first_day=(first - spec.calendar.start).days,
        last_day=(last - spec.calendar.start).days,
        condition=when.kind if when else "",
        hex=geography.spots.hex(where, ()) if where else _NONE,
        side=spec.side_index(when.by) if when and (when.taken or when.seized) else _NONE,
        units=roster.members(who) if who else (),
        also=tuple(_other(spec, other) for other in event.also),
        scheduled=event.scheduled,
        measured=event.measured,
        talk=[each.id for each in spec.talks].index(talk) if talk else _NONE,
        only_there=bool(when and when.attacked and when.at),
    )


def reaches(spec: Spec, geography: Geography, roster: Roster) -> tuple[DocumentedReach, ...]:
    """How near somebody came to where he was sent."""

    def reach(item: schema_history.Reach) -> DocumentedReach:
        towards, at = (geography.spots.hex(spot, ()) for spot in (item.towards, item.at))
        label = Label(item.who, item.who, item.who, both(item.source), item.confidence or "")
        return DocumentedReach(label, roster.members(item.who), towards, geography.grid.distance(towards, at))

    return tuple(map(reach, spec.documented.reaches))


def departures(spec: Spec, roster: Roster) -> tuple[DocumentedDeparture, ...]:
    """How many men of somebody were brought off the map."""
    return tuple(
        DocumentedDeparture(
            Label(item.who, item.who, item.who, both(item.source), item.confidence or ""),
            roster.members(item.who),
            item.men,
        )
        for item in spec.documented.departures
    )


def _other(spec: Spec, other: schema_history.OtherDate) -> OtherDate:
    first, last = other.days
    return OtherDate((first - spec.calendar.start).days, (last - spec.calendar.start).days, both(other.source))
