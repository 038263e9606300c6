"""The top bar: when it is, whose turn, how the campaign stands, what is left to order with."""

from collections.abc import Iterable, Iterator

from game.core.facts import Airdrop, Lift
from game.core.fog.observe import is_night
from game.core.movement.weather import iced_over
from game.core.state import Place, S
from game.core.victory import level_of
from game.session.results.known_score import known_score
from game.session.words.wording import weather_line
from game.ui.content.inquiries import annals
from game.ui.content.rows import SIDE_TONES, Asked, Bar, Button, Item, Row, Tone
from game.ui.situation import Situation
from game.ui.wishes import Hide, OpenMenu, Show

OPENED = ("order_of_battle", "report", "talks", "help")
"""Panels that have a button in the top bar."""
_FINE, _PASSABLE = 80, 40
"""Per cent that the weather leaves, from which it is good, and from which it is bearable."""


def top_rows(situation: Situation, hints: dict[str, tuple[str, str]]) -> list[Row]:
    """One row. ``hints`` are a name and a hint for each panel that has a button, and for the menu."""
    more = situation.words.say("panels.top.more")
    return [Bar(tuple(_items(situation)), tuple(_buttons(situation, hints)), more)]


def _items(situation: Situation) -> list[Item]:
    words, world, state = situation.words, situation.world, situation.state
    day = words.say("panels.top.day", day=state.day + 1, days=world.calendar.days)
    watch = words.say(f"panels.top.watches.{'night' if is_night(world, state) else 'day'}")
    items = [Item(day, words.day(state.day)), Item(words.say("panels.top.watch"), watch), _phase(situation)]
    items.append(_score(situation))
    if situation.side >= 0:
        items += _purse(situation)
    if world.weather:
        items.append(_weather(situation))
    if world.ice:
        items.append(_rivers(situation))
    return [*items, *_routes(situation)]


def _phase(situation: Situation) -> Item:
    words, state = situation.words, situation.state
    label = words.say("panels.top.phase")
    if situation.session.is_over:
        return Item(label, words.say("panels.top.over"))
    if situation.may_order:
        return Item(label, words.say("panels.top.yours"), Tone.GOOD)
    side = state.active_side
    name = words.side(side) if side >= 0 else "–"
    told = words.say("panels.top.thinking", side=name) if situation.thinking else name
    return Item(label, told, SIDE_TONES[side] if side >= 0 else Tone.FAINT)


def _score(situation: Situation) -> Item:
    """How the campaign stands: until its end a side reckons by the enemy's losses that it has counted."""
    words, world, session = situation.words, situation.world, situation.session
    is_exact = situation.side < 0 or session.is_over or not world.options.get("fog", 1)
    if is_exact:
        points = session.outcome().score
    else:
        points = known_score(world, situation.state, annals(situation).toll, situation.side)
    level = words.label(world.victory.levels[level_of(world.victory, points)].label)
    told = f"{points:+,}".replace("-", "−") if points else "0"
    if not is_exact:
        told = f"≈ {told}"
    lines = [words.say("panels.top.score_hint", level=level, score=told), *_other_levels(situation, points)]
    lines.append(words.say("panels.top.score_favours", side=words.the_side(world.victory.favours)))
    if not is_exact:
        lines.append(words.say("panels.top.score_known"))
    return Item(level, told, hint="\n".join(lines))


def _other_levels(situation: Situation, points: int) -> Iterator[str]:
    """The levels of victory next above and next below, and how far off they are."""
    words, victory = situation.words, situation.world.victory
    here = level_of(victory, points)
    if here > 0:
        above = victory.levels[here - 1]
        yield words.say("panels.top.score_above", level=words.label(above.label), count=above.at - points)
    if here + 1 < len(victory.levels):
        below = words.label(victory.levels[here + 1].label)
        yield words.say("panels.top.score_below", level=below, count=points - victory.levels[here].at + 1)


def _weather(situation: Situation) -> Item:
    """What reigns today, and what it leaves of marches and losses."""
    words, world = situation.words, situation.world
    kinds = world.weather_on(situation.state.day)
    hint = str(words.entry("list.gap")).join(weather_line(words, world.weather[kind]) for kind in kinds)
    return Item(words.say("panels.top.weather"), words.weather(kinds), hint=hint)


def _rivers(situation: Situation) -> Item:
    """Whether rivers can be crossed over the ice."""
    words, world = situation.words, situation.world
    iced, all = iced_over(world, situation.state.day), {crossing for crossing, _, _ in world.ice}
    key = "iced" if iced == all else "partly" if iced else "open"
    hint = words.say("panels.top.rivers_hint")
    return Item(words.say("panels.top.rivers"), words.say(f"panels.top.rivers_{key}"), hint=hint)


def _purse(situation: Situation) -> list[Item]:
    words, row = situation.words, situation.state.sides[:, situation.side].tolist()
    items = []
    for key, value in (("command", row[S.COMMAND]), ("politics", row[S.POLITICS]), ("prestige", row[S.PRESTIGE])):
        hint = words.say(f"panels.top.{key}_hint")
        items.append(Item(words.say(f"panels.top.{key}"), str(value), hint=hint))
    ready = Item(words.say("panels.top.ready"), str(len(situation.waiting)), hint=words.say("panels.top.ready_hint"))
    return [*items[:1], *([ready] if situation.may_order else []), *items[1:]]


def _routes(situation: Situation) -> list[Item]:
    """How much can be flown or shipped today, for a side that has an airlift or another way off the map."""
    if situation.side < 0:
        return []
    words, day, world = situation.words, situation.state.day, situation.world
    routes: list[tuple[str, Airdrop | Lift]] = [
        (words.label(each.label), each)
        for each in world.airdrops
        if each.side == situation.side and _is_open(situation, (each.place,))
    ]
    routes += [
        (words.lift(number), each)
        for number, each in enumerate(world.lifts)
        if each.side == situation.side and _is_open(situation, world.places_by_hex.get(each.hex, ()))
    ]
    items = []
    for name, route in routes:
        if route.first_day <= day <= route.last_day and route.weather:
            share = route.weather.get(day, 1000) // 10
            tone = Tone.GOOD if share >= _FINE else Tone.FAIR if share >= _PASSABLE else Tone.BAD
            items.append(Item(name, words.percent(share), tone, words.say("panels.top.weather_hint")))
    return items


def _is_open(situation: Situation, places: Iterable[int]) -> bool:
    """Whether the other side holds none of the places from which men and supplies are carried."""
    holders = situation.state.places[Place.HOLDER]
    return all(place < 0 or int(holders[place]) != 1 - situation.side for place in places)


def _buttons(situation: Situation, hints: dict[str, tuple[str, str]]) -> list[Button]:
    buttons = []
    for name in OPENED:
        if name == "talks" and not situation.world.talks:
            continue
        on = name in situation.open_panels
        wish: Asked = Hide(name) if on else Show(name)
        label, hint = hints[name]
        buttons.append(Button(label, wish, on, hint))
    label, hint = hints["menu"]
    return [*buttons, Button(label, OpenMenu(), hint=hint)]
