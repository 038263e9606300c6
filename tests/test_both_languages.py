"""Whoever reads Chinese meets no English: what a scenario tells is in both languages, and so is what is made of it."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from game.resources import find_scenario
from game.scenario.load import Scenario, load, read
from game.scenario.schema.types import Text
from game.session.session import Session
from game.session.words.text import Catalogue
from game.session.words.wording import source_words
from game.ui.board.view import scenario_palette
from game.ui.content import dossier, history, overview, talks, tree, unit_orders
from game.ui.content.formation_orders import formation_orders
from game.ui.content.rows import Row, plain
from game.ui.situation import ALL_EYES, Situation
from tests.conftest import Run

CAMPAIGNS = ("handan", "pingjin")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
DOCUMENTS = ("Handan Campaign", "Pingjin campaign", "Natural Earth", "Jiati")
"""Names of sources, and one of a place as a source writes it."""


def english(told: str, *names: str) -> bool:
    """Whether it holds an English word other than in these names."""
    for name in (*DOCUMENTS, *filter(None, names)):
        told = told.replace(name, "")
    return bool(ENGLISH.search(told))


def texts(value: Any) -> Iterator[Text]:
    """Every text below a model, but the name of a depot that has none of its own."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            told = getattr(value, field)
            if not (isinstance(told, Text) and told.en == getattr(value, "id", None)):
                yield from texts(told)
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


@pytest.fixture(scope="module", params=CAMPAIGNS)
def campaign(request: pytest.FixtureRequest) -> Scenario:
    return load(request.param)


def test_every_text_of_a_campaign_has_chinese_without_english_words(campaign: Scenario) -> None:
    words = Catalogue("zh", campaign.world)
    found = list(texts(read(find_scenario(campaign.world.label.id))))
    assert len(found) > 500
    assert [text.en for text in found if english(text.zh or source_words(words, text.en))] == []


def test_every_dossier_of_a_campaign_is_in_chinese(campaign: Scenario) -> None:
    world = campaign.world
    for side in (0, 1):
        session = Session(campaign, (None, None))
        palette, words = scenario_palette(campaign), Catalogue("zh", world)
        seen = Situation(session, campaign, world, words, palette, ALL_EYES, session.turn.state, ())
        mine = replace(seen, side=side, state=session.view(side), may_order=session.active_side == side)
        told: dict[str, list[Row]] = {}
        for number, unit in enumerate(world.units):
            told[unit.label.en] = dossier.unit_rows(seen, number)
            if unit.side == side:
                told[unit.label.en] += unit_orders.orders_rows(replace(mine, units=(number,)))
        for number, formation in enumerate(world.formations):
            told[formation.label.en] = dossier.formation_rows(seen, number)
            if formation.side == side:
                told[formation.label.en] += formation_orders(mine, number)
        told[""] = [*history.event_rows(mine), *history.loss_rows(mine), *tree.tree_rows(mine)]
        told[""] += [*overview.overview_rows(mine), *talks.talks_rows(mine)]
        assert [row for name, rows in told.items() for row in plain(rows) if english(row, name)] == []


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_show_in_chinese_says_english_only_in_ids_and_names_of_sources(run: Run, name: str) -> None:
    spec = read(find_scenario(name))
    status, out, _ = run("show", name, "--lang", "zh")
    after_the_map = out[out.index("战斗序列") :]
    assert status == 0 and not english(after_the_map, *spec.entries, *spec.variants)
    assert re.findall(r"[\u4e00-\u9fff][,:;(!?]", after_the_map) == []


def test_a_note_and_a_source_are_a_plain_text_or_one_in_both_languages(tmp_path: Path) -> None:
    text = (Path(__file__).parent / "data" / "tiny.yaml").read_text(encoding="utf-8")
    blue = 'note: {en: Tired., zh: 疲惫。}, source: {en: "Li, p. 3", zh: 李，第3页}, name: Blue 1'
    red = 'note: Müde., source: "P8; strength estimated", name: Red 1'
    file = tmp_path / "told.yaml"
    file.write_text(text.replace("name: Blue 1", blue).replace("name: Red 1", red), encoding="utf-8")
    campaign = load(file)
    world, session = campaign.world, Session(campaign, (None, None))
    assert [(unit.note, unit.label.source) for unit in world.units] == [
        (("Tired.", "疲惫。"), ("Li, p. 3", "李，第3页")),
        (("Müde.", "Müde."), ("P8; strength estimated", "P8; strength estimated")),
    ]
    for lang, *wanted in (
        ("en", ["Tired.", "Source: Li, p. 3"], ["Müde.", "Source: P8; strength estimated"]),
        ("zh", ["疲惫。", "来源：李，第3页"], ["Müde.", "来源：P8；兵力系估计"]),
    ):
        words, palette = Catalogue(lang, world), scenario_palette(campaign)
        seen = Situation(session, campaign, world, words, palette, ALL_EYES, session.turn.state, ())
        for unit, told in enumerate(wanted):
            assert [row for row in plain(dossier.unit_rows(seen, unit)) if row in told] == told
