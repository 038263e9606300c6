"""The table on the screen and the same as JSON, with the peers' figures beside it."""

import json
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from os import cpu_count
from pathlib import Path
from typing import Any

from benchmarks.catalogue import BY_NAME
from benchmarks.peers import PEERS
from benchmarks.timing import REFERENCE, Measurement, Sample

FORMAT = 2
ABOUT_PACE = f"""\
pace: how many times slower this machine was during a measurement than the one on which the goals were set. It is
the time of a splitmix64 in Python over {REFERENCE} µs, which is what it took there; `at pace 1` is the median of a
time divided by it, an estimate. Goals are missed or met by the median as it was measured."""


@dataclass(frozen=True)
class Taken:
    """A measurement with what came of it: a sample, or the reason why there is none."""

    measurement: Measurement
    sample: Sample | None
    pace: float = 0.0
    """Of the machine before and after, as `timing.pace` has it."""
    fault: str = ""
    is_broken: bool = False
    """Whether something failed that should work here."""

    @property
    def is_over(self) -> bool:
        return self.sample is not None and self.sample.median > self.measurement.goal

    @property
    def at_pace(self) -> float | None:
        """The median as it would be where the goals were set, times divided by the pace."""
        if self.sample is None:
            return None
        return self.sample.median / self.pace if self.measurement.is_time else self.sample.median


def heading() -> str:
    return f"{'measurement':<15}{'median':>10}{'range':>18}{'goal':>12}{'pace':>8}{'at pace 1':>12}"


def row(taken: Taken) -> Iterator[str]:
    """A line of the table, and a second one for figures beside it."""
    measurement, sample = taken.measurement, taken.sample
    goal = f"≤ {short(measurement.goal)} {measurement.unit}"
    if sample is None:
        yield f"{measurement.name:<15}{'–':>10}{'':>18}{goal:>12}{'':>8}  {taken.fault}"
        return
    middle = f"{short(sample.median)} {measurement.unit}"
    spread = f"{short(min(sample.values))} – {short(max(sample.values))}"
    figures = f"{middle:>10}{spread:>18}{goal:>12}{taken.pace:>8.2f}{_at_pace(taken):>12}"
    yield f"{measurement.name:<15}{figures}  {verdict(taken)}"
    if sample.beside:
        beside = (f"{name}: {short(value)}" for name, value in sample.beside.items())
        yield f"{'':<15}  {', '.join(beside)}"


def _at_pace(taken: Taken) -> str:
    return f"{short(taken.at_pace)} {taken.measurement.unit}" if taken.at_pace is not None else ""


def verdict(taken: Taken) -> str:
    """How a figure stands to its goal: as it was measured, and where the goals were set."""
    if not taken.is_over:
        return "ok"
    within = taken.at_pace is not None and taken.at_pace <= taken.measurement.goal
    return "over here, within it at pace 1" if within else "over"


def peers(measured: Iterable[Taken]) -> Iterator[str]:
    """Peers' figures below ours, for what was measured."""
    for taken in measured:
        theirs = [peer for peer in PEERS if peer.beside == taken.measurement.name]
        if theirs and taken.sample:
            yield f"{taken.measurement.what}: {short(taken.sample.median)} {taken.measurement.unit}"
            yield from (f"  {peer.program + ', ' + peer.case:<62} {peer.figure}" for peer in theirs)


def short(value: float | str) -> str:
    """Three digits that count."""
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def to_json(measured: Iterable[Taken]) -> str:
    """Everything as JSON: what was measured, on what kind of machine, and the peers."""
    data = {
        "format": FORMAT,
        "machine": machine(),
        "measurements": {taken.measurement.name: _plain(taken) for taken in measured},
        "peers": [
            {"beside": BY_NAME[peer.beside].name, "program": peer.program, "case": peer.case, "figure": peer.figure}
            for peer in PEERS
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _plain(taken: Taken) -> dict[str, Any]:
    measurement, sample = taken.measurement, taken.sample
    data: dict[str, Any] = {"what": measurement.what, "unit": measurement.unit, "goal": _rounded(measurement.goal)}
    if sample is None:
        return {**data, "fault": taken.fault}
    values = sorted(sample.values)
    data |= {"median": _rounded(sample.median), "least": _rounded(values[0]), "most": _rounded(values[-1])}
    return {
        **data,
        "runs": len(values),
        "pace": _rounded(taken.pace),
        "at pace 1": _rounded(taken.at_pace if taken.at_pace is not None else 0.0),
        "ok": not taken.is_over,
        "beside": {name: _rounded(value) for name, value in sample.beside.items()},
    }


def _rounded(value: float | str) -> float | str:
    return value if isinstance(value, str) else float(f"{value:.4g}")


def machine() -> dict[str, str | int]:
    """What the figures depend on, and nothing that tells whose machine it is."""
    return {
        "processor": _processor(),
        "cores": cpu_count() or 0,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "numba": _version_if_any("numba"),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _version_if_any(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
