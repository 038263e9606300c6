"""`hebei new`: a scenario file to start from."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from game.cli.command import GOOD, Command, CommandError


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to write, such as my-campaign.yaml")
    parser.add_argument("--from", dest="copy_of", metavar="SCENARIO", help="copy this scenario instead of a small one")


def _run(arguments: Namespace) -> int:
    from game.resources import SUFFIXES
    from game.scenario.new import new_scenario

    file: Path = arguments.file
    if file.suffix not in SUFFIXES:
        raise CommandError(f"{file}: a scenario file ends in {' or '.join(SUFFIXES)}; try {file.name}.yaml")
    new_scenario(file, arguments.copy_of)
    print(f"Wrote {file}.")
    if arguments.copy_of:
        print(f"  Its id and title are still those of {arguments.copy_of}; change them first.")
    print(f"  hebei check {file}    says what is wrong in it\n  hebei watch {file}    plays it")
    return GOOD


COMMAND = Command(
    "new",
    "write a scenario to start from: a small playable one, or a copy of another",
    ("hebei new my-campaign.yaml", "hebei new my-handan.yaml --from handan"),
    _add_arguments,
    _run,
)
