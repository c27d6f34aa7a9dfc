"""Searching everything: the question, the hits, and the index behind them."""
