"""The forces of a scenario in the terminal: the order of battle, strengths beside the documented ones, arrivals."""

import numpy as np
from rich.text import Text
from rich.tree import Tree

from game.cli.shown import Shown, clique_name
from game.cli.tables import grid, paragraph
from game.core.facts import Formation
from game.core.kinds import Status
from game.core.state import U
from game.core.world import SIDES
from game.session.words.table import Table
from game.session.words.text import capital
from game.session.words.wording import source_words


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
    """Commander, clique, and how reliable the source is."""
    words = shown.words
    parts = []
    commander = words.pick(formation.commander)
    if commander:
        parts.append(words.say("show.commander", name=commander))
    if formation.clique:
        parts.append(words.say("show.clique", name=clique_name(shown, formation.clique)))
    if formation.reluctant:
        key = "reluctant" if formation.initiative else "unwilling"
        parts.append(words.say(f"show.{key}", share=formation.initiative // 10))
    if formation.label.confidence:
        parts.append(words.say(f"show.confidence.{formation.label.confidence}"))
    return "".join(f" · {part}" for part in parts)


def _strength(shown: Shown, units: list[int]) -> str:
    """Men and guns together."""
    words = shown.words
    men, guns = (int(shown.units[column, units].sum()) for column in (U.MEN, U.GUNS))
    text = words.say("show.strength", men=men)
    return str(words.entry("list.comma")).join([text, *([words.say("show.guns", guns=guns)] if guns else [])])


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


def show_totals(shown: Shown) -> None:
    """What the groups come to, beside what is documented."""
    words = shown.words
    rows = []
    for strength in shown.world.documented.get("strengths", []):
        men = int(shown.units[U.MEN, _members(shown, strength["group"])].sum())
        difference = f"{men - strength['men']:+,}" if men != strength["men"] else "="
        rows.append(
            (
                capital(words.whom(strength["group"])),
                words.show(men),
                words.show(strength["men"]),
                difference,
                source_words(words, words.text(strength.get("source"))),
            )
        )
    heads = [words.say(f"show.{key}") for key in ("group", "scenario", "documented", "difference", "source")]
    if rows:
        shown.out.print()
        shown.out.print(grid(Table(words.say("show.totals"), tuple(heads), rows, words=(0, 4))))


def _members(shown: Shown, id: str) -> list[int]:
    """The units of a group, a formation or a side."""
    world = shown.world
    if id in world.formation_index:
        return _units_below(shown, world.formation_index[id])
    return [unit for unit, facts in enumerate(world.units) if id in (facts.group, world.sides[facts.side].id)]


def show_arrivals(shown: Shown) -> None:
    """Units still to come, in the order of their days."""
    words, waiting = shown.words, np.flatnonzero(shown.units[U.STATUS] == Status.WAITING).tolist()
    if waiting:
        shown.heading("show.arrivals")
    for unit in sorted(waiting, key=lambda unit: int(shown.units[U.ARRIVAL_DAY, unit])):
        facts = shown.world.units[unit]
        more = words.entry("list.comma").join([words.side(facts.side), _strength(shown, [unit])])
        who = words.say("list.aside", name=words.label(facts.label), more=more)
        paragraph(shown.out, words.say("list.told", who=who, what=_arrival(shown, unit)))
