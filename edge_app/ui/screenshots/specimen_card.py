"""A card of nobody's state, as it is held to the camera of a lane."""

from __future__ import annotations

import cv2
import numpy as np

from edge_app.domain import Image
from edge_app.pipeline.document_picture import document_frame

WIDTH, HEIGHT = 856, 540  # an ID-1 card of 85.6 x 54 mm
_PAPER, _INK, _BAND = (226, 232, 236), (28, 34, 44), (168, 60, 60)
_LINES = (
    "NOMOR      0000 0000 0000 0000",
    "NAMA       CONTOH SAJA",
    "LAHIR      CONTOH, 01-01-1970",
    "ALAMAT     JALAN CONTOH NO. 0",
    "BERLAKU    TIDAK BERLAKU",
)
_TURN = 1.5  # degrees: no hand holds a card level


def specimen_card(face: Image) -> Image:
    """Return a card with that portrait, (HEIGHT, WIDTH, 3) uint8."""
    card = np.full((HEIGHT, WIDTH, 3), _PAPER, np.uint8)
    cv2.rectangle(card, (0, 0), (WIDTH, 84), _BAND, -1)
    font = cv2.FONT_HERSHEY_SIMPLEX
    cv2.putText(card, "KARTU CONTOH", (32, 56), font, 1.2, (255, 255, 255), 3, cv2.LINE_AA)
    for number, line in enumerate(_LINES):
        place = (32, 156 + 64 * number)
        cv2.putText(card, line, place, font, 0.66, _INK, 2, cv2.LINE_AA)
    cv2.putText(card, "SPECIMEN", (32, 508), font, 0.9, _BAND, 2, cv2.LINE_AA)
    card[130:410, 600:824] = cv2.resize(face, (224, 280), interpolation=cv2.INTER_AREA)
    return card


def held(scene: Image, card: Image, shift: int = 0) -> Image:
    """Return `scene`, (h, w, 3) uint8, with the card in the frame, `shift` pixels to the right."""
    height, width = scene.shape[:2]
    frame = document_frame(width, height)
    scale = 0.94 * frame.w / card.shape[1]
    middle = (card.shape[1] / 2, card.shape[0] / 2)
    way = cv2.getRotationMatrix2D(middle, _TURN, scale)
    way[:, 2] += width / 2 - middle[0] + shift, height / 2 - middle[1]
    whole = np.full(card.shape[:2], 255, np.uint8)
    there = cv2.warpAffine(whole, way, (width, height)) > 127
    turned = cv2.warpAffine(card, way, (width, height), flags=cv2.INTER_AREA)
    return np.where(there[:, :, None], turned, scene).astype(np.uint8)
