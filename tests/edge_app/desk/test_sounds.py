"""Signals that can be told apart, and that reach a sound device; without one, silence."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from typing import Any

import miniaudio
import numpy as np
import pytest

from edge_app.desk import sounds
from edge_app.desk.sounds import RATE, Sound, Sounds, synthesise
from tests.waiting import PATIENCE_S, until


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[np.ndarray]:
    """What miniaudio has in its device buffers after each callback."""
    out: list[np.ndarray] = []
    real = miniaudio.PlaybackDevice._data_callback

    def listening(self: Any, device: Any, output: Any, recorded: Any, frames: Any) -> None:
        real(self, device, output, recorded, frames)
        out.append(np.frombuffer(miniaudio.ffi.buffer(output, frames * 4), np.float32).copy())

    monkeypatch.setattr(miniaudio.PlaybackDevice, "_data_callback", listening)
    return out


@pytest.fixture
def player(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sounds]:
    monkeypatch.setattr(sounds, "LATE_S", PATIENCE_S)  # the device's thread may stand still
    one = Sounds(backends=[miniaudio.Backend.NULL])
    yield one
    one.close()


def sounding(played: list[np.ndarray]) -> np.ndarray:
    """All that was played, without the silence around it."""
    whole = np.concatenate(played)
    loud = np.flatnonzero(whole)
    return whole[loud[0] : loud[-1] + 1] if len(loud) else whole[:0]


def test_the_samples_reach_the_device(player: Sounds, played: list[Any]) -> None:
    player.volume = 0.5
    player.play(Sound.SOFT)
    until(lambda: player.playing is None)
    signal = np.trim_zeros(synthesise(Sound.SOFT))
    until(lambda: len(sounding(played)) >= len(signal))
    assert np.allclose(sounding(played), signal * np.float32(0.5))
    assert player.fault == ""


def test_a_signal_is_heard_again_after_the_device_slept(
    player: Sounds, played: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sounds, "IDLE_S", 0.01)
    for _ in range(2):
        player.play(Sound.SOFT)
        until(lambda: player.playing is None)
        time.sleep(0.05)
    until(lambda: len(sounding(played)) > 2 * RATE * 0.08)


def test_a_more_pressing_signal_interrupts_and_one_at_most_waits(
    player: Sounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player, "_begin_thread", lambda: None)  # the test takes the samples

    def played_out() -> Sound | None:
        before = player.playing
        while before is not None and player.playing is before:
            player._next_samples(RATE // 10)
        return player.playing

    player.play(Sound.NORMAL)
    player.play(Sound.URGENT)
    assert player.playing is Sound.URGENT
    for _ in range(40):
        player.play(Sound.URGENT)
        player.play(Sound.SOFT)
    assert player.playing is Sound.URGENT
    assert played_out() is Sound.SOFT
    assert played_out() is None


def test_quiet_stops_it_and_what_waits(player: Sounds) -> None:
    player.play(Sound.ESCALATION)
    player.play(Sound.SOFT)
    player.quiet()
    assert player.playing is None


@pytest.mark.parametrize("sound", Sound)
def test_a_signal_starts_and_ends_softly_and_does_not_clip(sound: Sound) -> None:
    samples = synthesise(sound)
    assert samples.dtype == np.float32
    assert np.abs(samples).max() <= 1.0
    assert abs(samples[0]) < 1e-3
    assert abs(samples[-1]) < 1e-3
    assert len(samples) < 3 * RATE


def test_signals_differ_in_rhythm() -> None:
    found = []
    for sound in Sound:
        samples = synthesise(sound)
        loud = np.convolve(np.abs(samples), np.ones(400) / 400, "same") > 0.01
        pulses = int(np.sum(np.diff(loud.astype(int)) == 1)) + int(loud[0])
        found.append((pulses, len(samples) / RATE))
    for (pulses, seconds), (others, longer) in itertools.combinations(found, 2):
        assert pulses != others or longer > 5 * seconds


def test_an_escalation_is_the_loudest() -> None:
    def loudness(sound: Sound) -> float:
        samples = synthesise(sound)
        return float(np.sqrt(np.mean(samples * samples)))

    levels = [loudness(one) for one in (Sound.SOFT, Sound.NORMAL, Sound.URGENT, Sound.ESCALATION)]
    assert levels == sorted(levels)


def test_without_a_sound_device_it_is_silent_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sounds, "may_have_device", lambda _environment: False)
    player = Sounds()
    player.play(Sound.URGENT)
    until(lambda: player.fault != "")
    told = "there is no sound device; connect a loudspeaker, or check the sound card"
    assert player.silence == told, "whoever tells it says first that alerts are not heard"
    until(lambda: player.playing is None)
    player.play(Sound.URGENT)
    until(lambda: player.playing is None)
    player.close()


def test_a_device_that_fails_is_tried_again_later(
    monkeypatch: pytest.MonkeyPatch, played: list[Any]
) -> None:
    clock = [0.0]
    player = Sounds(backends=[miniaudio.Backend.NULL], clock=lambda: clock[0])
    real, broken = miniaudio.PlaybackDevice, [True]

    def device(*arguments: Any, **options: Any) -> Any:
        if broken[0]:
            raise miniaudio.MiniaudioError("failed to init device", -401)
        return real(*arguments, **options)

    monkeypatch.setattr(miniaudio, "PlaybackDevice", device)
    player.play(Sound.SOFT)
    until(lambda: player.fault != "")
    broken[0] = False
    clock[0] += sounds.AGAIN_S
    until(lambda: player.playing is None)
    player.play(Sound.SOFT)
    until(lambda: bool(played) and np.concatenate(played).any())
    until(lambda: player.fault == "" and player.playing is None)
    player.close()


def test_no_volume_no_sound(player: Sounds) -> None:
    player.volume = 0.0
    player.play(Sound.URGENT)
    assert player.playing is None


def test_closed_before_it_began() -> None:
    player = Sounds()
    player.close()
    player.play(Sound.SOFT)
    assert player.playing is None
