"""The graphs of a game's end: losses, cohesion, supply and luck by day, in the colours and the font of the map."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pygame

from game.core.events import DayBegan
from game.core.kinds import SupplyState
from game.core.luck import LUCK_ONE
from game.core.world import SIDES
from game.session.results.aftermath import Series, series
from game.session.results.luck_ledger import draws
from game.session.results.report import documented_losses
from game.session.session import Session
from game.session.words.text import Catalogue, capital
from game.ui.land.camera import Size
from game.ui.style.palette import Colour, Palette, mixed
from game.ui.style.text import font_file

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DPI = 100
_LETTER = 11.0
_STATES = ("good", "fair", "poor", "bad")
_MOST_TICKS = 8
_WIDEST_BARS = 0.08
"""A day's bars as a share of the axis, so that the first days are no walls."""


class Plot(NamedTuple):
    """What every graph is drawn from."""

    words: Catalogue
    session: Session
    found: Series
    palette: Palette

    @classmethod
    def of(cls, words: Catalogue, session: Session, palette: Palette, sides: tuple[int, ...] = SIDES) -> "Plot":
        """The days of a game, of these sides only."""
        return cls(words, session, series(session, sides), palette)

    @property
    def shown(self) -> list[int]:
        """The sides that have days."""
        return [side for side in SIDES if self.found.sides[side]]

    def day(self, number: int) -> str:
        """A day at the axis."""
        return self.words.day(number, "brief")


def graph_surface(plot: Plot, kind: str, size: Size, scale: float = 1.0) -> pygame.Surface:
    """A graph for the window; ``scale`` is that of the interface."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    with _look(plot.palette):
        canvas = FigureCanvasAgg(_figure(plot, kind, size, scale))
        canvas.draw()
        return pygame.image.frombuffer(bytes(canvas.buffer_rgba()), canvas.get_width_height(), "RGBA").convert_alpha()


def write_graph(plot: Plot, kind: str, path: Path, size: Size = (1280, 720), scale: float = 1.5) -> None:
    """A graph as a PNG. Raises OSError."""
    with _look(plot.palette):
        _figure(plot, kind, size, scale).savefig(path, format="png", dpi=_DPI * scale)


def _figure(plot: Plot, kind: str, size: Size, scale: float) -> "Figure":
    from matplotlib.figure import Figure

    dpi = _DPI * scale
    figure = Figure((size[0] / dpi, size[1] / dpi), dpi=dpi, layout="constrained")
    GRAPHS[kind](plot, figure)
    return figure


@contextmanager
def _look(palette: Palette) -> Iterator[None]:
    """Our font and paper while a figure is made and drawn."""
    import matplotlib as mpl
    from matplotlib import font_manager

    for bold in (False, True):
        if not any(entry.fname == str(font_file(bold)) for entry in font_manager.fontManager.ttflist):
            font_manager.fontManager.addfont(str(font_file(bold)))
    family = font_manager.FontProperties(fname=str(font_file(False))).get_name()
    paper, ink = _hex(palette.window["paper"]), _hex(palette.window["ink"])
    faint, soft = (_hex(mixed(palette.window["paper"], palette.window["ink"], share)) for share in (0.16, 0.7))
    settings: dict[str, Any] = {
        "font.family": family, "font.size": _LETTER, "axes.unicode_minus": True, "axes.facecolor": paper,
        "figure.facecolor": paper, "text.color": ink, "axes.labelcolor": ink, "xtick.color": soft, "ytick.color": soft,
        "axes.edgecolor": soft, "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False,
        "xtick.major.size": 0, "ytick.major.size": 0, "xtick.major.pad": 6, "axes.grid": True, "axes.grid.axis": "y",
        "grid.color": faint, "grid.linewidth": 0.8, "axes.axisbelow": True, "axes.titleweight": "bold",
        "axes.titlelocation": "left", "axes.titlesize": _LETTER + 2, "axes.titlepad": 12, "legend.facecolor": paper,
        "legend.edgecolor": paper, "legend.framealpha": 0.9, "legend.fancybox": False, "lines.linewidth": 2.4,
        "lines.markersize": 7.5, "lines.markeredgecolor": paper, "lines.markeredgewidth": 1.4,
        "lines.solid_joinstyle": "round", "figure.constrained_layout.w_pad": 0.1,
    }  # fmt: skip
    with mpl.rc_context(settings):
        yield


def _losses(plot: Plot, figure: "Figure") -> None:
    """Men lost so far, with the losses of each day as bars and the documented totals as broken lines."""
    axes, words = figure.subplots(), plot.words
    whole = min(0.8, _WIDEST_BARS * len(plot.found.days))
    width = whole / max(1, len(plot.shown))
    for place, side in enumerate(plot.shown):
        colour, days = _hex(plot.palette.sides[side].face), plot.found.days
        totals = [row.total for row in plot.found.sides[side]]
        daily = [today.total for today in plot.found.losses[side]]
        left = [day + (place + 0.5) * width - whole / 2 for day in days]
        axes.bar(left, daily, width, color=_hex(plot.palette.sides[side].light), alpha=0.6)
        axes.plot(days, totals, color=colour, marker=_MARKERS[side], label=words.side(side))
        documented = documented_losses(words.world, side).get("total")
        if documented:
            name = words.say("graphs.documented", side=words.side(side))
            axes.axhline(documented, color=colour, linestyle="--", linewidth=1.2, label=name)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    _finish(plot, axes, "losses")


def _cohesion(plot: Plot, figure: "Figure") -> None:
    axes = figure.subplots()
    for side in plot.shown:
        rows = [row.cohesion / 10 for row in plot.found.sides[side]]
        colour = _hex(plot.palette.sides[side].face)
        name = plot.words.side(side)
        axes.plot(plot.found.days, rows, color=colour, marker=_MARKERS[side], label=name)
    axes.set_ylim(0, 101)
    _finish(plot, axes, "cohesion")


def _supply(plot: Plot, figure: "Figure") -> None:
    """For each side the share of its men in each state of supply."""
    grid = figure.subplots(len(plot.shown), 1, sharex=True, squeeze=False)
    names = [capital(plot.words.enum("supply_states", state)) for state in SupplyState]
    colours = [_hex(plot.palette.state[state]) for state in _STATES]
    for axes, side in zip(grid[:, 0], plot.shown, strict=True):
        rows = plot.found.sides[side]
        shares = [[100 * row.supply[state] / max(1, row.men) for row in rows] for state in SupplyState]
        below = [0.0] * len(rows)
        for name, colour, share in zip(names, colours, shares, strict=True):
            axes.bar(plot.found.days, share, 1.0, below, color=colour, alpha=0.9, label=name)
            below = [low + more for low, more in zip(below, share, strict=True)]
        axes.set_ylim(0, 100)
        axes.set_title(plot.words.say("graphs.supply_of", side=plot.words.side(side)))
        axes.yaxis.set_major_formatter(lambda value, _: plot.words.percent(round(value)))
        _days_below(plot, axes)
    if plot.shown:
        handles, labels = grid[0, 0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=len(names))


def _luck(plot: Plot, figure: "Figure") -> None:
    """Draws that came out for a side beyond what was to be expected, added up, with the usual spread about them."""
    axes, side, world = figure.subplots(), plot.words.world.victory.favours, plot.words.world
    gains = {day: [0.0, 0.0] for day in plot.found.days}
    begun = {at: event.day for at, event in enumerate(plot.session.turn.events) if isinstance(event, DayBegan)}
    starts = sorted(begun)
    for drawn in draws(world, plot.session.turn.events):
        day = max((begun[at] for at in starts if at < drawn.at), default=plot.found.days[0])
        chance = drawn.chance / LUCK_ONE
        gains[day][0] += (drawn.happened - chance) * (1 if drawn.side == side else -1)
        gains[day][1] += chance * (1 - chance)
    gain, variance = 0.0, 0.0
    line, spread = [], []
    for day in plot.found.days:
        gain, variance = gain + gains[day][0], variance + gains[day][1]
        line.append(gain)
        spread.append(variance**0.5)
    usual = capital(plot.words.say("graphs.usual"))
    below = [-each for each in spread]
    axes.fill_between(plot.found.days, below, spread, color=_hex(plot.palette.ink), alpha=0.12, label=usual)
    name = plot.words.say("graphs.for_side", side=plot.words.side(side))
    axes.plot(plot.found.days, line, color=_hex(plot.palette.sides[side].face), marker="o", label=name)
    axes.axhline(0, color=_hex(plot.palette.ink), linewidth=0.8)
    _finish(plot, axes, "luck")


def _finish(plot: Plot, axes: "Axes", kind: str) -> None:
    axes.set_title(plot.words.say(f"graphs.{kind}"))
    axes.legend(loc="best")
    _days_below(plot, axes)


def _days_below(plot: Plot, axes: "Axes") -> None:
    days = plot.found.days
    step = -(-len(days) // _MOST_TICKS)
    axes.set_xticks(days[::step], [plot.day(day) for day in days[::step]])
    axes.set_xlim(days[0] - 0.6, days[-1] + 0.6)


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


_MARKERS = ("s", "o")
"""A shape for each side, for eyes that cannot tell the colours."""

GRAPHS: dict[str, Callable[[Plot, "Figure"], None]] = {
    "losses": _losses,
    "cohesion": _cohesion,
    "supply": _supply,
    "luck": _luck,
}
"""By name, in the order in which a report shows them."""
