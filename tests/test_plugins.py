"""Players of other packages: found, named and played like our own, and told apart when something is wrong."""

import multiprocessing
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from game import players
from game.players import PluginError
from game.session.seats import PlayerError
from game.session.session import Session
from game.session.study.batch import BatchSettings, run_batch
from game.session.study.batch_games import Task
from game.session.study.batch_reader import read_batch
from game.session.study.batch_workers import Job, _work  # noqa: PLC2701
from tests.plugs import install
from tests.test_session import field, finish

SOURCE = """
import signal, subprocess, sys
class rester(Base):
    name = "rester"

class raiser(Base):
    name = "raiser"
    def act(self, view, memory):
        if view.day == 1:
            raise ValueError("no maps")
        return [], memory

class sleeper(Base):
    name = "sleeper"
    def act(self, view, memory):
        while view.day == 1:
            pass
        return [], memory

class dier(Base):
    name = "dier"
    def act(self, view, memory):
        if view.day == 1:
            os._exit(7)
        return [], memory

class starter(Base):
    name = "starter"
    def act(self, view, memory):
        with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as program:
            program.terminate()
            try:
                program.wait(60)
            finally:
                program.kill()
        if program.returncode != -signal.SIGTERM:
            raise ValueError("it did not end")
        return [], memory

class misnamed(Base):
    name = "other"

class unmade:
    name = "unmade"
    def __init__(self, world):
        pass

class shapeless:
    name = "shapeless"
    def __init__(self, world, side, key):
        pass

class strange(Base):
    name = "strange"
    def act(self, view, memory):
        return [Move("red-a", ("0202",))], memory

nothing = 5
"""
BAD = ("misnamed", "unmade", "shapeless", "nothing")
ENTRIES = "missing = others_players:missing\nlost = no_such_module:thing\n"


@pytest.fixture(autouse=True)
def others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package with players of every kind."""
    names = ("rester", "raiser", "sleeper", "dier", "starter", "strange", *BAD)
    lines = "\n".join(f"{name} = others_players:{name}" for name in names)
    install(tmp_path, monkeypatch, SOURCE, entries=f"{lines}\n{ENTRIES}")


def test_it_is_named_like_ours() -> None:
    assert {"greedy", "random", "rester"} <= set(players.names())
    game = Session(field(), ("rester", "greedy"))
    finish(game)
    assert game.is_over and game.names == ("rester", "greedy")


def test_it_gets_the_world_its_side_and_a_key_of_its_own() -> None:
    game = Session(field(), ("rester", "rester"), seed=5)
    first, second = game.players
    assert (first.side, second.side) == (0, 1) and first.world is game.world  # type: ignore[union-attr]
    assert first.key != second.key  # type: ignore[union-attr]


def test_it_is_listed_with_its_package_and_version() -> None:
    listed = {player.name: player for player in players.listing()}
    assert listed["rester"].origin == "others 1.2" and not listed["rester"].trouble
    assert listed["rester"].words == "A player that lets its units rest."
    assert listed["greedy"].origin == ""
    assert "calls itself 'other'" in listed["misnamed"].trouble and not listed["unmade"].trouble


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "misnamed",
            r"'misnamed' of others 1\.2 \(others_players:misnamed\) calls itself 'other'; .*'misnamed'",
        ),
        ("unmade", r"cannot be made of world, side and key: TypeError: .*2 positional arguments"),
        ("shapeless", r"makes no player: there is no method act\(view, memory\)"),
        ("nothing", r"is 5; it must be a class or function"),
        ("missing", r"cannot be imported: AttributeError: .*'missing'"),
        ("lost", r"\(no_such_module:thing\) cannot be imported: ModuleNotFoundError: No module named 'no_such_module'"),
    ],
)
def test_what_is_wrong_with_one_is_told_with_its_package(name: str, message: str) -> None:
    with pytest.raises(PluginError, match=message):
        Session(field(), (name, "greedy"))
    with pytest.raises(PluginError, match=message):
        BatchSettings(field(), (name, "greedy"))


def test_two_packages_with_one_name_are_both_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, SOURCE, "rester", package="more")
    with pytest.raises(PluginError, match=r"'rester' is brought by more 1\.2 and others 1\.2; uninstall"):
        Session(field(), ("rester", "greedy"))
    assert "brought by more" in {player.name: player for player in players.listing()}["rester"].trouble


def test_one_with_the_name_of_ours_does_not_take_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, SOURCE, package="pirate", entries="greedy = pirate_players:rester")
    assert type(Session(field(), ("greedy", "greedy")).players[0]).__module__ == "game.players.greedy"
    (pirate,) = [player for player in players.listing() if player.origin == "pirate 1.2"]
    assert "has that name" in pirate.trouble


def test_an_order_of_nonsense_is_the_players_fault() -> None:
    with pytest.raises(PlayerError, match=r"player 'strange' of red on 1945-10-14 answered Move\(unit='red-a'"):
        finish(Session(field(), ("strange", "greedy")))


class TestBatches:
    """What fails costs its game only."""

    @pytest.mark.parametrize("workers", [1, 2])
    def test_one_that_raises_costs_its_game(self, tmp_path: Path, workers: int) -> None:
        settings = BatchSettings(field(), ("raiser", "rester"), games=2, days=2)
        games = run_batch(settings, tmp_path / "b.sqlite", workers).games()
        assert [(game["status"], game["culprit"]) for game in games] == [("failed", "raiser")] * 2
        assert games[0]["message"] == "player 'raiser' of red on 1945-10-15 failed: ValueError: no maps"

    def test_one_that_hangs_costs_its_game(self, tmp_path: Path) -> None:
        settings = BatchSettings(field(), ("rester", "sleeper"), games=2, days=2, limit=4)
        games = run_batch(settings, tmp_path / "b.sqlite").games()
        assert [(game["status"], game["culprit"]) for game in games] == [("failed", "sleeper")] * 2
        message = games[0]["message"]
        assert message.startswith("player 'sleeper' of blue on 1945-10-15 was being asked; the game did not end within")
        assert "broken off in others_players.py:" in message

    def test_one_that_ends_the_process_costs_its_game(self, tmp_path: Path) -> None:
        settings = BatchSettings(field(), ("dier", "greedy"), games=2, days=2)
        games = run_batch(settings, tmp_path / "b.sqlite").games()
        assert [game["message"] for game in games] == ["the process that played it ended with status 7"] * 2

    @pytest.mark.skipif(sys.platform == "win32", reason="ends programs without asking them")
    def test_a_program_that_one_starts_can_be_asked_to_end(self, tmp_path: Path) -> None:
        """It inherits what the worker ignores or blocks."""
        settings = BatchSettings(field(), ("starter", "rester"), games=1, days=1)
        assert [game["message"] for game in run_batch(settings, tmp_path / "b.sqlite").games()] == [""]

    def test_a_worker_that_hangs_does_not_outlive_its_batch(self) -> None:
        pipe, theirs = multiprocessing.get_context("spawn").Pipe()
        worker = multiprocessing.get_context("spawn").Process(target=_work, args=(theirs,), daemon=True)
        worker.start()
        theirs.close()
        pipe.recv()
        pipe.send(Job(field().spec, 2, limit=4))
        pipe.recv()
        pipe.send(Task(0, 0, 1, ("sleeper", "rester")))
        pipe.close()
        worker.join(120)
        hangs = worker.is_alive()
        worker.kill()
        assert not hangs and worker.exitcode == 1

    def test_the_others_go_on(self, tmp_path: Path) -> None:
        path = tmp_path / "b.sqlite"
        run_batch(BatchSettings(field(), ("raiser", "greedy"), games=2, days=1), path)
        assert [game["status"] for game in read_batch(path).games()] == ["stopped"] * 2


Run = Callable[..., tuple[int, str, str]]


class TestCommands:
    def test_they_are_listed(self, run: Run) -> None:
        status, out, _ = run("players")
        assert status == 0
        lines = {line.split()[0]: line for line in out.splitlines()}
        assert "others 1.2" in lines["rester"] and "cannot be imported" in lines["lost"]

    def test_they_are_watched(self, run: Run) -> None:
        run("new", "ford.yaml")
        status, out, _ = run("watch", "ford.yaml", "--player", "nat=rester", "--days", "1")
        assert status == 0 and "nat=rester" in out

    def test_a_bad_one_is_told_and_nothing_else_suffers(self, run: Run) -> None:
        status, out, err = run("watch", "--player", "nat=lost")
        assert status == 2 and out == "" and "cannot be imported: ModuleNotFoundError" in err
        assert run("check", "handan")[0] == 0
        status, _, err = run("batch", "--player", "nat=misnamed")
        assert status == 2 and "calls itself 'other'" in err

    def test_a_save_of_a_player_that_is_gone_can_be_given_another(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run("new", "ford.yaml")
        run("watch", "ford.yaml", "--player", "nat=rester", "--days", "1", "--save", "game.hebei")
        monkeypatch.setattr(sys, "path", [folder for folder in sys.path if not folder.endswith("others")])
        status, _, err = run("watch", "game.hebei")
        assert status == 2 and "player 'rester' is not installed; choose another with --player nat=NAME" in err


class TestGuide:
    """docs/plugins.md builds a player from nothing."""

    @pytest.fixture
    def marcher(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The package of the guide, as pip would install it."""
        text = (Path(__file__).parents[1] / "docs" / "plugins.md").read_text("utf-8")
        project = tomllib.loads(re.search(r"```toml\n(.*?)```", text, re.DOTALL)[1])["project"]  # type: ignore[index]
        code = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]  # type: ignore[index]
        assert len(code.splitlines()) <= 40
        site = tmp_path / "site"
        info = site / f"hebei_marcher-{project['version']}.dist-info"
        info.mkdir(parents=True)
        (site / "hebei_marcher.py").write_text(code, encoding="utf-8")
        facts = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
        (info / "METADATA").write_text(facts, encoding="utf-8")
        (points,) = project["entry-points"].values()
        lines = "".join(f"{name} = {value}\n" for name, value in points.items())
        (info / "entry_points.txt").write_text(f"[{next(iter(project['entry-points']))}]\n{lines}", encoding="utf-8")
        monkeypatch.syspath_prepend(str(site))

    @pytest.mark.usefixtures("marcher")
    def test_its_player_is_listed_and_plays(self, run: Run) -> None:
        assert re.search(r"^marcher +Every unit goes straight .*; hebei-marcher 1\.0$", run("players")[1], re.MULTILINE)
        run("new", "ford.yaml")
        status, out, _ = run("watch", "ford.yaml", "--player", "com=marcher")
        assert status == 0 and "com=marcher" in out
