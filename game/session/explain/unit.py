"""A unit: where it stands, how it is fed, what moved its cohesion and loyalty, what it can do now."""

from collections.abc import Iterator

from game.core.board import HexColumn
from game.core.command.superiors import CALLED_HOME
from game.core.kinds import Status, SupplyState
from game.core.numbers import Number
from game.core.state import F, U
from game.core.victory import asks_where, is_in_place
from game.session.chronicle.accounts import tell_account
from game.session.explain.command import explain_unit_command
from game.session.explain.inquiry import Explanation, Inquiry
from game.session.explain.intent import explain_intent
from game.session.explain.loyalty import explain_loyalty
from game.session.explain.orders import explain_orders, explain_threats
from game.session.explain.supply import explain_supply
from game.session.words.wording import points


def explain_unit(inquiry: Inquiry, unit: int, against: int | None = None) -> Explanation:
    """Where a unit stands, how it is fed, what moved its cohesion and loyalty, what it can do now."""
    formation = inquiry.world.units[unit].formation
    title = inquiry.title(inquiry.words.unit(unit), inquiry.side_of(unit), formation)
    is_here = inquiry.value(unit, U.HEX) >= 0
    sections = [inquiry.section("position", _position(inquiry, unit)), *explain_intent(inquiry, formation, unit)]
    if is_here and inquiry.may_know(inquiry.side_of(unit)):
        sections += [
            inquiry.section("supply", explain_supply(inquiry, unit)),
            inquiry.section("cohesion", _cohesion(inquiry, unit)),
            inquiry.section("command", explain_unit_command(inquiry, unit)),
            inquiry.section("loyalty", explain_loyalty(inquiry, formation)),
            inquiry.section("orders", explain_orders(inquiry, unit, against)),
        ]
    elif is_here:
        sections.append(inquiry.section("loyalty", explain_loyalty(inquiry, formation)))
        sections.append(inquiry.section("threats", explain_threats(inquiry, unit, against)))
    return Explanation.of(title, sections)


def _position(inquiry: Inquiry, unit: int) -> Iterator[str]:
    """Where it is and how strong, or what is known of it off the map or out of sight."""
    words, column = inquiry.words, inquiry.known.units[:, unit].tolist()
    name, known = words.unit(unit), inquiry.may_know(inquiry.side_of(unit))
    if column[U.HEX] < 0:
        yield _absence(inquiry, unit)
        return
    parts = {"unit": name, "where": words.where(column[U.HEX]), "count": column[U.MEN]}
    if known:
        guns = inquiry.say("and_guns", count=column[U.GUNS]) if column[U.GUNS] else ""
        yield inquiry.say(
            "stands", **parts, guns=guns, quality=points(column[U.QUALITY]), cohesion=points(column[U.COHESION])
        )
    else:
        yield inquiry.say("stands_about", **parts, quality=points(column[U.QUALITY]))
    if column[U.STATUS] == Status.ROUTED:
        yield inquiry.say("routed")
    if column[U.STATUS] in (Status.ASIDE, Status.IDLE):
        yield inquiry.say("stands_aside")
    if column[U.DUG] > 0 or column[U.DIGGING] == 1:
        yield inquiry.say("dug", count=column[U.DUG]) if column[U.DUG] > 0 else inquiry.say("dug_today")
    on_march = column[U.MOVED_WATCH] > 0
    if inquiry.world.board.hexes[HexColumn.WORKS, column[U.HEX]]:
        yield inquiry.say("in_works_on_march" if on_march else "in_works")
    elif on_march:
        yield inquiry.say("on_march")
    if column[U.ENCIRCLED] > 0 and not known:
        yield inquiry.say("encircled", count=column[U.ENCIRCLED])
    if known and column[U.HELD_UNTIL] > inquiry.known.day:
        yield _held(inquiry, column)
    yield from _spared(inquiry, unit, column[U.HEX])


def _spared(inquiry: Inquiry, unit: int, hex: int) -> Iterator[str]:
    """Whether it is where men spared count, while there are fewer losses than count for nobody."""
    world, words, facts = inquiry.world, inquiry.words, inquiry.world.units[unit]
    for term in world.victory.terms if inquiry.side_of(unit) == facts.side else ():
        if term.group == facts.group and asks_where(world, inquiry.known, term):
            key = "in_place" if is_in_place(world, term, hex) else "out_of_place"
            yield inquiry.say(key, place=words.place(term.place), goal=words.place(term.toward))


def _held(inquiry: Inquiry, column: list[int]) -> str:
    """How long a garrison is held, and what sets it free before."""
    if column[U.HELD_UNTIL] < inquiry.world.calendar.days:
        return inquiry.say("held", date=inquiry.words.day(column[U.HELD_UNTIL], "short"))
    is_called_home = inquiry.known.formations[F.COMMITTED, column[U.FORMATION]] == CALLED_HOME
    return inquiry.say("held_back" if column[U.HOME] >= 0 and not is_called_home else "held_always")


def _absence(inquiry: Inquiry, unit: int) -> str:
    words, column = inquiry.words, inquiry.known.units[:, unit].tolist()
    name = words.unit(unit)
    if not inquiry.may_know(inquiry.side_of(unit)):
        if column[U.GHOST_DAY] < 0:
            return inquiry.say("never_seen", unit=name)
        date = words.day(column[U.GHOST_DAY], "short")
        return inquiry.say("last_seen", unit=name, where=words.where(column[U.GHOST_HEX]), date=date)
    if column[U.STATUS] == Status.WAITING:
        date = words.day(max(0, column[U.ARRIVAL_DAY]), "short")
        return inquiry.say("arrives", unit=name, date=date, where=words.where(column[U.ARRIVAL_HEX]))
    kinds = {"killed": U.KILLED, "captured": U.CAPTURED, "straggled": U.STRAGGLED, "gone_over": U.GONE_OVER}
    lost = [
        words.say("chronicle.lost_kind", count=column[at], kind=words.say(f"losses.{kind}"))
        for kind, at in kinds.items()
        if column[at]
    ]
    return inquiry.say("gone", unit=name, losses=str(words.entry("list.comma")).join(lost))


def _cohesion(inquiry: Inquiry, unit: int) -> list[str]:
    """What it is, where it is heading, and its last days."""
    key, bound = _heading(inquiry, unit)
    now = points(inquiry.value(unit, U.COHESION))
    entries = inquiry.accounts.cohesion.get(unit, [])
    return [inquiry.say(key, cohesion=now, bound=points(bound)), *tell_account(inquiry.words, entries)]


def _heading(inquiry: Inquiry, unit: int) -> tuple[str, int]:
    """What a day without a fight does to cohesion, with the value that bounds it or its loss. Rulebook 7.1."""
    numbers, supply = inquiry.world.numbers, inquiry.value(unit, U.SUPPLY)
    if supply == SupplyState.OUT:
        return "cohesion_out", int(numbers[Number.OUT_COHESION])
    if inquiry.value(unit, U.ENCIRCLED) > 0:
        return "cohesion_ring", int(
            numbers[Number.ENCIRCLED_LOW if supply == SupplyState.LOW else Number.ENCIRCLED_FED]
        )
    if supply == SupplyState.LOW:
        return "cohesion_low", int(numbers[Number.STOCK_LOW])
    stock = inquiry.value(unit, U.STOCK)
    return "cohesion_free", min(1000, int(numbers[Number.CEILING] + numbers[Number.CEILING_STOCK] * stock // 1000))
