"""At rest in the data centre: AES-256-GCM under one key for each kind of data."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.protocol.envelope.random_values import KEY_SIZE
from sync.protocol.errors import EnvelopeError

VAULT_OVERHEAD = 28  # bytes that sealing in the vault adds


class VaultKeys:
    """The keys of a vault: one for each kind of data, older ones that still open, one to look up.

    A kind is the first word of a context, up to a slash: `persons`, `references`.
    """

    def __init__(
        self,
        kinds: Mapping[str, Sequence[bytes]],
        index: bytes,
        later: Sequence[bytes] = (),
        index_waits: bool = False,
    ) -> None:
        """Take keys of 32 bytes, the newest first; "" stands for every kind that is not named.

        `later`: keys that the look-up's key was followed by, in their order; each hashes what came
        before once more. `index_waits`: another one is being put in, and nothing is looked up.
        """
        for key in (index, *later, *(key for keys in kinds.values() for key in keys)):
            if len(key) != KEY_SIZE:
                raise EnvelopeError(f"a vault's key has {KEY_SIZE} bytes, this one {len(key)}")
        self._kinds = {kind: tuple(map(AESGCM, keys)) for kind, keys in kinds.items()}
        self.index, self.later, self.index_waits = index, tuple(later), index_waits

    @classmethod
    def single(cls, key: bytes) -> VaultKeys:
        """Return one key for everything, as vaults had before there were kinds."""
        derivation = HKDF(hashes.SHA256(), KEY_SIZE, salt=None, info=b"gapura v1 index")
        return cls({"": (key,)}, derivation.derive(key))

    def of(self, context: str) -> tuple[AESGCM, ...]:
        """Return the keys for `context`, the newest first."""
        kind = context.partition(" ")[0].partition("/")[0]
        return self._kinds[kind] if kind in self._kinds else self._kinds[""]


class Vault:
    """Seals what the data centre keeps: photographs, templates, names, content keys."""

    def __init__(self, key: bytes | Callable[[bool], VaultKeys]) -> None:
        """Take one `key` of 32 bytes, or a function that returns the keys as they are now.

        It is called for every use; with True where what it returned last opened nothing. Raise
        EnvelopeError.
        """
        if isinstance(key, bytes):
            keys = VaultKeys.single(key)
            self._keys: Callable[[bool], VaultKeys] = lambda _anew: keys
        else:
            self._keys = key

    def seal(self, plaintext: bytes, context: str) -> bytes:
        """Return 28 bytes more; `context` names the row, so that two cannot be exchanged."""
        nonce = secrets.token_bytes(12)
        return nonce + self._keys(False).of(context)[0].encrypt(nonce, plaintext, context.encode())

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """Return what `seal` was given. Raise EnvelopeError."""
        found = _opened(self._keys(False), sealed, context)
        if found is None:  # by a key that another process has made in this moment?
            found = _opened(self._keys(True), sealed, context)
        if found is None:
            raise EnvelopeError(
                f"the sealed {context.partition(' ')[0]} cannot be opened: another vault's key?"
            )
        return found[0]

    def resealed(self, sealed: bytes, context: str) -> bytes | None:
        """Return `sealed` under the newest key; None: it is already. Raise EnvelopeError."""
        found = _opened(self._keys(True), sealed, context)
        if found is not None and found[1] == 0:
            return None
        return self.seal(self.unseal(sealed, context), context)

    def index(self, value: str) -> str:
        """Return a keyed hash to look a NIK up by, without keeping it; 64 hexadecimal digits.

        Raise EnvelopeError while its key is being replaced: nobody would be found.
        """
        keys = self._keys(False)
        if keys.index_waits:
            raise EnvelopeError(
                "the key for look-ups is being replaced; where that was cut off, "
                "`gapura central keys rotate index` goes on with it"
            )
        found = hmac.new(keys.index, value.encode(), hashlib.sha256).hexdigest()
        for key in keys.later:
            found = indexed_again(key, found)
        return found


def indexed_again(key: bytes, index: str) -> str:
    """Return what `Vault.index` returned before, under one key more."""
    return hmac.new(key, index.encode(), hashlib.sha256).hexdigest()


def _opened(keys: VaultKeys, sealed: bytes, context: str) -> tuple[bytes, int] | None:
    """Return the plaintext, and which of the keys opened it, 0 the newest; None: none did."""
    for place, key in enumerate(keys.of(context)):
        try:
            return key.decrypt(sealed[:12], sealed[12:], context.encode()), place
        except (InvalidTag, ValueError):
            continue
    return None
