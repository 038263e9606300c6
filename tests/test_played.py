"""Every result says what was changed: without that the same seed and players do not give the same game."""

from pathlib import Path

import pytest

from game.resources import LANGUAGES
from game.scenario.load import Scenario, from_spec, load
from game.scenario.problems import ScenarioError
from game.session.results.aftermath_report import after_action
from game.session.results.compare_report import history_report, parting_report
from game.session.results.compare_saves import compare_saves
from game.session.results.played import played_changes
from game.session.results.report import report
from game.session.results.result import result_of
from game.session.saves.save import read_save
from game.session.session import Session
from game.session.study.arena import ArenaSettings, run_arena
from game.session.study.arena_report import arena_report
from game.session.study.batch import BatchSettings, run_batch
from game.session.study.batch_report import batch_report
from game.session.words.text import Catalogue

VALLEY = Path(__file__).parent / "data" / "valley.yaml"
CHANGED = {
    "en": "Changed: Nobody is held (free-hands), No fog (dark), sight=1.",
    "zh": "改变：无守备任务（free-hands）、No fog（dark）、sight=1。",
}
SCENARIO = load(f"{VALLEY}@the-siege", overrides={"sight": 1, "low_luck": 0}, variants=["free-hands", "dark"])


def played(save: Path, scenario: Scenario = SCENARIO) -> Session:
    """Two days of a game."""
    session = Session(scenario, ("greedy", "greedy"), 1, save)
    list(session.play(2))
    return session


class TestChanges:
    def test_what_is_as_the_file_has_it_is_none(self) -> None:
        """Numbers of its own, a variant's, and what is set to what it was."""
        assert "changes" not in load(VALLEY, overrides={"night_attack": 800, "fog": 1}).spec
        assert SCENARIO.spec["changes"]["set"] == {"sight": 1}
        assert load(VALLEY, overrides={"fog": 1}, variants=["dark"]).spec["changes"]["set"] == {"fog": 1}

    def test_the_order_of_settings_makes_no_other_game(self) -> None:
        one, other = {"sight": 1, "fog": 0}, {"fog": 0, "sight": 1}
        assert load(VALLEY, overrides=one).hash == load(VALLEY, overrides=other).hash

    def test_they_come_back_from_a_save_with_the_same_hash(self) -> None:
        again = from_spec(SCENARIO.spec)
        assert again.hash == SCENARIO.hash and again.spec["changes"] == SCENARIO.spec["changes"]

    def test_a_save_without_the_names_of_its_variants_tells_their_ids(self) -> None:
        older = from_spec({key: value for key, value in SCENARIO.spec.items() if key != "changes"})
        words = Catalogue("en", older.world)
        assert list(played_changes(words, older.spec)) == ["Changed: free-hands, dark."]

    @pytest.mark.parametrize("damaged", [3, {"variants": 3}, {"set": ["sight"]}, {"other": {}}])
    def test_nonsense_in_a_save_is_told(self, damaged: object) -> None:
        with pytest.raises(ScenarioError, match="it was not made by this program"):
            from_spec({**SCENARIO.spec, "changes": damaged})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_result_names_them(tmp_path: Path, lang: str) -> None:
    words = Catalogue(lang, SCENARIO.world)
    session = played(tmp_path / "changed.hebei")
    result = result_of(session)
    seats = ("greedy", "random")
    reports = [
        report(words, session, result),
        history_report(words, session, result),
        after_action(words, session, result),
        batch_report(words, run_batch(BatchSettings(SCENARIO, seats, 2, days=2), tmp_path / "batch.sqlite")),
        arena_report(words, run_arena(ArenaSettings(SCENARIO, seats, 1, days=2), tmp_path / "arena.sqlite")),
    ]
    entry = words.text(SCENARIO.spec["scenario"]["entries"]["the-siege"]["title"])
    for each in reports:
        assert CHANGED[lang] in each.verdict and entry in each.title


def test_two_games_say_which_of_them_has_what(tmp_path: Path) -> None:
    for name, scenario in (("plain", load(f"{VALLEY}@the-siege")), ("changed", SCENARIO)):
        played(tmp_path / f"{name}.hebei", scenario)
    parting = compare_saves(*(read_save(tmp_path / f"{name}.hebei") for name in ("plain", "changed")))
    lines = parting_report(Catalogue("en", SCENARIO.world), parting).verdict
    assert f"changed: {CHANGED['en']}" in lines and not any(line.startswith("plain: Changed") for line in lines)


def test_an_unchanged_game_says_nothing(tmp_path: Path) -> None:
    scenario = load(VALLEY)
    session = played(tmp_path / "plain.hebei", scenario)
    lines = report(Catalogue("en", scenario.world), session, result_of(session)).verdict
    assert not any(line.startswith("Changed") for line in lines)
