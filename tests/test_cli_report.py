"""`hebei report`: text, graphs and film of a save, and messages for what cannot be written."""

from pathlib import Path

import pygame
import pytest

from game.core.orders import Attack, EndPhase
from game.session.session import Session
from game.ui.export.film import SUFFIXES, Footage, scenes, stage
from game.ui.export.graphs import GRAPHS, Plot, graph_surface
from tests.boards import scenario
from tests.conftest import Run


@pytest.fixture(autouse=True)
def game(tmp_path: Path) -> Session:
    """Two days with an attack, in game.hebei."""
    board = scenario("....\n....", "A@0101 men=9000", "B@0102 men=3000", "c@0201 men=4000")
    game = Session(board, (None, None), save=tmp_path / "game.hebei")
    game.submit(Attack(1, (0,)))
    for _ in range(2):
        game.submit(EndPhase())
    return game


def test_it_writes_text_graphs_and_film_beside_the_save(run: Run, tmp_path: Path) -> None:
    assert run("report", "game.hebei", "--reveal", "--size", "320x240")[0] == 0
    folder = tmp_path / "game-report"
    days = ["1945-10-14.png", "1945-10-15.png"]
    assert {path.name for path in folder.iterdir()} == {
        "report.txt",
        "days",
        "film.webp",
        *(f"{k}.png" for k in GRAPHS),
    }
    assert sorted(path.name for path in (folder / "days").iterdir()) == days
    assert pygame.image.load(folder / "losses.png").get_size() == (320, 240)
    assert "Luck ledger" in (folder / "report.txt").read_text(encoding="utf-8")


def test_it_can_go_elsewhere_in_chinese_without_a_film(run: Run, tmp_path: Path) -> None:
    assert run("report", "game.hebei", "--reveal", "--out", "told", "--film", "none", "--lang", "zh")[0] == 0
    assert {path.suffix for path in (tmp_path / "told").iterdir()} == {".txt", ".png"}
    assert "运气账" in (tmp_path / "told" / "report.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--out", "no/where"), "there is no folder no"),
        (("--out", "game.hebei"), "this is a file"),
        (("--palette", "strng"), "did you mean 'strong'?"),
        (("--film", "mp4"), "choose from"),
        (("--size", "9x9"), "64"),
    ],
)
def test_what_cannot_be_written_is_told_before_anything_is(
    run: Run, tmp_path: Path, arguments: tuple[str, str], message: str
) -> None:
    status, _, err = run("report", "game.hebei", "--reveal", *arguments)
    assert status == 2 and message in err
    assert {path.name for path in tmp_path.iterdir()} == {"game.hebei"}


@pytest.mark.parametrize("command", ["report", "replay", "compare"])
def test_a_game_that_a_person_has_to_play_on_is_not_told_unasked(run: Run, tmp_path: Path, command: str) -> None:
    status, _, err = run(command, "game.hebei")
    assert status == 2 and "game.hebei: the game is not over" in err and "--reveal" in err
    assert {path.name for path in tmp_path.iterdir()} == {"game.hebei"}


LOOKING = [("explain", "game.hebei"), ("show", "game.hebei", "--picture", "board.png", "--size", "320x240")]


@pytest.mark.parametrize("command", [*LOOKING, ("watch", "game.hebei")], ids=lambda words: words[0])
@pytest.mark.parametrize("side", [(), ("--side", "blue")])
def test_nor_do_other_commands_look_with_more_than_that_person_s_eyes(
    run: Run, tmp_path: Path, command: tuple[str, ...], side: tuple[str, ...]
) -> None:
    lines = (tmp_path / "game.hebei").read_text(encoding="utf-8")
    lone = lines.replace('"players":[null,null]', '"players":[null,"greedy"]', 1)
    assert lone != lines
    (tmp_path / "game.hebei").write_text(lone, encoding="utf-8")
    if command in LOOKING or not side:
        status, _, err = run(*command, *side)
        assert status == 2 and "game.hebei: the game is not over" in err and "--reveal" in err
    assert {path.name for path in tmp_path.iterdir()} == {"game.hebei"}
    assert (tmp_path / "game.hebei").read_text(encoding="utf-8") == lone


@pytest.mark.parametrize("command", LOOKING, ids=lambda words: words[0])
@pytest.mark.parametrize("eyes", [("--side", "red"), ("--side", "blue"), ("--reveal",)])
def test_the_eyes_of_who_plays_may_look(run: Run, command: tuple[str, ...], eyes: tuple[str, ...]) -> None:
    assert run(*command, *eyes)[0] == 0


class TestFilm:
    def test_a_scene_has_the_evening_and_what_was_fought_for(self, game: Session) -> None:
        first, second = scenes(game)
        assert first.fought == (1,) and second.fought == ()
        assert first.state.day == 0 and second.state.digest() == game.turn.state.digest()

    def test_without_a_march_or_a_battle_it_looks_at_the_whole_map(self) -> None:
        quiet = Session(scenario("....\n....", "A@0101", "c@0401"), (None, None))
        assert stage(quiet.world, scenes(quiet), (320, 240)) == (None, None)

    @pytest.mark.parametrize("suffix", SUFFIXES)
    def test_every_picture_is_in_the_file(self, tmp_path: Path, suffix: str) -> None:
        from PIL import Image

        with Footage() as footage:
            for shade in range(3):
                picture = pygame.Surface((32, 32))
                picture.fill((shade * 60, 20, 90))
                footage.add(picture)
            footage.write(tmp_path / f"film{suffix}")
        with Image.open(tmp_path / f"film{suffix}") as film:
            assert film.n_frames == 3
            for shade in range(3):
                film.seek(shade)
                assert film.convert("RGB").getpixel((16, 16)) == pytest.approx((shade * 60, 20, 90), abs=6)


@pytest.mark.parametrize("kind", GRAPHS)
@pytest.mark.parametrize("sides", [(0, 1), (1,)])
def test_a_graph_fills_its_place_for_one_side_or_both(game: Session, kind: str, sides: tuple[int, ...]) -> None:
    from game.session.words.text import Catalogue
    from game.ui.board.view import scenario_palette

    pygame.display.set_mode((64, 64), pygame.HIDDEN)
    plot = Plot.of(Catalogue("zh", game.world), game, scenario_palette(game.scenario), sides)
    assert graph_surface(plot, kind, (400, 300), 1.5).get_size() == (400, 300)
