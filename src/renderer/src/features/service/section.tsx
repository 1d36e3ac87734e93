import { Title } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import classes from "./service.module.css";

/** What a {@link Section} shows. */
export interface SectionProps {
  readonly title: string;
  readonly note?: string | undefined;
  /** What it shows is the past. */
  readonly stale?: boolean;
  readonly children: ReactNode;
}

/** A titled part of the panel. */
export function Section({ title, note, stale = false, children }: SectionProps): ReactElement {
  return (
    <section className={classes["section"]} aria-label={title} data-stale={stale || undefined}>
      <Title order={3} className={classes["sectionTitle"]}>
        {title}
        {note !== undefined && <span className={classes["note"]}> {note}</span>}
      </Title>
      {children}
    </section>
  );
}
