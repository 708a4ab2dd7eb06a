"""Make the list of British words that `softskills check` spells by, from the lists of SCOWL 2020.12.07.

    python tools/derive_dictionary.py /usr/share/dict/scowl

The folder holds SCOWL's lists, such as `british-words.50`; Debian installs it with `apt-get install scowl`. Taken are
English words and those that only British English has, with -ise, up to the size that SCOWL advises for spelling: rarer
words are mostly slips for common ones. A possessive ('s) is left out, as the check takes it off.
"""

import sys
from pathlib import Path

WORDS = Path(__file__).resolve().parents[1] / "src" / "softskills" / "checks" / "text" / "dictionary" / "british.txt"
VARIETIES = ("english", "british")
LISTS = ("words", "contractions", "upper", "proper-names")
MOST_RARE = 60


def derive(folder: Path) -> list[str]:
    """The words, sorted. Raises FileNotFoundError where the folder has no such lists."""
    files = [
        file
        for variety in VARIETIES
        for name in LISTS
        for file in folder.glob(f"{variety}-{name}.*")
        if int(file.suffix[1:]) <= MOST_RARE
    ]
    if not files:
        raise FileNotFoundError(f"{folder} has no lists such as british-words.50")
    words = {word for file in files for word in file.read_text("latin-1").split()}
    return sorted(word for word in words if not word.endswith("'s"))


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("Name one folder: the one with SCOWL's lists.")
    words = derive(Path(sys.argv[1]))
    WORDS.write_text("\n".join(words) + "\n", "utf-8")
    print(f"Wrote {len(words)} words.")


if __name__ == "__main__":
    main()
