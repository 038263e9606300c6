"""An intent while a person makes it up, and for whom."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from game.core.intents.intent import GOALS, Goal, Intent, IntentKind, family
from game.core.state import F, U
from game.ui.situation import Situation


@dataclass(frozen=True)
class Draft:
    """An intent that is being made up."""

    formation: int = -1
    intent: Intent | None = None
    asking: str = "hex"
    """Which field the next hex that is pointed at fills."""
    wanted: str = ""
    """What has been typed to find a goal."""
    others: tuple[int, ...] = ()
    """Formations that are to have it too."""

    @property
    def everyone(self) -> tuple[int, ...]:
        """All formations that are to have it."""
        return (self.formation, *self.others)

    def of_kind(self, kind: IntentKind) -> "Draft":
        """Of another kind, with as much of the goal as means something there; of the same kind again, none at all."""
        old = self.intent
        if old is not None and old.kind is kind:
            return replace(self, intent=None, asking="hex")
        goals = GOALS[kind]
        hex = old.hex if old is not None and goals & Goal.HEX else -1
        formation = old.formation if old is not None and goals & (Goal.ENEMY | Goal.FRIEND) else -1
        asking = "lane" if kind is IntentKind.OPEN_LANE else "hex"
        return replace(self, intent=Intent(kind, hex=hex, formation=formation), asking=asking)

    def pointed_at(self, hex: int) -> "Draft":
        """With a hex in the field that was asked for; pointing at one of several again takes it out."""
        if self.intent is None or hex < 0:
            return self
        if self.asking in ("garrisons", "lane"):
            have: tuple[int, ...] = getattr(self.intent, self.asking)
            new = tuple(each for each in have if each != hex) if hex in have else (*have, hex)
            return self.with_field(self.asking, new)
        if self.asking == "hex" and not GOALS[self.intent.kind] & Goal.HEX:
            return self
        return self.with_field(self.asking, hex)

    def with_field(self, field: str, value: Any) -> "Draft":
        """With a field of the intent changed."""
        if self.intent is None:
            return self
        return replace(self, intent=replace(self.intent, **{field: value}))


def formations_meant(situation: Situation) -> tuple[int, ...]:
    """The selected formation, or those of the selected units of the same side as the first.

    One that others of them stand under would pass its task on to all under it. It is meant instead of them where all
    those are selected, and else left out.
    """
    if situation.formation >= 0 or situation.unit < 0:
        return (situation.formation,) if situation.formation >= 0 else ()
    selected, partial = _selected(situation), _partial(situation)
    covered = {
        below for each in selected if each not in partial for below in family(situation.world, each) if below != each
    }
    return tuple(each for each in selected if each not in covered and each not in partial)


def formations_left_out(situation: Situation) -> tuple[int, ...]:
    """Those of the selected units that are not meant because not all under them are selected."""
    if situation.formation >= 0 or situation.unit < 0:
        return ()
    return tuple(each for each in _selected(situation) if each in _partial(situation))


def _selected(situation: Situation) -> list[int]:
    """The formations of the selected units, as far as they fight for the side of the first."""
    sides = situation.state.formations[F.SIDE]
    found = list(dict.fromkeys(situation.state.units[U.FORMATION, list(situation.units)].tolist()))
    return [each for each in found if sides[each] == sides[found[0]]]


def _partial(situation: Situation) -> frozenset[int]:
    """The selected formations that have some of those under them selected, but not all."""
    columns, found = situation.state.units, _selected(situation)
    others = np.delete(columns, situation.units, axis=1)
    not_whole = set(others[U.FORMATION, others[U.HEX] >= 0].tolist())
    families = {each: family(situation.world, each) for each in found}
    return frozenset(
        each
        for each, under in families.items()
        if (under - {each}).intersection(found) and not under.isdisjoint(not_whole)
    )
