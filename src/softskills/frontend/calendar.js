// Practice days as a calendar file (RFC 5545). All of it is pure.

const FOLD = 75; // octets of a line

/**
 * A calendar of all-day events, one for each day. An event has the same UID whenever it is written again, so that a
 * calendar that takes in a second file holds each day once.
 * @param {Date[]} days midnights where the reader is
 * @param {{ course: string, title: string, address?: string }} about
 * @param {number} now
 */
export function calendarOf(days, { course, title, address }, now) {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");
  const event = (day) => [
    "BEGIN:VEVENT",
    `UID:practice-${dateText(day)}@${course}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${dateText(day)}`,
    `DTEND;VALUE=DATE:${dateText(new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1))}`,
    `SUMMARY:${escaped(`Today's practice: ${title}`)}`,
    `DESCRIPTION:${escaped("Up to five scenes. It takes about five minutes.")}`,
    ...(address ? [`URL:${address}`] : []),
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//softskills//${escaped(course)}//EN`, ...days.flatMap(event), "END:VCALENDAR"];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** @param {Date} day */
function dateText(day) {
  const [year, month, date] = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  return `${String(year).padStart(4, "0")}${String(month).padStart(2, "0")}${String(date).padStart(2, "0")}`;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");
}

/** A line in pieces of at most 75 octets. No character is parted, and the space that goes on with a line counts. */
function folded(line) {
  const pieces = [""];
  let length = 0;
  for (const character of line) {
    const octets = new TextEncoder().encode(character).length;
    if (length + octets > FOLD) {
      pieces.push("");
      length = 1;
    }
    pieces[pieces.length - 1] += character;
    length += octets;
  }
  return pieces.join("\r\n ");
}
