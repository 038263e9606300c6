"""A formation can be handed over to a computer player and taken back; it orders that formation's units only."""

from pathlib import Path

import pytest

from game import players
from game.core.intents.intent import Intent, IntentKind
from game.core.kinds import Insistence
from game.core.orders import Attack, EndPhase, Move, Order, SuperiorOrder
from game.core.state import GameState, U
from game.core.world import World
from game.players.base import Memory
from game.players.draft import Roll
from game.players.outlook import Outlook
from game.players.ways import Ways
from game.session.replay import resume
from game.session.saves.save import read_save
from game.session.seats import PlayerError
from game.session.session import Session
from tests.boards import Board, formation_specs

ROWS = """
    . . . . . . . . .
    . . . . . . . . .
    . . . . . . . . .
    . . . . . . . . .
"""


def board(*units: str) -> Board:
    """A guard far from an objective, and others."""
    return Board(
        ROWS,
        "B@0103 of=guard",
        *(units or ("A@0101", "c@0901")),
        formations=["red-guard"],
        places={"town": {"name": {"en": "Town", "zh": "镇"}, "at": "0902", "kind": "town", "held_by": "blue"}},
        objectives={"red": [{"place": "town"}]},
        days=6,
    )


def where(session: Session) -> list[int]:
    return [int(hex) for hex in session.turn.state.units[U.HEX]]


def test_a_delegate_orders_its_formation_and_no_other() -> None:
    made = board()
    session = Session(made.scenario, (None, None))
    guard = made.formation("red-guard")
    session.delegate(guard, "greedy")
    assert session.delegates == {guard: "greedy"}
    before = where(session)
    session.carry_out_intents()
    moved = {unit for unit, hex in enumerate(where(session)) if hex != before[unit]}
    assert moved == {made.unit("B")}
    assert all(record.order.unit == made.unit("B") for record in session.records if isinstance(record.order, Move))


@pytest.mark.parametrize("player", ["greedy", "staff"])
def test_a_delegate_goes_on_after_what_it_would_have_others_do(player: str) -> None:
    """It thinks for the whole side: an attack of those who were not handed over comes first, and is not made."""
    made = board("A@0801 men=9000 guns=60", "A2@0902 men=9000", "c@0901 men=1500")
    session = Session(made.scenario, (None, None))
    session.delegate(made.formation("red-guard"), player)
    session.carry_out_intents()
    orders = [record.order for record in session.records]
    assert any(isinstance(order, Move) for order in orders)
    assert {order.unit for order in orders if isinstance(order, Move)} == {made.unit("B")}
    assert not any(isinstance(order, Attack) for order in orders)


def test_what_a_formation_was_told_itself_comes_before_what_delegates_want() -> None:
    """Trains, ships and points are scarce: a staff that orders first would leave a task waiting for ever."""
    made = board()
    session = Session(made.scenario, (None, None))
    session.delegate(made.formation("red-guard"), "greedy")
    session.give_intent(made.formation("red-army"), Intent(IntentKind.GO, made.hex("0901")))
    session.carry_out_intents()
    moved = [record.order.unit for record in session.records if isinstance(record.order, Move)]
    assert moved == [made.unit("A"), made.unit("B")]


class Together:
    """Plans one attack, of its whole side, and ends the phase."""

    name = "together"

    def __init__(self, world: World, side: int, key: int) -> None:
        self._side = side

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        if memory:
            return [EndPhase()], memory
        sides = view.units[U.SIDE].tolist()
        own = tuple(unit for unit, side in enumerate(sides) if side == self._side)
        return [Attack(int(view.units[U.HEX, sides.index(1 - self._side)]), own)], {"attacked": True}


@pytest.mark.parametrize(("men", "given"), [(1500, True), (11000, False)])
def test_of_an_attack_with_others_its_own_part_is_given_where_that_alone_is_likely_to_succeed(
    monkeypatch: pytest.MonkeyPatch, men: int, given: bool
) -> None:
    units = "B@0802 of=guard men=9000 guns=40", "A@0801 men=9000", f"c@0902 men={men}"
    made = Board(ROWS, *units, formations=["red-guard"])
    monkeypatch.setitem(players._MAKERS, "greedy", Together)
    session = Session(made.scenario, (None, None))
    session.delegate(made.formation("red-guard"), "greedy")
    session.carry_out_intents()
    attacks = [record.order for record in session.records if isinstance(record.order, Attack)]
    assert [attack.units for attack in attacks] == ([(made.unit("B"),)] if given else [])


class Presses:
    """Presses every reluctant commander once."""

    name = "presses"

    def __init__(self, world: World, side: int, key: int) -> None:
        self.led: frozenset[int] | None = frozenset()
        self._reluctant = world.reluctant

    def lead(self, formations: frozenset[int] | None) -> None:
        self.led = formations

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        if memory:
            return [EndPhase()], memory
        heard = [] if self.led is None else sorted(self.led)
        return [SuperiorOrder(each, Insistence.RELIEVE) for each in self._reluctant], {"led": heard}


@pytest.mark.parametrize("handed", [["red-guard"], ["red-guard", "red-army"]])
def test_only_who_leads_the_whole_side_spends_its_prestige(monkeypatch: pytest.MonkeyPatch, handed: list[str]) -> None:
    names = ["red-guard reluctant=true initiative=50 source=S", "red-army"]
    made = Board(ROWS, "B@0103 of=guard", "C@0104 of=guard", "A@0101", "c@0901", formations=names)
    monkeypatch.setitem(players._MAKERS, "greedy", Presses)
    session = Session(made.scenario, (None, None))
    for name in handed:
        session.delegate(made.formation(name), "greedy")
    session.carry_out_intents()
    whole = len(handed) == 2
    pressed = [record.order for record in session.records if isinstance(record.order, SuperiorOrder)]
    assert bool(pressed) == whole
    thoughts = session.memories[0]["delegates_memory"]["greedy"]
    assert thoughts["led"] == ([] if whole else [made.formation("red-guard")])


def test_a_deputy_that_fails_is_named_as_any_player_that_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Presses, formations: frozenset[int] | None) -> None:
        raise KeyError("guard")

    monkeypatch.setattr(Presses, "lead", fail)
    monkeypatch.setitem(players._MAKERS, "greedy", Presses)
    made = board()
    session = Session(made.scenario, (None, None))
    session.delegate(made.formation("red-guard"), "greedy")
    with pytest.raises(PlayerError, match="KeyError: 'guard'"):
        session.carry_out_intents()
    assert session.records == []


def test_what_was_taken_back_stays_where_it_is() -> None:
    made = board()
    session = Session(made.scenario, (None, None))
    session.delegate(made.formation("red-guard"), "greedy")
    session.delegate(made.formation("red-guard"), None)
    assert session.delegates == {} and session.carry_out_intents() == []


def test_an_intent_takes_a_formation_back_and_handing_it_over_ends_the_intent() -> None:
    made = board()
    session = Session(made.scenario, (None, None))
    guard = made.formation("red-guard")
    session.delegate(guard, "greedy")
    session.give_intent(guard, Intent(IntentKind.HOLD, hex=made.hex("0103")))
    assert session.delegates == {} and guard in session.intents
    session.delegate(guard, "greedy")
    assert session.delegates == {guard: "greedy"} and session.intents == {}


def test_delegates_come_back_with_a_save(tmp_path: Path) -> None:
    made = board()
    session = Session(made.scenario, (None, "greedy"), save=tmp_path / "game.hebei")
    session.delegate(made.formation("red-guard"), "greedy")
    session.carry_out_intents()
    session.submit(EndPhase())
    list(session.play())
    again = resume(read_save(tmp_path / "game.hebei"))
    assert again.delegates == session.delegates and again.memories == session.memories


def test_an_unknown_player_or_formation_or_one_of_a_computer_is_refused() -> None:
    made = board()
    session = Session(made.scenario, (None, "greedy"))
    with pytest.raises(ValueError, match="no computer player is called 'nobody'"):
        session.delegate(made.formation("red-guard"), "nobody")
    with pytest.raises(ValueError, match="there is no formation 99"):
        session.delegate(99, "greedy")
    with pytest.raises(ValueError, match="ordered by 'greedy'"):
        session.delegate(made.formation("blue-army"), "greedy")
    assert session.delegates == {}


def front() -> tuple[Board, Session, list[int]]:
    """Two armies under a front, both far from an objective; the formations are the front and its two armies."""
    units = ("A@0101 of=first", "B@0103 of=second", "c@0901")
    names = ["red-front", "red-first", "red-second"]
    tree = {each["id"]: each for each in formation_specs(names, units)}
    tree["red-front"]["formations"] = [tree.pop("red-first"), tree.pop("red-second")]
    made = Board(
        ROWS,
        order_of_battle=list(tree.values()),
        places={"town": {"name": {"en": "Town", "zh": "镇"}, "at": "0902", "kind": "town", "held_by": "blue"}},
        objectives={"red": [{"place": "town"}]},
        days=6,
    )
    return made, Session(made.scenario, (None, None)), [made.formation(name) for name in names]


def test_who_hands_over_a_front_hands_over_its_armies_and_can_take_one_back() -> None:
    made, session, (whole, first, second) = front()
    session.delegate(whole, "greedy")
    assert set(session.delegates) == {whole, first, second}
    session.delegate(second, None)
    before = where(session)
    session.carry_out_intents()
    moved = {unit for unit, hex in enumerate(where(session)) if hex != before[unit]}
    assert moved == {made.unit("A")}


def test_the_task_of_a_front_that_was_handed_over_takes_its_armies_back_but_for_those_of_another_player() -> None:
    made, session, (whole, first, second) = front()
    session.delegate(whole, "staff")
    session.delegate(second, "greedy")
    session.give_intent(whole, Intent(IntentKind.GO, hex=made.hex("0504")))
    assert session.delegates == {second: "greedy"} and set(session.intents) == {whole}
    session.give_intent(first, Intent(IntentKind.HOLD, hex=made.hex("0101")))
    assert session.delegates == {second: "greedy"}


def test_the_task_of_a_front_is_not_that_of_an_army_that_was_handed_over() -> None:
    made, session, (whole, first, second) = front()
    session.give_intent(whole, Intent(IntentKind.GO, hex=made.hex("0504")))
    session.delegate(second, "greedy")
    others = frozenset(session.delegates)
    session.carry_out_intents()
    assert others == {second} and whole in session.intents and first not in session.delegates
    ways = [record.order for record in session.records if isinstance(record.order, Move)]
    assert {order.unit for order in ways} == {made.unit("A"), made.unit("B")}
    outlook = Outlook(session.view(0), Ways(session.world, 0))
    groups = Roll().call(outlook, session.intents, {}, others)
    assert [list(group.units) for group in groups] == [[made.unit("A")]]
