"""Hypothesis is the same in every run of CI and quick in every run."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("play", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("play"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "play")
