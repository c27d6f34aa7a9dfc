"""The colours that a bookmark may have, by name: the name is what is kept, shown and typed."""

COLOURS = ("yellow", "orange", "red", "pink", "purple", "blue", "green")
