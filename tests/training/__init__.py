"""The training chain on small data: every stage, without the real sources."""
