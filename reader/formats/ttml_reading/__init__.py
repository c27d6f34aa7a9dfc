"""What the kinds of TTML share: their paragraphs, and what they make of times."""
