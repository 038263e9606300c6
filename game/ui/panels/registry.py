"""Which panels there are."""

from functools import partial

from game.ui.content.briefing import briefing_rows
from game.ui.content.report import report_rows
from game.ui.content.talks import talks_rows
from game.ui.keys import Action
from game.ui.panels import Dock, Slot
from game.ui.panels.dossier import Dossier
from game.ui.panels.help import Help
from game.ui.panels.intending import IntentMenu
from game.ui.panels.legend import Legend
from game.ui.panels.lists import ChronicleLog, OrderOfBattle
from game.ui.panels.mini_map import MiniMap
from game.ui.panels.order_bar import OrderBar
from game.ui.panels.planning import Planner
from game.ui.panels.prose_panel import PlainPanel
from game.ui.panels.top_bar import TopBar

_REPORT = partial(PlainPanel, "report", report_rows)
_TALKS = partial(PlainPanel, "talks", talks_rows)
_BRIEFING = partial(PlainPanel, "briefing", briefing_rows)

PANELS: tuple[Slot, ...] = (
    Slot("top", Dock.TOP, TopBar),
    Slot("dossier", Dock.RIGHT, Dossier, Action.DOSSIER),
    Slot("chronicle", Dock.BOTTOM, ChronicleLog, Action.CHRONICLE),
    Slot("order_bar", Dock.ORDERS, OrderBar),
    Slot("map", Dock.CORNER, MiniMap),
    Slot("legend", Dock.LEGEND, Legend),
    Slot("order_of_battle", Dock.FLOATING, OrderOfBattle, Action.ORDER_OF_BATTLE, is_open=False, size=(520, 560)),
    Slot("report", Dock.FLOATING, _REPORT, Action.REPORT, is_open=False, size=(560, 560)),
    Slot("planner", Dock.FLOATING, Planner, Action.ATTACK, is_open=False, size=(460, 600)),
    Slot("intent", Dock.FLOATING, IntentMenu, Action.INTENT, is_open=False, size=(460, 600)),
    Slot("talks", Dock.FLOATING, _TALKS, is_open=False, size=(460, 520)),
    Slot("briefing", Dock.FLOATING, _BRIEFING, Action.BRIEFING, is_open=False, size=(560, 620)),
    Slot("help", Dock.FLOATING, Help, Action.HELP, is_open=False, size=(460, 560)),
)
"""Every panel of the play screen, in the order in which they are made."""
