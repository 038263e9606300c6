"""Orders about whole formations: political work and against it, priorities, the airdrop, pressure from above."""

from collections.abc import Iterator

from game.core import engine
from game.core.kinds import Insistence
from game.core.numbers import Number
from game.core.orders import (
    Favour,
    Order,
    PlantAgents,
    Prioritise,
    PromiseToSpare,
    ReplaceCommander,
    RotateOut,
    SendEnvoy,
    ShareAirdrop,
    SuperiorOrder,
    WorkOn,
)
from game.core.refusal import Reason, Refusal
from game.core.state import F, S
from game.core.supply.stores import LEVELS
from game.session.words.text import capital
from game.session.words.wording import points, tell_refusal
from game.ui.content.rows import Action, Button, Buttons, Heading, Row, Tone, text
from game.ui.content.unit_orders import refusals_once
from game.ui.situation import Situation
from game.ui.wishes import Give

_SHARES = (-1, 0, 25, 50, 75, 100)


def formation_orders(situation: Situation, formation: int) -> list[Row]:
    """What the person's side can do with, or about, a formation."""
    words = situation.words
    if situation.side < 0:
        return []
    own = int(situation.state.formations[F.SIDE, formation]) == situation.side
    title = words.say("panels.politics.own" if own else "panels.politics.enemy")
    rows: list[Row] = [Heading(title)]
    if not situation.may_order:
        return [*rows, text(tell_refusal(words, Refusal(Reason.NOT_YOUR_PHASE)), Tone.FAINT)]
    rows.append(text(_purse(situation, own=own), Tone.FAINT, small=True))
    offered = list(_own(situation, formation) if own else _enemy(situation, formation))
    rows += refusals_once(offered, words.say("panels.orders.not_now"))
    return [*rows, *_priority(situation, formation), *_airdrop(situation, formation)] if own else rows


def _purse(situation: Situation, *, own: bool) -> str:
    """What is left to pay with."""
    row = situation.state.sides[:, situation.side].tolist()
    words = situation.words
    if own:
        command = words.say("panels.orders.points", count=row[S.COMMAND])
        prestige = words.say("panels.politics.prestige", cost=row[S.PRESTIGE])
        return words.say("panels.politics.purse", points=command, prestige=prestige)
    return words.say("panels.politics.work_left", count=row[S.POLITICS])


def _action(situation: Situation, order: Order, label: str, price: str) -> Action:
    refusal = engine.check(situation.world, situation.state, order)
    if refusal is None:
        return Action(capital(label), price, Give((order,)))
    return Action(capital(label), price, None, tell_refusal(situation.words, refusal))


def _own(situation: Situation, formation: int) -> Iterator[Action]:
    words, numbers = situation.words, situation.world.numbers

    def said(key: str, **parts: object) -> str:
        return words.say(f"panels.politics.{key}", **parts)

    cost = words.say("panels.orders.points", count=int(numbers[Number.POINTS_POLITICAL]))
    favour = said("favour_price", points=points(int(numbers[Number.FAVOUR])), cost=cost)
    yield _action(situation, Favour(formation), said("favour"), favour)
    rest = said("rest_price", points=points(int(numbers[Number.ROTATE_LOYALTY])), days=int(numbers[Number.ROTATE_DAYS]))
    yield _action(situation, RotateOut(formation), said("rest"), rest)
    replaced = said(
        "replace_price",
        points=points(int(numbers[Number.REPLACED_LOYALTY])),
        cohesion=points(int(numbers[Number.REPLACED_COHESION])),
        cost=cost,
    )
    yield _action(situation, ReplaceCommander(formation), said("replace"), replaced)
    cost = said("prestige", cost=int(numbers[Number.PRESS_PRESTIGE]))
    for kind in Insistence:
        if kind is Insistence.RELIEVE and not situation.world.formations[formation].reluctant:
            continue
        name = kind.name.lower()
        yield _action(situation, SuperiorOrder(formation, kind), said(name), said(f"{name}_price", cost=cost))


def _enemy(situation: Situation, formation: int) -> Iterator[Action]:
    words, numbers = situation.words, situation.world.numbers

    def said(key: str, **parts: object) -> str:
        return words.say(f"panels.politics.{key}", **parts)

    work = said("work_price", points=points(int(numbers[Number.WORK_EFFECT])))
    yield _action(situation, WorkOn(formation), said("work"), work)
    safe = 100 - int(numbers[Number.ENVOY_RISK]) // 10
    envoy = said("envoy_price", chance=safe, count=int(numbers[Number.ENVOY_DAYS]))
    yield _action(situation, SendEnvoy(formation), said("envoy"), envoy)
    agents = said(
        "agents_price",
        chance=int(numbers[Number.PLANT_CHANCE]) // 10,
        count=int(numbers[Number.PLANT_DAYS]),
        cost=said("points", count=int(numbers[Number.PLANT_COST])),
    )
    yield _action(situation, PlantAgents(formation), said("agents"), agents)
    spare = said("spare_price", days=int(numbers[Number.SPARE_DAYS]))
    yield _action(situation, PromiseToSpare(formation), said("spare"), spare)


def _priority(situation: Situation, formation: int) -> Iterator[Row]:
    now = int(situation.state.formations[F.PRIORITY, formation])
    names = situation.words.entry("panels.politics.priorities")
    buttons = [_choice(situation, Prioritise(formation, level), str(names[level]), on=level == now) for level in LEVELS]
    yield Buttons(tuple(buttons), situation.words.say("panels.politics.priority"))


def _airdrop(situation: Situation, formation: int) -> Iterator[Row]:
    if not any(airdrop.side == situation.side for airdrop in situation.world.airdrops):
        return
    words, now = situation.words, int(situation.state.formations[F.AIRDROP, formation])
    buttons = []
    for share in _SHARES:
        name = words.say("panels.politics.by_need") if share < 0 else words.percent(share)
        buttons.append(_choice(situation, ShareAirdrop(formation, share), name, on=share == now))
    yield Buttons(tuple(buttons), words.say("panels.politics.airdrop"))


def _choice(situation: Situation, order: Order, name: str, *, on: bool) -> Button:
    """One of several settings; the one that holds is lit, one that cannot be says why."""
    refusal = engine.check(situation.world, situation.state, order)
    if on or refusal is None:
        return Button(name, None if on else Give((order,)), on)
    return Button(name, None, False, tell_refusal(situation.words, refusal))
