"""The one door in what the database otherwise never lets change: two people remove a passage (docs/adr/0024).

A frozen text may become exactly the bytes that a removal, on which two people agreed, has just written down for this
row. The same transaction takes these bytes away again, and no removal is ever given them twice; so the door is shut,
and no earlier text comes back through it.
"""

from cases.states.minimising import MinimisedText


def minimised(text: MinimisedText, column: str) -> str:
    """The condition, in SQL over OLD and NEW, under which `column` of the row may change."""
    return (
        # Of words of the code alone.
        f"EXISTS (SELECT 1 FROM cases_minimising m WHERE m.kind = '{text.value}' AND m.thing = OLD.id "  # noqa: S608
        f"AND m.state = 'DONE' AND m.resealed = NEW.{column})"
    )
