"""What is said when an X server goes: Xlib itself would end the program with a line that means nothing to a player."""

import ctypes
import os
from contextlib import suppress
from typing import Any

import pygame

_KEEP: list[Any] = []
"""What Xlib has been given must outlive the call."""
_BAD_INPUT = 2


def told_when_lost(message: str) -> None:
    """Where windows are Xlib's, end with this message when the display goes; other systems tell us to quit."""
    if pygame.display.get_driver() != "x11":
        return
    with suppress(OSError, AttributeError):
        xlib = ctypes.CDLL("libX11.so.6")
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
        handler = kind(lambda _: _end(message))
        xlib.XSetIOErrorHandler.argtypes = [kind]
        xlib.XSetIOErrorHandler.restype = ctypes.c_void_p
        xlib.XSetIOErrorHandler(handler)
        _KEEP[:] = [handler]


def _end(message: str) -> int:
    """At once: Xlib does not let its caller go on, and every order is in its file already."""
    with suppress(OSError):
        os.write(2, f"{message}\n".encode())
    os._exit(_BAD_INPUT)
