"""`hebei edit`: opens the built-in editor on a scenario file."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from game.cli.command import GOOD, Command, CommandError
from game.cli.display import can_open, quiet_machine
from game.cli.options import language


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to edit; created if it does not exist")
    parser.add_argument("--from", dest="copy_of", metavar="SCENARIO", help="write a copy of this scenario and edit it")
    parser.add_argument("--lang", metavar="en|zh", type=language, help="language (default: as in the settings)")


def _run(arguments: Namespace) -> int:
    from game.resources import SUFFIXES

    file: Path = arguments.file
    instead = f"any text editor will do, and `hebei check {file}` says what is wrong"
    if not can_open():
        raise CommandError(f"there is no display here for the editor; {instead}")
    quiet_machine()
    from game.cli.window import leave_at_once, run_window
    from game.editor.open import NotOursError, open_file
    from game.editor.screen import EditScreen

    if file.suffix not in SUFFIXES and (file.exists() or arguments.copy_of):
        raise CommandError(f"{file}: a scenario file ends in {' or '.join(SUFFIXES)}; try {file.name}.yaml")
    try:
        work = open_file(file, arguments.copy_of)
    except NotOursError as error:
        raise CommandError(str(error)) from None
    run_window(lambda shelf: EditScreen(work, shelf), arguments.lang, instead)
    leave_at_once()
    return GOOD


COMMAND = Command(
    "edit",
    "edit a scenario file of yours in the built-in editor",
    ("hebei edit my-campaign.yaml", "hebei edit my-handan.yaml --from handan"),
    _add_arguments,
    _run,
)
