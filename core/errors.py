"""The errors a clerk may see; any other exception is a bug and goes to the log."""


class UserError(Exception):
    """One Chinese sentence: what happened, where, and what to do about it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Conflict(UserError):
    """The rows changed since, so the step cannot be taken or taken back."""


class FileTooNew(UserError):
    """The file was written by a newer program; nothing in it was touched."""


class Busy(UserError):
    """Another window or command holds the file."""


class Damaged(UserError):
    """The file is no sound record any more; a backup is the way back."""


class ReasonWanted(UserError):
    """An entry so late that its reason is to be given; then it may be tried again."""
