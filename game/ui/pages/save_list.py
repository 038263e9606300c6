"""Rows that tell saves apart: what each is called, its campaign, the day that it has come to, when it was saved."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from game.session.text import capital
from game.ui.content.rows import Cells, Change, Row, Span, Tone
from game.ui.context import Ui
from game.ui.saves import Listed, title_of

_SHARES = (33, 22, 26, 19)
_TAIL = 200_000
"""Bytes at the end of a save among which its last day is looked for."""
_DATE = re.compile(rb'"date":"(\d{4}-\d\d-\d\d)"')


def save_rows(ui: Ui, saves: Sequence[Listed], chosen: Path | None = None) -> list[Row]:
    """A table of saves; a click on one asks to change "save" to its path."""
    heads = tuple((Span(ui.say(f"saves.heads.{key}")),) for key in ("name", "campaign", "day", "saved"))
    return [Cells(heads, _SHARES, is_head=True), *(_row(ui, save, save.path == chosen) for save in saves)]


def _row(ui: Ui, save: Listed, lit: bool) -> Row:
    changed = datetime.fromtimestamp(save.changed).astimezone()
    words = (
        capital(save.name or ui.say("saves.automatic")),
        title_of(save.path, ui.lang),
        _last_day(ui, save.path),
        ui.say("saves.when", date=ui.texts.date(changed.date(), "brief"), time=f"{changed:%H:%M}"),
    )
    name, *more = words
    cells = ((Span(name, bold=True),), *((Span(each, Tone.FAINT),) for each in more))
    return Cells(cells, _SHARES, wish=Change("save", save.path), lit=lit)


def _last_day(ui: Ui, path: Path) -> str:
    """The last day of a save, empty where none can be read."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL))
            days = _DATE.findall(file.read())
        return ui.texts.date(date.fromisoformat(days[-1].decode())) if days else ""
    except (OSError, ValueError):
        return ""
