"""Headquarters under a person's intent let their men go first and follow them."""

import pytest

from game.core.intents.intent import Intent, IntentKind
from game.core.orders import EndPhase, Entrench, Move
from game.core.state import U
from game.session.session import Session
from tests.boards import Board

ROWS = "\n".join(["    " + ". " * 12] * 6)
MARCHING = "H@0103 type=headquarters men=1500", "A@0104 men=6000", "B@0102 men=4000"


def session_of(*units: str, kind: IntentKind, goal: str) -> tuple[Board, Session]:
    board = Board(ROWS, *units, days=6)
    session = Session(board.scenario, (None, None))
    formation = session.world.formation_index["red-army"]
    session.give_intent(formation, Intent(kind, board.hex(goal)))
    return board, session


def hexes(board: Board, session: Session, *names: str) -> list[int]:
    return [int(session.turn.state.units[U.HEX, board.unit(name)]) for name in names]


@pytest.mark.parametrize("kind", [IntentKind.GO, IntentKind.ATTACK])
def test_it_marches_after_its_men_and_ends_among_them(kind: IntentKind) -> None:
    board, session = session_of(*MARCHING, "c@1205 men=500", kind=kind, goal="1003")
    session.carry_out_intents()
    marches = [record.order.unit for record in session.records if isinstance(record.order, Move)]
    assert marches[-1] == board.unit("H") and set(marches[:-1]) == {board.unit("A"), board.unit("B")}
    head, first, second = hexes(board, session, "H", "A", "B")
    assert head in {first, second}


def test_it_keeps_out_of_contact_while_some_of_its_men_are() -> None:
    units = "H@0203 type=headquarters men=1500", "A@0603 men=9000", "B@0303 men=4000", "c@0703 men=9000"
    board, session = session_of(*units, kind=IntentKind.ATTACK, goal="0803")
    session.carry_out_intents()
    head, enemy = hexes(board, session, "H", "c")
    assert session.world.grid.distance(head, enemy) > 1


def test_who_goes_back_sends_it_first() -> None:
    units = "H@0503 type=headquarters men=1500", "A@0603 men=6000", "B@0604 men=6000", "c@0803 men=9000"
    board, session = session_of(*units, kind=IntentKind.WITHDRAW, goal="0103")
    session.carry_out_intents()
    head, first, second = hexes(board, session, "H", "A", "B")
    goal = board.hex("0103")
    distance = session.world.grid.distance
    assert distance(head, goal) <= min(distance(first, goal), distance(second, goal))


def test_it_digs_in_only_where_its_men_are_told_to_hold() -> None:
    for kind, digs in ((IntentKind.HOLD, True), (IntentKind.GO, False)):
        units = "H@0303 type=headquarters men=1500", "A@0303 men=6000", "c@1205 men=500"
        board, session = session_of(*units, kind=kind, goal="0303")
        session.carry_out_intents()
        given = [record.order for record in session.records]
        assert (Entrench(board.unit("H")) in given) is digs, kind
        session.submit(EndPhase())


def test_alone_it_does_what_it_was_told() -> None:
    board, session = session_of("H@0103 type=headquarters men=1500", "c@1205", kind=IntentKind.GO, goal="1003")
    before = hexes(board, session, "H")
    session.carry_out_intents()
    assert hexes(board, session, "H") != before
