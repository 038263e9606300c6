"""What a computer player must keep to, tried in games."""
