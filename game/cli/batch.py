"""`hebei batch`: many games, counted."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.command import GOOD, Command
from game.cli.counted import NAMED, add_running, add_scenario, demand_writable, play_counted
from game.cli.options import add_game_arguments, add_language, count, load_scenario, seats, seed_of

if TYPE_CHECKING:
    from game.session.study.batch import BatchSettings


def _add_arguments(parser: ArgumentParser) -> None:
    add_scenario(parser)
    parser.add_argument("--games", metavar="N", type=count, default=100, help="games in all (default: 100)")
    add_game_arguments(parser)
    parser.add_argument("--swap", action="store_true", help="play every seed twice, with sides exchanged")
    add_running(parser, f"SCENARIO.sqlite, {NAMED}")
    parser.add_argument("--csv", metavar="FILE", type=Path, help="also write one line per game to this file")
    add_language(parser)


def _run(arguments: Namespace) -> int:
    from game.cli.compiling import compile_rules
    from game.cli.console import console, note
    from game.cli.tables import print_report
    from game.session.study.batch import run_batch
    from game.session.study.batch_reader import read_batch
    from game.session.study.batch_report import batch_report
    from game.session.words.text import Catalogue

    settings = _settings(arguments)
    world = settings.scenario.world
    out: Path = arguments.out or settings.file
    demand_writable("--csv", arguments.csv)
    words = Catalogue(arguments.lang, world)
    compile_rules(arguments.lang)
    stopped = play_counted(words, lambda told: run_batch(settings, out, arguments.workers, told), {"--out": out})
    if stopped is not None:
        return stopped
    batch = read_batch(out)
    if batch.count() > arguments.games:
        note(words.say("batch.more", file=str(out), there=batch.count(), count=arguments.games))
    print_report(console(), batch_report(words, batch))
    if arguments.csv:
        batch.write_csv(arguments.csv)
    return GOOD


def _settings(arguments: Namespace) -> "BatchSettings":
    from game.cli.command import CommandError
    from game.session.study.batch import BatchSettings

    scenario = load_scenario(arguments, arguments.scenario)
    players = seats(arguments, scenario)
    games, swap, days, limit = arguments.games, arguments.swap, arguments.days, arguments.limit
    try:
        return BatchSettings(scenario, players, games, seed_of(arguments), swap, days, limit)
    except ValueError as error:
        raise CommandError(str(error)) from error


COMMAND = Command(
    "batch",
    "play many games and say what usually happens; repeat the command to go on after an interruption",
    (
        "hebei batch handan --games 200 --workers 2",
        "hebei batch handan --player nat=random --swap --games 100 --out study.sqlite --csv study.csv",
        "hebei batch handan@the-pocket --games 200 --set low_luck=1 --out pocket.sqlite",
        "hebei watch study.sqlite#17",
    ),
    _add_arguments,
    _run,
)
