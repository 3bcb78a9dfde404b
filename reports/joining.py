"""Several papers as one PDF, pages in order; only for PDFs this program drew (plain objects, flat pages)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_OWN = 3  # objects of the new file: catalog, page tree, title
_TREE = 2


@dataclass(frozen=True, slots=True)
class _Opened:
    """A PDF taken apart: its objects by number, and the numbers of its pages in order."""

    objects: dict[int, bytes]
    pages: tuple[int, ...]
    left_out: frozenset[int]  # catalog, page tree, title: the new file has its own


def join(papers: Sequence[bytes], title: str) -> bytes:
    """One PDF with the pages of all; the same papers give the same bytes."""
    made: dict[int, bytes] = {}
    pages: list[int] = []
    shift = _OWN
    for pdf in papers:
        opened = _open(pdf)
        for number, body in opened.objects.items():
            if number not in opened.left_out:
                made[number + shift] = _moved(body, shift, opened.left_out)
        pages += [number + shift for number in opened.pages]
        shift += max(opened.objects)
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    made[1] = b"<< /Type /Catalog /Pages %d 0 R >>" % _TREE
    made[_TREE] = b"<< /Type /Pages /Count %d /Kids [ %s ] >>" % (len(pages), kids)
    words = (b"\xfe\xff" + title.encode("utf-16-be")).hex().encode()
    made[_OWN] = b"<< /Title <%s> >>" % words
    return _written(made)


def _open(pdf: bytes) -> _Opened:
    objects = {number: _body(pdf, place) for number, place in _places(pdf).items()}
    trailer = pdf[pdf.rindex(b"trailer") :]
    root, info = _named(trailer, b"Root"), _named(trailer, b"Info")
    tree = _named(objects[root], b"Pages")
    kids = objects[tree].split(b"/Kids", 1)[1]
    pages = tuple(int(one) for one in _REFERENCE.findall(kids[: kids.index(b"]")]))
    return _Opened(objects, pages, frozenset({root, info, tree}))


def _places(pdf: bytes) -> dict[int, int]:
    """Where each object begins, from the table at the end."""
    start = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    lines = pdf[start:].split(b"\n")[2:]
    entries = [line.split() for line in lines[: lines.index(b"trailer")]]
    return {number: int(one[0]) for number, one in enumerate(entries) if one[2] == b"n"}


def _body(pdf: bytes, place: int) -> bytes:
    """What stands between obj and endobj; a stream may hold the word endobj, so its length is asked."""
    start = pdf.index(b"obj", place) + 3
    end, stream = pdf.index(b"endobj", start), pdf.find(b"stream\n", start)
    if 0 <= stream < end:
        length = re.search(rb"/Length (\d+)", pdf[start:stream])
        assert length is not None
        end = pdf.index(b"endobj", stream + 7 + int(length[1]))
    return pdf[start:end].strip(b"\n")


def _named(words: bytes, key: bytes) -> int:
    found = re.search(rb"/" + key + rb" (\d+) 0 R", words)
    assert found is not None, key
    return int(found[1])


def _moved(body: bytes, shift: int, tree: frozenset[int]) -> bytes:
    """The object under its new number's references; a stream's bytes are left as they are."""
    head, mark, stream = body.partition(b"stream\n")

    def renamed(found: "re.Match[bytes]") -> bytes:
        number = int(found[1])
        return b"%d 0 R" % (_TREE if number in tree else number + shift)

    return _REFERENCE.sub(renamed, head) + mark + stream


def _written(objects: dict[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\x93\x8c\x8b\x9e\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start, last = len(out), max(objects)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        out += b"%010d %05d %c \n" % (
            (places[number], 0, b"n"[0]) if number in places else (0, 65535, b"f"[0])
        )
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        last + 1,
        _OWN,
        start,
    )
    return bytes(out)
