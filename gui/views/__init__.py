"""One file per page; the window imports a page when it is first shown."""

# (name, title, narrow title, where); the icon is resources/icons/NAME.svg. The last stands at the bottom.
PAGES: tuple[tuple[str, str, str, str], ...] = (
    ("today", "今日", "今日", "gui.views.today:TodayPage"),
    ("entry", "登记", "登记", "gui.views.entry:EntryPage"),
    ("findings", "督查整改", "督查", "gui.views.findings:FindingsPage"),
    ("circular", "考核通报", "通报", "gui.views.circular:CircularPage"),
    ("roster", "名册", "名册", "gui.views.roster_tabs:RosterPage"),
    ("stats", "统计", "统计", "gui.views.stats:StatsPage"),
    ("settings", "资料与设置", "设置", "gui.views.settings:SettingsPage"),
)
