// A bar above a notebook that says what is the matter with its kernel, and offers to mend it.

const STYLE =
  "display: flex; align-items: center; justify-content: center; gap: 1em; box-sizing: border-box; min-height: 3.5em; padding: 0.25em 1em; overflow: auto; " +
  "background: var(--jp-layout-color2); color: var(--jp-ui-font-color0); border: solid var(--jp-warn-color1); border-width: 0 0 3px 0; font-size: var(--jp-ui-font-size1)";

/**
 * @param {{ contentHeader: any }} panel of a notebook
 * @param {new (options: { node: HTMLElement }) => any} Widget
 */
export function makeBar(panel, Widget) {
  const node = document.createElement("div");
  const words = document.createElement("span");
  const button = document.createElement("button");
  node.className = "ss-lab-bar";
  node.style.cssText = STYLE;
  node.append(words, button);
  words.setAttribute("role", "alert");
  button.className = "jp-mod-styled jp-mod-accept";
  const widget = new Widget({ node });
  widget.hide();
  panel.contentHeader.addWidget(widget);

  return {
    /**
     * @param {string} text
     * @param {string} [label] of the button, if there is something to do
     * @param {() => void} [action]
     */
    say(text, label = "", action = () => {}) {
      if (words.textContent !== text) words.textContent = text;
      button.hidden = !label;
      button.textContent = label;
      button.onclick = action;
      widget.show();
    },
    hide() {
      words.textContent = "";
      widget.hide();
    },
  };
}
