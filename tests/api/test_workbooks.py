import io
import random
import struct
import tracemalloc
import zipfile

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from api.workbooks import MOST_PARTS, MOST_UNPACKED, reading, repacked
from mcda.errors import InvalidTable, LimitExceeded

MEBI = 1024 * 1024


def _packed(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                for piece in content:
                    part.write(piece)
    return out.getvalue()


def _says(content, size):
    """Return an archive whose only part states another size, in both of its headers."""
    found = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        [part] = archive.infolist()
    central = content.rindex(b"PK\x01\x02")
    struct.pack_into("<L", found, central + 24, size)
    struct.pack_into("<L", found, part.header_offset + 22, size)
    return bytes(found)


def _refused(content, error=InvalidTable):
    with pytest.raises(error) as refused:
        repacked(content)
    return refused.value.code


def test_the_parts_come_back():
    parts = {"a.xml": [b"one"], "b/c.xml": [b"two" * 1000], "b/": [b""]}
    plain = zipfile.ZipFile(io.BytesIO(repacked(_packed(parts))))
    found = {info.filename: plain.read(info) for info in plain.infolist()}
    assert found == {name: b"".join(pieces) for name, pieces in parts.items()}


def test_what_unpacks_to_much_is_never_in_memory_as_a_whole():
    content = _packed({"xl/media/a.png": [bytes(MEBI)] * (MOST_UNPACKED // MEBI)})
    tracemalloc.start()
    assert len(repacked(content)) < 2 * MEBI
    assert tracemalloc.get_traced_memory()[1] < 16 * MEBI
    tracemalloc.stop()


def test_a_bomb_is_not_unpacked():
    zeros = [bytes(MEBI)] * (MOST_UNPACKED // MEBI + 1)
    content = _packed({"xl/sharedStrings.xml": zeros})
    assert len(content) < 2 * MEBI
    tracemalloc.start()
    assert _refused(content, LimitExceeded) == "workbook_unpacks"
    assert tracemalloc.get_traced_memory()[1] < MEBI
    tracemalloc.stop()


def test_a_bomb_of_several_parts():
    half = [bytes(MEBI)] * (MOST_UNPACKED // MEBI // 2 + 1)
    assert _refused(_packed({"a": half, "b": half}), LimitExceeded) == "workbook_unpacks"


def test_a_bomb_that_states_a_small_size():
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", bytes(64 * MEBI))
    content = _says(plain.getvalue(), 100)
    assert zipfile.ZipFile(io.BytesIO(content)).infolist()[0].file_size == 100
    tracemalloc.start()
    assert _refused(content) == "workbook_unreadable"
    assert tracemalloc.get_traced_memory()[1] < 16 * MEBI
    tracemalloc.stop()


def test_too_many_parts():
    parts = {str(number): [b""] for number in range(MOST_PARTS + 1)}
    assert _refused(_packed(parts), LimitExceeded) == "workbook_unpacks"


def test_two_parts_of_one_name():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", "2")
    assert _refused(out.getvalue()) == "workbook_unreadable"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"id,size\n", b"PK\x05\x06" + bytes(17)])
def test_no_workbook(content):
    assert _refused(content) == "workbook_unreadable"


def test_a_password():
    content = bytearray(_packed({"a": [b"text"]}))
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert _refused(bytes(content)) == "workbook_unreadable"


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_whatever_is_damaged_is_refused_or_read(method):
    drawn = random.Random(method)
    content = _packed({"a.xml": [b"<a/>" * 50], "b.xml": [drawn.randbytes(300)]}, method)
    refused = 0
    for _ in range(500):
        damaged = bytearray(content)
        for _ in range(drawn.randint(1, 4)):
            damaged[drawn.randrange(len(damaged))] = drawn.randrange(256)
        try:
            repacked(bytes(damaged[: drawn.choice((len(damaged), drawn.randrange(len(damaged))))]))
        except (InvalidTable, LimitExceeded):
            refused += 1
    assert refused > 100


def test_a_reader_that_panics():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write_column(0, 0, ["id", "a"])
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as given, zipfile.ZipFile(changed, "w") as archive:
        for name in given.namelist():
            archive.writestr(name, given.read(name).replace(b'r="A2"', b'r="ZZZZZZZ99999999999"'))
    with pytest.raises(InvalidTable) as refused, reading():
        CalamineWorkbook.from_filelike(io.BytesIO(changed.getvalue())).get_sheet_by_index(0)
    assert refused.value.code == "workbook_unreadable"
    assert type(refused.value.__cause__).__name__ == "PanicException"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_other_errors_pass(error):
    with pytest.raises(error), reading():
        raise error
