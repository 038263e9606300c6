"""`hebei show`."""

from argparse import ArgumentParser, Namespace

from game.cli.command import GOOD, Command


def _add_arguments(parser: ArgumentParser) -> None:
    """None."""


def _run(arguments: Namespace) -> int:
    return GOOD


COMMAND = Command("show", "show", (), _add_arguments, _run)
