"""Orders from above whose refusal is points for the enemy: they are obeyed before anything else is aimed at."""

from collections.abc import Sequence

from game.core.facts import OrderFromAbove
from game.core.intents.intent import Intent, IntentKind
from game.core.kinds import Obedience
from game.core.state import F
from game.players.staff.appraise import Appraisal, Body
from game.players.staff.order import Plan
from game.players.staff.reasons import Reason, Why


def obey(a: Appraisal, plan: Plan, orders: Sequence[int], free: list[Body]) -> list[Body]:
    """Send whom the ``orders`` from above are for, and the others of their group with them; those who are left."""
    left = list(free)
    for number in orders:
        order = a.world.superior_orders[number]
        received, obedience = a.view.formations[[F.ORDER, F.OBEDIENCE], order.formation].tolist()
        goal = _goal(a, order)
        if received != number or obedience != Obedience.OPEN or goal < 0:
            continue
        groups = {_group(a, body) for body in left if body.formation == order.formation}
        for body in [body for body in left if _group(a, body) in groups]:
            plan.settle(body, Intent(IntentKind.ATTACK, goal), Why(Reason.OBEYS, body.formation, goal))
            left.remove(body)
    return left


def _goal(a: Appraisal, order: OrderFromAbove) -> int:
    """The hex that an order is about, -1 where there is nobody left to go to."""
    if order.place >= 0:
        return a.world.places[order.place].hex
    return next(iter(a.outlook.own_hexes(frozenset({order.target}))), -1)


def _group(a: Appraisal, body: Body) -> str | int:
    """The group that a formation belongs to, or the formation itself where it belongs to none."""
    return a.world.units[body.units[0]].group or body.formation
