"""The arguments of every command that starts a game, and what they ask for."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction, Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from game.cli.command import CommandError
from game.core.options import OPTIONS
from game.resources import LANGUAGES
from game.session.seeds import DEFAULT_SEED, MOST_SEED

if TYPE_CHECKING:
    from game.scenario.load import Scenario

DEFAULT_PLAYER = "greedy"
HISTORY = "historical"
"""The player that follows the scenario's track."""
DEFAULT_SCENARIO = "handan"


def add_game_arguments(parser: ArgumentParser) -> None:
    """Entry, variants, players, seed and changed numbers."""
    add_start_arguments(parser)
    add_players(parser)


def add_players(parser: ArgumentParser, default: str = DEFAULT_PLAYER) -> None:
    """The players of both sides."""
    parser.add_argument(
        "--history",
        action="store_true",
        help=f"both sides follow history's plans: {HISTORY} for each side without --player",
    )
    parser.add_argument(
        "--player",
        dest="players",
        metavar="SIDE=NAME",
        type=pair,
        action="append",
        default=[],
        help=f"who plays a side (default: {default}); see `hebei players`",
    )


def add_start_arguments(parser: ArgumentParser, usual_seed: object = DEFAULT_SEED) -> None:
    """Entry, variants, seed and changed numbers; ``usual_seed`` is what help tells of a game without one."""
    parser.add_argument("--entry", metavar="NAME", help="begin on this named day of the scenario")
    add_variants(parser)
    parser.add_argument("--seed", metavar="N", type=seed, help=f"the luck of the game (default: {usual_seed})")
    add_numbers(parser)


def add_numbers(parser: ArgumentParser) -> None:
    """Changed numbers of the rules."""
    parser.add_argument(
        "--set",
        dest="overrides",
        metavar="NAME=VALUE",
        type=setting,
        action="append",
        default=[],
        help=f"change a number of the rulebook by its name, or one of these options to 0 or 1: {', '.join(OPTIONS)}",
    )


def add_variants(parser: ArgumentParser) -> None:
    """Named changes of fact."""
    parser.add_argument(
        "--variant",
        dest="variants",
        metavar="NAME[,NAME]",
        type=several,
        action="extend",
        default=[],
        help="with this change of fact, or several joined by commas; `hebei show` lists them",
    )


def add_language(parser: ArgumentParser) -> None:
    """English or Chinese."""
    parser.add_argument("--lang", metavar="en|zh", type=language, default="en", help="language (default: en)")


def add_map(parser: ArgumentParser) -> None:
    """Maps or none."""
    parser.add_argument(
        "--map", action=BooleanOptionalAction, help="draw a map after each day (default: when this is a terminal)"
    )


def maps_wanted(arguments: Namespace) -> bool:
    """Whether to draw maps."""
    return sys.stdout.isatty() if arguments.map is None else bool(arguments.map)


def seed_of(arguments: Namespace) -> int:
    """The seed asked for, else the usual one."""
    return DEFAULT_SEED if arguments.seed is None else int(arguments.seed)


def load_scenario(arguments: Namespace, name: str) -> "Scenario":
    """The scenario asked for, with its entry, variants and changed numbers."""
    from game.scenario.load import load

    overrides = dict(getattr(arguments, "overrides", ()))
    with as_typed("--set", overrides):
        return load(name, getattr(arguments, "entry", None), overrides, arguments.variants)


@contextmanager
def as_typed(option: str, overrides: Mapping[str, int]) -> Iterator[None]:
    """Reports what is wrong with an override under the option with which it was typed."""
    from game.scenario.problems import ScenarioError
    from game.scenario.rules import OVERRIDE

    try:
        yield
    except ScenarioError as error:
        raise ScenarioError(
            replace(each, file=f"{option} {each.path}={overrides[each.path]}", path="")
            if each.file == OVERRIDE and each.path in overrides
            else each
            for each in error.problems
        ) from None


def seats(
    arguments: Namespace, scenario: "Scenario", seated: Mapping[str, str | None] | None = None
) -> tuple[str, str]:
    """The players by side: those asked for, else those ``seated`` already, else the default."""
    from game.players import names
    from game.scenario.problems import nearest

    chosen = {side.id: (seated or {}).get(side.id) or DEFAULT_PLAYER for side in scenario.world.sides}
    if arguments.history:
        if not any(track.lines for track in scenario.tracks):
            raise CommandError(
                f"--history: scenario {scenario.world.label.id!r} has no track; docs/scenarios.md tells how"
            )
        chosen = dict.fromkeys(chosen, HISTORY)
    for side, name in arguments.players:
        if side not in chosen:
            raise CommandError(f"--player {side}={name}: there is no side {side!r}; {nearest(side, chosen)}")
        demand_player(f"--player {side}={name}", name)
        chosen[side] = name
    for side, name in chosen.items():
        if name not in names():
            raise CommandError(f"the game's player {name!r} is not installed; choose another with --player {side}=NAME")
    first, second = chosen.values()
    return first, second


def demand_player(argument: str, name: str) -> None:
    """Raise CommandError unless there is a player of this name."""
    from game.players import names
    from game.scenario.problems import nearest

    if name not in names():
        raise CommandError(f"{argument}: there is no player {name!r}; {nearest(name, names())}")


def pair(text: str) -> tuple[str, str]:
    """``SIDE=NAME``."""
    side, equals, name = text.partition("=")
    if not (side and equals and name):
        raise ArgumentTypeError(f"found {text!r}; write SIDE=NAME, as in com=greedy")
    return side, name


def setting(text: str) -> tuple[str, int]:
    """``NAME=VALUE`` with a whole number."""
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise ArgumentTypeError(f"found {text!r}; write NAME=VALUE, as in low_luck=1")
    return name, whole(value)


def language(text: str) -> str:
    """One of the languages there are."""
    if text not in LANGUAGES:
        raise ArgumentTypeError(f"found {text!r}; the languages are {' and '.join(LANGUAGES)}")
    return text


def seed(text: str) -> int:
    """A whole number that seeds a game."""
    number = whole(text)
    if not 0 <= number <= MOST_SEED:
        raise ArgumentTypeError(f"found {text}; a seed lies in 0 to {MOST_SEED}")
    return number


def count(text: str) -> int:
    """A whole number from 1 up."""
    number = whole(text)
    if number < 1:
        raise ArgumentTypeError(f"found {text}; it must be 1 or more")
    return number


def several(text: str) -> tuple[str, ...]:
    """Names with commas between them."""
    found = tuple(name.strip() for name in text.split(","))
    if not all(found):
        raise ArgumentTypeError(f"found {text!r}; write names with commas between them, as in greedy,random")
    return found


def day(text: str) -> date:
    """A date."""
    from game.scenario.meant import day_hint

    try:
        return date.fromisoformat(text)
    except ValueError:
        hint = day_hint(text)
        told = f"found {text!r}; a date is written 1945-10-24"
        raise ArgumentTypeError(f"{told}; {hint}" if hint else told) from None


def whole(text: str) -> int:
    """A whole number, plainly written."""
    digits = text[1:] if text[:1] == "-" else text
    if not (digits.isascii() and digits.isdigit()):
        raise ArgumentTypeError(f"found {text!r}; it must be a whole number")
    return int(text)
