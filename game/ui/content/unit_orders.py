"""What units can be ordered to do besides marching: each with its price, or why it cannot be."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from game.core import engine
from game.core.authority import cost_of_march
from game.core.battle.attack import enemies_at, preview
from game.core.board import Edge, Kit
from game.core.facts import NO_LIMIT
from game.core.kernels.odds import Factor
from game.core.movement.lift import room_left
from game.core.movement.trains import refuse_trains, seats_left, stations, trains_at
from game.core.numbers import Number
from game.core.orders import (
    Attack,
    BreakOut,
    BuildBridge,
    Embark,
    Entrench,
    ForceMarch,
    Order,
    RepairRail,
    Reserve,
    SetUpDepot,
    Stand,
    WreckRail,
)
from game.core.refusal import Reason, Refusal
from game.core.state import GameState, Rail, U
from game.core.supply.rail import stretch, work_left
from game.session.words.text import capital
from game.session.words.wording import percent, points, tell_refusal
from game.ui.content.rows import Action, Heading, Row, Tone, text
from game.ui.situation import Situation
from game.ui.wishes import ByTrain, Consider, Give


class Offer(NamedTuple):
    """An order that may be given to each of some units."""

    words: str
    price: str
    orders: tuple[Order, ...]


def orders_rows(situation: Situation) -> list[Row]:
    """A menu of the selected units' orders; one button gives them to all who may."""
    words = situation.words
    own = [unit for unit in situation.units if situation.state.units[U.SIDE, unit] == situation.side]
    if not own:
        return []
    rows: list[Row] = [Heading(words.say("panels.orders.title"))]
    if not situation.may_order:
        return [*rows, text(tell_refusal(words, Refusal(Reason.NOT_YOUR_PHASE)), Tone.FAINT)]
    offered = [*(_action(situation, offer) for offer in _offers(situation, own)), *_trains(situation, own)]
    rows += refusals_once(offered, words.say("panels.orders.not_now"))
    return [*rows, *_attacks(situation, own)]


def refusals_once(offered: Sequence[Action], title: str) -> list[Row]:
    """Orders that are refused for one reason stand together at the end, under a title of their own and the reason."""
    alike: dict[str, list[Action]] = {}
    for action in offered:
        if action.wish is None and action.why:
            alike.setdefault(action.why, []).append(action)
    shared = {why: actions for why, actions in alike.items() if len(actions) > 1}
    rows: list[Row] = [action for action in offered if action.wish is not None or action.why not in shared]
    rows += [Heading(title)] if shared and rows else []
    for why, actions in shared.items():
        rows += [text(why, Tone.POOR, small=True), *(replace(action, why="") for action in actions)]
    return rows


def _trains(situation: Situation, own: list[int]) -> Iterator[Action]:
    """The button that asks for a station, where trains for these units call; how far they go, or why they do not."""
    words, world, view = situation.words, situation.world, situation.state
    units = [unit for unit in own if view.units[U.HEX, unit] >= 0]
    calling = {unit: trains_at(world, situation.side, int(view.units[U.HEX, unit])) for unit in units}
    if not any(calling.values()):
        return
    refusals = [refuse_trains(world, view, unit) for unit, trains in calling.items() if trains]
    refused = next((refusal for refusal in refusals if refusal), None)
    ends = {hex for unit in units for hex in stations(world, view, unit)}
    left = max(seats_left(world, view, number) for trains in calling.values() for number in trains)
    price = words.say("panels.orders.train_places", count=len(ends), left=left) if ends else ""
    wish = ByTrain() if None in refusals else None
    why = tell_refusal(words, refused) if refused else ""
    yield Action(capital(words.say("panels.orders.train")), price, wish, why, situation.by_train)


def _action(situation: Situation, offer: Offer) -> Action:
    """The button of an offer: for all units that may, with the refusal of the first that may not."""
    words, view = situation.words, situation.state
    refusals = [engine.check(situation.world, view, order) for order in offer.orders]
    able = tuple(order for order, refusal in zip(offer.orders, refusals, strict=True) if refusal is None)
    refused = next((refusal for refusal in refusals if refusal is not None), None)
    label = offer.words
    if able and len(able) < len(offer.orders):
        label = words.say("panels.orders.some", what=label, able=len(able), all=len(offer.orders))
    why = tell_refusal(words, refused) if refused is not None else ""
    return Action(label, offer.price, Give(able) if able else None, why)


def _offers(situation: Situation, own: list[int]) -> Iterator[Offer]:
    """The orders that make sense for these units at all, whether or not they may be given now."""
    words, numbers = situation.words, situation.world.numbers
    view = situation.state

    def said(key: str, **parts: object) -> str:
        return capital(words.say(f"panels.orders.{key}", **parts))

    day = said("whole_day")
    yield Offer(said("entrench"), "", tuple(Entrench(unit) for unit in own))
    yield Offer(
        said("stand"), _points(situation, int(numbers[Number.POINTS_STAND])), tuple(Stand(unit) for unit in own)
    )
    yield Offer(said("reserve"), "", tuple(Reserve(unit) for unit in own))
    price = _points(situation, sum(cost_of_march(situation.world, view, unit) for unit in own))
    cohesion = said("cohesion", points=points(int(numbers[Number.FORCED_COHESION])))
    forced = str(words.entry("list.comma")).join(filter(None, [price, cohesion]))
    yield Offer(said("force_march"), forced, tuple(ForceMarch(unit) for unit in own))
    ringed = tuple(BreakOut(unit) for unit in own if view.units[U.ENCIRCLED, unit] > 0)
    if ringed:
        cohesion = said("cohesion", points=points(int(numbers[Number.BREAKOUT_COHESION])))
        yield Offer(said("break_out"), cohesion, ringed)
    for unit in own:
        yield from _works(situation, view, unit, day)


def _works(situation: Situation, view: GameState, unit: int, day: str) -> Iterator[Offer]:
    """Bridges, railways and depots where a unit stands."""
    words, world = situation.words, situation.world
    here = int(view.units[U.HEX, unit])
    if here < 0:
        return
    who = "" if len(situation.units) == 1 else words.label(world.units[unit].label)
    for direction, there in enumerate(world.board.edges[Edge.NEIGHBOUR, here].tolist()):
        if there < 0:
            continue
        parts = {"hex": words.hex(there), "who": who}
        if world.board.kit[Kit.ENGINEER, unit] and world.board.edges[Edge.CROSSING, here, direction] >= 0:
            yield Offer(_of(situation, "bridge", parts), day, (BuildBridge(unit, direction),))
        link = stretch(world, here, direction)
        if link >= 0 and view.rails[Rail.WRECKED, link]:
            left = words.say("panels.orders.work_left", work=work_left(world, view, link))
            yield Offer(_of(situation, "repair", parts), left, (RepairRail(unit, direction),))
        elif link >= 0:
            yield Offer(_of(situation, "wreck", parts), day, (WreckRail(unit, direction),))
    if world.board.kit[Kit.ENGINEER, unit] or world.board.kit[Kit.TRAIN, unit]:
        yield Offer(_of(situation, "depot", {"who": who}), day, (SetUpDepot(unit),))
    for number, lift in enumerate(world.lifts):
        if lift.hex == here and lift.side == situation.side:
            room = room_left(world, view, number)
            count = int(view.units[U.MEN, unit]) if room == NO_LIMIT else min(room, int(view.units[U.MEN, unit]))
            parts = {"lift": words.lift(number), "who": who}
            yield Offer(_of(situation, "embark", parts), words.say("show.strength", men=count), (Embark(unit, number),))


def _of(situation: Situation, key: str, parts: dict[str, str]) -> str:
    """What is to be done, and by whom where several units are selected."""
    words = situation.words
    told = capital(words.say(f"panels.orders.{key}", **parts))
    return words.say("panels.orders.by", what=told, who=parts["who"]) if parts["who"] else told


def _points(situation: Situation, cost: int) -> str:
    return situation.words.say("panels.orders.points", count=cost) if cost else ""


def _attacks(situation: Situation, own: list[int]) -> list[Row]:
    """The hexes with enemies beside the units, with what an attack of all of these units would promise."""
    world, view, words = situation.world, situation.state, situation.words
    targets: dict[int, list[int]] = {}
    for unit in own:
        here = int(view.units[U.HEX, unit])
        for there in world.grid.neighbours[here].tolist() if here >= 0 else []:
            if there >= 0 and enemies_at(view, there, situation.side):
                targets.setdefault(there, []).append(unit)
    rows: list[Row] = []
    for target, units in targets.items():
        able = tuple(unit for unit in units if engine.check(world, view, Attack(target, (unit,))) is None)
        enemies = words.units(enemies_at(view, target, situation.side))
        label = words.say("panels.orders.attack", enemies=enemies, hex=words.hex(target))
        if able:
            factors = preview(world, view, target, able)
            won = factors[Factor.RETREAT] + factors[Factor.OVERRUN]
            rows.append(Action(label, words.say("panels.orders.won", chance=percent(won)), Consider(target)))
        else:
            refusal = engine.check(world, view, Attack(target, (units[0],)))
            rows.append(Action(label, "", Consider(target), tell_refusal(words, refusal) if refusal else ""))
    return [Heading(words.say("panels.orders.attacks")), *rows] if rows else []
