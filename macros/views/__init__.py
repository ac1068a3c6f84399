"""Page-shaped questions answered as plain rows: no HTML, no Markdown, no MkDocs."""
