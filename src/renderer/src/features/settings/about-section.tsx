import type { ReactElement } from "react";
import { useDeck } from "../../api/use-deck.ts";
import { CopyLine } from "./copy-line.tsx";
import { Fact, Facts } from "./facts.tsx";
import { SettingsSection } from "./settings-section.tsx";

/** What this is, and where it keeps what it knows. */
export function AboutSection(): ReactElement {
  const version = useDeck((deck) => deck.version) ?? "";
  const dataDir = useDeck((deck) => deck.dataDir) ?? "";
  return (
    <SettingsSection title="About">
      <Facts>
        <Fact name="Version">Dasedeck {version}</Fact>
        <Fact name="Data folder">
          <CopyLine what="the path of the data folder" text={dataDir} />
        </Fact>
      </Facts>
    </SettingsSection>
  );
}
