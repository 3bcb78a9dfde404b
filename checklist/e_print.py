"""E: print and the circular."""

import itertools
import re
import shutil
import subprocess
from collections import Counter
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from checklist.crawl import menus
from checklist.e_paper import draft_pdf, draft_texts, list_texts, preview_of, text_of
from checklist.points import Lacking, Unmeasured, point, require
from checklist.stage import CTRL, TODAY, Clerk, Stage, until

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26  # mm, GB/T 9704-2012
BODY = 16.0  # pt, 3号
LISTS: tuple[tuple[str, str, Any], ...] = (
    ("今日", "today", None), ("签到", "entry", None), ("督查整改", "findings", {"filter": "all"}),
    ("登记督查", "findings", {"tour": TODAY}), ("核对", "circular", {"month": "2026-10", "step": 1}),
    ("打分", "circular", {"month": "2026-10", "step": 2}),
    ("排名", "circular", {"month": "2026-10", "step": 3}),
    ("拟稿", "circular", {"month": "2026-10", "step": 4}),
    ("印发", "circular", {"month": "2026-09", "step": 5}),
    ("名册", "roster", None), ("统计", "stats", None), ("文号登记", "settings", {"section": "numbers"}),
    ("评分标准", "settings", {"section": "rubric"}), ("节假日", "settings", {"section": "holidays"}),
    ("本机备份", "settings", {"section": "backup"}), ("回收站", "settings", {"section": "recycle"}),
)  # fmt: skip


@point(45, "Ctrl+P on every list opens a preview, maximised and fit to width")
def previews(stage: Stage) -> str:
    said, lacking = [], []
    with stage.desk() as clerk:
        for title, name, target in LISTS:
            clerk.go(name, target)
            clerk.activate()
            clerk.press(Qt.Key.Key_P, CTRL, clerk.window)
            clerk.rest()
            open_ = [one for one in clerk.dialogs() if one.objectName() == "printPreview"]
            if not open_:
                lacking.append(f"{title}: no preview")
                for one in clerk.dialogs():
                    one.close()
                continue
            preview: Any = open_[0]
            pages = preview.pages
            room = pages.viewport().width()
            share = pages._pages.frames[0].width() / room if pages._pages.frames else 0
            if not preview.isMaximized() or not 0.85 <= share <= 1:
                lacking.append(f"{title}: maximised {preview.isMaximized()}, page {share:.2f} of the width")
            said.append(f"{title} {pages.pages}p")
            preview.close()
            QApplication.processEvents()
    measured = (
        f"{len(said)} of {len(LISTS)} lists: {'、'.join(said)}; "
        f"{'; '.join(lacking) or 'all maximised and fit to width'}"
    )
    require(not lacking, measured)
    return measured


@point(46, "the printed list is the filtered one, with period, page n of N and head on each page")
def printed_list(stage: Stage) -> str:
    with stage.desk("findings") as clerk:
        page = clerk.go("findings", {"filter": "overdue"})
        few = [str(page.rows.row(number).id) for number in range(page.rows.count)]
        columns = page.rows.columns
        titles = [one.title for one in columns if one.title and one.key != "photos"]  # not on paper
        preview: Any = preview_of(clerk)
        short = "\n".join(text_of(bytes(preview._data)))
        closed = clerk.go("findings", {"filter": "closed"}).rows.count
    pages = list_texts(stage)
    numbers = re.findall(r"(?m)^\s*(\d+)\s", short)
    total = len(pages)
    marks = [
        bool(re.search(rf"第\s*{n}\s*页.*共\s*{total}\s*页|{n}\s*[/／]\s*{total}", text))
        for n, text in enumerate(pages, 1)
    ]
    heads = [all(title in text for title in titles[:4]) for text in pages]
    rows = sum(len(re.findall(r"(?m)^\s*\d+\s", text)) for text in pages)
    measured = (
        f"逾期: {len(few)} rows on the screen, numbers on paper {numbers}; closed: {closed} "
        f"rows, about {rows} printed on "
        f"{total} pages, page n of N on {sum(marks)}, head on {sum(heads)}; period: "
        f"{'截至' in short or '11月' in short}"
    )
    good = numbers[: len(few)] == few and total > 2 and all(marks) and all(heads) and rows >= closed
    require(good and "2026年11月24日" in short, measured)
    return measured


@point(47, "the draft page has a live A4 preview, refreshed within 1 s", timed=True)
def live_preview(stage: Stage) -> str:
    with stage.desk("circular") as clerk:
        page = clerk.go("circular", {"month": "2026-10", "step": 4})
        until(lambda: page.outlet.pdf is not None and page.preview.pages > 0, "the draft")
        beside = page.preview.isVisible() and page.sentences.isVisible()
        size = page.preview.page_size(0).toTuple()
        times = sorted(_edit(clerk, page, word) for word in ("本月各组", "本月各队", "本月各处"))
        took = times[1]
    measured = (
        f"preview beside the sentences: {beside}, page {size} pt; the picture changed "
        f"{took * 1000:.0f} ms after typing (median of 3)"
    )
    require(beside and size == (595, 842) and took <= 1.0, measured)
    return measured


def _edit(clerk: Clerk, page: Any, word: str) -> float:
    """Seconds from a changed word to another picture of the page."""
    page.sentences.setFocus()
    page.sentences.choose("overview.findings")
    clerk.rest()
    clerk.press(Qt.Key.Key_F2, at=page.sentences)
    editor = page.sentences.current.editor
    require(editor is not None, "F2 opens no editor in the draft")
    QApplication.processEvents()
    before = page.preview.viewport().grab().toImage()
    start = perf_counter()
    editor.setPlainText(re.sub("本月(各.)?", word, editor.toPlainText(), count=1))
    until(lambda: page.preview.viewport().grab().toImage() != before, "another picture of the page", 5)
    took = perf_counter() - start
    clerk.press(Qt.Key.Key_Return, at=editor)
    clerk.rest()
    return took


@point(48, "the PDF keeps GB/T 9704: A4, margins, 22×28, red head and line, page numbers")
def standard(stage: Stage) -> str:
    import pdfplumber

    said: list[str] = []
    faults: list[str] = []
    with pdfplumber.open(BytesIO(draft_pdf(stage))) as document:
        first = document.pages[0]
        for page in document.pages:
            if abs(page.width - A4[0]) > 0.6 or abs(page.height - A4[1]) > 0.6:
                faults.append(f"page {page.page_number} is {page.width:.1f}×{page.height:.1f} pt")
        reds = [char for char in first.chars if _red(char.get("non_stroking_color"))]
        lines = [
            one
            for one in (*first.lines, *first.rects, *first.curves)
            if _red(one.get("stroking_color")) or _red(one.get("non_stroking_color"))
        ]
        said.append(
            f"{len(document.pages)} pages A4, red head "
            f"“{''.join(char['text'] for char in reds)}”, red lines {len(lines)}"
        )
        if not reds or not lines:
            faults.append("no red head or line")
        page = max(document.pages[1:-1], key=lambda one: len(_lines(one)))
        rows = _lines(page)
        hanzi = [[char for char in row if "\u4e00" <= char["text"] <= "\u9fff"] for row in rows]
        hanzi = [row for row in hanzi if len(row) > 1]
        left = min(row[0]["x0"] for row in hanzi) / MM
        right = (page.width - max(row[-1]["x1"] for row in hanzi)) / MM
        steps = Counter(
            round(b["x0"] - a["x0"], 1)
            for row in hanzi
            for a, b in itertools.pairwise(row)
            if b["x0"] - a["x0"] < 20
        )
        step = steps.most_common(1)[0][0]
        cells = [round((row[-1]["x1"] - row[0]["x0"]) / (156 * MM / 28)) for row in rows]
        pitch = (rows[-1][0]["bottom"] - rows[0][0]["bottom"]) / (len(rows) - 1)
        top = (rows[0][0]["top"]) / MM
        low = (page.height - rows[-1][0]["bottom"]) / MM
        said.append(
            f"fullest page {page.page_number}: {len(rows)} lines, pitch {pitch:.2f} pt, left "
            f"{left:.1f} right {right:.1f} "
            f"top {top:.1f} bottom {low:.1f} mm, {sum(one >= 28 for one in cells)} lines of 28 "
            f"cells, commonest step {step} pt"
        )
        if len(rows) != 22 or not 225 * MM / 22 - 0.2 <= pitch <= (225 * MM - BODY) / 21 + 0.2:
            faults.append("not 22 lines filling 225 mm")
        if abs(step - 156 * MM / 28) > 0.3 or max(cells) not in (28, 29):
            faults.append("not 28 characters in 156 mm")
        if abs(left - LEFT) > 1.2 or right < RIGHT - 0.6 or top < TOP - 1.2 or low < BOTTOM - 3:
            faults.append("margins")
        feet = [re.findall(r"—\s*(\d+)\s*—", one.extract_text() or "") for one in document.pages]
        said.append(f"page numbers {['、'.join(one) for one in feet]}")
        if [one[-1:] for one in feet] != [[str(number)] for number in range(1, len(feet) + 1)]:
            faults.append("page numbers")
        outer = [_foot(one) for one in document.pages]
        said.append(f"outer side: {outer}")
        if any(side != ("right" if number % 2 else "left") for number, side in enumerate(outer, 1)):
            faults.append("page numbers not on the outer side")
    measured = "; ".join([*said, *(f"FAULT {one}" for one in faults)])
    require(not faults, measured)
    return measured


def _red(color: Any) -> bool:
    """Red in RGB or in the four inks of print."""
    if not isinstance(color, tuple):
        return False
    if len(color) == 4:
        return bool(color[0] < 0.2 and min(color[1:3]) > 0.7 and color[3] < 0.3)
    return len(color) == 3 and bool(color[0] > 0.8 and max(color[1:]) < 0.2)


def _lines(page: Any) -> list[list[Any]]:
    """The body's lines: Hanzi and full-width marks of 三号 between the margins, by where they stand."""
    rows: list[list[Any]] = []
    chars = [
        char for char in page.chars
        if abs(char["size"] - BODY) < 0.6 and char["bottom"] < page.height - 30 * MM
        and re.match(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”—]", char["text"])
    ]  # fmt: skip
    for char in sorted(chars, key=lambda one: one["bottom"]):
        if not rows or char["bottom"] - rows[-1][0]["bottom"] > 8:
            rows.append([])
        rows[-1].append(char)
    return [sorted(row, key=lambda one: one["x0"]) for row in rows]


def _foot(page: Any) -> str:
    dashes = [char for char in page.chars if char["text"] == "—" and char["top"] > page.height - 35 * MM]
    if not dashes:
        return "none"
    return "right" if dashes[0]["x0"] > page.width / 2 else "left"


def _issue_dialog(clerk: Clerk) -> Any:
    page = clerk.go("circular", {"month": "2026-10", "step": 5})
    until(lambda: page.outlet.pdf is not None, "the draft")
    clerk.rest()
    page.main_action()
    return clerk.dialog("issueDialog")


@point(49, "the number is 〔2026〕12号 with U+3014/3015, the next free one, duplicates refused")
def numbers(stage: Stage) -> str:
    from core.queries.circular_pages import month_state
    from core.rules.calendar import Month

    with stage.desk("circular") as clerk:
        dialog = _issue_dialog(clerk)
        page: Any = clerk.window.page
        taken = sorted(page.state.numbers[2026])
        proposed = dialog.serial
        dialog.number.setText(str(taken[0]))
        refused = dialog.wrong.text()
        shut = not dialog.yes.isEnabled()
        dialog.number.setText(str(proposed))
        clerk.click("affirm", dialog)
        issued = clerk.ask(lambda door: month_state(door, Month(2026, 10))).issued
    number = issued.doc_no if issued else "none"
    free = next(one for one in range(1, 999) if one not in taken)
    shape = bool(re.fullmatch(r"[^〔\d]+\u3014\d{4}\u3015[1-9]\d*号", number)) and "第" not in number
    measured = (
        f"taken {taken}, proposed {proposed}; number {taken[0]}: “{refused}”, 印发 disabled: "
        f"{shut}; issued as {number}"
    )
    require(shape and proposed >= free and proposed not in taken and shut and "已经用过" in refused, measured)
    return measured


@point(50, "fonts that are missing are named with their substitutes; the PDF embeds all")
def fonts(stage: Stage) -> str:
    with stage.desk("circular") as clerk:
        dialog = _issue_dialog(clerk)
        words = next(
            (
                one.text()
                for one in dialog.findChildren(QLabel)
                if "仿宋" in one.text() or "小标宋" in one.text()
            ),
            "",
        )
        dialog.close()
    if shutil.which("pdffonts") is None:
        raise Unmeasured("pdffonts (poppler-utils) is not installed")
    file = stage.new_folder() / "draft.pdf"
    file.write_bytes(draft_pdf(stage))
    done = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True)
    rows = done.stdout.splitlines()[2:]
    embedded = sum(bool(re.search(r"\s(yes)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+\s*$", row)) for row in rows)
    measured = f"before export the dialog says “{words}”; pdffonts: {embedded} of {len(rows)} fonts embedded"
    require(("小标宋" in words and "代" in words) and embedded == len(rows) > 0, measured)
    return measured


@point(51, "file names from the title, safe, never over an existing file, last folder kept")
def file_names(stage: Stage) -> str:
    from core.text import safe_filename

    folder = stage.new_folder()
    names = []
    with stage.desk("circular") as clerk:
        page = clerk.go("circular", {"month": "2026-10", "step": 4})
        until(lambda: page.outlet.pdf is not None, "the draft")
        title = page.outlet.title
        clerk.app.settings.keep_folder("papers", folder)
        for _ in range(2):
            page.outlet.save_pdf()
            clerk.rest()
            dialog = next(one for one in page.findChildren(QFileDialog) if one.isVisible())
            names.append(Path(dialog.selectedFiles()[0]).name)
            asks = not dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
            dialog.accept()
            until((folder / names[-1]).exists, "the file")
            clerk.rest()
            QApplication.processEvents()
        kept = clerk.app.settings.folder_for("papers", Path("/"))
    safe = safe_filename('通报/10月:"稿"?*<>|\\', ".pdf")
    measured = (
        f"{names}; illegal characters: “{safe}”; folder kept: {kept == folder}; overwriting is asked: {asks}"
    )
    plain = (names[0] == f"{title}.pdf" and names[1] == f"{title}(2).pdf") or names[1] == f"{title}（2）.pdf"
    require(plain and not set('/\\:*?"<>|') & set(safe) and kept == folder and asks, measured)
    return measured


@point(52, "DOCX and XLSX reopen in LibreOffice with the same text; gridCol, no theme fonts")
def office_files(stage: Stage) -> str:
    soffice = shutil.which("soffice")
    if soffice is None:
        raise Unmeasured("LibreOffice is not installed")
    folder = stage.new_folder()
    with stage.desk("circular") as clerk:
        page = clerk.go("circular", {"month": "2026-10", "step": 4})
        until(lambda: page.outlet.pdf is not None, "the draft")
        clerk.rest()
        words = [
            one for where, found in menus(clerk).items() if where.startswith("考核通报") for one in found
        ]
        clerk.go("circular", {"month": "2026-10", "step": 4})
        save = getattr(page.outlet, "save_word_copy", None)
        require(save is not None, f"考核通报 exports no DOCX: {words}")
        assert save is not None
        clerk.app.settings.keep_folder("papers", folder)
        clerk.app.settings.keep_folder("exports", folder)
        save()
        _accept(clerk, page, folder, ".docx")
        page = clerk.go("findings", {"filter": "open"})
        cells = [
            [clerk.text(page.view, row, one.key) for one in page.rows.columns]
            for row in range(page.rows.count)
        ]
        page.export_current()
        _accept(clerk, page, folder, ".xlsx")
    docx, xlsx = next(folder.glob("*.docx")), next(folder.glob("*.xlsx"))
    docx, xlsx = docx.rename(folder / "draft.docx"), xlsx.rename(folder / "list.xlsx")
    home = folder / "office"
    for kind, file in (("txt:Text", docx), ("csv", xlsx)):
        convert = [soffice, f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", kind]
        done = subprocess.run(
            [*convert, "--outdir", str(folder), str(file)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if file is docx and not docx.with_suffix(".txt").exists():
            raise Lacking(f"LibreOffice does not open the DOCX: {done.stderr.strip()[-200:]}")
    text = _letters(docx.with_suffix(".txt").read_text("utf-8-sig"))
    drawn = _letters("".join(re.sub(r"—\s*\d+\s*—", "", one) for one in draft_texts(stage)))
    same = sum((Counter(text) & Counter(drawn)).values()) / max(len(drawn), 1)
    read = xlsx.with_suffix(".csv")
    calc = read.exists()
    table = read.read_bytes().decode("utf-8", "replace") if calc else _read_back(xlsx)
    found = sum(row[2] in table for row in cells)
    grids, themes, widths = _inside(docx, xlsx)
    measured = (
        f"DOCX in LibreOffice: {len(text)} characters, {same:.1%} of the PDF's; tables "
        f"{grids[0]}, with gridCol {grids[1]}, "
        f"theme fonts {themes}; XLSX in {'LibreOffice' if calc else 'calamine'}: {found} of "
        f"{len(cells)} rows, {widths} columns "
        f"with widths"
    )
    require(
        same > 0.97 and grids[0] == grids[1] and themes == 0 and found == len(cells) > 0 and widths >= 4,
        measured,
    )
    if not calc:
        raise Unmeasured(
            f"LibreOffice Calc is not installed here, so the XLSX was not reopened in it; {measured}"
        )
    return measured


def _read_back(xlsx: Path) -> str:
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(xlsx).get_sheet_by_index(0).to_python()
    return "\n".join("\t".join(map(str, row)) for row in rows)


def _letters(text: str) -> str:
    return re.sub(r"[\s\u3000\ufeff—|]", "", text)


def _accept(clerk: Clerk, page: Any, folder: Path, ending: str) -> None:
    clerk.rest()
    dialog = next(one for one in page.findChildren(QFileDialog) if one.isVisible())
    dialog.accept()
    until(lambda: list(folder.glob(f"*{ending}")), f"a {ending}", 30)
    clerk.rest()


def _inside(docx: Path, xlsx: Path) -> tuple[tuple[int, int], int, int]:
    from zipfile import ZipFile

    with ZipFile(docx) as package:
        parts = [package.read(name).decode("utf-8") for name in package.namelist() if name.endswith(".xml")]
    body = max(parts, key=lambda one: one.count("<w:p"))
    tables = body.count("<w:tbl>")
    grids = len(re.findall(r"<w:tblGrid>\s*<w:gridCol", body))
    themes = sum(len(re.findall(r"w:(?:ascii|hAnsi|eastAsia|cs)Theme=", part)) for part in parts)
    with ZipFile(xlsx) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode("utf-8")
    return (tables, grids), themes, len(re.findall(r"<col [^>]*width=", sheet))


@point(53, "an issued circular is frozen: same bytes after changes, a notice, and 更正")
def frozen(stage: Stage) -> str:
    from core.queries.circulars import frozen_pdf, issued_circulars

    with stage.desk("circular") as clerk:
        dialog = _issue_dialog(clerk)
        clerk.click("affirm", dialog)
        page: Any = clerk.window.page
        until(lambda: page.state is not None and page.state.issued is not None, "the issued paper")
        clerk.rest()
        issued = page.state.issued
        file = page.issue.file
        before = _sums(clerk, issued.id, file)
        from sqlalchemy import select

        from core.model import check_in

        row = clerk.ask(
            lambda door: door.value(select(check_in.c.id).where(check_in.c.day == "2026-10-14").limit(1))
        )
        clerk.write("删除1条签到", lambda w: w.delete(check_in, row))

        def one_more(w: Any) -> None:
            from core.services import inspections

            inspections.add_finding(w, TODAY.replace(month=10, day=22), "又一处垃圾")

        clerk.write("登记1条问题", one_more)
        clerk.rest()
        after = _sums(clerk, issued.id, file)
        notice = next((one.text() for one in page.findChildren(QLabel, "differs") if one.isVisible()), "")
        first = clerk.go("today")
        home = " ".join(one.text() for one in first.findChildren(QLabel) if "不一致" in one.text())
        page = clerk.go("circular", {"month": "2026-10", "step": 5})
        clerk.click("correct")
        corrects = page.state.correcting is not None
        del frozen_pdf, issued_circulars
    measured = (
        f"{issued.doc_no}: sha256 of the record's copy and the file before and after two "
        f"changes equal: {before == after}; "
        f"page says “{notice[:40]}”, 今日 says “{home[:40]}”; 更正 begins a correction: {corrects}"
    )
    require(before == after and "不一致" in notice and "不一致" in home and corrects, measured)
    return measured


def _sums(clerk: Clerk, circular: int, file: Path | None) -> tuple[str, str]:
    from core.queries.circulars import frozen_pdf

    kept = clerk.ask(lambda door: frozen_pdf(door, circular))
    beside = file.read_bytes() if file is not None else b""
    return sha256(kept).hexdigest(), sha256(beside).hexdigest()


@point(54, "each unit named in the draft opens the rows behind its figure")
def evidence(stage: Stage) -> str:
    said, bad = [], []
    with stage.desk("circular") as clerk:
        page = clerk.go("circular", {"month": "2026-10", "step": 4})
        until(lambda: page.outlet.pdf is not None, "the draft")
        clerk.rest()
        facts = page.state.facts
        named = [("praise", one) for one in facts.praise] + [("criticism", one) for one in facts.criticism]
        for kind, one in named:
            page = clerk.go("circular", {"month": "2026-10", "step": 4})
            key = f"{kind}.{one.unit_id}"
            page.sentences.choose(key)
            clerk.rest()
            clerk.click(f"evidence_{key}")
            dialog: Any = clerk.dialog()
            lines = dialog.lines.model
            rows = [lines.row(number) for number in range(lines.count)]
            behind = [row for row in rows if row.rows is not None]
            opened = _open_first(clerk, dialog, lines) if behind else _nothing_lost(dialog)
            said.append(f"{one.unit} {lines.count} lines, {len(behind)} with rows → {opened}")
            if not opened:
                bad.append(one.unit)
            for other in clerk.dialogs():
                other.close()
            QApplication.processEvents()
    measured = f"{len(named)} units named: {'; '.join(said)}"
    require(bool(named) and not bad, measured)
    return measured


def _nothing_lost(dialog: Any) -> str:
    said = [one.text() for one in dialog.findChildren(QLabel) if "没有扣分" in one.text()]
    return said[0] if said else ""


def _open_first(clerk: Clerk, dialog: Any, lines: Any) -> str:
    place = lines.position(lambda row: row.rows is not None)
    wanted = len(lines.row(place).rows)
    dialog.lines.view.setFocus()
    dialog.lines.view.go_to(place, "item")
    clerk.press(Qt.Key.Key_Return, at=dialog.lines.view)
    clerk.rest()
    page: Any = clerk.window.page
    if clerk.window.current == "findings":
        return f"{page.rows.count} of {wanted} findings" if page.rows.count == wanted else ""
    shown = [one for one in clerk.dialogs() if one is not dialog and hasattr(one, "model")]
    if shown:
        count = shown[-1].model.count
        return f"{count} of {wanted} rows" if count == wanted else ""
    return f"page {clerk.window.current}" if clerk.window.current != "circular" else ""
