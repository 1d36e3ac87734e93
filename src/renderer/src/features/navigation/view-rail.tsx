import { UnstyledButton } from "@mantine/core";
import { useHotkeys, type HotkeyItem } from "@mantine/hooks";
import type { Icon } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { KeyboardHelp } from "./keyboard-help.tsx";
import classes from "./view-rail.module.css";

/** A part of the window that one goes to. */
export interface View<Id extends string> {
  readonly id: Id;
  readonly name: string;
  readonly icon: Icon;
}

/** What {@link ViewRail} shows. */
export interface ViewRailProps<Id extends string> {
  readonly views: readonly View<Id>[];
  readonly present: Id;
  readonly onView: (id: Id) => void;
}

/** With Alt, many layouts type something else than the number. */
const byPlace = { usePhysicalKeys: true };

/** Leads to the views; Alt with a number does, too, from anywhere. */
export function ViewRail<Id extends string>({ views, present, onView }: ViewRailProps<Id>): ReactElement {
  useHotkeys(
    views.flatMap(({ id }, index) =>
      [`alt+Digit${index + 1}`, `mod+Digit${index + 1}`].map((keys): HotkeyItem => [keys, () => onView(id), byPlace]),
    ),
    [],
  );
  return (
    <nav className={classes["rail"]} aria-label="Views">
      {views.map(({ id, name, icon: IconOf }, index) => (
        <UnstyledButton
          key={id}
          className={classes["view"]}
          aria-current={id === present ? "page" : undefined}
          title={`${name} (Alt+${index + 1})`}
          aria-keyshortcuts={`Alt+${index + 1}`}
          onClick={() => onView(id)}
        >
          <IconOf size={21} stroke={1.8} aria-hidden />
          <span>{name}</span>
        </UnstyledButton>
      ))}
      <KeyboardHelp />
    </nav>
  );
}
