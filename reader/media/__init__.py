"""Audio files without playing them: length, tags, cover, chapters, and a fingerprint."""
