"""A scenario in the terminal."""

from collections.abc import Iterator

from rich.text import Text

from game.cli.map_view import RULER, MapView
from game.cli.map_window import whole_map
from game.cli.open_game import at_first_order
from game.cli.show_forces import show_arrivals, show_forces, show_totals
from game.cli.shown import Shown, clique_name
from game.cli.tables import grid, paragraph
from game.core.board import SideColumn, SourceColumn
from game.core.facts import NO_LIMIT, Lift, Weather
from game.core.state import Place, T
from game.core.world import SIDES
from game.session.results.figures import days
from game.session.results.played import joined, varied
from game.session.results.track_report import track_tables
from game.session.words.table import Table
from game.session.words.wording import hundredths, source_words, weather_line


def show_all(shown: Shown) -> None:
    """Everything, from the title to the levels of victory."""
    for section in (
        _show_title,
        show_map,
        show_forces,
        show_totals,
        show_arrivals,
        _show_command,
        _show_supply,
        _show_talks,
        _show_history,
        show_track,
    ):
        section(shown)


def _show_title(shown: Shown) -> None:
    words, world, spec = shown.words, shown.world, shown.scenario.spec["scenario"]
    shown.out.print(Text(words.label(world.label), "bold"))
    grid, calendar = world.grid, world.calendar
    facts = words.say(
        "show.campaign",
        start=words.day(0),
        end=words.day(calendar.days - 1),
        days=calendar.days,
        columns=grid.columns,
        rows=grid.rows,
        km=f"{grid.hex_km10 / 10:g}",
    )
    paragraph(shown.out, facts)
    for weather in world.weather:
        paragraph(shown.out, words.say("show.weather", line=weather_line(words, weather), spans=_spans(shown, weather)))
    chosen = list(varied(words, shown.scenario.spec))
    if chosen:
        paragraph(shown.out, words.say("show.varied", names=joined(words, chosen)))
    about = spec.get("about")
    if about:
        paragraph(shown.out, words.text(about))
    if any(world.label.source):
        paragraph(
            shown.out, words.say("show.sourced", source=source_words(words, words.pick(world.label.source))), "dim"
        )


def _spans(shown: Shown, weather: Weather) -> str:
    """The days of a kind of weather, those on end as one span."""
    words, marked = shown.words, sorted(weather.days)
    firsts = [day for day in marked if day - 1 not in weather.days]
    lasts = [day for day in marked if day + 1 not in weather.days]
    return words.join([days(words, first, last) for first, last in zip(firsts, lasts, strict=True)])


def show_map(shown: Shown) -> None:
    """The whole map at the start."""
    shown.heading("show.map")
    view = MapView(shown.words, shown.scenario, shown.out)
    window = whole_map(shown.world.grid, shown.out.width - RULER)
    for line in [*view.draw(at_first_order(shown.scenario, shown.words.lang), window), *view.legend(shown.out.width)]:
        shown.out.print(line)


def _show_command(shown: Shown) -> None:
    """Points and prestige of both sides, and what comes from above."""
    words, world = shown.words, shown.world
    shown.heading("explain.headings.command")
    for side in SIDES:
        count, prestige = (int(world.board.sides[column, side]) for column in (SideColumn.COMMAND, SideColumn.PRESTIGE))
        paragraph(shown.out, words.say("show.command", side=words.side(side), count=count, prestige=prestige))
    if world.superior_orders:
        shown.heading("show.superior_orders")
    for order in world.superior_orders:
        told = {"formation": words.formation(order.formation), "order": words.label(order.label)}
        dates = {"date": words.day(order.day, "short"), "by": words.day(order.last_day, "short")}
        paragraph(shown.out, words.sentence("show.superior_order", **told, **dates, prestige=order.prestige))


def _show_supply(shown: Shown) -> None:
    shown.heading("show.sources")
    table = shown.world.board.sources
    for number, label in enumerate(shown.world.sources):
        side, hex, capacity, rail = (int(table[column, number]) for column in SourceColumn)
        has_name = label.en != label.id  # a depot without one goes by its id, which is no word
        key = ("depot" if has_name else "some_depot") if capacity < 0 else "feeds_rail" if rail else "feeds"
        words = shown.words
        source = words.say(f"show.{key}", source=words.label(label), where=words.where(hex), men=capacity)
        paragraph(shown.out, words.say("list.told", who=words.side(side), what=source))
    for told in _other_supplies(shown):
        paragraph(shown.out, told)


def _kind_of(lift: Lift) -> str:
    """Which sentence tells how many men a lift carries."""
    if lift.men == NO_LIMIT:
        return "lift_all"
    if lift.ready < lift.at_once:
        return "lift_gathering"
    return "lift" if lift.at_once == lift.men else "lift_fleet"


def _other_supplies(shown: Shown) -> Iterator[str]:
    """Airlifts, lifts off the map, trains for troops, and what lies in store at places."""
    words, world, start = shown.words, shown.world, shown.scenario.start
    for airdrop in world.airdrops:
        days = {"start": words.day(airdrop.first_day, "brief"), "end": words.day(airdrop.last_day, "brief")}
        told = words.say("show.airdrop", source=words.label(airdrop.label), men=airdrop.men, **days)
        yield words.say("list.told", who=words.side(airdrop.side), what=told)
    for lift in world.lifts:
        days = {"start": words.day(lift.first_day, "brief"), "end": words.day(lift.last_day, "brief")}
        parts = {"source": words.label(lift.label), "place": words.spot(lift.hex), **days}
        told = words.say(f"show.{_kind_of(lift)}", men=lift.men, at_once=lift.at_once, ready=lift.ready, **parts)
        yield words.say("list.told", who=words.side(lift.side), what=told)
    for trains in world.trains:
        told = words.say("show.troop_trains", source=words.label(trains.label), men=trains.men)
        yield words.say("list.told", who=words.side(trains.side), what=told)
    for place, (holder, rations) in enumerate(start.places[[Place.HOLDER, Place.RATIONS]].T.tolist()):
        if rations:
            garrison = world.places[place].garrison
            told = words.say("show.rations", place=words.place(place), men=garrison, count=rations // garrison)
            yield words.say("list.told", who=words.side(holder), what=told) if holder >= 0 else told


def _show_talks(shown: Shown) -> None:
    """Commands whose commander may negotiate, and on what terms."""
    words, world = shown.words, shown.world
    if world.talks:
        shown.heading("show.talks")
    for number, talk in enumerate(world.talks):
        resolve = hundredths(int(shown.scenario.start.talks[T.RESOLVE, number]))
        command, side = words.label(talk.label), words.side(talk.side)
        principal = words.place(talk.principal)
        lines = [words.say("show.talk", command=command, side=side, resolve=resolve, principal=principal)]
        for key, places in (("talk_cities", talk.cities), ("talk_ports", talk.ports)):
            names = words.join([words.place(place) for place in places])
            lines += [words.say("show.talk_places", kind=words.say(f"show.{key}"), places=names)] if places else []
        if talk.contact_day >= 0:
            date = words.day(talk.contact_day, "short")
            lines.append(words.say("show.talk_contact", date=date, name=words.pick(talk.contact)))
        for term in talk.terms:
            units = words.enum("show.fates", world.terms[term].units)
            lines.append(words.say("show.talk_terms", term=words.term(term), units=units))
        cliques = words.join([clique_name(shown, each.clique) for each in talk.hold_outs])
        lines += [words.say("show.talk_hold_outs", cliques=cliques)] if cliques else []
        for line in lines:
            paragraph(shown.out, line)


def _show_history(shown: Shown) -> None:
    """Documented events, named entries, levels of victory."""
    words, world = shown.words, shown.world
    rows = [
        (
            words.day(event.first_day, "brief"),
            words.pick(event.text),
            source_words(words, words.pick(event.label.source)),
        )
        for event in world.events
    ]
    if rows:
        shown.out.print()
        heads = ("", "", words.say("show.source"))
        shown.out.print(grid(Table(words.say("show.events"), heads, rows, words=(1, 2))))
    entries = shown.scenario.spec["scenario"]["entries"]
    if entries:
        shown.heading("show.entries")
    for id, entry in entries.items():
        title = words.text(entry["title"])
        paragraph(shown.out, words.say("show.entry", id=id, title=title, date=entry["date"]))
    _show_variants(shown)
    shown.heading("show.victory")
    for line in _levels(shown):
        paragraph(shown.out, line)


def _show_variants(shown: Shown) -> None:
    """The changes of fact that it offers, with what they rest on."""
    variants = shown.scenario.spec["scenario"]["variants"]
    if not variants:
        return
    words = shown.words
    rows = []
    for id, variant in variants.items():
        rests = source_words(words, words.text(variant.get("source"))) or words.say(
            f"show.confidence.{variant.get('confidence', 'estimate')}"
        )
        rows.append((id, words.text(variant["name"]), rests))
    shown.out.print()
    shown.out.print(grid(Table(words.say("show.variants"), ("", "", words.say("show.source")), rows, words=(0, 1, 2))))


def show_track(shown: Shown) -> None:
    """What both sides meant to do."""
    words, tables = shown.words, track_tables(shown.words, shown.scenario)
    if not tables:
        shown.heading("show.track")
        paragraph(shown.out, words.say("show.no_track"))
    for table in tables:
        shown.out.print()
        shown.out.print(grid(table))
    reference = shown.scenario.spec["scenario"]["track"].get("reference")
    if reference is not None:
        paragraph(shown.out, words.say("show.track_reference", seed=str(reference)))


def _levels(shown: Shown) -> Iterator[str]:
    words, victory = shown.words, shown.world.victory
    yield words.sentence("report.favours", side=words.the_side(victory.favours))
    for level in victory.levels[:-1]:
        yield words.say("show.level_from", level=words.label(level.label), score=f"{level.at:+,}")
    yield words.say("show.level_below", level=words.label(victory.levels[-1].label))
