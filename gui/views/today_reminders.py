"""What 今日 says of the further duties: by what is due, with the day from which it is late. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from core.rules.calendar import cn_day, weekday_cn
from gui.search import Target
from gui.views.today_words import NAMED, THURSDAY, Row
from gui.widgets.marks import Mark

if TYPE_CHECKING:
    from core.queries.reminders import Dated, Reminders, Running

MONTH_END = 7  # days before the month ends from which a lack is a lack
TITLES = {"study_meeting": "例会", "campaign": "入户宣传和问卷", "survey": "问卷调查"}


@dataclass(frozen=True, slots=True)
class Blocks:
    """Rows for 要办, 本周 and 本月."""

    due: tuple[Row, ...] = ()
    week: tuple[Row, ...] = ()
    month: tuple[Row, ...] = ()


def blocks(found: "Reminders") -> Blocks:
    """All rows; a duty without a number or a day has none."""
    return Blocks(
        (
            *_dated("opinions", found.opinions, "条意见", "答复", ("entry", "opinion"), found.day),
            *_dated("tasks", found.tasks, "项任务", "完成", ("roster", "task"), found.day),
            *_watches(found),
        ),
        tuple(_meetings(found)),
        (*_campaigns(found), *_rates(found), *_plans(found), *_next_year(found), *_hints(found)),
    )


def _dated(key: str, found: "Dated", noun: str, verb: str, where: tuple[str, str], today: date) -> list[Row]:
    """What is late, then what is due within three days; both open exactly their rows."""
    page, ledger = where
    made = []
    for kind, word, rows in (("late", "已超期", found.late), ("soon", "3日内", found.soon)):
        if rows:
            count = str(len(rows))
            tail = f"{noun}超期没有{verb}" if kind == "late" else f"{noun}要{verb}"
            first = rows[0][1]
            said = f"最久的超{(today - first).days}天" if kind == "late" else f"最早的{cn_day(first)}截止"
            to: Target = (page, {"ledger": ledger, "ids": tuple(row for row, _ in rows)})
            made.append(
                Row(
                    f"{key}_{kind}",
                    Mark(kind, word),
                    "",
                    count,
                    tail,
                    said,
                    True,
                    see=f"看{count}{noun[0]}",
                    see_to=to,
                )
            )
    return made


def _watches(found: "Reminders") -> list[Row]:
    if not found.watches:
        return []
    count = str(len(found.watches))
    to: Target = ("entry", {"ledger": "watch", "ids": tuple(row for row, _ in found.watches)})
    detail = _named([who for _, who in found.watches], "人")
    return [
        Row(
            "watches",
            Mark("note", "明天"),
            "",
            count,
            "人值守点位",
            detail,
            True,
            see=f"看{count}人",
            see_to=to,
        )
    ]


def _meetings(found: "Reminders") -> list[Row]:
    running = found.meetings
    if running is None:
        return []
    target = {"ledger": "study_meeting", "week": found.week.monday}
    mark = "lack" if found.day.weekday() >= THURSDAY else "note"
    return [_running("meetings", "例会 ", running, mark, target, "人", "没开的")]


def _campaigns(found: "Reminders") -> list[Row]:
    made = []
    for key, running in found.campaigns.items():
        target = {"ledger": "household_campaign", "month": found.month.text}
        left = (running.until - found.day).days
        mark = "lack" if left < MONTH_END else "note"
        lead = "入户宣传 " if key == "campaign" else "问卷调查 "
        made.append(_running(f"duty_{key}", lead, running, mark, target, "处", "不够的"))
    return made


def _running(
    key: str, lead: str, running: "Running", kind: str, target: dict[str, Any], noun: str, lacking: str
) -> Row:
    """例会 3/7人: how many met it, who did not, and until when there is time."""
    missing = running.missing
    count = f"{len(running.owing) - len(missing)}/{len(running.owing)}"
    page: Target = ("entry", target)
    if not missing:
        return Row(key, Mark("done", "已办"), lead, count, noun, "都够了", see="看记录", see_to=page)
    names = [one.name if one.required == 1 else f"{one.name}{one.done}/{one.required}" for one in missing]
    until = f"{cn_day(running.until)}（{weekday_cn(running.until)}）截止"
    if len(missing) == 1 and missing[0].unit_id is not None:
        page = ("entry", target | {"unit": missing[0].unit_id})
    detail = f"{until}；{lacking}：{_named(names, noun)}"
    return Row(
        key, Mark(kind, f"差{len(missing)}{noun}"), lead, count, noun, detail, see="去登记", see_to=page
    )


def _rates(found: "Reminders") -> list[Row]:
    if not found.surveyed:
        return []
    until = f"{cn_day(found.month.last)}截止"
    page: Target = ("stats", {"tab": "rates", "month": found.month.text})
    if not found.asked:
        to: Target = ("entry", {"ledger": "questionnaire", "month": found.month.text})
        return [
            Row(
                "rates",
                Mark("note", "没有问卷"),
                "入户三率",
                detail=f"本月还没有问卷；{until}",
                see="去登记",
                see_to=to,
            )
        ]
    short = [one for one in found.rates if one.short]
    small = [one for one in found.rates if not one.short]
    if not short and not small:
        return [
            Row(
                "rates",
                Mark("done", "达标"),
                "入户三率",
                detail="问过的村（居）都达标",
                see="看比率",
                see_to=page,
            )
        ]
    kind = Mark("lack", f"差{len(short)}处") if short else Mark("note", "样本不足")
    count = str(len(short) or len(small))
    tail = "处未达标" if short else "处样本不足"
    detail = f"{until}；{_named([f'{one.village}{one.words}' for one in short or small], '处')}"
    return [Row("rates", kind, "入户三率 ", count, tail, detail, see="看比率", see_to=page)]


def _plans(found: "Reminders") -> list[Row]:
    if not found.plans:
        return []
    to: Target = ("roster", {"ledger": "three_year_plan"})
    count = str(len(found.plans))
    detail = _named(found.plans, "个站所")
    return [
        Row(
            "plans",
            Mark("note", "没有报"),
            "三年行动方案 ",
            count,
            "个站所没有报",
            detail,
            see=f"看{count}个",
            see_to=to,
        )
    ]


def _next_year(found: "Reminders") -> list[Row]:
    """Asked, never guessed: without it the first weeks of the year cannot be judged."""
    if found.next_year is None:
        return []
    words = f"{found.next_year}年放假安排还没有录入"
    detail = "公布后从表格导入，没有它不猜、不判定"
    to: Target = ("settings", {"section": "holidays"})
    return [Row("next_year", Mark("note", "待录入"), words, detail=detail, see="去录入", see_to=to)]


def _hints(found: "Reminders") -> list[Row]:
    """One quiet line for all ledgers never begun: on paper they may well be kept."""
    if not found.hints:
        return []
    names = "、".join(TITLES[key] for key in found.hints)
    detail = "方案要求做的，登记后才提醒和统计；没登记不评、不扣分"
    to: Target = (
        "entry",
        {"ledger": "study_meeting" if "study_meeting" in found.hints else "household_campaign"},
    )
    return [
        Row("ledgers", Mark("note", "可登记"), f"{names}还没有登记过", detail=detail, see="去登记", see_to=to)
    ]


def _named(names: Sequence[str], noun: str) -> str:
    """村建所、财政所、卫生院，另5处."""
    more = f"，另{len(names) - NAMED}{noun}" if len(names) > NAMED else ""
    return "、".join(names[:NAMED]) + more
