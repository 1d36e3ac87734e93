import { Anchor, CopyButton, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCopy, IconWorld, IconWorldOff } from "@tabler/icons-react";
import { useSyncExternalStore, type ReactElement } from "react";
import type { ServerStatus } from "#shared/deck-snapshot.ts";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useDeck } from "../../api/use-deck.ts";
import classes from "./head.module.css";

/** Where the deck can be reached from a browser or from Python, or why it can't; below everything. */
export function ServerLine(): ReactElement | null {
  const server = useDeck((deck) => deck.server);
  const { desktop } = useDeckAccess();
  // An empty deck says it in the middle of the window.
  const count = useDeck((deck) => deck.services.length);
  const version = useDeck((deck) => deck.version);
  if (server === undefined) return null;
  return (
    <footer className={classes["server"]} data-state={server.state}>
      <Reach server={server} />
      {desktop === null && count !== 0 && <span className={classes["reason"]}>Service files are given to dasedeck serve FILE…</span>}
      <LoggedIn />
      <span className={classes["version"]}>Dasedeck {version}</span>
    </footer>
  );
}

/** By which token this window was let in; nothing where none was needed. */
function LoggedIn(): ReactElement | null {
  const { granted, logIn } = useDeckAccess();
  const { role, token } = useSyncExternalStore(granted.subscribe, granted.get);
  if (token === null) return null;
  return (
    <span>
      Token {token}
      {role === "view" && ", view only"} ·{" "}
      <Anchor component="button" inherit underline="always" onClick={() => logIn(null)}>
        Log out
      </Anchor>
    </span>
  );
}

function Reach({ server }: { server: ServerStatus }): ReactElement {
  switch (server.state) {
    case "off":
      return (
        <>
          <IconWorldOff size={15} aria-hidden />
          <span>Not reachable from a browser: the server is off</span>
        </>
      );
    case "failed":
      return (
        <>
          <IconAlertTriangle size={15} aria-hidden />
          <span className={classes["reason"]} title={server.reason}>
            Not reachable from a browser: {server.reason}
          </span>
        </>
      );
    case "listening":
      return (
        <>
          <IconWorld size={15} aria-hidden />
          <span>
            In a browser:{" "}
            <Anchor href={server.url} target="_blank" rel="noreferrer" inherit underline="always">
              {server.url}
            </Anchor>
          </span>
          <CopyButton value={server.url}>
            {({ copied, copy }) => (
              <UnstyledButton className={classes["copy"]} aria-label={copied ? "Copied" : "Copy the address"} onClick={copy}>
                {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
              </UnstyledButton>
            )}
          </CopyButton>
        </>
      );
  }
}
