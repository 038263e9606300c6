"""A scenario in the terminal."""

from collections.abc import Iterator

import numpy as np
from rich.text import Text
from rich.tree import Tree

from game.cli.console import console
from game.cli.map_view import RULER, MapView
from game.cli.map_window import whole_map
from game.cli.tables import grid, paragraph
from game.core.board import SideColumn, SourceColumn
from game.core.facts import Formation
from game.core.kinds import Status
from game.core.state import Place, T, U
from game.core.world import SIDES
from game.scenario.load import Scenario
from game.session.table import Table
from game.session.text import Catalogue
from game.session.track_report import track_tables
from game.session.wording import hundredths

_TEN_DAYS = 10
"""Rations are told by whom they hold so long."""


class Shown:
    """A scenario with the words for it and the terminal to show it on."""

    def __init__(self, scenario: Scenario, lang: str) -> None:
        self.scenario = scenario
        self.world = scenario.world
        self.units = scenario.start.units
        self.words = Catalogue(lang, scenario.world)
        self.out = console()

    def heading(self, key: str) -> None:
        """A section begins."""
        self.out.print()
        self.out.rule(Text(self.words.say(key), "bold"), align="left")


def show_all(shown: Shown) -> None:
    """Everything, from the title to the levels of victory."""
    for section in (
        _show_title,
        show_map,
        show_forces,
        _show_totals,
        _show_arrivals,
        _show_command,
        _show_supply,
        _show_talks,
        _show_history,
        show_track,
        show_track,
    ):
        section(shown)


def _show_title(shown: Shown) -> None:
    words, world, spec = shown.words, shown.world, shown.scenario.spec["scenario"]
    shown.out.print(Text(words.label(world.label), "bold"))
    grid, calendar = world.grid, world.calendar
    facts = words.say(
        "show.campaign",
        start=words.day(0),
        end=words.day(calendar.days - 1),
        days=calendar.days,
        columns=grid.columns,
        rows=grid.rows,
        km=f"{grid.hex_km10 / 10:g}",
    )
    paragraph(shown.out, facts)
    chosen = shown.scenario.spec["variants"]
    if chosen:
        paragraph(shown.out, words.say("show.varied", names=str(words.entry("list.comma")).join(chosen)))
    about = spec.get("about")
    if about:
        paragraph(shown.out, words.pick((about["en"], about["zh"] or about["en"])))
    if world.label.source:
        paragraph(shown.out, words.say("show.sourced", source=world.label.source), "dim")


def show_map(shown: Shown) -> None:
    """The whole map at the start."""
    shown.heading("show.map")
    view = MapView(shown.words, shown.scenario, shown.out)
    window = whole_map(shown.world.grid, shown.out.width - RULER)
    for line in [*view.draw(shown.scenario.start, window), *view.legend(shown.out.width)]:
        shown.out.print(line)


def show_forces(shown: Shown) -> None:
    """The order of battle of both sides as trees."""
    shown.heading("show.order_of_battle")
    for side in SIDES:
        tree = Tree(Text(f"{shown.words.side(side)} · {_strength(shown, _units_of_side(shown, side))}", "bold"))
        for number, formation in enumerate(shown.world.formations):
            if formation.side == side and formation.parent < 0:
                _add_formation(shown, tree, number)
        shown.out.print(tree)


def _units_of_side(shown: Shown, side: int) -> list[int]:
    return [unit for unit, facts in enumerate(shown.world.units) if facts.side == side]


def _add_formation(shown: Shown, tree: Tree, number: int) -> None:
    world, formation = shown.world, shown.world.formations[number]
    line = Text(shown.words.label(formation.label), "bold")
    line.append(f" · {_strength(shown, _units_below(shown, number))}", "not bold")
    line.append(_remarks(shown, formation), "not bold dim")
    branch = tree.add(line)
    for unit, facts in enumerate(world.units):
        if facts.formation == number and shown.units[U.STATUS, unit] != Status.GONE:
            branch.add(_unit(shown, unit))
    for below, other in enumerate(world.formations):
        if other.parent == number:
            _add_formation(shown, branch, below)


def _units_below(shown: Shown, number: int) -> list[int]:
    """The units of a formation and of all under it."""
    formations = shown.world.formations

    def is_below(formation: int) -> bool:
        return formation == number or (formation >= 0 and is_below(formations[formation].parent))

    return [unit for unit, facts in enumerate(shown.world.units) if is_below(facts.formation)]


def _remarks(shown: Shown, formation: Formation) -> str:
    """Who commands, of which clique, and how firm the source is."""
    words = shown.words
    parts = []
    commander = words.pick(formation.commander)
    if commander:
        parts.append(words.say("show.commander", name=commander))
    if formation.clique:
        parts.append(words.say("show.clique", name=_clique(shown, formation.clique)))
    if formation.reluctant:
        key = "reluctant" if formation.initiative else "unwilling"
        parts.append(words.say(f"show.{key}", share=formation.initiative // 10))
    if formation.label.confidence:
        parts.append(words.say(f"show.confidence.{formation.label.confidence}"))
    return "".join(f" · {part}" for part in parts)


def _clique(shown: Shown, id: str) -> str:
    """What the rules call a clique."""
    name = shown.scenario.spec["rules"]["cliques"].get(id, {}).get("name") or {}
    return shown.words.pick((name.get("en") or id, name.get("zh") or name.get("en") or id))


def _strength(shown: Shown, units: list[int]) -> str:
    """Men and guns together."""
    words = shown.words
    men, guns = (int(shown.units[column, units].sum()) for column in (U.MEN, U.GUNS))
    text = words.say("show.strength", men=men)
    return text + (f", {words.say('show.guns', guns=guns)}" if guns else "")


def _unit(shown: Shown, unit: int) -> Text:
    words, units, facts = shown.words, shown.units, shown.world.units[unit]
    figures = [_strength(shown, [unit])]
    figures += [words.say(f"show.{key}", **{key: int(units[column, unit]) // 10}) for key, column in _QUALITIES]
    if units[U.STATUS, unit] == Status.WAITING:
        figures.append(_arrival(shown, unit))
    else:
        figures.append(words.spot(int(units[U.HEX, unit])))
    if units[U.HELD_UNTIL, unit] > shown.scenario.start.day:
        figures.append(words.say("show.garrison"))
    line = Text(words.label(facts.label), f"{_CONFIDENCE_STYLES.get(facts.label.confidence, '')}")
    line.append(" · " + " · ".join(figures))
    if facts.label.confidence:
        line.append(f" · {words.say(f'show.confidence.{facts.label.confidence}')}", "dim")
    return line


_QUALITIES = (("quality", U.QUALITY), ("cohesion", U.COHESION))
_CONFIDENCE_STYLES = {"document": "green", "published": "cyan"}


def _arrival(shown: Shown, unit: int) -> str:
    column = shown.units[:, unit]
    date = shown.words.day(int(column[U.ARRIVAL_DAY]), "short")
    return shown.words.say("show.arrives", date=date, where=shown.words.where(int(column[U.ARRIVAL_HEX])))


def _show_totals(shown: Shown) -> None:
    """What the groups come to, beside what is documented."""
    words = shown.words
    rows = []
    for strength in shown.world.documented.get("strengths", []):
        men = int(shown.units[U.MEN, _members(shown, strength["group"])].sum())
        difference = f"{men - strength['men']:+,}" if men != strength["men"] else "="
        rows.append(
            (
                _named(shown, strength["group"]),
                words.show(men),
                words.show(strength["men"]),
                difference,
                strength["source"],
            )
        )
    heads = [words.say(f"show.{key}") for key in ("group", "scenario", "documented", "difference", "source")]
    if rows:
        shown.out.print()
        shown.out.print(grid(Table(words.say("show.totals"), tuple(heads), rows, words=(0, 4))))


def _named(shown: Shown, id: str) -> str:
    """The name of a side or a formation; a group has none but its id."""
    world = shown.world
    if id in world.formation_index:
        return shown.words.formation_name(world.formation_index[id])
    return next((shown.words.label(side) for side in world.sides if side.id == id), id)


def _members(shown: Shown, id: str) -> list[int]:
    """The units of a group, a formation or a side."""
    world = shown.world
    if id in world.formation_index:
        return _units_below(shown, world.formation_index[id])
    return [unit for unit, facts in enumerate(world.units) if id in (facts.group, world.sides[facts.side].id)]


def _show_arrivals(shown: Shown) -> None:
    waiting = np.flatnonzero(shown.units[U.STATUS] == Status.WAITING).tolist()
    if waiting:
        shown.heading("show.arrivals")
    for unit in sorted(waiting, key=lambda unit: int(shown.units[U.ARRIVAL_DAY, unit])):
        facts = shown.world.units[unit]
        what = f"{shown.words.label(facts.label)} ({shown.words.side(facts.side)}, {_strength(shown, [unit])})"
        paragraph(shown.out, f"{what}: {_arrival(shown, unit)}")


def _show_command(shown: Shown) -> None:
    """Points and prestige of both sides, and what comes from above."""
    words, world = shown.words, shown.world
    shown.heading("explain.headings.command")
    for side in SIDES:
        count, prestige = (int(world.board.sides[column, side]) for column in (SideColumn.COMMAND, SideColumn.PRESTIGE))
        paragraph(shown.out, words.say("show.command", side=words.side(side), count=count, prestige=prestige))
    if world.superior_orders:
        shown.heading("show.superior_orders")
    for order in world.superior_orders:
        told = {"formation": words.formation(order.formation), "order": words.label(order.label)}
        dates = {"date": words.day(order.day, "short"), "by": words.day(order.last_day, "short")}
        paragraph(shown.out, words.sentence("show.superior_order", **told, **dates, prestige=order.prestige))


def _show_supply(shown: Shown) -> None:
    shown.heading("show.sources")
    table = shown.world.board.sources
    for number, label in enumerate(shown.world.sources):
        side, hex, capacity, rail = (int(table[column, number]) for column in SourceColumn)
        key = "depot" if capacity < 0 else "feeds_rail" if rail else "feeds"
        words = shown.words
        source = words.say(f"show.{key}", source=words.label(label), where=words.where(hex), men=capacity)
        paragraph(shown.out, f"{words.side(side)}: {source}")
    for told in _other_supplies(shown):
        paragraph(shown.out, told)


def _other_supplies(shown: Shown) -> Iterator[str]:
    """Airlifts, lifts off the map, and what lies in store at places."""
    words, world, start = shown.words, shown.world, shown.scenario.start
    for airdrop in world.airdrops:
        days = {"start": words.day(airdrop.first_day, "brief"), "end": words.day(airdrop.last_day, "brief")}
        told = words.say("show.airdrop", source=words.label(airdrop.label), men=airdrop.men, **days)
        yield f"{words.side(airdrop.side)}: {told}"
    for lift in world.lifts:
        days = {"start": words.day(lift.first_day, "brief"), "end": words.day(lift.last_day, "brief")}
        parts = {"source": words.label(lift.label), "place": words.spot(lift.hex), "men": lift.men, **days}
        yield f"{words.side(lift.side)}: {words.say('show.lift' if lift.men >= 0 else 'show.lift_all', **parts)}"
    for place, (holder, rations) in enumerate(start.places[[Place.HOLDER, Place.RATIONS]].T.tolist()):
        if rations:
            told = words.say("show.rations", place=words.place(place), men=rations // _TEN_DAYS)
            yield f"{words.side(holder)}: {told}" if holder >= 0 else told


def _show_talks(shown: Shown) -> None:
    """Commands whose commander may negotiate, and on what terms."""
    words, world = shown.words, shown.world
    if world.talks:
        shown.heading("show.talks")
    for number, talk in enumerate(world.talks):
        resolve = hundredths(int(shown.scenario.start.talks[T.RESOLVE, number]))
        command, side = words.label(talk.label), words.side(talk.side)
        principal = words.place(talk.principal)
        lines = [words.say("show.talk", command=command, side=side, resolve=resolve, principal=principal)]
        for key, places in (("talk_cities", talk.cities), ("talk_ports", talk.ports)):
            names = words.join([words.place(place) for place in places])
            lines += [words.say("show.talk_places", kind=words.say(f"show.{key}"), places=names)] if places else []
        if talk.contact_day >= 0:
            date = words.day(talk.contact_day, "short")
            lines.append(words.say("show.talk_contact", date=date, name=words.pick(talk.contact)))
        for term in talk.terms:
            units = words.enum("show.fates", world.terms[term].units)
            lines.append(words.say("show.talk_terms", term=words.term(term), units=units))
        cliques = words.join([_clique(shown, each.clique) for each in talk.hold_outs])
        lines += [words.say("show.talk_hold_outs", cliques=cliques)] if cliques else []
        for line in lines:
            paragraph(shown.out, line)


def _show_history(shown: Shown) -> None:
    """Documented events, named entries, levels of victory."""
    words, world = shown.words, shown.world
    rows = [(words.day(event.first_day, "brief"), words.pick(event.text), event.label.source) for event in world.events]
    if rows:
        shown.out.print()
        heads = ("", "", words.say("show.source"))
        shown.out.print(grid(Table(words.say("show.events"), heads, rows, words=(1, 2))))
    entries = shown.scenario.spec["scenario"]["entries"]
    if entries:
        shown.heading("show.entries")
    for id, entry in entries.items():
        title = words.pick((entry["title"]["en"], entry["title"]["zh"] or entry["title"]["en"]))
        paragraph(shown.out, words.say("show.entry", id=id, title=title, date=entry["date"]))
    _show_variants(shown)
    shown.heading("show.victory")
    for line in _levels(shown):
        paragraph(shown.out, line)


def _show_variants(shown: Shown) -> None:
    """The changes of fact that it offers, with what they rest on."""
    variants = shown.scenario.spec["scenario"]["variants"]
    if not variants:
        return
    words = shown.words
    rows = []
    for id, variant in variants.items():
        rests = variant["source"] or words.say(f"show.confidence.{variant.get('confidence', 'estimate')}")
        rows.append((id, words.pick((variant["name"]["en"], variant["name"]["zh"] or variant["name"]["en"])), rests))
    shown.out.print()
    shown.out.print(grid(Table(words.say("show.variants"), ("", "", words.say("show.source")), rows, words=(0, 1, 2))))


def show_track(shown: Shown) -> None:
    """What both sides meant to do."""
    words, tables = shown.words, track_tables(shown.words, shown.scenario)
    if not tables:
        shown.heading("show.track")
        paragraph(shown.out, words.say("show.no_track"))
    for table in tables:
        shown.out.print()
        shown.out.print(grid(table))
    reference = shown.scenario.spec["scenario"]["track"].get("reference")
    if reference is not None:
        paragraph(shown.out, words.say("show.track_reference", seed=str(reference)))


def _levels(shown: Shown) -> Iterator[str]:
    words, victory = shown.words, shown.world.victory
    yield words.sentence("report.favours", side=words.the_side(victory.favours))
    for level in victory.levels[:-1]:
        yield words.say("show.level_from", level=words.label(level.label), score=f"{level.at:+,}")
    yield words.say("show.level_below", level=words.label(victory.levels[-1].label))
