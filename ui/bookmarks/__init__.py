"""Quotes: caught, listed, edited, brought in, and taken along."""
