import type { ReactElement, ReactNode } from "react";
import classes from "./settings.module.css";

/** Names with what there is to say of them, one a line. */
export function Facts({ children }: { children: ReactNode }): ReactElement {
  return <dl className={classes["facts"]}>{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <div className={classes["fact"]}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
