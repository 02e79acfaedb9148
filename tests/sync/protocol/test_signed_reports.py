"""A kiosk's report is its own, of this terminal, and as it was signed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import PackageError
from sync.protocol.results import DOMAIN
from sync.protocol.signed_reports import Network, ReportBody, open_report, sign_report
from sync.protocol.wire import SignedReport

OWN, OTHER = "1" * 32, "2" * 32
KIOSK = SigningKey.generate()
BODY = ReportBody(
    terminal_id=OWN,
    series="5" * 32,
    sequence=7,
    at=datetime(2026, 11, 25, 8, 0, tzinfo=UTC),
    number=41,
    software="gapura 0.3.0",
    networks=(Network(name="sface", sha256="a" * 64),),
)


def test_what_was_signed_is_read() -> None:
    assert open_report(sign_report(BODY, KIOSK), OWN, KIOSK.public) == BODY


@pytest.mark.parametrize(
    ("said", "instead"), [("sface", "blind"), ('"number":41', '"number":40'), ("0.3.0", "0.3.1")]
)
def test_a_word_that_was_changed_is_refused(said: str, instead: str) -> None:
    signed = sign_report(BODY, KIOSK)
    assert said in signed.body
    changed = signed.model_copy(update={"body": signed.body.replace(said, instead)})
    with pytest.raises(PackageError, match="not signed by its kiosk"):
        open_report(changed, OWN, KIOSK.public)


def test_another_kiosks_is_refused_and_so_is_one_of_another_terminal() -> None:
    with pytest.raises(PackageError, match="not signed by its kiosk"):
        open_report(sign_report(BODY, SigningKey.generate()), OWN, KIOSK.public)
    with pytest.raises(PackageError, match="another terminal's"):
        open_report(sign_report(BODY, KIOSK), OTHER, KIOSK.public)


def test_what_the_kiosk_signed_for_something_else_is_no_report() -> None:
    text = BODY.to_json()
    forged = SignedReport(body=text.decode(), signature=KIOSK.sign(DOMAIN, text))
    with pytest.raises(PackageError, match="not signed by its kiosk"):
        open_report(forged, OWN, KIOSK.public)
