"""Fills the numbers of assets/rules.yaml into the rulebook: `python docs/make_rules.py`.

docs/rules.template.md is the text; docs/rules.md is what it makes. In the text
{name} is a number as a person reads it, {name:points} the same on the scale of
0 to 100, {name:times} as a factor, {d:name} a number that an example works out,
{numbers:4.1} the table of a section's numbers, {table:name} another table.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from game.core.kernels.odds import FACTORS, Factor, chances, in_effect
from game.core.luck import LUCK_ONE
from game.scenario.rules import RulesFile, read_rules
from game.scenario.schema.types import MOST_NUMBER

FOLDER = Path(__file__).parent
NOTICE = "<!-- Made by docs/make_rules.py from rules.template.md and assets/rules.yaml: change those. -->\n\n"
_FIELD = re.compile(r"\{(\w+)(?::([\w.]+))?\}")
_HEX_AREA, _HEX_SIDE = 3**0.5 / 2, 1 / 3**0.5


def main() -> None:
    """Write docs/rules.md."""
    (FOLDER / "rules.md").write_text(rulebook(), encoding="utf-8", newline="\n")


def rulebook() -> str:
    """The whole rulebook with the standard numbers."""
    rules = read_rules()
    template = (FOLDER / "rules.template.md").read_text(encoding="utf-8")
    return NOTICE + _FIELD.sub(lambda field: _fill(rules, field[1], field[2] or ""), template)


def _fill(rules: RulesFile, name: str, how: str) -> str:
    match name:
        case "numbers":
            return _numbers(rules, how)
        case "table":
            return _TABLES[how](rules)
        case "d":
            return examples(rules)[how]
        case _:
            return _number(rules, name, how)


def _number(rules: RulesFile, name: str, how: str) -> str:
    """A number in the middle of a sentence."""
    entry = rules.numbers[name]
    if how == "points":
        return f"{entry.value / 10:g}"
    if how == "times":
        return f"{entry.value / 1000:g}"
    if entry.unit.startswith("0.01 points"):
        return f"{entry.value / 100:g}"
    if entry.unit.startswith("0.1 km"):
        return f"{entry.value / 10:g} km"
    if entry.unit.startswith("per mille"):
        return f"{entry.value / 10:g} %"
    return f"{entry.value:,}"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table in Markdown."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def _numbers(rules: RulesFile, section: str) -> str:
    """The numbers of a section by name, as a scenario or the command line changes them."""
    rows = []
    for name, entry in rules.numbers.items():
        if str(entry.section) == section:
            source = f" ({entry.source})" if entry.source else ""
            least = f"; {entry.least} at least" if entry.least else ""
            most = f"; {entry.most} at most" if entry.most < MOST_NUMBER else ""
            rows.append((f"`{name}`", entry.value, entry.unit, entry.text + least + most + source))
    return table(("number", "standard", "in", "meaning"), rows)


def _terrains(rules: RulesFile) -> str:
    rows = []
    for name, terrain in rules.terrains.items():
        cost = "cannot be entered" if terrain.impassable else f"× {terrain.cost / 1000:g}"
        high = "one sees further" if terrain.high else ""
        rows.append((f"`{name}`", terrain.name.en, cost, f"× {terrain.defence / 1000:g}", high))
    return table(("terrain", "", "cost", "defence", ""), rows)


def _weather(rules: RulesFile) -> str:
    rows = []
    for name, kind in rules.weather.items():
        left = (kind.march, kind.motor, kind.untrained, kind.losses)
        rows.append((f"`{name}`", kind.name.en, *(f"× {share / 1000:g}" for share in left)))
    return table(("weather", "", "march", "of lorries", "not trained for the night", "losses"), rows)


def _place_kinds(rules: RulesFile) -> str:
    rows = ((f"`{name}`", f"× {kind.defence / 1000:g}") for name, kind in rules.place_kinds.items())
    return table(("place", "defence"), rows)


def _types(rules: RulesFile) -> str:
    rows = []
    for name, kind in rules.types.items():
        traits = {
            "light": kind.light,
            "headquarters": kind.headquarters,
            "engineers": kind.engineers,
            "no zone": not kind.zones,
            "lives at home": kind.domestic,
            "army train": kind.train,
        }
        able = ", ".join(trait for trait, has in traits.items() if has)
        rows.append((f"`{name}`", kind.name.en, kind.move, kind.quality, able))
    return table(("type", "", "marches as", "quality", ""), rows)


def _living(rules: RulesFile) -> str:
    rows = ((f"`{name}`", entry.value, entry.unit, entry.text) for name, entry in rules.living.items())
    return table(("a side's living", "standard", "in", "meaning"), rows)


def _bands(rules: RulesFile) -> str:
    low, middle, high = (rules.numbers[f"band_{number}"].value for number in (1, 2, 3))
    rows = (
        (f"below {low:,}", f"{low // 2:,}"),
        (f"below {middle:,}", f"{(low + middle) // 2:,}"),
        (f"below {high:,}", f"{(middle + high) // 2:,}"),
        (f"{high:,} and more", f"{high + high // 4:,}"),
    )
    return table(("men", "shown as"), rows)


def _chances(rules: RulesFile) -> str:
    """The four outcomes for some ratios of power, by the sums of the game itself."""
    rows = []
    shares = (rules.numbers["overrun_share"].value, rules.numbers["check_share"].value)
    for attack, defence in ((1, 3), (1, 2), (2, 3), (1, 1), (3, 2), (2, 1), (3, 1)):
        out = np.zeros(FACTORS, np.int64)
        chances(attack * 1000, defence * 1000, *shares, out)
        outcomes = (Factor.REPULSE, Factor.CHECK, Factor.RETREAT, Factor.OVERRUN)
        told = [f"{out[factor] / LUCK_ONE * 100:.0f} %" for factor in outcomes]
        rows.append((f"{attack} : {defence}", *told))
    return table(("A : D", "repulse", "check", "retreat", "overrun"), rows)


def _cliques(rules: RulesFile) -> str:
    rows = ((f"`{name}`", clique.name.en, clique.loyalty) for name, clique in rules.cliques.items())
    return table(("clique", "", "loyalty"), rows)


def _cooperation(rules: RulesFile) -> str:
    rows = (
        (f"`{one}`", f"`{other}`", f"{share / 10:g} %")
        for one, row in rules.cooperation.items()
        for other, share in row.items()
    )
    return table(("clique", "with", "power"), rows)


_TABLES = {
    "cliques": _cliques,
    "cooperation": _cooperation,
    "terrains": _terrains,
    "weather": _weather,
    "place_kinds": _place_kinds,
    "types": _types,
    "living": _living,
    "bands": _bands,
    "chances": _chances,
}


def examples(rules: RulesFile) -> dict[str, str]:
    """What the examples work out."""
    value = {name: entry.value for name, entry in rules.numbers.items()}
    watch = value["budget_foot"] * value["watch_share"] // 1000
    night = watch * value["night_march"] // 1000
    frontage = int(value["frontage"] * 3 * _HEX_SIDE)
    loss = value["loss_deliberate"] / 1000
    fight = 3000 * value["loss_hasty"] / 1000
    return {
        "ambushed": str(int(fight * value["loss_loser"] * value["ambush"] / 1_000_000)),
        "ambushers": str(int(fight * value["loss_winner"] / value["ambush"])),
        "ambush_shock": f"{value['shock_surprise'] / 20:g}",
        "foot_watch": f"{watch / 10:g}",
        "foot_hexes": str(watch // 30),
        "night_km": f"{night / 10:g}",
        "night_hexes": str(night // 30),
        "rail_hexes": str(value["rail_day"] // 100),
        "stack_3km": f"{int(value['stack_per_km2'] * 9 * _HEX_AREA):,}",
        "stack_10km": f"{int(value['stack_per_km2'] * 100 * _HEX_AREA):,}",
        "frontage_3km": f"{frontage:,}",
        "crowded": f"{in_effect(11_000, frontage):,}",
        "repulse_attacker": f"{loss * value['loss_loser'] / 10:g}",
        "repulse_defender": f"{loss * value['loss_winner'] / 10:g}",
        "surrender": f"{max(0, 1 - 300 / value['surrender_from']) * 100:.0f}",
        "enlisted": str(2000 * value["enlist_share"] // 1000),
        "remnant_of_a_division": str(8500 * value["remnant"] // 1000 - 1),
        "airdrop_each": f"{3000 * value['eat_defence'] / 10_000 / 10:g}",
        "airdrop_all": f"{3000 * value['eat_defence'] / 5000 / 10:g}",
        "days_of_defence": f"{1000 / value['eat_defence']:.1f}",
        "front_hexes": str(value["headquarters_front"] // 30),
        "army_hexes": str(value["headquarters_army"] // 30),
        "joint_points": str(value["points_attack"] + value["points_joint"]),
        "joint_power": f"{rules.cooperation['central']['regional'] / 10:g} %",
    }


if __name__ == "__main__":
    main()
