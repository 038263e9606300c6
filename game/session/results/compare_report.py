"""A game beside history with its sources, and two games beside each other, as tables."""

from collections.abc import Iterator

from game.core.history import DocumentedEvent
from game.core.world import SIDES
from game.session.results.compare_saves import Fork, Parting
from game.session.results.departures import tell_departure
from game.session.results.losses import LOSS_KINDS
from game.session.results.played import played_changes, played_title
from game.session.results.report import compared, days_apart, losses_table, span, verdict
from game.session.results.result import Result
from game.session.results.shadow import leavings
from game.session.session import Session
from game.session.words.table import Report, Table, filled
from game.session.words.text import Catalogue
from game.session.words.wording import source_words, tell_event, tell_order


def history_report(words: Catalogue, session: Session, result: Result) -> Report:
    """A game beside history: each documented event and the losses by kind, with what other sources have."""
    tables = [_events(words, session, result), losses_table(words, result), _reaches(words, result)]
    return Report(
        words.say("report.title", title=played_title(words, session.scenario.spec)),
        list(verdict(words, session, result)),
        [filled(table) for table in tables if table.rows],
        [*_leavings(words, session), *_other_losses(words), *_undetected(words, session, result)],
    )


def _events(words: Catalogue, session: Session, result: Result) -> Table:
    rows: list[tuple[str, ...]] = []
    for event in session.world.events:
        if event.label.id not in result.events:
            continue
        rows.append(
            (*_dated(words, event, result), source_words(words, words.pick(event.label.source)), words.pick(event.text))
        )
        day = result.events[event.label.id]
        for other in event.also:
            dated = (span(words, other), *compared(words, other, day, result))
            rows.append((*dated, source_words(words, words.pick(other.source)), words.say("compare.also")))
    heads = [words.say(f"report.{key}") for key in ("documented", "game", "days")]
    heads += [words.say("compare.source"), words.say("report.event")]
    return Table(words.say("report.events"), tuple(heads), rows, words=(3, 4))


def _dated(words: Catalogue, event: DocumentedEvent, result: Result) -> tuple[str, str, str]:
    return (span(words, event), *compared(words, event, result.events[event.label.id], result))


def _reaches(words: Catalogue, result: Result) -> Table:
    """How near relief and spearheads came to where they were sent."""
    world, rows = words.world, []
    for reach in world.reaches:
        id, hexes = reach.label.id, result.reaches[reach.label.id]
        name = words.sentence("compare.towards", who=words.whom(id), where=words.hex(reach.towards))
        documented, found = (_km(words, each) for each in (reach.hexes, hexes))
        rests = source_words(words, words.pick(reach.label.source))
        rows.append((name, documented, found, days_apart(reach.hexes, hexes), rests))
    heads = [words.say(f"{key}") for key in ("compare.who", "report.documented", "report.game", "compare.hexes")]
    return Table(words.say("compare.reaches"), (*heads, words.say("compare.source")), rows, words=(0, 4))


def _km(words: Catalogue, hexes: int | None) -> str:
    if hexes is None:
        return words.say("compare.never_there")
    return words.say("compare.km", km=round(hexes * words.world.grid.hex_km10 / 10))


def _leavings(words: Catalogue, session: Session) -> Iterator[str]:
    """The first departure of each side from its track."""
    tracks = session.scenario.tracks
    found = {leaving.side: leaving for leaving in leavings(session)}
    for side in SIDES:
        if not tracks[side].lines:
            continue
        if side not in found:
            yield words.sentence("compare.kept", side=words.the_side(side))
            continue
        leaving = found[side]
        if leaving.improvised:
            yield tell_departure(words, leaving.improvised)
        elif leaving.given and leaving.wanted:
            given, wanted = (tell_order(words, order) for order in (leaving.given, leaving.wanted))
            day, name = words.day(leaving.day), words.the_side(side)
            yield words.sentence("compare.left", side=name, day=day, given=given, wanted=wanted)


def _other_losses(words: Catalogue) -> Iterator[str]:
    """What each source has of a side's losses, where several differ."""
    documented = words.world.documented.get("losses", {})
    for side in SIDES:
        found = documented.get(words.world.sides[side].id, {})
        for account in [found, *found.get("also", [])] if found.get("also") else []:
            kinds = [
                words.say("compare.men", kind=words.say(f"losses.{kind}"), men=account[kind])
                for kind in [*LOSS_KINDS, "total"]
                if kind in account
            ]
            source, kinds_text = (
                source_words(words, words.text(account.get("source"))) or "?",
                words.entry("list.comma").join(kinds),
            )
            yield words.sentence("compare.account", side=words.the_side(side), source=source, kinds=kinds_text)


def _undetected(words: Catalogue, session: Session, result: Result) -> Iterator[str]:
    """How many documented events no game can show, or were over before this one began."""
    count = len(session.world.events) - len(result.events)
    if count:
        yield words.sentence("compare.undetected", count=count)


def parting_report(words: Catalogue, parting: Parting) -> Report:
    """Two games: where they part, and the rest side by side."""
    tables = [_outcomes(words, parting), _both_losses(words, parting), _both_events(words, parting)]
    tables.append(_both_places(words, parting))
    return Report(
        words.say("compare.title", first=parting.names[0], second=parting.names[1]),
        list(_partings(words, parting)),
        [table for table in tables if table.rows],
        [],
    )


def _partings(words: Catalogue, parting: Parting) -> Iterator[str]:
    one, other = parting.sessions
    if parting.is_same:
        yield words.sentence("compare.same")
    for fork in (parting.order, parting.event):
        if fork:
            what = "order" if fork is parting.order else "event"
            yield words.sentence(f"compare.first_{what}", day=words.day(fork.day))
            for session, name, at in zip(parting.sessions, parting.names, fork[1:], strict=True):
                yield words.say("compare.has", name=name, what=_told(words, session, fork, parting, at))
    if parting.order is None and parting.event:
        yield words.sentence("compare.luck_only")
    if one.seed != other.seed:
        yield words.sentence("compare.seeds", first=str(one.seed), second=str(other.seed))
    for session, name in zip(parting.sessions, parting.names, strict=True):
        for changed in played_changes(words, session.scenario.spec):
            yield words.say("compare.has", name=name, what=changed)
    if one.scenario.hash != other.scenario.hash:
        yield words.sentence("compare.rules")
    if one.start.day != other.start.day:
        yield words.sentence("compare.begin", day=words.day(parting.begin))


def _told(words: Catalogue, session: Session, fork: Fork, parting: Parting, at: int | None) -> str:
    """An order with its side, or an event, of a log."""
    if at is None:
        return words.say("compare.nothing")
    if fork is parting.order:
        record = session.records[at]
        return words.say("compare.order", side=words.side(record.side), order=tell_order(words, record.order))
    return tell_event(words, session.turn.events[at], session.position(at))


def _outcomes(words: Catalogue, parting: Parting) -> Table:
    levels = {level.label.id: words.label(level.label) for level in words.world.victory.levels}

    def row(key: str, *values: str) -> tuple[str, ...]:
        return (words.say(f"compare.{key}"), *values)

    rows = [
        row("players", *(", ".join(name or "?" for name in players) for players in parting.players)),
        row("score", *(f"{result.score:+,}" for result in parting.results)),
        row("level", *(levels[result.level] for result in parting.results)),
        row("ended", *(words.day(result.day, "brief") for result in parting.results)),
    ]
    return Table(words.say("compare.outcome"), ("", *parting.names), rows)


def _both_losses(words: Catalogue, parting: Parting) -> Table:
    rows = []
    for side in SIDES:
        for kind in LOSS_KINDS:
            ours, theirs = (result.losses[words.world.sides[side].id][kind] for result in parting.results)
            what = words.say("batch.loss", side=words.side(side), kind=words.say(f"losses.{kind}"))
            rows.append((what, words.show(ours), words.show(theirs), f"{theirs - ours:+,}" if ours != theirs else "="))
    heads = ("", *parting.names, words.say("report.difference"))
    return Table(words.say("report.losses"), heads, rows)


def _both_events(words: Catalogue, parting: Parting) -> Table:
    rows = []
    for event in words.world.events:
        id = event.label.id
        if all(id in result.events for result in parting.results):
            ours, theirs = (result.events[id] for result in parting.results)
            days = [compared(words, event, result.events[id], result)[0] for result in parting.results]
            rows.append((*days, days_apart(ours, theirs), span(words, event), words.pick(event.text)))
    heads = (*parting.names, words.say("report.days"), words.say("report.documented"), words.say("report.event"))
    return Table(words.say("report.events"), heads, rows, words=(4,))


def _both_places(words: Catalogue, parting: Parting) -> Table:
    """The places that ended in different hands."""
    rows = []
    for place, facts in enumerate(words.world.places):
        ours, theirs = (result.places[facts.label.id] for result in parting.results)
        if ours != theirs:
            sides = [words.side(words.world.side_of(held)) if held else "–" for held in (ours, theirs)]
            rows.append((words.place(place), *sides))
    return Table(words.say("compare.places"), ("", *parting.names), rows)
