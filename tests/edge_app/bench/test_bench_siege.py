"""The bench of the siege, short: each attack is withstood. No test asks how fast."""

from __future__ import annotations

import pytest

from edge_app import cli
from edge_app.bench.siege import siege


@pytest.mark.slow
@pytest.mark.usefixtures("weights")
def test_the_siege_has_a_row_for_each_attack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(siege, "TERMINALS", 2)
    monkeypatch.setattr(siege, "UNDER_WAY_S", 3.0)
    rows = siege.measure(2.0, siege.NAMES, False, lambda _done, _total, _text: None)
    names = [f"siege_{name}_{what}" for name in siege.NAMES for what in ("p95", "lost", "mb")]
    assert [row.name for row in rows] == ["siege_calm_p95", *names, "siege_after_lost"]
    assert rows[-1].value == 0


def test_an_attack_that_is_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bench", "siege", "--attack", "rain"]) == 2
    assert "'rain' is none of headers, silent, bodies, evil, together" in capsys.readouterr().err
