"""What-if studies: the same seeds with and without a changed fact. docs/study.md."""

import io
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from game.cli.tables import print_report
from game.resources import LANGUAGES
from game.scenario.load import load
from game.scenario.problems import ScenarioError
from game.session.results.estimates import Estimate, mean, paired_mean, paired_share
from game.session.results.figures import apart, scores, share, signed
from game.session.results.losses import LOSS_KINDS
from game.session.study.batch_db import BatchError
from game.session.study.batch_reader import read_batch
from game.session.study.compare import Means, compare
from game.session.study.whatif import WhatIf, study, whatif
from game.session.study.whatif_report import whatif_report
from game.session.words.text import Catalogue

VALLEY = Path(__file__).parent / "data" / "valley.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> WhatIf:
    """A study that has been played."""
    folder = tmp_path_factory.mktemp("study")
    files = (folder / "without.sqlite", folder / "with.sqlite")
    made = study(VALLEY, ["free-hands"], {"loss_hasty": 60}, alike={"low_luck": 1}, files=files, games=3, days=3)
    made.run()
    return made


class TestHalves:
    def test_only_the_change_differs(self, made: WhatIf) -> None:
        base, changed = made.base.scenario.spec, made.changed.scenario.spec
        assert (base["variants"], changed["variants"]) == ([], ["free-hands"])
        assert base["options"] | {"defections": 0} == changed["options"]
        assert base["rules"]["numbers"] | {"loss_hasty": 60, "night_attack": 900} == changed["rules"]["numbers"]
        assert list(made.base.tasks()) == list(made.changed.tasks()), "the same seeds and players"

    def test_each_is_an_ordinary_batch_that_goes_on(self, made: WhatIf) -> None:
        before = read_batch(made.changed_file).games()
        assert len(before) == 3
        told: list[tuple[int, int]] = []
        again = made.run(progress=lambda done, total: told.append((done, total)))
        assert told == [(3, 6), (6, 6)] and read_batch(made.changed_file).games() == before
        assert again == compare(read_batch(made.base_file), read_batch(made.changed_file))

    def test_their_files_are_called_after_what_they_hold(self) -> None:
        named = study(f"{VALLEY}@the-siege", ["dark"], {"sight": 3}, alike={"low_luck": 1})
        assert str(named.base_file) == "valley-the-siege-low_luck-1.sqlite"
        assert str(named.changed_file) == "valley-the-siege-dark-low_luck-1-sight-3.sqlite"

    @pytest.mark.parametrize("change", [{}, {"night_attack": 800}, {"sight": 2}])
    def test_something_must_be_changed(self, change: dict[str, int]) -> None:
        """Whether the number is the scenario's own or the usual one."""
        with pytest.raises(ValueError, match="nothing is changed"):
            study(VALLEY, [], change)

    def test_a_variant_named_twice_is_one(self) -> None:
        once, twice = (study(VALLEY, ["dark"] * times, {}) for times in (1, 2))
        assert twice.changed.scenario.hash == once.changed.scenario.hash and twice.changed_file == once.changed_file

    def test_an_unknown_variant_is_told(self) -> None:
        with pytest.raises(ScenarioError, match="did you mean 'dark'"):
            study(VALLEY, ["drak"], {})

    def test_other_games_in_a_file_are_refused(self, made: WhatIf) -> None:
        other = study(VALLEY, ["dark"], {}, files=(made.base_file, made.changed_file), games=3, days=3)
        with pytest.raises(BatchError, match="other settings"):
            other.run()

    def test_from_python(self, tmp_path: Path) -> None:
        found = whatif(VALLEY, "dark", folder=tmp_path, games=2, days=2)
        assert found.seeds == 2 and {path.name for path in tmp_path.iterdir()} == {
            "valley-days-2.sqlite",
            "valley-dark-days-2.sqlite",
        }


class TestComparison:
    def test_differences_are_those_of_the_means(self, made: WhatIf) -> None:
        found = compare(read_batch(made.base_file), read_batch(made.changed_file))
        for name, change in {"score": found.score, **found.losses, **found.events}.items():
            means = found.means[name]
            assert math.isclose(change.value, means.changed - means.base, abs_tol=1e-9)

    def test_totals_are_sums(self, made: WhatIf) -> None:
        found = compare(read_batch(made.base_file), read_batch(made.changed_file))
        kinds = [name for name in found.losses if name.startswith("nat.") and name != "nat.total"]
        assert math.isclose(found.losses["nat.total"].value, sum(found.losses[name].value for name in kinds))

    def test_days_are_compared_where_both_have_them(self, made: WhatIf) -> None:
        same = compare(read_batch(made.base_file), read_batch(made.base_file))
        assert all(change.value == 0 for change in same.days.values())
        assert set(same.days) <= set(same.events)


def test_what_changes_alike_in_many_games_is_no_luck() -> None:
    """While nothing in many, and the same in a few, prove nothing."""
    assert paired_mean([-500] * 10) == (-500, -500, -500)
    assert paired_mean([-500] * 9) == (-500, -math.inf, math.inf)
    assert paired_mean([0] * 100) == (0, -math.inf, math.inf)
    assert paired_mean([1, 3]) == mean([1, 3])


class TestPairedShare:
    """Agresti and Min's interval."""

    def test_by_hand(self) -> None:
        """12 games more and 2 fewer of 50: 10/52, and on each side 1.96 times the root of 15 - 100/52, over 52."""
        found = paired_share(12, 2, 50)
        half = 1.959964 * math.sqrt(15 - 100 / 52) / 52
        assert found.value == 0.2
        assert math.isclose(found.low, 10 / 52 - half, abs_tol=1e-6) and math.isclose(
            found.high, 10 / 52 + half, abs_tol=1e-6
        )

    @given(st.integers(1, 500), st.data())
    def test_it_holds_its_value_and_stays_a_difference_of_shares(self, of: int, data: Any) -> None:
        gained = data.draw(st.integers(0, of))
        lost = data.draw(st.integers(0, of - gained))
        found = paired_share(gained, lost, of)
        assert -1 <= found.low <= found.value <= found.high <= 1
        other = paired_share(lost, gained, of)
        assert math.isclose(other.low, -found.high, abs_tol=1e-12) and math.isclose(
            other.high, -found.low, abs_tol=1e-12
        )

    def test_no_difference_in_few_games_is_no_certainty(self) -> None:
        assert paired_share(0, 0, 10).high > 0.1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_says_what_was_changed_and_what_came_of_it(made: WhatIf, lang: str) -> None:
    words = Catalogue(lang, made.base.scenario.world)
    report = whatif_report(words, made, compare(read_batch(made.base_file), read_batch(made.changed_file)))
    changed = {
        "en": "Changed: Nobody is held (free-hands), loss_hasty=60.",
        "zh": "改变：无守备任务（free-hands）、loss_hasty=60。",
    }
    assert {changed[lang], {"en": "In both halves: low_luck=1.", "zh": "两组对局均有：low_luck=1。"}[lang]} < set(
        report.verdict
    )
    assert all(len(row) == len(table.heads) for table in report.tables for row in table.rows)
    assert not any("{" in line for line in [*report.verdict, *report.lines])


@pytest.mark.parametrize(
    ("variants", "overrides", "alike", "told"),
    [
        ([], {"sight": 2}, {"sight": 1}, ["Changed: sight=2 instead of 1."]),
        ([], {"sight": 3}, {"sight": 1}, ["Changed: sight=3 instead of 1."]),
        (["dark"], {}, {"sight": 1}, ["Changed: No fog (dark).", "In both halves: sight=1."]),
        (
            ["free-hands"],
            {},
            {"defections": 0},
            ["Changed: Nobody is held (free-hands).", "In both halves: defections=0."],
        ),
    ],
)
def test_a_number_of_both_halves_may_be_changed_back(
    variants: list[str], overrides: dict[str, int], alike: dict[str, int], told: list[str], made: WhatIf
) -> None:
    """What the file says is a change too where the half without it was told otherwise."""
    other = study(VALLEY, variants, overrides, alike=alike)
    verdict = whatif_report(Catalogue("en", other.base.scenario.world), other, made.compare()).verdict
    assert [line for line in verdict if line.startswith(("Changed", "In both"))] == told


def test_printed_differences_are_those_of_the_printed_figures(made: WhatIf) -> None:
    """102.6 and -1.4 are printed as 103 and -1, so that their difference is -104, whatever it was before."""
    assert apart(102.6, -1.4, signed) == "-104" and apart(0.2, -0.2, signed) == "+0"
    report = whatif_report(Catalogue("en", made.base.scenario.world), made, made.compare())
    for _, base, changed, difference, *_ in report.tables[0].rows:
        without, with_it, value = (int(figure.replace(",", "")) for figure in (base, changed, difference))
        assert with_it - without == value


def test_few_games_prove_nothing_either_way(made: WhatIf) -> None:
    told = " ".join(whatif_report(Catalogue("en", made.base.scenario.world), made, made.compare()).verdict)
    assert "Luck alone" not in told


def test_variants_of_the_campaign_can_all_be_played() -> None:
    plain = load("handan@the-pocket")
    for name in plain.spec["scenario"]["variants"]:
        assert load("handan@the-pocket", variants=[name]).hash != plain.hash


class TestHeadline:
    @pytest.mark.parametrize(
        ("score", "told"),
        [
            (Estimate(-10, -34, 14), "which cannot be told from luck: a difference of -10 (95 % interval -34 to +14)"),
            (Estimate(-46, -84, -9), "more than luck explains"),
            (
                Estimate(1, 0.2, 1.8),
                "+9.5 instead of +8.5, more than luck explains: a difference of +1.0 (95 % interval +0.2",
            ),
            (Estimate(0, -math.inf, math.inf), "no seed's score changed"),
            (Estimate(5, -math.inf, math.inf), "the seeds are too few for an interval"),
        ],
    )
    def test_it_says_what_luck_explains(self, made: WhatIf, score: Estimate, told: str) -> None:
        found = made.compare()
        means = {**found.means, "score": Means(8.5, 8.5 + score.value)}
        found = replace(found, score=score, means=means)
        assert told in whatif_report(Catalogue("en", made.base.scenario.world), made, found).verdict[0]

    def test_rows_that_are_picked_are_counted_against_luck(self, made: WhatIf) -> None:
        """One interval in twenty leaves out 0 by luck alone."""
        found = made.compare()
        losses = dict.fromkeys(found.losses, Estimate(0, -1, 1)) | {"nat.total": Estimate(9, 5, 13)}
        events = dict.fromkeys(found.events, Estimate(0, -1, 1))
        lines = whatif_report(
            Catalogue("en", made.base.scenario.world), made, replace(found, losses=losses, events=events)
        ).verdict
        rows = len(losses) + len(events)
        assert any(line.startswith(f"Of {rows} losses and events compared below, 1 has") for line in lines)


def test_its_events_can_be_read_in_a_narrow_terminal(made: WhatIf) -> None:
    """Each on a line or two of its own, with every figure of it below in one line."""
    scenario = load("handan@the-pocket")
    words = Catalogue("en", scenario.world)
    found = made.compare()
    even, mean = Estimate(0.0, -0.24, 0.24), Means(1.0, 1.0)
    ids = [event.label.id for event in scenario.world.events]
    halves = {"score": found.means["score"], **dict.fromkeys(ids, mean)}
    losses = {f"{side}.{kind}": even for side in ("nat", "com") for kind in [*LOSS_KINDS, "total"]}
    halves |= dict.fromkeys(losses, mean)
    days = dict.fromkeys(ids, Estimate(0.5, -1.0, 2.0))
    compared = replace(found, losses=losses, events=dict.fromkeys(ids, even), means=halves, days=days)
    study = replace(made, base=replace(made.base, scenario=scenario), changed=replace(made.changed, scenario=scenario))
    out = Console(file=io.StringIO(), width=80)
    print_report(out, whatif_report(words, study, compared))
    lines = [line.rstrip() for line in out.file.getvalue().splitlines()]
    assert all(cell_len(line) <= 80 for line in lines)
    text = "With the Nationalists at Cixian and Matou the ring closes, and the crossing of"
    at = lines.index(text)
    assert lines[at + 2].split() == ["100%", "100%", "+0%", "-24%", "to", "+24%", "+0.5"]


class TestFigures:
    def test_what_happened_once_is_not_said_never_to_have_happened(self) -> None:
        assert [share(of / 200) for of in (0, 1, 100, 199, 200)] == ["0%", "<1%", "50%", ">99%", "100%"]

    def test_small_scores_are_told_in_tenths(self) -> None:
        """+9 instead of +8, +0 to +2: nobody could read whether that holds 0."""
        tell, unit = scores(Estimate(8.5, 7.9, 9.1))
        assert (tell(8.5), unit) == ("+8.5", 0.1)
        tell, unit = scores(Estimate(-34, -84, -9), Estimate(0, -math.inf, math.inf))
        assert (tell(-34.4), unit) == ("-34", 1)
