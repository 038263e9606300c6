"""`hebei show`: a scenario as it is: its map, its forces, and what they rest on."""

from argparse import ArgumentParser, Namespace

from game.cli.command import GOOD, Command
from game.cli.options import DEFAULT_SCENARIO, add_language, add_variants, load_scenario
from game.cli.picture import add_picture, draw_picture, refuse_without_picture


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "scenario",
        nargs="?",
        default=DEFAULT_SCENARIO,
        metavar="SCENARIO",
        help=f"a scenario by path or name, also as name@entry (default: {DEFAULT_SCENARIO}), or a save with --picture",
    )
    parser.add_argument("--map", action="store_true", help="only the map")
    parser.add_argument(
        "--lines",
        action="store_true",
        help="only what rivers, walls, roads and railways became, as a file would state it",
    )
    parser.add_argument("--forces", action="store_true", help="only the order of battle")
    parser.add_argument("--track", action="store_true", help="only what both sides meant to do, day by day")
    add_variants(parser)
    add_language(parser)
    add_picture(parser)


def _run(arguments: Namespace) -> int:
    if arguments.picture is not None:
        return draw_picture(arguments)
    refuse_without_picture(arguments)
    if arguments.lines:
        return _show_lines(arguments.scenario)

    from game.cli.show_forces import show_forces
    from game.cli.show_scenario import show_all, show_map, show_track
    from game.cli.shown import Shown

    shown = Shown(load_scenario(arguments, arguments.scenario), arguments.lang)
    if arguments.map:
        show_map(shown)
    if arguments.forces:
        show_forces(shown)
    if arguments.track:
        show_track(shown)
    if not (arguments.map or arguments.forces or arguments.track):
        show_all(shown)
    return GOOD


def _show_lines(name: str) -> int:
    """Print the snapped lines; a file with other errors has them too."""
    from game.resources import find_scenario, split_entry
    from game.scenario.snapped import as_written, snapped

    for line in as_written(snapped(find_scenario(split_entry(name)[0]))):
        print(line)
    return GOOD


COMMAND = Command(
    "show",
    "show a scenario: map, forces, strengths beside the documented ones, arrivals, sources, events; or draw it",
    (
        "hebei show handan",
        "hebei show handan@the-pocket --map",
        "hebei show my-campaign.yaml --lines",
        "hebei show handan --forces --lang zh",
        "hebei show handan --track",
        "hebei show handan --picture handan.png",
        "hebei show game.save --picture pocket.png --at matou --zoom 84 --day 1945-10-28 --side com",
    ),
    _add_arguments,
    _run,
)
