"""The dossier: all that the person may know of a unit, a formation or a hex, in the words of `hebei explain`."""

from game.core.facts import Formation, Label, UnitFacts
from game.core.fog.insight import side_of
from game.core.kinds import Status, SupplyState
from game.core.numbers import Number
from game.core.state import F, U
from game.session.chronicle.annals import last_events
from game.session.chronicle.known import involved
from game.session.explain import Explanation, Section, explain_formation, explain_hex, explain_unit
from game.session.words.text import capital
from game.session.words.wording import points, source_words, tell_event
from game.ui.content.inquiries import inquiry
from game.ui.content.links import linked
from game.ui.content.rows import (
    SIDE_TONES,
    Cells,
    Gap,
    Heading,
    Meter,
    Row,
    Span,
    Spans,
    Text,
    Title,
    Tone,
    text,
)
from game.ui.counters.look import look
from game.ui.situation import Situation
from game.ui.wishes import GoTo, Select, SelectFormation, SetOverlay, ShowMoment

_FULL = 1000
_OVERLAYS = {
    "supply": "supply",
    "cohesion": "cohesion",
    "command": "command",
    "loyalty": "loyalty",
    "threats": "threat",
    "who": "zones",
}
"""Sections of an explanation that an overlay shows on the map."""


def unit_rows(situation: Situation, unit: int) -> list[Row]:
    """A unit: who it is, its state in bars, every reason in words, what happened to it, where the facts come from."""
    asked = inquiry(situation)
    told = explain_unit(asked, unit)
    rows = [unit_title(situation, unit), *_unit_meters(situation, unit), *_sections(situation, told)]
    return [*rows, *_happened(situation, unit), *_sources(situation, situation.world.units[unit])]


def formation_rows(situation: Situation, formation: int) -> list[Row]:
    """A formation: its units, its commander and how far he can be trusted."""
    told = explain_formation(inquiry(situation), formation)
    world = situation.world
    rows: list[Row] = [formation_title(situation, formation), *_loyalty_meter(situation, formation)]
    rows += _sections(situation, told, formation)
    return [*rows, *_sources(situation, world.formations[formation])]


def hex_rows(situation: Situation, hex: int) -> list[Row]:
    """A hex: who is known to stand there, its ground and places, zones, supplies, hexsides."""
    told = explain_hex(inquiry(situation), hex)
    rows: list[Row] = [Title(told.title, wish=GoTo(hex))]
    rows += [unit_title(situation, unit) for unit in situation.state.units_at(hex)]
    known = [section for section in told.sections if section.lines]
    return [*rows, *_sections(situation, told._replace(sections=known))]


def unit_title(situation: Situation, unit: int) -> Title:
    """Its counter, its names, and whom it belongs to."""
    words, world = situation.words, situation.world
    facts = world.units[unit]
    side = side_of(situation.state, unit)
    now = int(situation.state.units[U.FORMATION, unit])
    formation = now if now >= 0 else facts.formation
    below: list[Spans] = _other_name(words.lang, facts.label)
    parent = Span(words.label(world.formations[formation].label), wish=SelectFormation(formation))
    below.append((Span(words.side(side), SIDE_TONES[side]), Span(" · "), parent))
    commander = words.pick(facts.commander)
    if commander:
        below.append((Span(words.say("show.commander", name=commander)),))
    hex = int(situation.state.units[U.HEX, unit])
    where = GoTo(hex) if hex >= 0 else None
    seen_as = look(world, situation.state, unit, situation.state.day, words.lang, situation.ready)
    return Title(words.label(facts.label), tuple(below), seen_as, where)


def formation_title(situation: Situation, formation: int) -> Title:
    """Its names, commander and whom it stands under."""
    words, facts = situation.words, situation.world.formations[formation]
    side = int(situation.state.formations[F.SIDE, formation])
    below: list[Spans] = _other_name(words.lang, facts.label)
    line = [Span(words.side(side), SIDE_TONES[side])]
    if facts.parent >= 0:
        parent = words.label(situation.world.formations[facts.parent].label)
        line += [Span(" · "), Span(parent, wish=SelectFormation(facts.parent))]
    below.append(tuple(line))
    commander = words.commander(formation, int(situation.state.formations[F.REPLACED, formation]))
    if commander:
        below.append((Span(words.say("show.commander", name=commander)),))
    return Title(words.label(facts.label), tuple(below))


def _other_name(lang: str, label: Label) -> list[Spans]:
    """What it is called in the other language, so that both can be looked up; no line where that is the same."""
    return [(Span(label.en if lang == "zh" else label.zh, Tone.FAINT),)] if label.en != label.zh else []


def _unit_meters(situation: Situation, unit: int) -> list[Row]:
    words, column = situation.words, situation.state.units[:, unit].tolist()
    if column[U.HEX] < 0:
        return []
    known = situation.side in (-1, column[U.SIDE])
    numbers = situation.world.numbers
    men = words.show(column[U.MEN]) if known else words.say("explain.about", men=column[U.MEN])
    first = max(1, column[U.INITIAL] + column[U.ENROLLED])
    rows: list[Row] = []
    if known:
        share = column[U.MEN] * _FULL // first
        rows.append(Meter(words.say("panels.men"), men, share, _tone(share, 350, 550, 750)))
        rows.append(cohesion_meter(situation, unit))
        stock = column[U.STOCK]
        tone = _SUPPLY_TONES[SupplyState(column[U.SUPPLY])]
        days = round(stock / int(numbers[Number.EAT_DEFENCE]), 1)
        told = words.say("panels.stock_days", days=days)
        rows.append(Meter(words.say("panels.stock"), told, stock, tone, int(numbers[Number.STOCK_LOW])))
        rows += _loyalty_meter(situation, column[U.FORMATION])
    else:
        rows.append(Meter(words.say("panels.men"), men, min(_FULL, column[U.MEN] // 10), Tone.INK))
    quality = column[U.QUALITY]
    rows.append(Meter(words.say("panels.quality"), str(points(quality)), quality, Tone.INK))
    return rows


_SUPPLY_TONES = {
    SupplyState.FINE: Tone.GOOD,
    SupplyState.STRAINED: Tone.FAIR,
    SupplyState.LOW: Tone.POOR,
    SupplyState.OUT: Tone.BAD,
}


def cohesion_meter(situation: Situation, unit: int) -> Meter:
    """Cohesion, with a mark where a unit breaks."""
    words, cohesion = situation.words, int(situation.state.units[U.COHESION, unit])
    routed = situation.state.units[U.STATUS, unit] == Status.ROUTED
    tone = Tone.BAD if routed else _tone(cohesion, 250, 400, 600)
    mark = int(situation.world.numbers[Number.ROUT_BELOW])
    return Meter(words.say("panels.cohesion"), str(points(cohesion)), cohesion, tone, mark)


def _loyalty_meter(situation: Situation, formation: int) -> list[Row]:
    loyalty = int(situation.state.formations[F.LOYALTY, formation]) if formation >= 0 else -1
    if loyalty < 0:
        return []
    limit = int(situation.world.numbers[Number.OVER_BELOW])
    tone = _tone(loyalty, limit, limit + 100, limit + 200)
    return [Meter(situation.words.say("panels.loyalty"), str(points(loyalty)), loyalty, tone, limit)]


def _tone(value: int, bad: int, poor: int, fair: int) -> Tone:
    """The tone of a value that is bad below the first limit, and so on."""
    if value < bad:
        return Tone.BAD
    if value < poor:
        return Tone.POOR
    return Tone.FAIR if value < fair else Tone.GOOD


def _sections(situation: Situation, told: Explanation, formation: int = -1) -> list[Row]:
    rows: list[Row] = []
    headings = {situation.words.say(f"explain.headings.{key}"): name for key, name in _OVERLAYS.items()}
    for section in told.sections:
        overlay = headings.get(section.heading)
        more: Spans = ()
        if overlay:
            shown = situation.overlay == overlay
            hint = situation.words.say("panels.hide_on_map" if shown else "panels.show_on_map")
            more = (Span(hint, wish=SetOverlay("" if shown else overlay)),)
        rows.append(Heading(section.heading, more))
        rows += [Text(linked(situation.world, situation.words.lang, line)) for line in section.lines]
        if section.table:
            rows += _table(situation, section, formation)
    return rows


_SHARES = (50, 17, 17, 16)
_COLUMNS = (2, 3, 4)
"""Men, cohesion and stock of the table of `hebei explain`; where a unit is and how it is fed stand below its name."""


def _table(situation: Situation, section: Section, formation: int) -> list[Row]:
    """The units of a formation, each row leading to its unit."""
    table = section.table
    assert table is not None
    heads = [table.heads[number] for number in (0, *_COLUMNS)]
    rows: list[Row] = [Cells(tuple((Span(head),) for head in heads), _SHARES, (1, 2, 3), is_head=True)]
    for unit, line in zip(units_of(situation, formation), table.rows, strict=True):
        seen_as = look(situation.world, situation.state, unit, situation.state.day, situation.words.lang)
        below = str(situation.words.entry("list.comma")).join(filter(None, [line[1], line[5]]))
        name = (Span(line[0]), *([Span("\n" + below, Tone.FAINT)] if below else []))
        cells = (name, *((Span(line[number]),) for number in _COLUMNS))
        wish, lit = Select((unit,), go_there=True), unit in situation.units
        rows.append(Cells(cells, _SHARES, (1, 2, 3), wish=wish, look=seen_as, lit=lit))
    return rows


def units_of(situation: Situation, formation: int) -> list[int]:
    """The units of a formation and of all under it by the order of battle."""
    below = {formation}
    for number, other in enumerate(situation.world.formations):  # parents come before their own
        if other.parent in below:
            below.add(number)
    return [unit for unit, facts in enumerate(situation.world.units) if facts.formation in below]


def _happened(situation: Situation, unit: int) -> list[Row]:
    """The last that happened to a unit, as far as its watcher could see it."""
    words, rows = situation.words, list[Row]()
    for number in last_events(situation.events, frozenset({unit})):
        event = situation.events[number]
        if not _saw(situation, involved(event), unit):
            continue
        before = situation.session.position(number)
        date = words.day(before.day, "brief")
        sentence = tell_event(words, event, before)
        when = Span(date + "  ", Tone.FAINT, wish=ShowMoment(number))
        rows.append(Text((when, *linked(situation.world, words.lang, sentence)), small=True))
    return [Heading(words.say("panels.last_events")), *rows] if rows else []


def _saw(situation: Situation, units: tuple[int, ...], unit: int) -> bool:
    """Whether the watcher knows of what happened to these units: his own were among them."""
    if situation.side < 0:
        return True
    sides = situation.state.units[U.SIDE, list(units)].tolist()
    return situation.side in sides


def _sources(situation: Situation, facts: Formation | UnitFacts) -> list[Row]:
    words, label = situation.words, facts.label
    rows: list[Row] = []
    if any(facts.note):
        rows.append(text(words.pick(facts.note), Tone.FAINT, small=True))
    if any(label.source):
        rows.append(
            text(
                words.say("show.sourced", source=source_words(words, words.pick(label.source))), Tone.FAINT, small=True
            )
        )
    if label.confidence:
        sure = words.entry("show.confidence").get(label.confidence, label.confidence)
        rows.append(text(words.say("panels.confidence", sure=sure), Tone.FAINT, small=True))
    return [Heading(words.say("panels.sources")), *rows, Gap()] if rows else []


def several(situation: Situation) -> list[Row]:
    """The selected units, where they are more than one; a click keeps to one of them."""
    words = situation.words
    rows: list[Row] = [Heading(words.say("panels.selected", count=len(situation.units)))]
    for unit in situation.units:
        column = situation.state.units[:, unit].tolist()
        seen_as = look(situation.world, situation.state, unit, situation.state.day, words.lang, situation.ready)
        cells = (
            (Span(capital(words.label(situation.world.units[unit].label))),),
            (Span(words.show(column[U.MEN]) if column[U.MEN] >= 0 else ""),),
            (Span(str(points(column[U.COHESION])) if column[U.COHESION] >= 0 else ""),),
        )
        rows.append(Cells(cells, (64, 20, 16), (1, 2), wish=Select((unit,)), look=seen_as))
    return rows
