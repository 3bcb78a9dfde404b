"""What a monthly circular (月通报) says, as names and numbers; the wording is the paper's.

Every figure carries the ids of the rows behind it, so that a click on the page can open them.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal


def doc_no(agency_code: str, year: int, serial: int) -> str:
    """发文字号: 〔2026〕 is U+3014 and U+3015, no 第, no padding (GB/T 9704 7.2.5)."""
    return f"{agency_code}〔{year}〕{serial}号"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows behind a figure: ``kind`` is check_in, finding, inspection, person, quota, duty,
    questionnaire, watch, opinion, task or unit."""

    kind: str
    ids: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the draft as it is printed: ``text`` "" when left out, ``lead`` a running heading.

    ``computed`` is what the facts say ("" for a paragraph of the clerk's own); ``refs`` are the rows
    its figures come from; ``joined`` continues the paragraph of the sentence before it.
    """

    key: str
    section: str
    text: str
    refs: tuple[Rows, ...] = ()
    computed: str = ""
    lead: str = ""
    joined: bool = False

    @property
    def edited(self) -> bool:
        return self.text != self.computed


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished paper, as a painter hands it over: ``missing`` are characters printed as 〓."""

    title: str
    pdf: bytes
    sentences: tuple[Sentence, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperFormat:
    """What the standard leaves to the office, for all its papers under a red head.

    ``head``: 文件 or 信函 (10.1). ``copy_no`` is 份号, ``urgency`` 紧急程度, ``joint`` the further bodies of
    a joint issue; ``stamped``: a seal will be put on it; ``even``: the imprint on an even page.
    """

    head: Literal["file", "letter"] = "file"
    copy_no: str = ""
    urgency: str = ""
    joint: tuple[str, ...] = ()
    stamped: bool = True
    even: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """The issuing office as its settings describe it."""

    name: str  # 署名, e.g. 大和乡创文办
    mark: str  # 发文机关标志 without 文件
    agency_code: str  # 机关代字, e.g. 和创文办
    addressee: str  # 主送, without the colon
    cc: str  # 抄送, may be empty
    print_office: str  # 印发机关
    programme: str  # 创建全国文明城市
    plan_title: str
    basis: str  # 依据文件 with its number, may be empty
    approval: str = ""  # 经乡党委会研究同意, may be empty; papers frozen earlier have none
    format: PaperFormat = PaperFormat()


@dataclass(frozen=True, slots=True)
class Named:
    """A unit praised or criticised, with the reason its score sheet gives."""

    unit_id: int
    unit: str
    score: Fraction | None
    rank: int | None
    reason: str
    evidence: tuple[Rows, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One line of an attachment's ranking: ``score`` None and ``remark`` say 未参加考核."""

    unit: str
    stratum: str
    score: Fraction | None
    rank: int | None
    tied: bool
    remark: str  # what was deducted, or why not assessed
    unit_id: int | None = None  # frozen since schema 3; a name may change, the unit stays


@dataclass(frozen=True, slots=True)
class FindingRow:
    number: int
    village: str
    place: str
    category: str
    text: str
    unit: str  # 责任站所, "待定责" when none
    found_on: date
    due_on: date | None
    state: str  # the word on the paper, at the cut-off


@dataclass(frozen=True, slots=True)
class Count:
    """A name with the rows counted under it (a category, a station, a village).

    ``counted`` is the figure where one row stands for several: visits missing in a person's week.
    """

    name: str
    rows: Rows
    counted: int | None = None

    @property
    def number(self) -> int:
        return len(self.rows) if self.counted is None else self.counted


@dataclass(frozen=True, slots=True)
class LookBack:
    """上期问题回头看: last month's findings seen from this cut-off."""

    month: str  # 2026年9月
    found: Rows
    closed: Rows
    still_open: tuple[Count, ...]  # by station


@dataclass(frozen=True, slots=True)
class Difference:
    """What an issued circular says and what the record gives now."""

    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Spared:
    """A unit's week or month that asked for less than usual, as 假期与免计说明 tells it."""

    unit: str
    period: str
    how: str
    reason: str


@dataclass(frozen=True, slots=True)
class CircularFacts:
    office: Office
    year: int
    month: int
    period_start: date
    period_end: date
    first_week: int  # ISO week numbers of the period's ends
    last_week: int
    cutoff: date
    doc_date: date  # 成文日期
    print_date: date  # 印发日期
    serial: int | None  # None: no number is free to show
    rectify_by: date  # 整改期限 for the units named
    villages: int
    stations: int
    not_assessed: tuple[str, ...]  # units without a score, by name
    inspections: Rows
    findings: Rows
    fixed_on_spot: Rows
    closed: Rows
    overdue: Rows
    overdue_by_station: tuple[Count, ...]
    by_category: tuple[Count, ...]
    by_village: tuple[Count, ...]
    visits_required: int  # 应到人次 (or station visits in unit mode)
    visits_done: int  # of those, the ones made
    per_person: bool
    short: tuple[Count, ...]  # stations with quotas not met, rows of kind quota
    exempt_weeks: tuple[str, ...]  # e.g. "第40周（9月28日—10月4日）：国庆节，按4个工作日计"
    look_back: LookBack | None
    praise: tuple[Named, ...]
    criticism: tuple[Named, ...]
    praise_rule: str  # the rule in words, printed when nobody qualifies
    criticism_rule: str
    village_scores: tuple[ScoreRow, ...]
    station_scores: tuple[ScoreRow, ...]
    finding_rows: tuple[FindingRow, ...]
    corrects: str | None = None  # 文号 of the circular this one replaces
    corrections: tuple[Difference, ...] = ()  # where this one says otherwise
    people: tuple[tuple[str, Rows], ...] = ()  # who is named in a remark, with the persons of that name
    number_year: int | None = None  # None: the year of signing; a January paper may take the year before
    spared: tuple[Spared, ...] = ()  # 假期与免计说明, where it is attached
    reported: tuple[Count, ...] = ()  # of the findings those no inspection found, by who did

    @property
    def series_year(self) -> int:
        """The year in the 文号."""
        return self.number_year or self.doc_date.year

    @property
    def doc_no(self) -> str:
        """发文字号, with 0 where no number is free to show."""
        return doc_no(self.office.agency_code, self.series_year, self.serial or 0)
