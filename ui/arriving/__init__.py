"""What comes in: dropped, chosen or pasted, previewed, and imported."""
