"""Charts: what is drawn, what is left open, what can be told apart, and that a live chart equals a fresh drawing."""

from __future__ import annotations

import json
import math
import random
import re
import sys
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.testing.compare import compare_images
from matplotlib.transforms import Bbox

from softskills.charts import Profile, describe, live_radar
from softskills.charts.dot_plot import dot_plot_figure, sorted_axes
from softskills.charts.drawn import drawn_radar
from softskills.charts.measures import NARROW
from softskills.charts.output import rendered, save, settings
from softskills.charts.profiles import STYLES
from softskills.charts.radar import draw, radar_figure
from softskills.items import data_folder, load_bank
from softskills.widgets import profile_chart
from support.drawings import SVG, commands, drawn, drawn_lines, flat, vertices

BASELINE = Path(__file__).parent / "baseline" / "radar.png"
TOLERANCE = 2  # root mean square of the difference, in 1/255
HREF = "{http://www.w3.org/1999/xlink}href"

NAMES = [one.name for one in load_bank(data_folder()).competencies.values()]
LONG = ["Networking, feedback and learning"] * 12
SLOTS = {"before": "Before", "now": "Now", "target": "Target"}

Values = Sequence[float | None]
BEFORE: Values = [2, None, 3, None, 4, 3, None, 2]
NOW: Values = [3, 4, 4, 5, 4, 3, 2, None]
TARGET: Values = [4, 4, 5, 5, 5, 4, 4, 4]


def profiles(*sets: Values) -> list[Profile]:
    return [Profile(name, values) for name, values in zip(SLOTS.values(), sets, strict=False)]


def three() -> list[Profile]:
    return profiles(BEFORE, NOW, TARGET)


# What can be drawn


@pytest.mark.parametrize(
    ("axes", "given", "words"),
    [
        ([], profiles([]), "1 to 12 axes, not 0"),
        ([*LONG, "one more"], profiles([1] * 13), "1 to 12 axes, not 13"),
        (NAMES, [], "1 to 3 profiles, not 0"),
        (NAMES, three() + three()[:1], "1 to 3 profiles, not 4"),
        (NAMES[:3], profiles([1, 2]), "'Before' has 2 values for 3 axes; put None"),
        (
            NAMES[:3],
            profiles([1, 0, 2]),
            "'Before' has 0 for 'Problem-solving'; ratings go from 1 to 5, and None means",
        ),
        (NAMES[:3], profiles([1, 2, 5.01]), "has 5.01 for 'Active listening'"),
        (NAMES[:3], profiles([1, 2, math.nan]), "has nan for"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(axes: list[str], given: list[Profile], words: str) -> None:
    for drawing in (radar_figure, dot_plot_figure, describe):
        with pytest.raises(ValueError, match=re.escape(words)):
            drawing(axes, given)


@pytest.mark.parametrize("count", [3, 5, 8, 12])
def test_axes_go_clockwise_from_the_top_in_the_given_order(count: int) -> None:
    [line] = drawn_lines(radar_figure(LONG[:count], profiles([5.0] * count), NARROW))
    live = live_radar(LONG[:count], {"now": "Now"}, "chart")
    x, y = live.centre
    assert line[0] == pytest.approx((x, y - 5 * live.unit))
    turns = [math.atan2(px - x, y - py) % math.tau for px, py in line[:count]]
    assert turns == pytest.approx([math.tau * index / count for index in range(count)])


def test_rings_are_named_1_to_5_and_the_centre_is_zero() -> None:
    plot = radar_figure(NAMES, three()).axes[0]
    assert plot.get_ylim() == (0, 5)
    assert [tick.get_text() for tick in plot.get_yticklabels()] == ["1", "2", "3", "4", "5"]


# Gaps


def test_a_missing_rating_breaks_the_line_and_has_no_marker() -> None:
    path, markers = drawn(radar_figure(NAMES, profiles(BEFORE), NARROW))[0]
    live = live_radar(NAMES, SLOTS, "chart")
    assert path.count("M") == 4  # the runs of the axes 0, 2, 4 to 5, and 7 to 0
    assert path.count("L") == 2
    assert flat(markers) == pytest.approx(flat(point for point in live.points(BEFORE) if point))
    assert not any(point == pytest.approx(live.centre) for point in vertices(path) + markers)


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ([1, 2, 3, 4], 4),
        ([1, 2, 3, None], 2),
        ([None, 2, 3, 4], 2),
        ([1, None, None, 4], 1),  # only between the last axis and the first
        ([1, None, 3, None], 0),
        ([None, None, 3, None], 0),
    ],
)
def test_the_line_joins_neighbours_only_when_both_are_rated(values: Values, lines: int) -> None:
    path, markers = drawn(radar_figure(NAMES[:4], profiles(values)))[0]
    assert path.count("L") == lines
    assert len(markers) == sum(value is not None for value in values)


def test_a_chart_without_any_rating_is_drawn_without_legend() -> None:
    figure = radar_figure(NAMES, profiles([None] * 8))
    assert not figure.legends
    assert drawn(figure) == []


def test_a_profile_without_ratings_keeps_its_look_for_itself() -> None:
    figure = radar_figure(NAMES, profiles(BEFORE, [None] * 8, TARGET))
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["Before", "Target"]
    colours = [line.get_color() for line in figure.legends[0].get_lines()]
    assert colours == [STYLES[0].colour, STYLES[2].colour]


# Telling profiles apart


def test_profiles_differ_in_colour_and_dash_and_marker() -> None:
    lines = radar_figure(NAMES, three()).axes[0].get_lines()
    assert len({line.get_marker() for line in lines}) == 3
    assert len({str(line._unscaled_dash_pattern) for line in lines}) == 3  # type: ignore[attr-defined]
    assert len({line.get_color() for line in lines}) == 3
    assert {line.get_color() for line in lines} < {
        "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7",
    }  # fmt: skip


@pytest.mark.parametrize("page", ["#ffffff", "#121212"])
def test_profiles_stand_out_from_a_light_page_and_a_dark_one(page: str) -> None:
    def luminance(colour: str) -> float:
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    for style in STYLES:
        low, high = sorted((luminance(style.colour), luminance(page)))
        assert (high + 0.05) / (low + 0.05) >= 3, style.colour


def test_outlines_are_not_filled_and_the_background_is_clear() -> None:
    svg = ET.fromstring(rendered(radar_figure(NAMES, three()), "svg"))
    styles = [path.get("style", "") for path in svg.iter(f"{SVG}path")]
    shapes = [style for style in styles if "fill: none" not in style]
    assert all(style.startswith("stroke: #") for style in shapes)
    assert len(shapes) == 3  # one marker each


# Layout


@pytest.mark.parametrize(
    ("axes", "given"),
    [
        (NAMES, three()),
        (LONG, profiles([5.0] * 12)),
        (LONG[:3], profiles([1.0] * 3)),
        (NAMES, [Profile("A rather long name for a profile", TARGET), Profile("And a second one, as long", NOW)]),
    ],
)
def test_no_text_is_cut_off_and_no_two_overlap(axes: list[str], given: list[Profile]) -> None:
    narrow = [radar_figure(NAMES, given, NARROW)] if axes == NAMES and given == three() else []
    for figure in (radar_figure(axes, given), dot_plot_figure(axes, given), *narrow):
        texts = boxes(figure)
        width, height = figure.bbox.size
        for text, box in texts:
            assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height, text
        for (one, box), (other, second) in combinations(texts, 2):
            assert not Bbox.intersection(box.padded(-1), second.padded(-1)), (one, other)


def boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    figure.draw_without_rendering()
    plot = figure.axes[0]
    texts = [*plot.texts, *plot.get_xticklabels(), *plot.get_yticklabels()]
    texts += [text for legend in figure.legends for text in legend.get_texts()]
    return [(text.get_text(), text.get_window_extent()) for text in texts if text.get_text()]


def test_radar_looks_as_it_did(tmp_path: Path) -> None:
    assert difference(three(), tmp_path) is None


def test_one_other_rating_is_another_picture(tmp_path: Path) -> None:
    changed = profiles(BEFORE, [3, 4, 4, 5, 4, 3, 3, None], TARGET)
    assert "RMS" in str(difference(changed, tmp_path))


def difference(given: list[Profile], folder: Path) -> object:
    """None when it looks like the baseline, else what the difference is."""
    file = folder / "radar.png"
    with settings():
        radar_figure(NAMES, given).savefig(file, dpi=72, facecolor="white")
    return compare_images(str(BASELINE), str(file), tol=TOLERANCE)


# Files


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_the_same_ratings_give_the_same_bytes_whatever_the_settings(kind: str) -> None:
    first = rendered(radar_figure(NAMES, three()), kind)
    mine: Any = {"path.simplify": True, "font.size": 20.0, "svg.hashsalt": None, "axes.facecolor": "red"}
    with matplotlib.rc_context(mine):
        assert rendered(radar_figure(NAMES, three()), kind) == first
        assert {name: matplotlib.rcParams[name] for name in mine} == mine
    assert not re.search(rb"20\d\d-\d\d-\d\d|CreationDate", first)


def test_a_chart_is_saved_by_the_ending_of_its_file(tmp_path: Path) -> None:
    for name, begin in {"a.png": b"\x89PNG", "a.SVG": b"<?xml", "a.pdf": b"%PDF"}.items():
        save(radar_figure(NAMES, three()), tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(begin)
    for name in ("a.jpg", "a"):
        with pytest.raises(ValueError, match=r"saved as \.png, \.svg or \.pdf"):
            save(radar_figure(NAMES, three()), tmp_path / name)
        assert not (tmp_path / name).exists()


def test_a_notebook_shows_the_chart_with_its_text() -> None:
    data, shown = radar_figure(NAMES, three())._repr_mimebundle_()  # type: ignore[attr-defined]
    assert data["image/png"].startswith(b"\x89PNG")
    assert data["text/plain"] == describe(NAMES, three())
    assert shown["image/png"] == {"width": 587, "height": 480}


def test_the_picture_in_html_has_the_text_as_its_alternative_and_no_name_in_it_is_markup() -> None:
    names = ['<b>"Empathy" & care</b>', *NAMES[1:]]
    data, _ = radar_figure(names, three())._repr_mimebundle_()  # type: ignore[attr-defined]
    picture = ET.fromstring(data["text/html"].replace(">", "/>"))
    assert (picture.tag, picture.get("alt")) == ("img", describe(names, three()))
    assert b64decode(picture.get("src", "").removeprefix("data:image/png;base64,")) == data["image/png"]
    assert (picture.get("width"), picture.get("height")) == ("587", "480")


# Dot plot and text


def test_dot_plot_is_sorted_by_the_last_profile_with_ratings() -> None:
    figure = dot_plot_figure(NAMES, profiles(BEFORE, NOW, [None] * 8))
    rows = [label.get_text().replace("\n", " ") for label in figure.axes[0].get_yticklabels()]
    assert rows[0] == "Clear messages"
    assert rows[-2:] == ["Leadership and developing others", "Networking, feedback and learning"]
    notes = [text.get_text().replace("\n", " ") for text in figure.axes[0].texts]
    assert notes[0] == "not rated: Before"
    assert notes[-1] == "not rated: Now"


def test_dot_plot_puts_what_is_not_rated_last() -> None:
    assert sorted_axes(profiles([None, 2, 5, None, 2]), 5) == [2, 1, 4, 0, 3]
    figure = dot_plot_figure(NAMES[:3], profiles([None, 2, 5]))
    assert [text.get_text() for text in figure.axes[0].texts] == ["", "", "not rated"]
    [dots] = [line for line in figure.axes[0].get_lines() if line.get_label() == "Before"]
    assert np.asarray(dots.get_xdata()).tolist() == [5, 2]


def test_the_text_has_every_figure() -> None:
    given = [Profile("before", [2, None, 2.5, None]), Profile("now", [3, 4, None, None]), Profile("aim", [None] * 4)]
    assert describe(["A", "B", "C", "D"], given) == (
        "Radar chart of 4 competencies, 1 to 5. A: before 2, now 3. B: before not rated, now 4. "
        "C: before 2.5, now not rated. Not rated: D."
    )
    assert describe(["A", "B", "C"], [Profile("now", [None] * 3)]) == (
        "Radar chart of 3 competencies, 1 to 5. Nothing is rated yet."
    )


# The live chart


def random_values(chance: random.Random, count: int) -> Values:
    gaps = chance.choice([0, 0.2, 0.5, 0.9])
    return [None if chance.random() < gaps else chance.randint(1, 5) for _ in range(count)]


def test_live_vertices_equal_a_fresh_drawing() -> None:
    chance = random.Random(1)
    compared = 0
    for count in [8] * 8 + [3, 5, 6, 12]:
        live = live_radar(LONG[:count], SLOTS, "chart")
        sets = [random_values(chance, count) for _ in range(3)]
        sets = [values for values in sets if any(values)]
        fresh = drawn(radar_figure(LONG[:count], profiles(*sets), NARROW))
        for values, (path, markers) in zip(sets, fresh, strict=True):
            compared += 1
            assert commands(live.path(values)) == commands(path)
            assert flat(vertices(live.path(values))) == pytest.approx(flat(vertices(path)), abs=1e-5)
            assert flat(point for point in live.points(values) if point) == pytest.approx(flat(markers), abs=1e-5)
    assert compared >= 30


@pytest.mark.parametrize("axes", [NAMES, *(LONG[:count] for count in range(3, 13)), ["A"], ["A", "B"]])
def test_the_live_chart_is_laid_out_as_matplotlib_lays_it(axes: list[str]) -> None:
    """Without matplotlib: every word, ring, spoke and marker, to half a point; a line's descenders move it a point."""
    figure = draw(axes, [Profile("Now", [3.0] * len(axes))], NARROW)[0]
    fresh, live = ET.fromstring(rendered(figure, "svg")), ET.fromstring(live_radar(axes, {"now": "Now"}, "chart").svg)
    told = [words(fresh), words(live)]
    assert [text for text, *_ in told[0]] == [text for text, *_ in told[1]]
    for (text, side, x, y), (_, own_side, own_x, own_y) in zip(*told, strict=True):
        assert own_side == side, text
        assert (own_x, own_y) == (pytest.approx(x, abs=0.02), pytest.approx(y, abs=1.2)), text
    rings = [float(circle.attrib["r"]) for circle in live.iter(f"{SVG}circle")]
    paths = [flat(vertices(path.attrib["d"])) for path in fresh.iter(f"{SVG}path")]
    assert rings == pytest.approx([NARROW.unit * level for level in (1, 2, 3, 4, 5)])
    for path in live.iter(f"{SVG}path"):
        if not path.get("id"):
            assert any(flat(vertices(path.attrib["d"])) == pytest.approx(one, abs=0.01) for one in paths)


def test_what_matplotlib_drew_has_the_same_places_for_a_page_to_move() -> None:
    plain, fine = live_radar(NAMES, SLOTS, "chart"), drawn_radar(NAMES, SLOTS, "chart")
    assert replace(fine, svg=plain.svg) == plain
    ids = [
        {one.attrib["id"] for one in ET.fromstring(chart.svg).iter() if "id" in one.attrib} for chart in (plain, fine)
    ]
    assert ids[0] == ids[1] and len(ids[0]) == 4 * len(SLOTS)
    assert "circle" not in fine.svg, "matplotlib draws rings as paths"


def test_the_widget_has_matplotlibs_drawing_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert profile_chart._radar() is drawn_radar
    monkeypatch.setitem(sys.modules, "softskills.charts.drawn", None)
    assert profile_chart._radar() is live_radar


def words(svg: ET.Element) -> list[tuple[str, str, float, float]]:
    """Every text with the side that it's anchored on, and its place."""
    return [
        (
            text.text or "",
            text.get("text-anchor") or re.findall(r"text-anchor: (\w+)", text.attrib["style"])[0],
            float(text.attrib["x"]),
            float(text.attrib["y"]),
        )
        for text in svg.iter(f"{SVG}text")
    ]


def test_another_rating_moves_the_live_line() -> None:
    live = live_radar(NAMES, SLOTS, "chart")
    [(path, _)] = drawn(radar_figure(NAMES, profiles(TARGET), NARROW))
    for index in range(8):
        changed = [3 if place == index else value for place, value in enumerate(TARGET)]
        assert flat(vertices(live.path(changed))) != pytest.approx(flat(vertices(path)), abs=1e-5)


def test_live_svg_is_drawn_with_every_place_to_be_moved() -> None:
    live = live_radar(NAMES, SLOTS, "chart")
    svg = ET.fromstring(live.svg)
    by_id = {element.get("id"): element for element in svg.iter()}
    assert [slot.key for slot in live.slots] == list(SLOTS)
    for slot in live.slots:
        assert list(by_id[slot.group]) == [by_id[slot.line], *by_id[slot.group][1:]]
        assert flat(vertices(by_id[slot.line].attrib["d"])) == pytest.approx(flat(vertices(live.path([3] * 8))))
        uses = by_id[slot.markers].findall(f"{SVG}use")
        assert [use.get("href") for use in uses] == [f"#{slot.marker}"] * 8
        assert by_id[slot.marker].tag == f"{SVG}path"
        assert by_id[slot.line].get("stroke") == slot.colour
        assert by_id[slot.line].get("stroke-dasharray", "") == slot.dash
    texts = [text.text for text in svg.iter(f"{SVG}text")]
    assert " ".join(map(str, texts)).startswith("1 2 3 4 5 Collaboration Problem- solving Active listening")


def test_two_live_charts_can_stand_on_one_page() -> None:
    one, other = (re.findall(r'\bid="([^"]+)"', live_radar(NAMES, SLOTS, name).svg) for name in ("one", "other"))
    assert len(one) == len(set(one)) == 12
    assert not set(one) & set(other)


def test_the_page_has_its_way_with_the_live_svg() -> None:
    svg = live_radar(NAMES, SLOTS, "chart").svg
    assert "style" not in svg and "font-family" not in svg
    assert len(svg.encode()) <= 20_000
    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))
    assert used == {"none", "currentColor", *(style.colour for style in STYLES)}


def test_live_chart_is_plain_data_and_always_the_same() -> None:
    content = live_radar(NAMES, SLOTS, "chart").content()
    again = live_radar(NAMES, SLOTS, "chart").content()
    assert json.dumps(content) == json.dumps(again)
    assert set(content) == {"svg", "centre", "unit", "angles", "slots"}


@pytest.mark.parametrize(("slots", "prefix"), [(SLOTS, ""), (SLOTS, "a b"), ({"a-line": "A"}, "chart"), ({}, "chart")])
def test_live_chart_refuses_what_makes_no_id(slots: dict[str, str], prefix: str) -> None:
    with pytest.raises(ValueError, match=r"must be|1 to 3 profiles"):
        live_radar(NAMES, slots, prefix)


# Reading what matplotlib drew
