"""What a staff remembers, as plain JSON: its plan with ids and hex numbers, and how strong enemies were when seen."""

from collections.abc import Mapping
from typing import Any

from game.core.intents.notation import intent_from_data, intent_to_data, recall, remember
from game.core.world import World
from game.players.staff.order import Plan
from game.players.staff.reasons import Why


def plan_to_data(world: World, plan: Plan) -> dict[str, Any]:
    """A plan as a part of a memory: intents by formation as everybody's, those of units, and the reasons."""
    formations, units = world.formations, world.units
    return {
        "intents": remember(world, plan.intents),
        "detached": {units[unit].label.id: intent_to_data(world, plan.detached[unit]) for unit in plan.detached},
        "reasons": {formations[each].label.id: why.to_data(world) for each, why in plan.reasons.items()},
        "unit_reasons": {units[unit].label.id: why.to_data(world) for unit, why in plan.unit_reasons.items()},
        "aims": {formations[each].label.id: aim for each, aim in plan.aims.items()},
        "falling": [formations[each].label.id for each in plan.falling],
    }


def plan_from_data(world: World, data: Mapping[str, Any]) -> Plan:
    """The inverse of `plan_to_data`, an empty one from other memories. Raises ValueError or KeyError if damaged."""
    formations, units = world.formation_index, world.unit_index
    return Plan(
        recall(world, data),
        {units[id]: intent_from_data(world, intent) for id, intent in data.get("detached", {}).items()},
        {formations[id]: Why.from_data(world, why) for id, why in data.get("reasons", {}).items()},
        {units[id]: Why.from_data(world, why) for id, why in data.get("unit_reasons", {}).items()},
        {formations[id]: aim for id, aim in data.get("aims", {}).items()},
        [formations[id] for id in data.get("falling", [])],
    )
