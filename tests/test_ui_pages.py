"""The screens of paper: settings, history beside a game, the end of a game, replay, playing on, and the first game."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pygame
import pytest

from game.core import events as ev
from game.core.engine import observe
from game.core.orders import Attack, EndPhase, Move, SendEnvoy
from game.core.state import U
from game.resources import LANGUAGES
from game.scenario.load import from_spec
from game.session.moments import Moments
from game.session.replay import branch_at, replayed
from game.session.results.known_log import known_days, known_log
from game.session.saves.save import read_save
from game.session.sealed import open_eyes
from game.session.session import Session
from game.session.tutorial import KINDS, Seen, first_game, is_learnt, lessons
from game.session.words.text import Catalogue, Texts
from game.ui.content.history import event_rows, loss_rows
from game.ui.content.rows import Change, plain
from game.ui.keys import Action, told_key
from game.ui.loading import LoadingScreen
from game.ui.pages.after_action import AfterActionScreen
from game.ui.pages.choose_game import ChooseGameScreen
from game.ui.pages.first_game import FirstGameScreen
from game.ui.pages.history import HistoryScreen
from game.ui.pages.play_on import PlayOnScreen
from game.ui.pages.replay import ReplayScreen
from game.ui.pages.settings import SettingsScreen
from game.ui.panels import Dock
from game.ui.play.table import Table
from game.ui.saves import Shelf
from game.ui.screen import Pop, Push
from game.ui.settings import Settings, read_settings
from game.ui.situation import Situation
from game.ui.title.load_screen import LoadScreen
from tests.boards import scenario
from tests.desks import Desk
from tests.test_session import field
from tests.windows import Hand

RED, BLUE = 0, 1
EVENT = {"date": "1945-10-15", "text": "It.", "source": "test", "confidence": "document"}


@pytest.fixture
def game(tmp_path: Path) -> Session:
    """Two days with a march and an attack, in game.hebei."""
    board = scenario(
        "......\n......",
        *("A@0101 men=9000", "B@0102 men=3000", "c@0201 men=4000", "d@0602"),
        places={"town": {"name": "Town", "at": "0601", "held_by": "blue"}},
        documented={"events": [{"id": "it", "when": {"fought_at": "town"}, **EVENT}]},
    )
    game = Session(board, (None, None), save=tmp_path / "game.hebei")
    game.submit(Attack(1, (0,)))
    game.submit(EndPhase())
    game.submit(Move(3, (5,)))
    game.submit(EndPhase())
    return game


@pytest.fixture
def hands(tmp_path: Path) -> Iterator[Any]:
    opened: list[Hand] = []

    def open_window(screen: Any, **settings: object) -> Hand:
        opened.append(Hand(screen, tmp_path, **settings))
        return opened[-1]

    yield open_window
    for hand in opened:
        hand.close()


def seen_by(game: Session, side: int, lang: str = "en") -> Situation:
    table = Table(game, Catalogue(lang, game.world), "standard")
    table.eyes = side
    table.refresh()
    return table.situation()


class TestSettings:
    def test_what_is_chosen_holds_at_once_and_is_kept(self, hands: Any, tmp_path: Path) -> None:
        hand = hands(SettingsScreen())
        hand.choose(hand.screen.prose, Change("lang", "zh"))
        hand.choose(hand.screen.prose, Change("scale", 150))
        hand.choose(hand.screen.prose, Change("palette", "strong"))
        hand.choose(hand.screen.prose, Change("counters", "words"))
        hand.press("对局")
        hand.choose(hand.screen.prose, Change("animation", "fast"))
        hand.choose(hand.screen.prose, Change("edge_scroll", False))
        hand.choose(hand.screen.prose, Change("undo_guard", False))
        wanted = Settings(
            "zh", 150, "strong", "fast", counters="words", edge_scroll=False, undo_guard=False, size=(1280, 720)
        )
        assert read_settings(tmp_path / "settings.json").settings == wanted == hand.app.ui.settings

    def test_an_action_gets_another_key(self, hands: Any) -> None:
        hand = hands(SettingsScreen())
        hand.press("Keys")
        hand.choose(hand.screen.prose, Change("key", Action.ATTACK))
        hand.key(pygame.K_q, pygame.KMOD_LCTRL)
        assert hand.app.ui.keys.of(Action.ATTACK) == ("ctrl+q",)
        hand.choose(hand.screen.prose, Change("usual", Action.ATTACK))
        assert hand.app.ui.settings.keys == {}

    def test_a_key_that_is_taken_is_told_with_what_it_means_already(self, hands: Any) -> None:
        hand = hands(SettingsScreen())
        hand.press("Keys")
        hand.choose(hand.screen.prose, Change("key", Action.ATTACK))
        hand.key(pygame.K_u)
        told = plain(list(hand.screen.prose.rows))
        assert "U already means: take back the last order." in told
        assert any("wanted by" in line and "plan an attack" in line for line in told)
        hand.choose(hand.screen.prose, Change("all_usual"))
        assert hand.app.ui.keys.conflicts() == {}

    def test_while_a_key_is_waited_for_esc_keeps_the_old_one_and_del_takes_it_away(self, hands: Any) -> None:
        hand = hands(SettingsScreen())
        hand.press("Keys")
        hand.choose(hand.screen.prose, Change("key", Action.ATTACK))
        hand.key(pygame.K_LSHIFT, pygame.KMOD_LSHIFT)
        hand.key(pygame.K_ESCAPE)
        assert hand.app.stack and hand.app.ui.keys.of(Action.ATTACK) == ("a",)
        hand.choose(hand.screen.prose, Change("key", Action.ATTACK))
        hand.key(pygame.K_DELETE)
        assert hand.app.ui.keys.of(Action.ATTACK) == ()

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_action_has_words(self, lang: str) -> None:
        assert set(Texts(lang).entry("window.actions")) == {action.value for action in Action}

    def test_keys_are_told_one_by_one(self) -> None:
        english, chinese = (Texts(lang).entry("window.key_names") for lang in ("en", "zh"))
        keys = ("ctrl+return", "+", "shift+=", "f1", "ctrl+shift+page up", "shift++")
        assert [told_key(key, english) for key in keys] == [
            "Ctrl+Enter",
            "+",
            "Shift+=",
            "F1",
            "Ctrl+Shift+PgUp",
            "Shift++",
        ]
        assert [told_key(key, chinese) for key in ("ctrl+return", "left", "space")] == ["Ctrl+回车", "←", "空格"]


class TestKnown:
    def test_a_side_knows_of_its_battles_and_marches(self, game: Session) -> None:
        log = list(known_log(game.start, game.turn.events, RED))
        assert any(isinstance(event, ev.BattleFought) for event in log)
        assert not any(isinstance(event, ev.UnitMoved) and event.unit == 3 for event in log)
        assert any(
            isinstance(event, ev.UnitMoved) and event.unit == 3
            for event in known_log(game.start, game.turn.events, BLUE)
        )

    def test_an_enemy_that_was_sighted_has_come_to_where_it_was_seen(self, game: Session) -> None:
        sighted = ev.UnitsSighted((2, 0), (7, 0), 0)
        (told,) = known_log(game.start, [sighted], RED)
        assert isinstance(told, ev.UnitMoved) and (told.unit, told.path) == (2, (7,))

    def test_what_the_enemy_took_is_known_when_it_is_seen(self) -> None:
        board = scenario(
            "......\n......",
            *("A@0101", "b@0601"),
            places={"town": {"name": "Town", "at": "0601", "held_by": "red"}},
            documented={"events": [{"id": "it", "when": {"taken": "town", "by": "blue"}, **EVENT}]},
        )
        taken, seen = ev.PlaceTaken(0, BLUE, RED, 1), ev.PlacesSeen(RED, (0,), (BLUE,))
        days = [known_days(board.world, board.start, log, RED)["it"] for log in ([taken], [taken, seen])]
        assert days == [None, 0]
        assert known_days(board.world, board.start, [taken], -1)["it"] == 0


class TestHistory:
    def test_events_stand_beside_the_game_and_losses_of_the_enemy_are_guessed(self, game: Session) -> None:
        assert any("It." in line for line in plain(event_rows(seen_by(game, RED))))
        own, theirs = (plain(loss_rows(seen_by(game, side))) for side in (RED, BLUE))
        assert own != theirs and any("about" in line for line in own)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_tab_opens(self, game: Session, hands: Any, lang: str) -> None:
        hand = hands(HistoryScreen(seen_by(game, RED, lang)), lang=lang)
        for tab in hand.screen.tabs():
            hand.screen.turn_to(tab)
            hand.rest()


class TestAfterAction:
    @pytest.mark.parametrize("settings", [{"lang": "en"}, {"lang": "zh", "scale": 150}, {"size": (1024, 600)}])
    def test_every_tab_opens(self, game: Session, hands: Any, settings: dict[str, Any]) -> None:
        hand = hands(AfterActionScreen(game), **settings)
        for tab in hand.screen.tabs():
            hand.screen.turn_to(tab)
            hand.rest()

    def test_before_the_end_it_tells_a_person_nothing(self, game: Session, hands: Any) -> None:
        screen = hands(AfterActionScreen(game, people=(RED,))).screen
        assert screen.tabs() == ("result",) and screen.actions() == ()
        (told,) = plain(list(screen.prose.rows))
        assert "only when the game is over" in told

    def test_the_film_plays_to_its_end_and_steps(self, game: Session, hands: Any) -> None:
        hand = hands(AfterActionScreen(game))
        hand.press("Film")
        film = hand.screen._film
        hand.wait_for(lambda: film.is_complete)
        hand.key(pygame.K_RIGHT)
        assert film.at == 1 and not film.is_playing
        hand.key(pygame.K_LEFT)
        assert film.at == 0
        hand.click(film.controls.bar.midright)
        assert film.at == 0
        hand.click((film.controls.bar.right - 2, film.controls.bar.centery))
        assert film.at == 1

    def test_a_film_that_cannot_be_drawn_is_heard_of(
        self, game: Session, hands: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """And is not taken for one that is short."""
        monkeypatch.setattr("game.ui.pages.film_tab.frames", lambda *_: iter([(0, pygame.Surface((9, 9)), 1 // 0)]))
        hand = hands(AfterActionScreen(game))
        with pytest.raises(ZeroDivisionError):
            hand.press("Film")
            hand.wait_for(lambda: False, seconds=30)

    def test_nobody_waits_for_the_film(self, game: Session, hands: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        """Its first picture draws the whole map."""
        gate = threading.Event()

        def slowly(*_: Any) -> Any:
            for day in range(2):
                assert gate.wait(30)
                yield day, pygame.Surface((8, 8))
            raise AssertionError("the film is drawn on after it was left")

        monkeypatch.setattr("game.ui.pages.film_tab.frames", slowly)
        hand = hands(AfterActionScreen(game))
        hand.press("Film")
        film = hand.screen._film
        hand.rest()
        assert not film.is_complete and len(film.pictures) == 0
        hand.screen.turn_to("losses")
        gate.set()
        for drawing in [each for each in threading.enumerate() if each.name == "film"]:
            drawing.join(30)
        assert film._is_left.is_set() and film._coming.get() is None

    @pytest.mark.parametrize(("size", "scale"), [((1024, 600), 200), ((1280, 800), 100)])
    def test_a_graph_is_lettered_as_large_as_the_page(
        self, game: Session, hands: Any, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], scale: int
    ) -> None:
        """Also where the window has no room for the size that is wanted."""
        scales: list[float] = []

        def drawn(plot: Any, kind: str, place: tuple[int, int], drawn_at: float) -> Any:
            scales.append(drawn_at)
            return pygame.Surface(place)

        monkeypatch.setattr("game.ui.pages.picture_tab.graph_surface", drawn)
        hand = hands(AfterActionScreen(game), size=size, scale=scale)
        hand.screen.turn_to("losses")
        assert scales == [hand.screen.zoom * hand.app.ui.scale / 100] and hand.app.ui.scale == 100

    def test_everything_is_written_into_a_folder(self, game: Session, hands: Any, tmp_path: Path) -> None:
        hand = hands(AfterActionScreen(game, tmp_path / "told"))
        hand.press("Write to files")
        hand.wait_for((tmp_path / "told" / "film.webp").exists)
        hand.rest()
        assert any("told" in line for line in plain(list(hand.screen.prose.rows)))
        assert len(list((tmp_path / "told" / "days").iterdir())) == 2

    def test_a_folder_that_cannot_be_made_is_told(self, game: Session, hands: Any, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        hand = hands(AfterActionScreen(game, tmp_path / "file" / "told"))
        hand.press("Write to files")
        assert any("cannot be written" in line for line in plain(list(hand.screen.prose.rows)))


class TestMoments:
    def test_there_is_one_before_the_first_order_and_one_after_each(self, game: Session) -> None:
        moments = Moments.of(game)
        assert moments.last == len(game.records)
        assert moments.state(0).digest() != moments.state(1).digest()
        assert moments.state(moments.last).digest() == game.turn.state.digest()
        assert moments.days == (0, 0, 0, 0, 1)
        assert (moments.of_day(1), moments.of_day(9), moments.order(0)) == (4, 4, None)

    def test_a_game_is_played_on_from_any_of_them(self, game: Session, tmp_path: Path) -> None:
        save = read_save(tmp_path / "game.hebei")
        for moment in range(5):
            branch = branch_at(save, moment, tmp_path / f"{moment}.hebei", f"after {moment}", (None, None))
            assert branch.turn.state.digest() == Moments.of(game).state(moment).digest()
            again = replayed(read_save(tmp_path / f"{moment}.hebei"))
            assert again.turn.state.digest() == branch.turn.state.digest()


class TestReplay:
    def test_it_steps_by_order_and_day_and_jumps(self, game: Session, hands: Any) -> None:
        hand = hands(ReplayScreen(game, Path("game.hebei")))
        screen = hand.screen
        hand.key(pygame.K_RIGHT)
        assert screen.at == 1 and screen.board.marked
        hand.key(pygame.K_RIGHT, pygame.KMOD_LCTRL)
        assert screen.at == 4
        hand.key(pygame.K_LEFT, pygame.KMOD_LCTRL)
        assert screen.at == 0
        hand.key(pygame.K_END)
        assert screen.at == 4
        hand.choose(screen.prose, Change("day", 0))
        assert screen.at == 0

    def test_it_plays_to_the_end_and_stops(self, game: Session, hands: Any) -> None:
        hand = hands(ReplayScreen(game, Path("game.hebei")), animation="none")
        hand.key(pygame.K_SPACE)
        hand.wait_for(lambda: hand.screen.at == 4)
        hand.rest()
        assert not hand.screen.is_playing

    def test_a_side_sees_what_it_saw_then(self, game: Session, hands: Any) -> None:
        hand = hands(ReplayScreen(game, Path("game.hebei")))
        hand.key(pygame.K_END)
        everybody = {unit for counter in hand.screen.board.counters for unit in counter.units}
        hand.press("Red")
        assert {unit for counter in hand.screen.board.counters for unit in counter.units} < everybody

    def test_a_game_that_a_person_has_to_play_on_is_seen_with_his_eyes_alone(self, game: Session, hands: Any) -> None:
        everything = hands(ReplayScreen(game, Path("game.hebei"))).screen
        screen = hands(ReplayScreen(game, Path("game.hebei"), people=(BLUE,))).screen
        assert screen.tabs() == ("blue",) and screen.actions() == ()
        for moment in range(screen.moments.last + 1):
            for shown in (everything, screen):
                shown.go(moment)
            view = observe(game.world, screen.moments.state(moment), BLUE)
            seen = {unit for unit in range(4) if view.units[U.HEX, unit] >= 0}
            assert {unit for counter in screen.board.counters for unit in counter.units} <= seen
        assert plain(screen.rows()) != plain(everything.rows())

    @pytest.mark.parametrize(("rows", "is_whole"), [((80, 36), False), ((6, 6), True)])
    def test_it_opens_where_the_armies_are_and_shows_no_more_than_the_map(
        self, hands: Any, rows: tuple[int, int], is_whole: bool
    ) -> None:
        """A tall map fills its part of the page; a small one is shown whole."""
        made = scenario("\n".join(["." * rows[1]] * rows[0]), "A@0304", "B@0305", "c@0306")
        screen = hands(ReplayScreen(Session(made, (None, None)), Path("game.hebei"))).screen
        shown, bounds = screen.map.camera.shown(), screen.board.bounds
        assert screen.map.shows(made.world.grid.index("0305") or 0)
        assert (screen.map.camera.scale == screen.map.camera.least_scale()) is is_whole
        assert is_whole or (shown.width <= bounds.width and shown.height <= bounds.height)

    def test_it_opens_where_those_who_look_saw_something_happen(self, hands: Any) -> None:
        """All eyes at a march that nobody else saw, the other side's at what they saw of it: nothing."""
        session = Session(scenario("\n".join(["." * 36] * 80), "A@0304", "c@3670"), (None, None), 1)
        session.submit(Move(0, (session.world.grid.index("0305") or 0,)))
        while not session.is_over:
            session.submit(EndPhase())
        seen = {}
        for eyes in ("all", "red", "blue"):
            replay = ReplayScreen(session, Path("game.hebei"))
            replay.tab = eyes
            seen[eyes] = hands(replay).screen.map.camera.middle
        assert seen["all"] == seen["red"] != seen["blue"]

    def test_two_people_see_with_the_eyes_of_the_one_who_is_to_order_alone(self, game: Session, hands: Any) -> None:
        screen = hands(ReplayScreen(game, Path("game.hebei"), people=(RED, BLUE))).screen
        assert screen.tabs() == (game.world.sides[game.active_side].id,) == (screen.tab,)

    def test_when_it_is_over_or_has_no_fog_everything_is_shown(self, game: Session) -> None:
        assert open_eyes(game, ()) == (-1, RED, BLUE)
        assert open_eyes(game, (BLUE,)) == (BLUE,)
        clear = Session(scenario("...", "A@0101", "c@0301", options={"fog": 0}), (None, None))
        assert open_eyes(clear, (BLUE,)) == (-1, RED, BLUE)
        over = Session(scenario("...", "A@0101", "c@0301", days=1), (None, None))
        while not over.is_over:
            over.submit(EndPhase())
        assert open_eyes(over, (BLUE,)) == (-1, RED, BLUE)

    def test_from_the_list_of_saves_to_a_branch(self, game: Session, hands: Any, tmp_path: Path) -> None:
        shelf, played = Shelf(tmp_path), []
        save = read_save(tmp_path / "game.hebei")

        def play(session: Session) -> Any:
            played.append(session)
            return SettingsScreen()

        def show(session: Session, _: Any) -> Any:
            return ReplayScreen(session, save.path, lambda moment: PlayOnScreen(save, moment, shelf, play))

        hand = hands(ChooseGameScreen("replay", shelf, show))
        hand.choose(hand.screen.prose, Change("save", tmp_path / "game.hebei"))
        hand.wait_for(lambda: isinstance(hand.screen, ReplayScreen))
        hand.key(pygame.K_RIGHT)
        hand.press("Play on from here")
        hand.choose(hand.screen.prose, Change("seat 0", "greedy"))
        hand.press("Begin")
        hand.wait_for(lambda: played)
        assert played[0].names == ("greedy", None)
        assert played[0].turn.state.digest() == Moments.of(game).state(1).digest()
        assert (tmp_path / "game 2.hebei").is_file()

    def test_a_branch_of_a_game_that_was_saved_by_itself_is_offered_a_name_that_can_be_read(
        self, game: Session, hands: Any, tmp_path: Path
    ) -> None:
        shelf = Shelf(tmp_path)
        own = shelf.fresh("Board")
        own.write_bytes((tmp_path / "game.hebei").read_bytes())
        hand = hands(PlayOnScreen(read_save(own), 0, shelf, lambda _: SettingsScreen()))
        assert hand.screen.branch == "Board 2"

    def test_saves_are_listed_with_titles_in_the_language_as_far_as_there_are_any(
        self, game: Session, hands: Any, tmp_path: Path
    ) -> None:
        both = scenario("...", "A@0101", "c@0301", title={"en": "Ford", "zh": "渡口"})
        Session(both, (None, None), save=tmp_path / "ford.hebei")
        for lang, titles in (("en", ("Board", "Ford")), ("zh", ("Board", "渡口"))):
            listed = plain(list(hands(LoadScreen(Shelf(tmp_path)), lang=lang).screen.prose.rows))
            assert all(any(title in line for line in listed) for title in titles)

    def test_the_list_of_saves_tells_who_plays_and_where_the_game_was_entered(self, hands: Any, tmp_path: Path) -> None:
        entry = {"date": "1945-10-16", "title": {"en": "On the Ford", "zh": "渡口之战"}}
        made = scenario("...", "A@0101", "c@0301", entries={"ford": entry})
        entered = from_spec({**made.spec, "entry": "ford"})
        Session(entered, (None, "greedy"), save=tmp_path / "auto Board 1.hebei")
        listed = plain(list(hands(LoadScreen(Shelf(tmp_path)), lang="en").screen.prose.rows))
        (line,) = [line for line in listed if "On the Ford" in line]
        assert "Board, On the Ford" in line and "a person here" in line and "the adjutant" in line

    def test_a_save_is_deleted_that_was_clicked_and_only_when_asked_for_twice(
        self, game: Session, hands: Any, tmp_path: Path
    ) -> None:
        hand = hands(LoadScreen(Shelf(tmp_path)))
        assert game.journal is not None
        path = game.journal.path
        hand.press("Delete")
        assert path.is_file()
        hand.choose(hand.screen.prose, Change("save", path))
        hand.press("Delete")
        assert path.is_file() and f"“{path.stem}” is gone" in hand.screen.notice
        hand.press("Delete")
        assert not path.exists()

    def test_a_save_that_vanished_meanwhile_is_neither_played_nor_deleted(
        self, game: Session, hands: Any, tmp_path: Path
    ) -> None:
        hand = hands(LoadScreen(Shelf(tmp_path)))
        assert game.journal is not None
        hand.choose(hand.screen.prose, Change("save", game.journal.path))
        game.journal.path.unlink()
        hand.press("Go on")
        assert isinstance(hand.screen, LoadScreen) and not hand.screen.notice

    def test_a_save_that_cannot_be_deleted_is_told(
        self, game: Session, hands: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: Any, **__: Any) -> None:
            raise PermissionError(13, "Permission denied")

        hand = hands(LoadScreen(Shelf(tmp_path)))
        assert game.journal is not None
        hand.choose(hand.screen.prose, Change("save", game.journal.path))
        monkeypatch.setattr(Path, "unlink", refuse)
        hand.press("Delete")
        hand.press("Delete")
        assert "Permission denied" in hand.screen.notice

    def test_a_save_that_is_damaged_is_told_on_the_list(self, hands: Any, tmp_path: Path) -> None:
        (tmp_path / "bad.hebei").write_text("{}\n")
        hand = hands(ChooseGameScreen("replay", Shelf(tmp_path), lambda *_: SettingsScreen()))
        hand.choose(hand.screen.prose, Change("save", tmp_path / "bad.hebei"))
        hand.wait_for(lambda: any("no save" in line for line in plain(list(hand.screen.prose.rows))))


class TestFirstGame:
    def test_every_lesson_has_words_and_a_way_to_end(self) -> None:
        game = first_game()
        found = lessons(game.world)
        for lang in LANGUAGES:
            texts = Texts(lang)
            assert list(texts.entry("window.tutorial.lessons")) == [lesson.id for lesson in found]
        assert {lesson.kind for lesson in found} == set(KINDS)

    def test_each_lesson_ends_with_what_it_asks_for_and_not_before(self) -> None:
        game = first_game()
        world = game.world
        unit, place = world.unit_index, world.places[world.place_index["cuiqu"]].hex
        selected: tuple[int, ...] = ()
        overlay = ""

        def seen() -> Seen:
            return Seen(game, selected, overlay, len(game.turn.events), len(game.records))

        march = Move(unit["com-1b"], (world.grid.index("0905") or 0, world.grid.index("0906") or 0))
        for lesson in lessons(world):
            before = seen()
            assert not is_learnt(lesson, before, seen()), lesson.id
            match lesson.id:
                case "look" | "done":
                    continue
                case "select":
                    selected = (unit["com-1b"],)
                case "move" | "again":
                    game.submit(march)
                case "undo":
                    game.undo()
                case "attack":
                    game.submit(Attack(place, (unit["com-1b"], unit["com-2b"])))
                case "supply":
                    overlay = "supply"
                case "hungry":
                    hex = int(game.turn.state.units[U.HEX, unit["com-ind"]])
                    game.submit(Move(unit["com-ind"], (int(world.grid.neighbours[hex][1]),)))
                case "envoy":
                    game.submit(SendEnvoy(world.formation_index["nat-n8a"]))
                case "end":
                    game.submit(EndPhase())
            assert is_learnt(lesson, before, seen()), lesson.id

    def test_the_march_that_mends_supply_mends_it(self) -> None:
        """The lesson would be a lie otherwise."""
        game = first_game()
        world = game.world
        unit, goal = world.unit_index["com-ind"], world.places[world.place_index["shangcheng"]].hex
        before = game.turn.state.units[U.STOCK, unit]
        path = list(game_path(game, unit, goal))
        game.submit(Move(unit, tuple(path)))
        game.submit(EndPhase())
        for _ in game.play():
            pass
        assert game.turn.state.day == 1 and game.turn.state.units[U.STOCK, unit] > before

    def test_the_coach_stands_above_the_dossier_and_hides_nothing_of_the_map(self, hands: Any, tmp_path: Path) -> None:
        hand = hands(FirstGameScreen(first_game(), Shelf.open(tmp_path / "saves")))
        screen = hand.screen
        for _ in range(2):
            coach, dossier = screen.coach.rect, screen.host.panel("dossier").area
            assert not coach.colliderect(screen.map.area) and coach.bottom <= dossier.top
            screen.go_on()
        screen.hide_panel("dossier")
        assert screen.map.area.contains(screen.coach.rect)
        screen.show_panel("dossier")
        assert not screen.coach.rect.colliderect(screen.map.area)


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600), (1920, 1080)])
def test_what_a_lesson_is_about_lies_free_on_the_map(tmp_path: Path, size: tuple[int, int]) -> None:
    """Not under the bar with the buttons of the phase, nor beyond the edge."""
    desk = Desk(FirstGameScreen(first_game(), Shelf.open(tmp_path / "saves")), tmp_path, size=size)
    screen = desk.screen
    assert isinstance(screen, FirstGameScreen)
    for number, lesson in enumerate(screen.lessons):
        screen.number = number - 1
        screen.go_on()
        desk.wait(lambda: screen.map.is_still)
        unit = int(screen.table.view.units[U.HEX, lesson.of]) if lesson.kind in ("selected", "moved") else -1
        bar = screen.host.areas.docks[Dock.ORDERS]
        for hex in {unit, lesson.spot} - {-1}:
            at = desk.at(screen.session.world.grid.number(hex))
            assert screen.map.area.collidepoint(at) and not bar.collidepoint(at), lesson.id
    desk.app.close()


def game_path(game: Session, unit: int, goal: int) -> tuple[int, ...]:
    from game.ui.play.hints import Reach

    return Reach(game.world, game.view(BLUE), unit).path(goal)


class TestLoading:
    """A save is played again with its progress in sight, and that can be stopped."""

    def test_a_save_tells_how_far_it_has_been_played_again(self, game: Session, tmp_path: Path) -> None:
        told: list[tuple[int, int]] = []
        shelf = Shelf.open(tmp_path / "saves")
        again = shelf.go_on(tmp_path / "game.hebei", progress=lambda done, count: told.append((done, count)))
        count = len(game.records)
        assert told == [(number, count) for number in range(count)]
        assert again.turn.state.digest() == game.turn.state.digest()

    @pytest.mark.parametrize("way", ["button", "esc"])
    def test_stopping_goes_back_and_leaves_no_copy(self, game: Session, hands: Any, tmp_path: Path, way: str) -> None:
        shelf, begun, gate = Shelf.open(tmp_path / "saves"), threading.Event(), threading.Event()

        def make(progress: Any) -> Session:
            def slowly(done: int, count: int) -> None:
                progress(done, count)
                if done == 1:
                    begun.set()
                    assert gate.wait(30)

            return shelf.go_on(tmp_path / "game.hebei", progress=slowly)

        loading = LoadingScreen(make, lambda session: SettingsScreen())

        class Below(SettingsScreen):
            def handle(self, event: Any) -> Any:
                return Push(loading) if event.type == pygame.KEYDOWN and event.key == pygame.K_F10 else None

        below = Below()
        hand = hands(below)
        hand.key(pygame.K_F10)
        assert begun.wait(30)
        hand.rest()
        assert loading.share == 100 // len(game.records) and len(shelf.list()) == 1
        hand.press("Stop") if way == "button" else hand.key(pygame.K_ESCAPE)
        assert hand.screen is below
        gate.set()
        loading._thread.join(30)
        assert shelf.list() == [] and loading.error is None

    def test_settings_that_change_meanwhile_do_not_end_it(self, game: Session, hands: Any) -> None:
        """Every screen is opened anew then."""
        gate = threading.Event()

        def make(progress: Any) -> Session:
            assert gate.wait(30)
            progress(1, 2)
            return game

        shown = SettingsScreen()
        hand = hands(LoadingScreen(make, lambda _: shown))
        hand.app.ui.change(hand.app.ui.settings.changed(autosaves=7))
        hand.rest()
        gate.set()
        hand.wait_for(lambda: hand.screen is shown)

    def test_the_first_questions_are_asked_before_the_game_is_shown(
        self, game: Session, hands: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """They compile the rules on a machine where nobody has played, which would stop the first click."""
        asked: list[Session] = []
        monkeypatch.setattr("game.ui.loading.rehearse", asked.append)
        shown = SettingsScreen()
        loading = LoadingScreen(lambda _: game, lambda made: shown if asked == [made] else SettingsScreen())
        hand = hands(loading)
        assert loading._thread is not None
        loading._thread.join(30)
        hand.rest()
        assert hand.screen is shown

    def test_a_game_that_is_ready_just_when_one_looks_is_shown(
        self, game: Session, hands: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its thread has ended then, which looks like one that has failed."""

        class JustEnding:
            def __init__(self, target: Any, **_: Any) -> None:
                self._target = target

            def start(self) -> None:
                pass

            def is_alive(self) -> bool:
                self._target()
                return False

        monkeypatch.setattr("game.ui.loading.threading.Thread", JustEnding)
        shown = SettingsScreen()
        assert hands(LoadingScreen(lambda _: game, lambda _: shown)).screen is shown


@pytest.mark.parametrize(
    ("lang", "first", "begun"),
    [("en", "Nothing has happened yet.", "Nothing to report yet today."), ("zh", "尚无战事。", "本日至此无事。")],
)
def test_the_replay_of_a_game_s_first_day_tells_of_it(hands: Any, lang: str, first: str, begun: str) -> None:
    """Its chronicle is not empty before a day is over."""
    session = Session(field(), (None, "greedy"), 1)
    told = plain(hands(ReplayScreen(session, Path("game.hebei")), lang=lang).screen.rows())
    assert told == [first]
    session = Session(field(), (None, "greedy"), 1)
    session.submit(EndPhase())
    told = plain(hands(ReplayScreen(session, Path("game.hebei")), lang=lang).screen.rows())
    assert begun in told and len(told) == 2


def test_a_page_is_left_by_its_button_and_by_esc(hands: Any) -> None:
    class Below(SettingsScreen):
        def handle(self, event: Any) -> Any:
            return Push(SettingsScreen()) if event.type == pygame.KEYDOWN and event.key == pygame.K_F10 else None

    below = Below()
    hand = hands(below)
    for leave in (lambda: hand.press("Back"), lambda: hand.key(pygame.K_ESCAPE)):
        hand.key(pygame.K_F10)
        assert hand.screen is not below
        leave()
        assert hand.screen is below
    assert isinstance(SettingsScreen.handle(below, pygame.event.Event(pygame.KEYDOWN, key=27, mod=0)), Pop)


def test_a_heading_that_is_too_long_for_its_window_ends_in_dots(hands: Any) -> None:
    """The widget would only warn, and cut the words in the middle of a letter."""

    class Wordy(SettingsScreen):
        def title(self) -> str:
            return "A replay of a game with a very long name " * 5

    page = hands(Wordy(), size=(1024, 600)).screen
    assert page._heading.text.endswith("…") and page._heading.text.startswith("A replay")


def test_the_guide_has_the_keys_as_they_are() -> None:
    import importlib.util

    root = Path(__file__).parents[1]
    spec = importlib.util.spec_from_file_location("make_keys", root / "docs" / "make_keys.py")
    assert spec is not None and spec.loader is not None
    make_keys = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_keys)
    guide = (root / "docs" / "guide.md").read_text(encoding="utf-8")
    assert make_keys.with_keys(guide) == guide
