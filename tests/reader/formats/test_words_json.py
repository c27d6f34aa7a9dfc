"""The JSON of services that answer with words: ElevenLabs, AssemblyAI, Amazon, Rev and others."""

from copy import deepcopy
from typing import Any

from json_reading import episode_of, heard, said
from json_samples import (
    AMAZON,
    ASSEMBLYAI,
    CHUNKS,
    DEEPGRAM,
    ELEVENLABS,
    GENTLE,
    GOOGLE,
    REV,
    SONIOX,
    SPEECHMATICS,
    VOSK,
    WATSON,
    YOUTUBE,
)


def test_elevenlabs_words_bring_spacing_and_sounds() -> None:
    assert said(ELEVENLABS) == [("Speaker 0", "Late?"), ("Speaker 1", "(laughs) Yes.")]
    assert heard(ELEVENLABS)[1] == ("(laughs)", 600, 1500)
    assert episode_of(ELEVENLABS).language == "en"


def test_elevenlabs_channels_are_woven_by_time() -> None:
    def word(text: str, start: float) -> dict[str, Any]:
        return {"text": text, "start": start, "end": start + 0.3, "type": "word"}

    value = {
        "transcripts": [
            {"language_code": "en", "words": [word("Late.", 0.5), word("Yes.", 4.0)]},
            {"language_code": "en", "words": [word("Again?", 2.0)]},
        ]
    }
    assert said(value) == [("Channel 0", "Late."), ("Channel 1", "Again?"), ("Channel 0", "Yes.")]


def test_deepgram_words_have_their_marks_and_speakers() -> None:
    assert said(DEEPGRAM) == [("Speaker 0", "Are they late?"), ("Speaker 1", "Yes.")]
    assert heard(DEEPGRAM)[2] == ("late?", 500, 900)


def test_deepgram_channels_are_speakers_woven_by_time() -> None:
    value: dict[str, Any] = deepcopy(DEEPGRAM)
    first = value["results"]["channels"][0]["alternatives"][0]["words"]
    for word in first:
        del word["speaker"]
    second = [{"word": "hello", "start": 1.0, "end": 1.2}]
    value["results"]["channels"].append({"alternatives": [{"words": second}]})
    first[3].update(start=2.5, end=2.9)
    assert said(value) == [
        ("Channel 0", "Are they late?"),
        ("Channel 1", "hello"),
        ("Channel 0", "Yes."),
    ]


def test_deepgram_without_words_has_paragraphs_or_utterances() -> None:
    sentence = {"text": "Late?", "start": 0.5, "end": 0.9}
    paragraphs = {"paragraphs": [{"speaker": 1, "sentences": [sentence]}]}
    alternative = {"transcript": "Late?", "paragraphs": paragraphs}
    value = {"results": {"channels": [{"alternatives": [alternative]}]}}
    assert said(value) == [("Speaker 1", "Late?")]
    assert heard(value) == [("Late?", 500, 900)]
    utterance = {"start": 0.5, "end": 0.9, "channel": 0, "transcript": "Late?", "speaker": 2}
    assert said({"results": {"utterances": [utterance]}}) == [("Speaker 2", "Late?")]


def test_assemblyai_counts_milliseconds() -> None:
    assert said(ASSEMBLYAI) == [("Speaker A", "Late?"), ("Speaker B", "Yes.")]
    assert heard(ASSEMBLYAI) == [("Late?", 170, 718), ("Yes.", 900, 1300)]


def test_assemblyai_utterances_say_who_speaks() -> None:
    words = [{"text": w["text"], "start": w["start"], "end": w["end"]} for w in ASSEMBLYAI["words"]]  # type: ignore[attr-defined]
    utterance = {"text": "Late? Yes.", "start": 170, "end": 1300, "speaker": "C", "words": words}
    value = ASSEMBLYAI | {"utterances": [utterance]}
    assert said(value) == [("Speaker C", "Late? Yes.")]
    assert len(heard(value)) == 2


def test_amazon_marks_stand_at_their_word_and_are_heard_with_it() -> None:
    assert said(AMAZON) == [("Speaker 0", "Late, yes.")]
    assert heard(AMAZON) == [("Late,", 440, 900), ("yes.", 1000, 1500)]


def test_amazon_s_older_speakers_are_listed_apart_by_time() -> None:
    value: dict[str, Any] = deepcopy(AMAZON)
    for item in value["results"]["items"]:
        item.pop("speaker_label", None)
    value["results"]["speaker_labels"] = {
        "speakers": 2,
        "segments": [
            {"speaker_label": "spk_0", "items": [{"start_time": "0.44", "speaker_label": "spk_0"}]},
            {"speaker_label": "spk_1", "items": [{"start_time": "1.0", "speaker_label": "spk_1"}]},
        ],
    }
    assert said(value) == [("Speaker 0", "Late,"), ("Speaker 1", "yes.")]


def test_amazon_s_older_speakers_may_be_mere_stretches_of_time() -> None:
    value: dict[str, Any] = deepcopy(AMAZON)
    for item in value["results"]["items"]:
        item.pop("speaker_label", None)
    stretches = [("0.0", "spk_0"), ("0.95", "spk_1")]
    labels = [{"start_time": start, "speaker_label": label} for start, label in stretches]
    value["results"]["speaker_labels"] = {"segments": labels}
    assert said(value) == [("Speaker 0", "Late,"), ("Speaker 1", "yes.")]


def test_rev_elements_bring_their_blanks() -> None:
    assert said(REV) == [("Speaker 0", "Late? Again?"), ("Speaker 1", "Yes.")]
    assert heard(REV)[0] == ("Late?", 500, 900)


def test_rev_speakers_may_have_names() -> None:
    value = REV | {"speakers": [{"id": 0, "name": "Ines"}, {"id": 1, "name": "Tobias"}]}
    assert [speaker for speaker, _ in said(value)] == ["Ines", "Tobias"]


def test_youtube_s_rolling_lines_are_words_once_each() -> None:
    assert said(YOUTUBE) == [("", "the bees are late")]
    assert heard(YOUTUBE) == [
        ("the", 100, 500),
        ("bees", 500, 1500),
        ("are", 1500, 1800),
        ("late", 1800, 3500),
    ]


def test_youtube_s_written_captions_have_no_words() -> None:
    events = [{"tStartMs": 500, "dDurationMs": 1500, "segs": [{"utf8": "The bees\nare late."}]}]
    assert heard({"events": events}) == [("The bees are late.", 500, 2000)]


def test_youtube_s_captions_as_downloaded_have_durations() -> None:
    listed = [{"text": "The bees", "start": 0.5, "duration": 1.5}]
    assert heard(listed) == heard([listed]) == [("The bees", 500, 2000)]


def test_speechmatics_marks_say_what_they_belong_to() -> None:
    assert said(SPEECHMATICS) == [("S1", "Late?"), ("S2", "Yes")]
    assert heard(SPEECHMATICS) == [("Late?", 100, 500), ("Yes", 800, 1200)]


def test_google_s_times_are_strings_with_a_unit_and_nought_is_left_out() -> None:
    assert heard(GOOGLE) == [("bees", 0, 400), ("wait", 400, 1200)]


def test_google_s_last_result_repeats_all_words_with_their_speakers() -> None:
    value: dict[str, Any] = deepcopy(GOOGLE)
    words = deepcopy(value["results"][0]["alternatives"][0]["words"])
    for tag, word in enumerate(words, 1):
        word["speakerTag"] = tag
    value["results"].append({"alternatives": [{"words": words}]})
    assert said(value) == [("Speaker 1", "bees"), ("Speaker 2", "wait")]


def test_google_s_times_may_be_seconds_and_nanos_apart() -> None:
    words = [
        {"word": "bees", "startTime": {}, "endTime": {"nanos": 400_000_000}},
        {"word": "wait", "startTime": {"seconds": "1"}, "endTime": {"seconds": "1", "nanos": 5e8}},
    ]
    value = {"results": [{"alternatives": [{"transcript": "bees wait", "words": words}]}]}
    assert heard(value) == [("bees", 0, 400), ("wait", 1000, 1500)]


def test_kaldi_s_words_have_their_marks_and_speakers_apart() -> None:
    words = [
        {"word": "late", "punct": "Late.", "start": 0.5, "end": 0.9, "index": 0},
        {"word": "yes", "punct": "Yes.", "start": 2.0, "end": 2.4, "index": 1},
    ]
    segments = [{"start": at, "duration": 1, "speaker": {"@id": f"S{at}"}} for at in (0, 1)]
    value = {"retval": {"words": words, "segmentation": {"segments": segments}}}
    assert said(value) == [("S0", "Late."), ("S1", "Yes.")]


def test_speechmatics_older_words_and_speakers_have_a_name() -> None:
    rows = [("Late", "0.50"), (".", "0.90"), ("Yes", "2.00")]
    value = {
        "job": {"lang": "en"},
        "speakers": [{"name": "F1", "time": "0.00"}, {"name": "M2", "time": "1.00"}],
        "words": [{"name": name, "time": time, "duration": "0.4"} for name, time in rows],
    }
    assert said(value) == [("F1", "Late."), ("M2", "Yes")]
    assert heard(value) == [("Late", 500, 900), (".", 900, 1300), ("Yes", 2000, 2400)]


def test_watson_s_answers_may_be_wrapped() -> None:
    assert heard({"results": [WATSON]}) == heard([WATSON]) == heard(WATSON)
    assert said({"results": [WATSON]}) == said(WATSON)


def test_vosk_s_results_follow_one_another() -> None:
    assert [text for text, _, _ in heard(VOSK)] == ["bees", "bees"]


def test_transformers_chunks_have_pairs_of_times() -> None:
    assert heard(CHUNKS) == [("The bees are late.", 0, 2000), ("They are.", 2000, 2000)]


def test_transformers_chunks_may_be_words_and_a_bare_array() -> None:
    words = [(" Bees", 0.5, 1.0), (" wait,", 1.0, 1.5), (" late.", 2.0, None)]
    chunks = [{"text": text, "timestamp": [start, end]} for text, start, end in words]
    assert said(chunks) == said({"text": "", "chunks": chunks}) == [("", "Bees wait, late.")]
    assert heard(chunks)[1] == ("wait,", 1000, 1500)


def test_watson_s_words_are_arrays() -> None:
    assert said(WATSON) == [("Speaker 2", "bees wait")]
    assert heard(WATSON) == [("bees", 100, 500), ("wait", 500, 1000)]


def test_soniox_s_tokens_are_parts_of_words() -> None:
    assert said(SONIOX) == [("Speaker 1", "Beekeepers wait.")]
    assert heard(SONIOX) == [("Beekeepers", 100, 500), ("wait.", 800, 1200)]


def test_gentle_s_words_find_their_place_in_the_transcript() -> None:
    assert said(GENTLE) == [("", "The bees, I think, are late.")]
    assert heard(GENTLE)[1:] == [("bees,", 200, 600), ("late.", 1200, 1600)]
