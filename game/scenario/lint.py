"""Checks of what a scenario says, beyond its shape: a list of small checks, each of which reports and goes on."""

from collections.abc import Callable

from game.scenario import (
    lint_command,
    lint_conditions,
    lint_forces,
    lint_history,
    lint_lifts,
    lint_map,
    lint_supply,
    lint_talks,
    lint_track,
    lint_trains,
    lint_variants,
)
from game.scenario.draft import Draft

OF_THE_FILE: tuple[Callable[[Draft], None], ...] = (
    lint_forces.ids_are_unique,
    lint_forces.sources_are_named,
    lint_forces.sides_look_different,
    lint_map.drawn_ids_are_unique,
    lint_map.banks_agree,
    lint_map.countryside_is_right,
    lint_map.rivers_freeze_in_time,
    lint_map.weather_is_right,
    lint_supply.depots_are_reached,
    lint_history.watches_are_right,
    lint_variants.variants_are_right,
    lint_variants.variants_change_something,
)
"""What no variant makes wrong: it was drawn or named once for all, or it is no more than a warning."""

OF_THE_FACTS: tuple[Callable[[Draft], None], ...] = (
    lint_map.rules_are_known,
    lint_map.places_are_right,
    lint_map.entry_bridges_are_right,
    lint_forces.sides_are_known,
    lint_forces.formations_are_led,
    lint_forces.cliques_are_known,
    lint_forces.loyalty_counts,
    lint_forces.militia_has_no_agents,
    lint_forces.types_are_known,
    lint_forces.arrivals_are_in_time,
    lint_forces.garrisons_are_in_time,
    lint_forces.units_are_on_the_map,
    lint_forces.units_can_stand,
    lint_supply.points_are_right,
    lint_supply.railways_are_of_use,
    lint_supply.airdrops_are_right,
    lint_supply.rations_are_eaten,
    lint_lifts.lifts_are_right,
    lint_trains.trains_are_right,
    lint_talks.talks_are_right,
    lint_talks.somebody_can_negotiate,
    lint_command.fronts_have_headquarters,
    lint_command.initiative_counts,
    lint_command.orders_from_above_are_right,
    lint_command.cooperation_is_known,
    lint_history.victories_are_right,
    lint_history.objectives_are_right,
    lint_history.strengths_agree,
    lint_history.losses_are_right,
    lint_history.events_are_right,
    lint_history.entries_are_right,
    lint_conditions.conditions_can_hold,
    lint_conditions.reaches_are_right,
    lint_conditions.departures_are_right,
    lint_track.track_is_right,
    lint_track.marches_can_be_made,
    lint_track.positions_are_right,
)


OF_THE_WHOLE: frozenset[Callable[[Draft], None]] = frozenset(
    {
        lint_map.banks_agree,
        lint_map.entry_bridges_are_right,
        lint_forces.loyalty_counts,
        lint_forces.units_can_stand,
        lint_supply.depots_are_reached,
        lint_supply.railways_are_of_use,
        lint_command.fronts_have_headquarters,
        lint_command.initiative_counts,
        lint_history.strengths_agree,
        lint_conditions.conditions_can_hold,
        lint_talks.somebody_can_negotiate,
        lint_track.marches_can_be_made,
        lint_variants.variants_change_something,
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
