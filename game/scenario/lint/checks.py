"""Checks of what a scenario says, beyond its shape: a list of small checks, each of which reports and goes on."""

from collections.abc import Callable

from game.scenario.lint import (
    command,
    conditions,
    forces,
    ground,
    history,
    lifts,
    supply,
    talks,
    track,
    trains,
    variants,
)
from game.scenario.lint.draft import Draft

OF_THE_FILE: tuple[Callable[[Draft], None], ...] = (
    forces.ids_are_unique,
    forces.sources_are_named,
    forces.sides_look_different,
    ground.drawn_ids_are_unique,
    ground.banks_agree,
    ground.countryside_is_right,
    ground.rivers_freeze_in_time,
    ground.weather_is_right,
    supply.sides_are_fed,
    supply.depots_are_reached,
    history.watches_are_right,
    variants.variants_are_right,
    variants.variants_change_something,
)
"""What no variant makes wrong: it was drawn or named once for all, or it is no more than a warning."""

OF_THE_FACTS: tuple[Callable[[Draft], None], ...] = (
    ground.rules_are_known,
    ground.places_are_right,
    ground.entry_bridges_are_right,
    forces.sides_are_known,
    forces.formations_are_led,
    forces.cliques_are_known,
    forces.loyalty_counts,
    forces.militia_has_no_agents,
    forces.types_are_known,
    forces.arrivals_are_in_time,
    forces.garrisons_are_in_time,
    forces.units_are_on_the_map,
    forces.units_can_stand,
    supply.points_are_right,
    supply.railways_are_of_use,
    supply.airdrops_are_right,
    supply.rations_are_eaten,
    lifts.lifts_are_right,
    trains.trains_are_right,
    talks.talks_are_right,
    talks.somebody_can_negotiate,
    command.fronts_have_headquarters,
    command.initiative_counts,
    command.orders_from_above_are_right,
    command.cooperation_is_known,
    history.victories_are_right,
    history.objectives_are_right,
    history.strengths_agree,
    history.losses_are_right,
    history.events_are_right,
    history.entries_are_right,
    conditions.conditions_can_hold,
    conditions.reaches_are_right,
    conditions.departures_are_right,
    track.track_is_right,
    track.marches_can_be_made,
    track.positions_are_right,
)


OF_THE_WHOLE: frozenset[Callable[[Draft], None]] = frozenset(
    {
        ground.banks_agree,
        ground.entry_bridges_are_right,
        forces.loyalty_counts,
        forces.units_can_stand,
        supply.sides_are_fed,
        supply.depots_are_reached,
        supply.railways_are_of_use,
        command.fronts_have_headquarters,
        command.initiative_counts,
        history.strengths_agree,
        conditions.conditions_can_hold,
        talks.somebody_can_negotiate,
        track.marches_can_be_made,
        variants.variants_change_something,
    }
)
"""What sums up, or needs the whole scenario to be said; the others judge one part by the names and days in it."""


def lint(draft: Draft) -> None:
    """Run every check; where parts of the scenario are in doubt, those that need no more than the others."""
    for check in (*OF_THE_FILE, *OF_THE_FACTS):
        if not (draft.report.is_in_doubt and check in OF_THE_WHOLE):
            check(draft)


def lint_facts(draft: Draft) -> None:
    """Run those whose answer changes of fact can change."""
    for check in OF_THE_FACTS:
        check(draft)
