"""Whole processes, as a user starts them: each measured several times from start to end."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.timing import Sample, Unmeasurable

ROOT = Path(__file__).parents[1]
_HEBEI = (sys.executable, "-m", "game.cli.main")
_CACHE_VARIABLES = ("XDG_CACHE_HOME", "HOME", "LOCALAPPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA")
_WORKER_GAMES = 30
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Set where programs are developed; a user's Python keeps what it compiled."""
_PEAK_OF_CHILDREN = """\
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(peak if sys.platform == "darwin" else peak * 1024)
"""


def _run(*command: str, changes: Mapping[str, str] | None = None) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Seconds and outcome. Raises RuntimeError with what the process complained of."""
    began = time.perf_counter()
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != _NO_BYTECODE} | dict(changes or {}),
        capture_output=True,
        encoding="utf-8",
    )
    spent = time.perf_counter() - began
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:])} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return spent, done


def warm(runs: int, *arguments: str) -> list[float]:
    """Seconds of `hebei` with these arguments, the caches being warm."""
    return [_run(*_HEBEI, *arguments)[0] for _ in range(runs + 1)][1:]


def peak_of(*arguments: str) -> float:
    """MB of the largest process of `hebei` with these arguments."""
    try:
        import resource  # noqa: F401
    except ImportError:
        raise Unmeasurable("this system does not tell the peak memory of a process") from None
    _, done = _run(sys.executable, "-c", _PEAK_OF_CHILDREN, *_HEBEI, *arguments)
    return int(done.stdout) / 1e6


def help_text() -> Sample:
    """`hebei --help`."""
    return Sample(warm(15, "--help"))


def check_of_handan() -> Sample:
    """`hebei check handan`."""
    return Sample(warm(9, "check", "handan"))


def watch_to_first_day() -> Sample:
    """`hebei watch handan --days 1`: the day is told before the process ends, so this is a little more."""
    return Sample(warm(9, "watch", "handan", "--days", "1"))


def first_compilation() -> Sample:
    """The same with an empty cache: every kernel is compiled, and the user is told so. Once, since it takes long."""
    with tempfile.TemporaryDirectory() as folder:
        spent, done = _run(*_HEBEI, "watch", "handan", "--days", "1", changes=dict.fromkeys(_CACHE_VARIABLES, folder))
        if not any(Path(folder).rglob("*.nbi")):
            raise Unmeasurable("the kernels were compiled elsewhere: Numba is absent, or the cache cannot be moved")
    told = " ".join(done.stderr.split())
    if not told:
        raise RuntimeError("the first compilation shows no line of progress")
    return Sample([spent], {"progress": told})


def batch_worker() -> Sample:
    """The largest process of a batch of two workers, the parent included."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "games.sqlite")
        batch = ("batch", "handan", "--games", str(_WORKER_GAMES), "--workers", "2", "--out", out)
        return Sample([peak_of(*batch)], {"games": _WORKER_GAMES})
