import type { ReactElement } from "react";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { AboutSection } from "./about-section.tsx";
import { AccessSection } from "./access-section.tsx";
import { NetworkSection } from "./network-section.tsx";
import { TokensSection } from "./tokens-section.tsx";
import { TrustSection } from "./trust-section.tsx";
import { useReadOnReturn } from "./use-settings.ts";
import classes from "./settings.module.css";

/** Who may reach this deck and how, and what it is. Only the person at the desktop app changes that. */
export function SettingsPage(): ReactElement {
  const { desktop } = useDeckAccess();
  return (
    <main className={classes["page"]} aria-label="Settings">
      <div className={classes["parts"]}>{desktop === null ? <AccessSection /> : <DesktopSettings />}</div>
    </main>
  );
}

function DesktopSettings(): ReactElement {
  useReadOnReturn();
  return (
    <>
      <NetworkSection />
      <div>
        <TokensSection />
        <TrustSection />
        <AboutSection />
      </div>
    </>
  );
}
