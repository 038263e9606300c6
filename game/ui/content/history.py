"""A game beside history while it is played: what its player knows, and no more."""

from game.core.history import DocumentedEvent
from game.session.results.detect import detectable
from game.session.results.known_log import known_days
from game.session.results.losses import LOSS_KINDS
from game.session.results.report import compared, documented_losses, span
from game.session.results.result import losses
from game.session.words.text import capital
from game.session.words.wording import source_words
from game.ui.content.inquiries import annals
from game.ui.content.rows import Cells, Gap, Heading, Row, Span, Tone, text
from game.ui.situation import ALL_EYES, Situation

_SHARES = (13, 9, 7, 60, 11)
_LOSS_SHARES = (26, 12, 12, 50)


def event_rows(situation: Situation) -> list[Row]:
    """History's events by date: those of the days past beside this game, then what history has still to come."""
    words, world = situation.words, situation.world
    days = known_days(world, situation.session.start, situation.events, situation.side)
    events = sorted(detectable(world, situation.session.start.day), key=lambda event: event.first_day)
    heads = [words.say(f"report.{key}") for key in ("documented", "game", "days", "event")]
    head = Cells(tuple((Span(each),) for each in [*heads, words.say("compare.source")]), _SHARES, is_head=True)
    past = [event for event in events if event.first_day <= situation.day or days[event.label.id] is not None]
    ahead = [event for event in events if event not in past]
    rows: list[Row] = [head]
    rows += [_event(situation, event, days[event.label.id]) for event in past]
    if ahead:
        rows += [Heading(words.say("window.history.ahead")), head]
        rows += [_event(situation, event, None) for event in ahead]
    return rows


def _event(situation: Situation, event: DocumentedEvent, day: int | None) -> Row:
    """A line of the table; the days that history is at now are lit."""
    words = situation.words
    shown, apart = compared(words, event, day)
    tone = Tone.FAINT if day is None else Tone.GOOD if apart == "=" else Tone.INK
    cells = (
        span(words, event),
        shown,
        apart,
        words.pick(event.text),
        source_words(words, words.pick(event.label.source)),
    )
    tones = (Tone.INK, tone, tone, Tone.INK if day is not None else Tone.FAINT, Tone.FAINT)
    return Cells(
        tuple((Span(cell, colour),) for cell, colour in zip(cells, tones, strict=True)),
        _SHARES,
        lit=event.first_day <= situation.day <= event.last_day,
    )


def loss_rows(situation: Situation) -> list[Row]:
    """Losses so far beside the documented ones of the whole campaign; the other side's only as they were told."""
    words, world = situation.words, situation.world
    rows: list[Row] = []
    for side in range(len(world.sides)):
        documented = documented_losses(world, side)
        rows.append(Heading(words.side(side)))
        heads = (words.say("report.kind"), words.say("window.history.so_far"), words.say("report.documented"), "")
        rows.append(Cells(tuple((Span(head),) for head in heads), _LOSS_SHARES, (1, 2), is_head=True))
        found = _losses(situation, side)
        rows += [
            Cells(
                (
                    (Span(capital(words.say(f"losses.{kind}"))),),
                    (Span(found[kind]),),
                    (Span(_shown(documented, kind)),),
                    (),
                ),
                _LOSS_SHARES,
                (1, 2),
            )
            for kind in [*LOSS_KINDS, "total"]
            if found[kind] or kind in documented
        ]
    note = words.say("window.history.documented_note")
    return [*rows, Gap(10), text(note, Tone.FAINT, small=True)]


def _shown(documented: dict[str, int], kind: str) -> str:
    return f"{documented[kind]:,}" if kind in documented else ""


def _losses(situation: Situation, side: int) -> dict[str, str]:
    """By kind, in words; of an enemy only the total that was told day by day."""
    words, world = situation.words, situation.world
    blank = dict.fromkeys([*LOSS_KINDS, "total"], "")
    if situation.side not in (side, ALL_EYES) and world.options.get("fog", 1) == 1:
        known = annals(situation)
        days = [*known.days, *([known.today] if known.today is not None else [])]
        men = sum(record.men_lost[side] for record in days)
        return {**blank, "total": words.say("explain.about", men=men)}
    found = losses(world, situation.session.turn.state)[world.sides[side].id]
    return {**blank, **{kind: words.show(men) for kind, men in found.items()}, "total": words.show(sum(found.values()))}
