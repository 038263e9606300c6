"""Lines of a width, in English and Chinese: Chinese breaks anywhere but before a stop or in a number."""

import re

from rich.cells import cell_len
from rich.text import Text

_WIDE = "\u2e80-\uffef"
_OPEN, _STOP = "（“《", "，。、；：）”》"
_GAP = "   "
_PIECE = re.compile(rf"\s+|[{_OPEN}]?(?:[{_WIDE}]|[^\s{_WIDE}]+)[{_STOP}]*")


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` cells; a longer word has a line of its own."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if cell_len((lines[-1] + piece).rstrip()) <= width or not lines[-1]:
            lines[-1] += piece
        elif not piece.isspace():
            lines[-1] = lines[-1].rstrip()
            lines.append(piece)
    return [line.rstrip() for line in lines]


def packed(items: list[Text], width: int) -> list[Text]:
    """Items side by side, as many to a line as there is room for."""
    lines = [Text()]
    for item in items:
        if lines[-1].cell_len and lines[-1].cell_len + len(_GAP) + item.cell_len > width:
            lines.append(Text())
        lines[-1].append(_GAP if lines[-1].cell_len else "").append_text(item)
    return lines


def hang(bullet: str, text: str, width: int) -> str:
    """A paragraph whose further lines are indented by the bullet's width."""
    indent = cell_len(bullet)
    lines = [line for part in text.split("\n") for line in wrap(part, max(20, width - indent))]
    return bullet + ("\n" + " " * indent).join(lines)
