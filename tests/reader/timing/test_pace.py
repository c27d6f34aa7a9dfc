"""How long a text takes to say goes by its script."""

from reader.timing.pace import speech_ms


def test_a_chinese_sign_takes_longer_to_say_than_a_latin_letter():
    # Forty signs are some ten seconds of Chinese, and less than three of English.
    assert 7000 < speech_ms("天" * 40) < 13_000
    assert speech_ms("a" * 40) < 3000
