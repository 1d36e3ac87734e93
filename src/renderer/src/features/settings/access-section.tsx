import { Code } from "@mantine/core";
import { useSyncExternalStore, type ReactElement } from "react";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useDeck } from "../../api/use-deck.ts";
import { AboutSection } from "./about-section.tsx";
import { CopyLine } from "./copy-line.tsx";
import { Fact, Facts } from "./facts.tsx";
import { pydaseAddress } from "./pydase-address.ts";
import { SettingsSection } from "./settings-section.tsx";
import classes from "./settings.module.css";

const roles = {
  view: "view: reads and watches",
  control: "control: writes, calls, starts and stops, too",
  desktop: "desktop: everything",
};

/** In a browser: by which way one is in. Nothing on the network changes who may come in. */
export function AccessSection(): ReactElement {
  const { granted } = useDeckAccess();
  const { role, token } = useSyncExternalStore(granted.subscribe, granted.get);
  const server = useDeck((deck) => deck.server);
  const url = server?.state === "listening" ? server.url : location.origin;
  const isSecret = location.protocol === "https:";
  return (
    <>
      <SettingsSection title="Network">
        <Facts>
          <Fact name="In a browser">
            <CopyLine what="the address for a browser" text={url} />
          </Fact>
          <Fact name="pydase.Client">
            <CopyLine what="the address for pydase.Client" text={pydaseAddress(url)} />
          </Fact>
          <Fact name="Encryption">
            {isSecret ? "TLS: what is said stays between you and the deck" : "None: this page came in the clear"}
          </Fact>
          <Fact name="Role">{roles[role]}</Fact>
          <Fact name="Token">{token ?? "None was needed"}</Fact>
        </Facts>
        <p className={classes["note"]}>
          Who may reach this deck is set in the desktop app, or with the flags of <Code>dasedeck serve</Code> and with{" "}
          <Code>dasedeck token</Code>.
        </p>
      </SettingsSection>
      <AboutSection />
    </>
  );
}
