"""Colours and letters of the terminal map: muted paper, dark ink, and counters that stand out."""

from typing import NamedTuple

from game.cli.map_raster import Mark

Colour = tuple[int, int, int]

PAPER: dict[str, tuple[Colour, Colour, Colour]] = {
    "open": ((222, 215, 178), (225, 219, 184), (219, 211, 172)),
    "sand": ((236, 222, 168), (240, 228, 180), (228, 211, 152)),
    "rough": ((206, 193, 147), (212, 200, 156), (192, 177, 130)),
    "marsh": ((179, 198, 170), (190, 207, 180), (151, 182, 170)),
    "canals": ((186, 204, 186), (194, 211, 194), (160, 190, 190)),
    "hills": ((190, 167, 121), (200, 178, 133), (170, 145, 100)),
    "mountain": ((156, 131, 97), (172, 147, 112), (134, 109, 79)),
    "water": ((123, 163, 190), (131, 170, 196), (115, 155, 183)),
}
"""By terrain: plain, light specks, dark specks. An unknown terrain is drawn as open."""

LINES: dict[Mark, Colour] = {
    Mark.ROAD: (200, 178, 132),
    Mark.STREAM: (146, 182, 200),
    Mark.RIVER: (74, 128, 172),
    Mark.WALL: (128, 82, 70),
    Mark.WRECKED: (120, 100, 84),
    Mark.RAIL: (62, 56, 52),
    Mark.BRIDGE: (102, 72, 44),
}
"""In the order of `Mark`."""


class SideColours(NamedTuple):
    """How a side's things are drawn."""

    regulars: Colour
    militia: Colour
    names: Colour
    """The ink of the names of places it holds."""
    basic: str
    """The colour on terminals of sixteen."""


COLOURS = {
    "blue": SideColours((44, 84, 150), (122, 148, 188), (24, 48, 112), "blue"),
    "red": SideColours((178, 44, 38), (208, 124, 108), (128, 22, 18), "red"),
    "green": SideColours((52, 112, 62), (126, 164, 126), (24, 72, 34), "green"),
    "grey": SideColours((88, 92, 98), (146, 148, 152), (46, 48, 54), "bright_black"),
}
"""By the colour that the scenario gives."""

WHITE: Colour = (255, 252, 244)
INK: Colour = (58, 48, 38)
FIRE: Colour = (200, 70, 0)

LETTERS = {"sand": ",", "rough": "r", "marsh": "~", "canals": "=", "hills": "h", "mountain": "^", "water": "w"}
"""Terrain without paint, by the letters of scenario files; open ground is left blank."""

LINE_LETTERS = {
    Mark.ROAD: (".", ""),
    Mark.STREAM: ("-", "cyan"),
    Mark.RIVER: ("#", "cyan"),
    Mark.WALL: ("X", ""),
    Mark.WRECKED: (":", ""),
    Mark.RAIL: ("+", "bold"),
    Mark.BRIDGE: ("H", "bold"),
}
"""Lines without paint, and their style where there are sixteen colours."""
