"""`hebei players`: who can play."""

from argparse import ArgumentParser, Namespace

from game.cli.command import GOOD, Command


def _add_arguments(parser: ArgumentParser) -> None:
    """None."""


def _run(arguments: Namespace) -> int:
    from game.players import listing

    known = listing()
    width = max(len(player.name) for player in known)
    for player in known:
        words = player.trouble or "; ".join(filter(None, (player.words.removesuffix("."), player.origin)))
        print(f"{player.name:{width}}  {words}")
    return GOOD


COMMAND = Command(
    "players",
    "list the computer players, including those of other packages",
    ("hebei players", "hebei watch handan --player nat=random --player com=greedy"),
    _add_arguments,
    _run,
)
