"""Opens an .onnx as the daemon does: one thread, and the exact int8 kernels on x64 (without the option they saturate)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime as ort


def open_model(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry('session.x64quantprecision', '1')
    return ort.InferenceSession(str(path), options, providers=['CPUExecutionProvider'])


def answers(session: ort.InferenceSession, inputs: np.ndarray, batch: int = 256) -> np.ndarray:
    """inputs (n, 136) float32 -> (n, 25) float32: quantiles, logits, and the cells filled in, which the daemon does not ask for."""
    told = [session.run(['answer', 'filled'], {'window': inputs[i : i + batch]}) for i in range(0, len(inputs), batch)]
    return np.concatenate([np.concatenate([answer[:, :9], filled], axis=1) for answer, filled in told])


def answer(session: ort.InferenceSession, inputs: np.ndarray) -> np.ndarray:
    """inputs (n, 136) float32 -> (n, 10) float32: what the daemon reads."""
    return session.run(['answer'], {'window': inputs})[0]
