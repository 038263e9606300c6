"""Checks of talks."""

from game.scenario.lint.draft import Draft
from game.scenario.problems import Path
from game.scenario.sayings import listed, say
from game.scenario.schema.talks import Talk


def talks_are_right(draft: Draft) -> None:
    """Talks are of commands with units, about places and cliques that exist, on terms that can be granted."""
    ids: list[tuple[str | None, Path]] = []
    for number, talk in enumerate(draft.spec.talks):
        ids.append((talk.id, ("talks", number)))
        ids += [(terms.id, ("talks", number, "terms", which)) for which, terms in enumerate(talk.terms)]
    draft.check_unique(ids)
    for number, talk in enumerate(draft.spec.talks):
        path: Path = ("talks", number)
        _check_command(draft, talk, path)
        _check_places(draft, talk, path)
        _check_contact(draft, talk, path)
        _check_cliques(draft, talk, path)
        _check_terms(draft, talk, path)
    for id, entry in draft.spec.entries.items():
        for talk_id in entry.talks:
            known = [talk.id for talk in draft.spec.talks]
            if talk_id not in known:
                draft.report.unknown(("entries", id, "talks", talk_id), say("talks"), talk_id, known)


def somebody_can_negotiate(draft: Draft) -> None:
    """The commands that talks are about have commanders."""
    unled = [row.model.id for row in draft.roster.formations if row.model.commander is None]
    for number, talk in enumerate(draft.spec.talks):
        if talk.command in unled and draft.roster.members(talk.command):
            message = say("formation '{id}' has no commander who could negotiate", id=talk.command)
            draft.report.warning(("talks", number, "command"), message, say("name one in `commander`"))


def _check_command(draft: Draft, talk: Talk, path: Path) -> None:
    known = [row.model.id for row in draft.roster.formations]
    if talk.command not in known:
        draft.report.unknown((*path, "command"), say("formation"), talk.command, known)
    elif not draft.roster.members(talk.command):
        message = say("nobody is under '{formation}'", formation=talk.command)
        draft.report.error((*path, "command"), message, say("name a formation that has units"))
    elif talk.headquarters is not None:
        _check_headquarters(draft, talk, path)


def _check_headquarters(draft: Draft, talk: Talk, path: Path) -> None:
    roster, found = draft.roster, talk.headquarters or ""
    under = set(roster.members(talk.command))
    if not roster.members(found) or not under.issuperset(roster.members(found)):
        ids = [row.model.id for row in roster.formations] + [row.model.id for row in roster.units]
        theirs = [id for id in ids if under.issuperset(roster.members(id))]
        draft.report.unknown((*path, "headquarters"), say("headquarters of the command"), found, theirs)


def _check_places(draft: Draft, talk: Talk, path: Path) -> None:
    draft.check_place(talk.principal, (*path, "principal"))
    for field in ("cities", "ports"):
        for number, place in enumerate(getattr(talk, field)):
            draft.check_place(place, (*path, field, number))
    if talk.principal in talk.cities:
        message = say("'{place}' is the principal city already", place=talk.principal)
        here = (*path, "cities", talk.cities.index(talk.principal))
        draft.report.error(here, message, say("take it out of `cities`"))


def _check_contact(draft: Draft, talk: Talk, path: Path) -> None:
    calendar = draft.spec.calendar
    if talk.contact and talk.contact.since > calendar.end:
        message = say("the contact begins on {date}, after the campaign", date=talk.contact.since)
        draft.report.error((*path, "contact", "since"), message, draft.runs)


def _check_cliques(draft: Draft, talk: Talk, path: Path) -> None:
    if talk.clique and talk.clique not in draft.rules.cliques:
        draft.report.unknown((*path, "clique"), say("clique"), talk.clique, draft.rules.cliques)
    units = draft.roster.members(talk.command)
    there = {draft.roster.formations[draft.roster.units[unit].formation].clique for unit in units} - {""}
    sides = {draft.roster.units[unit].side for unit in units}
    lifts = {lift.id: lift for lift in draft.spec.lifts if lift.side in sides or not sides}
    for number, each in enumerate(talk.hold_outs):
        if each.by is not None and each.by not in lifts:
            draft.report.unknown((*path, "hold_outs", number, "by"), say("lift of that side"), each.by, lifts)
        here = (*path, "hold_outs", number, "clique")
        if each.clique not in draft.rules.cliques:
            draft.report.unknown(here, say("clique"), each.clique, draft.rules.cliques)
        elif units and each.clique not in there:
            message = say(
                "no unit under '{formation}' is of the clique '{clique}'", formation=talk.command, clique=each.clique
            )
            draft.report.error(here, message, say("there are: {known}", known=listed(sorted(there)) or say("none")))


def _check_terms(draft: Draft, talk: Talk, path: Path) -> None:
    """Terms that nobody can grant, or that give nothing."""
    for number, terms in enumerate(talk.terms):
        here = (*path, "terms", number, "hold_outs")
        if terms.hold_outs == "leave" and not talk.hold_outs:
            message = say("the terms '{terms}' let hold-outs leave, and there are none", terms=terms.id)
            draft.report.error(here, message, say("name their cliques in `hold_outs` of the talks, or leave this out"))
        elif terms.hold_outs == "leave" and terms.units == "leave":
            message = say("under the terms '{terms}' everybody leaves", terms=terms.id)
            draft.report.warning(here, message, say("leave `hold_outs` out"))
