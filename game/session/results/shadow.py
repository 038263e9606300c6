"""Where a game leaves its tracks: beside it the same game is played with a side's track, until the two differ."""

from dataclasses import dataclass

from game.core.orders import Order
from game.core.world import SIDES
from game.players.historical import HistoricalPlayer
from game.session.results.departures import Departure, recall_departures
from game.session.seats import Seat
from game.session.session import Session


@dataclass(frozen=True)
class Leaving:
    """The first that a side does otherwise than its track would have had it do."""

    side: int
    day: int
    given: Order | None = None
    """The order that it gave, None where it is the track that leads nowhere."""
    wanted: Order | None = None
    """The order that the track asked for in its place."""
    improvised: Departure | None = None
    """Else what the track asked for and nobody could do."""


def leavings(session: Session) -> list[Leaving]:
    """For each side with a track the first departure from it; nothing for one that kept to it."""
    found = (first_leaving(session, side) for side in SIDES if session.scenario.tracks[side].lines)
    return [leaving for leaving in found if leaving]


def first_leaving(session: Session, side: int) -> Leaving | None:
    """The first departure of a side from its track; None where it keeps to it as far as the game goes."""
    seats: list[Seat] = [None, None]
    seats[side] = HistoricalPlayer.name
    position = None if session.start is session.scenario.start else session.start
    shadow = Session(session.scenario, seats, session.seed, position=position)
    for number, record in enumerate(session.records):
        day = shadow.turn.state.day
        if record.side != side:
            shadow.submit(record.order)
            continue
        next(shadow.play())
        wanted = shadow.records[number].order
        if wanted != record.order:
            return Leaving(side, day, record.order, wanted)
        departures = recall_departures(shadow.world, [shadow.memories[side]])
        if departures:
            first = min(departures.values(), key=lambda each: (each.since, each.formation))
            return Leaving(side, first.since, improvised=first)
    return None
