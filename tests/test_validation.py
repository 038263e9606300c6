"""The gate: where history lies among games, what comes in time, and what a delayed track does to outcomes."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from game.scenario.load import Scenario
from game.session.results.figures import days
from game.session.study.batch_db import BatchError
from game.session.study.metrics import CALIBRATED, HELD_OUT, Metric, metrics, place
from game.session.study.validation import Validation, ValidationSettings, nearest_game, validate
from game.session.study.validation_report import validation_report, write_section
from game.session.words.text import Catalogue
from tests.test_cli import Run
from tests.test_track import march, tracked

USUAL = place(Metric("losses", "nat.killed", 100, 100, 100), [50, 150], 9)
SURPRISE = USUAL._replace(percentile=0)
ROWS = "\n".join([". " * 8] * 3)


class TestPlace:
    """Per cent of the games below history, half of those that agree with it counted too."""

    LOSSES = Metric("losses", "red.killed", 100, 100, 100)
    DAY = Metric("day", "it", 3, 5, 4)

    def test_history_in_the_middle(self) -> None:
        placed = place(self.LOSSES, [50, 100, 150, 160], 9)
        assert placed.percentile == 37.5 and placed.is_inside and placed.is_well_inside
        assert placed.middle == 125

    @pytest.mark.parametrize(("sample", "inside"), [([10] * 20, False), ([110] * 20, False), ([90, 110] * 10, True)])
    def test_history_beyond_all_games_is_a_surprise(self, sample: list[float], inside: bool) -> None:
        assert place(self.LOSSES, sample, 9).is_inside is inside

    @pytest.mark.parametrize(
        ("below", "held_out", "calibrated"), [(0, False, False), (2, True, False), (10, True, True)]
    )
    def test_a_scenario_held_out_may_be_a_rarer_one(self, below: int, held_out: bool, calibrated: bool) -> None:
        sample: list[float | None] = [90] * below + [110] * (100 - below)
        assert place(self.LOSSES, sample, 9, HELD_OUT).is_inside is held_out
        assert place(self.LOSSES, sample, 9).is_inside is calibrated

    def test_a_window_agrees_with_every_day_in_it(self) -> None:
        assert place(self.DAY, [3, 4, 5], 9).percentile == 50
        assert place(self.DAY, [1, 2, 6, 7], 9).percentile == 50
        assert place(self.DAY, [6, 7], 9).percentile == 0

    def test_what_never_happened_counts_as_later_than_all(self) -> None:
        placed = place(self.DAY, [4, None, None, None], 9)
        assert (placed.never, placed.high, placed.percentile) == (3, 9, 12.5)

    def test_games_may_not_differ_more_than_allowed(self) -> None:
        assert place(self.LOSSES, list(range(0, 110, 10)), 9).is_narrow
        assert not place(self.LOSSES, [0, 300] * 10, 9).is_narrow


def board(**track: Any) -> Scenario:
    """Red marches east and attacks; both its arrival and its attack are documented."""
    events = [
        {"id": "there", "date": "1945-10-15", "text": "There.", "when": {"reached": "0502", "by": "red-a"}},
        {"id": "fight", "date": "1945-10-16", "text": "A fight.", "when": {"attacked": "blue-group"}},
    ]
    events[0]["scheduled"] = True
    events[1]["measured"] = True
    documented = {
        "losses": {"red": {"total": 100, "source": "test"}},
        "reaches": [{"who": "red-group", "towards": "0702", "at": "0602", "source": "test"}],
        "events": events,
    }
    strike = {**march(16, "0702"), "do": "attack"}
    units = ("A@0102 men=9000", "x@0702 men=3000")
    return tracked(ROWS, *units, red=[march(15, "0502"), strike], track=track, documented=documented)


def settings(games: int = 2) -> ValidationSettings:
    return ValidationSettings(board(), board(delay=2), games, 1, (("historical", "greedy"),))


def test_a_gate_is_made_of_batches_that_are_resumed(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    found = validate(settings(1), tmp_path / "gate.sqlite", progress=lambda done, total: told.append((done, total)))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "gate-historical-greedy.sqlite",
        "gate-later.sqlite",
        "gate.sqlite",
    ]
    assert told[-1] == (3, 3) and len(found.history.games()) == 1
    more = validate(settings(2), tmp_path / "gate.sqlite")
    assert len(more.history.games()) == 2
    assert [placed.metric.id for placed in more.placed] == ["red.total", "fight", "red-group"]
    (there, fight) = more.timed
    assert (there.slack, fight.slack) == (1, 2) and there.event.scheduled
    assert there.in_time == fight.in_time == 2 and there.is_usual
    assert [(shifted.id, shifted.days, shifted.is_right) for shifted in more.shifted] == [("fight", 2, True)]


def test_how_near_relief_came_is_known_to_a_hex() -> None:
    (reach,) = (metric for metric in metrics(board().world, 4) if metric.kind == "reach")
    assert (reach.first, reach.last, reach.widest) == (0, 2, 1)


def test_the_nearest_game_is_one_of_them(tmp_path: Path) -> None:
    found = validate(settings(2), tmp_path / "gate.sqlite")
    seed, off = nearest_game(found)
    assert seed in [game["seed"] for game in found.history.games()] and off >= 0


def test_where_no_number_is_documented_none_is_counted(tmp_path: Path) -> None:
    found = replace(validate(settings(1), tmp_path / "gate.sqlite"), placed=(), timed=())
    told = validation_report(Catalogue("en", found.world), found)
    assert len(told.verdict) == 2 and "0 of 0" not in " ".join(told.verdict)
    assert not found.is_passed, "nothing has been shown"
    assert not any("nearest to the documents" in line for line in told.lines)
    assert any("1 game whose seed is drawn from the seed" in line for line in told.lines)
    assert any("各局种子由种子" in line for line in validation_report(Catalogue("zh", found.world), found).lines)


@pytest.mark.parametrize("of", ["gate.sqlite", "gate-later.sqlite"])
def test_games_that_all_failed_pass_no_gate(tmp_path: Path, of: str) -> None:
    validate(settings(2), tmp_path / "gate.sqlite")
    with closing(sqlite3.connect(tmp_path / of)) as connection, connection:
        connection.execute("UPDATE games SET status = 'failed', message = 'no maps'")
    with pytest.raises(BatchError, match=f"{of}: there is no finished game to judge by; the first failed: no maps"):
        validate(settings(2), tmp_path / "gate.sqlite")


@pytest.mark.parametrize(("is_passed", "wanted"), [(True, 0), (False, 1)])
def test_the_exit_status_tells_whether_the_gate_is_passed(
    run: Run, monkeypatch: pytest.MonkeyPatch, is_passed: bool, wanted: int
) -> None:
    def narrow(settings: ValidationSettings, path: Path, *more: Any) -> Validation:
        return replace(validate(settings, path, *more), placed=[USUAL if is_passed else SURPRISE], timed=[], shifted=[])

    monkeypatch.setattr("game.session.study.validation.validate", narrow)
    assert run("validate", "handan", "--games", "1", "--no-shift", "--opponent", "none")[0] == wanted
    assert "exit status is 1" in run("validate", "--help")[1]


def test_how_many_events_come_in_time_is_told_by_events_and_over_all_games(tmp_path: Path) -> None:
    found = validate(settings(2), tmp_path / "gate.sqlite")
    there, fight = found.timed
    told = validation_report(Catalogue("en", found.world), replace(found, timed=[there, fight._replace(in_time=1)]))
    assert "1 of 2 events come in time" in told.verdict[-1] and "of all events in all games 75 % do" in told.verdict[-1]


@pytest.mark.parametrize(("games", "is_told"), [(1, True), (19, True), (20, False)])
def test_too_few_games_are_said_to_be(tmp_path: Path, games: int, is_told: bool) -> None:
    """Of fewer than twenty the outermost 5 % are not one game."""
    found = validate(replace(settings(1), later=None, opponents=()), tmp_path / "gate.sqlite")
    with closing(sqlite3.connect(tmp_path / "gate.sqlite")) as connection, connection:
        for key in range(1, games):
            connection.execute("CREATE TEMP TABLE other AS SELECT * FROM games WHERE key = 0")
            connection.execute("UPDATE other SET key = ?", (key,))
            connection.execute("INSERT INTO games SELECT * FROM other")
            connection.execute("DROP TABLE other")
    for lang, few in (("en", "cannot tell"), ("zh", "不足以判断")):
        verdict = validation_report(Catalogue(lang, found.world), found).verdict
        assert any(few in line for line in verdict) is is_told


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_gate_says_what_it_asks_for(tmp_path: Path, lang: str) -> None:
    found = validate(settings(1), tmp_path / "gate.sqlite")
    for bands in (CALIBRATED, HELD_OUT):
        told = validation_report(Catalogue(lang, found.world), replace(found, bands=bands)).verdict[0]
        assert all(f"{end:g}" in told for end in (*bands.outer, *bands.inner, bands.share)), told


def test_windows_are_written_short(tmp_path: Path) -> None:
    """A table of 80 cells has room for them."""
    world = board().world
    assert days(Catalogue("en", world), 0, 2) == "14–16 Oct"
    assert days(Catalogue("zh", world), 0, 2) == "10月14–16日"
    assert days(Catalogue("en", world), 1, 1) == "15 Oct"
    assert days(Catalogue("en", world), 0, 18) == "14 Oct–1 Nov"
    found = validate(settings(1), tmp_path / "gate.sqlite")
    (row,) = (row for row in validation_report(Catalogue("en", world), found).tables[0].rows if "km" in row[1])
    assert row[1] == "0–6 km"


def test_one_median_is_told_of_a_metric(tmp_path: Path) -> None:
    """That of an even number of games lies between the middle two, wherever it is printed."""
    file = tmp_path / "gate.sqlite"
    validate(settings(2), file)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE losses SET men = 1000 * (key + 1) WHERE side = 'red' AND kind = 'killed'")
        connection.execute("UPDATE losses SET men = 0 WHERE side = 'red' AND kind <> 'killed'")
    found = validate(settings(2), file)
    metrics, *_, beside = validation_report(Catalogue("en", found.world), found).tables
    of_metric, among_others = metrics.rows[0], beside.rows[1]
    assert of_metric[0] == among_others[0]
    assert of_metric[3] == among_others[1] == "1,500"


def test_a_report_goes_into_its_section_of_a_page_and_nowhere_else(tmp_path: Path) -> None:
    found = validate(settings(1), tmp_path / "gate.sqlite")
    report = validation_report(Catalogue("en", found.world), found)
    page = tmp_path / "page.md"
    page.write_text("# Page\n\nBefore.\n", encoding="utf-8")
    write_section(page, "board", report)
    once = page.read_text(encoding="utf-8")
    assert once.startswith("# Page\n\nBefore.\n\n<!-- history board: begin -->") and "| metric | history |" in once
    page.write_text(once + "\nAfter.\n", encoding="utf-8")
    write_section(page, "board", report)
    assert page.read_text(encoding="utf-8") == once + "\nAfter.\n"


def test_a_scenario_without_a_track_cannot_be_validated(run: Run) -> None:
    assert run("new", "ford.yaml")[0] == 0
    status, _, error = run("validate", "ford.yaml", "--games", "1")
    assert status == 2 and "has no track to be validated" in error


def test_an_unknown_opponent_is_told(run: Run) -> None:
    status, _, error = run("validate", "handan", "--games", "1", "--opponent", "stuff")
    assert status == 2 and "there is no player 'stuff'; did you mean 'staff'?" in error


def test_par_is_measured_and_written(run: Run) -> None:
    assert run("new", "ford.yaml")[0] == 0
    status, out, error = run("par", "ford.yaml", "--games", "1")
    told = " ".join(out.split())
    assert status == 0 and "The games are in ford-par.sqlite. ford.yaml has no par yet; --write puts" in told, error
    status, out, error = run("par", "ford.yaml", "--games", "1", "--write")
    assert status == 0, error
    assert "In 1 game the score of the staff against itself is" in " ".join(out.split())
    assert "\n  par: " in Path("ford.yaml").read_text(encoding="utf-8")
    few = " ".join(run("par", "ford.yaml", "--games", "3", "--out", "few.sqlite")[1].split())
    assert "; the lowest is " in few and "the highest " in few, "a tenth of three games is less than one"
    assert "Par in ford.yaml is" in " ".join(run("par", "ford.yaml", "--games", "1", "--out", "b.sqlite")[1].split())


def test_what_games_have_shown_makes_none_other(run: Run) -> None:
    """The seed of the reference game and par may be recorded in a scenario without its games being lost."""
    assert run("new", "ford.yaml")[0] == 0
    text = Path("ford.yaml").read_text(encoding="utf-8")
    Path("ford.yaml").write_text(text + "track: {reference: 7}\n", encoding="utf-8")
    assert run("par", "ford.yaml", "--games", "1", "--write")[0] == 0
    text = Path("ford.yaml").read_text(encoding="utf-8")
    Path("ford.yaml").write_text(text.replace("reference: 7", "reference: 8"), encoding="utf-8")
    status, out, error = run("par", "ford.yaml", "--games", "2")
    assert status == 0 and "in ford-par.sqlite. Par in ford.yaml is " in " ".join(out.split()), error
    status, out, error = run("par", "ford.yaml", "--games", "2", "--write")
    assert run("par", "ford.yaml", "--games", "2")[1].rstrip().endswith(" already."), error
