"""Every command and its keys: declared, shown, and changed."""
