"""The geometry of the charts, and the promise that each has its figures beside it."""

import re

import pytest
from django.template.loader import render_to_string

from accounts.charts import WIDTH, bar_chart, line_chart, show_number, stacked_bar_chart

BARS = {"title": "Topics", "summary": "What it is about.", "rows": [("Gifts", 4), ("Books", 8), ("None", 0)]}
LINES = {"title": "Rate", "summary": "It grew.", "labels": ["Q1", "Q2", "Q3"], "series": [("All", [1, None, 3])]}
STACK = {
    "title": "Findings",
    "summary": "By region.",
    "series": ["Yes", "No"],
    "rows": [("EU", [2, 3]), ("US", [0, 1])],
}


def test_bars_are_as_long_as_their_figures():
    gifts, books, none = bar_chart(**BARS)["bars"]
    assert books["width"] == 2 * gifts["width"] and none["width"] == 0
    assert books["value_x"] < WIDTH


def test_parts_of_a_bar_lie_end_to_end():
    first, second = stacked_bar_chart(**STACK)["bars"]
    assert first["parts"][0]["width"] == pytest.approx(first["parts"][1]["x"], abs=0.2)
    assert [part["number"] for part in second["parts"]] == [2], "a part of nothing is not drawn"


def test_a_gap_breaks_the_line_and_the_table_says_so():
    chart = line_chart(**LINES)
    assert chart["lines"][0]["path"].count("M") == 2
    assert chart["table"][1] == ("Q2", ["–"])


@pytest.mark.parametrize("values", [[], [0, 0], [3], [1_234_567], [0.2, 0.7], [7, 100, 41]])
def test_a_line_stays_inside_its_picture(values):
    chart = line_chart(title="Rate", summary="", labels=[str(i) for i in range(len(values))], series=[("All", values)])
    assert 2 <= len(chart["grid"]) <= 7
    for point in chart["lines"][0]["points"]:
        assert 0 <= point["x"] <= WIDTH and 0 <= point["y"] <= chart["height"]


def test_charts_of_nothing_can_be_drawn():
    assert bar_chart(title="Nothing", summary="", rows=[])["bars"] == []
    assert stacked_bar_chart(title="Nothing", summary="", rows=[], series=["Yes"])["bars"] == []


def test_numbers_read_as_people_write_them():
    assert [show_number(n) for n in (1234, 1.25, 3.0, None)] == ["1,234", "1.2", "3", "–"]


@pytest.mark.parametrize(
    ("name", "chart"),
    [("bar", bar_chart(**BARS)), ("line", line_chart(**LINES)), ("stacked", stacked_bar_chart(**STACK))],
)
def test_a_chart_has_a_name_a_description_and_its_figures(name, chart):
    page = render_to_string(f"_components/charts/{name}.html", {"chart": chart})
    assert f'<title id="{chart["id"]}-svg-title">{chart["title"]}</title>' in page
    assert f">{chart['summary']}</desc>" in page
    assert page.count('<th scope="row">') == len(chart["table"])
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)
