"""Which panels there are."""

from game.ui.keys import Action
from game.ui.panels import Dock, Slot
from game.ui.panels.guides import Briefing, Help
from game.ui.panels.kinds import (
    Dossier,
    IntentMenu,
    Log,
    OrderOfBattle,
    Planner,
    Report,
    Talks,
    TopBar,
)
from game.ui.panels.legend import Legend
from game.ui.panels.mini_map import MiniMap
from game.ui.panels.order_bar import OrderBar

PANELS: tuple[Slot, ...] = (
    Slot("top", Dock.TOP, TopBar),
    Slot("dossier", Dock.RIGHT, Dossier, Action.DOSSIER),
    Slot("chronicle", Dock.BOTTOM, Log, Action.CHRONICLE),
    Slot("order_bar", Dock.ORDERS, OrderBar),
    Slot("map", Dock.CORNER, MiniMap),
    Slot("legend", Dock.LEGEND, Legend),
    Slot("order_of_battle", Dock.FLOATING, OrderOfBattle, Action.ORDER_OF_BATTLE, is_open=False, size=(520, 560)),
    Slot("report", Dock.FLOATING, Report, Action.REPORT, is_open=False, size=(560, 560)),
    Slot("planner", Dock.FLOATING, Planner, Action.ATTACK, is_open=False, size=(460, 600)),
    Slot("intent", Dock.FLOATING, IntentMenu, Action.INTENT, is_open=False, size=(460, 600)),
    Slot("talks", Dock.FLOATING, Talks, is_open=False, size=(460, 520)),
    Slot("briefing", Dock.FLOATING, Briefing, Action.BRIEFING, is_open=False, size=(560, 620)),
    Slot("help", Dock.FLOATING, Help, Action.HELP, is_open=False, size=(460, 560)),
)
"""Every panel of the play screen, in the order in which they are made."""
