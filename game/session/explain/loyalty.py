"""How far a formation's commander can be trusted, what moved that, and what he is in for. Rulebook 8."""

from collections.abc import Iterator

import numpy as np

from game.core import engine
from game.core.causes import Trigger
from game.core.kinds import Standing
from game.core.politics.allegiance import chance_to_go_over, limit_lines, trigger_of
from game.core.politics.loyalty import ON_ITS_SIDE, Condition
from game.core.state import F, GameState, U
from game.core.world import World
from game.session.chronicle.accounts import tell_account
from game.session.explain.inquiry import EVERYBODY, Inquiry
from game.session.words.wording import percent, points


def explain_loyalty(inquiry: Inquiry, formation: int) -> list[str]:
    """What the asker may know of a formation's loyalty and of the contact that the other side has with it."""
    words, row = inquiry.words, inquiry.known.formations[:, formation].tolist()
    standing = Standing(row[F.STANDING])
    told = []
    if standing is not Standing.LOYAL:
        told = [
            inquiry.say("standing", formation=words.formation(formation), standing=words.enum("standings", standing))
        ]
    if standing not in ON_ITS_SIDE:
        return told
    if not any(unit.formation == formation for unit in inquiry.world.units):
        return [inquiry.say("no_units_of_its_own", formation=words.formation(formation))]
    if inquiry.may_know(row[F.SIDE]):
        told += _own_side(inquiry, formation, row)
    if formation in inquiry.world.home_guards:
        return [*told, inquiry.say("follows_home")]
    if inquiry.may_know(1 - row[F.SIDE]):
        told += _other_side(inquiry, row)
    return [*told, *_prospects(inquiry, formation, row)]


def chance_today(inquiry: Inquiry, formation: int) -> int:
    """The chance out of 2**20 that a formation would go over as things stand, 0 for an asker who cannot know it."""
    row = inquiry.known.formations[:, formation].tolist()
    in_contact = row[F.AGENTS] == 1 or row[F.CONTACT] >= 0
    possible = _is_possible(inquiry) and formation not in inquiry.world.home_guards
    if inquiry.asker != EVERYBODY or row[F.STANDING] not in ON_ITS_SIDE or not in_contact or not possible:
        return 0
    if trigger_now(inquiry.world, inquiry.known, formation) is Trigger.NONE:
        return 0
    return chance_to_go_over(inquiry.world.numbers, row[F.LOYALTY], _limit(inquiry, formation))


def trigger_now(world: World, known: GameState, formation: int) -> Trigger:
    """What would make a commander think of it, as far as the formation is seen in a position."""
    condition = _condition(known, formation)
    if not condition.units:
        return Trigger.NONE
    return trigger_of(engine.resume(world, known, 0), condition)


def _condition(known: GameState, formation: int) -> Condition:
    units = known.units
    members = np.flatnonzero((units[U.FORMATION] == formation) & (units[U.HEX] >= 0)).tolist()
    men, days = int(units[U.MEN, members].sum()), int(units[U.ENCIRCLED, members].min(initial=1000))
    return Condition(members, men, days if members else 0, 0)


def _limit(inquiry: Inquiry, formation: int, agents: bool | None = None) -> int:
    """The limit that loyalty is compared with, with or without agents inside; by default as it is."""
    position = inquiry.known
    if agents is not None:
        position = position.copy()
        position.formations[F.AGENTS, formation] = int(agents)
    lines = limit_lines(engine.resume(inquiry.world, position, 0), formation, _condition(inquiry.known, formation))
    return sum(change for _, change in lines)


def _is_possible(inquiry: Inquiry) -> bool:
    return inquiry.world.options.get("defections", 1) == 1


def _own_side(inquiry: Inquiry, formation: int, row: list[int]) -> Iterator[str]:
    """Loyalty with its account, families, favours, a new commander."""
    words = inquiry.words
    yield inquiry.say("loyalty", loyalty=points(row[F.LOYALTY]))
    yield from tell_account(words, inquiry.accounts.loyalty.get(formation, []))
    if row[F.FAMILIES]:
        yield inquiry.say("families")
    if row[F.FAVOURED] >= 0:
        yield inquiry.say("favoured", date=words.day(row[F.FAVOURED], "short"))
    if row[F.ROTATED] >= 0:
        yield inquiry.say("rest_promised", date=words.day(row[F.ROTATED], "short"), count=row[F.RESTED])
    if row[F.REPLACED] >= 0:
        yield inquiry.say("replaced", date=words.day(row[F.REPLACED], "short"))


def _other_side(inquiry: Inquiry, row: list[int]) -> Iterator[str]:
    """Agents, envoys and today's work."""
    words, side = inquiry.words, inquiry.words.the_side(1 - row[F.SIDE])
    if row[F.AGENTS] == 1:
        yield inquiry.say("agents", side=side)
    if row[F.CONTACT] >= 0:
        yield inquiry.say("contact", side=side, date=words.day(row[F.CONTACT], "short"))
    if row[F.ENVOY] >= 0:
        yield inquiry.say("envoy", side=side, date=words.day(row[F.ENVOY], "short"))
    if row[F.PLANTING] >= 0:
        yield inquiry.say("planting", side=side, date=words.day(row[F.PLANTING], "short"))
    if row[F.SPARED] >= 0:
        yield inquiry.say("spared", side=side, date=words.day(row[F.SPARED], "short"))
    if row[F.WORK] > 0:
        yield inquiry.say("work", side=side, count=row[F.WORK])
    if row[F.AGENTS] != 1 and row[F.CONTACT] < 0:
        yield inquiry.say("no_contact", side=side)


def _prospects(inquiry: Inquiry, formation: int, row: list[int]) -> Iterator[str]:
    """Whether the commander has cause, and the chance, or what it would be for one who cannot see the contact."""
    if not _is_possible(inquiry):
        yield inquiry.say("no_defections")
        return
    trigger = trigger_now(inquiry.world, inquiry.known, formation)
    yield inquiry.say(f"trigger_{trigger.name}")
    if inquiry.asker == EVERYBODY:
        yield from _chance(inquiry, formation, row)
    elif inquiry.may_know(row[F.SIDE]):
        reached, inside = (
            chance_to_go_over(inquiry.world.numbers, row[F.LOYALTY], _limit(inquiry, formation, agents))
            for agents in (False, True)
        )
        if reached or inside:
            yield inquiry.say("chance_if", reached=percent(reached), inside=percent(inside))
        else:
            limits = {key: points(_limit(inquiry, formation, key == "inside")) for key in ("reached", "inside")}
            yield inquiry.say("no_chance_if", loyalty=points(row[F.LOYALTY]), **limits)
    else:
        yield inquiry.say("chance_unknown")


def _chance(inquiry: Inquiry, formation: int, row: list[int]) -> Iterator[str]:
    limit = _limit(inquiry, formation)
    most = chance_to_go_over(inquiry.world.numbers, row[F.LOYALTY], limit)
    chance = chance_today(inquiry, formation)
    if chance or most:
        key = "chance" if chance else "chance_with_cause"
        yield inquiry.say(key, chance=percent(most), loyalty=points(row[F.LOYALTY]), limit=points(limit))
    else:
        yield inquiry.say("no_chance", loyalty=points(row[F.LOYALTY]), limit=points(limit))
