"""How long a text takes to say, by its script: a Chinese sign is a syllable, a Latin letter is not.

The weights are round numbers from usual paces: some 1,000 Latin letters, 240 Chinese signs,
430 kana or 330 Korean syllables a minute.
"""

import re

_HAN, _HAN_WEIGHT = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"), 4
_KANA, _KANA_WEIGHT = re.compile("[\u3041-\u30ff]"), 2
_HANGUL, _HANGUL_WEIGHT = re.compile("[\uac00-\ud7a3]"), 3
_SCRIPTS = ((_HAN, _HAN_WEIGHT), (_KANA, _KANA_WEIGHT), (_HANGUL, _HANGUL_WEIGHT))


def said_length(text: str) -> int:
    """Return how long it takes to say a text, in Latin letters."""
    if text.isascii():  # nearly every text, and a long page asks ten thousand times
        return len(text)
    return len(text) + sum((weight - 1) * len(sign.findall(text)) for sign, weight in _SCRIPTS)
