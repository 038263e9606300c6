"""`hebei conformance`: whether a computer player keeps to what players must keep to."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from game.cli.command import FAILED, GOOD, Command, CommandError
from game.cli.counted import add_scenario, bar
from game.cli.options import add_language, add_start_arguments, count, demand_player, load_scenario, seed_of

if TYPE_CHECKING:
    from rich.console import Console

    from game.session.conformance.trial import Check, Trial
    from game.session.words.text import Catalogue

_MARKS = {True: ("✓", "green"), False: ("✗", "bold red"), None: ("–", "dim")}


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a player, as `hebei players` lists it")
    add_scenario(parser)
    parser.add_argument("--days", metavar="N", type=count, help="play so many days (default: the whole campaign)")
    parser.add_argument(
        "--phase-limit", metavar="MS", type=count, default=2000, help="time allowed for a phase (default: 2000 ms)"
    )
    parser.add_argument(
        "--limit", metavar="SECONDS", type=count, default=600, help="time allowed for a game (default: 600)"
    )
    add_start_arguments(parser)
    add_language(parser)


def _run(arguments: Namespace) -> int:
    from game.cli.compiling import compile_rules
    from game.cli.console import console
    from game.session.conformance.trial import conformance
    from game.session.words.text import Catalogue

    trial = _trial(arguments)
    words = Catalogue(arguments.lang, trial.scenario.world)
    compile_rules(arguments.lang)
    out = console()
    failed = 0
    with bar(words.say("conformance.days")) as progress:
        task = progress.add_task("", total=None)
        for check in conformance(trial, lambda done, total: progress.update(task, completed=done, total=total)):
            failed += check.passed is False
            progress.stop()  # so that the line does not run into it
            _print(out, words, check)
            progress.start()
    verdict = words.say("conformance.failed", name=trial.name, count=failed) if failed else ""
    out.print(verdict or words.say("conformance.passed", name=trial.name))
    return FAILED if failed else GOOD


def _print(out: "Console", words: "Catalogue", check: "Check") -> None:
    """A line for a check."""
    from rich.text import Text

    from game.cli.wrap import hang

    mark, style = _MARKS[check.passed]
    what = words.say(f"conformance.checks.{check.key}")
    found = words.say(f"conformance.found.{check.finding}", **check.facts)
    text = Text(hang(f"{mark} ", words.say("conformance.line", what=what, found=found), out.width))
    text.stylize(style, 0, 1)
    out.print(text)


def _trial(arguments: Namespace) -> "Trial":
    from game.session.conformance.trial import Trial

    demand_player("NAME", arguments.name)
    scenario = load_scenario(arguments, arguments.scenario)
    seed = seed_of(arguments)
    try:
        return Trial(arguments.name, scenario, arguments.days, seed, arguments.phase_limit, arguments.limit)
    except ValueError as error:
        raise CommandError(str(error)) from error


COMMAND = Command(
    "conformance",
    "try a computer player in games: legal, repeatable, blind to what is hidden, plain memory, in time",
    (
        "hebei conformance greedy",
        "hebei conformance marcher handan@the-pocket --days 4 --phase-limit 100",
    ),
    _add_arguments,
    _run,
    "The exit status is 1 if a check fails.",
)
