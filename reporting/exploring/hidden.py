"""Of which countries and units the number of a quarter is hidden elsewhere."""

from reporting.exploring.concerned import cells_by_unit
from reporting.exploring.counting import counted_once, reports_of, shown_once
from reporting.periods import Period
from reporting.scope import Scope
from reporting.states import Dimension


def hidden_in_a_quarter(scope: Scope, dimension: str, quarters: list[Period]) -> set[str]:
    """Those whose number of the year, less the quarters that are shown, would be the one that is hidden."""
    if dimension == Dimension.COUNTRY:
        counted = counted_once(reports_of(scope), quarters, dimension)
        return {key for cells in counted for key, shown in shown_once(cells, dimension).items() if shown is None}
    if dimension != Dimension.UNIT:
        return set()
    every = cells_by_unit(scope, quarters)
    hidden = {unit for unit, cells in every.items() if None in cells or not any(cells)}
    # The cases of no unit would give it away, together with the whole.
    return hidden | {""} if hidden else hidden
