"""The chronicle's sentences about loyalty: formations that went over, and the politics behind it."""

from collections.abc import Iterator

from game.core import events as ev
from game.core.causes import Trigger
from game.core.state import F
from game.session.chronicle.day_record import DayRecord, GoingOver
from game.session.words.text import Catalogue
from game.session.words.wording import percent

_POLITICS: dict[type, str] = {
    ev.EnvoyArrived: "envoy_received",
    ev.EnvoyCaught: "envoy_caught",
    ev.CommanderReplaced: "new_commander",
    ev.FormationLost: "formation_lost",
    ev.FormationBroughtOff: "formation_brought_off",
    ev.AgentsCaught: "agents_caught",
    ev.FormationStoodAside: "stood_aside",
    ev.FormationTookUpArms: "took_up_arms",
    ev.PromiseBroken: "promise_broken",
    ev.FormationSurrendered: "formation_surrendered",
}
_GONE = {_POLITICS[kind] for kind in (ev.FormationLost, ev.FormationBroughtOff)}
"""What is told of a formation's own units alone."""


def tell_goings_over(words: Catalogue, record: DayRecord) -> Iterator[tuple[int, str]]:
    """The formations that changed sides, each with its hex: the news of any day."""
    for over in record.over:
        yield over.hex, str(words.entry("list.gap")).join([_over(words, over), *_about(words, record, over)])


def _over(words: Catalogue, over: GoingOver) -> str:
    commander = words.pick(words.world.formations[over.formation].commander) if over.led else ""
    key = "went_over_led" if commander else "went_over"
    return words.sentence(
        f"chronicle.{key if over.followed else 'went_over_alone'}",
        formation=words.formation(over.formation),
        side=words.the_side(over.side),
        where=words.where(over.hex),
        commander=commander,
        count=over.men,
    )


def _about(words: Catalogue, record: DayRecord, over: GoingOver) -> Iterator[str]:
    """Which units followed, which stayed loyal, and which had to leave."""
    turned = {unit for other in record.over for unit in other.followed}
    made_way = [unit for unit in over.made_way if unit not in turned]
    parts = (("went_with", over.followed), ("would_not", over.scattered), ("made_way", made_way))
    for key, units in parts:
        if units:
            yield words.sentence(f"chronicle.{key}", force=words.units(dict.fromkeys(units)))
    if over.disarmed:
        count = sum(over.disarmed.values())
        yield words.sentence("chronicle.disarmed", force=words.units(over.disarmed), count=count)


def tell_politics(words: Catalogue, record: DayRecord) -> Iterator[str]:
    """Envoys, new commanders, waverers, lost formations; events alike of one side are told together."""
    alike: dict[tuple[str, int], list[int]] = {}
    for event in record.political:
        if isinstance(event, ev.DefectionConsidered):
            yield _wavered(words, event)
        elif not (isinstance(event, ev.FormationLost) and event.formation in record.laid_down):
            own = int(record.before.formations[F.SIDE, event.formation])
            side = own if isinstance(event, ev.CommanderReplaced) else 1 - own
            alike.setdefault((_POLITICS[type(event)], side), []).append(event.formation)
    for (key, side), chosen in alike.items():
        called = words.troops if key in _GONE else words.formation
        formations = words.join([called(formation) for formation in chosen])
        men = sum(record.laid_down.get(formation, 0) for formation in chosen)
        parts = {"side": words.the_side(side), "count": len(chosen), "men": men}
        yield words.sentence(f"chronicle.{key}", formations=formations, **parts)


def _wavered(words: Catalogue, event: ev.DefectionConsidered) -> str:
    trigger = words.enum("triggers", Trigger(event.trigger))
    formation, chance = words.formation(event.formation), percent(event.chance)
    return words.sentence("chronicle.wavered", formation=formation, trigger=trigger, chance=chance)
