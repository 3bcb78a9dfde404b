"""Late entries (补录): a reason once for a sheet, a limit, and a log of who entered what for which day."""

from datetime import date

from sqlalchemy import select

from core.doors import Read, Write
from core.errors import ReasonWanted, UserError
from core.model import late_entry, op
from core.rules.calendar import cn_date
from core.rules.late import LateRule
from core.settings import settings_at


def rule_of(r: Read) -> LateRule:
    """The office's rule as of the day of entry."""
    found = settings_at(r, r.today)
    first = r.value(select(op.c.at).order_by(op.c.id).limit(1))
    begun = None if first is None else date.fromisoformat(first[:10])
    return LateRule(found.late_days, found.late_limit, begun)


class Gate:
    """Every entry of one step passes here with the step's ``reason``; kept ones are logged."""

    def __init__(self, w: Write, reason: str = "") -> None:
        self._w, self.reason = w, reason.strip()
        self._rule: LateRule | None = None
        self._known: dict[date, str] = {}

    def verdict(self, day: date, keyed_on: date | None = None) -> str:
        """As LateRule.verdict; what is of today is never late and needs no look at the rule."""
        keyed = keyed_on or self._w.today
        if day >= keyed:
            return ""
        if self._rule is None:
            self._rule = rule_of(self._w)
        if keyed_on is None and day in self._known:
            return self._known[day]
        found = self._rule.verdict(day, keyed)
        if keyed_on is None:
            self._known[day] = found
        return found

    def fault(self, day: date, keyed_on: date | None = None) -> str | None:
        """Why an entry of the day is not taken, as a sentence; None when it is."""
        found = self.verdict(day, keyed_on)
        if not found or (found == "reason" and self.reason):
            return None
        late = ((keyed_on or self._w.today) - day).days
        rule = self._rule or LateRule()
        if found == "refused":
            return (
                f"{cn_date(day)}已过去{late}天，超过补录的最长期限{rule.limit}天，不能再录；"
                "确有需要请先在“资料与设置”改“规则”。"
            )
        return f"{cn_date(day)}已过去{late}天，超过{rule.days}天，请写明补录原因。"

    def check(self, day: date, keyed_on: date | None = None) -> None:
        """UserError, or ReasonWanted, for a day that is not taken."""
        said = self.fault(day, keyed_on)
        if said is not None:
            raise (ReasonWanted if self.verdict(day, keyed_on) == "reason" else UserError)(said)

    def keep(self, table: str, row_id: int, day: date, keyed_on: date | None = None) -> None:
        """Log the entry when it was late."""
        if self.verdict(day, keyed_on):
            self._w.insert(
                late_entry,
                table_name=table,
                row_id=row_id,
                day=day,
                keyed_on=keyed_on or self._w.today,
                reason=self.reason,
            )
