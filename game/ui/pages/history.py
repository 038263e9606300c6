"""My game beside history, at any time, with what my side knows."""

from game.core.world import SIDES
from game.ui.content.history import event_rows, loss_rows
from game.ui.content.rows import Row
from game.ui.export.graphs import Plot
from game.ui.pages.picture_tab import GraphPage
from game.ui.situation import ALL_EYES, Situation
from game.ui.style.palette import Palette


class HistoryScreen(GraphPage):
    """Documented events and losses beside those of the game, and its days as graphs."""

    name = "history"

    def __init__(self, situation: Situation) -> None:
        super().__init__()
        self.situation = situation

    def tabs(self) -> tuple[str, ...]:
        """Events, losses by kind, and the side's own graphs."""
        return ("events", "kinds", "losses", "cohesion", "supply")

    def title(self) -> str:
        """The day that it is."""
        words = self.ui.catalogue(self.situation.world)
        return self.ui.say("history.title", day=words.day(self.situation.day))

    def palette(self) -> Palette:
        """With the sides' colours."""
        return self.situation.palette

    def plot(self) -> Plot:
        """The days of the side that looks."""
        situation = self.situation
        sides = SIDES if situation.side == ALL_EYES else (situation.side,)
        return Plot.of(self.ui.catalogue(situation.world), situation.session, situation.palette, sides)

    def rows(self) -> list[Row]:
        """The tables."""
        return event_rows(self.situation) if self.tab == "events" else loss_rows(self.situation)
