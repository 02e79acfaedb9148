"""Networks on the CPU: the one door to ONNX Runtime."""

from __future__ import annotations

import os

# Since 1.29 ONNX Runtime for Linux reports to its maker: at import it writes an id of the device to
# a disk and looks for a server. This, before the import, is the full opt-out (its pull requests
# 27379 and 29843); `disable_telemetry_events` comes too late.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime


def open_network(content: bytes, threads: int = 1) -> onnxruntime.InferenceSession:
    """Open the content of an ONNX file, with `threads` for one call.

    Raise an exception of ONNX Runtime's own for what is no network.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors; SFace's stock file warns once per initialiser
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
