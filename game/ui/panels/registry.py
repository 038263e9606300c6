"""Which panels there are."""

from game.ui.panels import Dock, Slot
from game.ui.panels.order_bar import OrderBar

PANELS: tuple[Slot, ...] = (Slot("order_bar", Dock.ORDERS, OrderBar),)
"""Every panel of the play screen, in the order in which they are made."""
