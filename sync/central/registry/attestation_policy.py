"""Whether a checkpoint's terminals must say by their TPM what they booted."""

from __future__ import annotations

from typing import Literal

AttestationPolicy = Literal["none", "if-present", "required"]
