"""`hebei branch`: leave a saved game on any day and play on otherwise."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from game.cli.command import GOOD, Command, CommandError
from game.cli.options import add_language, add_map, add_players, count, day, maps_wanted, seats
from game.cli.replay import day_of
from game.cli.sealed import add_reveal, demand_open


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("save", metavar="SAVE", type=Path, help="the game to branch from")
    parser.add_argument(
        "--day", metavar="DATE", type=day, required=True, help="begin at dawn of this day, written 1945-10-24"
    )
    parser.add_argument(
        "--save", dest="out", metavar="NEW", type=Path, required=True, help="write the branch to this new file"
    )
    parser.add_argument("--name", metavar="TEXT", help="what to call the branch (default: the name of its file)")
    add_players(parser, "who played it")
    parser.add_argument("--days", metavar="N", type=count, help="stop after so many days")
    add_reveal(parser)
    add_language(parser)
    add_map(parser)


def _run(arguments: Namespace) -> int:
    from game.session.saves.save import read_save

    save = read_save(arguments.save)
    demand_open(arguments, save)
    world = save.scenario.world
    begin = day_of(save, "--day", arguments.day)
    seated = dict(zip((side.id for side in world.sides), save.header.players, strict=True))
    players = seats(arguments, save.scenario, seated)
    if arguments.out.exists():
        raise CommandError(f"{arguments.out}: the file exists; choose another name for the branch")

    from game.cli.compiling import compile_rules
    from game.cli.console import note
    from game.cli.tell_game import tell_game
    from game.session.replay import branch
    from game.session.words.text import Catalogue

    compile_rules(arguments.lang)
    words = Catalogue(arguments.lang, world)
    name = arguments.name or arguments.out.stem
    session = branch(save, begin, arguments.out, name, players)
    tell_game(words, session, arguments.days, maps=maps_wanted(arguments))
    note(words.say("branch.made", name=name, file=str(arguments.out), parent=str(save.path)))
    return GOOD


COMMAND = Command(
    "branch",
    "leave a saved game on any day and play on as a separate game, with the same luck where nothing changed",
    (
        "hebei branch game.hebei --day 1945-10-24 --save same.hebei",
        "hebei branch game.hebei --day 1945-10-24 --player nat=random --save rash.hebei --name rashness",
        "hebei compare game.hebei rash.hebei",
    ),
    _add_arguments,
    _run,
)
