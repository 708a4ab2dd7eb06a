"""What happens to a learner's files when the course is laid anew: pure, and held to one promise by chance."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from softskills.desk.note import Laid
from softskills.desk.update import Found, Fresh, Plan, plan


def fresh(**pages: str) -> dict[str, Fresh]:
    """A course of these pages in their order, each with this text."""
    return {
        f"{number:02}-{page}.ipynb": Fresh(page, text, text) for number, (page, text) in enumerate(pages.items(), 1)
    }


def noted(course: dict[str, Fresh]) -> dict[str, Laid]:
    return {name: Laid(page=one.page, substance=one.substance) for name, one in course.items()}


def as_laid(course: dict[str, Fresh]) -> dict[str, Found]:
    return {name: Found(one.substance, one.text) for name, one in course.items()}


def carried_out(made: Plan, found: dict[str, Found], course: dict[str, Fresh]) -> dict[str, Found]:
    files = dict(found)
    for name, kept in made.aside.items():
        assert kept not in files, "nothing is overwritten"
        files[kept] = files.pop(name)
    for name in made.write:
        files[name] = Found(course[name].substance, course[name].text)
    for name in made.remove:
        del files[name]
    return files


BEFORE = fresh(rain="r1", snow="s1")


def test_an_empty_folder_gets_all() -> None:
    made = plan({}, {}, BEFORE)
    assert (made.write, made.new, made.updated) == ([*BEFORE], [*BEFORE], [])
    assert made.laid == noted(BEFORE)


def test_nothing_new_means_nothing_to_do() -> None:
    made = plan(noted(BEFORE), as_laid(BEFORE), BEFORE)
    assert (made.aside, made.write, made.remove, made.updated) == ({}, [], [], [])


def test_a_lesson_that_was_only_run_is_fresh_again() -> None:
    found = as_laid(BEFORE) | {"01-rain.ipynb": Found("r1", "r1 with outputs")}
    made = plan(noted(BEFORE), found, BEFORE)
    assert (made.aside, made.write, made.updated) == ({}, ["01-rain.ipynb"], [])


def test_an_unchanged_lesson_follows_the_course() -> None:
    after = fresh(rain="r2", snow="s1")
    made = plan(noted(BEFORE), as_laid(BEFORE), after)
    assert (made.aside, made.write, made.updated) == ({}, ["01-rain.ipynb"], ["01-rain.ipynb"])


def test_a_changed_lesson_is_left_alone_while_the_course_has_nothing_new() -> None:
    found = as_laid(BEFORE) | {"01-rain.ipynb": Found("mine", "mine")}
    made = plan(noted(BEFORE), found, BEFORE)
    assert (made.aside, made.write) == ({}, [])
    assert made.laid["01-rain.ipynb"].substance == "r1", "the next start still sees that it was changed"


def test_a_changed_lesson_is_kept_beside_the_new_one() -> None:
    found = as_laid(BEFORE) | {"01-rain.ipynb": Found("mine", "mine"), "01-rain (yours).ipynb": Found("old", "old")}
    made = plan(noted(BEFORE), found, fresh(rain="r2", snow="s1"))
    assert made.aside == made.yours == {"01-rain.ipynb": "01-rain (yours 2).ipynb"}
    assert made.write == ["01-rain.ipynb"]


def test_lessons_that_got_other_numbers_move_and_take_changes_along() -> None:
    after = fresh(hail="h1", rain="r1", snow="s1")
    found = as_laid(BEFORE) | {"02-snow.ipynb": Found("mine", "mine")}
    made = plan(noted(BEFORE), found, after)
    files = carried_out(made, found, after)
    assert {name: one.text for name, one in files.items()} == {
        "01-hail.ipynb": "h1",
        "02-rain.ipynb": "r1",
        "03-snow.ipynb": "s1",
        "03-snow (yours).ipynb": "mine",
    }


def test_a_lesson_that_left_the_course_goes_unless_it_was_changed() -> None:
    assert plan(noted(BEFORE), as_laid(BEFORE), fresh(rain="r1")).remove == ["02-snow.ipynb"]
    found = as_laid(BEFORE) | {"02-snow.ipynb": Found("mine", "mine")}
    made = plan(noted(BEFORE), found, fresh(rain="r1"))
    assert (made.remove, made.aside) == ([], {"02-snow.ipynb": "02-snow (yours).ipynb"})


def test_a_notebook_of_ones_own_under_a_lessons_name_is_kept() -> None:
    made = plan({}, {"01-rain.ipynb": Found(None, None)}, BEFORE)
    assert made.aside == {"01-rain.ipynb": "01-rain (yours).ipynb"}


def test_without_a_note_lessons_as_the_course_has_them_are_taken_for_its_own() -> None:
    made = plan({}, as_laid(BEFORE), BEFORE)
    assert (made.aside, made.write) == ({}, [])


courses = st.permutations(["rain", "snow", "hail", "fog"]).flatmap(
    lambda pages: st.lists(st.sampled_from(["1", "2"]), min_size=4, max_size=4).flatmap(
        lambda texts: st.integers(0, 4).map(
            lambda number: fresh(**{page: f"{page}-{text}" for page, text in zip(pages[:number], texts, strict=False)})
        )
    )
)
edits = st.dictionaries(st.integers(0, 3), st.sampled_from(["mine", "ours too", None]), max_size=4)


@given(st.lists(st.tuples(courses, edits), min_size=1, max_size=5))
def test_whatever_happens_what_a_learner_wrote_is_there_and_the_course_is_whole(
    history: list[tuple[dict[str, Fresh], dict[int, str | None]]],
) -> None:
    files: dict[str, Found] = {"mine.ipynb": Found("own", "own")}
    note: dict[str, Laid] = {}
    mine = {"own"}
    for step, (course, changes) in enumerate(history):
        made = plan(note, files, course)
        files, note = carried_out(made, files, course), made.laid
        assert mine <= {one.text for one in files.values()}
        left_alone = {name for name in course if files[name].text in mine}
        assert all(files[name].text == course[name].text for name in course if name not in left_alone)
        again = plan(note, files, course)
        assert (again.aside, again.write, again.remove) == ({}, [], [])
        for at, text in changes.items():
            if at < len(course):
                words = f"{text} {step} {at}"
                files[[*course][at]] = Found(words if text else None, words)
                mine.add(words)
        mine = {text for text in mine if text in {one.text for one in files.values()}}  # what they themselves overwrote
