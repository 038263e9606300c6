"""`hebei players`: who can play."""

from argparse import ArgumentParser, Namespace

from game.cli.command import GOOD, Command


def _add_arguments(parser: ArgumentParser) -> None:
    """None."""


def _run(arguments: Namespace) -> int:
    from game.players import names

    known = names()
    width = max(map(len, known))
    for name, words in known.items():
        print(f"{name:{width}}  {words}")
    return GOOD


COMMAND = Command(
    "players",
    "list the computer players",
    ("hebei players", "hebei watch handan --player nat=staff --player com=greedy"),
    _add_arguments,
    _run,
)
