"""A game in the terminal while it is played or replayed."""

from argparse import Namespace

from rich.console import Console
from rich.text import Text

from game.cli.console import console, note
from game.cli.map_view import MapView
from game.cli.map_window import around_fighting
from game.cli.wrap import hang
from game.core.kernels.jit import is_cached
from game.session.chronicle import Chronicle, DayRecord
from game.session.session import Session
from game.session.telling import Topic, tell_day, tell_heading
from game.session.text import Catalogue

_BULLETS = {
    Topic.FIGHT: ("✕ ", "bold red"),
    Topic.PLACE: ("■ ", "bold yellow"),
    Topic.SUPPLY: ("○ ", "magenta"),
    Topic.MARCH: ("→ ", "cyan"),
    Topic.LOSSES: ("Σ ", "bold"),
    Topic.HISTORY: ("» ", "dim"),
    Topic.QUIET: ("· ", ""),
}


def tell_game(session: Session, arguments: Namespace) -> None:
    """Play and tell."""
    words = Catalogue(arguments.lang, session.world)
    out = console()
    compiling = not is_cached()
    if compiling:
        note(words.say("watch.compiling"), end=" ")
    chronicle = Chronicle(session.world, session.start)
    view = MapView(words, session.scenario, out)
    window = None
    days = chronicle.read(session.turn.events)
    for events in session.play(arguments.days):
        for record in [*days, *chronicle.read(events)]:
            if compiling:
                note(words.say("watch.compiled"))
                compiling = False
            print_day(out, words, record)
            if arguments.map:
                window = around_fighting(session.world, record.after, (out.width - 4, 36), window)
                fought = {hex for hex, _ in record.fights}
                for line in view.draw(record.after, window, fought):
                    out.print(line)
        days = []


def print_day(out: Console, words: Catalogue, record: DayRecord) -> None:
    """A day's heading and lines."""
    out.print(Text(f"\n{tell_heading(words, record)}", style="bold"))
    for line in tell_day(words, record):
        bullet, style = _BULLETS[line.topic]
        text = Text(hang(bullet, line.text, out.width), "dim" if line.topic is Topic.HISTORY else "")
        text.stylize(style, 0, len(bullet))
        out.print(text)
