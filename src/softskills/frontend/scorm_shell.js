// The page that a platform opens: the book in a frame, and above it a line that says what became of the answers.

import { clock, make } from "./core.js";
import { Session } from "./scorm_session.js";
import { localStorageOrNull } from "./storage.js";
import { counted } from "./when.js";

const WAITS = [10, 30, 60]; // seconds until what failed is tried again, and then the last of them

/** @param {import("./scorm_session.js").Contents} contents */
export function start(contents) {
  const line = document.querySelector("#platform");
  const session = openedOrNull(contents, line);
  if (!session) return;
  Object.assign(globalThis, { softskillsPlatform: session });
  const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
  const said = make("span", { role: "status" });
  const again = make("button", { type: "button", onclick: () => session.send() }, "Send again now");
  line.replaceChildren(said, again);
  const show = () => {
    said.textContent = wordsOf(session);
    said.parentElement.dataset.state = session.state;
    again.hidden = session.state !== "failed";
  };
  session.listen(show);
  session.send();
  show();
  sendLater(session);
  frame.addEventListener("load", () => isOn(frame, session));
  frame.src = session.page;
  let isClosed = false;
  addEventListener("pagehide", () => {
    if (!isClosed) session.close();
    isClosed = true;
  });
  addEventListener("storage", (event) => session.hear(event));
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload()); // its conversation is ended
}

/**
 * The learner's session, or null when the platform doesn't begin one: then the page says so, and shows nothing to answer.
 * @param {import("./scorm_session.js").Contents} contents
 * @param {Element} line
 */
function openedOrNull(contents, line) {
  try {
    return new Session(contents, window, localStorageOrNull());
  } catch (error) {
    const words = `Your platform doesn’t answer: ${error.message}. So nothing could be saved there. Answers of before are safe.`;
    line.replaceChildren(make("span", { role: "alert" }, words), make("button", { type: "button", onclick: () => location.reload() }, "Try again"));
    return null;
  }
}

/**
 * What the learner is told of their answers.
 * @param {Session} session
 */
export function wordsOf({ state, why, time, keepsHere, left, refused }) {
  const stays = keepsHere ? "They’re kept in this browser" : "This browser keeps nothing, so leave this page open: they’re kept on it";
  if (state === "alone") return `There’s no platform here. Your answers ${keepsHere ? "stay in this browser" : "stay until you leave this page"}.`;
  if (state === "looking") return "You’re looking back. What you answer now isn’t saved.";
  if (state === "failed") return `Your latest answers aren’t saved on your platform: ${why}. ${stays}, and are sent again by themselves.`;
  if (state === "ready") return "Your answers are saved on your platform.";
  const words = [`Saved on your platform, ${clock(time)}.`];
  if (refused) words.push(`It doesn’t take ${refused} of your answers: save a copy on the page with your progress.`);
  if (left.texts) words.push("What you wrote in your own words is there, but won’t be shown to you on another device.");
  if (left.repeats) words.push(`So are ${counted(left.repeats, "older answer")}.`);
  return words.join(" ");
}

/**
 * Try again what failed: after a while, when the network is back, and when the learner comes back to the page.
 * @param {Session} session
 */
function sendLater(session) {
  let tries = 0;
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const send = () => session.state === "failed" && session.send();
  session.listen(() => {
    clearTimeout(timer);
    if (session.state !== "failed") tries = 0;
    else timer = setTimeout(send, 1000 * (WAITS[tries++] ?? WAITS.at(-1)));
  });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", send);
}

/**
 * @param {HTMLIFrameElement} frame
 * @param {Session} session
 */
function isOn(frame, session) {
  try {
    const { pathname } = frame.contentWindow.location;
    const root = new URL("./", location.href).pathname;
    if (pathname.startsWith(root)) session.isOn(decodeURIComponent(pathname.slice(root.length)));
    frame.title = frame.contentDocument.title;
    document.title = frame.contentDocument.title;
  } catch {
    // It shows another site, by a link that was followed in some way of the browser's own.
  }
}
