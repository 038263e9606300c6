"""The chronicle's sentences about fights: the greatest one by one, the others summed up."""

from collections.abc import Callable, Iterable, Iterator

from game.core.world import SIDES
from game.session.chronicle.day_record import DayRecord, Fight
from game.session.words.text import Catalogue, capital
from game.session.words.wording import odds_words

_FIGHTS = 6  # told one by one
_SMALL = 100  # a fight of less weight is told only if it stands alone

Force = Callable[[Iterable[int]], str]


def tell_fights(words: Catalogue, record: DayRecord, force: Force) -> Iterator[tuple[int, str]]:
    """The greatest in the order they came, each with its hex, then the others; ``force`` names units."""
    fights = sorted(record.fights.values(), key=_weight, reverse=True)
    great = [fight for fight in fights[:_FIGHTS] if _weight(fight) >= _SMALL] or fights[:1]
    for fight in record.fights.values():
        if fight in great:
            text = capital(_fight(words, fight, force))
            yield fight.hex, str(words.entry("list.gap")).join([text, *_consequences(words, fight, force)])
    others = fights[len(great) :]
    if others:
        first, second = map(words.the_side, SIDES)
        lost = [sum(fight.lost[side] for fight in others) for side in SIDES]
        parts = {"first": first, "second": second, "first_lost": lost[0], "second_lost": lost[1]}
        yield -1, words.sentence("chronicle.more_fights", count=len(others), **parts)


def _fight(words: Catalogue, fight: Fight, force: Force) -> str:
    text = words.say(
        f"chronicle.fight.{fight.outcome.name}",
        attackers=force(fight.attackers),
        attacked=words.say("chronicle.attacked", count=fight.attacks),
        defenders=force(fight.defenders),
        where=words.where(fight.hex),
        odds=odds_words(words, fight.factors),
        own=fight.lost[fight.side],
        theirs=fight.lost[1 - fight.side],
    )
    return words.say("chronicle.by_night", sentence=text) if fight.by_night else text


def _consequences(words: Catalogue, fight: Fight, force: Force) -> Iterator[str]:
    gone = [*fight.surrendered, *fight.destroyed]
    if fight.surrendered:
        count = sum(fight.surrendered.values())
        yield words.sentence("chronicle.surrendered", force=force(fight.surrendered), count=count)
    if fight.destroyed:
        yield words.sentence("chronicle.destroyed", force=force(fight.destroyed))
    stood = [unit for unit in fight.stood if unit not in fight.gave_way]
    for key, units in (("stood", stood), ("routed", fight.routed)):
        left = [unit for unit in units if unit not in gone]
        if left:
            yield words.sentence(f"chronicle.{key}", force=force(left))


def _weight(fight: Fight) -> int:
    """How much a fight matters: its losses, and what was lost for good."""
    return sum(fight.lost) + 500 * len(fight.surrendered) + 500 * len(fight.destroyed) + 200 * len(fight.routed)
