"""What search engines ask for: a list of all pages, and leave to read them. Only a site with an address has it."""

from __future__ import annotations

from urllib.parse import urljoin
from xml.sax.saxutils import escape

from sphinx.application import Sphinx

from softskills.publishing.site.head import base_of
from softskills.publishing.site.places import site_folder


def setup(app: Sphinx) -> None:
    app.connect("build-finished", write_addresses)


def write_addresses(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    folder, base = site_folder(app), base_of(app)
    for name, text in (("sitemap.xml", sitemap_of(app, base)), ("robots.txt", robots_of(base))):
        if base:
            (folder / name).write_text(text, "utf-8")
        else:
            (folder / name).unlink(missing_ok=True)


def sitemap_of(app: Sphinx, base: str) -> str:
    names = [name for name in app.config.external_site_map if name in app.env.found_docs]
    places = [urljoin(base, app.builder.get_target_uri(name).removesuffix("index.html")) for name in names]
    urls = "".join(f"<url><loc>{escape(place)}</loc></url>\n" for place in places)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{urls}</urlset>\n'


def robots_of(base: str) -> str:
    return f"User-agent: *\nAllow: /\nSitemap: {urljoin(base, 'sitemap.xml')}\n"
