"""The attack planner: attackers, exact chances, what becomes of whom, factor by factor, by the rules' own forecast."""

from collections.abc import Sequence
from dataclasses import dataclass

from game.core import engine
from game.core.authority import cost_of_attack
from game.core.battle.attack import enemies_at
from game.core.battle.forecast import Forecast, Prospect, forecast
from game.core.causes import Degree
from game.core.luck import LUCK_ONE
from game.core.orders import Attack
from game.core.state import U
from game.session.explain.battle import factor_table, tell_fates
from game.session.words.text import capital
from game.session.words.wording import odds_words, percent, percents, points, tell_refusal
from game.ui.content.rows import (
    Action,
    Button,
    Buttons,
    Cells,
    Change,
    Gap,
    Heading,
    Part,
    Parts,
    Row,
    Span,
    Spans,
    Text,
    Title,
    Tone,
    text,
)
from game.ui.counters.look import look
from game.ui.situation import Situation
from game.ui.wishes import Give, GoTo

_DEFENDER = (54, 23, 23)
_ATTACKER = (52, 19, 17, 12)
_OUTCOME = (41, 14, 21, 24)
"""Per cent of the width for each column of the outcomes."""
_MANY = 3
"""As many attackers as can be chosen all at once."""
_TONES = {Degree.REPULSE: Tone.BAD, Degree.CHECK: Tone.FAIR, Degree.RETREAT: Tone.GOOD, Degree.OVERRUN: Tone.FIRST}


@dataclass(frozen=True)
class Plan:
    """An attack that is being thought about."""

    target: int = -1
    attackers: tuple[int, ...] = ()
    """The first leads and follows up."""
    prepared: bool = False
    advance: bool = True

    @property
    def order(self) -> Attack:
        """The attack as an order."""
        return Attack(self.target, self.attackers, self.advance, self.prepared)


def neighbours(situation: Situation, target: int) -> list[int]:
    """The person's units beside a hex, the strongest first."""
    view, grid = situation.state, situation.world.grid
    around = {there for there in grid.neighbours[target].tolist() if there >= 0}
    mine = [
        unit
        for unit, (hex, side) in enumerate(zip(view.units[U.HEX].tolist(), view.units[U.SIDE].tolist(), strict=True))
        if side == situation.side and hex in around
    ]
    return sorted(mine, key=lambda unit: -int(view.units[U.MEN, unit]))


def first_plan(situation: Situation, target: int) -> Plan:
    """The selected units that could attack a hex; all that could where no own unit is selected."""
    able = [unit for unit in neighbours(situation, target) if _may(situation, target, unit)]
    chosen = selected(situation)
    return Plan(target, tuple(unit for unit in able if unit in chosen or not chosen))


def selected(situation: Situation) -> tuple[int, ...]:
    """The person's own units among those selected."""
    sides = situation.state.units[U.SIDE]
    return tuple(unit for unit in situation.units if int(sides[unit]) == situation.side)


def _may(situation: Situation, target: int, *units: int) -> bool:
    return engine.check(situation.world, situation.state, Attack(target, units)) is None


def planner_rows(situation: Situation, plan: Plan) -> list[Row]:
    """Everything about the plan; its buttons change it, and one gives the order."""
    words, view = situation.words, situation.state
    if plan.target < 0 or situation.side < 0:
        return [text(words.say("panels.planner.no_target"), Tone.FAINT)]
    defenders = enemies_at(view, plan.target, situation.side)
    title = Title(capital(words.say("panels.planner.title", hex=words.hex(plan.target))), wish=GoTo(plan.target))
    if not defenders:
        return [title, text(words.say("panels.planner.nobody"), Tone.FAINT)]
    if not plan.attackers:
        return [title, *_defenders(situation, defenders), *_nobody_chosen(situation, plan)]
    told = forecast(situation.world, view, plan.target, plan.attackers, prepared=plan.prepared)
    assert told is not None
    return [  # the chances and the button come first, so that both are seen however large the words are
        title,
        *_chances(situation, told),
        *_manner(situation, plan),
        *_give(situation, plan),
        *_outcomes(situation, told),
        *_attackers(situation, plan),
        *_defenders(situation, told.defenders, told),
        *_factors(situation, told),
        *([text(words.say("panels.planner.losses_note"), Tone.FAINT, small=True)] if _is_estimate(situation) else []),
    ]


def _defenders(situation: Situation, defenders: Sequence[int], told: Forecast | None = None) -> list[Row]:
    """Those who are attacked, with the chance that each is taken with all its men."""
    words, view = situation.words, situation.state
    rows: list[Row] = [Heading(words.say("panels.planner.defenders"))]
    for unit in defenders:
        men = int(view.units[U.MEN, unit])
        known = words.say("explain.about", men=men) if _is_estimate(situation) else words.show(men)
        seen_as = look(situation.world, view, unit, view.day, words.lang)
        name = words.label(situation.world.units[unit].label)
        chance = told.chance_taken(unit) if told else 0
        taken = words.say("panels.planner.taken", chance=percent(chance)) if chance else ""
        cells = ((Span(name),), (Span(taken, Tone.GOOD),), (Span(known),))
        rows.append(Cells(cells, _DEFENDER, (1, 2), look=seen_as))
    return rows


def _nobody_chosen(situation: Situation, plan: Plan) -> list[Row]:
    """Why none of the selected units attacks, and whom to choose instead."""
    words, own = situation.words, selected(situation)
    refusals = [engine.check(situation.world, situation.state, Attack(plan.target, (unit,))) for unit in own[:1]]
    why = [tell_refusal(words, refusal) for refusal in refusals if refusal is not None]
    if not why:
        return [text(words.say("panels.planner.nobody_chosen"), Tone.FAINT), *_attackers(situation, plan)]
    rows: list[Row] = [text(why[0], Tone.POOR)]
    others = _joined(situation, plan)
    if others:
        rows.append(Action(words.say("panels.planner.by_others"), "", Change("attackers", others)))
    return [*rows, *_attackers(situation, plan, "others")]


def _attackers(situation: Situation, plan: Plan, heading: str = "attackers") -> list[Row]:
    """Every own unit beside the target: in the attack, able to join it, or why not."""
    words, view = situation.words, situation.state
    rows: list[Row] = [Heading(words.say(f"panels.planner.{heading}"), _everybody(situation, plan))]
    for unit in neighbours(situation, plan.target):
        facts, seen_as = situation.world.units[unit], look(situation.world, view, unit, view.day, words.lang)
        refusal = engine.check(situation.world, view, Attack(plan.target, (unit,)))
        chosen = unit in plan.attackers
        leads = chosen and plan.attackers[0] == unit
        mark = Span("■ " if chosen else "□ ", Tone.INK if chosen else Tone.FAINT)
        name = Span(words.label(facts.label), Tone.FAINT if refusal else Tone.INK, bold=leads)
        men = Span(words.show(int(view.units[U.MEN, unit])), Tone.FAINT if refusal else Tone.INK)
        cohesion = Span(str(points(int(view.units[U.COHESION, unit]))), Tone.FAINT if refusal else Tone.INK)
        if refusal is None:
            lead = Span(
                words.say("panels.planner.leads" if leads else "panels.planner.lead") if chosen else "",
                Tone.FAINT,
                wish=Change("lead", unit) if chosen and not leads else None,
            )
            cells = ((mark, name), (lead,), (men,), (cohesion,))
            rows.append(Cells(cells, _ATTACKER, (2, 3), wish=Change("toggle", unit), look=seen_as, lit=chosen))
        else:
            rows.append(Cells(((name,), (), (men,), (cohesion,)), _ATTACKER, (2, 3), look=seen_as))
            rows.append(Text((Span(tell_refusal(words, refusal), Tone.POOR),), indent=2, small=True))
    return rows


def _everybody(situation: Situation, plan: Plan) -> Spans:
    """All at once: everybody who can attack behind who leads, or the leader alone."""
    if len(neighbours(situation, plan.target)) < _MANY:
        return ()
    everybody = _joined(situation, plan)
    key, chosen = ("all", everybody) if everybody != plan.attackers else ("leader_alone", everybody[:1])
    if chosen == plan.attackers:
        return ()
    return (Span(situation.words.say(f"panels.planner.{key}"), wish=Change("attackers", chosen)),)


def _joined(situation: Situation, plan: Plan) -> tuple[int, ...]:
    """The attackers with everybody beside the target who may attack together with them."""
    everybody = plan.attackers
    for unit in neighbours(situation, plan.target):
        if unit not in everybody and _may(situation, plan.target, *everybody, unit):
            everybody = (*everybody, unit)
    return everybody


def _manner(situation: Situation, plan: Plan) -> list[Row]:
    """At once or prepared, with or without following up."""
    words = situation.words
    cost = cost_of_attack(situation.world, situation.state, plan.attackers, prepared=True)
    prepared = words.say("panels.planner.prepared", count=cost)
    refusal = engine.check(situation.world, situation.state, Attack(plan.target, plan.attackers, prepared=True))
    able = Change("prepared", not plan.prepared) if plan.prepared or refusal is None else None
    why = (
        tell_refusal(words, refusal)
        if refusal is not None and not plan.prepared
        else words.say("panels.planner.prepared_hint")
    )
    return [
        Buttons(
            (
                Button(prepared, able, plan.prepared, why),
                Button(
                    words.say("panels.planner.advance"),
                    Change("advance", not plan.advance),
                    plan.advance,
                    words.say("panels.planner.advance_hint"),
                ),
            )
        )
    ]


def _shown(told: Forecast) -> list[tuple[Prospect, int]]:
    """Each outcome with its chance in per cent."""
    return list(zip(told.prospects, percents([each.chance for each in told.prospects]), strict=True))


def _chances(situation: Situation, told: Forecast) -> list[Row]:
    """The odds in words, and the chances as a bar."""
    words = situation.words
    odds = odds_words(words, told.factors)
    parts = tuple(
        Part(prospect.chance * 1000 // LUCK_ONE, _TONES[prospect.degree], words.percent(chance))
        for prospect, chance in _shown(told)
    )
    return [Heading(words.say("panels.planner.outcomes"), (Span(odds, bold=True),)), Parts(parts)]


def _outcomes(situation: Situation, told: Forecast) -> list[Row]:
    """The usual losses of each outcome, and apart from them what would be out of the ordinary."""
    words = situation.words
    rows: list[Row] = [Gap(4)]
    heads = [words.say(f"panels.planner.heads.{key}") for key in ("outcome", "chance", "own", "theirs")]
    rows.append(Cells(tuple((Span(head),) for head in heads), _OUTCOME, (1, 2, 3), is_head=True))
    for prospect, chance in _shown(told):
        rows.append(
            Cells(
                (
                    (Span("■ ", _TONES[prospect.degree]), Span(words.enum("panels.planner.degrees", prospect.degree))),
                    (Span(words.percent(chance)),),
                    (Span(_lost(situation, prospect.own)),),
                    (Span(_lost(situation, prospect.usual)),),
                ),
                _OUTCOME,
                (1, 2, 3),
            )
        )
    rows += [text(line, small=True) for line in tell_fates(words, told)]
    if _is_estimate(situation) and told.if_all_break > max(told.prospects, key=lambda prospect: prospect.chance).usual:
        broken = words.say("panels.planner.if_all_break", men=_lost(situation, told.if_all_break))
        rows.append(text(broken, Tone.FAINT, small=True))
    return rows


def _lost(situation: Situation, men: int) -> str:
    """Losses; both sides' rest on the enemy's strength, which is an estimate in the fog."""
    words = situation.words
    told = words.show(men)
    return words.say("panels.planner.roughly", men=told) if men and _is_estimate(situation) else told


def _is_estimate(situation: Situation) -> bool:
    return situation.world.options.get("fog", 1) == 1


def _factors(situation: Situation, told: Forecast) -> list[Row]:
    """Both powers, factor by factor, in one table."""
    words = situation.words
    rows: list[Row] = [Heading(words.say("panels.planner.factors"))]
    shares = (50, 25, 25)
    heads = ("", words.say("panels.planner.attack"), words.say("panels.planner.defence"))
    rows.append(Cells(tuple((Span(head),) for head in heads), shares, (1, 2), is_head=True))
    table = factor_table(words, told.factors)
    for number, (name, attack, defence) in enumerate(table):
        last = number == len(table) - 1
        cells = ((Span(capital(name), bold=last),), (Span(attack, bold=last),), (Span(defence, bold=last),))
        rows.append(Cells(cells, shares, (1, 2), lit=last))
    return rows


def _give(situation: Situation, plan: Plan) -> list[Row]:
    words, order = situation.words, plan.order
    refusal = engine.check(situation.world, situation.state, order) if situation.may_order else None
    label = words.say("panels.planner.give")
    if not situation.may_order:
        return [Action(label, "", None, words.say("refusals.not_your_phase"))]
    if refusal is not None:
        return [Action(label, "", None, tell_refusal(words, refusal))]
    return [Action(label, "", Give((order,)), on=True)]
