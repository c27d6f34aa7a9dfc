"""Who says what when: turns, sentences and chapters in time, and the map to the audio's time."""
