"""The demo's own moving scene: portraits that come and go before a drawn gate.

The scene knows who is where at any time, so a run can be judged: who was on the list and raised no
alert, who raised one and is somebody else. Public-domain portraits of the manifest only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from edge_app.domain import Image
from models.geometry import Box
from models.images import read_image
from models.manifest import load_manifest
from models.weights import path_of

WIDTH, HEIGHT, FPS = 1280, 720, 30.0
OBAMA, BIDEN, COLLINS = "Barack_Obama", "Joe_Biden", "Eileen_Collins"
PORTRAITS = {
    "obama.jpg": OBAMA,
    "obama2.jpg": OBAMA,
    "obama3.jpg": OBAMA,
    "biden.jpg": BIDEN,
    "astronaut.png": COLLINS,
}
REFERENCES = {OBAMA: "obama.jpg", BIDEN: "biden.jpg"}  # the demo's list; Collins is on none
RECOGNISABLE_PX, RECOGNISABLE_S = 80.0, 1.5  # so large for so long: an alert is owed


@dataclass(frozen=True, slots=True)
class Act:
    """One person's walk: centre of the face as shares of the picture, its width in pixels."""

    portrait: str
    begins_s: float
    ends_s: float
    start: tuple[float, float, float]  # x, y, width
    end: tuple[float, float, float]
    blur: float = 0.0  # sigma as a share of the face's width
    light: float = 1.0  # factor on the pixel values

    def face(self, time_s: float) -> Box | None:
        """Return where the face is; None before and after."""
        if not self.begins_s <= time_s < self.ends_s:
            return None
        share = (time_s - self.begins_s) / (self.ends_s - self.begins_s)
        x, y, w = (a + (b - a) * share for a, b in zip(self.start, self.end, strict=True))
        y += 0.006 * math.sin(time_s * 7 + self.begins_s)  # a walking head bobs
        return Box(x * WIDTH - w / 2, y * HEIGHT - w / 2, w, w)


# Listed people are away from 26 s to the end, longer than a visit lasts: each round alerts anew.
SMALLEST_LEVEL_PX = 64  # of a portrait's reduced copies
ROUND_S = 60.0  # then the acts begin anew
ACTS = (
    Act("obama2.jpg", 0.5, 10.0, (0.16, 0.42, 60), (0.34, 0.42, 190)),
    Act("astronaut.png", 2.0, 13.0, (1.08, 0.36, 110), (-0.08, 0.40, 130)),
    Act("biden.jpg", 5.0, 14.0, (0.74, 0.40, 70), (0.66, 0.42, 200)),
    Act("obama3.jpg", 15.0, 24.0, (0.40, 0.38, 90), (0.22, 0.42, 180), light=0.35),
    Act("biden.jpg", 18.0, 26.0, (0.55, 0.40, 80), (0.80, 0.42, 170), blur=0.02),
    Act("astronaut.png", 17.0, 25.0, (0.50, 0.36, 90), (0.50, 0.40, 150)),
    Act("astronaut.png", 29.0, 38.0, (-0.06, 0.40, 90), (1.06, 0.44, 170), blur=0.03),
    Act("astronaut.png", 41.0, 48.0, (0.60, 0.34, 40), (0.56, 0.36, 90)),
    Act("astronaut.png", 50.0, 58.0, (0.30, 0.40, 80), (0.44, 0.42, 200), light=0.3),
)


def crowd(faces: int) -> tuple[Act, ...]:
    """Return `faces` people who stay in view and sway: for measurements."""
    names = ["obama2.jpg", "astronaut.png", "biden.jpg", "obama3.jpg", "obama.jpg"]
    columns = min(faces, 4)
    rows = math.ceil(faces / columns)
    acts = []
    for i in range(faces):
        x = (i % columns + 0.5) / columns
        y = (i // columns + 0.4) / rows
        width = 150.0 if rows == 1 else 105.0
        acts.append(
            Act(names[i % len(names)], 0, ROUND_S, (x - 0.04, y, width * 0.9), (x + 0.04, y, width))
        )
    return tuple(acts)


class SceneSource:
    """A PictureSource; `present` tells the truth about it."""

    live = False

    def __init__(self, acts: tuple[Act, ...] = ACTS, seconds: float | None = ROUND_S) -> None:
        """Play for `seconds`, or for ever. Raise WeightsError without the portraits."""
        self._acts = acts
        self._frames = None if seconds is None else int(seconds * FPS)
        self._number = 0
        self._background = _background()
        boxes = {file.name: file.face_box for file in load_manifest().portraits}
        self._sprites = {
            name: _Sprite(read_image(path_of(name)), box)
            for name in dict.fromkeys(act.portrait for act in acts)
            if (box := boxes[name]) is not None
        }

    def read(self) -> tuple[float, Image] | None:
        """Return the next picture."""
        if self._number == self._frames:
            return None
        time_s = self._number / FPS
        self._number += 1
        return time_s, self.draw(time_s)

    def close(self) -> None:
        """Do nothing: no file is held."""

    def draw(self, time_s: float) -> Image:
        """Return the scene at `time_s`, (720, 1280, 3) uint8 RGB."""
        picture = self._background.copy()
        playing = [(act, act.face(time_s % ROUND_S)) for act in self._acts]
        near_last = sorted(((a, f) for a, f in playing if f), key=lambda pair: pair[1].w)
        for act, face in near_last:
            self._sprites[act.portrait].draw(picture, face, act.blur, act.light)
        return picture

    def present(self, time_s: float) -> list[tuple[str, Box]]:
        """Return who is in view, and where the face is."""
        faces = [(PORTRAITS[act.portrait], act.face(time_s % ROUND_S)) for act in self._acts]
        return [(person, face) for person, face in faces if face]

    def expected(self, until_s: float) -> list[str]:
        """Return the listed persons who were recognisable for long enough before `until_s`."""
        step = 0.1
        seconds = dict.fromkeys(REFERENCES, 0.0)
        for time_s in np.arange(0.0, until_s, step):
            for person, face in self.present(float(time_s)):
                if person in seconds and face.w >= RECOGNISABLE_PX:
                    seconds[person] += step
        return [person for person, seen_s in seconds.items() if seen_s >= RECOGNISABLE_S]


class _Sprite:
    """Head and shoulders out of a portrait, with a soft edge."""

    def __init__(self, portrait: Image, face: Box) -> None:
        height, width = portrait.shape[:2]
        part = Box(face.x - face.w, face.y - face.h * 0.8, face.w * 3, face.h * 3)
        part = part.clipped(width, height)
        x, y = round(part.x), round(part.y)
        picture: Image = portrait[y : y + int(part.h), x : x + int(part.w)]
        self._face = face.moved(-x, -y)
        rows, columns = np.mgrid[0 : picture.shape[0], 0 : picture.shape[1]]
        cx, cy = self._face.centre
        w = face.w
        head = ((columns - cx) / (0.78 * w)) ** 2 + ((rows - cy + 0.12 * w) / (0.95 * w)) ** 2
        bust = ((columns - cx) / (1.35 * w)) ** 2 + ((rows - cy - 1.9 * w) / (1.25 * w)) ** 2
        mask = np.clip((1.12 - np.minimum(head, bust)) / 0.24, 0, 1)
        border = np.minimum(np.minimum(columns, columns[:, ::-1]), np.minimum(rows, rows[::-1]))
        mask = (mask * np.clip(border / (0.12 * w), 0, 1)).astype(np.float32)
        self._levels = [(picture, mask)]  # each half as large as the one before
        while min(picture.shape[:2]) >= 2 * SMALLEST_LEVEL_PX:
            picture = cv2.pyrDown(picture).astype(np.uint8, copy=False)
            mask = cv2.pyrDown(mask)
            self._levels.append((picture, mask))

    def draw(self, picture: Image, face: Box, blur: float, light: float) -> None:
        """Put the person into `picture` so that the face comes to lie on `face`."""
        scale = face.w / self._face.w
        height, width = self._levels[0][1].shape
        size = max(2, round(width * scale)), max(2, round(height * scale))
        source, mask = next(
            (level for level in reversed(self._levels) if level[0].shape[1] >= size[0]),
            self._levels[0],
        )
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        sprite = cv2.resize(source, size, interpolation=how)
        mask = cv2.resize(mask, size, interpolation=cv2.INTER_LINEAR)
        if light != 1:
            sprite = cv2.convertScaleAbs(sprite, alpha=light)
        if blur:
            sprite = cv2.GaussianBlur(sprite, (0, 0), max(blur * face.w, 0.1))
        left, top = round(face.x - self._face.x * scale), round(face.y - self._face.y * scale)
        x0, y0 = max(left, 0), max(top, 0)
        x1, y1 = min(left + size[0], picture.shape[1]), min(top + size[1], picture.shape[0])
        if x0 >= x1 or y0 >= y1:
            return
        inside = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
        under = picture[y0:y1, x0:x1]
        alpha = mask[inside]
        under[:] = cv2.blendLinear(sprite[inside], under, alpha, 1 - alpha)


def _background() -> NDArray[np.uint8]:
    """Return a hall: wall, floor, two pillars of a gate, a lit doorway."""
    rows = np.linspace(0, 1, HEIGHT, dtype=np.float32)[:, None, None]
    wall = np.array([176, 184, 190], np.float32) * (1 - 0.35 * rows)
    picture = np.ascontiguousarray(np.broadcast_to(wall, (HEIGHT, WIDTH, 3)).astype(np.uint8))
    floor = int(HEIGHT * 0.8)
    cv2.rectangle(picture, (0, floor), (WIDTH, HEIGHT), (92, 96, 98), -1)
    cv2.rectangle(picture, (WIDTH // 3, 90), (2 * WIDTH // 3, floor), (206, 212, 214), -1)
    for x in (WIDTH // 12, 11 * WIDTH // 12 - 40):
        cv2.rectangle(picture, (x, 60), (x + 40, floor + 40), (70, 80, 96), -1)
        cv2.rectangle(picture, (x, 60), (x + 40, 84), (38, 132, 150), -1)
    return picture
