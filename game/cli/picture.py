"""`hebei show --picture`: the board as a PNG, drawn without a display."""

import os
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.command import GOOD, CommandError
from game.cli.options import day
from game.cli.sealed import add_reveal, demand_eyes

if TYPE_CHECKING:
    from game.core.state import GameState
    from game.core.world import World
    from game.scenario.load import Scenario

_SIZES = (64, 8192)
_SCALES = (4.0, 240.0)
_PACKAGES = {"pygame": "pygame-ce", "PIL": "pillow"}
"""What a module is installed by, where that has another name."""
_OPTIONS = {"size": "--size", "at": "--at", "zoom": "--zoom", "day": "--day", "side": "--side", "palette": "--palette"}


def add_picture(parser: ArgumentParser) -> None:
    """Where the picture goes and what it shows."""
    add_reveal(parser)
    group = parser.add_argument_group("picture", "the board as the window draws it, without opening one")
    group.add_argument("--picture", metavar="FILE.png", type=_png, help="draw the board of a scenario or a save")
    group.add_argument("--size", metavar="WxH", type=picture_size, help="in pixels (default: 1600x900)")
    group.add_argument("--at", metavar="PLACE|HEX", help="place or hex in the middle, as handan or 2753")
    group.add_argument(
        "--zoom",
        metavar="Z",
        type=_scale,
        help="height of a hex in pixels (default: the whole map, or 60 with --at)",
    )
    group.add_argument(
        "--day", metavar="DATE", type=day, help="for a save: the morning of this day, written 1945-10-24"
    )
    group.add_argument("--side", metavar="SIDE", help="as this side sees it")
    group.add_argument("--palette", metavar="NAME", help="standard, red-green, blue-yellow or strong")


def refuse_without_picture(arguments: Namespace) -> None:
    """These options mean nothing to the text."""
    for name, option in _OPTIONS.items():
        if getattr(arguments, name) is not None:
            raise CommandError(f"{option} belongs to a picture; add --picture FILE.png")


def draw_picture(arguments: Namespace) -> int:
    """Draw and write it."""
    # Many threads on small matrices only wait for each other; this must be set before NumPy is first imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _check_place_of(arguments.picture)
    scenario, state = _position(arguments)
    if arguments.side is not None:
        from game.cli.compiling import compile_rules
        from game.core.fog.observe import observe

        compile_rules(arguments.lang)
        state = observe(scenario.world, state, _side(scenario.world, arguments.side))
    demand_pygame()
    from game.cli.console import note
    from game.session.words.text import Texts
    from game.ui.export.picture import Wish, paint, save

    palette = demand_palette(arguments.palette)
    hex = None if arguments.at is None else _hex(scenario.world, arguments.at)
    wish = Wish(arguments.size or Wish().size, hex, arguments.zoom, arguments.lang, palette)
    save(paint(scenario, state, wish), arguments.picture)
    note(Texts(arguments.lang).say("aftermath.written", file=arguments.picture))
    return GOOD


def demand_palette(name: str | None) -> str:
    """The palette asked for, the standard one if none is."""
    from game.scenario.problems import nearest
    from game.ui.style.palette import STANDARD, palette_names

    palette = name or STANDARD
    if palette not in palette_names():
        raise CommandError(f"--palette {palette}: there is no palette {palette!r}; {nearest(palette, palette_names())}")
    return palette


def demand_pygame(*modules: str) -> None:
    """Raise CommandError, naming what to install, where pictures that also need these modules cannot be drawn."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    from importlib.util import find_spec

    for module in ("pygame", "pygame_gui", *modules):
        if find_spec(module) is None:
            package = _PACKAGES.get(module, module)
            raise CommandError(f"pictures need the package {package}; install it with: pip install {package}")


def _check_place_of(path: Path) -> None:
    if not path.parent.is_dir():
        raise CommandError(f"--picture {path}: there is no folder {path.parent}")


def _position(arguments: Namespace) -> "tuple[Scenario, GameState]":
    """The start of a scenario, or a day of a save: the last unless another is asked for."""
    from game.cli.open_game import at_first_order
    from game.resources import is_save

    if not is_save(Path(arguments.scenario)):
        from game.cli.options import load_scenario

        if arguments.day:
            raise CommandError(
                f"--day {arguments.day}: a scenario has only its beginning; give a save, or an entry as SCENARIO@ENTRY"
            )
        scenario = load_scenario(arguments, arguments.scenario)
        return scenario, at_first_order(scenario, arguments.lang)
    from game.session.saves.save import read_save

    save = read_save(arguments.scenario)
    demand_eyes(arguments, save, None if arguments.side is None else _side(save.scenario.world, arguments.side))
    saved = save.days[-1]
    if arguments.day:
        number = (arguments.day - save.scenario.world.calendar.start).days
        if not save.days[0].day <= number <= saved.day:
            raise CommandError(f"--day {arguments.day}: {save.path} runs from {save.days[0].date} to {saved.date}")
        saved = save.find(number)
    return save.scenario, save.position(saved)


def _side(world: "World", id: str) -> int:
    from game.scenario.problems import nearest

    try:
        return world.side_of(id)
    except KeyError:
        known = [side.id for side in world.sides]
        raise CommandError(f"--side {id}: there is no side {id!r}; {nearest(id, known)}") from None


def _hex(world: "World", text: str) -> int:
    """A place by id or any of its names, or a hex by its number."""
    from game.scenario.problems import nearest

    hex = world.grid.index(text)
    if hex is not None:
        return hex
    names: dict[str, int] = {}
    for place in world.places:
        for name in (place.label.id, place.label.en, place.label.zh, *place.aliases):
            names.setdefault(name.casefold(), place.hex)
    if text.casefold() in names:
        return names[text.casefold()]
    if re.fullmatch(r"\d+", text):
        last = world.grid.number(world.grid.size - 1)
        raise CommandError(f"--at {text}: there is no hex {text}; they run from 0101 to {last}")
    raise CommandError(f"--at {text}: there is no place {text!r}; {nearest(text, names)}")


def _png(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".png":
        raise ArgumentTypeError(f"found {text!r}; the file's name must end in .png")
    return path


def picture_size(text: str) -> tuple[int, int]:
    """Width and height in pixels."""
    found = re.fullmatch(r"(\d{1,6})[x×](\d{1,6})", text)
    if not found:
        raise ArgumentTypeError(f"found {text!r}; write WIDTHxHEIGHT, as in 1600x900")
    width, height = int(found[1]), int(found[2])
    if not all(_SIZES[0] <= length <= _SIZES[1] for length in (width, height)):
        raise ArgumentTypeError(f"found {text}; width and height lie in {_SIZES[0]} to {_SIZES[1]}")
    return width, height


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        raise ArgumentTypeError(f"found {text!r}; it must be a number") from None
    if not _SCALES[0] <= scale <= _SCALES[1]:
        raise ArgumentTypeError(f"found {text}; it lies in {_SCALES[0]:g} to {_SCALES[1]:g}")
    return scale
