"""
Writes the network as an ONNX graph by hand (opset 17): every node and name is ours, nothing depends on an exporter.
`window` (batch, 136) -> `answer` (batch, 10) = five quantiles, four logits, mean misfit of the cells filled in;
`filled` (batch, 16) = those cells. Only `Gemm` nodes are to be quantised.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .model import BRIDGE, CELLS, LEAST, QUANTILES, SMOOTH, Layer, Signals
from .windows import BLOCK, FINE, INPUTS, NEWEST

ANSWERS = len(QUANTILES) + 4 + 1


class Graph:
    """Nodes and constants in the order they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.ranges: dict[str, tuple[float, float]] = {}  # of what enters each Gemm: its int8 range

    def constant(self, name: str, value: object, dtype: type = np.float32) -> str:
        self.constants.append(numpy_helper.from_array(np.asarray(value, dtype), name))
        return name

    def op(self, kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def gemm(self, x: str, layer: Layer, name: str) -> str:
        weight = self.constant(f'{name}.weight', layer.weight.detach().numpy().T)
        bias = self.constant(f'{name}.bias', layer.bias.detach().numpy())
        x = self.op('Identity', [x], f'{name}.in')  # the quantiser rounds this name only; other readers keep the float
        self.ranges[x] = (layer.low, layer.high)
        return self.op('Gemm', [x, weight, bias], name)

    def columns(self, x: str, start: int, end: int, name: str) -> str:
        bounds = [self.constant(f'{name}.{what}', [value], np.int64) for what, value in (('from', start), ('to', end), ('axis', 1))]
        return self.op('Slice', [x, *bounds], name)


def build(model: Signals) -> tuple[onnx.ModelProto, dict[str, tuple[float, float]]]:
    """The float graph, and the int8 range of every tensor that enters a Gemm. Activations are capped at their range."""
    g = Graph()
    g.constant('low', -model.limit), g.constant('zero', 0.0), g.constant('limit', model.limit)

    def stack(x: str, layers: list[Layer], name: str) -> str:
        for n, layer in enumerate(layers):
            x = g.op('Clip', [g.gemm(x, layer, f'{name}{n}'), 'zero', 'limit'], f'{name}{n}.active')
        return x

    hidden = stack('window', list(model.forecast), 'forecast')
    raw = g.gemm(hidden, model.quantiles, 'raw')
    axis = g.constant('axis', [1], np.int64)
    weighted = g.op('Mul', [g.columns('window', FINE - model.recent, FINE, 'recent'), g.constant('carry', model.carry.detach().numpy()[None])], 'weighted')
    carried = g.op('ReduceSum', [weighted, axis], 'carried', keepdims=1)
    middle = g.op('Add', [g.columns(raw, 0, 1, 'raw.middle'), carried], 'middle')
    gaps = g.columns(raw, 1, 5, 'raw.gaps')
    root = g.op('Sqrt', [g.op('Add', [g.op('Mul', [gaps, gaps], 'gaps.square'), g.constant('smooth', SMOOTH)], 'gaps.plus')], 'gaps.root')
    positive = g.op('Mul', [g.op('Add', [gaps, root], 'gaps.sum'), g.constant('half', 0.5)], 'gaps')
    gap = [g.columns(positive, n, n + 1, f'gap{n}') for n in range(4)]
    down, up = g.op('Sub', [middle, gap[1]], 'down'), g.op('Add', [middle, gap[2]], 'up')
    lowest, highest = g.op('Sub', [down, gap[0]], 'lowest'), g.op('Add', [up, gap[3]], 'highest')
    quantiles = g.op('Concat', [lowest, down, middle, up, highest], 'quantiles', axis=1)

    block = g.gemm(stack('window', list(model.fill), 'fill'), model.block, 'block.raw')
    for n, cell in enumerate(BRIDGE):
        weights = g.constant(f'bridge{n}', model.bridge[n].detach().numpy()[None])
        block = g.op('Add', [block, g.op('Mul', [g.columns('window', cell, cell + 1, f'neighbour{n}'), weights], f'from{n}')], f'filled{n}')
    truth = g.columns('window', *BLOCK, 'truth')
    wrong = g.op('Mul', [g.op('Sub', [truth, block], 'wrong.all'), g.op('Abs', [g.op('Sign', [truth], 'truth.sign')], 'truth.there')], 'wrong')
    size, per_cell = g.op('Abs', [wrong], 'wrong.size'), g.constant('per_cell', 1 / CELLS)
    misfit = [wrong, g.op('Mul', [g.op('ReduceSum', [size, axis], 'wrong.sum', keepdims=1), per_cell], 'wrong.mean'),
              g.op('ReduceMax', [size], 'wrong.most', axes=[1], keepdims=1),
              g.op('Mul', [g.op('ReduceSum', [wrong, axis], 'wrong.lean', keepdims=1), per_cell], 'wrong.side')]

    newest = g.columns('window', NEWEST, NEWEST + 1, 'newest')
    apart, width = g.op('Sub', [newest, quantiles], 'apart'), g.op('Sub', [highest, lowest], 'width')
    ratio = g.op('Div', [g.op('Sub', [newest, middle], 'error'), g.op('Add', [width, g.constant('least', LEAST)], 'width.least')], 'ratio')
    ratio = g.op('Mul', [ratio, g.constant('four', 4.0)], 'ratio.four')
    root = g.op('Sqrt', [g.op('Add', [g.op('Abs', [ratio], 'ratio.size'), g.constant('one', 1.0)], 'ratio.plus')], 'ratio.root')
    relative = g.op('Div', [ratio, root], 'relative')
    seen = g.op('Clip', [g.op('Concat', ['window', hidden, apart, relative, width, *misfit], 'seen.raw', axis=1), 'low', 'limit'], 'seen')
    thought = stack(seen, list(model.judge), 'judge')
    g.op('Identity', [block], 'filled')
    g.op('Concat', [quantiles, g.gemm(thought, model.logits, 'logits'), misfit[1]], 'answer', axis=1)

    graph = helper.make_graph(
        g.nodes, 'signals',
        [helper.make_tensor_value_info('window', TensorProto.FLOAT, ['batch', INPUTS])],
        [
            helper.make_tensor_value_info('answer', TensorProto.FLOAT, ['batch', ANSWERS]),
            helper.make_tensor_value_info('filled', TensorProto.FLOAT, ['batch', CELLS]),
        ],
        g.constants,
    )
    proto = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 17)], producer_name='kinglet', ir_version=8)
    onnx.checker.check_model(proto, full_check=True)
    return proto, g.ranges
