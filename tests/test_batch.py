"""Batches: the same rows however they are played, interrupted, resumed, extended, read back and summed up."""

import csv
import gc
import json
import math
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.cli.command import INTERRUPTED, TERMINATED
from game.core import engine
from game.core.luck import combine, stable_key
from game.core.state import GameState
from game.players import Memory
from game.players.random_ai import RandomPlayer
from game.scenario.load import load
from game.session.results.estimates import mean, share, spread
from game.session.results.result import result_of
from game.session.study.arena import ArenaSettings, run_arena
from game.session.study.batch import BatchSettings, run_batch, usual_file
from game.session.study.batch_db import BatchError, BatchFile
from game.session.study.batch_games import Task, play_game
from game.session.study.batch_reader import from_batch, read_batch
from game.session.study.batch_report import batch_report
from game.session.study.compare import compare
from game.session.study.summary import summarise
from game.session.words.text import Catalogue
from tests.boards import BLUE
from tests.conftest import Run
from tests.test_session import field

SETTINGS = BatchSettings(field(), ("greedy", "random"), games=6, seed=11, swap=True)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished batch."""
    path = tmp_path_factory.mktemp("batch") / "whole.sqlite"
    run_batch(SETTINGS, path)
    return path


def rows(path: Path) -> dict[str, list[Any]]:
    """Everything in the tables but how long it took."""
    batch = read_batch(path)
    tables = {table: batch.query(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in ("losses", "events", "places")}
    games = [{**game, "seconds": 0} for game in batch.games()]
    return {"games": games, **tables}


class TestRows:
    def test_they_do_not_depend_on_workers(self, path: Path, tmp_path: Path) -> None:
        run_batch(SETTINGS, tmp_path / "two.sqlite", workers=2)
        assert rows(tmp_path / "two.sqlite") == rows(path)

    def test_they_do_not_depend_on_order(self, path: Path) -> None:
        tasks = list(SETTINGS.tasks())
        digests = {task.key: play_game(SETTINGS.scenario, task, None).digest for task in reversed(tasks)}
        assert digests == {game["key"]: game["digest"] for game in read_batch(path).games()}

    def test_a_pair_is_one_seed_with_sides_exchanged(self, path: Path) -> None:
        for first, second in zip(*[iter(read_batch(path).games())] * 2, strict=True):
            assert (
                (first["pair"], first["seed"]) == (second["pair"], second["seed"]) == (first["key"] // 2, first["seed"])
            )
            assert (first["player0"], first["player1"]) == (second["player1"], second["player0"]) == SETTINGS.players

    def test_without_exchange_every_game_has_its_own_seed(self) -> None:
        tasks = list(replace(SETTINGS, swap=False).tasks())
        assert len({task.seed for task in tasks}) == len(tasks)
        assert all(0 <= task.seed < 2**63 for task in tasks)

    def test_a_limit_of_days_stops_a_game(self, tmp_path: Path) -> None:
        batch = run_batch(replace(SETTINGS, games=2, days=1), tmp_path / "short.sqlite")
        assert [(game["status"], game["day"]) for game in batch.games()] == [("stopped", 1)] * 2
        assert batch.summary().stopped == 2

    def test_games_that_were_stopped_reach_no_level_and_are_not_set_beside_history(self, tmp_path: Path) -> None:
        batch = run_batch(replace(SETTINGS, games=2, days=1), tmp_path / "short.sqlite")
        summary = batch.summary()
        assert summary.levels == {}
        late = [event for event in summary.events if event.last_day >= 1 and event.median_day is None]
        assert not any(event.is_due for event in late)
        words = Catalogue("en", SETTINGS.scenario.world)
        made = batch_report(words, batch)
        assert made.verdict[0].startswith("2 games were stopped before their end")
        losses = next(table for table in made.tables if table.title.startswith("Losses"))
        assert len(losses.heads) == 3 and words.say("batch.history") not in losses.heads

    def test_one_pair_gives_no_interval(self, tmp_path: Path) -> None:
        """Nothing is known of how far others would differ."""
        batch = run_batch(replace(SETTINGS, games=2, days=1), tmp_path / "short.sqlite")
        made = batch_report(Catalogue("en", SETTINGS.scenario.world), batch)
        assert any("95 % interval unknown: too few games" in line for line in made.verdict)

    def test_a_failing_player_costs_its_game_only(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        act = RandomPlayer.act
        doomed = combine(next(SETTINGS.tasks()).seed, BLUE, stable_key("random"))

        def sometimes(self: Any, view: GameState, memory: Memory) -> Any:
            if self._key == doomed:
                raise KeyError("no such plan")
            return act(self, view, memory)

        monkeypatch.setattr(RandomPlayer, "act", sometimes)
        batch = run_batch(SETTINGS, tmp_path / "failed.sqlite")
        statuses = [game["status"] for game in batch.games()]
        assert statuses == ["failed"] + ["finished"] * 5
        assert "'random' of blue on 1945-10-14 failed: KeyError: 'no such plan'" in batch.games()[0]["message"]
        assert batch.summary().failed == 1

    def test_a_failing_rule_costs_its_game_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: object) -> None:
            raise AssertionError("men are lost")

        monkeypatch.setattr(engine, "submit", broken)
        row = play_game(SETTINGS.scenario, next(SETTINGS.tasks()), None)
        assert row.status == "failed" and row.digest is None
        assert re.fullmatch(r"AssertionError in test_batch\.py:\d+: men are lost", row.message)


class TestResuming:
    def test_an_interrupted_batch_keeps_its_games_and_goes_on(self, path: Path, tmp_path: Path) -> None:
        def interrupt(done: int, total: int) -> None:
            if done == 2:
                raise KeyboardInterrupt

        out = tmp_path / "halted.sqlite"
        with pytest.raises(KeyboardInterrupt):
            run_batch(SETTINGS, out, progress=interrupt)
        assert len(read_batch(out).games()) == 2
        told: list[tuple[int, int]] = []
        run_batch(SETTINGS, out, progress=lambda done, total: told.append((done, total)))
        assert told == [(2, 6), (3, 6), (4, 6), (5, 6), (6, 6)]
        assert rows(out) == rows(path)

    @pytest.mark.parametrize(
        ("lang", "done", "told"),
        [
            ("en", 0, "Interrupted before any game was finished"),
            ("en", 2, "what is finished is kept in ford.sqlite"),
            ("zh", 0, "尚无对局完成"),
            ("zh", 2, "完成的对局保存在ford.sqlite"),
        ],
    )
    def test_who_interrupts_is_told_what_there_is(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, lang: str, done: int, told: str
    ) -> None:
        def interrupted(settings: object, out: object, workers: int, progress: Callable[[int, int], None]) -> None:
            progress(done, 6)
            raise KeyboardInterrupt

        monkeypatch.setattr("game.session.study.batch.run_batch", interrupted)
        run("new", "ford.yaml")
        status, out, err = run("batch", "ford.yaml", "--lang", lang)
        assert status == INTERRUPTED and out == "" and told in err

    def test_interrupted_workers_finish_what_they_have_begun(self, tmp_path: Path) -> None:
        def press(done: int, total: int) -> None:
            if done == 2:  # the first one from another process
                signal.raise_signal(signal.SIGINT)

        many = replace(SETTINGS, games=60)
        outside = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores it in the background
        try:
            with pytest.raises(KeyboardInterrupt):
                run_batch(many, tmp_path / "pressed.sqlite", workers=2, progress=press)
            assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        finally:
            signal.signal(signal.SIGINT, outside)
        kept = read_batch(tmp_path / "pressed.sqlite").games()
        assert 2 <= len(kept) < 60

    @pytest.mark.skipif(sys.platform == "win32", reason="has no masks of signals")
    def test_a_caller_who_holds_ctrl_c_back_goes_on_doing_so(self, tmp_path: Path) -> None:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            run_batch(replace(SETTINGS, games=2), tmp_path / "held.sqlite", workers=2)
            assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def test_in_the_background_ctrl_c_goes_past_the_workers(self, tmp_path: Path) -> None:
        outside = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            run_batch(SETTINGS, tmp_path / "on.sqlite", 2, lambda done, total: signal.raise_signal(signal.SIGINT))
        finally:
            signal.signal(signal.SIGINT, outside)
        assert len(read_batch(tmp_path / "on.sqlite").games()) == SETTINGS.games

    def test_two_programs_may_work_on_one_batch(self, path: Path, tmp_path: Path) -> None:
        out = tmp_path / "shared.sqlite"

        def help_out(done: int, total: int) -> None:
            if done == 1:
                run_batch(SETTINGS, out)

        run_batch(SETTINGS, out, progress=help_out)
        assert rows(out) == rows(path)

    def test_a_file_that_was_hardly_begun_is_begun_anew(self, tmp_path: Path) -> None:
        """Its settings come with its tables or not at all."""

        def killed() -> Iterator[tuple[object, ...]]:
            raise KeyboardInterrupt
            yield

        file = tmp_path / "hardly.sqlite"
        with pytest.raises(KeyboardInterrupt), BatchFile.opened(file, SETTINGS.stored(), killed()):
            pass
        with BatchFile.opened(file, SETTINGS.stored(), []) as begun:
            assert begun.keys() == set()
        assert read_batch(file).settings == SETTINGS.stored()

    def test_a_larger_number_extends_it(self, path: Path, tmp_path: Path) -> None:
        out = tmp_path / "grown.sqlite"
        run_batch(replace(SETTINGS, games=2), out)
        run_batch(SETTINGS, out)
        assert rows(out) == rows(path)

    def test_a_smaller_number_plays_nothing(self, path: Path) -> None:
        before = rows(path)
        run_batch(replace(SETTINGS, games=2), path)
        assert rows(path) == before

    @pytest.mark.parametrize(
        ("change", "named"),
        [
            ({"seed": 12}, "seed is 11 there, 12 here"),
            ({"swap": False}, "swap is true there, false here"),
            ({"days": 3}, "days is null there, 3 here"),
            ({"players": ("random", "greedy")}, 'players is ["greedy", "random"] there, ["random", "greedy"] here'),
            ({"scenario": field(rules={"sight": 1})}, ": sight is 2 there, 1 here"),
            ({"scenario": field(options={"fog": 0})}, ": options.fog is 1 there, 0 here"),
        ],
    )
    def test_other_settings_are_refused_with_the_difference(self, path: Path, change: Any, named: str) -> None:
        before = path.read_bytes()
        with pytest.raises(BatchError) as refused:
            run_batch(replace(SETTINGS, **change), path)
        assert named in str(refused.value)
        assert path.read_bytes() == before

    def test_a_scenario_that_was_edited_is_told_by_what_was_edited(self, path: Path) -> None:
        spec = deepcopy(SETTINGS.scenario.spec)
        spec["scenario"]["order_of_battle"][0]["units"][0]["men"] += 1
        edited = replace(SETTINGS.scenario, spec=spec, hash="0" * 16)
        with pytest.raises(
            BatchError, match=r"settings: order_of_battle\[0\]\.units\[0\]\.men is \d+ there, \d+ here\. "
        ):
            run_batch(replace(SETTINGS, scenario=edited), path)

    def test_games_of_another_scenario_are_refused_by_its_name(self, path: Path) -> None:
        other = load(Path(__file__).parent / "data" / "valley.yaml")
        ours = SETTINGS.scenario.world.label.id
        with pytest.raises(BatchError, match=rf"games of the scenario '{ours}', not 'valley'"):
            run_batch(replace(SETTINGS, scenario=other), path)

    def test_a_damaged_file_says_what_to_do(self, path: Path, tmp_path: Path) -> None:
        damaged = tmp_path / "damaged.sqlite"
        content = path.read_bytes()
        damaged.write_bytes(content[:4096] + bytes(4096) + content[8192:])
        with pytest.raises(BatchError, match="the file is damaged; choose another file"):
            run_batch(SETTINGS, damaged)

    @pytest.mark.parametrize("content", [b"", b"no database at all, but something else entirely"])
    def test_other_files_are_refused(self, tmp_path: Path, content: bytes) -> None:
        other = tmp_path / "other.sqlite"
        other.write_bytes(content)
        with pytest.raises(BatchError, match=r"other\.sqlite: "):
            read_batch(other)
        if content:
            with pytest.raises(BatchError, match=r"other\.sqlite: "):
                run_batch(SETTINGS, other)
            assert other.read_bytes() == content

    def test_another_programs_database_is_refused(self, tmp_path: Path) -> None:
        with closing(sqlite3.connect(tmp_path / "mine.sqlite")) as connection, connection:
            connection.execute("CREATE TABLE games (key)")
        with pytest.raises(BatchError, match="no batch of Hebei"):
            run_batch(SETTINGS, tmp_path / "mine.sqlite")

    def test_a_missing_file_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(BatchError, match="there is no such file"):
            read_batch(tmp_path / "none.sqlite")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"games": 0}, "found 0 games"),
        ({"games": 3}, "the number must be even"),
        ({"days": 0}, "found 0 days"),
        ({"players": ("greedy", "clever")}, "no computer player is called 'clever'"),
    ],
)
def test_settings_that_make_no_sense_are_told(change: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(SETTINGS, **change)


def test_a_name_that_no_file_can_have_is_written_otherwise() -> None:
    """A package may give its player any name, and no system takes all of them."""
    assert (
        usual_file(replace(SETTINGS, seed=1), "lab/deep:2", r"a\b", "swap").name == "board-lab_deep_2-a_b-swap.sqlite"
    )


class TestReading:
    def test_every_game_can_be_played_again(self, path: Path) -> None:
        batch = read_batch(path)
        for key in (0, 3):
            again = from_batch(path, key)
            session = again.session()
            list(session.play(again.days))
            result = result_of(session)
            assert result.digest == again.digest
            losses = batch.query("SELECT side, kind, men FROM losses WHERE key = ?", key)
            assert {(row["side"], row["kind"]): row["men"] for row in losses} == {
                (side, kind): men for side, kinds in result.losses.items() for kind, men in kinds.items()
            }

    def test_an_unknown_game_is_told_with_those_there_are(self, path: Path) -> None:
        with pytest.raises(BatchError, match="there is no game 99; it holds 6, the last is 5"):
            from_batch(path, 99)

    def test_bad_sql_is_told(self, path: Path) -> None:
        with pytest.raises(BatchError, match="no such table: game"):
            read_batch(path).query("SELECT * FROM game")

    def test_the_settings_are_all_there(self, path: Path) -> None:
        settings = read_batch(path).settings
        assert settings == json.loads(json.dumps(SETTINGS.stored()))
        assert settings["hash"] == SETTINGS.scenario.hash

    def test_a_table_for_the_spreadsheet(self, path: Path, tmp_path: Path) -> None:
        read_batch(path).write_csv(tmp_path / "games.csv")
        with (tmp_path / "games.csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        assert [int(line["key"]) for line in lines] == list(range(6))
        assert {"red_killed", "blue_captured", "score"} <= set(lines[0])
        assert not list(tmp_path.glob("*.new"))


class TestSummary:
    def test_of_a_batch(self, path: Path) -> None:
        summary = read_batch(path).summary()
        assert (summary.games, summary.failed, summary.stopped) == (6, 0, 0)
        assert set(summary.levels) == {"won", "lost"} and sum(share.value for share in summary.levels.values()) == 1
        assert summary.score.low <= summary.score.value <= summary.score.high
        assert set(summary.pairs) == {"greedy", "random"}
        assert sum(share.value for share in summary.pairs.values()) == 1

    def test_a_pair_is_won_on_one_scale_for_both_sides(self) -> None:
        settings = {"players": ["a", "b"], "swap": True, "favours": "blue", "sides": ["red", "blue"], "levels": ["x"]}

        def game(pair: int, first: str, score: int) -> dict[str, Any]:
            second = "b" if first == "a" else "a"
            facts = {"status": "finished", "level": "x", "seconds": 0.1}
            key = 2 * pair + (first == "b")
            return {"key": key, "pair": pair, "player0": first, "player1": second, "score": score, **facts}

        # The score is good for blue. In pair 0 player a, as red, lets blue have 10, then as blue makes 30 itself.
        games = [game(0, "a", 10), game(0, "b", 30), game(1, "a", 5), game(1, "b", 5), game(2, "a", 9)]
        pairs = summarise(settings, games, [], [], []).pairs
        assert (pairs["a"].value, pairs["b"].value) == (0.75, 0.25)

    def test_players_who_exchange_sides_play_two_games_that_are_counted_each_by_itself(self, path: Path) -> None:
        """Their mean would be of no game at all."""
        batch = read_batch(path)
        summary = batch.summary()
        assert set(summary.seatings) == {("greedy", "random"), ("random", "greedy")}
        for number, (seats, alone) in enumerate(summary.seatings.items()):
            games = [game for game in batch.games() if game["player0"] == seats[0]]
            assert alone.games == 3 and alone.score.value == sum(game["score"] for game in games) / 3
            killed = batch.query(f"{KILLED} AND key % 2 = ? ORDER BY men", number)
            assert alone.losses["red"]["killed"].median == killed[1]["men"]
        report = batch_report(Catalogue("en", SETTINGS.scenario.world), batch)
        for seats in ("red=greedy, blue=random", "red=random, blue=greedy"):
            assert any(line.startswith(f"With {seats} the mean score is") for line in report.verdict)
            assert {f"Outcomes, {seats}", f"Losses, {seats}"} <= {table.title for table in report.tables}
        assert not {"Outcomes", "Losses"} & {table.title for table in report.tables}

    def test_a_player_against_itself_plays_one_game(self, tmp_path: Path) -> None:
        same = replace(SETTINGS, players=("random", "random"), games=2, days=1)
        assert run_batch(same, tmp_path / "same.sqlite").summary().seatings == {}

    def test_documented_events_stand_beside_history(self) -> None:
        settings = {"players": ["a", "a"], "swap": False, "levels": ["x"]}
        games = [{"pair": n, "status": "finished", "score": n, "level": "x", "seconds": 1} for n in range(4)]
        happened = [{"id": "siege", "day": day} for day in (3, 6, None, 5)]
        history = [{"id": "siege", "text": "The siege.", "first_day": 4, "last_day": 5}]
        (event,) = summarise(settings, games, [], happened, history).events
        assert (event.share.value, event.median_day, event.first_day, event.last_day) == (0.75, 5, 4, 5)

    def test_there_is_none_without_games(self) -> None:
        with pytest.raises(ValueError, match="no finished game"):
            summarise({}, [], [], [], [])

    def test_without_a_game_that_did_not_fail_it_says_why_they_failed(self) -> None:
        failed = {"status": "failed", "message": "player 'x' of red failed: ValueError: no maps"}
        with pytest.raises(ValueError, match=r"summarise; the first failed: player 'x' of red.*; delete the file"):
            summarise({}, [failed], [], [], [])


class TestEstimates:
    """Known values of the textbook."""

    def test_wilson(self) -> None:
        assert share(8, 10) == pytest.approx((0.8, 0.4902, 0.9433), abs=1e-4)
        assert share(0, 10) == pytest.approx((0, 0, 0.2775), abs=1e-4)

    @pytest.mark.parametrize(("size", "student"), [(2, 12.706), (3, 4.303), (6, 2.571), (31, 2.042)])
    def test_student(self, size: int, student: float) -> None:
        sample = [0.0] * (size - 1) + [1.0]
        found = mean(sample)
        error = (sum((x - 1 / size) ** 2 for x in sample) / (size - 1) / size) ** 0.5
        assert (found.high - found.value) / error == pytest.approx(student, rel=0.002)

    @pytest.mark.parametrize("sample", [[7], [7, 7, 7]])
    def test_games_that_show_no_spread_give_no_interval(self, sample: list[float]) -> None:
        """Three games alike are no certainty that all are."""
        assert mean(sample) == (7, -math.inf, math.inf)

    def test_spread(self) -> None:
        assert spread(range(0, 101, 10)) == (50, 10, 90)

    def test_a_tenth_of_a_few_is_none(self) -> None:
        assert spread([3, 1, 9]) == (3, 1, 9)

    @given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
    def test_a_share_lies_in_its_interval(self, sample: tuple[int, int]) -> None:
        found = share(*sample)
        assert 0 <= found.low <= found.value + 1e-9 and found.value <= found.high + 1e-9 <= 1 + 2e-9


class TestComparing:
    def test_the_same_batch_differs_in_nothing(self, path: Path) -> None:
        same = compare(read_batch(path), read_batch(path))
        assert same.seeds == 3
        assert {same.score, *same.losses.values()} == {(0, -math.inf, math.inf)}

    def test_a_change_is_measured_by_seed(self, path: Path, tmp_path: Path) -> None:
        changed = replace(SETTINGS, scenario=field(rules={"loss_hasty": 60}), games=4)
        costly = run_batch(changed, tmp_path / "costly.sqlite")
        found = compare(read_batch(path), costly)
        assert found.seeds == 2
        base = {row["key"]: row["men"] for row in read_batch(path).query(KILLED)}
        other = {row["key"]: row["men"] for row in costly.query(KILLED)}
        assert found.losses["red.killed"].value == sum(other[key] - base[key] for key in other) / 4

    def test_other_seeds_cannot_be_compared(self, path: Path, tmp_path: Path) -> None:
        other = run_batch(replace(SETTINGS, seed=5, games=2), tmp_path / "other.sqlite")
        with pytest.raises(BatchError, match="seed is 5 there, 11 in"):
            compare(read_batch(path), other)

    def test_an_arena_cannot_be_compared(self, path: Path, tmp_path: Path) -> None:
        arena = run_arena(ArenaSettings(field(), ("greedy", "random"), pairs=1, days=1), tmp_path / "arena.sqlite")
        with pytest.raises(BatchError, match=r"arena\.sqlite: this is an arena"):
            compare(arena.batch, read_batch(path))
        with pytest.raises(BatchError, match=r"arena\.sqlite: this is an arena"):
            compare(read_batch(path), arena.batch)


KILLED = "SELECT key, men FROM losses WHERE side = 'red' AND kind = 'killed'"


def test_games_beyond_those_asked_for_are_not_passed_over_in_silence(run: Run) -> None:
    assert run("new", "ford.yaml")[0] == 0
    assert run("batch", "ford.yaml", "--games", "2", "--days", "1")[2] == ""
    status, out, err = run("batch", "ford.yaml", "--games", "1", "--days", "1")
    assert status == 0 and "ford-days-1.sqlite holds 2 games, more than the 1 asked for" in err and "2 games" in out
    assert "多于所要的1局" in run("batch", "ford.yaml", "--games", "1", "--days", "1", "--lang", "zh")[2]


def test_a_script_that_every_worker_would_begin_anew_is_told_so(tmp_path: Path) -> None:
    """Without the guard: it must neither hang nor start processes for ever."""
    script = tmp_path / "study.py"
    script.write_text(
        "import game\n"
        "settings = game.BatchSettings(game.load('handan@the-pocket'), games=2, days=1)\n"
        "game.batch(settings, 'games.sqlite', workers=2)\n",
        encoding="utf-8",
    )
    found_here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, script.name]
    done = subprocess.run(
        command, check=False, cwd=tmp_path, env=found_here, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 1 and "must stand under" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("names", [("greedy", "random"), ("staff", "historical")])
def test_a_game_that_is_over_leaves_nothing_to_the_collector(names: tuple[str, str]) -> None:
    """It was a gigabyte after 25 games, and a tenth of a staff's time to look through: a program looks seldom."""
    game = SETTINGS.scenario, Task(0, 0, 1, names), None
    play_game(*game)  # what is made once for all games
    gc.collect()
    gc.disable()
    try:
        assert play_game(*game).status == "finished"
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.skipif(sys.platform == "win32", reason="cannot be asked to end")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_who_is_asked_to_end_says_what_is_kept(run: Run, tmp_path: Path, workers: str) -> None:
    """As `kill` and a system that shuts down do; the games are there, and the same command goes on."""
    assert run("new", "ford.yaml")[0] == 0
    command = [sys.executable, "-m", "game.cli.main", "batch", "ford.yaml", "--games", "4000", "--workers", workers]
    found_here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(command, cwd=tmp_path, env=found_here, stderr=subprocess.PIPE, text=True) as batch:
        try:
            give_up = time.monotonic() + 120
            while not (file := tmp_path / "ford.sqlite").exists() or not kept(file):
                assert batch.poll() is None and time.monotonic() < give_up
                time.sleep(0.1)
            batch.terminate()
            told = batch.communicate(timeout=120)[1]
        finally:
            batch.kill()  # else leaving waits until all are played
    assert batch.returncode == TERMINATED and "what is finished is kept in ford.sqlite" in told
    assert 0 < kept(file) < 4000


def kept(file: Path) -> int:
    """The games that are in a file so far."""
    with suppress(BatchError):
        return read_batch(file).count()
    return 0


def test_a_log_hears_of_progress_now_and_then(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no bar can be drawn: a line at most every half minute, with the time that the others will take."""

    def slow(settings: object, out: object, workers: int, progress: Callable[[int, int], None]) -> None:
        for done in range(20, 61):  # of which 20 were there before
            progress(done, 60)
            now[0] += 4
        raise KeyboardInterrupt

    now = [0.0]
    monkeypatch.setattr("game.cli.counted.time.monotonic", lambda: now[0])
    monkeypatch.setattr("game.session.study.batch.run_batch", slow)
    run("new", "ford.yaml")
    lines = run("batch", "ford.yaml")[2].splitlines()
    assert lines[:2] == ["28 of 60 games; 2:08 left", "36 of 60 games; 1:36 left"]
    assert len(lines) == 6


def test_hours_are_told_as_hours(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(settings: object, out: object, workers: int, progress: Callable[[int, int], None]) -> None:
        progress(0, 4)
        now[0] += 1243
        progress(1, 4)
        raise KeyboardInterrupt

    now = [0.0]
    monkeypatch.setattr("game.cli.counted.time.monotonic", lambda: now[0])
    monkeypatch.setattr("game.session.study.batch.run_batch", slow)
    run("new", "ford.yaml")
    assert run("batch", "ford.yaml")[2].splitlines()[0] == "1 of 4 games; 1:02:09 left"
