"""Telling a formation what to do until further notice: the nine kinds of intent, their goals and limits."""

import numpy as np

from game.core.board import Edge
from game.core.intents.check import check_intent
from game.core.intents.intent import GOALS, Goal, Intent, IntentKind, family, is_set, limits_of, nearest_intent
from game.core.state import F, U
from game.session.explain import Kind
from game.session.explain.find import search
from game.session.explain.intent import explain_intent
from game.session.words.intent_words import tell_intent, tell_unfit
from game.session.words.text import capital
from game.ui.content.briefing import lift_today
from game.ui.content.dossier import formation_title
from game.ui.content.draft import Draft, formations_left_out
from game.ui.content.inquiries import inquiry
from game.ui.content.links import linked
from game.ui.content.rows import (
    Action,
    Button,
    Buttons,
    Cells,
    Change,
    Gap,
    Heading,
    Row,
    Span,
    Text,
    Tone,
    text,
)
from game.ui.situation import Situation
from game.ui.wishes import CarryOutIntents, Delegate, GiveIntent, GoTo, SelectFormation

_KINDS, _SEVERAL = (27, 73), (45, 55)
_MOST_GOALS = 8
_ODDS = (-1, 400, 500, 600, 700, 800)
_RADII = (-1, 0, 1, 2, 3, 4)
_DAYS = 6
_SWITCHES = ("avoid_battle", "assault")
HEX_FIELDS = ("hex", "as_far_as", "garrisons", "lane")
"""Fields that are filled by pointing at the map."""


def intent_rows(situation: Situation, draft: Draft, players: tuple[str, ...] = ()) -> list[Row]:
    """What formations do now, and the making of another intent. ``players`` are those they can be handed over to."""
    words, formation = situation.words, draft.formation
    if formation < 0:
        return [text(words.say("panels.intents.no_formation"), Tone.FAINT)]
    names, hints = words.entry("panels.intents.kinds"), words.entry("panels.intents.hints")
    rows: list[Row] = _several(situation, draft) if draft.others else [formation_title(situation, formation)]
    now = [] if draft.others else _present(situation, formation)
    left_out = formations_left_out(situation)
    if left_out:
        rows.append(text(words.say("panels.intents.left_out", formations=words.formations(left_out)), Tone.FAINT))
    if int(situation.state.formations[F.SIDE, formation]) != situation.side:
        return [*rows, *now]
    rows.append(Heading(words.say("panels.intents.new")))
    chosen = draft.intent.kind if draft.intent is not None else None
    told = {kind: (str(names[kind.name]), str(hints[kind.name])) for kind in _offered(situation)}
    kinds = (Button(name, Change("kind", kind), kind is chosen, hint) for kind, (name, hint) in told.items())
    rows.append(Buttons(tuple(kinds)))
    if draft.intent is None:
        rows += [*now, *_standing(situation, draft, players), Gap()]
        return [*rows, *(Cells(((Span(name),), (Span(hint, Tone.FAINT),)), _KINDS) for name, hint in told.values())]
    rows += _giving(situation, draft, draft.intent)
    return [*rows, *_goals(situation, draft, draft.intent), *_limits(situation, draft, draft.intent)]


def _present(situation: Situation, formation: int) -> list[Row]:
    """The task of one formation and how far that has come."""
    rows: list[Row] = []
    for section in explain_intent(inquiry(situation), formation):
        rows.append(Heading(section.heading))
        rows += [Text(linked(situation.world, situation.words.lang, line)) for line in section.lines]
    return rows


def _several(situation: Situation, draft: Draft) -> list[Row]:
    """The formations to which all that follows applies, each with its task; a click keeps to one of them."""
    words, tasks = situation.words, dict(situation.intents)
    rows: list[Row] = [Heading(words.say("panels.intents.several", count=len(draft.everyone)))]
    for each in draft.everyone:
        name = Span(words.label(situation.world.formations[each].label))
        leading = nearest_intent(situation.world, tasks, each)
        task = tell_intent(words, tasks[leading]) if leading >= 0 else ""
        rows.append(Cells(((name,), (Span(task, Tone.FAINT),)), _SEVERAL, wish=SelectFormation(each)))
    return rows


def _offered(situation: Situation) -> list[IntentKind]:
    """The kinds that this map supports: nobody leaves without a lift of the side, or wrecks without a railway."""
    world = situation.world
    idle = set()
    if not any(lift.side == situation.side for lift in world.lifts):
        idle.add(IntentKind.LEAVE)
    if (world.board.edges[Edge.RAIL] < 0).all():
        idle.add(IntentKind.WRECK)
    return [kind for kind in IntentKind if kind not in idle]


def _standing(situation: Situation, draft: Draft, players: tuple[str, ...]) -> list[Row]:
    """Ending the present intents, acting on intents now, handing the formations over and taking them back."""
    words, rows, them = situation.words, list[Row](), draft.everyone
    busy = tuple(each for each in them if each in dict(situation.intents))
    if busy:
        key = "panels.intents.end_all" if draft.others else "panels.intents.end"
        rows.append(Action(words.say(key), "", GiveIntent(busy, None)))
    if situation.may_order and situation.intents:
        rows.append(Action(words.say("panels.intents.act"), "", CarryOutIntents()))
    if players:
        holders = {situation.session.delegates.get(each) for each in them}
        hints = words.entry("panels.intents.player_hints")
        take_back = None if holders == {None} else Delegate(them, None)
        own = Button(words.say("panels.intents.myself"), take_back, holders == {None}, str(hints["self"]))
        others = tuple(
            Button(
                words.player(player),
                None if holders == {player} else Delegate(them, player),
                holders == {player},
                str(hints.get(player, hints["other"])),
            )
            for player in players
        )
        rows.append(Buttons((own, *others), words.say("panels.intents.ordered_by")))
    return rows


def _goals(situation: Situation, draft: Draft, intent: Intent) -> list[Row]:
    """What it can be about: what is pointed at or typed, objectives, enemies in sight, own troops that are cut off."""
    words = situation.words
    goals = GOALS[intent.kind]
    if not goals:
        return []
    rows: list[Row] = [Heading(words.say("panels.intents.goal"))]
    rows.append(text(words.say("panels.intents.point"), Tone.FAINT, small=True))
    hexes, formations = _found(situation, draft, intent)
    if draft.wanted.strip() and not hexes and not formations:
        rows.append(text(words.say("panels.intents.nothing", wanted=draft.wanted.strip()), Tone.POOR))
    if intent.hex >= 0 and intent.hex not in hexes[:_MOST_GOALS]:
        hexes.insert(0, intent.hex)  # else each stays where it was before one was chosen
    for hex in hexes[:_MOST_GOALS]:
        wish, lit = Change("hex", hex), intent.hex == hex and intent.formation < 0
        told, more = capital(words.hex(hex)), ""
        if intent.kind is IntentKind.LEAVE:
            told, more = _way_off(situation, draft, hex)
        rows.append(_goal(situation, told, wish, GoTo(hex), lit=lit, more=more))
    for formation in formations[:_MOST_GOALS]:
        told = capital(words.formation(formation))
        where = _where(situation, formation)
        wish = Change("formation", formation)
        rows.append(
            _goal(situation, told, wish, GoTo(where) if where >= 0 else None, lit=intent.formation == formation)
        )
    return rows


def first_goal(situation: Situation, draft: Draft, intent: Intent) -> Change | None:
    """The first goal that what is typed finds, None where it finds none."""
    hexes, formations = _found(situation, draft, intent)
    if hexes:
        return Change("hex", hexes[0])
    return Change("formation", formations[0]) if formations else None


def _found(situation: Situation, draft: Draft, intent: Intent) -> tuple[list[int], list[int]]:
    """The hexes and formations that are offered as goals, the chosen one among them only where it is found."""
    goals = GOALS[intent.kind]
    hexes = _hexes(situation, draft, intent) if goals & Goal.HEX else []
    return hexes, _formations(situation, draft, goals)


def _way_off(situation: Situation, draft: Draft, hex: int) -> tuple[str, str]:
    """The lifts of a hex by their names; then how they carry men today, and how far it is."""
    words, near = situation.words, _place_of(situation, draft.formation)
    lifts = [lift for lift in situation.world.lifts if lift.hex == hex and lift.side == situation.side]
    names = words.join([words.label(lift.label) for lift in lifts])
    told = "\n".join(lift_today(situation, lift, near) for lift in lifts)
    return capital(f"{names} – {words.hex(hex)}" if lifts else words.hex(hex)), told


def _goal(situation: Situation, told: str, wish: Change, show: GoTo | None, *, lit: bool, more: str = "") -> Row:
    shown = Span(situation.words.say("panels.intents.show") if show else "", Tone.FAINT, wish=show)
    name = (Span("◉ " if lit else "○ "), Span(told), *([Span("\n" + more, Tone.FAINT)] if more else []))
    return Cells((name, (shown,)), (80, 20), (1,), wish=wish, lit=lit)


def _hexes(situation: Situation, draft: Draft, intent: Intent) -> list[int]:
    """What is pointed at, or typed, on the map, and without words what lies near of what this kind is about."""
    world, found = situation.world, list[int]()
    if draft.wanted.strip():
        found += [subject.number for subject in search(world, draft.wanted) if subject.kind is Kind.HEX]
    else:
        found += [situation.target] if situation.target >= 0 else []
        places = [
            world.places[each.place].hex for each in world.objectives if each.place >= 0 and each.side == situation.side
        ]
        if intent.kind is IntentKind.WRECK:
            places = [place.hex for place in world.places if (world.board.edges[Edge.RAIL, place.hex] >= 0).any()]
        if intent.kind is IntentKind.LEAVE:
            places = [lift.hex for lift in world.lifts if lift.side == situation.side]
        near = _place_of(situation, draft.formation)
        found += sorted(places, key=lambda hex: world.grid.distance(near, hex) if near >= 0 else 0)
    return list(dict.fromkeys(found))


def _formations(situation: Situation, draft: Draft, goals: Goal) -> list[int]:
    """Formations it can be about: enemies in sight or remembered, own ones that are cut off, the nearest first."""
    if not goals & (Goal.ENEMY | Goal.FRIEND):
        return []
    world, state = situation.world, situation.state
    sides = state.formations[F.SIDE]
    wanted = {subject.number for subject in search(world, draft.wanted) if subject.kind is Kind.FORMATION}
    near = _place_of(situation, draft.formation)
    above = family(world, draft.formation)
    found = []
    for formation in range(len(world.formations)):
        where = _where(situation, formation)
        is_enemy = int(sides[formation]) != situation.side
        fits = bool(goals & Goal.ENEMY) if is_enemy else bool(goals & Goal.FRIEND) and formation not in above
        listed = (
            formation in wanted
            if draft.wanted.strip()
            else where >= 0 and (is_enemy or _is_cut_off(situation, formation))
        )
        if fits and listed:
            away = world.grid.distance(near, where) if near >= 0 and where >= 0 else 999
            found.append((away, formation))
    return [formation for _, formation in sorted(found)]


def _own_units(situation: Situation, formation: int) -> list[int]:
    """The units directly in a formation that are known to be somewhere."""
    units = situation.state.units
    mine = [unit for unit, facts in enumerate(situation.world.units) if facts.formation == formation]
    return [unit for unit in mine if units[U.HEX, unit] >= 0 or units[U.GHOST_HEX, unit] >= 0]


def _where(situation: Situation, formation: int) -> int:
    """Where the first of a formation's units is, or was last seen; -1 where nobody knows."""
    units = situation.state.units
    for unit in _own_units(situation, formation):
        hex = int(units[U.HEX, unit])
        return hex if hex >= 0 else int(units[U.GHOST_HEX, unit])
    return -1


def _place_of(situation: Situation, formation: int) -> int:
    """Where the formation, or the first under it that is anywhere, stands."""
    places = (_where(situation, each) for each in sorted(family(situation.world, formation)))
    return next((hex for hex in places if hex >= 0), -1)


def _is_cut_off(situation: Situation, formation: int) -> bool:
    members = _own_units(situation, formation)
    return bool(members and np.any(situation.state.units[U.ENCIRCLED, members] > 0))


def _giving(situation: Situation, draft: Draft, intent: Intent) -> list[Row]:
    """The button that gives it to all whom it fits, or what speaks against it: above the goals, always in sight."""
    words, told = situation.words, tell_intent(situation.words, intent)
    fit, unfit = [], {}
    for each in draft.everyone:
        found = check_intent(situation.world, situation.state, situation.side, each, intent)
        if found is None:
            fit.append(each)
        else:
            unfit[each] = tell_unfit(words, found)
    heading = Heading(words.say("panels.intents.order"))
    if not fit:
        return [heading, Action(told, "", None, next(iter(unfit.values())))]
    to = words.say("panels.intents.to", able=len(fit), all=len(draft.everyone)) if draft.others else ""
    left = (words.say("list.told", who=capital(words.formation(each)), what=why) for each, why in unfit.items())
    give = Action(told, to, GiveIntent(tuple(fit), intent), on=True)
    return [heading, give, *(text(line, Tone.POOR, small=True) for line in left)]


def _limits(situation: Situation, draft: Draft, intent: Intent) -> list[Row]:
    """Its limits, without which it can do."""
    rows: list[Row] = [Heading(situation.words.say("panels.intents.limits"))]
    for limit in limits_of(intent.kind):
        rows += _limit(situation, draft, intent, limit)
    return rows


def _limit(situation: Situation, draft: Draft, intent: Intent, limit: str) -> list[Row]:
    words = situation.words
    label = capital(words.say(f"panels.intents.fields.{limit}"))
    value = getattr(intent, limit)
    if limit in _SWITCHES:
        return [Buttons((Button(label, Change(limit, not value), bool(value)),))]
    if limit in HEX_FIELDS:
        return [_pointing(situation, draft, limit, label, value)]
    choices = {"min_odds": _ODDS, "radius": _RADII, "by_day": _days(situation)}.get(limit)
    if choices is None:
        return _spared(situation, intent, label)
    buttons = [Button(_choice(situation, limit, each), Change(limit, each), value == each) for each in choices]
    return [Buttons(tuple(buttons), label)]


def _days(situation: Situation) -> tuple[int, ...]:
    last = situation.world.calendar.days - 1
    return (-1, *range(situation.day, min(last, situation.day + _DAYS) + 1))


def _choice(situation: Situation, limit: str, value: int) -> str:
    if value < 0:
        return "–"
    if limit == "min_odds":
        return situation.words.percent(value // 10)
    return situation.words.day(value, "brief") if limit == "by_day" else str(value)


def _pointing(situation: Situation, draft: Draft, limit: str, label: str, value: int | tuple[int, ...]) -> Buttons:
    """A field for hexes: one button to point at the map for it, one for each hex that takes it out again."""
    words = situation.words
    asking = draft.asking == limit
    point = words.say("panels.intents.pointing" if asking else "panels.intents.to_point")
    buttons = [Button(point, Change("asking", "hex" if asking else limit), asking)]
    chosen = value if isinstance(value, tuple) else (value,) if value >= 0 else ()
    for hex in chosen:
        rest = tuple(each for each in chosen if each != hex) if isinstance(value, tuple) else -1
        buttons.append(Button(f"{words.spot(hex)} ×", Change(limit, rest), True))
    return Buttons(tuple(buttons), label)


def _spared(situation: Situation, intent: Intent, label: str) -> list[Row]:
    """Enemy formations in sight that can be spared."""
    words, sides = situation.words, situation.state.formations[F.SIDE]
    seen = [
        formation
        for formation in range(len(situation.world.formations))
        if int(sides[formation]) == 1 - situation.side and _where(situation, formation) >= 0
    ]
    listed = [*intent.spare, *(formation for formation in seen if formation not in intent.spare)][:_MOST_GOALS]
    buttons = []
    for formation in listed:
        on = formation in intent.spare
        rest = tuple(each for each in intent.spare if each != formation) if on else (*intent.spare, formation)
        name = words.label(situation.world.formations[formation].label)
        buttons.append(Button(name, Change("spare", rest), on))
    return [Buttons(tuple(buttons), label)] if buttons or is_set(intent, "spare") else []
