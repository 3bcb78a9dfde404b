"""D, second part: small windows, large fonts, other scales."""

from PySide6.QtWidgets import QApplication

from checklist.child import answer
from checklist.crawl import Seen, look, missing, pages, tour
from checklist.points import point, require
from checklist.stage import FULL, SMALL, Stage
from gui import theme
from gui.table import SheetView


def _cut(seen: list[Seen]) -> list[str]:
    return sorted({f"{one.where}：{what}" for one in seen for what in one.clipped})


@point(41, "at 911×433 every page and dialog shows its buttons")
def small_window(stage: Stage) -> str:
    seen = stage.once("small tour", lambda: tour(stage, SMALL))
    lost = missing(seen)
    outside = [f"{one.where}：{'、'.join(one.outside)}" for one in seen if one.outside]
    wide = [one.where for one in seen if not one.dialog and one.size.toTuple() != SMALL]
    tall = [
        f"{one.where} {one.size.width()}×{one.size.height()}"
        for one in seen
        if one.dialog
        and (one.size.width() > SMALL[0] or one.size.height() > SMALL[1])
        and one.where != "打印预览"
    ]
    measured = (
        f"{len(seen)} pages, tabs and dialogs: buttons outside {outside or 'none'}; windows "
        f"that grew {wide or 'none'}; "
        f"dialogs larger than the screen {tall or 'none'}{'; not opened ' + str(lost) if lost else ''}"
    )
    require(len(seen) > 40 and not (outside or wide or tall or lost), measured)
    return measured


@point(42, "at scale 1.25 and 1.5 no word is cut")
def scaled(stage: Stage) -> str:
    said, cut = [], []
    for factor in ("1.25", "1.5"):
        found = answer(
            "clipped",
            str(stage.new_folder()),
            str(stage.sample),
            environ={"QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"},
        )
        cut += [f"{factor}: {one}" for one in found["cut"]]
        said.append(
            f"{factor} (ratio {found['ratio']}): {found['places']} pages, {found['words']} "
            f"texts, {len(found['cut'])} cut"
        )
        require(abs(found["ratio"] - float(factor)) < 0.01, "; ".join(said))
    measured = "; ".join(said) + (f" {cut[:6]}" if cut else "")
    require(not cut, measured)
    return measured


@point(43, "字号 100–150 % at once: rows grow, nothing is cut")
def font_sizes(stage: Stage) -> str:
    heights, cut = {}, []
    with stage.desk("findings", size=FULL) as clerk:
        page = clerk.window.page
        assert page is not None
        view = page.findChild(SheetView, "findings")
        assert isinstance(view, SheetView)
        for scale in theme.SCALES:
            clerk.app.set_scale(scale)
            QApplication.processEvents()
            heights[scale] = view.line_height
        for scale in (130, 150):
            clerk.app.set_scale(scale)
            seen = [look(f"{scale} % {where}", clerk.window) for where in pages(clerk)]
            cut += _cut(seen) + [f"{one.where} outside: {one.outside}" for one in seen if one.outside]
    grows = [heights[one] for one in theme.SCALES]
    measured = f"row height {heights}; pages at 130 and 150 %: cut or outside {len(cut)} {cut[:8] or ''}"
    require(grows == sorted(set(grows)) and grows[-1] >= 44 and not cut, measured)
    return measured
