"""The benchmarks run; what they measure is looked at, not asserted."""

import json
from pathlib import Path

import pytest

from benchmarks import fuzz
from benchmarks.__main__ import main
from benchmarks.catalogue import MEASUREMENTS
from benchmarks.trial import Trial, step_from_data, step_to_data


def test_the_measurements_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in listed] == [measurement.name for measurement in MEASUREMENTS]


def test_an_unknown_measurement_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["copies"])
    assert "no measurement 'copies'" in capsys.readouterr().err


def test_a_measurement_is_printed_and_stored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "results.json"
    assert main(["copy", "--out", str(out)]) == 0
    assert "≤ 4 µs" in capsys.readouterr().out
    stored = json.loads(out.read_text(encoding="utf-8"))
    assert stored["measurements"]["copy"]["median"] > 0
    assert set(stored["machine"]) == {"processor", "cores", "system", "python", "numpy", "numba"}


def test_random_orders_break_nothing(tmp_path: Path) -> None:
    status, told = fuzz.run(150, seed=4, dump=tmp_path / "failure.json")
    assert status == 0 and told["Move"] and told["NO_SUCH_UNIT"]


def test_a_case_can_be_given_again(tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    first = Trial(fuzz.scenario_of(4, 0), 4, tmp_path / "first")
    for _ in fuzz.play(first, fuzz.Random("orders"), 40):
        pass
    second = Trial(fuzz.scenario_of(4, 0), 4, tmp_path)
    for step in json.loads(json.dumps([step_to_data(step) for step in first.steps])):
        second.take(step_from_data(step))
    assert second.state.digest() == first.state.digest()
