"""A word, and then a sign of life, while the rules are compiled on their first use."""

import threading
from collections.abc import Iterator

from game.cli.console import note
from game.core.kernels.jit import cache_folder, is_cached
from game.session.words.text import Texts

_EVERY = 10.0
"""Seconds between two signs of life."""


def compile_rules(lang: str) -> None:
    """Say so when the first game on this computer has to wait for its rules, and go on saying how far they are."""
    if not is_cached():
        words = Texts(lang)
        note(words.say("watch.compiling"))
        threading.Thread(target=_tell, args=(words, threading.Event()), name="compiling", daemon=True).start()


def _tell(words: Texts, stop: threading.Event) -> None:
    """Tell of parts as they are compiled."""
    for seconds, count in _growth(stop):
        note(words.say("watch.still_compiling", count=count, seconds=seconds))


def _growth(stop: threading.Event, every: float = _EVERY) -> Iterator[tuple[int, int]]:
    """Seconds and parts at every look, until two looks find no new part or it is stopped."""
    seen, idle, looks = 0, 0, 0
    while idle < 2 and not stop.wait(every):
        looks, count = looks + 1, _compiled()
        idle = 0 if count > seen else idle + 1
        if count > seen:
            seen = count
            yield round(looks * every), count


def _compiled() -> int:
    """How many pieces of machine code the cache holds."""
    return sum(1 for _ in cache_folder().rglob("*.nbc"))
