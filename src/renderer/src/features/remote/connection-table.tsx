import type { ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { ConnectionRow } from "./connection-row.tsx";
import classes from "./connection-table.module.css";

/** What {@link ConnectionTable} shows, and where it leads. */
export interface ConnectionTableProps {
  readonly services: readonly ServiceSnapshot[];
  readonly onOpen: (service: string) => void;
}

/** The services that run elsewhere, in the order in which they were added, with how the connection to each is. */
export function ConnectionTable({ services, onOpen }: ConnectionTableProps): ReactElement {
  return (
    <div className={classes["scroll"]}>
      <table className={classes["table"]} aria-label="Remote services">
        <thead>
          <tr>
            <th scope="col" className={classes["stateColumn"]}>
              State
            </th>
            <th scope="col" className={classes["nameColumn"]}>
              Name and address
            </th>
            <th scope="col" className={classes["sinceColumn"]}>
              Since
            </th>
            <th scope="col" className={classes["nextColumn"]}>
              Next attempt
            </th>
            <th scope="col">Last error</th>
            <th scope="col" className={classes["actionsColumn"]}>
              Actions
            </th>
          </tr>
        </thead>
        <tbody>
          {services.map(({ id, title, source, status, output }) => (
            <ConnectionRow key={id} id={id} title={title} source={source} status={status} output={output} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
