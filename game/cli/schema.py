"""`hebei schema`: what may stand in a scenario file."""

import json
from argparse import ArgumentParser, Namespace

from game.cli.command import GOOD, Command


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--reference", action="store_true", help="print the reference page as Markdown instead")


def _run(arguments: Namespace) -> int:
    from game.scenario.reference import json_schema, reference

    print(reference() if arguments.reference else json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return GOOD


COMMAND = Command(
    "schema",
    "print the JSON Schema of scenario files, for editors that complete and check YAML",
    ("hebei schema > hebei.schema.json", "hebei schema --reference > scenario-reference.md"),
    _add_arguments,
    _run,
)
