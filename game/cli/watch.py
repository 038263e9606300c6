"""`hebei watch`: a game of the computer players, told day by day."""

import sys
from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from pathlib import Path

from game.cli.command import GOOD, Command
from game.cli.options import DEFAULT_SCENARIO, add_game_arguments, add_language, count, load_scenario, seats


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "game",
        nargs="?",
        default=DEFAULT_SCENARIO,
        metavar="GAME",
        help="a scenario by path or name, also as name@entry; a save; or a row of a batch as FILE.sqlite#ROW "
        f"(default: {DEFAULT_SCENARIO})",
    )
    add_game_arguments(parser)
    parser.add_argument("--days", metavar="N", type=count, help="stop after so many days")
    add_language(parser)
    parser.add_argument("--save", metavar="FILE", type=Path, help="write the game to this new file as it goes")
    parser.add_argument(
        "--map", action=BooleanOptionalAction, help="draw a map after each day (default: when this is a terminal)"
    )


def _run(arguments: Namespace) -> int:
    scenario = load_scenario(arguments, arguments.game)
    players = seats(arguments, scenario.world)
    from game.cli.show_game import Teller, compile_rules
    from game.session.session import Session
    from game.session.text import Catalogue

    words = Catalogue(arguments.lang, scenario.world)
    compile_rules(words)
    session = Session(scenario, players, arguments.seed, arguments.save)
    maps = sys.stdout.isatty() if arguments.map is None else arguments.map
    teller = Teller(words, scenario, session.start, maps)
    teller.read(session.turn.events)
    for events in session.play(arguments.days):
        teller.read(events)
    return GOOD


COMMAND = Command(
    "watch",
    "watch the computer play, day by day, with the result beside history",
    (
        "hebei watch handan",
        "hebei watch handan@the-pocket --seed 7 --player com=greedy --player nat=random",
        "hebei watch handan --days 5 --lang zh --no-map",
        "hebei watch handan --set low_luck=1 --save game.hebei",
    ),
    _add_arguments,
    _run,
)
