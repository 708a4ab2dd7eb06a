// Where links in widgets lead.

import { addressOf, besideHere, wayTo } from "../../src/softskills/frontend/links.js";
import { pathBeside } from "../../src/softskills/labextension/code/links.js";
import { same } from "./support.js";

const CONFIG = JSON.stringify({ baseUrl: "/user/ines/" });
const HERE = "http://127.0.0.1:8888";

Deno.test("A notebook beside the one that is open, in JupyterLab and in Notebook", () => {
  const cases = {
    "/lab/tree/00-start.ipynb": "/lab/tree/02-rain.ipynb",
    "/lab/tree/my/own/00-start.ipynb?token=x#a": "/lab/tree/my/own/02-rain.ipynb",
    "/user/ines/lab/workspaces/auto-1/tree/a.ipynb": "/user/ines/lab/workspaces/auto-1/tree/02-rain.ipynb",
    "/user/ines/notebooks/my/00-start.ipynb": "/user/ines/notebooks/my/02-rain.ipynb",
    "/user/ines/lab": "/user/ines/lab/tree/02-rain.ipynb",
  };
  for (const [here, there] of Object.entries(cases)) same(besideHere("02-rain.ipynb", CONFIG, HERE + here), HERE + there, here);
});

Deno.test("A name is no part of an address", () => {
  same(besideHere("02 rain#1?.ipynb", CONFIG, `${HERE}/lab/tree/a.ipynb`), `${HERE}/lab/tree/02%20rain%231%3F.ipynb`);
});

Deno.test("Where the page is none of Jupyter's, the name stands alone", () => {
  same(besideHere("02-rain.ipynb", null, "vscode-webview://x/index.html"), null);
});

Deno.test("On a page the book's addresses hold, and what isn't beside a notebook is only named", () => {
  const page = { get: () => ({}), host: { addressOf: (name) => `../${name}.html` } };
  same(addressOf(/** @type {any} */ (page), "rain", "notebooks"), "../notebooks/rain.html");
  same(addressOf(/** @type {any} */ (page), "rain"), "rain.html");
  const lab = { get: () => ({}) };
  same(wayTo(/** @type {any} */ (lab), "notebooks").link("rain", "Rain"), "Rain (rain.ipynb)");
});

Deno.test("In Jupyter a link to a notebook opens it beside the one that it stands in, and no other link does", () => {
  const here = `${HERE}/lab/tree/my/own/00-start.ipynb`;
  const cases = {
    "/lab/tree/my/own/02-rain.ipynb": "my/own/02-rain.ipynb",
    "/lab/tree/my/own/02%20rain.ipynb#top": "my/own/02 rain.ipynb",
    "/lab/tree/my/own/notes.md": null,
    "https://example.org/02-rain.ipynb": null,
    "http://127.0.0.1:8000/": null,
  };
  for (const [link, path] of Object.entries(cases)) same(pathBeside(link, here, "my/own/00-start.ipynb"), path, link);
  same(pathBeside("/lab/tree/02-rain.ipynb", here, "00-start.ipynb"), "02-rain.ipynb");
});
