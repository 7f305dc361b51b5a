"""XML text out of elements."""

from __future__ import annotations

from xml.etree import ElementTree as ET

__all__ = ["document"]


def document(root: ET.Element) -> str:
    """Return *root* as a document; all text in it must be printable."""
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'
