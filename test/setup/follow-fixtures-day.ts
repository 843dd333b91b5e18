import { inject } from "vitest";
import { followClock } from "@/lib/kernel/clock";

followClock(inject("clockAheadMs"));
