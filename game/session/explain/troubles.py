"""Units in trouble, the worst first, and formations in doubt."""

from collections.abc import Iterator

import numpy as np

from game.core.kinds import Status, SupplyReason, SupplyState
from game.core.numbers import Number
from game.core.politics.loyalty import ON_ITS_SIDE
from game.core.state import F, U
from game.session.explain.inquiry import EVERYBODY, Explanation, Inquiry
from game.session.explain.loyalty import chance_today
from game.session.words.wording import percent, points, tell_supply

_TROUBLES = 12  # units told
_SHAKY = 400  # cohesion below which a unit is in trouble


def explain_troubles(inquiry: Inquiry) -> Explanation:
    """The units in trouble that the asker may know all of, the worst first, and the formations in doubt."""
    bad = _in_trouble(inquiry)
    lines = [_line(inquiry, unit) for unit in bad[:_TROUBLES]]
    if len(bad) > _TROUBLES:
        lines.append(inquiry.say("more_troubles", count=len(bad) - _TROUBLES))
    title = inquiry.say("troubles", date=inquiry.words.day(inquiry.known.day))
    sections = [inquiry.section("troubles", lines or [inquiry.say("no_troubles")])]
    doubtful = list(_likely(inquiry) if inquiry.asker == EVERYBODY else _weak(inquiry))
    return Explanation(title, [*sections, inquiry.section("doubtful", doubtful)] if doubtful else sections)


def _in_trouble(inquiry: Inquiry) -> list[int]:
    units = inquiry.known.units
    here = [unit for unit in np.flatnonzero(units[U.HEX] >= 0).tolist() if inquiry.may_know(int(units[U.SIDE, unit]))]
    ranked = [(-_trouble(inquiry, unit), -int(units[U.MEN, unit]), unit) for unit in here]
    return [unit for trouble, _, unit in sorted(ranked) if trouble]


def _trouble(inquiry: Inquiry, unit: int) -> int:
    """How bad it is, 0 not at all."""
    column = inquiry.known.units[:, unit].tolist()
    hunger = {SupplyState.LOW: 2, SupplyState.OUT: 4}.get(SupplyState(column[U.SUPPLY]), 0)
    shaken = max(0, (_SHAKY - column[U.COHESION]) // 100 + 1) if column[U.COHESION] < _SHAKY else 0
    return hunger + shaken + (3 if column[U.ENCIRCLED] > 0 else 0) + (4 if column[U.STATUS] == Status.ROUTED else 0)


def _line(inquiry: Inquiry, unit: int) -> str:
    words, column = inquiry.words, inquiry.known.units[:, unit].tolist()
    parts = []
    if column[U.STATUS] == Status.ROUTED:
        parts.append(words.enum("statuses", Status.ROUTED))
    if column[U.ENCIRCLED] > 0:
        parts.append(words.say("explain.in_ring", count=column[U.ENCIRCLED]))
    if column[U.SUPPLY] >= SupplyState.LOW:
        state = words.enum("supply_states", SupplyState(column[U.SUPPLY]))
        reason = tell_supply(words, column[U.REASON], column[U.REASON_AT])
        if column[U.REASON] == SupplyReason.DELIVERED:
            reason = words.say("chronicle.not_enough")
        parts.append(words.say("explain.hungry", state=state, reason=reason))
    parts.append(words.say("show.cohesion", cohesion=points(column[U.COHESION])))
    told = str(words.entry("list.semicolon")).join(parts)
    return inquiry.say(
        "trouble", unit=words.unit(unit), where=words.where(column[U.HEX]), count=column[U.MEN], told=told
    )


def _formations(inquiry: Inquiry) -> list[int]:
    """Formations with units of their own that are still on their own side."""
    standing = inquiry.known.formations[F.STANDING]
    with_units = sorted({unit.formation for unit in inquiry.world.units})
    return [formation for formation in with_units if standing[formation] in ON_ITS_SIDE]


def _likely(inquiry: Inquiry) -> Iterator[str]:
    """The formations that may go over, the likeliest first."""
    chances = [(chance_today(inquiry, formation), formation) for formation in _formations(inquiry)]
    for chance, formation in sorted(chances, key=lambda each: -each[0]):
        if chance:
            yield inquiry.say("doubtful", formation=inquiry.words.formation(formation), chance=percent(chance))


def _weak(inquiry: Inquiry) -> Iterator[str]:
    """The asker's own formations that could be won over, the weakest first."""
    known, numbers = inquiry.known.formations, inquiry.world.numbers
    limit = int(numbers[Number.OVER_BELOW]) + int(numbers[Number.OVER_AGENTS])
    mine = [(int(known[F.LOYALTY, f]), f) for f in _formations(inquiry) if known[F.SIDE, f] == inquiry.asker]
    for loyalty, formation in sorted(mine):
        if loyalty < limit:
            yield inquiry.say("weak", formation=inquiry.words.formation(formation), loyalty=points(loyalty))
