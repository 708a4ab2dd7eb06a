"""What is in a package, and what its pages ask for."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from softskills.cli import app
from softskills.course import course_at
from softskills.items import load_bank
from softskills.packages.contents import Version, contents_of_package
from softskills.packages.scorm import NoPackage, write_package
from softskills.packages.wording import IN_A_PACKAGE
from softskills.publishing.site.policy import scripts_within
from support.places import LISTENING_COURSE


def test_the_manifest_has_one_sco_and_names_every_file(package: Path, version: Version) -> None:
    with zipfile.ZipFile(package) as zipped:
        files = set(zipped.namelist())
        root = ElementTree.fromstring(zipped.read("imsmanifest.xml"))
    content = root.tag.partition("}")[0][1:]
    assert content == {"1.2": "http://www.imsproject.org/xsd/imscp_rootv1p1p2"}.get(
        version, "http://www.imsglobal.org/xsd/imscp_v1p1"
    )
    (resource,) = root.iter(f"{{{content}}}resource")
    assert resource.get("href") == "launch.html"
    assert sorted(resource.attrib.values()).count("sco") == 1
    assert {file.get("href") for file in resource} | {"imsmanifest.xml"} == files
    (item,) = root.iter(f"{{{content}}}item")
    assert item.get("identifierref") == resource.get("identifier")
    assert root.findtext(f".//{{{content}}}schemaversion") == {"1.2": "1.2"}.get(version, "2004 4th Edition")


def test_pages_begin_with_the_packages_script_and_keep_nothing_on_the_platforms_address(package: Path) -> None:
    with zipfile.ZipFile(package) as zipped:
        pages = {name: zipped.read(name).decode() for name in zipped.namelist() if name.endswith(".html")}
    assert "notebooks/communication-listen-actively.html" in pages
    for name, page in pages.items():
        if name == "launch.html" or 'http-equiv="refresh"' in page:
            continue
        scripts = re.findall(r"<script[^>]*>", page)
        assert re.fullmatch(r'<script src="[./]*/_static/softskills-first\.js">', scripts[0]), name
        assert not any("serviceWorker" in script for script in scripts_within(page)), name
        assert "webmanifest" not in page, name


def test_the_book_itself_has_nothing_of_it(listening_book: Path) -> None:
    texts = [file.read_text("utf-8") for ending in ("js", "html") for file in listening_book.rglob(f"*.{ending}")]
    assert len(texts) > 40
    for word in ("softskillsPlatform", "API_1484_11", "LMSInitialize"):
        assert not any(word in text for text in texts)


def test_what_a_package_says_of_where_answers_are_is_true_of_it(package: Path, listening_book: Path) -> None:
    book = "".join(file.read_text("utf-8") for file in listening_book.rglob("*.js"))
    with zipfile.ZipFile(package) as zipped:
        scripts = "".join(zipped.read(name).decode() for name in zipped.namelist() if name.endswith(".js"))
    for said, instead in IN_A_PACKAGE.items():
        assert (said in book, instead in book) == (True, False), said
        assert (said in scripts, instead in scripts) == (False, True), said


def test_the_same_book_makes_the_same_package(
    package: Path, version: Version, listening_book: Path, tmp_path: Path
) -> None:
    write_package(course_at(LISTENING_COURSE), listening_book, tmp_path / "again.zip", 3, version)
    assert (tmp_path / "again.zip").read_bytes() == package.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["again.zip"]


def test_a_book_that_is_not_there_or_of_another_version_makes_none(listening_book: Path, tmp_path: Path) -> None:
    course, file = course_at(LISTENING_COURSE), tmp_path / "package.zip"
    file.write_text("the old one", "utf-8")
    with pytest.raises(NoPackage, match="make book"):
        write_package(course, tmp_path, file, None, "1.2")
    old = shutil.copytree(listening_book, tmp_path / "old")
    script = old / "_static" / "softskills.js"
    script.write_text(script.read_text("utf-8").replace("in this browser", "in that browser"), "utf-8")
    with pytest.raises(NoPackage, match="another version"):
        write_package(course, old, file, None, "1.2")
    with pytest.raises(NoPackage, match="parts 0, 3, 5"):
        write_package(course, listening_book, file, 4, "1.2")
    assert file.read_text("utf-8") == "the old one"


def test_the_command_says_what_it_made_and_what_is_wrong(tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["export", "scorm", "--course", str(LISTENING_COURSE), *words])
        return done.exit_code, done.output

    file = str(tmp_path / "p.zip")
    assert run("-o", file, "--version", "3")[0] == 2
    code, said = run("-o", file, "--part", "7")
    assert (code, "there are parts 0, 3, 5" in " ".join(said.split())) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_what_counts_is_the_scenes_of_the_part() -> None:
    course = course_at(LISTENING_COURSE)
    bank = load_bank(course.data)
    part, whole = (contents_of_package(course, bank, one, "1.2") for one in (3, None))
    assert [lesson["file"] for lesson in part["lessons"]] == ["communication-listen-actively"]
    (lesson,) = part["lessons"]
    assert lesson["items"] == [
        one for one in bank.lessons[1].items if not one.startswith(("say-", "listening-refl", "listening-int"))
    ]
    assert [part["first"], whole["first"]] == ["notebooks/communication-listen-actively.html", "index.html"]
    assert len({one["scope"] for one in (part, whole)}) == 2
    assert part["scenes"].keys() == bank.items.keys() == set(part["ids"])
    assert part["scenes"]["listening-01"]["text"].startswith("A short answer on a call. You lead a small payroll team")
