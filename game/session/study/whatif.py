"""What if: the same seeds played with and without one changed fact. Each half is an ordinary batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.scenario.load import Scenario, load
from game.session.progress import Progress
from game.session.study.batch import BatchSettings, run_batch
from game.session.study.batch_reader import read_batch
from game.session.study.compare import Comparison, compare


@dataclass(frozen=True)
class WhatIf:
    """Both halves of a study, and where their games are kept."""

    base: BatchSettings
    changed: BatchSettings
    base_file: Path
    changed_file: Path

    def run(self, workers: int = 1, progress: Progress | None = None) -> Comparison:
        """Play what is missing in both halves and compare them; ``progress`` counts the games of both.

        With several ``workers`` a script must call this under ``if __name__ == "__main__"``. Raises BatchError.
        """
        total = self.base.games + self.changed.games

        def told(before: int) -> Progress | None:
            return (lambda done, _: progress(before + done, total)) if progress else None

        run_batch(self.base, self.base_file, workers, told(0))
        run_batch(self.changed, self.changed_file, workers, told(self.base.games))
        return self.compare()

    def compare(self) -> Comparison:
        """Compare the games that are there. Raises BatchError."""
        return compare(read_batch(self.base_file), read_batch(self.changed_file))


def study(
    name_or_path: str | Path,
    variants: Sequence[str],
    overrides: Mapping[str, int],
    *,
    entry: str | None = None,
    alike: Mapping[str, int] | None = None,
    files: tuple[Path | None, Path | None] = (None, None),
    **settings: Any,
) -> WhatIf:
    """A study of these variants and overrides; ``alike`` are overrides of both halves, ``settings`` those of a batch.

    Without ``files`` each half is called as a batch is, after all that makes its games other.
    Raises ScenarioError, ValueError and OSError.
    """
    if not variants and not overrides:
        raise ValueError("nothing is changed: name a variant, or a number of the rules with its value")
    common = dict(alike or {})
    base = load(name_or_path, entry, common)
    changed = load(name_or_path, entry, {**common, **overrides}, variants)
    if _facts(base) == _facts(changed):
        raise ValueError("nothing is changed: the scenario has these numbers anyway")
    halves = BatchSettings(base, **settings), BatchSettings(changed, **settings)
    return WhatIf(*halves, *(file or half.file for file, half in zip(files, halves, strict=True)))


def _facts(scenario: Scenario) -> list[Any]:
    """What its games rest on, whichever of the numbers were named."""
    spec = scenario.spec
    return [{**spec["scenario"], "rules": None}, spec["rules"], spec["options"]]


def whatif(
    name_or_path: str | Path,
    variant: str | Sequence[str] | None = None,
    *,
    overrides: Mapping[str, int] | None = None,
    folder: str | Path = ".",
    workers: int = 1,
    progress: Progress | None = None,
    **settings: Any,
) -> Comparison:
    """What a variant, or changed numbers of the rules, would have changed: the same seeds with and without them.

    ``settings`` are ``players``, ``games``, ``seed``, ``swap``, ``days`` and ``limit`` of `BatchSettings`. Both
    halves are kept in ``folder``; the same call goes on with them. Raises as `load` and `batch` do.
    """
    variants = [variant] if isinstance(variant, str) else list(variant or ())
    made = study(name_or_path, variants, overrides or {}, **settings)
    files = (Path(folder) / made.base_file, Path(folder) / made.changed_file)
    return WhatIf(made.base, made.changed, *files).run(workers, progress)
