"""What holds on every board and in every game: played at random on small boards that hypothesis draws as text."""

import json
import random
from collections.abc import Iterator

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core import apply, engine, notation
from game.core.battle import attack
from game.core.board import HexColumn
from game.core.events import (
    BattleFought,
    CommanderWentOver,
    DefectionConsidered,
    Event,
    FormationStoodAside,
    FormationSurrendered,
    FormationTookUpArms,
    FormationWentOver,
    LuckDrawn,
    PlaceTaken,
    ReserveCalledUp,
    StocksTaken,
    SurrenderConsidered,
    UnitAdvanced,
    UnitArrived,
    UnitMoved,
    UnitRailed,
    UnitRetreated,
    UnitScattered,
    UnitSurrendered,
)
from game.core.fog.observe import Glimpse
from game.core.kinds import Standing, Status
from game.core.movement.march import march, march_in_truth
from game.core.orders import (
    Attack,
    BuildBridge,
    EndPhase,
    Entrench,
    Favour,
    ForceMarch,
    Move,
    Order,
    RailMove,
    RepairRail,
    ReplaceCommander,
    SendEnvoy,
    WorkOn,
    WreckRail,
)
from game.core.refusal import IllegalOrder
from game.core.state import ACCOUNTS, Clock, Crossing, Depot, F, GameState, Place, Rail, Sight, U
from game.core.world import SIDES
from game.scenario.load import from_spec
from game.session.saves import snapshot
from tests.boards import Board, of_type
from tests.sketches import EAGER, LUCK, Sketch, any_order, play, sketches


def same(ours: GameState, theirs: GameState) -> bool:
    difference = ours.first_difference(theirs)
    assert difference is None, difference
    return True


class TestEveryPosition:
    """Invariants of a position, held after every single event of a game."""

    @given(sketches(), LUCK)
    def test_a_game_never_leaves_the_rules(self, sketch: Sketch, luck: int) -> None:
        self.follow(sketch.board(), luck)

    def test_nor_does_one_in_which_commanders_stand_aside(self) -> None:
        """A ripe army that is attacked all the time: so that what is said of it is not held in vain."""
        sketch = Sketch(
            ". . . . .\n. . . . .",
            ("A@0201 men=9000", "B@0301 men=9000", "b@0101 men=2000", "c@0102 men=2000", "d@0402 men=1000"),
            {
                "formations": ["blue-army loyalty=30 agents=true"],
                "days": 8,
                "rules": {**EAGER, "over_most": 100, "aside_share": 9000},
            },
        )
        told = [event for seed in range(12) for event in self.follow(sketch.board(seed), seed)]
        for kind in (FormationStoodAside, FormationTookUpArms, UnitRetreated):
            assert of_type(told, kind), kind.__name__

    def follow(self, board: Board, luck: int) -> list[Event]:
        """Play at random and hold every rule after every event."""
        state = board.scenario.start.copy()
        for _ in play(board, luck):
            units = board.turn.state.units
            assert (units[U.MEN, units[U.HEX] >= 0] > 0).all(), "nobody is left of those who are gone"
        parting: set[int] = set()
        for event in board.turn.events:
            apply.apply(state, event)
            self.check_units(board, state)
            parting = self.parting(state, event, parting)
            self.check_hexes(board, state, event, parting)
        assert same(state, board.turn.state), "the events tell everything"
        return board.turn.events

    def check_units(self, board: Board, state: GameState) -> None:
        units = state.units
        enrolled = units[U.INITIAL] + units[U.ENROLLED]
        assert (units[list(ACCOUNTS)].sum(axis=0) == enrolled).all(), "men are conserved"
        joined = units[U.ENROLLED] - units[U.GONE_OVER]
        assert (units[U.GONE_OVER] >= 0).all(), "nobody goes over twice"
        assert ((joined >= 0) | (units[U.STATUS] == Status.GONE)).all(), "who goes over is taken onto the strength"
        assert joined.sum() <= units[U.CAPTURED].sum(), "and besides him only who was a prisoner"
        assert (units[list(ACCOUNTS)] >= 0).all() and (units[[U.GUNS, U.DUG, U.ENCIRCLED]] >= 0).all()
        carried = board.world.grid.hex_km10 if len(board.world.calendar.first) == 1 else 0
        assert (units[U.MOVED] >= -carried).all(), "no more than a hex is left over for the next day"
        for column in (U.COHESION, U.QUALITY, U.STOCK):
            assert ((units[column] >= 0) & (units[column] <= 1000)).all()
        on_map = units[U.HEX] >= 0
        assert (units[U.HEX] < board.world.grid.size).all()
        assert ((state.formations[F.LOYALTY] >= 0) & (state.formations[F.LOYALTY] <= 1000)).all()
        in_play = np.isin(units[U.STATUS], (Status.READY, Status.ROUTED, Status.IDLE))
        assert (on_map == in_play).all()
        aside = state.formations[F.STANDING, units[U.FORMATION]] == int(Standing.ASIDE)
        assert not (aside & (units[U.STATUS] == int(Status.READY))).any(), "who stands aside stands aside as a whole"
        assert (aside | (units[U.STATUS] != int(Status.IDLE))).all(), "and nobody is idle without him"

    def parting(self, state: GameState, event: Event, before: set[int]) -> set[int]:
        """Hexes of units that have just gone over: those who stay loyal leave them with the next events."""
        if isinstance(event, FormationWentOver):
            return set(state.units[U.HEX, list(event.units)].tolist())
        return before if isinstance(event, UnitRetreated | UnitSurrendered | StocksTaken | PlaceTaken) else set()

    def check_hexes(self, board: Board, state: GameState, event: Event, parting: set[int]) -> None:
        units = state.units
        holders: dict[int, set[int]] = {}
        for hex, side in zip(units[U.HEX].tolist(), units[U.SIDE].tolist(), strict=True):
            holders.setdefault(hex, set()).add(side)
        shared = {hex for hex, sides in holders.items() if hex >= 0 and len(sides) > 1}
        assert shared <= parting, "one side in a hex"
        if isinstance(event, UnitMoved | UnitRailed | UnitAdvanced | UnitRetreated | UnitArrived):
            hex = int(units[U.HEX, event.unit])
            men = int(units[U.MEN, units[U.HEX] == hex].sum())
            assert men <= board.world.board.hexes[HexColumn.STACK, hex], "who comes finds room"


class TestGoingOver:
    """Formations that change sides take their men with them, once, and for a reason."""

    @given(sketches(), LUCK)
    def test_every_change_of_side_is_told_with_its_reason(self, sketch: Sketch, luck: int) -> None:
        self.follow(sketch.board(), luck)

    def test_all_that_can_happen_to_a_unit_does_and_is_accounted_for(self) -> None:
        """A ripe army with a guard in its hexes: so that the rules above are not held in vain."""
        units = ("A@0201 men=3000", "b@0101 men=4000", "c@0101 men=3000 of=guard", "d@0303 men=2000", "e@0303 of=guard")
        sketch = Sketch(
            """
            . . . . .
            . . . . .
            . . . . .
            """,
            units,
            {
                "formations": ["blue-army loyalty=30 agents=true", "blue-guard"],
                "supply": {"sources": [{"id": "far", "name": "Far", "side": "blue", "at": "0503", "capacity": 9000}]},
                "rules": {**EAGER, "ring_days": 0},
            },
        )
        told = [event for seed in range(12) for event in self.follow(sketch.board(seed), seed)]
        for kind in (FormationWentOver, UnitScattered, UnitSurrendered, UnitRetreated):
            assert of_type(told, kind), kind.__name__

    def follow(self, board: Board, luck: int) -> list[Event]:
        """Play at random and read the events one by one."""
        for _ in play(board, luck):
            pass
        state, checks = board.scenario.start.copy(), dict[int, DefectionConsidered]()
        at_their_end = dict[int, SurrenderConsidered]()
        for event in board.turn.events:
            before = state.copy()
            apply.apply(state, event)
            changed = np.flatnonzero(state.units[U.SIDE] != before.units[U.SIDE]).tolist()
            if isinstance(event, DefectionConsidered):
                checks[event.formation] = event
            if isinstance(event, SurrenderConsidered):
                at_their_end[event.formation] = event
            if isinstance(event, FormationSurrendered):
                end = at_their_end.pop(event.formation)
                assert end.draw < end.chance, "nobody lays down his arms without a reason"
            if isinstance(event, FormationStoodAside):
                check = checks[event.formation]
                assert check.chance <= check.draw < check.chance + check.aside, "nor stands aside"
            if isinstance(event, CommanderWentOver):
                check = checks.pop(event.formation)
                assert check.draw < check.chance
            if isinstance(event, FormationWentOver):
                assert changed == sorted(event.units), "nobody else changes sides"
                self.check_going_over(before, state, event, checks.pop(event.formation))
            else:
                assert not changed, "nobody changes sides but with his formation"
            if isinstance(event, UnitScattered):
                self.check_scattering(before, state, event.unit)
        for check in checks.values():
            assert check.draw >= check.chance, "who was to go over has gone over"
        for end in at_their_end.values():
            assert end.draw >= end.chance, "who was to lay down his arms has done so"
        return board.turn.events

    def check_going_over(
        self, before: GameState, after: GameState, event: FormationWentOver, check: DefectionConsidered
    ) -> None:
        assert check.draw < check.chance
        assert before.formations[F.STANDING, event.formation] == Standing.LOYAL, "once"
        assert (
            before.formations[F.SIDE, event.formation]
            == 1 - event.side
            == 1 - after.formations[F.SIDE, event.formation]
        )
        units = list(event.units)
        for column in (U.MEN, U.GUNS, U.WOUNDED, U.KILLED, U.CAPTURED, U.STRAGGLED, U.HEX, U.STATUS):
            assert (after.units[column, units] == before.units[column, units]).all()
        gone = after.units[[U.GONE_OVER, U.ENROLLED]] - before.units[[U.GONE_OVER, U.ENROLLED]]
        men = before.units[U.MEN, units] + before.units[U.WOUNDED, units]
        assert (gone[:, units] == men).all() and gone.sum() == 2 * men.sum()

    def check_scattering(self, before: GameState, after: GameState, unit: int) -> None:
        men, wounded = before.units[[U.MEN, U.WOUNDED], unit].tolist()
        change = after.units[:, unit] - before.units[:, unit]
        assert (change[U.STRAGGLED], change[U.CAPTURED], change[U.MEN]) == (men, wounded, -men)
        assert after.units[U.STATUS, unit] == Status.GONE and change[U.SIDE] == 0


class TestOrders:
    @given(sketches(), LUCK)
    @settings(max_examples=15)
    def test_every_order_listed_is_accepted(self, sketch: Sketch, luck: int) -> None:
        board = sketch.board()
        for _ in play(board, luck, most=6):
            pass
        side = board.turn.state.active_side
        if side < 0:
            return
        orders = engine.legal(board.world, board.view(side))
        assert len(set(orders)) == len(orders) and orders[-1] == EndPhase()
        for order in orders:
            assert engine.check(board.world, board.view(side), order) is None
            assert engine.submit(engine.resume(board.world, board.turn.state, 1), order) or isinstance(order, EndPhase)

    WILD = st.one_of(st.integers(-3, 30), st.integers(), st.sampled_from([2**63, -(2**63) - 1, 10**30]))
    ANY_ORDER = st.one_of(
        st.builds(Move, WILD, st.lists(WILD, max_size=6).map(tuple)),
        st.builds(Attack, WILD, st.lists(WILD, max_size=4).map(tuple), st.booleans()),
        st.builds(ForceMarch, WILD),
        st.builds(Entrench, WILD),
        st.builds(BuildBridge, WILD, WILD),
        st.builds(WorkOn, WILD),
        st.builds(SendEnvoy, WILD),
        st.builds(Favour, WILD),
        st.builds(ReplaceCommander, WILD),
    )

    @given(sketches(), st.lists(ANY_ORDER, max_size=40), LUCK)
    def test_any_order_at_all_is_carried_out_or_refused(self, sketch: Sketch, wild: list[Order], luck: int) -> None:
        """A refused one changes nothing; nothing but the refusal is ever raised."""
        board = sketch.board()
        for _ in play(board, luck, most=4):
            pass
        for order in wild:
            if board.turn.state.is_over:
                return
            refusal = engine.check(board.world, board.view(board.turn.state.active_side), order)
            if refusal is None:
                board.order(order)
            else:
                assert board.refuse(order) == refusal

    @given(sketches(), LUCK)
    @settings(max_examples=15)
    def test_orders_and_events_survive_as_plain_data(self, sketch: Sketch, luck: int) -> None:
        board = sketch.board()
        for order, events in play(board, luck):
            told = json.loads(json.dumps(notation.order_to_data(board.world, order)))
            assert notation.order_from_data(board.world, told) == order
            for event in events:
                told = json.loads(json.dumps(notation.event_to_data(board.world, event)))
                assert notation.event_from_data(board.world, told) == event


class TestDeterminism:
    @given(sketches(), LUCK, st.integers(0, 2**63))
    @settings(max_examples=15)
    def test_the_same_seed_and_orders_give_the_same_game(self, sketch: Sketch, luck: int, seed: int) -> None:
        digests = []
        for _ in range(2):
            board = sketch.board(seed)
            digests.append([board.turn.state.digest() for _ in play(board, luck)])
        assert digests[0] == digests[1]

    @given(sketches(), LUCK, st.integers(0, 20))
    @settings(max_examples=25)
    def test_a_game_taken_up_again_goes_on_as_if_never_left(self, sketch: Sketch, luck: int, stop: int) -> None:
        board = sketch.board()
        orders = [order for order, _ in play(board, luck)]
        other = sketch.board()
        for order in orders[:stop]:
            other.order(order)
        saved = snapshot.decode(snapshot.encode(other.turn.state), other.scenario.start)
        turn = engine.resume(other.world, saved, other.turn.seed)
        for order in orders[stop:]:
            engine.submit(turn, order)
        assert same(turn.state, board.turn.state)

    @given(sketches(), LUCK)
    def test_luck_does_not_depend_on_who_else_attacks(self, sketch: Sketch, luck: int) -> None:
        """Adding a brigade changes the odds, never the draw."""
        board = sketch.board()
        for _ in play(board, luck, most=8):
            pass
        side = board.turn.state.active_side
        orders = engine.legal(board.world, board.view(side)) if side >= 0 else []
        joint = [order for order in orders if isinstance(order, Attack) and len(order.units) > 1]
        for order in joint[:3]:
            draws = set()
            for units in (order.units, order.units[:1], order.units[::-1], order.units[1:]):
                turn = engine.resume(board.world, board.turn.state, 5)
                events = engine.submit(turn, Attack(order.target, units))
                draws.add((of_type(events, BattleFought)[0].draw, of_type(events, LuckDrawn)[0].subject))
            assert len(draws) == 1

    @given(sketches(), LUCK)
    @settings(max_examples=25)
    def test_the_preview_on_the_truth_is_what_is_resolved(self, sketch: Sketch, luck: int) -> None:
        board = sketch.board()
        rng = random.Random(luck)
        for _ in range(20):
            if board.turn.state.is_over:
                return
            order, before = any_order(board, rng), board.turn.state.copy()
            told = board.order(order)
            if isinstance(order, Attack) and not of_type(told, ReserveCalledUp):
                expected = attack.preview(board.world, before, order.target, order.units, prepared=order.prepared)
                assert of_type(told, BattleFought)[0].factors == tuple(expected)


class TestFog:
    """A view betrays nothing, and neither do refusals or lists of legal orders made from it."""

    @given(sketches(), LUCK)
    def test_looking_twice_is_looking_once(self, sketch: Sketch, luck: int) -> None:
        board = sketch.board()
        for _ in play(board, luck, most=10):
            pass
        for side in SIDES:
            view = board.view(side)
            assert same(engine.observe(board.world, view, side), view)

    @given(sketches(), LUCK)
    def test_a_glimpse_shows_of_each_block_what_the_view_does(self, sketch: Sketch, luck: int) -> None:
        board = sketch.board()
        for _ in play(board, luck, most=10):
            pass
        for side in SIDES:
            view = board.view(side)
            for name in GameState.BLOCKS:
                glimpsed = getattr(Glimpse(board.world, board.turn.state, side), name)
                assert np.array_equal(glimpsed, getattr(view, name)), name
            for unit in range(len(board.world.units)):
                assert Glimpse(board.world, board.turn.state, side).unit(unit) == view.unit(unit)

    @given(sketches(), LUCK, st.lists(st.integers(0, 5), min_size=1, max_size=6))
    def test_a_march_goes_as_far_on_a_glimpse_as_on_the_view(self, sketch: Sketch, luck: int, ways: list[int]) -> None:
        board = sketch.board()
        for _ in play(board, luck, most=10):
            pass
        world, units = board.world, board.turn.state.units
        for unit in np.flatnonzero(units[U.HEX] >= 0).tolist():
            path = [int(units[U.HEX, unit])]
            for direction in ways:
                path.append(world.grid.step(path[-1], direction))
                if path[-1] < 0:
                    break
            way, side = tuple(hex for hex in path[1:] if hex >= 0), int(units[U.SIDE, unit])
            glimpse = Glimpse(world, board.turn.state, side)
            assert march(world, glimpse, unit, way) == march(world, board.view(side), unit, way)
            comes = march_in_truth(world, board.turn.state, unit, way)
            assert march_in_truth(world, glimpse, unit, way) == comes

    @given(sketches(), LUCK, st.lists(TestOrders.ANY_ORDER, max_size=10))
    def test_what_cannot_be_known_changes_nothing(self, sketch: Sketch, luck: int, wild: list[Order]) -> None:
        board = sketch.board()
        for _ in play(board, luck, most=10):
            pass
        for side in SIDES:
            truth = board.turn.state.copy()
            truth.clock[Clock.SIDE] = side if not truth.is_over else -1
            other = _scrambled(board, truth, side, random.Random(luck))
            views = [engine.observe(board.world, state, side) for state in (truth, other)]
            assert same(*views)
            assert engine.legal(board.world, views[0]) == engine.legal(board.world, views[1])
            if not truth.is_over:
                for order in wild:
                    assert _answer(board, truth, order) == _answer(board, other, order)


def _answer(board: Board, state: GameState, order: Order) -> object:
    """The refusal that a side gets, or None."""
    try:
        engine.submit(engine.resume(board.world, state, 1), order)
    except IllegalOrder as error:
        return error.refusal
    return None


def _scrambled(board: Board, truth: GameState, side: int, rng: random.Random) -> GameState:
    """Another truth that ``side`` cannot tell from this one.

    Written apart from the rules of sight: a unit is out of it that is more than
    three hexes from all of a side's units, more than one by night or in its own
    countryside unless it came by road, or not on the map.
    """
    grid, state = board.world.grid, truth.copy()
    units = state.units
    eyes = [int(hex) for hex in units[U.HEX, units[U.SIDE] == side] if hex >= 0]
    away = [min((grid.distance(hex, eye) for eye in eyes), default=9) for hex in range(grid.size)]
    hides = (board.world.board.hexes[HexColumn.COUNTRYSIDE] == 1 - side).tolist()
    if board.world.calendar.nights[truth.watch]:
        hides = [True] * grid.size
    far = [hex for hex in range(grid.size) if away[hex] > (1 if hides[hex] else 3)]
    fog = board.world.options["fog"] == 1
    for unit in np.flatnonzero(units[U.SIDE] != side).tolist():
        here = int(units[U.HEX, unit])
        hidden = here < 0 or (fog and here in far and (away[here] > 3 or not units[U.ON_ROAD, unit]))
        for column in U:
            if column in (U.SIDE, U.HEX) or column.sight is Sight.GHOST:
                continue
            if hidden or (fog and column.sight is Sight.OWN):
                units[column, unit] = rng.randrange(0, 9)
        if hidden:
            units[U.ON_ROAD, unit] = 0
        elif fog and units[U.MOVED_WATCH, unit]:  # that it marched is seen, how far is not
            units[U.MOVED_WATCH, unit] = rng.randrange(1, 200)
        if hidden and here >= 0:
            units[U.HEX, unit] = rng.choice(far)
    for unit in np.flatnonzero(units[U.SIDE] == side).tolist():
        units[[U.GHOST_HEX, U.GHOST_DAY], unit] = rng.randrange(0, 9)
    state.luck[:] = rng.randrange(0, 9)
    state.sides[:, 1 - side] = rng.randrange(0, 9)
    state.camps[1 - side] = rng.randrange(0, 9000)
    state.places[Place.KNOWN_1 - side] = rng.randrange(-1, 2)
    state.rails[Rail.KNOWN_1 - side] = rng.randrange(0, 3)
    if fog:
        state.rails[[Rail.WRECKED, Rail.MENDED]] = rng.randrange(0, 2)
        state.places[Place.HOLDER] = rng.randrange(-1, 2)
        state.crossings[[Crossing.PASSED, Crossing.PASSED_1 - side]] = rng.randrange(0, 9000)
    for formation, whose in enumerate(state.formations[F.SIDE].tolist()):
        secret = Sight.GHOST if whose == side else Sight.OWN
        hidden = [column for column in F if column.sight is secret]
        state.formations[hidden, formation] = [rng.randrange(-1, 9) for _ in hidden]
    return state


class TestSymmetry:
    """The rules know neither side nor east from west."""

    @given(sketches(), LUCK)
    @settings(max_examples=20)
    def test_which_side_a_file_names_first_decides_nothing(self, sketch: Sketch, luck: int) -> None:
        """The same game with sides 0 and 1 exchanged, order by order."""
        sketch.parts["options"]["low_luck"] = 0  # its sequences are keyed by the side
        board = sketch.board()
        spec = json.loads(json.dumps(board.scenario.spec))
        spec["scenario"]["sides"] = dict(reversed(spec["scenario"]["sides"].items()))
        other = from_spec(spec)
        turn = engine.new_game(other.world, other.start, board.turn.seed)
        assert other.world.sides[0] == board.world.sides[1]
        for order, _ in play(board, luck):
            engine.submit(turn, order)
            assert same(_exchanged(turn.state), board.turn.state)

    @given(sketches())
    @settings(max_examples=25)
    def test_a_mirrored_map_gives_mirrored_marches_odds_and_supplies(self, sketch: Sketch) -> None:
        """East for west, on an odd number of columns; only what needs no choice among equals.

        Where a formation went over at dawn, those who make way or arrive there have to choose.
        """
        sketch.parts["options"]["defections"] = 0
        board, other = sketch.board(), _mirrored(sketch).board()
        for column in (U.STOCK, U.SUPPLY, U.ENCIRCLED, U.COHESION, U.MEN):
            assert other.turn.state.units[column].tolist() == board.turn.state.units[column].tolist()
        side = board.turn.state.active_side
        orders = engine.legal(board.world, board.view(side))
        mirrored = engine.legal(other.world, other.view(side))
        assert sorted(map(repr, _ends(board, orders, 0))) == sorted(map(repr, _ends(other, mirrored, 1)))


def _exchanged(state: GameState) -> GameState:
    """A position with the names of the sides exchanged."""
    state = state.copy()
    whose = (state.units[U.SIDE], state.formations[F.SIDE], state.places[: Place.RATIONS], state.depots[Depot.SIDE])
    for block in (*whose, state.clock[Clock.SIDE : Clock.SIDE + 1]):
        block[:] = np.where(block >= 0, 1 - block, block)
    for block in (state.luck, state.sides):
        block[:] = block[:, ::-1].copy()
    known = state.places[Place.KNOWN_0 : Place.RATIONS], state.rails[Rail.KNOWN_0 :], state.camps
    for pair in (*known, state.crossings[Crossing.PASSED_0 :]):
        pair[:] = pair[::-1].copy()
    return state


def _mirrored(sketch: Sketch) -> Sketch:
    """The board seen in a mirror that stands north to south."""
    rows = sketch.rows.splitlines()
    columns = len(rows[0])

    def number(text: str) -> str:
        return f"{columns + 1 - int(text[:2]):02d}{text[2:]}"

    def side(text: str) -> str:
        hex, way = text.split()
        return f"{number(hex)} {way.translate(str.maketrans('ew', 'we'))}"

    parts = json.loads(json.dumps(sketch.parts))
    for river in parts["map"].get("rivers", []):
        river["sides"] = list(map(side, river["sides"]))
    for bridge in parts["map"].get("bridges", []):
        bridge["side"] = side(bridge["side"])
    for line in parts["map"]["roads"] + parts["map"]["rails"]:
        line["hexes"] = list(map(number, line["hexes"]))
        if line.get("wrecked"):
            line["wrecked"] = [list(map(number, stretch)) for stretch in line["wrecked"]]
    for thing in [*parts["places"].values(), *parts["supply"]["sources"], *parts["supply"]["depots"]]:
        thing["at"] = number(thing["at"])
    units = tuple(f"{unit[:2]}{number(unit[2:6])}{unit[6:]}" for unit in sketch.units)
    return Sketch("\n".join(row[::-1] for row in rows), units, parts)


def _ends(board: Board, orders: list[Order], flip: int) -> Iterator[tuple[object, ...]]:
    """Orders by what they achieve: where a march ends, what an attack can hope for, which hexside is bridged."""
    columns = board.world.grid.columns

    def spot(hex: int) -> tuple[int, int]:
        row, column = divmod(hex, columns)
        return row, columns - 1 - column if flip else column

    for order in orders:
        match order:
            case Move(unit, path):
                yield "Move", unit, spot(path[-1])
            case Attack(target, units):
                found = attack.preview(board.world, board.view(board.turn.state.active_side), target, units)
                yield "Attack", spot(target), units, found
            case BuildBridge(unit, direction):
                yield "BuildBridge", unit, (-direction % 6) if flip else direction
            case RailMove(unit, hex):
                yield "RailMove", unit, spot(hex)
            case WreckRail(unit, direction) | RepairRail(unit, direction):
                yield type(order).__name__, unit, (-direction % 6) if flip else direction
            case ForceMarch(unit) | Entrench(unit):
                yield type(order).__name__, unit
