"""``python -m benchmarks``: the measurements, and by name the tools ``fuzz``, ``directions`` and ``hands``."""

import argparse
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks import directions, fuzz, hands, report
from benchmarks.catalogue import BY_NAME, MEASUREMENTS
from benchmarks.timing import Measurement, Unmeasurable, pace

LATEST = Path(__file__).parent / "results" / "latest.json"
TOOLS = {"fuzz": fuzz.main, "directions": directions.main, "hands": hands.main}
_FAILED = 1


def main(arguments: Sequence[str]) -> int:
    """Run what the arguments ask for; the exit status. A goal that is missed is no failure."""
    if arguments and arguments[0] in TOOLS:
        return TOOLS[arguments[0]](arguments[1:])
    parsed = _parse(arguments)
    if parsed.list:
        for measurement in MEASUREMENTS:
            print(f"{measurement.name:<15}≤ {report.short(measurement.goal)} {measurement.unit:<4}{measurement.what}")
        return 0
    measured = _measure([BY_NAME[name] for name in parsed.names] or MEASUREMENTS)
    out = parsed.out or (None if parsed.names else LATEST)
    if out:
        out.write_text(report.to_json(measured), encoding="utf-8", newline="\n")
    return _FAILED if any(taken.is_broken for taken in measured) else 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure the game against its goals. `fuzz --help` tells of random orders, `directions --help` of "
        "changed facts, `hands --help` of random clicking in the window.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="measure only these")
    parser.add_argument("--list", action="store_true", help="list the measurements")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help=f"write JSON here (default for all: benchmarks/results/{LATEST.name})"
    )
    parsed = parser.parse_args(arguments)
    unknown = [name for name in parsed.names if name not in BY_NAME]
    if unknown:
        parser.error(f"there is no measurement {unknown[0]!r}; known: {', '.join([*TOOLS, *BY_NAME])}")
    if parsed.out and not parsed.out.parent.is_dir():
        parser.error(f"--out {parsed.out}: there is no such folder")
    return parsed


def _measure(chosen: Iterable[Measurement]) -> list[report.Taken]:
    """Take the measurements one by one, printing each as it is there, then the peers."""
    measured = []
    print(report.heading(), flush=True)
    for measurement in chosen:
        taken = _take(measurement)
        measured.append(taken)
        print("\n".join(report.row(taken)), flush=True)
    print(f"\n{report.ABOUT_PACE}")
    print("\nbeside others, which do other work on the same kind of machine:")
    print("\n".join(report.peers(measured)))
    return measured


def _take(measurement: Measurement) -> report.Taken:
    before = pace()
    try:
        sample = measurement.take()
    except Unmeasurable as error:
        return report.Taken(measurement, None, fault=str(error))
    except RuntimeError as error:
        return report.Taken(measurement, None, fault=str(error), is_broken=True)
    return report.Taken(measurement, sample, (before + pace()) / 2)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # whatever the code page, µ and ≤ are written
    sys.exit(main(sys.argv[1:]))
