"""A page of the book as a page of a package: with the script that comes before all others, and without what asks a
browser to keep the site, which would outlive the package on the platform's own address.
"""

from __future__ import annotations

import re

from softskills.publishing.site.offline import MANIFEST, offline_script

FIRST = "softskills-first.js"
"""In the folder of scripts: what each page of a package runs first."""

_ROOT = re.compile(r'<html\b[^>]*? data-content_root="([./]*)"')
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_MANIFEST = re.compile(rf'<link rel="manifest" href="[./]*{re.escape(MANIFEST)}">\n?')


def packaged(page: str) -> str:
    """A page of the book for a package; one that only leads on to another stays as it is."""
    found = _ROOT.search(page)
    if found is None:
        return page
    root = found[1]
    first = f'<script src="{root}_static/{FIRST}"></script>'
    page, count = _POLICY.subn(lambda policy: f"{policy[0]}\n    {first}", page, count=1)
    if not count:
        raise ValueError("it has no content policy")
    return _MANIFEST.sub("", page).replace(f"<script>{offline_script(root)}</script>", "")
