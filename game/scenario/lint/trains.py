"""Checks of troop trains: which side's troops travel on which railways."""

from game.scenario.lint.draft import Draft
from game.scenario.problems import Path
from game.scenario.sayings import say


def trains_are_right(draft: Draft) -> None:
    """Troop trains are of a side and run on railways that there are; on one railway a side has one such entry."""
    draft.check_unique((each.id, ("troop_trains", number)) for number, each in enumerate(draft.spec.troop_trains))
    rails = [rail.id or "" for rail in draft.spec.map.rails]
    taken: dict[tuple[str, str], str] = {}
    for number, trains in enumerate(draft.spec.troop_trains):
        path: Path = ("troop_trains", number)
        draft.check_side(trains.side, (*path, "side"))
        if not rails:
            message = say("'{id}' has nowhere to run", id=trains.id)
            draft.report.error(path, message, say("draw a railway in `map.rails`"))
        for place, rail in enumerate(trains.on):
            if rail not in rails:
                draft.report.unknown((*path, "on", place), say("railway"), rail, [each for each in rails if each])
        for rail in dict.fromkeys(trains.on or rails):
            other = taken.setdefault((trains.side, rail), trains.id) if rail in rails else trains.id
            if other != trains.id:
                message = say("'{id}' of '{side}' runs on '{rail}' already", id=other, side=trains.side, rail=rail)
                where = (*path, "on") if trains.on else path
                draft.report.error(where, message, say("name each railway once for a side"))
                break
