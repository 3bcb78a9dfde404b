"""Cut the papers' fonts to what a circular can need: ``subset_fonts.py SOURCE TARGET``.

The narrow set is GB 2312 and every hanzi of the 仿宋 source, whose repertoire holds the whole
通用规范汉字表 (8105); the wide set, kept in 宋体 alone as the last resort of every role, adds GBK.
No hinting and no layout features are kept: the engine sets every glyph itself.
"""

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

RARE_NAMES = "㛃䶮㸒䘵堃喆垚犇淼昇赟頔婳珺玥翀祎晢曌甯囧镕鏐𬭚𫖮𬸪"
MARKS = "→←↑↓■□▲△●○◆◇★☆✓✗✔▸▾◀▶·—–…“”‘’〇〓〔〕【】《》〈〉「」『』①②③④⑤⑥⑦⑧⑨⑩°‰±×÷≤≥￥℃№※\u00a0\u3000"
FANGSONG = "LXGWZhuqueFangsong-Regular.ttf"

# Source file → (file here, wide set?, new family or None): OFL 3 reserves the names of the LXGW fonts,
# and a subset is a modified version; the others are renamed alike.
FONTS = {
    FANGSONG: ("fangsong.ttf", False, "Ledger FangSong"),
    "LXGWWenKaiGBLite-Regular.ttf": ("kaiti.ttf", False, "Ledger KaiTi"),
    "NotoSansSC_500Medium.ttf": ("heiti.ttf", False, "Ledger HeiTi"),
    "NotoSerifSC_700Bold.ttf": ("xiaobiaosong.ttf", False, "Ledger BiaoSong"),
    "NotoSerifSC_400Regular.ttf": ("songti.ttf", True, "Ledger SongTi"),
    "LiberationSerif-Regular.ttf": ("latin.ttf", False, "Ledger Latin"),
}


def codec_hanzi(codec: str, leads: range, trails: range) -> Iterator[int]:
    """Every character a double-byte codec knows, in code order."""
    for lead in leads:
        for trail in trails:
            text = bytes((lead, trail)).decode(codec, "ignore")
            if len(text) == 1:
                yield ord(text)


def is_hanzi(code: int) -> bool:
    return 0x3400 <= code <= 0x9FFF or code >= 0x20000


def narrow_set(source: Path) -> set[int]:
    fangsong = TTFont(source / FANGSONG, lazy=True).getBestCmap()
    codes = {code for code in fangsong if is_hanzi(code)}
    codes.update(codec_hanzi("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)))
    codes.update(range(0x20, 0x7F), range(0xA0, 0x100), range(0xFF01, 0xFF5F))
    codes.update(map(ord, MARKS + RARE_NAMES))
    return codes


def wide_set(narrow: set[int]) -> set[int]:
    return narrow | set(codec_hanzi("gbk", range(0x81, 0xFF), range(0x40, 0xFF)))


def rename(font: TTFont, family: str) -> None:
    """Give every naming record of the subset a name of its own."""
    names = {
        1: family,
        2: "Regular",
        3: f"{family} subset",
        4: family,
        6: family.replace(" ", "") + "-Regular",
    }
    table = font["name"]
    kept = [record for record in table.names if record.nameID in (0, 5, 13, 14) and record.langID == 0x409]
    table.names = kept
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)


def cut(source: Path, target: Path, codes: set[int], family: str) -> None:
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += [
        "GSUB",
        "GPOS",
        "GDEF",
        "BASE",
        "VORG",
        "vhea",
        "vmtx",
        "STAT",
        "DSIG",
        "gasp",
        "meta",
    ]
    options.recalc_timestamp = False
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    rename(font, family)
    subset.save_font(font, str(target), options)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="folder of the whole fonts, with licences/ inside")
    parser.add_argument("target", type=Path, help="usually resources/fonts")
    where = parser.parse_args()
    narrow = narrow_set(where.source)
    for name, (file, wide, family) in FONTS.items():
        cut(where.source / name, where.target / file, wide_set(narrow) if wide else narrow, family)
        print(f"{file}: {(where.target / file).stat().st_size / 2**20:.1f} MB")
    (where.target / "licences").mkdir(exist_ok=True)
    for licence in (where.source / "licences").iterdir():
        shutil.copyfile(licence, where.target / "licences" / licence.name)


if __name__ == "__main__":
    main()
