"""A list with a side pane that gives way when the window is narrow."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QWidget

from gui import theme

PANE_MAX = 378  # px at 100 %


class SplitPane(QWidget):
    """List left, pane right. Narrow: the pane goes, or (detail=True) takes the list's place when opened.

    `set_narrow` is called by the page; `open_detail`/`close_detail` show a detail pane in place of the list.
    """

    def __init__(self, main: QWidget, pane: QWidget, width: int = 316, *, detail: bool = False) -> None:
        super().__init__()
        self._detail = detail
        self._narrow = False
        self._opened = False
        self._width = min(width, PANE_MAX)
        self.main = main
        self.pane = QFrame()
        self.pane.setProperty("role", "pane")
        QStackedLayout(self.pane).addWidget(pane)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(main, 1)
        self._box.addWidget(self.pane)
        self._arrange()

    def set_narrow(self, narrow: bool) -> None:
        """Follow the window's width."""
        self._narrow = narrow
        self._arrange()

    def open_detail(self) -> None:
        """Show the pane even when narrow, in place of the list."""
        self._opened = True
        self._arrange()

    def close_detail(self) -> None:
        """Back to the list."""
        self._opened = False
        self._arrange()

    @property
    def replaced(self) -> bool:
        """The pane stands in place of the list."""
        return self._narrow and self._detail and self._opened

    def _arrange(self) -> None:
        self.pane.setVisible(not self._narrow or self.replaced)
        self.main.setVisible(not self.replaced)
        self.pane.setMaximumWidth(16_777_215 if self.replaced else theme.current().px(self._width))
        self.pane.setMinimumWidth(0 if self.replaced else theme.current().px(self._width))
