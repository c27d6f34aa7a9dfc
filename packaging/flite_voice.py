"""Flite's voices through its C library: sound together with the exact time of every word."""

import ctypes
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

SAMPLE_RATE = 16_000


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """One word as written (a token between blanks), in samples from the sound's start."""

    text: str
    start: int
    end: int


class _Wave(ctypes.Structure):
    """`cst_wave` from flite's cst_wave.h."""

    _fields_ = (
        ("type", ctypes.c_char_p),
        ("sample_rate", ctypes.c_int),
        ("num_samples", ctypes.c_int),
        ("num_channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    )


class _VoiceHead(ctypes.Structure):
    """The first members of `cst_voice` from flite's cst_voice.h."""

    _fields_ = (("name", ctypes.c_char_p), ("features", ctypes.c_void_p))


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL("libflite.so.1", mode=ctypes.RTLD_GLOBAL)
    for needed in ("libflite_usenglish.so.1", "libflite_cmulex.so.1"):
        ctypes.CDLL(needed, mode=ctypes.RTLD_GLOBAL)
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    signatures = {
        "flite_synth_text": (pointer, (text, pointer)),
        "feat_set_float": (None, (pointer, text, ctypes.c_float)),
        "utt_relation": (pointer, (pointer, text)),
        "utt_wave": (ctypes.POINTER(_Wave), (pointer,)),
        "relation_head": (pointer, (pointer,)),
        "item_next": (pointer, (pointer,)),
        "flite_ffeature_float": (ctypes.c_float, (pointer, text)),
        "delete_utterance": (None, (pointer,)),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    library.flite_init()
    return library


class FliteVoice:
    """One voice (`slt`, `rms`, `awb`); `stretch` above one speaks slower."""

    def __init__(self, name: str, stretch: float) -> None:
        self._flite = _library()
        voices = ctypes.CDLL(f"libflite_cmu_us_{name}.so.1")
        register = getattr(voices, f"register_cmu_us_{name}")
        register.restype, register.argtypes = ctypes.c_void_p, (ctypes.c_char_p,)
        self._voice = register(None)
        head = ctypes.cast(self._voice, ctypes.POINTER(_VoiceHead)).contents
        self._flite.feat_set_float(head.features, b"duration_stretch", stretch)

    def speak(self, sentence: str) -> tuple[array, list[SpokenWord]]:
        """Return one sentence's samples (mono, 16 bit, 16 kHz) and its words."""
        plain = sentence.replace("’", "'")
        utterance = self._flite.flite_synth_text(plain.encode("ascii"), self._voice)
        try:
            wave = self._flite.utt_wave(utterance).contents
            samples = array("h", wave.samples[: wave.num_samples])
            times = list(self._token_times(utterance))
        finally:
            self._flite.delete_utterance(utterance)
        words = [
            SpokenWord(text, *time) for text, time in zip(sentence.split(), times, strict=True)
        ]
        return samples, words

    def _token_times(self, utterance: int) -> Iterator[tuple[int, int]]:
        """Yield each token's start and end: its first word's first phone to its last one's last."""
        first = b"daughter1.R:SylStructure.daughter1.daughter1.R:Segment.p.end"
        last = b"daughtern.R:SylStructure.daughtern.daughtern.R:Segment.end"
        token = self._flite.relation_head(self._flite.utt_relation(utterance, b"Token"))
        while token:
            start = self._flite.flite_ffeature_float(token, first)
            end = self._flite.flite_ffeature_float(token, last)
            yield round(start * SAMPLE_RATE), round(end * SAMPLE_RATE)
            token = self._flite.item_next(token)
