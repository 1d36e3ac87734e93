import type { ReactElement } from "react";
import type { EnteredState } from "#shared/journal.ts";
import { stateTable } from "../../components/state/state-table.ts";
import strip from "./strip.module.css";
import classes from "./timeline.module.css";

const shown: readonly EnteredState[] = ["running", "restarting", "failed", "stuck", "starting", "finished", "inactive"];

/** What the bars mean, and what can be done with them. */
export function StripLegend(): ReactElement {
  return (
    <div className={classes["legend"]}>
      {shown.map((state) => (
        <span key={state} className={classes["legendEntry"]}>
          <span className={classes["swatch"]} aria-hidden>
            <span className={strip["bar"]} data-state={state} data-colour={stateTable[state].colour} style={{ left: 0, right: 0 }} />
          </span>
          {state === "starting" ? "starting, stopping" : state === "inactive" ? "inactive, stopped" : stateTable[state].word}
        </span>
      ))}
      <span className={classes["legendHint"]}>Click or drag to look closer</span>
    </div>
  );
}
