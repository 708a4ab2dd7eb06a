"""How a file that people write is read: UTF-8, YAML with its line numbers, strict models, and faults that say where."""

from softskills.sources.faults import ContentError, Fault
from softskills.sources.strict import FaultAt, Identifier, Model, Text, Unsound
from softskills.sources.utf8 import MAX_FILE_BYTES, read_text
from softskills.sources.yaml_source import Place, Source, parse, read_yaml, yaml_of

__all__ = [
    "MAX_FILE_BYTES",
    "ContentError",
    "Fault",
    "FaultAt",
    "Identifier",
    "Model",
    "Place",
    "Source",
    "Text",
    "Unsound",
    "parse",
    "read_text",
    "read_yaml",
    "yaml_of",
]
