"""`historical`: does what the scenario's track has its side do, and improvises where that cannot be done."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from game.core.engine import check
from game.core.intents.check import Objection, check_intent
from game.core.intents.intent import Intent, IntentKind, nearest_intent
from game.core.intents.notation import intent_to_data, recall, remember
from game.core.intents.track import Track
from game.core.orders import AnswerTalks, OfferTalks, Order, PromiseToSpare, SendEnvoy, WorkOn
from game.core.state import F, GameState, S
from game.core.world import World
from game.players.base import Memory
from game.players.draft import Deed
from game.players.politics import talk_orders
from game.players.staff.planner import Planner
from game.players.staff.weights import HISTORY
from game.players.tactics import Tactician
from game.players.ways import Ways

NO_WAY = "no_way"
"""Why a line was left that makes sense but leads nowhere; other reasons are those of `Objection`."""

_QUIET = {Objection.NOBODY_LEFT, Objection.NOT_YOURS}
"""Nobody is left to depart from the track."""


class Departure(NamedTuple):
    """A line of the track that a formation cannot follow."""

    formation: int
    reason: str
    wanted: Intent


def intents_on(track: Track, day: int) -> dict[int, Intent]:
    """What the track has each formation do on a day: its last line up to it."""
    last = {line.formation: line.intent for line in track.lines if line.day <= day}
    return {formation: _in_time(intent, day) for formation, intent in last.items() if intent is not None}


def _in_time(intent: Intent, day: int) -> Intent:
    """Who is late is late: the day by which it should have been there no longer matters."""
    return replace(intent, by_day=-1) if 0 <= intent.by_day < day else intent


class HistoricalPlayer:
    """Follows the track with the common tactical layer; whom it does not lead the staff does.

    Its memory holds what every formation does under ``intents``, the staff's
    reasons under ``reasons``, and under ``departures`` the formations that the
    track cannot lead, each with the day since when, the reason and what it
    should have done.
    """

    name = "historical"

    def __init__(self, world: World, side: int, key: int, track: Track = Track()) -> None:  # noqa: B008 - frozen
        ways = Ways(world, side)
        self._world = world
        self._side = side
        self._track = track
        self._tactician = Tactician(world, side, ways)
        self._planner = Planner(world, side, HISTORY, ways)

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        """The orders of the next stage of this phase."""
        now = view.moment
        if memory.get("day") != view.day:
            memory = self._new_day(view, memory)
        intents, detached, memory = self._intents(view, memory)
        if memory["talked"] != now:
            memory = {**memory, "talked": now}
            orders = list(self._talk(view))
            if orders:
                return orders, memory
        orders, progress = self._tactician.carry_out(view, intents, memory["progress"], detached)
        return orders, {**memory, "progress": progress}

    def _new_day(self, view: GameState, memory: Memory) -> Memory:
        """Read the track for today, and leave it where it cannot be followed."""
        wanted = self._wanted(view)
        departures = list(self._departures(view, wanted))
        for departure in departures:
            del wanted[departure.formation]
        lost = {departure.formation for departure in departures}
        sides, formations = view.formations[F.SIDE].tolist(), self._world.formations
        alone = [
            formation
            for formation, side in enumerate(sides)
            if side == self._side and (formation in lost or nearest_intent(self._world, wanted, formation) < 0)
        ]
        return {
            "day": view.day,
            "track": remember(self._world, wanted),
            "alone": [formations[formation].label.id for formation in alone],
            "departures": self._told(view, departures, memory.get("departures", {})),
            "plan": memory.get("plan", {}),
            "progress": {},
            "talked": -1,
        }

    def _intents(self, view: GameState, memory: Memory) -> tuple[dict[int, Intent], dict[int, Intent], Memory]:
        """What formations and detached units do now; whom the track does not lead does what the staff would."""
        intents = recall(self._world, {"intents": memory["track"]})
        alone = {self._world.formation_index[id] for id in memory["alone"]}
        if not alone:
            return intents, {}, {**memory, "intents": memory["track"]}
        advice = self._planner.intents_for(view, memory["plan"], alone)
        intents |= {formation: advice.intents.get(formation, Intent(IntentKind.HOLD)) for formation in alone}
        formations = self._world.formations
        reasons = {formations[each].label.id: why.to_data(self._world) for each, why in advice.reasons.items()}
        told = {"intents": remember(self._world, intents), "reasons": reasons, "plan": advice.memory}
        return intents, advice.detached, {**memory, **told}

    def _wanted(self, view: GameState) -> dict[int, Intent]:
        """What the track asks for today; who has come over needs no sparing any more."""
        whose = view.formations[F.SIDE].tolist()
        return {
            formation: replace(intent, spare=tuple(each for each in intent.spare if whose[each] != self._side))
            for formation, intent in intents_on(self._track, view.day).items()
        }

    def _departures(self, view: GameState, wanted: Mapping[int, Intent]) -> Iterator[Departure]:
        """The lines that cannot be followed today. Those whose formation is gone are dropped without a word."""
        sound = {}
        for formation, intent in wanted.items():
            unfit = check_intent(self._world, view, self._side, formation, intent)
            if unfit is None:
                sound[formation] = intent
            else:
                yield Departure(formation, "" if unfit.objection in _QUIET else unfit.objection.value, intent)
        for formation, course in self._tactician.courses(view, sound).items():
            if course.deed is Deed.NO_WAY:
                yield Departure(formation, NO_WAY, sound[formation])

    def _told(self, view: GameState, departures: list[Departure], before: Mapping[str, Any]) -> dict[str, Any]:
        """The departures as plain data; one that goes on keeps the day on which it began."""
        today = self._world.calendar.date(view.day).isoformat()
        told = {}
        for formation, reason, intent in departures:
            if reason:
                id, wanted = self._world.formations[formation].label.id, intent_to_data(self._world, intent)
                old = before.get(id)
                goes_on = old is not None and (old["reason"], old["wanted"]) == (reason, wanted)
                since = old["since"] if old is not None and goes_on else today
                told[id] = {"since": since, "reason": reason, "wanted": wanted}
        return told

    def _talk(self, view: GameState) -> Iterator[Order]:
        """Talks of whole commands; and whom the track spares is wooed."""
        for talk, term in talk_orders(self._world, view):
            yield AnswerTalks(talk, True) if term < 0 else OfferTalks(talk, term)
        lines = intents_on(self._track, view.day).values()
        spared = {each for intent in lines for each in intent.spare}
        spared |= {intent.formation for intent in lines if intent.kind is IntentKind.SPARE}
        left = int(view.sides[S.POLITICS, self._side])
        for formation in sorted(each for each in spared if view.formations[F.SIDE, each] != self._side):
            advances: list[Order] = [PromiseToSpare(formation), SendEnvoy(formation), *[WorkOn(formation)] * left]
            for order in advances:
                if left > 0 and check(self._world, view, order) is None:
                    left -= 1
                    yield order
