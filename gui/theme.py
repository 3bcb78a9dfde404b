"""Colours, sizes and the style sheet of the desk: one table, light and dark, four font sizes.

A widget that paints by hand asks `theme.current()`; a change of theme or font size reaches it as Qt's own
StyleChange event, because the application style sheet is set anew.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from string import Template
from types import SimpleNamespace

from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from gui.fonts import families
from resources import path as resource

SCALES = (100, 115, 130, 150)  # per cent of font and row height
NARROW = 1000  # px of window width below which the sidebar shrinks and side panes give way

# token: (light, dark). Contrast figures belong to the palette's design and are tested in tests/gui.
TOKENS: dict[str, tuple[str, str]] = {
    "window": ("#F3F5F7", "#1C2126"),
    "side": ("#E8ECF0", "#15191D"),
    "surface": ("#FFFFFF", "#23292F"),
    "head": ("#EFF2F5", "#2B323A"),
    "line": ("#DCE1E6", "#39424B"),
    "border": ("#7B8794", "#808B97"),
    "text": ("#1A222B", "#E8ECF0"),
    "text2": ("#46525E", "#BCC5CE"),
    "text3": ("#5F6B77", "#9CA7B2"),
    "accent": ("#1A5490", "#86B9EE"),
    "accent_hover": ("#144575", "#A3CAF3"),
    "on_accent": ("#FFFFFF", "#0C1B2B"),
    "accent_soft": ("#E2ECF6", "#2A3F56"),
    "danger": ("#A8200D", "#FF9D8C"),
    "warn_text": ("#7A4F00", "#F2C25B"),
    "warn_soft": ("#FFF3D1", "#3B3220"),
    "undo": ("#27323D", "#E3E8ED"),
    "undo_text": ("#FFFFFF", "#1A222B"),
    "undo_link": ("#A9D1FF", "#144575"),
    "canvas": ("#C9D0D7", "#14171A"),
    "late": ("#A8200D", "#CC3A20"),
    "on_late": ("#FFFFFF", "#FFFFFF"),
    "soon": ("#FFD166", "#FFD166"),
    "on_soon": ("#3A2A00", "#3A2A00"),
    "check": ("#1F6FB2", "#2B76BA"),
    "on_check": ("#FFFFFF", "#FFFFFF"),
    "open": ("#B9D3EC", "#39526B"),
    "on_open": ("#12365C", "#E2EEFA"),
    "on_done": ("#37424C", "#BCC5CE"),
    "heat1": ("#FFF3D1", "#4A3F22"),  # three quarters and more
    "heat2": ("#FFD98A", "#7A5A1C"),  # half and more
    "heat3": ("#E9A13B", "#E9A13B"),  # less than half
    "heat4": ("#A8200D", "#CC3A20"),  # nobody
    "on_heat1": ("#1A222B", "#E8ECF0"),
    "on_heat2": ("#1A222B", "#E8ECF0"),
    "on_heat3": ("#1A222B", "#0C1B2B"),
    "on_heat4": ("#FFFFFF", "#FFFFFF"),
}

# role: (points at 100 %, bold, line in px at 100 %)
TYPE: dict[str, tuple[float, bool, int]] = {
    "count": (18, True, 28),
    "title": (15, True, 28),
    "section": (12, True, 24),
    "body": (10.5, False, 20),
    "strong": (10.5, True, 20),
    "secondary": (9.75, False, 20),
    "axis": (9, False, 16),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """What a painter needs: colours by token, fonts by role, sizes by factor."""

    dark: bool = False
    scale: int = 100
    dpi: float = 96.0
    families: tuple[str, ...] = field(default_factory=tuple)

    def name(self, token: str) -> str:
        """The colour as #RRGGBB."""
        return TOKENS[token][self.dark]

    def color(self, token: str) -> QColor:
        """The colour of a token."""
        return QColor(self.name(token))

    def px(self, pixels: float) -> int:
        """Pixels at 100 % turned into pixels at the chosen font size."""
        return round(pixels * self.scale / 100 * self.dpi / 96)

    def points(self, role: str) -> float:
        """Points of a type role at the chosen font size."""
        return TYPE[role][0] * self.scale / 100

    def font(self, role: str = "body") -> QFont:
        """The font of a type role."""
        return QFont(_font(self.families, self.points(role), TYPE[role][1]))


@lru_cache(maxsize=64)
def _font(families: tuple[str, ...], points: float, bold: bool) -> QFont:
    """Kept, so that its copies share what Qt loads for it."""
    font = QFont(list(families)) if families else QFont()
    font.setPointSizeF(points)
    font.setBold(bold)
    return font


_state = SimpleNamespace(theme=Theme())


def current() -> Theme:
    """The theme in force."""
    theme: Theme = _state.theme
    return theme


def apply(app: QApplication, *, dark: bool = False, scale: int = 100) -> Theme:
    """Put a theme and a font size in force at once, for all windows."""
    screen = QGuiApplication.primaryScreen()
    dpi = screen.logicalDotsPerInchY() if screen else 96.0
    theme = Theme(dark, scale, dpi, tuple(families()))
    _state.theme = theme
    if app.style().objectName().lower() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(theme.font())
    app.setPalette(_palette(theme))
    app.setStyleSheet(style_sheet(theme))
    return theme


def _palette(theme: Theme) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    table = {
        roles.Window: "window", roles.WindowText: "text", roles.Base: "surface",
        roles.AlternateBase: "surface",
        roles.Text: "text", roles.Button: "surface", roles.ButtonText: "text", roles.PlaceholderText: "text3",
        roles.Highlight: "accent", roles.HighlightedText: "on_accent", roles.Link: "accent",
        roles.ToolTipBase: "surface", roles.ToolTipText: "text", roles.BrightText: "danger",
        roles.Mid: "border", roles.Dark: "border", roles.Light: "surface", roles.Midlight: "line",
    }  # fmt: skip
    for role, token in table.items():
        palette.setColor(role, theme.color(token))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("text3"))
    return palette


def style_sheet(theme: Theme) -> str:
    """The QSS of a theme, from resources/style.qss: $token is a colour, $pN N pixels, $f_role a font size."""
    values: dict[str, object] = {token: theme.name(token) for token in TOKENS}
    values |= {f"p{n}": f"{theme.px(n)}px" for n in range(1, 201)}
    values |= {f"f_{role}": f"font-size: {theme.points(role)}pt" for role in TYPE}
    values["icons"] = resource("icons").as_posix()
    values["mode"] = "dark" if theme.dark else "light"
    return Template(resource("style.qss").read_text("utf-8")).substitute(values)
