"""Pages taken apart: blocks, headers, chapter lists and turns, whatever they were written in."""
