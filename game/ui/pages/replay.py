"""The replay of a game on the map: step by order or day, look with anybody's eyes, jump, play on from anywhere."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pygame

from game.core import events as ev
from game.core.engine import observe
from game.core.state import GameState, U
from game.session.chronicle.annals import Annals
from game.session.chronicle.telling import tell_day, tell_heading
from game.session.moments import Moments
from game.session.sealed import open_eyes
from game.session.session import Session
from game.session.words.wording import tell_order, watch_words
from game.ui.board.overlays import area
from game.ui.content.rows import Asked, Change, Heading, Row, Span, Text, Tone
from game.ui.export.film import scenes, stage
from game.ui.land.camera import Camera
from game.ui.pages.after_action import AfterActionScreen
from game.ui.pages.controls import Controls, Tick
from game.ui.pages.page import Page
from game.ui.paper.paint import Painter
from game.ui.paper.prose import Prose
from game.ui.play.map_area import MapArea
from game.ui.saves import AUTO
from game.ui.screen import Push, Screen, Step
from game.ui.situation import ALL_EYES
from game.ui.style.palette import Palette
from game.ui.style.text import written
from game.ui.style.type_sizes import cut, width_of

_SIDE, _BELOW, _CAPTION, _GAP = 350, 44, 24, 10
_CAPTION_LETTERS = (14, 13, 12, 11)
_SECONDS = {"slow": 0.5, "normal": 0.22, "fast": 0.06, "none": 0.02}
_BUTTONS = (("day_back", "«"), ("back", "‹"), ("play", "▶"), ("forward", "›"), ("day_forward", "»"))
_CLOSE = 37.0
_LEAST_SEEN = 0.5
"""The share of its place that the whole map fills at least where a replay begins with it."""
_LEFT, _MIDDLE = 1, 2

PlayOn = Callable[[int], Screen]
"""Makes the screen on which a game is played on from a moment."""


class ReplayScreen(Page):
    """A game that was played, moment by moment. The tabs are whose eyes look.

    While ``people`` have it to play on, only theirs; by default nobody has.
    """

    name = "replay"
    most_wide = None

    def __init__(self, session: Session, file: Path, play_on: PlayOn | None = None, people: Sequence[int] = ()) -> None:
        super().__init__()
        self.moments, self._file, self._play_on = Moments.of(session), file, play_on
        self.world = session.world
        self._open = open_eyes(session, people)
        self.tab = self._tab(self._open[0])
        self.at = 0
        self.is_playing = False
        self._waited = 0.0
        self._camera: Camera | None = None
        self._annals: dict[int, Annals] = {}
        self._words_below = ""

    def tabs(self) -> tuple[str, ...]:
        """Everybody's eyes and each side's, as far as they may look."""
        return tuple(self._tab(eyes) for eyes in sorted(self._open))

    def _tab(self, eyes: int) -> str:
        return "all" if eyes == ALL_EYES else self.world.sides[eyes].id

    def tab_words(self, tab: str) -> str:
        """The sides by their names."""
        return self.ui.say("replay.all") if tab == "all" else self.ui.catalogue(self.world).side(self._eyes(tab))

    def actions(self) -> tuple[str, ...]:
        """Play on from here, and the report of the whole game where nothing is hidden any more."""
        return (*(["report"] if ALL_EYES in self._open else []), *(["play_on"] if self._play_on else []))

    def title(self) -> str:
        """The campaign, and the save where it has a name."""
        name = self.ui.catalogue(self.world).label(self.world.label)
        if self._file.name.startswith(f"{AUTO} "):
            return self.ui.say("replay.title_automatic", title=name)
        return self.ui.say("replay.title", title=name, file=self._file.stem)

    def palette(self) -> Palette:
        """That of the map."""
        return self.board.palette

    def _eyes(self, tab: str) -> int:
        return ALL_EYES if tab == "all" else self.world.side_of(tab)

    # The screen's life

    def _make_body(self, whole: pygame.Rect) -> None:
        ui = self.ui
        side, below = min(ui.px(_SIDE), whole.width * 2 // 5), ui.px(_BELOW)
        self.board = ui.board(self.moments.session.scenario)
        place = pygame.Rect(
            whole.left, whole.top, whole.width - side - ui.px(_GAP), whole.height - below - ui.px(_CAPTION)
        )
        self.map = MapArea(self.board, place, self._camera)
        if self._camera is None:
            self._look()
        self.controls = Controls(
            ui, pygame.Rect(whole.left, whole.bottom - below + ui.px(10), place.width, below), _BUTTONS
        )
        days = pygame.Rect(whole.right - side, whole.top, side, whole.height)
        self.prose = Prose(Painter(ui.px, self.board.palette), days, ui.manager)
        self.refresh()
        self._show()

    def _look(self) -> None:
        """Begin with the whole map; where little of the window would show it, with what whoever looks saw happen."""
        area = self.map.area
        self.map.whole()
        seen = self.map.camera.scale**2 * self.board.bounds.width * self.board.bounds.height
        if seen >= _LEAST_SEEN * area.width * area.height:
            return
        hex, scale = stage(self.world, scenes(self.moments.session, self._seen), area.size)
        if hex is not None:
            self.map.go_to(hex, scale, glide=False)
        else:  # nothing has happened yet
            here = self._seen(self.moments.state(0)).units[U.HEX]
            self.map.overview(here[here >= 0].tolist())

    def closed(self) -> None:
        """The map keeps its place."""
        super().closed()
        self._camera = self.map.camera
        self.map.end()
        self.controls.kill()

    # What is shown

    def rows(self) -> list[Row]:
        """The chronicle of the whole game, as those who look came to know it; every line leads to its day."""
        words = self.ui.catalogue(self.world)
        rows: list[Row] = []
        known = self._known()
        days = [*known.days, *([known.today] if known.today is not None else [])]
        if not days:
            return [Text((Span(words.say("panels.log.nothing"), Tone.FAINT),), small=True)]
        for record in days:
            today = Change("day", record.day)
            rows.append(Heading(tell_heading(words, record), wish=today))
            for line in tell_day(words, record):
                spans = (Span(line.text, Tone.INK, wish=Change("line", (record.day, line.hex))),)
                rows.append(Text(spans if line.hex >= 0 else (Span(line.text, Tone.FAINT),), small=True))
        return rows

    def _known(self) -> Annals:
        eyes, session = self._eyes(self.tab), self.moments.session
        if eyes not in self._annals:
            self._annals[eyes] = Annals(self.world, session.start, eyes)
            self._annals[eyes].read(session.turn.events)
        return self._annals[eyes]

    def go(self, moment: int) -> None:
        """Show another moment."""
        before = self.moments.days[self.at]
        self.at = max(0, min(moment, self.moments.last))
        self._show()
        day = self.moments.days[self.at]
        if day != before and self.prose is not None:
            self.prose.where(Change("day", day))

    def _seen(self, state: GameState) -> GameState:
        """A position as whoever looks may see it."""
        eyes = self._eyes(self.tab)
        return state if eyes == ALL_EYES else observe(self.world, state, eyes)

    def _show(self) -> None:
        self.board.show(self._seen(self.moments.state(self.at)))
        self.board.marked = [(hex, self.board.palette.accent) for hex in self._places()]
        way = self._way()
        self.board.overlays = [area(self.world.grid, way, self.board.palette.overlay[0])] if way else []
        self._words_below = self._caption(self.moments.state(self.at))

    def _is_seen(self) -> bool:
        """Whether those who look know of the order that led here."""
        record = self.moments.order(self.at)
        return record is not None and self._eyes(self.tab) in (ALL_EYES, record.side)

    def _places(self) -> list[int]:
        """Where something happened through the last order."""
        found = [event.hex for event in self.moments.events(self.at) if isinstance(event, ev.BattleFought)]
        if self._is_seen():
            found += [path[-1] for path in self._paths()]
        return list(dict.fromkeys(found))

    def _way(self) -> list[int]:
        """The hexes of a march or journey."""
        return [hex for path in self._paths() for hex in path] if self._is_seen() else []

    def _paths(self) -> list[tuple[int, ...]]:
        """The ways of the units that went somewhere through the last order."""
        events = self.moments.events(self.at)
        return [event.path for event in events if isinstance(event, ev.UnitMoved | ev.UnitRailed)]

    def _caption(self, state: GameState) -> str:
        """When it is, and what was ordered last."""
        words = self.ui.catalogue(self.world)
        when = self.ui.say("replay.when", day=words.day(state.day, "short"), watch=watch_words(words, state.watch))
        record = self.moments.order(self.at)
        if record is None or not self._is_seen():
            return when
        order = tell_order(words, record.order)
        return self.ui.say("replay.order", when=when, side=words.side(record.side), order=order)

    # Events

    def asked(self, wish: Asked) -> Step | None:
        """Go to a day, or to where something happened."""
        match wish:
            case Change("day", int(day)):
                self._jump(self.moments.of_day(day))
            case Change("line", (int(day), int(hex))):
                self._jump(self.moments.of_day(day + 1) if day < self.moments.days[-1] else self.moments.last)
                self.map.go_to(hex, max(_CLOSE, self.map.camera.scale))
        return None

    def _jump(self, moment: int) -> None:
        self.is_playing = False
        self.go(moment)

    def act(self, action: str) -> Step | None:
        """Play on, or the report."""
        if action == "report":
            return Push(AfterActionScreen(self.moments.session))
        return Push(self._play_on(self.at)) if self._play_on else None

    def handle(self, event: pygame.event.Event) -> Step | None:
        """Controls and keys, then the map, then the page."""
        asked = self.controls.handle(event)
        if event.type == pygame.KEYDOWN:
            asked = _key(event) or asked
        if asked is not None:
            self._steer(asked)
            return None
        self._handle_map(event)
        return super().handle(event)

    def _steer(self, asked: str | float) -> None:
        day = self.moments.days[self.at]
        match asked:
            case float():
                self._jump(round(asked * self.moments.last))
            case "play":
                self.is_playing = not self.is_playing
                if self.is_playing and self.at == self.moments.last:
                    self.go(0)
            case "back" | "forward":
                self._jump(self.at + (1 if asked == "forward" else -1))
            case "day_back":
                start = self.moments.of_day(day)
                self._jump(start if self.at > start else self.moments.of_day(day - 1))
            case "day_forward":
                self._jump(self.moments.of_day(day + 1))
            case "first" | "last":
                self._jump(0 if asked == "first" else self.moments.last)

    def _handle_map(self, event: pygame.event.Event) -> None:
        """Drag with the left or middle button; the wheel zooms."""
        is_on_map = self.map.area.collidepoint(self.ui.pointer) and not self.ui.taken
        match event.type:
            case pygame.MOUSEBUTTONDOWN if is_on_map and event.button in (_LEFT, _MIDDLE):
                self.map.grab(event.pos)
            case pygame.MOUSEMOTION:
                self.map.drag(event.pos)
            case pygame.MOUSEBUTTONUP:
                self.map.let_go()
            case pygame.MOUSEWHEEL if is_on_map:
                self.map.wheel(event.y, self.ui.pointer)

    def update(self, seconds: float) -> bool | Step:
        """Play, and finish the map."""
        changed = super().update(seconds) is True
        changed |= self.map.update(seconds, None)
        if self.is_playing:
            self._waited += seconds
            if self._waited >= _SECONDS[self.ui.settings.animation]:
                self._waited = 0.0
                self.go(self.at + 1)
                self.is_playing = self.at < self.moments.last
            changed = True
        self.controls.sign("play", "‖" if self.is_playing else "▶")
        return changed

    def draw(self, surface: pygame.Surface) -> None:
        """The map, what it shows, and the bar of time."""
        super().draw(surface)
        self.map.draw(surface)
        left, top = self.map.area.bottomleft
        surface.blit(self._written_below(), (left, top + self.ui.px(8)))
        last = max(1, self.moments.last)
        dates = self.moments.days
        days = [moment for moment in range(1, len(dates)) if dates[moment] != dates[moment - 1]]
        self.controls.draw(surface, self.at / last, [Tick(moment / last) for moment in days])

    def _written_below(self) -> pygame.Surface:
        """The line under the map: smaller where it is long, and with dots where even that is too wide."""
        words, room, px = self._words_below or " ", self.map.area.width, self.ui.px
        size = next((px(each) for each in _CAPTION_LETTERS if width_of(px(each), False, words) <= room), 0)
        size = size or px(_CAPTION_LETTERS[-1])
        return written(cut(words, room, size, bold=False), size, self.ui.colours["ink"])


_KEYS = {
    pygame.K_SPACE: ("play", "play"),
    pygame.K_LEFT: ("back", "day_back"),
    pygame.K_RIGHT: ("forward", "day_forward"),
    pygame.K_HOME: ("first", "first"),
    pygame.K_END: ("last", "last"),
}
"""What a key does alone, and with Ctrl."""


def _key(event: pygame.event.Event) -> str | None:
    found = _KEYS.get(event.key)
    return found[bool(event.mod & pygame.KMOD_CTRL)] if found else None
