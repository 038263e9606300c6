"""The setting that puts words in the place of symbols reaches the board, and every symbol has its word."""

import os

import pygame
import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from game.resources import LANGUAGES
from game.session.words.text import Texts
from game.ui.context import Ui
from game.ui.counters.look import Look
from game.ui.counters.symbols import SYMBOLS
from game.ui.settings import NATO, WORDS, Settings
from tests.boards import scenario

LOOK = Look(0, "infantry", "division", "1", "5.0")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_symbol_has_a_word_and_looks_unlike_it(lang: str) -> None:
    pictures = {}
    for counters in (NATO, WORDS):
        pygame.display.init()
        pygame.font.init()
        pygame.display.set_mode((640, 480))
        board = Ui((640, 480), Settings(lang=lang, counters=counters)).board(scenario("....", "A@0101"))
        pictures[counters] = [
            pygame.image.tobytes(board.artist.picture(LOOK._replace(symbol=symbol), 60), "RGBA") for symbol in SYMBOLS
        ]
    assert set(Texts(lang).entry("window.counter_words")) == set(SYMBOLS)
    assert all(symbol != word for symbol, word in zip(pictures[NATO], pictures[WORDS], strict=True))
    assert len(set(pictures[WORDS])) == len(SYMBOLS)
