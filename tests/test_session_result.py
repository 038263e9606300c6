"""What came of a game, and when history's events happened in it. Rulebook 12."""

from datetime import date
from typing import Any

import pytest

from game.core import events as ev
from game.core.orders import Attack, EndPhase, Move
from game.core.state import ACCOUNTS, U
from game.scenario.load import Scenario
from game.session.results.detect import detect, detectable
from game.session.results.losses import LOSS_KINDS
from game.session.results.report import report
from game.session.results.result import result_of
from game.session.session import Session
from game.session.words.table import Table, filled
from game.session.words.text import Catalogue
from tests.boards import scenario
from tests.test_session import field


def documented(when: dict[str, Any], unit: str = "c@0401", **more: Any) -> Scenario:
    """A board with one documented event; ``unit`` is the third, ``more`` what else is documented, or talks."""
    event = {
        "id": "it",
        "date": "1945-10-15",
        "text": "It.",
        "when": when,
        "source": "test",
        "confidence": "document",
    }
    return scenario(
        "......\n......",
        *("A@0101 men=6000", "B@0102", unit, "d@0502 men=400"),
        places={"town": {"name": "Town", "at": "0301", "held_by": "blue"}},
        documented={"events": [event], **{key: value for key, value in more.items() if key != "talks"}},
        **({"talks": more["talks"]} if "talks" in more else {}),
    )


def day_of(game: Session) -> int | None:
    return result_of(game).events["it"]


class TestDocumentedEvents:
    def test_a_place_is_taken(self) -> None:
        game = Session(documented({"taken": "town", "by": "red"}), (None, None))
        assert day_of(game) is None
        game.submit(Move(0, (1, 2)))
        assert day_of(game) == 0
        assert result_of(game).notable["taken:town:red"] == 0
        assert result_of(game).places == {"town": "red"}

    def test_a_place_held_from_the_start_is_not_taken(self) -> None:
        assert day_of(Session(documented({"taken": "town", "by": "blue"}), (None, None))) is None

    def test_a_place_is_reached_within_one_hex(self) -> None:
        game = Session(documented({"reached": "town", "by": "red-b"}), (None, None))
        game.submit(Move(0, (1,)))
        assert day_of(game) is None
        for _ in range(2):
            game.submit(EndPhase())
        game.submit(Move(1, (1,)))
        assert day_of(game) == 1
        assert result_of(game).date_of("it") == date(1945, 10, 15)

    def test_who_passes_by_has_been_there(self) -> None:
        made = documented({"reached": "town", "by": "red-b"})
        assert detect(made.world, made.start, [ev.UnitMoved(1, (2, 3, 4, 5), 0, 0, 700)]).documented == {"it": 0}

    @pytest.mark.parametrize(("at", "day"), [("town", 0), ("0601", None)])
    def test_an_attack_somewhere_else_does_not_count_where_the_place_matters(self, at: str, day: int | None) -> None:
        game = Session(documented({"attacked": "blue-c", "at": at}), (None, None))
        game.submit(Move(0, (1, 2)))
        game.submit(Attack(3, (0,)))
        assert day_of(game) == day

    def test_a_battle_is_fought_within_one_hex(self) -> None:
        game = Session(documented({"fought_at": "town"}), (None, None))
        game.submit(Move(0, (1, 2)))
        game.submit(Attack(3, (0,)))
        assert day_of(game) == 0 == result_of(game).notable["first-battle"]

    @pytest.mark.parametrize(("who", "day"), [("blue-c", 0), ("blue-group", 0), ("blue-d", None)])
    def test_a_unit_is_attacked(self, who: str, day: int | None) -> None:
        game = Session(documented({"attacked": who}), (None, None))
        game.submit(Move(0, (1, 2)))
        game.submit(Attack(3, (0,)))
        assert day_of(game) == day

    def test_all_of_a_formation_are_lost(self) -> None:
        made = documented({"lost": "blue-group"})
        gone: list[ev.Event] = [ev.DayBegan(0), ev.UnitDestroyed(2, 3, 0)]
        assert detect(made.world, made.start, gone).documented == {"it": None}
        gone += [ev.DayBegan(2), ev.UnitSurrendered(3, 10, 0, 400, 0)]
        found = detect(made.world, made.start, gone)
        assert found.documented == {"it": 2}
        assert found.notable == {"lost:blue-c": 0, "lost:blue-d": 2}

    def test_a_formation_is_broken_when_too_few_of_its_men_are_left(self) -> None:
        """Half of 5,400 men are 2,700."""
        made = documented({"broken": "blue-group"})
        hurt: list[ev.Event] = [ev.DayBegan(1), ev.LossesTaken(0, (2,), (2300,), (0,), (0,), (0,), (0,))]
        assert detect(made.world, made.start, hurt).documented == {"it": None}
        hurt += [ev.DayBegan(2), ev.UnitDestroyed(3, 10, 0)]
        assert detect(made.world, made.start, hurt).documented == {"it": 2}

    def test_who_goes_over_does_not_break_those_who_stay(self) -> None:
        """Of the others' 3,000 men half are left, and then one less."""
        made = documented({"broken": "blue-group"})
        left = int(made.start.units[U.MEN, 3])
        over = ev.FormationWentOver(1, 0, (2,), (0,), (0,), 400, 0)
        going: list[ev.Event] = [ev.DayBegan(1), over, ev.LossesTaken(0, (3,), (left // 2,), (0,), (0,), (0,), (0,))]
        assert detect(made.world, made.start, going).documented == {"it": None}
        going += [ev.DayBegan(2), ev.LossesTaken(0, (3,), (left // 2 - 1,), (0,), (0,), (0,), (0,))]
        assert detect(made.world, made.start, going).documented == {"it": 2}

    def test_the_last_of_a_formation_goes_from_a_place(self) -> None:
        made = documented({"gone_from": "0402", "by": "blue-group"})
        going: list[ev.Event] = [ev.DayBegan(1), ev.UnitMoved(2, (5,), 0, 0, 700)]
        assert detect(made.world, made.start, going).documented == {"it": None}, "another still stands there"
        going += [ev.DayBegan(2), ev.UnitDestroyed(3, 10, 0)]
        assert detect(made.world, made.start, going).documented == {"it": 2}
        assert detect(made.world, made.start, [ev.UnitDestroyed(3, 10, 0)]).documented == {"it": None}

    def test_who_comes_back_was_not_gone_for_good(self) -> None:
        """The last who stands there makes a sortie for a day, and goes on the fourth."""
        out, back = ev.UnitMoved(2, (5,), 0, 0, 700), ev.UnitMoved(2, (10,), 0, 0, 700)
        sortie: list[ev.Event] = [ev.UnitDestroyed(3, 10, 0), ev.DayBegan(1), out, ev.DayBegan(2), back]
        left: list[ev.Event] = [*sortie, ev.DayBegan(3), out]
        for condition, after_sortie, in_the_end in (("gone_from", 1, 1), ("gone_for_good", None, 3)):
            made = documented({condition: "0402", "by": "blue-group"})
            assert detect(made.world, made.start, sortie).documented == {"it": after_sortie}
            assert detect(made.world, made.start, left).documented == {"it": in_the_end}

    def test_a_headquarters_is_lost(self) -> None:
        made = documented({"headquarters_lost": "blue-c"}, "c@0401 type=headquarters")
        lost: list[ev.Event] = [ev.DayBegan(2), ev.HeadquartersLost(2, 1, 1)]
        assert detect(made.world, made.start, lost).documented == {"it": 2}
        assert detect(made.world, made.start, [ev.HeadquartersLost(3, 1, 1)]).documented == {"it": None}

    def test_a_crossing_is_seized_from_who_stood_there(self) -> None:
        made = documented({"seized": "0402", "by": "red"})
        come: list[ev.Event] = [ev.DayBegan(1), ev.UnitRetreated(2, (11,), 0), ev.UnitMoved(0, (9,), 0, 0, 700)]
        assert detect(made.world, made.start, come).documented == {"it": None}, "the other side still stands there"
        gone: list[ev.Event] = [*come, ev.DayBegan(2), ev.UnitDestroyed(3, 10, 0)]
        assert detect(made.world, made.start, gone).documented == {"it": 2}

    def test_nobody_seizes_what_the_other_side_never_held(self) -> None:
        made = documented({"seized": "0101", "by": "red"})
        assert detect(made.world, made.start, [ev.UnitMoved(1, (1,), 0, 0, 700)]).documented == {"it": None}

    def test_who_has_gone_over_holds_a_crossing_for_his_new_side(self) -> None:
        made = documented({"seized": "0402", "by": "red"})
        over = ev.FormationWentOver(1, 0, (2, 3), (1, 1), (1, 1), 400, 3)
        come: list[ev.Event] = [ev.DayBegan(1), over, ev.UnitMoved(0, (9,), 0, 0, 700)]
        assert detect(made.world, made.start, come).documented == {"it": 1}

    @pytest.mark.parametrize(
        ("halt", "day"), [(ev.EnemyMet(2, 3, (0,)), 1), (ev.MarchStopped(2, 0), None), (ev.EnemyMet(3, 3, (0,)), None)]
    )
    def test_relief_is_stopped(self, halt: ev.Event, day: int | None) -> None:
        made = documented({"stopped": "blue-c", "at": "town"})
        assert detect(made.world, made.start, [ev.DayBegan(1), halt]).documented == {"it": day}

    @pytest.mark.parametrize(
        ("condition", "event"),
        [
            ("talks_opened", ev.TalksOpened(0, 0, 1, 1)),
            ("talks_broken_off", ev.TalksBrokenOff(0, 0, 3)),
            ("talks_signed", ev.TalksSigned(0, 0, 5)),
            ("handed_over", ev.TalksDone(0, 0, 0, (), ())),
        ],
    )
    def test_steps_of_talks(self, condition: str, event: ev.Event) -> None:
        talks = [
            {"id": "truce", "command": "blue-army", "principal": "town", "terms": [{"id": "join", "name": "Join"}]}
        ]
        made = documented({condition: "truce"}, talks=talks)
        assert detect(made.world, made.start, [ev.DayBegan(3), event]).documented == {"it": 3}
        assert detect(made.world, made.start, []).documented == {"it": None}

    def test_how_near_units_came(self) -> None:
        reaches = [{"who": "red-group", "towards": "0601", "at": "0401", "source": "test"}]
        made = documented({"fought_at": "town"}, reaches=reaches)
        assert [reach.hexes for reach in made.world.reaches] == [2]
        moved: list[ev.Event] = [ev.UnitMoved(0, (1, 2), 0, 0, 700), ev.UnitMoved(0, (1,), 0, 0, 700)]
        assert detect(made.world, made.start, []).nearest == [5]
        assert detect(made.world, made.start, moved).nearest == [3]

    def test_one_of_a_formation_is_encircled_since_the_day_before_the_dawn_that_finds_it(self) -> None:
        made = documented({"encircled": "blue-group"})
        drawn = ((0,), (0,), (0,), (0,))
        supply: list[ev.Event] = []
        for day, encircled in ((1, 0), (3, 1)):
            supply += [ev.DayBegan(day), ev.SupplyDrawn((2,), *drawn, (encircled,))]
        assert detect(made.world, made.start, supply).documented == {"it": 2}
        at_once: list[ev.Event] = [ev.DayBegan(0), ev.SupplyDrawn((2,), *drawn, (1,))]
        assert detect(made.world, made.start, at_once).documented == {"it": 0}

    def test_what_was_over_before_the_start_is_left_out(self) -> None:
        made = documented({"fought_at": "town"})
        assert [event.label.id for event in detectable(made.world, 1)] == ["it"]
        assert detectable(made.world, 2) == []


def test_losses_are_counted_for_the_side_of_the_start() -> None:
    game = Session(field(), ("greedy", "greedy"), 2)
    list(game.play())
    result = result_of(game)
    units = game.turn.state.units
    for side, kinds in result.losses.items():
        own = [index for index, unit in enumerate(game.world.units) if game.world.sides[unit.side].id == side]
        assert set(kinds) == set(LOSS_KINDS)
        left = units[U.INITIAL, own].sum() - units[U.MEN, own].sum() - units[U.LEFT, own].sum()
        assert sum(kinds.values()) == left
    assert {*LOSS_KINDS.values(), U.MEN, U.LEFT} == set(ACCOUNTS)


def test_nothing_is_set_beside_history_where_none_is_documented() -> None:
    game = Session(field(), ("random", "random"), 2)
    list(game.play(1))
    words = Catalogue("en", game.world)
    told = report(words, game, result_of(game))
    assert told.title.endswith(": the result") and not any("history" in head for head in told.tables[0].heads)
    table = Table("", ("a", "b", "c"), [("1", "", "x"), ("2", "", "")], words=(0, 2))
    assert filled(table) == Table("", ("a", "c"), [("1", "x"), ("2", "")], words=(0, 1))


def test_a_result_says_how_the_game_stands() -> None:
    game = Session(field(), ("random", "random"), 2)
    list(game.play(1))
    result = result_of(game)
    assert (result.over, result.day, result.players, result.seed) == (False, 1, ("random", "random"), 2)
    assert result.digest == game.turn.state.digest() and result.save is None


@pytest.mark.parametrize(("killed", "told"), [(0, True), (600, False)])
def test_a_result_says_how_many_are_where_the_spared_count(killed: int, told: bool) -> None:
    places = {"ford": {"name": "Ford", "at": "0301"}, "town": {"name": "Town", "at": "0101"}}
    term = {"kind": "losses", "group": "blue-group", "neutral": 500, "stand": "ford", "toward": "town"}
    victory = {"favours": "red", "terms": [term], "levels": [{"id": "only", "name": "Only"}]}
    made = scenario(". . . . .", "A@0501", "b@0301", "c@0401", places=places, victory=victory)
    game = Session(made, (None, None))
    game.turn.state.units[U.KILLED, 1] = killed
    verdict = "\n".join(report(Catalogue("en", game.world), game, result_of(game)).verdict)
    assert ("only at Ford or nearer to Town; 5,000 are there now" in verdict) is ("as spared" in verdict) is told


def test_a_result_says_that_the_campaign_ended_early_and_who_had_nobody_left() -> None:
    game = Session(scenario(". . . . .", "A@0101", "b@0501", days=9), (None, None))
    state = game.turn.state
    game.turn.emit(ev.UnitSurrendered(1, int(state.units[U.HEX, 1]), 0, int(state.units[U.MEN, 1]), 0))
    for _ in range(2):
        game.submit(EndPhase())
    told = report(Catalogue("en", game.world), game, result_of(game)).verdict
    assert told[1].startswith("The campaign ended on Sunday, 14 October 1945, 8 days before its last: Blue ha")
    assert game.is_over and "nobody left" in told[1]
