"""Papers of every kind as real PDFs, and what can be measured on them from outside."""

import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import pdfplumber

from reports.boxes import Layout
from reports.document import (
    Attachment,
    Column,
    Document,
    Heading,
    Imprint,
    Letterhead,
    Paragraph,
    Signature,
    Span,
    Table,
    TableRow,
)
from reports.fonts import bundled
from reports.layout import lay_out
from reports.linebreak import NOT_AT_END, NOT_AT_START
from reports.pdf import render

MM = 72 / 25.4
DPI = 300
TEXT = (
    "大和乡创文办对2026年10月（第40周至第44周）9个村（居）、12个站所的包保工作进行了督查考核，共发现问题24条，"
    "已整改销号18条，整改率75.00%。各村（居）要于2026年11月10日前完成整改，按和创文办〔2026〕8号文件要求反馈。"
)


def said(text: str) -> Paragraph:
    return Paragraph((Span(text),), "body")


LIST = Table(
    (Column("序号"), Column("问题", align="left"), Column("得分", align="decimal")),
    tuple(TableRow((str(n), "乱堆乱放", f"{90 + n / 4}")) for n in range(1, 6)),
    "没有问题。",
)
FILE = Document(
    Letterhead("大和乡创文办", "和创文办〔2026〕12号", "000012", "特急"),
    ("大和乡创文办", "关于", "2026年10月", "包保工作", "督查考核", "情况", "的", "通报"),
    "各村（居），各站所",
    (
        said("督" * 28 * 50),
        Heading(1, "一、总体情况"),
        Paragraph((Span(TEXT),), "body", "（一）督查情况。"),
        said(TEXT),
    ),
    Signature("大和乡创文办", date(2026, 11, 2)),
    Imprint("大和乡创文办", date(2026, 11, 3), "县创文办，乡党委、人大、政府领导"),
    (Attachment("村（居）考核得分", (LIST,)), Attachment("问题清单", (LIST,), landscape=True)),
    "此件公开发布",
    ("大和乡创文办", "和创文办"),
)
SHORT = replace(FILE, body=(said(TEXT),), attachments=())
CROWD = "、".join(f"第{number}村民委员会" for number in range(60))
SEALED = "督" * (28 * 24 - 2)  # 7 lines on page 1, 17 on page 2: the seal asks for a narrower pitch
PAPERS = {
    "file": FILE,
    "short": SHORT,
    "sealed": replace(
        SHORT, note="", body=(said(SEALED),), letterhead=Letterhead("大和乡创文办", "和创文办〔2026〕12号")
    ),
    "crowd": replace(SHORT, addressee=CROWD),
    "joint": replace(
        SHORT,
        letterhead=Letterhead(
            "大和乡人民政府",
            "和府〔2026〕3号",
            joint=("中国共产党大和乡委员会", "大和派出所"),
            signers=("王伟", "张玉兰"),
        ),
        signature=Signature(
            "大和乡人民政府", date(2026, 11, 2), joint=("大和乡党委", "大和派出所", "大和卫生院")
        ),
    ),
    "unstamped": replace(SHORT, signature=Signature("大和乡人民政府办公室", date(2026, 11, 2), False)),
    "name stamp": replace(SHORT, signature=Signature("", date(2026, 11, 2), duties=("乡长",))),
    "apart": replace(SHORT, attachments=(FILE.attachments[0], Attachment("问题清单", (LIST,), bound=False))),
    "even": replace(
        FILE,
        imprint=replace(Imprint("大和乡创文办", date(2026, 11, 3)), even=True),
        attachments=(),
        body=(said(SEALED + "督" * 28 * 20),),
    ),
    "letter": replace(FILE, letterhead=replace(FILE.letterhead, kind="letter"), attachments=()),
}


@cache
def laid(name: str) -> Layout:
    return lay_out(PAPERS[name], bundled())


@cache
def drawn(name: str) -> bytes:
    return render(laid(name).pages, name)


@cache
def pages(name: str) -> list[Any]:
    return list(pdfplumber.open(BytesIO(drawn(name))).pages)


def find(name: str, words: str, page: int | None = None) -> list[Any]:
    """The characters of the first place where the words stand, in the order they were drawn."""
    for number, one in enumerate(pages(name), 1):
        text = "".join(char["text"] for char in one.chars)
        start = text.find(words)
        if start >= 0 and page in (None, number):
            return list(one.chars[start : start + len(words)])
    raise AssertionError(f"{words} is not printed")


def mm(points: float) -> float:
    return points / MM


def base(char: Any) -> float:
    """The baseline, from the upper edge of the paper."""
    return 297 * MM - float(char["matrix"][5])


def top(char: Any) -> float:
    return base(char) - 0.88 * float(char["size"])


def foot(char: Any) -> float:
    return base(char) + 0.12 * float(char["size"])


def sized(char: Any, size: float) -> bool:
    return abs(float(char["size"]) - size) < 0.1


def rows(name: str, page: int) -> list[float]:
    """The baselines of a page's 三号 characters."""
    return sorted({round(base(char), 2) for char in pages(name)[page - 1].chars if sized(char, 16)})


def rules(name: str, page: int) -> list[Any]:
    return sorted(pages(name)[page - 1].lines, key=lambda line: float(line["top"]))


def ink_top(name: str, page: int, *, red: bool, x0: float = 0, x1: float = 210, y0: float = 0) -> float:
    """The upper edge of the first ink between x0 and x1 under y0 as poppler draws it, in mm."""
    command = ["pdftoppm", "-r", str(DPI), "-f", str(page), "-l", str(page), "-"]
    picture = subprocess.run(command, input=drawn(name), capture_output=True, check=True).stdout
    _, size, _, data = picture.split(b"\n", 3)
    width = int(size.split()[0])
    left, right = (3 * round(x * DPI / 25.4) for x in (x0, x1))
    for row in range(round(y0 * DPI / 25.4), len(data) // (3 * width)):
        line = data[3 * width * row : 3 * width * (row + 1)][left:right]
        pixels = zip(line[0::3], line[1::3], strict=True)
        if any((r > 200 and g < 120) if red else r < 100 for r, g in pixels):
            return row * 25.4 / DPI
    raise AssertionError("no ink")


def seal_gap() -> float:
    page = next(page for page in laid("short").pages if page.seal)
    last = max(box.y for box in page.texts if box.key == "body") + 0.12 * 16
    return page.seals[0].y - last


def seals_apart() -> float:
    page = next(page for page in laid("joint").pages if page.seals)
    one, other = page.seals[0], page.seals[1]
    return mm(other.x - one.x - one.diameter)


def stamp_gap() -> float:
    page = next(page for page in laid("name stamp").pages if page.seals)
    stamp = page.seals[0]
    return (stamp.x - stamp.diameter / 2 - float(find("name stamp", "乡长")[-1]["x1"])) / (156 * MM / 28)


def centre(chars: list[Any]) -> float:
    return float(chars[0]["x0"] + chars[-1]["x1"]) / 2


def bad_ends() -> float:
    bad = 0
    for page in pages("file"):
        lines: dict[float, list[Any]] = {}
        for char in page.chars:
            if sized(char, 16) and char["upright"]:
                lines.setdefault(round(base(char), 1), []).append(char)
        bad += sum(
            line[0]["text"] in NOT_AT_START or line[-1]["text"] in NOT_AT_END for line in lines.values()
        )
    return bad


def torn() -> float:
    """Dates, 文号 and numbers with units that do not stand on one line."""
    whole = ("2026年10月", "第40周", "24条", "75.00%", "2026年11月10日", "和创文办〔2026〕8号")
    return sum(
        round(base(chars[0]), 1) != round(base(chars[-1]), 1) for chars in (find("file", w) for w in whole)
    )


def first(name: str, size: float) -> Any:
    return next(char for char in pages(name)[0].chars if sized(char, size))


def mark(name: str) -> list[Any]:
    return [char for char in pages(name)[0].chars if char["non_stroking_color"] == (0, 0.8, 0.8, 0)]


def title_widths() -> list[float]:
    lines: dict[float, list[Any]] = {}
    for char in pages("file")[0].chars:
        if sized(char, 22):
            lines.setdefault(round(base(char), 1), []).append(char)
    return [(line[-1]["x1"] - line[0]["x0"]) / 22 for line in lines.values()]


def folio(name: str, page: int) -> list[Any]:
    return [char for char in pages(name)[page - 1].chars if base(char) > 265 * MM and sized(char, 14)]


def imprint_pitch() -> float:
    last = pages("crowd")[-1]
    ys = sorted({round(base(char), 2) for char in last.chars if sized(char, 14) and base(char) < 262 * MM})
    return ys[1] - ys[0]


def signed(name: str, words: str = "大和乡创文办") -> list[Any]:
    """署名: the last place of its words on the signed page."""
    for page in reversed(pages(name)):
        body = [char for char in page.chars if sized(char, 16)]
        text = "".join(char["text"] for char in body)
        if "2026年11月2日" in text:
            start = text.rindex(words, 0, text.index("2026年11月2日"))
            return list(body[start : start + len(words)])
    raise AssertionError("nobody has signed")


def dash_top() -> float:
    dash = folio("file", 1)[0]
    return ink_top("file", 1, red=False, x0=mm(dash["x0"]) + 1, x1=mm(dash["x1"]) - 1, y0=263)


def sealed_pitch() -> float:
    number = next(page.number for page in laid("sealed").pages if page.seal)
    ys = rows("sealed", number)
    return ys[1] - ys[0]
