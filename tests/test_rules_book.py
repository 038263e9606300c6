"""The rulebook: its numbers are those of assets/rules.yaml, and every section that code and tests cite is in it."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from game.core.causes import Degree
from game.core.kinds import SupplyReason, SupplyState
from game.core.orders import ORDER_TYPES
from game.scenario.rules import read_rules

ROOT = Path(__file__).parents[1]
RULES = read_rules()
BOOK = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
_CITED = re.compile(r"Rulebook (\d+(?:\.\d+)?(?:(?:, |–| and )\d+(?:\.\d+)?)*)")


def generator() -> ModuleType:
    """docs/make_rules.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("make_rules", ROOT / "docs" / "make_rules.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sections() -> dict[str, str]:
    """The text of every numbered section, without those of its subsections."""
    parts = re.split(r"^#{2,3} (\d+(?:\.\d+)?) .*$", BOOK, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def cited() -> Iterator[tuple[str, str]]:
    """Every section that a source file cites, ranges by their ends."""
    for folder in ("game", "tests"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for found in _CITED.findall(file.read_text(encoding="utf-8")):
                yield from ((section, file.name) for section in re.split(r", |–| and ", found))


def test_the_rulebook_is_current() -> None:
    assert generator().rulebook() == BOOK, "run python docs/make_rules.py"


def test_every_section_that_is_cited_exists() -> None:
    missing = sorted({f"{section} in {file}" for section, file in cited() if section not in sections()})
    assert missing == []


def test_sections_are_cited_at_all() -> None:
    assert {"1", "2.3", "4.5", "5.7", "6.2", "7.3", "11", "12"} <= {section for section, _ in cited()}


@pytest.mark.parametrize("name", RULES.numbers)
def test_every_number_stands_under_its_section(name: str) -> None:
    entry = RULES.numbers[name]
    assert f"| `{name}` | {entry.value} | {entry.unit} | {entry.text}" in sections()[str(entry.section)]


def test_every_kind_of_ground_place_and_unit_is_listed() -> None:
    for table in (RULES.terrains, RULES.place_kinds, RULES.types, RULES.living, RULES.cliques):
        assert all(f"| `{name}` |" in BOOK for name in table)


def test_nothing_is_left_to_fill_in() -> None:
    assert not re.search(r"\{\w+(:[\w.]+)?\}", BOOK)


def test_sections_stand_in_order() -> None:
    numbers = [tuple(map(int, section.split("."))) for section in sections()]
    assert numbers == sorted(numbers) and len(set(numbers)) == len(numbers)


def test_what_the_game_has_words_for_is_explained() -> None:
    """Every order, outcome, state and reason of supply is spoken of."""
    text = BOOK.lower()
    told = (
        "march, attack, force the march, break out, dig in, stand to the last, wait in reserve, build a bridge",
        "travel by rail, wreck a railway, mend one, set up a depot, leave the map by a lift, set a priority",
        "share out the airdrop",
        "work on a formation, send an envoy, send agents, promise to spare a formation, show favour, promise a rest",
        "replace a commander, press a commander, offer talks, answer, end the phase",
    )
    assert len(ORDER_TYPES) == ", ".join(told).count(",") + 1 and ", ".join(told) in " ".join(text.split())
    assert all(degree.name.lower() in text for degree in Degree)
    reasons = set(SupplyReason) - {SupplyReason.DELIVERED, SupplyReason.COUNTRYSIDE}
    spoken = {"BLOCKED_BY_UNIT": "blocked by a unit", "BLOCKED_BY_ZONE": "blocked by a zone"}
    assert all(f"| {spoken.get(reason.name, reason.name.lower().replace('_', ' '))} |" in text for reason in reasons)
    states = {SupplyState.FINE: "supplied", SupplyState.OUT: "out of supply"}
    assert all(f"| {states.get(state, state.name.lower())} |" in text for state in SupplyState)
