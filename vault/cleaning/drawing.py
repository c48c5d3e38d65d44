"""The child process that draws one page: `python -m vault.cleaning.drawing`, started by `pages` only.

Like the one that cleans, it has nameless files, limits and no environment. It says `drawn <pages>`, or why not.
"""

import os
import sys

from vault.cleaning.child import limit, reason_for
from vault.cleaning.held import CannotClean


def main() -> None:
    number, (source, target, seconds, memory, output) = int(sys.argv[1]), map(int, sys.argv[2:])
    limit(seconds=seconds, memory=memory, output=output)
    sys.stdout.write(verdict(number, source, target))
    sys.stdout.flush()


def verdict(number: int, source: int, target: int) -> str:
    """`drawn <how many pages there are>` or `held <reason>`."""
    try:
        from vault.cleaning import page

        with os.fdopen(source, "rb", closefd=False) as reader, os.fdopen(target, "r+b", closefd=False) as writer:
            return f"drawn {page.draw(reader, writer, number)}"
    except CannotClean as cannot:
        return f"held {cannot.reason}"
    except Exception as fault:
        return f"held {reason_for(fault)}"


if __name__ == "__main__":
    main()
