"""After a game: its days in figures, and its luck as an account."""

import dataclasses

import pytest

from game.core import events as ev
from game.core.causes import Degree
from game.core.kinds import SupplyState
from game.core.luck import LUCK_ONE, Purpose
from game.core.orders import Attack, EndPhase, Move
from game.core.state import U
from game.resources import LANGUAGES
from game.session.results.aftermath import dusks, series, side_day
from game.session.results.aftermath_report import after_action, days_table, luck_lines, luck_tables
from game.session.results.luck_ledger import degrees, draws, ledger, overall
from game.session.results.result import losses, result_of
from game.session.session import Session
from game.session.words.plain_text import plain, width
from game.session.words.table import Report, Table
from game.session.words.text import Catalogue
from tests.boards import Board, scenario

RED, BLUE = 0, 1
FIELD = "....\n...."


@pytest.fixture
def fought() -> Session:
    """Two days with an attack on the first."""
    game = Session(scenario(FIELD, "A@0101 men=9000", "B@0102 men=3000", "c@0201 men=4000"), (None, None))
    game.submit(Attack(game.world.grid.index("0201") or 0, (0,)))
    for _ in range(2):
        game.submit(EndPhase())
    return game


class TestDays:
    def test_each_day_ends_where_the_next_begins(self, fought: Session) -> None:
        (first, at), (second, end) = dusks(fought)
        assert (first, second) == (0, 1)
        assert isinstance(fought.turn.events[at], ev.DayBegan) and end == len(fought.turn.events)

    def test_the_last_day_has_the_losses_of_the_result(self, fought: Session) -> None:
        last = series(fought).sides[RED][-1]
        assert last.total == sum(losses(fought.world, fought.turn.state)["red"].values()) > 0

    def test_cohesion_is_weighed_by_men(self) -> None:
        board = Board(FIELD, "A@0101 men=9000 cohesion=90", "B@0102 men=1000 cohesion=40")
        assert side_day(board.turn.state, RED).cohesion == 850

    def test_men_are_counted_by_their_supply(self) -> None:
        state = Board(FIELD, "A@0101 men=9000", "B@0102 men=1000").turn.state
        state.units[U.SUPPLY, :2] = SupplyState.FINE, SupplyState.OUT
        row = side_day(state, RED)
        assert row.supply == (9000, 0, 0, 1000) and sum(row.supply) == row.men

    def test_a_side_that_is_not_asked_for_has_no_days(self, fought: Session) -> None:
        found = series(fought, (RED,))
        assert len(found.sides[RED]) == 2 and found.sides[BLUE] == ()

    def test_what_is_still_to_come_is_not_in_the_ranks(self) -> None:
        board = Board(FIELD, "A@0101 men=9000", "B@0102 men=1000 arrives=16")
        assert side_day(board.turn.state, RED).men == 9000


def battle(side: int, degree: Degree, *chances: int) -> ev.BattleFought:
    shares = tuple(chance * LUCK_ONE // 100 for chance in chances)
    return ev.BattleFought(1, side, (0,), (1,), (), shares, 0, degree)


def drawn(purpose: Purpose, value: int, side: int = RED) -> ev.LuckDrawn:
    return ev.LuckDrawn(purpose, side, 0, value * LUCK_ONE // 100, 0)


class TestLuck:
    def test_an_attack_is_held_against_the_chance_of_driving_the_defender_out(self) -> None:
        log = [drawn(Purpose.BATTLE, 60), battle(RED, Degree.RETREAT, 10, 20, 50, 20)]
        (one,) = draws(Board(FIELD).world, log)
        assert one.kind == "BATTLE" and one.happened and one.chance == pytest.approx(0.7 * LUCK_ONE, abs=2)

    def test_expectation_and_result_are_added_up_by_kind_and_side(self) -> None:
        log: list[ev.Event] = []
        for value, side in ((20, RED), (90, RED), (50, BLUE)):
            log += [drawn(Purpose.BATTLE, value, side), battle(side, Degree.REPULSE, 25, 25, 25, 25)]
        red, blue = ledger(Board(FIELD).world, log)
        assert (red.side, red.draws, red.expected, red.actual) == (RED, 2, 1.0, 1)
        assert (blue.side, blue.draws, blue.expected, blue.actual) == (BLUE, 1, 0.5, 0)
        assert red.luck == 0 and blue.luck == pytest.approx(-1)

    def test_the_event_says_the_chance_of_a_last_stand(self) -> None:
        log = [drawn(Purpose.SURRENDER, 30), ev.UnitStood(1, LUCK_ONE // 4)]
        (one,) = draws(Board(FIELD).world, log)
        assert one.chance == LUCK_ONE // 4 and not one.happened

    def test_an_envoy_counts_as_lucky_when_he_gets_through(self) -> None:
        world = Board(FIELD, rules={"envoy_risk": 200}).world
        caught, through = draws(world, [drawn(Purpose.ENVOY, 10), drawn(Purpose.ENVOY, 30)])
        assert not caught.happened and through.happened
        assert caught.chance == LUCK_ONE - LUCK_ONE * 200 // 1000

    def test_units_follow_by_the_loyalty_of_their_commander(self) -> None:
        world = Board(FIELD, rules={"follow_base": 1000, "follow_loyalty": 500}).world
        considered = ev.DefectionConsidered(0, 1, 400, 500, LUCK_ONE // 2, 0, 0, ())
        log = [drawn(Purpose.DEFECTION, 10), considered, drawn(Purpose.FOLLOWING, 79), drawn(Purpose.FOLLOWING, 81)]
        _, follows, leaves = draws(world, log)
        assert follows.chance == LUCK_ONE * 800 // 1000
        assert follows.happened and not leaves.happened

    def test_a_draw_that_the_log_cannot_judge_is_left_out(self) -> None:
        assert ledger(Board(FIELD).world, [drawn(Purpose.BATTLE, 10), drawn(Purpose.AGENTS, 10)]) == []

    def test_luck_of_one_side_is_bad_luck_of_the_other(self) -> None:
        world = Board(FIELD).world
        log = [drawn(Purpose.BATTLE, 10), battle(RED, Degree.OVERRUN, 40, 40, 10, 10)]
        assert overall(world, log, RED) == -overall(world, log, BLUE) > 0
        assert overall(world, [], RED) == 0

    def test_degrees_are_counted_for_each_attacker(self) -> None:
        log = [battle(RED, Degree.CHECK, 40, 40, 10, 10), battle(RED, Degree.CHECK, 20, 60, 10, 10)]
        counts = {count.degree: count for count in degrees(log)}
        assert counts[Degree.CHECK].actual == 2 and counts[Degree.CHECK].expected == pytest.approx(1.0, abs=1e-4)
        assert counts[Degree.REPULSE].actual == 0

    def test_every_draw_of_a_game_is_in_the_ledger(self, fought: Session) -> None:
        made = [event for event in fought.turn.events if isinstance(event, ev.LuckDrawn)]
        assert made and sum(account.draws for account in ledger(fought.world, fought.turn.events)) == len(made)


@pytest.mark.parametrize("lang", LANGUAGES)
class TestReport:
    def test_it_has_days_and_luck_of_both_sides(self, fought: Session, lang: str) -> None:
        words = Catalogue(lang, fought.world)
        found = after_action(words, fought, result_of(fought))
        titles = [table.title for table in found.tables]
        assert days_table(words, series(fought), BLUE).title in titles
        assert {table.title for table in luck_tables(words, fought)} <= set(titles)
        assert set(luck_lines(words, fought)) <= set(found.verdict)

    def test_a_game_without_draws_says_nothing_of_luck(self, lang: str) -> None:
        quiet = Session(scenario(FIELD, "A@0101", "c@0401"), (None, None))
        words = Catalogue(lang, quiet.world)
        assert luck_tables(words, quiet) == [] == list(luck_lines(words, quiet))

    def test_the_day_of_a_loss_shows_it(self, fought: Session, lang: str) -> None:
        first, second = days_table(Catalogue(lang, fought.world), series(fought), RED).rows
        assert first[2] == first[4] != "0" and (first[3], second[2]) == ("0", "0")


def test_columns_of_plain_text_stand_straight_in_chinese_too() -> None:
    table = Table("表", ("名", "n"), [("国民党军", "1"), ("ab", "22")])
    lines = plain(Report("题", ["."], [table], [])).splitlines()
    rows = lines[lines.index("表") + 2 :]
    assert rows == ["名         n", "国民党军   1", "ab        22"]
    assert len({width(row) for row in rows}) == 1


def test_a_march_costs_nothing_in_the_ledger() -> None:
    game = Session(scenario(FIELD, "A@0101", "c@0401"), (None, None))
    game.submit(Move(0, (1,)))
    assert ledger(game.world, game.turn.events) == []
    assert dataclasses.is_dataclass(series(game))
