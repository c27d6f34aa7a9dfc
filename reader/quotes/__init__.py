"""Quotes that last: caught from what is heard or selected, and found again in other transcripts."""
