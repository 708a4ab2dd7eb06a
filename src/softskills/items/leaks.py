"""Find what must stay with the instructor in files that go to learners: keys, and answer files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from softskills.course import ANSWERS
from softskills.items import ContentError, Key, QuizKeys, StoryKey
from softskills.sources import Source, read_yaml

MIN_LENGTH = 25
KEY_FIELDS = frozenset(Key.model_fields) | frozenset(StoryKey.model_fields)


def find_leaks(folder: Path, *all_keys: QuizKeys, read: Callable[[Path], Source] = read_yaml) -> list[str]:
    """What below `folder` learners must not get, one sentence for each, with the texts of `all_keys` looked for.

    A text of the keys is found also when only one sentence of it stands there, wrapped or marked up in another way.
    Not found: what is compressed, encrypted or a picture.
    """
    secrets = to_look_for(*all_keys)
    leaks = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        if file.name == ANSWERS:
            leaks.append(f"{file} is somebody's answers, and would replace every learner's own. Remove it.")
        if file.suffix in {".yml", ".yaml"}:
            leaks += _key_fields(file, read)
        leaks += [f'{file} holds a text of the keys: "{text[:60]}"' for text in held(file, secrets)]
    return leaks


class Secret(NamedTuple):
    """A private sentence: its place among those that are looked for, its text, and its words as they are looked for."""

    number: int
    text: str
    words: str


@dataclass(frozen=True, eq=False)  # one is as good as itself, so that what a text holds of them can be kept
class Secrets:
    """Sentences, each by two neighbouring words of it; by none where it is too short to have two."""

    by_pair: dict[tuple[str, ...], list[Secret]]


def to_look_for(*all_keys: QuizKeys) -> Secrets:
    """Every private sentence of these keys, by the longest two neighbouring words of it that are not at its ends.

    A text without these two does not hold the sentence, which is quicker to see than to look for the whole of it. The
    words at its ends tell nothing, because a text may have them as parts of longer words.
    """
    return _by_pair(tuple(dict.fromkeys(text for keys in all_keys for text in private_sentences(keys))))


@lru_cache(maxsize=16)
def _by_pair(texts: tuple[str, ...]) -> Secrets:
    found: dict[tuple[str, ...], list[Secret]] = {}
    for number, text in enumerate(texts):
        words = _words(text)
        inner = max(pairwise(words.split()[1:-1]), key=lambda pair: len("".join(pair)), default=())
        found.setdefault(inner, []).append(Secret(number, text, words))
    return Secrets(found)


def held(file: Path, secrets: Secrets) -> list[str]:
    """Those of the sentences that stand in `file`, however it wraps them or marks them up."""
    return [*_held_in(file.read_bytes().decode("utf-8", "ignore"), secrets)] if secrets.by_pair else []


@lru_cache(maxsize=512)
def _held_in(text: str, secrets: Secrets) -> tuple[str, ...]:
    words, by_pair = _words(_all_text(text)), secrets.by_pair
    near = (secret for inner in {(), *pairwise(words.split())} & by_pair.keys() for secret in by_pair[inner])
    return tuple(secret.text for secret in sorted(near) if secret.words in words)


def private_sentences(keys: QuizKeys) -> list[str]:
    """Every sentence of the keys that no learner may see and that has MIN_LENGTH characters or more.

    Of a rubric, the criterion and what earns full points are public: they tell the learner what to write.
    """
    texts = [text for key in keys.items.values() for text in _strings(key.model_dump())]
    for criteria in keys.rubric.values():
        texts += [text for criterion in criteria for text in (criterion.half, criterion.none)]
    sentences = [sentence for text in texts for sentence in re.split(r"(?<=[.!?])\s+", text)]
    return [sentence for sentence in sentences if len(sentence) >= MIN_LENGTH]


def _words(text: str) -> str:
    # Only letters and digits count, so that wrapping, quotes and markup hide nothing.
    return " ".join(re.findall(r"[^\W_]+", unescape(text).casefold()))


def _all_text(text: str) -> str:
    try:
        return "\n".join([text, *_strings(json.loads(text))])
    except (ValueError, RecursionError):
        return text


def _strings(data: Any) -> Iterator[str]:
    """All strings in JSON data; a list of strings, as notebooks keep their lines, counts as one."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        if data and all(isinstance(line, str) for line in data):
            yield "".join(data)
        else:
            for value in data:
                yield from _strings(value)


def _key_fields(file: Path, read: Callable[[Path], Source]) -> list[str]:
    try:
        found = sorted(KEY_FIELDS & set(_field_names(read(file).data)))
    except ContentError as error:
        return [f"{error} (so it could not be searched for keys)"]
    return [f"{file} has fields of a key: {', '.join(found)}. Move them to the keys folder."] if found else []


def _field_names(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield name
            # The names of scenes are the author's own words: one may be called "feedback".
            scenes = name == "scenes" and isinstance(value, dict)
            yield from _field_names(list(value.values()) if scenes else value)
    elif isinstance(data, list):
        for value in data:
            yield from _field_names(value)
