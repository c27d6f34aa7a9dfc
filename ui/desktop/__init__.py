"""The desktop around the window: its media keys, its links, and one window a library."""
