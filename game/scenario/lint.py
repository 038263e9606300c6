"""Checks of what a scenario says, beyond its shape. Each check reports what it finds and goes on."""

from collections.abc import Callable
from dataclasses import dataclass

from game.scenario.geography import Geography
from game.scenario.problems import Report
from game.scenario.roster import Roster
from game.scenario.rules import Rules
from game.scenario.schema import Spec


@dataclass(frozen=True)
class Draft:
    """A scenario under examination."""

    spec: Spec
    rules: Rules
    geography: Geography
    roster: Roster
    report: Report


def lint(draft: Draft) -> None:
    """Run every check."""
    for check in CHECKS:
        check(draft)


CHECKS: tuple[Callable[[Draft], None], ...] = ()
