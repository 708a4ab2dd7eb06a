// Comments to use again, on the desk for marking: a list that unfolds, to which a marker can add their own.

import { commentList } from "./marking_parts.js";

/**
 * @param {any} desk
 * @param {(kind: string, more: any) => Promise<any>} asked
 * @param {(words: string, state: string) => void} say
 * @param {() => void} onUse once a comment was put in
 */
export function reusable(desk, asked, say, onUse) {
  const { comment, reuse } = desk;
  let comments = [];

  function fill(newComments) {
    comments = newComments;
    reuse.replaceChildren(...commentList(comments, use, drop));
  }

  /** Put a comment behind what is written already. */
  function use(words) {
    comment.value = [comment.value.trim(), words].filter(Boolean).join("\n\n");
    reuse.hidden = true;
    onUse();
  }

  async function drop(id) {
    const reply = await asked("comments", { drop: id });
    if (!reply) return;
    fill(reply.comments);
    (reuse.querySelector("button") || comment).focus();
  }

  return {
    fill,
    get isOpen() {
      return !reuse.hidden;
    },
    /** Put in the comment of this number, from 0. */
    pick: (number) => comments[number] && use(comments[number].text),
    close: () => (reuse.hidden = true),
    toggle() {
      reuse.hidden = !reuse.hidden;
      if (!reuse.hidden) reuse.querySelector("button")?.focus();
    },
    /** Keep what is written, for this task and all who mark it. */
    async keep() {
      if (!comment.value.trim()) return say("Write a comment first, then keep it.", "changed");
      const reply = await asked("comments", { keep: comment.value });
      if (!reply) return;
      fill(reply.comments);
      say("The comment is kept, for this task and for all who mark it.", "saved");
    },
  };
}
