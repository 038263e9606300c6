"""Opens the window for `hebei play` and for `hebei` alone."""

import atexit
import os
import threading
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.command import GOOD, CommandError
from game.cli.console import note
from game.cli.display import can_open
from game.cli.open_game import demand_row, refuse, row_number
from game.cli.options import demand_player, load_scenario
from game.resources import is_save

if TYPE_CHECKING:
    from game.core.world import World
    from game.session.progress import Progress
    from game.session.session import Session
    from game.ui.saves import Shelf
    from game.ui.screen import Screen

ME = "me"


def open_window(arguments: Namespace) -> None:
    """Show the title, or the game that is asked for. Raises CommandError where there can be no window."""
    if not can_open():
        game = f" {arguments.game}" if arguments.game else ""
        raise CommandError(f"there is no display here; `hebei watch{game}` shows the computer's game in the terminal")
    from game.editor.begin import edit_screen, left_screen
    from game.ui.loading import LoadingScreen
    from game.ui.pages.first_game import game_screen
    from game.ui.title.screen import TitleScreen

    def first(shelf: "Shelf") -> "Screen":
        title = TitleScreen(shelf, edit_screen, left_screen)
        if arguments.game is None:
            return title
        return LoadingScreen(game_maker(arguments, shelf), lambda session: game_screen(session, shelf), title)

    shown = run_window(first, arguments.lang, "`hebei watch` plays in the terminal")
    if isinstance(shown, LoadingScreen) and shown.error is not None:
        raise shown.error
    leave_at_once()


def run_window(make: "Callable[[Shelf], Screen]", lang: str | None, instead: str) -> "Screen":
    """Show screens from this one on until the window is closed; the first one.

    Raises CommandError where there can be no window, saying what can be done ``instead``.
    """
    from game.ui.all_screens import register
    from game.ui.app import App, WindowError
    from game.ui.saves import Shelf
    from game.ui.settings import read_settings

    found, shelf = read_settings(), Shelf.open()
    register(shelf)
    settings = found.settings if lang is None else found.settings.changed(lang=lang)
    first = make(shelf)
    try:
        app = App(first, settings, stored=found.settings)
        app.ui.notices += [trouble for trouble in (found.trouble, shelf.trouble) if trouble]
        app.run()
    except WindowError as error:
        raise CommandError(f"{error}; {instead}") from error
    return first


def leave_at_once() -> None:
    """Do not let Python end threads that are still at work: torn out of foreign code such as a compiler they abort."""
    if any(thread.daemon and thread.is_alive() for thread in threading.enumerate()):
        atexit.register(os._exit, GOOD)


def game_maker(arguments: Namespace, shelf: "Shelf") -> "Callable[[Progress], Session]":
    """What makes the game that is asked for; what is wrong with the arguments is told at once."""
    path, hash, row = arguments.game.rpartition("#")
    if hash and Path(path).is_file():
        return _of_batch(arguments, Path(path), row, shelf)
    demand_row(arguments.game)
    if is_save(Path(arguments.game)):
        return _of_save(arguments, shelf)
    scenario = load_scenario(arguments, arguments.game)
    players = seats(arguments.players, scenario.world)
    seed = _seed(arguments)
    save = arguments.save or shelf.fresh(scenario.world.label.en)

    def make(_: "Progress") -> "Session":
        from game.session.session import Session

        return Session(scenario, players, seed, save)

    return make


def _seed(arguments: Namespace) -> int:
    """The seed asked for, else one that nobody has had, which is told so that the same luck can be had again."""
    from game.session.seeds import fresh_seed
    from game.session.words.text import Texts

    if arguments.seed is not None:
        return int(arguments.seed)
    drawn = fresh_seed()
    note(Texts(arguments.lang or "en").say("panels.briefing.seed", seed=str(drawn)))
    return drawn


def _of_batch(arguments: Namespace, path: Path, row: str, shelf: "Shelf") -> "Callable[[Progress], Session]":
    """A game of a batch from its start: watched as it was, or with a person in a player's seat."""
    from game.session.study.batch_reader import from_batch

    refuse(arguments, "a game of a batch", "entry", "variants", "seed", "overrides")
    game = from_batch(path, row_number(arguments.game, row))
    players = seats(arguments.players, game.scenario.world, game.players)
    save = arguments.save or shelf.fresh(game.scenario.world.label.en)

    def make(_: "Progress") -> "Session":
        from game.session.session import Session

        return Session(game.scenario, players, game.seed, save)

    return make


def _of_save(arguments: Namespace, shelf: "Shelf") -> "Callable[[Progress], Session]":
    from game.session.saves.save import read_save

    refuse(arguments, "a save", "entry", "variants", "seed", "overrides", "save")
    save = read_save(arguments.game)
    world = save.scenario.world  # one that cannot be used is told before the game is copied
    players = seats(arguments.players, world, save.header.players) if arguments.players else None
    return lambda progress: shelf.go_on(Path(arguments.game), players, progress)


def seats(
    asked: list[tuple[str, str]], world: "World", seated: Sequence[str | None] | None = None
) -> tuple[str | None, str | None]:
    """Who plays each side, None for a person: as asked, else as ``seated``, else a person against the computer."""
    from game.players import OPPONENT
    from game.scenario.problems import nearest

    ids = [side.id for side in world.sides]
    chosen: dict[str, str | None] = dict(zip(ids, seated, strict=True)) if seated is not None else {}
    for side, name in asked:
        if side not in ids:
            raise CommandError(f"--player {side}={name}: there is no side {side!r}; {nearest(side, ids)}")
        if name != ME:
            demand_player(f"--player {side}={name}", name)
        chosen[side] = None if name == ME else name
    mine = ids[world.calendar.first[0]]
    if seated is None and not any(chosen.get(side, "") is None for side in ids):
        chosen.setdefault(mine, None)
        for side in ids:
            chosen.setdefault(side, None if None not in chosen.values() else OPPONENT)
    first, second = (chosen.get(side, OPPONENT) for side in ids)
    return first, second
