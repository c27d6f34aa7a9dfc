"""The page one reads: laid out, painted, scrolled, selected and searched."""
