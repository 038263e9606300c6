"""`hebei arena`: which computer player is better."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.command import GOOD, Command, CommandError
from game.cli.counted import NAMED, add_running, add_scenario, play_counted
from game.cli.options import (
    add_language,
    add_start_arguments,
    count,
    demand_player,
    load_scenario,
    seed_of,
    several,
)

if TYPE_CHECKING:
    from game.session.study.arena import ArenaSettings


def _add_arguments(parser: ArgumentParser) -> None:
    add_scenario(parser)
    parser.add_argument(
        "--players",
        metavar="A,B,...",
        type=several,
        help="players, each against each (default: greedy, random and staff)",
    )
    parser.add_argument(
        "--pairs", metavar="N", type=count, default=100, help="seeds, each played from both sides (default: 100)"
    )
    add_start_arguments(parser)
    add_running(parser, f"SCENARIO-arena.sqlite, {NAMED}")
    add_language(parser)


def _run(arguments: Namespace) -> int:
    from game.cli.compiling import compile_rules
    from game.cli.console import console
    from game.cli.tables import print_report
    from game.session.study.arena import read_arena, run_arena
    from game.session.study.arena_report import arena_report
    from game.session.words.text import Catalogue

    settings = _settings(arguments)
    world = settings.scenario.world
    out: Path = arguments.out or settings.file
    words = Catalogue(arguments.lang, world)
    compile_rules(arguments.lang)
    stopped = play_counted(words, lambda told: run_arena(settings, out, arguments.workers, told), {"--out": out})
    if stopped is not None:
        return stopped
    print_report(console(), arena_report(words, read_arena(out)))
    return GOOD


def _settings(arguments: Namespace) -> "ArenaSettings":
    from game.players import contenders
    from game.session.study.arena import ArenaSettings

    scenario = load_scenario(arguments, arguments.scenario)
    players = arguments.players or contenders()
    for name in players:
        demand_player("--players", name)
    try:
        return ArenaSettings(scenario, players, arguments.pairs, seed_of(arguments), arguments.days, arguments.limit)
    except ValueError as error:
        raise CommandError(str(error)) from error


COMMAND = Command(
    "arena",
    "find out which computer player is better, on the same seeds from both sides",
    (
        "hebei arena handan --players greedy,random --pairs 200 --workers 2",
        "hebei arena handan@the-pocket --players greedy,random --pairs 50 --days 5 --out pocket-arena.sqlite",
        "hebei watch handan-greedy-random-arena.sqlite#17",
    ),
    _add_arguments,
    _run,
)
