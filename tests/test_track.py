"""The historical track: how it reaches its player and nobody else, how it is followed, and where it is left."""

import json
from typing import Any

import pytest

from game import players
from game.core import engine
from game.core.events import BattleFought, FormationWentOver, PoliticalWorkDone, SparingPromised
from game.core.intents.intent import Intent, IntentKind
from game.core.intents.track import Line, Track
from game.core.state import F, U
from game.players.historical import HistoricalPlayer, intents_on
from game.scenario.load import Scenario, from_spec, load
from game.scenario.schema.track import WHERE
from game.session.replay import branch, replayed, resume
from game.session.results.departures import departures_of, recall_departures
from game.session.saves.save import read_save
from game.session.session import Session
from game.session.words.text import Catalogue
from tests.boards import BLUE, RED, of_type, scenario

PLAIN = "\n".join([". " * 12] * 7)
LANE = ". . . . . . . . . . . ."


def tracked(rows: str, *units: str, red: list[dict[str, Any]], **parts: Any) -> Scenario:
    """A board on which red has a track; ``date`` is a day of October."""
    lines = [{**line, "date": f"1945-10-{line['date']:02d}"} for line in red]
    track = {"intents": {"red": lines}, **parts.pop("track", {})}
    return scenario(rows, *units, track=track, **{"days": 6, **parts})


def march(day: int, at: str, **more: Any) -> dict[str, Any]:
    return {"formation": "red-army", "date": day, "do": "go", "at": at, **more}


def played(board: Scenario, days: int | None = None, seed: int = 1) -> Session:
    session = Session(board, ("historical", "historical"), seed)
    for _ in session.play(days):
        pass
    return session


def where(session: Session, unit: str) -> str:
    hex = int(session.turn.state.units[U.HEX, session.world.unit_index[unit]])
    return session.world.grid.number(hex) if hex >= 0 else ""


def away(session: Session, unit: str, number: str) -> int:
    """Hexes between a unit and a printed hex."""
    here, there = session.world.grid.index(where(session, unit)), session.world.grid.index(number)
    assert here is not None and there is not None
    return session.world.grid.distance(here, there)


def test_every_deed_of_the_file_is_an_intent() -> None:
    assert set(WHERE) == {kind.name.lower() for kind in IntentKind} | {"improvise"}


def test_a_line_holds_until_the_next_one() -> None:
    go, hold = Intent(IntentKind.GO, hex=5), Intent(IntentKind.HOLD, hex=6)
    track = Track((Line(0, 3, go), Line(2, 3, hold), Line(4, 3, None)))
    found = [intents_on(track, day).get(3) for day in range(5)]
    assert found == [go, go, hold, hold, None]


def test_a_day_by_which_it_should_have_been_there_does_not_outlast_itself() -> None:
    track = Track((Line(0, 3, Intent(IntentKind.GO, hex=5, by_day=1)),))
    assert [intents_on(track, day)[3].by_day for day in range(3)] == [1, 1, -1]


def test_a_formation_goes_where_its_track_leads_on_the_day_that_it_names() -> None:
    board = tracked(PLAIN, "A@0103", "B@0104", "x@1207", red=[march(14, "0303"), march(16, "1003")])
    session = Session(board, ("historical", "historical"))
    for _ in session.play(2):
        pass
    assert away(session, "red-a", "0303") <= 1
    for _ in session.play(3):
        pass
    assert away(session, "red-a", "1003") <= 1


def test_a_delayed_track_and_the_end_come_later() -> None:
    board = tracked(PLAIN, "A@0103", "x@1207", red=[march(15, "1003")], track={"delay": 2})
    assert [line.day for line in board.tracks[RED].lines] == [3]
    assert board.world.calendar.days == 8
    session = played(board, 3)
    assert where(session, "red-a") == "0103"


def test_lifts_run_to_the_end_of_a_delayed_campaign() -> None:
    both = {"side": "red", "capacity": 500}
    lifts = [{"id": "ships", "name": "Ships", "kind": "sea", "at": "0101", **both}]
    closed = {"id": "shut", "name": "Shut", "kind": "sea", "at": "0101", "last": "1945-10-15", **both}
    supply = {"airdrops": [{"id": "drop", "name": "Drop", **both}]}
    board = tracked(PLAIN, "A@0103", "x@1207", red=[], track={"delay": 2}, lifts=[*lifts, closed], supply=supply)
    last = board.world.calendar.days - 1
    assert [lift.last_day for lift in board.world.lifts] == [last, 1]
    assert [drop.last_day for drop in board.world.airdrops] == [last]


def test_load_delays_the_tracks_of_a_scenario() -> None:
    plain, later = load("handan"), load("handan", delay=3)
    for side, track in enumerate(plain.tracks):
        waiting = {line.formation for line in track.lines if line.day <= 0}
        first, rest = later.tracks[side].lines[: len(waiting)], later.tracks[side].lines[len(waiting) :]
        assert {line.formation for line in first} == waiting
        assert all(line.day == 0 and line.intent == Intent(IntentKind.HOLD, avoid_battle=True) for line in first)
        assert [line.day + 3 for line in track.lines] == [line.day for line in rest]
    assert later.world.calendar.days == plain.world.calendar.days + 3
    for column in (U.ARRIVAL_DAY, U.HELD_UNTIL):
        days = plain.start.units[column]
        assert (later.start.units[column] == days + 3 * (days >= 0)).all()
    orders = zip(plain.world.superior_orders, later.world.superior_orders, strict=True)
    assert all(before.day + 3 == after.day and before.last_day + 3 == after.last_day for before, after in orders)
    assert later.hash != plain.hash
    again = from_spec(later.spec)
    assert again.tracks == later.tracks and again.hash == later.hash


def test_no_world_and_no_view_holds_a_track() -> None:
    """The player of the other side gets its own track, which is empty here, and plug-ins get none."""
    board = tracked(PLAIN, "A@0103", "x@1207", red=[march(14, "0303")])
    assert not any(isinstance(value, Track) for value in vars(board.world).values())
    assert board.tracks[BLUE] == Track()
    without = scenario(PLAIN, "A@0103", "x@1207", days=6)
    answers = []
    for each in (board, without):
        session = Session(each, (None, None))
        session.submit(engine.EndPhase())
        enemy = players.make("historical", each.world, BLUE, 1, each.tracks[BLUE])
        answers.append(enemy.act(session.view(BLUE), {}))
    assert answers[0] == answers[1]


class TestDepartures:
    ISLAND = """
        . . . w .
        . . . w .
        . . . w .
    """

    def test_where_no_way_leads_it_improvises_and_says_so(self) -> None:
        board = tracked(self.ISLAND, "A@0101", "x@0303", red=[march(14, "0501")])
        session = played(board, 2)
        (departure,) = recall_departures(board.world, session.memories).values()
        assert (departure.reason, departure.since, departure.wanted.kind) == ("no_way", 0, IntentKind.GO)
        told = list(departures_of(Catalogue("en", board.world), session.memories, 0))
        assert len(told) == 1 and "left the track" in told[0] and "0501" in told[0]
        assert list(departures_of(Catalogue("en", board.world), session.memories, 1)) == []

    def test_who_has_come_over_is_an_enemy_no_more(self) -> None:
        strike = {"formation": "red-army", "date": 14, "do": "attack", "whom": "blue-guard", "at": "0303"}
        board = tracked(PLAIN, "A@0103", "b@0303 of=guard", "c@1207", red=[strike], formations=["blue-guard"])
        player = HistoricalPlayer(board.world, RED, 1, board.tracks[RED])
        session = Session(board, (None, None))
        view = session.view(RED)
        guard = board.world.formation_index["blue-guard"]
        view.formations[F.SIDE, guard] = RED
        _, memory = player.act(view, {})
        assert memory["departures"]["red-army"]["reason"] == "not_an_enemy"
        assert "red-army" in memory["alone"] and memory["intents"]["red-army"]["intent"] != "attack"

    def test_damaged_departures_are_passed_over(self) -> None:
        board = tracked(PLAIN, "A@0103", "x@1207", red=[march(14, "0303")])
        for data in ({"departures": 1}, {"departures": {"red-army": {"since": "x"}}}, {}):
            assert recall_departures(board.world, [data]) == {}


def test_whom_the_track_spares_is_wooed_and_not_attacked() -> None:
    ring = [{"formation": "red-army", "date": 14, "do": "attack", "at": "0503", "spare": ["blue-guard"]}]
    units = ("A@0403 men=9000", "B@0402 men=9000", "g@0503 men=3000 of=guard", "h@1207")
    board = tracked(PLAIN, *units, red=ring, formations=["blue-guard agents=true loyalty=90"])
    session = played(board, 2)
    guard = board.world.formation_index["blue-guard"]
    events = session.turn.events
    assert of_type(events, BattleFought) == []
    assert {event.formation for event in of_type(events, SparingPromised)} == {guard}
    assert {event.formation for event in of_type(events, PoliticalWorkDone)} == {guard}
    assert of_type(events, FormationWentOver) == []


def test_a_saved_and_continued_game_equals_the_uninterrupted_one(tmp_path) -> None:
    """The memory of players that follow a track included."""
    units = ("A@0103 men=9000", "B@0104", "x@0803 men=4000", "y@0804 men=4000")
    board = tracked(PLAIN, *units, red=[march(14, "0603"), {**march(16, "1003"), "do": "attack"}])
    whole = played(board)
    file = tmp_path / "game.hebei"
    first = Session(board, ("historical", "historical"), 1, file)
    for _ in first.play(3):
        pass
    second = resume(read_save(file))
    for _ in second.play():
        pass
    assert second.turn.state.digest() == whole.turn.state.digest()
    assert second.memories == whole.memories == json.loads(json.dumps(whole.memories))


@pytest.mark.parametrize("day", [1, 3])
def test_a_branch_without_a_changed_order_equals_its_parent(tmp_path, day: int) -> None:
    units = ("A@0103 men=9000", "B@0104", "x@0803 men=4000", "y@0804 men=4000")
    board = tracked(PLAIN, *units, red=[march(14, "0603"), {**march(16, "1003"), "do": "attack"}])
    file = tmp_path / "game.hebei"
    parent = Session(board, ("historical", "historical"), 5, file)
    for _ in parent.play():
        pass
    child = branch(read_save(file), day, tmp_path / "branch.hebei")
    for _ in child.play():
        pass
    assert child.turn.state.digest() == parent.turn.state.digest()
    assert child.turn.events == parent.turn.events
    assert child.memories == parent.memories
    assert replayed(read_save(tmp_path / "branch.hebei")).turn.state.digest() == parent.turn.state.digest()
