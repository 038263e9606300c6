"""The result of a game beside history, as headings and tables."""

from collections.abc import Iterator

from game.core.events import DayBegan, FormationWentOver
from game.core.history import DocumentedEvent, OtherDate
from game.core.kinds import Status
from game.core.state import GameState, Place, U
from game.core.victory import asks_where, group_units, men_in_place
from game.core.world import SIDES, World
from game.session.results.figures import days, signed
from game.session.results.losses import LOSS_KINDS
from game.session.results.played import played_changes, played_title
from game.session.results.result import Result
from game.session.session import Session
from game.session.words.table import Report, Table, filled
from game.session.words.text import Catalogue


def report(words: Catalogue, session: Session, result: Result) -> Report:
    """The result of a finished or stopped game."""
    world = session.world
    key = "title" if world.events or world.documented.get("losses") else "title_alone"
    title = words.say(f"report.{key}", title=played_title(words, session.scenario.spec))
    tables = [losses_table(words, result), _events(words, session, result)]
    return Report(
        title,
        list(verdict(words, session, result)),
        [filled(table) for table in tables if table.rows],
        [*_fallen(words, session, result), *_over(words, session), *_lost(words, result), _seed(words, result)],
    )


def verdict(words: Catalogue, session: Session, result: Result) -> Iterator[str]:
    """Score and level, and what has to be known about them."""
    victory = session.world.victory
    if result.over:
        number = next(number for number, level in enumerate(victory.levels) if level.label.id == result.level)
        level = words.label(victory.levels[number].label)
        yield words.sentence("report.score", score=signed(result.score), level=level, range=_range(words, number))
        yield from _early_end(words, session, result)
    else:
        yield words.sentence("report.score_so_far", score=signed(result.score))
        key = "stopped_during" if _has_begun(session) else "stopped_at_dawn"
        yield words.sentence(f"report.{key}", date=words.day(result.day))
    yield words.sentence("report.favours", side=words.the_side(victory.favours))
    yield from played_changes(words, session.scenario.spec)
    yield from _spared(words, session.turn.state)
    yield from yardsticks(words)
    if session.start.day:
        key = "later_start" if session.start is session.scenario.start else "entered"
        yield words.sentence(f"report.{key}", date=words.day(session.start.day))


def _early_end(words: Catalogue, session: Session, result: Result) -> Iterator[str]:
    """That a campaign ended before its last day, and who had nobody left. Rulebook 12."""
    left = session.world.calendar.days - 1 - result.day
    units = session.turn.state.units
    there = (units[U.HEX] >= 0) | (units[U.STATUS] == int(Status.WAITING))
    for side in SIDES if left > 0 else ():
        if not (units[U.SIDE, there] == side).any():
            yield words.sentence("report.early_end", date=words.day(result.day), count=left, side=words.the_side(side))


def _spared(words: Catalogue, state: GameState) -> Iterator[str]:
    """How many men are where the spared have to be to count, where fewer are lost than count for nobody."""
    world = words.world
    for term in world.victory.terms:
        if asks_where(world, state, term):
            told = {"who": words.force(group_units(world, term.group)), "count": men_in_place(world, state, term)}
            yield words.sentence("report.spared", place=words.place(term.place), goal=words.place(term.toward), **told)


def _range(words: Catalogue, number: int) -> str:
    """The scores of a level of victory."""
    levels = words.world.victory.levels
    low, high = levels[number].at, levels[number - 1].at - 1 if number else 0
    if not number:
        return words.say("report.from", low=signed(low))
    if number == len(levels) - 1:
        return words.say("report.up_to", high=signed(high))
    return words.say("intervals.given", low=signed(low), high=signed(high))


def _has_begun(session: Session) -> bool:
    """Whether somebody has given an order on the day on which a game stands; else that day has only dawned."""
    events = session.turn.events
    dawn = next((at for at in range(len(events) - 1, -1, -1) if isinstance(events[at], DayBegan)), -1)
    return bool(session.records) and session.records[-1].first > dawn


def yardsticks(words: Catalogue) -> Iterator[str]:
    """What the staff makes of both sides, and what history came to, on the same scale."""
    victory = words.world.victory
    if victory.par is not None:
        yield words.sentence("report.par", score=signed(victory.par))
    if victory.history is not None:
        yield words.sentence("report.by_history", score=signed(victory.history))


def losses_table(words: Catalogue, result: Result) -> Table:
    """For each side the kinds of losses in the game, in history, and how they differ; of a game not over its own."""
    world = words.world
    heads = [words.say("report.kind")]
    beside = ["report.documented", "report.difference"] if result.over else []
    columns: list[tuple[str, ...]] = [tuple(words.say(f"losses.{kind}") for kind in [*LOSS_KINDS, "total"])]
    for side in SIDES:
        name = words.side(side)
        heads += [f"{name}\n{words.say('report.game')}", *map(words.say, beside)]
        found = zip(*_side_losses(words, result.losses[world.sides[side].id], side), strict=True)
        columns += list(found)[: 1 + len(beside)]
    return Table(words.say("report.losses"), tuple(heads), list(zip(*columns, strict=True)))


def _side_losses(words: Catalogue, game: dict[str, int], side: int) -> Iterator[tuple[str, str, str]]:
    documented = documented_losses(words.world, side)
    for kind in [*LOSS_KINDS, "total"]:
        men = sum(game.values()) if kind == "total" else game[kind]
        if kind in documented:
            yield words.show(men), words.show(documented[kind]), f"{men - documented[kind]:+,}"
        else:
            yield words.show(men), "", ""


def documented_losses(world: World, side: int) -> dict[str, int]:
    """What the sources have of a side's losses, by kind; without a documented total the sum stands for it."""
    documented = world.documented.get("losses", {}).get(world.sides[side].id, {})
    found = {kind: int(documented[kind]) for kind in [*LOSS_KINDS, "total"] if kind in documented}
    return found | ({"total": sum(found.values())} if found and "total" not in found else {})


def _events(words: Catalogue, session: Session, result: Result) -> Table:
    rows = [
        (span(words, event), *compared(words, event, result.events[event.label.id], result), words.pick(event.text))
        for event in session.world.events
        if event.label.id in result.events
    ]
    heads = [words.say(f"report.{key}") for key in ("documented", "game", "days", "event")]
    return Table(words.say("report.events"), tuple(heads), rows, words=(3,))


def span(words: Catalogue, event: DocumentedEvent | OtherDate) -> str:
    """The documented day, or days."""
    return days(words, event.first_day, event.last_day)


def compared(
    words: Catalogue, event: DocumentedEvent | OtherDate, day: int | None, result: Result | None = None
) -> tuple[str, str]:
    """The day in the game, and how far it is from the documented one or the nearer end of the documented span.

    With the ``result`` of a game that is not over, what is still to come is no "never".
    """
    if day is None:
        is_due = result is None or result.over or event.last_day < result.day
        return words.say("report.never" if is_due else "report.not_yet"), ""
    off = max(0, day - event.last_day) - max(0, event.first_day - day)
    return words.day(day, "brief"), f"{off:+}" if off else "="


def days_apart(first: int | None, second: int | None) -> str:
    """How many days later the second is; nothing unless both happened."""
    if first is None or second is None:
        return ""
    return f"{second - first:+}" if first != second else "="


def _fallen(words: Catalogue, session: Session, result: Result) -> Iterator[str]:
    """The places that ended in other hands than they began in, in the order in which they fell."""
    world = session.world
    for side in SIDES:
        taken = [
            (result.notable.get(f"taken:{facts.label.id}:{world.sides[side].id}", 0), place)
            for place, facts in enumerate(world.places)
            if result.places[facts.label.id] == world.sides[side].id
            and session.start.places[Place.HOLDER, place] != side
        ]
        if taken:
            places = words.entry("list.comma").join(
                _dated(words, words.place(place), day) for day, place in sorted(taken)
            )
            yield words.sentence("report.holds", side=words.the_side(side), places=places)


def _over(words: Catalogue, session: Session) -> Iterator[str]:
    """The formations that changed sides, in the order in which they went."""
    gone: dict[int, list[str]] = {}
    day = session.start.day
    for event in session.turn.events:
        if isinstance(event, DayBegan):
            day = event.day
        elif isinstance(event, FormationWentOver):
            name = words.formation_name(event.formation)
            gone.setdefault(event.side, []).append(_dated(words, name, day))
    for side, names in gone.items():
        formations = words.entry("list.comma").join(names)
        yield words.sentence("report.went_over", side=words.the_side(side), formations=formations)


def _lost(words: Catalogue, result: Result) -> Iterator[str]:
    """The units that were lost, in the order of their loss."""
    world = words.world
    for side in SIDES:
        lost = sorted(
            (day, unit)
            for unit, facts in enumerate(world.units)
            if facts.side == side and (day := result.notable.get(f"lost:{facts.label.id}", -1)) >= 0
        )
        if lost:
            units = words.entry("list.comma").join(_dated(words, words.unit_name(unit), day) for day, unit in lost)
            yield words.sentence("report.lost", side=words.the_side(side), units=units)


def _dated(words: Catalogue, name: str, day: int) -> str:
    return words.say("report.dated", name=name, date=words.day(day, "brief"))


def _seed(words: Catalogue, result: Result) -> str:
    seats = [f"{side.id}={player or '?'}" for side, player in zip(words.world.sides, result.players, strict=True)]
    return words.sentence("report.seed", seed=str(result.seed), players=", ".join(seats), digest=result.digest)
