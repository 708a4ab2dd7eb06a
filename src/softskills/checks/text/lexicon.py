"""A list of words to spell by.

The package brings those of SCOWL in British English: `dictionary/LICENSE` says whose they are. They give each word in
one spelling only, so an American one is not among them.
"""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from softskills.checks.text.letters import is_look_alike
from softskills.sources import read_text

_FOLDER = Path(__file__).parent / "dictionary"
MAX_SUGGESTIONS = 3
MAX_SLIPS = 2
"""A suggestion is this many letters away at most: one too many, one missing, one wrong, or two swapped."""

PREFIXES = frozenset({"co", "de", "meta", "pre", "trans"})
"""They are no words by themselves, and stand before a hyphen: co-worker, pre-arranged."""


class Lexicon:
    """The words of a language, or those that a course may use; `name` is how a finding speaks of them."""

    def __init__(self, name: str, text: str) -> None:
        """`text`: the words, with blanks or line ends between them."""
        self.name = name
        self.words = frozenset(text.split())
        self._asked: dict[str, bool] = {}

    def knows(self, word: str) -> bool:
        """Whether the list has a word. Let pass are abbreviations and brands (MyST, USDOL), and look-alike letters,
        which are the matter of a rule of their own.
        """
        if word not in self._asked:
            plain = word.replace("\u2019", "'")
            is_special = len(plain) == 1 or plain[1:] != plain[1:].lower() or any(map(is_look_alike, plain))
            self._asked[word] = is_special or plain in self.words or plain.lower() in self.words
        return self._asked[word]

    def suggestions(self, word: str) -> list[str]:
        """The closest words with the same first letter, the closest first; none if all are further than MAX_SLIPS."""
        among = self._by_first_letter.get(word[:1].lower(), [])
        found = process.extract(word.lower(), among, scorer=OSA.distance, score_cutoff=MAX_SLIPS, limit=MAX_SUGGESTIONS)
        return [close for close, _, _ in found]

    @cached_property
    def _by_first_letter(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in sorted(self.words):
            found.setdefault(word[0].lower(), []).append(word)
        return found


def shipped() -> list[str]:
    """The names of the lists that the package brings."""
    return sorted(file.stem for file in _FOLDER.glob("*.txt"))


@cache
def shipped_lexicon(name: str) -> Lexicon:
    """The list that the package brings under this name."""
    return Lexicon(f"the {name.capitalize()} dictionary", read_text(_FOLDER / f"{name}.txt"))
