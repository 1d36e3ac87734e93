import type { ReactElement } from "react";
import { errorText } from "../../format/error.ts";
import { SettingsSection } from "./settings-section.tsx";
import { TrustTable } from "./trust-table.tsx";
import { useTrust } from "./use-settings.ts";
import classes from "./settings.module.css";

/** Which service files run without a question. */
export function TrustSection(): ReactElement {
  const { data, error } = useTrust();
  return (
    <SettingsSection
      title="Trusted files and folders"
      note="Service files that run without a question. A folder stands for the files directly in it. The examples that come with Dasedeck are always trusted."
    >
      {data !== undefined && data.length > 0 && <TrustTable entries={data} />}
      {data?.length === 0 && <p className={classes["none"]}>No files or folders are trusted yet.</p>}
      {error !== null && (
        <p className={classes["line"]} data-tone="bad" role="alert">
          {errorText(error)}
        </p>
      )}
      <p className={classes["note"]}>
        After Revoke, a running service continues until its next start, restart or reload on save. These are refused until you load the file
        again, which asks.
      </p>
    </SettingsSection>
  );
}
