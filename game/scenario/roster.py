"""The order of battle as flat lists, as it stands at the start or at an entry."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from game.scenario.problems import Path
from game.scenario.schema.forces import Formation, Unit
from game.scenario.schema.spec import Entry, Spec
from game.scenario.schema.types import Spot


@dataclass(frozen=True)
class FormationRow:
    """A formation with what it inherits."""

    model: Formation
    path: Path
    parent: int
    """Row of the formation above, -1 at the top."""
    side: str
    """Id of its side, empty when the file names none."""
    group: str
    clique: str
    contact: bool = False
    """Whether an envoy of the other side has reached its commander when the game begins."""


@dataclass(frozen=True)
class UnitRow:
    """A unit with what it inherits, and how it stands when the game begins."""

    model: Unit
    path: Path
    formation: int
    side: str
    group: str
    men: int
    """0 for a unit that is gone by then."""
    at: Spot | None
    """None while it is still to arrive, and when it is gone."""
    at_path: Path
    """Which line of the file says where it stands."""


@dataclass(frozen=True)
class Roster:
    """All formations and units in the order of the file; the indices are those of the game."""

    formations: tuple[FormationRow, ...]
    units: tuple[UnitRow, ...]

    def members(self, ref: str) -> tuple[int, ...]:
        """The units that a unit's, formation's, group's or side's id stands for; empty for an unknown id."""
        if ref not in self._members:
            self._members[ref] = self._find(ref)
        return self._members[ref]

    @cached_property
    def _members(self) -> dict[str, tuple[int, ...]]:
        """What has been asked: every line of a track asks again."""
        return {}

    def _find(self, ref: str) -> tuple[int, ...]:
        below = {number for number, row in enumerate(self.formations) if row.model.id == ref}
        for number, row in enumerate(self.formations):
            if row.parent in below:
                below.add(number)
        return tuple(
            number
            for number, row in enumerate(self.units)
            if ref in (row.model.id, row.group, row.side) or row.formation in below
        )

    @property
    def groups(self) -> list[str]:
        """The ids of all groups, in the order of the file."""
        return list(dict.fromkeys(row.group for row in self.formations if row.group))

    @cached_property
    def refs(self) -> list[str]:
        """Every id that can stand for units: units, formations and groups."""
        units = [row.model.id for row in self.units]
        return list(dict.fromkeys([*units, *(row.model.id for row in self.formations), *self.groups]))


def roster(spec: Spec) -> Roster:
    """The order of battle at the start of the campaign."""
    formations: list[FormationRow] = []
    units: list[UnitRow] = []
    for number, top in enumerate(spec.order_of_battle):
        _flatten(
            FormationRow(top, ("order_of_battle", number), -1, top.side or "", top.group or "", top.clique),
            formations,
            units,
        )
    return Roster(tuple(formations), tuple(units))


def _flatten(row: FormationRow, formations: list[FormationRow], units: list[UnitRow]) -> None:
    index = len(formations)
    formations.append(row)
    for number, unit in enumerate(row.model.units):
        path = (*row.path, "units", number)
        where = (*path, "at")
        units.append(UnitRow(unit, path, index, row.side, row.group, unit.men, unit.at, where))
    for number, below in enumerate(row.model.formations):
        path = (*row.path, "formations", number)
        _flatten(
            FormationRow(
                below, path, index, below.side or row.side, below.group or row.group, below.clique or row.clique
            ),
            formations,
            units,
        )


def at_entry(start: Roster, id: str, entry: Entry) -> Roster:
    """The order of battle on the day of an entry: its changes, and everybody in who was due before that day."""
    units = tuple(_changed(_arrived(row, entry.date), id, entry) for row in start.units)
    return Roster(tuple(_swayed(row, entry) for row in start.formations), units)


def _swayed(row: FormationRow, entry: Entry) -> FormationRow:
    change = entry.formations.get(row.model.id)
    if change is None:
        return row
    fields = change.model_dump(exclude_none=True, exclude={"contact"})
    return replace(row, model=row.model.model_copy(update=fields), contact=change.contact)


def _arrived(row: UnitRow, day: date) -> UnitRow:
    arrival = row.model.arrives
    if arrival is None or arrival.date >= day:
        return row
    return replace(row, at=arrival.at, at_path=(*row.path, "arrives", "at"))


def _changed(row: UnitRow, id: str, entry: Entry) -> UnitRow:
    change = entry.units.get(row.model.id)
    if change is None:
        return row
    fields: dict[str, Any] = change.model_dump(exclude_none=True, exclude={"at", "men"})
    if "held_until" in fields:
        fields["held"] = False
    if fields.get("held"):
        fields["held_until"] = None
    men = row.men if change.men is None else change.men
    row = replace(row, model=row.model.model_copy(update=fields), men=men)
    if men == 0:
        return replace(row, at=None)
    return (
        row if change.at is None else replace(row, at=change.at, at_path=("entries", id, "units", row.model.id, "at"))
    )
