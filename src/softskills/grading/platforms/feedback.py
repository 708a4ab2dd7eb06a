"""Feedback as a zip that the platform takes back: for each hand-in of its own download, under the names it goes by.

- Moodle, *Upload multiple feedback files in a zip*: the folder names of its download, or what its file names begin with
  (mod/assign/feedback/file/importziplib.php).
- Canvas, *Upload Submissions*: the file names of its download, unchanged, for it finds the learner and the hand-in by
  the numbers in them (app/models/assignment.rb, `infer_comment_context_from_filename`). The learner gets the feedback
  under the name of what they handed in.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from softskills.grading.exchange.copying import shown
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.platforms.archive import opened
from softskills.grading.platforms.layouts import Platform, Upload, is_handed_in, platform_of, read_name

_ALWAYS = (2000, 1, 1, 0, 0, 0)  # the same feedback makes the same zip


@dataclass
class Sent:
    """Whose feedback is in the zip, by id, and who has none and why."""

    platform: Platform
    learners: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


def write_feedback(
    course: CourseAssignment, download: Path, output: Path, whose: Mapping[str, str], waiting: Collection[str] = ()
) -> Sent:
    """Write the feedback on what came in `download` into the zip `output`, in the place of what was there. `whose` has
    the learner of each hand-in. Those who are `waiting` for marks get none yet. Raises NoArchive, Unknown and OSError.
    """
    with opened(download) as archive:
        paths = [entry.path for entry in archive.entries() if is_handed_in(entry.path) and not entry.fault]
    platform = platform_of(paths)
    uploads: dict[str, Upload] = {}
    for path in paths:
        upload = read_name(platform, path)
        if upload is not None and upload.file and (upload.key not in uploads or upload.file.endswith(".jsonl")):
            uploads[upload.key] = upload
    sent = Sent(platform)
    new = output.with_name(f".{output.name}.new")
    try:
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as made:
            for key, upload in sorted(uploads.items()):
                _add(made, course, upload, whose.get(key), waiting, sent)
        new.replace(output)
    finally:
        new.unlink(missing_ok=True)
    return sent


def _add(
    made: zipfile.ZipFile,
    course: CourseAssignment,
    upload: Upload,
    learner: str | None,
    waiting: Collection[str],
    sent: Sent,
) -> None:
    if learner is None:
        sent.without.append(f"{shown(upload.who)}: nothing was collected from them")
        return
    if learner in waiting:
        sent.without.append(f"{learner}: something waits to be marked by hand")
        return
    pages = sorted(course.place("feedback", learner).glob("*.html"))
    if not pages:
        sent.without.append(f"{learner}: there is no feedback yet")
        return
    for page in pages[:1] if upload.alike else pages:
        made.writestr(zipfile.ZipInfo(upload.reply_called(page.name), _ALWAYS), page.read_bytes(), zipfile.ZIP_DEFLATED)
    sent.learners.append(learner)
