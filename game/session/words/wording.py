"""Sentences for single events, orders, refusals and reasons; the chronicle tells whole days."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from game.core import events as ev
from game.core.causes import BreakCause, Degree, LimitCause, LossCause, TalkStep, Trigger
from game.core.facts import Weather
from game.core.hexgrid import DIRECTIONS
from game.core.kernels.odds import Factor
from game.core.kinds import Insistence, SupplyReason, SupplyState
from game.core.luck import LUCK_ONE, Purpose
from game.core.orders import Attack, Order, SuperiorOrder
from game.core.refusal import Refusal
from game.core.state import GameState, U
from game.session.words.text import Catalogue

_WEATHER_EFFECTS = ("march", "motor", "untrained", "losses")
_UNITS = {"units", "attackers", "defenders", "enemies", "ambushers"}
_ODDS = ((400, "hopeless"), (800, "poor"), (1250, "even"), (2000, "good"), (3500, "strong"))
"""Below so many per mille of the defender's power the attacker's odds go by this name; above all, crushing."""


def tell_event(words: Catalogue, event: ev.Event, before: GameState) -> str:
    """One event as a sentence. ``before`` is the position that it changed."""
    kind = type(event)
    parts = _parts(words, event)
    if kind in _FIGURES:
        parts |= _FIGURES[kind](event, before)
    if kind in _DETAILS:
        parts |= _DETAILS[kind](words, event)
    return words.sentence(f"events.{kind.__name__}", **parts)


def tell_order(words: Catalogue, order: Order) -> str:
    """An order in a few words."""
    parts = _parts(words, order)
    if isinstance(order, SuperiorOrder):
        parts["insistence"] = words.enum("insistences", Insistence(order.kind))
    is_prepared = isinstance(order, Attack) and order.prepared
    return words.sentence("order_forms.PreparedAttack" if is_prepared else f"orders.{type(order).__name__}", **parts)


def tell_refusal(words: Catalogue, refusal: Refusal) -> str:
    """Why an order is refused, as a sentence."""
    hexes = words.join([words.hex(hex) for hex in refusal.hexes])
    parts: dict[str, Any] = {
        "units": words.units(refusal.units),
        "formations": words.formations(refusal.formations),
        "needed": refusal.needed,
        "left": refusal.left,
        "count": len(refusal.units),
    }
    told = words.sentence(f"refusals.{refusal.reason.value}", hexes=hexes, **parts)
    if refusal.nearest < 0:
        return told
    return words.say("refused.but", told=told, hex=words.hex(refusal.nearest))


def tell_supply(words: Catalogue, reason: int, at: int) -> str:
    """Why supply is as it is; ``at`` is what the reason points at, -1 nothing."""
    parts: dict[str, Any] = {"where": "", "km": 0, "source": "", "place": ""}
    match SupplyReason(reason):
        case SupplyReason.BEYOND_RANGE:
            parts["km"] = max(1, round(at / 10))
        case SupplyReason.CAPACITY_SHORT:
            parts["source"] = words.source(at)
        case SupplyReason.RATIONS:
            parts["place"] = words.place(at)
        case SupplyReason.AIRDROP_ONLY:
            parts["source"] = words.label(words.world.airdrops[at].label) if at >= 0 else ""
        case _ if at >= 0:
            parts["where"] = words.where(at)
    return words.say(f"supply_reasons.{SupplyReason(reason).name}", **parts)


def points(per_mille: int) -> float:
    """Points of a hundred; whole ones without decimals."""
    return per_mille // 10 if per_mille % 10 == 0 else per_mille / 10


def hundredths(value: int) -> float:
    """Points of a hundred from hundredths of them; whole ones without decimals."""
    return value // 100 if value % 100 == 0 else value / 100


def percent(chance: int) -> int:
    """A chance out of 2**20 in per cent: 0 and 100 only for what cannot be and what must."""
    return min(99 if chance < LUCK_ONE else 100, max(1 if chance > 0 else 0, round(chance * 100 / LUCK_ONE)))


def percents(chances: Sequence[int]) -> list[int]:
    """The chances, out of 2**20, of all that can happen, in per cent that add up to 100 as the chances do."""
    shown = [percent(chance) for chance in chances]
    missing = 100 - sum(shown) if sum(chances) == LUCK_ONE else 0
    for _ in range(abs(missing)):
        step = 1 if missing > 0 else -1
        able = [at for at, chance in enumerate(chances) if chance > 0 and shown[at] + step > 0]
        shown[max(able, key=lambda at: step * (chances[at] * 100 - shown[at] * LUCK_ONE))] += step
    return shown


def source_words(words: Catalogue, source: str) -> str:
    """What a fact rests on; what files often say in English alone is known in other languages."""
    known = words.entry("show.source_parts")
    return str(words.entry("list.semicolon")).join(str(known.get(part, part)) for part in source.split("; "))


def odds_words(words: Catalogue, factors: tuple[int, ...]) -> str:
    """How the attacker's power compares, in words."""
    ratio = factors[Factor.ATTACK_POWER] * 1000 // max(1, factors[Factor.DEFENCE_POWER])
    return words.say(f"odds.{next((name for limit, name in _ODDS if ratio < limit), 'crushing')}")


def watch_words(words: Catalogue, watch: int) -> str:
    """By day or by night."""
    return words.say("watches.night" if words.world.calendar.nights[watch] else "watches.day")


def weather_line(words: Catalogue, weather: Weather) -> str:
    """A kind of weather with what it leaves of marches and losses."""
    shares = {effect: getattr(weather, effect) // 10 for effect in _WEATHER_EFFECTS}
    told = [words.say(f"weather.{effect}", share=share) for effect, share in shares.items() if share < 100]
    return words.sentence("weather.line", kind=words.label(weather.label), effects=words.join(told))


def _parts(words: Catalogue, thing: Any) -> dict[str, Any]:
    """The fields of an event or order in words; ``hex`` brings ``where`` with it, ``path`` both for its end."""
    parts: dict[str, Any] = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if field.name in _UNITS:
            parts[field.name] = words.units(value)
        elif field.name in _NAMERS:
            parts[field.name] = _NAMERS[field.name](words, value)
        elif field.name in ("hex", "target", "path"):
            end = value[-1] if isinstance(value, tuple) else value
            parts["hex"], parts["where"] = words.hex(end), words.where(end)
        elif isinstance(value, int):
            parts[field.name] = value
    return parts


def _direction(words: Catalogue, direction: int) -> str:
    """One of the six hexsides; the texts have the eight points that these are among."""
    points = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
    return str(words.entry("directions")[points.index(DIRECTIONS[direction])])


_NAMERS: dict[str, Callable[[Catalogue, Any], str]] = {
    "unit": Catalogue.unit,
    "formation": Catalogue.formation,
    "formations": Catalogue.formations,
    "other": Catalogue.hex,
    "side": Catalogue.the_side,
    "previous": Catalogue.the_side,
    "place": Catalogue.place,
    "places": Catalogue.places,
    "day": Catalogue.day,
    "arrives": Catalogue.day,
    "due": Catalogue.day,
    "watch": watch_words,
    "talk": Catalogue.talk,
    "term": Catalogue.term,
    "lift": Catalogue.lift,
    "accept": Catalogue.answer,
    "direction": _direction,
}


def _change(before: GameState, column: U, units: Iterable[int], after: tuple[int, ...]) -> int:
    """The sum of new values minus the old."""
    return sum(after) - int(before.units[column, list(units)].sum())


def _straggled(event: ev.MenStraggled, before: GameState) -> dict[str, int]:
    changes = np.array(event.men) - before.units[U.MEN, list(event.units)]
    return {"left": int(-changes[changes < 0].sum()), "back": int(changes[changes > 0].sum())}


def _scattered(event: ev.UnitScattered | ev.UnitDisbanded, before: GameState) -> dict[str, int]:
    return {"count": event.straggled - int(before.units[U.STRAGGLED, event.unit])}


def _went_over(event: ev.FormationWentOver | ev.UnitsJoined, before: GameState) -> dict[str, int]:
    return {"count": _change(before, U.GONE_OVER, event.units, event.gone_over)}


def _dismissed(event: ev.UnitsDismissed, before: GameState) -> dict[str, int]:
    left = _change(before, U.LEFT, event.units, event.left)
    return {"left": left, "captured": _change(before, U.CAPTURED, event.units, event.captured)}


_FIGURES: dict[type, Callable[[Any, GameState], dict[str, int]]] = {
    ev.LossesTaken: lambda event, before: {"count": -_change(before, U.MEN, event.units, event.men)},
    ev.MenStraggled: _straggled,
    ev.WoundedReturned: lambda event, before: {"count": _change(before, U.MEN, event.units, event.men)},
    ev.UnitSurrendered: lambda event, before: {"count": event.captured - int(before.units[U.CAPTURED, event.unit])},
    ev.FormationSurrendered: lambda event, before: {"count": _change(before, U.CAPTURED, event.units, event.captured)},
    ev.FormationWentOver: _went_over,
    ev.UnitsJoined: _went_over,
    ev.UnitsDismissed: _dismissed,
    ev.UnitScattered: _scattered,
    ev.UnitDisbanded: _scattered,
    ev.UnitMerged: lambda event, before: {"count": event.men - int(before.units[U.MEN, event.into])},
}
"""Figures of an event's sentence that follow from the position which it changed."""


def _considered(words: Catalogue, event: ev.DefectionConsidered) -> dict[str, Any]:
    trigger = words.enum("triggers", Trigger(event.trigger))
    told = {"loyalty": points(event.loyalty), "limit": points(event.limit), "chance": percent(event.chance)}
    lines = [f"{points(change):+} {words.enum('limit_causes', LimitCause(cause))}" for cause, change in event.limits]
    return {"trigger": trigger, "lines": words.join(lines), **told}


def _battle(words: Catalogue, event: ev.BattleFought) -> dict[str, Any]:
    return {"odds": odds_words(words, event.factors), "degree": words.enum("degrees", Degree(event.degree))}


def _surrender_weighed(words: Catalogue, event: ev.SurrenderConsidered) -> dict[str, Any]:
    return {"cohesion": points(event.cohesion), "quality": points(event.quality), "chance": percent(event.chance)}


def _resolve_weighed(words: Catalogue, event: ev.ResolveWeighed) -> dict[str, Any]:
    step = words.enum("talk_steps", TalkStep(event.step))
    return {"step": step, "resolve": hundredths(event.resolve), "limit": hundredths(event.limit)}


def _superior_order(words: Catalogue, event: ev.OrderReceived | ev.OrderObeyed | ev.OrderRefused) -> dict[str, Any]:
    return {"order": words.label(words.world.superior_orders[event.received].label)}


def _ended(words: Catalogue, event: ev.CampaignEnded) -> dict[str, Any]:
    return {"level": words.label(words.world.victory.levels[event.level].label), "score": f"{event.score:+,}"}


_DETAILS: dict[type, Callable[[Catalogue, Any], dict[str, Any]]] = {
    ev.BattleFought: _battle,
    ev.LossesTaken: lambda words, event: {"cause": words.enum("loss_causes", LossCause(event.cause))},
    ev.MarchesCarried: lambda words, event: {"count": len(event.units)},
    ev.PrisonersCounted: lambda words, event: {"first": words.the_side(0), "second": words.the_side(1)},
    ev.PrisonersEnlisted: lambda words, event: {"count": sum(event.joined)},
    ev.WeatherTurned: lambda words, event: {"kinds": words.weather(event.kinds)},
    ev.RiversFroze: lambda words, event: {"count": len(event.crossings)},
    ev.RiversThawed: lambda words, event: {"count": len(event.crossings)},
    ev.SupplyDrawn: lambda words, event: {"count": sum(state >= SupplyState.LOW for state in event.supply)},
    ev.LuckDrawn: lambda words, event: {"purpose": words.enum("purposes", Purpose(event.purpose))},
    ev.BridgeCrossed: lambda words, event: {"count": event.passed},
    ev.DefectionConsidered: _considered,
    ev.SurrenderConsidered: _surrender_weighed,
    ev.FormationLost: lambda words, event: {"formation": words.troops(event.formation)},
    ev.FormationBroughtOff: lambda words, event: {"formation": words.troops(event.formation)},
    ev.AgentsPlanted: lambda words, event: {"chance": percent(event.chance)},
    ev.AgentsCaught: lambda words, event: {"chance": percent(event.chance)},
    ev.UnitMerged: lambda words, event: {"other": words.unit(event.into)},
    ev.ResolveChanged: lambda words, event: {"resolve": hundredths(event.resolve)},
    ev.ResolveWeighed: _resolve_weighed,
    ev.TalksBrokenOff: lambda words, event: {"cause": words.enum("break_causes", BreakCause(event.cause))},
    ev.CommandSpent: lambda words, event: {"count": event.left},
    ev.SuperiorOrderGiven: lambda words, event: {"insistence": words.enum("insistences", Insistence(event.kind))},
    ev.OrderReceived: _superior_order,
    ev.OrderObeyed: _superior_order,
    ev.OrderRefused: lambda words, event: {**_superior_order(words, event), "count": event.prestige},
    ev.CampaignEnded: _ended,
}
"""Parts of an event's sentence that are not its fields by their own words."""
