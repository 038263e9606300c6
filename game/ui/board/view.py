"""The board on a surface: ground, overlays, counters, names. Reads positions; knows no rule."""

import math
import time
from collections.abc import Callable, Collection, Iterable, Iterator

import pygame

from game.core.fog.observe import is_night
from game.core.state import GameState
from game.scenario.load import Scenario
from game.ui.board.names import Name, Names
from game.ui.board.overlays import Overlay, OverlayView, draw_ways
from game.ui.counters.look import UNKNOWN, Counter, counters
from game.ui.counters.view import CounterArtist
from game.ui.land.camera import MARGIN, Bounds, Camera
from game.ui.land.tiles import TILE, Changing, MapLook, TileArtist, TileCache, TileKey
from game.ui.style.palette import STANDARD, Colour, Palette, mixed, palette

_COARSE = 9.0
_SHADOW = 9
_CASED_FROM = 20.0
"""The scale from which a ring around a hex has a dark edge."""
_AHEAD = 300  # pixels beyond the screen


def scenario_palette(scenario: Scenario, name: str = STANDARD) -> Palette:
    """A palette in which the sides have the colours that the scenario gives them."""
    first, second = (str(side["colour"]) for side in scenario.spec["scenario"]["sides"].values())
    return palette(name, (first, second))


class BoardView:
    """Draws one scenario's board. ``show`` says what, a camera where, ``draw`` does it."""

    def __init__(
        self, scenario: Scenario, lang: str = "en", palette_name: str = STANDARD, look: MapLook | None = None
    ) -> None:
        self.world, self.lang = scenario.world, lang
        self.palette = scenario_palette(scenario, palette_name)
        self.bounds = Bounds.of(self.world.grid)
        self.tiles = TileCache(TileArtist(self.world, self.palette, look))
        self.artist = CounterArtist(self.palette)
        self.counters: list[Counter] = []
        self.overlays: list[Overlay] = []
        self.marked: list[tuple[int, Colour]] = []
        """Hexes with a ring around them, such as what is selected."""
        self.counters_shown = True
        self.names_shown = True
        self.cut_names = True
        """Whether names that do not fit on the screen are shown in part."""
        self.night = False
        self._names = Names(self.world, self.tiles.artist.features, self.palette, _rivers(scenario))
        self._overlay_views: list[OverlayView] = []
        self._coarse: pygame.Surface | None = None
        self._coarse_before: pygame.Surface | None = None
        """As the overview was before the position changed, for as long as it is not drawn anew."""
        self._rested = _COARSE

    def letter(self, larger: float) -> None:
        """Write names so many times larger, where they would be smallest and where largest."""
        self._names.larger = larger

    @property
    def lettering(self) -> float:
        """How many times larger letters are than usual."""
        return self._names.larger

    def lay_out_later(self, do: Callable[[Callable[[], None]], None]) -> None:
        """Lay names out by this from now on, in spare time."""
        self._names.later = do

    def show(self, state: GameState, can_act: Collection[int] = ()) -> None:
        """Take a position, or a side's view of one, to be drawn from now on."""
        changing = Changing.of(self.world, state)
        if changing != self.tiles.artist.changing:
            self.tiles.change(changing)
            self._coarse, self._coarse_before = None, self._coarse or self._coarse_before
        self.counters = counters(self.world, state, state.day, self.lang, can_act)
        self.night = is_night(self.world, state)

    def prepare(self, camera: Camera, seconds: float = math.inf) -> bool:
        """Draw tiles that the camera needs for so long; whether none is missing any more."""
        end = time.perf_counter() + seconds
        for key in self.needed(camera):
            while self.tiles.find(key) is None:
                self.tiles.advance(key)
                if time.perf_counter() >= end:
                    return False
        return True

    def wanted(self, camera: Camera) -> list[TileKey]:
        """The tiles that are not there: those on the screen, the overview's, and those around."""
        part, reach = camera.shown(), _AHEAD / camera.scale
        around = Bounds(part.left - reach, part.top - reach, part.right + reach, part.bottom + reach)
        overview = () if self._coarse is not None else self._keys(self.bounds, _COARSE)
        keys = [*self.needed(camera), *overview, *self._keys(around, camera.scale)]
        return [key for key in dict.fromkeys(keys) if self.tiles.find(key) is None]

    def is_complete(self, camera: Camera) -> bool:
        """Whether every tile on the screen is there."""
        return all(self.tiles.find(key) is not None for key in self.needed(camera))

    def has_overview(self) -> bool:
        """Whether the whole map has been drawn small, or can be without drawing tiles."""
        if self._coarse is None and all(self.tiles.find(key) for key in self._keys(self.bounds, _COARSE)):
            self.overview()
        return self._coarse is not None

    def draw(self, on: pygame.Surface, camera: Camera) -> None:
        """The board as the camera sees it. What is not there yet is stretched from what is."""
        on.fill(self.palette.table)
        old = on.get_clip()
        corners = (
            *camera.to_screen(self.bounds.left, self.bounds.top),
            *camera.to_screen(self.bounds.right, self.bounds.bottom),
        )
        left, top, right, bottom = (round(corner) for corner in corners)
        sheet = pygame.Rect(left, top, right - left, bottom - top)
        self._draw_margin(on, sheet)
        on.set_clip(sheet.clip(old))
        self._draw_ground(on, camera, sheet)
        if self.night:
            on.fill(self.palette.night, special_flags=pygame.BLEND_RGB_MULT)
        self._draw_overlays(on, camera)
        on.set_clip(old)
        for hex, colour in self.marked:
            outline, wide = camera.corners_of(hex), max(2, round(camera.scale / 20))
            if camera.scale >= _CASED_FROM:
                pygame.draw.polygon(on, self.palette.ink, outline, wide + 2)
            pygame.draw.polygon(on, colour, outline, wide)
        if self.counters_shown:
            self.artist.draw(on, camera, self.seen(camera), self._stretched, self._held())
        if self.names_shown:
            self._draw_names(on, camera)

    def _draw_margin(self, on: pygame.Surface, sheet: pygame.Rect) -> None:
        """The paper around the map with its line, and the shadow that it throws on the table."""
        paper = sheet.inflate(2 * MARGIN, 2 * MARGIN)
        if sheet.contains(on.get_rect()):
            return
        below = paper.move(_SHADOW // 3, _SHADOW // 2)
        for step in range(_SHADOW + 1):  # rims alone: to fill what the map covers would cost a frame dear
            shade = mixed(self.palette.table, self.palette.frame, 1 - step / _SHADOW)
            pygame.draw.rect(on, shade, below.inflate(2 * step, 2 * step), 1 if step else _SHADOW)
        pygame.draw.rect(on, self.palette.halo, paper, MARGIN + 1)
        pygame.draw.rect(on, self.palette.number, sheet.inflate(MARGIN, MARGIN), 1)
        pygame.draw.rect(on, self.palette.ink, sheet.inflate(2, 2), 1)

    def seen(self, camera: Camera) -> Iterable[Counter]:
        """The counters on the screen."""
        for counter in self.counters:
            x, y = camera.centre_of(counter.hex)
            if -camera.scale < x < camera.size[0] + camera.scale and -camera.scale < y < camera.size[1] + camera.scale:
                yield counter

    def names(self, camera: Camera) -> list[Name]:
        """The names at the camera's scale."""
        return self._names.laid_out(camera.scale, self.lang, self.tiles.artist.changing.holders, self._occupied())

    def has_names(self, camera: Camera) -> bool:
        """Whether the names stand where this scale and these counters want them."""
        return self._names.is_laid_out(camera.scale, self.lang, self.tiles.artist.changing.holders, self._occupied())

    def _held(self) -> set[int]:
        """The hexes where somebody stands now, and hides what is only remembered."""
        return {each.hex for each in self.counters if each.look.ghost_days == UNKNOWN} if self.counters_shown else set()

    def _occupied(self) -> set[int]:
        pale = {counter.hex for overlay in self.overlays for counter in overlay.counters}
        return pale | {counter.hex for counter in self.counters} if self.counters_shown else pale

    def overview(self) -> pygame.Surface:
        """The whole map, small: for the mini-map, and for places whose tiles are not drawn yet."""
        if self._coarse is None:
            size = math.ceil(self.bounds.width * _COARSE), math.ceil(self.bounds.height * _COARSE)
            self._coarse = pygame.Surface(size)
            for key in self._keys(self.bounds, _COARSE):
                self._coarse.blit(self.tiles.get(key), (key.column * TILE, key.row * TILE))
        return self._coarse

    def latest_overview(self) -> pygame.Surface | None:
        """The whole map, small, as it was drawn last; None where it never was."""
        return self._coarse or self._coarse_before

    def needed(self, camera: Camera, scale: float | None = None) -> Iterator[TileKey]:
        """The tiles on the screen, of the camera's scale or of another."""
        return self._keys(camera.shown(), scale or camera.scale)

    def _keys(self, part: Bounds, scale: float) -> Iterator[TileKey]:
        """The tiles of a scale that show a part of the map."""
        last_column = math.ceil(self.bounds.width * scale / TILE) - 1
        last_row = math.ceil(self.bounds.height * scale / TILE) - 1
        left, top = (part.left - self.bounds.left) * scale, (part.top - self.bounds.top) * scale
        right, bottom = (part.right - self.bounds.left) * scale, (part.bottom - self.bounds.top) * scale
        for row in range(max(0, math.floor(top / TILE)), min(last_row, math.floor(bottom / TILE)) + 1):
            for column in range(max(0, math.floor(left / TILE)), min(last_column, math.floor(right / TILE)) + 1):
                yield TileKey(scale, column, row)

    def _draw_ground(self, on: pygame.Surface, camera: Camera, sheet: pygame.Rect) -> None:
        keys = list(self.needed(camera))
        tiles = [self.tiles.find(key) for key in keys]
        if all(tiles):
            self._rested = camera.scale
        elif camera.scale == self._rested:
            self._draw_coarse(on, camera, sheet)
        else:
            self._draw_stretched(on, camera, sheet)
        for key, found in zip(keys, tiles, strict=True):
            tile = found or self.tiles.old(key)
            if tile is not None:
                on.blit(tile, (sheet.left + key.column * TILE, sheet.top + key.row * TILE))

    def _draw_stretched(self, on: pygame.Surface, camera: Camera, sheet: pygame.Rect) -> None:
        """The tiles of the last scale at which all was drawn, and the overview where even these lack."""
        share = camera.scale / self._rested
        found = [(key, self.tiles.find(key)) for key in self.needed(camera, self._rested)]
        if not found or not all(tile for _, tile in found):
            self._draw_coarse(on, camera, sheet)
        shown = _part(sheet.clip(on.get_rect()), sheet, share)
        tiles = [(tile, key.column * TILE, key.row * TILE) for key, tile in found if tile is not None]
        if len(tiles) < len(found):
            for tile, x, y in tiles:
                left, top = round(x * share), round(y * share)
                size = round((x + TILE) * share) - left, round((y + TILE) * share) - top
                on.blit(pygame.transform.scale(tile, size), (sheet.left + left, sheet.top + top))
        elif shown.width > 0 and shown.height > 0:
            whole = pygame.Surface(shown.size)
            whole.blits([(tile, (x - shown.left, y - shown.top)) for tile, x, y in tiles])
            stretched = pygame.transform.scale(whole, (round(shown.width * share), round(shown.height * share)))
            on.blit(stretched, (sheet.left + round(shown.left * share), sheet.top + round(shown.top * share)))

    def _draw_coarse(self, on: pygame.Surface, camera: Camera, sheet: pygame.Rect) -> None:
        shown = sheet.clip(on.get_rect())
        coarse, share = self.latest_overview(), camera.scale / _COARSE
        if coarse is None or not shown.width or not shown.height:
            pygame.draw.rect(on, self.palette.terrain["open"]["base"], shown)
            return
        part = _part(shown, sheet, share)
        part = part.clip(coarse.get_rect())
        large = pygame.transform.smoothscale(
            coarse.subsurface(part), (round(part.width * share), round(part.height * share))
        )
        on.blit(large, (sheet.left + round(part.left * share), sheet.top + round(part.top * share)))

    @property
    def _stretched(self) -> float | None:
        """The scale from which counters are stretched; None before the map has rested at any."""
        return None if self._rested == _COARSE else self._rested

    def _draw_overlays(self, on: pygame.Surface, camera: Camera) -> None:
        while len(self._overlay_views) < len(self.overlays):
            self._overlay_views.append(OverlayView())
        for view, overlay in zip(self._overlay_views, self.overlays, strict=False):
            view.draw(on, camera, overlay, at_rest=camera.scale == self._rested)
        for overlay in self.overlays:
            draw_ways(on, camera, overlay)
            self.artist.draw(on, camera, overlay.counters, self._stretched, self._held())

    def _draw_names(self, on: pygame.Surface, camera: Camera) -> None:
        screen = on.get_rect()
        for name in self._names.near(camera.scale) if self._names.later else self.names(camera):
            x, y = camera.to_screen(*name.middle)
            width, height = name.picture.get_size()
            place = pygame.Rect(round(x - width / 2), round(y - height / 2), width, height)
            if screen.contains(place) or (self.cut_names and screen.colliderect(place)):
                on.blit(name.picture, place)


def _rivers(scenario: Scenario) -> list[dict[str, object]]:
    found: list[dict[str, object]] = scenario.spec["scenario"]["map"].get("rivers", [])
    return found


def _part(shown: pygame.Rect, sheet: pygame.Rect, share: float) -> pygame.Rect:
    """Which pixels of a drawing of the whole map fill a part of the screen when it is stretched."""
    left, top = math.floor((shown.left - sheet.left) / share), math.floor((shown.top - sheet.top) / share)
    return pygame.Rect(left, top, math.ceil(shown.width / share) + 2, math.ceil(shown.height / share) + 2)
