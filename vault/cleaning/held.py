"""Why a file could not be cleaned, as codes. No Django here: the child process says them too."""

ENCRYPTED = "ENCRYPTED"
UNREADABLE = "UNREADABLE"
UNKNOWN_KIND = "UNKNOWN_KIND"
TWO_KINDS = "TWO_KINDS"
EMBEDDED = "EMBEDDED"
TOO_MUCH = "TOO_MUCH"
NO_TOOL = "NO_TOOL"
REMAINS = "REMAINS"
FAILED = "FAILED"

REASONS = frozenset(
    {ENCRYPTED, UNREADABLE, UNKNOWN_KIND, TWO_KINDS, EMBEDDED, TOO_MUCH, NO_TOOL, REMAINS, FAILED}
)  # fmt: skip
# Of a page that is to be drawn, never of a file: so they are not among the reasons.
NO_PAGE = "NO_PAGE"
BUSY = "BUSY"
MOST_PAGES = 2_000


class CannotClean(Exception):
    """The file is held, for one of `REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
