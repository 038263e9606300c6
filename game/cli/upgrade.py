"""`hebei upgrade`: brings scenario files of older formats up to date."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from game.cli.command import GOOD, Command


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILE", type=Path, help="a scenario file; the old one stays as .bak"
    )


def _run(arguments: Namespace) -> int:
    from game.resources import find_scenario
    from game.scenario.schema.spec import FORMAT
    from game.scenario.text.upgrade import upgrade

    for file in arguments.files:
        before = upgrade(find_scenario(file))
        done = f"is of format {FORMAT} already" if before == FORMAT else f"upgraded from format {before} to {FORMAT}"
        print(f"{file}: {done}")
    return GOOD


COMMAND = Command(
    "upgrade",
    "rewrite scenario files of an older format in the current one",
    ("hebei upgrade my-campaign.yaml",),
    _add_arguments,
    _run,
)
