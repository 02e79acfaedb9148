"""Digests are SHA-256's; two things are equal however they are written."""

from __future__ import annotations

import pytest

from sync.protocol.envelope.digests import constant_time_equal, fingerprint, key_digits

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, B.1


def test_a_fingerprint_is_sha_256_and_people_compare_its_beginning() -> None:
    assert fingerprint(b"abc") == ABC
    assert key_digits(b"abc") == ABC[:16]


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        ("kunci", "kunci", True),
        ("kunci", b"kunci", True),
        (b"kunci", b"kunci", True),
        ("kunci", "kuncj", False),
        (b"kunci", b"kunci ", False),
        ("", b"k", False),
    ],
)
def test_equal_is_what_has_the_same_bytes(
    left: str | bytes, right: str | bytes, equal: bool
) -> None:
    assert constant_time_equal(left, right) is equal
