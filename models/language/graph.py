"""
Writes the network as an ONNX graph by hand (opset 17): every node and name is ours, nothing depends on an exporter.
Inputs `ids` int32 (N, T, 12), `bits` (N, T, 32), `mask` (N, T); outputs `boundary` (N, T), `roles` (N, T, roles),
`intents` (N, T, intents), `scope` (N), `embedding` (N, 64).

The stream of tokens is a table (N·T, width), so that every product of weights is a `Gemm`: its int8 kernel rounds alike on all
processors, that of `MatMul` does not. With `int8`, weights and what meets them go through QuantizeLinear and DequantizeLinear with
fixed scales; the table of n-grams lies in int8 and only the rows that are read become floats.
"""

from __future__ import annotations

import math

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from .features import BITS, GRAMS, TOKENS
from .model import EPSILON, FAR, LEAST, Block, Language, Layer

OUTPUTS = ('boundary', 'roles', 'intents', 'scope', 'embedding')


class Graph:
    """Nodes and constants in the order they are added."""

    def __init__(self, int8: bool) -> None:
        self.int8 = int8
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: object, dtype: type = np.float32) -> str:
        self.constants[name] = numpy_helper.from_array(np.asarray(value, dtype), name)
        return name

    def whole(self, *values: int) -> str:
        return self.constant(f'whole.{",".join(map(str, values))}', values, np.int64)

    def op(self, kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def gemm(self, x: str, layer: Layer, name: str) -> str:
        weight, bias = layer.weight.detach().numpy(), layer.bias.detach().numpy()
        if not self.int8:
            return self.op('Gemm', [x, self.constant(f'{name}.weight', weight), self.constant(f'{name}.bias', bias)], name, transB=1)
        scale, zero = (float(v) for v in layer.scale_and_zero())
        step = layer.step().numpy()[:, 0]
        in_scale, in_zero = self.constant(f'{name}.in.scale', scale), self.constant(f'{name}.in.zero', zero, np.int8)
        x = self.op('QuantizeLinear', [x, in_scale, in_zero], f'{name}.in.int8')
        x = self.op('DequantizeLinear', [x, in_scale, in_zero], f'{name}.in')
        rows = self.constant(f'{name}.weight.int8', np.clip(np.round(weight / step[:, None]), -127, 127), np.int8)
        scales = self.constant(f'{name}.weight.scale', step)
        weight = self.op('DequantizeLinear', [rows, scales, self.constant(f'{name}.weight.zero', np.zeros(len(step)), np.int8)], f'{name}.weight', axis=0)
        fine = self.constant(f'{name}.bias.scale', step * np.float32(scale))
        whole = self.constant(f'{name}.bias.int32', np.round(bias / (step * np.float32(scale))), np.int32)
        bias = self.op('DequantizeLinear', [whole, fine, self.constant(f'{name}.bias.zero', np.zeros(len(step)), np.int32)], f'{name}.bias', axis=0)
        return self.op('Gemm', [x, weight, bias], name, transB=1)

    def norm(self, x: str, norm: nn.LayerNorm, name: str) -> str:
        weight, bias = (self.constant(f'{name}.{what}', v.detach().numpy()) for what, v in (('weight', norm.weight), ('bias', norm.bias)))
        return self.op('LayerNormalization', [x, weight, bias], name, axis=-1, epsilon=EPSILON)

    def columns(self, x: str, start: int, end: int, axis: int, name: str) -> str:
        return self.op('Slice', [x, self.whole(start), self.whole(end), self.whole(axis)], name)


def build(model: Language, int8: bool = False) -> onnx.ModelProto:
    shape, g = model.shape, Graph(int8)
    d, r = shape.width, shape.roles
    table = model.table.detach().numpy()
    if int8:
        step = float(model.table_step())
        rows = g.constant('table.int8', np.clip(np.round(table / step), -127, 127), np.int8)
        read = g.op('Gather', [rows, 'ids'], 'grams.int8', axis=0)
        read = g.op('DequantizeLinear', [read, g.constant('table.step', step), g.constant('table.zero', 0, np.int8)], 'grams')
    else:
        read = g.op('Gather', [g.constant('table', table), 'ids'], 'grams', axis=0)
    word = g.op('ReduceSum', [read, g.whole(2)], 'word', keepdims=0)  # (N, T, d)
    size = g.op('Shape', ['mask'], 'size')  # N, T
    length = g.op('Slice', [size, g.whole(1), g.whole(2)], 'length')
    places = g.op('Slice', [g.constant('positions', model.positions.detach().numpy()), g.whole(0), length, g.whole(0)], 'places')
    placed = g.op('Add', [word, places], 'placed')
    known = g.gemm(g.op('Reshape', ['bits', g.whole(-1, BITS)], 'bits.rows'), model.bits, 'known')
    x = g.op('Add', [g.op('Reshape', [placed, g.whole(-1, d)], 'placed.rows'), known], 'x')
    absent = g.op('Mul', [g.op('Sub', [g.constant('one', 1.0), 'mask'], 'absent'), g.constant('far', FAR)], 'absent.far')
    far = g.op('Unsqueeze', [absent, g.whole(1, 2)], 'far.keys')  # (N, 1, 1, T)
    split = g.op('Concat', [size, g.whole(3, shape.heads, d // shape.heads)], 'split', axis=0)
    for n, block in enumerate(model.blocks):
        x = attend(g, x, block, far, split, d, f'block{n}')
        hidden = g.op('Relu', [g.gemm(g.norm(x, block.between, f'block{n}.between'), block.up, f'block{n}.up')], f'block{n}.hidden')
        x = g.op('Add', [x, g.gemm(hidden, block.down, f'block{n}.down')], f'block{n}')
    x = g.norm(x, model.last, 'last')

    columns = 1 + r + shape.intents
    of_token = g.op('Reshape', [g.gemm(x, model.of_token, 'of_token.rows'), g.op('Concat', [size, g.whole(columns)], 'of_token.shape', axis=0)], 'of_token')
    g.op('Squeeze', [g.columns(of_token, 0, 1, 2, 'boundary.column'), g.whole(2)], 'boundary')
    g.columns(of_token, 1, 1 + r, 2, 'roles')
    g.columns(of_token, 1 + r, columns, 2, 'intents')

    x = g.op('Reshape', [x, g.op('Concat', [size, g.whole(d)], 'sentence.shape', axis=0)], 'sentence')
    there = g.op('Unsqueeze', ['mask', g.whole(2)], 'there')
    count = g.op('Max', [g.op('ReduceSum', [there, g.whole(1)], 'count.all', keepdims=0), 'one'], 'count')
    mean = g.op('Div', [g.op('ReduceSum', [g.op('Mul', [x, there], 'present'), g.whole(1)], 'total', keepdims=0), count], 'mean')
    most = g.op('ReduceMax', [g.op('Add', [x, g.op('Unsqueeze', [absent, g.whole(2)], 'far.rows')], 'candidates')], 'most', axes=[1], keepdims=0)
    told = g.gemm(g.op('Concat', [mean, most], 'pooled', axis=1), model.of_sentence, 'of_sentence')
    g.op('Squeeze', [g.columns(told, 0, 1, 1, 'scope.column'), g.whole(1)], 'scope')
    direction = g.columns(told, 1, 1 + shape.embedding, 1, 'direction')
    square = g.op('ReduceSum', [g.op('Mul', [direction, direction], 'squares'), g.whole(1)], 'square', keepdims=1)
    g.op('Div', [direction, g.op('Sqrt', [g.op('Max', [square, g.constant('least', LEAST)], 'square.least')], 'direction.length')], 'embedding')

    proto = helper.make_model(
        helper.make_graph(g.nodes, 'language', inputs(), outputs(model), list(g.constants.values())),
        opset_imports=[helper.make_opsetid('', 17)], producer_name='kinglet', ir_version=8,
    )
    onnx.checker.check_model(proto, full_check=True)
    return proto


def attend(g: Graph, x: str, block: Block, far: str, split: str, d: int, name: str) -> str:
    """(N·T, d) -> the same, with what the other tokens say added."""
    rows = g.gemm(g.norm(x, block.before, f'{name}.before'), block.query_key_value, f'{name}.qkv')
    apart = g.op('Reshape', [rows, split], f'{name}.apart')  # (N, T, 3, heads, d/heads)
    query, key, value = (
        g.op('Transpose', [g.op('Gather', [apart, g.constant(f'pick{k}', k, np.int64)], f'{name}.{what}.rows', axis=2)], f'{name}.{what}', perm=perm)
        for k, (what, perm) in enumerate((('query', (0, 2, 1, 3)), ('key', (0, 2, 3, 1)), ('value', (0, 2, 1, 3))))
    )
    scores = g.op('Mul', [g.op('MatMul', [query, key], f'{name}.scores.raw'), g.constant('evenly', 1 / math.sqrt(d // block.heads))], f'{name}.scores')
    share = g.op('Softmax', [g.op('Add', [scores, far], f'{name}.scores.far')], f'{name}.share', axis=-1)
    told = g.op('Transpose', [g.op('MatMul', [share, value], f'{name}.told.heads')], f'{name}.told', perm=(0, 2, 1, 3))
    told = g.op('Reshape', [told, g.whole(-1, d)], f'{name}.told.rows')
    return g.op('Add', [x, g.gemm(told, block.out, f'{name}.out')], f'{name}.heard')


def inputs() -> list[onnx.ValueInfoProto]:
    return [
        helper.make_tensor_value_info('ids', TensorProto.INT32, ['N', 'T', GRAMS]),
        helper.make_tensor_value_info('bits', TensorProto.FLOAT, ['N', 'T', BITS]),
        helper.make_tensor_value_info('mask', TensorProto.FLOAT, ['N', 'T']),
    ]


def outputs(model: Language) -> list[onnx.ValueInfoProto]:
    shape = model.shape
    sizes = (['N', 'T'], ['N', 'T', shape.roles], ['N', 'T', shape.intents], ['N'], ['N', shape.embedding])
    return [helper.make_tensor_value_info(name, TensorProto.FLOAT, size) for name, size in zip(OUTPUTS, sizes, strict=True)]
