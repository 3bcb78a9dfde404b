"""What a file really is, and whether it is safe to hand to the spreadsheet library.

python-calamine allocates the whole rectangle up to the last filled cell and copies every shared string
into each cell that names it: one stray cell in XFD1048576 asked for 512 GiB and aborted the process.
"""

import copy
import io
import re
import zipfile
import zlib

from core.errors import UserError

MAX_FILE = 64 << 20
MAX_UNPACKED = 256 << 20
MAX_ROWS = 200_000
MAX_CELLS = 4_000_000  # 32 bytes each inside the library

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = (
    (b"%PDF", "PDF文件"),
    (b"Rar!", "压缩文件"),
    (b"7z\xbc\xaf", "压缩文件"),
    (b"\x1f\x8b", "压缩文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"MZ", "程序文件"),
    (b"SQLite format 3\0", "数据库文件"),
)
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|table|meta)\b|mime-version:", re.IGNORECASE)
_FAR_CELL = re.compile(  # one without a value, <c …/> or <c …></c>, takes no memory
    rb"""r\s*=\s*["'](?:([A-Za-z]{2,9})(\d{1,19})|([A-Za-z])(\d{6,19}))["'](?:[^>]*[^/>])?>(?!\s*</c>)"""
)
_STRING_CELL = re.compile(rb"""t\s*=\s*["']s["'][^>]*>\s*<v>(\d{1,9})</v>""")
_SHARED = "xl/sharedstrings.xml"


def kind_of(data: bytes, name: str, suffix: str) -> str:
    """ "xlsx", "xls" or "text" by content, not by name; UserError says what any other file is."""
    if suffix in {".et", ".ett"}:
        raise UserError(f"“{name}”是WPS专用格式，请在WPS中打开后另存为 .xlsx 再导入。")
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise UserError(f"“{name}”是空文件，请换一份有内容的表格再导入。")
    if data.startswith(_ZIP):
        return "xlsx"
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise password_error(name)
        return "xls"
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise wrong_kind(name, kind)
    head = data[:2048].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        raise wrong_kind(name, "网页文件")
    if head.lstrip().startswith(b"<?xml"):
        raise wrong_kind(name, "XML文件")
    return "text"


def wrong_kind(name: str, kind: str) -> UserError:
    return UserError(f"“{name}”实际是{kind}，不是电子表格，请在WPS中打开后另存为 .xlsx 再导入。")


def password_error(name: str) -> UserError:
    return UserError(f"“{name}”设有打开密码，请在WPS中去掉密码并另存为 .xlsx 后再导入。")


def broken(name: str) -> UserError:
    return UserError(f"“{name}”已损坏或没有复制完整，请重新复制，或在WPS中打开后另存为 .xlsx 再导入。")


def too_big(name: str) -> UserError:
    return UserError(
        f"“{name}”的内容过多（最多{MAX_ROWS // 10000}万行，展开后不超过{MAX_UNPACKED >> 20}MB），"
        "请删去表格末尾多余的行列，或分成几份再导入。"
    )


def check_workbook(data: bytes, name: str) -> None:
    """Refuse a zip that is no workbook, is cut off, or would unfold beyond the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise broken(name) from error
    except RuntimeError as error:  # how zipfile reports an encrypted member
        raise password_error(name) from error


def _check_members(archive: zipfile.ZipFile, name: str) -> None:
    members = {info.filename.replace("\\", "/").lower(): info for info in archive.infolist()}
    if "xl/workbook.xml" not in members:
        raise wrong_kind(name, _zip_kind(members))
    if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
        raise too_big(name)
    room = MAX_UNPACKED
    lengths: list[int] | None = None
    # Shared strings first: the sheets' cells are counted against their lengths.
    for path in sorted(members, key=lambda path: path != _SHARED):
        if not path.startswith("xl/") or not path.endswith((".xml", ".rels")):
            continue
        part = _unpack(archive, members[path], room)
        room -= len(part)
        if room < 0:
            raise too_big(name)
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            raise broken(name)
        if path == _SHARED:
            lengths = [len(item) for item in part.split(b"</si>")]
        elif path.startswith("xl/worksheets/"):
            _check_sheet(part, lengths or [0], name)


def _zip_kind(members: dict[str, zipfile.ZipInfo]) -> str:
    if any(path.startswith("word/") for path in members):
        return "Word文档"
    if any(path.startswith("ppt/") for path in members):
        return "演示文稿"
    if "xl/workbook.bin" in members:
        return "二进制工作簿（.xlsb）"
    return "其他格式的文档" if "mimetype" in members else "压缩文件"


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> bytes:
    """The member's true content up to one byte over `room`, whatever size the archive declares for it."""
    honest = copy.copy(info)
    honest.file_size = room + 1
    with archive.open(honest) as member:
        return member.read(room + 1)


def _check_sheet(part: bytes, lengths: list[int], name: str) -> None:
    width, height = 26, 99_999  # what the pattern of far cells lets pass unseen
    for wide, row, _, tall in _FAR_CELL.findall(part):
        width = max(width, _column_number(wide))
        height = max(height, int(row or tall))
    if height > MAX_ROWS or (width > 26 and width * min(height, _last_row(part)) > MAX_CELLS):
        raise too_big(name)
    longest = max(lengths)
    if longest * part.count(b"<v>") > MAX_UNPACKED:
        total = sum(lengths[int(index)] for index in _STRING_CELL.findall(part) if int(index) < len(lengths))
        if total > MAX_UNPACKED:
            raise too_big(name)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _last_row(part: bytes) -> int:
    rows = re.findall(rb"""<c\s[^>]*?r\s*=\s*["'][A-Za-z]{1,9}(\d{1,19})["']""", part)
    return max((int(row) for row in rows), default=1)
