"""The hard staff looks ahead on a copy of what it sees, the same way each time, and remembers what it chose."""

import json
from typing import Any

import numpy as np
from hypothesis import given

from game.core import engine
from game.core.state import GameState, U
from game.players.base import Memory
from game.players.staff import StaffPlayer
from game.players.staff.imagine import imagined
from game.players.staff.weights import LEVELS, tempers
from game.session.session import Session
from tests.boards import BLUE, RED, Board
from tests.sketches import LUCK, Sketch, play, sketches

PLAIN = "\n".join([". " * 12] * 7)
SOURCES = {
    "sources": [
        {"id": "base", "name": "Base", "side": "red", "at": "0104", "capacity": 90_000},
        {"id": "camp", "name": "Camp", "side": "blue", "at": "1204", "capacity": 90_000},
    ]
}
UNITS = ("A@0304 men=8000", "B@0404 men=6000", "b@0704 men=5000", "c@0803 men=4000")


def field(**parts: Any) -> Board:
    town = {"name": "Town", "at": "0604", "value": 5, "held_by": "blue"}
    goals = {"red": [{"place": "town", "weight": 10}], "blue": [{"place": "town", "weight": 10}]}
    return Board(PLAIN, *UNITS, supply=SOURCES, places={"town": town}, objectives=goals, days=6, **parts)


@given(sketches(), LUCK)
def test_what_a_view_tells_stays_as_it_is(sketch: Sketch, luck: int) -> None:
    board = sketch.board()
    for _ in play(board, luck, 6):
        pass
    view = board.view(RED)
    before = view.digest()
    guess = imagined(board.world, view, RED, {})
    assert view.digest() == before, "the view itself is left alone"
    ours = view.units[U.SIDE] == RED
    assert np.array_equal(guess.units[:, ours], view.units[:, ours])
    seen = (view.units[U.SIDE] == BLUE) & (view.units[U.HEX] >= 0)
    known = view.units[:, seen] >= 0
    known[U.INITIAL] = False  # the accounts of men must add up
    assert np.array_equal(guess.units[:, seen][known], view.units[:, seen][known])
    assert (guess.units[U.SIDE] >= 0).all(), "everybody is on somebody's side"


@given(sketches(), LUCK)
def test_a_guess_can_be_played_on(sketch: Sketch, luck: int) -> None:
    """A day without orders: dawn, supply, morale and dusk take a guess for a position."""
    board = sketch.board()
    for _ in play(board, luck, 4):
        pass
    state: GameState = board.turn.state
    if state.is_over:
        return
    guess = imagined(board.world, board.view(state.active_side), state.active_side, {})
    turn = engine.resume(board.world, guess, 1)
    while not turn.state.is_over and turn.state.day == state.day:
        engine.submit(turn, engine.EndPhase())


def test_an_enemy_out_of_sight_is_imagined_where_he_was_last_seen() -> None:
    board = field()
    view = board.view(RED)
    unit = board.unit("b")
    view.units[:, unit] = -1
    view.units[[U.GHOST_HEX, U.GHOST_DAY], unit] = board.hex("0704"), 0
    guess = imagined(board.world, view, RED, {unit: 5100})
    assert guess.units[[U.SIDE, U.HEX, U.MEN], unit].tolist() == [BLUE, board.hex("0704"), 5100]


def test_it_chooses_one_of_its_tempers_and_keeps_it_for_the_day() -> None:
    board = field()
    player = StaffPlayer(board.world, RED, 7, "staff-hard")
    view = board.view(RED)
    before = view.digest()
    orders, memory = player.act(view, {})
    day, temper = memory["temper"]
    assert day == view.day and temper in tempers(LEVELS["staff-hard"]) and view.digest() == before
    again = StaffPlayer(board.world, RED, 7, "staff-hard").act(view, {})
    assert again == (orders, memory), "the same view gets the same answer"
    assert player.act(view, memory)[1]["temper"] == [day, temper]


def test_a_game_taken_up_again_goes_on_as_if_it_had_not_been_left() -> None:
    """Memory included: new players go on from what the others remembered, through JSON."""
    board = field()
    names = ("staff-hard", "staff")
    whole = Session(board.scenario, names, 5)
    for _ in whole.play():
        pass
    first = Session(board.scenario, names, 5)
    for _ in first.play(3):
        pass
    second = Session(board.scenario, names, 5, position=first.turn.state)
    memories: list[Memory] = json.loads(json.dumps(first.memories))
    second.memories = memories
    for _ in second.play():
        pass
    assert second.turn.state.digest() == whole.turn.state.digest()
