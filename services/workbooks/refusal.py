"""The one error of a file that cannot be taken."""


class WorkbookRefused(Exception):
    """A file that cannot be taken; the message is a plain sentence that says what to do."""
