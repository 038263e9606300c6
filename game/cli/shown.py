"""What the parts of a scenario in the terminal share."""

from rich.text import Text

from game.cli.console import console
from game.scenario.load import Scenario
from game.session.words.text import Catalogue


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


def clique_name(shown: Shown, id: str) -> str:
    """What the rules call a clique."""
    name = shown.scenario.spec["rules"]["cliques"].get(id, {}).get("name") or {}
    return shown.words.pick((name.get("en") or id, name.get("zh") or name.get("en") or id))
