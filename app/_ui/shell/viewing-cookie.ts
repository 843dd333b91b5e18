/**
 * Names whom this browser views as, for pages that stand open in it: they notice by it that this has begun or ended
 * elsewhere. A hint alone: who views as whom is the session's.
 */
export const VIEWING_COOKIE = "viewing-as";
