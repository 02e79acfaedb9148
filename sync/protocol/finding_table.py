"""All that can be found wrong with a terminal: one row each, with its sentence and what to do.

Values of a sentence are alike in every language: names, addresses, times, whole numbers.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """How bad it is."""

    FAULT = "fault"  # something does not work
    ATTENTION = "attention"  # it works, and not as it should, or not for long
    NOTE = "note"  # good to know; nothing is wrong


class FindingCode(Enum):
    """What is found; stays as it is, for programs read it."""

    UNFINISHED = "unfinished"
    # keys and files
    KEY_MISSING = "key-missing"
    KEY_DAMAGED = "key-damaged"
    KEY_OPEN = "key-open"
    KEY_DENIED = "key-denied"
    KEY_SEALED = "key-sealed"
    AUTHORITY_LOST = "authority-lost"
    SPOOL_UNUSABLE = "spool-unusable"
    # time
    CLOCK_UNSET = "clock-unset"
    CLOCK_BEHIND = "clock-behind"
    CLOCK_OFF = "clock-off"
    # the way to the data centre
    NAME_UNKNOWN = "name-unknown"
    NAME_SILENT = "name-silent"
    NO_WAY = "no-way"
    PORT_CLOSED = "port-closed"
    PORT_SILENT = "port-silent"
    PROXY_CLOSED = "proxy-closed"
    PROXY_SILENT = "proxy-silent"
    PROXY_PASSWORD = "proxy-password"  # noqa: S105  no password
    PROXY_REFUSES = "proxy-refuses"
    PROXY_NO_WAY = "proxy-no-way"
    PROXY_PAGE = "proxy-page"
    PORTAL = "portal"
    TLS_INTERCEPTED = "tls-intercepted"
    AUTHORITY_UNKNOWN = "authority-unknown"
    CERTIFICATE_NAME = "certificate-name"
    CERTIFICATE_ENDED = "certificate-ended"
    TLS_BROKEN = "tls-broken"
    # the data centre
    CENTRE_SILENT = "centre-silent"
    CENTRE_STRANGE = "centre-strange"
    CENTRE_BUSY = "centre-busy"
    PENDING = "pending"
    REVOKED = "revoked"
    NOT_KNOWN = "not-known"
    SIGNATURE = "signature"
    REFUSED = "refused"
    # the two processes, and the lists
    AGENT_OFF = "agent-off"
    KIOSK_OFF = "kiosk-off"
    KIOSK_QUIET = "kiosk-quiet"
    KIOSK_FAULT = "kiosk-fault"
    STORE_FAULT = "store-fault"
    LEASE_OVER = "lease-over"
    LIST_OLD = "list-old"
    LIST_REFUSED = "list-refused"
    LIST_AWAITED = "list-awaited"
    # the camera
    CAMERA_ABSENT = "camera-absent"
    CAMERA_BUSY = "camera-busy"
    CAMERA_DENIED = "camera-denied"
    CAMERA_SILENT = "camera-silent"
    CAMERA_LOST = "camera-lost"
    CAMERA_DARK = "camera-dark"
    CAMERA_BLANK = "camera-blank"
    CAMERA_UNREADABLE = "camera-unreadable"
    CAMERA_FROZEN = "camera-frozen"
    CAMERA_BLURRED = "camera-blurred"
    CAMERA_MOVED = "camera-moved"
    CAMERA_TURNED = "camera-turned"
    CAMERA_SQUEEZED = "camera-squeezed"
    CAMERA_FLICKERS = "camera-flickers"
    CAMERA_TORN = "camera-torn"
    LANE_STALLED = "lane-stalled"
    LANE_SLOW = "lane-slow"
    FACES_UNREAD = "faces-unread"
    SOUND_OFF = "sound-off"
    # the machine
    MODEL_MISSING = "model-missing"
    MODEL_ALTERED = "model-altered"
    MODEL_UNREADABLE = "model-unreadable"
    DISK_FULL = "disk-full"
    DISK_READ_ONLY = "disk-read-only"
    DISK_FAILING = "disk-failing"
    DISK_SLOW = "disk-slow"
    MEMORY_SHORT = "memory-short"
    MEMORY_EXPOSED = "memory-exposed"
    SWAP_CLEAR = "swap-clear"
    TPM_ABSENT = "tpm-absent"
    KEYS_CLEAR = "keys-clear"
    TPM_DENIED = "tpm-denied"
    TPM_LOCKED = "tpm-locked"


class Told(NamedTuple):
    """A row of the table; both sentences may hold `{names}` of values."""

    severity: Severity
    sentence: str
    step: str


_F, _A, _N = Severity.FAULT, Severity.ATTENTION, Severity.NOTE
_ANEW = "Wipe this terminal (gapura provision wipe) and enrol it with a new ticket."
_ADDRESS = "Check the data centre's address (gapura provision set --url)"
_PROXY = "Check the proxy's address (gapura provision set --proxy)"
_FETCH = "Install Gapura's package again, or run gapura models fetch."

TOLD: dict[FindingCode, Told] = {
    FindingCode.UNFINISHED: Told(
        _A, "Looking at {what} took too long.", "Check again; a disk or a device may hang."
    ),
    FindingCode.KEY_MISSING: Told(_F, "The key {name} is missing.", _ANEW),
    FindingCode.KEY_DAMAGED: Told(_F, "The key {name} is damaged.", _ANEW),
    FindingCode.KEY_OPEN: Told(
        _F,
        "The key {name} may be read by others.",
        "Run chmod 600 on it; if anybody else was on this machine, wipe and enrol it anew.",
    ),
    FindingCode.KEY_SEALED: Told(
        _F,
        "This machine's TPM does not open the key {name}.",
        "If Secure Boot was changed, change it back; else wipe, and enrol with a new ticket.",
    ),
    FindingCode.KEY_DENIED: Told(
        _A, "The key {name} is another user's.", "Check as root, who may read it."
    ),
    FindingCode.AUTHORITY_LOST: Told(
        _F, "The certificate of the data centre's authority is missing here or damaged.", _ANEW
    ),
    FindingCode.SPOOL_UNUSABLE: Told(
        _F,
        "What agent and kiosk share cannot be read: {why}",
        "Check the disk and the folder's owners.",
    ),
    FindingCode.CLOCK_UNSET: Told(
        _F,
        "The clock was never set: it says {ours}.",
        "Set it; if it is lost at each switch-off, replace the machine's small battery.",
    ),
    FindingCode.CLOCK_BEHIND: Told(
        _F,
        "The clock says {ours}, but {before} has passed already.",
        "Set it; if it is lost at each switch-off, replace the machine's small battery.",
    ),
    FindingCode.CLOCK_OFF: Told(
        _A,
        "The clock says {ours}; by the data centre it is {theirs}.",
        "Set the clock, or turn on the machine's time service.",
    ),
    FindingCode.NAME_UNKNOWN: Told(
        _F,
        "The name server does not know {host}.",
        "Check how the address is spelt, and whether this network's name server (DNS) knows it.",
    ),
    FindingCode.NAME_SILENT: Told(
        _F,
        "No name server answers, so {host} cannot be found.",
        "Check the network cable, then the name server (DNS) of this network.",
    ),
    FindingCode.NO_WAY: Told(
        _F,
        "There is no way from here to {host}.",
        "Check the network cable, then this machine's address and gateway.",
    ),
    FindingCode.PORT_CLOSED: Told(
        _F,
        "{host} answers, but nothing serves at its port {port}.",
        f"{_ADDRESS}; at the data centre, whether it is running.",
    ),
    FindingCode.PORT_SILENT: Told(
        _F,
        "{host} does not answer at port {port}.",
        "Ask whether a firewall blocks port {port}, and whether the data centre is switched on.",
    ),
    FindingCode.PROXY_CLOSED: Told(
        _F, "Nothing serves at the proxy {host}, port {port}.", f"{_PROXY}."
    ),
    FindingCode.PROXY_SILENT: Told(
        _F,
        "The proxy {host} does not answer at port {port}.",
        f"{_PROXY}; ask whether it is switched on.",
    ),
    FindingCode.PROXY_PASSWORD: Told(
        _F,
        "The proxy asks for a name and a password.",
        "Ask the network's operator to let this terminal pass without.",
    ),
    FindingCode.PROXY_REFUSES: Told(
        _F,
        "The proxy forbids the way to {host}: status {status}.",
        "Ask the network's operator to allow {host}, port {port}.",
    ),
    FindingCode.PROXY_NO_WAY: Told(
        _F,
        "The proxy does not reach {host}: status {status}.",
        f"{_ADDRESS}; ask whether the proxy knows this name.",
    ),
    FindingCode.PROXY_PAGE: Told(
        _F,
        "What answers as the proxy is a page of the network's own.",
        f"{_PROXY}; ask whether this network wants a sign-in.",
    ),
    FindingCode.PORTAL: Told(
        _F,
        "A page of this network answers in place of the data centre.",
        "The network wants a sign-in: ask its operator to let this terminal pass without.",
    ),
    FindingCode.TLS_INTERCEPTED: Told(
        _F,
        "Somebody else answers for {host}: the certificate there is by {issuer}.",
        "Ask the network's operator to exempt {host} from TLS inspection, then check the address.",
    ),
    FindingCode.AUTHORITY_UNKNOWN: Told(
        _F,
        "The certificate of {host} is by another authority of the same name, {issuer}.",
        "Ask the data centre whether it was set up anew; then this terminal needs a new ticket.",
    ),
    FindingCode.CERTIFICATE_NAME: Told(
        _F,
        "The data centre's certificate is not for the name {host}.",
        f"{_ADDRESS}; or its operator renews the certificate with this name.",
    ),
    FindingCode.CERTIFICATE_ENDED: Told(
        _F,
        "The data centre's certificate has ended.",
        "Tell its operator to renew it (gapura central certificate renew).",
    ),
    FindingCode.TLS_BROKEN: Told(
        _F,
        "The secured connection to {host} is broken off.",
        "Ask the network's operator whether a firewall stops TLS 1.3 to port {port}.",
    ),
    FindingCode.CENTRE_SILENT: Told(
        _F,
        "{host} takes the connection and then says nothing.",
        "Check again in a few minutes; then tell the data centre's operator.",
    ),
    FindingCode.CENTRE_STRANGE: Told(
        _F,
        "What answers at {host} does not speak as the data centre does.",
        "It may be restarting: check again in a few minutes, then tell its operator.",
    ),
    FindingCode.CENTRE_BUSY: Told(
        _A, "The data centre is too busy to answer.", "Check again in a few minutes."
    ),
    FindingCode.PENDING: Told(
        _A,
        "No operator has approved this terminal yet.",
        "Read its number to the operator: {terminal}.",
    ),
    FindingCode.REVOKED: Told(_F, "The data centre has revoked this terminal.", _ANEW),
    FindingCode.NOT_KNOWN: Told(_F, "The data centre does not know this terminal.", _ANEW),
    FindingCode.SIGNATURE: Told(
        _F,
        "The data centre does not accept this terminal's signature.",
        "Its key or its data centre is another than at the enrolment: wipe it, and enrol it anew.",
    ),
    FindingCode.REFUSED: Told(
        _F, "The data centre refuses: {problem}.", "Tell the data centre's operator."
    ),
    FindingCode.AGENT_OFF: Told(
        _A,
        "The agent does not run: nothing comes from the data centre.",
        "Start it: systemctl start gapura-agent.",
    ),
    FindingCode.KIOSK_OFF: Told(
        _A,
        "The kiosk does not run: nobody is looked at.",
        "Start it: systemctl start gapura-kiosk.",
    ),
    FindingCode.KIOSK_QUIET: Told(
        _F, "The kiosk runs, and has not said how it is since {since}.", "Start the kiosk anew."
    ),
    FindingCode.KIOSK_FAULT: Told(
        _F, "The kiosk says: {why}", "Follow what it says; else start it anew."
    ),
    FindingCode.STORE_FAULT: Told(
        _F, "The kiosk cannot write its database: {why}", "Make room, and check the disk."
    ),
    FindingCode.LEASE_OVER: Told(
        _F,
        "This terminal was without its data centre for too long, and serves no list.",
        "Bring it into contact, or bring a stick: then the lists come back.",
    ),
    FindingCode.LIST_OLD: Told(
        _A,
        "The list {name} was not confirmed for too long.",
        "Bring the terminal into contact with the data centre, or bring a stick.",
    ),
    FindingCode.LIST_REFUSED: Told(
        _F, "A new version of the list {name} was refused: {why}", "Tell the operator."
    ),
    FindingCode.LIST_AWAITED: Told(
        _A,
        "The list {name} has not come yet.",
        "Wait a few minutes; then check the way to the data centre, or bring a stick.",
    ),
    FindingCode.CAMERA_ABSENT: Told(
        _F,
        "The camera {source} is not plugged in.",
        "Plug it in, or choose another one (gapura provision camera).",
    ),
    FindingCode.CAMERA_BUSY: Told(
        _F, "The camera {source} is used by another program: {program}.", "End that program."
    ),
    FindingCode.CAMERA_DENIED: Told(
        _F, "This user may not open the camera {source}.", "Check as root, or as the kiosk's user."
    ),
    FindingCode.CAMERA_SILENT: Told(
        _F,
        "The camera {source} is there, and gives no picture.",
        "Unplug it and plug it in again; check its cable and power.",
    ),
    FindingCode.CAMERA_LOST: Told(
        _F, "The camera was pulled out, or is without power.", "Check its cable and power."
    ),
    FindingCode.CAMERA_DARK: Told(
        _F, "The camera's picture is too dark.", "Take off the lens cap; add light from its side."
    ),
    FindingCode.CAMERA_BLANK: Told(
        _F,
        "The camera shows no lane, but one colour or a test picture.",
        "Take off the lens cap; check the cable, and at a recorder which camera it shows.",
    ),
    FindingCode.CAMERA_UNREADABLE: Told(
        _F, "The camera's pictures are damaged.", "Check its cable; choose a smaller picture there."
    ),
    FindingCode.CAMERA_FROZEN: Told(
        _F,
        "The camera sends the same picture again and again.",
        "Take its power away, and give it back.",
    ),
    FindingCode.CAMERA_BLURRED: Told(
        _A, "The camera's picture is blurred.", "Clean the lens, then turn its focus ring."
    ),
    FindingCode.CAMERA_MOVED: Told(
        _A,
        "The camera looks elsewhere than it was set up to.",
        "Turn it back; if it is right so, say so in the settings.",
    ),
    FindingCode.CAMERA_TURNED: Told(
        _F, "Faces do not stand upright in the picture.", "Turn the picture, under Camera."
    ),
    FindingCode.CAMERA_SQUEEZED: Told(
        _F,
        "Faces are too narrow or too wide in the picture.",
        "Choose the shape of the pixels, under Camera.",
    ),
    FindingCode.CAMERA_FLICKERS: Told(
        _F, "The camera's picture flickers.", "Check the lamps; set the camera to 50 Hz."
    ),
    FindingCode.CAMERA_TORN: Told(
        _F,
        "Parts of the camera's pictures are lost on the way.",
        "Check its network cable and switch; use TCP for its stream.",
    ),
    FindingCode.LANE_STALLED: Told(
        _F, "Pictures come, and nobody looks at them.", "Start the kiosk anew."
    ),
    FindingCode.LANE_SLOW: Told(
        _A,
        "The lane is too slow: {rate} pictures a second.",
        "End other programs; check that the machine is not too warm.",
    ),
    FindingCode.FACES_UNREAD: Told(
        _A,
        "Too few faces can be compared.",
        "Bring the camera closer or lower, and add light from its side.",
    ),
    FindingCode.SOUND_OFF: Told(
        _A, "Alerts are not heard: {why}", "Connect the loudspeaker, or turn it up."
    ),
    FindingCode.MODEL_MISSING: Told(_F, "The model file {name} is missing.", _FETCH),
    FindingCode.MODEL_ALTERED: Told(
        _F, "The model file {name} is not the one that was released.", _FETCH
    ),
    FindingCode.MODEL_UNREADABLE: Told(
        _F, "The model files cannot be read: {why}", "Check their owner, and the disk."
    ),
    FindingCode.DISK_FULL: Told(
        _F,
        "Only {free} MB are free on the disk; at least {least} MB must be.",
        "Make room; results that were sent go by themselves.",
    ),
    FindingCode.DISK_READ_ONLY: Told(
        _F,
        "The disk takes no writes any more.",
        "It may have failed, as the system's log says: replace it.",
    ),
    FindingCode.DISK_FAILING: Told(
        _F, "The disk did not write: {why}", "If it goes on so, replace the disk."
    ),
    FindingCode.DISK_SLOW: Told(
        _A,
        "The disk writes {rate} MB a second; at least {least} MB should go.",
        "Check again when nothing else writes; then use a faster card or disk (class A1).",
    ),
    FindingCode.MEMORY_SHORT: Told(
        _A,
        "Only {free} MB of memory are free; {least} MB are needed.",
        "End other programs, or give the machine more memory.",
    ),
    FindingCode.MEMORY_EXPOSED: Told(
        _A,
        "What the kiosk holds may reach a disk: {why}",
        "Turn swap off, or start the kiosk by its unit, which locks its memory.",
    ),
    FindingCode.SWAP_CLEAR: Told(
        _A,
        "The machine swaps to a disk in the clear: {places}.",
        "Turn swap off, or encrypt it.",
    ),
    FindingCode.TPM_ABSENT: Told(
        _N,
        "This machine shows no TPM.",
        "If it has one, turn it on in the firmware. Keys lie in files of their user alone.",
    ),
    FindingCode.KEYS_CLEAR: Told(
        _N,
        "The keys lie in files of their user alone, though this machine has a TPM.",
        "They are sealed at its next start; or stop kiosk and agent, and give"
        " `gapura provision seal` as root.",
    ),
    FindingCode.TPM_DENIED: Told(
        _N,
        "There is a TPM; whether it is locked, this user may not ask.",
        "Check as root, who may.",
    ),
    FindingCode.TPM_LOCKED: Told(
        _A,
        "The TPM is locked after too many wrong attempts.",
        "It opens by itself after some time without attempts; leave the machine on.",
    ),
}
