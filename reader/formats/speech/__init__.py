"""Captions and timed words, and how they become turns that are good to read."""
