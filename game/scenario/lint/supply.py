"""Checks of supply: sources, depots, railways, airlifts, rations."""

import heapq
from itertools import pairwise

from game.core.numbers import Number
from game.scenario.lint.draft import Draft
from game.scenario.problems import Path
from game.scenario.rules import changed
from game.scenario.sayings import Saying, listed, say
from game.scenario.schema.forces import Airdrop, Lift, SupplyPoint
from game.scenario.survey.geography import NOWHERE


def supply_points(draft: Draft) -> list[tuple[SupplyPoint, Path]]:
    """Sources and depots, each with its place in the file."""
    supply = draft.spec.supply
    sources: list[tuple[SupplyPoint, Path]] = [
        (source, ("supply", "sources", number)) for number, source in enumerate(supply.sources)
    ]
    return sources + [(depot, ("supply", "depots", number)) for number, depot in enumerate(supply.depots)]


def points_are_right(draft: Draft) -> None:
    """Sources and depots are of a side, on the map, on land, and not in a place or hex of the enemy."""
    for item, path in supply_points(draft):
        draft.check_side(item.side, (*path, "side"))
        hex = draft.geography.spots.hex(item.at, (*path, "at"))
        owner = owner_of(draft, hex)
        if owner and item.side in draft.spec.sides and owner[0] != item.side:
            message = say(
                "'{id}' feeds '{side}' from hex {hex}, where {why}",
                id=item.id,
                side=item.side,
                hex=draft.geography.grid.number(hex),
                why=owner[1],
            )
            draft.report.error((*path, "at"), message, own_places(draft, item.side))


def sides_are_fed(draft: Draft) -> None:
    """Units that need supplies have somewhere to get them from; of depots without a source others tell."""
    kinds, spec = draft.rules.types, draft.spec
    hungry = {row.side for row in draft.roster.units if row.model.type in kinds and not kinds[row.model.type].domestic}
    fed = {point.side for point, _ in supply_points(draft)} | {lift.side for lift in spec.supply.airdrops}
    fed |= {place.held_by for place in spec.places.values() if place.rations and place.held_by}
    for id, side in spec.sides.items():
        if id in hungry - fed and not side.countryside:
            message = say("'{side}' has no source of supplies, so its units have only what they carry", side=id)
            draft.report.warning(("sides", id), message, say("give it one in `supply: sources`, or `countryside`"))


def own_places(draft: Draft, side: str) -> Saying:
    """Where a side could have something, for a message."""
    own = [id for id, place in draft.spec.places.items() if place.held_by == side]
    if own:
        return say("'{side}' holds {places}", side=side, places=listed(own[:8]))
    return say("put it where '{side}' stands", side=side)


def owner_of(draft: Draft, hex: int) -> tuple[str, Saying] | None:
    """Which side has a hex at the start, and why; None for nobody."""
    if hex == NOWHERE:
        return None
    units = draft.at_start.get(hex)
    if units:
        row = draft.roster.units[units[0]]
        if row.side not in draft.spec.sides:
            return None
        return row.side, say("'{unit}' of '{side}' stands", unit=row.model.id, side=row.side)
    for id, place in draft.spec.places.items():
        if draft.geography.places[id] == hex and place.held_by:
            return place.held_by, say("'{place}' is held by '{side}'", place=id, side=place.held_by)
    return None


def depots_are_reached(draft: Draft) -> None:
    """Each depot lies where convoys of its side could come from a source, a railway or another depot, in peace."""
    supply, spots = draft.spec.supply, draft.geography.spots
    for side in draft.spec.sides:
        depots = {
            number: spots.hex(depot.at, ("supply", "depots", number, "at"))
            for number, depot in enumerate(supply.depots)
            if depot.side == side
        }
        net = _net(draft, side)
        while True:
            near = _reached(draft, net, set(depots.values()))
            joined = [number for number, hex in depots.items() if hex in near]
            if not joined:
                break
            net |= {depots.pop(number) for number in joined}
        for number, hex in depots.items():
            if hex != NOWHERE and NOWHERE not in net:
                _tell_unreached(draft, number, bool(net))


def _tell_unreached(draft: Draft, number: int, has_net: bool) -> None:
    depot = draft.spec.supply.depots[number]
    km = changed(draft.rules, draft.spec.rules).number(Number.CONVOY_RANGE) / 10
    if has_net:
        message = say(
            "no line reaches depot '{id}': convoys come {km:g} km from a source, railway or depot", id=depot.id, km=km
        )
        hint = say("move it nearer, put another depot between, or mend the railway")
    else:
        message = say("depot '{id}' has nothing to pass on: '{side}' has no source", id=depot.id, side=depot.side)
        hint = say("give it one")
    draft.report.warning(("supply", "depots", number, "at"), message, hint)


def _net(draft: Draft, side: str) -> set[int]:
    """The hexes of a side's sources, and those that their trains reach at the start."""
    geography = draft.geography
    net, queue = set[int](), list[int]()
    for number, source in enumerate(draft.spec.supply.sources):
        if source.side == side:
            hex = geography.spots.hex(source.at, ("supply", "sources", number, "at"))
            net.add(hex)
            queue += [hex] if source.kind == "rail" else []
    links = _whole_railway(draft)
    for here in queue:
        queue += [there for there in links.get(here, ()) if there not in net]
        net |= links.get(here, set())
    return net


def _whole_railway(draft: Draft) -> dict[int, set[int]]:
    """Hex -> the neighbours that unbroken railway leads to at the start."""
    geography = draft.geography
    links: dict[int, set[int]] = {}
    for chains in geography.rails:
        for chain in chains:
            for here, there in pairwise(chain):
                direction = geography.grid.direction(here, there)
                back = geography.grid.direction(there, here)
                if not {(here, direction), (there, back)} & geography.wrecked:
                    links.setdefault(here, set()).add(there)
                    links.setdefault(there, set()).add(here)
    return links


def _reached(draft: Draft, net: set[int], wanted: set[int]) -> set[int]:
    """Those of the wanted hexes that convoys reach from a net over open ground.

    Rivers apart: nobody is told what a bridge mends.
    """
    grid, rules = draft.geography.grid, changed(draft.rules, draft.spec.rules)
    most, road = rules.number(Number.CONVOY_RANGE), rules.number(Number.ROAD)
    cost = {name: grid.hex_km10 * ground.cost // 1000 * road // 1000 for name, ground in rules.terrains.items()}
    shut = {name for name, ground in rules.terrains.items() if ground.impassable}
    far: dict[int, int] = dict.fromkeys(net - {NOWHERE}, 0)
    queue = [(0, hex) for hex in sorted(far)]
    left = wanted - far.keys()
    while queue and left:
        now, here = heapq.heappop(queue)
        left.discard(here)
        if now > far[here]:
            continue
        for there in grid.around(here):
            terrain = draft.geography.terrain[there]
            total = now + cost[terrain]
            if total <= most and terrain not in shut and total < far.get(there, most + 1):
                far[there] = total
                heapq.heappush(queue, (total, there))
    return wanted & far.keys()


def railways_are_of_use(draft: Draft) -> None:
    """A rail source stands on a railway."""
    on_rails = {hex for chains in draft.geography.rails for chain in chains for hex in chain}
    for number, source in enumerate(draft.spec.supply.sources):
        path: Path = ("supply", "sources", number)
        hex = draft.geography.spots.hex(source.at, (*path, "at"))
        if source.kind == "rail" and hex != NOWHERE and hex not in on_rails and all(map(all, draft.geography.rails)):
            number_of = draft.geography.grid.number(hex)
            message = say(
                "'{source}' is a rail source, but no railway passes hex {hex}", source=source.id, hex=number_of
            )
            draft.report.warning((*path, "kind"), message, say("use `kind: base`, or put it on the railway"))


def airdrops_are_right(draft: Draft) -> None:
    """An airlift is of a side, from a place that exists, on days of the campaign."""
    for number, airdrop in enumerate(draft.spec.supply.airdrops):
        path: Path = ("supply", "airdrops", number)
        draft.check_side(airdrop.side, (*path, "side"))
        if airdrop.airfield is not None:
            draft.check_place(airdrop.airfield, (*path, "airfield"))
        check_days(draft, airdrop, path)


def check_days(draft: Draft, airdrop: Airdrop | Lift, path: Path) -> None:
    """The days of an airlift or another lift, and of its weather, are the campaign's and in order."""
    for number, weather in enumerate(airdrop.weather):
        draft.check_spell(weather, (*path, "weather", number))
    draft.check_day(airdrop.first, (*path, "first"), say("the lift begins on"))
    draft.check_day(airdrop.last, (*path, "last"), say("the lift ends on"))
    if airdrop.first and airdrop.last and airdrop.last < airdrop.first:
        draft.report.error((*path, "last"), say("the lift ends on {last}, before it begins", last=airdrop.last))


def rations_are_eaten(draft: Draft) -> None:
    """Rations lie where a side holds the place: nobody else's eat them."""
    for id, place in draft.spec.places.items():
        if place.rations and place.held_by is None:
            message = say("'{place}' has rations, but nobody holds it, so nobody eats them", place=id)
            draft.report.warning(("places", id, "rations"), message, say("give `held_by`"))
