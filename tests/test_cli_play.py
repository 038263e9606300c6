"""`hebei play` where there is no display, with arguments that make no sense, and who is seated. No window opens."""

from argparse import ArgumentParser
from pathlib import Path

import pytest

from game.cli import main as program
from game.cli import window
from game.cli.command import CommandError
from game.cli.play import COMMAND
from game.cli.window import seats
from game.core.world import World
from game.session import seeds
from game.ui.saves import Shelf
from tests.boards import Board
from tests.conftest import Run

VALLEY = Path(__file__).parent / "data" / "valley.yaml"


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")


@pytest.fixture
def world() -> World:
    return Board("....", "A@0101", "b@0401").world


def test_without_a_display_play_says_so_and_names_what_plays_in_the_terminal(run: Run, no_display: None) -> None:
    status, out, err = run("play", "handan")
    assert (status, out) == (2, "") and "no display" in err and "hebei watch" in err


def test_without_a_command_and_a_display_the_terminal_plays_and_says_so(
    no_display: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program._unnamed([]) == "watch"
    assert "no display" in capsys.readouterr().err
    assert program._unnamed(["--days", "2"]) == "watch"


def test_without_a_command_the_window_opens_where_there_is_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    assert program._unnamed([]) == "play"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["play", "--seed", "3"], "name a scenario too"),
        (["play", "handan", "--player", "nat=nobody"], "there is no player 'nobody'"),
        (["play", "handan", "--player", "red=me"], "there is no side 'red'"),
        (["play", "hndan"], "handan"),
    ],
)
def test_bad_arguments_are_told_before_any_window(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str, tmp_path: Path
) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    status, _, err = run(*arguments)
    assert status == 2 and told in err


def test_a_game_without_a_seed_has_luck_of_its_own_and_tells_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(seeds, "fresh_seed", lambda: 4711)
    parser = ArgumentParser()
    COMMAND.add_arguments(parser)

    def seed_of(*more: str) -> int:
        arguments = parser.parse_args([str(VALLEY), *more])
        made = window.game_maker(arguments, Shelf.open(tmp_path))
        return int(made(lambda done, count: None).seed)

    assert seed_of() == 4711 and "4711" in capsys.readouterr().err
    assert seed_of("--seed", "1") == 1 and capsys.readouterr().err == ""


def test_a_person_sits_at_the_side_that_orders_first_unless_told_otherwise(world: World) -> None:
    assert seats([], world) == (None, "staff")
    assert seats([("red", "greedy")], world) == ("greedy", None)
    assert seats([("blue", "me")], world) == ("staff", None)
    assert seats([("red", "me"), ("blue", "me")], world) == (None, None)
    assert seats([("red", "random"), ("blue", "greedy")], world) == ("random", "greedy")
    assert seats([("red", "me")], world, ("greedy", "greedy")) == (None, "greedy")
    with pytest.raises(CommandError):
        seats([("green", "me")], world)
