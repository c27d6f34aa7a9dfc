"""A small sample of each JSON format, by the format's name; two people speak of bees."""

import json

PODCASTING20 = {
    "version": "1.0.0",
    "segments": [
        {"speaker": "Ines", "startTime": 0.5, "endTime": 2.0, "body": "The bees are late."},
        {"speaker": "Tobias", "startTime": 2.25, "body": "They had a long way."},
    ],
}
PODLOVE = [
    {"start": "00:00:01.500", "end": "00:00:03.000", "speaker": "ines", "text": "Late again."},
    {"start": "00:00:03.100", "end": "00:00:04.000", "speaker": "tobias", "text": "As ever."},
]
WHISPER = {
    "text": " The bees are late. They are.",
    "segments": [
        {
            "id": 0,
            "seek": 0,
            "start": 0.0,
            "end": 2.0,
            "text": " The bees are late.",
            "tokens": [50364, 440, 17511, 366, 3469, 13, 50464],
            "temperature": 0.0,
            "avg_logprob": -0.2,
            "compression_ratio": 1.1,
            "no_speech_prob": 0.01,
            "words": [
                {"word": " The", "start": 0.0, "end": 0.3, "probability": 0.9},
                {"word": " bees", "start": 0.3, "end": 0.8, "probability": 0.9},
                {"word": " are", "start": 0.8, "end": 1.0, "probability": 0.9},
                {"word": " late.", "start": 1.0, "end": 1.6, "probability": 0.9},
            ],
        },
        {"id": 1, "seek": 0, "start": 2.0, "end": 3.0, "text": " They are.", "tokens": []},
    ],
    "language": "en",
}
WHISPER_CPP = {
    "systeminfo": "AVX = 1",
    "params": {"language": "auto"},
    "result": {"language": "en"},
    "transcription": [
        {
            "timestamps": {"from": "00:00:00,000", "to": "00:00:02,000"},
            "offsets": {"from": 0, "to": 2000},
            "text": " Beekeepers wait.",
            "tokens": [
                {"text": text, "offsets": {"from": start, "to": end}, "id": 1, "p": 0.9}
                for text, start, end in [
                    ("[_BEG_]", 0, 0),
                    (" Bee", 100, 300),
                    ("keepers", 300, 800),
                    (" wait", 900, 1500),
                    (".", 1500, 1600),
                    ("[_TT_100]", 2000, 2000),
                ]
            ],
        }
    ],
}
WHISPERX = {
    "segments": [
        {
            "start": 0.1,
            "end": 2.0,
            "text": " Forty hives in 2026.",
            "speaker": "SPEAKER_00",
            "words": [
                {"word": "Forty", "start": 0.1, "end": 0.5, "score": 0.9, "speaker": "SPEAKER_00"},
                {"word": "hives", "start": 0.6, "end": 1.0, "score": 0.9, "speaker": "SPEAKER_00"},
                {"word": "in", "start": 1.1, "end": 1.2, "score": 0.9, "speaker": "SPEAKER_00"},
                {"word": "2026."},
            ],
        },
        {
            "start": 2.5,
            "end": 3.0,
            "text": "Forty?",
            "speaker": "SPEAKER_01",
            "words": [{"word": "Forty?", "start": 2.5, "end": 3.0, "score": 0.8}],
        },
    ],
    "word_segments": [],
    "language": "en",
}
ELEVENLABS = {
    "language_code": "en",
    "language_probability": 0.98,
    "text": "Late? (laughs) Yes.",
    "words": [
        {"text": "Late?", "start": 0.1, "end": 0.5, "type": "word", "speaker_id": "speaker_0"},
        {"text": " ", "start": 0.5, "end": 0.6, "type": "spacing", "speaker_id": "speaker_0"},
        {
            "text": "(laughs)",
            "start": 0.6,
            "end": 1.5,
            "type": "audio_event",
            "speaker_id": "speaker_1",
        },
        {"text": " ", "start": 1.5, "end": 1.6, "type": "spacing", "speaker_id": "speaker_1"},
        {"text": "Yes.", "start": 1.6, "end": 2.0, "type": "word", "speaker_id": "speaker_1"},
    ],
}
DEEPGRAM = {
    "metadata": {"duration": 3.0, "channels": 1},
    "results": {
        "channels": [
            {
                "alternatives": [
                    {
                        "transcript": "Are they late? Yes.",
                        "words": [
                            {"word": w, "punctuated_word": p, "start": s, "end": e, "speaker": who}
                            for w, p, s, e, who in [
                                ("are", "Are", 0.08, 0.32, 0),
                                ("they", "they", 0.32, 0.5, 0),
                                ("late", "late?", 0.5, 0.9, 0),
                                ("yes", "Yes.", 1.5, 1.9, 1),
                            ]
                        ],
                    }
                ]
            }
        ]
    },
}
ASSEMBLYAI = {
    "id": "sample",
    "language_code": "en_us",
    "audio_duration": 3,
    "punctuate": True,
    "text": "Late? Yes.",
    "words": [
        {"text": "Late?", "start": 170, "end": 718, "confidence": 0.9, "speaker": "A"},
        {"text": "Yes.", "start": 900, "end": 1300, "confidence": 0.9, "speaker": "B"},
    ],
    "utterances": None,
}
AMAZON = {
    "jobName": "bees",
    "status": "COMPLETED",
    "results": {
        "transcripts": [{"transcript": "Late, yes."}],
        "items": [
            {
                "type": "pronunciation",
                "start_time": "0.44",
                "end_time": "0.9",
                "alternatives": [{"confidence": "1.0", "content": "Late"}],
                "speaker_label": "spk_0",
            },
            {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": ","}]},
            {
                "type": "pronunciation",
                "start_time": "1.0",
                "end_time": "1.5",
                "alternatives": [{"confidence": "0.8", "content": "yes"}],
                "speaker_label": "spk_0",
            },
            {"type": "punctuation", "alternatives": [{"content": "."}]},
        ],
    },
}
REV = {
    "monologues": [
        {
            "speaker": 0,
            "elements": [
                {"type": "text", "value": "Late", "ts": 0.5, "end_ts": 0.9, "confidence": 0.9},
                {"type": "punct", "value": "?"},
                {"type": "punct", "value": " "},
                {"type": "text", "value": "Again", "ts": 1.0, "end_ts": 1.4, "confidence": 0.9},
                {"type": "punct", "value": "?"},
            ],
        },
        {
            "speaker": 1,
            "elements": [
                {"type": "text", "value": "Yes", "ts": 2.0, "end_ts": 2.4},
                {"type": "punct", "value": "."},
            ],
        },
    ]
}
YOUTUBE = {
    "wireMagic": "pb3",
    "events": [
        {"tStartMs": 0, "dDurationMs": 9000, "id": 1, "wpWinPosId": 1},
        {
            "tStartMs": 100,
            "dDurationMs": 2900,
            "segs": [{"utf8": "the"}, {"utf8": " bees", "tOffsetMs": 400}],
        },
        {"tStartMs": 1500, "dDurationMs": 1500, "aAppend": 1, "segs": [{"utf8": "\n"}]},
        {
            "tStartMs": 1500,
            "dDurationMs": 2000,
            "segs": [{"utf8": "are"}, {"utf8": " late", "tOffsetMs": 300}],
        },
    ],
}
SUBSTACK = [
    {
        "start": 0.0,
        "end": 1.5,
        "text": "Late again.",
        "speaker": "SPEAKER_00",
        "words": [
            {"word": "Late", "start": 0.0, "end": 0.5, "score": 0.8},
            {"word": "again.", "start": 0.6, "end": 1.4, "score": 0.8},
        ],
    }
]
SPEECHMATICS = {
    "format": "2.9",
    "metadata": {"type": "transcription", "transcription_config": {"language": "en"}},
    "results": [
        {
            "type": kind,
            "start_time": start,
            "end_time": end,
            "alternatives": [{"content": content, "speaker": who, "confidence": 1.0}],
            **more,
        }
        for kind, start, end, content, who, more in [
            ("word", 0.1, 0.5, "Late", "S1", {}),
            ("punctuation", 0.5, 0.5, "?", "S1", {"attaches_to": "previous"}),
            ("word", 0.8, 1.2, "Yes", "S2", {}),
        ]
    ],
}
GOOGLE = {
    "results": [
        {
            "alternatives": [
                {
                    "transcript": "bees wait",
                    "confidence": 0.9,
                    "words": [
                        {"endTime": "0.400s", "word": "bees"},
                        {"startTime": "0.400s", "endTime": "1.200s", "word": "wait"},
                    ],
                }
            ],
            "languageCode": "en-us",
        }
    ]
}
VOSK = '{"result": [{"conf": 1.0, "end": 0.5, "start": 0.1, "word": "bees"}], "text": "bees"}\n' * 2
CHUNKS = {
    "text": " The bees are late. They are.",
    "chunks": [
        {"timestamp": [0.0, 2.0], "text": " The bees are late."},
        {"timestamp": [2.0, None], "text": " They are."},
    ],
}
WATSON = {
    "results": [
        {
            "alternatives": [
                {
                    "timestamps": [["bees", 0.1, 0.5], ["wait", 0.5, 1.0]],
                    "transcript": "bees wait ",
                }
            ],
            "final": True,
        }
    ],
    "speaker_labels": [
        {"from": 0.1, "to": 0.5, "speaker": 2},
        {"from": 0.5, "to": 1, "speaker": 2},
    ],
}
GENTLE = {
    "transcript": "The bees, I think,\nare late.",
    "words": [
        {"word": "The", "case": "success", "start": 0.1, "end": 0.2, "startOffset": 0},
        {"word": "bees", "case": "success", "start": 0.2, "end": 0.6, "startOffset": 4},
        {"word": "think", "case": "not-found-in-audio", "startOffset": 12},
        {"word": "late", "case": "success", "start": 1.2, "end": 1.6, "startOffset": 23},
    ],
}
SONIOX = {
    "id": "sample",
    "text": "Beekeepers wait.",
    "tokens": [
        {"text": text, "start_ms": start, "end_ms": start + 200, "speaker": "1", "language": "en"}
        for text, start in [("Bee", 100), ("keepers", 300), (" wait", 800), (".", 1000)]
    ],
}
OTHER = {
    "job": {"id": 7},
    "paragraphs": [
        {"Speaker": "Ines", "StartMs": 500, "EndMs": 1500, "Text": "The bees are late."},
        {"Speaker": "Tobias", "StartMs": 1600, "EndMs": 2400, "Text": "They had a long way."},
        {"Speaker": "Ines", "StartMs": 2500, "EndMs": 3000, "Text": "Had they?"},
    ],
}

SAMPLES: dict[str, bytes] = {
    name: (value if isinstance(value, str) else json.dumps(value)).encode()
    for name, value in {
        "Podcasting 2.0 JSON": PODCASTING20,
        "Podlove JSON": PODLOVE,
        "Whisper JSON": WHISPER,
        "whisper.cpp JSON": WHISPER_CPP,
        "WhisperX JSON": WHISPERX,
        "ElevenLabs Scribe JSON": ELEVENLABS,
        "Deepgram JSON": DEEPGRAM,
        "AssemblyAI JSON": ASSEMBLYAI,
        "Amazon Transcribe JSON": AMAZON,
        "Rev JSON": REV,
        "YouTube captions JSON": YOUTUBE,
        "Substack JSON": SUBSTACK,
        "Speechmatics JSON": SPEECHMATICS,
        "Google Speech-to-Text JSON": GOOGLE,
        "Vosk JSON": VOSK,
        "Transformers JSON": CHUNKS,
        "Watson JSON": WATSON,
        "Gentle JSON": GENTLE,
        "Soniox JSON": SONIOX,
        "other JSON transcript": OTHER,
    }.items()
}
