"""
PAC files made at random, each from a seed: what the field writes, in every mixture.

The texts in them are short and of few letters, so that chance often hits the same host twice.
"""

from __future__ import annotations

import random
from collections.abc import Callable

__all__ = ["generate"]

TEXTS = ["a", "b", "ab", "ba", ".a", ".b", "a.b", "b.a", ".a.b", ".ab", "aa", "a.", "b.b"]
GLOBS = [
    "*a",
    "*.a",
    "a*",
    "*.b",
    "*b*",
    "a.?",
    "?",
    "??",
    "*a*b",
    "*.a.b",
    "a.*",
    "*",
    "b?*",
    "*[ab]",
    "a|b",
]
REGEXPS = [
    r"a", r"^a", r"b$", r"^[^.]+$", r"\.a$", r"^(a|b)\.", r"^a.*b$", r"^(?:[ab]+\.)*a$", r"ab|ba", r"\bb", r"^\w\.",
    r"a{2}", r"^a?b*$", r"(a|b)\.\1?"[:7], r"[^a.]", r"^.{3}$",
]  # fmt: skip
NETWORKS = [
    '"10.0.0.0", "255.0.0.0"',
    '"10.1.0.0", "255.255.0.0"',
    '"192.168.0.0", "255.255.0.0"',
    '"8.8.8.8", "255.255.255.255"',
]
_NAME = '"a.b"'
ADDRESSES = ["myIpAddress()", "myIpAddress()", "host", "dnsResolve(host)", f"dnsResolve({_NAME})"]
TIMES = [
    'weekdayRange("MON", "FRI")', 'weekdayRange("SAT")', 'weekdayRange("FRI", "MON")', "timeRange(8, 18)", "timeRange(22, 6)",
    "timeRange(9, 30, 17, 0)", 'dateRange("JAN", "MAR")', "dateRange(1, 15)", "new Date().getHours() < 12",
    "new Date().getDay() == 6", "(new Date()).getDay() % 6 == 0", "new Date().getHours() >= 8 && new Date().getHours() < 18",
    "new Date().getMonth() > 5", "new Date().getMinutes() < 30", 'weekdayRange("SUN", "GMT")', 'timeRange(9, 21, "GMT")',
    'dateRange("AUG", "GMT")', 'dateRange(15, "GMT")', 'timeRange(6, 0, 22, 30, "GMT")', 'dateRange("JAN", "AUG", "GMT")',
]  # fmt: skip


def generate(seed: int) -> str:
    """Return the PAC file of a seed: the same for the same seed, on every machine."""
    return _Maker(random.Random(seed)).file()  # noqa: S311 - no secret depends on it


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.before: list[str] = []
        self.inside: list[str] = []
        self.names = 0
        self.texts = ["host", "host", "host", "host", "url"]
        self.flags: list[str] = []
        self.functions: list[str] = []
        self.tables: list[str] = []
        self.lists: list[str] = []

    # Chance

    def pick(self, items: list[str]) -> str:
        return self.chance.choice(items)

    def one(self, makers: list[Callable[[], str]]) -> str:
        return self.chance.choice(makers)()

    def name(self, kind: str) -> str:
        self.names += 1
        return f"{kind}{self.names}"

    def likely(self, percent: int) -> bool:
        return self.chance.randrange(100) < percent

    def number(self, most: int = 4) -> int:
        return self.chance.randrange(most)

    def quoted(self) -> str:
        return f'"{self.pick(TEXTS)}"'

    def some(self, least: int, most: int) -> list[str]:
        return [self.quoted() for _ in range(self.chance.randint(least, most))]

    # The file

    def file(self) -> str:
        for _ in range(self.number(3)):
            self.one([self.table, self.list, self.helper, self.text_helper])
        body = [self.statement(2) for _ in range(self.chance.randint(1, 5))]
        if self.likely(93):
            body.append(f"return {self.result()};")
        text = "\n  ".join([*self.inside, *body])
        return "\n".join(
            [*self.before, f"function FindProxyForURL(url, host) {{\n  {text}\n}}", ""]
        )

    def table(self) -> str:
        table = self.name("table")
        values = ["1", "true", "0", '"DIRECT"', '"PROXY t:1"', "false", '""']
        entries = ", ".join(f"{key}: {self.pick(values)}" for key in dict.fromkeys(self.some(1, 5)))
        self.before.append(f"var {table} = {{{entries}}};")
        self.tables.append(table)
        return table

    def list(self) -> str:
        name = self.name("list")
        self.before.append(f"var {name} = [{', '.join(self.some(1, 4))}];")
        self.lists.append(name)
        return name

    def helper(self) -> str:
        name = self.name("is")
        texts, flags, self.texts, self.flags = self.texts, self.flags, ["t", "t", "t"], []
        body = self.one([
            lambda: f"return {self.condition(1)};",
            lambda: f"if ({self.condition(1)}) return {self.condition(0)}; return {self.condition(0)};",
            lambda: f"if ({self.condition(1)}) {{ return true; }}",
        ])  # fmt: skip
        self.texts, self.flags = texts, flags
        self.function(name, body)
        self.functions.append(name)
        return name

    def function(self, name: str, body: str) -> None:
        """Define a helper, mostly where it sees the host and the URL."""
        home = self.inside if self.likely(80) else self.before
        home.append(f"function {name}(t) {{ {body} }}")

    def text_helper(self) -> str:
        name = self.name("of")
        texts, self.texts = self.texts, ["t", "t"]
        body = f"if ({self.condition(0)}) return {self.text(1)}; return {self.text(1)};"
        self.texts = texts
        self.function(name, body)
        self.texts.append(f"{name}(host)")
        return name

    # Statements

    def statement(self, depth: int) -> str:
        simple = [
            self.rule,
            self.rule,
            self.rule,
            self.variable,
            self.variable,
            self.flag,
            self.loop,
            self.walk,
        ]
        deep = [
            self.ladder,
            self.switch,
            self.nested,
            self.attempt,
            self.early,
            self.answer,
            self.each,
            self.label,
        ]
        return self.one([*simple, *deep] if depth else simple[:6])

    def rule(self) -> str:
        return f"if ({self.condition(2)}) return {self.result()};"

    def variable(self) -> str:
        name = self.name("x")
        made = f"var {name} = {self.text(2)};"
        if self.likely(25):
            made += f" if ({self.condition(1)}) {name} = {self.text(1)};"
        self.texts += [name, name]
        return made

    def flag(self) -> str:
        name = self.name("yes")
        made = f"var {name} = {self.condition(2)};"
        self.flags.append(name)
        return made

    def ladder(self) -> str:
        arms = " else ".join(
            f"if ({self.condition(1)}) {{ return {self.result()}; }}"
            for _ in range(1 + self.number(3))
        )
        return arms + (f" else {{ {self.statement(0)} }}" if self.likely(50) else "")

    def switch(self) -> str:
        if self.likely(25):
            cases = "".join(f" case {self.condition(0)}: return {self.result()};" for _ in range(2))
            return f"switch (true) {{{cases} }}"
        subject = self.one([lambda: self.text(2), self.amount])
        cases = ""
        for _ in range(1 + self.number(3)):
            value = self.quoted() if self.likely(70) else str(self.number())
            end = self.pick([f"return {self.result()};", "", "break;"])
            cases += f" case {value}: {end}"
        if self.likely(50):
            cases += f" default: return {self.result()};"
        return f"switch ({subject}) {{{cases} }}"

    def nested(self) -> str:
        return f"if ({self.condition(1)}) {{ {self.statement(1)} {self.statement(0)} }}"

    def attempt(self) -> str:
        return f"try {{ {self.statement(0)} }} catch (e) {{ return {self.result()}; }}"

    def early(self) -> str:
        name = self.name("inner")
        return f"function {name}(h) {{ {self.statement(0)} return null; }} var r{name} = {name}(host); if (r{name}) return r{name};"

    def answer(self) -> str:
        name = self.name("out")
        more = self.pick(['+= "; DIRECT"', '= "DIRECT"', '= "PROXY q:3; " + ' + name])
        return (
            f'var {name} = "PROXY " + "p" + {self.number()} + ":8080"; '
            f"if ({self.condition(1)}) {name} {more}; if ({self.condition(1)}) return {name};"
        )

    def predicate(self, item: str) -> str:
        text = self.text(0)
        return self.pick([
            f"dnsDomainIs({text}, {item})",
            f"shExpMatch({text}, '*' + {item})",
            f"{text} == {item}",
            f"{text}.indexOf({item}) >= 0",
            f"{text}.indexOf({item}) === 0",
            f"{text}.endsWith({item})",
            f"{text}.substring({text}.length - {item}.length) == {item}",
            f"{text}.slice(-{item}.length) === {item}",
            f"{text}.lastIndexOf({item}) == {text}.length - {item}.length",
            f"new RegExp('^' + {item}).test({text})",
        ])  # fmt: skip

    def loop(self) -> str:
        items = (
            self.pick(self.lists)
            if self.lists and self.likely(70)
            else f"[{', '.join(self.some(1, 3))}]"
        )
        i = self.name("i")
        name = self.name("l")
        test = self.predicate(f"{name}[{i}]")
        action = self.pick(
            [f"return {self.result()};", f"return {self.result()};", "break;", "continue;"]
        )
        after = f" if ({i} == {name}.length) return {self.result()};" if action == "break;" else ""
        return f"var {name} = {items}; for (var {i} = 0; {i} < {name}.length; {i}++) {{ if ({test}) {action} }}{after}"

    def each(self) -> str:
        if self.tables and self.likely(60):
            key = self.name("k")
            return f"for (var {key} in {self.pick(self.tables)}) {{ if ({self.predicate(key)}) return {self.result()}; }}"
        item = self.name("o")
        return f"for (var {item} of [{', '.join(self.some(1, 3))}]) {{ if ({self.predicate(item)}) return {self.result()}; }}"

    def label(self) -> str:
        i, j = self.name("i"), self.name("j")
        letter, jump = self.pick(["'a'", "'b'", "'.'"]), self.pick(["continue", "break"])
        return (
            f"outer{i}: for (var {i} = 0; {i} < 2; {i}++) {{ for (var {j} = 0; {j} < 2; {j}++) {{ "
            f"if (host.charAt({i} + {j}) == {letter}) {jump} outer{i}; "
            f"if (host.length < {self.number(6)}) return {self.result()}; }} }}"
        )

    def walk(self) -> str:
        table = self.pick(self.tables) if self.tables else self.table()
        d, at = self.name("d"), self.name("at")
        found = self.pick(
            [
                f"{table}[{d}]",
                f"{d} in {table}",
                f"{table}.hasOwnProperty({d})",
                f"Object.prototype.hasOwnProperty.call({table}, {d})",
            ]
        )
        return self.pick([
            (f"var {d} = host; while ({d}) {{ if ({found}) return {self.result()}; var {at} = {d}.indexOf('.'); "
            f"if ({at} < 0) break; {d} = {d}.substring({at} + 1); }}"),
            f"var {at} = host.split('.'); while ({at}.length) {{ var {d} = {at}.join('.'); if ({found}) return {self.result()}; {at}.shift(); }}",
            (f"var {at} = host.split('.'); for (var i{d} = 0; i{d} < {at}.length; i{d}++) {{ var {d} = {at}.slice(i{d}).join('.'); "
            f"if ({found}) return {self.result()}; }}"),
            (f"for (var {at} = host.lastIndexOf('.'); {at} > 0; {at} = host.lastIndexOf('.', {at} - 1)) {{ "
            f"var {d} = host.substring({at} + 1); if ({found}) return {self.result()}; }}"),
            (f"var {d} = host, {at}; do {{ if ({found}) return {self.result()}; {at} = {d}.indexOf('.'); "
            f"{d} = {d}.slice({at} + 1); }} while ({at} >= 0);"),
        ])  # fmt: skip

    # Values

    def result(self) -> str:
        plain = [
            '"DIRECT"',
            '"DIRECT"',
            '"PROXY p:1"',
            '"PROXY q:2"',
            '"PROXY p:1; DIRECT"',
            '"SOCKS s:1"',
        ]
        if self.likely(85):
            return self.pick(plain)
        makers = [
            lambda: f"{self.condition(1)} ? {self.pick(plain)} : {self.pick(plain)}",
            lambda: f"{self.condition(0)} && {self.pick(plain)} || {self.pick(plain)}",
            lambda: f'"PROXY " + ({self.condition(0)} ? "p" : "q") + ":1"',
            lambda: f"{self.condition(0)} ? {self.pick(plain)} : {self.condition(0)} ? {self.pick(plain)} : {self.pick(plain)}",
            lambda: f'`PROXY ${{{self.condition(0)} ? "p" : "q"}}:${{1 + 1}}`',
            lambda: f'["PROXY p:1", "DIRECT"][{self.condition(0)} ? 0 : 1]',
            lambda: f'"PROXY p" + {self.amount()} + ":1"',
            lambda: "undefined",
            lambda: '"PROXY " + host + ":80"',
        ]  # fmt: skip
        if self.tables:
            table = self.pick(self.tables)
            makers.append(lambda: f'{table}[{self.text(1)}] || "DIRECT"')
        return self.one(makers)

    def text(self, depth: int) -> str:
        if not depth or self.likely(40):
            return self.pick(self.texts)
        inner = self.text(depth - 1)
        needle = self.pick(['"."', '"."', '"a"', '"b"', '"ab"'])
        low, high = self.number(), self.number(6)
        sign = self.pick(["", "", "-"])
        makers = [
            f"{inner}.toLowerCase()", f"{inner}.toUpperCase()", f"{inner}.trim()",
            f"{inner}.substring({low})", f"{inner}.substring({low}, {high})", f"{inner}.slice({sign}{low})",
            f"{inner}.slice({low}, {sign}{high})", f"{inner}.substr({sign}{low}, {high})", f"{inner}.substr({low})",
            f"{inner}.substring({inner}.indexOf({needle}) + {low})", f"{inner}.substring(0, {inner}.indexOf({needle}))",
            f"{inner}.substring(0, {inner}.lastIndexOf({needle}))",
            f"{inner}.slice({inner}.lastIndexOf({needle}))", f"{inner}.slice({inner}.indexOf({needle}) + 1)",
            f"{inner}.substring({inner}.lastIndexOf({needle}) + 1)", f"{inner}.substring({inner}.length - {high})",
            f"{inner}.split({needle})[{low}]", f"{inner}.split('.').slice({low}).join('.')",
            f"{inner}.split('.').slice(-2).join('.')", f"{inner}.split('.').pop()", f"{inner}.split('.')[0]",
            f'"a" + {inner}', f'{inner} + ".b"', f'"." + {inner}', f"{inner}.charAt({low})", f"{inner}[{low}]",
            f'{inner}.replace("a", "b")', f'{inner}.replace(/^a/, "")', f'{inner}.replace(/\\.b$/, "")',
            f'{inner}.replace(/\\./g, "")', f'{inner}.replace("b.", "")', f"`.${{{inner}}}`", f"String({inner})",
            f"{inner}.concat('.a')", f"({inner} || 'a')", f"({inner} && {inner}.slice(1))",
            f"({self.condition(0)} ? {inner} : {self.quoted()})", f"{inner}.split(':')[0]", f"{inner}.split('.').reverse().join('.')",
        ]  # fmt: skip
        return self.pick(makers)

    def amount(self) -> str:
        text = self.text(1)
        needle = self.quoted()
        return self.pick([
            f"{text}.length", f"{text}.indexOf({needle})", f"{text}.lastIndexOf({needle})", f'{text}.indexOf(".", {self.number(3)})',
            f"{text}.search(/{self.pick(REGEXPS)}/)", f"{text}.charCodeAt({self.number(3)})", f'{text}.split(".").length',
            "dnsDomainLevels(host)", f"({text}.length - {self.number(3)})", f"{text}.split('.').length - 1",
        ])  # fmt: skip

    def comparison(self) -> str:
        operator = self.pick(["==", "!=", "===", "!==", "<", ">", "<=", ">="])
        value = self.pick(["-1", "0", "1", "2", "3", "97", "98"])
        return (
            f"{self.amount()} {operator} {value}"
            if self.likely(85)
            else f"{value} {operator} {self.amount()}"
        )

    def spelled(self) -> str:
        """Return a condition on an address that is written anew, octet by octet."""
        octet = self.pick(
            ["(256 + +q[i]).toString(16).substring(1)", "(+q[i]).toString(16)", "q[i]"]
        )
        behind = self.pick(["0", "'-'", "'.'"])
        octet = self.pick([octet, f"({octet} + {behind})"])
        wanted = self.pick(["0a01", "0a", "a1", "10-1", "c0a8", "0a02", "10-", "192", "101"])
        test = self.pick([
            f'm == "{wanted}"',
            f'm.substring(0, {self.number(5)}) === "{wanted}"',
            f'{{"{wanted}": 1, "c0": 1, "0a0": 0}}[m.slice(0, {self.number(6)})]',
            f'm.length > {self.number(9)} && "{wanted}".indexOf(m) < 0',
        ])  # fmt: skip
        octets = self.pick(
            ['{0}.split(".")', r"/^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec({0}).slice(1)"]
        ).format(self.pick(["myIpAddress()", "myIpAddress()", "(dnsResolve(host) || '10.1.9.9')"]))
        loop = f"for (i = {self.pick(['0', '0', '0', '1'])}; i < {1 + self.number(4)}; i++)"
        return f'(function (q) {{ var m = "", i; {loop} m += {octet}; return {test}; }})({octets})'

    def condition(self, depth: int) -> str:
        if depth and self.likely(35):
            left, right = self.condition(depth - 1), self.condition(depth - 1)
            return self.pick(
                [
                    f"({left} && {right})",
                    f"({left} || {right})",
                    f"!({left})",
                    f"({left} ? {right} : {self.condition(0)})",
                ]
            )
        text = self.text(1)
        makers: list[Callable[[], str]] = [
            lambda: f"{text} {self.pick(['==', '===', '!=', '!=='])} {self.quoted()}",
            lambda: f"{self.quoted()} == {text}",
            self.comparison,
            self.comparison,
            lambda: f'shExpMatch({text}, "{self.pick(GLOBS)}")',
            lambda: f'shExpMatch(host, "{self.pick(GLOBS)}")',
            lambda: f'shExpMatch(url, "https://{self.pick(GLOBS)}/")',
            lambda: f"dnsDomainIs({text}, {self.quoted()})",
            lambda: f"dnsDomainIs(host, {self.quoted()})",
            lambda: f"localHostOrDomainIs(host, {self.quoted()})",
            lambda: "isPlainHostName(host)",
            lambda: f"/{self.pick(REGEXPS)}/.test({text})",
            lambda: f"/{self.pick(REGEXPS)}/i.test({text})",
            lambda: f"{text}.match(/{self.pick(REGEXPS)}/)",
            lambda: f"new RegExp({self.quoted()}).test({text})",
            lambda: f"{text}.{self.pick(['startsWith', 'endsWith', 'includes'])}({self.quoted()})",
            lambda: text,
            lambda: f"{text}.indexOf({self.quoted()}) {self.pick(['!= -1', '>= 0', '> -1', '== 0', '> 0', '== -1'])}",
            lambda: f"~{text}.indexOf({self.quoted()})",
            lambda: f"[{', '.join(self.some(1, 3))}].indexOf({text}) >= 0",
            lambda: f"[{', '.join(self.some(1, 3))}].includes({text})",
            lambda: f"[{', '.join(self.some(1, 3))}].some(function (s) {{ return {self.predicate('s')}; }})",
            lambda: f"{text} < {self.quoted()}",
            lambda: f"{text}.toLowerCase() == {text}",
            lambda: f"isInNet({self.pick(ADDRESSES)}, {self.pick(NETWORKS)})",
            lambda: f"isResolvable({self.pick(['host', _NAME])})",
            self.spelled,
            lambda: self.pick(TIMES),
            lambda: self.pick(["dnsResolve(host)", 'dnsResolve(host) == "10.0.0.5"', "myIpAddress() == '10.1.2.3'", 'shExpMatch(myIpAddress(), "10.*")', 'myIpAddress().indexOf("10.") == 0', "dnsResolve(host) == null"]),
        ]  # fmt: skip
        if self.functions:
            makers += [lambda: f"{self.pick(self.functions)}({text})"] * 4
        if self.flags:
            makers += [lambda: self.pick(self.flags)] * 4
        if self.tables:
            table = self.pick(self.tables)
            makers += [
                lambda: f"{table}[{text}]",
                lambda: f"{text} in {table}",
                lambda: f"{table}.hasOwnProperty({text})",
                lambda: f"{table}[{text}] === true",
                lambda: f"typeof {table}[{text}] != 'undefined'",
            ]
        return self.one(makers)
