"""Plain text of short timed lines, and the pages it must not take from other formats."""

import pytest
from caption_reading import episode, heard, said, surest

NAME = "timed lines"


def test_a_time_before_each_line() -> None:
    text = "".join(f"0:1{n} the bees\n\n" for n in range(9)) + "1:00:01 hum\n"
    assert surest(text) == NAME
    assert heard(text)[-2:] == [("the bees", 18_000, 3_601_000), ("hum", 3_601_000, 3_601_000)]
    assert len(said(text)) == 1
    assert episode(text).resolution_ms == 1000


def test_what_whisper_prints() -> None:
    text = (
        "[00:01.000 --> 00:02.500]  The bees\n[00:02.500 --> 00:03.000]  are\n"
        "[00:04.000 --> 00:05.000]  late.\n"
    )
    assert heard(text) == [("The bees", 1000, 2500), ("are", 2500, 3000), ("late.", 4000, 5000)]


def test_whisper_with_speakers() -> None:
    text = "".join(
        f"[00:0{n}.000 --> 00:0{n + 1}.000] [SPEAKER_0{n % 2}]: Late.\n" for n in range(4)
    )
    assert said(text) == [(f"SPEAKER_0{n % 2}", "Late.") for n in range(4)]


def test_times_on_lines_of_their_own() -> None:
    text = "".join(f"0:1{n}\n1{n} seconds\nthe bees hum {n}\n" for n in range(9))
    assert surest(text) == NAME
    assert heard(text)[1] == ("the bees hum 1", 11_000, 12_000)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"00:1{n} {'Ines' if n % 2 else 'Tobias'}: The bees\n" for n in range(9)),
        "".join(f"{'Ines' if n % 2 else 'Tobias'}\n00:1{n}\nThe bees\n" for n in range(9)),
        "".join(f"00:1{n}\n{'Ines' if n % 2 else 'Tobias'}\nThe bees\n" for n in range(9)),
        "Late bees\n\n" + "".join(f"0:1{n} the bees\n" for n in range(9)),
        "0:13 the bees\n0:15 are late\n0:16 again\n",
        "".join(f"0:1{n} the bees\n0:0{n} are late\n" for n in range(9)),
        "\n".join(f"0:{n} {'The bees are late, and we wait. ' * 12}" for n in range(10, 20)),
    ],
)
def test_other_texts_with_times_are_left_to_the_pages(text: str) -> None:
    assert surest(text) != NAME
