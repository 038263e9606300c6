"""`hebei whatif`: the same luck with and without a changed fact."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.command import GOOD, Command, CommandError
from game.cli.counted import NAMED, add_running, add_scenario, play_counted
from game.cli.options import add_game_arguments, add_language, as_typed, count, seats, seed_of, setting

if TYPE_CHECKING:
    from game.session.study.whatif import WhatIf


def _add_arguments(parser: ArgumentParser) -> None:
    add_scenario(parser)
    parser.add_argument("--games", metavar="N", type=count, default=100, help="seeds, each played twice (default: 100)")
    add_game_arguments(parser)
    parser.add_argument(
        "--both",
        metavar="NAME=VALUE",
        type=setting,
        action="append",
        default=[],
        help="a number or option to change in both halves",
    )
    add_running(parser, f"SCENARIO-CHANGE.sqlite, {NAMED}")
    parser.add_argument(
        "--without",
        metavar="FILE",
        type=Path,
        help=f"the games without the change (default: SCENARIO.sqlite, {NAMED}; studies share it)",
    )
    add_language(parser)


def _run(arguments: Namespace) -> int:
    from game.cli.compiling import compile_rules
    from game.cli.console import console
    from game.cli.tables import print_report
    from game.session.study.whatif_report import whatif_report
    from game.session.words.text import Catalogue

    study = _study(arguments)
    words = Catalogue(arguments.lang, study.base.scenario.world)
    compile_rules(arguments.lang)
    files = {"--without": study.base_file, "--out": study.changed_file}
    stopped = play_counted(words, lambda told: study.run(arguments.workers, told), files)
    if stopped is not None:
        return stopped
    print_report(console(), whatif_report(words, study, study.compare()))
    return GOOD


def _study(arguments: Namespace) -> "WhatIf":
    from game.scenario.load import load
    from game.session.study.whatif import study

    if not arguments.variants and not arguments.overrides:
        raise CommandError("name a change: --variant NAME or --set NAME=VALUE; `hebei show` lists the variants")
    players = seats(arguments, load(arguments.scenario, arguments.entry))
    overrides, alike = dict(arguments.overrides), dict(arguments.both)
    try:
        with as_typed("--both", alike), as_typed("--set", overrides):
            return study(
                arguments.scenario,
                arguments.variants,
                overrides,
                entry=arguments.entry,
                alike=alike,
                files=(arguments.without, arguments.out),
                players=players,
                games=arguments.games,
                seed=seed_of(arguments),
                days=arguments.days,
                limit=arguments.limit,
            )
    except ValueError as error:
        from game.scenario.problems import ScenarioError

        if isinstance(error, ScenarioError):
            raise
        raise CommandError(str(error)) from error


COMMAND = Command(
    "whatif",
    "play the same luck with and without a changed fact, and report what it would have changed",
    (
        "hebei whatif handan@the-pocket --variant no-agents --games 200 --workers 2",
        "hebei whatif handan --variant railway-intact,southern-capacity --games 60",
        "hebei whatif handan@the-pocket --set defections=0 --both low_luck=1 --games 100",
    ),
    _add_arguments,
    _run,
)
