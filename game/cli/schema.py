"""`hebei schema`: what may stand in a scenario file."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from game.cli.command import GOOD, Command


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--reference", action="store_true", help="print the reference page as Markdown instead")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write to this file instead, in UTF-8")


def _run(arguments: Namespace) -> int:
    from game.files import write_whole
    from game.scenario.reference import json_schema, reference

    text = reference() if arguments.reference else json.dumps(json_schema(), ensure_ascii=False, indent=2)
    if arguments.out:
        write_whole(arguments.out, f"{text}\n".encode())
    else:
        print(text)
    return GOOD


COMMAND = Command(
    "schema",
    "print the JSON Schema of scenario files, for editors that complete and check YAML",
    ("hebei schema --out scenario.schema.json", "hebei schema --reference > scenario-reference.md"),
    _add_arguments,
    _run,
)
