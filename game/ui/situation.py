"""What the person at the screen sees now: all that panels are given, and nothing of it can be changed through them."""

from collections.abc import Sequence
from dataclasses import dataclass

from game.core.events import Event
from game.core.intents.intent import Intent
from game.core.state import GameState
from game.core.world import World
from game.scenario.load import Scenario
from game.session.session import Session
from game.session.undo import NoUndo
from game.session.words.text import Catalogue
from game.ui.style.palette import Palette

ALL_EYES = -1
"""The side of somebody who watches and sees everything."""


@dataclass(frozen=True, eq=False)
class Situation:
    """A moment of a game as one person sees it. Compare ``version`` to learn whether anything is new."""

    session: Session
    """For the queries of the rules and the words of `explain`; panels give no orders to it."""
    scenario: Scenario
    world: World
    words: Catalogue
    palette: Palette
    """With the colours of the scenario's sides."""
    side: int
    """Whose eyes these are, `ALL_EYES` for one who watches."""
    state: GameState
    """What that side knows; shown on the map."""
    events: Sequence[Event]
    """The game's events in order, as far as they have been shown. Panels tell of them through `game.session`, which
    filters by side."""
    units: tuple[int, ...] = ()
    """Selected."""
    formation: int = -1
    """Selected."""
    hex: int = -1
    """Under the pointer."""
    target: int = -1
    """Being considered."""
    overlay: str = ""
    may_order: bool = False
    """Whether it is this side's phase and a person orders it."""
    thinking: bool = False
    """Whether the computer is at work."""
    pace: tuple[str, bool] = ("", False)
    """How fast the other side's phase is shown, empty where none is, and whether it is paused."""
    ready: frozenset[int] = frozenset()
    """Units that can still act in this phase."""
    waiting: frozenset[int] = frozenset()
    """Those of them that nobody but the person will order."""
    intents: tuple[tuple[int, Intent], ...] = ()
    """What formations of this side have been told to do."""
    open_panels: frozenset[str] = frozenset()
    by_train: bool = False
    """Whether the next click tells where the selected units go by train."""
    day: int = 0
    version: int = 0
    """Grows with every change but that of ``hex``."""

    @property
    def unit(self) -> int:
        """The first selected unit, -1 for none."""
        return self.units[0] if self.units else -1

    def check_undo(self) -> NoUndo | None:
        """Why this side may not take the last order back: of two at one screen neither takes back the other's."""
        session = self.session
        if session.records and session.records[-1].side == 1 - self.side and not any(session.players):
            return NoUndo.NOTHING
        return session.check_undo()
