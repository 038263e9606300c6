"""What is drawn over the map while orders are considered: the way of a march, a target, words beside the pointer."""

import math
from collections.abc import Collection, Sequence
from itertools import pairwise

import pygame

from game.core.refusal import Reason
from game.session.explain.battle import tell_fates
from game.session.words.text import Catalogue, capital
from game.session.words.wording import odds_words, percents, tell_refusal
from game.ui.board.view import BoardView
from game.ui.content.rows import Span
from game.ui.context import Ui
from game.ui.land.camera import Camera, Point
from game.ui.paper.wrap import wrap
from game.ui.play.far import FarHint
from game.ui.play.hints import AttackHint, MarchHint, Reach
from game.ui.play.journeys import TrainHint
from game.ui.style.palette import Colour
from game.ui.style.text import written
from game.ui.style.type_sizes import width_of

_CHANCES = ("repulse", "check", "retreat", "overrun")
_MOST_WIDE = 420
"""Pixels at 100 % of a line beside the pointer."""
_LEFT_FROM = 58.0
"""Pixels of a hex from which the kilometres left on arrival are written into it."""
_CLEAR = 0.36
"""How far arrows keep off the middle of a hex with a counter, as a share of the hex."""
_BELOW, _BESIDE = (0.0, 0.31), (0.32, 0.0)
"""Where they stand, from the middle of a hex and as a share of it: beside a place, whose name stands below."""


def draw_way(
    on: pygame.Surface,
    camera: Camera,
    start: int,
    path: Sequence[int],
    inks: tuple[Colour, Colour],
    *,
    is_attack: bool = False,
) -> None:
    """A march as an arrow along its hexes, from beside who marches; an attack ends beside whom it meets.

    ``inks`` are the colour of the arrow and of its edge.
    """
    colour, dark = inks
    points = [camera.centre_of(hex) for hex in (start, *path)]
    points[0] = _towards(points[0], points[1], _CLEAR * camera.scale)
    if is_attack:
        points[-1] = _towards(points[-1], points[-2], _CLEAR * camera.scale)
    thick = max(3, round(camera.scale / 11))
    last, tip = points[-2], points[-1]
    length = math.dist(last, tip) or 1.0
    east, south = (tip[0] - last[0]) / length, (tip[1] - last[1]) / length
    neck = tip[0] - east * thick * 2, tip[1] - south * thick * 2
    head = [
        (tip[0] + east * thick * 0.6, tip[1] + south * thick * 0.6),
        (neck[0] - south * thick * 1.7, neck[1] + east * thick * 1.7),
        (neck[0] + south * thick * 1.7, neck[1] - east * thick * 1.7),
    ]
    for width, ink in ((thick + 4, dark), (thick, colour)):
        _draw_line(on, [*points[:-1], neck], ink, width)
    pygame.draw.polygon(on, colour, head)
    pygame.draw.aalines(on, dark, True, head)
    pygame.draw.lines(on, dark, True, head, 2)


def _towards(point: Point, other: Point, pixels: float) -> Point:
    """A point moved so far towards another, and no farther than half the way."""
    share = min(0.5, pixels / (math.dist(point, other) or 1.0))
    return point[0] + (other[0] - point[0]) * share, point[1] + (other[1] - point[1]) * share


def _draw_line(on: pygame.Surface, points: list[Point], colour: Colour, width: int) -> None:
    for start, end in pairwise(points):
        pygame.draw.line(on, colour, start, end, width)
    for point in points:
        pygame.draw.circle(on, colour, point, width / 2)


def draw_target(on: pygame.Surface, camera: Camera, hex: int, colour: Colour) -> None:
    """A ring of corners around a target."""
    corners = camera.corners_of(hex)
    centre = camera.centre_of(hex)
    thick = max(3, round(camera.scale / 16))
    for number, corner in enumerate(corners):
        for other in (corners[number - 1], corners[(number + 1) % 6]):
            part = corner[0] + (other[0] - corner[0]) * 0.3, corner[1] + (other[1] - corner[1]) * 0.3
            pygame.draw.line(on, colour, corner, part, thick)
    pygame.draw.circle(on, colour, centre, camera.scale * 0.44, max(1, thick // 2))


def draw_task(on: pygame.Surface, camera: Camera, starts: Collection[int], goal: int, colour: Colour) -> None:
    """Where the units of a formation are to go by its task: a thin line from each of their hexes to the goal."""
    end = camera.centre_of(goal)
    for hex in starts:
        pygame.draw.line(on, colour, camera.centre_of(hex), end, max(2, round(camera.scale / 24)))
    draw_target(on, camera, goal, colour)


def draw_reach(on: pygame.Surface, camera: Camera, reach: Reach, board: BoardView) -> None:
    """The kilometres left on arrival, in every hex in reach, where there is room for them and no counter."""
    if camera.scale < _LEFT_FROM:
        return
    shown = on.get_rect()
    size = round(max(10 * board.lettering, min(15 * board.lettering, camera.scale * 0.17)))
    named, palette, taken = reach.world.places_by_hex, board.palette, {counter.hex for counter in board.counters}
    for hex in reach.hexes:
        if hex in taken:
            continue
        x, y = camera.centre_of(hex)
        if not shown.collidepoint(x, y):
            continue
        stops = hex in reach.zones
        ink = palette.window["bad"] if stops else palette.reach["line"]
        told = "×" if stops else f"{reach.left(hex) / 10:.0f}"
        label = written(told, size, ink, bold=True, halo=palette.halo, wide=1)
        east, south = _BESIDE if hex in named else _BELOW
        x, y = x + camera.scale * east, y + camera.scale * south
        on.blit(label, (round(x - label.get_width() / 2), round(y - label.get_height() / 2)))


def march_words(ui: Ui, words: Catalogue, hint: MarchHint, *, guard: bool) -> list[str]:
    """What a march costs and what becomes of it."""
    if hint.refusal is not None:
        return [tell_refusal(words, hint.refusal)]
    told = [
        capital(words.unit(hint.unit)),
        ui.say("hints.march", cost=_km(hint.cost), left=_km(hint.left), budget=_km(hint.budget)),
    ]
    if hint.into_zone:
        told.append(ui.say("hints.zone"))
    if hint.is_doubtful:
        told.append(ui.say("hints.doubtful"))
    if hint.slips:
        told.append(ui.say("hints.slips", count=hint.slips))
    told.append(ui.say("hints.undo_unless" if guard else "hints.undo"))
    return told


def far_words(ui: Ui, words: Catalogue, hint: FarHint) -> list[str]:
    """Why there is no march to a hex, and by how much the way is too long."""
    told = [tell_refusal(words, hint.refusal)]
    if hint.refusal.reason is Reason.TOO_FAR and hint.cost > hint.budget:
        short = _km(hint.cost - hint.budget)
        told.append(ui.say("hints.too_far", cost=_km(hint.cost), left=_km(hint.budget), short=short))
    return told


def train_words(ui: Ui, words: Catalogue, hint: TrainHint, *, guard: bool) -> list[str]:
    """Who would go by train, and what room there is, or why nobody goes there."""
    if hint.refusal is not None:
        return [tell_refusal(words, hint.refusal)]
    told = [capital(words.unit(hint.order.unit)), ui.say("hints.train", men=hint.men, left=hint.left)]
    return [*told, ui.say("hints.undo_unless" if guard else "hints.undo")]


def attack_words(ui: Ui, words: Catalogue, hint: AttackHint, *, is_target: bool) -> list[str]:
    """The odds and chances of an attack, and how to order it."""
    if hint.refusal is not None or hint.told is None:
        return [tell_refusal(words, hint.refusal)] if hint.refusal else []
    factors = hint.told.factors
    chances = factors[-len(_CHANCES) :]
    told = [
        capital(ui.say("hints.attack", units=words.units(hint.order.units), odds=odds_words(words, factors))),
        *(
            ui.say("hints.chance", chance=chance, what=words.say(f"degrees.{name.upper()}"))
            for name, chance in zip(_CHANCES, percents(chances), strict=True)
        ),
        *tell_fates(words, hint.told),
    ]
    return [*told, ui.say("hints.again" if is_target else "hints.consider")]


def draw_plate(on: pygame.Surface, ui: Ui, lines: Sequence[str], at: tuple[int, int], within: pygame.Rect) -> None:
    """Words on paper beside a point, inside a rectangle and clear of its edges."""
    if not lines:
        return
    colours, size, pad = ui.colours, ui.px(13), ui.px(8)
    within = within.inflate(-pad, -pad)
    most = min(ui.px(_MOST_WIDE), within.width - 2 * pad)
    texts = [
        written(part, size, colours["ink"] if number == 0 else colours["faded"], bold=number == 0)
        for number, line in enumerate(lines)
        for part in _wrapped(line, size, number == 0, most)
    ]
    step = ui.px(20)
    wide = max(text.get_width() for text in texts) + 2 * pad
    high = step * len(texts) + pad
    plate = pygame.Rect(at[0] + ui.px(18), at[1] + ui.px(18), wide, high)
    plate.right = min(plate.right, within.right)  # it stays below the pointer, so what is there is not hidden
    if plate.bottom > within.bottom:
        plate.bottom = at[1] - ui.px(14)
    plate.clamp_ip(within)
    shade = pygame.Surface(plate.size, pygame.SRCALPHA)
    pygame.draw.rect(shade, (0, 0, 0, 60), shade.get_rect(), border_radius=5)
    on.blit(shade, plate.move(2, 3))
    pygame.draw.rect(on, colours["field"], plate, border_radius=5)
    pygame.draw.rect(on, colours["edge"], plate, 1, border_radius=5)
    for number, text in enumerate(texts):
        middle = plate.top + pad // 2 + step * number + step // 2
        on.blit(text, (plate.left + pad, middle - text.get_height() // 2))


def _wrapped(line: str, size: int, bold: bool, most: int) -> list[str]:
    """A line in parts of at most so many pixels."""
    parts = wrap((Span(line, bold=bold),), most, lambda text, bold: width_of(size, bold, text))
    return ["".join(run.text for run in part) for part in parts]


def _km(tenths: int) -> str:
    return f"{tenths / 10:.1f}".removesuffix(".0")
