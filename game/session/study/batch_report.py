"""What a batch says, as tables with intervals."""

from collections.abc import Iterable, Iterator

from game.session.results.estimates import TENTHS, Estimate
from game.session.results.figures import days, interval, percent, scores, share, whole
from game.session.results.losses import LOSS_KINDS
from game.session.results.played import played_changes, played_title
from game.session.results.report import documented_losses
from game.session.study.batch_reader import Batch
from game.session.study.summary import Summary
from game.session.words.table import Report, Table, filled
from game.session.words.text import Catalogue

_MOST_MESSAGES = 5


def batch_report(words: Catalogue, batch: Batch) -> Report:
    """The summary of a batch of a world's scenario. Raises BatchError when no game was finished."""
    summary = batch.summary()
    tables = [_pairs(words, summary)]
    for seats, alone in summary.seatings.items():
        told = _told(batch, seats)
        tables += [
            table._replace(title=words.say("batch.seated", title=table.title, players=told))
            for table in _tables(words, alone)
        ]
    if not summary.seatings:
        tables += _tables(words, summary)
    return Report(
        words.say("batch.title", title=played_title(words, batch.settings["spec"]), count=summary.games),
        list(_verdict(words, batch, summary)),
        [filled(table) for table in tables if table.rows],
        [*_failures(batch), words.say("batch.file", file=str(batch.path))],
    )


def _verdict(words: Catalogue, batch: Batch, summary: Summary) -> Iterator[str]:
    if summary.stopped:
        yield words.sentence("batch.stopped", count=summary.stopped)
    if not summary.seatings:
        yield words.sentence("batch.score", **_score(words, summary))
    for seats, alone in summary.seatings.items():
        yield words.sentence("batch.score_seated", players=_told(batch, seats), **_score(words, alone))
    yield words.sentence("report.favours", side=words.the_side(words.world.victory.favours))
    yield from played_changes(words, batch.settings["spec"])
    key = "players_exchanged" if summary.seatings else "players"
    seconds = f"{summary.seconds:.2f}"
    yield words.sentence(f"batch.{key}", players=_told(batch, batch.settings["players"]), seconds=seconds)
    if summary.failed:
        yield words.sentence("batch.failed", count=summary.failed)


def _score(words: Catalogue, summary: Summary) -> dict[str, str]:
    """The mean score with its interval, for a sentence."""
    tell, _ = scores(summary.score)
    return {"score": tell(summary.score.value), "interval": interval(words, summary.score, tell, "unknown")}


def _told(batch: Batch, players: Iterable[str]) -> str:
    """Who plays which side: ``nat=greedy, com=random``."""
    return ", ".join(f"{side}={player}" for side, player in zip(batch.settings["sides"], players, strict=True))


def _failures(batch: Batch) -> list[str]:
    """Why games failed, each reason once."""
    rows = batch.query(
        "SELECT DISTINCT message FROM games WHERE status = 'failed' ORDER BY key LIMIT ?", _MOST_MESSAGES
    )
    return [row["message"] for row in rows]


def _tables(words: Catalogue, summary: Summary) -> list[Table]:
    return [_levels(words, summary), _losses(words, summary), _events(words, summary)]


def _levels(words: Catalogue, summary: Summary) -> Table:
    names = {level.label.id: words.label(level.label) for level in words.world.victory.levels}
    rows = [(names.get(id, id), *_shares(words, found)) for id, found in summary.levels.items()]
    return Table(words.say("batch.levels"), _heads(words, "level", "share", "interval"), rows)


def _pairs(words: Catalogue, summary: Summary) -> Table:
    rows = [(player, *_shares(words, found)) for player, found in summary.pairs.items()]
    return Table(words.say("batch.pairs"), _heads(words, "player", "share", "interval"), rows)


def _losses(words: Catalogue, summary: Summary) -> Table:
    """Median, the band that eight games in ten fall into, and history where all games came to their end.

    Of a few games the band is all of them.
    """
    rows = []
    for side, label in enumerate(words.world.sides):
        documented = {} if summary.stopped else documented_losses(words.world, side)
        for kind in [*LOSS_KINDS, "total"]:
            spread = summary.losses[label.id][kind]
            what = words.say("batch.loss", side=words.side(side), kind=words.say(f"losses.{kind}"))
            history = words.show(documented[kind]) if kind in documented else ""
            rows.append((what, whole(spread.median), interval(words, spread, whole), history))
    band = "band" if summary.games >= TENTHS else "band_few"
    return Table(words.say("report.losses"), _heads(words, "loss_head", "median", band, "history"), rows)


def _events(words: Catalogue, summary: Summary) -> Table:
    """How often each event of history happened, and when; not those that stopped games had no time for."""
    texts = {event.label.id: words.pick(event.text) for event in words.world.events}
    rows = []
    for event in summary.events:
        if not event.is_due:
            continue
        span = days(words, event.first_day, event.last_day)
        day = "–" if event.median_day is None else words.day(round(event.median_day), "brief")
        rows.append((*_shares(words, event.share), day, span, texts.get(event.id, event.text)))
    heads = _heads(words, "share", "interval", "median_day", "history", "event_head")
    return Table(words.say("report.events"), heads, rows, words=(4,))


def _heads(words: Catalogue, *keys: str) -> tuple[str, ...]:
    return tuple(words.say(f"batch.{key}") for key in keys)


def _shares(words: Catalogue, found: Estimate) -> tuple[str, str]:
    return share(found.value), interval(words, found, percent)
