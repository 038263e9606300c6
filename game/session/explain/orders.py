"""What a unit can and cannot do now, and why: the answers of the rules to every order it could get."""

from collections.abc import Iterable, Iterator

from game.core import engine
from game.core.authority import refuse_unit
from game.core.board import Edge, Kit
from game.core.facts import NO_LIMIT
from game.core.fog.observe import is_night
from game.core.kernels.reach import daily_budget, watch_budget
from game.core.movement.lift import room_left
from game.core.movement.trains import refuse_trains, seats_left, stations, trains_at
from game.core.orders import (
    Attack,
    BuildBridge,
    Embark,
    Entrench,
    ForceMarch,
    Move,
    Order,
    RepairRail,
    SetUpDepot,
    WreckRail,
)
from game.core.refusal import Reason, Refusal
from game.core.state import GameState, Rail, U
from game.core.supply.rail import stretch, work_left
from game.session.explain.battle import able_to_attack, explain_attack, explain_attacks, neighbours_of
from game.session.explain.inquiry import Inquiry
from game.session.words.wording import points, tell_refusal

_PLACES = 5  # so many places within reach are named


def explain_orders(inquiry: Inquiry, unit: int, against: int | None = None) -> list[str]:
    """Marches, works and attacks of a unit in its side's next orders; ``against`` keeps to one neighbour."""
    view = inquiry.ordered_by(inquiry.side_of(unit))
    if view.is_over:
        return [tell_refusal(inquiry.words, Refusal(Reason.GAME_OVER))]
    refusal = refuse_unit(inquiry.world, view, view.active_side, unit)
    if refusal:
        told = [_deed(inquiry, unit, refusal) or tell_refusal(inquiry.words, refusal)]
        return [*told, _dig(inquiry, view, unit)] if refusal.reason is Reason.HELD else told
    attacks = explain_attacks(inquiry, view, unit, against)
    if against is not None:
        return [*attacks, *_counterattack(inquiry, view, unit, against)]
    works = [*_bridges(inquiry, view, unit), *_railways(inquiry, view, unit), *_depots(inquiry, view, unit)]
    works += _lifts(inquiry, view, unit)
    works = list(dict.fromkeys(works))  # one refusal may hold on several sides of the hex
    return [*_march(inquiry, view, unit), *_trains(inquiry, view, unit), _dig(inquiry, view, unit), *works, *attacks]


def explain_orders_of(inquiry: Inquiry, units: Iterable[int]) -> Iterator[str]:
    """Which of a side's units on the map can act in its next orders, which can attack, and why the others cannot."""
    here = [unit for unit in units if inquiry.value(unit, U.HEX) >= 0]
    if not here:
        return
    world, view = inquiry.world, inquiry.ordered_by(inquiry.side_of(here[0]))
    if view.is_over:
        yield tell_refusal(inquiry.words, Refusal(Reason.GAME_OVER))
        return
    able, others = list[int](), dict[Reason, list[int]]()
    for unit in here:
        refusal = refuse_unit(world, view, view.active_side, unit)
        if refusal is None:
            able.append(unit)
        else:
            others.setdefault(refusal.reason, []).append(unit)
    if able:
        yield inquiry.say("can_act", units=inquiry.words.units(able))
        yield _attackers(inquiry, view, able)
    for reason, held in others.items():
        yield tell_refusal(inquiry.words, Refusal(reason, tuple(held)))


def _attackers(inquiry: Inquiry, view: GameState, units: list[int]) -> str:
    """Which of these units could attack at once, each with its target."""
    targets: dict[int, list[int]] = {}
    for unit in units:
        for hex in neighbours_of(inquiry, view, unit):
            if engine.check(inquiry.world, view, Attack(hex, (unit,))) is None:
                targets.setdefault(unit, []).append(hex)
    if not targets:
        return inquiry.say("none_can_attack")
    hexes = sorted({hex for found in targets.values() for hex in found})
    told = [inquiry.words.hex(hex) for hex in hexes[:_PLACES]]
    left = len(hexes) - len(told)
    told += [inquiry.words.say("explain.more_hexes", count=left)] if left else []
    return inquiry.say("can_attack", units=inquiry.words.units(targets), hexes=inquiry.words.join(told))


def _deed(inquiry: Inquiry, unit: int, refusal: Refusal) -> str:
    """On what a unit has spent its day, where the events that are known tell it."""
    day, key = inquiry.accounts.deeds.get(unit, (-1, ""))
    is_told = refusal.reason is Reason.DAY_SPENT and day == inquiry.known.day
    return inquiry.words.sentence(key, unit=inquiry.words.unit(unit)) if is_told else ""


def explain_threats(inquiry: Inquiry, unit: int, against: int | None = None) -> list[str]:
    """What the asker's units could do to an enemy unit that they see; ``against`` keeps to those in one hex."""
    view = inquiry.ordered_by(inquiry.asker)
    target = inquiry.value(unit, U.HEX)
    able = able_to_attack(inquiry, view, target)
    if against is not None:
        able = [other for other in able if inquiry.value(other, U.HEX) == against]
    return explain_attack(inquiry, view, tuple(able), target) if able else [inquiry.say("no_attackers")]


def _counterattack(inquiry: Inquiry, view: GameState, unit: int, against: int) -> list[str]:
    """What the neighbours' attack on the unit's hex would be worth, as far as its side knows them."""
    here, side = int(view.units[U.HEX, unit]), view.active_side
    there = [other for other in view.units_at(against) if view.units[U.SIDE, other] != side]
    if not there or inquiry.world.grid.direction(here, against) < 0:
        return []
    return [inquiry.say("other_way"), *explain_attack(inquiry, view, tuple(there), here)]


def _march(inquiry: Inquiry, view: GameState, unit: int) -> Iterator[str]:
    """How far it can march and where to, or what hems it in."""
    world, units = inquiry.world, view.units
    numbers, kit = world.board.numbers, world.board.kit
    left = int(daily_budget(numbers, kit, units, unit)) - int(units[U.MOVED, unit])
    now = int(watch_budget(numbers, kit, units, unit, is_night(world, view)))
    paths = list(engine.paths(world, view, unit))
    ends = [path[-1] for path in paths if engine.check(world, view, Move(unit, path)) is None]
    if ends:
        yield inquiry.say("march", km=points(max(0, left)), now=points(now), count=len(ends))
        yield from _places(inquiry, ends)
    elif now:
        yield inquiry.say("no_march")
        yield from _hemmed_in(inquiry, view, unit)
        return  # a longer day opens no way
    else:
        yield inquiry.say("marched_out")
    yield _refused_or(inquiry, view, ForceMarch(unit), "can_force")


def _places(inquiry: Inquiry, ends: list[int], key: str = "in_reach") -> Iterator[str]:
    world = inquiry.world
    places = [place for hex in ends for place in world.places_by_hex.get(hex, ())]
    places.sort(key=lambda place: -world.places[place].value)
    if places:
        yield inquiry.say(key, places=inquiry.words.join([inquiry.words.place(each) for each in places[:_PLACES]]))


def _hemmed_in(inquiry: Inquiry, view: GameState, unit: int) -> Iterator[str]:
    """Why each of the neighbouring hexes is closed, those alike together."""
    closed: dict[Reason, list[int]] = {}
    for there in inquiry.world.grid.neighbours[int(view.units[U.HEX, unit])].tolist():
        refusal = engine.check(inquiry.world, view, Move(unit, (there,))) if there >= 0 else None
        if refusal:
            closed.setdefault(refusal.reason, []).append(there)
    for reason, hexes in closed.items():
        yield tell_refusal(inquiry.words, Refusal(reason, (unit,), tuple(hexes)))


def _trains(inquiry: Inquiry, view: GameState, unit: int) -> Iterator[str]:
    """Where it can go by train from a railway on which trains for its side's troops run, or why it cannot."""
    world = inquiry.world
    trains = trains_at(world, view.active_side, int(view.units[U.HEX, unit]))
    refusal = refuse_trains(world, view, unit) if trains else None
    if refusal:
        yield tell_refusal(inquiry.words, refusal)
    elif trains:
        ends = stations(world, view, unit)
        left = max(seats_left(world, view, number) for number in trains)
        yield inquiry.say("can_ride", count=len(ends), left=left)
        yield from _places(inquiry, ends, "by_train")


def _dig(inquiry: Inquiry, view: GameState, unit: int) -> str:
    return _refused_or(inquiry, view, Entrench(unit), "can_dig")


def _bridges(inquiry: Inquiry, view: GameState, unit: int) -> Iterator[str]:
    """Each river hexside that engineers stand at."""
    if not inquiry.world.board.kit[Kit.ENGINEER, unit]:
        return
    here = int(view.units[U.HEX, unit])
    for direction in range(6):
        there = int(inquiry.world.board.edges[Edge.NEIGHBOUR, here, direction])
        if there >= 0 and inquiry.world.board.edges[Edge.CROSSING, here, direction] >= 0:
            order = BuildBridge(unit, direction)
            yield _refused_or(inquiry, view, order, "can_bridge", hex=inquiry.words.hex(there))


def _railways(inquiry: Inquiry, view: GameState, unit: int) -> Iterator[str]:
    """Each stretch of railway beside a unit, to be wrecked while whole and mended while not."""
    here = int(view.units[U.HEX, unit])
    for direction in range(6):
        link = stretch(inquiry.world, here, direction)
        if link < 0:
            continue
        hex = inquiry.words.hex(int(inquiry.world.board.edges[Edge.NEIGHBOUR, here, direction]))
        if view.rails[Rail.WRECKED, link]:
            work = work_left(inquiry.world, view, link)
            yield _refused_or(inquiry, view, RepairRail(unit, direction), "can_mend", hex=hex, work=work)
        else:
            yield _refused_or(inquiry, view, WreckRail(unit, direction), "can_wreck", hex=hex)


def _depots(inquiry: Inquiry, view: GameState, unit: int) -> Iterator[str]:
    kit = inquiry.world.board.kit
    if kit[Kit.ENGINEER, unit] or kit[Kit.TRAIN, unit]:
        yield _refused_or(inquiry, view, SetUpDepot(unit), "can_set_up")


def _lifts(inquiry: Inquiry, view: GameState, unit: int) -> Iterator[str]:
    """The lifts that take men on where a unit stands."""
    world = inquiry.world
    for number, lift in enumerate(world.lifts):
        if lift.hex == view.units[U.HEX, unit] and lift.side == view.units[U.SIDE, unit]:
            men, room = int(view.units[U.MEN, unit]), room_left(world, view, number)
            count = men if room == NO_LIMIT else min(men, room)
            parts = {"lift": inquiry.words.lift(number), "count": count}
            yield _refused_or(inquiry, view, Embark(unit, number), "can_embark", **parts)


def _refused_or(inquiry: Inquiry, view: GameState, order: Order, key: str, **parts: object) -> str:
    """The refusal of an order, or what can be said of it if it is legal."""
    refusal = engine.check(inquiry.world, view, order)
    return tell_refusal(inquiry.words, refusal) if refusal else inquiry.say(key, **parts)
