"""What a study of a changed fact says, in plain words and as tables."""

from collections.abc import Iterator
from typing import Any

from game.session.figures import apart, interval, share, signed, signed_share, whole
from game.session.losses import LOSS_KINDS
from game.session.study.batch_report import played_title
from game.session.study.compare import Comparison
from game.session.study.estimates import Estimate
from game.session.study.whatif import WhatIf
from game.session.table import Report, Table
from game.session.text import Catalogue

_SURE = "*"
_TOLD = 6  # so many events are told in words, those that changed most


def whatif_report(words: Catalogue, study: WhatIf, found: Comparison) -> Report:
    """The report of a study of the world's scenario."""
    tables = [_losses(words, found), _events(words, found)]
    return Report(
        words.say("whatif.title", title=played_title(words, study.base.scenario.spec)),
        [*_verdict(words, study, found)],
        [table for table in tables if table.rows],
        [
            words.say("whatif.mark"),
            words.say("whatif.files", base=str(study.base_file), changed=str(study.changed_file)),
        ],
    )


def _verdict(words: Catalogue, study: WhatIf, found: Comparison) -> Iterator[str]:
    score, means = found.score, found.means["score"]
    yield words.sentence(
        "whatif.score",
        base=signed(means.base),
        changed=signed(means.changed),
        value=apart(means.base, means.changed, signed),
        interval=interval(words, score, signed, "too_few"),
    )
    yield words.sentence("report.favours", side=words.the_side(words.world.victory.favours))
    yield words.sentence("whatif.change", changes=str(words.entry("list.comma")).join(changes_of(words, study)))
    yield words.sentence("whatif.seeds", count=found.seeds)
    sure = [*_sure_losses(words, found), *_sure_events(words, found)]
    yield from sure
    if not any(map(_is_sure, [score, *found.losses.values(), *found.events.values()])):
        yield words.sentence("whatif.nothing")


def changes_of(words: Catalogue, study: WhatIf) -> Iterator[str]:
    """What is other in the second half: variants by their names, then numbers and options."""
    offered: dict[str, Any] = study.base.scenario.spec["scenario"]["variants"]
    chosen = study.changed.scenario.spec["variants"]
    for id in chosen:
        yield words.text(offered[id]["name"])
    by_variant = {key for id in chosen for key in offered[id]["set"]}
    for table in ("numbers", "options"):
        base, changed = (_settings(half.scenario.spec, table) for half in (study.base, study.changed))
        yield from (f"{key}={changed[key]}" for key in changed if changed[key] != base[key] and key not in by_variant)


def _settings(spec: dict[str, Any], table: str) -> dict[str, int]:
    found: dict[str, int] = spec["rules"]["numbers"] if table == "numbers" else spec["options"]
    return found


def _is_sure(difference: Estimate) -> bool:
    return not difference.low <= 0 <= difference.high


def _sure_losses(words: Catalogue, found: Comparison) -> Iterator[str]:
    for side, label in enumerate(words.world.sides):
        change = found.losses.get(f"{label.id}.total")
        if change and _is_sure(change):
            key = "more" if change.value > 0 else "fewer"
            yield words.sentence(f"whatif.{key}", side=words.the_side(side), men=whole(abs(change.value)))


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
        rows.append((*row, interval(words, change, signed_share), _SURE if _is_sure(change) else "", later, texts[id]))
    heads = (*_heads(words, "base_head", "changed_head", "difference"), words.say("whatif.days"), "")
    return Table(words.say("report.events"), heads, rows, words=(4, 6))


def _heads(words: Catalogue, *keys: str) -> tuple[str, ...]:
    return (*(words.say(f"whatif.{key}") for key in keys), words.say("batch.interval"), words.say("whatif.sure"))
