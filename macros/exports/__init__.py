"""Machine-readable editions of the handbook."""
