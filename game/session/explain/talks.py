"""How resolute the commander of a whole command is, what moved that, and how far talks have come. Rulebook 9."""

from collections.abc import Iterator

from game.core.kinds import TalkStage
from game.core.numbers import Number
from game.core.state import T
from game.core.talks.resolve import has_contact
from game.core.talks.rounds import UNSETTLED, limit_of, step_of
from game.session.chronicle.accounts import tell_account
from game.session.explain.inquiry import Inquiry
from game.session.words.wording import hundredths


def talks_of(inquiry: Inquiry, formation: int) -> list[int]:
    """The talks that a formation's commander may hold."""
    return [talk for talk, facts in enumerate(inquiry.world.talks) if facts.formation == formation]


def explain_talks(inquiry: Inquiry, talk: int) -> Iterator[str]:
    """What the asker may know of the talks: the stage both sides, resolve its owner, an offer on its way its sender."""
    if not inquiry.world.options.get("talks", 1):
        yield inquiry.say("talks_off")
        return
    words, facts = inquiry.words, inquiry.world.talks[talk]
    row = inquiry.known.talks[:, talk].tolist()
    stage = TalkStage(row[T.STAGE])
    yield inquiry.say("talks_stage", talk=words.talk(talk), stage=words.enum("talk_stages", stage))
    if stage in (TalkStage.AGREED, TalkStage.HANDING_OVER):
        date = words.day(row[T.DUE], "short")
        yield inquiry.say(f"talks_due_{stage.name}", date=date, term=words.term(row[T.TERM]))
    elif row[T.TERM] >= 0:
        yield inquiry.say("talks_terms", term=words.term(row[T.TERM]))
    if row[T.ROUNDS] > 0 and row[T.ROUND_DAY] >= 0:
        yield inquiry.say("talks_rounds", count=row[T.ROUNDS], date=words.day(row[T.ROUND_DAY], "short"))
    if stage in UNSETTLED:
        yield from _offers(inquiry, row)
        yield from _resolve(inquiry, talk, row)
    if inquiry.may_know(1 - facts.side) and has_contact(facts, inquiry.known):
        name, date = words.pick(facts.contact), words.day(facts.contact_day, "short")
        yield inquiry.say("resolve_contact", name=name, date=date)


def _offers(inquiry: Inquiry, row: list[int]) -> Iterator[str]:
    words = inquiry.words
    if row[T.OFFER] >= 0:
        yield inquiry.say("talks_offer", date=words.day(row[T.OFFER_DAY], "short"), term=words.term(row[T.OFFER]))
    if row[T.ASKED] >= 0:
        yield inquiry.say("talks_asked", term=words.term(row[T.ASKED]))
    again = row[T.REFUSED] + int(inquiry.world.numbers[Number.OFFER_AGAIN])
    if row[T.REFUSED] >= 0 and again > inquiry.known.day:
        yield inquiry.say("talks_refused", date=words.day(again, "short"))


def _resolve(inquiry: Inquiry, talk: int, row: list[int]) -> Iterator[str]:
    """Resolve, and what it would have to come down to."""
    if not inquiry.may_know(inquiry.world.talks[talk].side):
        yield inquiry.say("resolve_unknown")
        return
    words, step = inquiry.words, step_of(inquiry.known, talk)
    yield inquiry.say("resolve", resolve=hundredths(row[T.RESOLVE]))
    limit = hundredths(limit_of(inquiry.world, step))
    yield inquiry.say("resolve_limit", step=words.enum("talk_steps", step), limit=limit)


def explain_resolve(inquiry: Inquiry, talk: int) -> Iterator[str]:
    """What moved a commander's resolve in the last days, for those who may know it while nothing is signed."""
    stage = TalkStage(int(inquiry.known.talks[T.STAGE, talk]))
    if (
        inquiry.world.options.get("talks", 1)
        and stage in UNSETTLED
        and inquiry.may_know(inquiry.world.talks[talk].side)
    ):
        yield from tell_account(inquiry.words, inquiry.accounts.resolve.get(talk, []), hundredths)
