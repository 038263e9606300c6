"""Whoever waits for the rules to be compiled is shown that something happens."""

import pytest

from game.cli import compiling
from game.cli.compiling import compile_rules
from game.resources import LANGUAGES
from game.session.words.text import Texts


class Stop:
    """Looks follow at once, so many of them."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def wait(self, _: float) -> bool:
        self.looks -= 1
        return self.looks < 0


def growth(monkeypatch: pytest.MonkeyPatch, counts: list[int], looks: int = 99) -> list[tuple[int, int]]:
    left = iter(counts)
    monkeypatch.setattr(compiling, "_compiled", lambda: next(left))
    return list(compiling._growth(Stop(looks), 10.0))


def test_parts_are_told_as_they_are_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    assert growth(monkeypatch, [3, 3, 9, 20, 20, 20]) == [(10, 3), (30, 9), (40, 20)]


def test_nothing_is_told_once_no_part_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    assert growth(monkeypatch, [5, 5, 5]) == [(10, 5)]
    assert growth(monkeypatch, [5, 6, 7], 2) == [(10, 5), (20, 6)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_has_the_rules_waits_for_nothing_and_is_told_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setattr(compiling, "is_cached", lambda: True)
    compile_rules(lang)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(compiling, "is_cached", lambda: False)
    monkeypatch.setattr(compiling, "_growth", lambda *_: [(10, 4)])
    words = Texts(lang)
    compile_rules(lang)
    compiling._tell(words, Stop(0))  # type: ignore[arg-type]
    told = capsys.readouterr().err
    assert words.say("watch.compiling") in told and words.say("watch.still_compiling", count=4, seconds=10) in told
