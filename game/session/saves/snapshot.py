"""A position as one line of text. Columns go by name, so that other versions of the program can read it."""

import base64
import binascii
import json
import zlib
from enum import IntEnum

import numpy as np

from game.core.luck import Purpose
from game.core.state import GameState


def encode(state: GameState) -> str:
    """A position as compressed text."""
    blocks = {
        block: {column.name: getattr(state, block)[column].tolist() for column in _columns(block)}
        for block in GameState.BLOCKS
    }
    packed = zlib.compress(json.dumps(blocks, separators=(",", ":")).encode(), 6)
    return base64.b64encode(packed).decode("ascii")


def decode(text: str, like: GameState) -> GameState:
    """The position that `encode` made; columns it does not know stay as in ``like``.

    Raises ValueError for text of another making or for other numbers of units, places and so on.
    """
    try:
        blocks = json.loads(zlib.decompress(base64.b64decode(text, validate=True)))
        state = like.copy()
        for block in GameState.BLOCKS:
            known = blocks.get(block, {})
            for column in _columns(block):
                if column.name in known:
                    row = np.array(known[column.name], dtype=np.int64)
                    if row.shape != getattr(state, block)[column].shape:
                        raise ValueError(f"{block} has another length")
                    getattr(state, block)[column] = row
    except (binascii.Error, zlib.error, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise ValueError("it cannot be unpacked") from error
    return state


def _columns(block: str) -> type[IntEnum]:
    return GameState.COLUMNS.get(block, Purpose)
