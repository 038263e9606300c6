"""`hebei check`: everything wrong or doubtful in scenario files."""

import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from game.cli.command import BAD_INPUT, GOOD, Command
from game.cli.options import add_language

if TYPE_CHECKING:
    from game.scenario.problems import Problem
    from game.session.words.text import Texts


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a scenario file, or the name of a known scenario")
    parser.add_argument("--json", action="store_true", help="print the problems as JSON, for editors and scripts")
    add_language(parser)


def _run(arguments: Namespace) -> int:
    from game.resources import find_scenario
    from game.scenario.load import check

    paths = [find_scenario(file) for file in arguments.files]
    found = [(str(path), check(path)) for path in paths]
    if arguments.json:
        rows = [{"file": file, "problems": [problem.to_dict() for problem in problems]} for file, problems in found]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        from game.session.words.text import Texts

        for file, problems in found:
            _tell(Texts(arguments.lang), file, problems)
    return BAD_INPUT if any(_errors(problems) for _, problems in found) else GOOD


def _tell(words: "Texts", file: str, problems: "list[Problem]") -> None:
    for problem in problems:
        print(problem.told(words.of_problems))
    if not problems:
        print(words.say("check.right", file=file))
        return
    errors = _errors(problems)
    told = {"errors": _count(words, "errors", errors), "warnings": _count(words, "warnings", len(problems) - errors)}
    print(words.say("check.wrong", file=file, **told))


def _count(words: "Texts", what: str, number: int) -> str:
    return words.say(f"check.{what}", count=number) if number else words.say(f"check.no_{what}")


def _errors(problems: "list[Problem]") -> int:
    return sum(problem.severity == "error" for problem in problems)


COMMAND = Command(
    "check",
    "report everything that is wrong in scenario files, and where; exit status 2 if there is an error",
    (
        "hebei check handan",
        "hebei check my-campaign.yaml other.yaml",
        "hebei check --json my-campaign.yaml",
        "hebei check --lang zh my-campaign.yaml",
    ),
    _add_arguments,
    _run,
)
