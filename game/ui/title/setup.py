"""What a person has chosen for a new game. Knows no pygame."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from game import players
from game.core.world import SIDES
from game.resources import known_scenarios
from game.scenario.load import Scenario, load
from game.scenario.problems import ScenarioError
from game.session.enter import enter
from game.session.seeds import MOST_SEED, fresh_seed
from game.session.session import Session
from game.session.words.text import Texts
from game.ui.saves import Shelf

ME, OTHER = "me", "other"
"""The person at the screen, and a second one: both order from outside."""
TOGGLES = ("fog", "defections", "low_luck", "uncertain_arrivals")
"""Options of the rules that the title offers for every campaign."""
_DAY = "#"
"""Before the number of a day on which history is entered, where an entry of the scenario has its name."""


class Card(NamedTuple):
    """A scenario in the list of scenarios."""

    name: str
    path: Path
    scenario: Scenario | None
    trouble: Exception | None = None
    """Why it cannot be played."""


def read_card(name: str, path: Path) -> Card:
    """A scenario with its content, or with what is wrong with it."""
    try:
        return Card(name, path, load(path))
    except (ScenarioError, OSError) as error:
        return Card(name, path, None, error)


def found_scenarios() -> list[tuple[str, Path]]:
    """Every scenario by name: installed, in the user's folder, and in the present one."""
    return sorted(known_scenarios().items())


@dataclass
class Setup:
    """A new game as it has been chosen so far."""

    card: Card
    seats: list[str]
    """For each side `ME`, `OTHER` or the name of a computer player."""
    seed: int
    """The luck of the game."""
    entry: str | None = None
    variant: str | None = None
    options: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, card: Card) -> "Setup":
        """A person for the side that orders first, the computer for the other, luck that nobody has had."""
        first = card.scenario.world.calendar.first[0] if card.scenario else 0
        return cls(card, [ME if side == first else players.OPPONENT for side in SIDES], fresh_seed())

    def copy(self) -> "Setup":
        """The same choices, which stay what they are."""
        return replace(self, seats=[*self.seats], options={**self.options})

    def seat_choices(self) -> list[tuple[str, str]]:
        """Who can play a side: its name, and for a computer player what it says of itself."""
        found = [(ME, ""), (OTHER, "")]
        scenario = self.card.scenario
        for listed in players.listing():
            needs_track = listed.name == "historical"
            if not listed.trouble and (not needs_track or (scenario and any(one.lines for one in scenario.tracks))):
                found.append((listed.name, listed.words))
        return found

    def seat(self, side: int, name: str) -> None:
        """Give a side to somebody. There is one `ME`, who changes places, and beside `OTHER` a `ME`."""
        before, self.seats[side] = self.seats[side], name
        if name == ME and self.seats[1 - side] == ME:
            self.seats[1 - side] = before
        elif name == OTHER:
            self.seats[1 - side] = ME
        elif ME not in self.seats:
            self.seats = [ME if seat == OTHER else seat for seat in self.seats]

    def entries(self, texts: Texts) -> list[tuple[str | None, str]]:
        """The days on which the scenario can begin, its first day foremost, in words."""
        scenario = self.card.scenario
        if scenario is None:
            return []
        first = texts.say("window.title.from_start", date=texts.date(scenario.world.calendar.start, "short"))
        found: list[tuple[str | None, str]] = [(None, first)]
        for id, entry in scenario.spec["scenario"]["entries"].items():
            name = _both(entry["title"], texts.lang)
            when = texts.date(date.fromisoformat(entry["date"]), "short")
            found.append((id, texts.say("list.dated", name=name, date=when)))
        if any(track.lines for track in scenario.tracks):
            for day in range(scenario.start.day + 1, scenario.world.calendar.days):
                when = texts.date(scenario.world.calendar.date(day), "short")
                found.append((f"{_DAY}{day}", texts.say("window.title.in_history", date=when)))
        return found

    def variants(self, texts: Texts) -> list[tuple[str | None, str]]:
        """The changes of fact that the scenario offers, none of them foremost."""
        scenario = self.card.scenario
        if scenario is None:
            return []
        named = scenario.spec["scenario"]["variants"].items()
        found: list[tuple[str | None, str]] = [(None, texts.say("window.title.as_it_was"))]
        return found + [(id, _both(variant["name"], texts.lang)) for id, variant in named]

    def toggles(self) -> tuple[str, ...]:
        """Options of the rules that can be switched for this campaign."""
        has_talks = self.card.scenario is not None and bool(self.card.scenario.world.talks)
        return (*TOGGLES, "talks_by_player") if has_talks else TOGGLES

    def option(self, name: str) -> bool:
        """Whether an option of the rules holds."""
        usual = self.card.scenario.world.options[name] if self.card.scenario else 0
        return bool(self.options.get(name, usual))

    def toggle(self, name: str) -> None:
        """Change an option of the rules."""
        self.options[name] = int(not self.option(name))

    def set_seed(self, text: str) -> None:
        """The luck of the game; text that is no number leaves it as it is."""
        if text.isascii() and text.isdigit():
            self.seed = min(int(text), MOST_SEED)

    def draw_seed(self) -> None:
        """Other luck."""
        self.seed = fresh_seed()

    @property
    def _day(self) -> int | None:
        """The day of history on which the game is entered, counted from 0; None where an entry or the start is."""
        return int(self.entry.removeprefix(_DAY)) if self.entry and self.entry.startswith(_DAY) else None

    def make(self, shelf: Shelf) -> Session:
        """The game. Raises ScenarioError, SaveError, PluginError, NoSuchDay."""
        variants = [self.variant] if self.variant else []
        day = self._day
        scenario = load(self.card.path, self.entry if day is None else None, self.options, variants)
        first, second = (None if seat in (ME, OTHER) else seat for seat in self.seats)
        save = shelf.fresh(scenario.world.label.en)
        if day is None:
            return Session(scenario, (first, second), self.seed, save)
        return enter(scenario, day, (first, second), None, save, luck=self.seed).session


def _both(names: dict[str, str], lang: str) -> str:
    return (names.get("zh") if lang == "zh" else None) or names["en"]
