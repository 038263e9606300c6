"""Branches of saved games, games beside history, and games beside each other."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from game.core.events import LuckDrawn
from game.core.orders import EndPhase, Entrench
from game.session.replay import branch
from game.session.results.compare_saves import compare_saves
from game.session.saves.journal import SaveError
from game.session.saves.save import read_save
from game.session.session import Session
from tests.boards import scenario
from tests.test_session import field


@pytest.fixture
def parent(tmp_path: Path) -> Path:
    """A game to its end."""
    path = tmp_path / "parent.hebei"
    list(Session(field(), ("greedy", "random"), 3, path).play())
    return path


def branched(parent: Path, name: str, players: tuple[str, str], day: int = 1) -> Path:
    path = parent.with_name(f"{name}.hebei")
    list(branch(read_save(parent), day, path, name, players).play())
    return path


@pytest.mark.parametrize("day", [0, 1, 2])
def test_a_branch_without_a_changed_order_equals_its_parent(parent: Path, day: int) -> None:
    same = branched(parent, "same", ("greedy", "random"), day)
    parting = compare_saves(parent, same)
    assert parting.is_same
    assert parting.results[0].digest == parting.results[1].digest


def test_the_first_order_and_event_that_differ_are_found(parent: Path) -> None:
    parting = compare_saves(parent, branched(parent, "other", ("random", "random")))
    assert parting.order and parting.event and not parting.is_same
    assert parting.order.day == parting.event.day == 1
    ours, theirs = (session.records[at] for session, at in zip(parting.sessions, parting.order[1:], strict=True))
    assert (ours.side, ours.order) != (theirs.side, theirs.order)
    assert parting.order.first == parting.order.second
    before = [[(record.side, record.order) for record in session.records] for session in parting.sessions]
    assert before[0][: parting.order.first] == before[1][: parting.order.first]


def test_the_first_event_that_differs_is_what_came_of_the_luck(parent: Path, tmp_path: Path) -> None:
    """Not the bare number that was drawn for it."""
    list(Session(field(), ("greedy", "random"), 4, tmp_path / "lucky.hebei").play())
    parting = compare_saves(parent, tmp_path / "lucky.hebei")
    assert parting.event
    positions = parting.event.first, parting.event.second
    told = [session.turn.events[at or 0] for session, at in zip(parting.sessions, positions, strict=True)]
    drawn = [session.turn.events[(at or 0) - 1] for session, at in zip(parting.sessions, positions, strict=True)]
    assert told[0] != told[1] and not any(isinstance(event, LuckDrawn) for event in told)
    assert any(isinstance(event, LuckDrawn) for event in drawn)


def test_a_single_changed_order_is_named(tmp_path: Path) -> None:
    for name, orders in (("rest", [EndPhase()]), ("dig", [Entrench(0), EndPhase()])):
        game = Session(field(), (None, "random"), 1, tmp_path / f"{name}.hebei")
        for order in orders:
            game.submit(order)
        list(game.play())
    parting = compare_saves(tmp_path / "rest.hebei", tmp_path / "dig.hebei")
    assert parting.order and (parting.order.day, parting.order.first, parting.order.second) == (0, 0, 0)
    assert [game.records[0].order for game in parting.sessions] == [EndPhase(), Entrench(0)]


def test_a_game_that_was_merely_stopped_earlier_does_not_differ(parent: Path, tmp_path: Path) -> None:
    list(Session(field(), ("greedy", "random"), 3, tmp_path / "short.hebei").play(2))
    assert compare_saves(tmp_path / "short.hebei", parent).is_same


def test_a_game_of_another_scenario_is_refused(parent: Path, tmp_path: Path) -> None:
    other = scenario("...", "A@0101", "b@0301", id="elsewhere")
    list(Session(other, ("random", "random"), 1, tmp_path / "other.hebei").play(1))
    with pytest.raises(SaveError, match=r"other\.hebei: a game of elsewhere, not of board"):
        compare_saves(parent, tmp_path / "other.hebei")


def test_a_branch_from_a_position_is_compared_from_its_day(parent: Path) -> None:
    save = read_save(parent)
    path = parent.with_name("late.hebei")
    session = Session(save.scenario, ("greedy", "random"), 3, position=save.position(save.find(2)))
    session.memories = [save.find(2).memories.get(side.id, {}) for side in session.world.sides]
    session.record(path, "late")
    list(session.play())
    parting = compare_saves(parent, path)
    assert parting.begin == 2 and parting.is_same


Run = Callable[..., tuple[int, str, str]]


class TestCommands:
    @pytest.fixture
    def game(self, run: Run) -> str:
        assert run("new", "ford.yaml")[0] == 0
        assert run("watch", "ford.yaml", "--save", "game.hebei")[0] == 0
        return "game.hebei"

    def test_a_branch_is_told_from_its_day_and_is_a_save(self, run: Run, game: str) -> None:
        status, out, err = run("branch", game, "--day", "1945-10-22", "--save", "same.hebei", "--name", "the same")
        assert status == 0 and "day 3 of 7" in out and "day 2 of 7" not in out
        assert "Branch the same is in same.hebei" in err
        assert run("replay", "same.hebei")[0] == 0
        status, out, _ = run("compare", game, "same.hebei")
        assert status == 0 and "every order and every event is the same" in out
        assert "game and the same, side by side" in out

    def test_another_player_makes_it_another_game(self, run: Run, game: str) -> None:
        run("branch", game, "--day", "1945-10-22", "--player", "nat=random", "--save", "rash.hebei")
        status, out, _ = run("compare", game, "rash.hebei")
        assert status == 0
        assert re.search(r"The first order that differs was given on \w+, 2\d October 1945\.\ngame: ", out)
        assert "random, greedy" in out and "Blue, killed" in out
        assert "第一道不同的命令" in run("compare", game, "rash.hebei", "--lang", "zh")[1]

    def test_other_luck_and_rules_are_told(self, run: Run, game: str) -> None:
        run("watch", "ford.yaml", "--seed", "2", "--set", "sight=1", "--save", "other.hebei")
        out = run("compare", game, "other.hebei")[1]
        assert "They have other luck: seeds 1 and 2." in out and "Their scenarios or rules differ." in out

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--day", "1945-12-01", "--save", "b.hebei"], r"--day 1945-12-01: game\.hebei runs from 1945-10-20 to"),
            (["--day", "soon", "--save", "b.hebei"], r"--day: found 'soon'; a date is written 1945-10-24"),
            (["--day", "1945-10-22", "--save", "game.hebei"], r"game\.hebei: the file exists; choose another name"),
            (["--day", "1945-10-22", "--save", "b.hebei", "--player", "nat=randm"], r"did you mean 'random'\?"),
            (["--day", "1945-10-22", "--save", "b.hebei", "--player", "nord=random"], r"there is no side 'nord'"),
            (["--save", "b.hebei"], r"the following arguments are required: --day"),
        ],
    )
    def test_bad_arguments_of_branch(self, run: Run, game: str, arguments: list[str], message: str) -> None:
        status, out, err = run("branch", game, *arguments)
        assert status == 2 and out == "" and re.search(message, err), err
        assert not Path("b.hebei").exists()

    def test_saves_that_cannot_be_compared(self, run: Run, game: str) -> None:
        assert run("compare", "nothing.hebei")[0] == 2
        assert "this is no save" in run("compare", game, "ford.yaml")[2]
        assert run("branch", "ford.yaml", "--day", "1945-10-22", "--save", "b.hebei")[0] == 2

    def test_history_stands_beside_with_sources_that_disagree(self, run: Run, game: str) -> None:
        text = Path("ford.yaml").read_text(encoding="utf-8")
        assert "documented:" not in text
        Path("ford.yaml").write_text(text + HISTORY, encoding="utf-8")
        assert run("check", "ford.yaml")[1] == "ford.yaml: no problems\n"
        run("watch", "ford.yaml", "--save", "told.hebei")
        status, out, _ = run("compare", "told.hebei")
        assert status == 0
        assert re.search(r"^ +21 Oct .* The memoir +The first fight\. *$", out, re.MULTILINE)
        assert re.search(r"^ *22–23 Oct .* The diary +– by another source *$", out, re.MULTILINE)
        assert "by The memoir: 500 killed." in out and "by The diary: 800 killed." in out
        assert "1 documented event is not listed" in out
        assert "另一出处" in run("compare", "told.hebei", "--lang", "zh")[1]

    def test_other_days_are_checked_too(self, run: Run, game: str) -> None:
        text = Path("ford.yaml").read_text(encoding="utf-8") + HISTORY
        Path("ford.yaml").write_text(text.replace("[1945-10-22, 1945-10-23]", "[1945-10-23, 1945-10-22]"), "utf-8")
        status, out, _ = run("check", "ford.yaml")
        assert status == 2 and "also[0].window: the window ends on 1945-10-22, before it begins on 1945-10-23" in out


HISTORY = """
documented:
  losses:
    nat:
      killed: 500
      source: The memoir
      also:
        - {killed: 800, source: The diary}
  events:
    - id: first-fight
      date: 1945-10-21
      text: The first fight.
      when: {attacked: red}
      source: The memoir
      also:
        - {window: [1945-10-22, 1945-10-23], source: The diary}
    - id: council
      date: 1945-10-21
      text: A council of war.
      source: The memoir
"""
