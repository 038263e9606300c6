"""`hebei compare`: a game beside history, or two games beside each other."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from game.cli.command import GOOD, Command
from game.cli.options import add_language
from game.cli.sealed import add_reveal, demand_open


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("save", metavar="SAVE", type=Path, help="a game")
    parser.add_argument("other", metavar="OTHER", type=Path, nargs="?", help="another game, such as a branch of it")
    add_reveal(parser)
    add_language(parser)


def _run(arguments: Namespace) -> int:
    from game.session.saves.save import read_save

    save = read_save(arguments.save)
    save.demand_exact()
    other = read_save(arguments.other) if arguments.other else None
    demand_open(arguments, *([save] if other is None else [save, other]))

    from game.cli.compiling import compile_rules
    from game.cli.console import console
    from game.cli.tables import print_report
    from game.session.replay import replayed
    from game.session.results.compare_report import history_report, parting_report
    from game.session.results.compare_saves import compare_saves
    from game.session.results.result import result_of
    from game.session.words.text import Catalogue

    compile_rules(arguments.lang)
    words = Catalogue(arguments.lang, save.scenario.world)
    if other is not None:
        print_report(console(), parting_report(words, compare_saves(save, other)))
        return GOOD
    session = replayed(save)
    print_report(console(), history_report(words, session, result_of(session)))
    return GOOD


COMMAND = Command(
    "compare",
    "compare a saved game with history and its sources, or with another game from where the two part",
    ("hebei compare game.hebei", "hebei compare game.hebei rash.hebei --lang zh"),
    _add_arguments,
    _run,
)
