"""Podcasting 2.0 JSON: captions, single words, and blanks as segments of their own."""

from json_reading import episode_of, heard, said


def segments(*rows: tuple[str, float, float | None, str]) -> dict[str, object]:
    return {
        "version": "1.0.0",
        "segments": [
            {"speaker": who, "startTime": start, "endTime": end, "body": body}
            for who, start, end, body in rows
        ],
    }


def test_captions_are_joined_by_spaces_and_keep_their_times() -> None:
    value = segments(("Ines", 0.5, 2, "The bees"), ("Ines", 2.0, 3.25, "are late, I think."))
    assert said(value) == [("Ines", "The bees are late, I think.")]
    assert heard(value) == [("The bees", 500, 2000), ("are late, I think.", 2000, 3250)]


def test_words_without_blanks_are_parted_and_marks_stand_at_their_word() -> None:
    words = [("Ines", 0.5, 0.7, "Late"), ("Ines", 0.7, 0.7, ","), ("Ines", 0.9, 1.2, "again.")]
    value = segments(*words, ("Tobias", 1.5, 2, "Yes.\n"))
    assert said(value) == [("Ines", "Late, again."), ("Tobias", "Yes.")]
    assert [text for text, _, _ in heard(value)] == ["Late", ",", "again.", "Yes."]


def test_where_blanks_are_segments_the_words_are_joined_as_they_stand() -> None:
    words = ["Late", ",", " ", "again", "-", "and", " ", "again", "."]
    value = segments(*[("Ines", at / 10, at / 10, word) for at, word in enumerate(words)])
    assert said(value) == [("Ines", "Late, again-and again.")]
    assert len(heard(value)) == 7


def test_segments_that_share_a_start_keep_their_order() -> None:
    rows = [("", 0.0, 4.8, f"caption number {n} here") for n in range(5)]
    assert [text[15] for text, _, _ in heard(segments(*rows))] == list("01234")


def test_a_time_that_is_no_time_keeps_its_text() -> None:
    value = segments(("Ines", 1, 2, "One caption here."), ("Ines", 3, 4, "And one more."))
    value["segments"][1]["startTime"] = "soon"  # type: ignore[index]
    assert said(value) == [("Ines", "One caption here. And one more.")]


def test_times_may_be_strings_and_ends_and_speakers_may_be_missing() -> None:
    value = {"segments": [{"startTime": "00:01:02.5", "body": "The bees are late."}]}
    assert episode_of(value).turns[0].speaker == ""
    assert heard(value) == [("The bees are late.", 62_500, 62_500)]
