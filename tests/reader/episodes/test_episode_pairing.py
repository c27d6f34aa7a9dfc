"""Which of a page's episodes a recording is of, and when the two do not fit."""

from dataclasses import replace

import pytest
from sample_episodes import conversation, episode

from reader.episodes.pairing import claims_of, likely_claim, mismatch, other_length
from reader.model import AudioTags, EpisodeDraft

INTERVIEW = episode("Keepers of the light", duration_ms=120_000)
LONG = episode("A winter on the ice", seed=2, duration_ms=480_000, turns=conversation(2, turns=110))
ARTICLE = EpisodeDraft("Why the ferry is late", duration_ms=600_000)
PAGE = (ARTICLE, INTERVIEW, LONG)


def likely_episode(drafts, tags, file_stem):
    """Return which of a page's episodes a recording is of, by what each says of itself."""
    return likely_claim([claims_of(draft) for draft in drafts], tags, file_stem)


@pytest.mark.parametrize(
    ("tags", "stem", "expected"),
    [
        (AudioTags(1, title="keepers of the LIGHT"), "x", 1),
        (AudioTags(1, title="Night Ferry 12: A winter on the ice"), "x", 2),
        (AudioTags(1), "night_ferry-keepers-of-the-light", 1),
        (AudioTags(600_500), "x", 0),
        (AudioTags(120_000, title="A winter on the ice"), "x", 2),
    ],
    ids=["title", "title with more", "file name", "length", "the title before the length"],
)
def test_the_first_sure_sign_decides(tags, stem, expected):
    assert likely_episode(PAGE, tags, stem) == expected


def test_the_transcript_that_fills_the_recording_is_taken():
    first = episode("One", duration_ms=None)
    second = episode("Two", duration_ms=None, turns=conversation(2, turns=110))
    assert likely_episode((first, second), AudioTags(470_000), "x") == 1
    assert likely_episode((first, second), AudioTags(125_000), "x") == 0


def test_the_only_transcript_is_taken():
    assert likely_episode((ARTICLE, INTERVIEW), AudioTags(240_000), "x") == 1


def test_a_single_episode_needs_no_sign():
    assert likely_episode((ARTICLE,), AudioTags(1), "x") == 0


def test_without_a_sure_sign_nothing_is_guessed():
    assert likely_episode(PAGE, AudioTags(3_000_000), "x") is None
    assert likely_episode((INTERVIEW, INTERVIEW), AudioTags(120_000), "x") is None
    assert likely_episode((), AudioTags(120_000), "x") is None


def test_a_recording_that_is_far_too_short_is_worth_a_warning():
    assert mismatch(INTERVIEW, 100_000, "a.mp3") is None
    assert mismatch(ARTICLE, 1000, "a.mp3") is None
    warning = mismatch(INTERVIEW, 12_000, "a.mp3")
    assert warning == (
        "a.mp3 is 0:12 long but the transcript of “Keepers of the light” goes to 1:56: "
        "it may be another recording."
    )


def test_a_title_that_would_fill_the_window_is_cut_in_it():
    claims = replace(claims_of(LONG), title="On ropes, boats and winters, " * 6)
    warning = other_length(claims, 480_000 + 130_000, "a.mp3")
    assert "…” says: something may have been put in" in warning
    assert len(warning) < 200


def test_a_recording_much_longer_or_shorter_than_printed_is_worth_a_warning():
    claims = claims_of(LONG)
    assert other_length(claims, 480_000 + 80_000, "a.mp3") is None
    assert other_length(claims, 480_000 + 130_000, "a.mp3") == (
        "a.mp3 is 2:10 longer than the page of “A winter on the ice” says: "
        "something may have been put in, such as advertisements."
    )
    assert "1:40 shorter" in (other_length(claims, 380_000, "a.mp3") or "")


@pytest.mark.parametrize(("off_ms", "said"), [(500, None), (-500, None), (60_000, "1:00 longer")])
def test_a_length_that_is_printed_to_the_second_is_taken_at_its_word(off_ms, said):
    claims = replace(claims_of(LONG), duration_ms=487_000)
    warning = other_length(claims, 487_000 + off_ms, "a.mp3")
    assert (said in warning) if said else warning is None
    assert other_length(claims_of(LONG), 480_000 + off_ms, "a.mp3") is None  # "8 min"


def test_a_printed_length_that_the_transcript_exceeds_says_nothing():
    minutes_to_read = claims_of(episode(duration_ms=60_000))
    assert other_length(minutes_to_read, 600_000, "a.mp3") is None
    assert other_length(claims_of(ARTICLE), 60_000, "a.mp3") is None
    assert other_length(claims_of(episode(duration_ms=None)), 600_000, "a.mp3") is None
