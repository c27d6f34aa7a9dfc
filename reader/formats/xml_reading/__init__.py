"""XML read safely and in one pass, and what TTML makes of times."""
