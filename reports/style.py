"""GB/T 9704-2012 as numbers, in one table: data only, lengths in points unless a name says otherwise."""

from dataclasses import dataclass

MM = 72 / 25.4  # points in a millimetre

Colour = tuple[float, float, float, float]  # CMYK: the standard names printing inks


@dataclass(frozen=True, slots=True)
class Style:
    """One kind of 公文 page; every number carries the clause it comes from."""

    # Paper and type area
    paper_width: float = 210 * MM  # 5.1
    paper_height: float = 297 * MM  # 5.1
    top: float = 37 * MM  # 5.2.1 天头
    left: float = 28 * MM  # 5.2.1 订口
    width: float = 156 * MM  # 5.2.1 版心
    height: float = 225 * MM  # 5.2.1 版心

    # The grid of 22 lines by 28 characters
    size: float = 16.0  # 5.2.2 三号
    columns: int = 28  # 5.2.3
    lines: int = 22  # 5.2.3
    cell: float = 156 * MM / 28  # 5.2.3: 15.793, a trace under the type size
    # 3.2 asks 30 pt, which gives only 21 lines; 29.6 is the widest pitch at which the first of 22 lines
    # touches the upper edge and the last the lower one (5.2.3 撑满版心): 16 + 21 × 29.6 = 637.6 ≤ 637.8
    pitch: float = 29.6
    tight_pitch: float = 27.0  # 7.3.5.5 lets the pitch of the seal page shrink; offices go down to 26
    # With it, on a page 1 too crowded for both body text and seal, a smaller title and mark:
    tight_title_pitch: float = 30.0
    tight_mark_size: float = 36.0
    tight_joint_height: float = 55 * MM
    ascent: float = 0.88  # em above the baseline in a Chinese font's em box

    # Inks
    black: Colour = (0.0, 0.0, 0.0, 1.0)  # 5.2.4, 6.2
    red: Colour = (0.0, 0.8, 0.8, 0.0)  # 6.2: Y80 M80

    # Letterhead
    mark_top: float = 35 * MM  # 7.2.4, from the upper edge of the type area
    mark_size: float = 48.0  # 7.2.4 leaves it free; shrinks until mark_width holds it
    mark_width: float = 150 * MM  # 7.2.4: within the type area
    mark_ink: float = 0.846  # em from baseline to the ink of a 小标宋 hanzi (文 0.847, 大 0.845), measured
    mark_depth: float = 0.090  # em from baseline down to the ink (文), measured
    joint_pitch: float = 1.35  # of the mark's size, between the marks of a joint issue
    joint_gap: float = 0.5  # of the mark's size, between the marks and 文件
    joint_height: float = 80 * MM  # convention: many marks shrink so that page 1 still shows body text
    doc_no_gap_lines: int = 2  # 7.2.5 空二行
    red_rule_gap: float = 4 * MM  # 7.2.7
    red_rule_width: float = 1.2  # 7.2.7 gives none; offices draw 1 to 1.5
    head_side: int = 1  # 7.2.5, 7.2.6: 文号 and 签发人 of an upward paper stand one character in

    # Letter (信函)
    letter_top: float = 30 * MM  # 10.1: the mark's upper edge, from the edge of the paper
    letter_mark_width: float = 154 * MM  # within the type area, though centred on the paper
    letter_rule: float = 170 * MM  # 10.1: length of the red double rules, centred
    letter_rule_gap: float = 4 * MM  # 10.1: under the mark
    letter_rule_foot: float = 20 * MM  # 10.1: the lower double rule, from the lower edge of the paper
    letter_thick: float = 2.0  # 10.1 gives none; offices draw 1.5 to 3
    letter_thin: float = 0.75
    letter_between: float = 1.5  # white between the two
    letter_clear: float = 16.0 * 7 / 8  # 10.1: between the rules and the text next to them
    ink_bottom: float = 0.10  # em from baseline down to the ink of 仿宋 (国 0.104), measured

    # Title, addressee, body
    title_size: float = 22.0  # 7.3.1 二号
    title_gap_lines: int = 2  # 7.3.1 红线下空二行
    title_pitch: float = 35.0  # convention: 33 to 36
    addressee_gap_lines: int = 1  # 7.3.2 标题下空一行
    indent: int = 2  # 7.3.3 左空二字
    note_gap_lines: int = 1  # 7.3.4 附件说明: 正文下空一行

    # Signature
    stamped_right: int = 4  # 7.3.5.1 右空四字
    unstamped_right: int = 2  # 7.3.5.2 右空二字
    unstamped_gap_lines: int = 1  # 7.3.5.2 下空一行
    seal: float = 42 * MM  # 国发〔1999〕25号: a township's seal
    seal_apart: float = 4 * MM  # 7.3.5.1: the seals of a joint paper neither touch nor overlap
    seals_in_row: int = 3  # three of 42 mm go into the type area
    name_stamp_gap_lines: int = 2  # 7.3.5.3 下空二行
    name_stamp_right: int = 4  # 7.3.5.3 右空四字
    name_stamp_width: float = 40 * MM  # convention; 7.3.5.3 gives none
    name_stamp_height: float = 16 * MM
    duty_gap: int = 2  # 7.3.5.3: 职务 two characters left of the stamp
    seal_gap_lines: float = 0.5  # 7.3.5.1: the seal's top at most one line under the text
    signature_line: int = 3  # 7.3.5.1: line under the text on which 署名 stands, so that the seal covers it
    seal_text_lines: int = 2  # lines of text pulled over to a seal page (此页无正文 is banned)

    # Attachments
    attachment_title_line: int = 3  # 7.3.7 第三行
    table_size: float = 12.0  # convention: 小四; the standard is silent
    table_dense_size: float = 10.5  # convention: 五号 from table_dense_columns on
    table_dense_columns: int = 7
    table_pitch: float = 1.3  # of the type size
    table_pad: float = 4.0
    table_rule: float = 0.5

    # Imprint and page number
    imprint_size: float = 14.0  # 7.4.2 四号
    imprint_pitch: float = 22.0  # convention
    imprint_pad: float = 4.0
    imprint_thick: float = 0.35 * MM  # 7.4.1
    imprint_thin: float = 0.25 * MM  # 7.4.1
    folio_size: float = 14.0  # 7.5 四号
    folio_gap: float = 7 * MM  # 7.5: the dash's upper edge under the type area
    folio_ink: float = 0.293  # em from baseline to the upper edge of 宋体's dash, measured
    folio_side: float = 14.0  # 7.5 空一字, a 四号 character


OFFICIAL = Style()
