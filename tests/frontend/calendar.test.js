// Practice days as a calendar file. `tests/widgets/test_practice_page.py` reads one by a calendar library.

import { calendarOf } from "../../src/softskills/frontend/calendar.js";
import { same } from "./support.js";

const DAYS = [new Date(2026, 11, 31), new Date(2026, 1, 28)];
const NOW = Date.UTC(2026, 10, 27, 16, 5, 9, 120);

Deno.test("an event of a whole day, which ends on the next", () => {
  const text = calendarOf(DAYS, { course: "my-course", title: "Mine" }, NOW);
  const lines = text.split("\r\n");
  same(lines.filter((line) => /^(UID|DTSTAMP|DTSTART|DTEND)/.test(line)), [
    "UID:practice-20261231@my-course",
    "DTSTAMP:20261127T160509Z",
    "DTSTART;VALUE=DATE:20261231",
    "DTEND;VALUE=DATE:20270101",
    "UID:practice-20260228@my-course",
    "DTSTAMP:20261127T160509Z",
    "DTSTART;VALUE=DATE:20260228",
    "DTEND;VALUE=DATE:20260301",
  ]);
  same([lines[0], lines.at(-2), lines.at(-1)], ["BEGIN:VCALENDAR", "END:VCALENDAR", ""]);
  same(/[^\r]\n/.test(text), false);
});

Deno.test("lines are folded at 75 octets, and no character is parted", () => {
  const title = `Übung; mit, \\ und\nZeile ${"äöü€😀".repeat(20)}`;
  const text = calendarOf(DAYS.slice(0, 1), { course: "c", title }, NOW);
  for (const line of text.split("\r\n")) {
    const { length } = new TextEncoder().encode(line);
    if (length > 75) throw new Error(`${length} octets: ${line}`);
  }
  if (!text.split("\r\n").some((line) => new TextEncoder().encode(line).length > 70)) throw new Error("Nothing is folded.");
  const whole = text.replaceAll("\r\n ", "");
  const escaped = `Übung\\; mit\\, \\\\ und\\nZeile ${"äöü€😀".repeat(20)}`;
  if (!whole.includes(`SUMMARY:Today's practice: ${escaped}\r\n`)) throw new Error(whole);
});
