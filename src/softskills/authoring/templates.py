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
from softskills.items import Choice, Key, Practice, PracticeStory, Scene, StateValue, StoryKey
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
    item = _story(item_id) if kind == "branching" else _options_scenario(kind, item_id)
    first = f"{' ' * indent}- id: {_scalar(item_id)}"
    told = [_comment(text, indent) for text in (HOW_TO, explain(type(item), "id", settings))]
    head = [*told[0], f"{' ' * indent}#", *told[1], first]
    return "\n".join([*head, *_Commented(settings).fields(item, indent + 2, but="id")]) + "\n"


class _Commented:
    """Writes the fields of a model as YAML, each with what the guide says of it, once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.told: set[str] = set()

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
        elif isinstance(value, str) and " " in value:
            yield f"{start} >-"
            yield f"{' ' * (indent + 2)}{value}"
        else:
            yield f"{start} {_scalar(value)}"


def _scalar(value: str | int) -> str:
    """A value as YAML. An id is quoted only when YAML would take it for something else, a text always."""
    if isinstance(value, str) and not value.islower():
        return json.dumps(value)
    return yaml.safe_dump(value).splitlines()[0]


def _comment(text: str, indent: int) -> list[str]:
    mark = f"{' ' * indent}# "
    return textwrap.wrap(text, WIDTH, initial_indent=mark, subsequent_indent=mark, break_on_hyphens=False)


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
