"""Whether this computer can show a window, and what must be set before one is made."""

import os
import sys
from importlib.util import find_spec


def can_open() -> bool:
    """Whether a window can be opened here: there is a display, and what draws is installed."""
    if find_spec("pygame") is None or find_spec("pygame_gui") is None:
        return False
    if os.environ.get("SDL_VIDEODRIVER"):
        return True
    on_unix = os.name == "posix" and sys.platform != "darwin"
    return not on_unix or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def quiet_machine() -> None:
    """One thread for the matrices of the map: several wait for each other longer than they work; and no greeting."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")
