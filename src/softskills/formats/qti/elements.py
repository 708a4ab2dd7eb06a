"""How elements of QTI are made: a name, attributes, and what is in them. Texts become text, never markup."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, indent, tostring

from softskills.formats.text import line, lines

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
QTI_SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def make(name: str, *children: Element | str | None, **attributes: str) -> Element:
    """An element. An attribute that is a word of Python's has a stroke after it."""
    made = Element(name, {key.rstrip("_"): value for key, value in attributes.items()})
    for child in children:
        if isinstance(child, str):
            made.text = line(child)
        elif child is not None:
            made.append(child)
    return made


def paragraphs(*texts: str | None) -> list[Element]:
    return [make("p", part) for part in lines(*texts)]


def root(name: str, namespace: str, schema: str, children: Iterable[Element], **attributes: str) -> Element:
    """The outermost element of a document, which names its schema."""
    made = make(name, *children, xmlns=namespace, **attributes)
    made.set("xmlns:xsi", XSI)
    made.set("xsi:schemaLocation", f"{namespace} {schema}")
    return made


def document(element: Element) -> bytes:
    indent(element)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(element, "unicode").encode() + b"\n"


def name_of(item: str, scene: str | None = None) -> str:
    """An id as XML allows it: it doesn't begin with a digit. With the id of a scene: of that fork of a story."""
    name = item if scene is None else f"{item}_{scene}"
    return name if name[0].isalpha() else f"_{name}"


def number(value: float) -> str:
    """A number with as many places as are needed, and at most seven."""
    return f"{round(value, 7) + 0:.7f}".rstrip("0").rstrip(".")
