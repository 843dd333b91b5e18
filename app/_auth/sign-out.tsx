"use client";

import { signOut } from "next-auth/react";

/** Empties what the browser keeps for this site: layouts, stamps and edits that were not sent belong to who signed in. */
function forgetHere(): void {
  try {
    localStorage.clear();
    sessionStorage.clear();
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Ends this session here and on the server. */
export function SignOut() {
  return (
    <button
      type="button"
      onClick={() =>
        void signOut({ redirect: false })
          .catch(() => undefined)
          .then(() => {
            forgetHere();
            window.location.assign("/login");
          })
      }
    >
      Sign out
    </button>
  );
}
