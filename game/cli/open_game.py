"""What `watch` is given: a scenario, a save to go on with, or a game of a batch to be played again."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from game.cli.command import CommandError
from game.cli.options import load_scenario, seats, seed_of, whole
from game.cli.sealed import demand_open
from game.resources import is_batch, is_save

if TYPE_CHECKING:
    from game.core.state import GameState
    from game.scenario.load import Scenario
    from game.session.session import Session


class Opened(NamedTuple):
    """A game before its next order."""

    session: "Session"
    days: int | None
    """How many days it may go on, None for as many as there are."""
    digest: str | None = None
    """What its last position must have, where that is known."""


def open_game(arguments: Namespace) -> Opened:
    """The game that the arguments name."""
    from game.session.session import Session

    path, hash, row = arguments.game.rpartition("#")
    if hash and (Path(path).is_file() or Path(path).suffix == BATCH_SUFFIX):
        return _of_batch(arguments, Path(path), row)
    demand_row(arguments.game)
    if is_save(Path(arguments.game)):
        return Opened(_of_save(arguments), arguments.days)
    scenario = load_scenario(arguments, arguments.game)
    seed = seed_of(arguments)
    players = seats(arguments, scenario)
    if arguments.begin is not None:
        return Opened(_entered(arguments, scenario, players), arguments.days)
    return Opened(Session(scenario, players, seed, arguments.save), arguments.days)


def _entered(arguments: Namespace, scenario: "Scenario", players: tuple[str, str]) -> "Session":
    """The game from a later day of history, after telling how that day differs from the reference run."""
    from game.cli.console import console
    from game.cli.tables import grid, paragraph
    from game.session.enter import NoSuchDay, enter
    from game.session.results.enter_report import entry_lines, entry_table
    from game.session.words.text import Catalogue

    day = (arguments.begin - scenario.world.calendar.start).days
    try:
        entered = enter(scenario, day, players, arguments.seed, arguments.save)
    except NoSuchDay as error:
        raise CommandError(f"--from {arguments.begin}: {error}") from error
    words, out = Catalogue(arguments.lang, scenario.world), console()
    for line in entry_lines(words, entered):
        paragraph(out, line)
    if entered.differences:
        out.print(grid(entry_table(words, entered)))
    return entered.session


def _of_batch(arguments: Namespace, path: Path, row: str) -> Opened:
    from game.session.study.batch_reader import from_batch

    refuse(arguments, "a game of a batch", "entry", "variants", "players", "history", "begin", "seed", "overrides")
    game = from_batch(path, row_number(arguments.game, row))
    if arguments.days is None:
        return Opened(game.session(arguments.save), game.days, game.digest)
    return Opened(game.session(arguments.save), arguments.days)


def _of_save(arguments: Namespace) -> "Session":
    from game.session.replay import resume
    from game.session.saves.save import read_save

    refuse(arguments, "a save", "entry", "variants", "seed", "begin", "overrides", "save")
    save = read_save(arguments.game)
    demand_open(arguments, save)
    seated = dict(zip((side.id for side in save.scenario.world.sides), save.header.players, strict=True))
    players = seats(arguments, save.scenario, seated)
    return resume(save, players)


def at_first_order(scenario: "Scenario", lang: str) -> "GameState":
    """The position in which the first order can be given: the first dawn has told who is cut off and who is fed."""
    from game.cli.compiling import compile_rules
    from game.session.session import Session

    compile_rules(lang)
    return Session(scenario, (None, None)).turn.state


def demand_row(game: str) -> None:
    """Refuse a batch of which no game is named."""
    if is_batch(Path(game)):
        raise CommandError(f"{game} is a batch; name one of its games by its row, the first is {game}#0")


def row_number(game: str, row: str) -> int:
    """The number of a game of a batch, as it stands behind the batch's name."""
    if not (row.isascii() and row.isdigit()):
        raise CommandError(f"{game}: found row {row!r}; a row is the number of a game, from 0")
    return whole(row)


def refuse(arguments: Namespace, what: str, *names: str) -> None:
    """Refuse options that would change what the named file has fixed."""
    for name in names:
        if getattr(arguments, name) not in (None, [], False):
            option = _OPTIONS.get(name, f"--{name}")
            raise CommandError(f"{arguments.game} is {what}, which has its own; leave {option} out")


BATCH_SUFFIX = ".sqlite"
_OPTIONS = {"variants": "--variant", "players": "--player", "begin": "--from", "overrides": "--set"}
"""How an argument is written where it is not called so."""
