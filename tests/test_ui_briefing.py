"""Whoever begins a campaign is told what it is about: situation, score, levels of victory, ways off the map."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pygame
import pytest

from game.core.intents.intent import Intent, IntentKind
from game.core.movement.lift import capacity
from game.core.state import F, Place
from game.resources import LANGUAGES
from game.scenario.load import Scenario, load
from game.session.session import Session
from game.session.words.text import Catalogue
from game.ui.board.readings import objectives
from game.ui.board.view import scenario_palette
from game.ui.content import top
from game.ui.content.briefing import about, briefing_rows, namesake
from game.ui.content.intents import Draft, intent_rows
from game.ui.content.rows import Bar, plain
from game.ui.content.stops import stop_words
from game.ui.panels.dossier import Dossier
from game.ui.situation import Situation
from tests.boards import scenario
from tests.desks import desk_of

PINGJIN = Path(__file__).parents[1] / "scenarios" / "pingjin.yaml"
ROWS = "\n".join(["." * 8] * 4)
SHIPS = {"id": "ships", "name": "Ships", "side": "red", "kind": "sea", "at": "0101", "capacity": 8000}
ROAD = {"id": "way", "name": "Way home", "side": "red", "kind": "road", "at": "0801"}
LEVELS = [
    {"id": id, "name": id.capitalize(), **at} for id, at in {"won": {"at": 5}, "even": {"at": -2}, "lost": {}}.items()
]
SAVED = {"favours": "red", "terms": [{"kind": "saved", "group": "red-group", "per": 1000}], "levels": LEVELS}
GROUPED = ("A@0301", "B@0302 of=guard", "C@0303 of=rear", "b@0804")
THREE = {"formations": ["red-army group=one", "red-guard group=two", "red-rear group=three"]}
PORT = {"name": "Port", "at": "0101", "kind": "town", "held_by": "red"}


def leaving(**parts: Any) -> Scenario:
    """Red scores by leaving, by ships for four days of which the first is stormy, or by a road."""
    storm = {"weather": [{"date": "1945-10-14", "share": 50}]}
    made: dict[str, Any] = {"lifts": [{**SHIPS, **storm}, ROAD], "victory": SAVED, "places": {"port": PORT}}
    return scenario(ROWS, "A@0301 men=5000", "b@0804 men=5000", **{"map": {"hex_km": 10}, **made, **parts})


def seen(made: Scenario, side: int = 0, lang: str = "en") -> Situation:
    session = Session(made, (None, None))
    words, palette = Catalogue(lang, made.world), scenario_palette(made)
    return Situation(session, made, made.world, words, palette, side, session.view(side), session.turn.events)


def bar(situation: Situation) -> Bar:
    """The top bar."""
    (row,) = top.top_rows(situation, dict.fromkeys((*top.OPENED, "menu"), ("", "")))
    assert isinstance(row, Bar)
    return row


@pytest.mark.parametrize("entry", [None, "xinbaoan"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_situation_is_that_of_the_entry_in_the_language_of_the_reader(lang: str, entry: str | None) -> None:
    made = load(PINGJIN, entry)
    whole = made.spec["scenario"]
    wanted = (whole["entries"][entry] if entry else whole)["about"][lang]
    assert about(seen(made, lang=lang)) == wanted and wanted in "\n".join(plain(briefing_rows(seen(made, lang=lang))))


def test_each_side_learns_what_it_scores_by_and_a_side_that_scores_nothing_too() -> None:
    told = "\n".join(plain(briefing_rows(seen(leaving()))))
    assert "A point for Red for every 1,000 men of" in told and "who are brought off the map." in told
    assert "Blue score no points themselves" in told and "The score counts up for Red and down for Blue." in told


def test_men_of_several_groups_who_count_alike_are_one_line_and_a_whole_side_goes_by_its_name() -> None:
    groups = ["one", "two", "three"]
    terms: list[dict[str, Any]] = [{"kind": "saved", "group": group, "per": 1000} for group in groups]
    told = plain(briefing_rows(seen(scenario(ROWS, *GROUPED, **THREE, victory={**SAVED, "terms": terms}))))
    assert len([line for line in told if "A point for Red" in line]) == 1
    assert "A point for Red for every 1,000 men of Red who are brought off the map." in told
    terms[1]["per"] = 500
    told = plain(briefing_rows(seen(scenario(ROWS, *GROUPED, **THREE, victory={**SAVED, "terms": terms}))))
    assert [line.count("1,000") for line in told if "A point for Red" in line] == [1, 0]


def test_a_junction_names_who_is_to_meet_whom() -> None:
    term = {"kind": "junction", "groups": ["one", "three"], "side": "red", "points": 600}
    told = "\n".join(plain(briefing_rows(seen(scenario(ROWS, *GROUPED, **THREE, victory={**SAVED, "terms": [term]})))))
    assert "if at the end a unit of the A is within one hex of one of the C." in told


def test_what_stopped_the_game_is_told_with_the_place_and_the_stage_of_the_talks() -> None:
    assert stop_words(seen(leaving()), {"week": (), "place": [0]}) == [
        "Stopped: a week has passed; a city or objective changes hands: Port.",
    ]
    told = stop_words(seen(load(PINGJIN)), {"talks": ()})
    assert told == ["Stopped: talks.", "Talks with Fu Zuoyi: nobody has talked yet."]


def test_whose_task_is_to_leave_learns_how_many_are_taken_on_today() -> None:
    situation = seen(leaving())
    army = situation.world.formation_index["red-army"]
    told = []
    for lift in situation.world.lifts:
        ordered = replace(situation, intents=((army, Intent(IntentKind.LEAVE, lift.hex)),))
        told.append("\n".join(plain(intent_rows(ordered, Draft(army)))))
    ships, road = told
    assert "Ships: room for 4,000 men today." in ships
    assert "leave the map" in road and "room for" not in road, "a road takes everybody"


def test_where_men_spared_count_is_told_by_both_places() -> None:
    term = {"kind": "losses", "group": "red-group", "neutral": 3000, "stand": "port", "toward": "gate"}
    places = {"port": PORT, "gate": {**PORT, "name": "Gate", "at": "0801"}}
    made = leaving(places=places, victory={"favours": "blue", "terms": [term], "levels": LEVELS})
    told = "\n".join(plain(briefing_rows(seen(made))))
    assert "A point for Blue for every 100 men that" in told and "lose beyond 3,000;" in told
    assert "at Port or nearer to Gate at the end." in told


def test_the_levels_of_victory_leave_no_score_out() -> None:
    told = plain(briefing_rows(seen(leaving())))
    assert [line for line in told if " | " in line] == ["5 or more | Won", "−2 to 4 | Even", "less than −2 | Lost"]


def test_each_lift_is_told_with_kind_place_dates_and_men_a_day() -> None:
    made = leaving()
    least, most = (capacity(made.world.lifts[0], day) for day in (0, 1))
    told = "\n".join(plain(briefing_rows(seen(made))))
    assert (least, most) == (4000, 8000)
    assert "Ships\nships from Port (0101): 4,000 to 8,000 men a day by the weather; 14 Oct – 17 Oct" in told
    assert "Way home\na road from hex 0801: any number of men; 14 Oct – 17 Oct" in told


def test_who_is_to_leave_chooses_among_lifts_by_kind_men_and_distance() -> None:
    situation = seen(leaving())
    army = next(i for i, side in enumerate(situation.state.formations[F.SIDE].tolist()) if side == 0)
    told = "\n".join(plain(intent_rows(situation, Draft(army, Intent(IntentKind.LEAVE)))))
    assert "Ships – Port (0101)\nships, 4,000 men today, 20 km as the crow flies" in told
    assert "Way home – hex 0801\na road, any number of men today, 50 km as the crow flies" in told
    closed = leaving(lifts=[{**SHIPS, "first": "1945-10-15"}])
    told = "\n".join(plain(intent_rows(seen(closed), Draft(army, Intent(IntentKind.LEAVE)))))
    assert "ships, closed today, 20 km" in told


def test_objectives_on_the_map_are_what_scores() -> None:
    """Where men who leave score, the lifts are marked, and no place for which only the computer goes."""
    made = leaving(objectives={"red": [{"place": "port"}]}, lifts=[ROAD])
    layer = objectives(seen(made)).layers[0]
    marked = {
        made.world.grid.number(hex): layer.kinds[kind].words for hex, kind in enumerate(layer.classes) if kind >= 0
    }
    assert marked == {"0801": "objective_lift"}
    term = {"kind": "hold", "place": "port", "side": "red", "points": 5}
    held = objectives(seen(leaving(victory={**SAVED, "terms": [term]}, lifts=[ROAD]))).layers[0]
    marked = {made.world.grid.number(hex): held.kinds[kind].words for hex, kind in enumerate(held.classes) if kind >= 0}
    assert marked == {"0101": "objective_first"}


def test_an_entry_opens_on_the_place_after_which_it_is_named(tmp_path: Path) -> None:
    tianjin = load(PINGJIN, "tianjin")
    place = next(place.hex for place in tianjin.world.places if place.label.en == "Tianjin")
    assert namesake(seen(tianjin)) == place and namesake(seen(load(PINGJIN))) == -1
    desk = desk_of(tianjin, tmp_path, (None, "staff"))
    assert desk.screen.map.shows(place)
    desk.app.close()


def test_the_top_bar_leaves_out_what_the_enemy_has_shut() -> None:
    situation = seen(leaving())

    def routes() -> list[str]:
        return [item.label for item in bar(situation).items]

    assert "Ships" in routes()
    situation.state.places[Place.HOLDER, 0] = 1
    assert "Ships" not in routes()


@pytest.mark.parametrize(
    ("points", "level", "others"),
    [
        (8, "Won", ["Even: 4 points less."]),
        (4, "Even", ["Won: a point more.", "Lost: 7 points less."]),
        (-2, "Even", ["Won: 7 points more.", "Lost: a point less."]),
        (-3, "Lost", ["Even: a point more."]),
    ],
)
def test_the_top_bar_says_what_the_score_means_and_how_far_the_next_levels_are(
    monkeypatch: pytest.MonkeyPatch, points: int, level: str, others: list[str]
) -> None:
    monkeypatch.setattr(top, "known_score", lambda *_: points)
    (score,) = [item for item in bar(seen(leaving())).items if item.value.startswith("≈")]
    assert (score.label, score.value) == (level, f"≈ {points:+}".replace("-", "−"))
    assert score.hint.splitlines()[1:-2] == others


@pytest.mark.parametrize(("size", "opens"), [((1000, 700), True), ((1280, 800), False)])
def test_a_campaign_begins_with_its_briefing(tmp_path: Path, size: tuple[int, int], opens: bool) -> None:
    """In a panel of its own where that on the right, which tells the same, is folded; a key brings it back."""
    desk = desk_of(leaving(about="Ships wait."), tmp_path, size=size)
    host = desk.screen.host
    assert ("briefing" in host.open, "dossier" in host.open) == (opens, not opens)
    told = [
        each.prose.rows
        for each in host.panels()
        if isinstance(each, Dossier) or getattr(each, "name", "") == "briefing"
    ]
    assert "Ships wait." in "\n".join(plain(list(told[0])))
    desk.key(pygame.K_F2)
    assert ("briefing" in host.open) is not opens
    desk.app.close()
