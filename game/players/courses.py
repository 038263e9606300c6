"""From intents to tasks: what each unit of a formation is to do now, and how that is told.

Each kind of intent has a function: it gives tasks to the units of the group and
answers with the course that the formation takes.
"""

from collections.abc import Callable

from game.core.intents import IntentKind
from game.core.kernels.tactics import Brief, Task
from game.players.courses_fight import attack, relieve
from game.players.courses_march import go, leave, withdraw, wreck
from game.players.courses_stand import encircle, hold, open_lane, spare
from game.players.draft import Course, Draft, Group, leave_garrisons, mark_ground
from game.players.outlook import Outlook

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


def draw_up(outlook: Outlook, groups: list[Group]) -> tuple[Brief, dict[int, Course]]:
    """The tasks of all units of the groups and the course of each formation."""
    draft = Draft(outlook, len(groups))
    courses: dict[int, Course] = {}
    for group in groups:
        draft.tasks[Task.GROUP, group.units] = group.row
        mark_ground(draft, group)
        rest = leave_garrisons(draft, group)
        courses[group.formation] = _COURSES[group.intent.kind](draft, group, rest)
    return draft.brief(), courses
