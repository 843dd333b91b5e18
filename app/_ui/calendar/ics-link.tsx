/** Where calendar programs read the release calendar, of one dataset or of all. */
export function IcsLink({ dataset }: { dataset?: string | undefined }) {
  return <a href={`/feeds/calendar.ics${dataset ? `?dataset=${dataset}` : ""}`}>Subscribe by iCalendar</a>;
}
