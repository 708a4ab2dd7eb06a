// A question that is to be read where its widget isn't there: nobody has run it yet, or its kernel is gone.

import { WIDGET_VIEW } from "./lesson.js";

/** The class of the HTML that stands in for a widget. `softskills.widgets.course_widget` writes it. */
const AT_REST = "ss-at-rest";

/**
 * Show a question as HTML where Jupyter would say "Loading widget..." or "Error displaying widget".
 * @param {any} rendermime what one notebook makes its outputs with
 */
export function showAtRest(rendermime) {
  const create = rendermime.createRenderer.bind(rendermime);
  rendermime.createRenderer = (type) => {
    const renderer = create(type);
    if (type === WIDGET_VIEW) standIn(renderer, () => create("text/html"));
    return renderer;
  };
}

/**
 * @param {any} renderer of a widget
 * @param {() => any} createRest makes a renderer of HTML
 */
function standIn(renderer, createRest) {
  const render = renderer.renderModel.bind(renderer);

  /** @param {{ data: Record<string, any> }} model */
  renderer.renderModel = async (model) => {
    const html = model.data["text/html"];
    if (!String(html).includes(AT_REST)) return render(model);
    const rest = createRest();
    const show = () => renderer.isDisposed || renderer.widgets.length || renderer.node.replaceChildren(rest.node);
    const rendered = render(model);
    await rest.renderModel({ data: { "text/html": html }, metadata: {}, trusted: false });
    show();
    await rendered;
    show();
  };
}
