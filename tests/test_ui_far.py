"""Beyond a unit's reach the pointer tells why: the way is too long, or what bars it, in the words of a refusal."""

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.core.orders import Move
from game.core.refusal import Reason
from game.core.state import U
from game.resources import LANGUAGES
from game.session.words.wording import tell_refusal
from game.ui.play.far import Beyond, FarHint
from game.ui.play.hints import MarchHint
from game.ui.play.marks import far_words
from tests.boards import RED, Board, scenario
from tests.desks import Desk, desk_of

LONG = ". . . . . . . . . . . ."
RIGHT = 3


def far(board: Board, name: str, number: str) -> FarHint | None:
    return Beyond(board.world, board.view(RED), board.unit(name)).hint(board.hex(number))


def test_a_hex_too_far_tells_by_how_much() -> None:
    """An open hex costs 3 km of a day's 20."""
    board = Board(LONG, "A@0101")
    found = far(board, "A", "1201")
    assert found is not None and found.refusal.reason is Reason.TOO_FAR
    assert found.refusal == board.refuse(Move(board.unit("A"), (board.hex("1201"),)))
    assert found.cost == 11 * 30 and found.cost > found.budget > 0


def test_in_reach_and_under_the_unit_there_is_nothing_to_tell() -> None:
    board = Board(LONG, "A@0101")
    assert far(board, "A", "0301") is None and far(board, "A", "0101") is None


@pytest.mark.parametrize("end", ["0501", "1201"])
def test_what_an_enemy_stands_in_the_way_of_is_barred_however_far_it_is(end: str) -> None:
    board = Board(LONG, "A@0101", "b@0301", options={"fog": 0})
    found = far(board, "A", end)
    assert found is not None and found.refusal.reason is Reason.ENEMY_IN_HEX
    assert found.refusal.hexes == (board.hex("0301"),) and found.cost < 0


def test_a_way_from_zone_to_zone_is_barred_where_it_enters_the_second() -> None:
    board = Board(". . . . . . . . . .\nw w . w w w w w w w", "A@0101", "b@0302", options={"fog": 0})
    found = far(board, "A", "0901")
    assert found is not None and found.refusal.reason is Reason.ZONE_TO_ZONE
    assert found.refusal.hexes == (board.hex("0301"),)


def test_water_has_no_way() -> None:
    found = far(Board(". . . w . .", "A@0101"), "A", "0601")
    assert found is not None and found.refusal.reason is Reason.IMPASSABLE


def test_a_unit_that_has_attacked_marches_nowhere() -> None:
    board = Board(LONG, "A@0101")
    board.set("A", U.ATTACKED, 1)
    board.set("A", U.STRUCK, board.hex("0201"))
    found = far(board, "A", "0201")
    assert found is not None and found.refusal.reason is Reason.HAS_ATTACKED


@pytest.fixture(params=LANGUAGES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    made = desk_of(scenario("\n".join([LONG] * 3), "A@0102 men=6000", "d@1203 men=5000"), tmp_path, lang=request.param)
    yield made
    made.app.close()


def test_the_pointer_and_the_click_say_the_same(desk: Desk) -> None:
    desk.click(desk.at("0102"))
    desk.move(desk.at("0202"))
    assert isinstance(desk.screen.pointer.hint(), MarchHint)
    desk.move(desk.at("0902"))
    hint = desk.screen.pointer.hint()
    assert isinstance(hint, FarHint)
    first, second = far_words(desk.app.ui, desk.screen.table.words, hint)
    assert first == tell_refusal(desk.screen.table.words, hint.refusal)
    assert f"{hint.cost / 10:g}" in second and f"{(hint.cost - hint.budget) / 10:g}" in second
    desk.click(desk.at("0902"), RIGHT)
    assert desk.orders() == [] and desk.screen.notice.words == first


def test_the_words_stand_beside_the_pointer(desk: Desk) -> None:
    """And go when the pointer does."""
    desk.click(desk.at("0102"))
    desk.settle()
    x, y = desk.at("0902")
    beside = pygame.Rect(x + 20, y + 20, 60, 30)

    def shown() -> bytes:
        desk.pump(3)
        return pygame.image.tobytes(pygame.display.get_surface().subsurface(beside), "RGB")

    before = shown()
    desk.move((x, y))
    assert shown() != before
    desk.move(desk.at("0101"))
    desk.settle()
    assert shown() == before
