"""How long a text takes to say, by its script: a Chinese sign is a syllable, a Latin letter is not.

The weights are round numbers from usual paces: some 1,000 Latin letters, 240 Chinese signs,
430 kana or 330 Korean syllables a minute.
"""

import re

# Conversation runs at about 170 words, or 1,000 characters, a minute.
SPEECH_MS_PER_CHARACTER = 60
SHORTEST_TURN_MS = 300
# A turn that seems to take longer than this ends in silence or music instead.
SLOWEST_SPEECH = 1.8

_HAN, _HAN_WEIGHT = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"), 4
_KANA, _KANA_WEIGHT = re.compile("[\u3041-\u30ff]"), 2
_HANGUL, _HANGUL_WEIGHT = re.compile("[\uac00-\ud7a3]"), 3
_SCRIPTS = ((_HAN, _HAN_WEIGHT), (_KANA, _KANA_WEIGHT), (_HANGUL, _HANGUL_WEIGHT))


def said_length(text: str) -> int:
    """Return how long it takes to say a text, in Latin letters."""
    if text.isascii():  # nearly every text, and a long page asks ten thousand times
        return len(text)
    return len(text) + sum((weight - 1) * len(sign.findall(text)) for sign, weight in _SCRIPTS)


def speech_ms(text: str) -> int:
    """Estimate how long it takes to say `text`."""
    return max(SHORTEST_TURN_MS, said_length(text) * SPEECH_MS_PER_CHARACTER)
