"""Rows that tell saves apart: what each is called, its campaign, who plays, how far it has come, when it was saved."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from game.session.words.text import capital
from game.ui.content.rows import Cells, Change, Row, Span, Tone
from game.ui.context import Ui
from game.ui.saves import Listed, Told, told_of

_SHARES = (19, 23, 24, 19, 15)


def save_rows(ui: Ui, saves: Sequence[Listed], chosen: Path | None = None) -> list[Row]:
    """A table of saves; a click on one asks to change "save" to its path."""
    heads = tuple((Span(ui.say(f"saves.heads.{key}")),) for key in ("name", "campaign", "players", "day", "saved"))
    return [Cells(heads, _SHARES, is_head=True), *(_row(ui, save, lit=save.path == chosen) for save in saves)]


def _row(ui: Ui, save: Listed, *, lit: bool) -> Row:
    changed = datetime.fromtimestamp(save.changed).astimezone()
    told = told_of(save.path, ui.lang)
    seats = "\n".join(_seat(ui, side, player) for side, player in told.seats)
    words = (
        capital(save.name or ui.say("saves.automatic")),
        _campaign(ui, told),
        seats,
        ui.texts.date(told.last, "short") if told.last is not None else "",
        ui.say("saves.when", date=ui.texts.date(changed.date(), "brief"), time=f"{changed:%H:%M}"),
    )
    name, *more = words
    cells = ((Span(name, bold=True),), *((Span(each, Tone.FAINT),) for each in more))
    return Cells(cells, _SHARES, wish=Change("save", save.path), lit=lit)


def _campaign(ui: Ui, told: Told) -> str:
    """The campaign, and where it was entered."""
    return ui.say("saves.entered", title=told.title, entry=told.entry) if told.entry else told.title


def _seat(ui: Ui, side: str, player: str | None) -> str:
    """Who plays a side."""
    who = ui.say("play_on.person") if player is None else ui.texts.player(player)
    return ui.say("saves.seat", side=side, player=who)
