"""The order of battle of a checked scenario as labels for the world and rows for the position."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from game.core.board import Kit, MoveClass
from game.core.facts import NO_LIMIT, Airdrop, Formation, Label, Lift, TroopTrains, UnitFacts
from game.core.hexgrid import Ints
from game.core.kinds import LiftKind, Standing, Status
from game.core.luck import stable_key
from game.core.numbers import Number
from game.core.state import F, Lifting, U
from game.scenario.roster import FormationRow, Roster, UnitRow
from game.scenario.rules import Rules
from game.scenario.schema.forces import Lift as LiftSpec
from game.scenario.schema.forces import Weather
from game.scenario.schema.spec import Spec
from game.scenario.schema.types import Named, both
from game.scenario.survey.geography import Spots

_SELDOM_DOUBTED = 80
"""Loyalty of a formation without a clique."""
_MOVES = {"foot": MoveClass.FOOT, "cavalry": MoveClass.CAVALRY, "motor": MoveClass.MOTOR}


def label(thing: Named) -> Label:
    """Id, names and source of anything that has them."""
    return Label(thing.id, *thing.name.both, both(thing.source), thing.confidence or "")


def formations(spec: Spec, roster: Roster) -> tuple[Formation, ...]:
    """What everybody may read of the formations."""

    def formation(row: FormationRow) -> Formation:
        model = row.model
        return Formation(
            label=label(model),
            side=spec.side_index(row.side),
            parent=row.parent,
            kind=model.kind,
            group=row.group,
            commander=both(model.commander),
            clique=row.clique,
            key=stable_key(model.id),
            aliases=tuple(model.aliases),
            note=both(model.note),
            reluctant=model.reluctant,
            initiative=10 * (model.initiative or 0) if model.reluctant else 1000,
        )

    return tuple(map(formation, roster.formations))


def airdrops(spec: Spec, days: int) -> tuple[Airdrop, ...]:
    """The airlifts of both sides, in a campaign of so many ``days``."""
    start, places = spec.calendar.start, list(spec.places)
    return tuple(
        Airdrop(
            label=label(item),
            side=spec.side_index(item.side),
            men=item.capacity,
            first_day=((item.first or start) - start).days,
            last_day=(item.last - start).days if item.last else days - 1,
            place=places.index(item.airfield) if item.airfield else -1,
            weather=_weather(item.weather, start),
        )
        for item in spec.supply.airdrops
    )


def lifts(spec: Spec, spots: Spots, days: int) -> tuple[Lift, ...]:
    """What carries men off the map, in a campaign of so many ``days``."""
    start = spec.calendar.start
    return tuple(
        Lift(
            label=label(item),
            side=spec.side_index(item.side),
            kind=LiftKind[item.kind.upper()],
            hex=spots.hex(item.at, ()),
            men=_men(item.capacity),
            at_once=_men(_at_once(item)),
            ready=_men(_at_once(item) if item.ready is None else item.ready),
            first_day=((item.first or start) - start).days,
            last_day=(item.last - start).days if item.last else days - 1,
            weather=_weather(item.weather, start),
        )
        for item in spec.lifts
    )


def write_lifts(lifts: Ints, facts: Sequence[Lift], day: int) -> None:
    """Of what does not lie ready on the first day, what is still to come on this one."""
    for number, lift in enumerate(facts):
        if lift.men != NO_LIMIT:
            lifts[Lifting.CARRIED, number] = max(0, lift.at_once - lift.ready - lift.men * day)


def _at_once(item: LiftSpec) -> int | None:
    return item.capacity if item.at_once is None else item.at_once


def _men(capacity: int | None) -> int:
    return NO_LIMIT if capacity is None else capacity


def troop_trains(spec: Spec, links: list[tuple[int, ...]]) -> tuple[TroopTrains, ...]:
    """Trains for troops; ``links`` are the stretches of each railway."""
    return tuple(
        TroopTrains(
            label=label(item),
            side=spec.side_index(item.side),
            men=item.capacity,
            links=tuple(
                link
                for rail, stretches in zip(spec.map.rails, links, strict=True)
                if not item.on or rail.id in item.on
                for link in stretches
            ),
        )
        for item in spec.troop_trains
    )


def _weather(days: list[Weather], start: date) -> dict[int, int]:
    """Day -> per mille; where two spans overlap the later in the list holds."""
    found: dict[int, int] = {}
    for span in days:
        for day in range((span.date - start).days, ((span.until or span.date) - start).days + 1):
            found[day] = span.share * 10
    return found


def unit_facts(spec: Spec, roster: Roster, rules: Rules) -> tuple[UnitFacts, ...]:
    """What everybody may read of the units."""

    def facts(row: UnitRow) -> UnitFacts:
        model = row.model
        return UnitFacts(
            label=label(model),
            type=model.type,
            key=stable_key(model.id),
            side=spec.side_index(row.side),
            formation=row.formation,
            group=row.group,
            commander=both(model.commander),
            symbol=rules.types[model.type].symbol,
            echelon=rules.types[model.type].echelon,
            aliases=tuple(model.aliases),
            note=both(model.note),
        )

    return tuple(map(facts, roster.units))


def kit_columns(spec: Spec, roster: Roster, rules: Rules) -> Ints:
    """``[Kit, unit]``."""
    table = np.zeros((len(Kit), len(roster.units)), dtype=np.int64)
    cliques = list(rules.cliques)
    for number, row in enumerate(roster.units):
        kind = rules.types[row.model.type]
        night = row.model.night_trained
        table[Kit.MOVE_CLASS, number] = _MOVES[kind.move]
        table[Kit.LIGHT, number] = kind.light
        table[Kit.ENGINEER, number] = kind.engineers
        table[Kit.HEADQUARTERS, number] = kind.headquarters
        table[Kit.ZONES, number] = kind.zones
        table[Kit.NIGHT, number] = spec.sides[row.side].night_trained if night is None else night
        table[Kit.DOMESTIC, number] = kind.domestic
        table[Kit.TRAIN, number] = kind.train
        clique = roster.formations[row.formation].clique
        table[Kit.CLIQUE, number] = cliques.index(clique) if clique else -1
    return table


def headquarters(roster: Roster, rules: Rules) -> tuple[tuple[int, ...], ...]:
    """For each unit the headquarters of its formation and of those above it, the nearest in the tree first."""
    own: dict[int, tuple[int, ...]] = {}
    for unit, row in enumerate(roster.units):
        if rules.types[row.model.type].headquarters:
            own[row.formation] = (*own.get(row.formation, ()), unit)
    chains: list[tuple[int, ...]] = []
    for formation, above in enumerate(roster.formations):  # those above come before their own
        chains.append(own.get(formation, ()) + (chains[above.parent] if above.parent >= 0 else ()))
    return tuple(chains[row.formation] for row in roster.units)


def principal(spec: Spec, roster: Roster, rules: Rules) -> tuple[int, int]:
    """Each side's headquarters with most units under it, the first of several; -1 where it has none."""
    under = [unit for chain in headquarters(roster, rules) for unit in chain]
    found = [-1, -1]
    for unit in sorted(set(under), key=lambda each: (-under.count(each), each)):
        side = spec.side_index(roster.units[unit].side)
        found[side] = unit if found[side] < 0 else found[side]
    return found[0], found[1]


def cooperation(spec: Spec, rules: Rules) -> Ints:
    """``[clique, clique]``: what the rules say of a pair, or the scenario instead."""
    cliques = list(rules.cliques)
    table = np.full((len(cliques), len(cliques)), 1000, dtype=np.int64)
    for matrix in (rules.cooperation, spec.cooperation):
        for one, row in matrix.items():
            for other, share in row.items():
                here, there = cliques.index(one), cliques.index(other)
                table[here, there] = table[there, here] = share
    return table


def write_formations(formations: Ints, spec: Spec, roster: Roster, rules: Rules, day: int) -> None:
    """Fill the formations' block of an empty position that begins on ``day``."""
    gone = _gone_before(roster)
    for number, row in enumerate(roster.formations):
        model, column = row.model, formations[:, number]
        base = rules.cliques[row.clique].loyalty if row.clique else _SELDOM_DOUBTED
        loyalty = 10 * (base if model.loyalty is None else model.loyalty)
        held = rules.number(Number.FAMILIES_HELD) if model.families else 0
        column[F.SIDE] = spec.side_index(row.side)
        column[F.LOYALTY] = min(1000, loyalty + held)
        column[F.AGENTS] = model.agents
        column[F.FAMILIES] = model.families
        column[F.CONTACT] = day if row.contact else -1
        column[F.STANDING] = Standing.SCATTERED if number in gone else Standing.LOYAL


def _gone_before(roster: Roster) -> set[int]:
    """Formations all of whose own units were lost before the game begins."""
    return {row.formation for row in roster.units} - {row.formation for row in roster.units if row.men}


def write_units(units: Ints, spec: Spec, roster: Roster, rules: Rules, spots: Spots) -> None:
    """Fill the units' block of an empty position."""
    for number, row in enumerate(roster.units):
        column = units[:, number]
        column[U.SIDE] = spec.side_index(row.side)
        column[U.FORMATION] = row.formation
        column[U.PACE] = 1000
        _write_place(column, spec, row, spots)
        if row.men:
            _write_strength(column, row, rules)
            column[U.HELD_UNTIL] = _held_until(spec, row)
            if _is_kept_home(roster, row):
                column[U.HOME] = column[U.HEX]
                column[U.HELD_UNTIL] = _days(spec)


def _write_place(column: Ints, spec: Spec, row: UnitRow, spots: Spots) -> None:
    arrival = row.model.arrives
    if row.men == 0:
        column[U.STATUS] = Status.GONE
    elif row.at is not None:
        column[U.STATUS] = Status.READY
        column[U.HEX] = spots.hex(row.at, row.at_path)
    elif arrival is not None:
        column[U.STATUS] = Status.WAITING
        column[U.ARRIVAL_DAY] = (arrival.date - spec.calendar.start).days + spec.track.delay
        column[U.ARRIVAL_WATCH] = arrival.watch - 1
        column[U.ARRIVAL_HEX] = spots.hex(arrival.at, row.path)


def _write_strength(column: Ints, row: UnitRow, rules: Rules) -> None:
    model = row.model
    quality = rules.types[model.type].quality if model.quality is None else model.quality
    column[U.MEN] = column[U.INITIAL] = row.men
    column[U.GUNS] = model.guns
    column[U.COHESION] = model.cohesion * 10
    column[U.QUALITY] = quality * 10
    column[U.STOCK] = model.stock * 10
    column[U.DUG] = model.dug


def _is_kept_home(roster: Roster, row: UnitRow) -> bool:
    """Whether a reluctant commander decides when the unit may leave where it stands."""
    decided = row.model.held or row.model.held_until is not None
    return roster.formations[row.formation].model.reluctant and row.at is not None and not decided


def _days(spec: Spec) -> int:
    return (spec.calendar.end - spec.calendar.start).days + 1 + spec.track.delay


def _held_until(spec: Spec, row: UnitRow) -> int:
    if row.model.held:
        return _days(spec)
    if row.model.held_until is None:
        return -1
    return (row.model.held_until - spec.calendar.start).days + spec.track.delay
