"use client";

import { signOut } from "next-auth/react";

/** Ends this session here and on the server. */
export function SignOut() {
  return (
    <button
      type="button"
      onClick={() => void signOut({ redirect: false }).then(() => window.location.assign("/login"))}
    >
      Sign out
    </button>
  );
}
