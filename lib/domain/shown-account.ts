/** The field by which a form says whose account its page shows: it may be no longer the session's. */
export const shownAccountField = "shownAccount";
