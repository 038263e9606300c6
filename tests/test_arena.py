"""Arenas: the same seeds for every two players, one scale for both sides, resumed like a batch."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from game.session.study.arena import ArenaSettings, pairing_of, read_arena, run_arena
from game.session.study.batch import BatchSettings, run_batch
from game.session.study.batch_db import BatchError
from game.session.study.batch_reader import from_batch
from tests.plugs import install
from tests.test_session import field

RESTERS = """
class rester(Base):
    name = "rester"

class raiser(Base):
    name = "raiser"
    def act(self, view, memory):
        raise ValueError("no maps")
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ArenaSettings:
    install(tmp_path, monkeypatch, RESTERS, "rester", "raiser")
    return ArenaSettings(field(), ("greedy", "random", "rester"), pairs=2, seed=5, days=2)


def test_every_two_play_the_same_seeds_from_both_sides(settings: ArenaSettings) -> None:
    tasks = list(settings.tasks())
    assert len(tasks) == 2 * 3 * 2 and [task.key for task in tasks] == list(range(12))
    for pair in (0, 1):
        seats = [task.players for task in tasks if task.pair == pair]
        assert len({task.seed for task in tasks if task.pair == pair}) == 1
        assert len(set(seats)) == 6 and all((second, first) in seats for first, second in seats)


def test_a_larger_number_of_pairs_keeps_the_games_there_are(settings: ArenaSettings) -> None:
    assert list(replace(settings, pairs=5).tasks())[:12] == list(settings.tasks())


def test_it_is_played_summed_up_and_gone_on_with(settings: ArenaSettings, tmp_path: Path) -> None:
    def interrupt(done: int, total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    path = tmp_path / "a.sqlite"
    with pytest.raises(KeyboardInterrupt):
        run_arena(settings, path, progress=interrupt)
    told: list[tuple[int, int]] = []
    arena = run_arena(settings, path, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (5, 12) and told[-1] == (12, 12)
    assert [(pairing.first, pairing.second) for pairing in arena.pairings] == [
        ("greedy", "random"),
        ("greedy", "rester"),
        ("random", "rester"),
    ]
    assert all(pairing.pairs == 2 for pairing in arena.pairings)
    assert sum(standing.share.value for standing in arena.standings) == pytest.approx(1.5)
    shares = [standing.share.value for standing in arena.standings]
    assert shares == sorted(shares, reverse=True)
    again = from_batch(path, 3)
    assert again.digest == arena.batch.games()[3]["digest"]


def game(first: str, second: str, score: int | None, culprit: str = "") -> dict[str, Any]:
    status = "finished" if score is not None else "failed"
    return {"player0": first, "player1": second, "score": score, "status": status, "culprit": culprit}


def pairing(*pairs: tuple[dict[str, Any], dict[str, Any]], sign: int = 1) -> Any:
    games = [{**each, "pair": number} for number, pair in enumerate(pairs) for each in pair]
    return pairing_of(("a", "b"), games, sign)


def test_a_pair_is_won_on_one_scale_for_both_sides() -> None:
    won = (game("a", "b", 30), game("b", "a", 10))
    tied = (game("a", "b", 20), game("b", "a", 20))
    found = pairing(won, tied)
    assert (found.pairs, found.won, found.tied, found.share.value) == (2, 1, 1, 0.75)
    assert found.score.value == 5  # 10 a game in the first pair, 0 in the second
    assert pairing(won, sign=-1).share.value == 0


def test_who_fails_loses_the_pair() -> None:
    found = pairing((game("a", "b", 30), game("b", "a", None, "a")), (game("a", "b", None, "b"), game("b", "a", 0)))
    assert (found.pairs, found.won, found.forfeited, found.void) == (2, 1, (1, 1), 0)


def test_a_pair_that_nobody_lost_counts_for_nobody() -> None:
    found = pairing(
        (game("a", "b", 30), game("b", "a", None)),
        (game("a", "b", None, "b"), game("b", "a", None, "a")),
        (game("a", "b", 1), game("b", "a", 0)),
    )
    assert (found.pairs, found.void) == (1, 2)


def test_half_a_pair_does_not_count() -> None:
    assert pairing((game("a", "b", 30), game("a", "c", 3))) is None


def test_a_failing_player_loses_and_its_message_is_kept(settings: ArenaSettings, tmp_path: Path) -> None:
    arena = run_arena(replace(settings, players=("raiser", "rester"), pairs=1), tmp_path / "f.sqlite")
    assert arena.pairing("raiser", "rester").forfeited == (1, 0)
    assert [(standing.player, standing.failed) for standing in arena.standings] == [("rester", 0), ("raiser", 2)]
    assert "failed: ValueError: no maps" in arena.messages[0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"players": ("greedy",)}, "found only 'greedy'; an arena needs at least 2 players"),
        ({"players": ("greedy", "greedy")}, "found player 'greedy' twice"),
        ({"players": ("greedy", "clever")}, "no computer player is called 'clever'"),
        ({"pairs": 0}, "found 0 pairs"),
        ({"days": 0}, "found 0 days"),
        ({"limit": 0}, "found 0 seconds"),
    ],
)
def test_settings_that_make_no_sense_are_told(settings: ArenaSettings, change: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(settings, **change)


def test_batches_and_arenas_are_not_mixed_up(tmp_path: Path) -> None:
    batch = run_batch(BatchSettings(field(), ("random", "random"), games=1, days=1), tmp_path / "b.sqlite")
    with pytest.raises(BatchError, match="this is a batch, not an arena"):
        read_arena(batch.path)
    arena = run_arena(ArenaSettings(field(), ("greedy", "random"), 1, days=1), tmp_path / "a.sqlite")
    with pytest.raises(BatchError, match="this is an arena"):
        arena.batch.summary()
    with pytest.raises(BatchError, match="other settings"):
        run_arena(ArenaSettings(field(), ("greedy", "random"), 1, days=1), batch.path)


Run = Callable[..., tuple[int, str, str]]


class TestCommand:
    def test_a_table_tells_who_is_better(self, run: Run) -> None:
        run("new", "ford.yaml")
        status, out, _ = run("arena", "ford.yaml", "--pairs", "2", "--days", "2")
        assert status == 0 and "The ford: an arena of 6 pairs" in out
        assert all(pair in out for pair in ("greedy – random", "greedy – staff", "random – staff"))
        assert "default: greedy, random and staff" in " ".join(run("arena", "--help")[1].split())
        assert "Against all others" in out
        assert run("arena", "ford.yaml", "--pairs", "3", "--days", "2", "--lang", "zh")[1].count("组对局")
        other = run("arena", "ford.yaml", "--seed", "2", "--days", "2", "--out", "ford-arena-days-2.sqlite")
        assert "other settings" in other[2] and "--out ford-arena-days-2-2.sqlite" in other[2]
        assert run("watch", "ford-arena-days-2.sqlite#1")[0] == 0

    def test_arenas_of_other_players_have_a_file_each(self, run: Run, tmp_path: Path) -> None:
        run("new", "ford.yaml")
        for players in ("greedy,random", "random,greedy"):
            assert run("arena", "ford.yaml", "--players", players, "--pairs", "1", "--days", "1")[0] == 0
        assert {path.name for path in tmp_path.rglob("*.sqlite")} == {
            "ford-greedy-random-arena-days-1.sqlite",
            "ford-random-greedy-arena-days-1.sqlite",
        }

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--players", "greedy,randm"], r"--players: there is no player 'randm'; did you mean 'random'\?"),
            (["--players", "greedy"], "found only 'greedy'"),
            (["--players", "greedy,,random"], "write names with commas between them"),
            (["--pairs", "0"], "--pairs: found 0; it must be 1 or more"),
            (["--limit", "0"], "--limit: found 0; it must be 1 or more"),
        ],
    )
    def test_bad_arguments(self, run: Run, arguments: list[str], message: str) -> None:
        import re

        status, out, err = run("arena", "handan", *arguments)
        assert status == 2 and out == "" and re.search(message, err), err
