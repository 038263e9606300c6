"""Who commands a unit and from how far, what a formation will commit, what is left to order it with. Rulebook 10."""

from collections.abc import Iterator

from game.core.board import Kit
from game.core.command.headquarters import is_led_at_home, ways_of_command
from game.core.command.superiors import commitment, garrisons, next_share
from game.core.kinds import Obedience, Standing
from game.core.numbers import Number
from game.core.state import F, S, U
from game.session.explain.inquiry import Inquiry
from game.session.words.wording import points


def explain_unit_command(inquiry: Inquiry, unit: int) -> Iterator[str]:
    """Who commands a unit now and was in command when the watch began, and what it has been told."""
    world = inquiry.world
    if world.board.kit[Kit.HEADQUARTERS, unit]:
        yield inquiry.say("is_headquarters")
    elif is_led_at_home(world, unit):
        yield inquiry.say("led_at_home")
    else:
        yield from _ways(inquiry, unit)
    if inquiry.value(unit, U.UNLED) == 1:
        yield inquiry.say("unled", share=int(world.numbers[Number.UNLED_POWER]) // 10)
    if inquiry.value(unit, U.STAND) == 1:
        yield inquiry.say("stands_to_the_last")
    if inquiry.value(unit, U.RESERVE) == 1:
        yield inquiry.say("in_reserve")


def _ways(inquiry: Inquiry, unit: int) -> Iterator[str]:
    """Each of those over it, how far off he is and how far he reaches."""
    ways = ways_of_command(inquiry.world, inquiry.known, unit)
    for other, distance, reach in ways:
        if other == unit:
            yield inquiry.say("commander_here")
            continue
        staff = inquiry.world.board.kit[Kit.HEADQUARTERS, other] == 1
        key = ("commanded" if staff else "commanded_beside") if distance <= reach else "too_far_off"
        key += "" if distance else "_here"
        yield inquiry.say(key, unit=inquiry.words.unit(other), km=points(distance), reach=points(reach))
    if not ways:
        yield inquiry.say("no_command")


def explain_formation_command(inquiry: Inquiry, formation: int) -> Iterator[str]:
    """What a reluctant commander announces, the order he has from above, and what his side has left."""
    row = inquiry.known.formations[:, formation].tolist()
    if row[F.STANDING] != Standing.LOYAL or not inquiry.may_know(row[F.SIDE]):
        return
    if inquiry.world.formations[formation].reluctant:
        yield from _commitment(inquiry, formation, row[F.COMMITTED])
    if row[F.OBEDIENCE] == Obedience.OPEN:
        yield _order(inquiry, row[F.ORDER])
        yield from _stakes(inquiry, row[F.ORDER])
    command, prestige = inquiry.known.sides[[S.COMMAND, S.PRESTIGE], row[F.SIDE]].tolist()
    yield inquiry.say("points_left", side=inquiry.words.the_side(row[F.SIDE]), count=command, prestige=prestige)


def _order(inquiry: Inquiry, number: int) -> str:
    world, words = inquiry.world, inquiry.words
    order = world.superior_orders[number]
    goal = words.place(order.place) if order.place >= 0 else words.formation(order.target)
    km = round(int(world.numbers[Number.ORDER_NEAR]) * world.grid.hex_km10 / 10)
    date = words.day(order.last_day, "short")
    name = words.label(order.label)
    return inquiry.say("ordered", order=name, goal=goal, km=km, date=date, prestige=order.prestige)


def _stakes(inquiry: Inquiry, number: int) -> Iterator[str]:
    """The points that refusing an order from above is worth to the other side."""
    for term in inquiry.world.victory.terms:
        if term.kind == "refused" and term.order == number:
            yield inquiry.say("refusal_points", winner=inquiry.words.the_side(term.side), count=term.points)


def _commitment(inquiry: Inquiry, formation: int, committed: int) -> Iterator[str]:
    """Which units have been let go, which go when an order comes, and which when he is pressed again."""
    world, known = inquiry.world, inquiry.known
    if committed < 0:
        yield inquiry.say("called_home")
        return
    initiative = world.formations[formation].initiative
    gone = commitment(known, formation, committed)
    if committed < initiative or not gone:
        yield _going(inquiry, formation, commitment(known, formation, initiative), "would_send")
    else:
        yield _going(inquiry, formation, gone, "has_sent")
    following = commitment(known, formation, next_share(world, known, formation))
    more = [unit for unit in following if unit not in gone]
    if more and committed >= initiative:
        yield _going(inquiry, formation, more, "would_send_more")


def _going(inquiry: Inquiry, formation: int, units: list[int], key: str) -> str:
    """Some of a formation's units with their men beside those of all."""
    strength = inquiry.known.units[U.INITIAL]
    of = int(strength[garrisons(inquiry.known, formation)].sum())
    cost = int(inquiry.world.numbers[Number.PRESS_PRESTIGE])
    told = {
        "units": inquiry.words.units(units, len(units)),
        "count": int(strength[units].sum()),
        "all": of,
        "cost": cost,
    }
    return inquiry.say(key if units else "would_send_nobody", **told)
