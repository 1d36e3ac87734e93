import type { ReactElement } from "react";
import { ChangedRows, type ChangedRowsProps } from "../../components/held-rows/changed-rows.tsx";
import classes from "./deck-table.module.css";

/** What {@link TableHead} shows. */
export interface TableHeadProps extends ChangedRowsProps {
  readonly roomy: boolean;
}

/** The names of the columns, and how many rows wait for their new place. */
export function TableHead({ roomy, changed, onApply }: TableHeadProps): ReactElement {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className={classes["state"]}>
          State
        </th>
        <th scope="col" className={classes["name"]}>
          Name
        </th>
        <th scope="col" className={classes["since"]}>
          Since
        </th>
        <th scope="col" className={classes["restarts"]}>
          Restarts
        </th>
        <th scope="col" className={classes["next"]}>
          Next restart
        </th>
        <th scope="col" className={classes["error"]}>
          Last error
        </th>
        {roomy && (
          <th scope="col" className={classes["askedColumn"]}>
            Asked by
          </th>
        )}
        <th scope="col" className={classes["actions"]}>
          <span className={classes["askedText"]}>Actions</span>
          <ChangedRows changed={changed} onApply={onApply} />
        </th>
      </tr>
    </thead>
  );
}
