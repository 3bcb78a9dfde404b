"""One table for all pages: RowsModel holds rows, SheetView shows and types them.

    columns = (
        Column("name", "姓名", 126, editable=True, candidates=people.match),
        Column("unit", "站所（自动）", 150),
    )
    model = RowsModel(columns)
    view = SheetView(model, name="check_ins", settings=app.settings, numbers=True)
    view.edited.connect(self._typed)        # (row, key, text): the page writes, then model.set_rows(...)
    view.picked.connect(self._picked)       # (row, key, Candidate)
A list to read from SQL: `model.set_source(app.jobs, fetch)` with `fetch(read, PageRequest) -> PageRows`.
"""

from gui.table.arrange import Choice
from gui.table.candidates import Candidate, CandidateList, CandidatePopup
from gui.table.columns import Column, PageRequest, PageRows
from gui.table.model import RowsModel
from gui.table.sheet import SheetView

__all__ = [
    "Candidate",
    "CandidateList",
    "CandidatePopup",
    "Choice",
    "Column",
    "PageRequest",
    "PageRows",
    "RowsModel",
    "SheetView",
]
