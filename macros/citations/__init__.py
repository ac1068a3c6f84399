"""Swedish and EU legal citations: read, write in a normal form, name the place. No records."""
