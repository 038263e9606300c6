"""`hebei report`: the after-action report of a save as files: text, graphs and the film of the campaign."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from game.cli.command import GOOD, Command, CommandError
from game.cli.options import add_language
from game.cli.picture import demand_palette, demand_pygame, picture_size
from game.cli.sealed import add_reveal, demand_open

_FILMS = ("webp", "gif", "none")
_SIZE = (1280, 720)


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("save", metavar="SAVE", type=Path, help="a game")
    parser.add_argument(
        "--out", metavar="FOLDER", type=Path, help="folder for the files (default: beside the save, named after it)"
    )
    parser.add_argument("--size", metavar="WxH", type=picture_size, default=_SIZE, help="in pixels (default: 1280x720)")
    parser.add_argument(
        "--film", metavar="|".join(_FILMS), choices=_FILMS, default=_FILMS[0], help="kind of film (default: webp)"
    )
    add_reveal(parser)
    parser.add_argument("--palette", metavar="NAME", help="standard, red-green, blue-yellow or strong")
    add_language(parser)


def _run(arguments: Namespace) -> int:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from game.session.saves.save import read_save

    save = read_save(arguments.save)
    save.demand_exact()
    demand_open(arguments, save)
    folder = _folder(arguments)
    demand_pygame("matplotlib", "PIL")
    palette = demand_palette(arguments.palette)

    from game.cli.compiling import compile_rules
    from game.cli.console import note
    from game.session.replay import replayed
    from game.session.words.text import Catalogue
    from game.ui.export.aftermath_files import Edition, write_report

    compile_rules(arguments.lang)
    session = replayed(save)
    words = Catalogue(arguments.lang, session.world)
    film = "" if arguments.film == "none" else f".{arguments.film}"
    folder.mkdir(exist_ok=True)
    for path in write_report(words, session, folder, Edition(arguments.size, palette, film)):
        if path.parent == folder:
            note(words.say("aftermath.written", file=path))
    return GOOD


def _folder(arguments: Namespace) -> Path:
    """Where the files go; only its last part may be missing."""
    folder: Path = arguments.out or arguments.save.with_name(f"{arguments.save.stem}-report")
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"--out {folder}: this is a file; name a folder")
    if not folder.parent.is_dir():
        raise CommandError(f"--out {folder}: there is no folder {folder.parent}")
    return folder


COMMAND = Command(
    "report",
    "write the after-action report of a save: text, graphs, and the film of the campaign",
    ("hebei report game.hebei", "hebei report game.hebei --out handan --film gif --lang zh"),
    _add_arguments,
    _run,
)
