"""The answer log: one line of JSON for every answer, appended and never rewritten."""

from softskills.answers.counting import READER, Known, count, in_order, known, seed, wanted
from softskills.answers.log import LOCK_SECONDS, LogFile, NotSaved, append, append_missing, kept_log
from softskills.answers.ratings import MOMENTS, RATING, Moment, Rating, rating_item, sound_rating
from softskills.answers.reading import MAX_LINES, MAX_LOG_BYTES, Log, merge, parse_lines, read, read_untrusted
from softskills.answers.record import FORMAT, MAX_DEPTH, MAX_ITEM_LENGTH, MAX_LINE_BYTES, Record, parse_record

__all__ = [
    "FORMAT",
    "LOCK_SECONDS",
    "MAX_DEPTH",
    "MAX_ITEM_LENGTH",
    "MAX_LINES",
    "MAX_LINE_BYTES",
    "MAX_LOG_BYTES",
    "MOMENTS",
    "RATING",
    "READER",
    "Known",
    "Log",
    "LogFile",
    "Moment",
    "NotSaved",
    "Rating",
    "Record",
    "append",
    "append_missing",
    "count",
    "in_order",
    "kept_log",
    "known",
    "merge",
    "parse_lines",
    "parse_record",
    "rating_item",
    "read",
    "read_untrusted",
    "seed",
    "sound_rating",
    "wanted",
]
