"""GIFT, read by the rules of Moodle's own reader (question/format/gift/format.php), as far as the course writes it.

Escaped signs are set aside first; then braces, answers and feedback are found by the signs that are left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ASIDE = {"\\:": "&&058;", "\\#": "&&035;", "\\=": "&&061;", "\\{": "&&123;", "\\}": "&&125;", "\\~": "&&126;"} | {
    "\\n": "&&010"
}
_SHARE = re.compile(r"%-*([0-9]{1,2})\.?([0-9]*)%")


@dataclass
class GiftQuestion:
    """A question, or the category of those that follow. Texts are HTML."""

    kind: str
    name: str = ""
    text: str = ""
    after: str = ""
    answers: list[tuple[float, str, str]] = field(default_factory=list)
    """Share of the mark from -1 to 1, text and feedback of each."""


def read_gift(text: str) -> list[GiftQuestion]:
    """All questions and categories of a file."""
    blocks: list[list[str]] = [[]]
    for line in (line.strip() for line in text.split("\n")):
        if line in ("", "0"):
            blocks.append([])
        else:
            blocks[-1].append(" " if line.startswith("//") else line)
    return [_question(block) for block in ("\n".join(lines).strip() for lines in blocks) if block]


def _question(block: str) -> GiftQuestion:
    block = block.replace("\\\\", "&&092;")
    for sign, aside in _ASIDE.items():
        block = block.replace(sign, aside)
    block = block.replace("&&092;", "\\")
    if block.startswith("$CATEGORY:"):
        return GiftQuestion("category", block[len("$CATEGORY:") :].strip())
    assert block.startswith("::")
    name, _, block = block[2:].partition("::")
    opened, closed = block.index("{"), block.index("}")
    assert block.endswith("}")
    assert closed == len(block) - 1
    answers, _, after = block[opened + 1 : closed].strip().rpartition("####") if "####" in block else (
        block[opened + 1 : closed].strip(), "", "",
    )  # fmt: skip
    found = GiftQuestion("essay", _back(name), _html(block[:opened]), _back(after).strip())
    if not answers.strip():
        return found
    assert "~" in answers
    assert "=" in answers, "without a right answer Moodle lets learners choose several"
    found.kind = "multichoice"
    for answer in answers.replace("=", "~=").split("~"):
        if answer.strip():
            found.answers.append(_answer(answer.strip()))
    return found


def _answer(answer: str) -> tuple[float, str, str]:
    share = 0.0
    if answer[0] == "=":
        share, answer = 1.0, answer[1:]
    elif _SHARE.match(answer):
        number, _, answer = answer[1:].partition("%")
        share = float(number) / 100
    text, _, feedback = answer.partition("#")
    assert not text.strip().startswith("["), "a reader would take this for the name of a format"
    return share, _back(text.strip()), _back(feedback.strip())


def _html(text: str) -> str:
    assert text.startswith("[html]")
    return _back(text[len("[html]") :]).strip()


def _back(text: str) -> str:
    for sign, aside in _ASIDE.items():
        text = text.replace(aside, "\n" if sign == "\\n" else sign[1])
    return text
