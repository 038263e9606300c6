"""What a side sees of the other, and what it remembers. Rulebook 11."""

import pytest

from game.core.causes import LossCause, MoraleCause
from game.core.events import (
    Ambushed,
    CohesionChanged,
    EnemyMet,
    LossesTaken,
    LuckDrawn,
    PlacesSeen,
    UnitDestroyed,
    UnitMoved,
    UnitsSighted,
)
from game.core.kinds import Activity, Status
from game.core.orders import ForceMarch, Move
from game.core.state import Crossing, Place, Sight, U
from game.core.world import SIDES
from tests.boards import BLUE, RED, Board, of_type

ROW = ". . . . . . . ."


def sees(board: Board, name: str, side: int = RED) -> bool:
    return bool(board.view(side).units[U.HEX, board.unit(name)] >= 0)


class TestSight:
    """Rulebook 11.1."""

    @pytest.mark.parametrize(("hex", "seen"), [("0201", True), ("0301", True), ("0401", False)])
    def test_two_hexes_by_day(self, hex: str, seen: bool) -> None:
        assert sees(Board(ROW, "A@0101", f"b@{hex}"), "b") is seen

    @pytest.mark.parametrize("ground", ["h", "^"])
    @pytest.mark.parametrize(("hex", "seen"), [("0401", True), ("0501", False)])
    def test_three_from_high_ground(self, ground: str, hex: str, seen: bool) -> None:
        assert sees(Board(ground + ROW[1:], "A@0101", f"b@{hex}"), "b") is seen

    @pytest.mark.parametrize("ground", [".", "h"])
    @pytest.mark.parametrize(("hex", "seen"), [("0201", True), ("0301", False)])
    def test_one_by_night_from_anywhere(self, ground: str, hex: str, seen: bool) -> None:
        assert sees(Board(ground + ROW[1:], "A@0101", f"b@{hex}", watches=["night"]), "b") is seen

    @pytest.mark.parametrize(("hex", "seen"), [("0201", True), ("0301", False)])
    def test_the_countryside_hides_its_own_from_all_but_neighbours(self, hex: str, seen: bool) -> None:
        board = Board("h" + ROW[1:], "A@0101", f"b@{hex}", countryside={"default": "blue"})
        assert sees(board, "b") is seen

    def test_but_not_the_others(self) -> None:
        assert sees(Board(ROW, "A@0101", "b@0301", countryside={"default": "red"}), "b")

    def test_the_eyes_of_the_whole_side_are_one(self) -> None:
        assert sees(Board(ROW, "A@0101", "B@0601 men=10 type=militia", "c@0801"), "c")

    def test_a_unit_on_its_way_sees_and_is_seen_by_nobody(self) -> None:
        board = Board(ROW, "A@0301 arrives=15", "b@0101", "C@0801", "d@0101 arrives=16")
        assert not sees(board, "b") and not sees(board, "A", BLUE)
        assert not sees(board, "d")


class TestColumnsOnTheRoad:
    """Rulebook 11.1: hiding is given up by those who come along a road by day."""

    ROAD = {"roads": [{"hexes": ["0601", "0501", "0401", "0301"]}]}  # noqa: RUF012

    def board(self, **parts: object) -> Board:
        """b in its own countryside; A sees three hexes."""
        return Board(
            "h" + ROW[1:],
            "A@0101",
            "b@0601",
            map=self.ROAD,
            countryside={"default": "blue"},
            **{"first": {"day": "blue"}, **parts},
        )

    def test_a_column_is_seen_at_any_range(self) -> None:
        board = self.board()
        (moved,) = of_type(board.march("b", "0501", "0401"), UnitMoved)
        assert moved.on_road == 1 and sees(board, "b")

    def test_who_leaves_the_road_is_not(self) -> None:
        board = Board(
            "h . . . . . . .\n. . . . . . . .",
            "A@0101",
            "b@0601",
            map=self.ROAD,
            countryside={"default": "blue"},
            first={"day": "blue"},
        )
        (moved,) = of_type(board.march("b", "0501", "0401", "0402"), UnitMoved)
        assert moved.on_road == 0 and not sees(board, "b")

    def test_who_is_trained_for_the_night_marches_by_night_where_a_day_is_one_watch(self) -> None:
        trained = {"sides": {"red": {"name": "Red", "colour": "red"}, "blue": {"name": "Blue", "night_trained": True}}}
        board = self.board(**trained)
        (moved,) = of_type(board.march("b", "0501", "0401"), UnitMoved)
        assert moved.on_road == 0 and not sees(board, "b")
        hasty = self.board(**trained)
        hasty.order(ForceMarch(hasty.unit("b")))
        (moved,) = of_type(hasty.march("b", "0501", "0401"), UnitMoved)
        assert moved.on_road == 1 and sees(hasty, "b")
        two = self.board(**trained, watches=["day", "night"], first={"day": "blue", "night": "blue"})
        (moved,) = of_type(two.march("b", "0501", "0401"), UnitMoved)
        assert moved.on_road == 1, "where there are nights to march in, a march by day is one"

    def test_by_night_nobody_is(self) -> None:
        board = self.board(watches=["night"], first={"night": "blue"})
        (moved,) = of_type(board.march("b", "0501"), UnitMoved)
        assert moved.on_road == 0 and not sees(board, "b")

    def test_it_lasts_until_the_next_phase_of_its_side(self) -> None:
        board = self.board()
        board.march("b", "0501", "0401")
        board.end_phase()
        assert sees(board, "b")
        board.end_phase()
        assert not sees(board, "b") and board.value("b", U.ON_ROAD) == 0

    def test_giving_way_ends_it(self) -> None:
        board = Board(
            ROW, "A@0101 men=9000", "b@0201 men=400", rules={"break_base": 1000}, countryside={"default": "blue"}
        )
        board.set("b", U.ON_ROAD, 1)
        board.attack("0201", "A", advance=False)
        assert board.where("b") != "0201" and board.value("b", U.ON_ROAD) == 0


class TestWhatIsShown:
    """Rulebook 11.2."""

    @pytest.mark.parametrize(
        ("men", "shown"),
        [(1, 500), (999, 500), (1000, 2250), (3499, 2250), (3500, 5250), (6999, 5250), (7000, 8750), (11_000, 8750)],
    )
    def test_strength_is_seen_in_four_bands(self, men: int, shown: int) -> None:
        board = Board(ROW, "A@0101", f"b@0201 men={men}")
        assert board.view(RED).units[U.MEN, board.unit("b")] == shown

    def test_a_steady_enemy_looks_like_any_other(self) -> None:
        board = Board(ROW, "A@0101", "b@0201 cohesion=90", "c@0201 cohesion=25 men=2000")
        assert board.view(RED).units[U.COHESION].tolist()[1:] == [650, 650]

    def test_a_rout_can_be_seen(self) -> None:
        board = Board(ROW, "A@0101", "b@0201")
        board.set("b", U.STATUS, Status.ROUTED)
        seen = board.view(RED).units[:, board.unit("b")]
        assert (seen[U.STATUS], seen[U.COHESION]) == (Status.ROUTED, 200)

    def test_guns_are_not(self) -> None:
        board = Board(ROW, "A@0101", "b@0201 guns=30")
        assert board.view(RED).units[U.GUNS, board.unit("b")] == 0

    @pytest.mark.parametrize("column", U)
    def test_every_column_is_shown_as_it_is_declared(self, column: U) -> None:
        """An enemy in sight, an enemy out of sight, an own unit."""
        board = Board(ROW, "A@0101 guns=7", "b@0201 guns=9 men=4000", "c@0801 guns=11")
        board.end_phase()
        own, seen, hidden = board.turn.state.units[column].tolist()
        shown = board.view(RED).units[column].tolist()
        ghost = column.sight is Sight.GHOST
        assert shown[0] == (-1 if ghost else own)
        assert shown[2] == (hidden if ghost else -1)
        if column.sight in (Sight.SEEN, Sight.GHOST):
            assert shown[1] == seen
        elif column.sight is Sight.OWN:
            assert shown[1] == -1
        else:
            assert shown[1] == {U.MEN: 5250, U.GUNS: 0, U.COHESION: 650, U.MOVED_WATCH: 0}[column]

    def test_without_fog_everything_on_the_map_is_seen_exactly(self) -> None:
        board = Board(ROW, "A@0101", "b@0801 men=4321 guns=9 stock=55", "c@0801 arrives=16", options={"fog": 0})
        shown, true = board.view(RED).units, board.turn.state.units
        columns = [column for column in U if column.sight is not Sight.GHOST]
        assert shown[columns, 1].tolist() == true[columns, 1].tolist()
        assert (shown[columns, 2] == -1).all(), "but not what is still on its way"


class TestMemory:
    """Rulebook 11.3: where an enemy was last seen."""

    def test_it_is_taken_down_at_the_end_of_each_phase(self) -> None:
        board = Board(ROW, "A@0101", "b@0301", "c@0801")
        (sighted,) = of_type(board.end_phase(), UnitsSighted)
        assert sighted == UnitsSighted((0, 1), board.path("0101", "0301"), 0)

    def test_it_outlives_the_sight(self) -> None:
        board = Board(ROW, "A@0101", "b@0301")
        board.end_phase()
        board.march("b", "0401", "0501", "0601")
        board.end_phase()
        shown = board.view(RED).units[:, board.unit("b")]
        assert (shown[U.HEX], shown[U.GHOST_HEX], shown[U.GHOST_DAY]) == (-1, board.hex("0301"), 0)

    def test_a_side_does_not_know_what_the_other_remembers(self) -> None:
        board = Board(ROW, "A@0101", "b@0301")
        board.end_phase()
        assert board.view(RED).units[U.GHOST_HEX, board.unit("A")] == -1
        assert board.view(BLUE).units[U.GHOST_HEX, board.unit("A")] == board.hex("0101")

    def test_a_unit_that_is_gone_leaves_no_memory(self) -> None:
        """Those to whom it surrendered know that it is no more."""
        board = Board(ROW, "A@0101 men=6000", "b@0201 men=400", rules={"loss_hasty": 1000})
        board.end_phase()
        board.end_phase()
        assert board.view(RED).units[U.GHOST_HEX, board.unit("b")] == board.hex("0201")
        assert of_type(board.attack("0201", "A"), UnitDestroyed) != []
        board.end_phase()
        assert board.view(RED).units[U.GHOST_HEX, board.unit("b")] == -1

    def test_what_was_never_seen_is_not_remembered(self) -> None:
        board = Board(ROW, "A@0101", "b@0801")
        board.end_phase()
        assert board.view(RED).units[U.GHOST_HEX, board.unit("b")] == -1


TOWN = {"town": {"name": "Town", "at": "0501", "held_by": "red"}}


def holder(board: Board, side: int) -> int:
    """Who holds the town, as a side knows."""
    return int(board.view(side).places[Place.HOLDER, board.place("town")])


class TestWhoHoldsAPlace:
    """Rulebook 11.3: as it was last known."""

    def test_a_place_taken_unseen_is_still_thought_ours(self) -> None:
        board = Board(ROW, "A@0101", "b@0601", places=TOWN, first={"day": "blue"})
        board.march("b", "0501")
        assert (holder(board, BLUE), holder(board, RED)) == (BLUE, RED)
        assert of_type(board.end_phase(), PlacesSeen) == []
        assert board.turn.state.places[Place.HOLDER].tolist() == [BLUE]

    def test_it_is_learned_when_a_phase_ends_in_sight_of_it(self) -> None:
        board = Board(ROW, "A@0101", "b@0601", places=TOWN, first={"day": "blue"})
        board.march("b", "0501", "0601")
        board.end_phase()
        board.march("A", "0201", "0301")
        assert holder(board, RED) == RED
        assert of_type(board.end_phase(), PlacesSeen) == [PlacesSeen(RED, (0,), (BLUE,))]
        assert holder(board, RED) == BLUE

    @pytest.mark.parametrize(("end", "learned"), [("0301", False), ("0401", True)])
    def test_in_the_holders_countryside_from_the_next_hex_only(self, end: str, learned: bool) -> None:
        """Otherwise the map would betray a march that nobody could see."""
        board = Board(
            ROW, "A@0201", "b@0601", places=TOWN, countryside={"default": "blue"}, first={"day": "blue"}, days=9
        )
        board.march("b", "0501", "0601")
        board.end_phase()
        board.march("A", "0301") if end == "0301" else board.march("A", "0301", "0401")
        board.end_phase()
        assert (holder(board, RED) == BLUE) is learned

    def test_who_was_driven_out_knows(self) -> None:
        board = Board(ROW, "A@0501 men=100", "b@0601 men=9000", places=TOWN, first={"day": "blue"})
        assert PlacesSeen(RED, (0,), (BLUE,)) in board.attack("0501", "b", told=PlacesSeen)

    def test_without_fog_everybody_does(self) -> None:
        board = Board(ROW, "A@0101", "b@0601", places=TOWN, first={"day": "blue"}, options={"fog": 0})
        board.march("b", "0501")
        assert holder(board, RED) == BLUE

    @pytest.mark.parametrize("fog", [0, 1])
    def test_nobody_knows_what_the_other_thinks(self, fog: int) -> None:
        board = Board(ROW, "A@0101", "b@0601", places=TOWN, options={"fog": fog})
        for side in SIDES:
            assert (board.view(side).places[Place.KNOWN_1 - side] == -1).all()


def test_a_side_counts_its_own_men_on_a_bridge_only() -> None:
    """Rulebook 11.3."""
    water = {"rivers": [{"sides": ["0101 s"]}], "bridges": [{"side": "0101 s", "state": "improvised"}]}
    board = Board(
        ". .\n. .\n. .",
        "A@0101 men=4000",
        "b@0203 men=2000",
        map=water,
        sides={"red": {"name": "Red"}, "blue": {"name": "Blue"}},
    )
    board.march("A", "0102")
    passed = board.turn.state.crossings[[Crossing.PASSED, Crossing.PASSED_0, Crossing.PASSED_1]]
    assert passed.sum(axis=1).tolist() == [4000, 4000, 0]
    for side, seen in ((RED, 4000), (BLUE, 0)):
        assert board.view(side).crossings[[Crossing.PASSED, Crossing.PASSED_0]].sum(axis=1).tolist() == [seen, seen]


class TestAmbush:
    """Rulebook 11.4."""

    def board(self, *units: str, **parts: object) -> Board:
        return Board(ROW, *units, **{"countryside": {"default": "blue"}, **parts})

    def meet(self, board: Board, *path: str) -> Ambushed | None:
        events = board.order(Move(board.unit("A"), board.path(*path)))
        assert of_type(events, EnemyMet) != []
        return next(iter(of_type(events, Ambushed)), None)

    def test_the_example(self) -> None:
        board = self.board("A@0101 men=6000", "b@0401 men=3000")
        cohesion = board.value("A", U.COHESION)
        ambush = self.meet(board, "0201", "0301", "0401")
        assert ambush == Ambushed(board.unit("A"), board.hex("0401"), (board.unit("b"),), 3000, 50)
        assert (board.where("A"), board.where("b")) == ("0301", "0401")
        (losses,) = of_type(board.turn.events, LossesTaken)
        assert losses.cause == LossCause.AMBUSH
        assert (6000 - board.value("A", U.MEN), 3000 - board.value("b", U.MEN)) == (87, 24)
        shock = of_type(board.turn.events, CohesionChanged)[-1]
        assert shock.causes == ((0, MoraleCause.CASUALTIES, -28), (0, MoraleCause.SURPRISED, -50))
        assert board.value("A", U.COHESION) == cohesion - 78
        assert of_type(board.turn.events, LuckDrawn) == []
        assert {board.value(name, U.ACTIVITY) for name in "Ab"} == {Activity.DEFENCE}

    def test_by_night_everywhere(self) -> None:
        board = self.board("A@0101", "b@0301 men=900", watches=["night"], countryside={})
        assert self.meet(board, "0201", "0301") is not None

    def test_not_by_day_in_ground_that_hides_nobody(self) -> None:
        board = self.board("A@0101", "b@0401 men=900", countryside={"default": "red"})
        assert self.meet(board, "0201", "0301", "0401") is None
        assert board.value("A", U.MEN) == 5000

    def test_not_where_the_enemy_was_last_seen(self) -> None:
        board = self.board("A@0101", "b@0201 men=900", "C@0801")
        board.end_phase()
        board.end_phase()
        board.set("b", U.HEX, board.hex("0401"))
        board.set("b", U.GHOST_HEX, board.hex("0401"))
        assert self.meet(board, "0201", "0301", "0401") is None

    def test_not_by_a_column_on_the_road(self) -> None:
        board = self.board("A@0101", "b@0401 men=900")
        board.set("b", U.ON_ROAD, 1)
        assert self.meet(board, "0201", "0301", "0401") is None

    def test_not_by_the_routed(self) -> None:
        board = self.board("A@0101", "b@0401 men=900", "c@0401 men=600")
        board.set("b", U.STATUS, Status.ROUTED)
        ambush = self.meet(board, "0201", "0301", "0401")
        assert ambush is not None and ambush.ambushers == (board.unit("c"),)

    def test_few_surprise_many_only_a_little(self) -> None:
        board = self.board("A@0101 men=8000", "b@0401 men=400")
        ambush = self.meet(board, "0201", "0301", "0401")
        assert ambush is not None and (ambush.men, ambush.surprise) == (400, 5)

    def test_many_surprise_few_no_more_than_in_full(self) -> None:
        board = self.board("A@0101 men=1000", "b@0401 men=9000")
        ambush = self.meet(board, "0201", "0301", "0401")
        assert ambush is not None and (ambush.men, ambush.surprise) == (1000, 100)

    def test_who_is_wiped_out_by_it_is_gone(self) -> None:
        board = self.board("A@0101 men=300", "b@0401 men=9000", rules={"loss_hasty": 1000})
        assert self.meet(board, "0201", "0301", "0401") is not None
        assert of_type(board.turn.events, UnitDestroyed)[0].unit == board.unit("A")


def test_a_view_holds_no_luck() -> None:
    board = Board(ROW, "A@0101", "b@0201", options={"low_luck": 1})
    board.attack("0201", "A", advance=False)
    assert board.turn.state.luck.any() and not board.view(RED).luck.any()


def test_looking_changes_nothing() -> None:
    board = Board(ROW, "A@0101", "b@0201")
    before = board.turn.state.digest()
    view = board.view(RED)
    for name in view.BLOCKS:
        getattr(view, name)[...] = 7
    assert board.turn.state.digest() == before
