"""The after-action report as files."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from game.session.results.aftermath_report import after_action
from game.session.results.result import result_of
from game.session.session import Session
from game.session.words.plain_text import plain
from game.session.words.text import Catalogue
from game.ui.board.view import scenario_palette
from game.ui.export.film import SUFFIXES, Footage, frames
from game.ui.export.graphs import GRAPHS, Plot, write_graph
from game.ui.export.picture import Wish, save
from game.ui.land.camera import Size
from game.ui.style.palette import STANDARD


class Edition(NamedTuple):
    """How a report is written."""

    size: Size = (1280, 720)
    palette: str = STANDARD
    film: str = SUFFIXES[0]
    """The suffix of the film's file, empty for none: then there are no pictures of its days either."""


def write_report(words: Catalogue, session: Session, folder: Path, edition: Edition) -> Iterator[Path]:
    """Write text, graphs and film into a folder that exists, each file named once it is there. Raises OSError."""
    text = folder / "report.txt"
    text.write_text(plain(after_action(words, session, result_of(session))), encoding="utf-8")
    yield text
    plot = Plot.of(words, session, scenario_palette(session.scenario, edition.palette))
    for kind in GRAPHS:
        picture = folder / f"{kind}.png"
        write_graph(plot, kind, picture, edition.size)
        yield picture
    if edition.film:
        yield from _film(words, session, folder, edition)


def _film(words: Catalogue, session: Session, folder: Path, edition: Edition) -> Iterator[Path]:
    """Each day as a picture, and all of them moving."""
    days = folder / "days"
    days.mkdir(exist_ok=True)
    with Footage() as footage:
        for day, picture in frames(session, Wish(edition.size, lang=words.lang, palette=edition.palette)):
            path = days / f"{words.world.calendar.date(day)}.png"
            save(picture, path)
            footage.add(picture)
            yield path
        film = folder / f"film{edition.film}"
        footage.write(film)
        yield film
