"""The text of a scenario file: YAML read with the place of every value, and changed where it stands."""
