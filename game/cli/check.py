"""`hebei check`: everything wrong or doubtful in scenario files."""

import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from game.cli.command import BAD_INPUT, GOOD, Command

if TYPE_CHECKING:
    from game.scenario.problems import Problem


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a scenario file, or the name of a known scenario")
    parser.add_argument("--json", action="store_true", help="print the problems as JSON, for editors and scripts")


def _run(arguments: Namespace) -> int:
    from game.resources import find_scenario
    from game.scenario.load import check

    paths = [find_scenario(file) for file in arguments.files]
    found = [(str(path), check(path)) for path in paths]
    if arguments.json:
        rows = [{"file": file, "problems": [problem.to_dict() for problem in problems]} for file, problems in found]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for file, problems in found:
            _tell(file, problems)
    return BAD_INPUT if any(_errors(problems) for _, problems in found) else GOOD


def _tell(file: str, problems: "list[Problem]") -> None:
    for problem in problems:
        print(problem)
    errors = _errors(problems)
    warnings = len(problems) - errors
    print(f"{file}: {_count(errors, 'error')}, {_count(warnings, 'warning')}" if problems else f"{file}: no problems")


def _errors(problems: "list[Problem]") -> int:
    return sum(problem.severity == "error" for problem in problems)


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


COMMAND = Command(
    "check",
    "say everything that is wrong in scenario files, and where; exit status 2 if there is an error",
    ("hebei check handan", "hebei check my-campaign.yaml other.yaml", "hebei check --json my-campaign.yaml"),
    _add_arguments,
    _run,
)
