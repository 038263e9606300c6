"""Entering history on any day, the numbers that commands write into a scenario, and where a game leaves its tracks."""

from datetime import date
from pathlib import Path

import pytest

import game
from game.scenario.load import load
from game.scenario.record import NoRoom, record
from game.session.enter import Fate, NoSuchDay, enter
from game.session.replay import resume
from game.session.results.shadow import first_leaving, leavings
from game.session.saves.save import read_save
from game.session.seeds import MOST_SEED
from game.session.session import Session
from game.ui.saves import Shelf
from game.ui.title.setup import Setup, read_card
from tests.boards import BLUE, RED, scenario
from tests.test_track import PLAIN, march, tracked, where

DATA = Path(__file__).parent / "data"


def board(**position: object) -> game.Scenario:
    """Red marches east; on the third day somebody is said to stand somewhere."""
    positions = [{"date": "1945-10-16", "source": "test", "within_km": 3, **position}] if position else []
    units = ("A@0103 men=9000", "B@0104", "x@1207 men=4000")
    return tracked(PLAIN, *units, red=[march(14, "0903")], track={"positions": positions})


def test_a_game_is_entered_where_the_reference_run_leads() -> None:
    run = Session(board(), ("historical", "historical"), 1)
    for _ in run.play(2):
        pass
    entered = enter(board(), 2)
    assert entered.session.turn.state.digest() == run.turn.state.digest()
    assert (entered.seed, entered.differences, entered.session.start.day) == (1, [], 2)


def test_the_reference_is_the_scenario_s_unless_another_is_asked_for() -> None:
    made = tracked(PLAIN, "A@0103", "x@1207", red=[march(14, "0903")], track={"reference": 7})
    assert enter(made, 1).seed == enter(made, 1).session.seed == 7
    assert enter(made, 1, seed=3).seed == 3
    assert enter(made, 1, seed=0).seed == 0


def test_a_game_set_up_by_hand_has_the_luck_that_was_typed(tmp_path: Path) -> None:
    """On a day of history too, whose first days have the luck of the reference run."""
    setup = Setup.of(read_card("valley", DATA / "valley.yaml"))
    setup.seats = ["greedy", "greedy"]
    for entry in (None, "#1"):
        setup.entry = entry
        for typed in (1, MOST_SEED):
            setup.set_seed(str(typed))
            assert setup.make(Shelf.open(tmp_path)).seed == setup.seed == typed


def test_a_game_has_its_own_luck_after_the_same_history() -> None:
    usual, other = enter(board(), 2), enter(board(), 2, luck=9)
    assert (usual.seed, other.seed, usual.session.seed, other.session.seed) == (1, 1, 1, 9)
    assert usual.session.turn.state.digest() == other.session.turn.state.digest()


def test_who_agrees_with_the_documents_stays() -> None:
    there = where(enter(board(), 2).session, "red-a")
    (difference,) = enter(board(who="red-a", at=there), 2).differences
    assert difference.fate is Fate.AGREES and difference.found == difference.placed


def test_who_does_not_is_moved_and_told() -> None:
    entered = enter(board(who="red-a", at="0206"), 2)
    (difference,) = entered.differences
    assert difference.fate is Fate.MOVED and where(entered.session, "red-a") == "0206"
    assert difference.position.source == ("test", "test")


def test_a_place_falls_to_who_is_set_down_in_it() -> None:
    places = {"town": {"name": "Town", "at": "0206", "held_by": "blue"}}
    positions = [{"date": "1945-10-16", "who": "red-a", "at": "town"}]
    made = tracked(PLAIN, "A@0103", "x@1207", red=[march(14, "0903")], track={"positions": positions}, places=places)
    assert enter(made, 2).session.turn.state.places[0, 0] == RED


def test_nobody_is_set_down_among_enemies_or_in_a_crowd() -> None:
    entered = enter(board(who="red-a", at="1207"), 2)
    placed = where(entered.session, "red-a")
    assert placed != "1207" and entered.differences[0].fate is Fate.MOVED
    crowded = enter(board(who="red-group", at="0206"), 2)
    assert {where(crowded.session, "red-a"), where(crowded.session, "red-b")} != {"0206"}


def test_who_is_still_to_come_is_left_where_he_will() -> None:
    made = tracked(
        PLAIN,
        *("A@0103", "x@1207", "C@0101 arrives=18"),
        red=[march(14, "0903")],
        track={"positions": [{"date": "1945-10-16", "who": "red-c", "at": "0206"}]},
    )
    (difference,) = enter(made, 2).differences
    assert difference.fate is Fate.STILL_TO_COME and where(enter(made, 2).session, "red-c") == ""


@pytest.mark.parametrize("day", [-1, 6, 10**9])
def test_a_day_that_does_not_exist_is_told(day: int) -> None:
    with pytest.raises(NoSuchDay, match="runs from 1945-10-14 to 1945-10-19"):
        enter(board(), day)


def test_without_a_track_there_is_nothing_to_enter() -> None:
    with pytest.raises(NoSuchDay, match="has no track"):
        enter(scenario(PLAIN, "A@0103", "x@1207", days=6), 2)


def test_an_entered_game_is_saved_and_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "entered.hebei"
    whole = enter(board(who="red-a", at="0206"), 2).session
    for _ in whole.play():
        pass
    saved = enter(board(who="red-a", at="0206"), 2, save=file).session
    for _ in saved.play(1):
        pass
    again = resume(read_save(file))
    for _ in again.play():
        pass
    assert again.turn.state.digest() == whole.turn.state.digest()


def test_play_enters_on_a_date() -> None:
    result = game.play(board(), ("historical", "historical"), start_on=date(1945, 10, 16))
    assert result.over and result.day == 5


class TestLeavings:
    def test_who_keeps_to_the_track_leaves_it_nowhere(self) -> None:
        session = Session(board(), ("historical", "historical"), 1)
        for _ in session.play():
            pass
        assert leavings(session) == []

    def test_the_first_other_order_is_found(self) -> None:
        session = Session(board(), (None, "historical"), 1)
        for _ in range(2):
            session.submit(game.core.orders.EndPhase())
            list(session.play())
        leaving = first_leaving(session, RED)
        assert leaving is not None and (leaving.day, leaving.side) == (0, RED)
        assert leaving.given == game.core.orders.EndPhase() and leaving.wanted != leaving.given
        assert first_leaving(session, BLUE) is None

    def test_a_track_that_leads_nowhere_is_left_where_it_ends(self) -> None:
        made = tracked("...w.\n...w.", "A@0101", "x@0301", red=[march(15, "0501")])
        session = Session(made, ("historical", "historical"), 1)
        for _ in session.play():
            pass
        (leaving,) = leavings(session)
        assert leaving.day == 1 and leaving.improvised is not None and leaving.improvised.reason == "no_way"


class TestRecord:
    def test_a_number_is_replaced_and_nothing_else(self, tmp_path: Path) -> None:
        text = (DATA / "valley.yaml").read_text(encoding="utf-8")
        file = tmp_path / "valley.yaml"
        file.write_text(text, encoding="utf-8")
        record(file, ("track", "reference"), 41)
        assert file.read_text(encoding="utf-8") == text.replace("reference: 7", "reference: 41")

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("null  # the median of 20 games", "-12  # the median of 20 games"),
            ("+40 # of 3", "-12 # of 3"),
            ("1_000", None),
        ],
    )
    def test_what_stands_beside_a_number_stays(self, tmp_path: Path, before: str, after: str | None) -> None:
        text = (DATA / "valley.yaml").read_text(encoding="utf-8")
        file = tmp_path / "valley.yaml"
        file.write_text(text.replace("victory:\n", f"victory:\n  par: {before}\n", 1), encoding="utf-8")
        if after is None:
            with pytest.raises(NoRoom, match="write `par: -12` there yourself"):
                record(file, ("victory", "par"), -12)
        else:
            record(file, ("victory", "par"), -12)
            assert f"  par: {after}\n" in file.read_text(encoding="utf-8")

    def test_a_number_is_added_where_there_is_none(self, tmp_path: Path) -> None:
        text = (DATA / "valley.yaml").read_text(encoding="utf-8")
        file = tmp_path / "valley.yaml"
        file.write_bytes(text.replace("\n", "\r\n").encode("utf-8"))
        record(file, ("victory", "par"), -12)
        added = file.read_bytes().decode("utf-8").replace("\r\n", "\n")
        assert added == text.replace("victory:\n  favours: com", "victory:\n  par: -12\n  favours: com", 1)
        assert load(file).world.victory.par == -12

    def test_what_cannot_be_added_is_told_and_nothing_written(self, tmp_path: Path) -> None:
        text = (DATA / "valley.yaml").read_text(encoding="utf-8").partition("\ntrack:")[0] + "\n"
        file = tmp_path / "valley.yaml"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(NoRoom, match="write `reference: 3` into track yourself"):
            record(file, ("track", "reference"), 3)
        assert file.read_text(encoding="utf-8") == text and list(tmp_path.iterdir()) == [file]
