"""How things look: themes, icons, names for widgets, text in rows."""
