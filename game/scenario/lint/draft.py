"""A scenario whose shape is right, while its content is being checked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from game.scenario.problems import Path, Report, outside, path_text
from game.scenario.roster import Roster, UnitRow
from game.scenario.rules import Rules
from game.scenario.sayings import Saying, say
from game.scenario.schema.forces import Weather
from game.scenario.schema.spec import Spec, Spell
from game.scenario.survey.geography import NOWHERE, Geography


@dataclass(frozen=True)
class Draft:
    """What the checks read, and where they report."""

    spec: Spec
    rules: Rules
    geography: Geography
    roster: Roster
    report: Report

    def check_side(self, id: str | None, path: Path) -> None:
        """Report a side that is none; None is allowed."""
        if id is not None and id not in self.spec.sides:
            self.report.unknown(path, say("side"), id, self.spec.sides)

    def check_place(self, id: str, path: Path) -> None:
        """Report a place that is none."""
        if id not in self.spec.places:
            self.report.unknown(path, say("place"), id, self.spec.places)

    def check_group(self, id: str, path: Path) -> None:
        """Report a group to which no unit belongs."""
        if not any(row.group == id for row in self.roster.units):
            self.report.unknown(path, say("group"), id, self.roster.groups)

    def check_members(self, id: str, path: Path) -> None:
        """Report what is no unit, formation or group."""
        if id not in self.roster.refs:
            self.report.unknown(path, say("formation, group or unit"), id, self.roster.refs)

    @property
    def runs(self) -> Saying:
        """The days of the campaign, as help in a message."""
        calendar = self.spec.calendar
        return say("it runs from {start} to {end}", start=calendar.start, end=calendar.end)

    def check_day(self, day: date | None, path: Path, told: Saying, warn: bool = False) -> None:
        """Report a day outside the campaign; ``told`` says before the date what is on it. None is allowed."""
        calendar = self.spec.calendar
        if day is not None and not calendar.start <= day <= calendar.end:
            report = self.report.warning if warn else self.report.error
            report(path, outside(told, day), self.runs)

    def comes_in_time(self, row: UnitRow) -> bool:
        """Whether a unit is there from the start or arrives in the campaign; where not, that alone is told of it."""
        arrives, calendar = row.model.arrives, self.spec.calendar
        return arrives is None or calendar.start <= arrives.date <= calendar.end

    def check_spell(self, spell: Weather | Spell, path: Path) -> None:
        """Report days of one weather that are not the campaign's or not in order."""
        self.check_day(spell.date, (*path, "date"), say("it begins on"))
        self.check_day(spell.until, (*path, "until"), say("it ends on"))
        if spell.until and spell.until < spell.date:
            self.report.error((*path, "until"), say("these days end on {until}, before they begin", until=spell.until))

    def check_unique(self, ids: Iterable[tuple[str | None, Path]]) -> None:
        """Report ids that are given twice, and nothing from then on that may follow from it."""
        first: dict[str, Path] = {}
        twice: dict[str, None] = {}
        for id, path in ids:
            if id is None:
                continue
            if id in first:
                message = say("'{id}' is already the id of {path}", id=id, path=path_text(first[id]))
                self.report.error((*path, "id"), message, say("ids are unique"))
                twice[id] = None
            first.setdefault(id, path)
        for id in twice:
            self.report.ambiguous(id, _named(self.spec.model_dump(), id))

    @cached_property
    def at_start(self) -> dict[int, list[int]]:
        """The units that stand in each hex at the start."""
        return self.standing(self.roster)

    def standing(self, roster: Roster) -> dict[int, list[int]]:
        """The units that stand in each hex; spots that cannot be found are reported and left out."""
        found: dict[int, list[int]] = {}
        for number, row in enumerate(roster.units):
            if row.at is not None:
                hex = self.geography.spots.hex(row.at, row.at_path)
                if hex != NOWHERE:
                    found.setdefault(hex, []).append(number)
        return found


def _named(data: Any, id: str, above: Path = ()) -> Iterator[Path]:
    """Where a scenario's data refers to an id, by a value or a key."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            if id == key or (id == value and key != "id"):
                yield (*above, key)
            yield from _named(value, id, (*above, key))
