"""Qt's own words in Chinese, with the words WPS uses where Qt's differ."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

# (context, source) or source alone: the word. One word for undo (撤销) and leaving without saving (不保存).
WORDS: dict[str, str] = {
    "&Undo": "撤销(&U)",
    "Undo": "撤销",
    "&Redo": "重做(&R)",
    "Redo": "重做",
    "Cu&t": "剪切(&T)",
    "&Copy": "复制(&C)",
    "&Paste": "粘贴(&P)",
    "Delete": "删除",
    "Select All": "全选",
    "Discard": "不保存",
    "Don't Save": "不保存",
    "Close without Saving": "不保存",
    "OK": "确定",
    "&OK": "确定(&O)",
    "Cancel": "取消",
    "&Cancel": "取消(&C)",
    "Close": "关闭",
    "&Close": "关闭(&C)",
    "Save": "保存",
    "&Save": "保存(&S)",
    "Open": "打开",
    "&Open": "打开(&O)",
    "&Yes": "是(&Y)",
    "&No": "否(&N)",
    "Look in:": "查找范围：",
    "&Look in:": "查找范围(&L)：",
    "Files of &type:": "文件类型(&T)：",
    "Look in": "查找范围",
    "Files of type:": "文件类型：",
    "File &name:": "文件名(&N)：",
    "File name:": "文件名：",
    "&File name:": "文件名(&F)：",
    "Directory:": "文件夹：",
    "&Choose": "选择(&C)",
    "Choose": "选择",
    "Back": "后退",
    "Forward": "前进",
    "Parent Directory": "上一级",
    "Create New Folder": "新建文件夹",
    "Create a New Folder": "新建一个文件夹",
    "&New Folder": "新建文件夹(&N)",
    "New Folder": "新建文件夹",
    "List View": "列表",
    "Change to list view mode": "换成列表",
    "Detail View": "详细",
    "Change to detail view mode": "换成详细列表",
    "Go back": "后退",
    "Go forward": "前进",
    "Go to the parent directory": "到上一级",
    "Sidebar": "常用位置",
    "List of places and bookmarks": "常用位置",
    "Files": "文件",
    "Find Directory": "选择文件夹",
    "Computer": "电脑",
    "My Computer": "电脑",
    "Recent Places": "最近位置",
    "Show &hidden files": "显示隐藏文件(&H)",
    "&Rename": "重命名(&R)",
    "&Delete": "删除(&D)",
    "All Files (*)": "全部文件 (*)",
    "Remove": "移去",
    "Name": "名称",
    "Size": "大小",
    "Type": "类型",
    "Kind": "类型",
    "Date Modified": "修改日期",
}


class _Overrides(QTranslator):
    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's keyword
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        del context, disambiguation, n
        # None, not "", lets Qt ask the next translator; the stub knows only str
        return WORDS.get(sourceText)  # type: ignore[return-value]


def install(app: QCoreApplication) -> None:
    """Before the first window: Chinese locale (weeks start on Monday), Qt's catalogue, then our words."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    catalogue = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if catalogue.load("qtbase_zh_CN", folder):
        app.installTranslator(catalogue)
    ours: QObject = _Overrides(app)
    assert isinstance(ours, QTranslator)
    app.installTranslator(ours)
