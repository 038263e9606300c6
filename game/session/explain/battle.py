"""Power against power, factor by factor, with the chances of an attack. Rulebook 5."""

from collections.abc import Iterable, Iterator

import numpy as np

from game.core import engine
from game.core.battle.attack import enemies_at
from game.core.battle.forecast import Fate, Forecast, forecast
from game.core.board import Kit
from game.core.kernels.odds import FIRM_WORKS, Factor
from game.core.orders import Attack
from game.core.state import GameState, U
from game.session.explain.inquiry import Inquiry
from game.session.words.text import Catalogue
from game.session.words.wording import odds_words, percent, percents, tell_refusal

_ATTACK = (
    ("quality", Factor.ATTACK_QUALITY),
    ("supply", Factor.ATTACK_SUPPLY),
    ("night", Factor.ATTACK_NIGHT),
    ("guns", Factor.ATTACK_GUNS),
    ("command", Factor.ATTACK_COMMAND),
    ("cooperation", Factor.ATTACK_COOPERATION),
    ("prepared", Factor.ATTACK_PREPARED),
)
_DEFENCE = (
    ("quality", Factor.DEFENCE_QUALITY),
    ("supply", Factor.DEFENCE_SUPPLY),
    ("posture", Factor.DEFENCE_POSTURE),
    ("river", Factor.DEFENCE_RIVER),
    ("terrain", Factor.DEFENCE_TERRAIN),
    ("guns", Factor.DEFENCE_GUNS),
    ("command", Factor.DEFENCE_COMMAND),
)
_CHANCES = (
    ("repulse", Factor.REPULSE),
    ("check", Factor.CHECK),
    ("retreat", Factor.RETREAT),
    ("overrun", Factor.OVERRUN),
)


def explain_attack(inquiry: Inquiry, view: GameState, attackers: tuple[int, ...], target: int) -> list[str]:
    """What an attack with these units would be worth, whether or not it may be ordered."""
    words = inquiry.words
    told = forecast(inquiry.world, view, target, attackers)
    if told is None:
        return []
    factors = told.factors
    shown = percents([factors[factor] for _, factor in _CHANCES])
    chances = {name: chance for (name, _), chance in zip(_CHANCES, shown, strict=True)}
    return [
        inquiry.say(
            "attack",
            attackers=words.units(attackers),
            defenders=words.units(told.defenders),
            where=words.where(target),
            odds=odds_words(words, factors),
            **chances,
        ),
        *tell_fates(words, told),
        *_powers(inquiry, factors),
    ]


def tell_fates(words: Catalogue, told: Forecast) -> Iterator[str]:
    """Whether works keep the defenders, which would be taken whole, headquarters first, and which have no way back."""
    if told.factors[Factor.WORKS] == FIRM_WORKS:
        yield words.sentence("explain.firm_works")
    kit, lots = words.world.board.kit, [lot for prospect in told.prospects if prospect.chance for lot in prospect.lots]
    chances = {lot.unit: percent(told.chance_taken(lot.unit)) for lot in lots}
    for key, is_headquarters in (("explain.headquarters_taken", 1), ("explain.taken", 0)):
        taken = {
            unit: each for unit, each in chances.items() if each and kit[Kit.HEADQUARTERS, unit] == is_headquarters
        }
        if taken:
            least, most = min(taken.values()), max(taken.values())
            chance = str(most) if least == most else f"{least}–{most}"
            yield words.sentence(key, units=words.units(taken), chance=chance)
    cornered = dict.fromkeys(lot.unit for lot in lots if lot.fate is Fate.AT_BAY)
    if cornered:
        yield words.sentence("explain.no_way_back", units=words.units(cornered))


def explain_attacks(inquiry: Inquiry, view: GameState, unit: int, against: int | None) -> Iterator[str]:
    """The attacks of a unit on its neighbours, or on one of them: the refusal or the odds, and who could join in."""
    for target in neighbours_of(inquiry, view, unit) if against is None else [against]:
        refusal = engine.check(inquiry.world, view, Attack(target, (unit,)))
        if refusal:
            yield tell_refusal(inquiry.words, refusal)
            continue
        yield from explain_attack(inquiry, view, (unit,), target)
        joined = (unit, *(other for other in able_to_attack(inquiry, view, target) if other != unit))
        if len(joined) > 1:
            yield explain_attack(inquiry, view, joined, target)[0]


def able_to_attack(inquiry: Inquiry, view: GameState, target: int) -> list[int]:
    """The units of the side that is ordering which could attack a hex now."""
    around = [there for there in inquiry.world.grid.neighbours[target].tolist() if there >= 0]
    mine = np.isin(view.units[U.HEX], around) & (view.units[U.SIDE] == view.active_side)
    units = np.flatnonzero(mine).tolist()
    return [unit for unit in units if engine.check(inquiry.world, view, Attack(target, (unit,))) is None]


def neighbours_of(inquiry: Inquiry, view: GameState, unit: int) -> list[int]:
    """The hexes beside a unit in which its side knows enemies."""
    around: Iterable[int] = inquiry.world.grid.neighbours[int(view.units[U.HEX, unit])].tolist()
    return [hex for hex in around if hex >= 0 and enemies_at(view, hex, view.active_side)]


def _powers(inquiry: Inquiry, factors: tuple[int, ...]) -> Iterator[str]:
    """Both powers as the product that they are; what changes nothing is left out."""
    sides = (
        ("attack_power", _ATTACK, Factor.ATTACK_MEN, Factor.ATTACK_IN_EFFECT, Factor.ATTACK_POWER),
        ("defence_power", _DEFENCE, Factor.DEFENCE_MEN, Factor.DEFENCE_IN_EFFECT, Factor.DEFENCE_POWER),
    )
    for key, table, men, in_effect, power in sides:
        told = [_men(inquiry, factors[men], factors[in_effect])]
        told += [_factor(inquiry, name, factors[factor]) for name, factor in table if _counts(name, factors[factor])]
        product = str(inquiry.words.entry("list.comma")).join(told)
        yield inquiry.say(key, product=product, power=factors[power])


def _men(inquiry: Inquiry, men: int, in_effect: int) -> str:
    key = "all_men" if men == in_effect else "some_men"
    return inquiry.words.say(f"explain.{key}", men=men, effect=in_effect)


def _factor(inquiry: Inquiry, name: str, per_mille: int) -> str:
    figure = _figure(name, per_mille)
    named = inquiry.words.say(f"explain.factors.{name}")
    return inquiry.words.say("explain.factor", name=named, sign=figure[0], value=figure[1:])


def _counts(name: str, per_mille: int) -> bool:
    return per_mille != (0 if name == "river" else 1000)


def factor_table(words: Catalogue, factors: tuple[int, ...]) -> list[tuple[str, str, str]]:
    """The factors of both powers side by side, as names and figures; those that change nothing for either left out."""
    attack = {name: _figure(name, factors[factor]) for name, factor in _ATTACK if _counts(name, factors[factor])}
    defence = {name: _figure(name, factors[factor]) for name, factor in _DEFENCE if _counts(name, factors[factor])}
    rows = [
        (words.say("explain.men"), words.show(factors[Factor.ATTACK_MEN]), words.show(factors[Factor.DEFENCE_MEN])),
        (
            words.say("explain.in_effect"),
            words.show(factors[Factor.ATTACK_IN_EFFECT]),
            words.show(factors[Factor.DEFENCE_IN_EFFECT]),
        ),
    ]
    names = [name for name in dict((*_ATTACK, *_DEFENCE)) if name in attack or name in defence]
    rows += [(words.say(f"explain.factors.{name}"), attack.get(name, ""), defence.get(name, "")) for name in names]
    powers = words.show(factors[Factor.ATTACK_POWER]), words.show(factors[Factor.DEFENCE_POWER])
    return [*rows, (words.say("explain.power"), *powers)]


def _figure(name: str, per_mille: int) -> str:
    return f"{'+' if name == 'river' else '×'}{per_mille / 1000:.2f}"
