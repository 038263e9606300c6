"""What the program says: the catalogue of texts, sentences for orders and events, tables and how they are printed."""
