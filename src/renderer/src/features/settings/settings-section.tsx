import { Title } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import classes from "./settings.module.css";

/** A titled part of the settings. @param note - what it is for, in a sentence */
export function SettingsSection({ title, note, children }: { title: string; note?: string; children: ReactNode }): ReactElement {
  return (
    <section className={classes["section"]} aria-label={title}>
      <Title order={2} className={classes["title"]}>
        {title}
      </Title>
      {note !== undefined && <p className={classes["note"]}>{note}</p>}
      {children}
    </section>
  );
}
