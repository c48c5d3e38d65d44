"""A measure by one dimension over quarters that are over, in the scope of the common digest.

The same for every reader, and nothing in it moves when a single report arrives. Every table is put together from
quarters, each with its small cells hidden (`suppression`), so that no two tables differ by a hidden cell: of a longer
span only that is shown which may be shown in each of its quarters. Where reports are broken down twice, the second
time by a filter or by a rate, both come from one table, whichever of the two is asked for.
"""

from reporting.exploring.answer import Answer, Line, answer
from reporting.exploring.question import Question, refusal_of
from reporting.exploring.shown import Shown, shown

__all__ = ["Answer", "Line", "Question", "Shown", "answer", "refusal_of", "shown"]
