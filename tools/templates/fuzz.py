"""Templates made by a grammar: mostly ones that mean something, so that few end in an error."""
import random


class Maker:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def pick(self, *options):
        return self.random.choice(options)

    def number(self, depth: int) -> str:
        if depth <= 0 or self.random.random() < 0.25:
            return self.pick(
                "0", "1", "2", "7", "10", "255", "3.0", "0.5", "2.25", "-4", "1e3", "value_json.x", "value_json.n", "value_json.f",
                "value_json.neg", "value_json.l[0]", "value_json.o.a.b", "value_json.d.w",
            )  # fmt: skip
        a, b = self.number(depth - 1), self.number(depth - 1)
        return self.pick(
            f"({a} + {b})", f"({a} - {b})", f"({a} * {b})", f"({a} / {b})", f"({a} // {b})", f"({a} % {b})", f"(-{a})",
            f"({a})|round({self.pick('', '1', '2', '0', '-1')})", f"({a})|abs", f"({a})|int", f"({a})|float", f"min({a}, {b})", f"max({a}, {b})",
            f"({a} if {self.truth(depth - 1)} else {b})", f"({self.text(depth - 1)})|length", f"({self.list(depth - 1)})|length",
            f"({self.list(depth - 1)})|sum", f"({self.text(depth - 1)})|int({a})", f"({self.text(depth - 1)})|float({a})",
            f"({a} or {b})", f"({a} and {b})", f"({a})|multiply({b})", f"({self.pick('2', '3', '0.5')} ** {self.pick('0', '1', '2', '-1', '3.0')})",
            f"({a})|round(1, '{self.pick('ceil', 'floor', 'half', 'common')}')", f"{{1: {a}, 2: {b}}}.get({self.pick('1', '2', '3')}, {a})",
        )  # fmt: skip

    def text(self, depth: int) -> str:
        if depth <= 0 or self.random.random() < 0.25:
            return self.pick("''", "'a'", "'Hello World'", "'on'", "'12'", "'3.75'", "value_json.s", "value_json.e", "value_json.num", "value_json.uni", "'a,b,c'", "'it\\'s'")
        a, b, n = self.text(depth - 1), self.text(depth - 1), self.number(depth - 1)
        return self.pick(
            f"({a} ~ {b})", f"({a} + {b})", f"({a} ~ {n})", f"({n})|string", f"({a})|lower", f"({a})|upper", f"({a})|title", f"({a})|capitalize", f"({a})|trim",
            f"({a})|replace('l', {b})", f"({a})|truncate({self.pick('5', '8', '3')}, {self.pick('true', 'false')}, '..', {self.pick('0', '2')})",
            f"({a})[{self.pick('1:', ':3', '-2:', '::-1', '1:4', '::2')}]", f"({a})|reverse", f"({self.list(depth - 1)})|join('{self.pick(',', '', '-')}')",
            f"({a} * {self.pick('0', '1', '2', '3')})", f"({a} if {self.truth(depth - 1)} else {b})", f"({a}).upper()", f"({a}).strip('ao')", f"({a}).title()",
            f"({a})|regex_replace('{self.pick('[aeiou]', '[0-9]+', '(l)(o)?', 'l*', '^.')}', '{self.pick('', 'x', '<>')}')", f"({a}).split(',')[0]",
            f"({self.list(depth - 1)})|to_json", f"({self.list(depth - 1)})|string", f"({n})|tojson", f"(value_json.{self.pick('nope', 's', 'z', 'e')})|default({a}, {self.pick('true', 'false')})|string",
            f"'{self.pick('%d', '%.1f', '%.2f', '%5.1f', '%s', '%g', '%03d')}' % ({n},)", f"({a})|first|default('-')", f"iif({self.truth(depth - 1)}, {a}, {b})",
        )  # fmt: skip

    def truth(self, depth: int) -> str:
        if depth <= 0 or self.random.random() < 0.2:
            return self.pick("true", "false", "value_json.b", "value_json.no", "value_json.nope is defined", "value_json.z is none")
        a, b = self.number(depth - 1), self.number(depth - 1)
        s, t = self.text(depth - 1), self.text(depth - 1)
        return self.pick(
            f"({a} < {b})", f"({a} == {b})", f"({a} >= {b})", f"({a} != {b})", f"({s} in {t})", f"({s} == {t})", f"({s} < {t})", f"({a} in {self.list(depth - 1)})",
            f"(not {self.truth(depth - 1)})", f"({self.truth(depth - 1)} and {self.truth(depth - 1)})", f"({self.truth(depth - 1)} or {self.truth(depth - 1)})",
            f"({a} is {self.pick('number', 'odd', 'even', 'string', 'integer', 'float', 'defined')})", f"({s})|regex_search('{self.pick('l+o', '^H', '[0-9]$', 'a|b')}')",
            f"({s}).startswith('{self.pick('H', 'a', '')}')", f"({s} is {self.pick('string', 'lower', 'upper', 'iterable', 'mapping')})", f"({s})|is_number", f"({a} < {b} <= {self.number(depth - 1)})", f"({s})|bool(false)",
        )  # fmt: skip

    def list(self, depth: int) -> str:
        if depth <= 0 or self.random.random() < 0.25:
            return self.pick("value_json.l", "value_json.m", "[1, 2, 3]", "[0.5, 2, -1]", "[7]", "(4, 4.0)", "range(4)|list")
        a = self.list(depth - 1)
        return self.pick(
            f"({a})|sort", f"({a})|sort(reverse=true)", f"({a})|unique|list", f"({a})|reverse|list", f"(({a})|list + [{self.number(depth - 1)}])", f"({a})[{self.pick('1:', ':2', '::-1')}]",
            f"({a})|select('{self.pick('odd', 'even', 'number')}')|list", f"({a})|reject('gt', {self.pick('1', '2')})|list", f"({a})|map('{self.pick('int', 'float', 'abs', 'string', 'round')}')|list",
            f"[{self.number(depth - 1)}, {self.number(depth - 1)}]", f"value_json.rows|map(attribute='v')|list", f"value_json.rows|selectattr('v', 'gt', {self.pick('0', '1', '2')})|map(attribute='v')|list",
        )  # fmt: skip

    def template(self) -> str:
        depth = self.pick(1, 2, 2, 3, 3)
        kind = self.pick(self.number, self.number, self.text, self.text, self.truth, self.list)
        return self.pick(
            f"{{{{ {kind(depth)} }}}}",
            f"{{{{ {kind(depth)} }}}}",
            f"{{% if {self.truth(depth)} %}}{{{{ {kind(depth - 1)} }}}}{{% else %}}-{{{{ {kind(depth - 1)} }}}}{{% endif %}}",
            f"{{% for i in {self.list(depth)} %}}{{{{ i }}}}{self.pick(',', '')}{{% else %}}none{{% endfor %}}",
            f"{{% set a = {self.number(depth)} %}}{{% set b = {self.text(depth)} %}}{{{{ a }}}} {{{{ b ~ a }}}}",
            f"{{% set ns = namespace(t=0) %}}{{% for i in {self.list(depth)} if {self.truth(1)} %}}{{% set ns.t = ns.t + i %}}{{% endfor %}}{{{{ ns.t }}}}",
        )


def templates(seed: int, count: int) -> list[str]:
    maker = Maker(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        template = maker.template()
        if len(template) <= 400:
            found[template] = None
    return list(found)
