"""Orders of talks: the besieger's offer and the answer of the command's side. Rulebook 9.3, 9.4."""

from game.core import events as ev
from game.core.kinds import TalkStage
from game.core.numbers import Number
from game.core.orders import AnswerTalks, OfferTalks
from game.core.politics.work import politics_after
from game.core.refusal import Reason, Refusal
from game.core.state import GameState, S, T
from game.core.talks.rounds import (
    UNSETTLED,
    agree,
    break_off,
    by_player,
    limit_of,
    open_round,
    refuse,
    resolve_with,
    step_of,
    weigh,
)
from game.core.turn import Turn
from game.core.world import World


def _refuse_talk(world: World, view: GameState, talk: int) -> Refusal | None:
    """Whether there are such talks in this game, still to be settled."""
    if not 0 <= talk < len(world.talks):
        return Refusal(Reason.NO_SUCH_TALKS)
    command = (world.talks[talk].formation,)
    if not world.options.get("talks", 1):
        return Refusal(Reason.NO_TALKS_HERE, formations=command)
    if view.talks[T.STAGE, talk] not in UNSETTLED:
        return Refusal(Reason.TALKS_SETTLED, formations=command)
    return None


def check_offer(world: World, view: GameState, order: OfferTalks) -> Refusal | None:
    """Terms of an enemy command's talks that are not on the table, under way or refused lately. Rulebook 9.3."""
    talk = order.talk
    refused = _refuse_talk(world, view, talk)
    if refused:
        return refused
    facts, command = world.talks[talk], (world.talks[talk].formation,)
    if facts.side == view.active_side:
        return Refusal(Reason.NOT_YOUR_TALKS, formations=command)
    if order.term not in facts.terms:
        return Refusal(Reason.NO_SUCH_TERMS, formations=command)
    row = view.talks[:, talk].tolist()
    if row[T.OFFER] >= 0 or row[T.ASKED] >= 0:
        return Refusal(Reason.OFFER_UNDERWAY, formations=command)
    if row[T.STAGE] == TalkStage.OPEN and row[T.TERM] == order.term:
        return Refusal(Reason.TERMS_STAND, formations=command)
    if row[T.REFUSED] >= 0 and view.day < row[T.REFUSED] + world.numbers[Number.OFFER_AGAIN]:
        return Refusal(Reason.OFFER_REFUSED, formations=command)
    if view.sides[S.POLITICS, view.active_side] <= 0:
        return Refusal(Reason.NO_POLITICS_LEFT, formations=command)
    return None


def resolve_offer(turn: Turn, order: OfferTalks) -> None:
    """Send the offer, which takes as long as an envoy."""
    side = turn.state.active_side
    arrives = turn.state.day + int(turn.world.numbers[Number.ENVOY_DAYS])
    turn.emit(ev.OfferMade(side, order.talk, order.term, arrives, politics_after(turn, order)))


def check_answer(world: World, view: GameState, order: AnswerTalks) -> Refusal | None:
    """An answer to an offer or open talks, where a player decides and resolve permits it. Rulebook 9.4."""
    talk = order.talk
    refused = _refuse_talk(world, view, talk)
    if refused:
        return refused
    command = (world.talks[talk].formation,)
    if world.talks[talk].side != view.active_side:
        return Refusal(Reason.NOT_YOUR_TALKS, formations=command)
    if not by_player(world):
        return Refusal(Reason.COMMANDER_DECIDES, formations=command)
    stage, asked = view.talks[[T.STAGE, T.ASKED], talk].tolist()
    if stage != TalkStage.OPEN and asked < 0:
        return Refusal(Reason.NOTHING_ASKED, formations=command)
    if order.accept and resolve_with(world, view, talk, asked) > limit_of(world, step_of(view, talk)):
        return Refusal(Reason.TOO_RESOLUTE, formations=command)
    return None


def resolve_answer(turn: Turn, order: AnswerTalks) -> None:
    """Open or decline a round; end open talks in an agreement or break them off."""
    talk = order.talk
    stage, asked = turn.state.talks[[T.STAGE, T.ASKED], talk].tolist()
    if order.accept:
        weigh(turn, talk, step_of(turn.state, talk), asked)
    if stage == TalkStage.OPEN:
        (agree if order.accept else break_off)(turn, talk)
    elif order.accept:
        open_round(turn, talk, asked)
    else:
        refuse(turn, talk, asked)
