/** What next-auth is told, and tells the login page, where signing in failed for a reason of ours. */
export const UNAVAILABLE = "Unavailable";
