import { useState, type ReactElement } from "react";
import classes from "./member.module.css";

/** A dot that lights up when the value has changed while one looks, and fades away: it takes no room, and moves nothing. */
export function Freshness({ at }: { at: string | undefined }): ReactElement | null {
  const [atFirst] = useState(at);
  return at === atFirst ? null : <span key={at} className={classes["fresh"]} aria-hidden />;
}
