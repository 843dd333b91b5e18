import { Confidence, Status, statusWord } from "@/lib/kernel/status";
import { Reason, reasonWord } from "@/lib/studio/drafts/draft";

/** What a value can be, a withdrawal apart: that is no choice of status but an act of its own. */
export const StatusOptions = () =>
  Status.options
    .filter((one) => one !== "W")
    .map((one) => (
      <option key={one} value={one}>
        {one}, {statusWord[one]}
      </option>
    ));

/** How sure an analyst can be. */
export const ConfidenceOptions = () => Confidence.options.map((one) => <option key={one}>{one}</option>);

/** Why a published value can change. */
export const ReasonOptions = () =>
  Reason.options.map((one) => (
    <option key={one} value={one}>
      {reasonWord[one]}
    </option>
  ));
