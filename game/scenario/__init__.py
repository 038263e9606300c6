"""Scenario files at the door: YAML to checked models to the arrays of the core, and back."""
