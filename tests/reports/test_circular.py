"""What the circular says, from its facts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from core.rules.circular import CircularFacts, Count, Rows
from core.rules.circular_edits import Edits, Own
from reports.document import Document, Heading, Paragraph, Table
from reports.papers.circular import build, doc_no, sentences
from reports.render import circular_pages

FactsMaker = Callable[..., CircularFacts]


def headings(document: Document) -> list[str]:
    return [block.text for block in document.body if isinstance(block, Heading)]


def text_of(document: Document) -> str:
    return "\n".join(block.text for block in document.body if isinstance(block, Paragraph))


def quiet(make_facts: FactsMaker, **changes: object) -> CircularFacts:
    """A month whose inspections found nothing."""
    none = Rows("finding")
    nothing = {"findings": none, "fixed_on_spot": none, "closed": none}
    return make_facts(**nothing, by_category=(), by_village=(), finding_rows=(), **changes)


def test_the_sections_follow_the_custom(make_facts: FactsMaker) -> None:
    assert headings(build(make_facts())) == [
        "一、总体情况",
        "二、通报表扬",
        "三、通报批评",
        "四、存在的主要问题",
        "五、上期问题回头看",
        "六、工作要求",
    ]


def test_absent_sections_are_numbered_over(make_facts: FactsMaker) -> None:
    facts = make_facts(
        look_back=None,
        findings=Rows("finding"),
        finding_rows=(),
        by_category=(),
        by_village=(),
        overdue=Rows("finding"),
    )
    assert headings(build(facts)) == ["一、总体情况", "二、通报表扬", "三、通报批评", "四、工作要求"]
    assert "本月督查未发现问题。" in text_of(build(facts))


def test_the_opening_names_basis_period_and_count(make_facts: FactsMaker) -> None:
    opening = next(one for one in sentences(make_facts()) if one.key == "opening")
    assert opening.text.startswith(
        "为深入推进创建全国文明城市工作，根据《大和乡创建全国文明城市包保工作方案》（大和委办〔2022〕8号）要求，"
    )
    assert "（第40周至第44周，2026年9月28日—11月1日）" in opening.text
    assert "共开展督查5次" in opening.text
    assert opening.text.endswith("现将有关情况通报如下：")
    assert opening.refs == (Rows("inspection", (1, 2, 3, 4, 5)),)


def test_a_month_without_problems_demands_nothing_of_nobody(make_facts: FactsMaker) -> None:
    calm = {"overdue": Rows("finding"), "overdue_by_station": (), "look_back": None}
    for criticised, demand in ((make_facts().criticism, "受到批评的站所要制定整改措施"), ((), "")):
        found = {one.key: one.text for one in sentences(quiet(make_facts, criticism=criticised, **calm))}
        assert found.get("demands.rectify", "").startswith(demand)
        assert ("demands.rectify" in found) is bool(demand)
        assert "问题清单" not in found["demands.duty"]


def test_a_month_without_inspections_claims_none(make_facts: FactsMaker) -> None:
    facts = quiet(make_facts, inspections=Rows("inspection"))
    found = {one.key: one.text for one in sentences(facts)}
    assert "的包保工作进行了考核。" in found["opening"]
    assert "overview.findings" not in found
    assert "督查" not in text_of(build(facts)).split("逾期未整改问题共")[0].split("进行了考核。")[1]


def test_figures_are_computed_and_lead_to_their_rows(make_facts: FactsMaker) -> None:
    found = {one.key: one for one in sentences(make_facts())}
    assert "截至11月1日，已整改销号15条，整改率62.50%。" in found["overview.findings"].text  # 15 of 24
    assert found["overview.overdue"].text == "逾期未整改问题共3条。"
    assert "应到岗360人次，实际到岗355人次，到岗率98.61%" in found["overview.visits"].text  # 355 of 360
    refs = found["overview.findings"].refs
    assert [len(rows) for rows in refs] == [24, 6, 15]
    assert found["criticism.11"].refs[0] == Rows("unit", (11,))
    assert Rows("finding", (111,)) in found["criticism.11"].refs


def test_what_no_inspection_found_is_told_apart(make_facts: FactsMaker) -> None:
    told = (Count("自查", Rows("finding", (101, 102))), Count("群众反映", Rows("finding", (103,))))
    found = {one.key: one for one in sentences(make_facts(reported=told))}["overview.findings"]
    assert found.text.startswith("本月共发现问题24条，其中自查2条、群众反映1条、立行立改6条。")
    assert [len(rows) for rows in found.refs] == [24, 2, 1, 6, 15]


def test_an_office_without_plan_or_basis_opens_plainly(make_facts: FactsMaker) -> None:
    facts = make_facts(office=replace(make_facts().office, plan_title="", basis="", programme=""))
    opening = next(one for one in sentences(facts) if one.key == "opening")
    assert opening.text.startswith("大和乡创文办对2026年10月（第40周至第44周")


def test_the_opening_names_the_body_that_approved(make_facts: FactsMaker) -> None:
    """经乡党委会研究同意, as the plan itself says of itself."""
    approved = replace(make_facts().office, approval="经乡党委会2026年11月5日研究同意，")
    opening = next(one for one in sentences(make_facts(office=approved)) if one.key == "opening")
    assert "（大和委办〔2022〕8号）要求，经乡党委会2026年11月5日研究同意，大和乡创文办对" in opening.text
    bare = replace(approved, plan_title="", basis="", programme="")
    opening = next(one for one in sentences(make_facts(office=bare)) if one.key == "opening")
    assert opening.text.startswith("经乡党委会2026年11月5日研究同意，大和乡创文办对")


def test_old_problems_overdue_are_named_in_a_month_without_new_ones(make_facts: FactsMaker) -> None:
    none = Rows("finding")
    facts = make_facts(
        findings=none, fixed_on_spot=none, closed=none, by_category=(), by_village=(), finding_rows=()
    )
    text = text_of(build(facts))
    assert "本月督查未发现问题。逾期未整改问题共3条。" in text
    assert "逾期未整改问题3条，其中自然资源所1条、综治办2条。" in text


def test_ties_say_so(make_facts: FactsMaker) -> None:
    text = text_of(build(make_facts()))
    assert "（一）大和社区。考核得分96.50分，并列第1位。" in text
    assert "（一）自然资源所。考核得分75.50分，排名第11位。" in text


def test_nobody_qualifies_is_said_with_the_rule(make_facts: FactsMaker) -> None:
    facts = make_facts(praise=(), criticism=())
    text = text_of(build(facts))
    assert "按照“得分不低于95分且排名前三位”的规定，本月没有村（居）符合通报表扬条件，不作通报表扬。" in text
    assert "按照“得分低于80分或排名后两位”的规定，本月没有站所符合通报批评条件，不作通报批评。" in text
    assert "受到批评的站所" not in text
    assert "受到表扬的村" not in text


def test_an_edit_replaces_its_sentence_and_keeps_the_rows_of_its_figures(make_facts: FactsMaker) -> None:
    facts = make_facts()
    words = "本月共查出问题24条，较上月减少。"
    document = build(facts, {"overview.findings": words, "title": "关于10月督查情况的通报"})
    paragraph = next(
        block for block in document.body if isinstance(block, Paragraph) and block.key == "overview.findings"
    )
    edited = [span for span in paragraph.spans if span.key == "overview.findings"]
    assert "".join(span.text for span in edited) == words
    assert [span.ref for span in edited if span.ref] == [facts.findings]
    assert document.title == ("关于10月督查情况的通报",)


def test_a_circular_edited_to_nothing_is_still_a_page(make_facts: FactsMaker) -> None:
    facts = make_facts(village_scores=(), station_scores=(), finding_rows=())
    empty = {one.key: "" for one in sentences(facts)}
    document = build(facts, empty)
    assert document.body == ()
    assert document.title_text == "大和乡创文办关于2026年10月包保工作督查考核情况的通报"
    assert len(circular_pages(facts, empty).pages) == 1


def test_a_sentence_edited_away_leaves_no_gap(make_facts: FactsMaker) -> None:
    document = build(make_facts(), {"overview.not_assessed": ""})
    assert all(block.text for block in document.body if isinstance(block, Paragraph))
    assert "未参加本月考核" not in text_of(document)


def test_a_correction_declares_the_old_number_void(make_facts: FactsMaker) -> None:
    document = build(make_facts(corrects="和创文办〔2026〕11号", serial=13))
    assert document.title_text == "大和乡创文办关于更正2026年10月包保工作督查考核情况的通报"
    first = document.body[0]
    assert isinstance(first, Paragraph)
    assert "（和创文办〔2026〕11号）内容有误，现予更正。该通报自本通报印发之日起作废" in first.text


def test_the_number_takes_the_year_of_signing(make_facts: FactsMaker) -> None:
    facts = make_facts(month=12, doc_date=date(2027, 1, 4), serial=1)
    assert doc_no(facts) == "和创文办〔2027〕1号"
    assert doc_no(make_facts(serial=None)) == "和创文办〔2026〕　号"


def test_empty_attachments_are_neither_announced_nor_bound(make_facts: FactsMaker) -> None:
    facts = make_facts(village_scores=())
    titles = [attachment.title for attachment in build(facts).attachments]
    assert titles == ["2026年10月站所考核得分", "2026年10月督查发现问题清单"]
    assert "具体问题见附件2。" in text_of(build(facts))
    alone = make_facts(village_scores=(), station_scores=())
    assert "具体问题见附件。" in text_of(build(alone))


def test_a_line_of_the_finding_list_leads_to_its_finding(make_facts: FactsMaker) -> None:
    table = build(make_facts()).attachments[2].blocks[0]
    assert isinstance(table, Table)
    assert [row.ref for row in table.rows] == [Rows("finding", (100 + number,)) for number in range(1, 25)]


def test_who_was_exempted_is_told_from_who_did_not_take_part(make_facts: FactsMaker) -> None:
    rows = tuple(
        replace(row, score=None, rank=None, remark="免予考核（整体搬迁）") if row.unit == "石桥村" else row
        for row in make_facts().village_scores
    )
    changed = make_facts(village_scores=rows, not_assessed=("石桥村", "龙洞村"))
    (told,) = (one.text for one in sentences(changed) if one.key == "overview.not_assessed")
    assert told == "龙洞村未参加本月考核，石桥村免予考核，不排名次。"
    (alone,) = (
        one.text
        for one in sentences(replace(changed, not_assessed=("石桥村",)))
        if one.key == "overview.not_assessed"
    )
    assert alone == "石桥村免予考核，不排名次。"


def test_not_assessed_is_a_dash_and_never_zero(make_facts: FactsMaker) -> None:
    table = build(make_facts()).attachments[0].blocks[0]
    assert isinstance(table, Table)
    assert table.rows[0].cells == ("1（并列）", "大和社区", "96.50", "")
    assert table.rows[-1].cells == ("—", "龙洞村", "—", "正在搬迁，未参加考核")


def test_missing_visits_are_counted_as_the_visits_are(make_facts: FactsMaker) -> None:
    (one,) = (one for one in sentences(make_facts()) if one.key == "overview.short")
    assert [rows.ids for rows in one.refs] == [(1, 2, 3, 4, 5), (1, 2, 3), (4, 5)]
    said = one.text
    assert said == "未达到每周到岗要求的站所2个，少到岗5人次：自然资源所（3人次）、市场监管所（2人次）。"
    (said,) = (one.text for one in sentences(make_facts(per_person=False)) if one.key == "overview.short")
    assert said.endswith("少到岗5次：自然资源所（3次）、市场监管所（2次）。")


def test_every_sentence_has_a_key_of_its_own(make_facts: FactsMaker) -> None:
    keys = [one.key for one in sentences(make_facts(corrects="和创文办〔2026〕11号"))]
    assert len(keys) == len(set(keys))


def test_own_paragraphs_and_order_are_printed(make_facts: FactsMaker) -> None:
    edits = Edits(
        {"overview.findings": "问题情况另行通报。"},
        (Own("own.1", "总体情况", "天气良好。"), Own("own.2", "工作要求", "加强巡查。各站所要到岗。")),
        ("own.1", "overview.visits", "overview.short", "overview.exempt"),
    )
    document = build(make_facts(), edits)
    text = text_of(document)
    assert text.index("天气良好。") < text.index("本月包保人员应到岗") < text.index("问题情况另行通报。")
    last = [block for block in document.body if isinstance(block, Paragraph)][-1]
    assert (last.lead, last.text) == ("（四）加强巡查。", "（四）加强巡查。各站所要到岗。")
    shown = {one.key: one for one in sentences(make_facts(), edits)}
    assert shown["own.1"].computed == ""
    assert shown["overview.findings"].text == "问题情况另行通报。"
    assert shown["overview.findings"].edited
    assert not shown["overview.overdue"].edited


def test_an_own_paragraph_outlives_the_sentences_of_its_section(make_facts: FactsMaker) -> None:
    own = Own("own.1", "上期问题回头看", "上期没有问题。")
    document = build(make_facts(look_back=None), Edits(own=(own,)))
    assert headings(document)[4:] == ["五、上期问题回头看", "六、工作要求"]
    dropped = build(make_facts(look_back=None), Edits(own=(Own(own.key, own.section, ""),)))
    assert headings(dropped)[4:] == ["五、工作要求"]


def test_the_names_of_units_lead_to_their_lines(make_facts: FactsMaker) -> None:
    named = next(one for one in sentences(make_facts()) if one.key == "praise.names")
    assert named.refs == (Rows("unit", (1,)), Rows("unit", (2,)))
    assert named.text == "根据考核结果，对大和社区、红光村2个村（居）予以通报表扬："
