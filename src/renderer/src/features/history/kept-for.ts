/** How long what was read stays at hand while nobody looks at it; milliseconds. A window that is open for weeks must not keep all that it ever showed. */
export const keptForMs = 5 * 60_000;
