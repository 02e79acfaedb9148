"""The worked example of sync/protocol/README.md: every value in it is checked against the code.

`python tests/sync/protocol/test_example.py` writes `sync/protocol/example.json` anew, which is due
when the protocol changes. Where the heartbeat alone changed, the rest stays; else what is random in
an envelope differs, and the page quotes it anew.
"""

from __future__ import annotations

import base64
import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from sync.protocol.content import PackageHeader, ReferenceEntry, Thumbnail
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.sealed_file import SealedFile, sealed_header
from sync.protocol.envelope.sealing import SealingKey, seal
from sync.protocol.envelope.signatures import SigningKey, verify
from sync.protocol.package import REFERENCES, TEMPLATES, THUMBNAILS, Package, write_package
from sync.protocol.result_content import (
    AlertAnswered,
    AlertEscalated,
    AlertFollowed,
    AlertRaised,
    OfficerPinChanged,
    PersonVerified,
    ResultBody,
    ResultContent,
    ResultsErased,
)
from sync.protocol.signed_reports import Network, ReportBody, open_report, sign_report
from sync.protocol.signing import sign_request, verify_request
from sync.protocol.wire import (
    Head,
    Heartbeat,
    HeldCollection,
    KioskReport,
    PackageRef,
    Receipt,
    ResultsBatch,
    SealedResult,
    Statement,
)

ROOT = Path(__file__).resolve().parents[3]
PLACE = ROOT / "sync" / "protocol" / "example.json"
README = ROOT / "sync" / "protocol" / "README.md"

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
VERIFIER = f"$argon2id$v=19$m=65536,t=3,p=4${'c2FsdHNh' * 2}c2FsdA${'aGFzaGhh' * 5}aGE"
CENTRE_ID = "c0" * 16
TERMINAL_KEY = SigningKey(bytes([1]) * 32)
KIOSK_KEY = SigningKey(bytes([6]) * 32)
SERIES = "a5" * 16
TERMINAL_SEALING = SealingKey(bytes([2]) * 96)
CENTRE_SEALING = SealingKey(bytes([3]) * 96)
CENTRE_STATEMENTS = SigningKey(bytes([4]) * 32)
CONTENT_KEY = bytes([5]) * 32
TERMINAL_ID = fingerprint(TERMINAL_KEY.public)[:32]
PACKAGE_ID, ALERT_ID, RESULT_ID, PERSON_ID = ("a1" * 16, "a2" * 16, "a3" * 16, "a4" * 16)


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def raw(value: str) -> bytes:
    return base64.b64decode(value)


def template() -> bytes:
    row = np.zeros(128, "<f4")
    row[7] = 1.0
    return row.tobytes()


def make() -> dict[str, Any]:
    """The example, as it is written to the file."""
    header = PackageHeader(
        package_id=PACKAGE_ID,
        collection="list-dpo",
        version=42,
        base=41,
        model_id="sface",
        model_sha256="0b" * 32,
        dimension=128,
        created_at=NOW,
    )
    entry = ReferenceEntry(
        reference_id=PERSON_ID,
        name="Contoh",
        templates=1,
        thumbnail=Thumbnail(offset=0, size=4),
    )
    line = entry.to_json() + b"\n"
    members = [
        (REFERENCES, len(line), [line]),
        (TEMPLATES, 512, [template()]),
        (THUMBNAILS, 4, [b"JPEG"]),
    ]
    package = b"".join(write_package(header, members, CONTENT_KEY))
    wrapped = seal(CONTENT_KEY, TERMINAL_SEALING.public, f"content-key {PACKAGE_ID} {TERMINAL_ID}")
    head = Head(
        collection="list-dpo",
        version=42,
        packages=(
            PackageRef(package_id="a0" * 16, path="list-dpo/41.snapshot", version=41, base=None),
            PackageRef(package_id=PACKAGE_ID, path="list-dpo/41-42.delta", version=42, base=41),
        ),
    )
    alert = AlertRaised(
        alert_id=ALERT_ID,
        at=NOW,
        lane="Gerbang 2",
        list_id="dpo",
        list_version=42,
        reference_id=PERSON_ID,
        score=0.61,
        threshold=0.43,
        model_id="sface",
        quality=0.9,
        captured=b"JPEG",
    )
    followed: tuple[ResultBody, ...] = (
        alert,
        AlertEscalated(alert_id=ALERT_ID, at=NOW + MINUTE, cause="colleague", officer="1001"),
        AlertAnswered(
            alert_id=ALERT_ID,
            at=NOW + 2 * MINUTE,
            answer="confirmed",
            officers=("1001", "2001"),
            reason="document",
            verification_id="a5" * 16,
        ),
        PersonVerified(
            verification_id="a5" * 16,
            at=NOW,
            lane="Gerbang 2",
            officer="1001",
            method="visitor",
            visitor_id="a6" * 16,
            outcome="yes",
            score=0.72,
            threshold=0.43,
            live=True,
            admitted=False,
            reason="not_the_holder",
            differs=("name",),
            alert_id=ALERT_ID,
        ),
        OfficerPinChanged(
            at=NOW + 3 * MINUTE, officer="1001", pin_verifier=VERIFIER, pin_reset_at=NOW - DAY
        ),
        AlertFollowed(
            alert_id=ALERT_ID,
            at=NOW + 3 * MINUTE,
            step="outcome",
            officer="1001",
            code="handed_police",
        ),
        ResultsErased(at=NOW + 3 * MINUTE, numbers=((37, 37), (39, 40))),
    )
    heartbeat = Heartbeat(
        at=NOW,
        software="gapura 0.2.0",
        waiting=1,
        refused=0,
        oldest_waiting=NOW,
        disk_free=20_000_000_000,
        temperature=51.5,
        clock_skew_s=0.2,
        kiosk_seen_at=NOW,
        kiosk=KioskReport(
            collections=(
                HeldCollection(collection="list-dpo", version=42, references=1, state="serving"),
            ),
            camera="live",
            people=340,
            captured=331,
            alerts=1,
        ),
        report=sign_report(
            ReportBody(
                terminal_id=TERMINAL_ID,
                series=SERIES,
                sequence=7,
                at=NOW,
                number=45,
                software="gapura 0.3.0",
                networks=(Network(name="sface", sha256="0b" * 32),),
                chain_rows=1204,
                chain_head="0c" * 32,
                chain_from=1204,
                chain_hashes=("0c" * 32,),
            ),
            KIOSK_KEY,
        ),
    )
    said = ResultContent(series=SERIES, number=41, body=alert).to_json()
    result = SealedResult(
        result_id=RESULT_ID,
        created_at=NOW,
        sealed=seal(said, CENTRE_SEALING.public, f"result {RESULT_ID} {TERMINAL_ID}"),
        signature=KIOSK_KEY.sign("result", f"{RESULT_ID} {TERMINAL_ID}\n".encode() + said),
    )
    batch = ResultsBatch(results=(result,))
    body = batch.to_json()
    headers, nonce = sign_request(
        "POST", "/v1/results", body, TERMINAL_KEY, TERMINAL_ID, CENTRE_ID, NOW
    )
    receipt = Receipt(
        terminal_id=TERMINAL_ID, nonce=nonce, at=NOW, received=(RESULT_ID,), refused=()
    )
    said = receipt.to_json()
    statement = Statement(
        kind="receipt",
        body=said.decode(),
        signature=CENTRE_STATEMENTS.sign("statement receipt", said),
    )
    return {
        "keys": {
            "terminal_signing_private": text(TERMINAL_KEY.raw),
            "terminal_id": TERMINAL_ID,
            "terminal_sealing_private": text(TERMINAL_SEALING.seed),
            "centre_sealing_private": text(CENTRE_SEALING.seed),
            "centre_statements_public": text(CENTRE_STATEMENTS.public),
            "centre_id": CENTRE_ID,
            "kiosk_signing_public": text(KIOSK_KEY.public),
            "content_key": text(CONTENT_KEY),
        },
        "head": head.to_json().decode(),
        "package": text(package),
        "sealed_content_key": text(wrapped),
        "request": {
            "method": "POST",
            "path": "/v1/results",
            "headers": headers,
            "body": body.decode(),
        },
        "statement": statement.to_json().decode(),
        "results": [
            ResultContent(series=SERIES, number=number, body=body).to_json().decode()
            for number, body in enumerate(followed, 41)
        ],
        "heartbeat": heartbeat.to_json().decode(),
    }


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(PLACE.read_text("utf-8"))
    return loaded


def test_the_terminal_reads_the_delta_of_the_example(
    example: dict[str, Any],
) -> None:
    keys = example["keys"]
    head = Head.from_json(example["head"])
    wanted = head.packages[-1]
    own = SealingKey(raw(keys["terminal_sealing_private"]))
    context = f"content-key {wanted.package_id} {keys['terminal_id']}"
    content_key = own.unseal(raw(example["sealed_content_key"]), context)
    assert content_key == raw(keys["content_key"])
    package = Package(io.BytesIO(raw(example["package"])), content_key, head.collection, wanted)
    (entry,) = package.lines(REFERENCES, ReferenceEntry)
    assert (entry.reference_id, entry.name) == (PERSON_ID, "Contoh")
    assert package.whole(TEMPLATES) == template()
    assert package.thumbnail(entry.thumbnail) == b"JPEG"


def test_the_centre_reads_the_result_of_the_example(
    example: dict[str, Any],
) -> None:
    keys, request = example["keys"], example["request"]
    public = SigningKey(raw(keys["terminal_signing_private"])).public
    signed = verify_request(
        request["method"],
        request["path"],
        request["headers"],
        request["body"].encode(),
        lambda key_id: public if key_id == keys["terminal_id"] else None,
        keys["centre_id"],
        NOW,
    )
    (sealed,) = ResultsBatch.from_json(request["body"]).results
    centre = SealingKey(raw(keys["centre_sealing_private"]))
    result = centre.unseal(sealed.sealed, f"result {sealed.result_id} {signed.key_id}")
    told = f"{sealed.result_id} {signed.key_id}\n".encode() + result
    verify(raw(keys["kiosk_signing_public"]), "result", told, sealed.signature or b"")
    content = ResultContent.from_json(result)
    assert (content.series, content.number) == (SERIES, 41)
    body = content.body
    assert isinstance(body, AlertRaised)
    assert body.alert_id == ALERT_ID
    statement = Statement.from_json(example["statement"])
    verify(
        raw(keys["centre_statements_public"]),
        f"statement {statement.kind}",
        statement.body.encode(),
        statement.signature,
    )
    receipt = Receipt.from_json(statement.body)
    assert (receipt.nonce, receipt.received) == (signed.nonce, (RESULT_ID,))


def test_the_centre_reads_what_the_kiosk_of_the_example_signed(example: dict[str, Any]) -> None:
    keys = example["keys"]
    signed = Heartbeat.from_json(example["heartbeat"]).report
    assert signed is not None
    body = open_report(signed, keys["terminal_id"], raw(keys["kiosk_signing_public"]))
    assert (body.series, body.number, body.chain_rows) == (SERIES, 45, 1204)


def test_the_example_has_every_kind_of_result(
    example: dict[str, Any],
) -> None:
    bodies = [ResultContent.from_json(each).body for each in example["results"]]
    assert {type(body) for body in bodies} == set(get_args(ResultBody))
    assert {getattr(body, "alert_id", ALERT_ID) for body in bodies} == {ALERT_ID}
    quoted = README.read_text("utf-8")
    assert all(f"| `{body.type}` |" in quoted for body in bodies)


def test_the_bytes_are_where_the_readme_says(
    example: dict[str, Any],
) -> None:
    package = raw(example["package"])
    size = int.from_bytes(package[8:12], "big")
    assert package[:8] == b"GAPURA\x00\x01"
    assert package[12 : 12 + size] == sealed_header(io.BytesIO(package))
    rest = len(package) - (12 + size) - 16 - 32
    sealed = SealedFile(io.BytesIO(package), raw(example["keys"]["content_key"]))
    assert rest == sealed.size + 16


def test_the_readme_quotes_the_example(
    example: dict[str, Any],
) -> None:
    quoted = README.read_text("utf-8")
    package = raw(example["package"])
    size = int.from_bytes(package[8:12], "big")
    for value in (
        example["keys"]["terminal_id"],
        package[:12].hex(" "),
        package[12 : 12 + size].decode(),
        str(len(package)),
        example["request"]["headers"]["Content-Digest"],
        example["request"]["headers"]["Signature-Input"],
        example["head"],
    ):
        assert value in quoted, value


def test_a_new_example_has_the_form_of_the_stored_one(
    example: dict[str, Any],
) -> None:
    fresh = make()
    assert fresh.keys() == example.keys()
    for name in ("keys", "head", "results", "heartbeat"):
        assert fresh[name] == example[name], "python tests/sync/protocol/test_example.py is due"
    assert len(raw(fresh["package"])) == len(raw(example["package"]))
    without = re.compile(r'nonce="[0-9a-f]{32}"')
    made, kept = (
        without.sub("", x["request"]["headers"]["Signature-Input"]) for x in (fresh, example)
    )
    assert made == kept


def renewed(kept: dict[str, Any], fresh: dict[str, Any]) -> dict[str, Any]:
    """Return the example to be kept: what is random stays where nothing else changed."""
    if any(kept.get(name) != fresh[name] for name in ("keys", "head", "results")):
        return fresh
    return {**kept, "heartbeat": fresh["heartbeat"]}


def test_a_field_of_the_heartbeat_leaves_what_the_page_quotes(example: dict[str, Any]) -> None:
    fresh = {**make(), "heartbeat": "{}"}
    assert renewed(example, fresh) == {**example, "heartbeat": "{}"}
    grown = {**fresh, "head": "{}"}
    assert renewed(example, grown) == grown


if __name__ == "__main__":
    found = renewed(json.loads(PLACE.read_text("utf-8")), make())
    PLACE.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
