"""The talks of a checked scenario as facts for the world and rows for the position."""

from game.core.facts import HoldOuts, Label, Talk, Term
from game.core.hexgrid import Ints
from game.core.kinds import Fate, TalkStage
from game.core.luck import stable_key
from game.core.numbers import Number
from game.core.state import TALLY, GameState, T
from game.core.talks.tally import losses_now
from game.core.world import World
from game.scenario.roster import Roster
from game.scenario.rules import Rules
from game.scenario.schema import talks as schema_talks
from game.scenario.schema.spec import Entry, Spec
from game.scenario.schema.types import both

_FATES = {"join": Fate.JOIN, "disarm": Fate.DISARM, "leave": Fate.LEAVE}


def talks(spec: Spec, roster: Roster, rules: Rules) -> tuple[Talk, ...]:
    """What everybody may read of the talks."""
    places, lifts = list(spec.places), [lift.id for lift in spec.lifts]
    first, found = 0, []
    for model in spec.talks:
        command = next(number for number, row in enumerate(roster.formations) if row.model.id == model.command)
        clique = model.clique or roster.formations[command].clique
        below = _below(roster, command)
        signing, handing_over = (
            rules.number(number) if days is None else days
            for days, number in (
                (model.signing_days, Number.SIGNING_DAYS),
                (model.handing_over_days, Number.HANDING_OVER_DAYS),
            )
        )
        found.append(
            Talk(
                label=Label(
                    model.id, *roster.formations[command].model.name.both, both(model.source), model.confidence or ""
                ),
                side=spec.side_index(roster.formations[command].side),
                formation=command,
                key=stable_key(model.id),
                clique=clique,
                principal=places.index(model.principal),
                cities=tuple(map(places.index, model.cities)),
                ports=tuple(map(places.index, model.ports)),
                contact=model.contact.name.both if model.contact else ("", ""),
                contact_day=(model.contact.since - spec.calendar.start).days if model.contact else -1,
                terms=tuple(range(first, first + len(model.terms))),
                hold_outs=tuple(
                    HoldOuts(each.clique, each.leave * 10, -1 if each.by is None else lifts.index(each.by))
                    for each in model.hold_outs
                ),
                signing_days=signing,
                handing_over_days=handing_over,
                formations=below,
                units=_units(roster, below),
                headquarters=_headquarters(roster, model, command),
                armies=_armies(roster, below, clique),
            )
        )
        first += len(model.terms)
    return tuple(found)


def terms(spec: Spec) -> tuple[Term, ...]:
    """The terms of all talks, one list."""
    return tuple(_term(number, model) for number, talk in enumerate(spec.talks) for model in talk.terms)


def _term(talk: int, model: schema_talks.Terms) -> Term:
    label = Label(model.id, *model.name.both, both(model.source), model.confidence or "")
    return Term(label, talk, round(100 * model.resolve), _FATES[model.units], model.hold_outs == "leave")


def write_talks(state: GameState, spec: Spec, world: World, entry: Entry | None) -> None:
    """Fill the talks' block; what is lost at the start tells no more."""
    for number, model in enumerate(spec.talks):
        change = entry.talks.get(model.id) if entry else None
        resolve = change.resolve if change and change.resolve is not None else model.resolve
        column: Ints = state.talks[:, number]
        column[T.RESOLVE] = round(100 * resolve)
        column[list(TALLY[:-1])] = losses_now(world, state, world.talks[number])
        if change and change.rounds:
            column[T.ROUNDS] = change.rounds
            column[T.STAGE] = TalkStage.BROKEN_OFF
            column[T.ISOLATED] = 1


def _below(roster: Roster, command: int) -> frozenset[int]:
    """A formation and all formations under it; those above come first in the roster."""
    below = {command}
    for number, row in enumerate(roster.formations):
        if row.parent in below:
            below.add(number)
    return frozenset(below)


def _units(roster: Roster, formations: frozenset[int]) -> tuple[int, ...]:
    return tuple(number for number, row in enumerate(roster.units) if row.formation in formations)


def _headquarters(roster: Roster, model: schema_talks.Talk, command: int) -> tuple[int, ...]:
    """The units in which the commander is."""
    return roster.members(model.headquarters) if model.headquarters else _units(roster, frozenset({command}))


def _armies(roster: Roster, below: frozenset[int], clique: str) -> tuple[tuple[bool, tuple[int, ...]], ...]:
    """The armies under a command that have units, each with those of all formations under it."""
    found = []
    for number in sorted(below):
        row = roster.formations[number]
        units = _units(roster, _below(roster, number))
        if row.model.kind == "army" and units:
            found.append((bool(clique) and row.clique == clique, units))
    return tuple(found)
