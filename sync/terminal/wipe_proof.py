"""The proof of a wipe: made of what was read before it, signed after it, told or left for a stick.

1. Before: the keys, the way to the data centre and the time are read into memory.
2. The wipe: the keys' files first.
3. After: what was done is signed, and told over the network, or written on a stick. Where neither
   could be, it is left in the bare folder as `wiped.json`, for a stick that comes later.

A wipe waits for nobody: a data centre that is out of reach stops none.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Self

from models.regular_file import read_regular
from models.whole_file import write_whole
from sync.protocol.beneath import Beneath
from sync.protocol.bundle import Stick
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import PackageError, SyncError
from sync.protocol.wiped import WIPE_FILE, SignedWipe, Wipe, WipeNoted
from sync.terminal.addresses import CentreAddresses
from sync.terminal.centre_keys import CentreKeyring
from sync.terminal.clock import ClockState, TrustedClock
from sync.terminal.connection import Connection
from sync.terminal.errors import StateError, Unreachable
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalConfig, TerminalState
from sync.terminal.timeouts import Timeouts
from sync.terminal.wiping import Wiped

_MAX_ADDRESSES = 8  # of those that were published
_LIMIT = 16 * 1024  # bytes of `wiped.json`
# A technician stands there: who does not answer is told by stick.
_PATIENCE = Timeouts(connect=5, silence=5, answer=10)


class WipeProof:
    """What is needed to prove the wipe that follows."""

    def __init__(
        self,
        config: TerminalConfig,
        key: SigningKey,
        kiosk: SigningKey | None,
        urls: tuple[str, ...],
        authority: bytes,
        clock: TrustedClock,
        waiting: int | None,
    ) -> None:
        self._config, self._key, self._kiosk = config, key, kiosk
        self._urls, self._authority = urls, authority
        self._clock, self._waiting = clock, waiting

    @classmethod
    def before(cls, state: TerminalState) -> Self:
        """Read all that is needed. Raise StateError, OSError: it cannot be proven."""
        config = state.config()
        key, kiosk = SigningKey(state.credential("agent.key")), state.kiosk_signing_key()
        urls: tuple[str, ...] = (config.url,)
        authority, waiting, kept = b"", None, ClockState()
        with contextlib.suppress(OSError):  # gone in a wipe that was cut off: a stick does
            authority = state.authority.read_bytes()
        # A damaged spool, or one that a broken-in agent filled, keeps no wipe from being proven.
        with contextlib.suppress(SyncError, ValueError, TypeError, RecursionError):
            if state.spool.exists():
                with Spool(state.spool) as spool:
                    waiting = spool.counts().waiting
                    kept = ClockState.of_facts(spool.fact)
                    keyring = CentreKeyring(config, spool.fact, lambda _: None)
                    authority = b"\n".join(keyring.authorities) or authority
                    addresses = CentreAddresses(config.url, spool.fact, lambda _: None)
                    urls = (*addresses.known[:_MAX_ADDRESSES], config.url)
            else:
                waiting = 0
        clock = TrustedClock(kept, lambda _: None)
        return cls(config, key, kiosk, urls, authority, clock, waiting)

    def made(self, wiped: Wiped) -> SignedWipe:
        """Return the signed statement of what was done."""
        wipe = Wipe(
            terminal_id=self._config.terminal_id,
            centre_id=self._config.centre_id,
            at=self._clock.now(),
            keys=wiped.keys,
            files=wiped.files,
            waiting=self._waiting,
        )
        return SignedWipe.signed(wipe, self._key, self._kiosk)

    def tell(self, proof: SignedWipe) -> None:
        """Tell the data centre, by the first of its addresses that answers.

        Raise Unreachable, RequestRefused.
        """
        refused: Unreachable | None = None
        for url in dict.fromkeys(self._urls):
            try:
                self._tell(url, proof)
            except Unreachable as error:
                refused = refused or error
            else:
                return
        if refused is not None:
            raise refused

    def _tell(self, url: str, proof: SignedWipe) -> None:
        config = self._config
        with Connection(
            url,
            config.centre_id,
            self._authority,
            self._key,
            self._clock.certain,
            self._clock.signing_time,
            config.bandwidth,
            config.proxy,
            _PATIENCE,
        ) as connection:
            connection.post("/v1/wiped", proof, WipeNoted)


def keep(state: TerminalState, proof: SignedWipe) -> Path:
    """Leave the proof in the bare folder, for a stick; return its file. Raise OSError."""
    place = state.root / WIPE_FILE
    write_whole(place, proof.to_json())
    return place


def kept(state: TerminalState) -> SignedWipe | None:
    """Return the proof that no stick has taken yet; None: there is none. Raise StateError."""
    place = state.root / WIPE_FILE
    try:
        return SignedWipe.from_json(read_regular(place, _LIMIT))
    except FileNotFoundError:
        return None
    except (OSError, PackageError) as error:
        raise StateError(f"{place} cannot be read: {error}") from error


def put_on_stick(proof: SignedWipe, folder: Path) -> None:
    """Write the proof on the stick mounted at `folder`. Raise StickRefused, PackageError."""
    wipe = proof.read()
    stick = Stick(wipe.centre_id)
    with Beneath(folder) as medium:
        medium.make_folder(stick.wiped)
        medium.sweep(stick.wiped)
        medium.write(stick.wiped_of(wipe.terminal_id), proof.to_json())


def drop(state: TerminalState) -> None:
    """Remove the proof that was left: a stick has it. Raise OSError."""
    (state.root / WIPE_FILE).unlink(missing_ok=True)
