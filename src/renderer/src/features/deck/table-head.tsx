import type { ReactElement } from "react";
import classes from "./deck-table.module.css";

/** The names of the columns. */
export function TableHead({ roomy }: { roomy: boolean }): ReactElement {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className={classes["stateColumn"]}>
          State
        </th>
        <th scope="col" className={classes["nameColumn"]}>
          Name
        </th>
        <th scope="col" className={classes["sinceColumn"]}>
          Since
        </th>
        <th scope="col" className={classes["restartsColumn"]}>
          Restarts
        </th>
        <th scope="col" className={classes["nextColumn"]}>
          Next restart
        </th>
        <th scope="col">Last error</th>
        {roomy && (
          <th scope="col" className={classes["askedColumn"]}>
            Asked by
          </th>
        )}
        <th scope="col" className={classes["actionsColumn"]}>
          Actions
        </th>
      </tr>
    </thead>
  );
}
