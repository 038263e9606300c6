"""What `explain` says is what the rules do, and of the other side only what the asker can know."""

import re
from typing import Any

import pytest

from game.core.causes import Degree, MoraleCause
from game.core.events import LoyaltyChanged
from game.core.kinds import Obedience, Status, SupplyReason, SupplyState, TalkStage
from game.core.numbers import Number
from game.core.orders import (
    BuildBridge,
    Embark,
    Entrench,
    Favour,
    ForceMarch,
    Move,
    OfferTalks,
    RailMove,
    RepairRail,
    SendEnvoy,
    SetUpDepot,
    WorkOn,
    WreckRail,
)
from game.core.refusal import Reason
from game.core.state import F, U
from game.core.world import World
from game.resources import LANGUAGES
from game.scenario.load import load
from game.session.chronicle.accounts import read_accounts
from game.session.explain import (
    EVERYBODY,
    Explanation,
    Inquiry,
    Kind,
    Subject,
    UnknownName,
    explain,
    explain_formation,
    explain_hex,
    explain_troubles,
    explain_unit,
    find_subject,
    inquire,
)
from game.session.session import Session
from game.session.words.text import Catalogue
from tests.boards import BLUE, RED, Board, of_type
from tests.test_rules_talks import DAUGHTER, lose, put, small

LINE = ". " * 14
FIELD = """
    . . . . .
    . . . . .
    . . . . .
    . . . . .
    . . . . .
"""


def source(id: str, hex: str, **more: Any) -> dict[str, Any]:
    return {"id": id.lower(), "name": id, "side": "red", "at": hex, "capacity": 50_000, "kind": "base", **more}


BASE = {"sources": [source("Base", "0101")]}
WHOLE = {"rails": [{"hexes": [f"{n:02d}01" for n in range(1, 15)]}]}
RAILWAY = {"rails": [{"id": "line", "hexes": [f"{n:02d}01" for n in range(1, 15)], "wrecked": [["0301", "0401"]]}]}


def ask(board: Board, side: int = EVERYBODY, lang: str = "en") -> Inquiry:
    words = Catalogue(lang, board.world)
    return inquire(words, board.turn.state, side, board.turn.events, board.scenario.start)


def text(explanation: Explanation, heading: str = "") -> str:
    """The lines of the sections whose heading begins so."""
    chosen = [section for section in explanation.sections if section.heading.startswith(heading)]
    return "\n".join(line for section in chosen for line in section.lines)


def unit(board: Board, name: str, heading: str = "", side: int = EVERYBODY) -> str:
    return text(explain_unit(ask(board, side), board.unit(name)), heading)


class TestSupply:
    """Where it comes from, and for every reason the culprit and what would restore it."""

    def supply(self, board: Board, reason: SupplyReason) -> str:
        assert board.value("A", U.REASON) == reason
        return unit(board, "A", "Supply")

    def test_the_source_and_the_carts_way(self) -> None:
        board = Board(LINE, "A@0501", supply=BASE)
        assert "It is fed by the Base, 12 km by cart from hex 0101; carts reach 30 km." in unit(board, "A", "Supply")
        assert "It is fed by the Base where it stands." in unit(Board(LINE, "A@0101", supply=BASE), "A", "Supply")

    def test_the_railhead_of_the_way(self) -> None:
        rail = {"sources": [source("Base", "0101", kind="rail")]}
        board = Board(LINE, "A@0501", supply=rail, map=RAILWAY)
        assert "It is fed by the Base by way of hex 0301, 6 km by cart from there" in unit(board, "A", "Supply")
        board = Board(LINE, "A@0301", supply=rail, map=RAILWAY)
        assert "It is fed by the Base at hex 0301, where it stands." in unit(board, "A", "Supply")

    def test_strained_supply_says_where_it_is_better(self) -> None:
        board = Board(LINE, "A@0901", supply=BASE)
        told = self.supply(board, SupplyReason.DELIVERED)
        assert "At dawn it was strained" in told and "within 22 km of where carts load" in told

    def test_a_well_fed_unit_needs_no_advice(self) -> None:
        assert len(unit(Board(LINE, "A@0201", supply=BASE), "A", "Supply").splitlines()) == 2

    def test_the_countryside(self) -> None:
        sides = {"red": {"name": "Red", "countryside": 60}, "blue": {"name": "Blue"}}
        board = Board(LINE, "A@0501", sides=sides, countryside={"default": "red"})
        assert "the countryside gives it 60 % of what it needs" in self.supply(board, SupplyReason.COUNTRYSIDE)

    def test_no_source_at_all(self) -> None:
        told = self.supply(Board(LINE, "A@0301"), SupplyReason.NO_SOURCE)
        assert "No source can feed it: its side has none." in told

    def test_a_source_in_the_enemy_s_hands(self) -> None:
        board = Board(LINE, "A@1401", "b@1101 men=500", supply=BASE)
        board.set("b", U.HEX, board.hex("0101"))
        board.end_day()
        assert "Base in hex 0101 is in the enemy's hands" in self.supply(board, SupplyReason.NO_SOURCE)

    def test_the_cut_of_the_railway(self) -> None:
        rail = {"sources": [source("Base", "0101", kind="rail")]}
        told = self.supply(Board(LINE, "A@1401", supply=rail, map=RAILWAY), SupplyReason.RAIL_CUT)
        assert "trains get no further than in hex 0301" in told
        assert "it is 3 km too far from hex 0301: carts reach 30 km" in told

    def test_the_enemy_in_the_way_is_named(self) -> None:
        board = Board(LINE, "A@1401", "b@0501 men=500", supply=BASE)
        told = self.supply(board, SupplyReason.BLOCKED_BY_UNIT)
        assert "blocked at hex 0501 by the b. Drive the enemy off, or open another way." in told
        assert "It has been cut off for 1 day: no way leads to its supplies." in told

    def test_the_zone_in_the_way_is_named_with_its_unit(self) -> None:
        board = Board(LINE, "A@1401", "b@0501", "c@0401 men=500", supply=BASE)
        told = self.supply(board, SupplyReason.BLOCKED_BY_ZONE)
        assert "The way to its supplies at hex 0601 lies in the zone of the b." in told
        assert "move friendly troops there" in told

    def test_an_enemy_out_of_sight_stays_unnamed(self) -> None:
        board = Board(LINE, "A@1401", "b@0501 men=500", supply=BASE)
        assert "blocked at hex 0501 by an enemy now out of sight" in unit(board, "A", "Supply", RED)

    @pytest.mark.parametrize(
        ("reason", "told"),
        [
            (SupplyReason.COUNTRYSIDE, "the countryside gives it"),
            (SupplyReason.RATIONS, "it lives on the rations of Town"),
            (SupplyReason.AIRDROP_ONLY, "Airlift"),
        ],
    )
    def test_who_lives_on_something_else_is_not_told_that_an_unseen_enemy_has_gone(
        self, reason: SupplyReason, told: str
    ) -> None:
        """What it lives on is told, and that carts come now only to one who saw the way open or went to meet them."""
        town = {"town": {"name": "Town", "at": "1001", "held_by": "red", "rations": {"days": 9, "men": 5000}}}
        lift = [{"id": "lift", "name": "Airlift", "side": "red", "capacity": 5000}]
        board = Board(LINE, "A@1001", "b@0501 men=500", supply={**BASE, "airdrops": lift}, places=town)
        board.set("A", U.REASON, reason)
        board.set("A", U.REASON_AT, 0)
        assert told in unit(board, "A", "Supply", RED) and "they now can" not in unit(board, "A", "Supply", RED)
        board.set("b", U.HEX, board.hex("1401"))
        assert told in unit(board, "A", "Supply") and "they now can" in unit(board, "A", "Supply")
        board.march("A", "0901")
        assert told in unit(board, "A", "Supply", RED) and "they now can" in unit(board, "A", "Supply", RED)

    def test_who_was_fed_by_porters_is_not_told_that_carts_had_come(self) -> None:
        """A source that could not feed all stands in the place of what they slipped past."""
        sides = {"red": {"name": "Red", "porters_km": 45}, "blue": {"name": "Blue"}}
        board = Board(LINE, "A@1001", "b@0501 men=500", supply=BASE, sides=sides)
        for column, value in {U.REASON: SupplyReason.CAPACITY_SHORT, U.REASON_AT: 0, U.ENCIRCLED: 0}.items():
            board.set("A", column, value)
        told = self.supply(board, SupplyReason.CAPACITY_SHORT)
        assert "Carts reached it" not in told and "It is fed by" not in told
        assert "Base can feed 50,000 men" in told

    def test_the_way_that_is_too_long(self) -> None:
        told = self.supply(Board(LINE, "A@1301", supply=BASE), SupplyReason.BEYOND_RANGE)
        assert "It is 6 km beyond the reach of its carts. They reach 30 km from hex 0101. Move it" in told

    def test_how_much_too_long_is_told_from_where_it_stands_now(self) -> None:
        board = Board(LINE, "A@1401", supply=BASE)
        assert "It is 9 km beyond" in self.supply(board, SupplyReason.BEYOND_RANGE)
        board.march("A", "1301", "1201")
        assert "It is 3 km beyond" in self.supply(board, SupplyReason.BEYOND_RANGE)

    def test_a_unit_that_has_come_near_enough_is_not_told_to_come_nearer(self) -> None:
        board = Board(LINE, "A@1301", supply=BASE)
        board.march("A", "1201", "1101")
        told = self.supply(board, SupplyReason.BEYOND_RANGE)
        assert "Carts could not reach it at dawn. As far as is known they now can, from hex 0101" in told
        assert "beyond the reach" not in told

    def test_a_unit_that_has_gone_too_far_is_told_so(self) -> None:
        board = Board(LINE, "A@1001", supply=BASE)
        board.march("A", "1101", "1201", "1301")
        told = self.supply(board, SupplyReason.DELIVERED)
        assert "Carts reached it at dawn. As far as is known they cannot reach it where it stands now" in told
        assert "It is fed by" not in told and "get through" not in told

    def test_a_unit_whose_ring_was_opened_counts_as_cut_off_until_dawn(self) -> None:
        board = Board(LINE, "A@0901", "b@0501 men=500", supply=BASE)
        board.set("b", U.HEX, board.hex("1401"))
        told = self.supply(board, SupplyReason.BLOCKED_BY_UNIT)
        assert "As far as is known they now can" in told
        assert "Until then it counts as cut off, for 1 day so far." in told
        assert "Drive the enemy off" not in told and "no way leads" not in told

    def test_nobody_is_called_supplied_and_cut_off_at_once(self) -> None:
        """At an entry the ring may be as old as the stock: who marched into it with full carts still is cut off."""
        board = Board(LINE, "A@1401", "b@0501 men=500", supply=BASE)
        assert (board.value("A", U.SUPPLY), board.value("A", U.ENCIRCLED)) == (SupplyState.FINE, 1)
        inquiry = ask(board)
        table = explain_formation(inquiry, board.world.units[board.unit("A")].formation).sections[0].table
        assert table is not None and [row[-1] for row in table.rows] == ["cut off"]
        assert "At dawn it was cut off;" in unit(board, "A", "Supply")
        board.set("A", U.SUPPLY, SupplyState.LOW)
        assert "At dawn it was low and cut off;" in unit(board, "A", "Supply")

    def test_the_source_that_feeds_too_many(self) -> None:
        supply = {"sources": [source("Base", "0101", capacity=100)]}
        board = Board(LINE, "A@0101 men=5000 stock=20", "B@0201 men=3000 stock=20", supply=supply)
        board.end_day()
        told = self.supply(board, SupplyReason.CAPACITY_SHORT)
        assert "Base can feed 100 men, and 8,000 look to it" in told
        assert "Move it nearer" not in told, "it stands at the source"
        assert "another source" not in told and "priority" not in told, "there is no other source, no other formation"

    def test_militia_live_at_home(self) -> None:
        assert unit(Board(LINE, "A@0301 type=militia"), "A", "Supply") == (
            "It lives at home and needs no supplies from elsewhere."
        )

    def test_only_who_can_be_served_before_others_is_told_how(self) -> None:
        """By a higher priority, by a march, or by another source that nobody bars."""
        sources = [source("Base", "0101", capacity=100), source("Store", "0104", capacity=100)]
        units = ("A@0201 men=5000 stock=20", "B@0101 men=3000 stock=20 of=guard")
        formations = ["red-guard"]
        board = Board(FIELD, *units, supply={"sources": sources}, formations=formations)
        board.end_day()
        board.set("A", U.REASON_AT, 0)
        told = self.supply(board, SupplyReason.CAPACITY_SHORT)
        assert "priority over the others. Move it nearer than others." in told
        assert "Send some of the others to another source (the Store)." in told
        board.turn.state.formations[F.PRIORITY, board.value("A", U.FORMATION)] = 2
        board.set("A", U.HELD_UNTIL, 99)
        told = self.supply(board, SupplyReason.CAPACITY_SHORT)
        assert "priority" not in told and "Move it nearer" not in told

    def test_a_depot_is_advised_where_somebody_can_set_one_up(self) -> None:
        alone = Board(LINE, "A@1301", supply=BASE)
        assert "depot" not in self.supply(alone, SupplyReason.BEYOND_RANGE)
        helped = Board(LINE, "A@1301 held=true", "B@0101 type=engineer_regiment", supply=BASE)
        told = self.supply(helped, SupplyReason.BEYOND_RANGE)
        assert "Have engineers or an army train set up a depot" in told and "Move it" not in told

    def test_a_line_is_to_be_repaired_where_it_is_wrecked_and_not_under_the_enemy_s_eyes(self) -> None:
        rail = {"sources": [source("Base", "0101", kind="rail")]}
        board = Board(LINE + "\n" + LINE, "A@1401", supply=rail, map=RAILWAY)
        told = self.supply(board, SupplyReason.RAIL_CUT)
        assert "Troops on foot at hex 0301 can repair it towards hex 0401" in told and "commands" not in told
        guarded = Board("\n".join([LINE] * 5), "A@1401", "b@0501", supply=rail, map=RAILWAY)
        assert guarded.value("A", U.REASON) == SupplyReason.RAIL_CUT
        assert "The enemy commands the line at hex 0401: drive him off" in unit(guarded, "A", "Supply")
        mended = Board(LINE, "A@1401", supply=rail, map=WHOLE)
        mended.set("A", U.REASON, SupplyReason.RAIL_CUT)
        mended.set("A", U.REASON_AT, mended.hex("0301"))
        assert "repair" not in unit(mended, "A", "Supply")

    def test_without_a_source_none_is_to_be_freed(self) -> None:
        assert "Free one" not in self.supply(Board(LINE, "A@0301"), SupplyReason.NO_SOURCE)

    def test_a_larger_share_of_the_airdrop_is_told_where_others_have_one(self) -> None:
        lift = [{"id": "lift", "name": "Airlift", "side": "red", "capacity": 500}]
        units = ("A@1001", "B@1201 of=guard", "b@0501 men=500")
        board = Board(LINE, *units, supply={**BASE, "airdrops": lift}, formations=["red-guard"])
        board.end_day()
        assert "a larger share of the airdrop" in self.supply(board, SupplyReason.AIRDROP_ONLY)
        board.turn.state.formations[F.AIRDROP, board.value("A", U.FORMATION)] = 100
        assert "a larger share" not in self.supply(board, SupplyReason.AIRDROP_ONLY)
        alone = Board(LINE, "A@1001", "b@0501 men=500", supply={**BASE, "airdrops": lift})
        alone.end_day()
        assert "a larger share" not in self.supply(alone, SupplyReason.AIRDROP_ONLY)

    @pytest.mark.parametrize("reason", SupplyReason)
    def test_every_reason_has_advice_in_both_languages(self, reason: SupplyReason) -> None:
        town = {"town": {"name": "Town", "at": "0501", "held_by": "red", "rations": {"days": 9, "men": 5000}}}
        lift = [{"id": "lift", "name": "Airlift", "side": "red", "capacity": 5000}]
        board = Board(LINE, "A@0501", supply={**BASE, "airdrops": lift}, places=town)
        board.set("A", U.REASON, reason)
        board.set("A", U.REASON_AT, 0)
        board.set("A", U.SUPPLY, SupplyState.LOW)
        for lang in LANGUAGES:
            lines = text(explain_unit(ask(board, lang=lang), board.unit("A"))).splitlines()
            assert len(lines) > 4 and not [line for line in lines if "{" in line or not line]


class TestAccounts:
    """What moved cohesion and loyalty."""

    def test_the_lines_of_a_day_add_up(self) -> None:
        board = Board(FIELD, "A@0202 men=3000", "c@0302 men=3000", "d@0505")
        board.attack("0302", "A", degree=Degree.REPULSE)
        accounts = read_accounts(board.scenario.start, board.turn.events)
        entries = accounts.cohesion[board.unit("A")]
        assert entries[-1].after == board.value("A", U.COHESION)
        assert entries[-1].after - entries[-1].before == sum(entries[-1].lines.values())
        assert f"morale_causes.{MoraleCause.REPULSED.name}" in entries[-1].lines
        assert "attack thrown back" in unit(board, "A", "Cohesion")

    def test_what_marches_cost_is_in_it(self) -> None:
        board = Board(FIELD, "A@0202", "c@0505")
        board.order(ForceMarch(board.unit("A")))
        cost = int(board.world.numbers[Number.FORCED_COHESION]) // 10
        assert f"-{cost} forced march" in unit(board, "A", "Cohesion")

    def test_loyalty_has_its_own(self) -> None:
        board = Board(FIELD, "A@0202", "c@0505")
        board.order(Favour(0))
        assert of_type(board.turn.events, LoyaltyChanged)
        assert "14 October: 80 → 84 (+4 pay and honours)." in unit(board, "A", "Loyalty")

    def test_without_events_there_are_none(self) -> None:
        board = Board(FIELD, "A@0202", "c@0505")
        board.order(Favour(0))
        inquiry = inquire(Catalogue("en", board.world), board.turn.state)
        assert "pay and honours" not in text(explain_unit(inquiry, board.unit("A")))

    @pytest.mark.parametrize(
        ("columns", "told"),
        [
            ({}, r"can recover to"),
            ({U.SUPPLY: SupplyState.LOW}, "does not recover"),
            ({U.ENCIRCLED: 2}, "drifts towards"),
            ({U.ENCIRCLED: 2, U.SUPPLY: SupplyState.OUT}, "falls by"),
        ],
    )
    def test_where_cohesion_is_heading(self, columns: dict[U, int], told: str) -> None:
        board = Board(FIELD, "A@0202", supply=BASE)
        for column, value in columns.items():
            board.set("A", column, value)
        assert told in unit(board, "A", "Cohesion")


class TestOrders:
    """What it can do now, and why not."""

    def orders(self, board: Board, name: str = "A", side: int = EVERYBODY) -> str:
        return unit(board, name, "What it can do", side)

    def test_marches_with_what_is_left_and_where_to(self) -> None:
        town = {"town": {"name": "Town", "at": "0203", "kind": "town"}}
        board = Board(FIELD, "A@0202", "c@0505", places=town)
        board.order(Move(board.unit("A"), board.path("0201")))
        told = self.orders(board)
        assert re.search(
            r"It can march 17 km more today, \d+ km of it in this watch: \d+ hexes are within its reach", told
        )
        assert "Places within reach: Town." in told
        assert "It can make a forced march." in told and "It can dig in." in told

    def test_digging_in_begins_today_and_not_zero_days_ago(self) -> None:
        board = Board(FIELD, "A@0202", "c@0505")
        board.order(Entrench(board.unit("A")))
        assert "It began to dig in today." in unit(board, "A", "Position")
        board.end_day()
        assert "It has been digging in for 1 day." in unit(board, "A", "Position")

    def test_hemmed_in_by_zones_and_enemies(self) -> None:
        board = Board(". . .", "A@0201", "b@0101", "c@0301")
        told = self.orders(board)
        assert "It cannot march anywhere." in told
        assert "The enemy holds hex 0301 and hex 0101; the A can only attack it." in told

    def test_the_routed_and_garrisons(self) -> None:
        board = Board(FIELD, "A@0202", "B@0303 held_until=1945-10-17", "c@0505")
        board.set("A", U.STATUS, Status.ROUTED)
        assert self.orders(board) == "The A will obey no orders while routed."
        told = self.orders(board, "B")
        assert told.startswith("As a garrison, the B") and told.endswith("It can dig in.")

    @pytest.mark.parametrize(
        ("lang", "told"),
        [
            (
                "en",
                (
                    "It may not leave its post before 17 October.",
                    "It may not leave its post in this campaign.",
                    "It may not leave its post until its commander is ordered from above, or pressed, to release it.",
                ),
            ),
            (
                "zh",
                (
                    "10月17日以前不得离开防地。",
                    "整个战役中不得离开防地。",
                    "除非上级命令或催逼使其指挥官放行，否则不得离开防地。",
                ),
            ),
        ],
    )
    def test_how_long_a_garrison_is_held(self, lang: str, told: tuple[str, ...]) -> None:
        """Until a day of the campaign, through all of it, or until a reluctant commander lets it go."""
        units = ("A@0202 held_until=1945-10-17", "B@0303 held=true", "C@0404 of=guard", "d@0505")
        board = Board(FIELD, *units, formations=["red-guard reluctant=true source=S"])
        for name, line in zip("ABC", told, strict=True):
            assert line in text(explain_unit(ask(board, RED, lang), board.unit(name)))
        board.turn.state.formations[F.COMMITTED, board.turn.state.units[U.FORMATION, board.unit("C")]] = -1
        assert told[1] in text(explain_unit(ask(board, RED, lang), board.unit("C")))

    @pytest.mark.parametrize(
        ("lang", "told"),
        [("en", ("men;", "men and 1 gun;", "men and 12 guns;")), ("zh", ("人；", "炮1门；", "炮12门；"))],
    )
    def test_guns_are_named_where_there_are_any(self, lang: str, told: tuple[str, ...]) -> None:
        board = Board(FIELD, "A@0202", "B@0303 guns=1", "C@0404 guns=12", "d@0505")
        for name, words in zip("ABC", told, strict=True):
            assert words in text(explain_unit(ask(board, RED, lang), board.unit(name)))

    def test_who_marched_up_in_this_watch_is_told_to_be_on_the_march_friend_or_foe(self) -> None:
        board = Board(FIELD, "A@0202", "c@0303")
        assert "caught on the march" not in text(explain_unit(ask(board, RED), board.unit("c")))
        for name in "Ac":
            board.set(name, U.MOVED_WATCH, 60)
            assert "caught on the march" in text(explain_unit(ask(board, RED), board.unit(name)))

    def test_who_has_marched_enough(self) -> None:
        board = Board(FIELD, "A@0202", "c@0505")
        board.set("A", U.MOVED, 200)
        board.set("A", U.MOVED_WATCH, 200)
        assert "It has marched as far as it can in this watch." in self.orders(board)

    def test_the_bridges_that_engineers_can_build(self) -> None:
        river = {"rivers": [{"sides": ["0202 s"]}]}
        board = Board(FIELD, "A@0202 type=engineer_regiment", "c@0505", map=river)
        assert "It can bridge the river towards hex 0203." in self.orders(board)

    def test_what_forbids_work_on_several_sides_of_a_hex_is_told_once(self) -> None:
        """As where the enemy commands a wrecked line in both directions."""
        line = {"rails": [{**RAILWAY["rails"][0], "wrecked": [["0301", "0401"], ["0401", "0501"]]}]}
        told = self.orders(Board(LINE + "\n" + LINE, "A@0401", "b@0402", map=line)).splitlines()
        assert told.count("The enemy commands the railway at hex 0401; nobody can work there.") == 1

    def test_the_odds_against_a_neighbour_factor_by_factor(self) -> None:
        board = Board(FIELD, "A@0202 men=6000", "B@0203 men=3000", "c@0302 men=3000")
        told = self.orders(board)
        assert "The A against the c in hex 0302: " in told
        assert "The A and the B against the c" not in told, "B is not beside it"
        assert "posture ×1.30" in told and "quality and cohesion ×" in told

    def test_those_who_could_join_in_are_counted(self) -> None:
        board = Board(FIELD, "A@0202 men=6000", "B@0201 men=3000", "c@0302 men=3000")
        assert "The A and the B against the c in hex 0302" in self.orders(board)

    def test_one_neighbour_with_the_fight_the_other_way_round(self) -> None:
        board = Board(FIELD, "A@0202 men=6000", "c@0302 men=3000", "d@0203 men=3000")
        told = text(explain_unit(ask(board), board.unit("A"), board.hex("0302")), "What it can do")
        assert "against the c" in told and "The other way round:\nThe c against the A in hex 0202" in told
        assert "the d" not in told
        far = text(explain_unit(ask(board), board.unit("A"), board.hex("0505")), "What it can do")
        assert far == "Hex 0505 is not next to the A."

    def test_after_the_end_there_is_nothing_to_do(self) -> None:
        board = Board(FIELD, "A@0202", "c@0505", days=1)
        board.end_day()
        assert self.orders(board) == "The campaign is over."

    def test_the_side_that_is_not_ordering_is_told_of_its_own_orders(self) -> None:
        board = Board(FIELD, "A@0202", "c@0505")
        assert board.turn.state.active_side == RED
        assert "It can dig in." in self.orders(board, "c", BLUE)


TRAINS = [{"id": "trains", "name": "Trains", "side": "red", "capacity": 9000}]
SHIPS = [{"id": "ships", "name": "Ships", "side": "red", "kind": "sea", "at": "0501", "capacity": 900}]
SOUTH = 3


class TestSpentDays:
    """A day can be spent on other things than an attack, and nobody who spent it so is said to have attacked."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize(
        ("deed", "kind"),
        [
            ("railed", "infantry_division"),
            ("embarked", "infantry_division"),
            ("wrecked", "infantry_division"),
            ("mended", "engineer_regiment"),
            ("bridged", "engineer_regiment"),
            ("stored", "engineer_regiment"),
        ],
    )
    def test_it_is_told_on_what(self, deed: str, kind: str, lang: str) -> None:
        rail = {
            "id": "line",
            "hexes": [f"{n:02d}01" for n in range(1, 15)],
            "wrecked": [["0501", "0601"]] * (deed == "mended"),
        }
        map = {"rails": [rail], "rivers": [{"sides": ["0501 s"]}]}
        parts: dict[str, Any] = {"troop_trains": TRAINS, "lifts": SHIPS, "options": {"fog": 0}}
        board = Board("\n".join([LINE, LINE]), f"A@0501 type={kind} men=5000", "b@1402 men=500", map=map, **parts)
        unit, bend = board.unit("A"), board.world.grid.direction(board.hex("0501"), board.hex("0601"))
        order = {
            "railed": RailMove(unit, board.hex("0901")),
            "embarked": Embark(unit, 0),
            "wrecked": WreckRail(unit, bend),
            "mended": RepairRail(unit, bend),
            "bridged": BuildBridge(unit, SOUTH),
            "stored": SetUpDepot(unit),
        }[deed]
        board.order(order)
        assert board.refuse(Entrench(unit)).reason is Reason.DAY_SPENT
        words = Catalogue(lang, board.world)
        told = text(explain_unit(ask(board, RED, lang), unit), words.say("explain.headings.orders"))
        assert told == words.sentence(f"explain.spent.{deed}", unit=words.unit(unit))
        unknown = inquire(words, board.turn.state, RED)
        told = text(explain_unit(unknown, unit), words.say("explain.headings.orders"))
        assert told == words.sentence("refusals.day_spent", units=words.unit(unit), count=1), (
            "without events it is told in general"
        )

    def test_works_count_from_the_next_watch_for_who_comes_by_train(self) -> None:
        fort = {"fort": {"name": "Fort", "at": "0901", "works": 2}}
        board = Board(LINE, "A@0501", "B@0901", "b@1401 men=500", map=WHOLE, troop_trains=TRAINS, places=fort)
        board.order(RailMove(board.unit("A"), board.hex("0901")))
        assert "It stands in works." in unit(board, "B", "Position")
        assert "protect it from the next watch on" in unit(board, "A", "Position")

    def test_the_limit_of_loyalty_is_told_with_an_envoy_and_with_agents(self) -> None:
        """The worst case is told as one case: nobody knows who sits in the staff."""
        board = Board(FIELD, "A@0202", "c@0505")
        told = text(explain_formation(ask(board, RED), 0), "Loyalty")
        numbers = board.world.numbers
        reached = int(numbers[Number.OVER_BELOW]) // 10
        inside = reached + int(numbers[Number.OVER_AGENTS]) // 10
        assert f"less than {reached} once an envoy has reached its commander, less than {inside} if agents" in told


class TestWhatIsHidden:
    """With a side only what it knows is told."""

    def test_an_enemy_in_sight_is_told_as_it_is_seen(self) -> None:
        board = Board(FIELD, "A@0202", "c@0302 men=4321")
        answer = explain_unit(ask(board, RED), board.unit("c"))
        told = text(answer)
        assert "4,321" not in told and "The c, in hex 0302: about " in told
        assert [section.heading for section in answer.sections] == [
            "Position",
            "Loyalty",
            "What the other side can do to it now",
        ]
        assert "The A against the c in hex 0302" in told and "Loyalty is" not in told

    def test_an_enemy_out_of_sight_is_where_it_was_last_seen(self) -> None:
        board = Board(LINE, "A@0101", "c@1401")
        assert unit(board, "c", side=RED) == "Nobody has seen the c."
        board.set("c", U.GHOST_HEX, board.hex("0301"))
        board.set("c", U.GHOST_DAY, 0)
        assert unit(board, "c", side=RED) == "The c went out of sight, last seen in hex 0301 on 14 October."
        assert "The c, in hex 1401:" in unit(board, "c", side=BLUE)

    def test_an_enemy_still_to_come_is_not_told(self) -> None:
        board = Board(LINE, "A@0101", "c@1401", "d@1401 arrives=16")
        assert unit(board, "d", side=RED) == "Nobody has seen the d."
        assert unit(board, "d", side=BLUE) == "The d will arrive on 16 October in hex 1401."

    def test_loyalty_is_its_side_s_and_contact_the_other_s(self) -> None:
        board = Board(FIELD, "A@0202", "c@0505")
        board.end_phase()
        board.order(WorkOn(0))
        board.order(SendEnvoy(0))
        mine, theirs, all = (text(explain_formation(ask(board, side), 0), "Loyalty") for side in (RED, BLUE, EVERYBODY))
        assert "Loyalty is 80" in mine and "Blue" not in mine
        assert "Loyalty is" not in theirs and "Only his own side knows" in theirs
        assert "An envoy of Blue will arrive on 15 October." in theirs
        assert "Political work of Blue on it today: 1 point." in theirs
        assert "Loyalty is 80" in all and "An envoy of Blue" in all

    def test_no_heading_stands_over_nothing(self) -> None:
        board = Board(FIELD, "A@0202", "c@0505")
        headings = [section.heading for section in explain_formation(ask(board, BLUE), 0).sections]
        assert "Loyalty" in headings and "Command" not in headings

    def test_only_own_troubles_are_told(self) -> None:
        board = Board(FIELD, "A@0202", "c@0505")
        for name in "Ac":
            board.set(name, U.SUPPLY, SupplyState.OUT)
        assert "The A," in text(explain_troubles(ask(board, RED))) and "The c," not in text(
            explain_troubles(ask(board, RED))
        )
        assert "The c," in text(explain_troubles(ask(board)))

    def test_a_hex_shows_the_enemies_in_sight_alone(self) -> None:
        board = Board(LINE, "A@0101", "c@1401 men=4321")
        assert "It is out of sight: nobody knows who is here now." in text(
            explain_hex(ask(board, RED), board.hex("1401"))
        )
        assert "Blue: the c, 4,321 men." in text(explain_hex(ask(board, BLUE), board.hex("1401")))

    def test_the_enemy_s_rows_are_empty(self) -> None:
        board = Board(LINE, "A@0101", "c@0201 men=4321", "d@1401")
        table = explain_formation(ask(board, RED), 1).sections[0].table
        assert table is not None
        assert [row[:3] for row in table.rows] == [("c", "hex 0201", "about 5,250"), ("d", "not in sight", "")]


class TestFormations:
    """Units in a table; what its commander is in for."""

    def test_who_of_it_can_act_and_whom_it_can_attack(self) -> None:
        """As each of its units is told for itself."""
        board = Board(". . . . . .", "A@0101", "B@0201", "b@0301 men=3000", "C@0601", options={"fog": 0})
        board.set("B", U.ATTACKED, 1)
        board.set("B", U.STRUCK, board.hex("0301"))
        for side in (RED, EVERYBODY):
            told = text(explain_formation(ask(board, side), board.formation("red-army")), "What it can do now")
            assert told.startswith("The A and the C can act.") and "None of its units stands beside an enemy" in told
            assert "The B attacked today" in told
        board.set("B", U.ATTACKED, 0)
        told = text(explain_formation(ask(board), board.formation("red-army")), "What it can do now")
        assert "The A, the B and the C can act." in told and "The B can attack hex 0301." in told
        zh = explain_formation(ask(board, lang="zh"), board.formation("red-army"))
        assert "B可以进攻" in "".join(line for section in zh.sections for line in section.lines)

    def test_what_an_enemy_formation_can_do_is_its_own_secret(self) -> None:
        board = Board(". . . .", "A@0101", "b@0301")
        assert text(explain_formation(ask(board, RED), board.formation("blue-army")), "What it can do now") == ""

    def test_its_units_and_its_commander(self) -> None:
        board = Board(FIELD, "A@0202", "B@0203 arrives=16", "c@0505", supply=BASE)
        answer = explain_formation(ask(board), 0)
        assert answer.title == "The red army · Red" and "Under General red." in text(answer)
        table = answer.sections[0].table
        assert table is not None and len(table.rows) == 2
        assert table.rows[0][:3] == ("A", "hex 0202", "5,000") and table.rows[0][5] == "supplied"
        assert table.rows[1] == ("B", "still to come", "", "", "", "")

    def test_who_was_replaced_leads_it_no_more(self) -> None:
        board = Board(FIELD, "A@0202", "c@0505", supply=BASE)
        board.set("red-army", F.REPLACED, 0)
        assert "Under General red's successor." in text(explain_formation(ask(board), 0))

    def test_several_of_it_who_may_not_march_are_told_of_together(self) -> None:
        board = Board(FIELD, "A@0202 held=true", "B@0203 held=true", "c@0505")
        told = text(explain_formation(ask(board), 0), "What it can do now")
        assert "As garrisons, the A and the B may not leave their posts yet" in told

    def test_an_order_from_above_says_how_it_is_obeyed(self) -> None:
        places = {"town": {"name": "Town", "at": "0505", "kind": "town", "held_by": "blue"}}
        order = {"id": "go", "name": "to the town", "formation": "red-army", "target": "town", "prestige": 20}
        dates = {"date": "1945-10-14", "by": "1945-10-16"}
        board = Board(FIELD, "A@0101", "c@0405", places=places, superior_orders=[{**order, **dates}])
        for formation, value in ((F.OBEDIENCE, int(Obedience.OPEN)), (F.ORDER, 0)):
            board.turn.state.formations[formation, 0] = value
        told = text(explain_formation(ask(board), 0), "Command")
        assert "order from above: to the town. It obeys by bringing a unit within " in told
        assert " km of Town by 16 October; otherwise 20 prestige is lost." in told and "Refusing" not in told

    def test_an_order_whose_refusal_is_points_says_so(self) -> None:
        places = {"town": {"name": "Town", "at": "0505", "kind": "town", "held_by": "blue"}}
        order = {"id": "go", "name": "to the town", "formation": "red-army", "target": "town", "prestige": 20,
                 "date": "1945-10-14", "by": "1945-10-16"}  # fmt: skip
        victory = {"favours": "red", "terms": [{"kind": "refused", "order": "go", "side": "blue", "points": 200}],
                   "levels": [{"id": "only", "name": "Only"}]}  # fmt: skip
        board = Board(FIELD, "A@0101", "c@0405", places=places, superior_orders=[order], victory=victory)
        for formation, value in ((F.OBEDIENCE, int(Obedience.OPEN)), (F.ORDER, 0)):
            board.turn.state.formations[formation, 0] = value
        told = text(explain_formation(ask(board), 0), "Command")
        assert "Refusing it gives Blue 200 points." in told

    def sent(self, hex: str) -> Board:
        places = {"ford": {"name": "Ford", "at": "0303"}, "town": {"name": "Town", "at": "0505"}}
        term = {"kind": "losses", "group": "red-group", "neutral": 900, "stand": "ford", "toward": "town"}
        victory = {"favours": "blue", "terms": [term], "levels": [{"id": "only", "name": "Only"}]}
        return Board(FIELD, f"A@{hex}", "c@0405", places=places, victory=victory)

    @pytest.mark.parametrize(("hex", "begins"), [("0303", "It is at"), ("0101", "It is neither at")])
    def test_where_men_spared_count(self, hex: str, begins: str) -> None:
        told = unit(self.sent(hex), "A", "Position")
        assert f"{begins} Ford" in told and "nearer to Town: " in told

    @pytest.mark.parametrize(("column", "value"), [(U.KILLED, 900), (U.SIDE, BLUE)])
    def test_where_nobody_is_spared_any_more_it_does_not_matter_where_men_are(self, column: U, value: int) -> None:
        board = self.sent("0303")
        board.set("A", column, value)
        assert "nearer to Town" not in unit(board, "A", "Position")

    def test_contact_cause_and_chance(self) -> None:
        board = Board(FIELD, "A@0202", "c@0302")
        formations = board.turn.state.formations
        formations[F.LOYALTY, 0], formations[F.AGENTS, 0] = 300, 1
        told = text(explain_formation(ask(board), 0), "Loyalty")
        assert "Agents of Blue sit in its staff." in told
        assert "the enemy is beside him" in told
        assert "The chance that it goes over at dawn is 50 %: loyalty 30 against 60." in told
        own = text(explain_formation(ask(board, RED), 0), "Loyalty")
        assert "8 % a day once an envoy has reached its commander, 50 % if agents sit in his staff" in own
        assert "Agents of Blue" not in own
        assert "The red army: the chance that it goes over at dawn is 50 %." in text(explain_troubles(ask(board)))
        assert "The red army: loyalty 30." in text(explain_troubles(ask(board, RED)))
        assert "loyalty" not in text(explain_troubles(ask(board, BLUE)))

    def test_without_contact_there_is_no_chance_yet(self) -> None:
        board = Board(FIELD, "A@0202", "c@0302")
        board.turn.state.formations[F.LOYALTY, 0] = 300
        told = text(explain_formation(ask(board), 0), "Loyalty")
        assert (
            "It has no contact with Blue" in told and "With contact and a reason the chance would be 8 % a day" in told
        )

    def test_where_nobody_goes_over_it_says_so(self) -> None:
        board = Board(FIELD, "A@0202", "c@0302", options={"defections": 0})
        assert text(explain_formation(ask(board), 0), "Loyalty").endswith("In this game no formation goes over.")

    def test_one_that_has_gone_over(self) -> None:
        board = Board(FIELD, "A@0202", "c@0302")
        board.turn.state.formations[[F.SIDE, F.STANDING], 0] = (BLUE, 1)
        answer = explain_formation(ask(board), 0)
        assert answer.title == "The red army · Blue" and text(answer, "Loyalty") == "The red army: gone over."

    def test_one_that_has_gone_over_and_is_out_of_sight_counts_as_the_enemys(self) -> None:
        board = Board(LINE, "A@0101", "B@1401", "c@0201")
        state, lost = board.turn.state, board.unit("B")
        state.units[[U.SIDE, U.FORMATION], lost] = (BLUE, state.units[U.FORMATION, board.unit("c")])
        table = explain_formation(ask(board, RED), 0).sections[0].table
        assert table is not None and ("B", "not in sight", "", "", "", "") in table.rows
        assert explain_unit(ask(board, RED), lost).title.endswith("Blue")


class TestHexes:
    """Ground, troops, zones, supply, sides."""

    def test_what_lies_and_stands_there(self) -> None:
        parts = {
            "rivers": [{"sides": ["0202 s"]}],
            "bridges": [{"side": "0202 s", "state": "standing"}],
            "roads": [{"hexes": ["0202", "0203"]}],
        }
        town = {"town": {"name": "Town", "at": "0202", "kind": "town", "held_by": "red"}}
        board = Board(FIELD, "A@0202", "c@0302", map=parts, places=town, supply=BASE)
        answer = explain_hex(ask(board), board.hex("0202"))
        told = text(answer)
        assert answer.title == "Town (0202)"
        assert "Town: held by Red." in told and "Red: the A, 5,000 men." in told
        assert "It lies in a zone of Red." in told and "It lies in a zone of Blue." in told
        assert "South, to the fields 3 km south of Town (0203): river, bridge, road." in told
        assert "Supplies of Blue cannot get here." in told
        assert "For Red it lies" in told


class TestTroubles:
    """Without a name the worst come first."""

    def test_the_worst_first(self) -> None:
        board = Board(FIELD, "A@0202", "B@0203", "C@0204", "d@0505", supply=BASE)
        board.set("A", U.COHESION, 350)
        board.set("C", U.SUPPLY, SupplyState.OUT)
        board.set("C", U.STATUS, Status.ROUTED)
        first, second = text(explain_troubles(ask(board, RED)), "Units").splitlines()
        assert first.startswith("The C, 5,000 men, in hex 0204: routed; out of supply (")
        assert second == "The A, 5,000 men, in hex 0202: cohesion 35."

    def test_none(self) -> None:
        board = Board(FIELD, "A@0202", supply=BASE)
        assert text(explain_troubles(ask(board, RED)), "Units") == "No unit is in trouble."


@pytest.fixture(scope="module")
def handan() -> World:
    return load("handan").world


class TestNames:
    """Units, formations and hexes by whatever they are called."""

    @pytest.mark.parametrize(
        ("name", "kind", "id"),
        [
            ("nat-106d", Kind.UNIT, "nat-106d"),
            ("106th division", Kind.UNIT, "nat-106d"),
            ("第106师", Kind.UNIT, "nat-106d"),
            ("100th Division", Kind.UNIT, "nat-106d"),
            ("New 8th Army", Kind.FORMATION, "nat-n8a"),
            ("马头镇", Kind.HEX, "2757"),
            ("2757", Kind.HEX, "2757"),
        ],
    )
    def test_ids_names_aliases_and_numbers(self, handan: World, name: str, kind: Kind, id: str) -> None:
        found = find_subject(handan, name)
        label = {Kind.UNIT: handan.unit_index, Kind.FORMATION: handan.formation_index}.get(kind, {}).get(id)
        assert found == Subject(kind, handan.grid.index(id) if kind is Kind.HEX else label)

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("nat-106", "nothing is called 'nat-106'; did you mean 'nat-106d'?"),
            ("com-2c", "nothing is called 'com-2c'; did you mean 'com-2col'?"),
            ("com-1", "nothing is called 'com-1'; these begin with it: com-1col, com-17d"),
            ("9999", "hex 9999 is not on the map, which ends at"),
        ],
    )
    def test_unknown_ones_get_the_nearest(self, handan: World, name: str, message: str) -> None:
        with pytest.raises(UnknownName) as error:
            find_subject(handan, name)
        assert message in str(error.value)

    def test_names_of_several_things_are_listed_by_id(self) -> None:
        board = Board(LINE, "A@0101", "a@1401")
        with pytest.raises(UnknownName, match="'A' can be red-a, blue-a; name one of these"):
            find_subject(board.world, "A")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("side", [EVERYBODY, RED, BLUE])
def test_everything_on_a_day_of_handan_can_be_explained(lang: str, side: int) -> None:
    session = Session(load("handan@the-pocket"), (None, None))
    words = Catalogue(lang, session.world)
    inquiry = inquire(words, session.turn.state, side, session.turn.events, session.start)
    subjects: list[Subject | None] = [None, Subject(Kind.HEX, 0), Subject(Kind.HEX, session.world.places[0].hex)]
    subjects += [Subject(Kind.UNIT, unit) for unit in range(0, len(session.world.units), 3)]
    subjects += [Subject(Kind.FORMATION, formation) for formation in range(len(session.world.formations))]
    for subject in subjects:
        answer = explain(inquiry, subject)
        assert answer.title and all(section.heading for section in answer.sections)
        lines = text(answer).splitlines()
        assert lines and not [line for line in lines if "{" in line or not line.strip()]


class TestTalks:
    """A command: its owner is told resolve and what moved it, the other side what it can know."""

    def told(self, board: Board, side: int) -> str:
        return text(explain_formation(ask(board, side), board.formation("blue-command")), "Talks")

    def test_the_owner_learns_what_moved_the_resolve_and_what_would_open_the_talks(self) -> None:
        board = small(talk={"contact": DAUGHTER})
        lose(board, "blue-c")
        board.end_day()
        owner = self.told(board, BLUE)
        assert "The commander's resolve is 95.5 out of 100." in owner and "He would open talks at 80 or less." in owner
        assert "100 → 95.75 (-0.25 his family is in contact with the enemy, -4 another army was lost)." in owner
        assert "daughter" not in owner

    def test_the_other_side_learns_only_what_it_knows(self) -> None:
        board = small(talk={"contact": DAUGHTER})
        lose(board, "blue-c")
        board.end_day()
        other = self.told(board, RED)
        assert "95" not in other and "army" not in other
        assert "His daughter has been in contact with the other side since 14 October." in other
        assert "Only his own side knows how resolute the commander is." in other

    def test_an_offer_is_told_to_its_sender_and_the_stage_to_both(self) -> None:
        board = small(talk={"resolve": 60}, rules={"envoy_risk": 0})
        board.order(OfferTalks(0, 0))
        assert "An offer arrives on 15 October: join us." in self.told(board, RED)
        assert "offer" not in self.told(board, BLUE)
        board.end_day()
        for side in (RED, BLUE):
            told = self.told(board, side)
            assert "Talks with General Blue: they are talking." in told and "On the table: join us." in told

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("stage", TalkStage)
    def test_every_stage_can_be_told(self, lang: str, stage: TalkStage) -> None:
        board = small(talk={"contact": DAUGHTER})
        put(board, stage=stage, term=0, due=3, rounds=1, round_day=0, refused=0, asked=1)
        for side in (EVERYBODY, RED, BLUE):
            told = text(explain_formation(ask(board, side, lang), board.formation("blue-command")))
            assert told and "{" not in told


class TestTrains:
    """Rulebook 4.11: whether a unit can go by train today, how far, and why not."""

    def told(self, *units: str, capacity: int = 9000, side: str = "red") -> str:
        trains = [{"id": "trains", "name": "Trains", "side": side, "capacity": capacity}]
        places = {"halt": {"name": "Halt", "at": "0501"}}
        board = Board(LINE, *units, map=WHOLE, troop_trains=trains, places=places, options={"fog": 0})
        return text(explain_unit(ask(board), board.unit("A")))

    def test_how_far_and_where_to(self) -> None:
        told = self.told("A@0101", "b@1401 men=500")
        assert "By train it can go to 12 hexes today; there is room for 9,000 men." in told
        assert "Places by train: Halt." in told

    def test_why_not(self) -> None:
        assert "have room for only 900 more men today, not for the 5,000 of the A" in self.told(
            "A@0101", "b@1401", capacity=900
        )
        assert "the line is cut" in self.told("A@0101", "b@0201 men=500")

    def test_nothing_where_no_trains_call(self) -> None:
        assert "train" not in self.told("A@0101", "b@1401", side="blue")
