"""`hebei`: finds the command, runs it, and turns whatever goes wrong into a message and an exit status."""

import errno
import io
import os
import sys
import traceback
from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn

from game import __version__
from game.cli import (
    arena,
    batch,
    branch,
    check,
    compare,
    conformance,
    edit,
    explain,
    new,
    par,
    play,
    players,
    replay,
    report,
    schema,
    show,
    upgrade,
    validate,
    watch,
    whatif,
)
from game.cli.command import BAD_INPUT, BROKEN_PIPE, GOOD, INTERRUPTED, UNEXPECTED, Command, CommandError
from game.cli.display import can_open
from game.collector import look_seldom
from game.resources import LANGUAGES

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EIO)

COMMANDS: tuple[Command, ...] = (
    play.COMMAND,
    watch.COMMAND,
    replay.COMMAND,
    branch.COMMAND,
    compare.COMMAND,
    report.COMMAND,
    batch.COMMAND,
    whatif.COMMAND,
    arena.COMMAND,
    validate.COMMAND,
    par.COMMAND,
    show.COMMAND,
    explain.COMMAND,
    check.COMMAND,
    new.COMMAND,
    edit.COMMAND,
    upgrade.COMMAND,
    schema.COMMAND,
    players.COMMAND,
    conformance.COMMAND,
)

_ABOUT = """\
Hebei 1945–49: an operational hex wargame of the Chinese Civil War.
Without a command it opens the window; without a display the computer plays Handan in the terminal.
"""


class _Parser(ArgumentParser):
    """Answers bad arguments in one line instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"{self.prog}: {message}\n`{self.prog} --help` shows what is allowed.\n")

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        """As argparse does, but help that could not be written is an error like any other."""
        if file is not None and file is sys.stdout:
            file.write(message)
        else:
            super()._print_message(message, file)


class _Overview(RawDescriptionHelpFormatter):
    """Leaves room for the longest command, whose indent argparse forgets."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog)
        self._action_max_length = max(len(command.name) for command in COMMANDS) + 4


def main(argv: Sequence[str] | None = None) -> int:
    """Run `hebei` with these arguments, by default the program's; the exit status."""
    _use_utf8()
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in arguments or os.environ.get("HEBEI_DEBUG", "") not in ("", "0")
    look_seldom()
    try:
        try:
            status = _run(arguments)
        finally:
            _write_out()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return BROKEN_PIPE
    except Exception as error:  # the last door: nobody who types a command is shown a traceback
        if debug:
            traceback.print_exc()
        return _fail(error, _language(arguments))
    return status


def _run(arguments: list[str]) -> int:
    first = next((word for word in arguments if word != "--debug"), "")
    names = [command.name for command in COMMANDS]
    if first and not first.startswith("-") and first not in names:
        raise CommandError(f"there is no command {first!r}; {_nearest(first, names)}")
    if first not in (*names, "-h", "--help", "--version"):
        first = _unnamed(arguments)
        arguments = [first, *arguments]
    try:
        parsed = _parse(arguments, first)
    except SystemExit as answered:  # as argparse does, of help and of bad arguments
        return int(answered.code or GOOD)
    return int(parsed.run(parsed))


def _unnamed(arguments: list[str]) -> str:
    """The command that is meant without one: the window alone, and the terminal for options or without a display."""
    if any(word != "--debug" for word in arguments):
        return "watch"
    if can_open():
        return "play"
    print("hebei: no display here, so the computer plays Handan in the terminal.", file=sys.stderr)
    return "watch"


def _parse(arguments: list[str], word: str) -> Namespace:
    parser, parsers = build_parser()
    parsed, unknown = parser.parse_known_args(arguments)
    if unknown:  # argparse takes a name that may be left out only before the options, unless it is asked so
        parsed, unknown = parsers[word].parse_known_intermixed_args(arguments[arguments.index(word) + 1 :])
    if unknown:
        words = unknown[0].partition("=")[0]
        known = parsers[word].format_usage().replace("[", " ").replace("]", " ").split()
        options = sorted({option for option in known if option.startswith("--")})
        hint = _nearest(words, options) if words.startswith("-") else "see its --help"
        raise CommandError(f"{word} takes no argument {unknown[0]!r}; {hint}")
    return parsed


def build_parser() -> tuple[ArgumentParser, dict[str, ArgumentParser]]:
    """The parser of everything, and those of the commands by name."""
    parser = _Parser(
        prog="hebei",
        description=_ABOUT,
        epilog="`hebei COMMAND --help` explains a command and gives examples.",
        formatter_class=_Overview,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Hebei 1945–49 {__version__}")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an unexpected error")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    parsers: dict[str, ArgumentParser] = {}
    for command in COMMANDS:
        examples = "\n".join(f"  {line}" for line in command.examples)
        one = commands.add_parser(
            command.name,
            help=command.help,
            description=f"{command.help[0].upper()}{command.help[1:]}.\n{command.remark}".rstrip(),
            epilog=f"examples:\n{examples}",
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.add_arguments(one)
        one.add_argument("--debug", action="store_true", default=SUPPRESS, help=SUPPRESS)
        one.set_defaults(run=command.run)
        parsers[command.name] = one
    return parser, parsers


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, if the arguments came far enough to ask for one; that of the settings for the window."""
    words = " ".join(arguments).replace("--lang=", "--lang ").split()
    asked = next((word for option, word in pairwise(words) if option == "--lang" and word in LANGUAGES), "")
    first = next((word for word in arguments if word != "--debug"), play.COMMAND.name)
    if asked or first not in (play.COMMAND.name, edit.COMMAND.name):
        return asked or LANGUAGES[0]
    from game.ui.settings import read_settings

    return read_settings().settings.lang


def _fail(error: Exception, lang: str) -> int:
    """Say what went wrong; what only the user can put right comes without the program's own account of it."""
    if isinstance(error, CommandError | OSError):
        _complain(f"hebei: {_os_words(error) if isinstance(error, OSError) else error}")
        return BAD_INPUT
    if _is_told(error):
        _complain(_told(error, lang))
        return BAD_INPUT
    _complain(
        f"hebei: an unexpected error, which is a fault of the program: {type(error).__name__}: {error}\n"
        f"Please report it with the command you gave and `hebei --version` ({__version__}); "
        "the same command with --debug shows where it happened."
    )
    return UNEXPECTED


def _is_told(error: Exception) -> bool:
    """Whether it is an error of ours whose message is made for the user."""
    from game.scenario.problems import ScenarioError

    if isinstance(error, ScenarioError):
        return True
    from game.players import PluginError
    from game.session.saves.journal import SaveError
    from game.session.seats import PlayerError
    from game.session.study.batch_db import BatchError

    return isinstance(error, BatchError | PluginError | SaveError | PlayerError)


def _told(error: Exception, lang: str) -> str:
    from game.session.words.text import Texts

    return Texts(lang).complaint(error)


def _os_words(error: OSError) -> str:
    """``name: what``; our own errors of these kinds carry their whole message."""
    if not error.strerror:
        return str(error)
    if error.filename:
        return f"{error.filename}: {error.strerror}"
    return _unwritten(error) if error.errno in _NO_ROOM else error.strerror


def _unwritten(error: OSError) -> str:
    return f"the output cannot be written: {error.strerror}"


def _complain(message: str) -> None:
    print(message, file=sys.stderr)


def _nearest(word: str, known: Sequence[str]) -> str:
    bare = {name.strip("-"): name for name in known}
    close = get_close_matches(word.strip("-"), bare, 1)
    return f"did you mean {bare[close[0]]!r}?" if close else f"known: {', '.join(known)}"


def _use_utf8() -> None:
    """Whatever the code page, Chinese names are written rather than refused."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _write_out() -> None:
    """Have everything written. Raises BrokenPipeError where nobody takes it, CommandError where there is no room."""
    if sys.stdout is None:  # whoever started us has closed it
        return
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else the interpreter tries again at exit
        if isinstance(error, BrokenPipeError):
            raise
        raise CommandError(_unwritten(error)) from error


if __name__ == "__main__":
    sys.exit(main())
