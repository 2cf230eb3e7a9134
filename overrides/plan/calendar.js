// A calendar file (RFC 5545) of days that are still to come. Titles say only a number: the list beside them says what it is.
const calendarFile = (list, now) => {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const bare = (day) => isoOf(day).replace(/-/g, "");
  const alarm = (before, text) => ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:" + text, "TRIGGER:" + before, "END:VALARM"];
  const events = list.map(({ number, last }) => {
    const text = say("event", { n: number });
    return ["BEGIN:VEVENT", `UID:${number}-${bare(last)}@marshrut`, "DTSTAMP:" + stamp, "DTSTART;VALUE=DATE:" + bare(last),
      "DTEND;VALUE=DATE:" + bare(last + 1), "SUMMARY:" + text, "TRANSP:TRANSPARENT", ...alarm("-P3D", text), ...alarm("-PT15H", text), "END:VEVENT"];
  });
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Marshrut//Plan//EN", ...events.flat(), "END:VCALENDAR", ""].join("\r\n");
};
