"""Text and sound in step: repaired by hand, worked out from the sound; silences heard shorter."""
