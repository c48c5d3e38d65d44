"""The geometry of the charts, and the promise that each has its figures beside it."""

import re

import pytest
from django.template.loader import render_to_string

from reporting.charts import (
    WIDTH,
    Mark,
    bar_chart,
    column_chart,
    funnel_chart,
    heat_map,
    line_chart,
    paired_bar_chart,
    show_number,
    stacked_bar_chart,
)

BARS = {"title": "Topics", "summary": "What it is about.", "rows": [("Gifts", 4), ("Books", 8), ("None", 0)]}
LINES = {"title": "Rate", "summary": "It grew.", "labels": ["Q1", "Q2", "Q3"], "series": [("All", [1, None, 3])]}
STACK = {
    "title": "Findings",
    "summary": "By region.",
    "series": ["Yes", "No"],
    "rows": [("EU", [2, 3]), ("US", [0, 1])],
}

PAIR = {
    "title": "Topics now and then",
    "summary": "Gifts doubled.",
    "series": ("Now", "Before"),
    "rows": [("Gifts", 8, 4), ("Books", 0, 2)],
}
COLUMNS = {"title": "Age", "summary": "Most are young.", "rows": [("0–30", 8), ("> 30", 4)], "late": 1, "n": 12}
FUNNEL = {"title": "Steps", "summary": "Half of them.", "rows": [("Received", 10), ("Closed", 5), ("Upheld", 0)]}
HEAT = {
    "title": "Units",
    "summary": "Sales leads.",
    "columns": ["Q1", "Q2"],
    "total": "Year",
    "rows": [("Sales", [10, 1], 11), ("Legal", [None, 0], None)],
}
CHARTS = [
    bar_chart(**BARS, n=12),
    line_chart(**LINES, benchmark=("Published median", 1.57)),
    stacked_bar_chart(**STACK),
    paired_bar_chart(**PAIR),
    column_chart(**COLUMNS, marks=[Mark("Median", "21", 0.7)]),
    funnel_chart(**FUNNEL),
    heat_map(**HEAT),
]


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


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart["kind"])
def test_a_chart_has_a_name_a_description_and_its_figures(chart):
    page = render_to_string(chart["template"], {"chart": chart})
    assert f'<title id="{chart["id"]}-svg-title">{chart["title"]}</title>' in page
    assert f">{chart['summary']}</desc>" in page
    assert page.count('<th scope="row">') == len(chart["table"])
    assert all(len(values) == len(chart["columns"]) for _label, values in chart["table"])
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)
    assert "style=" not in page, "the policy of the pages refuses styles in an attribute"


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart["kind"])
def test_a_chart_stays_inside_its_picture(chart):
    page = render_to_string(chart["template"], {"chart": chart})
    for left, width in re.findall(r'<rect[^>]*? x="([\d.]+)"[^>]*? width="([\d.]+)"', page):
        assert float(left) + float(width) <= WIDTH
    for height in re.findall(r'<text[^>]*? y="([\d.]+)"', page):
        assert 0 < float(height) <= chart["height"]


def test_a_bar_says_its_share_where_the_whole_is_known():
    gifts, books, _none = bar_chart(**BARS, n=12)["bars"]
    assert (gifts["share"], books["share"]) == ("33 %", "67 %")
    assert bar_chart(**BARS)["bars"][0]["share"] == ""


def test_a_published_figure_fits_under_the_scale_of_its_chart():
    chart = line_chart(title="Rate", summary="", labels=["Q1"], series=[("All", [0.2])], benchmark=("Published", 7))
    assert 0 <= chart["benchmark"]["y"] < chart["lines"][0]["points"][0]["y"]
    assert chart["table"] == [("Q1", ["0.2", "7"])]


def test_mixes_of_unequal_totals_are_drawn_equally_long():
    first, second = stacked_bar_chart(**STACK, as_shares=True)["bars"]
    assert first["value_x"] == pytest.approx(second["value_x"], abs=0.2)
    assert (first["text"], second["text"]) == ("5", "1")


def test_what_is_compared_stands_on_one_scale():
    (gifts, books) = paired_bar_chart(**PAIR)["bars"]
    assert gifts["pair"][0]["width"] == 2 * gifts["pair"][1]["width"] == 4 * books["pair"][1]["width"]


def test_late_classes_look_different():
    young, old = column_chart(**COLUMNS)["bars"]
    assert (young["number"], old["number"]) == (1, 2)
    assert young["height"] == pytest.approx(2 * old["height"], abs=0.2)


def test_words_of_a_mark_stay_inside_the_picture():
    left, right = column_chart(**COLUMNS, marks=[Mark("Median", "1", 0), Mark("Mean", "40", 2)])["marks"]
    assert (left["anchor"], right["anchor"]) == ("start", "end")


def test_a_step_says_what_share_of_the_first_it_is():
    assert [bar["share"] for bar in funnel_chart(**FUNNEL)["bars"]] == ["100 %", "50 %", "0 %"]
    assert funnel_chart(title="Nothing", summary="", rows=[("Received", 0)])["bars"][0]["share"] == "–"


def test_more_is_darker_and_a_hidden_cell_tells_nothing():
    (most, least), (hidden, none) = (line["cells"] for line in heat_map(**HEAT)["lines"])
    assert most["opacity"] > least["opacity"] > none["opacity"] == hidden["opacity"]
    page = render_to_string("_components/charts/heat.html", {"chart": heat_map(**HEAT)})
    assert page.count("#heat-units-hatch") == 1 and "it could point to a person" in page
    assert heat_map(**HEAT)["table"][1] == ("Legal", ["hidden", "0", "–"])


def test_long_names_of_columns_are_numbered():
    chart = heat_map(**HEAT | {"columns": ["Harassment and discrimination", "Gifts"]})
    assert [head["text"] for head in chart["heads"]] == ["1", "2"]
    assert chart["key_of_columns"] == ["Harassment and discrimination", "Gifts"]
