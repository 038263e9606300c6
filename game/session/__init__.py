"""Games as they are played, saved, replayed and counted: between the rules and whoever asks for a game."""
