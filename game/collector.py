"""Python's collector of cyclic garbage, kept out of the way: a game makes none."""

import gc

_SELDOM = 10_000  # objects more than there were until it looks


def look_seldom() -> None:
    """Collect seldom: a look through all that is loaded takes a tenth of a second, in the middle of some frame."""
    gc.set_threshold(_SELDOM)


def leave_what_is_loaded() -> None:
    """What has been loaded stays: looking through it again and again costs a batch a seventh of its time."""
    gc.freeze()
    look_seldom()
