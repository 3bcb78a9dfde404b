"""What a clerk does to the roster: each act reads what can be chosen, then opens its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from core.errors import UserError
from core.labels import AREA_KINDS, ASSIGNMENT_ROLES, POST_ROLES, UNIT_KINDS
from gui.app import App
from gui.jobs import Written
from gui.views.forms import ChoiceBox, Option, VerbForm, line
from gui.widgets import DateField, Question, label

if TYPE_CHECKING:
    from core.queries.roster import Choice, Person, Subject

_KINDS = frozenset({"person", "post", "assignment", "check_in", "absence", "exemption"})
MOST_DIGITS = 6  # of a number of households
NOBODY = 0  # the key of a blank entry; ids begin with 1
NEW_AREAS = ("village", "community", "group", "settlement", "market", "point")


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms offer, as of one day."""

    people: list[Choice]
    units: list[Choice]
    areas: list[Choice]
    subjects: list[Subject]


def read_lists(r: Any, day: date, area_id: int | None) -> Lists:
    """Read everything a form may offer; a township's roster is small."""
    from core.queries import roster

    subjects = roster.subjects(r, area_id, day) if area_id is not None else []
    return Lists(
        roster.people_choices(r, day), roster.unit_choices(r, day), roster.area_choices(r, day), subjects
    )


def options(choices: list[Choice], blank: str = "") -> list[Option]:
    """Choices as entries of a box, with the unit where it tells people of one name apart."""
    first = [Option(NOBODY, blank)] if blank else []
    words = ((one, f"{one.name}（{one.detail}）" if one.detail else one.name) for one in choices)
    return first + [Option(one.id, text, one.initials) for one, text in words]


def picked(box: ChoiceBox) -> int | None:
    """The id chosen, None for the blank entry; UserError when what is typed names nobody."""
    if box.key is None:
        raise UserError(f"“{box.accessibleName()}”里没有“{box.currentText()}”，请从列出的里面选。")
    return None if box.key == NOBODY else int(box.key)


def coded(codes: dict[str, str], keys: tuple[str, ...] | None = None) -> ChoiceBox:
    """A box over codes in Chinese."""
    return ChoiceBox([Option(key, codes[key]) for key in keys or tuple(codes)])


class RosterActs(QObject):
    """The acts of one page. `day` gives the day looked at, `area` the place shown."""

    def __init__(
        self, app: App, page: QWidget, day: Callable[[], date], area: Callable[[], int | None]
    ) -> None:
        super().__init__(page)
        self._app, self._page, self._day, self._area = app, page, day, area

    def _with_lists(self, show: Callable[[Lists], None]) -> None:
        day, area = self._day(), self._area()
        self._app.jobs.read(lambda r: read_lists(r, day, area), show)

    def _date(self) -> DateField:
        field = DateField(self._day(), self._app.today())
        field.setObjectName("actDay")
        return field

    def _form(
        self,
        title: str,
        word: str,
        act: str,
        fields: list[tuple[str, QWidget]],
        verb: Callable[[], Callable[[Any], object]],
    ) -> None:
        VerbForm(self._app, self._page, title, word, act, fields, verb).open()

    # --- who answers ----------------------------------------------------------------------------------
    def change_person(self) -> None:
        """换人…"""
        self._with_lists(lambda lists: self._change(lists, ("leader_id", "person_id"), "换人"))

    def change_unit(self) -> None:
        """换站所…"""
        self._with_lists(lambda lists: self._change(lists, ("unit_id",), "换站所"))

    def _change(self, lists: Lists, columns: tuple[str, ...], act: str) -> None:
        held = [one for one in lists.subjects if one.column in columns]
        if not held:
            self.add_line_with(lists)
            return
        by_key = {(one.column, one.id): one for one in held}
        who = ChoiceBox([Option(key, f"{one.label}：{one.name}") for key, one in by_key.items()])
        who.setObjectName("changeOld")
        day, below = self._date(), QCheckBox("下属各组里同样的包保一并更换")
        below.setChecked(True)
        station = act == "换站所"
        stations = [one for one in lists.units if one.kind == "station"]
        offered = options(stations if station else lists.people, "暂时空缺")
        new = ChoiceBox([*offered[1:], offered[0]], find=True)
        new.setCurrentIndex(-1)
        new.setObjectName("changeNew")
        person = ChoiceBox(options([], "暂不指定"), find=True)
        fields: list[tuple[str, QWidget]] = [("原来是(&O)", who), ("从哪天起(&D)", day), ("换成(&N)", new)]
        if station:
            new.currentTextChanged.connect(lambda _text: person.set_options(_staff(lists, new.key)))
            fields.append(("新的责任人(&P)", person))
        if any(one.areas_below for one in held):
            fields.append(("", below))

        def verb() -> Callable[[Any], object]:
            subject = by_key[who.key]
            if not day.commit():
                raise UserError("没有这一天，请改正日期。")
            areas = subject.areas + (subject.areas_below if below.isChecked() else ())
            changed = {subject.column: picked(new)} | ({"person_id": picked(person)} if station else {})
            return _replacing(areas, subject, day.day, changed)

        self._form(act, act, act, fields, verb)

    def add_line(self) -> None:
        """新增包保…"""
        self._with_lists(self.add_line_with)

    def add_line_with(self, lists: Lists) -> None:
        """A new line of the roster for the place shown."""
        where = ChoiceBox(options(lists.areas), find=True)
        where.choose(self._area())
        leader = ChoiceBox(options(lists.people, "不填"), find=True)
        unit = ChoiceBox(options([one for one in lists.units if one.kind == "station"], "不填"), find=True)
        unit.setObjectName("lineUnit")
        person = ChoiceBox(options(lists.people, "不填"), find=True)
        person.setObjectName("linePerson")
        role, day = coded(ASSIGNMENT_ROLES), self._date()
        fields: list[tuple[str, QWidget]] = [
            ("区域(&A)", where),
            ("包保领导(&L)", leader),
            ("包保站所(&U)", unit),
            ("责任人(&P)", person),
            ("角色(&R)", role),
            ("从哪天起(&D)", day),
        ]

        def verb() -> Callable[[Any], object]:
            if where.key is None or not day.commit():
                raise UserError("请选区域，并填对日期。")
            duty = (picked(leader), picked(unit), picked(person))
            place, start, kind = where.key, day.day, role.key

            def write(w: Any) -> object:
                from core.services.roster import Duty, assign

                return assign(w, place, Duty(*duty), start, role=kind)

            return write

        self._form("新增包保", "新增包保", "新增包保", fields, verb)

    # --- people ---------------------------------------------------------------------------------------
    def new_person(self, unit_id: int | None = None) -> None:
        """新增人员."""
        self._with_lists(lambda lists: self._new_person(lists, unit_id))

    def _new_person(self, lists: Lists, unit_id: int | None) -> None:
        name, title, phone = line(name="personName"), line(name="personTitle"), line(name="personPhone")
        unit = ChoiceBox(options(lists.units), find=True)
        unit.setObjectName("personUnit")
        unit.choose(unit_id)
        role, day, same = coded(POST_ROLES), self._date(), label("", "warn", wrap=True)
        role.choose("staff")
        known = {one.name: one.detail for one in lists.people}

        def typed(text: str) -> None:
            plain = "".join(text.split())
            there = known.get(plain)
            same.setText(f"▲ 名册里已有“{plain}”（{there}），新增后按两个人记。" if there else "")

        name.textChanged.connect(typed)
        fields: list[tuple[str, QWidget]] = [
            ("姓名(&N)", name),
            ("单位(&U)", unit),
            ("类别(&R)", role),
            ("职务(&T)", title),
            ("电话(&P)", phone),
            ("从哪天起(&D)", day),
            ("", same),
        ]

        def verb() -> Callable[[Any], object]:
            if unit.key is None:
                raise UserError("请从列出的单位里选一个；没有就先新增单位。")
            if not day.commit():
                raise UserError("没有这一天，请改正日期。")
            return _adding(name, unit.key, day.day, role.key, title, phone)

        self._form("新增人员", "新增人员", "新增1人", fields, verb)

    def move(self, person: Person) -> None:
        """调动…"""
        self._with_lists(lambda lists: self._move(lists, person))

    def _move(self, lists: Lists, person: Person) -> None:
        unit = ChoiceBox(options(lists.units), find=True)
        unit.setObjectName("moveUnit")
        unit.choose(person.unit_id)
        role, title, day = coded(POST_ROLES), line(), self._date()
        role.choose("staff")
        fields: list[tuple[str, QWidget]] = [
            ("调到(&U)", unit),
            ("类别(&R)", role),
            ("职务(&T)", title),
            ("从哪天起(&D)", day),
        ]

        def verb() -> Callable[[Any], object]:
            if unit.key is None or not day.commit():
                raise UserError("请选单位，并填对日期。")
            where, start, kind, words = unit.key, day.day, role.key, title.text()

            def write(w: Any) -> object:
                from core.services.roster import move_person

                return move_person(w, person.id, where, start, role=kind, title=words)

            return write

        self._form(f"调动{person.name}", "调动", "调动1人", fields, verb)

    def leave(self, person: Person) -> None:
        """离任…"""
        day = self._date()

        def verb() -> Callable[[Any], object]:
            if not day.commit():
                raise UserError("没有这一天，请改正日期。")
            if person.post_id is None:
                raise UserError("这名人员没有在任的职务。")
            post_id, last = person.post_id, day.day

            def write(w: Any) -> None:
                from core.services.roster import end_post

                end_post(w, post_id, last)

            return write

        note = label("以后不再计应到；包保的区域请另用“换人”交给别人。", "body2", wrap=True)
        fields: list[tuple[str, QWidget]] = [("最后一天(&D)", day), ("", note)]
        self._form(f"{person.name}离任", "离任", "离任1人", fields, verb)

    def edit(self, person: Person) -> None:
        """改姓名电话…"""
        self._app.jobs.read(lambda r: _phone_of(r, person.id), lambda phone: self._edit(person, phone))

    def _edit(self, person: Person, phone: str) -> None:
        name, number = line(person.name, name="editName"), line(phone, name="editPhone")
        fields: list[tuple[str, QWidget]] = [("姓名(&N)", name), ("电话(&P)", number)]

        def verb() -> Callable[[Any], object]:
            words, digits = name.text(), number.text()

            def write(w: Any) -> None:
                from core.services.roster import edit_person

                edit_person(w, person.id, name=words, phone=digits)

            return write

        self._form("改姓名电话", "保存", "修改1人", fields, verb)

    def join(self, person: Person) -> None:
        """合并…"""
        self._with_lists(lambda lists: self._join(lists, person))

    def _join(self, lists: Lists, person: Person) -> None:
        others = [one for one in lists.people if one.id != person.id]
        others.sort(key=lambda one: one.name != person.name)
        other = ChoiceBox(options(others), find=True)
        other.setObjectName("joinOther")
        words = f"签到、请假、职务和包保都记到{person.name}（{person.unit}）名下，另一条不再保留。"
        fields: list[tuple[str, QWidget]] = [
            ("另一条是(&O)", other),
            ("", label(words, "body2", wrap=True)),
        ]

        def verb() -> Callable[[Any], object]:
            other_id = other.key
            if other_id is None:
                raise UserError("请从列出的人里选一个。")

            def write(w: Any) -> object:
                from core.services.roster import join_people

                return join_people(w, person.id, other_id)

            return write

        self._form(f"把另一条合并到{person.name}", "合并成一人", "合并2条人员", fields, verb)

    def blank(self, person: Person) -> None:
        """脱敏…: asked once, since nothing brings the name back."""
        question = Question(
            f"脱敏{person.name}",
            "姓名、电话会从名册和全部历史里抹去，签到和包保的记录留下；做了不能撤销。",
            "脱敏",
            final=True,
        )
        if not self._app.ask(question, self._page):
            return

        def act(db: Any, _task: object) -> None:
            from core.services.roster import blank_person

            blank_person(db, person.id)

        self._app.jobs.on_file(act, self._blanked)

    def _blanked(self, _nothing: None) -> None:
        self._app.jobs.written.emit(Written("脱敏1人", _KINDS, undoable=False))

    # --- places and units -----------------------------------------------------------------------------
    def add_area(self, parent_id: int | None, *, below_village: bool) -> None:
        """新增村（社区）、组、集贸市场…"""
        kinds = NEW_AREAS[2:4] if below_village else NEW_AREAS[:2] + NEW_AREAS[4:]
        kind, name, households = coded(AREA_KINDS, kinds), line(name="areaName"), line(name="areaHouseholds")
        fields: list[tuple[str, QWidget]] = [("类型(&K)", kind), ("名称(&N)", name), ("户数(&H)", households)]

        def verb() -> Callable[[Any], object]:
            number, key, words = _number(households), kind.key, name.text()

            def write(w: Any) -> object:
                from core.services.roster import add_area

                return add_area(w, key, words, parent_id, households=number)

            return write

        self._form("新增区域", "新增区域", "新增1个区域", fields, verb)

    def rename_area(self, area_id: int, name: str, households: int | None) -> None:
        """改名称户数…"""
        words, count = line(name, name="areaName"), line(str(households or ""), name="areaHouseholds")
        fields: list[tuple[str, QWidget]] = [("名称(&N)", words), ("户数(&H)", count)]

        def verb() -> Callable[[Any], object]:
            number, text = _number(count), words.text()

            def write(w: Any) -> None:
                from core.services.roster import rename_area

                rename_area(w, area_id, text, households=number)

            return write

        self._form("改名称户数", "保存", "修改1个区域", fields, verb)

    def add_unit(self) -> None:
        """新增站所…"""
        kind, name = coded(UNIT_KINDS, ("station", "district", "leadership")), line(name="unitName")
        fields: list[tuple[str, QWidget]] = [("类型(&K)", kind), ("名称(&N)", name)]

        def verb() -> Callable[[Any], object]:
            key, words = kind.key, name.text()

            def write(w: Any) -> object:
                from core.services.roster import add_unit

                return add_unit(w, key, words)

            return write

        self._form("新增单位", "新增单位", "新增1个单位", fields, verb)

    def set_head(self, unit_id: int, role: str) -> None:
        """主要负责人…、分管负责人…"""
        self._with_lists(lambda lists: self._set_head(lists, unit_id, role))

    def _set_head(self, lists: Lists, unit_id: int, role: str) -> None:
        mine = [one for one in lists.people if one.kind == str(unit_id)]
        who = ChoiceBox(options(mine or lists.people), find=True)
        day = self._date()
        fields: list[tuple[str, QWidget]] = [(f"{POST_ROLES[role]}(&N)", who), ("从哪天起(&D)", day)]

        def verb() -> Callable[[Any], object]:
            if who.key is None or not day.commit():
                raise UserError("请选人，并填对日期。")
            person_id, start = who.key, day.day

            def write(w: Any) -> None:
                from core.services.roster import set_head

                set_head(w, unit_id, person_id, start, role=role)

            return write

        self._form(f"换{POST_ROLES[role]}", "更换", f"更换{POST_ROLES[role]}", fields, verb)


# -- verbs built from fields -----------------------------------------------------------------------


def _staff(lists: Lists, unit_id: object) -> list[Option]:
    return options([one for one in lists.people if one.kind == str(unit_id)], "暂不指定")


def _replacing(
    areas: tuple[int, ...], subject: Subject, start: date, changed: dict[str, int | None]
) -> Callable[[Any], object]:
    def write(w: Any) -> object:
        from core.services.roster import replace_in

        return replace_in(w, areas, subject.column, subject.id, start, **changed)

    return write


def _adding(
    name: QLineEdit, unit_id: int, start: date, role: str, title: QLineEdit, phone: QLineEdit
) -> Callable[[Any], object]:
    words, post, number = name.text(), title.text(), phone.text()

    def write(w: Any) -> object:
        from core.services.roster import add_person

        return add_person(w, words, unit_id, start, role=role, title=post, phone=number)

    return write


def _phone_of(r: Any, person_id: int) -> str:
    from core.queries.roster import phone_of

    return phone_of(r, person_id)


def _number(field: QLineEdit) -> int | None:
    """Households typed."""
    text = field.text().strip()
    if text and not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
        raise UserError("户数请填数字。")
    return int(text) if text else None
