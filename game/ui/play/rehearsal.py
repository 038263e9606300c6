"""What a person's first clicks ask, asked beforehand, so that no click waits until the rules are compiled or read."""

from game.core.battle.forecast import forecast
from game.core.movement.march import march
from game.core.state import U
from game.session.session import Session
from game.session.words.text import Catalogue
from game.ui.board.readings import READINGS
from game.ui.content.dossier import unit_rows
from game.ui.play.hints import Reach
from game.ui.play.table import Table


def rehearse(session: Session) -> None:
    """Ask the rules all that the pointer, the dossier, the planner and the overlays do; changes nothing of the game."""
    if session.is_over:
        return
    table = Table(session, Catalogue("en", session.world), "standard")
    units = table.view.units
    here = [unit for unit in range(units.shape[1]) if units[U.HEX, unit] >= 0]
    own = [unit for unit in here if units[U.SIDE, unit] == table.eyes]
    if not table.people or not own:
        return
    unit = next(filter(table.can_strike, own), own[0])
    table.select((unit,))
    for read in READINGS.values():
        read(table.situation())
    unit_rows(table.situation(), unit)
    for days in (1, 0):
        reach = Reach(session.world, table.view, unit, days)
        for hex in reach.hexes[:1]:
            march(session.world, table.view, unit, reach.path(hex))
    enemies = [each for each in here if units[U.SIDE, each] == 1 - table.eyes]
    for hex in sorted(set(units[U.HEX, enemies].tolist()))[:1]:
        forecast(session.world, table.view, hex, (unit,))
