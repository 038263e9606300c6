"""Panels say what `hebei explain` says, ask for what the rules allow, and tell why where they do not."""

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pygame
import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from game.core import engine
from game.core.battle.attack import preview
from game.core.facts import Label
from game.core.intents.check import check_intent
from game.core.intents.intent import Intent, IntentKind
from game.core.kernels.odds import Factor
from game.core.orders import ORDER_TYPES, Attack, EndPhase, Entrench, Prioritise
from game.core.state import F, U
from game.core.victory import is_in_place
from game.resources import LANGUAGES
from game.scenario.load import load
from game.session.chronicle.telling import Topic
from game.session.explain import explain_formation, explain_hex, explain_unit, inquire
from game.session.session import Session
from game.session.words.text import Catalogue
from game.session.words.wording import percents, tell_refusal
from game.ui.board.map_overlays import OVERLAYS, legend_of, reading_of
from game.ui.board.readings import READINGS
from game.ui.board.view import scenario_palette
from game.ui.content import dossier, guide, intents, log, planner, report, talks, tree, unit_orders
from game.ui.content import formation_orders as formation_orders_module
from game.ui.content.draft import Draft
from game.ui.content.formation_orders import formation_orders
from game.ui.content.links import linked
from game.ui.content.overview import overview_rows
from game.ui.content.rows import Action, Buttons, Cells, Change, Row, plain, wishes
from game.ui.content.unit_orders import orders_rows
from game.ui.context import Ui
from game.ui.panels import Panel, Slot
from game.ui.panels.prose_panel import ProsePanel
from game.ui.panels.registry import PANELS
from game.ui.play.hints import attack_hint
from game.ui.play.table import Table
from game.ui.settings import Settings
from game.ui.situation import Situation
from game.ui.wishes import Delegate, Give, GiveIntent, GoTo, Hide, Select, SelectFormation, SetOverlay
from tests.boards import BLUE, RED, Board

ROWS = """
    . . . . . . . . .
    . . . . . . . . .
    . . . h . . . . .
    . . . . . . . . .
"""
TALKS = [{"id": "peace", "command": "blue-army", "principal": "town", "terms": [{"id": "mercy", "name": "mercy"}]}]
TOWN = {"name": {"en": "Town", "zh": "镇"}, "at": "0203", "kind": "town", "held_by": "blue", "value": 5}
AREA = pygame.Rect(20, 20, 380, 560)


def a_board(**parts: object) -> Board:
    return Board(
        ROWS,
        "A@0202 men=6000",
        "B@0303 men=4000 of=guard",
        "E@0101 type=engineer_regiment",
        "b@0203 men=5000",
        "c@0901",
        formations=["red-guard", "blue-guard"],
        places={
            "town": {"name": {"en": "Town", "zh": "镇"}, "at": "0203", "kind": "town", "held_by": "blue", "value": 5}
        },
        talks=TALKS,
        objectives={"red": [{"place": "town"}]},
        days=6,
        **parts,
    )


def situation(board: Board, lang: str = "en", session: Session | None = None, **changes: object) -> Situation:
    """What red's player sees."""
    session = session or Session(board.scenario, (None, "greedy"))
    return replace(
        Situation(
            session,
            board.scenario,
            board.world,
            Catalogue(lang, board.world),
            scenario_palette(board.scenario),
            RED,
            session.view(RED),
            session.turn.events,
            may_order=session.active_side == RED,
            intents=tuple(session.intents.items()),
        ),
        **changes,
    )


@pytest.fixture(scope="module")
def board() -> Board:
    return a_board()


def test_the_dossier_of_a_unit_says_all_that_explain_says(board: Board) -> None:
    for lang in LANGUAGES:
        seen = situation(board, lang)
        for unit in range(len(board.world.units)):
            told = plain(dossier.unit_rows(seen, unit))
            answer = explain_unit(
                inquire(seen.words, seen.session.turn.state, RED, seen.events, seen.session.start), unit
            )
            for section in answer.sections:
                assert section.heading in " ".join(told)
                assert [line for line in section.lines if line not in told] == []


def test_the_dossiers_of_formation_and_hex_say_all_that_explain_says(board: Board) -> None:
    for lang in LANGUAGES:
        seen = situation(board, lang)
        asked = inquire(seen.words, seen.session.turn.state, RED, seen.events, seen.session.start)
        formation = board.formation("red-army")
        told = plain(dossier.formation_rows(seen, formation))
        lines = [line for section in explain_formation(asked, formation).sections for line in section.lines]
        assert [line for line in lines if line not in told] == []
        told = plain(guide.help_rows(seen, board.hex("0203")))
        lines = [line for section in explain_hex(asked, board.hex("0203")).sections for line in section.lines]
        assert [line for line in lines if line not in told] == []


def test_names_and_hex_numbers_in_sentences_lead_there(board: Board) -> None:
    found = wishes(dossier.unit_rows(situation(board), board.unit("A")))
    assert SelectFormation(board.formation("red-army")) in found and SetOverlay("supply") in found
    assert any(isinstance(wish, GoTo) for wish in found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_name_that_a_formation_shares_with_its_only_unit_is_a_link(lang: str) -> None:
    """To the formation; where it has other units too the name means two things, and is none."""
    formations = ["red-guard name=Guard", "red-reserve name=Reserve"]
    units = ("A@0202 of=guard name=Guard", "B@0303 of=reserve name=Reserve", "C@0304 of=reserve name=Lone", "d@0901")
    board = Board(ROWS, *units, formations=formations)
    links = {span.text: span.wish for span in linked(board.world, lang, "Guard / Reserve / Lone.") if span.wish}
    lone = Select((board.unit("C"),), go_there=True)
    assert links == {"Guard": SelectFormation(board.formation("red-guard"), go_there=True), "Lone": lone}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_place_in_the_name_of_units_is_no_link_to_the_place(lang: str) -> None:
    """Where several are told together no single name is left to be one."""
    names = {"en": ("1st Town Guard Division", "2nd Town Guard Division"), "zh": ("老镇守备一师", "老镇守备二师")}
    labels = [Label("", *both) for both in zip(names["en"], names["zh"], strict=True)]
    town = {"town": {"name": {"en": "Town", "zh": "老镇"}, "at": "0203", "kind": "town"}}
    board = Board(ROWS, "A@0202", "B@0303", "c@0901", places=town)
    units = tuple(replace(unit, label=label) for unit, label in zip(board.world.units, labels, strict=False))
    world = replace(board.world, units=(*units, *board.world.units[2:]))
    sentences = {"en": ("1st and 2nd Town Guard Divisions", "In Town."), "zh": ("老镇守备各师", "在老镇。")}[lang]
    none, one = ([span.text for span in linked(world, lang, each) if span.wish] for each in sentences)
    assert none == [] and one == ["Town" if lang == "en" else "老镇"]


def planned(board: Board, lang: str = "en", *names: str) -> list[str]:
    """The lines of the plan to attack hex 0203 with these units, or all who stand beside it."""
    seen = situation(board, lang, units=tuple(map(board.unit, names)))
    return plain(planner.planner_rows(seen, planner.first_plan(seen, board.hex("0203"))))


def test_the_usual_losses_stand_in_the_table_and_apart_from_them_what_a_rout_would_cost() -> None:
    ring = ("A@0202", "B@0103", "C@0303", "D@0204", "E@0104", "F@0304")
    lines = planned(Board("\n".join(["." * 5] * 5), *ring, "b@0203 men=5000"), "en", "A")
    assert any("If all of them break: ≈ 5,250 lost" in line for line in lines)
    assert any("No way back is open to the b" in line for line in lines)
    assert not any("–" in line for line in lines), "no ranges from few to all"


@pytest.mark.parametrize("fog", [0, 1])
def test_reserves_that_are_known_to_come_up_are_named_among_those_who_are_attacked(fog: int) -> None:
    board = Board("\n".join(["." * 5] * 5), "A@0202", "b@0203", "r@0204 men=4444", options={"fog": fog})
    board.set("r", U.RESERVE, 1)
    seen = situation(board, units=(board.unit("A"),), state=board.view(RED))
    lines = plain(planner.planner_rows(seen, planner.first_plan(seen, board.hex("0203"))))
    assert any("4,444" in line for line in lines) == (not fog)
    assert any("If all of them break" in line or "are estimates" in line for line in lines) == bool(fog)
    words = Catalogue("en", board.world)
    both = words.units((board.unit("b"), board.unit("r")))
    attack = explain_unit(inquire(words, board.turn.state, RED), board.unit("A"))
    assert any(both in line for section in attack.sections for line in section.lines) == (not fog)


@pytest.mark.parametrize(("lang", "told"), [("en", "Headquarters that have to flee are lost."), ("zh", "指挥部")])
def test_that_a_headquarters_would_be_taken_is_told_where_an_attack_is_planned(lang: str, told: str) -> None:
    board = Board("\n".join(["." * 5] * 5), "A@0202 men=9000", "b@0203 men=1200 type=headquarters", "c@0203")
    lines = planned(board, lang)
    assert any(told in line for line in lines)
    attack = explain_unit(inquire(Catalogue(lang, board.world), board.turn.state, RED), board.unit("A"))
    assert any(told in line for section in attack.sections for line in section.lines)


def test_who_is_selected_and_not_beside_the_enemy_plans_nothing_with_others() -> None:
    """What the pointer refuses the planner refuses too, and offers those who could."""
    board = Board("\n".join(["." * 6] * 5), "A@0202", "B@0501", "b@0203 men=5000")
    seen = situation(board, units=(board.unit("B"),), target=board.hex("0203"))
    plan = planner.first_plan(seen, board.hex("0203"))
    assert plan.attackers == ()
    rows = planner.planner_rows(seen, plan)
    hint = attack_hint(board.world, seen.state, seen.units, board.hex("0203"))
    assert hint is not None and hint.refusal is not None
    assert tell_refusal(seen.words, hint.refusal) in plain(rows)
    assert Change("attackers", (board.unit("A"),)) in wishes(rows)


def test_a_hex_that_nobody_has_seen_into_is_told_from_one_that_is_seen_to_be_empty() -> None:
    """Rulebook 11.1: in sight in the open, in sight among the enemy's people, beside it, and out of sight."""
    sketch = "\n".join(["." * 9] * 4)
    board = Board(sketch, "A@0102", "b@0901", countryside={"default": "blue"})
    lines = {
        number: plain(dossier.hex_rows(situation(board), board.hex(number))) for number in ("0202", "0302", "0702")
    }
    told = ("seen to be empty", "only from a neighbouring hex", "out of sight: nobody knows")
    for number, words in zip(lines, told, strict=True):
        for each in told:
            assert any(each in line for line in lines[number]) == (each == words)
    open_country = situation(Board(sketch, "A@0102", "b@0901"))
    assert any("seen to be empty" in line for line in plain(dossier.hex_rows(open_country, board.hex("0302"))))


def test_an_enemy_s_dossier_keeps_his_secrets(board: Board) -> None:
    told = " ".join(plain(dossier.unit_rows(situation(board), board.unit("b"))))
    assert "about" in told and "Supplies" not in told and "Loyalty is" not in told


def actions(rows: list[Row]) -> Iterator[Action]:
    return (row for row in rows if isinstance(row, Action))


def test_every_order_offered_is_legal_and_every_other_one_tells_the_rules_refusal(board: Board) -> None:
    for name in ("A", "E"):
        seen = situation(board, units=(board.unit(name),))
        rows = [*orders_rows(seen), *formation_orders(seen, board.formation("red-army"))]
        assert any(action.wish for action in actions(rows))
        for wish in wishes(rows):
            for order in wish.orders if isinstance(wish, Give) else ():
                assert engine.check(board.world, seen.state, order) is None


def test_every_kind_of_order_has_its_place_in_the_window() -> None:
    """Marches, journeys and the end of the phase belong to the map; whoever adds an order finds a place for it too."""
    offered = {"Move", "RailMove", "EndPhase"}
    for module in (unit_orders, formation_orders_module, planner, talks):
        offered |= {name for name in vars(module) if name in {kind.__name__ for kind in ORDER_TYPES}}
    assert {kind.__name__ for kind in ORDER_TYPES} == offered


def test_a_refused_order_says_why_in_the_rules_words(board: Board) -> None:
    session = Session(board.scenario, (None, "greedy"))
    session.submit(Entrench(board.unit("A")))
    seen = situation(board, session=session, units=(board.unit("A"),))
    refusal = engine.check(board.world, seen.state, Entrench(board.unit("A")))
    assert refusal is not None
    dig = next(actions(orders_rows(seen)))
    assert dig.wish is None and dig.why == tell_refusal(seen.words, refusal)


def test_an_order_of_several_units_goes_to_those_who_may(board: Board) -> None:
    session = Session(board.scenario, (None, "greedy"))
    session.submit(Entrench(board.unit("A")))
    seen = situation(board, session=session, units=(board.unit("A"), board.unit("B")))
    dig = next(actions(orders_rows(seen)))
    assert dig.wish == Give((Entrench(board.unit("B")),)) and "1 of 2" in dig.text


def test_in_the_other_side_s_phase_nothing_can_be_ordered(board: Board) -> None:
    seen = situation(board, units=(board.unit("A"),), may_order=False)
    rows = [*orders_rows(seen), *formation_orders(seen, board.formation("red-army")), *talks.talks_rows(seen)]
    assert not any(isinstance(wish, Give) for wish in wishes(rows))


def test_what_forbids_every_answer_is_told_once_and_no_button_offered(board: Board) -> None:
    session = Session(board.scenario, ("greedy", None))
    rows = talks.talks_rows(situation(board, session=session, side=BLUE, state=session.view(BLUE), may_order=True))
    told = plain(rows)
    assert not list(actions(rows)) and len(told) == len(set(told)) and "Answer for your commander" in told[-2]


def test_political_orders_are_for_whom_they_are_for(board: Board) -> None:
    seen = situation(board)
    own = formation_orders(seen, board.formation("red-army"))
    assert Give((Prioritise(board.formation("red-army"), 1),)) not in wishes(own)  # nothing to share out
    enemy = [type(wish.orders[0]).__name__ for wish in wishes(formation_orders(seen, board.formation("blue-army")))]
    assert "SendEnvoy" in enemy and "Favour" not in enemy


def test_the_planner_shows_the_chances_of_the_rules_and_gives_the_attack(board: Board) -> None:
    seen = situation(board, units=(board.unit("A"),), target=board.hex("0203"))
    plan = planner.first_plan(seen, board.hex("0203"))
    assert plan.attackers == (board.unit("A"),)
    both = replace(plan, attackers=(board.unit("A"), board.unit("B")))
    for each in (plan, both):
        rows = planner.planner_rows(seen, each)
        factors = preview(board.world, seen.state, each.target, each.attackers)
        told = " ".join(plain(rows))
        ends = (Factor.REPULSE, Factor.CHECK, Factor.RETREAT, Factor.OVERRUN)
        for chance in percents([int(factors[factor]) for factor in ends]):
            assert f"{chance} %" in told
        assert seen.words.show(int(factors[Factor.ATTACK_POWER])) in told
        assert Give((Attack(each.target, each.attackers),)) in wishes(rows)
    assert Change("toggle", board.unit("B")) in wishes(planner.planner_rows(seen, plan))


@pytest.mark.parametrize(("fog", "is_rough"), [(1, True), (0, False)])
def test_losses_against_an_enemy_whose_strength_is_guessed_are_rough(fog: int, is_rough: bool) -> None:
    """Those of the attacker too, since they rest on it."""
    made = Board("......\n......", "A@0101 men=9000", "b@0201 men=3000", options={"fog": fog})
    rows = planner.planner_rows(situation(made), planner.Plan(made.hex("0201"), (made.unit("A"),)))
    outcomes = [row for row in rows if isinstance(row, Cells) and len(row.cells) == 4][1:5]
    told = ["".join(span.text for span in cell) for row in outcomes for cell in row.cells[2:4]]
    assert len(told) == 8 and all(text.startswith("≈") is is_rough for text in told if text != "0")
    assert any("about 2,250" in line for line in plain(rows)) is is_rough
    assert any("3,000" in line for line in plain(rows)) is not is_rough


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_who_can_be_handed_a_formation_says_how_he_orders(board: Board, lang: str) -> None:
    moment = situation(board, lang, Session(board.scenario, (None, None)))
    rows = intents.intent_rows(moment, Draft(0), ("greedy", "staff", "another"))
    (buttons,) = (row for row in rows if isinstance(row, Buttons) and len(row.buttons) == 4)
    hints = [button.hint for button in buttons.buttons]
    assert all(hints) and len(set(hints)) == 4


def test_all_who_can_attack_are_chosen_at_once_behind_who_leads() -> None:
    board = Board(". . .\n. . .\n. . .", "A@0202", "B@0202", "C@0202 men=900", "d@0203 men=2000")
    seen = situation(board, units=(board.unit("B"),), target=board.hex("0203"))
    plan = planner.first_plan(seen, board.hex("0203"))
    everybody = (board.unit("B"), board.unit("A"), board.unit("C"))
    assert Change("attackers", everybody) in wishes(planner.planner_rows(seen, plan))
    alone = Change("attackers", (board.unit("B"),))
    assert alone in wishes(planner.planner_rows(seen, replace(plan, attackers=everybody)))


@pytest.mark.parametrize("kind", IntentKind)
def test_every_kind_of_intent_is_given_or_objected_to_in_words(board: Board, kind: IntentKind) -> None:
    formation = board.formation("red-army")
    for lang in LANGUAGES:
        seen = situation(board, lang, formation=formation)
        draft = Draft(formation).of_kind(kind)
        for hex in (-1, board.hex("0203"), board.hex("0404")):
            pointed = draft.pointed_at(hex)
            assert pointed.intent is not None
            rows = intents.intent_rows(seen, pointed, ("greedy",))
            unfit = check_intent(board.world, seen.state, RED, formation, pointed.intent)
            last = list(actions(rows))[-1]
            assert last.wish == (None if unfit else GiveIntent((formation,), pointed.intent))
            assert bool(last.why) == bool(unfit)
        assert draft.of_kind(kind) == Draft(formation), "the kind that is chosen, once more, is none"
        assert Delegate((formation,), "greedy") in wishes(intents.intent_rows(seen, Draft(formation), ("greedy",)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_that_find_no_goal_are_said_to_find_none(board: Board, lang: str) -> None:
    draft = Draft(board.formation("red-army")).of_kind(IntentKind.ATTACK)
    seen = situation(board, lang, formation=draft.formation)
    for typed, is_told in (("Nowhere", True), ("Town" if lang == "en" else "镇", False), ("", False)):
        rows = intents.intent_rows(seen, replace(draft, wanted=typed))
        assert any("Nowhere" in line for line in plain(rows)) is is_told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_kinds_that_the_map_has_something_for_are_offered(lang: str) -> None:
    def offered(**parts: Any) -> set[IntentKind]:
        made = a_board(**parts)
        draft = Draft(made.formation("red-army"))
        rows = intents.intent_rows(situation(made, lang, formation=draft.formation), draft)
        told = " ".join(plain(rows))
        names = Catalogue(lang, made.world).entry("panels.intents.hints")
        kinds = {wish.to for wish in wishes(rows) if isinstance(wish, Change) and wish.what == "kind"}
        assert {kind for kind in IntentKind if names[kind.name] in told} == kinds
        return kinds

    lift = {"id": "ships", "name": "Ships", "kind": "sea", "capacity": 1000}
    rails = [{"hexes": ["0101", "0201", "0301"]}]
    bare = set(IntentKind) - {IntentKind.LEAVE, IntentKind.WRECK}
    assert offered() == bare == offered(lifts=[{**lift, "side": "blue", "at": "0203"}])
    assert offered(lifts=[{**lift, "side": "red", "at": "0101"}]) == bare | {IntentKind.LEAVE}
    assert offered(map={"rails": rails}) == bare | {IntentKind.WRECK}


def test_limits_are_set_and_taken_back_by_their_buttons(board: Board) -> None:
    draft = Draft(board.formation("red-army")).of_kind(IntentKind.ATTACK).pointed_at(board.hex("0203"))
    seen = situation(board, formation=board.formation("red-army"))
    offered = {wish.what for wish in wishes(intents.intent_rows(seen, draft)) if isinstance(wish, Change)}
    assert {"min_odds", "by_day", "avoid_battle", "asking", "spare"} <= offered and "radius" not in offered
    lane = replace(draft, asking="garrisons").pointed_at(7).pointed_at(9).pointed_at(7)
    assert lane.intent is not None and lane.intent.garrisons == (9,)


def test_an_intent_that_stands_can_be_ended_and_acted_on(board: Board) -> None:
    session = Session(board.scenario, (None, "greedy"))
    formation = board.formation("red-army")
    session.give_intent(formation, Intent(IntentKind.HOLD, hex=board.hex("0202")))
    seen = situation(board, session=session, formation=formation)
    assert GiveIntent((formation,), None) in wishes(intents.intent_rows(seen, Draft(formation)))


def test_the_tree_holds_every_unit_and_finds_by_name(board: Board) -> None:
    seen = situation(board)
    found = wishes(tree.tree_rows(seen))
    assert {Select((unit,), go_there=True) for unit in range(len(board.world.units))} <= set(found)
    assert wishes(tree.tree_rows(seen, "镇")) == [GoTo(board.hex("0203"))]
    folded = wishes(tree.tree_rows(seen, closed=frozenset({board.formation("red-army")})))
    assert Select((board.unit("A"),), go_there=True) not in folded


def test_the_tree_tells_who_leads_a_formation_and_who_orders_it(board: Board) -> None:
    session = Session(board.scenario, (None, "greedy"))
    army = board.formation("red-army")

    def told() -> str:
        row = tree.formation_row(situation(board, session=session), army, 0, is_closed=False)
        return "".join(span.text for span in row.cells[0])

    assert told().endswith("General red")
    session.delegate(army, "staff")
    assert told().endswith("the staff")
    session.delegate(army, None)
    session.turn.state.formations[F.REPLACED, army] = 0
    assert told().endswith("General red's successor")


def test_the_chronicle_hides_what_is_filtered_out_and_leads_to_where_it_happened() -> None:
    board = a_board()
    session = Session(board.scenario, (None, "greedy"))
    session.submit(Attack(board.hex("0203"), (board.unit("A"),)))
    session.submit(EndPhase())
    list(session.play())
    for lang in LANGUAGES:
        seen = situation(board, lang, session=session)
        rows = log.log_rows(seen)
        assert GoTo(board.hex("0203")) in wishes(rows)
        fewer = plain(log.log_rows(seen, frozenset(Topic)))
        assert len(fewer) == 1 and len(plain(rows)) > 3
        told = plain(report.report_rows(seen))
        assert any(seen.words.say("panels.log.topics.FIGHT") in line for line in told)


def test_every_class_of_every_overlay_has_words_colour_and_its_own_pattern(board: Board) -> None:
    for lang in LANGUAGES:
        for side in (RED, BLUE, -1):
            seen = situation(board, lang, units=(board.unit("A"),))
            seen = replace(seen, side=side, state=seen.session.view(side) if side >= 0 else seen.session.turn.state)
            for name in READINGS:
                assert OVERLAYS[name](seen)
                for kind, colour, _ in legend_of(name, seen):
                    assert seen.words.say(f"panels.legend.{kind.words}", first="a", second="b") and len(colour) == 3
                for layer in reading_of(name, seen).layers:
                    assert layer.classes.max() < len(layer.kinds)
                    assert len({(kind.pattern, kind.colour) for kind in layer.kinds}) == len(layer.kinds)


def test_the_objectives_show_where_the_spared_must_stand_and_not_who_holds_its_edge() -> None:
    """The ground of the rule itself; the place that bounds it scores for nobody."""
    places = {
        name: {"name": {"en": name, "zh": name}, "at": at, "kind": "town", "held_by": "blue"}
        for name, at in (("north", "0203"), ("south", "0501"))
    }
    asked = {"kind": "losses", "group": "blue-group", "neutral": 1000, "stand": "north", "toward": "south"}
    victory = {
        "favours": "red",
        "terms": [asked],
        "levels": [{"id": "won", "at": 1, "name": "W"}, {"id": "lost", "name": "L"}],
    }
    board = Board(ROWS, "A@0202", "b@0901", places=places, victory=victory)
    ground, counted = reading_of("objectives", situation(board)).layers
    (term,) = board.world.victory.terms
    inside = [is_in_place(board.world, term, hex) for hex in range(board.world.grid.size)]
    assert [each >= 0 for each in ground.classes.tolist()] == inside and True in inside and False in inside
    assert counted.classes[board.hex("0203")] < 0


def test_the_supply_overlay_shows_the_hex_where_the_way_fails() -> None:
    board = Board(
        ROWS,
        "A@0501",
        "b@0301",
        "c@0302",
        "d@0303",
        "e@0304",
        supply={
            "sources": [{"id": "base", "name": "base", "side": "red", "at": "0101", "capacity": 50000, "kind": "base"}]
        },
        options={"fog": 0},
        days=6,
    )
    session = Session(board.scenario, (None, None))
    session.submit(EndPhase())
    session.submit(EndPhase())
    seen = situation(board, session=session, units=(board.unit("A"),))
    at = int(seen.state.units[U.REASON_AT, board.unit("A")])
    reading = READINGS["supply"](seen)
    assert [sign.hex for sign in reading.signs] == [at]
    assert any(way.dashed and way.hexes[0] == board.hex("0501") for way in reading.traces)


@pytest.fixture(scope="module", params=LANGUAGES)
def ui(request: pytest.FixtureRequest) -> Ui:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((1280, 720))
    return Ui((1280, 720), Settings(lang=request.param))


def made(ui: Ui, slot: Slot) -> Panel:
    return slot.make(ui, pygame.Rect(AREA))


@pytest.mark.parametrize("slot", PANELS, ids=lambda slot: slot.name)
def test_every_panel_shows_every_moment_and_leaves_nothing_behind(ui: Ui, slot: Slot, board: Board) -> None:
    before = len(ui.manager.get_sprite_group().sprites())
    panel = made(ui, slot)
    moments = (
        {},
        {"units": (board.unit("A"),)},
        {"units": (board.unit("A"), board.unit("B")), "target": board.hex("0203")},
        {"units": (board.unit("b"),), "overlay": "supply", "hex": board.hex("0203")},
        {"formation": board.formation("red-army"), "target": board.hex("0404")},
        {"formation": board.formation("blue-army"), "may_order": False},
        {"side": -1, "state": board.turn.state},
    )
    for version, changes in enumerate(moments):
        panel.show(situation(board, ui.lang, version=version, **changes))
        panel.update(0.01)
    panel.area = pygame.Rect(0, 0, 300, 400)
    panel.update(0.01)
    panel.kill()
    assert len(ui.manager.get_sprite_group().sprites()) == before


def pressed(ui: Ui, panel: ProsePanel, wish: object) -> list[object]:
    """Click on what asks for something; what the panel then wishes."""
    at = panel.prose.where(wish)
    assert at is not None, wish
    found = []
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        ui.manager.process_events(pygame.event.Event(kind, button=1, pos=at))
    for event in pygame.event.get():
        answer = panel.handle(event)
        found += [answer] if answer is not None else []
    return found


def panel_of(ui: Ui, name: str) -> ProsePanel:
    panel = made(ui, next(slot for slot in PANELS if slot.name == name))
    assert isinstance(panel, ProsePanel)
    pygame.event.clear()
    return panel


def test_a_click_in_the_dossier_orders_and_its_tabs_change_it(ui: Ui, board: Board) -> None:
    panel = panel_of(ui, "dossier")
    panel.show(situation(board, ui.lang, units=(board.unit("A"),)))
    assert pressed(ui, panel, Change("tab", "orders")) == []
    give = Give((Entrench(board.unit("A")),))
    assert pressed(ui, panel, give) == [give]
    panel.kill()


def test_a_considered_enemy_brings_the_planner_to_the_front(ui: Ui, board: Board) -> None:
    panel = panel_of(ui, "dossier")
    seen = situation(board, ui.lang, units=(board.unit("A"),))
    panel.show(seen)
    panel.show(replace(seen, target=board.hex("0203"), version=1))
    order = Give((Attack(board.hex("0203"), (board.unit("A"),)),))
    assert order in wishes(list(panel.prose.rows))
    pressed(ui, panel, Change("toggle", board.unit("B")))
    together = Give((Attack(board.hex("0203"), (board.unit("A"), board.unit("B"))),))
    assert pressed(ui, panel, together) == [together]
    panel.show(replace(seen, version=2))
    assert order not in wishes(list(panel.prose.rows))
    panel.kill()


def test_an_intent_is_made_up_by_clicks_and_by_pointing(ui: Ui, board: Board) -> None:
    panel = panel_of(ui, "intent")
    formation = board.formation("red-army")
    seen = situation(board, ui.lang, formation=formation)
    panel.show(seen)
    pressed(ui, panel, Change("kind", IntentKind.HOLD))
    panel.show(replace(seen, target=board.hex("0404"), version=1))
    pressed(ui, panel, Change("radius", 2))
    wish = GiveIntent((formation,), Intent(IntentKind.HOLD, hex=board.hex("0404"), radius=2))
    assert pressed(ui, panel, wish) == [wish]
    panel.kill()


def test_typing_finds_and_a_window_that_is_closed_says_so(ui: Ui, board: Board) -> None:
    panel = panel_of(ui, "order_of_battle")
    panel.show(situation(board, ui.lang))
    assert panel.field is not None
    panel.field.set_text("zhen" if ui.lang == "zh" else "Town")
    panel.field.focus()
    ui.manager.process_events(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_END, mod=0, unicode=""))
    panel.field.set_text("镇")
    panel.again()
    assert pressed(ui, panel, GoTo(board.hex("0203"))) == [GoTo(board.hex("0203"))]
    panel.container.on_close_window_button_pressed()
    answers = [panel.handle(event) for event in pygame.event.get()]
    assert Hide("order_of_battle") in answers
    panel.kill()


def test_a_filter_of_the_chronicle_is_a_click(ui: Ui, board: Board) -> None:
    panel = panel_of(ui, "chronicle")
    session = Session(board.scenario, (None, "greedy"))
    session.submit(Attack(board.hex("0203"), (board.unit("A"),)))
    session.submit(EndPhase())
    list(session.play())
    panel.show(situation(board, ui.lang, session=session))
    before = list(panel.prose.rows)
    pressed(ui, panel, Change("topic", Topic.FIGHT))
    assert len(panel.prose.rows) < len(before)
    pressed(ui, panel, Change("topic", Topic.FIGHT))
    assert list(panel.prose.rows) == before
    panel.kill()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["handan", "pingjin"])
def test_without_a_selection_the_dossier_tells_every_line_of_the_score(name: str, lang: str) -> None:
    scenario = load(name)
    table = Table(Session(scenario, (None, None)), Catalogue(lang, scenario.world), "standard")
    told = [plain([row]) for row in overview_rows(table.situation())]
    for term in scenario.world.victory.terms:
        wanted = [str(term.points)] if term.points else [f"{term.per:,}"]
        wanted += [f"{term.neutral:,}"] if term.neutral else []
        wanted += [scenario.world.places[term.place].label[1 if lang == "en" else 2]] if term.place >= 0 else []
        assert any(all(part in line for part in wanted) for line in map(str, told)), term
