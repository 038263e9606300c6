"""Commands that tell both sides of a game do so once it is over, or when they are told to."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from game.cli.command import CommandError

if TYPE_CHECKING:
    from game.session.save import Save


def add_reveal(parser: ArgumentParser) -> None:
    """The option that tells a game before its end."""
    parser.add_argument(
        "--reveal", action="store_true", help="tell a game that a person plays before it is over, with what fog hides"
    )


def demand_open(arguments: Namespace, *saves: "Save") -> None:
    """Raises CommandError where a save hides something from a person who has it to play on."""
    from game.session.sealed import is_sealed

    for save in saves:
        if is_sealed(save) and not arguments.reveal:
            raise CommandError(
                f"{save.path}: the game is not over and a person plays it, from whom this would tell what fog hides: "
                "finish the game, or add --reveal"
            )
