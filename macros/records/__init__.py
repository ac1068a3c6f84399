"""The kinds of record as strict typed models: which fields exist, and who may see each."""
