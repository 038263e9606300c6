"""Checks of lifts: what carries men off the map."""

from game.scenario.lint.draft import Draft
from game.scenario.lint.supply import check_days, own_places, owner_of
from game.scenario.problems import Path
from game.scenario.sayings import say
from game.scenario.schema.forces import Lift
from game.scenario.survey.geography import NOWHERE


def lifts_are_right(draft: Draft) -> None:
    """A lift is of a side, on land that is not the enemy's, on days of the campaign; no two have one id."""
    draft.check_unique((lift.id, ("lifts", number)) for number, lift in enumerate(draft.spec.lifts))
    for number, lift in enumerate(draft.spec.lifts):
        path: Path = ("lifts", number)
        draft.check_side(lift.side, (*path, "side"))
        check_days(draft, lift, path)
        _check_room(draft, lift, path)
        hex = draft.geography.spots.hex(lift.at, (*path, "at"))
        if hex == NOWHERE:
            continue
        shown, terrain = draft.geography.grid.number(hex), draft.rules.terrains.get(draft.geography.terrain[hex])
        owner = owner_of(draft, hex)
        if terrain and terrain.impassable:
            message = say("nobody can stand in hex {hex}", hex=shown)
            draft.report.error((*path, "at"), message, say("put it where a unit can embark"))
        elif owner and lift.side in draft.spec.sides and owner[0] != lift.side:
            message = say(
                "'{lift}' takes men of '{side}' on in hex {hex}, where {why}",
                lift=lift.id,
                side=lift.side,
                hex=shown,
                why=owner[1],
            )
            draft.report.error((*path, "at"), message, own_places(draft, lift.side))


def _check_room(draft: Draft, lift: Lift, path: Path) -> None:
    """What is taken on at once is at least what is carried in a day, and no less than what lies ready."""
    report, room = draft.report, lift.capacity if lift.at_once is None else lift.at_once
    if lift.at_once is not None and lift.capacity is None:
        message = say("'{lift}' has room for {found} men at once, and no `capacity`", lift=lift.id, found=room)
        report.error((*path, "at_once"), message, say("give it a `capacity` a day, no larger than that"))
    elif lift.at_once is not None and lift.capacity is not None and lift.at_once < lift.capacity:
        message = say(
            "'{lift}' has room for {found} men at once, but for {capacity} a day",
            lift=lift.id,
            found=room,
            capacity=lift.capacity,
        )
        report.error((*path, "at_once"), message, say("it must be at least {least}", least=lift.capacity))
    if lift.ready is not None and (room is None or lift.ready > room):
        message = say("for {found} men '{lift}' lies ready", lift=lift.id, found=lift.ready)
        hint = say("that is more than it has room for at once; give it a larger `at_once`, or leave `ready` out")
        report.error((*path, "ready"), message, hint)
