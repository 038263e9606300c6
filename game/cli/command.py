"""What a command is, and what it raises when it cannot do what it was asked."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import NamedTuple


class Command(NamedTuple):
    """One word after `hebei`. Its module imports at the top only what is quick to import."""

    name: str
    help: str
    examples: tuple[str, ...]
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
    """Answers with the exit status."""
    remark: str = ""
    """What its own help says beside, in whole sentences."""


class CommandError(Exception):
    """The user asked for something that cannot be done. The message says where, what was found, what is allowed."""


GOOD, UNEXPECTED, BAD_INPUT, INTERRUPTED, BROKEN_PIPE, TERMINATED = 0, 1, 2, 130, 141, 143
"""Exit statuses."""
FAILED = 1
"""What was put to the test has failed it."""
