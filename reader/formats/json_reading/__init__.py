"""JSON parsed once for all formats: its fields, units, and where transcripts lie in it."""
