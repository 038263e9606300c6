"""`hebei replay`: a save played again and verified day by day."""

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.command import GOOD, Command, CommandError
from game.cli.options import add_language, add_map, day, maps_wanted
from game.cli.sealed import add_reveal, demand_open

if TYPE_CHECKING:
    from game.session.saves.save import Save


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("save", metavar="SAVE", type=Path, help="a save written by `watch --save` or the game")
    parser.add_argument("--until", metavar="DATE", type=day, help="stop after this day, written 1945-10-24")
    add_reveal(parser)
    add_language(parser)
    add_map(parser)


def _run(arguments: Namespace) -> int:
    from game.session.saves.save import read_save

    save = read_save(arguments.save)
    until = day_of(save, "--until", arguments.until) if arguments.until else None
    save.demand_exact()
    demand_open(arguments, save)

    from game.cli.compiling import compile_rules
    from game.cli.console import note
    from game.cli.tell_game import Teller
    from game.session.replay import replay
    from game.session.words.text import Catalogue

    compile_rules(arguments.lang)
    words = Catalogue(arguments.lang, save.scenario.world)
    start = save.scenario.start if save.header.exact else save.position(save.days[0])
    teller = Teller(words, save.scenario, start, maps=maps_wanted(arguments))
    days = 0
    for _, events in replay(save, until):
        days += 1
        teller.read(events)
    teller.finish()
    note(words.say("watch.replayed", count=days))
    if save.torn:
        note(words.say("watch.torn"))
    return GOOD


def day_of(save: "Save", argument: str, wanted: date) -> int:
    """A date as a day of the save's campaign."""
    day = (wanted - save.scenario.world.calendar.start).days
    if not save.days[0].day <= day <= save.days[-1].day:
        span = f"{save.path} runs from {save.days[0].date} to {save.days[-1].date}"
        raise CommandError("; ".join(filter(None, (f"{argument} {wanted}: {span}", save.damage))))
    return day


COMMAND = Command(
    "replay",
    "play a save again, day by day, and verify it",
    ("hebei replay game.hebei", "hebei replay game.hebei --until 1945-10-24 --map"),
    _add_arguments,
    _run,
)
