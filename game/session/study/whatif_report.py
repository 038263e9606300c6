"""What a study of a changed fact says, in plain words and as tables."""

import math
from collections.abc import Iterator

from game.session.results.estimates import Estimate
from game.session.results.figures import apart, footnote, interval, scores, share, signed, signed_share, whole
from game.session.results.losses import LOSS_KINDS
from game.session.results.played import joined, played_title, settings, varied
from game.session.study.compare import Comparison
from game.session.study.whatif import WhatIf
from game.session.words.table import Report, Table
from game.session.words.text import Catalogue

_SURE = "*"
_TOLD = 6  # so many events are told in words, those that changed most
_BY_LUCK = 0.05
"""Share of 95 % intervals that leave out 0 where nothing differs."""


def whatif_report(words: Catalogue, study: WhatIf, found: Comparison) -> Report:
    """The report of a study of the world's scenario."""
    tables = [_losses(words, found), _events(words, found)]
    compared = [*found.losses.values(), *found.events.values()]
    return Report(
        words.say("whatif.title", title=played_title(words, study.base.scenario.spec)),
        [*_verdict(words, study, found)],
        [table for table in tables if table.rows],
        [
            *([words.say("whatif.mark")] if any(map(_is_sure, compared)) else []),
            *footnote(words, *compared),
            words.say("whatif.files", base=str(study.base_file), changed=str(study.changed_file)),
        ],
    )


def _verdict(words: Catalogue, study: WhatIf, found: Comparison) -> Iterator[str]:
    yield _headline(words, found)
    yield words.sentence("report.favours", side=words.the_side(words.world.victory.favours))
    yield from _changes(words, study)
    yield words.sentence("whatif.seeds", count=found.seeds)
    if study.base.swap:
        yield words.sentence("whatif.exchanged")
    compared = [*found.losses.values(), *found.events.values()]
    sure = sum(map(_is_sure, compared))
    if sure:
        by_luck = max(1, round(_BY_LUCK * len(compared)))
        yield words.sentence("whatif.picked", count=sure, rows=len(compared), by_luck=by_luck)
        yield from _sure_losses(words, found)
        yield from _sure_events(words, found)
    elif not _is_sure(found.score):
        yield words.sentence("whatif.nothing")


def _headline(words: Catalogue, found: Comparison) -> str:
    """Both scores, and whether luck explains how they differ."""
    score, means = found.score, found.means["score"]
    tell, unit = scores(score)
    told = {"base": tell(means.base), "changed": tell(means.changed)}
    if math.isinf(score.high):
        is_same = found.seeds > 1 and not score.value
        return words.sentence("whatif.score_same" if is_same else "whatif.score_unknown", **told)
    value = apart(means.base, means.changed, tell, unit)
    key = "whatif.score_sure" if _is_sure(score) else "whatif.score_open"
    return words.sentence(key, **told, value=value, interval=interval(words, score, tell))


def _changes(words: Catalogue, study: WhatIf) -> Iterator[str]:
    """What is other in the second half, then what was set to the same in both."""
    base, changed = study.base.scenario.spec, study.changed.scenario.spec
    was, now = ({**spec["rules"]["numbers"], **spec["options"]} for spec in (base, changed))
    other, both = list(varied(words, changed)), []
    for name in sorted({*settings(base), *settings(changed)}):
        told = f"{name}={int(now[name])}"
        if was[name] == now[name]:
            both.append(told)
        elif name in settings(base):
            other.append(words.say("whatif.instead", setting=told, was=int(was[name])))
        else:
            other.append(told)
    yield words.sentence("played.changed", changes=joined(words, other))
    if both:
        yield words.sentence("whatif.both", changes=joined(words, both))


def _is_sure(difference: Estimate) -> bool:
    return not difference.low <= 0 <= difference.high


def _sure_losses(words: Catalogue, found: Comparison) -> Iterator[str]:
    for side, label in enumerate(words.world.sides):
        name = f"{label.id}.total"
        if name in found.losses and _is_sure(found.losses[name]):
            key = "more" if found.losses[name].value > 0 else "fewer"
            men = apart(*found.means[name], lambda value: whole(abs(value)))
            yield words.sentence(f"whatif.{key}", side=words.the_side(side), men=men)


def _sure_events(words: Catalogue, found: Comparison) -> Iterator[str]:
    texts = {event.label.id: words.pick(event.text) for event in words.world.events}
    sure = [id for id, change in found.events.items() if _is_sure(change)]
    for id in sorted(sure, key=lambda id: -abs(found.events[id].value))[:_TOLD]:
        means = found.means[id]
        yield words.sentence("whatif.event", base=share(means.base), changed=share(means.changed), text=texts[id])


def _losses(words: Catalogue, found: Comparison) -> Table:
    """Means of both halves and their difference, by side and kind."""
    rows = []
    for side, label in enumerate(words.world.sides):
        for kind in [*LOSS_KINDS, "total"]:
            change, means = found.losses[f"{label.id}.{kind}"], found.means[f"{label.id}.{kind}"]
            what = words.say("batch.loss", side=words.side(side), kind=words.say(f"losses.{kind}"))
            row = (what, whole(means.base), whole(means.changed), apart(means.base, means.changed, signed))
            rows.append((*row, interval(words, change, signed), _SURE if _is_sure(change) else ""))
    heads = ("loss_head", "base_head", "changed_head", "difference")
    return Table(words.say("whatif.losses"), _heads(words, *heads), rows, words=(0, 5))


def _events(words: Catalogue, found: Comparison) -> Table:
    """Shares of the games in which each documented event happened, and by how many days it came later."""
    events = sorted(words.world.events, key=lambda event: (event.first_day, event.last_day))
    texts = {event.label.id: words.pick(event.text) for event in events}
    rows = []
    for id in [id for id in texts if id in found.events]:
        change = found.events[id]
        means, days = found.means[id], found.days.get(id)
        row = (share(means.base), share(means.changed), apart(means.base, means.changed, signed_share, 0.01))
        later = f"{days.value:+.1f}" if days else "–"
        rows.append((texts[id], *row, interval(words, change, signed_share), _SURE if _is_sure(change) else "", later))
    heads = ("", *_heads(words, "base_head", "changed_head", "difference"), words.say("whatif.days"))
    return Table(words.say("report.events"), heads, rows, words=(0, 5))


def _heads(words: Catalogue, *keys: str) -> tuple[str, ...]:
    return (*(words.say(f"whatif.{key}") for key in keys), words.say("batch.interval"), words.say("whatif.sure"))
