"""What the officer hears: short signals, made here and played by miniaudio; the door to it.

A lane works without a loudspeaker: whatever fails is kept in `Sounds.fault`, and nothing raises.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from enum import Enum
from functools import cache
from pathlib import Path

import miniaudio
import numpy as np
from numpy.typing import NDArray

RATE = 44_100  # samples a second
EDGE_S = 0.012  # of a pulse's rise and fall: no clicks
HARMONICS = (1.0, 0.5, 0.33, 0.25)  # four, so that a small loudspeaker and an old ear hear it
AGAIN_S = 60.0  # a device that failed is tried again after so long, and so is one that did not
IDLE_S = 0.5  # of silence, then the device sleeps
LATE_S = 3.0  # a device that takes no sample for so long has stopped

log = logging.getLogger(__name__)

Samples = NDArray[np.float32]


class Sound(Enum):
    """A signal: what it means. The later ones may interrupt the earlier."""

    SOFT = "soft"  # something was taken, or taken back
    SIGHT_LOST = "sight_lost"  # nobody is being checked
    KNOCK = "knock"  # an alert that nobody but the officer is to notice
    NORMAL = "normal"  # an alert
    URGENT = "urgent"  # an alert of a list that comes first
    ESCALATION = "escalation"  # nobody answers, or an officer calls for help


#: Pulses of (Hz, seconds, loudness 0..1); 0 Hz is a rest. Rhythms after IEC 60601-1-8, which tells
#: a high priority by 3 + 2 short pulses, twice, and a medium one by 3 slower pulses; all
#: fundamentals lie in its 150..1000 Hz.
PATTERNS: dict[Sound, tuple[tuple[float, float, float], ...]] = {
    Sound.SOFT: ((523.0, 0.09, 0.25),),
    Sound.SIGHT_LOST: (  # falling
        *((523.0, 0.18, 0.6), (0.0, 0.12, 0.0)),
        *((440.0, 0.18, 0.6), (0.0, 0.12, 0.0)),
        *((349.0, 0.18, 0.6), (0.0, 0.12, 0.0)),
        (262.0, 0.45, 0.6),
    ),
    Sound.KNOCK: ((196.0, 0.05, 0.6), (0.0, 0.13, 0.0), (196.0, 0.05, 0.6)),
    Sound.NORMAL: (
        *((523.0, 0.2, 0.5), (0.0, 0.2, 0.0)),
        *((440.0, 0.2, 0.5), (0.0, 0.2, 0.0)),
        (349.0, 0.3, 0.5),
    ),
    Sound.URGENT: (
        *((659.0, 0.12, 0.7), (0.0, 0.06, 0.0)) * 3,
        (0.0, 0.15, 0.0),
        *((880.0, 0.12, 0.7), (0.0, 0.06, 0.0)) * 2,
        (0.0, 0.3, 0.0),
        *((659.0, 0.12, 0.7), (0.0, 0.06, 0.0)) * 3,
        (0.0, 0.15, 0.0),
        *((880.0, 0.12, 0.7), (0.0, 0.06, 0.0)) * 2,
    ),
    Sound.ESCALATION: (*((988.0, 0.25, 1.0), (740.0, 0.25, 1.0)) * 4,),
}
_RANK = {sound: rank for rank, sound in enumerate(Sound)}


@cache
def synthesise(sound: Sound) -> Samples:
    """Return the samples of a signal: (n,) float32 in -1..1, RATE a second, mono."""
    return np.concatenate([_pulse(*pulse) for pulse in PATTERNS[sound]])


def _pulse(hertz: float, seconds: float, loudness: float) -> Samples:
    count = round(seconds * RATE)
    turns = np.arange(count) / RATE * hertz * 2 * np.pi
    wave = sum((share * np.sin(turns * (n + 1)) for n, share in enumerate(HARMONICS)), 0.0 * turns)
    edge = round(EDGE_S * RATE)
    rise = 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, edge))
    wave[:edge] *= rise
    wave[-edge:] *= rise[::-1]
    return np.asarray(wave / sum(HARMONICS) * loudness, np.float32)


def may_have_device(environment: Mapping[str, str]) -> bool:
    """Return whether to ask for one: without, ALSA fills the journal with its search."""
    if sys.platform != "linux" or "PULSE_SERVER" in environment:
        return True
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    if runtime and Path(runtime, "pulse", "native").exists():
        return True
    return any(Path("/dev/snd").glob("pcm*p"))


class Sounds:
    """Plays one signal at a time, on a thread of its own. Every call returns at once."""

    def __init__(
        self,
        volume: float = 1.0,
        backends: Sequence[miniaudio.Backend] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`volume` 0 (silent) .. 1; `backends`: empty for whatever the machine has."""
        self.volume = volume
        self.fault = ""  # why nothing is heard, in English for the technician
        self._backends, self._clock = list(backends), clock
        self._signals = {sound: synthesise(sound) for sound in Sound}
        self._changed = threading.Condition()  # guards all below
        self._playing: Sound | None = None
        self._position = 0
        self._next: Sound | None = None
        self._idle_since = 0.0
        self._closing = self._checking = False
        self._thread: threading.Thread | None = None

    def play(self, sound: Sound) -> None:
        """Let `sound` be heard: at once, or after a more pressing one that is being played.

        At most one waits; of several, the last asked for.
        """
        with self._changed:
            if self._closing or self.volume <= 0.0:
                return
            if self._playing is None or _RANK[sound] > _RANK[self._playing]:
                self._begin(sound)
            elif sound is not self._playing:
                self._next = sound
            self._begin_thread()
            self._changed.notify_all()

    def check(self) -> None:
        """Look now, and from now on every AGAIN_S, whether there is a device: `fault` says it."""
        with self._changed:
            self._checking = True
            self._begin_thread()
            self._changed.notify_all()

    @property
    def silence(self) -> str:
        """Return why no alert is heard, in English for the technician; empty: it is."""
        return self.fault or ("" if self.volume > 0.0 else "the sound is turned off")

    def _begin_thread(self) -> None:
        if self._thread is None and not self._closing:
            self._thread = threading.Thread(target=self._run, name="sounds", daemon=True)
            self._thread.start()

    def quiet(self) -> None:
        """Stop what is heard and what waits."""
        with self._changed:
            self._playing = self._next = None

    @property
    def playing(self) -> Sound | None:
        """Return what is being played; None: nothing."""
        return self._playing

    def close(self) -> None:
        """Fall silent and end."""
        with self._changed:
            self._closing = True
            self._playing = self._next = None
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _begin(self, sound: Sound | None) -> None:
        self._playing, self._position, self._next = sound, 0, None
        self._idle_since = self._clock()

    def _next_samples(self, frames: int) -> Samples:
        """Return the next `frames` samples: (frames,) float32."""
        out = np.zeros(frames, np.float32)
        with self._changed:
            if self._playing is None:
                return out
            part = self._signals[self._playing][self._position : self._position + frames]
            out[: len(part)] = part * np.float32(min(max(self.volume, 0.0), 1.0))
            self._position += frames
            if self._position >= len(self._signals[self._playing]):
                self._begin(self._next)
                self._changed.notify_all()
        return out

    # ---- the thread that holds the device --------------------------------------------------------

    def _run(self) -> None:
        device: miniaudio.PlaybackDevice | None = None
        failed_at: float | None = None
        while True:
            with self._changed:
                self._changed.wait_for(self._is_wanted, AGAIN_S)
                if self._closing:
                    break
                checking, self._checking = self._playing is None, False
            if checking:
                device, failed_at = self._look(device)
                continue
            if failed_at is not None and self._clock() - failed_at < AGAIN_S:
                self.quiet()
                continue
            try:
                device = device or self._open()
                self._feed(device)
                failed_at = None
            except Exception as error:  # noqa: BLE001  a lane works without a loudspeaker
                failed_at, device = self._clock(), None
                self._set_fault(_told(error))
                self.quiet()
        if device is not None:
            device.close()

    def _is_wanted(self) -> bool:
        return self._closing or self._checking or self._playing is not None

    def _look(
        self, before: miniaudio.PlaybackDevice | None
    ) -> tuple[miniaudio.PlaybackDevice | None, float | None]:
        """Open the device anew. Return it, and when that failed; None: it did not."""
        if before is not None:
            before.close()
        try:
            device = self._open()
        except Exception as error:  # noqa: BLE001  as in `_run`
            self._set_fault(_told(error))
            return None, self._clock()
        self.fault = ""
        return device, None

    def _set_fault(self, fault: str) -> None:
        if fault != self.fault:
            log.info("no sound: %s", fault)
        self.fault = fault

    def _open(self) -> miniaudio.PlaybackDevice:
        if not self._backends and not may_have_device(os.environ):
            raise miniaudio.MiniaudioError("there is no sound device")
        device = miniaudio.PlaybackDevice(
            miniaudio.SampleFormat.FLOAT32,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=60,
            backends=self._backends,
            app_name="Gapura",
        )
        if device.backend == "Null" and miniaudio.Backend.NULL not in self._backends:
            device.close()
            raise miniaudio.MiniaudioError("there is no sound device")
        return device

    def _feed(self, device: miniaudio.PlaybackDevice) -> None:
        """Feed the device until nothing is to be heard for a while."""
        feed = self._chunks()
        next(feed)  # miniaudio wants it begun
        device.start(feed)
        self.fault = ""
        try:
            with self._changed:
                while not self._closing:
                    signal = self._playing
                    if signal is None:
                        waited = self._clock() - self._idle_since
                        if waited >= IDLE_S:
                            return
                        self._changed.wait(IDLE_S)
                        continue
                    before = (signal, self._position)
                    moved = self._changed.wait(LATE_S)
                    if not moved and (self._playing, self._position) == before:
                        raise miniaudio.MiniaudioError("the sound device takes no samples")
        finally:
            device.stop()

    def _chunks(self) -> Generator[bytes | Samples, int, None]:
        frames = yield b""
        while True:
            frames = yield self._next_samples(frames)


def _told(error: Exception) -> str:
    why = str(error.args[0]) if error.args else type(error).__name__
    return f"{why}; connect a loudspeaker, or check the sound card"
