"""`hebei watch`: a game of the computer players, told day by day."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from game.cli.command import GOOD, Command, CommandError
from game.cli.options import DEFAULT_SCENARIO, add_game_arguments, add_language, add_map, count, day, maps_wanted
from game.cli.sealed import add_reveal


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
    parser.add_argument(
        "--from",
        dest="begin",
        metavar="DATE",
        type=day,
        help="enter history on this day: the reference run leads there, then units move to documented positions",
    )
    parser.add_argument("--days", metavar="N", type=count, help="stop after so many days")
    add_reveal(parser)
    add_language(parser)
    parser.add_argument("--save", metavar="FILE", type=Path, help="write the game to this new file as it goes")
    add_map(parser)


def _run(arguments: Namespace) -> int:
    from game.cli.compiling import compile_rules
    from game.cli.open_game import open_game
    from game.cli.tell_game import tell_game
    from game.session.words.text import Catalogue

    compile_rules(arguments.lang)
    game = open_game(arguments)
    words = Catalogue(arguments.lang, game.session.world)
    result = tell_game(words, game.session, game.days, maps=maps_wanted(arguments))
    if game.digest not in (None, result.digest):
        ended = f"digest {result.digest}, then {game.digest}"
        raise CommandError(f"{arguments.game}: played again it ended otherwise: {ended}")
    return GOOD


COMMAND = Command(
    "watch",
    "watch the computer play, day by day, with the result beside history at the end",
    (
        "hebei watch handan",
        "hebei watch handan --history",
        "hebei watch handan --from 1945-10-26 --player nat=staff --player com=historical",
        "hebei watch handan@the-pocket --seed 7 --player com=greedy --player nat=random",
        "hebei watch handan --days 5 --lang zh --no-map",
        "hebei watch handan --set low_luck=1 --save game.hebei",
    ),
    _add_arguments,
    _run,
)
