"""A new record: its answers gathered and judged, and written in its place as an editor would."""
