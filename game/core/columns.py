"""Columns of the position: each is declared once, with its unit and meaning and what the other side may know of it.

-1 means none or unknown.
"""

from enum import IntEnum
from typing import Self


class Sight(IntEnum):
    """What a view holds of an enemy unit's column."""

    OWN = 0
    """Nothing."""
    SEEN = 1
    """The value while the unit is in sight."""
    BAND = 2
    """A rounded value while the unit is in sight."""
    GHOST = 3
    """The viewer's own memory of it: hidden from the owner instead."""
    BELIEF = 4
    """What the viewer last knew of it, as another column holds it."""


class Column(IntEnum):
    """A column of a block, with the unit it is counted in and what it means."""

    unit: str
    meaning: str
    sight: Sight

    def __new__(cls, value: int, unit: str = "", meaning: str = "", sight: Sight = Sight.OWN) -> Self:
        member = int.__new__(cls, value)
        member._value_ = value
        member.unit, member.meaning, member.sight = unit, meaning, sight
        return member


class Clock(Column):
    """Where the game stands in time."""

    DAY = 0, "days", "days since the start of the campaign"
    WATCH = 1, "index", "watch of the day"
    SIDE = 2, "side", "whose order phase it is, -1 between phases"
    PHASE = 3, "index", "step in the day's sequence of play"
    OVER = 4, "flag", "1 when the campaign has ended"


class U(Column):
    """Columns of a unit."""

    SIDE = 0, "side", "the side it fights for", Sight.SEEN
    FORMATION = 1, "formation", "the formation it belongs to", Sight.SEEN
    STATUS = 2, "Status", "waiting, ready, routed, gone or standing aside", Sight.SEEN
    HEX = 3, "hex", "where it stands, -1 off the map", Sight.SEEN
    MEN = 4, "men", "men present", Sight.BAND
    GUNS = 5, "guns", "guns present", Sight.BAND
    COHESION = 6, "per mille", "holding together, changes by the day", Sight.BAND
    QUALITY = 7, "per mille", "training and leadership, changes slowly", Sight.SEEN
    STOCK = 8, "per mille", "supplies carried; full is about five and a half days of defence"
    DUG = 9, "days", "days of digging in where it stands", Sight.SEEN
    DIGGING = 10, "flag", "ordered to dig in", Sight.SEEN
    MOVED = 11, "0.1 km", "movement spent today; below 0 what yesterday left over"
    MOVED_WATCH = 12, "0.1 km", "movement spent in this watch; of an enemy 1 for any", Sight.BAND
    FORCED = 13, "flag", "on a forced march today"
    FORCED_DAYS = 14, "days", "forced marches on end before today"
    ATTACKED = 15, "flag", "has attacked today, or spent the day on work or a journey by train"
    LED = 16, "hex", "hex whose attack it led in this watch, -1 none"
    ACTIVITY = 17, "Activity", "hardest thing done since dawn"
    FOUGHT_DAYS = 18, "days", "days of battle on end before today"
    SUPPLY = 19, "SupplyState", "state of supply at dawn"
    REASON = 20, "SupplyReason", "why supply is as it is"
    REASON_AT = 21, "number", "what the reason points at: a hex, a source or 0.1 km"
    ENCIRCLED = 22, "days", "days without a free path to a source of its side", Sight.SEEN
    HELD_UNTIL = 23, "day", "garrison that may not leave before this day, -1 free"
    ARRIVAL_DAY = 24, "day", "day it comes onto the map, -1 present from the start"
    ARRIVAL_WATCH = 25, "index", "watch in which it comes"
    ARRIVAL_HEX = 26, "hex", "where it comes"
    INITIAL = 27, "men", "men at the start: what the accounts below must add up to with the men present"
    KILLED = 28, "men", "killed so far"
    WOUNDED = 29, "men", "wounded and not yet back"
    CAPTURED = 30, "men", "captured so far, counted gross"
    STRAGGLED = 31, "men", "left the ranks and not come back"
    GONE_OVER = 32, "men", "gone over to the other side"
    LEFT = 33, "men", "evacuated or marched off the map"
    GHOST_HEX = 34, "hex", "where the other side last saw it", Sight.GHOST
    GHOST_DAY = 35, "day", "when the other side last saw it, -1 never", Sight.GHOST
    ENROLLED = 36, "men", "men taken onto the strength since the start, as by going over, less those given to others"
    ON_ROAD = (
        37,
        "flag",
        "came here along a road by day since its side's phase began: seen though in hiding",
        Sight.SEEN,
    )
    RETURNED = 38, "men", "wounded who came back to the ranks so far"
    KILLED_BEFORE = 39, "men", "killed before the unit went over, -1 if it never did"
    CAPTURED_BEFORE = 40, "men", "captured before the unit went over, -1 if it never did"
    STRAGGLED_BEFORE = 41, "men", "straggled before the unit went over, -1 if it never did"
    BREAKOUT = 42, "flag", "breaks out today: may slip from zone to zone"
    UNLED = 43, "flag", "its headquarters was out of reach when the watch began"
    STAND = 44, "flag", "ordered to stand to the last"
    RESERVE = 45, "flag", "waits to march to a neighbour that is attacked"
    HOME = 46, "hex", "garrison of a formation that is loath to leave, -1 none"
    STRUCK = 47, "hex", "hex that it attacked today, -1 none"
    WOUNDED_BEFORE = 48, "men", "wounded before the unit went over, back by now or not, -1 if it never did"
    PACE = 49, "per mille", "what weather and season leave of its day's march", Sight.SEEN


ACCOUNTS = (U.MEN, U.KILLED, U.WOUNDED, U.CAPTURED, U.STRAGGLED, U.GONE_OVER, U.LEFT)
"""Where men can be; their sum over a unit is always ``U.INITIAL`` plus ``U.ENROLLED``."""
LOSSES = (U.KILLED, U.CAPTURED, U.STRAGGLED, U.GONE_OVER)
"""Men who will not come back: what victory counts."""


class F(Column):
    """Columns of a formation of the order of battle. What is SEEN here both sides know at all times."""

    SIDE = 0, "side", "the side it fights for", Sight.SEEN
    STANDING = 1, "Standing", "loyal, gone over, scattered or standing aside", Sight.SEEN
    LOYALTY = 2, "per mille", "how far its commander stands by his side"
    FAMILIES = 3, "flag", "the families of its officers are held hostage by its own side"
    AGENTS = 4, "flag", "agents of the other side sit in its staff", Sight.GHOST
    CONTACT = 5, "day", "day on which the other side's envoy reached its commander, -1 none", Sight.GHOST
    ENVOY = 6, "day", "day on which an envoy of the other side will arrive, -1 none", Sight.GHOST
    WORK = 7, "points", "political work done on it today", Sight.GHOST
    FAVOURED = 8, "day", "last day on which it was paid, visited or honoured, -1 never"
    REPLACED = 9, "day", "day on which its commander was replaced, -1 never"
    LOST = 10, "men", "killed, wounded and captured so far, each man once for each time, as counted at dawn"
    LOST_1 = 11, "men", "of these in the last day"
    LOST_2 = 12, "men", "in the day before"
    LOST_3 = 13, "men", "in the day before that"
    WON = 14, "flag", "won an attack since dawn"
    ASSAULTED = 15, "flag", "attacked by the other side since dawn", Sight.GHOST
    FELL = 16, "hex", "where its last lost unit was lost, -1 none"
    PRIORITY = 17, "level", "0 ordinary, 1 before others, 2 first, when supplies run short"
    AIRDROP = 18, "per cent", "share of the airdrop, -1 by need"
    PLANTING = 19, "day", "day on which agents of the other side will be inside, -1 none", Sight.GHOST
    SPARED = 20, "day", "day on which the other side promised to spare it, -1 none", Sight.GHOST
    ROTATED = 21, "day", "day on which it was promised a rest out of the line, -1 none"
    RESTED = 22, "days", "days out of the line since then"
    COMMITTED = 23, "per mille", "share of its men that a reluctant commander has let go, -1 when they are called home"
    PUSHED = 24, "day", "day on which it was last told to push on, -1 never"
    ORDER = 25, "number", "last order from above it has had, -1 none"
    OBEDIENCE = 26, "`Obedience`", "what has become of that order"


class S(Column):
    """Columns of a side."""

    POLITICS = 0, "points", "political work left today"
    COMMAND = 1, "points", "command points left today"
    PRESTIGE = 2, "points", "standing with those above it"
    ENLISTED = 3, "men", "prisoners who have joined its ranks so far"


class T(Column):
    """Columns of the talks of a whole command, whose side is in ``World.talks``. SEEN both sides know at all times."""

    STAGE = 0, "TalkStage", "how far the talks have come", Sight.SEEN
    RESOLVE = 1, "0.01 points", "the commander's will to fight on, of 100 points"
    TERM = 2, "term", "terms on the table, -1 none", Sight.SEEN
    ROUND_DAY = 3, "day", "day on which the last round began, -1 never", Sight.SEEN
    ROUNDS = 4, "rounds", "rounds held", Sight.SEEN
    DUE = 5, "day", "day on which what is agreed is signed, or what is signed carried out, -1 none", Sight.SEEN
    REFUSED = 6, "day", "last day on which an offer was refused or a round broken off, -1 never", Sight.SEEN
    ASKED = 7, "term", "terms that wait for an answer, -1 none", Sight.SEEN
    ASKED_DAY = 8, "day", "since when they wait, -1 none", Sight.SEEN
    OFFER = 9, "term", "terms that an envoy of the other side is bringing, -1 none", Sight.GHOST
    OFFER_DAY = 10, "day", "day on which he will arrive, -1 none", Sight.GHOST
    ARMIES = 11, "armies", "most armies of the commander's clique that were lost at any time"
    OTHER_ARMIES = 12, "armies", "the same of other cliques"
    CITIES = 13, "cities", "the same of his cities"
    PRINCIPAL = 14, "cities", "1 once his principal city has been lost"
    PORTS = 15, "ports", "the same of his ports"
    ISOLATED = 16, "days", "days for which his principal city has been isolated in all"


TALLY = (T.ARMIES, T.OTHER_ARMIES, T.CITIES, T.PRINCIPAL, T.PORTS, T.ISOLATED)
"""What has been counted against a commander's resolve already."""


class Crossing(Column):
    """Columns of a river hexside."""

    BRIDGE = 0, "Bridge", "none, standing, improvised, or ice"
    PASSED = 1, "men", "men who crossed today, which is what limits an improvised bridge", Sight.BELIEF
    PASSED_0 = 2, "men", "those of them who were side 0's", Sight.OWN
    PASSED_1 = 3, "men", "those of them who were side 1's", Sight.OWN


class Rail(Column):
    """Columns of a stretch of railway between two neighbouring hexes."""

    WRECKED = 0, "flag", "1 where no train can pass", Sight.BELIEF
    MENDED = 1, "unit-days", "work done on a wrecked stretch", Sight.BELIEF
    KNOWN_0 = 2, "unit-days", "as side 0 last knew it: 0 whole, else 1 and the work done", Sight.OWN
    KNOWN_1 = 3, "unit-days", "the same for side 1", Sight.OWN


class Place(Column):
    """Columns of a place."""

    HOLDER = 0, "side", "side that last held its hex, -1 nobody", Sight.BELIEF
    KNOWN_0 = 1, "side", "who held it when side 0 last knew", Sight.OWN
    KNOWN_1 = 2, "side", "who held it when side 1 last knew", Sight.OWN
    RATIONS = 3, "man-days", "stores for men cut off, as quiet days of so many men; its holder alone knows"


class Depot(Column):
    """Columns of a depot set up in the game, which its side alone knows; those of the scenario are the world's."""

    SIDE = 0, "side", "the side it serves, -1 where there is none"
    HEX = 1, "hex", "where it lies, -1 where there is none"


class Lifting(Column):
    """Columns of a lift, whose side is in ``World.lifts`` and alone knows them."""

    CARRIED = 0, "men", "men for whom its ships or aircraft are still under way"


class Trains(Column):
    """Columns of the troop trains of ``World.trains``, whose side alone knows them."""

    CARRIED = 0, "men", "men on them today"


class Camp(Column):
    """Columns of a day of the campaign, where a side enlists prisoners: each side alone knows whom it holds."""

    TAKEN_0 = 0, "men", "men whom side 0 had captured in all by the dawn of the day"
    TAKEN_1 = 1, "men", "the same for side 1"


DEPOTS = 16
"""Depots that can be set up in a game at one time, by both sides."""
