import { Kbd, UnstyledButton } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconKeyboard } from "@tabler/icons-react";
import { Fragment, useEffect, type ReactElement } from "react";
import { rowKeys } from "../../components/actions/row-keys.ts";
import classes from "./keyboard-help.module.css";

/** A key, or several that belong together, and what it does. */
interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

const shortcuts: readonly { title: string; shortcuts: readonly Shortcut[] }[] = [
  {
    title: "Anywhere",
    shortcuts: [
      { keys: ["/"], does: "Search services and tasks" },
      { keys: ["Alt+1", "…", "Alt+5"], does: "Go to a view" },
      { keys: ["?"], does: "Show this list" },
    ],
  },
  {
    title: "In the search",
    shortcuts: [
      { keys: ["Enter", "↓"], does: "Go to the first hit" },
      { keys: ["Esc"], does: "Clear the search" },
    ],
  },
  {
    title: "In a row of the deck",
    shortcuts: [
      { keys: ["↑", "↓"], does: "Go to the row above or below" },
      { keys: ["Page Up", "Page Down"], does: "Go ten rows up or down" },
      { keys: ["Home", "End"], does: "Go to the first or the last row" },
      { keys: ["Enter"], does: "Open the service" },
      { keys: [rowKeys.start], does: "Start, or connect" },
      { keys: [rowKeys.stop], does: "Stop, or disconnect" },
      { keys: [rowKeys.restart], does: "Restart, or reconnect" },
      { keys: [rowKeys.history], does: "Show the history of the task" },
      { keys: ["Tab"], does: "Go to the buttons of the row" },
      { keys: ["Ctrl+C"], does: "Copy the row as a table" },
    ],
  },
  { title: "In the details of a service", shortcuts: [{ keys: ["Esc"], does: "Back to the deck" }] },
];

/** Leads to the list of keys; `?` does, too, wherever nothing is typed. */
export function KeyboardHelp(): ReactElement {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "?" || event.ctrlKey || event.metaKey || event.defaultPrevented || isBusyElsewhere(event.target)) return;
      event.preventDefault();
      openHelp();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <UnstyledButton
      className={classes["button"]}
      aria-label="Keyboard shortcuts"
      title="Keyboard shortcuts (?)"
      aria-keyshortcuts="?"
      onClick={openHelp}
    >
      <IconKeyboard size={20} stroke={1.8} aria-hidden />
    </UnstyledButton>
  );
}

/** Whether a key belongs to what is being typed, or to a dialog or a menu. */
function isBusyElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select, [role='dialog'], [role='menu']") !== null;
}

function openHelp(): void {
  modals.open({ title: "Keyboard shortcuts", size: "lg", children: <Shortcuts /> });
}

function Shortcuts(): ReactElement {
  return (
    <div className={classes["groups"]}>
      {shortcuts.map((group) => (
        <section key={group.title} aria-label={group.title}>
          <h3 className={classes["title"]}>{group.title}</h3>
          <dl className={classes["list"]}>
            {group.shortcuts.map(({ keys, does }) => (
              <Fragment key={does}>
                <dt>{keys.map((key) => (key === "…" ? <span key={key}>{key}</span> : <Kbd key={key}>{key}</Kbd>))}</dt>
                <dd>{does}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
