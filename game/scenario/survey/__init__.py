"""Where everything lies: a file's points, names and lines as hexes and hexsides of its map."""
