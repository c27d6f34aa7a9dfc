"""Files damaged as disks, editors and programs do it, the same in every run."""

import random
from collections.abc import Iterator, Sequence

INSERTED = (b"null", b"-1", b"1e999", b'"', b"[]", b"{}", b"\n", b"<", b"&", b"9" * 30, b"\\")
_LONGEST = 30


def damaged_copies(
    sample: bytes,
    seed: str,
    copies: int,
    *,
    inserted: Sequence[bytes] = INSERTED,
    longest_loss: int | None = None,
) -> Iterator[bytes]:
    """Yield copies of a sample, each damaged in a few places.

    Parts are left out, repeated, changed, or `inserted`; from somewhere on, `longest_loss` bytes
    are lost at most, all of the rest where that is None.
    """
    chance = random.Random(seed)  # noqa: S311 - the same damage in every run
    for _ in range(copies):
        damaged = bytearray(sample)
        for _ in range(chance.randint(1, 4)):
            _damage(damaged, chance, inserted, longest_loss)
        yield bytes(damaged)


def _damage(
    data: bytearray, chance: random.Random, inserted: Sequence[bytes], longest_loss: int | None
) -> None:
    at, length = chance.randrange(len(data) + 1), chance.randint(1, _LONGEST)
    kind = chance.randrange(5)
    if kind == 0:
        del data[at : at + length]
    elif kind == 1:
        data[at:at] = data[at : at + length] * chance.randint(1, 3)
    elif kind == 2:
        data[at : at + 1] = bytes([chance.randrange(256)])
    elif kind == 3:
        data[at:at] = chance.choice(inserted)
    else:
        lost = len(data) if longest_loss is None else chance.randint(1, longest_loss)
        del data[at : at + lost]
