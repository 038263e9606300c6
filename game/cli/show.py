"""`hebei show`: a scenario as it is: its map, its forces, and what they rest on."""

from argparse import ArgumentParser, Namespace

from game.cli.command import GOOD, Command
from game.cli.options import DEFAULT_SCENARIO, add_language, add_variants, load_scenario


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "scenario",
        nargs="?",
        default=DEFAULT_SCENARIO,
        metavar="SCENARIO",
        help=f"a scenario by path or name, also as name@entry (default: {DEFAULT_SCENARIO})",
    )
    parser.add_argument("--map", action="store_true", help="only the map")
    parser.add_argument("--forces", action="store_true", help="only the order of battle")
    add_variants(parser)
    add_language(parser)


def _run(arguments: Namespace) -> int:
    from game.cli.show_scenario import Shown, show_all, show_forces, show_map

    shown = Shown(load_scenario(arguments, arguments.scenario), arguments.lang)
    if arguments.map:
        show_map(shown)
    if arguments.forces:
        show_forces(shown)
    if not (arguments.map or arguments.forces):
        show_all(shown)
    return GOOD


COMMAND = Command(
    "show",
    "show a scenario: map, order of battle, strengths beside the documented ones, arrivals, sources, events",
    ("hebei show handan", "hebei show handan@the-pocket --map", "hebei show handan --forces --lang zh"),
    _add_arguments,
    _run,
)
