"""A data centre of a newer version names what this terminal does not know: the rest goes on."""

from __future__ import annotations

import json

from sync.protocol import content, package

OFFICER = content.Officer(
    number="P-1", name="Sari", role=content.OfficerRole.OFFICER, pin_verifier="$argon2id$v=19$x"
)


def test_an_account_with_a_role_of_a_newer_version_may_not_sign_in(hand, caplog):
    hand.centre.checkpoint("officers-gate")
    newer = json.loads(OFFICER.to_json()) | {"number": "P-2", "role": "auditor", "desk": 4}
    lines = OFFICER.to_json() + b"\n" + json.dumps(newer).encode() + b"\n"
    hand.centre.put("officers-gate", 1, {package.OFFICERS: lines})
    hand.poll()
    assert hand.terminal.officers() == (OFFICER,)
    assert "1 accounts have a role that this version does not know" in caplog.text
    caplog.clear()


def test_a_collection_of_an_unknown_kind_stands_in_nobodys_way(hand, obama, templates):
    hand.centre.checkpoint("list-dpo", "places-gate")
    hand.centre.snapshot(1, obama)
    hand.poll()
    known, unknown = hand.terminal.status.collections()
    assert (known.collection, known.version, known.state) == ("list-dpo", 1, "serving")
    assert (unknown.collection, unknown.version, unknown.state) == ("places-gate", 0, "failed")
    assert "update Gapura" in unknown.error
    assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
    assert hand.terminal._mirror.refused == ""  # an officer can do nothing about it


def test_a_list_that_a_newer_version_must_read_leaves_the_one_before_in_service(
    hand, obama, templates, caplog
):
    hand.centre.snapshot(1, obama)
    hand.poll()
    said = json.loads(hand.centre.description("dpo").to_json())
    for version, change in ((2, {"format": 2}), (3, {"officers": 3})):
        files = {
            **hand.centre.members("dpo", [obama], []),
            package.DESCRIPTION: json.dumps(said | change).encode(),
        }
        hand.centre.put("list-dpo", version, files, 1, replaces=version > 2)
        hand.poll()
        (state,) = hand.terminal.status.collections()
        assert (state.version, state.state) == (1, "failed")
    assert "ListDescription: needs a newer Gapura" in caplog.text
    assert "ListDescription: officers: literal_error" in caplog.text
    assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
    caplog.clear()
