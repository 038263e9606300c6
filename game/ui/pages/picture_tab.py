"""A tab with a picture in the place of rows: a graph, drawn for the size it has."""

import pygame

from game.ui.export.graphs import GRAPHS, Plot, graph_surface
from game.ui.pages.page import Page


class GraphPage(Page):
    """A page some of whose tabs are graphs."""

    def __init__(self) -> None:
        super().__init__()
        self._plot: Plot | None = None
        self._picture: pygame.Surface | None = None

    def plot(self) -> Plot:
        """What the graphs are drawn from."""
        raise NotImplementedError

    def closed(self) -> None:
        """The words may be others next time."""
        super().closed()
        self._plot = self._picture = None

    def _make_body(self, area: pygame.Rect) -> None:
        if self.tab not in GRAPHS:
            super()._make_body(area)
            return
        if self._plot is None:
            self._plot = self.plot()
        scale = self.zoom * self.ui.scale / 100
        self._picture = graph_surface(self._plot, self.tab, area.size, scale)

    def turn_to(self, tab: str) -> None:
        """Another tab; what was worked out for the graphs stays."""
        plot = self._plot
        super().turn_to(tab)
        self._plot = self._plot or plot

    def draw(self, surface: pygame.Surface) -> None:
        """Paper, and the graph on it."""
        super().draw(surface)
        if self._picture is not None:
            surface.blit(self._picture, self.body())
