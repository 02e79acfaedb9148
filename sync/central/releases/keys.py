"""Keys of the data centre: expiry, renewal, and replacement, each with overlap where it needs one.

What terminals trust is said by the offline roles: root (who signs what) and targets (which roles,
which keys of the data centre). So each act is a change of their metadata, and is made in one of two
ways: at once, with the media (`perform`), or by custodians who sign elsewhere (`request`, then
`combine`). Either way it holds the lock `publishing`, and is a row of the audit log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.publisher import (
    GivenSignature,
    OfflineChange,
    OfflineKeys,
    PublicKeyFile,
    Publisher,
    Signatures,
    SigningRequest,
)
from sync.central.registry import audit
from sync.central.registry.locks import PUBLISHING
from sync.central.releases import tls_authorities
from sync.central.releases.centre_keys import present_keys, published_keys
from sync.protocol.envelope.certificates import certificate_ends, is_signed_by
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import EnvelopeError
from sync.protocol.jakarta import jakarta_text
from sync.protocol.roles import CENTRE_KEYS, SOFTWARE
from sync.protocol.wire import MAX_KEYS, CentreKeys

ROOT, TARGETS = "root", "targets"
STATEMENTS, SEALING, AUTHORITY, ONLINE = "statements", "sealing", "authority", "online"
KINDS = (STATEMENTS, SEALING, AUTHORITY, ONLINE, TARGETS, ROOT)  # what `rotate` takes
OVERLAPPING = (STATEMENTS, SEALING, AUTHORITY)  # what `retire` takes
VERBS = ("renew", "reset-time", "rotate", "retire", "replace", "delegate", "undelegate")

_ACTIONS = {  # on the audit log
    "renew": "terms-renewed",
    "reset-time": "time-reset",
    "rotate": "keys-rotated",
    "retire": "keys-retired",
    "replace": "key-replaced",
    "delegate": "role-delegated",
    "undelegate": "role-undelegated",
}


@dataclass(frozen=True, slots=True)
class KeyExpiry:
    """Until when each key is valid that only the offline keys can renew."""

    root: datetime
    targets: datetime
    certificate: datetime  # of the server
    authority: datetime  # of TLS, which terminals pin

    def soonest(self) -> tuple[str, datetime]:
        """Return what expires first: its name here, and when."""
        ends = {name: getattr(self, name) for name in ("root", "targets", "certificate")}
        return min(ends.items(), key=lambda each: each[1])


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be done with the offline keys."""

    verb: str  # of VERBS
    subjects: tuple[str, ...] = ()  # a kind, a role, or several roles
    at_once: bool = False  # rotate statements: without overlap, for a stolen key
    token: str = ""  # replace: the URI of a key to be made in a token (PKCS #11)

    def text(self) -> str:
        """Return it as it stands in a request."""
        return " ".join((self.verb, *self.subjects, *(("at-once",) if self.at_once else ())))

    @classmethod
    def of(cls, text: str) -> Act:
        """Read what `text` wrote. Raise CentralError."""
        verb, *subjects = text.split(" ")
        if verb not in VERBS:
            raise CentralError("the request is for something that this Gapura does not know")
        at_once = subjects[-1:] == ["at-once"]
        return cls(verb, tuple(subjects[:-1] if at_once else subjects), at_once)

    def signing(self) -> tuple[str, ...]:
        """Return the offline roles that must sign."""
        if self.verb == "renew" or self.subjects == (TARGETS,):
            return (ROOT, TARGETS)
        top = self.verb == "rotate" and self.subjects[0] in (ONLINE, ROOT)
        return (ROOT,) if top else (TARGETS,)


def terms(centre: Centre) -> KeyExpiry:
    """Return the expiry dates. Raise CentralError, EnvelopeError."""
    offline = Publisher(centre.blobs, centre.secrets).offline_expiries()
    return KeyExpiry(
        offline[ROOT],
        offline[TARGETS],
        _ends(centre.server_certificate),
        _ends(centre.ca),
    )


def ended(centre: Centre, at: datetime) -> dict[str, datetime]:
    """Return what has ended of all that terminals believe the data centre by, and when.

    Raise CentralError, EnvelopeError.
    """
    found = terms(centre)
    ends = {name: getattr(found, name) for name in ("root", "targets", "certificate", "authority")}
    ends |= Publisher(centre.blobs, centre.secrets).online_expiries()
    return {name: until for name, until in ends.items() if until <= at}


def told(name: str, until: datetime) -> str:
    """Return one line for whoever can renew what has ended."""
    act = {
        ROOT: "terminals accept nothing new; `gapura central keys renew`, with the stick",
        TARGETS: "terminals accept nothing new; `gapura central keys renew`, with the stick",
        "certificate": "`gapura central certificate renew`, with the stick",
        "authority": "terminals are provisioned anew",
    }.get(name, "`gapura central serve` renews it")
    return f"{name}: ended {jakarta_text(until)}: {act}"


def roles(centre: Centre) -> list[str]:
    """Return the delegated roles, each with a key of its own. Raise CentralError."""
    top = {ROOT, TARGETS, "snapshot", "timestamp"}
    return sorted(Publisher(centre.blobs, centre.secrets).versions().keys() - top)


def perform(
    centre: Centre,
    act: Act,
    offline: Path | OfflineKeys,
    operator_id: str,
    now: datetime,
    new_keys: Sequence[PublicKeyFile] = (),
) -> None:
    """Do `act` at once with the media. Raise CentralError, EnvelopeError.

    `new_keys`: of release custodians.
    """
    media = OfflineKeys.of(offline)
    with centre.registry.lock(PUBLISHING):
        _settle(centre)  # an act that was cut off is brought to its end
        publisher = Publisher(centre.blobs, centre.secrets)
        if act.verb == "rotate" and act.subjects == (ROOT,):
            publisher.rotate_root(media, now)
        elif act.verb == "rotate" and act.subjects == (TARGETS,):
            publisher.rotate_targets_keys(media, now)
        else:
            publisher.check(act.signing(), media)  # before a key is made
            fresh: Sequence[bytes] = ()
            if act.verb == "rotate" and act.subjects == (AUTHORITY,):
                fresh = [tls_authorities.make(media, centre.centre_id, now)]
            change = _change(centre, publisher, act, new_keys, fresh)
            publisher.change(change, media, now, act.signing())
        _settle(centre)
        if act.verb == "retire" and act.subjects == (AUTHORITY,):
            tls_authorities.keep_only(media, present_keys(centre).authorities)
        _note(centre, act, operator_id, now)


def request(
    centre: Centre,
    act: Act,
    now: datetime,
    new_keys: Sequence[PublicKeyFile] = (),
    authorities: Sequence[bytes] = (),
) -> SigningRequest:
    """Return what custodians must sign for `act`. Raise CentralError, EnvelopeError.

    `new_keys`: of root or targets, which custodians made; `authorities`: a new one of TLS, PEM.
    """
    with centre.registry.lock(PUBLISHING):
        publisher = Publisher(centre.blobs, centre.secrets)
        change = _change(centre, publisher, act, new_keys, authorities)
        return publisher.request(centre.centre_id, act.text(), change, now)


def combine(
    centre: Centre,
    wanted: SigningRequest,
    signatures: Iterable[Signatures],
    operator_id: str,
    now: datetime,
) -> Act:
    """Publish what was asked for, once enough custodians signed. Raise CentralError."""
    act = Act.of(wanted.act)
    if wanted.centre_id != centre.centre_id:
        raise CentralError("the request is another data centre's")
    given: list[GivenSignature] = []
    for each in signatures:
        if each.request != wanted.digest:
            raise CentralError("a signature belongs to another request")
        given += each.signatures
    with centre.registry.lock(PUBLISHING):
        _settle(centre)
        Publisher(centre.blobs, centre.secrets).adopt(wanted, given, now)
        _settle(centre)
        _note(centre, act, operator_id, now)
    return act


def _change(
    centre: Centre,
    publisher: Publisher,
    act: Act,
    new_keys: Sequence[PublicKeyFile],
    authorities: Sequence[bytes],
) -> Callable[[OfflineChange], object]:
    """Return the change of root and targets that `act` is."""
    subject = act.subjects[0] if act.subjects else ""
    if act.verb == "renew":
        return lambda wanted: _renew(centre, publisher, wanted)
    if act.verb == "delegate" and act.subjects == (SOFTWARE,):
        named = [each.key() for each in new_keys if each.role == SOFTWARE]
        return lambda wanted: wanted.give_release_keys(named)
    if act.verb == "delegate":
        return publisher.delegating(act.subjects)
    if act.verb == "undelegate":
        return lambda wanted: _undelegate(wanted, act.subjects)
    if act.verb == "replace":
        return publisher.replacing(subject, act.token)
    if act.verb == "rotate" and subject == ONLINE:
        return publisher.replacing_online()
    if act.verb == "rotate" and subject in (ROOT, TARGETS):
        fresh = [each.key() for each in new_keys if each.role == subject]
        return lambda wanted: wanted.replace_top(subject, fresh)
    keys = _next_keys(centre, act, subject, authorities)
    return lambda wanted: wanted.put(CENTRE_KEYS, keys.to_json())


def _undelegate(wanted: OfflineChange, roles: Iterable[str]) -> None:
    for role in roles:
        wanted.undelegate(role)


def _renew(centre: Centre, publisher: Publisher, wanted: OfflineChange) -> None:
    wanted.renew()
    if CENTRE_KEYS not in publisher.offline_targets():  # founded by an older Gapura
        wanted.put(CENTRE_KEYS, present_keys(centre).to_json())


def _next_keys(centre: Centre, act: Act, subject: str, authorities: Sequence[bytes]) -> CentreKeys:
    """Return what `centre/keys.json` says after `act`; a new private key lies beside the old."""
    keys = present_keys(centre)
    changed: dict[str, object] = {}
    if act.verb == "reset-time":
        changed["time_epoch"] = keys.time_epoch + 1
    elif act.verb == "retire":
        field = _FIELDS[subject]
        held = getattr(keys, field)
        if len(held) < 2:
            raise CentralError(f"{subject}: there is no older key that could go")
        if subject == AUTHORITY and not is_signed_by(
            centre.server_certificate.read_bytes(), held[0]
        ):
            raise CentralError(
                "the server's certificate is of the old one: `certificate renew` first"
            )
        changed[field] = held[:1]
    elif subject == STATEMENTS:
        fresh = centre.statement_keys.add(SigningKey.generate().raw)
        changed["statements"] = (fresh,) if act.at_once else (fresh, keys.statements[0])
    elif subject == SEALING:
        if len(keys.sealing) == MAX_KEYS:
            raise CentralError(
                f"{MAX_KEYS} sealing keys count already: `keys retire sealing` first"
            )
        changed["sealing"] = (centre.sealing_keys.add(SealingKey.generate().seed), *keys.sealing)
    elif subject == AUTHORITY:
        if len(authorities) != 1:
            raise CentralError(
                "give the new authority's certificate; `keys make authority` makes it"
            )
        changed["authorities"] = (*authorities, *keys.authorities[:1])
    return keys.model_copy(update=changed)


_FIELDS = {STATEMENTS: "statements", SEALING: "sealing", AUTHORITY: "authorities"}


def settle(centre: Centre) -> None:
    """Use the private keys that are published: for a server that starts. Raise CentralError."""
    with centre.registry.lock(PUBLISHING):
        _settle(centre)


def _settle(centre: Centre) -> None:
    """Use the private keys that are published now; destroy those that were and are no more.

    May be killed and repeated: the next act goes on with it, or the next start of the server.
    """
    now = published_keys(centre)
    if now is None:
        return
    # One that signs nothing any more: terminals need its public half alone.
    centre.statement_keys.settle(now.statements, now.statements[:1])
    centre.sealing_keys.settle(now.sealing, now.sealing)
    tls_authorities.pin(centre, now.authorities)


def _note(centre: Centre, act: Act, operator_id: str, now: datetime) -> None:
    subjects: tuple[str, ...] = act.subjects or (centre.centre_id,)
    if act.verb == "reset-time":
        subjects = (str(present_keys(centre).time_epoch),)
    with centre.registry.transaction() as session:
        for subject in subjects:
            audit.append(session, now, operator_id, _ACTIONS[act.verb], subject)


def _ends(path: Path) -> datetime:
    try:
        return certificate_ends(path.read_bytes())
    except OSError as error:
        raise CentralError(f"{path}: {error.strerror}") from error
    except EnvelopeError as error:
        raise CentralError(f"{path}: no certificate") from error
