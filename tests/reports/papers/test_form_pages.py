"""Forms: nothing leaves the page, merged cells repeat on a new one, kept blocks stay together."""

from hypothesis import given
from hypothesis import strategies as st

from reports.document import Column, Heading, Paragraph, Span, Table, TableRow
from reports.papers.form import (
    Blanks,
    Caption,
    Fields,
    Form,
    Kept,
    Leaf,
    Photo,
    Pictures,
    Ruled,
    Signed,
    Tear,
    Words,
)
from reports.papers.form_pages import form_pages, style_of
from reports.pictures import Picture, picture_of
from tests.reports.photos import jpeg

COLUMNS = (Column("村", 5, names=True), Column("站所", 5), Column("问题", 12, "left"))
RULED = Ruled(Table(COLUMNS, tuple(TableRow(("红光村", "财政所", f"{n}")) for n in range(120)), ""), 20.0, 2)


def form(*blocks: object, page: str = "upright") -> Form:
    return Form("登记表", (Leaf("登记表", blocks, "编号：1"),), page)  # type: ignore[arg-type]


def text_of(made: Form) -> list[str]:
    return ["".join(box.text for box in page.texts) for page in form_pages(made)]


def test_a_merged_cell_is_said_once_a_page() -> None:
    pages = text_of(form(RULED))
    assert len(pages) > 2
    assert all(page.count("财政所") == 1 and page.count("站所") >= 1 for page in pages)
    assert [page.count(f"第{n}页，共{len(pages)}页") for n, page in enumerate(pages, 1)] == [1] * len(pages)


def test_with_together_only_whole_repeats_are_merged() -> None:
    rows = (TableRow(("6", "红光村", "甲")), TableRow(("6", "九湾村", "乙")), TableRow(("6", "九湾村", "丙")))
    table = Table((Column("名次", 3), Column("村", 5), Column("因", 8)), rows, "")
    (page,) = text_of(form(Ruled(table, merge=2, together=True)))
    assert page.count("九湾村") == 1
    assert page.replace("第1页，共1页", "").count("6") == 2


def test_a_date_is_not_torn_in_a_row_to_write_on() -> None:
    columns = (Column("日期", 2), Column("内容", 20, "left"), Column("备注", 20))
    table = Table(columns, (TableRow(("2025年12月21日", "广告褪色", "")),), "")
    (page,) = form_pages(form(Ruled(table, 24.0)))
    assert len({box.y for box in page.texts if box.text in ("2025", "年", "12", "月", "21")}) == 1


def test_kept_blocks_turn_the_page_together() -> None:
    rows = tuple(TableRow((str(n),)) for n in range(29))
    lines = Ruled(Table((Column("序", 1),), rows, ""), 22.0)
    slip = Kept(
        (Tear("沿此线撕下"), Caption("回执"), Fields((("措施", ""),), heights=(60.0,)), Words(("完",)))
    )
    pages = text_of(form(lines, slip))
    assert len(pages) == 2
    assert all(words in pages[1] for words in ("沿此线撕下", "回执", "措施", "完"))


def test_an_empty_table_is_its_sentence() -> None:
    (page,) = text_of(form(Ruled(Table(COLUMNS, (), "没有问题。"))))
    assert "没有问题。" in page


def test_a_finding_of_three_thousand_words_runs_over_pages() -> None:
    long = "垃圾桶满溢未清运，" * 340
    table = Table(COLUMNS, (TableRow(("红光村", "财政所", long)), TableRow(("红光村", "财政所", "短"))), "")
    pages = text_of(form(Ruled(table, 22.0, 2)))
    assert len(pages) > 2
    assert "".join(pages).count("垃圾桶满溢未清运") > 300
    fields = text_of(form(Fields((("整改措施", long),))))
    assert len(fields) > 1


SIZES = ((1200, 900), (900, 1200), (1600, 90), (90, 1600), (1, 1))
SHOTS = [picture_of(jpeg(*size)) for size in SIZES]


def test_rows_of_photos_turn_the_page_whole_with_their_title() -> None:
    rows = tuple((Photo(f"整改前{n}", SHOTS[n % 4]), Photo(f"整改后{n}", None, "乙.jpg")) for n in range(9))
    pages = form_pages(form(Pictures("3号　红光村1组", rows)))
    texts = ["".join(box.text for box in page.texts) for page in pages]
    assert len(pages) == 3
    assert all("3号　红光村1组" in text for text in texts)
    assert sum(len(page.pictures) for page in pages) == 9
    places = [(text.index("整改前"), text.index("整改后")) for text in texts]
    assert all(before < after for before, after in places)
    for page in pages:
        for box in page.pictures:
            assert abs(box.height - 150) < 0.01 or box.width > 200  # as large as its cell lets it be


WORDS = st.text(alphabet="村建所李伟1204%—，。（）a《》“”　 \n", max_size=80)


@given(
    st.sampled_from(("letter", "upright", "lying")),
    st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=30),
    st.lists(st.sampled_from([None, *SHOTS]), max_size=7),
)
def test_nothing_leaves_the_page(
    page: str, rows: list[tuple[str, str, str]], shots: list[Picture | None]
) -> None:
    table = Table(COLUMNS, tuple(TableRow(row) for row in rows), "没有。")
    said = [Paragraph((Span(row[0]),)) for row in rows[:3]]
    caption = rows[0][0] if rows else "整改前"
    made = form(
        Heading(1, "一、情况"),
        *said,
        Words(rows[0] if rows else ("登记",)),
        Ruled(table, 22.0, 1),
        Fields((("督查人员", rows[0][1] if rows else "", "时间", "20　年"),)),
        Signed("大和乡创文办", "2026年11月24日"),
        Pictures(rows[0][2] if rows else "3号", tuple((Photo(caption, one, "x" * 90),) * 2 for one in shots)),
        Blanks(("督查人：", "记录人：", "负责人：")),
        page=page,
    )
    style = style_of(made)
    assert sum(len(one.pictures) for one in form_pages(made)) == 2 * sum(shot is not None for shot in shots)
    for one in form_pages(made):
        for box in one.texts:
            assert box.x >= style.left - 1
            assert box.x + box.width <= style.left + style.width + 1, box
            assert 0 < box.y < style.paper_height
        for shown in one.pictures:
            assert style.left - 1 <= shown.x <= shown.x + shown.width <= style.left + style.width + 1
            assert style.top - 1 <= shown.y <= shown.y + shown.height <= style.top + style.height + 1
        assert all(style.left - 1 <= rule.x0 <= rule.x1 <= style.left + style.width + 1 for rule in one.rules)
        assert all(rule.y1 <= style.top + style.height + 1 for rule in one.rules)
