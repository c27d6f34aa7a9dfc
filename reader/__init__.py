"""The program without a window: formats, library, media, playback and the command line."""
