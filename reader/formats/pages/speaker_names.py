"""What can be a speaker's name, judged by its letters alone; whether it is one, turns decide."""

import re
import unicodedata
from functools import lru_cache

from reader.formats.pages.words import vocabulary

LONGEST_NAME = 80
# The shortest that may stand before a colon or a time. No sentence marks, no brackets but one
# pair at the end: "Ana (host)".
NAME = (
    rf"[^:：()\[\]{{}}<>|\"“”„«»?？!！。、;=/\\\n\t]{{1,{LONGEST_NAME}}}?"
    r"(?:\s*\([^()\d:]{1,30}\))?"
)

_LABEL = re.compile(
    r"(?:speaker|spk|sprecher(?:in)?|locuteur|hablante|falante|voice|person|"
    r"話者|说话人|發言人|发言人)[ _-]?[\w]{1,3}$",
    re.IGNORECASE,
)
_ROLES = vocabulary("""
    host guest narrator announcer interviewer interviewee moderator audience caller voiceover
    voice-over unknown all both man woman q a m f i r host1 host2 presenter reporter operator
    moderatorin gast animateur invité invitée presentador invitado apresentador convidado
    司会 ゲスト 主持人 嘉宾 主持 진행자 게스트 مقدم ضيف""")
# A mark that ends a sentence, or a word too long for an abbreviation before a full stop.
_SENTENCE_INSIDE = re.compile(r"[?!…;。！？؟]|\.\.|[^\W\d_]{5,}\.\s")
_PARTICLES = vocabulary("""
    de da do dos das del della di du la le las los van von der den dem zu zum ten ter af av al el
    bin ibn ben bint y e i and und et og och of the af's 'n d' m mc mac""")
_ABBREVIATION = re.compile(
    r"(?:[^\W\d_]\.)+$|(?:mr|mrs|ms|mx|dr|dra|prof|st|jr|sr|sra|rev|gen|lt|sgt|capt|col|hon|gov|sen|"
    r"rep|hr|fr|mme|mlle|ing|dipl|eng|msgr|ph\.d|b\.sc|m\.sc|esq)\.$",
    re.IGNORECASE,
)
_NOT_NAMES = vocabulary("""
    note notes reminder warning update edit links link chapters guests guest's topics sponsors
    sponsor source sources question answer example step tip part http https www re ps p.s today
    tomorrow yesterday now so but because if when then however spoiler remember first second third
    finally also plus meaning however bonus website email phone contact produced music credits
    mentioned resources references core related date duration published title subtitle show summary
    """)
_SMALL_WORDS = vocabulary("""
    i i'm it's it is was this that these there what who why how we you they he she my your our
    so and but or if as at on in to for with from by not no yes oh well um uh okay ok right just
    the a an is are was were here's there's let's""")


@lru_cache(maxsize=4096)
def is_possible_name(text: str) -> bool:
    """Say whether something can be a name at all: one to seven words, with a letter, no prose."""
    words = text.split()
    if not 1 <= len(words) <= 7 or not text[0].isalnum():
        return False
    if text[-1] in ",-–—…'" or "..." in text or not any(map(str.isalpha, text)):
        return False
    return all(
        "." not in word[:-1] or _ABBREVIATION.match(word) or word.count(".") == 1 for word in words
    ) and not any(word.endswith(".") and not _ABBREVIATION.match(word) for word in words)


def is_possible_label(text: str) -> bool:
    """Say whether what stands between a time and a colon may name a speaker: no sentence in it."""
    return (
        0 < len(text) <= LONGEST_NAME
        and len(text.split()) <= 10
        and text[0] not in "([{<"
        and any(map(str.isalpha, text))
        and not _SENTENCE_INSIDE.search(text)
    )


@lru_cache(maxsize=4096)
def is_likely_label(text: str, times: int) -> bool:
    """Say whether a label is a speaker's among lines that have labels; it stands `times` times."""
    words = text.split()
    named = [_is_name_word(word) for word in words]
    first = words[0].casefold()
    if first in _NOT_NAMES or text.casefold() in _NOT_NAMES:
        return False
    if all(named):
        return True
    return first not in _SMALL_WORDS and (
        times > 1 or len(words) <= 3 or sum(named) * 3 >= len(words) * 2
    )


def is_label(text: str) -> bool:
    """Say whether it is a role or a program's label: Host, Announcer, SPEAKER_00."""
    return text.casefold() in _ROLES or bool(_LABEL.match(text))


@lru_cache(maxsize=4096)
def is_plain_name(text: str) -> bool:
    """Say whether it looks like a name on its own.

    Each word is capitalised, or in a script without capitals; or it is a label (SPEAKER_00).
    """
    if not is_possible_name(text):
        return False
    folded = text.casefold()
    if is_label(text):
        return True
    words = [word.strip(",.'’&()") for word in folded.split()]
    if words[0] in _SMALL_WORDS or folded in _NOT_NAMES or words[0] in _NOT_NAMES:
        return False
    return all(_is_name_word(word) for word in text.split())


def _is_name_word(word: str) -> bool:
    bare = word.strip(",.'’&()[]-")
    if not bare or bare.casefold() in _PARTICLES:
        return True
    first = bare[0]
    if first.isupper() or first.isdigit():
        return True
    inner = bare.lower() != bare  # d'Angelo, al-Rashid
    return inner or (unicodedata.category(first) == "Lo" and len(bare) <= 12)
