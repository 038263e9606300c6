"""The text catalogue: everything the game says to people, from ``assets/text``, with the names of a world.

Words belong to data. Nobody else writes sentences; what is asked for here is a
key with named fields. Numbers are grouped, lists are joined and places are
named as the language does it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Any

from game.core.facts import Formation, Label, UnitFacts
from game.core.world import SIDES, World
from game.resources import LANGUAGES, asset
from game.scenario.problems import ScenarioError
from game.scenario.sayings import Saying
from game.scenario.text.marks import read_file
from game.session.words.spots import Spots, compass_point

_NUMBERED = re.compile(r"(.*\d(?:st|nd|rd|th)) (.+)")
_NAMED = 3  # so many names of a list are told, the others are counted


@cache
def _read(name: str) -> Any:
    """A file of words, which nobody changes."""
    return read_file(asset(name)).data


class Texts:
    """The words of one language."""

    def __init__(self, lang: str) -> None:
        assert lang in LANGUAGES
        self.lang = lang
        self.data: dict[str, Any] = _read(f"text/{lang}.yaml")

    @cached_property
    def of_schema(self) -> dict[str, str]:
        """What the fields of a scenario file mean, by what the schema, which speaks English, says of them."""
        return {} if self.lang == LANGUAGES[0] else _read(f"text/schema.{self.lang}.yaml")

    @cached_property
    def of_problems(self) -> dict[str, str]:
        """Messages about faults in scenarios, by their English templates; empty for English."""
        if self.lang == LANGUAGES[0]:
            return {}
        fields = {english: words.rstrip("。") for english, words in self.of_schema.items()}
        return {**fields, **_read(f"text/problems.{self.lang}.yaml")}

    def complaint(self, error: Exception | None) -> str:
        """What an error says, in this language where it is about a scenario; a line for each of several problems."""
        match error:
            case ScenarioError():
                return error.told(self.of_problems)
            case ValueError(args=(Saying() as saying,)):
                return saying.told(self.of_problems)
        return str(error)

    def entry(self, key: str) -> Any:
        """What stands under a dotted key. Raises KeyError naming it."""
        found: Any = self.data
        for part in key.split("."):
            if not isinstance(found, dict) or part not in found:
                raise KeyError(f"no text {key!r} in {self.lang}")
            found = found[part]
        return found

    def say(self, key: str, **fields: Any) -> str:
        """The text of a key with its fields filled in; an entry with one and other is chosen by ``count``."""
        entry = self.entry(key)
        if isinstance(entry, dict):
            entry = entry.get({1: "one", 2: "two"}.get(fields["count"], "other"), entry["other"])
        return str(entry).format(**{name: self.show(value) for name, value in fields.items()})

    def sentence(self, key: str, **fields: Any) -> str:
        """The same with a capital letter in front."""
        return capital(self.say(key, **fields))

    def show(self, value: Any) -> str:
        """A value as a sentence prints it."""
        return f"{value:,}" if isinstance(value, int) else str(value)

    def percent(self, share: object) -> str:
        """A share in a hundred, as a table has it."""
        return self.say("list.percent", share=share)

    def player(self, name: str) -> str:
        """What a computer player is called; one of another package has its own name."""
        return str(self.entry("players").get(name, name))

    def join(self, items: Sequence[str]) -> str:
        """``a, b and c``."""
        if len(items) < 2:
            return "".join(items)
        return self.say("list.comma").join(items[:-1]) + self.say("list.and") + items[-1]

    def date(self, day: date, form: str = "long") -> str:
        """A date in words; ``form`` is long, short or brief."""
        weekday = self.entry("date.weekdays")[day.weekday()]
        month = self.entry("date.brief_months" if form == "brief" else "date.months")[day.month - 1]
        return self.say(f"date.{form}", weekday=weekday, day=str(day.day), month=month, year=str(day.year))

    def enum(self, key: str, member: Any) -> str:
        """The words for a member of an enum."""
        return self.say(f"{key}.{member.name}")


class Catalogue(Texts):
    """The words of one language for one world: names of sides, units and places included."""

    def __init__(self, lang: str, world: World) -> None:
        super().__init__(lang)
        self.world = world
        self._spots = Spots(world)

    def label(self, label: Label) -> str:
        """A thing's name."""
        return label.zh if self.lang == "zh" else label.en

    def weather(self, kinds: Sequence[int]) -> str:
        """What reigns, by the indices of kinds of weather."""
        return self.join([self.label(self.world.weather[kind].label) for kind in kinds]) or self.say("weather.fair")

    def pick(self, both: tuple[str, str]) -> str:
        """The English or the Chinese of a pair."""
        return both[1] if self.lang == "zh" else both[0]

    def text(self, data: Mapping[str, str] | None) -> str:
        """A text of a scenario's JSON data; nothing where there is none."""
        return self.pick((data["en"], data["zh"] or data["en"])) if data else ""

    def side(self, side: int) -> str:
        """A side's bare name."""
        return self.label(self.world.sides[side])

    def the_side(self, side: int) -> str:
        """A side in a sentence; nobody for -1."""
        return self._article(self.side(side), "bare_side") if side >= 0 else self.say("names.nobody")

    def unit(self, unit: int) -> str:
        """A unit in a sentence."""
        return self._article(self.unit_name(unit), "bare")

    def formation(self, formation: int) -> str:
        """A formation in a sentence."""
        return self._article(self.formation_name(formation), "bare")

    def unit_name(self, unit: int) -> str:
        """A unit's name as a heading or a table has it."""
        facts = self.world.units[unit]
        return self._of_side(self.label(facts.label), facts.side)

    def formation_name(self, formation: int) -> str:
        """A formation's name as a heading or a table has it."""
        facts = self.world.formations[formation]
        return self._of_side(self.label(facts.label), facts.side)

    def _of_side(self, name: str, side: int) -> str:
        """A name with its side at the start in brackets where troops of the other side have it too."""
        return self.say("names.of_side", name=name, side=self.side(side)) if name in self._shared else name

    @cached_property
    def _shared(self) -> frozenset[str]:
        troops: tuple[Formation | UnitFacts, ...] = (*self.world.units, *self.world.formations)
        first, second = ({self.label(each.label) for each in troops if each.side == side} for side in SIDES)
        return frozenset(first & second)

    def troops(self, formation: int) -> str:
        """A formation in a sentence where only its own units are meant, not those of the formations beneath it."""
        name = self.formation(formation)
        return self.say("names.own_troops", formation=name) if formation in self._superiors else name

    @cached_property
    def _superiors(self) -> frozenset[int]:
        return frozenset(formation.parent for formation in self.world.formations)

    def formations(self, formations: Iterable[int]) -> str:
        """Formations in a sentence."""
        return self.join([self.formation(formation) for formation in formations])

    def whom(self, id: str) -> str:
        """A side, unit, formation or group by its id, in a sentence; a group goes by the names of its formations."""
        sides = [side.id for side in self.world.sides]
        if id in sides:
            return self.the_side(sides.index(id))
        if id in self.world.unit_index:
            return self.unit(self.world.unit_index[id])
        return self.formations(self._topmost(id)) or id

    def _topmost(self, id: str) -> list[int]:
        """The formation of that id, or the topmost of the group."""
        world, found = self.world, []
        for number, formation in enumerate(world.formations):
            above = world.formations[formation.parent].group if formation.parent >= 0 else ""
            if formation.label.id == id or (formation.group == id and above != id):
                found.append(number)
        return found

    def talk(self, talk: int) -> str:
        """The commander who talks for a whole command, or the command by its name."""
        facts = self.world.talks[talk]
        return self.pick(self.world.formations[facts.formation].commander) or self.formation(facts.formation)

    def term(self, term: int) -> str:
        """What terms are called."""
        return self.label(self.world.terms[term].label) if term >= 0 else self.say("names.nobody")

    def answer(self, accept: bool) -> str:
        """An answer to the other side."""
        return self.say("answers.yes" if accept else "answers.no")

    def source(self, source: int) -> str:
        """A source of supplies in a sentence; one that goes by the name of a place takes no article."""
        name = self.label(self.world.sources[source])
        return name if name in self._place_names else self._article(name, "bare_source")

    @cached_property
    def _place_names(self) -> frozenset[str]:
        return frozenset(self.label(place.label) for place in self.world.places)

    def place(self, place: int) -> str:
        """A place's name."""
        return self.label(self.world.places[place].label)

    def lift(self, lift: int) -> str:
        """A lift's name."""
        return self.label(self.world.lifts[lift].label)

    def places(self, places: Iterable[int]) -> str:
        """The names of several places."""
        return self.join([self.place(place) for place in places])

    def units(self, units: Iterable[int], named: int = _NAMED) -> str:
        """Units in a sentence, each by its own name, alike ones together."""
        return self._names([self.unit_name(unit) for unit in units], named)

    def commander(self, formation: int, replaced: int) -> str:
        """Who leads a formation, or whom somebody without a name replaced on day ``replaced``; nothing for nobody."""
        name = self.pick(self.world.formations[formation].commander)
        return self.say("names.successor", name=name) if name and replaced >= 0 else name

    def force(self, units: Iterable[int], present: Iterable[int] = (), named: int = _NAMED) -> str:
        """Units in a sentence; a formation whose units among ``present`` are all there goes by its own name."""
        chosen = list(dict.fromkeys(units))
        whole = self._whole_formations(set(chosen), set(present) or set(range(len(self.world.units))))
        names: dict[str, None] = {}
        for unit in chosen:
            formation = self.world.units[unit].formation
            names[self.formation_name(formation) if formation in whole else self.unit_name(unit)] = None
        return self._names(list(names), named)

    def _whole_formations(self, units: set[int], present: set[int]) -> set[int]:
        """The formations with two units or more in ``units``, none of those present elsewhere, and none beneath."""
        inside: dict[int, int] = {}
        for unit in units:
            formation = self.world.units[unit].formation
            inside[formation] = inside.get(formation, 0) + 1
        outside = {self.world.units[unit].formation for unit in present - units}
        outside |= self._superiors
        return {formation for formation, count in inside.items() if count > 1 and formation not in outside}

    def _names(self, names: list[str], named: int) -> str:
        """Names joined; those that end alike share the ending, and of many only the first are told."""
        shown = names if len(names) <= named + 1 else names[:named]
        left = len(names) - len(shown)
        by_tail: dict[str, list[str]] = {}
        for name in shown:
            head, tail = self._head_and_tail(name)
            by_tail.setdefault(tail, []).append(head)
        parts = [self._article(self._alike(tail, heads), "bare") for tail, heads in by_tail.items()]
        return self.join([*parts, *([self.say("names.others", count=left)] if left else [])])

    def _head_and_tail(self, name: str) -> tuple[str, str]:
        """What a name shares with others of its kind is the tail: ``10th`` and ``Railway Police Column``."""
        numbered = _NUMBERED.match(name)
        head, tail = numbered.groups() if numbered else name.rpartition(" ")[::2]
        return (head, tail) if head and tail.rpartition(" ")[2] in self.entry("names.plurals") else ("", name)

    def _alike(self, tail: str, heads: list[str]) -> str:
        """One name for several that end alike, the lowest number first."""
        if len(heads) == 1:
            return f"{heads[0]} {tail}".strip()
        first, space, last = tail.rpartition(" ")
        ordered = sorted(heads, key=lambda head: int(re.sub(r"\D", "", head) or 0))
        return f"{self.join(ordered)} {first}{space}{self.entry('names.plurals')[last]}"

    def _article(self, name: str, bare: str) -> str:
        pattern = self.entry(f"names.{bare}")
        if pattern and re.search(pattern, name):
            return name
        return self.say("names.article", name=name)

    def hex(self, hex: int) -> str:
        """A hex as a thing: ``Handan (2936)``."""
        return self._spot("hexes", hex)

    def where(self, hex: int) -> str:
        """A hex as where something happens: ``3 km south of Matou (2937)``."""
        return self._spot("where", hex)

    def spot(self, hex: int) -> str:
        """The shortest name of a hex, without its number where it has another."""
        return self._spot("spots", hex)

    def _spot(self, key: str, hex: int) -> str:
        number, here = self.world.grid.number(hex), self._spots.greatest_at(hex)
        if here >= 0:
            return self.say(f"{key}.place", place=self.place(here), number=number)
        found = self._spots.nearest(hex)
        if found is None:
            return self.say(f"{key}.wild", number=number)
        direction = self.entry("directions")[found.point]
        return self.say(f"{key}.near", place=self.place(found.place), km=found.km, direction=direction, number=number)

    def direction(self, east: float, south: float) -> str:
        """The nearest of eight compass points."""
        return str(self.entry("directions")[compass_point(east, south)])

    def day(self, day: int, form: str = "long") -> str:
        """The date of a day of the campaign."""
        return self.date(self.world.calendar.date(day), form)


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]
