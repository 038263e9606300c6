"""Talks of a whole command: offers arrive, rounds open and break off, the commander decides. Rulebook 9."""

from game.core import events as ev
from game.core.causes import BreakCause, ResolveCause, TalkStep
from game.core.kinds import TalkStage
from game.core.luck import LUCK_ONE, Purpose
from game.core.numbers import Number
from game.core.state import GameState, T
from game.core.talks.resolve import change_resolve, has_contact, losses_and_attacks, siege_and_family
from game.core.talks.settlement import hand_over, has_commander, sign, stand_aside
from game.core.turn import Turn
from game.core.world import World

UNSETTLED = (TalkStage.NONE, TalkStage.OPEN, TalkStage.BROKEN_OFF)

_LIMITS = {
    TalkStep.OPEN: Number.TALKS_OPEN,
    TalkStep.RESUME: Number.TALKS_RESUME,
    TalkStep.GO_ON: Number.TALKS_GO_ON,
    TalkStep.AGREE: Number.TALKS_AGREE,
}


def talks_at_dawn(turn: Turn) -> None:
    """What is due is signed or carried out; siege and family tell; offers arrive; the commanders decide."""
    if not turn.world.options.get("talks", 1):
        return
    for talk in range(len(turn.world.talks)):
        stage, due = turn.state.talks[[T.STAGE, T.DUE], talk].tolist()
        if stage == TalkStage.HANDING_OVER:
            if due <= turn.state.day:
                hand_over(turn, talk)
            else:
                stand_aside(turn, talk)
        elif stage != TalkStage.DONE and _has_commander(turn, talk):
            siege_and_family(turn, talk)
            if stage == TalkStage.AGREED:
                if due <= turn.state.day:
                    sign(turn, talk)
            else:
                _negotiate(turn, talk)


def talks_at_dusk(turn: Turn) -> None:
    """Losses and attacks of the day tell; an agreement that was broken is off, one that ripened is made."""
    if not turn.world.options.get("talks", 1):
        return
    for talk in range(len(turn.world.talks)):
        stage = int(turn.state.talks[T.STAGE, talk])
        if stage in (TalkStage.HANDING_OVER, TalkStage.DONE):
            continue
        moved = losses_and_attacks(turn, talk)
        if not _has_commander(turn, talk) or not moved:
            continue
        if stage == TalkStage.AGREED and not weigh(turn, talk, TalkStep.AGREE, -1):
            _break_off(turn, talk, BreakCause.TERMS_BROKEN)
        elif stage == TalkStage.OPEN and not by_player(turn.world) and weigh(turn, talk, TalkStep.AGREE, -1):
            agree(turn, talk)


def by_player(world: World) -> bool:
    """Whether the command's side answers instead of its commander."""
    return world.options.get("talks_by_player", 0) == 1


def step_of(state: GameState, talk: int) -> TalkStep:
    """What is to be decided next in talks that are not settled."""
    stage = int(state.talks[T.STAGE, talk])
    return {TalkStage.NONE: TalkStep.OPEN, TalkStage.BROKEN_OFF: TalkStep.RESUME}.get(TalkStage(stage), TalkStep.AGREE)


def resolve_with(world: World, state: GameState, talk: int, term: int) -> int:
    """A commander's resolve if these terms were on the table; -1 for those that are."""
    resolve, now = state.talks[[T.RESOLVE, T.TERM], talk].tolist()
    return int(resolve) if term < 0 else max(0, int(resolve) + world.terms[term].resolve - _effect(world, now))


def limit_of(world: World, step: TalkStep) -> int:
    """The resolve up to which a commander takes a step. Rulebook 9.3."""
    return int(world.numbers[_LIMITS[step]])


def weigh(turn: Turn, talk: int, step: TalkStep, term: int) -> bool:
    """A commander holds his resolve against the limit of a step; logged."""
    resolve, limit = resolve_with(turn.world, turn.state, talk, term), limit_of(turn.world, step)
    on_table = term if term >= 0 else int(turn.state.talks[T.TERM, talk])
    turn.emit(ev.ResolveWeighed(talk, step, on_table, resolve, limit))
    return resolve <= limit


def open_round(turn: Turn, talk: int, term: int) -> None:
    """A round begins with these terms on the table."""
    _table(turn, talk, term)
    turn.emit(ev.TalksOpened(talk, term, int(turn.state.talks[T.ROUNDS, talk]) + 1, turn.state.day))


def agree(turn: Turn, talk: int) -> None:
    """The commander accepts; signing follows some days later."""
    due = turn.state.day + turn.world.talks[talk].signing_days
    turn.emit(ev.TalksAgreed(talk, int(turn.state.talks[T.TERM, talk]), due))


def refuse(turn: Turn, talk: int, term: int) -> None:
    """The terms are refused; nobody asks again for some days."""
    turn.emit(ev.OfferRefused(talk, term, turn.state.day))


def break_off(turn: Turn, talk: int) -> None:
    """The command's side ends a round."""
    _break_off(turn, talk, BreakCause.REFUSED)


def _break_off(turn: Turn, talk: int, cause: BreakCause) -> None:
    turn.emit(ev.TalksBrokenOff(talk, cause, turn.state.day))


def _has_commander(turn: Turn, talk: int) -> bool:
    """Whether there is a commander to talk with; talks with nobody break off."""
    if has_commander(turn, talk):
        return True
    if turn.state.talks[T.STAGE, talk] in (TalkStage.OPEN, TalkStage.AGREED):
        _break_off(turn, talk, BreakCause.NOBODY_LEFT)
    return False


def _effect(world: World, term: int) -> int:
    return world.terms[term].resolve if term >= 0 else 0


def _table(turn: Turn, talk: int, term: int) -> None:
    """Terms move resolve while they are on the table, and only then."""
    change = _effect(turn.world, term) - _effect(turn.world, int(turn.state.talks[T.TERM, talk]))
    change_resolve(turn, talk, [(ResolveCause.TERMS, change, 1)])


def _negotiate(turn: Turn, talk: int) -> None:
    """The dawn of talks that are not settled."""
    if turn.state.talks[T.STAGE, talk] == TalkStage.OPEN:
        _hold_round(turn, talk)
    offer = _receive_offer(turn, talk)
    stage, asked, asked_day = turn.state.talks[[T.STAGE, T.ASKED, T.ASKED_DAY], talk].tolist()
    if offer >= 0 and stage == TalkStage.OPEN:
        _table(turn, talk, offer)
        turn.emit(ev.TermsTabled(talk, offer))
    elif offer >= 0:
        _ask(turn, talk, offer)
    elif asked >= 0 and turn.state.day >= asked_day + turn.world.numbers[Number.ROUND_DAYS]:
        refuse(turn, talk, asked)
    elif asked < 0 and stage == TalkStage.NONE and _family_asks(turn, talk):
        _ask(turn, talk, turn.world.talks[talk].terms[0])


def _hold_round(turn: Turn, talk: int) -> None:
    """A round ends without result while resolve is high, and in an agreement when it is gone."""
    over = turn.state.day >= turn.state.talks[T.ROUND_DAY, talk] + turn.world.numbers[Number.ROUND_DAYS]
    if over and not weigh(turn, talk, TalkStep.GO_ON, -1):
        _break_off(turn, talk, BreakCause.NO_PROGRESS)
    elif not by_player(turn.world) and weigh(turn, talk, TalkStep.AGREE, -1):
        agree(turn, talk)


def _receive_offer(turn: Turn, talk: int) -> int:
    """Terms that arrive this dawn, -1 none. A contact in the family brings them safely."""
    state, facts = turn.state, turn.world.talks[talk]
    offer, arrives, stage = state.talks[[T.OFFER, T.OFFER_DAY, T.STAGE], talk].tolist()
    if offer < 0 or arrives > state.day or stage not in UNSETTLED:
        return -1
    if not has_contact(facts, state):
        chance = LUCK_ONE * int(turn.world.numbers[Number.ENVOY_RISK]) // 1000
        if turn.draw(Purpose.ENVOY, 1 - facts.side, facts.key, 0) < chance:
            turn.emit(ev.OfferCaught(talk, chance))
            return -1
    return int(offer)


def _family_asks(turn: Turn, talk: int) -> bool:
    """Whether a contact in the family brings about the first round, whatever offers the commander has refused."""
    refused = int(turn.state.talks[T.REFUSED, talk])
    again = refused < 0 or turn.state.day >= refused + turn.world.numbers[Number.OFFER_AGAIN]
    if (by_player(turn.world) and not again) or not has_contact(turn.world.talks[talk], turn.state):
        return False
    return weigh(turn, talk, TalkStep.OPEN, turn.world.talks[talk].terms[0])


def _ask(turn: Turn, talk: int, term: int) -> None:
    """The commander answers at once by his resolve; his side, where it decides, when it gives orders."""
    if by_player(turn.world):
        turn.emit(ev.TalksAsked(talk, term, turn.state.day))
    elif weigh(turn, talk, step_of(turn.state, talk), term):
        open_round(turn, talk, term)
    else:
        refuse(turn, talk, term)
