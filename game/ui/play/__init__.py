"""The play screen: a game on the map, ordered by mouse and keys."""
