"""A widget starts on any host that can show it. What saving takes is asked for only when there is something to save."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from softskills.course import find_course
from softskills.desk import StartWidget
from softskills.frontend import assemble
from softskills.items import Practice, data_folder, load_bank
from softskills.items.occupations import load_occupations
from softskills.widgets import (
    CalibrationWidget,
    CarryWidget,
    CourseWidget,
    DoneWidget,
    PracticeWidget,
    ProfileWidget,
    ProgressWidget,
    RatingWidget,
    WelcomeWidget,
    widget_for,
)
from softskills.widgets.catalogue import catalogue_of
from softskills.widgets.course_contents import contents_of

# Like the shim of a page made by MyST, which has no kernel: these throw.
START = """([name, state]) => {
    const refuse = what => () => { throw new Error(`${what} is not there`) };
    const model = { get: name => state[name], on() {}, off: refuse("off"), set: refuse("set"),
        save_changes: refuse("save_changes"), send: refuse("send") };
    const el = document.createElement("div");
    document.body.append(el);
    MODULES[name].render({ model, el });
    return el.querySelectorAll(".ss-widget").length;
}"""


def every_widget() -> list[CourseWidget]:
    """One widget for each kind of item, and the others."""
    bank = load_bank(data_folder())
    kinds = {item.kind: item for item in bank.items.values()}
    competencies = list(bank.competencies.values())
    course, first = find_course(), next(one for one in bank.items.values() if isinstance(one, Practice))
    return [
        *(widget_for(item, None) for item in kinds.values()),
        RatingWidget(competencies, "now", None),
        CalibrationWidget(bank, None),
        CarryWidget(bank, None),
        ProgressWidget(bank, None),
        PracticeWidget(bank, None, course.settings),
        WelcomeWidget(course, bank, first, None),
        DoneWidget(course, bank, bank.lessons[0], None),
        StartWidget(course, bank, None, ["A notice"], None),
        ProfileWidget(bank, load_occupations(data_folder()), None),
    ]


@pytest.mark.browser
@pytest.mark.parametrize("widget", every_widget(), ids=repr)
def test_a_widget_starts_where_nothing_can_be_sent(browser: Browser, widget: CourseWidget) -> None:
    page = browser.new_page()
    page.add_script_tag(content=assemble.script([widget.front_end]))
    state = widget.published()["state"] | {"place": "nowhere", "reader": "seed", "records": {}}
    bank = load_bank(data_folder())
    state["catalogue"] = catalogue_of(bank, [1])  # a page loads it before such a widget starts
    state["contents"] = contents_of(find_course(), bank)
    assert page.evaluate(START, [widget.front_end, state]) == 1
    page.close()
