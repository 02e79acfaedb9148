"""A PIN is recognised by what does not hold it, at the price that RFC 9106 asks for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sync.protocol.envelope import passphrases
from sync.protocol.envelope.passphrases import is_agreed, pin_matches, pin_verifier


@pytest.fixture
def true_pin_cost(pin_cost: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in pin_cost.items():
        monkeypatch.setattr(passphrases, name, value)


@pytest.mark.usefixtures("true_pin_cost")
def test_a_pin_is_recognised_and_not_kept() -> None:
    verifier = pin_verifier("271828")
    assert verifier.startswith("$argon2id$v=19$m=65536,t=3,p=4$")  # RFC 9106, section 4
    assert pin_matches("271828", verifier)
    assert not pin_matches("271829", verifier)
    assert not pin_matches("271828", "no verifier")
    assert "271828" not in verifier
    assert verifier != pin_verifier("271828")


def test_only_verifiers_of_the_agreed_cost_are_ours() -> None:
    good = pin_verifier("702946")
    memory, passes = (part for part in good.split("$")[3].split(",")[:2])
    assert is_agreed(good)
    for bad in (
        good.replace(memory, "m=4194304"),  # 4 GiB at every kiosk that checks it
        good.replace(memory, "m=1"),
        good.replace(passes, "t=30000"),
        good.replace("v=19", "v=16"),
        good + "A",
        good + "\n",
        good[:-1],
        "$argon2id$",
    ):
        assert not is_agreed(bad), bad


_TOGETHER = """
import threading
from sync.protocol.envelope.passphrases import pin_matches, pin_verifier, stretched

verifier = pin_verifier("1234")
done = []
works = [lambda: pin_matches("1234", verifier), lambda: stretched("a", bytes(16))] * 2
threads = [threading.Thread(target=lambda work=work: done.append(work())) for work in works]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(done))
"""


@pytest.mark.slow
def test_several_at_a_time_are_all_answered() -> None:
    """At their true cost: a pool of threads within OpenSSL made each wait for the others."""
    ended = subprocess.run(
        [sys.executable, "-c", _TOGETHER], capture_output=True, text=True, timeout=60, check=True
    )
    assert ended.stdout.split() == ["4"]
