"""A validation as tables, for the terminal and as a section of docs/validation.md."""

import math
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

from game.files import write_whole
from game.session.results.estimates import spread
from game.session.results.figures import days, whole
from game.session.results.played import played_changes
from game.session.results.report import span
from game.session.study.batch_reader import Batch
from game.session.study.metrics import Metric, Placed
from game.session.study.validation import MOST, Validation, nearest_game
from game.session.words.table import Report, Table, filled
from game.session.words.text import Catalogue

_FINISHED = "key IN (SELECT key FROM games WHERE status = 'finished')"


def validation_report(words: Catalogue, validation: Validation) -> Report:
    """Where history lies, what comes in time, what a delay does, and what others make of it."""
    tables = [_metrics(words, validation), _timed(words, validation), _shifted(words, validation)]
    tables.append(_beside(words, validation))
    return Report(
        words.say("validate.title", title=words.label(validation.world.label)),
        list(_verdict(words, validation)),
        [table for table in tables if table.rows],
        list(_notes(words, validation)),
    )


def _verdict(words: Catalogue, validation: Validation) -> Iterator[str]:
    key = "passed" if validation.is_passed else "missed"
    count, bands = len(validation.placed), validation.bands
    names = ("low", "high", "inner_low", "inner_high")
    edges = {name: f"{end:g}" for name, end in zip(names, (*bands.outer, *bands.inner), strict=True)}
    gate = words.say("validate.gate", **edges, share=bands.share, most=MOST)
    yield words.sentence(f"validate.{key}", gate=gate)
    games, least = validation.history.count(), math.ceil(100 / bands.outer[0])
    if games < least:
        yield words.sentence("validate.too_few", count=games, low=edges["low"], least=least)
    yield from played_changes(words, validation.history.settings["spec"])
    if count:
        for number, (low, high) in ((validation.inside, bands.outer), (validation.well_inside, bands.inner)):
            yield words.sentence("validate.inside", count=number, of=count, low=f"{low:g}", high=f"{high:g}")
        yield words.sentence("validate.narrow", count=sum(each.is_narrow for each in validation.placed), of=count)
    if validation.timed:
        usual, events = sum(each.is_usual for each in validation.timed), len(validation.timed)
        share = fmean(each.in_time / each.games for each in validation.timed)
        told = words.percent(round(100 * share))
        yield words.sentence("validate.in_time", count=usual, of=events, most=MOST, share=told)


def _metrics(words: Catalogue, validation: Validation) -> Table:
    rows = [_metric(words, placed) for placed in validation.placed]
    heads = ["metric", "history", "low", "middle", "high", "width", "widest", "percentile", "never", "judged"]
    return filled(Table(words.say("validate.metrics"), _heads(words, heads), rows, words=(0, 9)))


def _heads(words: Catalogue, keys: list[str]) -> tuple[str, ...]:
    return tuple(words.say(f"validate.{key}") for key in keys)


def _metric(words: Catalogue, placed: Placed) -> tuple[str, ...]:
    metric = placed.metric
    values = [_value(words, metric, value) for value in (placed.low, placed.middle, placed.high)]
    widths = [_width(words, metric, width) for width in (placed.width, metric.widest)]
    faults = [
        words.say(f"validate.{key}")
        for key, good in (("outside", placed.is_inside), ("wide", placed.is_narrow))
        if not good
    ]
    judged = str(words.entry("list.comma")).join(faults) or words.say("validate.good")
    never = str(placed.never) if placed.never else ""
    return _name(words, metric), _documented(words, metric), *values, *widths, f"{placed.percentile:.0f}", never, judged


def _documented(words: Catalogue, metric: Metric) -> str:
    """The value of history, or its window."""
    if metric.first == metric.last:
        return _value(words, metric, metric.first)
    match metric.kind:
        case "day":
            return days(words, int(metric.first), int(metric.last))
        case "reach":
            first, last = (str(_km(words, value)) for value in (metric.first, metric.last))
            return words.say("validate.km", first=first, last=last)
        case _:
            first, last = (_value(words, metric, value) for value in (metric.first, metric.last))
            return words.say("date.span", first=first, last=last)


def _km(words: Catalogue, hexes: float) -> int:
    return round(hexes * words.world.grid.hex_km10 / 10)


def _name(words: Catalogue, metric: Metric) -> str:
    world = words.world
    if metric.kind == "losses":
        side, _, kind = metric.id.partition(".")
        return words.say("batch.loss", side=words.side(world.side_of(side)), kind=words.say(f"losses.{kind}"))
    if metric.kind == "day":
        event = next(event for event in world.events if event.label.id == metric.id)
        return words.pick(event.text)
    if metric.kind == "left":
        return words.say("validate.left", who=words.whom(metric.id))
    return words.whom(metric.id)


def _value(words: Catalogue, metric: Metric, value: float) -> str:
    match metric.kind:
        case "day":
            last = words.world.calendar.days - 1
            return words.day(int(value), "brief") if value <= last else words.say("report.never")
        case "reach":
            return words.say("compare.km", km=_km(words, value))
        case _:
            return whole(value)


def _width(words: Catalogue, metric: Metric, value: float) -> str:
    match metric.kind:
        case "day":
            return words.say("validate.days", days=f"{value:g}")
        case "reach":
            return words.say("compare.km", km=_km(words, value))
        case _:
            return whole(value)


def _timed(words: Catalogue, validation: Validation) -> Table:
    rows = []
    for timed in validation.timed:
        kind = "scheduled" if timed.event.scheduled else "outcome"
        share = words.percent(round(100 * timed.in_time / timed.games))
        happened = words.percent(round(100 * timed.happened / timed.games))
        judged = words.say("validate.good" if timed.is_usual else "validate.late")
        told = words.pick(timed.event.text)
        rows.append(
            (told, span(words, timed.event), f"± {timed.slack}", words.say(f"validate.{kind}"), happened, share, judged)
        )
    heads = ["event", "history", "slack", "kind", "happened", "share", "judged"]
    return Table(words.say("validate.events"), _heads(words, heads), rows, words=(0, 3, 6))


def _shifted(words: Catalogue, validation: Validation) -> Table:
    texts = {event.label.id: event.text for event in validation.world.events}
    rows = [
        (
            words.pick(texts[shifted.id]),
            f"{shifted.days:+g}",
            str(shifted.games),
            words.say("validate.good" if shifted.is_right else "validate.unmoved"),
        )
        for shifted in validation.shifted
    ]
    title = words.say("validate.shift", days=validation.delay)
    return Table(title, _heads(words, ["event", "days_later", "games", "judged"]), rows, words=(0, 3))


def _beside(words: Catalogue, validation: Validation) -> Table:
    """Medians of other players' games beside those of both tracks."""
    batches = {("historical", "historical"): validation.history, **validation.others}
    if len(batches) < 2:
        return Table("", (), [])
    heads = (words.say("validate.metric"), *(" – ".join(players) for players in batches))
    rows = [
        (
            words.say("validate.score"),
            *(
                _median(batch, "SELECT score AS value FROM games WHERE status = 'finished'")
                for batch in batches.values()
            ),
        )
    ]
    for placed in validation.placed:
        if placed.metric.kind == "losses":
            side, _, kind = placed.metric.id.partition(".")
            what = "sum(men)" if kind == "total" else "men"
            where = _FINISHED if kind == "total" else f"{_FINISHED} AND kind = '{kind}'"
            sql = f"SELECT {what} AS value FROM losses WHERE side = '{side}' AND {where} GROUP BY key"  # noqa: S608 - our ids
            rows.append((_name(words, placed.metric), *(_median(batch, sql) for batch in batches.values())))
    return Table(words.say("validate.beside"), heads, rows)


def _median(batch: Batch, sql: str) -> str:
    values = [row["value"] for row in batch.query(sql) if row["value"] is not None]
    return whole(spread(values).median) if values else "–"


def _notes(words: Catalogue, validation: Validation) -> Iterator[str]:
    settings = validation.history.settings
    games, seed = len(validation.history.games()), str(settings["seed"])
    if validation.placed:
        yield words.say("validate.key")
    yield words.sentence("validate.made", count=games, seed=seed, rules=str(settings["rules_version"]))
    if not validation.placed:
        return
    nearest, off = nearest_game(validation)
    yield words.sentence("validate.nearest", seed=str(nearest), off=f"{off:.2f}")


def write_section(path: Path, scenario: str, report: Report) -> None:
    """Put a report into a Markdown page between the scenario's marks, or at the page's end."""
    begin, end = (f"<!-- history {scenario}: {mark} -->" for mark in ("begin", "end"))
    section = f"{begin}\n{_markdown(report)}\n{end}\n"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    before, found, rest = text.partition(begin)
    if found:
        text = before + section + rest.partition(end)[2].removeprefix("\n")
    else:
        text = f"{text.rstrip()}\n\n{section}".lstrip()
    write_whole(path, text.encode())


def _markdown(report: Report) -> str:
    parts = [f"## {report.title}", " ".join(report.verdict)]
    for table in report.tables:
        rows = [table.heads, tuple("---" for _ in table.heads), *table.rows]
        lines = ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows]
        parts += [f"### {table.title}", "\n".join(lines)]
    return "\n\n".join([*parts, " ".join(report.lines)])
