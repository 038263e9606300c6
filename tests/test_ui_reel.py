"""The reel of a film: its pictures come back as they were, and take little."""

import numpy as np
import pytest

pygame = pytest.importorskip("pygame")

from game.ui.export.reel import Reel  # noqa: E402

SIZE = (120, 80)


def noise(seed: int) -> "pygame.Surface":
    pixels = np.random.default_rng(seed).integers(0, 256, (*SIZE, 3), np.uint8)
    return pygame.surfarray.make_surface(pixels)


def test_pictures_come_back_as_they_were() -> None:
    pygame.display.set_mode((8, 8))
    reel, pictures = Reel(), [noise(seed) for seed in range(3)]
    for picture in pictures:
        reel.append(picture)
    assert len(reel) == 3
    for at in (2, 0, 1, 1):
        assert pygame.image.tobytes(reel.picture(at), "RGB") == pygame.image.tobytes(pictures[at], "RGB")


def test_what_does_not_change_takes_no_room() -> None:
    reel, ground = Reel(), noise(1)
    for day in range(20):
        picture = ground.copy()
        picture.fill((200, 0, 0), (day, 0, 10, 10))
        reel.append(picture)
    one = SIZE[0] * SIZE[1] * 3
    assert sum(sizes(reel)) < one // 2


def sizes(reel: Reel) -> list[int]:
    """The bytes of every picture beside the first."""
    return [len(packed) for packed in reel._packed]
