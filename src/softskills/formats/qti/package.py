"""The package: a zip with a manifest, the test, and a file for each item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from softskills.formats.chosen import Chosen
from softskills.formats.qti.elements import document, make, name_of, root
from softskills.formats.qti.items import QtiItem, items_of
from softskills.formats.qti.test import FOLDER, StoryPart, test_of
from softskills.items import Story

MANIFEST, TEST = "imsmanifest.xml", "test.xml"
_PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"
_PACKAGING_SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"


def package(chosen: Chosen, language: str) -> bytes:
    """The zip. The same items make the same bytes."""
    items = {
        entry.item.id: list(items_of(entry, language)) for entry in chosen.entries if not isinstance(entry.item, Story)
    }
    stories = [
        StoryPart(story, {scene: found[name_of(story.id, scene)] for scene in order})
        for entry in chosen.entries
        if isinstance(story := entry.item, Story) and (order := forward(story))
        for found in [{one.id: one for one in items_of(entry, language)}]
    ]
    all_items = [one for found in [*items.values(), *(part.items.values() for part in stories)] for one in found]
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, element in [
            (MANIFEST, _manifest(chosen, all_items)),
            (TEST, test_of(chosen, items, stories)),
            *((f"{FOLDER}/{one.id}.xml", one.element) for one in all_items),
        ]:
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, document(element))
    return made.getvalue()


def forward(story: Story) -> list[str] | None:
    """The forks of a story in an order in which every choice leads forward, the first one first; None if there's none.

    QTI knows no way back. Forks that nothing leads to aren't in it.
    """
    reached, waiting = {story.start}, [story.start]
    while waiting:
        for choice in story.forks[waiting.pop()].choices.values():
            if choice.to in story.forks and choice.to not in reached:
                reached.add(choice.to)
                waiting.append(choice.to)
    after: TopologicalSorter[str] = TopologicalSorter({story.start: ()})
    for scene in sorted(reached):
        for choice in story.forks[scene].choices.values():
            if choice.to in reached:
                after.add(choice.to, scene)
    try:
        return list(after.static_order())
    except CycleError:
        return None


def _manifest(chosen: Chosen, items: Iterable[QtiItem]) -> Element:
    metadata = make("metadata", make("schema", "QTIv2.1 Package"), make("schemaversion", "1.0.0"))
    return root(
        "manifest",
        _PACKAGING,
        _PACKAGING_SCHEMA,
        [metadata, make("organizations"), make("resources", *_resources(chosen, list(items)))],
        identifier=f"manifest_{chosen.id}",
    )


def _resources(chosen: Chosen, items: list[QtiItem]) -> Iterator[Element]:
    yield _resource(
        f"test_{chosen.id}", "imsqti_test_xmlv2p1", TEST, [make("dependency", identifierref=one.id) for one in items]
    )
    for one in items:
        yield _resource(one.id, "imsqti_item_xmlv2p1", f"{FOLDER}/{one.id}.xml", [])


def _resource(name: str, type_: str, href: str, needs: list[Element]) -> Element:
    return make("resource", make("file", href=href), *needs, identifier=name, type_=type_, href=href)
