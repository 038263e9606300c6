"""`hebei explain`: why a unit, a formation or a hex is as it is, and what can be done about it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.command import GOOD, Command, CommandError
from game.cli.options import DEFAULT_SCENARIO, add_language, add_variants, day, load_scenario
from game.cli.sealed import add_reveal, demand_eyes

if TYPE_CHECKING:
    from rich.console import Console

    from game.core.events import Event
    from game.core.state import GameState
    from game.core.world import World
    from game.players import Memory
    from game.scenario.load import Scenario
    from game.session.explain import Explanation, Inquiry, Subject

    Position = tuple[Scenario, GameState, list[Event], GameState | None, Mapping[str, Memory]]
    """A scenario, a position of it, the events that led there, where they began, None if they are not known, and
    what the players remember."""


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "game",
        metavar="GAME",
        help="a scenario by path or name, also as name@entry, at its first orders; or a save where it stopped",
    )
    parser.add_argument(
        "subject",
        nargs="?",
        metavar="NAME",
        help="a unit, formation or place by id, name or alias, or a hex number (default: the units in trouble)",
    )
    parser.add_argument(
        "--against", metavar="NAME", help="for a unit: only its fight with this neighbouring unit or hex"
    )
    parser.add_argument("--day", metavar="DATE", type=day, help="for a save: on this day, written 1945-10-24")
    parser.add_argument("--side", metavar="SIDE", help="tell only what this side knows")
    add_reveal(parser)
    add_variants(parser)
    add_language(parser)


def _run(arguments: Namespace) -> int:
    scenario, position, events, start, memories = _position(arguments)

    from game.cli.console import console, note
    from game.session.delegation import recall_all
    from game.session.explain import EVERYBODY, explain, inquire
    from game.session.results.departures import recall_departures
    from game.session.words.staff_words import recall_briefs
    from game.session.words.text import Catalogue

    words = Catalogue(arguments.lang, scenario.world)
    side = EVERYBODY if arguments.side is None else _side(arguments, scenario.world)
    try:
        intents = recall_all(scenario.world, memories.values())
    except ValueError as error:
        raise CommandError(f"{arguments.game}: what its formations were told to do was edited: {error}") from error
    inquiry = inquire(words, position, side, events, start, intents)
    departures = recall_departures(scenario.world, memories.values())
    inquiry = replace(inquiry, departures=departures, briefs=recall_briefs(scenario.world, memories))
    subject = _find(scenario.world, arguments.subject)
    against = _against(arguments, inquiry, subject)
    _print(console(), explain(inquiry, subject, against))
    if start is None:
        note(words.say("explain.no_accounts"))
    return GOOD


def _position(arguments: Namespace) -> "Position":
    """What the question is about."""
    from game.resources import SUFFIXES

    path = Path(arguments.game)
    if path.is_file() and path.suffix not in SUFFIXES:
        if arguments.variants:
            raise CommandError(f"{path} is a save, which has its own; leave --variant out")
        return _of_save(arguments, path)
    if arguments.day is not None:
        raise CommandError(f"--day {arguments.day}: {arguments.game} is a scenario; only a save has other days")
    from game.cli.compiling import compile_rules
    from game.session.session import Session

    scenario = load_scenario(arguments, arguments.game)
    compile_rules(arguments.lang)
    session = Session(scenario, (None, None))
    return scenario, session.turn.state, session.turn.events, session.start, {}


def _of_save(arguments: Namespace, path: Path) -> "Position":
    """The last position of a save, or that of the first order of a day; of another version's the snapshot alone."""
    from game.cli.compiling import compile_rules
    from game.core.apply import fold
    from game.session.replay import branch, replay
    from game.session.saves.save import read_save

    save = read_save(path)
    demand_eyes(arguments, save, None if arguments.side is None else _side(arguments, save.scenario.world))
    start = date.fromisoformat(save.days[0].date)
    last = save.days[-1]
    wanted = last.day if arguments.day is None else (arguments.day - start).days + save.days[0].day
    if not save.days[0].day <= wanted <= last.day:
        raise CommandError(f"--day {arguments.day}: {path} runs from {start} to {last.date}")
    memories = save.memories if arguments.day is None else save.find(wanted).memories
    if save.inexact:
        return save.scenario, save.position(save.find(wanted)), [], None, memories
    compile_rules(arguments.lang)
    if arguments.day is not None:
        session = branch(save, wanted, players=(None, None))
        return save.scenario, session.turn.state, session.turn.events, session.start, memories
    began = save.scenario.start if save.header.exact else save.position(save.days[0])
    events = [event for _, told in replay(save) for event in told]
    return save.scenario, fold(began, events), events, began, memories


def _side(arguments: Namespace, world: "World") -> int:
    from game.scenario.problems import nearest

    ids = [side.id for side in world.sides]
    if arguments.side not in ids:
        raise CommandError(f"--side {arguments.side}: there is no such side; {nearest(arguments.side, ids)}")
    return ids.index(arguments.side)


def _find(world: "World", name: str | None) -> "Subject | None":
    from game.session.explain import UnknownName, find_subject

    try:
        return None if name is None else find_subject(world, name)
    except UnknownName as error:
        raise CommandError(str(error)) from error


def _against(arguments: Namespace, inquiry: "Inquiry", subject: "Subject | None") -> int | None:
    """The hex of the neighbour asked for."""
    from game.core.state import U
    from game.session.explain import Kind

    neighbour = _find(inquiry.world, arguments.against)
    if neighbour is None:
        return None
    if subject is None or subject.kind is not Kind.UNIT:
        raise CommandError("--against: name the unit whose fight it is about")
    if neighbour.kind is Kind.FORMATION:
        raise CommandError(f"--against: {arguments.against} is a formation; name one of its units, or a hex")
    hex = neighbour.number if neighbour.kind is Kind.HEX else inquiry.value(neighbour.number, U.HEX)
    if hex < 0:
        raise CommandError(f"--against: {arguments.against} is not on the map, or not in sight")
    return hex


def _print(out: "Console", explanation: "Explanation") -> None:
    from rich.text import Text

    from game.cli.tables import grid, paragraph

    out.rule(Text(explanation.title, "bold"))
    for section in explanation.sections:
        out.print()
        out.print(Text(section.heading, "bold"))
        for line in section.lines:
            paragraph(out, line)
        if section.table:
            out.print(grid(section.table))


COMMAND = Command(
    "explain",
    "explain a unit, a formation or a hex: supply, cohesion, loyalty, power, what it can do and why not",
    (
        f"hebei explain {DEFAULT_SCENARIO}@the-pocket",
        f"hebei explain {DEFAULT_SCENARIO}@the-pocket nat-106d --side nat",
        f"hebei explain {DEFAULT_SCENARIO}@the-pocket 马头镇",
        "hebei explain game.hebei nat-n8a --day 1945-10-28 --lang zh",
    ),
    _add_arguments,
    _run,
)
