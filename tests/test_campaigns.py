"""The two campaigns: that their maps are what their gazetteers make, and that Pingjin holds what its sources say."""

import importlib
import sys
from datetime import date

import numpy as np
import pytest

from game.core.board import Edge
from game.core.state import U
from game.resources import find_scenario
from game.scenario.load import Scenario, load
from game.session.results.result import result_of
from game.session.session import Session
from game.session.study.batch import pair_seed

SOURCES = find_scenario("handan").parent / "sources"


@pytest.fixture(scope="module")
def pingjin() -> Scenario:
    return load("pingjin")


def men_of(scenario: Scenario, formation: str) -> int:
    """Men at the start in a formation and those under it."""
    world = scenario.world
    top, found = world.formation_index[formation], 0
    for index, unit in enumerate(world.units):
        above = unit.formation
        while above >= 0 and above != top:
            above = world.formations[above].parent
        found += int(scenario.start.units[U.INITIAL, index]) if above == top else 0
    return found


def arrival(scenario: Scenario, unit: str) -> tuple[date, str]:
    """When and where a unit comes."""
    world, index = scenario.world, scenario.world.unit_index[unit]
    day, hex = scenario.start.units[[U.ARRIVAL_DAY, U.ARRIVAL_HEX], index].tolist()
    return world.calendar.date(day), next(place.label.id for place in world.places if place.hex == hex)


@pytest.mark.parametrize("name", ["handan", "pingjin"])
def test_map_and_places_are_what_the_gazetteer_makes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SOURCES))
    monkeypatch.setattr(sys, "argv", [f"build_{name}.py", "--check"])
    builder = importlib.import_module(f"build_{name}")
    charting = importlib.import_module("charting")
    assert charting.main(builder.SKETCH) == 0


def test_it_lasts_sixty_four_days_of_one_watch(pingjin: Scenario) -> None:
    calendar = pingjin.world.calendar
    assert (calendar.date(0), calendar.date(calendar.days - 1)) == (date(1948, 11, 29), date(1949, 1, 31))
    assert (calendar.days, len(calendar.nights)) == (64, 1)


@pytest.mark.parametrize(
    ("formation", "documented", "short"),
    [
        ("nat-north-china", 600_000, 10_000),
        ("com-nefa", 800_000, 100_000),
        ("com-2ag", 90_000, 1_000),
        ("com-3ag", 86_000, 1_000),
        ("nat-35a", 16_000, 0),
        ("nat-87a", 23_000, 0),
    ],
)
def test_strengths_are_the_documented_ones_or_a_little_less(
    pingjin: Scenario, formation: str, documented: int, short: int
) -> None:
    assert documented - short <= men_of(pingjin, formation) <= documented


def test_the_two_sides_have_nearly_six_hundred_thousand_and_a_million(pingjin: Scenario) -> None:
    sides, men = pingjin.start.units[[U.SIDE, U.INITIAL]]
    totals = [int(men[sides == side].sum()) for side in (0, 1)]
    assert 585_000 <= totals[0] <= 600_000 and 975_000 <= totals[1] <= 1_000_000


@pytest.mark.parametrize(
    ("unit", "day", "place"),
    [
        ("com-124d", date(1948, 12, 5), "xifengkou"),
        ("com-139d", date(1948, 12, 7), "lengkou"),
        ("com-112d", date(1948, 12, 12), "jielingkou"),
        ("com-145d", date(1948, 12, 14), "shanhaiguan"),
    ],
)
def test_the_northeast_field_army_comes_through_the_passes(pingjin: Scenario, unit: str, day: date, place: str) -> None:
    assert arrival(pingjin, unit) == (day, place)


def test_four_railways_meet_at_beiping_and_tianjin_and_run_unbroken(pingjin: Scenario) -> None:
    world, edges = pingjin.world, pingjin.world.board.edges
    lines = {
        name: int((edges[Edge.RAIL, world.places[world.place_index[name]].hex] >= 0).sum())
        for name in ("beiping", "tianjin", "zhangjiakou", "shanhaiguan")
    }
    assert lines["beiping"] >= 3 and lines["tianjin"] >= 2 and lines["zhangjiakou"] >= 2 and lines["shanhaiguan"] >= 1
    assert not np.any(pingjin.start.rails)


def test_every_unit_and_place_has_a_source_and_a_confidence(pingjin: Scenario) -> None:
    world = pingjin.world
    labels = [each.label for each in (*world.units, *world.formations, *world.places)]
    assert [label.id for label in labels if not (all(label.source) and label.confidence)] == []


@pytest.mark.parametrize(
    ("entry", "first", "last"),
    [
        ("xinbaoan", date(1948, 11, 29), date(1948, 12, 24)),
        ("beiping", date(1948, 12, 15), date(1949, 1, 31)),
        ("tianjin", date(1949, 1, 2), date(1949, 1, 17)),
    ],
)
def test_three_entries_have_their_own_days_and_victory(pingjin: Scenario, entry: str, first: date, last: date) -> None:
    scenario = load("pingjin", entry=entry)
    calendar = scenario.world.calendar
    assert (calendar.date(scenario.start.day), calendar.date(calendar.days - 1)) == (first, last)
    assert scenario.world.victory != pingjin.world.victory


def test_each_way_out_can_be_taken(pingjin: Scenario) -> None:
    kinds = {lift.label.id: lift.kind.name for lift in pingjin.world.lifts}
    assert kinds == {
        "tanggu-sealift": "SEA",
        "nanyuan-airlift": "AIR",
        "dongdan-airlift": "AIR",
        "suiyuan-road": "ROAD",
    }


@pytest.fixture(scope="module")
def eighteen_days(pingjin: Scenario) -> Session:
    """Both tracks up to the dawn of 17 December, in the game that is nearest to the documents."""
    session = Session(pingjin, ("historical", "historical"), seed=pingjin.spec["scenario"]["track"]["reference"])
    for _ in session.play(days=18):
        pass
    return session


@pytest.mark.parametrize(
    ("event", "first", "last"),
    [
        ("35th-arrives", 0, 2),
        ("miyun-taken", 4, 8),
        ("35th-encircled", 7, 11),
        ("talks-open", 12, 18),
        ("junliangcheng-taken", None, None),
    ],
)
def test_both_tracks_bring_about_the_first_act(
    eighteen_days: Session, event: str, first: int | None, last: int | None
) -> None:
    """The lorries go west and are caught, and an army lost brings Fu's envoys out; what comes later has not come."""
    day = result_of(eighteen_days).events[event]
    assert day is None if first is None or last is None else day is not None and first <= day <= last


def test_the_16th_army_is_caught_before_it_is_away(pingjin: Scenario) -> None:
    """It lost half its men on 10 December; a 4th Column that comes in pieces or waits for better odds lets it go."""
    caught = 0
    for game in range(10):
        session = Session(pingjin, ("historical", "historical"), seed=pair_seed(6000, game))
        for _ in session.play(days=14):
            pass
        day = result_of(session).events["kangzhuang"]
        caught += day is not None and day <= 13
    assert caught >= 7, "of ten games, by the 12th"


def test_the_columns_from_the_northeast_come_unseen(eighteen_days: Session) -> None:
    """Trained for the night and in a country of their own, they are seen by those who stand beside them."""
    world, seen = eighteen_days.world, eighteen_days.turn.state.units[U.GHOST_DAY].tolist()
    column = [world.unit_index[f"com-{number}d"] for number in (112, 113, 114, 151)]
    assert [seen[unit] for unit in column] == [-1] * 4
