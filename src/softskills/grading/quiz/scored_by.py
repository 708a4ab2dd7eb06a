"""What the points of a quiz depend on beside the answers, as a checksum: when it is another today, marks are old."""

from __future__ import annotations

import json
from hashlib import sha256

from softskills.items import Quiz, QuizKeys
from softskills.scoring import VERSION

_SAID = {"feedback", "rationale", "turns_on"}
"""What a key says beside the values that it scores by."""


def scored_by(quiz: Quiz, keys: QuizKeys) -> str:
    """The checksum, in hexadecimal. It stays the same when only words change."""
    scored = {
        item.id: {"kind": item.kind, "key": keys.items[item.id].model_dump(exclude=_SAID)} for item in quiz.scenarios
    }
    decided = {name: sorted(ids) for name, ids in keys.regrade.model_dump(exclude={"say"}).items() if ids}
    parts = [VERSION, quiz.points_each, scored, *([decided] if decided else [])]
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
