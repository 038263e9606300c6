"""What an explanation is made of, and who asks for it: every answer is taken from what the asker may know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from game.core import engine
from game.core.events import Event
from game.core.fog.insight import side_of
from game.core.intents.intent import Intent
from game.core.state import Clock, GameState, U
from game.core.world import World
from game.session.chronicle.accounts import Accounts, read_accounts
from game.session.results.departures import Departure
from game.session.words.staff_words import Briefs
from game.session.words.table import Table
from game.session.words.text import Catalogue, capital

EVERYBODY = -1
"""The asker who sees both sides, as somebody does who watches a game."""


class Section(NamedTuple):
    """Sentences under a heading, and a table below them if figures are many."""

    heading: str
    lines: list[str]
    table: Table | None = None


class Explanation(NamedTuple):
    """The answer to one question."""

    title: str
    sections: list[Section]

    @classmethod
    def of(cls, title: str, sections: list[Section]) -> "Explanation":
        """An answer without the sections of which the asker knows nothing."""
        return cls(title, [section for section in sections if section.lines or section.table])


@dataclass(frozen=True)
class Inquiry:
    """The asker and the position asked about."""

    words: Catalogue
    known: GameState
    """The position as the asker knows it."""
    asker: int = EVERYBODY
    accounts: Accounts = field(default_factory=Accounts)
    intents: Mapping[int, Intent] = field(default_factory=dict)
    """What formations of either side have been told to do."""
    departures: Mapping[int, Departure] = field(default_factory=dict)
    """Formations of either side that had to leave their track."""
    briefs: Briefs = field(default_factory=Briefs)
    """What players that plan have in mind."""

    @property
    def world(self) -> World:
        """The world asked about."""
        return self.words.world

    def may_know(self, side: int) -> bool:
        """Whether the asker may know what a side keeps to itself."""
        return self.asker in (EVERYBODY, side)

    def value(self, unit: int, column: U) -> int:
        """A column of a unit as the asker knows it."""
        return int(self.known.units[column, unit])

    def side_of(self, unit: int) -> int:
        """The side a unit fights for."""
        return side_of(self.known, unit)

    def ordered_by(self, side: int) -> GameState:
        """The position as a side would give orders in it now."""
        view = engine.observe(self.world, self.known, side)
        view.clock[Clock.SIDE] = side
        return view

    def say(self, key: str, **parts: object) -> str:
        """A sentence of the catalogue's part for explanations."""
        return self.words.sentence(f"explain.{key}", **parts)

    def title(self, name: str, side: int, formation: int) -> str:
        """What an answer is about: its name, the formation above it unless that is -1, and its side."""
        above = [self.words.formation_name(formation)] if formation >= 0 else []
        return " · ".join([capital(name), *above, self.words.side(side)])

    def section(self, key: str, lines: Iterable[str], table: Table | None = None) -> Section:
        """Lines under one of the catalogue's headings."""
        return Section(self.words.say(f"explain.headings.{key}"), list(lines), table)


def inquire(
    words: Catalogue,
    position: GameState,
    side: int = EVERYBODY,
    events: Iterable[Event] = (),
    start: GameState | None = None,
    intents: Mapping[int, Intent] | None = None,
) -> Inquiry:
    """A question of a side, or of everybody, about a true position.

    ``events`` since ``start`` give the accounts by day; without them there are none.
    ``intents`` are those of the formations that have one.
    """
    known = position.copy() if side == EVERYBODY else engine.observe(words.world, position, side)
    accounts = Accounts() if start is None else read_accounts(start, events)
    return Inquiry(words, known, side, accounts, intents or {})
