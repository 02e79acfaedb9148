"""What a new terminal brings, over the network or on a stick: looked at before it is enrolled."""

from __future__ import annotations

from sync.central.registry.enrolments import NewTerminal
from sync.protocol.confirmation import confirmation
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.sealing import seal
from sync.protocol.envelope.signatures import native_public
from sync.protocol.envelope.tpm_keys import require_point
from sync.protocol.errors import EnvelopeError
from sync.protocol.wire import EnrolRequest, TicketFault

FAULTS = {
    TicketFault.NONE: "this token was never given; ask for a new one",
    TicketFault.USED: "this ticket was used by another device; ask for a new one",
    TicketFault.OVER: "this ticket is too old, or was withdrawn; ask for a new one",
    TicketFault.LANE: "this ticket is for another lane; ask for one of this lane",
    TicketFault.ALTERED: "this ticket is not as it was made here; ask for a new one",
}


def require_keys(wanted: EnrolRequest) -> None:
    """Raise EnvelopeError for keys that nobody could use."""
    if len(wanted.signing_key) != 32:
        raise EnvelopeError("a public signing key has 32 bytes")
    native_public(wanted.signing_key)
    seal(b"", wanted.sealing_key, "check")
    if wanted.kiosk_key is not None:
        native_public(wanted.kiosk_key)
    if wanted.kiosk_key == wanted.signing_key:
        raise EnvelopeError("the kiosk's key is the agent's: it would prove nothing")
    if wanted.tpm is not None:
        require_point(wanted.tpm.endorsement)
        require_point(wanted.tpm.attestation)


def new_terminal(wanted: EnrolRequest) -> NewTerminal:
    """Return the terminal that it asks to be, with its words, which are slow: call it in a thread.

    No words where an older Gapura brought no ticket's digest.
    """
    words = None
    if wanted.ticket is not None and wanted.kiosk_key is not None:
        keys = wanted.signing_key, wanted.sealing_key, wanted.kiosk_key
        words = " ".join(confirmation(wanted.ticket, *keys))
    return NewTerminal(
        fingerprint(wanted.signing_key)[:32],
        wanted.lane,
        wanted.signing_key,
        wanted.sealing_key,
        wanted.kiosk_key,
        wanted.ticket,
        words,
        wanted.tpm,
    )
