"""`hebei batch`."""

from argparse import ArgumentParser, Namespace

from game.cli.command import GOOD, Command


def _add_arguments(parser: ArgumentParser) -> None:
    """None."""


def _run(arguments: Namespace) -> int:
    return GOOD


COMMAND = Command("batch", "batch", (), _add_arguments, _run)
