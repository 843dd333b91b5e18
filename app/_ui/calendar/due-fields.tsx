import { zones } from "@/lib/kernel/zoned";
import desk from "@/app/_ui/desk/desk.module.css";
import styles from "./calendar.module.css";

/** The fields of a moment: day, time (left out: the day alone) and the zone whose clocks show them. */
export function DueFields({ day, time, zone }: { day?: string; time?: string; zone: string }) {
  return (
    <>
      <label className={desk.field}>
        <span>Day</span>
        <input type="date" name="day" required defaultValue={day} />
      </label>
      <label className={desk.field}>
        <span>Time, if known</span>
        <input type="time" name="time" defaultValue={time} />
      </label>
      <label className={`${desk.field} ${styles.zone}`}>
        <span>Time zone</span>
        <select name="zone" defaultValue={zone}>
          {zones().map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
    </>
  );
}
