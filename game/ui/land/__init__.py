"""The map itself, which no game changes but by its bridges and ice: ground, rivers, roads, places, drawn as tiles."""
