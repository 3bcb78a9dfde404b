"""The empty Word file every copy starts from: made here, so that no foreign theme or font comes along."""

import math
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from reports.style import OFFICIAL, Style

TWIPS = 20  # in a point
LATIN = "Times New Roman"
BODY, KAI, HEI, SONG, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"

# What a program looks for where the office's font is not installed.
_OTHER_NAMES = {
    BODY: "FangSong_GB2312",
    KAI: "KaiTi_GB2312",
    HEI: "SimHei",
    SONG: "SimSun",
    TITLE: "FZXiaoBiaoSong-B05S",
}
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def twips(points: float) -> int:
    return round(points * TWIPS)


@dataclass(frozen=True, slots=True)
class Kind:
    """A paragraph style: fonts by name, lengths in points, ``pitch`` a fixed line height."""

    name: str
    font: str
    size: float
    pitch: float
    align: str = "both"
    indent: int = 0  # characters before the first line
    latin: str = LATIN  # digits and Latin letters
    keep: bool = False  # with the next paragraph
    outline: int = 0  # level in the navigation pane, 1 for the highest


def grid_pitch(style: Style = OFFICIAL) -> float:
    """The pitch at which 22 lines fill the type area (5.2.3): whole twips, as Word keeps it."""
    return int(style.height * TWIPS / style.lines) / TWIPS


def char_space(style: Style = OFFICIAL) -> int:
    """docGrid's charSpace: what a character's cell has over its type size, in 1/4096 point."""
    return int((style.width / style.columns - style.size) * 4096 // 1)


def kinds(style: Style = OFFICIAL) -> dict[str, Kind]:
    """The styles by their id."""
    pitch, size, two = grid_pitch(style), style.size, style.indent
    small, leading = style.imprint_size, style.table_pitch
    table, dense = style.table_size, style.table_dense_size
    return {
        "Normal": Kind("Normal", BODY, size, pitch),
        "Text": Kind("公文正文", BODY, size, pitch, indent=two),
        "Level1": Kind("一级标题", HEI, size, pitch, indent=two, keep=True, outline=1, latin=HEI),
        "Level2": Kind("二级标题", KAI, size, pitch, indent=two, keep=True, outline=2),
        "Level3": Kind("三级标题", BODY, size, pitch, indent=two, keep=True, outline=3),
        "Level4": Kind("四级标题", BODY, size, pitch, indent=two, keep=True, outline=4),
        "Mark": Kind("发文机关标志", TITLE, style.mark_size, pitch, "center", latin=TITLE),
        "Corner": Kind("份号和紧急程度", BODY, size, pitch, "left"),
        "Number": Kind("发文字号", BODY, size, pitch, "center"),
        "PaperTitle": Kind("公文标题", TITLE, style.title_size, style.title_pitch, "center", latin=TITLE),
        "Addressee": Kind("主送机关", BODY, size, pitch),
        "Attached": Kind("附件说明", BODY, size, pitch, "left", keep=True),
        "Signing": Kind("署名和成文日期", BODY, size, pitch, "center"),
        "Note": Kind("附注", BODY, size, pitch, indent=two),
        "AttachmentNumber": Kind("附件序号", HEI, size, pitch, "left", keep=True, latin=HEI),
        "CellHead": Kind("表头", HEI, table, table * leading, "center", latin=HEI),
        "CellHeadSmall": Kind("小表头", HEI, dense, dense * leading, "center", latin=HEI),
        "Cell": Kind("表文", BODY, table, table * leading, "center"),
        "CellSmall": Kind("小表文", BODY, dense, dense * leading, "center"),
        "Imprint": Kind("版记", BODY, small, style.imprint_pitch, "left"),
        "Folio": Kind("页码", SONG, style.folio_size, style.folio_size * 1.2, latin=SONG),
        "ListText": Kind("表外文字", BODY, table, table * 1.6, "left"),
        "Small": Kind("页脚小字", SONG, dense, dense * 1.3, "left", latin=SONG),
        "Anchor": Kind("版记前", BODY, 1, 1),
    }  # fmt: skip


def template() -> bytes:
    """A Word file without text: styles, settings, fonts by name, no theme."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/document.xml": _part("document", "<w:body><w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml")
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _part("fonts", "".join(map(_font, (BODY, KAI, HEI, SONG, TITLE)))),
    }
    target = BytesIO()
    with ZipFile(target, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return target.getvalue()


def _part(root: str, inner: str) -> str:
    return f'{_HEAD}<w:{root} xmlns:w="{_MAIN}">{inner}</w:{root}>'


def _content_types() -> str:
    named = (("document", "document.main"), ("styles", "styles"), ("settings", "settings"))
    parts = (*named, ("fontTable", "fontTable"))
    overrides = "".join(
        f'<Override PartName="/word/{file}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for file, kind in parts
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def _font(name: str) -> str:
    return (
        f'<w:font w:name="{name}"><w:altName w:val="{_OTHER_NAMES[name]}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="auto"/></w:font>'
    )


def _settings() -> str:
    """Odd and even feet differ; no mark at a forbidden line end; the layout rules of Word 2013 and later."""
    mode = (
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/>'
    )
    return _part(
        "settings",
        "<w:evenAndOddHeaders/>"
        f'<w:drawingGridVerticalSpacing w:val="{twips(grid_pitch())}"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        f"<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:useFELayout/>{mode}</w:compat>",
    )


def _styles() -> str:
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(BODY, LATIN)}{_size(OFFICIAL.size)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        + "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
        + "</w:tblCellMar></w:tblPr></w:style>"
    )
    return _part("styles", defaults + "".join(_style(*one) for one in kinds().items()) + table)


def _fonts(font: str, latin: str) -> str:
    chinese, other = quoteattr(font), quoteattr(latin)
    return f"<w:rFonts w:ascii={other} w:hAnsi={other} w:eastAsia={chinese} w:cs={other}/>"


def _size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


# Lines and characters keep to the grid by themselves: programs differ in what they make of one (a cell
# narrower than its character counts as two in LibreOffice).
# A mark may hang beyond a full line, as these programs have it: where it may not, LibreOffice 7.4 leaves out
# the mark at the end of a justified line. No white between hanzi and digits, no last line alone overleaf.
_EVEN = (
    '<w:widowControl/><w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    '<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
)


def _style(key: str, kind: Kind) -> str:
    normal = key == "Normal"
    default = ' w:default="1"' if normal else ""
    # 28 characters of 三号 are wider than the type area (5.2.3)
    squeeze = math.floor((OFFICIAL.cell - kind.size) * TWIPS) if kind.size == OFFICIAL.size else 0
    indent = ""
    if kind.indent:
        first = twips(kind.indent * OFFICIAL.cell)
        indent = f'<w:ind w:firstLineChars="{kind.indent * 100}" w:firstLine="{first}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"{default}>'
        f"<w:name w:val={quoteattr(kind.name)}/>"
        + ("" if normal else '<w:basedOn w:val="Normal"/>')
        + "<w:qFormat/><w:pPr>"
        + ("<w:keepNext/>" if kind.keep else "")
        + (_EVEN if normal else "")
        + f'<w:spacing w:before="0" w:after="0" w:line="{twips(kind.pitch)}" w:lineRule="exact"/>'
        + indent
        + f'<w:jc w:val="{kind.align}"/>'
        + (f'<w:outlineLvl w:val="{kind.outline - 1}"/>' if kind.outline else "")
        + f"</w:pPr><w:rPr>{_fonts(kind.font, kind.latin)}"
        + '<w:snapToGrid w:val="0"/>'
        + f'<w:spacing w:val="{squeeze}"/>'
        + f"{_size(kind.size)}</w:rPr></w:style>"
    )
