"""What keys, wishes and saving need of the play screen: they know this and not the screen, which knows them."""

from typing import Protocol

from game.session.session import Session
from game.ui.board.view import BoardView
from game.ui.context import Ui
from game.ui.land.tiles import MapLook
from game.ui.paper.notice import Notice
from game.ui.play.flow import Flow
from game.ui.play.host import PanelHost
from game.ui.play.map_area import MapArea
from game.ui.play.pointer import PointerHints
from game.ui.play.table import Table
from game.ui.screen import Screen, Step


class Desk(Protocol):
    """A game on the map with its panels."""

    session: Session
    ui: Ui
    table: Table
    flow: Flow
    host: PanelHost
    board: BoardView
    map: MapArea
    map_look: MapLook
    notice: Notice
    pointer: PointerHints

    def another(self, session: Session) -> Screen:
        """The screen of another game, or of another moment of this one."""

    def turn(self, step: Step) -> None:
        """Turn the page when the present event has been answered."""

    def turn_table(self) -> None:
        """Hide the board until the next person is here."""

    def tell(self, *messages: str) -> None:
        """Say something in one line that fades."""

    def show_panel(self, name: str) -> None:
        """Open a panel, if there is one of that name."""

    def hide_panel(self, name: str) -> None:
        """Close a panel."""

    def lend_planner(self) -> None:
        """Open the planner for as long as a hex is being considered, where it does not hide it."""

    def change_look(self, look: MapLook) -> None:
        """Draw the map with other lines and numbers."""
