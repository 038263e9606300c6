"""What lies over the editor's map: the stroke in the hand, what is not drawn yet, the selected line, a notice."""

from typing import Protocol

import pygame

from game.editor import gestures
from game.editor.content import Hand
from game.editor.gestures import BANKS, BRIDGES, WAYS
from game.editor.ground import Ground, Sight, bridge_sides, side_of
from game.editor.pencil import Pencil
from game.editor.sheet import Sheet
from game.scenario.problems import Path


class Marked(Protocol):
    """Where the marks come from."""

    ground: Ground
    pencil: Pencil
    hand: Hand
    path: Path
    sight: Sight | None
    pending: dict[int, str]
    """Hexes whose terrain is not drawn yet, with its letter."""

    @property
    def sheet(self) -> Sheet:
        """The text as it is now."""

    @property
    def is_late(self) -> bool:
        """Whether the last change has not been looked at yet."""


def draw_marks(on: pygame.Surface, desk: Marked) -> None:
    """The marks over the map, inside its rectangle."""
    ground = desk.ground
    if ground.map is None or desk.sheet.trouble:
        return
    grid, palette = ground.map.board.world.grid, ground.map.board.palette
    old = on.get_clip()
    on.set_clip(ground.area)
    legend = gestures.legend_of(desk.sheet.data)
    painted = {**desk.pending, **dict.fromkeys(desk.pencil.hexes(), desk.hand.letter)}
    for hex, letter in painted.items():
        ground.tint(on, [hex], palette.terrain_colours(legend.get(letter, "open"))[0])
    _draw_selected_line(on, desk)
    ink, dark = palette.accent, palette.card["line"]
    if desk.hand.tool in WAYS:
        ground.trace(on, desk.pencil.trail, ink, dark)
    if desk.hand.tool in (*BANKS, BRIDGES):
        sides = [side_of(grid, words) for words in desk.pencil.sides]
        ground.edge(on, [side for side in sides if side is not None], ink, dark)
    if desk.pencil.carried is not None:
        ground.trace(on, desk.pencil.trail[-1:], ink, dark)
    on.set_clip(old)


def _draw_selected_line(on: pygame.Surface, desk: Marked) -> None:
    """The line or bridge that is selected, as it was snapped."""
    draft = desk.sight.examined.draft if desk.sight is not None else None
    if draft is None or desk.is_late or desk.ground.map is None or len(desk.path) < len(("map", "kind", 0)):
        return
    kind, number = desk.path[1:3]
    palette = desk.ground.map.board.palette
    ink, dark = palette.accent, palette.card["line"]
    if kind == BRIDGES and isinstance(number, int) and desk.sight is not None:
        desk.ground.edge(on, bridge_sides(desk.sight.examined, number), ink, dark)
        return
    drawn = getattr(draft.geography, str(kind)) if desk.path[0] == "map" and kind in (*WAYS, *BANKS) else []
    if not isinstance(number, int) or number >= len(drawn):
        return
    if kind in BANKS:
        desk.ground.edge(on, drawn[number], ink, dark)
    else:
        for chain in drawn[number]:
            desk.ground.trace(on, chain, ink, dark)
