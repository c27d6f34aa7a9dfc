"""What each command of `earmark` does, by what it is about: adding, browsing, playing, windows."""
