"""The words of a made-up conversation: how often each is said, as in talk.

The head is English, with the shares that the commonest words have in talk; the tail is invented
words in their inflections, with the shares of the law of Zipf and Mandelbrot.
"""

import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEMMAS = 45_000
_EXPONENT, _OFFSET = 1.06, 9.0
_FORM_SHARES = (0.56, 0.2, 0.13, 0.11)  # the word itself, -s, -ed, -ing

# A word and how often it is said, in 10,000 words.
_HEAD = """
the 370 and 290 to 265 a 235 of 220 that 225 I 255 you 215 it 185 in 165 is 150 so 105 we 110
this 90 but 78 have 76 was 82 for 80 they 80 be 72 on 66 like 88 with 60 know 70 are 62 what 64
not 60 just 66 do 62 it's 72 that's 50 as 48 or 46 if 48 there 44 think 50 about 50 can 44 at 42
one 42 very 30 people 36 my 38 don't 36 really 38 all 38 yeah 40 he 44 because 36 how 34 I'm 32
from 32 would 34 right 34 get 30 had 30 me 34 then 28 well 28 when 32 your 30 up 28 out 28 go 24
kind 24 more 28 by 24 them 26 she 24 his 20 an 24 who 22 things 20 were 24 mean 22 some 24 going 24
lot 18 here 18 which 18 something 17 into 16 our 18 time 20 say 16 want 18 other 14 has 16 could 16
their 16 will 18 now 18 way 16 actually 16 see 15 no 18 these 14 okay 12 two 12 did 15 been 15
much 12 first 12 good 14 those 12 make 12 any 12 work 12 where 13 also 13 thing 12 look 9 her 13
even 11 sort 9 come 9 got 12 back 11 than 11 him 12 over 9 little 10 take 9 us 9 only 9 years 10
being 9 great 8 through 7 never 7 should 8 most 7 too 7 why 9 many 7 said 10 doing 8 year 6 new 7
let 6 always 7 maybe 8 down 6 need 7 world 6 before 6 same 7 thought 7 every 6 still 7 put 5
after 6 different 9 around 5 big 6 life 6 tell 5 part 5 long 5 sure 6 point 5 day 6
give 5 feel 6 start 4 talk 5 off 5 another 5 again 5 am 5 old 3 does 5 its 6 came 4 went 4 called 4
yes 7 able 4 question 4 use 4 three 5 last 4 made 5 best 3 between 3 find 4 everything 4 bit 5
wanted 4 each 3 done 4 idea 4 own 4 whole 4 pretty 5 week 3 money 3 job 3 couple 3 under 2
"""

# What is said as one piece, the commonest first.
PIECES = """
you know | I mean | kind of | a lot of | I think | sort of | at the same time | one of the things
going to be | in terms of | I don't know | at the end of the day | a little bit | the way that
one of the | and I think that | this is a | the rest of the | in the world | it was like
what do you think | as well as | on the other hand | more and more | if you look at
for a long time | the first time | because of the | it turns out that | to be able to
"""

_ONSETS = "b br c ch cl d dr f fl g gr h j k l m n p pl pr r s sc sh sp st t th tr v w z"
_NUCLEI = "a a e e i i o o u ai ea ee ou y"
_LINKS = ["", "", "", "", "l", "n", "r", "s"]
_CODAS = ["", "l", "n", "r", "s", "t", "m", "nd", "rt", "ck", "st", "ve", "p", "ne"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every word form with its share."""

    forms: tuple[str, ...]
    shares: NDArray[np.float64]  # by form; they add up to 1
    first_forms: NDArray[np.int64]  # by invented word: the form that has no ending
    base_of: NDArray[np.int64]  # by form: the form of the same word that has no ending
    pieces: tuple[tuple[int, ...], ...]  # forms that are said in a row


def vocabulary(seed: int) -> Vocabulary:
    """Return about 120,000 word forms, the same ones for the same seed."""
    said = _HEAD.split()
    head = dict(zip(said[::2], map(float, said[1::2]), strict=True))
    forms, shares = list(head), [share / 10_000 for share in head.values()]
    left = 1 - sum(shares)
    weights = 1 / (np.arange(1, LEMMAS + 1) + _OFFSET) ** _EXPONENT
    weights *= left / weights.sum()
    known, first_forms, base_of = set(head), [], list(range(len(head)))
    for lemma, weight in zip(_lemmas(random.Random(seed), head), weights, strict=True):  # noqa: S311
        inflected = [form for form in _inflected(lemma) if form not in known]
        parts = _FORM_SHARES[: len(inflected)]
        first_forms.append(len(forms))
        base_of += [len(forms)] * len(inflected)
        forms += inflected
        shares += [float(weight) * part / sum(parts) for part in parts]
        known.update(inflected)
    numbers = {form: number for number, form in enumerate(forms)}
    pieces = tuple(
        tuple(numbers[word] for word in piece.split() if word in numbers)
        for piece in PIECES.replace("\n", "|").split("|")
        if piece.strip()
    )
    scaled = np.array(shares)
    return Vocabulary(
        tuple(forms), scaled / scaled.sum(), np.array(first_forms), np.array(base_of), pieces
    )


def _lemmas(chance: random.Random, taken: dict[str, float]) -> list[str]:
    """Make words up, short ones for what is said often."""
    onsets, nuclei = _ONSETS.split(), _NUCLEI.split()
    found: dict[str, None] = {}
    while len(found) < LEMMAS:
        syllables = 1 if len(found) < 500 else chance.choice((2, 2, 2, 3, 3, 4))
        word = "".join(
            chance.choice(onsets) + chance.choice(nuclei) + chance.choice(ends)
            for ends in [_LINKS] * (syllables - 1) + [_CODAS]
        )
        if word not in taken and len(word) > 2:
            found[word] = None
    return list(found)


def _inflected(lemma: str) -> list[str]:
    """Return a word with its endings; every other one, told by its letters, has -s alone."""
    if lemma.endswith("e"):
        endings = (lemma + "s", lemma + "d", lemma[:-1] + "ing")
    elif lemma.endswith("y"):
        endings = (lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    else:
        endings = (lemma + "s", lemma + "ed", lemma + "ing")
    is_noun = sum(map(ord, lemma)) % 2 == 0
    return [lemma, *(endings[:1] if is_noun else endings)]
