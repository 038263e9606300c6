"""The historical track of a scenario as tables: what each side meant to do, from when on, and what says so."""

from game.core.intents.track import Line
from game.core.world import SIDES
from game.scenario.load import Scenario
from game.session.words.intent_words import say_intent
from game.session.words.table import Table
from game.session.words.text import Catalogue
from game.session.words.wording import source_words


def track_tables(words: Catalogue, scenario: Scenario) -> list[Table]:
    """One table for each side that has a track."""
    heads = ("", "", words.say("show.source"))
    return [
        Table(
            words.say("list.told", who=words.say("show.track"), what=words.side(side)),
            heads,
            [
                (words.day(line.day, "brief"), _told(words, line), source_words(words, words.pick(line.source)))
                for line in scenario.tracks[side].lines
            ],
            words=(1, 2),
        )
        for side in SIDES
        if scenario.tracks[side].lines
    ]


def _told(words: Catalogue, line: Line) -> str:
    formation, intent = words.formation(line.formation), line.intent
    if intent is None:
        return words.sentence("show.track_free", formation=formation)
    return words.sentence("show.track_line", formation=formation, intent=say_intent(words, intent))
