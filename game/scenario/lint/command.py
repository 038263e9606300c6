"""Checks of command: headquarters, reluctant commanders, orders from above, cooperation."""

from game.scenario.lint.draft import Draft
from game.scenario.sayings import say
from game.scenario.schema.types import both


def fronts_have_headquarters(draft: Draft) -> None:
    """Every front has a headquarters of its own, since it is to reach further than any other."""
    for number, row in enumerate(draft.roster.formations):
        if row.model.kind != "front":
            continue
        types = [draft.rules.types.get(unit.model.type) for unit in draft.roster.units if unit.formation == number]
        if not any(kind is None or kind.headquarters for kind in types):
            message = say("front '{id}' has no headquarters", id=row.model.id)
            hint = say("give it a unit of a headquarters type, or another `kind`")
            draft.report.warning((*row.path, "units"), message, hint)


def initiative_counts(draft: Draft) -> None:
    """What a reluctant commander does is said of formations that have units of their own on the map."""
    for row in draft.roster.formations:
        model = row.model
        if model.initiative is not None and not model.reluctant:
            message = say("formation '{id}' is not reluctant, so this counts for nothing", id=model.id)
            draft.report.warning((*row.path, "initiative"), message, say("say `reluctant: true` too, or leave it out"))
        if model.reluctant and not any(unit.at is not None for unit in model.units):
            message = say(
                "formation '{id}' has no units of its own on the map, so this counts for nothing", id=model.id
            )
            draft.report.warning((*row.path, "reluctant"), message, say("say it of the formations below"))
        if model.reluctant and not any(both(model.source)):
            message = say("nothing says why formation '{id}' is reluctant", id=model.id)
            draft.report.warning(row.path, message, say("name a source in `source`"))


def orders_from_above_are_right(draft: Draft) -> None:
    """Orders from above go to formations that exist, within the campaign, towards what exists."""
    items = draft.spec.superior_orders
    draft.check_unique((item.id, ("superior_orders", number)) for number, item in enumerate(items))
    formations = [row.model.id for row in draft.roster.formations]
    for number, item in enumerate(items):
        path = ("superior_orders", number)
        if item.formation not in formations:
            draft.report.unknown((*path, "formation"), say("formation"), item.formation, formations)
        known = [*draft.spec.places, *formations]
        if item.target not in known:
            draft.report.unknown((*path, "target"), say("place or formation"), item.target, known)
        draft.check_day(item.date, (*path, "date"), say("order '{id}' comes on", id=item.id))
        if item.by < item.date:
            message = say(
                "order '{id}' is to be obeyed by {by}, before it comes on {date}",
                id=item.id,
                by=item.by,
                date=item.date,
            )
            draft.report.error((*path, "by"), message)


def cooperation_is_known(draft: Draft) -> None:
    """Cooperation is said of cliques that the rules know."""
    for one, row in draft.spec.cooperation.items():
        for id, path in [(one, ("cooperation", one)), *((other, ("cooperation", one, other)) for other in row)]:
            if id not in draft.rules.cliques:
                draft.report.unknown(path, say("clique"), id, draft.rules.cliques)
