"""What a side is told of a day is what it came to know: nothing of marches, envoys and losses that it could not see."""

from game.core import events as ev
from game.core.battle.accounts import lost_for_good
from game.core.fog.observe import observe
from game.core.orders import SendEnvoy
from game.core.state import F, U
from game.core.victory import score
from game.session.chronicle.accounts import read_accounts
from game.session.chronicle.annals import Annals, last_events
from game.session.chronicle.known import as_known
from game.session.chronicle.reader import Chronicle
from game.session.chronicle.telling import Topic, tell_day
from game.session.results.known_score import known_score
from game.session.session import Session
from game.session.words.text import Catalogue
from tests.boards import BLUE, RED, Board

ROWS = """
    . . . . . . . . .
    . . . . . . . . .
    . . . . . . . . .
    . . . . . . . . .
"""


def day(board: Board) -> object:
    """The record of the board's first day."""
    board.end_day()
    return Chronicle(board.world, board.scenario.start).read(board.turn.events)[0]


def test_the_enemy_s_losses_are_known_in_round_numbers_and_own_ones_exactly() -> None:
    board = Board(ROWS, "A@0202 men=9000", "b@0203 men=5000")
    board.attack("0203", "A")
    record = day(board)
    (true,) = record.fights.values()
    known = as_known(board.world, record, RED)
    (fight,) = known.fights.values()
    assert fight.lost[RED] == true.lost[RED] and fight.lost[BLUE] % 100 == 0
    assert known.losses == (record.losses[RED], fight.lost[BLUE]) and record.losses[BLUE].total != fight.lost[BLUE]


def test_a_march_out_of_sight_is_not_told() -> None:
    board = Board(ROWS, "A@0101", "b@0901", "c@0902")
    board.end_phase()
    board.march("b", "0801", "0701")
    record = day(board)
    words = Catalogue("en", board.world)
    told = [line.text for line in tell_day(words, record) if line.topic is Topic.MARCH]
    assert any("Blue" in text for text in told)
    assert not any(line.topic is Topic.MARCH for line in tell_day(words, as_known(board.world, record, RED)))


def test_an_envoy_is_its_sender_s_secret() -> None:
    board = Board(ROWS, "A@0101", "b@0901", rules={"envoy_risk": 0})
    board.order(SendEnvoy(board.formation("blue-army")))
    board.end_day()
    board.end_day()
    records = Chronicle(board.world, board.scenario.start).read(board.turn.events)
    political = [[as_known(board.world, record, side).political for record in records] for side in (RED, BLUE)]
    arrived = [[type(event) for day in days for event in day] for days in political]
    assert ev.EnvoyArrived in arrived[RED] and ev.EnvoyArrived not in arrived[BLUE]


def test_annals_read_on_and_forget_what_is_taken_back() -> None:
    board = Board(ROWS, "A@0101", "b@0901", days=6)
    session = Session(board.scenario, (None, "greedy"))
    annals = Annals(board.world, session.start, RED)
    from game.core.orders import EndPhase, Entrench, Move

    for _ in range(2):
        session.submit(EndPhase())
        list(session.play())
        annals.read(session.turn.events)
    whole = Annals(board.world, session.start, RED)
    whole.read(session.turn.events)
    assert [record.day for record in annals.days] == [record.day for record in whole.days] == [0, 1]
    session.submit(Entrench(board.unit("A")))
    annals.read(session.turn.events)
    session.undo()
    session.submit(Move(board.unit("A"), (board.hex("0102"),)))
    annals.read(session.turn.events)
    assert annals.accounts == read_accounts(session.start, session.turn.events)
    (last, *_) = last_events(session.turn.events, frozenset({board.unit("A")}))
    assert isinstance(session.turn.events[last], ev.UnitMoved)


def test_views_of_a_day_hold_no_secret_of_the_enemy() -> None:
    board = Board(ROWS, "A@0101", "b@0901")
    known = as_known(board.world, day(board), RED)
    assert known.after.units[U.HEX, board.unit("b")] == -1
    assert (known.after.formations[F.LOYALTY][known.after.formations[F.SIDE] == BLUE] == -1).all()


TERMS = [
    {"kind": "losses", "group": "blue-group", "per": 100},
    {"kind": "losses", "group": "red-group", "per": 100},
]
VICTORY = {
    "favours": "red",
    "terms": TERMS,
    "levels": [{"id": "won", "at": 1, "name": "Won"}, {"id": "lost", "name": "Lost"}],
}


def reckoned(board: Board, side: int) -> int:
    """The score as a side reckons it now."""
    annals = Annals(board.world, board.scenario.start, side)
    annals.read(board.turn.events)
    return known_score(board.world, observe(board.world, board.turn.state, side), annals.toll, side)


def test_a_side_reckons_the_score_by_the_losses_that_it_counted() -> None:
    board = Board(ROWS, "A@0202 men=9000", "b@0203 men=5000", victory=VICTORY)
    board.attack("0203", "A")
    state = board.turn.state
    lost = {side: lost_for_good(state.units, side, [board.unit(unit)]) for side, unit in ((RED, "A"), (BLUE, "b"))}
    assert lost[RED] > 0 and lost[BLUE] > 0
    assert reckoned(board, RED) == (lost[BLUE] + 50) // 100 - lost[RED] // 100
    assert reckoned(board, BLUE) == lost[BLUE] // 100 - (lost[RED] + 50) // 100


def test_the_reckoned_score_tells_nothing_of_losses_out_of_sight() -> None:
    board = Board(ROWS, "A@0101", "b@0901", victory=VICTORY)
    board.set("b", U.STRAGGLED, 1000)
    board.set("b", U.KILLED, 700)
    assert score(board.world, board.turn.state) == 17
    assert (reckoned(board, RED), reckoned(board, BLUE)) == (0, 17)


def test_men_who_went_over_count_for_both_sides_alike() -> None:
    board = Board(ROWS, "A@0101", "b@0103", "c@0104 of=guard", formations=["blue-guard"], victory=VICTORY)
    unit, formation = board.unit("c"), board.formation("blue-guard")
    event = ev.FormationWentOver(formation, RED, (unit,), (5000,), (0,), 50, 3)
    board.turn.emit(event)
    assert score(board.world, board.turn.state) == 50
    assert [reckoned(board, side) for side in (RED, BLUE)] == [50, 50]
