"""WhisperX's and Substack's JSON: aligned words, some without times; speakers."""

from json_reading import heard, said
from json_samples import SUBSTACK, WHISPERX


def test_a_word_without_times_keeps_its_text_and_is_no_cue() -> None:
    assert said(WHISPERX) == [("SPEAKER_00", "Forty hives in 2026."), ("SPEAKER_01", "Forty?")]
    assert [text for text, _, _ in heard(WHISPERX)] == ["Forty", "hives", "in", "Forty?"]


def test_a_segment_is_cut_where_its_words_change_their_speaker() -> None:
    words = [("Late?", 0.0, "A"), ("Yes,", 0.5, "B"), ("late.", 0.9, "B")]
    segment = {
        "start": 0.0,
        "end": 1.5,
        "text": "Late? Yes, late.",
        "words": [
            {"word": word, "start": at, "end": at + 0.4, "score": 0.9, "speaker": who}
            for word, at, who in words
        ],
    }
    assert said({"segments": [segment]}) == [("Speaker A", "Late?"), ("Speaker B", "Yes, late.")]


def test_words_that_are_not_in_the_text_are_read_themselves() -> None:
    words = [{"word": "Bees", "start": 0.5, "end": 1.0}, {"word": "wait.", "start": 1.0, "end": 2}]
    for text in ("", "Something else altogether"):
        value = {
            "segments": [{"start": 0.5, "end": 2, "text": text, "speaker": "A", "words": words}]
        }
        assert said(value) == [("Speaker A", "Bees wait.")]


def test_labels_may_be_called_otherwise_and_have_names() -> None:
    segments = [
        {"speakerLabel": "spk_0", "start": 0.5, "end": 2.0, "text": "The bees are late."},
        {"speakerLabel": "spk_1", "start": 2.0, "end": 3.0, "text": "They are."},
    ]
    value = {"speakers": {"spk_0": "Ines", "spk_1": "Tobias"}, "segments": segments}
    assert [speaker for speaker, _ in said(value)] == ["Ines", "Tobias"]


def test_scripts_without_spaces_stay_without() -> None:
    words = [
        {"word": sign, "start": at, "end": at + 1, "score": 1} for at, sign in enumerate("蜂が")
    ]
    value = {"segments": [{"start": 0, "end": 2, "text": "蜂が。", "words": words}]}
    assert said(value) == [("", "蜂が。")]
    assert [text for text, _, _ in heard(value)] == ["蜂", "が。"]


def test_substack_s_array_may_have_names_beside_it() -> None:
    assert said(SUBSTACK) == [("SPEAKER_00", "Late again.")]
    named = {"transcript": SUBSTACK, "speaker_map": {"SPEAKER_00": "Ines Calloway"}}
    assert said(named) == [("Ines Calloway", "Late again.")]
    assert heard(named) == [("Late", 0, 500), ("again.", 600, 1400)]


def test_substack_s_unaligned_object_has_segments_and_a_language() -> None:
    value = {"segments": [{"start": 0.5, "end": 2.0, "text": " Late."}], "language": "en"}
    assert heard(value) == [("Late.", 500, 2000)]
