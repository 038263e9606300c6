"""The common tactical layer: ordinary orders for formations that have an intent.

The historical track, the staff's plan and a person who delegates all use it. It
sees a view only, and what it answers depends on the view, the intents and the
memory alone. What a formation without an intent does is nobody's business here.
"""

from collections.abc import Mapping
from typing import Any

from game.core.intents.intent import Intent
from game.core.orders import Attack, Order
from game.core.state import GameState, U
from game.core.world import World
from game.players.base import Memory
from game.players.courses import draw_up
from game.players.draft import Course, Deed, Draft, Roll
from game.players.outlook import Outlook
from game.players.stages import Stages, subject
from game.players.ways import Ways

_STAGES = ("force", "break_out", "strike", "bridge", "wreck", "embark", "train", "march", "attack", "stand", "dig")
_DONE = {
    "break_out": U.BREAKOUT,
    "bridge": U.ATTACKED,
    "wreck": U.ATTACKED,
    "train": U.ATTACKED,
    "march": U.MOVED_WATCH,
    "stand": U.STAND,
    "dig": U.DIGGING,
}
"""The column that shows that a unit has carried out its order of a stage."""


class Tactician:
    """Carries out the intents of a side. It keeps nothing but searches that it need not make twice."""

    def __init__(self, world: World, side: int, ways: Ways | None = None) -> None:
        self.world = world
        self.side = side
        self._ways = ways or Ways(world, side)
        self._roll = Roll()

    def carry_out(
        self,
        view: GameState,
        intents: Mapping[int, Intent],
        memory: Mapping[str, Any],
        detached: Mapping[int, Intent] | None = None,
        others: frozenset[int] = frozenset(),
    ) -> tuple[list[Order], Memory]:
        """The orders of the next stage of this phase that has any, and the memory to ask again with.

        ``intents`` are by formation; units that are ``detached`` have one of their
        own, formations that ``others`` order follow none. To be asked again when they are
        given, or when one was refused or brought a surprise and the rest was dropped; an
        empty list says that all is done.
        """
        now = view.moment
        stage, tried, doubted = 0, list[int](), list[int]()
        if memory.get("phase") == now:
            stage = int(memory["stage"])
            tried, doubted = self._tried(view, stage, memory)
            stage += not (tried or doubted)
        if stage < len(_STAGES) and (intents or detached):
            outlook = Outlook(view, self._ways)
            stages = Stages(self.world, outlook, self._roll.call(outlook, intents, detached or {}, others))
            while stage < len(_STAGES):
                orders = stages.orders(_STAGES[stage], tried)
                if orders:
                    given = [order.target if isinstance(order, Attack) else subject(order) for order in orders]
                    return orders, {"phase": now, "stage": stage, "given": given, "tried": tried, "doubted": doubted}
                stage, tried, doubted = stage + 1, [], []
        return [], {"phase": now, "stage": len(_STAGES), "given": [], "tried": [], "doubted": []}

    @staticmethod
    def is_done(memory: Mapping[str, Any]) -> bool:
        """Whether nothing is left to ask for once the orders that came with a memory are given."""
        return int(memory["stage"]) >= len(_STAGES) - 1

    def courses(self, view: GameState, intents: Mapping[int, Intent]) -> dict[int, Course]:
        """What each formation does for its intent as things stand."""
        outlook = Outlook(view, self._ways)
        nobody = {formation: Course(Deed.NOBODY) for formation in intents}
        groups = self._roll.call(outlook, intents, {})
        return nobody | draw_up(Draft(outlook, len(groups)), groups)

    @staticmethod
    def _tried(view: GameState, stage: int, memory: Mapping[str, Any]) -> tuple[list[int], list[int]]:
        """What is not to be tried again in a stage that goes on, and what was not done once; nothing when it is over.

        Orders stop at one that was refused, but behind one that brought a surprise
        too: who was next then is no worse for it. Only what is not done twice was refused.
        """
        if stage >= len(_STAGES) or _STAGES[stage] == "force":  # what keeps one from it keeps all
            return [], []
        given, tried = list(memory["given"]), list(memory["tried"])
        if _STAGES[stage] not in _DONE:
            return tried + given, []
        done = view.units[_DONE[_STAGES[stage]]].tolist()
        undone = [unit for unit in given if not done[unit]]
        if undone and undone[0] in memory["doubted"]:
            return tried + undone[:1], []
        return (tried, undone[:1]) if undone else ([], [])


def carry_out(
    world: World, view: GameState, side: int, intents: Mapping[int, Intent], memory: Mapping[str, Any]
) -> tuple[list[Order], Memory]:
    """The same for a single question."""
    return Tactician(world, side).carry_out(view, intents, memory)
