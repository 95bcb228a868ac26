"""Random requests from one seed: pages' own forms filled in, some of it with what nobody types."""

import io
import random
import uuid
from enum import StrEnum
from itertools import chain

import html5lib
from access_matrix import MATRIX

import models
from models import Role
from portal.access import PUBLIC

NOWHERE = uuid.UUID(int=7)
NASTY = (
    *("", " ", "\0", "a\0b", "\u202eabc", "\u200b", "x" * 100_000, "Nguyễn " * 2000),
    *("9" * 19, "9" * 5000, "-1", "0", "1e3", "1e308", "NaN", "sNaN", "Infinity", "-0", "²"),
    *("１２３", "٣", "31/02/2026", "01/01/0001", "31/12/9999", "00/00/0000", "0000-00-00"),
    *("2026-11-24", "24/11/2026", "12:30", "25:61", "24h", "0h0", "7,5 triệu", "12 triệu"),
    *("=1+1", "+84912345678", "-2+3", "@SUM(A1)", "\t=1", "' OR 1=1--", "%", "_", "\\"),
    *("<script>alert(1)</script>", "{{7*7}}", "${7*7}", "{% for %}", "%s%n", "{0}", "\r\nX: y"),
    *("../../etc/passwd", "%2e%2e", "//evil.example", "/\t/evil.example", "/\\evil", "https:evil"),
    *("/events/\n", "javascript:alert(1)", "1", "2", "yes", "y", "on", "true", "None", "null"),
    *("48271936", "4827 1936", "11112222", "1990", "038090000001", "14797", "14758", "Hạc Thành"),
    *("\x1b[31m", "\x01", "é", "e\u0301", "😀", "\ud7ff", "🇻🇳" * 50, "\N{HANGUL FILLER}"),
)
CODES = tuple(
    member.value
    for kind in vars(models).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum)
    for member in kind
)
FILES = (
    ("", b""),
    ("a.xlsx", b""),
    ("a.xlsx", b"PK\x03\x04" + b"\0" * 200),
    ("a.csv", "Họ tên;Năm sinh;CCCD;Xã\n=1+1;1990;038090999999;Hạc Thành\n".encode()),
    ("a.csv", "Tên,Ngày sinh,Địa chỉ\nA\x01B,31/02/1990,Hạc Thành\n".encode()),
    ("../../x\0.tsv", b"\xff\xfea\0"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("x" * 400 + ".csv", b"a,b\n1,2\n"),
)
QUERY = ("q", "page", "state", "commune", "status", "next", "last", "position", "firm", "show")
# What some views read that no page draws, and a row under no number.
EXTRA = ("back", "word", "action", "step", "reason", "answer", "version", "row", "skills-²-name")


class Fuzzer:
    """Makes one random request after another, all from one seed."""

    def __init__(self, app, world, seed):
        self.app, self.world = app, world
        self.dice = random.Random(seed)
        self.rules = {r.endpoint: r for r in app.url_map.iter_rules() if r.endpoint != "static"}
        self.clients = {role: app.test_client() for role in Role}

    def send(self, role):
        """Send one request and return what it was and what came of it."""
        client = self._signed_in(role)
        endpoint = self._endpoint(role)
        url = self._address(endpoint)
        method = self._method(endpoint)
        said = f"{role.value} {method} {url[:200]}"
        if method != "POST":
            return said, client.open(url, method=method)
        fields = self._fields(client, url)
        return f"{said} {repr(fields)[:600]}", client.post(
            url, data=fields, headers=self._headers()
        )

    def _headers(self):
        return {"User-Agent": "x\x1b", "X-Forwarded-For": "1.2.3.4"} if self._one_in(9) else {}

    def _one_in(self, many):
        return self.dice.randrange(many) == 0

    def _signed_in(self, role):
        key, hat = self.world.keys[role]
        client = self.clients[role]
        extra = {"role": hat.value} if hat else {}
        if role == Role.KIOSK and not self._one_in(4):
            extra = {"attendance_id": self.world.keys[Role.PERSON][0][2:], "visited_at": 1e12}
        return client._become(key, **extra)  # noqa: SLF001 - what its own sign-ins do

    def _endpoint(self, role):
        mine = [e for e, roles in MATRIX.items() if roles == PUBLIC or role in roles]
        return self.dice.choice(list(MATRIX) if self._one_in(12) else mine)

    def _method(self, endpoint):
        if self._one_in(30):
            return self.dice.choice(["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "GET", "POST"])
        return "POST" if "POST" in self.rules[endpoint].methods and not self._one_in(4) else "GET"

    def _address(self, endpoint):
        rule = self.rules[endpoint]
        values = {name: self._argument(rule, name) for name in rule.arguments}
        for name in QUERY:
            if self._one_in(12):
                values[name] = self._word()
        with self.app.test_request_context():
            return self.app.url_for(endpoint, **values)

    def _argument(self, rule, name):
        if type(rule._converters[name]).__name__ != "UUIDConverter":  # noqa: SLF001 - no public way
            return self.dice.choice([*CODES, *self.world.tokens]) or "x"
        return self._id(f"{name.removesuffix('_id')}s")

    def _id(self, table):
        side = self.dice.choice([*[self.world.mine] * 6, self.world.theirs, None])
        ids = side.ids.get(table) or [*chain.from_iterable(side.ids.values())] if side else []
        return self.dice.choice(ids or [NOWHERE])

    def _word(self):
        kind = self.dice.randrange(6)
        if kind == 0:
            return str(self._id(self.dice.choice(list(self.world.theirs.ids))))
        return self.dice.choice(CODES if kind == 1 else NASTY)

    def _fields(self, client, url):
        """Fill the page's own form in, some of it with what nobody should type."""
        page = client.get(url)
        fields = self._as_drawn(page) if page.mimetype == "text/html" else {}
        self._spoil(fields)
        fields["csrf_token"] = ["bad"] if self._one_in(40) else [client.csrf_token()]
        if not self._one_in(10):
            fields["once"] = [str(uuid.UUID(int=self.dice.getrandbits(128)))]
        if "/imports/" in url:
            name, content = self.dice.choice(FILES)
            fields["file"] = (io.BytesIO(content), name)
        return fields

    def _spoil(self, fields):
        """Change, add and leave out fields."""
        harm = self.dice.choice([0, 0, 1, 3, 10])
        for name in list(fields):
            if self.dice.randrange(12) < harm:
                fields[name] = [self._word() for _ in range(1 + self._one_in(8))]
        for name in EXTRA:
            if self._one_in(6):
                fields[name] = [self._word()]
        if self._one_in(8) and fields:
            fields.pop(self.dice.choice(list(fields)))

    def _as_drawn(self, page):
        found = {}
        for control in html5lib.parse(page.get_data(), namespaceHTMLElements=False).iter():
            name = control.get("name")
            if control.tag in {"input", "select", "textarea", "button"} and name:
                found.setdefault(name, []).extend(self._value(control))
        return {
            name: [self.dice.choice(values)] if values else [""] for name, values in found.items()
        }

    def _value(self, control):
        if control.tag == "select":
            return [option.get("value", "") for option in control.iter("option")]
        if control.tag == "textarea":
            return ["".join(control.itertext()) or "Nội dung mẫu"]
        known = control.get("value", "")
        return [known or self.dice.choice(["Mẫu", "24/11/2026", "1990", "5", "8:30", "0912345678"])]
