"""A commented template of a scenario, to be filled in by hand: every field, with what belongs there above it.

A template is a scenario of the models with placeholders for text, so it loads as it is. `softskills check` finds the
placeholders too short.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

import yaml

from softskills.authoring.guide import explain
from softskills.course import Settings
from softskills.items import (
    Choice,
    ContrastSet,
    Key,
    KeyedSituation,
    Practice,
    PracticeStory,
    Sample,
    SayFirst,
    Scene,
    StateValue,
    StoryKey,
)
from softskills.items.models import ItemSet
from softskills.sources import Model

WIDTH = 100
HOW_TO = (
    "Put your own text in place of what stands below each >-, on as many lines as you need, indented as it is now. "
    "There, quotation marks and colons need no care. Remove these comments when you have read them."
)


def set_template(competency: str | None, kind: str, item_id: str, modeline: str, settings: Settings) -> str:
    """A whole file of practice items, with one in it. `modeline` is the comment that names its schema."""
    lines = [modeline]
    if competency is not None:
        lines += [*_comment(explain(ItemSet, "competency", settings), 0), f"competency: {_scalar(competency)}"]
    lines += [*_comment(explain(ItemSet, "items", settings), 0), "items:"]
    return "\n".join(lines) + "\n" + item_template(kind, item_id, 2, settings)


def item_template(kind: str, item_id: str, indent: int, settings: Settings) -> str:
    """One item, as an entry of a list whose hyphens stand after `indent` spaces."""
    item = _new_item(kind, item_id)
    first = f"{' ' * indent}- id: {_scalar(item_id)}"
    told = [_comment(text, indent) for text in (HOW_TO, explain(type(item), "id", settings))]
    head = [*told[0], f"{' ' * indent}#", *told[1], first]
    fields = _Commented(settings, explain(type(item), "id", settings)).fields(item, indent + 2, but="id")
    return "\n".join([*head, *fields]) + "\n"


class _Commented:
    """Writes the fields of a model as YAML, each with what the guide says of it, once."""

    def __init__(self, settings: Settings, *told: str) -> None:
        """What was `told` already is not told again."""
        self.settings = settings
        self.told = set(told)

    def fields(self, model: Model, indent: int, but: str = "") -> Iterator[str]:
        """The fields of an entry that are not at their default."""
        shape = type(model)
        for name in sorted(shape.model_fields, key=lambda name: name != "kind"):  # first the kind: it decides the rest
            value = getattr(model, name)
            if name == but or value == shape.model_fields[name].default:
                continue
            text = explain(shape, name, self.settings)
            if text not in self.told:
                self.told.add(text)
                yield from _comment(text, indent)
            yield from self._named(name, value, indent)

    def _named(self, name: str, value: Any, indent: int) -> Iterator[str]:
        start = f"{' ' * indent}{name}:"
        if isinstance(value, Model):
            yield start
            yield from self.fields(value, indent + 2)
        elif isinstance(value, dict) and all(isinstance(one, int) for one in value.values()):
            yield f"{start} {{{', '.join(f'{key}: {number}' for key, number in value.items())}}}"
        elif isinstance(value, dict):
            yield start
            for key, inner in value.items():
                yield from self._named(key, inner, indent + 2)
        elif isinstance(value, list):
            yield start
            for one in value:
                yield from self._entry(one, indent + 2)
        elif isinstance(value, str) and " " in value:
            yield f"{start} >-"
            yield f"{' ' * (indent + 2)}{value}"
        else:
            yield f"{start} {_scalar(value)}"

    def _entry(self, value: Model | str, indent: int) -> Iterator[str]:
        """An entry of a list: a text, or a model whose comments may stand above its hyphen."""
        if isinstance(value, str):
            yield f"{' ' * indent}- {_scalar(value)}"
            return
        begun = False
        for line in self.fields(value, indent + 2):
            is_first = not begun and not line.lstrip().startswith("#")
            begun = begun or is_first
            yield f"{' ' * indent}- {line.lstrip()}" if is_first else line


def _scalar(value: str | int) -> str:
    """A value as YAML. An id is quoted only when YAML would take it for something else, a text always."""
    if isinstance(value, str) and not value.islower():
        return json.dumps(value)
    return yaml.safe_dump(value).splitlines()[0]


def _comment(text: str, indent: int) -> list[str]:
    mark = f"{' ' * indent}# "
    return textwrap.wrap(text, WIDTH, initial_indent=mark, subsequent_indent=mark, break_on_hyphens=False)


def _new_item(kind: str, item_id: str) -> Practice | PracticeStory | ContrastSet | SayFirst:
    match kind:
        case "branching":
            return _story(item_id)
        case "contrast":
            return _contrast_set(item_id)
        case "say-first":
            return _say_first(item_id)
    return _options_scenario(kind, item_id)


def _contrast_set(item_id: str) -> ContrastSet:
    """Three situations, in two of which the same option is best, and one option never is."""
    letters = "abcd"
    keys = [
        Key(
            turns_on="The one fact ...",
            rationale="Here ..., because ...",
            effectiveness=dict(zip(letters, values, strict=True)),
            feedback={letter: f"What would happen here after {letter}, and why." for letter in letters},
        )
        for values in ((2, 5, 1, 4), (5, 2, 3, 1), (3, 5, 2, 1))
    ]
    return ContrastSet.model_validate(
        {
            "id": item_id,
            "kind": "contrast",
            "title": "What they share",
            "goal": "You want ...",
            "question": "What would you do now?",
            "options": {letter: f"What {letter} does." for letter in letters},
            "situations": [
                KeyedSituation(id=f"{item_id}-{number}", title="Heading", text="You ...", key=key)
                for number, key in enumerate(keys, start=1)
            ],
        }
    )


def _say_first(item_id: str) -> SayFirst:
    return SayFirst.model_validate(
        {
            "id": item_id,
            "kind": "say-first",
            "title": "Heading",
            "text": "You ...",
            "goal": "You want to ...",
            "prompt": "Write the first thing that you would say.",
            "samples": [Sample(text="What one might say.", note="What it does, and what it leaves out.")] * 3,
            "look_for": ["It asks for one thing.", "It says when.", "It blames nobody."],
        }
    )


def _options_scenario(kind: str, item_id: str) -> Practice:
    letters = "abcd"
    key = Key(
        turns_on="If ..., then the option ... would win.",
        rationale="The best ..., because ...",
        effectiveness=dict(zip(letters, (2, 5, 1, 4), strict=True)),
        feedback={letter: f"What {letter} is likely to do, and why." for letter in letters},
    )
    return Practice.model_validate(
        {
            "id": item_id,
            "kind": kind,
            "title": "Heading",
            "stem": "You ...",
            "question": "You want to ...",
            "options": {letter: f"What {letter} does." for letter in letters},
            "key": key,
        }
    )


def _story(item_id: str) -> PracticeStory:
    """Three decisions: two paths part, come together again, and lead to three endings."""
    leads = {
        "first": {"a": "slower", "b": "faster", "c": "slower"},
        "slower": {"a": "last", "b": "last"},
        "faster": {"a": "last", "b": "last"},
        "last": {"a": "well", "b": "half-well", "c": "badly"},
    }
    effectiveness = {2: {"a": 2, "b": 4}, 3: {"a": 2, "b": 5, "c": 1}}
    scenes = {
        name: Scene(
            title="Heading",
            text="What happens now.",
            choices={letter: Choice(text=f"What {letter} does.", to=to) for letter, to in choices.items()},
        )
        for name, choices in leads.items()
    }
    scenes |= {
        name: Scene(title="Heading", text="How it ends.", ending=True) for name in ("well", "half-well", "badly")
    }
    key = StoryKey(
        turns_on="If ..., then the choice ... would win.",
        rationale="The best ..., because ...",
        values={"trust": StateValue(name="Trust", start=2, lowest=0, highest=4)},
        effectiveness={name: effectiveness[len(choices)] for name, choices in leads.items()},
        effects={"first": {"b": {"trust": 1}, "c": {"trust": -1}}, "last": {"c": {"trust": -2}}},
        feedback={
            name: {letter: f"What {letter} is likely to do, and why." for letter in choices}
            for name, choices in leads.items()
        },
    )
    return PracticeStory.model_validate(
        {
            "id": item_id,
            "kind": "branching",
            "title": "Heading",
            "stem": "You ...",
            "question": "You want to ...",
            "start": "first",
            "scenes": scenes,
            "key": key,
        }
    )
