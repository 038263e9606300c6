"""Saves: written order by order, read whatever happened to them, replayed, continued, branched."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import game
from game.core import events as ev
from game.core.orders import EndPhase, Entrench
from game.core.state import GameState, U
from game.session.replay import branch, branch_at, replay, resume
from game.session.saves import journal
from game.session.saves import save as saves
from game.session.saves.journal import SaveError
from game.session.saves.save import Save, read_save
from game.session.saves.snapshot import decode, encode
from game.session.session import Session
from tests.test_session import Scripted, field

Tamper = Callable[[list[dict[str, Any]]], None]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A whole game that was written down."""
    session = Session(field(), ("greedy", "random"), 3, tmp_path_factory.mktemp("saves") / "whole.save")
    list(session.play())
    return session


@pytest.fixture
def path(played: Session, tmp_path: Path) -> Path:
    """A copy of that game's save."""
    copy = tmp_path / "game.save"
    copy.write_bytes(file_of(played).read_bytes())
    return copy


def file_of(session: Session) -> Path:
    assert session.journal is not None
    return session.journal.path


def tampered(path: Path, tamper: Tamper) -> Save:
    """The save after its lines were changed."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    tamper(lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return read_save(path)


def events_of(save: Save) -> list[ev.Event]:
    return [event for _, events in replay(save) for event in events]


class TestSnapshot:
    def test_a_position_survives(self, played: Session) -> None:
        state = played.turn.state
        assert decode(encode(state), played.start).digest() == state.digest()

    def test_columns_of_other_versions_do_no_harm(self, played: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        text = encode(played.turn.state)
        columns = {**GameState.COLUMNS, "units": [column for column in U if column is not U.DUG]}
        monkeypatch.setattr(GameState, "COLUMNS", columns)
        older = encode(played.turn.state)
        assert decode(text, played.start).units[U.DUG].tolist() == played.start.units[U.DUG].tolist()
        monkeypatch.undo()
        assert decode(older, played.start).units[U.MEN].tolist() == played.turn.state.units[U.MEN].tolist()

    @pytest.mark.parametrize("text", ["", "###", "AAAA", encode(GameState.empty(2))])
    def test_other_text_is_refused(self, played: Session, text: str) -> None:
        with pytest.raises(ValueError, match=r"unpacked|length"):
            decode(text, played.start)


class TestReplay:
    def test_replaying_is_playing(self, played: Session, path: Path) -> None:
        assert events_of(read_save(path)) == played.turn.events

    def test_each_day_begins_with_its_dawn(self, path: Path) -> None:
        days = dict(replay(read_save(path)))
        assert list(days) == [0, 1, 2, 3]
        assert [events[0] for events in days.values()] == [ev.DayBegan(day) for day in range(4)]

    def test_it_can_end_after_a_day(self, path: Path) -> None:
        assert [day for day, _ in replay(read_save(path), until=1)] == [0, 1]

    def test_an_unfinished_game_is_told_as_far_as_it_goes(self, tmp_path: Path) -> None:
        session = Session(field(), (None, None), 1, tmp_path / "short.save")
        session.submit(Entrench(0))
        assert events_of(read_save(tmp_path / "short.save")) == session.turn.events

    def test_what_was_taken_back_is_not_replayed(self, tmp_path: Path) -> None:
        session = Session(field(), (None, None), 1, tmp_path / "undone.save")
        session.submit(Entrench(0))
        session.undo()
        session.submit(Entrench(1))
        for _ in range(2):
            session.submit(EndPhase())
        session.undo()
        save = read_save(tmp_path / "undone.save")
        assert [order.data["order"] for order in save.orders] == ["Entrench", "EndPhase"]
        assert len(save.days) == 1
        assert events_of(save) == session.turn.events

    def test_no_fact_of_the_machine_is_written(self, path: Path, tmp_path: Path) -> None:
        again = Session(field(), ("greedy", "random"), 3, tmp_path / "again.save")
        list(again.play())
        assert file_of(again).read_bytes() == path.read_bytes()


class TestTornSaves:
    """Killing the process at any moment loses at most the order being written."""

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.data())
    def test_a_save_cut_anywhere_keeps_all_but_the_last_order(self, played: Session, path: Path, data: Any) -> None:
        content = file_of(played).read_bytes()
        begun = read_save(file_of(played)).days[0].end
        cut = data.draw(st.integers(begun, len(content)))
        path.write_bytes(content[:cut])
        save = read_save(path)
        whole = [line for line in content[:cut].split(b"\n")[1:-1] if line.startswith(b'{"order"')]
        assert len(save.orders) == len(whole)
        assert save.torn is (not content[:cut].endswith(b"\n"))
        assert not save.damage
        events = events_of(save)
        assert events == played.turn.events[: len(events)]

    @given(st.floats(0, 1, exclude_max=True))
    def test_a_save_without_its_first_day_is_told(self, played: Session, share: float) -> None:
        content = file_of(played).read_bytes()
        short = file_of(played).with_name("short.save")
        short.write_bytes(content[: int(read_save(file_of(played)).days[0].end * share)])
        with pytest.raises(SaveError, match=r"short\.save: .*(no save of Hebei|nothing can be recovered)"):
            read_save(short)

    def test_a_torn_line_is_removed_before_the_game_goes_on(self, played: Session, path: Path) -> None:
        content = path.read_bytes()
        path.write_bytes(content[: content.index(b'{"day":1') + 9])
        session = resume(read_save(path))
        list(session.play())
        assert session.is_over
        save = read_save(path)
        assert not save.torn and not save.damage
        assert events_of(save) == session.turn.events
        assert session.turn.state.digest() == played.turn.state.digest()

    def test_saves_from_windows_and_editors_are_read(self, played: Session, path: Path) -> None:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        assert events_of(read_save(path)) == played.turn.events


class TestEditedSaves:
    """A message says what is wrong, where, and what still works."""

    def test_a_line_that_makes_no_sense_ends_the_reading(self, path: Path) -> None:
        lines = path.read_bytes().splitlines(keepends=True)
        lines[8] = b"\xffwhat is this\n"
        path.write_bytes(b"".join(lines))
        save = read_save(path)
        assert save.damage == f"{path}:9: the line cannot be read; whole orders before it: {len(save.orders)}"
        with pytest.raises(SaveError, match=":9: the line cannot be read"):
            list(replay(save))
        with pytest.raises(SaveError, match="continue from an earlier day under another name"):
            resume(save)

    def test_an_edited_order_is_found_at_the_day_that_differs(self, tmp_path: Path) -> None:
        session = Session(field(), (None, None), save=tmp_path / "game.save")
        session.submit(Entrench(0))
        for _ in range(4):
            session.submit(EndPhase())

        def tamper(lines: list[dict[str, Any]]) -> None:
            lines[2]["unit"] = "red-b"

        found = "game.save:6: the replay differs on 1945-10-15 in units red-a DUG: 1 in the save, 0 in the replay"
        with pytest.raises(SaveError, match=found):
            list(replay(tampered(tmp_path / "game.save", tamper)))

    def test_an_order_that_cannot_be_given_is_told(self, path: Path) -> None:
        def tamper(lines: list[dict[str, Any]]) -> None:
            lines.insert(2, {"order": "Entrench", "unit": "blue-d"})

        with pytest.raises(SaveError, match=r":3: .* given again \(This side does not command the d\)"):
            list(replay(tampered(path, tamper)))

    def test_nor_can_it_be_branched_behind(self, path: Path, tmp_path: Path) -> None:
        def tamper(lines: list[dict[str, Any]]) -> None:
            lines.insert(2, {"order": "Entrench", "unit": "blue-d"})

        with pytest.raises(SaveError, match=r":3: .* given again \(This side does not command the d\)"):
            branch_at(tampered(path, tamper), 1, tmp_path / "branch.save", "branch", (None, None))

    @pytest.mark.parametrize(
        "order",
        [{"order": "Fly"}, {"order": "Move", "unit": "red-a", "path": [{}]}, {"order": "Move", "unit": 3, "path": 4}],
    )
    def test_an_order_in_no_language_is_told(self, path: Path, order: dict[str, Any]) -> None:
        with pytest.raises(SaveError, match=":3: the order cannot be given again"):
            list(replay(tampered(path, lambda lines: lines.insert(2, order))))

    def test_an_edited_position_is_found(self, path: Path, played: Session) -> None:
        def tamper(lines: list[dict[str, Any]]) -> None:
            last = next(line for line in lines if line.get("day") == 1)
            last["state"] = encode(played.start)

        save = tampered(path, tamper)
        with pytest.raises(SaveError, match="the position of 1945-10-15 was edited"):
            save.position(save.find(1))

    def test_a_mismatch_names_the_days_that_are_right(self, path: Path) -> None:
        def tamper(lines: list[dict[str, Any]]) -> None:
            first = next(index for index, line in enumerate(lines) if line.get("day") == 2)
            lines.insert(first + 1, {"order": "EndPhase"})

        with pytest.raises(SaveError, match="all up to 1945-10-16 is right"):
            list(replay(tampered(path, tamper)))

    def test_a_changed_scenario_cannot_be_replayed_but_continued(self, path: Path) -> None:
        save = tampered(path, lambda lines: lines[0]["scenario"]["scenario"].update(title="Another"))
        with pytest.raises(SaveError, match=r"changed after the game began.*1945-10-14 to 1945-10-17 can still"):
            list(replay(save))
        assert branch(save, 2).turn.state.day == 2

    @pytest.mark.parametrize(
        ("first_line", "message"),
        [
            ("", "no save of Hebei"),
            ("{}", "no save of Hebei"),
            ("[1]", "no save of Hebei"),
            ("[" * 100_000, "no save of Hebei"),
            ('{"save": "hebei", "format": 9, "version": "3.0"}', r"another version of the program \(3.0\)"),
            ('{"save": "hebei", "format": 1}', "'scenario' is missing or wrong"),
        ],
    )
    def test_what_is_no_save_is_told(self, tmp_path: Path, first_line: str, message: str) -> None:
        path = tmp_path / "other.save"
        path.write_text(first_line + "\n{}\n", "utf-8")
        with pytest.raises(SaveError, match=message):
            read_save(path)

    @pytest.mark.parametrize(
        ("keep", "message"),
        [
            (slice(0), "this is no save of Hebei 1945–49: the file is empty$"),
            (slice(1000), "its first line is cut off after 1,000 bytes; nothing can be recovered$"),
            (slice(3, None), "this is no save of Hebei 1945–49$"),
        ],
    )
    def test_what_is_left_of_a_save_is_told(self, path: Path, keep: slice, message: str) -> None:
        path.write_bytes(path.read_bytes()[keep])
        with pytest.raises(SaveError, match=message):
            read_save(path)

    def test_what_is_no_save_is_not_read_whole(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """However large it is."""
        path = tmp_path / "film.save"
        path.write_bytes(b"\0\0\0\x20ftypisom" * 100)
        monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read whole"))
        with pytest.raises(SaveError, match="no save of Hebei"):
            read_save(path)

    def test_a_damaged_first_line_is_told(self, path: Path) -> None:
        content = path.read_bytes()
        path.write_bytes(content[:500] + b'"' + content[500:])
        with pytest.raises(SaveError, match=r"its first line is damaged; nothing can be recovered$"):
            read_save(path)

    def test_a_missing_file_is_told_with_the_save_that_may_be_meant(self, path: Path, tmp_path: Path) -> None:
        with pytest.raises(
            SaveError, match=r"there is no such file; `hebei watch SCENARIO --save FILE` writes a save$"
        ):
            read_save(tmp_path / "no folder" / "none.save")
        meant = path.with_name("first.hebei")
        path.rename(meant)
        with pytest.raises(
            SaveError, match=rf"frist.hebei: there is no such file; did you mean {re.escape(str(meant))}\?$"
        ):
            read_save(path.with_name("frist.hebei"))

    def test_a_folder_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(SaveError, match="is a folder; name a save inside it"):
            read_save(tmp_path)

    @given(st.integers(1, 400), st.binary(max_size=6))
    def test_no_edit_shows_a_traceback(self, played: Session, at: int, bytes: bytes) -> None:
        content = file_of(played).read_bytes()
        place = read_save(file_of(played)).begin + at * 7
        edited = file_of(played).with_name("edited.save")
        edited.write_bytes(content[:place] + bytes + content[place + 3 :])
        try:
            list(replay(read_save(edited)))
        except SaveError as error:
            assert "edited.save" in str(error)

    @given(st.data())
    def test_whatever_lines_are_left_no_more_is_told_than_what_is_wrong(
        self, played: Session, data: st.DataObject
    ) -> None:
        first, *lines = file_of(played).read_bytes().splitlines(keepends=True)
        left = data.draw(st.lists(st.sampled_from([*lines[:8], b'{"undo":1}\n']), max_size=6))
        edited = file_of(played).with_name("edited.save")
        edited.write_bytes(first + b"".join(left))
        try:
            list(replay(read_save(edited)))
        except SaveError as error:
            assert "edited.save" in str(error)


class TestContinuing:
    def test_a_game_goes_on_in_its_file_with_what_its_players_knew(self, tmp_path: Path) -> None:
        whole = Session(field(), ("random", "random"), 9, tmp_path / "whole.save")
        list(whole.play())
        halted = Session(field(), ("random", "random"), 9, tmp_path / "halted.save")
        list(halted.play(2))
        session = resume(read_save(tmp_path / "halted.save"))
        assert session.memories == halted.memories
        list(session.play())
        assert events_of(read_save(tmp_path / "halted.save")) == whole.turn.events

    def test_a_branch_is_a_save_of_its_own(self, played: Session, path: Path, tmp_path: Path) -> None:
        before = path.read_bytes()
        session = branch(read_save(path), 1, tmp_path / "branch.save", "What if", players=(None, None))
        assert session.turn.state.day == 1 and session.turn.events == played.turn.events[: len(session.turn.events)]
        session.submit(EndPhase())
        save = read_save(tmp_path / "branch.save")
        assert (save.header.name, save.header.players) == ("What if", (None, None))
        assert events_of(save) == session.turn.events
        assert path.read_bytes() == before

    def test_a_branch_without_a_change_is_the_same_game(self, played: Session, path: Path) -> None:
        session = branch(read_save(path), 2)
        list(session.play())
        assert session.turn.events == played.turn.events

    def test_an_existing_file_is_never_written_over(self, path: Path) -> None:
        before = path.read_bytes()
        with pytest.raises(SaveError, match="the file exists"):
            Session(field(), save=path)
        with pytest.raises(SaveError, match="the file exists"):
            branch(read_save(path), 1, path)
        assert path.read_bytes() == before

    def test_a_folder_that_cannot_be_written_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(SaveError, match="cannot be written"):
            Session(field(), save=tmp_path / "none" / "game.save")

    def test_a_full_disk_loses_no_order_once_there_is_room(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = Session(field(), (None, None), save=tmp_path / "game.save")
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", _full)
            with pytest.raises(SaveError, match="cannot be written: No space left"):
                session.submit(Entrench(0))
        session.submit(Entrench(1))
        assert events_of(read_save(tmp_path / "game.save")) == session.turn.events

    def test_a_copy_has_what_a_full_disk_kept_from_the_save_and_no_torn_line(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = Session(field(), (None, None), save=tmp_path / "game.save")
        writer = session.journal
        assert writer is not None
        session.submit(Entrench(0))
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", _full)
            with pytest.raises(SaveError):
                session.submit(Entrench(1))
        with writer.path.open("ab") as file:
            file.write(b"torn")
        writer.copy_to(tmp_path / "copy.save", "mine")
        copied = read_save(tmp_path / "copy.save")
        assert events_of(copied) == session.turn.events and copied.header.name == "mine" and not copied.torn
        assert read_save(writer.path).header.name == "", "the game goes on in its own file"

    def test_an_order_that_could_not_be_written_stands_and_ends_what_could_be_given_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = Session(field(), (None, None), save=tmp_path / "game.save")
        session.submit(Entrench(0))
        session.undo()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", _full)
            with pytest.raises(SaveError):
                session.submit(Entrench(1))
        assert [record.order for record in session.records] == [Entrench(1)] and not session.can_redo

    def test_two_programs_do_not_write_one_save(self, tmp_path: Path) -> None:
        first = Session(field(), (None, None), save=tmp_path / "game.save")
        second = resume(read_save(tmp_path / "game.save"))
        first.submit(Entrench(0))
        for unit in (1, 2):
            with pytest.raises(SaveError, match="another program has changed it"):
                second.submit(Entrench(unit))
        assert events_of(read_save(tmp_path / "game.save")) == first.turn.events

    def test_an_unknown_day_is_told_with_those_there_are(self, path: Path) -> None:
        with pytest.raises(SaveError, match="it runs from 1945-10-14 to 1945-10-17"):
            branch(read_save(path), 9)

    def test_a_memory_that_cannot_be_saved_is_the_players_fault(self, tmp_path: Path) -> None:
        class Dreamer(Scripted):
            def act(self, view: GameState, memory: dict[str, Any]) -> Any:
                return [], {"view": view}

        with pytest.raises(game.PlayerError, match="no plain JSON data"):
            list(Session(field(), (Dreamer(), None), save=tmp_path / "game.save").play())


def _full(*_: Any, **__: Any) -> None:
    raise OSError(28, "No space left on device")


class TestOtherRules:
    """A save outlives the rules it was played under."""

    @pytest.fixture
    def old(self, path: Path) -> Save:
        return tampered(path, lambda lines: lines[0].update(rules=0))

    def test_exact_replay_is_refused_with_the_reason(self, old: Save) -> None:
        refused = f"version 0 of the rules, this is version {game.RULES_VERSION}, so it cannot be replayed"
        with pytest.raises(SaveError, match=refused):
            list(replay(old))
        with pytest.raises(SaveError, match=refused):
            resume(old)

    def test_every_day_can_be_looked_at(self, old: Save) -> None:
        assert [old.position(day).day for day in old.days] == [day.day for day in old.days]

    def test_numbers_that_came_later_take_their_standard_values(self, path: Path) -> None:
        def tamper(lines: list[dict[str, Any]]) -> None:
            lines[0]["rules"] = 0
            del lines[0]["scenario"]["rules"]["numbers"]["sight"]

        assert branch(tampered(path, tamper), 1).scenario.spec == field().spec

    def test_the_game_goes_on_from_any_day(self, old: Save, tmp_path: Path) -> None:
        session = branch(old, 2, tmp_path / "new.save", "New rules")
        list(session.play())
        save = read_save(tmp_path / "new.save")
        assert save.header.rules == game.RULES_VERSION and not save.header.exact
        assert events_of(save) == session.turn.events
        assert resume(save).turn.state.digest() == session.turn.state.digest()


def test_the_header_says_all_that_a_game_needs(path: Path) -> None:
    header = read_save(path).header
    assert replace(header, scenario={}) == journal.Header(
        {}, header.hash, 3, ("greedy", "random"), True, "", game.RULES_VERSION, game.__version__
    )
    assert set(saves._HEADER_TYPES) | {"players"} == set(vars(header))
