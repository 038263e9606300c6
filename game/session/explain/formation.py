"""A formation: its units in a table, who commands it and how far he can be trusted."""

from collections.abc import Iterator

from game.core.intents.intent import family
from game.core.kinds import Status
from game.core.state import F, U
from game.core.world import World
from game.session.explain.command import explain_formation_command
from game.session.explain.inquiry import Explanation, Inquiry
from game.session.explain.intent import explain_intent
from game.session.explain.loyalty import explain_loyalty
from game.session.explain.orders import explain_orders_of
from game.session.explain.supply import supply_at_dawn
from game.session.explain.talks import explain_resolve, explain_talks, talks_of
from game.session.words.table import Table
from game.session.words.wording import points


def explain_formation(inquiry: Inquiry, formation: int) -> Explanation:
    """A formation's units in a table, and how far its commander can be trusted."""
    side = int(inquiry.known.formations[F.SIDE, formation])
    parent = inquiry.world.formations[formation].parent
    title = inquiry.title(inquiry.words.formation(formation), side, parent)
    commander = inquiry.words.commander(formation, int(inquiry.known.formations[F.REPLACED, formation]))
    led = [inquiry.say("commander", name=commander)] if commander else []
    members = _units_below(inquiry.world, formation)
    table = _table(inquiry, members) if members else None
    sections = [
        inquiry.section("units", led, table),
        *explain_intent(inquiry, formation),
        inquiry.section("command", explain_formation_command(inquiry, formation)),
        inquiry.section("loyalty", explain_loyalty(inquiry, formation)),
        inquiry.section("orders", explain_orders_of(inquiry, members) if inquiry.may_know(side) else ()),
        *(inquiry.section("talks", _talks(inquiry, talk)) for talk in talks_of(inquiry, formation)),
    ]
    return Explanation.of(title, sections)


def _talks(inquiry: Inquiry, talk: int) -> Iterator[str]:
    yield from explain_talks(inquiry, talk)
    yield from explain_resolve(inquiry, talk)


def _units_below(world: World, formation: int) -> list[int]:
    """The units of a formation and of all under it."""
    below = family(world, formation)
    return [unit for unit, facts in enumerate(world.units) if facts.formation in below]


def _table(inquiry: Inquiry, members: list[int]) -> Table:
    """A row for each unit; what the asker cannot know is left empty."""
    words = inquiry.words
    heads = [words.say(f"explain.columns.{key}") for key in ("unit", "where", "men", "cohesion", "stock", "supply")]
    return Table("", tuple(heads), [_row(inquiry, unit) for unit in members], words=(0, 1, 5))


def _row(inquiry: Inquiry, unit: int) -> tuple[str, ...]:
    words, column = inquiry.words, inquiry.known.units[:, unit].tolist()
    name = words.unit_name(unit)
    if column[U.HEX] < 0:
        known = inquiry.may_know(inquiry.side_of(unit))
        return (
            name,
            words.enum("statuses", Status(column[U.STATUS])) if known else words.say("explain.unseen_unit"),
            "",
            "",
            "",
            "",
        )
    where, men = words.spot(column[U.HEX]), words.show(column[U.MEN])
    if not inquiry.may_know(column[U.SIDE]):
        return name, where, words.say("explain.about", men=column[U.MEN]), "", "", ""
    cohesion, stock = points(column[U.COHESION]), points(column[U.STOCK])
    return name, where, men, str(cohesion), str(stock), supply_at_dawn(inquiry, unit)
