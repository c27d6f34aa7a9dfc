"""The colours that a bookmark may have, by name; "" is none. How each looks is in `ui/`."""

NO_COLOUR = ""
COLOURS = ("yellow", "orange", "pink", "purple", "blue", "green")


def colour_name(colour: str) -> str:
    """Return a colour's name as it is shown: `Yellow`; none is `No colour`."""
    return colour.capitalize() if colour else "No colour"


def colour_rank(colour: str) -> tuple[int, str]:
    """Return what sorts colours: those known in their order, then others, then none."""
    if colour in COLOURS:
        return COLOURS.index(colour), ""
    return (len(COLOURS), colour) if colour else (len(COLOURS) + 1, "")
