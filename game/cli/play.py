"""`hebei play`: opens the window, on the title or on a game."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from game.cli.command import GOOD, Command, CommandError
from game.cli.display import quiet_machine
from game.cli.options import add_start_arguments, language, pair


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "game",
        nargs="?",
        metavar="GAME",
        help="a scenario by path or name, also as name@entry; a save; or a row of a batch as FILE.sqlite#ROW "
        "(default: the title)",
    )
    parser.add_argument(
        "--player",
        dest="players",
        metavar="SIDE=NAME",
        type=pair,
        action="append",
        default=[],
        help="who plays a side: me, or a computer player as `hebei players` lists them (default: me for the side "
        "that orders first, staff for the other)",
    )
    add_start_arguments(parser, "drawn anew, and told")
    parser.add_argument("--lang", metavar="en|zh", type=language, help="language (default: as in the settings)")
    parser.add_argument(
        "--save", metavar="FILE", type=Path, help="write the game to this new file instead of the saves"
    )


def _run(arguments: Namespace) -> int:
    quiet_machine()
    from game.cli.window import open_window

    if arguments.game is None:
        wanted = ("players", "entry", "variants", "seed", "overrides", "save")
        if any(getattr(arguments, name) not in (None, []) for name in wanted):
            raise CommandError("name a scenario too; without one the title asks for everything else")
    open_window(arguments)
    return GOOD


COMMAND = Command(
    "play",
    "open the window: the title, a scenario, a save, or a game of a batch",
    (
        "hebei play",
        "hebei play handan@the-pocket --player com=greedy",
        "hebei play handan --player nat=me --player com=me",
        "hebei play game.hebei",
    ),
    _add_arguments,
    _run,
)
