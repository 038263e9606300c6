"""A game that a person has to play on is told with that side's eyes until it is over, or when they are told to."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from game.cli.command import CommandError

if TYPE_CHECKING:
    from game.session.saves.save import Save


def add_reveal(parser: ArgumentParser) -> None:
    """The option that tells a game before its end."""
    parser.add_argument(
        "--reveal", action="store_true", help="show what fog hides, even if a person is still playing the game"
    )


def demand_eyes(arguments: Namespace, save: "Save", side: int | None) -> None:
    """Raises CommandError where these eyes, None for everybody's, may not look at a save yet."""
    from game.session.sealed import is_sealed, people_of

    people = people_of(save)
    if side in people or arguments.reveal or not is_sealed(save):
        return
    own = " or ".join(f"--side {save.scenario.world.sides[person].id}" for person in people)
    raise CommandError(
        f"{save.path}: the game is not over and a person plays it: look with that side's eyes, {own}, or add --reveal"
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
