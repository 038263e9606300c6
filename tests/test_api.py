"""The public interface: documented, quick to import, and complete."""

import doctest
import gc
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from unittest.mock import ANY
from weakref import ref

import pytest

import game
from game.scenario.new import BLANK
from game.session.study.batch import run_batch
from game.session.study.batch_db import SCHEMA
from game.session.study.batch_reader import read_batch
from tests.test_batch import SETTINGS

DOCS = Path(__file__).parents[1] / "docs"


def test_the_documentation_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (DOCS / "python.md").read_text("utf-8")
    examples = doctest.DocTestParser().get_doctest(text, {}, "docs/python.md", str(DOCS / "python.md"), 0)
    told: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(examples, out=told.append)
    assert not told, "".join(told)


def test_every_public_name_is_there() -> None:
    assert [name for name in game.__all__ if not hasattr(game, name)] == []
    assert set(game._HOMES) | {"RULES_VERSION", "__version__"} == set(game.__all__)
    assert sorted(dir(game)) == sorted(game.__all__)


def test_every_public_name_is_documented() -> None:
    text = (DOCS / "python.md").read_text("utf-8") + (game.__doc__ or "")
    missing = [name for name in game._HOMES if not re.search(rf"\b{name}\b", text)]
    assert missing == []


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'game' has no attribute 'plya'"):
        game.plya  # noqa: B018


def test_importing_the_package_imports_nothing_heavy() -> None:
    script = "import sys, game; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert "game" in loaded
    assert {"numba", "numpy", "yaml", "pydantic", "pygame", "rich", "sqlite3"}.isdisjoint(loaded)


def test_the_queries_of_the_study_guide_run(tmp_path: Path) -> None:
    run_batch(SETTINGS, tmp_path / "study.sqlite")
    queries = re.findall(r"```sql\n(SELECT.*?)```", (DOCS / "study.md").read_text("utf-8"), re.DOTALL)
    assert len(queries) >= 3
    for query in queries:
        read_batch(tmp_path / "study.sqlite").query(query)


def test_the_study_guide_has_the_schema() -> None:
    assert SCHEMA.strip() in (DOCS / "study.md").read_text("utf-8")


def test_a_variant_that_does_not_exist_is_refused() -> None:
    with pytest.raises(game.ScenarioError, match="unknown variant 'gao-loyl'; did you mean 'gao-loyal'"):
        game.load("handan", "gao-loyl")


def test_variants_are_loaded_one_or_several() -> None:
    one, two = game.load("handan", "no-agents"), game.load("handan@the-pocket", ["no-agents", "gao-loyal"])
    assert (one.spec["variants"], two.spec["variants"]) == (["no-agents"], ["no-agents", "gao-loyal"])


def test_a_scenario_in_a_notebook_takes_one_line() -> None:
    scenario = game.load("handan@the-pocket", "no-agents")
    assert repr(scenario) == f"<Scenario handan-the-pocket-no-agents: Handan 1945, hash {scenario.hash}>"


@pytest.mark.parametrize("seed", [-1, 2**63, 1.5, "x", None])
def test_what_is_no_seed_is_told(seed: Any) -> None:
    scenario = game.load("handan")
    with pytest.raises(ValueError, match="a seed is a whole number from 0 to"):
        game.play(scenario, ("idle", "idle"), seed, days=1)
    with pytest.raises(ValueError, match="a seed is a whole number from 0 to"):
        game.batch(game.BatchSettings(scenario, ("idle", "idle"), games=1, seed=seed, days=1), "none.sqlite")


def test_what_is_no_order_is_told() -> None:
    """As when all legal orders are given at once."""
    session = game.Session(game.load("handan"), (None, "idle"))
    with pytest.raises(TypeError, match="which is no order"):
        session.submit(cast("Any", session.legal()))


def test_what_is_no_player_and_no_side_is_told() -> None:
    scenario = game.load("handan")
    with pytest.raises(ValueError, match="found 7 for a player; one has a name and answers"):
        game.play(scenario, cast("Any", (7, "idle")), days=1)
    for side in (-1, 2):
        with pytest.raises(ValueError, match=f"found side {side}; allowed: 0 or 1"):
            game.Session(scenario).view(side)


def test_play_takes_a_name_and_refuses_less_than_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ford.yaml").write_text(BLANK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert game.play("ford.yaml", days=1) == replace(game.play(game.load("ford.yaml"), days=1), seconds=ANY)
    with pytest.raises(ValueError, match="found 0 days; at least 1 is needed"):
        game.play("ford.yaml", days=0)


def test_a_study_of_many_scenarios_keeps_few_of_them_in_memory(tmp_path: Path) -> None:
    file = tmp_path / "ford.yaml"
    file.write_text(BLANK, encoding="utf-8")
    worlds = []
    for night_march in range(900, 940):
        scenario = game.load(file, overrides={"night_march": night_march})
        game.play(scenario, ("staff", "staff"), days=3)
        worlds.append(ref(scenario.world))
    del scenario
    gc.collect()
    assert sum(world() is not None for world in worlds) <= len(worlds) // 2
