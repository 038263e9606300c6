"""The first game: the campaign screen with a coach beside the map, who goes on when the lesson has been done."""

import pygame

from game.core.state import U
from game.session.progress import Progress
from game.session.saves.journal import SaveError
from game.session.session import Session
from game.session.tutorial import Seen, first_game, is_first_game, is_learnt, lesson_reached, lessons, reach_lesson
from game.ui.content.rows import Button, Buttons, Change, Row, Span, Text, Title, Tone
from game.ui.context import Ui
from game.ui.keys import Action
from game.ui.loading import LoadingScreen
from game.ui.panels import Dock
from game.ui.paper.paint import Painter
from game.ui.paper.prose import PROSE_WISH, Prose
from game.ui.play.screen import PlayScreen, play_screen
from game.ui.saves import Shelf
from game.ui.screen import Pop, Replace, Screen, Step

_WIDE, _EDGE = 380, 14


class FirstGameScreen(PlayScreen):
    """A small campaign, lesson by lesson."""

    briefs = False

    def __init__(self, session: Session, shelf: Shelf, trouble: str = "") -> None:
        """With ``trouble`` it is told at first why the game is not being saved."""
        super().__init__(session, shelf, game_screen)
        self._trouble = trouble
        self.lessons = lessons(session.world)
        self.number = min(lesson_reached(session), len(self.lessons) - 1)
        """Of the lesson."""
        self.coach: Prose | None = None
        self._begun: Seen | None = None

    def opened(self, ui: Ui) -> None:
        """The campaign, and the coach over the map."""
        super().opened(ui)
        if self._begun is None:
            self.hide_panel("map")  # on so small a board it is in the way
            self._begun = self._seen()
            if self._trouble:
                self.tell(ui.say("tutorial.not_saved", why=self._trouble))
        self._speak()

    def closed(self) -> None:
        """The lesson stays."""
        self._hush()
        super().closed()

    def _hush(self) -> None:
        if self.coach is not None:
            self.coach.kill()
            self.coach = None

    def _speak(self) -> None:
        """Put up the words of the lesson, as high as they need to be."""
        self._hush()
        self.host.above = 0
        area, edge = self.host.place().docks[Dock.RIGHT], 0
        if not area.width:  # the dossier is folded
            area, edge = self.map.area, self.ui.px(_EDGE)
        wide = min(self.ui.px(_WIDE), area.width - 2 * edge)
        place = pygame.Rect(area.left + edge, area.top + edge, wide, area.height - 2 * edge)
        self.coach = Prose(Painter(self.ui.px, self.board.palette), place, self.ui.manager, layer=5)
        self.coach.is_framed = True
        self.coach.tell(self.rows())
        high = min(place.height, self.coach.high + self.coach.pad)
        self.coach.set_dimensions((wide, high))
        self.host.above = 0 if edge else high
        super()._place()

    def _place(self) -> None:
        """A panel came or went: the coach finds another place."""
        super()._place()
        self._speak()

    def rows(self) -> list[Row]:
        """Title, words, and how to go on."""
        lesson, say = self.lessons[self.number], self.ui.say
        keys = {action.value: self.ui.keys.told(action) for action in Action}
        step = say("tutorial.step", number=self.number + 1, count=len(self.lessons))
        told = say(f"tutorial.lessons.{lesson.id}.text", **keys)
        title = Title(say(f"tutorial.lessons.{lesson.id}.title"), ((Span(step, Tone.FAINT),),))
        buttons: tuple[Button, ...]
        if self.number == len(self.lessons) - 1:
            buttons = (
                Button(say("tutorial.leave"), Change("leave")),
                Button(say("tutorial.again"), Change("again")),
            )
        elif lesson.kind == "next":
            buttons = (Button(say("tutorial.next"), Change("next"), on=True),)
        else:
            buttons = (Button(say("tutorial.skip"), Change("next")),)
        return [title, Text((Span(told),)), Buttons(buttons)]

    def _bring_in(self) -> None:
        """What the lesson is about lies free on the map."""
        lesson = self.lessons[self.number]
        unit = int(self.table.view.units[U.HEX, lesson.of]) if lesson.kind in ("selected", "moved") else -1
        hexes = [hex for hex in (unit, lesson.spot) if hex >= 0]
        if hexes:
            self.map.bring_in(hexes)

    def _seen(self) -> Seen:
        table, session = self.table, self.session
        return Seen(session, table.units, table.overlay, len(session.turn.events), len(session.records))

    def go_on(self) -> None:
        """The next lesson begins."""
        self.number = min(self.number + 1, len(self.lessons) - 1)
        try:
            reach_lesson(self.session, self.number)
        except SaveError as error:
            self.tell(str(error))
        self._begun = self._seen()
        self._speak()
        self._bring_in()
        self.table.touch()

    def handle(self, event: pygame.event.Event) -> Step | None:
        """The coach's buttons, then the campaign."""
        if event.type == PROSE_WISH and event.ui_element is self.coach:
            match event.wish:
                case Change("next"):
                    self.go_on()
                case Change("leave"):
                    return Pop()
                case Change("again"):
                    return Replace(first_game_screen(self.shelf))
            return None
        return super().handle(event)

    def update(self, seconds: float) -> bool | Step:
        """Look whether the lesson has been done."""
        changed = super().update(seconds)
        assert self._begun is not None
        if isinstance(changed, bool) and is_learnt(self.lessons[self.number], self._begun, self._seen()):
            self.go_on()
            return True
        return changed

    def _show(self) -> None:
        super()._show()
        spot = self.lessons[self.number].spot
        if spot >= 0:
            self.board.marked = [*self.board.marked, (spot, self.board.palette.state["bad"])]


def first_game_screen(shelf: Shelf) -> Screen:
    """The first game, once it has been set up; one that cannot be saved can be played nonetheless."""
    trouble: list[str] = []

    def begin(_: Progress) -> Session:
        try:
            return first_game(shelf.fresh("First game"))
        except SaveError as error:
            trouble.append(str(error))
            return first_game()

    return LoadingScreen(begin, lambda session: FirstGameScreen(session, shelf, *trouble))


def game_screen(session: Session, shelf: Shelf) -> Screen:
    """The screen of a game that goes on: the first game has its coach again, from wherever it is loaded."""
    return FirstGameScreen(session, shelf) if is_first_game(session) else play_screen(session, shelf, game_screen)
