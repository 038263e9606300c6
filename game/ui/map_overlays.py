"""The overlays of the map by name. Each is made from a situation when it is shown or the position has changed."""

from collections.abc import Callable

from game.ui.overlays import Overlay
from game.ui.situation import Situation

OverlayMaker = Callable[[Situation], list[Overlay]]

OVERLAYS: dict[str, OverlayMaker] = {}
"""By name: ``supply``, ``zones``, ``command`` and so on, as in `game.ui.keys.Action`. Their words stand under
``window.overlays`` in the catalogue."""
