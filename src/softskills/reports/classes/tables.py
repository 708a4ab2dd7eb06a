"""The tables of a report as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from softskills.reports.classes.report import ClassReport
from softskills.spreadsheets import defused


def write_tables(report: ClassReport, folder: Path) -> list[Path]:
    """Write each table that has rows into `folder`, which is made: ASSIGNMENT-NAME.csv, UTF-8 with a mark by which
    Excel knows it. Figures are written in full; what is withheld is an empty cell. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in report.tables().items():
        if len(table):
            file = folder / f"{report.assignment}-{name}.csv"
            table.map(defused).to_csv(file, index=False, encoding="utf-8-sig")
            written.append(file)
    return written
