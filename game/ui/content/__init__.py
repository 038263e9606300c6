"""What the panels say: situations as rows of words. No surface, no event, no rule is made here."""
