"""A game in the terminal while it is played or replayed."""

from collections.abc import Iterable

from rich.text import Text

from game.cli.console import console
from game.cli.map_view import RULER, MapView
from game.cli.map_window import Window, around_fighting
from game.cli.tables import print_report
from game.cli.wrap import hang
from game.core.events import Event
from game.core.state import GameState
from game.players import Memory
from game.scenario.load import Scenario
from game.session.chronicle.day_record import DayRecord
from game.session.chronicle.reader import Chronicle
from game.session.chronicle.telling import Topic, tell_day, tell_heading
from game.session.results.departures import departures_of
from game.session.results.report import report
from game.session.results.result import Result, result_of
from game.session.session import Session
from game.session.words.text import Catalogue

_LOWEST, _HIGHEST, _ROOM = 16, 44, 6
"""Rows of the map at least and at most, and how many of the terminal's it leaves free."""

_BULLETS = {
    Topic.FIGHT: ("✕ ", "bold red"),
    Topic.PLACE: ("■ ", "bold yellow"),
    Topic.SUPPLY: ("○ ", "magenta"),
    Topic.MARCH: ("→ ", "cyan"),
    Topic.LOSSES: ("Σ ", "bold"),
    Topic.HISTORY: ("» ", "dim"),
    Topic.QUIET: ("· ", ""),
}


_DEPARTED = "≠ "


class Teller:
    """Tells a game day by day, with a map after each day if it is wanted."""

    def __init__(self, words: Catalogue, scenario: Scenario, start: GameState, *, maps: bool) -> None:
        self.words = words
        self.out = console()
        self._chronicle = Chronicle(scenario.world, start)
        self._view = MapView(words, scenario, self.out) if maps else None
        self._window: Window | None = None

    def read(self, events: Iterable[Event], memories: Iterable[Memory] = ()) -> bool:
        """Go on with the next events; whether they completed a day. ``memories`` are the players' of that day."""
        days = self._chronicle.read(events)
        for record in days:
            self._day(record, list(departures_of(self.words, memories, record.day)))
        return bool(days)

    def finish(self) -> None:
        """Tell what there is of a day that was not finished."""
        record = self._chronicle.unfinished
        if record:
            self._day(record)

    def skip(self, events: Iterable[Event]) -> None:
        """Take note of events that were told before."""
        self._chronicle.read(events)

    def _day(self, record: DayRecord, departures: Iterable[str] = ()) -> None:
        self.out.print()
        for line in day_lines(self.words, record, self.out.width):
            self.out.print(line)
        for told in departures:
            self.out.print(Text(hang(_DEPARTED, told, self.out.width), "italic"))
        if self._view:
            self._map(self._view, record)

    def _map(self, view: MapView, record: DayRecord) -> None:
        """The part of the map where most was fought; the first comes with the legend."""
        is_first = self._window is None
        size = (self.out.width - RULER, min(_HIGHEST, max(_LOWEST, self.out.height - _ROOM)))
        self._window = around_fighting(self.words.world, record.after, size, self._window)
        lines = view.draw(record.after, self._window, {hex for hex, _ in record.fights})
        for line in [Text(), *lines, *(view.legend(self.out.width) if is_first else [])]:
            self.out.print(line)


def day_lines(words: Catalogue, record: DayRecord, width: int) -> list[Text]:
    """A day's heading and sentences."""
    lines = [Text(tell_heading(words, record), "bold")]
    for topic, sentence, _ in tell_day(words, record):
        bullet, style = _BULLETS[topic]
        text = Text(hang(bullet, sentence, width), "dim" if topic is Topic.HISTORY else "")
        text.stylize(style, 0, len(bullet))
        lines.append(text)
    return lines


def tell_game(words: Catalogue, session: Session, days: int | None, *, maps: bool) -> Result:
    """Play a game on and tell it from here, with its result beside history."""
    teller = Teller(words, session.scenario, session.start, maps=maps)
    if session.records:
        teller.skip(session.turn.events)
    else:
        teller.read(session.turn.events)
    for events in session.play(days):
        teller.read(events, session.memories)
    result = result_of(session)
    print_report(teller.out, report(words, session, result))
    return result
