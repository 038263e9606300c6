"""The decorator of all kernels: Numba with a safe file cache, or plain Python where Numba is missing.

Numba's own cache does not notice an edited callee in another file, so the cache
lives under a hash of all kernel sources, and in a folder that can be written.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from platformdirs import user_cache_path

try:
    import numba
except ImportError:  # no wheel for this machine: the same code runs as plain Python
    numba = None

F = TypeVar("F", bound=Callable[..., object])

SEEN = ("board.py", "causes.py", "columns.py", "hexgrid.py", "kinds.py", "luck.py", "numbers.py", "state.py")
"""The modules beside the kernels whose constants are compiled into them."""


@cache
def cache_folder() -> Path:
    """Where compiled kernels are kept: the user's cache folder, else a temporary one."""
    hasher = blake2b(digest_size=6)
    sources = [*Path(__file__).parent.glob("*.py"), *(Path(__file__).parents[1] / name for name in SEEN)]
    for source in sorted(sources):
        hasher.update(source.read_bytes())
    name = f"kernels-{hasher.hexdigest()}"
    for find in (_own_folder, _temporary_folder):
        try:
            folder = find() / name
            folder.mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix="hebei-"))


def _own_folder() -> Path:
    folder = user_cache_path("hebei", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _temporary_folder() -> Path:
    """A folder that outlives the process. Raises PermissionError where another user could write to it.

    What Numba finds in its cache it unpickles, so whoever writes there runs code as this user.
    """
    if sys.platform == "win32":  # every user has temporary files of his own
        folder = Path(tempfile.gettempdir()) / "hebei"
        folder.mkdir(exist_ok=True)
        return folder
    folder = Path(tempfile.gettempdir()) / f"hebei-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or found.st_mode & 0o022:
        raise PermissionError(f"{folder} is not this user's alone")
    return folder


def is_compiled() -> bool:
    """Whether Numba is at work at all."""
    return numba is not None and not numba.config.DISABLE_JIT


def is_cached() -> bool:
    """Whether an earlier process has compiled these kernels, so that starting takes a moment only."""
    return not is_compiled() or any(cache_folder().rglob("*.nbc"))


def kernel(function: F) -> F:
    """Compile on first use and keep the machine code for later processes."""
    if numba is None:
        return function
    previous = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(cache_folder())
    try:
        compiled: F = numba.njit(cache=True, nogil=True)(function)
    finally:
        numba.config.CACHE_DIR = previous
    if is_compiled():
        _take_constants_as_numbers(compiled)
    return compiled


def _take_constants_as_numbers(compiled: Any) -> None:
    """Have a kernel that others call with constants compiled once, not for every value.

    Numba does not document where it looks a callee up. Where that is missing, compiling only takes longer.
    """
    template = getattr(compiled, "get_call_template", None)
    if template is None:
        return

    def plain(args: Any, kws: Any) -> Any:
        types = {name: numba.types.unliteral(each) for name, each in kws.items()}
        return template([numba.types.unliteral(each) for each in args], types)

    compiled.get_call_template = plain


@kernel
def index(at: int) -> int:
    """A number that is not negative, to index with and for nothing else.

    Compiled code asks of every signed index whether it counts from the end; in a search that is a quarter of the time.
    """
    return np.uint64(at)  # type: ignore[return-value]
