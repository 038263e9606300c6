"""The result of a game: score, losses, when things happened, who holds what."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from game.core.movement.lift import brought_off
from game.core.state import GameState, Place
from game.core.world import SIDES, World
from game.session.results.detect import detect
from game.session.results.losses import lost_so_far
from game.session.session import Session


@dataclass(frozen=True)
class Result:
    """A finished or stopped game in plain words and numbers."""

    scenario: str
    hash: str
    players: tuple[str | None, str | None]
    seed: int
    over: bool
    """Whether the campaign came to its end."""
    start: date
    """The date of day 0."""
    day: int
    """The day on which the game stands, counted from 0."""
    score: int
    """Signed: positive for the side that the scenario's victory favours."""
    level: str
    losses: dict[str, dict[str, int]]
    """Men by side and kind, counted for the side that a unit fought for when it lost them."""
    events: dict[str, int | None]
    """The day of each documented event, None where it did not happen."""
    notable: dict[str, int]
    """The day of the first battle, of each unit lost, formation gone over and place taken: ``first-battle``,
    ``lost:UNIT``, ``over:FORMATION``, ``taken:PLACE:SIDE``."""
    reaches: dict[str, int | None]
    """Hexes from its goal that each of the scenario's ``documented.reaches`` came, by unit, formation or group."""
    departures: dict[str, int]
    """Men brought off the map of each of the scenario's ``documented.departures``, by unit, formation or group."""
    places: dict[str, str | None]
    """Who holds each place at the end."""
    digest: str
    """Of the last position: equal digests, equal games."""
    seconds: float
    save: Path | None = None

    def date_of(self, event: str) -> date | None:
        """The date of a documented or notable event, None where it did not happen."""
        day = self.events.get(event, self.notable.get(event))
        return None if day is None else self.start + timedelta(days=day)


def result_of(session: Session, seconds: float = 0.0) -> Result:
    """The result of a game as it stands."""
    world, state, outcome = session.world, session.turn.state, session.outcome()
    found = detect(world, session.start, session.turn.events)
    return Result(
        scenario=world.label.id,
        hash=session.scenario.hash,
        players=session.names,
        seed=session.seed,
        over=outcome.over,
        start=world.calendar.start,
        day=state.day,
        score=outcome.score,
        level=world.victory.levels[outcome.level].label.id,
        losses=losses(world, state),
        events=found.documented,
        notable=found.notable,
        reaches={
            reach.label.id: hexes if hexes >= 0 else None
            for reach, hexes in zip(world.reaches, found.nearest, strict=True)
        },
        departures={each.label.id: brought_off(state, each.units) for each in world.departures},
        places=holders(world, state),
        digest=state.digest(),
        seconds=seconds,
        save=session.journal.path if session.journal else None,
    )


def losses(world: World, state: GameState) -> dict[str, dict[str, int]]:
    """Men lost by side and kind."""
    return {world.sides[side].id: lost_so_far(state, side) for side in SIDES}


def holders(world: World, state: GameState) -> dict[str, str | None]:
    """Place -> the side that holds it, None for nobody."""
    sides = state.places[Place.HOLDER].tolist()
    return {
        place.label.id: world.sides[side].id if side >= 0 else None
        for place, side in zip(world.places, sides, strict=True)
    }
