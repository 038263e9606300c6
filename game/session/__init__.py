"""Playing, saving, replaying and counting games: the layer between the rules and the user interfaces."""
