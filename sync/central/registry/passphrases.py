"""Which passphrases of operators are refused: the short ones, and those that are guessed first.

A passphrase is judged by what is left of it without counting, repetitions and the words that lists
of stolen passphrases begin with.
"""

from __future__ import annotations

import re
from itertools import pairwise

MIN_PASSPHRASE = 15  # signs, as the only factor: NIST SP 800-63B-4, 3.1.1.2
MAX_PASSPHRASE = 256  # signs
MIN_LEFT = 8  # signs that nobody knows beforehand
MIN_DIFFERENT = 5
# Of the commonest passwords of the world and of Indonesia, those with five letters or more.
_COMMON = """
admin administrator akusayang anjing bismillah cinta dukcapil freedom gapura garuda iloveyou
indonesia jakarta kambing katasandi kucing letmein login master merdeka monkey nusantara operator
p4ssw0rd pancasila passphrase passw0rd password petugas princess qwerty qwertyuiop asdfghjkl
zxcvbnm rahasia root sandi sayang secret server superman system terserah test trustno1 user welcome
"""
_COMMON_WORDS = re.compile("|".join(sorted(_COMMON.split(), key=len, reverse=True)))


def passphrase_fault(passphrase: str, operator_id: str, name: str = "") -> str:
    """Return what is wrong with a new passphrase; empty when nothing is. Pure."""
    if not MIN_PASSPHRASE <= len(passphrase) <= MAX_PASSPHRASE:
        return f"a passphrase has {MIN_PASSPHRASE} to {MAX_PASSPHRASE} signs"
    folded = passphrase.casefold()
    own = [operator_id, *(word for word in name.casefold().split() if len(word) >= 3)]
    if operator_id in folded:
        return "a passphrase does not hold the operator's id"
    for word in own:
        folded = folded.replace(word.casefold(), " ")
    left = _without_runs(_COMMON_WORDS.sub(" ", folded))
    left = re.sub(r"(.+?)\1+", r"\1", left)
    signs = [sign for sign in left if not sign.isspace()]
    if len(signs) < MIN_LEFT or len(set(signs)) < MIN_DIFFERENT:
        return (
            "this passphrase is guessed first: too little of it is neither a common word, nor "
            "counting, nor repetition; take four words that do not belong together"
        )
    return ""


def _without_runs(text: str) -> str:
    """Return `text` with each run of counting, abc or 321, as its first sign."""
    kept = text[:1]
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    for number, step in enumerate(steps):
        in_run = abs(step) == 1 and (
            steps[number - 1 : number] == [step] or steps[number + 1 : number + 2] == [step]
        )
        if not in_run:
            kept += text[number + 1]
    return kept
