import type { Role } from "./role";

export type { Role };

export type Entitlement = { dataset: string; delayDays: number };

/** Who is asking: a person in an organisation, with what that organisation subscribes to. */
export type Viewer = {
  personId: string;
  name: string;
  email: string;
  organisationId: number;
  organisation: string;
  /** Whether that is the house, which runs the installation. */
  house?: boolean;
  role: Role;
  entitlements: readonly Entitlement[];
  sessionId: string;
  /** The admin who sees the site as this person, where one does, and until when; nothing may be written then. */
  viewedBy: { personId: string; name: string; until: string } | null;
  /** Whether they proved who they are in this session a short while ago. */
  proved?: boolean;
  /** Whether their organisation requires a second factor that they have not got: nothing else is open to them then. */
  mustEnrol?: boolean;
};
