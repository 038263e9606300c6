"""Checks of what a scenario says, beyond its shape."""
