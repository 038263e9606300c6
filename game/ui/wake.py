"""How threads ask the window to look at what they have done."""

from contextlib import suppress

import pygame


def wake() -> None:
    """From any thread: let the window look. A window that is closed meanwhile is left alone."""
    with suppress(pygame.error):
        pygame.event.post(pygame.event.Event(pygame.USEREVENT))
