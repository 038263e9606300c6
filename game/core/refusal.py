"""Why an order is refused: an enum with the units and hexes concerned. The words are in the text catalogue."""

from dataclasses import dataclass
from enum import Enum


class Reason(Enum):
    """One reason for each way in which an order can be illegal."""

    GAME_OVER = "game_over"
    NOT_YOUR_PHASE = "not_your_phase"
    NO_SUCH_UNIT = "no_such_unit"
    NO_SUCH_HEX = "no_such_hex"
    NOT_YOUR_UNIT = "not_your_unit"
    NOT_ON_MAP = "not_on_map"
    HELD = "held"
    ROUTED = "routed"
    NO_PATH = "no_path"
    NOT_ADJACENT = "not_adjacent"
    IMPASSABLE = "impassable"
    ENEMY_IN_HEX = "enemy_in_hex"
    ZONE_TO_ZONE = "zone_to_zone"
    TOO_FAR = "too_far"
    OVERSTACKED = "overstacked"
    HAS_ATTACKED = "has_attacked"
    DAY_SPENT = "day_spent"
    HAS_MOVED = "has_moved"
    NO_ATTACKERS = "no_attackers"
    NAMED_TWICE = "named_twice"
    NO_ENEMY = "no_enemy"
    ALREADY_FORCED = "already_forced"
    FORCED_TOO_LONG = "forced_too_long"
    TOO_SHAKEN = "too_shaken"
    ALREADY_DIGGING = "already_digging"
    NOT_ENGINEERS = "not_engineers"
    NO_RIVER = "no_river"
    ALREADY_BRIDGED = "already_bridged"
    HEADQUARTERS_DO_NOT = "headquarters_do_not"
    NO_RAILWAY = "no_railway"
    NOT_ON_RAILWAY = "not_on_railway"
    NO_TROOP_TRAINS = "no_troop_trains"
    STATION_UNDER_FIRE = "station_under_fire"
    LINE_CUT = "line_cut"
    BEYOND_A_DAY = "beyond_a_day"
    TRAINS_FULL = "trains_full"
    WRECKED_ALREADY = "wrecked_already"
    NOT_WRECKED = "not_wrecked"
    NOT_ON_FOOT = "not_on_foot"
    UNDER_FIRE = "under_fire"
    NO_STOREKEEPERS = "no_storekeepers"
    NO_DEPOT_SITE = "no_depot_site"
    HAS_DEPOT = "has_depot"
    TOO_MANY_DEPOTS = "too_many_depots"
    NO_SUCH_LIFT = "no_such_lift"
    NOT_AT_LIFT = "not_at_lift"
    LIFT_CLOSED = "lift_closed"
    LIFT_FULL = "lift_full"
    SAME_SHARE = "same_share"
    NOTHING_TO_SHARE = "nothing_to_share"
    NO_AIRDROP = "no_airdrop"
    SHARED_OUT = "shared_out"
    NO_SUCH_FORMATION = "no_such_formation"
    NOT_YOUR_FORMATION = "not_your_formation"
    YOUR_OWN_FORMATION = "your_own_formation"
    NOBODY_THERE = "nobody_there"
    NO_POLITICS_LEFT = "no_politics_left"
    NO_CONTACT = "no_contact"
    FOLLOWS_HOME = "follows_home"
    UNDER_ASSAULT = "under_assault"
    ENVOY_UNDERWAY = "envoy_underway"
    IN_CONTACT = "in_contact"
    FAVOURED_LATELY = "favoured_lately"
    REPLACED_LATELY = "replaced_lately"
    OWN_MASTER = "own_master"
    NEW_COMMANDER = "new_commander"
    STANDS_ASIDE = "stands_aside"
    UNDER_TRUCE = "under_truce"
    NO_SUCH_TALKS = "no_such_talks"
    NO_TALKS_HERE = "no_talks_here"
    NOT_YOUR_TALKS = "not_your_talks"
    NO_SUCH_TERMS = "no_such_terms"
    TERMS_STAND = "terms_stand"
    TALKS_SETTLED = "talks_settled"
    OFFER_UNDERWAY = "offer_underway"
    OFFER_REFUSED = "offer_refused"
    COMMANDER_DECIDES = "commander_decides"
    NOTHING_ASKED = "nothing_asked"
    TOO_RESOLUTE = "too_resolute"
    WENT_OVER = "went_over"
    AGENTS_INSIDE = "agents_inside"
    AGENTS_UNDERWAY = "agents_underway"
    SPARED_ALREADY = "spared_already"
    NOT_IN_LINE = "not_in_line"
    REST_PROMISED = "rest_promised"
    WHOLLY_LOYAL = "wholly_loyal"
    NOT_ENCIRCLED = "not_encircled"
    BREAKS_OUT_ALREADY = "breaks_out_already"
    NO_COMMAND_LEFT = "no_command_left"
    OUT_OF_COMMAND = "out_of_command"
    NOT_PREPARED = "not_prepared"
    TOO_HUNGRY = "too_hungry"
    ALREADY_STANDING = "already_standing"
    ALREADY_RESERVE = "already_reserve"
    MARCHED_TOO_FAR = "marched_too_far"
    NO_SUCH_INSISTENCE = "no_such_insistence"
    NOT_RELUCTANT = "not_reluctant"
    ALL_COMMITTED = "all_committed"
    CALLED_HOME = "called_home"
    PUSHED_TODAY = "pushed_today"
    NO_PRESTIGE_LEFT = "no_prestige_left"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused order: the reason with the units and hexes that a message should name."""

    reason: Reason
    units: tuple[int, ...] = ()
    hexes: tuple[int, ...] = ()
    formations: tuple[int, ...] = ()
    needed: int = 0
    """Points that the order costs, or men for whom there is no room."""
    left: int = 0
    """Points that there are, or room for men."""
    nearest: int = -1
    """Where it would be allowed instead: the hex nearest to the one asked for."""


class IllegalOrder(ValueError):
    """Raised by `engine.submit` for an order that `engine.check` refuses."""

    def __init__(self, refusal: Refusal, order: object) -> None:
        super().__init__(f"{order}: {refusal.reason.value} units={refusal.units} hexes={refusal.hexes}")
        self.refusal = refusal
        self.order = order
