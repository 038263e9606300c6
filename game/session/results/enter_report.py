"""How the day on which a game is entered differs from the reference run, as a table."""

from game.session.enter import Difference, Entered
from game.session.words.table import Table
from game.session.words.text import Catalogue
from game.session.words.wording import source_words


def entry_lines(words: Catalogue, entered: Entered) -> list[str]:
    """What the game rests on."""
    day, seed = words.day(entered.session.start.day), str(entered.seed)
    if not entered.differences:
        return [words.sentence("enter.from", day=day, seed=seed), words.sentence("enter.nothing_known")]
    moved = sum(difference.found != difference.placed for difference in entered.differences)
    return [
        words.sentence("enter.from", day=day, seed=seed),
        words.sentence("enter.moved", count=moved, known=len(entered.differences)),
    ]


def entry_table(words: Catalogue, entered: Entered) -> Table:
    """Every documented position of the day beside that of the reference run."""
    heads = ("enter.unit", "report.documented", "enter.reference", "enter.now", "compare.source")
    rows = [_row(words, difference) for difference in entered.differences]
    return Table(words.say("enter.title"), tuple(map(words.say, heads)), rows, words=(0, 1, 2, 3, 4))


def _row(words: Catalogue, difference: Difference) -> tuple[str, ...]:
    position, found = difference.position, difference.found
    km10 = words.world.grid.hex_km10
    km = round(words.world.grid.distance(found, position.hex) * km10 / 10) if found >= 0 else 0
    stood = words.say("enter.stood", where=words.hex(found), km=km) if found >= 0 else "–"
    told = {"where": words.hex(max(0, difference.placed)), "km": round(position.within * km10 / 10)}
    now = words.say(f"enter.fates.{difference.fate.value}", **told)
    return (
        words.unit(position.unit),
        words.hex(position.hex),
        stood,
        now,
        source_words(words, words.pick(position.source)),
    )
