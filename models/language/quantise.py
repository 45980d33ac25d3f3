"""
int8: activations per tensor with fixed ranges, weights symmetric per row, the table symmetric as a whole; `graph.py` writes them. All 8
bits are used: kernels that would saturate are switched off when a session opens (common/runtime.py, src/adapters/onnx).

Two candidates: the float student rounded as it is with calibrated ranges, and the same after it rehearsed the rounding.
"""

from __future__ import annotations

import numpy as np
import onnx
import torch
from torch import Tensor

from .config import Quantise
from .data import Corpus, whole
from .model import Language

SAMPLE = 200_000  # numbers kept of a layer's input per batch: enough for a percentile


@torch.no_grad()
def calibrate(model: Language, corpus: Corpus, chosen: np.ndarray, knobs: Quantise) -> None:
    """Sets every layer's range to what training sentences really use."""
    seen: dict[str, list[tuple[float, float]]] = {}
    for name, layer in model.layers().items():
        low_is_zero = name == 'bits' or name.endswith('down')  # 0/1, and what leaves a ReLU
        seen[name] = []

        def watch(x: Tensor, mine: list = seen[name], low_is_zero: bool = low_is_zero) -> None:
            values = x.flatten()
            values = values[:: max(1, len(values) // SAMPLE)].float().numpy()
            high = float(np.percentile(np.abs(values), knobs.percentile))
            mine.append((0.0 if low_is_zero else -high, high))

        layer.watch = watch
    for batch in whole(corpus, np.random.default_rng(1).permutation(chosen)[: knobs.sentences], 2048):
        model(batch.ids, batch.bits, batch.mask)
    for name, layer in model.layers().items():
        layer.watch = None
        layer.low.fill_(min(low for low, _ in seen[name]))
        layer.high.fill_(max(0.05, *(high for _, high in seen[name])))
    model.bits.high.fill_(1.0)


def check(proto: onnx.ModelProto) -> None:
    """What the daemon relies on: opset, int8 weights in every Gemm, no large tensor of floats left."""
    assert all(o.version <= 17 for o in proto.opset_import if o.domain in ('', 'ai.onnx')), 'opset above 17'
    kinds = {t.name: t.data_type for t in proto.graph.initializer}
    maker = {output: node for node in proto.graph.node for output in node.output}
    for node in proto.graph.node:
        if node.op_type == 'Gemm':
            for name in node.input[:2]:
                assert maker[name].op_type == 'DequantizeLinear', f'{node.name} reads {name} as float'
            assert kinds[maker[node.input[1]].input[0]] == onnx.TensorProto.INT8, f'{node.name} has other weights than int8'
    large = [t.name for t in proto.graph.initializer if t.data_type == onnx.TensorProto.FLOAT and np.prod(t.dims) > 64 * 1024]
    assert not large, f'{large} could be int8'
