"""Checks of the rules' names, the map, the places and the countryside."""

from collections.abc import Sequence

from game.core.hexgrid import HexGrid
from game.scenario.lint.draft import Draft
from game.scenario.problems import Path
from game.scenario.rules import check_numbers
from game.scenario.sayings import say
from game.scenario.schema.map import Drawn
from game.scenario.survey.geography import NOWHERE, bridges
from game.scenario.survey.snap import Hexside

_AHEAD = {"north": (0, -1), "south": (0, 1), "east": (1, 0), "west": (-1, 0)}
_REACH = 1.0  # how much farther than the nearest hexside others still count for the bank, in hexes


def rules_are_known(draft: Draft) -> None:
    """Every number that the scenario changes exists, and none is too small."""
    check_numbers(draft.rules, draft.spec.rules, ("rules",), draft.report)


def drawn_ids_are_unique(draft: Draft) -> None:
    """No river, wall, road or rail has another's id."""
    chart = draft.spec.map
    drawn: dict[str, Sequence[Drawn]] = {
        "rivers": chart.rivers,
        "walls": chart.walls,
        "roads": chart.roads,
        "rails": chart.rails,
    }
    draft.check_unique(
        (item.id, ("map", kind, number)) for kind, items in drawn.items() for number, item in enumerate(items)
    )


def places_are_right(draft: Draft) -> None:
    """Places are of a known kind and held by a side."""
    for id, place in draft.spec.places.items():
        if place.kind not in draft.rules.place_kinds:
            draft.report.unknown(("places", id, "kind"), say("kind of place"), place.kind, draft.rules.place_kinds)
        draft.check_side(place.held_by, ("places", id, "held_by"))


def banks_agree(draft: Draft) -> None:
    """A place lies on the bank that it declares, of the river as it was snapped."""
    rivers = zip(draft.spec.map.rivers, draft.geography.rivers, strict=True)
    sides = {river.id: snapped for river, snapped in rivers if river.id}
    for id, place in draft.spec.places.items():
        if place.bank is None:
            continue
        path = ("places", id, "bank")
        if place.bank.river not in sides:
            draft.report.unknown((*path, "river"), say("river"), place.bank.river, sides)
        elif draft.geography.places[id] != NOWHERE and sides[place.bank.river]:
            _check_bank(draft, path, draft.geography.places[id], place.bank.side, sides[place.bank.river])


def _check_bank(draft: Draft, path: Path, hex: int, bank: str, river: list[Hexside]) -> None:
    grid = draft.geography.grid
    east, south = _direction_from(grid, hex, river)
    ahead = _AHEAD[bank]
    if east * ahead[0] + south * ahead[1] < -1e-6:
        number = grid.number(hex)
        message = say("hex {hex} does not lie on the {bank} bank of the river as it was snapped", hex=number, bank=bank)
        draft.report.error(path, message, say("move the place or draw the river by exact `sides`"))


def _direction_from(grid: HexGrid, hex: int, river: list[Hexside]) -> tuple[float, float]:
    """East and south from the nearby part of a river to a hex."""
    east, south = grid.centre(hex)
    offsets = []
    for side_hex, direction in river:
        here, there = grid.centre(side_hex), grid.centre(grid.step(side_hex, direction))
        offsets.append((east - (here[0] + there[0]) / 2, south - (here[1] + there[1]) / 2))
    nearest = min(dx * dx + dy * dy for dx, dy in offsets) ** 0.5
    near = [(dx, dy) for dx, dy in offsets if (dx * dx + dy * dy) ** 0.5 <= nearest + _REACH]
    return sum(dx for dx, _ in near), sum(dy for _, dy in near)


def countryside_is_right(draft: Draft) -> None:
    """Countryside names sides and spots on the map."""
    countryside = draft.spec.countryside
    draft.check_side(countryside.default, ("countryside", "default"))
    for id, areas in (countryside.__pydantic_extra__ or {}).items():
        if id not in draft.spec.sides:
            draft.report.unknown(("countryside", id), say("side"), id, draft.spec.sides)
        for number, area in enumerate(areas):
            draft.geography.spots.area(area, ("countryside", id, number))


def entry_bridges_are_right(draft: Draft) -> None:
    """The bridges of entries lie on rivers."""
    for id, entry in draft.spec.entries.items():
        bridges(draft.spec, draft.geography, entry.bridges, ("entries", id, "bridges"))


def rivers_freeze_in_time(draft: Draft) -> None:
    """Ice forms before it breaks up, and bears on some day of the campaign."""
    calendar = draft.spec.calendar
    for number, river in enumerate(draft.spec.map.rivers):
        frozen, path = river.frozen, ("map", "rivers", number, "frozen")
        if frozen and frozen.last < frozen.first:
            draft.report.error((*path, "last"), say("the ice breaks up on {last}, before it forms", last=frozen.last))
        elif frozen and not (frozen.first <= calendar.end and frozen.last >= calendar.start):
            draft.report.warning(path, say("it is frozen on no day of the campaign"), draft.runs)


def weather_is_right(draft: Draft) -> None:
    """Weather is of a kind that the rules know, on days of the campaign and in order."""
    for number, spell in enumerate(draft.spec.weather):
        if spell.kind not in draft.rules.weather:
            path = ("weather", number, "kind")
            draft.report.unknown(path, say("kind of weather"), spell.kind, draft.rules.weather)
        draft.check_spell(spell, ("weather", number))
