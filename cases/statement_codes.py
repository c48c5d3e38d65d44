"""The personal code with which somebody who can't sign in opens the one statement they are asked to confirm.

As strong as an access key and handled like one: shown once, kept only as a keyed digest, never in an address. It is
computed from the sending of the form, so that sending it again shows the same code.
"""

from cases.access_keys import access_key_of, normalised
from vault.digests import keyed_digest


def statement_code_of(statement_id: object, receipt: str) -> str:
    """The code that one sending of the form made, as `ABCD-EFGH-…`."""
    return access_key_of(f"statement:{statement_id}:{receipt}")


def statement_code_digest(code: str) -> str:
    """How a code is kept and looked up. Empty where what was typed can't be a code."""
    letters = normalised(code)
    return keyed_digest("statement-code-lookup", letters) if letters else ""
