"""Playing audio and knowing, at any moment, which millisecond is being heard."""
