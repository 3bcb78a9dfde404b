"""A record that can only be looked at: which buttons write, and why they cannot be pressed."""

import re

from PySide6.QtWidgets import QMenu

WHY = "只读：这个文件只能查看，不能登记和修改。可以点上方的“另存副本”，在副本里做。"

# the words a button that writes begins with; 登记簿, 导出, 看…, 复制… do not
_WRITING = re.compile(
    r"(?:[＋+]|登记(?!簿)|新增|新开|添加|粘贴|向下填充|清空|清除并|换人|换站所|换一份表|换否决|导入|从表格导入|从备份包恢复"
    r"|恢复|删除|移动|移到|移出|上移|下移|印发|预留|作废|说明空号|归档|不归档|不予|作结论|采用|提出方案|载入默认|加减分|免计"
    r"|就这样|改|更改|更正|更新|并入|合并|撤回|撤销|重做|存这一句|放弃更正|结转|交办|销号|已整改|不合格|再限期|延期|记入"
    r"|保存|脱敏|全到|驻点|编辑|调整|停用|启用)"
)
_KINDS = frozenset({"tab", "segment", "chip"})  # of buttons that only choose what is seen
_state = {"only": False}


def set_only(only: bool) -> None:
    """The record that was opened can, or cannot, be written."""
    _state["only"] = only


def only() -> bool:
    """The open record can only be looked at."""
    return _state["only"]


def writes(text: str, kind: str = "") -> bool:
    """A button or entry of these words writes into the record."""
    return kind not in _KINDS and _WRITING.match(text.replace("&", "")) is not None


def lock(menu: QMenu) -> None:
    """Grey what writes in a menu of a record that can only be looked at."""
    if not only():
        return
    for act in menu.actions():
        if writes(act.text()):
            act.setEnabled(False)
            act.setToolTip(WHY)
