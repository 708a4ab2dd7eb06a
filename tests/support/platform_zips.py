"""Zips of hand-ins as platforms make them, written from their documentation and sources, and not from our reader.

- Moodle: `mod/assign/classes/downloader.php`. A full name loses underscores to spaces, and `clean_filename` takes other
  signs out of it.
- Canvas: `lib/content_zipper.rb`. A sortable name is in lower case and keeps word characters alone.
- Blackboard: the form in nbgrader's guide, with the text file of each attempt.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "part-2.answers.jsonl"


@dataclass(frozen=True)
class Person:
    """A learner: nbgrader's id, the name, and the numbers by which the platform knows them."""

    id: str
    first: str = "Ada"
    last: str = "Lovelace"
    number: int = 100


def moodle_name(person: Person) -> str:
    """What stands before the plug-in's name in Moodle's download: the cleaned full name, and a participant's number."""
    full = f"{person.first} {person.last}".replace("_", " ")
    cleaned = re.sub(r"[\x00-\x1f\x7f-\x9f&<>\"`|':\\/*?#]", "", full).replace("..", "")
    return f"{cleaned}_{person.number}"


def moodle(person: Person, file: str = NAME, *, flat: bool = False, old: bool = False) -> str:
    prefix = f"{moodle_name(person)}_assignsubmission_file"
    return f"{prefix}_{file}" if flat else f"{prefix}{'_' if old else ''}/{file}"


def canvas(person: Person, file: str = NAME, *, late: bool = False, upload: int = 5) -> str:
    sortable = re.sub(r"_(\d+)_", r"\1", f"{person.last}, {person.first}").lower()
    parts = [sortable, *(["LATE"] if late else []), str(person.number)]
    who = re.sub(r"[^\w]", "", "_".join(parts))
    return f"{who}_{upload}_" + re.sub(r"[/\\:*?\"<>|]+", "_", file)


def blackboard(person: Person, file: str | None = NAME, *, at: str = "2027-03-01-12-00-00", of: str = "Part_2") -> str:
    return f"{of}_{person.id}_attempt_{at}" + (f"_{file}" if file else ".txt")


def folder(person: Person, file: str = NAME) -> str:
    return f"{person.id}/{file}"


def write(file: Path, members: Iterable[tuple[str, bytes]]) -> Path:
    """A zip of these files, by their paths."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return file


def write_roster(file: Path, people: Iterable[Person]) -> Path:
    rows = [f'{one.id},"{one.first}","{one.last}",{one.id}@example.org,{one.number}' for one in people]
    file.write_text("\n".join(["id,first_name,last_name,email,canvas_id", *rows]) + "\n", "utf-8")
    return file


class Hostile:
    """A zip with what no platform should have let in."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.made = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, content: bytes = b"", *, mode: int = 0, flags: int = 0) -> None:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        self.made.writestr(info, content, zipfile.ZIP_DEFLATED)
        self.made.filelist[-1].flag_bits |= flags

    def add_bomb(self, name: str, gigabytes: int) -> None:
        """A file of so many gigabytes of zeros: one packed block, many times, which takes no time to write."""
        block = bytes(10_000_000)
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
        count = gigabytes * 100
        stream: Any = self.made.fp
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.header_offset = stream.tell()
        info.file_size = len(block) * count
        info.compress_size = len(packed) * count + 2
        info.CRC = 0
        stream.write(info.FileHeader(zip64=True))
        for _ in range(count):
            stream.write(packed)
        stream.write(b"\x03\x00")  # an empty last block
        self.made.filelist.append(info)
        self.made.start_dir = stream.tell()

    def close(self, *, without_utf8_flag: bool = False) -> Path:
        self.made.close()
        if without_utf8_flag:  # as many programs write: UTF-8, and not said so
            content = bytearray(self.file.read_bytes())
            for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
                at = content.find(signature)
                while at >= 0:
                    content[at + flags + 1] &= 0xF7
                    at = content.find(signature, at + 4)
            self.file.write_bytes(content)
        return self.file
