// A calendar file (RFC 5545) of days that are still to come. It says only numbers: the list beside it says what they are.
// The UID is the number alone, so that a day counted anew takes the place of the old one.
const calendarFile = (list, now) => {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const bare = (day) => isoOf(day).replace(/-/g, "");
  const alarm = (before, text) => ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:" + text, "TRIGGER:" + before, "END:VALARM"];
  const events = list.map(({ number, last }) => {
    const text = say("event", { n: number }).replace(/[\\;,]/g, "\\$&").replace(/\s+/g, " ");
    return [
      "BEGIN:VEVENT", `UID:${number}@plan`, "SEQUENCE:" + Math.floor(now / 1e3 - 17e8), "DTSTAMP:" + stamp, "DTSTART;VALUE=DATE:" + bare(last),
      "DTEND;VALUE=DATE:" + bare(last + 1), "SUMMARY:" + text, "TRANSP:TRANSPARENT",
      // Three days before and the day before, at nine in the morning.
      ...alarm("-P2DT15H", text), ...alarm("-PT15H", text), "END:VEVENT",
    ];
  });
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//plan//EN", ...[].concat(...events), "END:VCALENDAR", ""].join("\r\n");
};
