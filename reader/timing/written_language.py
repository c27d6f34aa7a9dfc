"""Which language a text seems to be written in, so far as that decides where sentences end.

By its script, or by its commonest words. What a file or a person says of an episode's language is
not asked: it is often missing, often the page's and not the talk's, and a search result knows
nothing but its own text, which must be parted as on the page.
"""

import re
from functools import lru_cache

OTHERWISE = "en"  # whose rules serve most languages best that have none of their own
_LETTERS_READ = 1200  # of a long turn; more tells nothing new
_WORD = re.compile(r"[^\W\d_]+")
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_ARMENIAN = re.compile("[\u0530-\u058f]")
# Small words that a sentence can hardly do without; those of several languages decide nothing.
_COMMON = {
    "en": "the and of to is that it you was for with have this they not be but what there we are "
    "from about so if would she he his her said my at on in i a as or an by just like know think "
    "then well can will all your were had",
    "de": "und der das ist nicht ich wir sie ein eine einen den dem mit auf für von zu im es auch "
    "wie aber dass sich haben hat sind oder wenn noch nur nach bei vom zum ja doch schon er",
    "es": "a el los las que y en un una es se por con para lo como más pero su está muy del al "
    "vive qué ya eso porque hay cuando también señor de la no",
    "fr": "le les des et est un une que qui ne pas pour dans sur ce je vous nous avec plus mais du "
    "au il elle était même comme on c'est de la",
    "it": "a il lo gli che e di un una è non si per con come più ma della nel sono questo anche "
    "perché ha ho mi la era io qui va",
    "pt": "o a os as que e em um uma é não se por com para como mais mas do da na no isso ele ela "
    "você são muito foi de",
    "nl": "het een en van is dat niet ik je we met op voor zijn maar ook er als wat hij naar bij "
    "dit nog dan de",
    "da": "det er og at en et på som jeg ikke vi til med af for han den de har men hvad også var "
    "blev",
    "sv": "det är och att en ett på som jag inte vi till med av för han den de har men vad också "
    "var blev",
    "pl": "i w nie na się z do to jest że jak ale co po tak są od przez był było jego może",
    "cs": "a v se na je že s z do jsem ale jako tak by to si byl bylo také jsou",
    "fi": "ja on ei se että en ole niin mutta kun oli hän tämä myös ovat mitä",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _COMMON.items():
    for _one in _words.split():
        _LANGUAGES_OF[_one] = (*_LANGUAGES_OF.get(_one, ()), _language)


@lru_cache(maxsize=512)
def written_language(text: str) -> str:
    """Return the code of the language whose rules part this text best, such as `de`.

    `en` where nothing speaks for another one, as in a turn of two names.
    """
    begin = text[:_LETTERS_READ]
    return OTHERWISE if begin.isspace() else _by_script(begin) or _by_words(begin)


def _by_script(text: str) -> str | None:
    if text.isascii():
        return None
    half = len(text) // 3  # blanks and signs aside, most of it
    if len(_CYRILLIC.findall(text)) > half:
        return "uk" if _UKRAINIAN.search(text) else "ru"
    if len(_GREEK.findall(text)) > half:
        return "el"
    return "hy" if len(_ARMENIAN.findall(text)) > half else None


def _by_words(text: str) -> str:
    found = dict.fromkeys(_COMMON, 0)  # English first: it wins where two are as likely
    for word in _WORD.findall(text.lower()):
        for language in _LANGUAGES_OF.get(word, ()):
            found[language] += 1
    return max(found, key=found.__getitem__)
