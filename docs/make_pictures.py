"""Draws the pictures of the README and the guides: `python docs/make_pictures.py`.

They are the program's own output. The terminal becomes SVG cell by cell: half
blocks become rectangles, so that no font can leave gaps between them. The board
is what `hebei show --picture` draws, as JPEG because that is a fifth of a PNG.
"""

import io
import sys
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.color import Color, ColorType
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

sys.path.insert(0, str(Path(__file__).parents[1]))

from game.cli.map_view import RULER, MapView
from game.cli.map_window import around_fighting
from game.cli.tell_game import day_lines
from game.scenario.load import Scenario, load
from game.session.chronicle.reader import Chronicle
from game.session.session import Session
from game.session.words.text import Catalogue
from game.ui.export.picture import Wish, paint, save

PICTURES = Path(__file__).parent / "pictures"
COLUMNS, ROWS = 112, 30
CELL = (8, 17)
MARGIN = 14
NIGHT = TerminalTheme(
    (24, 26, 30),
    (214, 210, 200),
    [(24, 26, 30), (206, 84, 76), (120, 160, 90), (214, 176, 92), (92, 140, 200), (176, 124, 176), (100, 168, 176),
     (214, 210, 200)],
    [(110, 112, 116), (232, 104, 94), (150, 190, 120), (240, 206, 120), (124, 170, 226), (206, 154, 206),
     (130, 200, 206), (255, 252, 244)],
)  # fmt: skip


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / "watch.svg").write_text(svg(watched("handan", 10)), encoding="utf-8", newline="\n")
    pocket = load("handan@the-pocket")
    board(pocket, "board-close.jpg", Wish((1280, 720), place(pocket, "cuiqu"), 90, "zh"))
    board(load("handan"), "board-whole.jpg", Wish((760, 1240)))


def board(scenario: Scenario, name: str, wish: Wish) -> None:
    """The start of a scenario as the window draws it."""
    save(paint(scenario, scenario.start, wish), PICTURES / name)


def place(scenario: Scenario, id: str) -> int:
    """The hex of a place."""
    return scenario.world.places[scenario.world.place_index[id]].hex


def watched(scenario: str, day: int) -> list[Text]:
    """A day of a game as `hebei watch` shows it."""
    session = Session(load(scenario), ("greedy", "greedy"))
    chronicle = Chronicle(session.world, session.start)
    records = chronicle.read(session.turn.events)
    for events in session.play(day):
        records += chronicle.read(events)
    record = records[day - 1]
    words = Catalogue("en", session.world)
    view = MapView(words, session.scenario, terminal())
    window = around_fighting(session.world, record.after, (COLUMNS - RULER, ROWS))
    drawn = view.draw(record.after, window, {hex for hex, _ in record.fights})
    return [*day_lines(words, record, COLUMNS), Text(), *drawn, *view.legend(COLUMNS)]


def terminal() -> Console:
    """One with all colours."""
    return Console(file=io.StringIO(), width=COLUMNS, color_system="truecolor", force_terminal=True)


def svg(lines: Iterable[Text]) -> str:
    """The lines as they stand on a terminal."""
    console = terminal()
    rows = [row for line in lines for row in console.render_lines(line, pad=False)]
    width, height = COLUMNS * CELL[0] + 2 * MARGIN, len(rows) * CELL[1] + 2 * MARGIN
    body = [f'<rect width="{width}" height="{height}" rx="8" fill="{NIGHT.background_color.hex}"/>']
    for number, row in enumerate(rows):
        body += _row(row, MARGIN + number * CELL[1])
    font = "font-family=\"'DejaVu Sans Mono','Menlo','Consolas','Noto Sans Mono CJK SC',monospace\" font-size=\"13.2\""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {font} xml:space="preserve">'
    return "\n".join([head, *body, "</svg>\n"])


def _row(segments: list[Segment], y: int) -> Iterator[str]:
    x = MARGIN
    for text, style, _ in segments:
        for half, letters in groupby(text.rstrip("\n"), key=lambda letter: letter == "▀"):
            run = "".join(letters)
            wide = cell_len(run) * CELL[0]
            yield from _run(run, style or Style(), (x, y, wide), half)
            x += wide


def _run(run: str, style: Style, box: tuple[int, int, int], half: bool) -> Iterator[str]:
    x, y, wide = box
    ink, paper = _hex(style.color, True), _hex(style.bgcolor, False)
    if style.bgcolor:
        yield f'<rect x="{x}" y="{y}" width="{wide + 0.3}" height="{CELL[1] + 0.3}" fill="{paper}"/>'
    if half:
        yield f'<rect x="{x}" y="{y}" width="{wide + 0.3}" height="{CELL[1] / 2}" fill="{ink}"/>'
    elif run.strip():
        left = len(run) - len(run.lstrip())
        word = run.strip()
        bold = ' font-weight="bold"' if style.bold else ""
        dim = ' opacity="0.6"' if style.dim else ""
        at = f'x="{x + left * CELL[0]}" y="{y + 13}" textLength="{cell_len(word) * CELL[0]}"'
        yield f'<text {at} fill="{ink}"{bold}{dim} lengthAdjust="spacingAndGlyphs">{escape(word)}</text>'


def _hex(color: Color | None, foreground: bool) -> str:
    if color is None or color.type is ColorType.DEFAULT:
        return (NIGHT.foreground_color if foreground else NIGHT.background_color).hex
    return color.get_truecolor(NIGHT, foreground).hex


if __name__ == "__main__":
    main()
