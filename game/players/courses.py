"""From intents to tasks: what each unit of a formation is to do now, and how that is told.

Each kind of intent has a function: it gives tasks to the units of the group and
answers with the course that the formation takes.
"""

from collections.abc import Callable

from game.core.intents.intent import IntentKind
from game.core.kernels.tactics import Task
from game.players.courses_fight import attack, relieve
from game.players.courses_march import go, leave, withdraw, wreck
from game.players.courses_stand import encircle, hold, open_lane, spare
from game.players.draft import Course, Draft, Group, leave_garrisons, mark_ground

_COURSES: dict[IntentKind, Callable[[Draft, Group, list[int]], Course]] = {
    IntentKind.GO: go,
    IntentKind.ATTACK: attack,
    IntentKind.HOLD: hold,
    IntentKind.WITHDRAW: withdraw,
    IntentKind.ENCIRCLE: encircle,
    IntentKind.SPARE: spare,
    IntentKind.RELIEVE: relieve,
    IntentKind.WRECK: wreck,
    IntentKind.OPEN_LANE: open_lane,
    IntentKind.LEAVE: leave,
}


def draw_up(draft: Draft, groups: list[Group]) -> dict[int, Course]:
    """Write the tasks of all units of the groups, if that has not been done; the course of each formation."""
    for group in groups:
        if group.row not in draft.courses:
            draft.set(Task.GROUP, group.units, group.row)
            mark_ground(draft, group)
            rest = leave_garrisons(draft, group)
            draft.courses[group.row] = _COURSES[group.intent.kind](draft, group, rest)
    return {group.formation: draft.courses[group.row] for group in groups}
