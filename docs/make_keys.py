"""Writes the table of keys in docs/guide.md from `game.ui.keys`: `python docs/make_keys.py`."""

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from game.session.words.text import Texts
from game.ui.keys import USUAL, Action, told_key

GUIDE = Path(__file__).parent / "guide.md"
BEGIN, END = "<!-- keys: begin -->", "<!-- keys: end -->"


def main() -> None:
    """Write the table."""
    GUIDE.write_text(with_keys(GUIDE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def with_keys(guide: str) -> str:
    """The guide with the keys as they are now."""
    before, _, rest = guide.partition(BEGIN)
    _, _, after = rest.partition(END)
    return "\n".join([before + BEGIN, *rows(), END + after])


def rows() -> Iterator[str]:
    """The table."""
    words, names = (Texts("en").entry(f"window.{part}") for part in ("actions", "key_names"))
    yield "| key | what it does |"
    yield "|---|---|"
    for action in Action:
        yield f"| {', '.join(told_key(key, names) for key in USUAL[action])} | {words[action.value]} |"
    yield "| 1–7 | reach in as many days |"


if __name__ == "__main__":
    main()
