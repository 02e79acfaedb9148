"""Six words that two people can read to each other."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from sync.protocol.confirmation import COUNT, confirmation, said
from sync.protocol.confirmation_words import WORDS
from sync.protocol.envelope import passphrases

TICKET, KEYS = "a" * 64, (b"1" * 32, b"2" * 1216, b"3" * 32)
_HEARD = str.maketrans("bdgjvzqx", "ptkcfskk")  # on a bad line
_ONE_SOUND = (("ng", "1"), ("ny", "2"), ("h", ""))


def heard(word: str) -> str:
    for written, sound in _ONE_SOUND:
        word = word.replace(written, sound)
    return word.translate(_HEARD)


def distance(one: str, other: str) -> int:
    """How many letters must be changed, added or left out."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        above, row = row, [number]
        for place, against in enumerate(other, 1):
            changed = above[place - 1] + (letter != against)
            row.append(min(above[place] + 1, row[-1] + 1, changed))
    return row[-1]


def test_a_byte_is_a_word() -> None:
    assert len(WORDS) == len(set(WORDS)) == 256
    assert all(re.fullmatch("[a-z]{4,8}", word) for word in WORDS)


def test_four_letters_tell_a_word() -> None:
    assert len({word[:4] for word in WORDS}) == 256


def test_no_word_is_misheard_or_misread_as_another() -> None:
    near = [
        pair
        for pair in combinations(WORDS, 2)
        if distance(*pair) < 2 or distance(*map(heard, pair)) < 2
    ]
    assert near == []


def test_the_words_stay_the_same_over_versions(
    pin_cost: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Terminal and data centre may be of two versions: the list and its order are for ever."""
    for name, value in pin_cost.items():
        monkeypatch.setattr(passphrases, name, value)
    assert " ".join(confirmation(TICKET, *KEYS)) == "sendok dorong hadiah jumlah sendok pelangi"


@pytest.mark.parametrize(
    ("ticket", "keys"),
    [
        ("b" * 64, KEYS),
        (TICKET, (b"9" * 32, *KEYS[1:])),
        (TICKET, (KEYS[0], b"9" * 1216, KEYS[2])),
        (TICKET, (*KEYS[:2], b"9" * 32)),
    ],
    ids=["ticket", "signing", "sealing", "kiosk"],
)
def test_another_ticket_or_another_key_has_other_words(
    ticket: str, keys: tuple[bytes, bytes, bytes]
) -> None:
    before, after = confirmation(TICKET, *KEYS), confirmation(ticket, *keys)
    assert len(before) == COUNT == 6
    assert sum(one == other for one, other in zip(before, after, strict=True)) < 3


def test_what_is_typed_may_stand_anyhow() -> None:
    assert said("  Gajah, payung;MEJA\n") == ("gajah", "payung", "meja")
