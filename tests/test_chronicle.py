"""The chronicle tells a day in few sentences that agree with what happened."""

from collections.abc import Sequence
from typing import Any

import pytest

from game.core import events as ev
from game.core.apply import apply
from game.core.causes import Degree
from game.core.kinds import SupplyReason, SupplyState
from game.core.orders import Attack, Move, ReplaceCommander
from game.core.state import ACCOUNTS, U
from game.scenario.load import load
from game.session.chronicle.day_record import DayRecord, Fight, GoingOver, Outcome
from game.session.chronicle.known import as_known
from game.session.chronicle.reader import Chronicle
from game.session.chronicle.telling import Line, Topic, tell_day, tell_heading
from game.session.results.losses import losses_between
from game.session.session import Session
from game.session.words.text import Catalogue
from game.session.words.wording import tell_event
from tests.boards import RED, Board, of_type, unit_spec
from tests.test_rules_talks import DAUGHTER, small

FIELD = """
    . . . . .
    . . . . .
    . . . . .
    . . . . .
    . . . . .
"""


def days_of(board: Board) -> list[DayRecord]:
    return Chronicle(board.world, board.scenario.start).read(board.turn.events)


def told(board: Board, record: DayRecord, topic: Topic, lang: str = "en") -> list[str]:
    return [line.text for line in tell_day(Catalogue(lang, board.world), record) if line.topic is topic]


def fought() -> Board:
    """A wins against c, which is weak, and has a second go at it."""
    board = Board(FIELD, "A@0202 men=9000", "B@0201 men=6000", "c@0302 men=1500", "d@0505")
    board.order(Attack(board.hex("0302"), (board.unit("A"), board.unit("B"))))
    board.end_day()
    return board


def test_a_day_is_complete_when_the_next_begins() -> None:
    board = Board(FIELD, "A@0101", "b@0505")
    chronicle = Chronicle(board.world, board.scenario.start)
    assert chronicle.read(board.turn.events) == []
    (first,) = chronicle.read(board.end_day())
    assert first.day == 0 and chronicle.unfinished is None
    (second,) = chronicle.read(board.end_day())
    assert second.day == 1 and second.before.digest() == first.after.digest()


def test_a_day_that_breaks_off_can_be_told() -> None:
    board = Board(FIELD, "A@0101", "b@0505")
    chronicle = Chronicle(board.world, board.scenario.start)
    chronicle.read(board.turn.events)
    assert chronicle.unfinished is None
    chronicle.read(board.end_phase())
    assert chronicle.unfinished is not None


def test_the_last_day_ends_with_the_campaign() -> None:
    board = Board(FIELD, "A@0101", "b@0505")
    while not board.turn.state.is_over:
        board.end_phase()
    records = days_of(board)
    assert [record.day for record in records] == [0, 1, 2, 3]
    assert records[-1].ended is not None and records[-1].after.digest() == board.turn.state.digest()


def test_losses_told_are_the_losses_taken() -> None:
    board = fought()
    (record,) = days_of(board)
    (fight,) = record.fights.values()
    first, second = losses_between(record.before, record.after)
    assert fight.lost == [first.total, second.total] and second.total > 0
    (line,) = told(board, record, Topic.LOSSES)
    assert f"Blue {second.total:,} (" in line


def test_a_fight_names_both_sides_the_place_and_the_outcome() -> None:
    board = fought()
    (record,) = days_of(board)
    (line,) = told(board, record, Topic.FIGHT)
    assert line.startswith("The red army attacked the c in hex 0302 at crushing odds and ")
    (chinese,) = told(board, record, Topic.FIGHT, "zh")
    assert chinese.startswith("Red army以绝对优势兵力在0302格进攻c")


def test_attacks_on_one_hex_are_one_fight() -> None:
    board = Board(FIELD, "A@0202 men=300", "B@0201 men=300", "c@0302 men=9000", "d@0505")
    for name in "AB":
        board.order(Attack(board.hex("0302"), (board.unit(name),)))
    board.end_day()
    (record,) = days_of(board)
    (line,) = told(board, record, Topic.FIGHT)
    assert "twice attacked the c in hex 0302 at hopeless odds" in line


@pytest.mark.parametrize(
    ("degree", "fates", "outcome"),
    [
        (Degree.REPULSE, {}, Outcome.REPULSE),
        (Degree.CHECK, {}, Outcome.CHECK),
        (Degree.CHECK, {"gave_way": [1, 2]}, Outcome.YIELDED),
        (Degree.REPULSE, {"gave_way": [2]}, Outcome.YIELDED_PART),
        (Degree.REPULSE, {"surrendered": {1: 900, 2: 800}}, Outcome.OVERCOME),
        (Degree.RETREAT, {"gave_way": [1, 2]}, Outcome.RETREAT),
        (Degree.RETREAT, {"gave_way": [1], "stood": [2]}, Outcome.RETREAT_PART),
        (Degree.RETREAT, {"stood": [1, 2]}, Outcome.AT_BAY),
        (Degree.OVERRUN, {"gave_way": [1, 2]}, Outcome.OVERRUN),
        (Degree.RETREAT, {"stood": [1], "surrendered": {2: 800}}, Outcome.BREACHED),
        (Degree.RETREAT, {"gave_way": [1], "destroyed": [2]}, Outcome.BROKEN),
        (Degree.OVERRUN, {"destroyed": [1], "surrendered": {2: 800}}, Outcome.OVERCOME),
    ],
)
def test_a_fight_is_called_by_what_became_of_the_defenders(
    degree: Degree, fates: dict[str, Any], outcome: Outcome
) -> None:
    """Nobody is driven back who had no way out, and no attack got nowhere whose defenders are prisoners."""
    assert Fight(0, 0, defenders=[1, 2], degree=degree, **fates).outcome is outcome


def test_cornered_men_are_driven_to_bay_and_not_back() -> None:
    board = Board(FIELD, "A@0303 men=9000", "B@0401 men=9000", "C@0202 men=9000", "D@0403 men=9000", "c@0302 men=5000")
    board.attack("0302", "A", degree=Degree.RETREAT, told=ev.UnitStood)
    board.end_day()
    line = told(board, days_of(board)[0], Topic.FIGHT)[0]
    assert " and drove them to bay (" in line and line.endswith("With no way out the c fought on.")


def test_a_fight_by_night_is_told_as_one() -> None:
    board = Board(FIELD, "A@0202", "c@0302", "d@0505", watches=["day", "night"])
    for _ in range(2):
        board.end_phase()
    board.order(Attack(board.hex("0302"), (board.unit("A"),)))
    board.end_day()
    (record,) = days_of(board)
    assert told(board, record, Topic.FIGHT)[0].startswith("By night the A attacked the c")


def test_marches_together_are_one_march() -> None:
    board = Board(FIELD, "A@0101", "B@0201", "c@0505")
    board.order(Move(board.unit("A"), board.path("0102", "0103")))
    board.order(Move(board.unit("B"), board.path("0202", "0203")))
    board.end_day()
    (record,) = days_of(board)
    assert told(board, record, Topic.MARCH) == ["Red: the red army marched 6 km south, as far as hex 0103."]


def test_arrivals_come_with_their_strength() -> None:
    board = Board(FIELD, "A@0101", "B@0201 arrives=14 men=4000", "c@0505")
    board.end_day()
    (record,) = days_of(board)
    assert told(board, record, Topic.MARCH) == ["The B arrived in hex 0201 with 4,000 men."]


def test_the_cut_off_are_told_with_the_reason() -> None:
    supply = {
        "sources": [{"id": "base", "name": "Base", "side": "red", "at": "0101", "kind": "base", "capacity": 9000}]
    }
    board = Board(FIELD, "A@0505", "b@0404", "c@0504", "d@0405", supply=supply)
    board.end_day()
    records = days_of(board)
    lines = told(board, records[0], Topic.SUPPLY)
    assert lines == ["Cut off: the A, 5,000 men (the enemy stands on the road in hex 0404)."]


def test_a_quiet_day_says_so() -> None:
    board = Board(FIELD, "A@0101", "b@0505")
    board.end_day()
    (record,) = days_of(board)
    words = Catalogue("en", board.world)
    assert tell_day(words, record) == [Line(Topic.QUIET, "A quiet day.")]
    assert tell_heading(words, record) == "Sunday, 14 October 1945 · day 1 of 4"


@pytest.mark.parametrize(("lang", "told"), [("en", "Nothing to report yet today."), ("zh", "本日至此无事。")])
def test_a_day_that_goes_on_is_not_called_quiet(lang: str, told: str) -> None:
    board = Board(FIELD, "A@0101", "b@0505")
    chronicle = Chronicle(board.world, board.scenario.start)
    chronicle.read([*board.turn.events, *board.end_phase()])
    assert chronicle.unfinished is not None
    known = as_known(board.world, chronicle.unfinished, RED)
    assert tell_day(Catalogue(lang, board.world), known) == [Line(Topic.QUIET, told)]


def test_places_that_change_hands_are_told_once_with_the_holder_at_dusk() -> None:
    place = {"town": {"name": "Town", "at": "0103", "kind": "town", "held_by": "blue"}}
    board = Board(FIELD, "A@0101", "c@0505", places=place)
    board.order(Move(board.unit("A"), board.path("0102", "0103")))
    board.end_day()
    (record,) = days_of(board)
    assert told(board, record, Topic.PLACE) == ["Red took Town."]


def wavering(*guests: str, seed: int = 1, **army: Any) -> Board:
    """Red's doubtful army, A and B with agents in its staff, alone before a strong enemy.

    Loyal ``guests`` in the same hex are in a ring with it instead.
    """

    def formation(name: str, side: str, units: Sequence[str], **more: Any) -> dict[str, Any]:
        return {"id": name, "name": f"{name} army", "side": side, "units": [unit_spec(unit) for unit in units], **more}

    doubtful = {"commander": "Old Fox", "loyalty": 0, "agents": True, **army}
    tree = [
        formation("doubtful", "red", ["A@0202 men=4000", "B@0202 men=3000"], **doubtful),
        formation("loyal", "red", guests or ["G@0505"]),
        formation("enemy", "blue", ["c@0303 men=9000", "d@0203 men=9000", *(["e@0201"] if guests else [])]),
    ]
    supply = {
        "sources": [{"id": "base", "name": "Base", "side": "red", "at": "0505", "kind": "base", "capacity": 9000}]
    }
    parts = {"supply": supply} if guests else {}
    return Board(FIELD, "c@0303", order_of_battle=tree, seed=seed, victory=VICTORY, **parts)


VICTORY = {
    "favours": "red",
    "terms": [],
    "levels": [{"id": "won", "at": 1, "name": "Won"}, {"id": "lost", "name": "Lost"}],
}


def gone_over(*guests: str, followers: int = 2, **army: Any) -> tuple[Board, DayRecord]:
    """The first such game in which it goes over with so many units, and that day."""
    for seed in range(1, 200):
        board = wavering(*guests, seed=seed, **army)
        for _ in range(3):
            board.end_day()
        for record in days_of(board):
            if record.over and len(record.over[0].followed) == followers:
                return board, record
    raise AssertionError("no seed makes it go over")


def test_a_formation_that_goes_over_is_the_headline() -> None:
    board, record = gone_over()
    first = tell_day(Catalogue("en", board.world), record)[0]
    assert first.text == (
        "The doubtful army went over to Blue in hex 0202: 7,000 men, led by Old Fox. Followed by the A and the B."
    )
    chinese = tell_day(Catalogue("zh", board.world), record)[0]
    assert chinese.text == "Old Fox率doubtful army7,000人在0202格倒戈，投向Blue。随同倒戈：A和B。"
    assert told(board, record, Topic.SUPPLY) == []


def test_who_would_not_follow_is_told() -> None:
    board, record = gone_over(followers=1)
    (over,) = record.over
    stayed = board.world.units[over.scattered[0]].label.en
    assert f"The {stayed} would not follow and fell apart." in told(board, record, Topic.PLACE)[0]
    assert over.men + int(record.after.units[U.STRAGGLED].sum()) == 7000


def test_loyal_men_beside_it_who_have_no_way_out_are_told_with_it() -> None:
    board, record = gone_over("G@0202 men=2000", commander="")
    (line, *_) = told(board, record, Topic.PLACE)
    assert line.startswith("The doubtful army went over to Blue in hex 0202: 7,000 men. ")
    assert line.endswith("The G had to lay down arms: 2,000 captured.") and not record.fights


def test_fights_after_a_going_over_are_fights() -> None:
    """Who gives way or lays down his arms in one later that day did not do so for those who went over."""
    board, record = gone_over()
    chronicle = Chronicle(board.world, record.before)
    chronicle.read([ev.FormationWentOver(0, 1, (0, 1), (4000, 3000), (4000, 3000), 400, 9)])
    chronicle.read([ev.DutiesRenewed((), (), ()), ev.UnitRetreated(board.unit("c"), (board.hex("0404"),), 0)])
    chronicle.read([ev.UnitSurrendered(board.unit("d"), board.hex("0203"), 0, 9000, 1), ev.PhaseEnded(0)])
    told_day = chronicle.unfinished
    assert told_day is not None
    assert not told_day.over[0].made_way and not told_day.over[0].disarmed


def test_a_commander_who_stays_is_told_with_his_chance() -> None:
    board = next(
        board
        for board in (wavering(seed=seed) for seed in range(1, 50))
        if of_type(board.turn.events, ev.DefectionConsidered) and not of_type(board.turn.events, ev.FormationWentOver)
    )
    board.end_day()
    (line,) = told(board, days_of(board)[0], Topic.PLACE)
    assert line == (
        "The commander of the doubtful army, alone beside the enemy, considered going over but stayed; "
        "the chance was 60 %."
    )


def test_a_new_commander_is_told_and_the_account_of_loyalty_is_not() -> None:
    board = wavering(loyalty=90)
    board.order(ReplaceCommander(board.world.formation_index["doubtful"]))
    board.end_day()
    (record,) = days_of(board)
    assert of_type(board.turn.events, ev.LoyaltyChanged)
    assert [line.text for line in tell_day(Catalogue("en", board.world), record)] == [
        "Red gave the doubtful army a new commander."
    ]


def test_envoys_of_a_day_are_told_together() -> None:
    board = Board(FIELD, "A@0202", "c@0505")
    record = DayRecord(0, board.turn.state, board.turn.state, political=[ev.EnvoyArrived(0, 0)])
    assert told(board, record, Topic.PLACE) == ["An envoy of Blue was received at the red army."]
    record.political.append(ev.EnvoyArrived(0, 0))
    assert told(board, record, Topic.PLACE) == ["Envoys of Blue were received at the red army and the red army."]


def test_the_events_of_a_going_over_count_its_men() -> None:
    board, record = gone_over(followers=1)
    state, sentences = board.scenario.start.copy(), []
    for event in board.turn.events:
        sentences.append(tell_event(Catalogue("en", board.world), event, state))
        apply(state, event)
    men = record.over[0].men
    assert f"The doubtful army went over to Blue with {men:,} men." in sentences
    assert any(f"fell apart in hex 0202: {7000 - men:,} men straggled." in told for told in sentences)
    assert int(state.units[list(ACCOUNTS)].sum()) == int(state.units[[U.INITIAL, U.ENROLLED]].sum())


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_talks_are_told_step_by_step(lang: str) -> None:
    board = small(talk={"resolve": 10, "contact": DAUGHTER, "signing_days": 1, "handing_over_days": 1})
    for _ in range(6):
        board.end_day()
    steps = [text for record in days_of(board) for text in told(board, record, Topic.PLACE, lang)]
    assert all("{" not in step for step in steps)
    if lang == "en":
        assert steps[:5] == [
            "Talks with General Blue began: join us.",
            "General Blue agreed to sign: join us. Date of signing: 16 October.",
            "General Blue signed: join us. The fighting is over for it; handing over on 17 October.",
            "General Blue handed over to Red: join us.",
            "10,000 men joined Red; 5,000 went free, 0 laid down their arms.",
        ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_campaign_is_told_in_a_few_lines_a_day(lang: str) -> None:
    session = Session(load("handan"), ("greedy", "greedy"))
    chronicle = Chronicle(session.world, session.start)
    records = chronicle.read(session.turn.events)
    for events in session.play(12):
        records += chronicle.read(events)
    words = Catalogue(lang, session.world)
    days = [tell_day(words, record) for record in records]
    assert len(days) == 12 and all(1 <= len(day) <= 20 for day in days)
    assert all("{" not in line.text and line.text.strip() for day in days for line in day)


def test_orders_from_above_and_who_obeys_them_are_told() -> None:
    order = {"id": "rescue", "name": "to the rescue", "formation": "red-army", "target": "goal"}
    dates = {"date": "1945-10-15", "by": "1945-10-15", "prestige": 15}
    board = Board(
        ". . . . . . . .",
        *("A@0101 men=2000", "B@0101 men=6000", "c@0801"),
        formations=["red-army reluctant=true initiative=25"],
        places={"goal": {"name": "Goal", "at": "0701"}},
        superior_orders=[{**order, **dates}],
    )
    for _ in range(3):
        board.end_day()
    words = Catalogue("en", board.world)
    days = Chronicle(board.world, board.scenario.start).read(board.turn.events)
    told = [
        line.text
        for day in days
        for line in tell_day(words, day)
        if "the order (" in line.text or "released" in line.text
    ]
    assert len(told) == 2 and told[0].endswith("released the A.")
    assert told[1].endswith("did not carry out the order (to the rescue); prestige left to Red: 35.")


def test_an_ambush_tells_what_it_cost_both() -> None:
    """Those who lay in wait lose men too, and the day's losses have them."""
    board = Board(". . . . .", "A@0101 men=5000", "b@0401 men=3000", countryside={"default": "blue"})
    board.march("A", "0201", "0301", "0401")
    board.end_day()
    (record,) = days_of(board)
    ((_, fight),) = record.ambushes
    assert fight.lost == list(record.men_lost) and min(fight.lost) > 0
    assert told(board, record, Topic.MARCH)[-1].endswith(f"and lost {fight.lost[0]:,} men for {fight.lost[1]:,}.")


@pytest.mark.parametrize(("lang", "line"), [("en", "The red army laid down arms: 9,000 captured."), ("zh", "")])
def test_an_army_that_lays_down_its_arms_is_told_with_its_men(lang: str, line: str) -> None:
    board = Board(FIELD, "A@0202 men=5000", "B@0202 men=4000", "c@0505")
    chronicle = Chronicle(board.world, board.scenario.start)
    chronicle.read([ev.FormationSurrendered(board.formation("red-army"), 1, (0, 1), (5000, 4000)), ev.PhaseEnded(0)])
    record = chronicle.unfinished
    assert record is not None and record.men_lost == (9000, 0)
    assert told(board, record, Topic.PLACE, lang) == [line or "Red army放下武器，被俘9,000人。"]
    assert len(told(board, record, Topic.LOSSES, lang)) == 1


def test_each_reason_is_told_of_those_whom_it_keeps_hungry() -> None:
    """Two reasons by name; who lacks supplies for others is named without."""
    board = Board(FIELD, "A@0101 men=5000", "B@0201 men=4000", "C@0301 men=3000", "D@0401 men=2000", "x@0505")
    before, after = board.turn.state.copy(), board.turn.state.copy()
    after.units[U.SUPPLY, :4] = SupplyState.LOW
    after.units[U.REASON, :4] = (
        SupplyReason.NO_SOURCE,
        SupplyReason.DELIVERED,
        SupplyReason.NO_SOURCE,
        SupplyReason.AIRDROP_ONLY,
    )
    after.units[U.REASON_AT, :4] = -1
    assert told(board, DayRecord(0, before, after), Topic.SUPPLY) == [
        "Low on supplies: the A and the C (no source of supplies is left).",
        "Low on supplies: the B (what gets through is not enough).",
        "Low on supplies: the D (only airdrops get through).",
    ]
    after.units[[U.REASON, U.REASON_AT], 2] = SupplyReason.RAIL_CUT, board.hex("0404")
    assert told(board, DayRecord(0, before, after), Topic.SUPPLY)[2] == (
        "Also low on supplies, for other reasons: the C and the D."
    )


def test_who_is_free_but_hungry_is_told_once() -> None:
    """A road open again does not contradict an empty stock."""
    board = Board(FIELD, "A@0101 men=5000", "x@0505")
    before, after = board.turn.state.copy(), board.turn.state.copy()
    before.units[U.ENCIRCLED, 0] = 2
    after.units[[U.SUPPLY, U.REASON, U.REASON_AT], 0] = SupplyState.LOW, SupplyReason.RAIL_CUT, board.hex("0404")
    assert told(board, DayRecord(0, before, after), Topic.SUPPLY) == [
        "No longer cut off, but low on supplies: the A (the railway is cut in hex 0404)."
    ]


def test_one_order_to_several_is_told_once_with_the_prestige_that_is_left() -> None:
    orders = [
        {"id": f"rescue-{army}", "name": "to the rescue", "formation": f"red-{army}", "target": "goal"}
        | {"date": "1945-10-15", "by": "1945-10-15"}
        for army in ("army", "guard")
    ]
    units = ("A@0101", "B@0201 of=guard", "x@0505")
    places = {"goal": {"name": "Goal", "at": "0501"}}
    board = Board(FIELD, *units, formations=["red-army", "red-guard"], places=places, superior_orders=orders)
    record = DayRecord(0, board.turn.state, board.turn.state)
    first, second = board.formation("red-army"), board.formation("red-guard")
    record.command += [ev.OrderReceived(first, 0), ev.OrderReceived(second, 1)]
    record.command += [ev.OrderRefused(first, 0, 0, 35), ev.OrderRefused(second, 1, 0, 20)]
    assert told(board, record, Topic.PLACE) == [
        "The red army and the red guard received an order from above: to the rescue.",
        "The red army and the red guard did not carry out the order (to the rescue); prestige left to Red: 20.",
    ]


def test_a_headquarters_that_went_over_with_its_formation_is_not_lost_besides() -> None:
    board = Board(FIELD, "H@0101 type=headquarters", "A@0101", "x@0505")
    record = DayRecord(0, board.turn.state, board.turn.state, command=[ev.HeadquartersLost(board.unit("H"), 0, 0)])
    assert told(board, record, Topic.PLACE) == ["The red army lost its headquarters."]
    record.over.append(GoingOver(0, 1, 0, 9000, True, (board.unit("H"), board.unit("A")), ()))
    assert not any("headquarters" in text for text in told(board, record, Topic.PLACE))


def test_nobody_makes_way_who_went_over_the_same_day() -> None:
    formations = ["red-guard", "red-third"]
    board = Board(FIELD, "A@0101", "B@0102 of=guard", "C@0101 of=third", "x@0505", formations=formations)
    a, b, c = map(board.unit, "ABC")
    first = GoingOver(board.formation("red-army"), 1, 0, 5000, True, (a,), (), made_way=[b, c])
    second = GoingOver(board.formation("red-guard"), 1, 0, 5000, True, (b,), ())
    record = DayRecord(0, board.turn.state, board.turn.state, over=[first, second])
    assert told(board, record, Topic.PLACE)[0].endswith("The C had to make way.")


def test_rations_are_told_with_the_place_that_changed_hands_and_by_who_eats_them() -> None:
    place = {"barn": {"name": "Barn", "at": "0103", "held_by": "blue", "rations": {"days": 20, "men": 3000}}}
    board = Board(FIELD, "A@0102 men=3000", "c@0505", places=place)
    board.march("A", "0103")
    board.end_day()
    (record,) = days_of(board)
    rations = of_type(board.turn.events, ev.RationsSeized)[0].rations
    assert told(board, record, Topic.PLACE) == [
        f"Red took Barn. The rations of Barn would feed all men of Red on the map for {rations // 3000} days."
    ]
    assert told(board, record, Topic.SUPPLY) == []


def test_a_place_lost_and_won_again_tells_no_rations() -> None:
    board = Board(FIELD, "A@0102", "c@0505", places={"barn": {"name": "Barn", "at": "0103"}})
    record = DayRecord(0, board.turn.state, board.turn.state, stores=[ev.RationsSeized(0, 10**7)])
    assert told(board, record, Topic.SUPPLY) == [] == told(board, record, Topic.PLACE)


def test_airdrops_of_a_day_are_one_line_and_so_are_reserves_that_come_to_one_place() -> None:
    board = Board(FIELD, "A@0101", "B@0201", "x@0505")
    record = DayRecord(0, board.turn.state, board.turn.state)
    record.stores += [ev.AirdropMade(0, (0,), 900, 0), ev.AirdropMade(0, (1,), 1100, 0)]
    record.command += [ev.ReserveCalledUp(unit, board.hex("0102"), 0) for unit in (0, 1)]
    assert told(board, record, Topic.SUPPLY) == ["Red dropped supplies from the air for 2,000 men."]
    assert told(board, record, Topic.PLACE) == ["The red army came up from reserve in hex 0102."]


def test_whom_a_formation_releases_in_a_day_is_one_line() -> None:
    board = Board(FIELD, "A@0101", "B@0201", "x@0505")
    record = DayRecord(0, board.turn.state, board.turn.state)
    record.command += [ev.FormationCommitted(0, 500, (0,)), ev.FormationCommitted(0, 1000, (1,))]
    assert told(board, record, Topic.PLACE) == ["The red army released the A and the B."]


def test_the_troops_directly_under_a_command_are_not_taken_for_all_of_it() -> None:
    """The Taihang Military Region has columns beneath it that fight on when its detachments are gone."""
    world = load("handan").world
    zone = world.formation_index["com-taihang"]
    words = Catalogue("en", world)
    own = [unit for unit, facts in enumerate(world.units) if facts.formation == zone]
    assert len(own) > 1 and words.formation(zone) not in words.force(own, own)
    lost = tell_event(words, ev.FormationLost(zone, 1), load("handan").start)
    assert lost == f"Nothing is left of the troops directly under {words.formation(zone)}."


def test_lorries_drive_and_others_march() -> None:
    """Each goes at its own pace, so they are told apart though they go the same way."""
    board = Board(FIELD, "A@0101 type=motorised_division", "B@0201", "c@0505")
    board.order(Move(board.unit("A"), board.path("0102", "0103")))
    board.order(Move(board.unit("B"), board.path("0202", "0203")))
    board.end_day()
    (line,) = told(board, days_of(board)[0], Topic.MARCH)
    assert "the A drove 6 km south" in line and "the B marched 6 km south" in line


def test_an_army_that_laid_down_its_arms_is_not_lost_besides() -> None:
    board = Board(FIELD, "A@0202 men=5000", "c@0505")
    chronicle = Chronicle(board.world, board.scenario.start)
    formation = board.formation("red-army")
    laid_down = ev.FormationSurrendered(formation, 1, (0,), (5000,))
    chronicle.read([laid_down, ev.FormationLost(formation, 0), ev.PhaseEnded(0)])
    record = chronicle.unfinished
    assert record is not None
    assert told(board, record, Topic.PLACE) == ["The red army laid down arms: 5,000 captured."]
