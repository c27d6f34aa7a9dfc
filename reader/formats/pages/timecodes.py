"""Times within an audio (`0:37:29`, `8:26`, `100:08`) and lengths (`1h 12min`, `PT1H12M`)."""

import re

# Minutes without hours may pass 60; ASCII and full-width colons; a fraction after , or .
TIMECODE = r"\d{1,3}[:：][0-5]\d(?:[:：][0-5]\d)?(?:[.,]\d{1,3})?(?![\d:：])"
# A timecode in brackets or bare, alone or as a range.
STAMP = (
    rf"(?:[(\[【<]\s*)?(?P<time>{TIMECODE})"
    rf"(?:\s*(?:-->|[-–—→~～])\s*(?P<end>{TIMECODE}))?(?:\s*[)\]】>])?"
)

_PARTS = re.compile(r"[:：]")
_ISO = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?$", re.IGNORECASE)
_HOURS = (
    r"h(?:ou)?rs?|h|std?\.?|stunden?|heures?|hor[ae]s?|or[ae]|uur|tim(?:mar)?|"
    r"時間|小时|小時|시간|ч|час(?:а|ов)?"
)
_MINUTES = r"min(?:ut)?(?:e?s?|en|os?|i|ut)\.?|m|mins|分(?:钟|鐘)?|분|мин(?:ут[аы]?)?"
_SECONDS = r"s(?:ec)?(?:onds?|onden|ondes|s)?\.?|sek(?:unden)?\.?|秒|초|сек"
_SPELLED = re.compile(
    rf"(?:(?P<h>\d{{1,3}})\s*(?:{_HOURS}))?[\s,]*"
    rf"(?:(?:and|und|et|e|y)\s+)?(?:(?P<m>\d{{1,4}})\s*(?:{_MINUTES})?(?=\W|\d|$))?[\s,]*"
    rf"(?:(?P<s>\d{{1,2}})\s*(?:{_SECONDS}))?$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"[^\W\d_]")
_CLOCK = re.compile(TIMECODE + "$")


def milliseconds(timecode: str) -> int:
    """Convert what TIMECODE matches into milliseconds."""
    whole, _, fraction = timecode.replace(",", ".").partition(".")
    total = 0
    for part in _PARTS.split(whole):
        total = total * 60 + int(part)
    return total * 1000 + int(fraction.ljust(3, "0") or 0)


def resolution_ms(timecode: str) -> int:
    """Return the step that a timecode is given in: 1000, or 100, 10 or 1 with a fraction."""
    digits = len(timecode.replace(",", ".").partition(".")[2])
    return 1000 // int(10**digits)


def length_ms(text: str) -> int | None:
    """Convert a printed length, None where the text is something else or zero."""
    text = text.strip()
    if len(text) > 40:
        return None
    if _CLOCK.match(text):
        return milliseconds(text) or None
    return _iso_ms(text) or _spelled_ms(text)


def _iso_ms(text: str) -> int | None:
    found = _ISO.match(text)
    if not found:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000


def _spelled_ms(text: str) -> int | None:
    found = _SPELLED.match(text)
    if not found or not _UNIT.search(text):
        return None
    hours, minutes, seconds = (int(found[part] or 0) for part in "hms")
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 or None
