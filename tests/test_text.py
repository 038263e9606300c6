"""Both languages have words for everything that can happen, with the same fields in them."""

import re
import typing
from collections.abc import Iterator
from dataclasses import fields
from enum import IntEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.causes import (
    BreakCause,
    Degree,
    LimitCause,
    LossCause,
    LoyaltyCause,
    MoraleCause,
    ResolveCause,
    TalkStep,
    Trigger,
)
from game.core.events import EVENT_TYPES
from game.core.intents.check import Objection, Unfit
from game.core.intents.intent import Intent, IntentKind
from game.core.intents.notation import KEYS
from game.core.kernels.odds import FACTORS
from game.core.kinds import Insistence, Standing, Status, SupplyReason, SupplyState, TalkStage
from game.core.luck import LUCK_ONE, Purpose
from game.core.orders import ORDER_TYPES, Move
from game.core.refusal import Reason, Refusal
from game.players.draft import Course, Deed
from game.resources import LANGUAGES
from game.session.chronicle.day_record import Outcome
from game.session.undo import NoUndo
from game.session.words.intent_words import tell_course, tell_intent, tell_unfit
from game.session.words.text import Catalogue, Texts
from game.session.words.wording import (
    percent,
    percents,
    source_words,
    tell_event,
    tell_order,
    tell_refusal,
    tell_supply,
)
from tests.boards import Board

ROWS = """
    . . . . . . .
    . . . . . . .
    . . . . . . .
    . . . . . . .
    . . . . . . .
    . . . . . . .
    . . . . . . .
"""
PLACES = {"town": {"name": {"en": "Town", "zh": "镇"}, "at": "0404", "kind": "town", "held_by": "red"}}
TALKS = [
    {"id": "peace", "command": "blue-army", "principal": "town", "terms": [{"id": "mercy", "name": "mercy"}]},
]
SNOW = {"kind": "snow", "date": "1945-10-14"}
LIFT = {"id": "ships", "name": {"en": "Ships", "zh": "船"}, "side": "red", "at": "0404"}
COMMAND = {
    "id": "push",
    "name": {"en": "to the town", "zh": "赴镇"},
    "formation": "blue-army",
    "kind": "push_on",
    "date": "1945-10-15",
    "by": "1945-10-16",
    "target": "town",
}
ENUMS: dict[str, type[IntEnum]] = {
    "break_causes": BreakCause,
    "resolve_causes": ResolveCause,
    "talk_stages": TalkStage,
    "talk_steps": TalkStep,
    "degrees": Degree,
    "limit_causes": LimitCause,
    "insistences": Insistence,
    "loss_causes": LossCause,
    "loyalty_causes": LoyaltyCause,
    "morale_causes": MoraleCause,
    "purposes": Purpose,
    "standings": Standing,
    "statuses": Status,
    "supply_reasons": SupplyReason,
    "supply_states": SupplyState,
    "triggers": Trigger,
}


@pytest.fixture(scope="module")
def board() -> Board:
    parts = {"places": PLACES, "talks": TALKS, "superior_orders": [COMMAND], "lifts": [LIFT], "weather": [SNOW]}
    return Board(ROWS, "A@0404", "B@0405", "C@0406", "b@0104", "D@0101", **parts)


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest, board: Board) -> Catalogue:
    return Catalogue(request.param, board.world)


def leaves(entry: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its key; the forms of one text by number count as one."""
    if isinstance(entry, dict) and "other" not in entry:
        for key, below in entry.items():
            yield from leaves(below, f"{path}.{key}" if path else key)
    else:
        forms = entry.values() if isinstance(entry, dict) else entry if isinstance(entry, list) else [entry]
        yield path, " ".join(map(str, forms))


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text)) - {"count"}


def test_both_languages_have_the_same_texts_with_the_same_fields() -> None:
    english, chinese = (dict(leaves(Texts(lang).data)) for lang in LANGUAGES)
    plurals = {key for key in english if key.startswith("names.plurals")}
    assert set(english) - plurals == set(chinese) - {"names.plurals"}
    assert [
        key for key in set(english) & set(chinese) if placeholders(english[key]) != placeholders(chinese[key])
    ] == []


TROOPS = "unit|units|formation|formations|force|attackers|defenders|enemies|ambushers|about|talk"
SINGULAR = re.compile(
    rf"(?<!of )(?<!to )(?<!with )\{{({TROOPS})\}} (already |still )?(?!this)(is|was|has|does|\w*[^s\W]s)\b"
)


def test_no_english_sentence_makes_troops_singular() -> None:
    """They can be called the Tianjin Service Troops: neither "has" nor "is" fits all names; the past tense does."""
    told = {key: text for key, text in leaves(Texts("en").data) if not key.startswith(("window.title", "orders."))}
    assert {key: text for key, text in told.items() if SINGULAR.search(text)} == {}


@pytest.mark.parametrize("key", ENUMS)
def test_every_member_of_an_enum_has_words(words: Catalogue, key: str) -> None:
    assert set(words.entry(key)) == {member.name for member in ENUMS[key]}


def test_every_outcome_of_a_fight_has_words(words: Catalogue) -> None:
    assert set(words.entry("chronicle.fight")) == {outcome.name for outcome in Outcome}


def test_every_reason_has_words(words: Catalogue) -> None:
    assert set(words.entry("refusals")) == {reason.value for reason in Reason}
    assert set(words.entry("no_undo")) == {reason.value for reason in NoUndo}
    for reason in Reason:
        assert tell_refusal(words, Refusal(reason, (0,), (0,), (0,)))


@pytest.mark.parametrize("kind", EVENT_TYPES)
def test_every_event_can_be_told(words: Catalogue, board: Board, kind: type) -> None:
    told = tell_event(words, made(kind), board.turn.state)
    assert told and "{" not in told and told[0] == told[0].upper()


@pytest.mark.parametrize("kind", ORDER_TYPES)
def test_every_order_can_be_told(words: Catalogue, kind: type) -> None:
    assert "{" not in tell_order(words, made(kind))


def test_every_intent_its_limits_objections_and_deeds_have_words(words: Catalogue) -> None:
    assert set(words.entry("intents.kinds")) == {kind.name for kind in IntentKind}
    assert set(words.entry("intents.fields")) == set(words.entry("intents.limits")) | {"hex", "formation"} == set(KEYS)
    assert set(words.entry("intents.objections")) == {objection.value for objection in Objection}
    assert set(words.entry("intents.deeds")) == {deed.value for deed in Deed}
    assert set(words.entry("intents.rears")) <= set(words.entry("intents.deeds"))
    for kind in IntentKind:
        told = tell_intent(words, Intent(kind, 0, 1, 1, 1, 1, 1, True, True, (0,), (1,), (0, 1)))
        assert "{" not in told and told[0] == told[0].upper()
    for objection in Objection:
        assert "{" not in tell_unfit(words, Unfit(objection, (0,), (0,), "radius"))
    for deed in Deed:
        assert "{" not in tell_course(words, Course(deed, 0, 2, 1))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_formation_is_told_to_do_is_a_task_everywhere(lang: str) -> None:
    """Only the form of a scenario's fields has the file's own word for it."""
    told = {path: text for path, text in leaves(Texts(lang).data) if not path.startswith("window.editor.")}
    assert [path for path, text in told.items() if re.search(r"(?<!\{)intents?(?!\})|意图", text, re.IGNORECASE)] == []


def test_texts_for_events_and_orders_that_are_gone_are_gone_too(words: Catalogue) -> None:
    assert set(words.entry("events")) == {kind.__name__ for kind in EVENT_TYPES}
    assert set(words.entry("orders")) == {kind.__name__ for kind in ORDER_TYPES}


def made(kind: type) -> Any:
    """An event or order with zeros for all its numbers."""
    hints = typing.get_type_hints(kind)
    special = {"factors": (0,) * FACTORS, "causes": ((0, 0, 0),), "lines": ((0, 0, 0),), "limits": ((0, 0),)}
    values = {
        field.name: special.get(field.name, 0 if hints[field.name] in (int, bool) else (0,)) for field in fields(kind)
    }
    return kind(**values)


class TestNames:
    """How things are called in a sentence."""

    @pytest.fixture
    def english(self, board: Board) -> Catalogue:
        return Catalogue("en", board.world)

    def test_a_hex_goes_by_its_place(self, english: Catalogue, board: Board) -> None:
        assert english.hex(board.hex("0404")) == "Town (0404)"
        assert english.where(board.hex("0404")) == "at Town (0404)"
        assert english.spot(board.hex("0404")) == "Town"

    @pytest.mark.parametrize(
        ("number", "where"),
        [
            ("0403", "3 km north of"),
            ("0405", "3 km south of"),
            ("0304", "3 km north-west of"),
            ("0604", "5 km east of"),
        ],
    )
    def test_a_hex_near_a_place_goes_by_it(self, english: Catalogue, board: Board, number: str, where: str) -> None:
        assert english.where(board.hex(number)) == f"{where} Town ({number})"

    def test_a_hex_far_from_every_place_goes_by_its_number(self, english: Catalogue, board: Board) -> None:
        assert english.where(board.hex("0101")) == "in hex 0101"

    def test_units_that_end_alike_share_the_ending(self) -> None:
        named = Board(ROWS, "A@0101", "B@0102", "c@0701")
        world = named.world
        renamed = [unit.label._replace(en=name) for unit, name in zip(world.units, NAMES, strict=True)]
        for unit, label in zip(world.units, renamed, strict=True):
            object.__setattr__(unit, "label", label)
        english = Catalogue("en", world)
        assert english.units([0, 1]) == "the 1st and 2nd Divisions"
        assert english.units([0, 2]) == "the 1st Division and Wei's Detachment"

    @pytest.mark.parametrize(
        ("names", "told"),
        [
            (("10th Railway Police Column", "9th Railway Police Column"), "the 9th and 10th Railway Police Columns"),
            (("3rd Brigade", "New 2nd Brigade"), "the New 2nd and 3rd Brigades"),
            (("3rd Brigade", "3rd Railway Police Column"), "the 3rd Brigade and the 3rd Railway Police Column"),
        ],
    )
    def test_numbers_that_share_an_ending_stand_in_their_order(self, names: tuple[str, str], told: str) -> None:
        made = Board(ROWS, "A@0101", "B@0102", "c@0701")
        for unit, name in zip(made.world.units, names, strict=False):
            object.__setattr__(unit, "label", unit.label._replace(en=name))
        assert Catalogue("en", made.world).units([0, 1]) == told

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("Railway from the West", "the Railway from the West"),
            ("Base area", "the Base area"),
            ("Convoys from the River", "Convoys from the River"),
            ("Eastern stores", "Eastern stores"),
        ],
    )
    def test_a_source_has_its_article(self, name: str, told: str) -> None:
        source = {"id": "west", "name": name, "side": "red", "at": "0101", "capacity": 900}
        words = Catalogue("en", Board(ROWS, "A@0101", "b@0701", supply={"sources": [source]}).world)
        assert tell_supply(words, SupplyReason.CAPACITY_SHORT, 0) == f"{told} cannot feed so many"

    @pytest.mark.parametrize(("lang", "told"), [("en", "the 1st Division (Blue)"), ("zh", "第1师（Blue）")])
    def test_a_name_that_both_sides_have_comes_with_its_side(self, lang: str, told: str) -> None:
        made = Board(ROWS, "A@0101", "b@0701", "c@0702")
        names = [("1st Division", "第1师"), ("1st Division", "第1师"), ("2nd Division", "第2师")]
        for unit, (en, zh) in zip(made.world.units, names, strict=True):
            object.__setattr__(unit, "label", unit.label._replace(en=en, zh=zh))
        words = Catalogue(lang, made.world)
        assert words.unit(1) == words.units([1]) == words.force([1]) == told
        assert "(" not in words.unit(2) and "（" not in words.unit(2)

    def test_a_whole_formation_goes_by_its_name(self, english: Catalogue, board: Board) -> None:
        units = [board.unit(name) for name in "ABCD"]
        assert english.force(units) == "the red army"
        assert english.force(units[:2]) == "the A and the B"
        assert english.force(units[:2], present=[*units[:2], board.unit("b")]) == "the red army"

    def test_of_many_units_the_last_are_counted(self, english: Catalogue) -> None:
        assert english.units([0, 1, 2, 3], named=2) == "the A, the B and 2 others"
        assert english.units([0, 1, 2], named=2) == "the A, the B and the C"

    def test_chinese_has_no_articles(self, board: Board) -> None:
        chinese = Catalogue("zh", board.world)
        assert chinese.units([0, 1]) == "A和B"
        assert chinese.where(board.hex("0405")) == "在镇南3公里处（0405）"

    def test_dates(self, english: Catalogue, board: Board) -> None:
        assert english.day(0) == "Sunday, 14 October 1945"
        assert Catalogue("zh", board.world).day(0) == "1945年10月14日（星期日）"

    def test_supply_says_where_the_trouble_is(self, english: Catalogue, board: Board) -> None:
        blocked = tell_supply(english, SupplyReason.BLOCKED_BY_UNIT, board.hex("0405"))
        assert blocked == "the enemy stands on the road 3 km south of Town (0405)"
        assert tell_supply(english, SupplyReason.BEYOND_RANGE, 124) == "12 km beyond the reach of carts"

    def test_a_small_chance_is_not_none_and_a_great_one_not_certain(self) -> None:
        assert [percent(chance) for chance in (0, 1, 1 << 19, (1 << 20) - 1, 1 << 20)] == [0, 1, 50, 99, 100]

    @given(st.lists(st.integers(0, 1000), min_size=1, max_size=6).filter(any))
    def test_chances_of_all_that_can_happen_add_up_to_a_hundred(self, weights: list[int]) -> None:
        chances = [weight * LUCK_ONE // sum(weights) for weight in weights]
        chances[weights.index(max(weights))] += LUCK_ONE - sum(chances)
        shown = percents(chances)
        assert sum(shown) == 100
        assert all((part > 0) == (chance > 0) for part, chance in zip(shown, chances, strict=True))
        assert all(
            abs(part - chance * 100 / LUCK_ONE) < len(weights) + 1 for part, chance in zip(shown, chances, strict=True)
        )

    def test_where_a_fact_comes_from_is_said_in_the_reader_s_language_as_far_as_it_is_known(self, board: Board) -> None:
        chinese = Catalogue("zh", board.world)
        assert source_words(chinese, "P18, P42; strength estimated") == "P18, P42；兵力系估计"

    def test_a_source_that_goes_by_the_name_of_a_place_takes_no_article(self) -> None:
        sources = [
            {"id": id, "name": name, "side": "red", "at": "0101", "capacity": 10}
            for id, name in (("town", "Town"), ("base", "Supply base"), ("stores", "Town stores"))
        ]
        places = {"town": {"name": "Town", "at": "0201", "kind": "town"}}
        words = Catalogue("en", Board(". . .", "A@0101", supply={"sources": sources}, places=places).world)
        assert [words.source(source) for source in range(3)] == ["Town", "the Supply base", "Town stores"]

    def test_a_group_goes_by_its_topmost_formations(self) -> None:
        words = Catalogue("en", Board(". . .", "A@0101", "b@0301", formations=["blue-guard"]).world)
        told = [words.whom(id) for id in ("red-group", "blue-group", "blue", "blue-guard", "red-a", "nobody")]
        assert told == ["the red army", "the blue army and the blue guard", "Blue", "the blue guard", "the A", "nobody"]

    def test_an_order_names_where_it_leads(self, english: Catalogue, board: Board) -> None:
        assert tell_order(english, Move(0, board.path("0403", "0404"))) == "The A: march to Town (0404)"


NAMES = ("1st Division", "2nd Division", "Wei's Detachment")


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(KeyError, match=r"no text 'events\.Nothing' in en"):
        Texts("en").say("events.Nothing")
