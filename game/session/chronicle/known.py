"""A day of the campaign as one side came to know it: what the chronicle may tell somebody who plays."""

from dataclasses import fields, replace
from typing import Any

from game.core import engine
from game.core import events as ev
from game.core.state import F, GameState, U
from game.core.world import World
from game.session.chronicle.day_record import Command, DayRecord, Fight, Political, Stores
from game.session.results.losses import DayLosses, losses_between

_ROUND = 100
"""Men to which the other side's losses are rounded: nobody counts them on the field."""
_BOTH_KNOW = (
    ev.EnvoyCaught,
    ev.AgentsCaught,
    ev.FormationLost,
    ev.FormationStoodAside,
    ev.FormationTookUpArms,
    ev.PromiseBroken,
    ev.FormationSurrendered,
    ev.HeadquartersLost,
    ev.TownSeized,
    ev.AirdropMade,
    ev.RationsSeized,
)


def as_known(world: World, record: DayRecord, side: int) -> DayRecord:
    """What a side knows of a day; every fight has both sides in it, so all of them, with its enemy's losses rounded."""
    fog = world.options.get("fog", 1) == 1
    before, after = (engine.observe(world, state, side) for state in (record.before, record.after))
    seen = set(_on_map(before)) | set(_on_map(after))

    def knows(unit: int) -> bool:
        return int(record.after.units[U.SIDE, unit]) == side or unit in seen

    fights = {key: _fight(fight, side, fog) for key, fight in record.fights.items()}
    lost = losses_between(record.before, record.after)
    own, theirs = lost[side], _guess(lost[1 - side]) if fog else lost[1 - side]
    return replace(
        record,
        known_losses=(own, theirs) if side == 0 else (theirs, own),
        before=before,
        after=after,
        fights=fights,
        political=[event for event in record.political if _may_tell(record.after, event, side)],
        command=[event for event in record.command if _may_tell(record.after, event, side)],
        stores=[event for event in record.stores if _may_tell(record.after, event, side)],
        arrived=[event for event in record.arrived if knows(event.unit)],
        bridged=[event for event in record.bridged if knows(event.unit)],
        wrecked=[event for event in record.wrecked if knows(event.unit)],
        railed=[event for event in record.railed if int(record.after.units[U.SIDE, event.unit]) == side],
        mended=[event for event in record.mended if knows(event.unit)],
        met=[unit for unit in record.met if int(record.after.units[U.SIDE, unit]) == side],
        ambushes=[(ambush, _fight(fight, side, fog)) for ambush, fight in record.ambushes],
        rallied=[unit for unit in record.rallied if int(record.after.units[U.SIDE, unit]) == side],
    )


def involved(event: ev.Event) -> tuple[int, ...]:
    """The units that an event names."""
    found: list[int] = []
    for field in fields(event):
        value: Any = getattr(event, field.name)
        if field.name == "unit":
            found.append(value)
        elif field.name in ("units", "attackers", "defenders", "enemies", "ambushers"):
            found += value
    return tuple(found)


def _on_map(state: GameState) -> list[int]:
    return [unit for unit, hex in enumerate(state.units[U.HEX].tolist()) if hex >= 0]


def _guess(lost: DayLosses) -> int:
    """The other side's losses as far as they meet the eye: those who straggled do not."""
    return (lost.total - lost.straggled + _ROUND // 2) // _ROUND * _ROUND


def _fight(fight: Fight, side: int, fog: bool) -> Fight:
    lost = list(fight.lost)
    if fog:
        lost[1 - side] = (lost[1 - side] + _ROUND // 2) // _ROUND * _ROUND
    return replace(fight, lost=lost)


def _may_tell(state: GameState, event: Political | Command | Stores, side: int) -> bool:
    """Whether a side learns of an event: by its own doing, by its own loss, or because everybody does."""
    if isinstance(event, _BOTH_KNOW):
        return True
    if isinstance(event, ev.DefectionConsidered):
        return False
    if isinstance(event, ev.EnvoyArrived):
        return int(state.formations[F.SIDE, event.formation]) != side
    of = getattr(event, "side", -1)
    if of < 0:
        unit, formation = getattr(event, "unit", -1), getattr(event, "formation", -1)
        of = int(state.units[U.SIDE, unit] if unit >= 0 else state.formations[F.SIDE, formation])
    return bool(of == side)
