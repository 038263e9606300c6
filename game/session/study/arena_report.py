"""What an arena says, as tables with intervals."""

from collections.abc import Iterator, Sequence

from game.session.results.figures import footnote, interval, percent, scores, share
from game.session.results.played import played_changes, played_title
from game.session.study.arena import Arena
from game.session.words.table import Report, Table
from game.session.words.text import Catalogue

_MOST_MESSAGES = 5


def arena_report(words: Catalogue, arena: Arena) -> Report:
    """The pairings and standings of an arena of a world's scenario."""
    pairs = sum(pairing.pairs for pairing in arena.pairings)
    return Report(
        words.say("arena.title", title=played_title(words, arena.batch.settings["spec"]), count=pairs),
        list(_verdict(words, arena)),
        [_standings(words, arena), _pairings(words, arena)],
        [
            *footnote(words, *(pairing.score for pairing in arena.pairings)),
            *_failures(words, arena),
            words.say("batch.file", file=str(arena.batch.path)),
        ],
    )


def _verdict(words: Catalogue, arena: Arena) -> Iterator[str]:
    """Which player is better, as far as luck does not explain it."""
    for pairing in arena.pairings:
        if pairing.share.low > 0.5 or pairing.share.high < 0.5:
            better, worse = pairing.first, pairing.second
            low, high = pairing.share.low, pairing.share.high
            if high < 0.5:
                better, worse, low, high = worse, better, 1 - high, 1 - low
            yield words.say("arena.better", better=better, worse=worse, low=percent(low), high=percent(high))
        else:
            yield words.say("arena.open", first=pairing.first, second=pairing.second)
    yield from played_changes(words, arena.batch.settings["spec"])
    yield words.sentence("arena.pair")


def _standings(words: Catalogue, arena: Arena) -> Table:
    rows = [
        (
            standing.player,
            str(standing.pairs),
            share(standing.share.value),
            interval(words, standing.share, percent),
            str(standing.failed or ""),
        )
        for standing in arena.standings
    ]
    return _table(words, "standings", ("player", "pairs", "share", "interval", "failed"), rows)


def _pairings(words: Catalogue, arena: Arena) -> Table:
    tell, _ = scores(*(pairing.score for pairing in arena.pairings))
    rows = [
        (
            words.say("arena.versus", first=pairing.first, second=pairing.second),
            str(pairing.won),
            str(pairing.tied),
            str(pairing.pairs - pairing.won - pairing.tied),
            share(pairing.share.value),
            interval(words, pairing.share, percent),
            tell(pairing.score.value),
            interval(words, pairing.score, tell),
        )
        for pairing in arena.pairings
    ]
    heads = ("pairing", "won", "tied", "lost", "share", "interval", "score", "interval")
    return _table(words, "pairings", heads, rows)


def _table(words: Catalogue, title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(words.say(f"arena.{title}"), tuple(words.say(f"arena.{head}") for head in heads), rows)


def _failures(words: Catalogue, arena: Arena) -> Iterator[str]:
    forfeited = sum(sum(pairing.forfeited) for pairing in arena.pairings)
    if forfeited:
        yield words.sentence("arena.forfeited", count=forfeited)
    void = sum(pairing.void for pairing in arena.pairings)
    if void:
        yield words.sentence("arena.void", count=void)
    yield from arena.messages[:_MOST_MESSAGES]
