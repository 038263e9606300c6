"""What a campaign is about: the situation, what each side scores for, the levels of victory, the ways off the map."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from game.core.facts import NO_LIMIT, Lift
from game.core.goals import VictoryTerm
from game.core.movement.lift import capacity, room_left
from game.core.victory import group_units
from game.core.world import SIDES
from game.session.words.text import capital
from game.ui.content.links import linked
from game.ui.content.rows import Cells, Gap, Heading, Row, Span, Text, Tone, text
from game.ui.situation import Situation
from game.ui.wishes import GoTo, SetOverlay

_LEVELS = (34, 66)
"""Per cent of the width for the points of a level of victory and for its name."""
_TENTHS = 10
"""Of a kilometre: so lengths on the map are given."""


def briefing_rows(situation: Situation) -> list[Row]:
    """All of it, in the order in which somebody who begins asks."""
    return [
        *_about(situation),
        *_decides(situation),
        *_levels(situation),
        *_ways_off(situation),
        Gap(),
        _luck(situation),
    ]


def about(situation: Situation) -> str:
    """The situation in a few sentences: of the entry where the game began at one, else of the campaign."""
    spec = situation.scenario.spec
    campaign: dict[str, Any] = spec["scenario"]
    entry = campaign["entries"].get(spec["entry"] or "", {})
    return situation.words.text(entry.get("about") or campaign.get("about"))


def namesake(situation: Situation) -> int:
    """The hex of the place whose name the entry's title is, or its beginning; -1 where there is none."""
    spec, world = situation.scenario.spec, situation.world
    title = spec["scenario"]["entries"].get(spec["entry"] or "", {}).get("title", {}).get("en", "")
    named = [place for place in world.places if place.label.en and title.startswith(place.label.en)]
    return max(named, key=lambda place: len(place.label.en)).hex if named else -1


def _about(situation: Situation) -> list[Row]:
    words, told = situation.words, about(situation)
    if not told:
        return []
    return [Heading(words.say("panels.briefing.situation")), Text(linked(situation.world, words.lang, told))]


def _decides(situation: Situation) -> Iterator[Row]:
    """Each side's own lines of the score, and for whom the score is counted."""
    words, victory = situation.words, situation.world.victory
    shown = situation.overlay == "objectives"
    wish = SetOverlay("" if shown else "objectives")
    yield Heading(
        words.say("panels.briefing.decides"),
        (Span(words.say("panels.hide_on_map" if shown else "panels.show_on_map"), wish=wish),),
    )
    for side in SIDES:
        terms = [term for term in victory.terms if _winner(situation, term) == side]
        for alike in _alike(terms):
            yield Text(linked(situation.world, words.lang, _term(situation, alike)))
        if not terms:
            yield text(words.sentence("panels.briefing.nothing", side=words.the_side(side)))
    talks = [term.talk for term in victory.terms if term.kind == "settled"]
    if talks and not any(term.place >= 0 for term in victory.terms):
        yield text(words.sentence("panels.briefing.no_towns", talk=words.talk(talks[0])))
    parts = {"side": words.the_side(victory.favours), "other": words.the_side(1 - victory.favours)}
    yield text(words.sentence("panels.briefing.counted", **parts), Tone.FAINT, small=True)


def _winner(situation: Situation, term: VictoryTerm) -> int:
    return 1 - _side(situation, term) if term.kind == "losses" else term.side


def _side(situation: Situation, term: VictoryTerm) -> int:
    """Whose doing a line of the score is about."""
    world = situation.world
    return world.units[group_units(world, term.group)[0]].side if term.group else term.side


def _alike(terms: list[VictoryTerm]) -> list[list[VictoryTerm]]:
    """The lines of the score in turn, those together that count men of several groups in the same way."""
    found: dict[object, list[VictoryTerm]] = {}
    for number, term in enumerate(terms):
        adds_up = term.kind in ("losses", "saved") and not term.neutral
        found.setdefault(replace(term, group="") if adds_up else number, []).append(term)
    return list(found.values())


def _who(situation: Situation, groups: list[str]) -> str:
    """The men of some groups: a whole side where they are all of it."""
    words, world = situation.words, situation.world
    units = [unit for group in groups for unit in group_units(world, group)]
    side = world.units[units[0]].side
    rest = {unit for unit, facts in enumerate(world.units) if facts.side == side}.difference(units)
    return words.force(units) if rest else words.the_side(side)


def _term(situation: Situation, alike: list[VictoryTerm]) -> str:
    """Lines of the score that differ at most in the group, as one in words."""
    words, world, term = situation.words, situation.world, alike[0]
    fields: dict[str, object] = {"points": term.points}
    fields |= {"neutral": words.show(term.neutral), "per": words.show(term.per)}
    if term.group:
        fields["who"] = _who(situation, [each.group for each in alike])
    if term.other_group:
        fields["others"] = _who(situation, [term.other_group])
    if term.place >= 0:
        fields["place"] = words.place(term.place)
    if term.talk >= 0:
        fields["talk"] = words.talk(term.talk)
    if term.order >= 0:
        order = world.superior_orders[term.order]
        fields |= {"order": words.label(order.label), "formation": words.formation(order.formation)}
    key = "hold_supplied" if term.kind == "hold" and term.in_supply else term.kind
    if term.kind in ("losses", "saved") and not term.neutral:
        key += "_from_nought"
    if term.toward >= 0:
        key += "_in_place"
        fields["goal"] = words.place(term.toward)
    winner = _winner(situation, term)
    fields |= {"side": words.the_side(_side(situation, term)), "winner": words.the_side(winner)}
    fields["other"] = words.the_side(1 - winner)
    return words.sentence(f"panels.briefing.terms.{key}", **fields)


def _levels(situation: Situation) -> Iterator[Row]:
    """The points from which each level of victory holds."""
    words, levels = situation.words, situation.world.victory.levels
    if not levels:
        return
    yield Heading(words.say("panels.briefing.levels"))
    for number, level in enumerate(levels):
        above = levels[number - 1].at if number else 0
        key = "first" if number == 0 else "last" if number == len(levels) - 1 else "between"
        points = words.say(f"panels.briefing.points.{key}", least=level.at, most=above - 1, above=above)
        yield Cells(((Span(points.replace("-", "−")),), (Span(words.label(level.label)),)), _LEVELS)


def _ways_off(situation: Situation) -> Iterator[Row]:
    """Ships, aircraft and roads that carry men off the map, by side."""
    words, world = situation.words, situation.world
    for side in SIDES:
        lifts = [lift for lift in world.lifts if lift.side == side]
        if lifts:
            yield Heading(words.say("panels.briefing.lifts", side=words.the_side(side)))
        for lift in lifts:
            name = Span(capital(words.label(lift.label)), wish=GoTo(lift.hex))
            days = {"start": words.day(lift.first_day, "brief"), "end": words.day(lift.last_day, "brief")}
            told = words.say("panels.briefing.lift", what=lift_words(situation, lift), **days)
            yield Text((name, Span("\n" + told, Tone.FAINT)))


def _luck(situation: Situation) -> Row:
    """By which seed the same luck can be had again."""
    return text(situation.words.say("panels.briefing.seed", seed=str(situation.session.seed)), Tone.FAINT, small=True)


def lift_words(situation: Situation, lift: Lift) -> str:
    """How a lift carries men, from where, and how many: at once and each day, or on its worst and its best day."""
    words = situation.words
    kind = words.enum("panels.briefing.lift_kinds", lift.kind)
    days = [capacity(lift, day) for day in range(lift.first_day, lift.last_day + 1)]
    carried = [men for men in days if men]
    if NO_LIMIT in carried:
        men = words.say("panels.briefing.everybody")
    elif lift.at_once > lift.men:
        key = "panels.briefing.men_at_once" if lift.ready == lift.at_once else "panels.briefing.men_gathering"
        ready, least, most = (words.show(men) for men in (lift.ready, lift.men, lift.at_once))
        men = words.say(key, ready=ready, least=least, most=most)
    else:
        least, most = (words.show(found(carried, default=0)) for found in (min, max))
        men = words.say("panels.briefing.men" if least == most else "panels.briefing.men_range", least=least, most=most)
    return words.say("panels.briefing.lift_of", kind=kind, place=words.hex(lift.hex), men=men)


def lift_today(situation: Situation, lift: Lift, near: int) -> str:
    """How a lift carries men today, and how far it is from a hex as the crow flies; -1 for nowhere."""
    words, world = situation.words, situation.world
    men = room_left(world, situation.state, world.lift_index[lift.label.id])
    if capacity(lift, situation.day) == 0:
        told = [words.say("panels.briefing.lift_closed", kind=words.enum("panels.briefing.lift_kinds", lift.kind))]
    else:
        most = words.say(f"panels.briefing.{'everybody' if men == NO_LIMIT else 'count'}", men=men)
        kind = words.enum("panels.briefing.lift_kinds", lift.kind)
        told = [words.say("panels.briefing.lift_today", kind=kind, men=most)]
    if near >= 0:
        km = world.grid.distance(near, lift.hex) * world.grid.hex_km10 // _TENTHS
        told.append(words.say("panels.briefing.away", km=km))
    return str(words.entry("list.comma")).join(told)
