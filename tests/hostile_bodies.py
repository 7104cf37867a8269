"""Bodies under the limits that are made to be slow to read: wrong, or right and costly."""

import io
import itertools
import json
import random
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

Place = tuple[str | int, ...]
PLACES = 12
"""Places of a document in which each filling is put in turn."""


def fillings(size: int) -> dict[str, bytes]:
    """Return JSON values of about so many bytes, each slow for another reason."""

    def listed(item: bytes) -> bytes:
        return b"[" + b",".join([item] * max(size // (len(item) + 1), 1)) + b"]"

    def keyed(key: str, value: bytes = b"1") -> bytes:
        count = size // (len(key.encode()) + 5 + len(value) + 4)
        names = (key.replace("#", str(at)).encode() for at in range(count))
        return b"{" + b",".join(b'"%b":%b' % (name, value) for name in names) + b"}"

    hidden = b"[" + b",".join([b'"\xe2\x80\xae"'] * max(size // 12, 1)) + b"]"
    deep = b"[" * 150 + b"]" * 150
    kinds = ("direct", "ahp", "imprecise", "blend", "profile", "none")
    return {
        "wrong types": listed(b"true"),
        "lists": listed(b"[]"),
        "lists of one": listed(b"[1]"),
        "objects": listed(b"{}"),
        "nulls": listed(b"null"),
        "numbers": listed(b"0.5"),
        "infinities": listed(b"1e999"),
        "the same id": listed(b'"a"'),
        "the same object": listed(b'{"id":"a","direction":"cost"}'),
        "spreads": listed(b'{"low":1,"mode":true,"high":[]}'),
        "kinds": listed(b",".join(b'{"kind":"%b"}' % kind.encode() for kind in kinds)),
        "references": listed(b'{"kind":"profile","id":"own:none"}'),
        "deep lists": listed(deep),
        "a row": b"[" + listed(b"true") + b"]",
        "keys": keyed("key#"),
        "the same key": keyed("id"),
        "keys of lists": keyed("key#", b"[[]]"),
        "a long text": b'"' + b"a" * size + b'"',
        "many long texts": listed(b'"' + b"\xe5\x8c\x97" * 3_000 + b'"'),
        "a long key": b'{"' + b"k" * size + b'":1}',
        "many long keys": keyed("k" * 300 + "#"),
        "hidden characters": listed(b'"\xe2\x80\xae"'),
        "hidden in long texts": listed(b'"' + b"a" * 900 + b'\\u202e"'),
        "hidden keys": keyed("\u202e#"),
        "hidden below a long key": b'{"' + b"k" * (size // 2) + b'":' + hidden + b"}",
        "NUL": listed(b'"\\u0000"'),
        "codes of letters": b'"' + b"\\u006fwn:" * (size // 10) + b'"',
        "digits": b"9" * size,
        "a list that ends": b"[" + b"1," * (size // 2),
    }


def places(document: Any, path: Place = ()) -> Iterator[Place]:
    """Yield every place of a document, the outermost first."""
    level = [(path, document)]
    while level:
        yield from (here for here, _ in level)
        level = [((*here, name), part) for here, value in level for name, part in _parts(value)]


def _parts(value: Any) -> list[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def _filled(document: Any, path: Place, filling: bytes) -> bytes:
    """Return a document in JSON, with a filling in one place."""
    mark = "\0filling"
    if not path:
        return filling
    copy = json.loads(json.dumps(document))
    here = copy
    for name in path[:-1]:
        here = here[name]
    here[path[-1]] = mark
    return json.dumps(copy).encode().replace(json.dumps(mark).encode(), filling, 1)


def wrong_documents(document: Any, sizes: list[int], count: int, seed: int = 1) -> Iterator[bytes]:
    """Yield so many documents, a slow filling in some place of each."""
    rng = random.Random(seed)
    known = list(itertools.islice(places(document), 200))
    chosen = known[:4] + rng.sample(known[4:], min(PLACES, len(known[4:])))
    made = {size: list(fillings(size - len(json.dumps(document))).values()) for size in sizes}
    for number in range(count):
        rounds, kind = divmod(number, len(made[sizes[0]]))
        size = sizes[(number + rounds) % len(sizes)]
        filling = made[size][kind]
        yield _filled(document, chosen[number % len(chosen)], filling)


def costly_weights() -> Iterator[Any]:
    """Yield statements in a few kilobytes that are right and take long."""
    items = [f"c{at}" for at in range(7)]
    rng = random.Random(7)

    def matrix(n: int) -> list[list[float]]:
        made = [[1.0] * n for _ in range(n)]
        for i, j in itertools.combinations(range(n), 2):
            made[i][j] = rng.choice([1 / 9, 1 / 3, 3.0, 9.0])
            made[j][i] = 1 / made[i][j]
        return made

    yield {"kind": "ahp", "items": items, "matrix": matrix(7)}
    judges = [{"name": f"judge {at}", "matrix": matrix(7)} for at in range(40)]
    yield {"kind": "ahp_group", "items": items, "judges": judges}
    bounds = [
        {"ratio": list(pair), "low": 0.01 * (at % 9 + 1), "high": 90.0 + at}
        for at, pair in enumerate(
            itertools.islice(itertools.cycle(itertools.permutations(items, 2)), 200)
        )
    ]
    yield {"kind": "imprecise", "constraints": bounds}
    part: Any = {"kind": "imprecise", "constraints": bounds[:40]}
    for _ in range(20):
        part = {"kind": "blend", "parts": [{"share": 1, "weights": part}]}
    yield part
    tree: Any = {"id": "leaf", "matrix": matrix(2), "children": items[:2]}
    for at, name in enumerate(items[2:]):
        tree = {"id": f"node {at}", "matrix": matrix(2), "children": [tree, name]}
    yield {"kind": "ahp", "hierarchy": tree}
    caps = [{"criteria": [name], "at_most": 0.2} for name in items]
    yield {"kind": "direct", "values": dict.fromkeys(items, 1), "caps": caps}


def problem_of_seven(rows: int = 20) -> Any:
    rng = random.Random(20)
    return {
        "criteria": [{"id": f"c{at}", "direction": "benefit", "range": [0, 9]} for at in range(7)],
        "alternatives": [{"id": f"a{at}"} for at in range(rows)],
        "performances": [[round(rng.uniform(1, 8), 2) for _ in range(7)] for _ in range(rows)],
    }


def forms(fields: dict[str, str], size: int, count: int) -> Iterator[bytes]:
    """Yield forms of about so many bytes."""
    plain = urlencode(fields).encode()
    name = next(iter(fields), "name").encode()
    kinds = (
        b"&".join([name + b"=a"] * (size // (len(name) + 3))),
        b"&" * size,
        b"=" * size,
        b"%" * size,
        b"%e5%8c%97" * (size // 9),
        name + b"=" + b"9" * size,
        name + b"=" + b"%EF%B7%BA" * (size // 9),
        name + b"=" + b"+" * size,
        b"&".join(b"k%d=1" % at for at in range(size // 9)),
        b";".join(b"k%d=1" % at for at in range(size // 9)),
        name + b"=" + b"%00" * (size // 3),
        name * (size // len(name)),
    )
    for number in range(count):
        yield plain + b"&" + kinds[number % len(kinds)]


def archive(parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing, compresslevel=1) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def sheets(size: int, count: int, seed: int = 3) -> Iterator[bytes]:
    """Yield what is sent as a sheet or a workbook: texts, and archives that unpack to much."""
    rng = random.Random(seed)
    head = b"id,province,city,markets\n"
    texts = (
        head + b"c,a,b,US=2\n" * (size // 11),
        head + b",".join([b"a"] * (size // 2)),
        head + b'"' + b"a\n" * (size // 2),
        head + b"c,a,b," + b"US=0.5;" * (size // 7) + b"\n",
        b"," * size,
        b"\n" * size,
        b"a" * size,
        b";" * (size // 2) + b"\n" * (size // 2),
        head + b"\xb1\xb1" * (size // 2),
        b"\xff\xfe" + b"\n\x00" * (size // 2),
        head + b"".join(b"c%d,Zhejiang,Hangzhou,US=0.6\n" % at for at in range(size // 32)),
        b"\x81" * size,
        rng.randbytes(size),
    )
    row = b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>"
    sheet = b"<worksheet><sheetData>" + row * (20 * size // len(row)) + b"</sheetData></worksheet>"
    strings = b"<sst>" + b"<si><t>a</t></si>" * (size // 2) + b"</sst>"
    packed = (
        archive({"xl/worksheets/sheet1.xml": sheet}),
        archive({"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings}),
        archive({f"xl/part{at}.xml": b"<x/>" for at in range(1_900)}),
        archive({"xl/worksheets/sheet1.xml": bytes(20 * size)}),
        archive({"xl/worksheets/sheet1.xml": sheet[:size]}, zipfile.ZIP_STORED),
    )
    for content in itertools.islice(itertools.cycle((*texts, *packed)), count):
        yield content[: len(content) - rng.randrange(3)]
