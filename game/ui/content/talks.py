"""The negotiations: how far talks have come, how resolute a commander is, what can be offered or answered."""

from game.core import engine
from game.core.kinds import Fate, TalkStage
from game.core.numbers import Number
from game.core.orders import AnswerTalks, OfferTalks, Order
from game.core.state import T
from game.core.talks.rounds import limit_of, step_of
from game.session.explain import Inquiry
from game.session.explain.talks import explain_resolve, explain_talks
from game.session.words.text import capital
from game.session.words.wording import hundredths, tell_refusal
from game.ui.content.inquiries import inquiry
from game.ui.content.links import linked
from game.ui.content.rows import SIDE_TONES, Action, Heading, Meter, Row, Span, Text, Title, Tone, text
from game.ui.situation import Situation
from game.ui.wishes import Give, SelectFormation

_FULL = 10_000


def talks_rows(situation: Situation) -> list[Row]:
    """Each command whose commander may negotiate."""
    if not situation.world.talks:
        return [text(situation.words.say("panels.talks.none"), Tone.FAINT)]
    asked = inquiry(situation)
    rows: list[Row] = []
    for talk in range(len(situation.world.talks)):
        rows += _talk(situation, asked, talk)
    return rows


def _talk(situation: Situation, asked: Inquiry, talk: int) -> list[Row]:
    words, facts = situation.words, situation.world.talks[talk]
    row = situation.state.talks[:, talk].tolist()
    command = situation.world.formations[facts.formation].label
    below = (
        (
            Span(words.side(facts.side), SIDE_TONES[facts.side]),
            Span(" · "),
            Span(words.label(command), wish=SelectFormation(facts.formation)),
        ),
    )
    rows: list[Row] = [Title(capital(words.talk(talk)), below)]
    if row[T.RESOLVE] >= 0 and TalkStage(row[T.STAGE]) in (TalkStage.NONE, TalkStage.OPEN, TalkStage.BROKEN_OFF):
        limit = limit_of(situation.world, step_of(situation.state, talk))
        share = row[T.RESOLVE] * 1000 // _FULL
        value = str(hundredths(row[T.RESOLVE]))
        tone = Tone.POOR if row[T.RESOLVE] <= limit else Tone.GOOD
        rows.append(Meter(words.say("panels.talks.resolve"), value, share, tone, limit * 1000 // _FULL))
    rows += [Text(linked(situation.world, words.lang, line)) for line in explain_talks(asked, talk)]
    if situation.side >= 0:
        own = facts.side == situation.side
        rows += _answers(situation, talk) if own else _offers(situation, talk)
    account = [Text(linked(situation.world, words.lang, line)) for line in explain_resolve(asked, talk)]
    return [*rows, Heading(words.say("panels.talks.account")), *account] if account else rows


def _offers(situation: Situation, talk: int) -> list[Row]:
    """The terms, each with what it does to the commander's resolve and what becomes of his men."""
    words, world = situation.words, situation.world
    safe = 100 - int(world.numbers[Number.ENVOY_RISK]) // 10
    rows: list[Row] = [Heading(words.say("panels.talks.offer"))]
    for term in world.talks[talk].terms:
        facts = world.terms[term]
        fate = words.enum("show.fates", Fate(facts.units))
        change = hundredths(facts.resolve)
        price = words.say("panels.talks.term", fate=fate, change=f"{change:+}", chance=safe)
        rows.append(_action(situation, OfferTalks(talk, term), capital(words.term(term)), price))
    return rows


def _answers(situation: Situation, talk: int) -> list[Row]:
    """To accept or to refuse, or in one line why he can do neither."""
    words = situation.words
    actions = [
        _action(situation, AnswerTalks(talk, accept), capital(words.answer(accept)), "") for accept in (True, False)
    ]
    why = {action.why for action in actions}
    heading = Heading(words.say("panels.talks.answer"))
    return [heading, text(why.pop(), Tone.FAINT)] if len(why) == 1 and why != {""} else [heading, *actions]


def _action(situation: Situation, order: Order, label: str, price: str) -> Action:
    words = situation.words
    if not situation.may_order:
        return Action(label, price, None, words.say("refusals.not_your_phase"))
    refusal = engine.check(situation.world, situation.state, order)
    if refusal is None:
        return Action(label, price, Give((order,)))
    return Action(label, price, None, tell_refusal(words, refusal))
