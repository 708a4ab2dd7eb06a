"""At least one breach of every rule, by its code."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from softskills.checks import gather
from softskills.checks.material import OptionSet
from support.check_course import (
    BANK,
    CONFIG,
    COURSE,
    FORKS,
    KEYS,
    LESSON,
    LESSONS,
    OUTLINE,
    OVER_ALL,
    OWN_WORDS,
    PAGE,
    PROGRESS,
    QUIZ,
    QUIZ_NOTEBOOK,
    QUIZ_REVIEWS,
    REVIEWS,
    STORY,
    TOC,
    WORKS,
    Breach,
    Where,
    added,
    both,
    drop,
    in_notebook,
    in_story,
    in_yaml,
    index_of,
    line_of,
    of_the_whole_file,
    replaced,
    set_in,
    story_item,
    with_forks,
    write_yaml,
)

SCENARIO_LINES = r"    stem: >-\n(      .*\n)+"
LONG_WORDS = "\n      ".join(
    f"Considerable difficulties of the {ordinal} category characterise international organisational communication"
    for ordinal in ("primary", "secondary", "tertiary", "occasional", "inevitable")
)
TREE = {
    # two choices at each of three decisions, and nothing that is led to twice but endings
    "gate": {"a": ("loft", 1), "b": ("yard", 5)},
    **{name: {"a": (f"{name}-in", 5), "b": (f"{name}-out", 1)} for name in ("loft", "yard")},
    **{f"{name}-in": {"a": ("agreed", 1), "b": ("parted", 5)} for name in ("loft", "yard")},
    **{f"{name}-out": {"a": ("settled", 1), "b": ("parted", 5)} for name in ("loft", "yard")},
}
CODE_CELL = index_of(LESSON, lambda cell: cell["cell_type"] == "code")
PROGRESS_CODE = index_of(PROGRESS, lambda cell: cell["cell_type"] == "code")
CALIBRATION_CELL = index_of(PROGRESS, lambda cell: cell["source"] == ["calibration()"])
PLAN = Path("notebooks/your-profile-and-plan.ipynb")
START = Path("notebooks/where-you-stand-today.ipynb")
SHARED = "Here is a paragraph of more than twelve words, which stands in two lessons of this course."
MANY_HEADINGS = "".join(f"### {letter}\\n" for letter in "BCDEFGHJKLMNPQRS")
ONE_WAY = {
    # two more forks, at which every choice leads on to the same ending
    "lane": {"a": ("shop", 1), "b": ("shop", 3), "c": ("shop", 5)},
    "shop": {"a": ("settled", 1), "b": ("settled", 3), "c": ("settled", 5)},
}
GRADE_CELL = index_of(QUIZ_NOTEBOOK, lambda cell: cell["metadata"].get("nbgrader", {}).get("grade"))


def read_twice(change: Callable[[list[list[str]], OptionSet], int | None], file: Path = REVIEWS) -> Breach:
    """Two readings of each set of options that belongs into `file`, which agree with its key, but for one change.

    `change` gets the rows and the first set, and says which row is reported; None for the set itself.
    """

    def breach(root: Path) -> Where:
        single = [options for options in gather(root).option_sets if not options.entry.contrast]
        sets = [options for options in single if options.entry.in_quiz == (file == QUIZ_REVIEWS)]
        rows = [[one.id, reader, one.best(), one.worst(), ""] for one in sets for reader in ("reader-1", "reader-2")]
        row = change(rows, sets[0])
        with (root / file).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([["item", "reader", "best", "worst", "note"], *rows])
        return (sets[0].entry.file, sets[0].line()) if row is None else (file, row + 2)

    return breach


def one_reading_missing(rows: list[list[str]], first: OptionSet) -> None:
    del rows[0]


def another_best_without_a_note(rows: list[list[str]], first: OptionSet) -> int:
    rows[1][2] = next(letter for letter in first.options if letter not in rows[1][2:4])
    return 1


def a_reading_of(item: str | None, worst: str | None) -> Callable[[list[list[str]], OptionSet], int]:
    def change(rows: list[list[str]], first: OptionSet) -> int:
        rows.append([item or first.id, "reader-3", first.best(), worst or first.best(), ""])
        return len(rows) - 1

    return change


def gone(file: Path, feature: str) -> Breach:
    """Take a file away that a feature of the course needs."""

    def breach(root: Path) -> Where:
        (root / file).unlink()
        return COURSE, line_of(root / COURSE, f"  {feature}: on")

    return breach


def quiz_id_in_the_bank(root: Path) -> Where:
    taken = "listening-quiz-reflection"
    item = f"\n  - id: {taken}\n    kind: reflection\n    title: A second one\n    prompt: What did you hear?"
    added(BANK, item)(root)
    return QUIZ, line_of(root / QUIZ, f"id: {taken}")


def other_order_in_the_contents(root: Path) -> Where:
    last = yaml.safe_load((root / LESSONS).read_text("utf-8"))["lessons"][-1]["file"]

    def last_first(contents: Any) -> None:
        parts = contents["parts"]
        parts.sort(key=lambda part: {"file": f"notebooks/{last}"} not in part["chapters"])

    in_yaml(TOC, last_first)(root)
    return LESSONS, line_of(root / LESSONS, f"file: {last}")


def unlisted_in_the_outline(root: Path) -> Where:
    title = '"Communication: listen actively"'
    replaced(OUTLINE, rf"^  - part: 3\n.*\n.*\n      - {title}\n", "")(root)
    return LESSONS, line_of(root / LESSONS, f"title: {title}")


def brings_back(root: Path, *items: str) -> Where:
    """Let lessons.yml say that the lesson on listening brings back these."""
    lessons = yaml.safe_load((root / LESSONS).read_text("utf-8"))["lessons"]
    index = next(index for index, lesson in enumerate(lessons) if lesson["file"] == LESSON.stem)
    place = ("lessons", index, "brings_back")
    return in_yaml(LESSONS, set_in(*place, to=list(items)), *place)(root)


def one_more_brought_back(root: Path) -> Where:
    return brings_back(root, "self-awareness-02", "self-awareness-01")


def a_later_scenario_brought_back(root: Path) -> Where:
    replaced(LESSON, r'before\(\\"self-awareness-02', r"before(\"learning-01")(root)
    return brings_back(root, "learning-01")


def in_keyed(change: Any) -> Breach:
    """Change options and key of every scenario that is neither a branching one nor of a contrast set."""

    def breach(root: Path) -> Where:
        quiz, keys = (yaml.safe_load((root / file).read_text("utf-8")) for file in (QUIZ, KEYS))
        for item in quiz["items"]:
            if "options" in item and item["kind"] != "contrast":
                change(item["options"], keys["items"][item["id"]])
        written = {QUIZ: quiz, KEYS: keys}
        for file in sorted((root / OVER_ALL).glob("*.yml")):
            bank = written[file.relative_to(root)] = yaml.safe_load(file.read_text("utf-8"))
            for item in bank["items"]:
                if "options" in item and item["kind"] != "contrast":
                    change(item["options"], item["key"])
        for file, data in written.items():
            write_yaml(root / file, data)
        return OVER_ALL, None

    return breach


def _best(key: Any) -> str:
    return str(max(key["effectiveness"], key=key["effectiveness"].get))


def adding(best: str, others: str) -> Breach:
    """Add a sentence to every option: one to the best, and another to the others."""

    def change(options: dict[str, str], key: Any) -> None:
        for letter in options:
            options[letter] += best if letter == _best(key) else others

    return in_keyed(change)


def best_longest(options: dict[str, str], key: Any) -> None:
    """Make the options equally long, but for one sign more on the best. No word is added."""
    length = max(map(len, options.values()))
    for letter, text in options.items():
        options[letter] = text.ljust(length + (letter == _best(key)), "!")


def one_opening(options: dict[str, str], key: Any) -> None:
    """Let the feedback on a begin in the same way everywhere."""
    key["feedback"]["a"] = " ".join(["This", "would", "probably", *key["feedback"]["a"].split()[3:]])


def best_first(options: dict[str, str], key: Any) -> None:
    """Let the best change places with a."""
    best = _best(key)
    for texts in (options, key["effectiveness"], key["feedback"]):
        texts["a"], texts[best] = texts[best], texts["a"]


def sentence_of_the_keys(to: Path, line: bool) -> Breach:
    def breach(root: Path) -> Where:
        keys = yaml.safe_load((root / KEYS).read_text("utf-8"))
        rationale = " ".join(next(iter(keys["items"].values()))["rationale"].split())
        return added(to, rationale.partition(". ")[0] + ".", line)(root)

    return breach


def practice_stem_reworded(root: Path) -> Where:
    stem = yaml.safe_load((root / BANK).read_text("utf-8"))["items"][0]["stem"]
    reworded = stem.replace("You lead", "You run").replace("On your call", "In your talk")
    assert reworded != stem
    return in_yaml(QUIZ, set_in("items", 0, "stem", to=reworded), "items", 0, "stem")(root)


def best_at(letter: str) -> dict[str, dict[str, tuple[str, int]]]:
    """The forks, with the best choice at this letter everywhere."""
    return {
        name: {one: (to, 5 if one == letter else ord(one) - ord("a") + 1) for one, (to, _) in choices.items()}
        for name, choices in FORKS.items()
    }


def in_lesson(sentence: str) -> Breach:
    """The sentence stands in a lesson, after the time that it takes, which every lesson says."""
    return replaced(LESSON, r"about 18 minutes\.", f"about 18 minutes. {sentence}")


BREACHES: dict[str, list[Breach]] = {
    "S001": [
        replaced(Path("data/competencies.yml"), r"part: \d", "part: one"),
        replaced(BANK, r"title: .*", "title: 3"),
        replaced(Path("data/occupations.csv"), r",\d\.\d+,", ",9.9,"),
        replaced(KEYS, r"^quiz: .*", "quiz: other"),
        replaced(QUIZ, r"^competency: .*", "competency: juggling"),
        replaced(
            QUIZ, r"^    title: .*", "    title: A name of its own\n    competency: juggling", at="competency: juggling"
        ),
        added(QUIZ.with_name("broken.ipynb"), "oops"),
        replaced(OUTLINE, r"^  - part: 3", "  - part: 0", at="parts:"),
        replaced(WORKS, r"^  year    = \{2017\},", "  year    = {2017}, year = {2017},", at="@article{deming-2017"),
        replaced(WORKS, r"^  year    = \{2017\},", "  year    {2017},"),
        added(REVIEWS, "item,best,worst"),
        added(COURSE, "parts: [{part: 1, name: One}]"),
        replaced(COURSE, r"dictionary: british", "dictionary: klingon"),
        gone(Path("data/occupations.csv"), "occupations"),
    ],
    "S002": [quiz_id_in_the_bank],
    "S003": [
        replaced(LESSONS, r"      - start-reflection\n", "", at="    items:"),
        one_more_brought_back,
        in_notebook(PROGRESS, None, set_in("cells", PROGRESS_CODE, "source", to=['scenario("listening-01")'])),
    ],
    "S004": [other_order_in_the_contents],
    "S005": [added(TOC, "      - file: book/nowhere"), added(Path("book/unlisted.md"), "# Unlisted", line=False)],
    "S006": [
        of_the_whole_file(replaced(LESSON, *change))
        for change in [
            (r'"# .*\\n"', r'"# Another title\\n"'),
            (r"After this lesson you can", "You will"),
            (r'"lab-only"', '"for-the-lab"'),
            (r"about 18 minutes", "about 19 minutes"),
            (r'"\*\*The better version\*\*\\n"', r'"Then there is another one.\n"'),
            (r"### What changed", "### Another version"),
            (r"## This week at work", "## Next week"),
            (r'rating\(\\"active-listening', r"rating(\"empathy"),
        ]
    ],
    "S007": [added(OUTLINE, "      - A lesson to come")],
    "S008": [unlisted_in_the_outline],
    "S009": [replaced(TOC, r"caption: Where next", "caption: At the end", at="notebooks/your-profile-and-plan")],
    "S010": [a_later_scenario_brought_back],
    "S011": [
        both(
            both(
                replaced(PLAN, r'"calibration\(\)"', '"None"'), replaced(COURSE, r"calibration: on", "calibration: off")
            ),
            in_notebook(PROGRESS, CALIBRATION_CELL, lambda cell: None),
        )
    ],
    "S012": [
        replaced(CONFIG, r"language: en-GB", "language: en-US"),
        replaced(CONFIG, r"^title: Only", "title: No"),
    ],
    "S015": [of_the_whole_file(replaced(LESSON, r"about 18 minutes", "about 9 minutes"))],
    "S016": [added(PAGE, "It takes about 90 hours in all.")],
    "S017": [replaced(LESSON, r'"## To take away\\n"', f'"## To take away\\n{MANY_HEADINGS}"')],
    "S018": [
        both(
            replaced(START, "## In short", "## To take away"),
            replaced(PLAN, "## What to keep", "## To take away"),
        )
    ],
    "S019": [
        both(
            replaced(START, r'"## In short\\n"', f'"{SHARED}\\n\\n## In short\\n"'),
            replaced(PLAN, r'"## What to keep\\n"', f'"{SHARED}\\n\\n## What to keep\\n"'),
        )
    ],
    "W001": [replaced(BANK, SCENARIO_LINES, "    stem: It is late.\n"), in_story(set_in("stem", to="No."), "stem")],
    "W002": [
        replaced(BANK, r'^      a: ".*"', '      a: "Yes, please do."', at="    options:"),
        in_story(set_in("scenes", "desk", "choices", "b", "text", to="Wait."), "scenes", "desk", "choices"),
    ],
    "W003": [
        replaced(BANK, r"^        a: >-\n(          .*\n)+", "        a: Good.\n"),
        replaced(KEYS, r"^      a: >-\n(        .*\n)+", "      a: Good.\n"),
        in_story(set_in("key", "feedback", "loft", "c", to="Good."), "key", "feedback", "loft", "c"),
    ],
    "W004": [
        replaced(BANK, SCENARIO_LINES, f"    stem: >-\n      {LONG_WORDS}.\n", at="    stem:"),
        in_story(set_in("scenes", "yard", "text", to=f"{LONG_WORDS}."), "scenes"),
    ],
    "W005": [replaced(BANK, r"title: .*", "title: Call"), replaced(QUIZ, r"    title: .*", "    title: Caught")],
    "W006": [of_the_whole_file(replaced(LESSON, r"Time needed", "No. " * 900 + r"\n\nTime needed"))],
    "G001": [in_story(set_in("scenes", "lost", to={"title": "No", "text": "No.", "ending": True}), "scenes", "lost")],
    "G002": [
        both(
            with_forks({"desk": FORKS["desk"] | {"d": ("waiting", 2)}}),
            in_story(drop("scenes", "waiting", "ending"), "scenes", "waiting"),
        )
    ],
    "G003": [with_forks({"desk": FORKS["desk"] | {"d": ("yard", 2)}}, "scenes", "yard")],
    "G004": [with_forks({"desk": {"a": ("agreed", 3), "b": ("parted", 5), "c": ("parted", 1)}}, "scenes")],
    "G005": [
        with_forks({"gate": {"a": ("desk", 1), "b": ("loft", 5), "c": ("yard", 3)}}, "scenes"),
        with_forks({"desk": FORKS["desk"] | {"b": ("lane", 5)}} | ONE_WAY, "scenes"),
    ],
    "G006": [in_yaml(STORY, set_in("items", 0, to=story_item(TREE)), "items", 0, "scenes")],
    "G007": [with_forks(best_at("a"), "scenes", "gate", "choices")],
    "G008": [with_forks(best_at("c"), "scenes", "gate", "choices")],
    "G009": [with_forks({"gate": FORKS["gate"] | {"a": ("lane", 1)}} | ONE_WAY, "scenes", "gate", "choices", "a")],
    "G010": [
        in_story(
            set_in("key", "values", "calm", to={"name": "Calm", "start": 1, "lowest": 0, "highest": 3}),
            "key",
            "values",
            "calm",
        )
    ],
    "G011": [
        in_story(set_in("key", "effects", "gate", "b", "trust", to=change), "key", "effects", "gate", "b", "trust")
        for change in (0, 6, -6)
    ],
    "B001": [in_keyed(best_longest)],
    "B002": [in_keyed(best_first)],
    "B003": [adding(" Say it in private.", " In it, say private.")],
    "B004": [adding(" Kindly.", " Gently.")],
    "B005": [in_keyed(one_opening)],
    "B006": [of_the_whole_file(replaced(COURSE, r"our advice, at_most: \d+", "our advice, at_most: 2"))],
    "R001": [read_twice(one_reading_missing, file) for file in (REVIEWS, QUIZ_REVIEWS)],
    "R002": [read_twice(another_best_without_a_note, file) for file in (REVIEWS, QUIZ_REVIEWS)],
    "R003": [
        *(read_twice(a_reading_of(*wrong)) for wrong in (("nobody-01", "a"), (None, "z"), (None, None))),
        read_twice(a_reading_of("nobody-01", "a"), QUIZ_REVIEWS),
    ],
    "T001": [
        added(PAGE, "A c\N{CYRILLIC SMALL LETTER O}urse."),
        replaced(BANK, r"title: A ", "title: \N{GREEK CAPITAL LETTER ALPHA} "),
        in_lesson("The ide\N{CYRILLIC SMALL LETTER A}."),
    ],
    "T002": [
        added(PAGE, "It is the\nthe end."),
        replaced(BANK, r"title: A short", "title: A short short"),
        in_lesson("It is the the end."),
    ],
    "T003": [
        added(PAGE, "[There](nowhere.md)"),
        added(PAGE, "[There](#nowhere)"),
        added(PAGE, "[There](how-to-use.md#reading-in-the-wind)"),
        added(PAGE, f"[There](../{LESSON}#item-nothing-01)"),
        in_lesson("[There](nowhere.md)."),
    ],
    "T004": [
        added(PAGE, "<http://example.org/>"),
        added(PAGE, "[There](https://example)"),
        added(PAGE, "[There](https:/example.org)"),
        in_lesson("[There](http://example.org)."),
    ],
    "T005": [
        added(PAGE, "We recieve it."),
        added(PAGE, "Recieve it."),
        replaced(BANK, r"title: A short", "title: An organized"),
        in_lesson("A behavior."),
    ],
    "T006": [
        added(OWN_WORDS, "zebra"),
        added(OWN_WORDS, "zzyzxian"),
        both(added(PAGE, "It is an aardvarkish rule."), added(OWN_WORDS, "aardvarkish")),
        replaced(OWN_WORDS, r"^Mrs\n", "Mrs\nMrs\n"),
    ],
    "C001": [added(PAGE, "{cite:t}`nobody-1999` says so."), replaced(LESSON, r"weger-2014", "wegner-2014")],
    "C002": [added(WORKS, "@book{nobody-1999, author = {Nobody, A.}, title = {A book}, year = {1999}}")],
    "C003": [replaced(WORKS, r"doi( *)= \{10", "doi = {https://doi.org/10", at="@article{adhvaryu-2023")],
    "C004": [
        in_story(set_in("key", "rationale", to="So says Nobody (1999)."), "key", "rationale"),
        in_story(set_in("key", "rationale", to="It helps (Weger and colleagues, 2013)."), "key", "rationale"),
    ],
    "C005": [added(PAGE, "[Nobody, 1999](https://doi.org/10.1000/182)")],
    "K001": [
        sentence_of_the_keys(QUIZ.with_name("notes.txt"), line=False),
        added(QUIZ.with_name("more.yml"), "effectiveness: {a: 5}", line=False),
        added(QUIZ.with_name("answers.jsonl"), "{}", line=False),
    ],
    "K002": [
        sentence_of_the_keys(PAGE, line=True),
        sentence_of_the_keys(Path("book/assets/notes.txt"), line=False),
    ],
    "K003": [practice_stem_reworded],
    "N001": [
        in_notebook(LESSON, None, set_in("nbformat_minor", to=4)),
        in_notebook(LESSON, None, lambda notebook: notebook["cells"][0].pop("metadata")),
    ],
    "N002": [
        in_notebook(LESSON, CODE_CELL, set_in("execution_count", to=1)),
        in_notebook(
            QUIZ_NOTEBOOK, GRADE_CELL, set_in("outputs", to=[{"output_type": "stream", "name": "stdout", "text": "a"}])
        ),
    ],
    "N003": [in_notebook(LESSON, 1, set_in("id", to="title"))],
    "N004": [in_notebook(LESSON, None, set_in("metadata", "kernelspec", "name", to="ir"))],
    "N005": [in_notebook(LESSON, CODE_CELL, set_in("metadata", "tags", to=[]))],
    "N006": [
        in_notebook(QUIZ_NOTEBOOK, GRADE_CELL, set_in("metadata", "nbgrader", "schema_version", to=2)),
        in_notebook(QUIZ_NOTEBOOK, None, set_in("cells", GRADE_CELL, "metadata", to={})),
    ],
    "N007": [in_notebook(LESSON, CODE_CELL, set_in("metadata", "tags", to=["remove-input", "lab-only"]))],
}
