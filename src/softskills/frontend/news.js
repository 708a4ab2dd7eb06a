/** The event by which a page tells its other scripts that the answers kept here have changed. */
export const NEWS = "softskills:news";
