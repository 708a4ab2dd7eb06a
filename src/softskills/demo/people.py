"""Who is in a simulated class, and what they write: names in many scripts, some hostile, and texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

MARK = "[Simulated]"
"""Stands before every text that a simulated learner writes."""


@dataclass(frozen=True)
class Learner:
    """A simulated learner, as a roster has them. The id says what they are."""

    id: str
    first_name: str
    last_name: str
    email: str


HOSTILE: tuple[tuple[str, str], ...] = (
    ("<script>alert(1)</script>", "O'Brien"),
    ('=HYPERLINK("http://example.org","Open")', "Martin"),
    ("\u202egnirtS", "Reversed"),
    ("@SUM(1+1)*cmd|' /C calc'!A0", "-Smith"),
    ('Robert"); DROP TABLE student;--', "Tables"),
    ("{{ 7 * 7 }}", "<img src=x onerror=alert(1)>"),
    ("Zo\u0308e\u0301", "A" * 90),
    ("\u200b", "\t+49 123"),
)
"""What a roster may hold: markup, formulas, turned directions, templates, a very long name, one that can't be seen."""

NAMES: tuple[tuple[str, str], ...] = (
    ("Amelia", "Hughes"), ("Þórunn", "Jónsdóttir"), ("محمد", "الحسيني"), ("秀英", "王"), ("Oluwaseun", "Adébáyò"),
    ("ಅನುಷಾ", "ರಾವ್"), ("נועה", "לוי"), ("Siobhán", "Ní Bhriain"), ("ประเสริฐ", "สุขใจ"), ("さくら", "佐藤"),
    ("Jürgen", "Groß"), ("अनन्या", "शर्मा"), ("Nguyễn", "Thị Hồng"), ("ఆదిత్య", "రెడ్డి"), ("지우", "김"),
    ("María José", "Ñáñez"), ("Łukasz", "Żółć"), ("فاطمه", "کریمی"), ("தமிழ்", "செல்வன்"), ("İpek", "Yıldız"),
    ("Mary-Jane", "van der Berg"), ("სოფო", "გელაშვილი"), ("བསྟན་འཛིན", "ནོར་བུ"), ("Björk", "Guðmundsdóttir"),
    ("Chidi", "Nwosu"), ("Prince", ""), ("রবি", "দাস"), ("Kaʻiulani", "Kealoha"), ("አበበ", "ከበደ"), ("Noël", "D'Arcy"),
)  # fmt: skip

TEXTS: tuple[str, ...] = (
    "On Tuesday our handover ran late, and I had said it was done. I rang her, told her what was missing, and asked "
    "what she needed by noon. She named two things. I did those first.",
    "I asked three people who had left the group what would have kept them. I had expected the workload. All three "
    "spoke of the meetings.",
    'I\'d do it again, and start a day earlier. My sentence was: "I need ten minutes, now or at two?"',
    "Nothing went as planned.\n\nWhat I said first was a judgement. What I should have said is what I saw: the page "
    "was empty at three.",
    "لقد سألته عمّا يحتاجه قبل أن أقترح حلاً، ثم انتظرت حتى أنهى كلامه.",
    "先に相手の話を最後まで聞いてから、自分の提案を一つだけ伝えました。",
    "<script>alert('not run')</script> <b>I wrote this in bold</b> & then apologised.",
    "=2+5 is how my notes began; the rest is about the meeting with the supplier, which I moved to Friday.",
    "Short.",
    "I listened. " * 120,
)


def learners(dice: np.random.Generator, count: int) -> list[Learner]:
    """So many learners, in the order of their ids. One in seven, and two at least, has a hostile name."""
    hostile = {int(place) for place in dice.choice(count, min(count, max(2, count // 7)), replace=False)}
    ordinary, odd = dice.permutation(len(NAMES)), 0
    found = []
    for number in range(count):
        if number in hostile:
            first, last = HOSTILE[odd % len(HOSTILE)]
            odd += 1
        else:
            first = NAMES[int(ordinary[number % len(NAMES)])][0]
            last = NAMES[int(ordinary[(number + number // len(NAMES)) % len(NAMES)])][1]
        ident = f"simulated-{number + 1:0{max(3, len(str(count)))}}"
        found.append(Learner(ident, first, last, f"{ident}@example.org"))
    return found


def text(dice: np.random.Generator) -> str:
    """What one learner writes for a written task."""
    return f"{MARK} {TEXTS[int(dice.integers(len(TEXTS)))]}"
