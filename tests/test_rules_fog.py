"""What a side sees of the other, and what it remembers. Rulebook 11."""

import pytest

from game.core.events import UnitDestroyed, UnitsSighted
from game.core.kinds import Status
from game.core.state import Sight, U
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
            assert shown[1] == {U.MEN: 5250, U.GUNS: 0, U.COHESION: 650}[column]

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
        board = Board(ROW, "A@0101 men=6000", "b@0201 men=400", rules={"loss_deliberate": 1000})
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
