"""Playing a save again: every day is verified; the game can go on at its end, or from any day as a branch."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from game.core import events as ev
from game.core.luck import Purpose
from game.core.notation import order_from_data
from game.core.refusal import IllegalOrder, Refusal
from game.core.state import GameState
from game.session.delegation import delegates_of, recall_all
from game.session.saves.journal import SaveError, SaveWriter
from game.session.saves.save import Save, SavedDay
from game.session.seats import Seats
from game.session.session import Session
from game.session.words.text import Catalogue
from game.session.words.wording import tell_refusal


def replay(save: Save, until: int | None = None) -> Iterator[tuple[int, list[ev.Event]]]:
    """Each day with its events, dawn first, once the day's position has been verified; ``until`` is the last day.

    Raises SaveError where the game cannot be replayed, or differs from the save.
    """
    session = _begun(save, (None, None))
    told = 0
    for day in save.days[1:]:
        today = session.turn.state.day
        _rerun(save, session, day)
        if day.over:
            break
        events = session.turn.events
        dawn = next(index for index in range(len(events) - 1, -1, -1) if type(events[index]) is ev.DayBegan)
        yield today, events[told:dawn]
        told = dawn
        if until is not None and day.day > until:
            return
    _rerun(save, session)
    yield session.turn.state.day, session.turn.events[told:]
    if save.damage:
        raise SaveError(save.damage)


def replayed(save: Save) -> Session:
    """The game at the end of its save, verified, to be looked at. Raises SaveError as `replay` does."""
    if save.damage:
        raise SaveError(save.damage)
    session = _begun(save, (None, None))
    _rerun(save, session)
    return session


def resume(save: Save, players: Seats | None = None) -> Session:
    """The game at the end of its save, verified; it goes on in the same file.

    A last line that was cut off is removed. ``players`` are those of the save unless given.
    Raises SaveError, and ValueError for a player that is not installed.
    """
    if save.damage:
        raise SaveError(f"{save.damage}; continue from an earlier day under another name")
    session = _begun(save, players or save.header.players)
    _rerun(save, session)
    _remember(save, session, save.memories)
    session.journal = SaveWriter(save.path, session.world, replace(save.header, players=session.names), save.size)
    return session


def branch(
    save: Save, day: int, path: str | Path | None = None, name: str = "", players: Seats | None = None
) -> Session:
    """The game at the first order phase of a day, to be played on under a new name.

    ``path`` is a new file for it. A game that cannot be replayed starts from the
    saved position, without its earlier orders and events. Raises as `resume` does.
    """
    saved = save.find(day)
    seats = players or save.header.players
    if save.inexact:
        session = Session(save.scenario, seats, save.header.seed, position=save.position(saved))
        _remember(save, session, {side: _intents_of(memory) for side, memory in saved.memories.items()})
        if path is not None:
            session.record(Path(path), name)
        return session
    session = _begun(save, seats)
    _rerun(save, session, saved)
    _remember(save, session, saved.memories)
    if path is not None:
        session.record(Path(path), name, save.lines(saved))
    return session


def branch_at(save: Save, orders: int, path: str | Path, name: str, players: Seats) -> Session:
    """The game after some of its orders, to be played on in a new file under a new name.

    Computer players know what they knew at the dawn of that day. Raises as `resume` does.
    """
    day = [saved for saved in save.days if saved.orders <= orders][-1]
    session = branch(save, day.day, path, name, players)
    for number in range(day.orders, orders):
        _give_again(save, session, number)
    return session


def _begun(save: Save, players: Seats) -> Session:
    """The game at its first order."""
    save.demand_exact()
    first = save.days[0]
    position = None if save.header.exact else save.position(first)
    session = Session(save.scenario, players, save.header.seed, position=position)
    _compare(save, session, first)
    return session


def _rerun(save: Save, session: Session, day: SavedDay | None = None) -> None:
    """Give the saved orders up to a day, or all, and compare every day on the way."""
    due = {saved.orders: saved for saved in save.days}
    end = len(save.orders) if day is None else day.orders
    for number in range(len(session.records), end):
        save.progress(number, end)
        _give_again(save, session, number)
        if number + 1 in due:
            _compare(save, session, due[number + 1])


def _give_again(save: Save, session: Session, number: int) -> None:
    """Give one of the saved orders. Raises SaveError."""
    line, data = save.orders[number]
    try:
        session.submit(order_from_data(session.world, data))
    except (IllegalOrder, ValueError, TypeError) as error:
        reason = _refused(session, error.refusal) if isinstance(error, IllegalOrder) else str(error)
        raise _edited(save, line, f"the order cannot be given again ({reason})", session) from error


def _refused(session: Session, refusal: Refusal) -> str:
    """Why an order is refused; the messages about files are English."""
    return tell_refusal(Catalogue("en", session.world), refusal).rstrip(".")


def _compare(save: Save, session: Session, day: SavedDay) -> None:
    """Raise SaveError, naming the first value that differs, unless the game stands as in the save."""
    state = session.turn.state
    if state.digest() == day.digest:
        return
    saved = save.position(day)
    difference = saved.first_difference(state)
    assert difference is not None
    fault = f"the replay differs on {day.date} in {_described(session, difference, saved, state)}"
    raise _edited(save, day.line, fault, session)


def _described(session: Session, difference: tuple[str, str, int], saved: GameState, replayed: GameState) -> str:
    block, column, item = difference
    columns = GameState.COLUMNS.get(block, Purpose)
    where = (columns[column], item) if item >= 0 else columns[column]
    which = f"{session.world.units[item].label.id} " if block == "units" else f"{item} " if item >= 0 else ""
    values = f"{getattr(saved, block)[where]} in the save, {getattr(replayed, block)[where]} in the replay"
    return f"{block} {which}{column}: {values}"


def _edited(save: Save, line: int, fault: str, session: Session) -> SaveError:
    whole = [day.date for day in save.days if day.orders <= len(session.records) and day.line < line]
    still = f"all up to {whole[-1]} is right and can be continued from" if whole else "no day of it is right"
    return SaveError(f"{save.path}:{line}: {fault}: the file was edited after it was written; {still}")


def _remember(save: Save, session: Session, memories: dict[str, dict[str, object]]) -> None:
    for side, label in enumerate(session.world.sides):
        session.memories[side] = memories.get(label.id, {})
    try:
        recall_all(session.world, session.memories)
        for memory in session.memories:
            delegates_of(session.world, memory)
    except ValueError as error:
        raise SaveError(f"{save.path}: what its formations were told to do was edited: {error}") from error


def _intents_of(memory: dict[str, object]) -> dict[str, object]:
    """The part of a memory that does not depend on the version of the rules."""
    return {key: memory[key] for key in ("intents", "delegates") if key in memory}
