"""The charts of the pages and papers: pure functions from figures to what a template draws.

A chart here is a dict with a title, a sentence that says what it shows, its `n`, shapes in the units of one viewBox,
and the same figures as rows for the table beside it. The pictures are drawn on the server, so they work without
script, in print and in a PDF. Each series has a colour *and* a pattern, so nobody needs to tell colours apart.
A page shows one by `{% include chart.template %}` with the chart as `chart`.
"""

from reporting.charts.bars import bar_chart, paired_bar_chart, stacked_bar_chart
from reporting.charts.columns import Mark, column_chart
from reporting.charts.frame import WIDTH, show_number
from reporting.charts.funnel import funnel_chart
from reporting.charts.heat import heat_map
from reporting.charts.lines import line_chart

__all__ = [
    "WIDTH",
    "Mark",
    "bar_chart",
    "column_chart",
    "funnel_chart",
    "heat_map",
    "line_chart",
    "paired_bar_chart",
    "show_number",
    "stacked_bar_chart",
]
