"""
float .onnx -> int8 .onnx: static QDQ around the Gemms only; signed int8 activations with fixed ranges, signed symmetric
int8 weights per channel. Static, so that a row's answer never depends on the rows beside it.
"""

from __future__ import annotations

import copy
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

from .model import Layer, Signals, scale_and_zero
from .windows import INPUTS

PERCENTILE = 99.99  # of what enters a layer: beyond it a calibrated range saturates


@torch.no_grad()
def calibrated(model: Signals, inputs: np.ndarray) -> Signals:
    """A copy whose layers' ranges are what `inputs` (n, 136) really use, not the caps: what plain post-training quantisation does."""
    model = copy.deepcopy(model)
    seen: dict[Layer, float] = {}
    layers = [m for m in model.modules() if isinstance(m, Layer)]
    hooks = [layer.register_forward_pre_hook(lambda layer, given: seen.update({layer: float(np.percentile(given[0].abs().numpy(), PERCENTILE))})) for layer in layers]
    model(torch.from_numpy(inputs))
    for hook, layer in zip(hooks, layers, strict=True):
        hook.remove()
        high = min(max(seen[layer], 0.05), layer.cap)
        layer.low, layer.high = (-high if layer.low < 0 else 0.0), high
    return model


class Nothing(CalibrationDataReader):
    """All ranges are fixed by the network's caps; the tool still wants to see one batch."""

    def __init__(self) -> None:
        self.batches = iter([{'window': np.zeros((1, INPUTS), np.float32)}])

    def get_next(self) -> dict | None:
        return next(self.batches, None)


def quantise(source: Path, target: Path, ranges: dict[str, tuple[float, float]]) -> None:
    fixed = {}
    for tensor, (low, high) in ranges.items():
        scale, zero = scale_and_zero(low, high)
        fixed[tensor] = [{'scale': np.array(scale, np.float32), 'zero_point': np.array(zero, np.int8), 'quant_type': QuantType.QInt8}]
    quantize_static(
        source, target, Nothing(),
        quant_format=QuantFormat.QDQ, op_types_to_quantize=['Gemm'], per_channel=True,
        activation_type=QuantType.QInt8, weight_type=QuantType.QInt8,
        extra_options={
            'WeightSymmetric': True, 'ActivationSymmetric': False,
            'OpTypesToExcludeOutputQuantization': ['Gemm'],  # sums leave as float: nothing is rounded twice
            'TensorQuantOverrides': fixed,
        },
    )
    check(onnx.load(target))


def check(proto: onnx.ModelProto) -> None:
    """What the daemon relies on: opset, int8 weights in every Gemm, no tensor of floats left that int8 could hold."""
    assert all(o.version <= 17 for o in proto.opset_import if o.domain in ('', 'ai.onnx')), 'opset above 17'
    dtype = {t.name: t.data_type for t in proto.graph.initializer}
    maker = {output: node for node in proto.graph.node for output in node.output}
    for node in proto.graph.node:
        if node.op_type == 'Gemm':
            for name in node.input[:2]:
                assert maker[name].op_type == 'DequantizeLinear', f'{node.name} reads {name} as float'
            assert dtype[maker[node.input[1]].input[0]] == onnx.TensorProto.INT8, f'{node.name} has other weights than int8'
