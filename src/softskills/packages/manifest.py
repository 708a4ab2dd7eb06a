"""The manifest of a package, `imsmanifest.xml`: one course, one SCO, and every file in it.

1.2: ADL, "SCORM Content Aggregation Model 1.2", 2.3. 2004: ADL, "SCORM 2004 4th Edition, CAM", 3.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from softskills.packages.contents import Version

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SEQUENCING = "http://www.imsglobal.org/xsd/imsss"


@dataclass(frozen=True)
class _Form:
    """What a version calls itself, and its namespaces."""

    schema: str
    content: str
    adl: str
    type: str
    locations: str


_FORMS: dict[Version, _Form] = {
    "1.2": _Form(
        schema="1.2",
        content="http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        adl="http://www.adlnet.org/xsd/adlcp_rootv1p2",
        type="scormtype",
        locations="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd "
        "http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd",
    ),
    "2004": _Form(
        schema="2004 4th Edition",
        content="http://www.imsglobal.org/xsd/imscp_v1p1",
        adl="http://www.adlnet.org/xsd/adlcp_v1p3",
        type="scormType",
        locations="http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd "
        "http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd "
        "http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd",
    ),
}


def manifest_of(name: str, title: str, launch: str, files: Sequence[str], version: Version) -> bytes:
    """The manifest of a package with these files, of which the SCO begins with `launch`. `name` is an XML name."""
    form = _FORMS[version]
    register_namespace("", form.content)
    register_namespace("adlcp", form.adl)
    register_namespace("xsi", _XSI)
    register_namespace("imsss", _SEQUENCING)

    def add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
        element = SubElement(parent, f"{{{form.content}}}{tag}", attributes)
        element.text = text
        return element

    root = Element(f"{{{form.content}}}manifest", {"identifier": name, "version": "1"})
    root.set(f"{{{_XSI}}}schemaLocation", form.locations)
    metadata = add(root, "metadata")
    add(metadata, "schema", "ADL SCORM")
    add(metadata, "schemaversion", form.schema)
    organizations = add(root, "organizations", default=f"{name}-course")
    organization = add(organizations, "organization", identifier=f"{name}-course")
    add(organization, "title", title)
    item = add(organization, "item", identifier=f"{name}-item", identifierref=f"{name}-sco")
    add(item, "title", title)
    if version == "2004":
        _leave_it_to_the_content(item)
    resource = add(add(root, "resources"), "resource", identifier=f"{name}-sco", type="webcontent", href=launch)
    resource.set(f"{{{form.adl}}}{form.type}", "sco")
    for file in files:
        add(resource, "file", href=quote(file))
    indent(root, " ")
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _leave_it_to_the_content(item: Element) -> None:
    """Only the content says when it is completed, and how well: a platform is not to take leaving for either."""
    sequencing = SubElement(item, f"{{{_SEQUENCING}}}sequencing")
    controls = {"completionSetByContent": "true", "objectiveSetByContent": "true"}
    SubElement(sequencing, f"{{{_SEQUENCING}}}deliveryControls", controls)
