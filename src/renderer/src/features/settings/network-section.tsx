import { Alert, Loader } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { errorText } from "../../format/error.ts";
import { visibleText } from "../../format/visible-text.ts";
import { NetworkForm } from "./network-form.tsx";
import { NetworkStatus } from "./network-status.tsx";
import { SettingsSection } from "./settings-section.tsx";
import { useNetwork } from "./use-settings.ts";
import classes from "./settings.module.css";

/** From where the deck is reached, and at which addresses. */
export function NetworkSection(): ReactElement {
  const { data, error } = useNetwork();
  return (
    <SettingsSection title="Network" note="Browsers, scripts and Python reach the deck over its server. This window does not need it.">
      {data !== undefined && (
        <>
          {data.warning !== null && (
            <Alert color="yellow" icon={<IconAlertTriangle size={17} aria-hidden />} className={classes["alert"]}>
              {visibleText(data.warning)}
            </Alert>
          )}
          <NetworkStatus network={data} />
          <NetworkForm network={data} />
        </>
      )}
      {data === undefined && error === null && <Loader size="sm" aria-label="Reading the settings" />}
      {data === undefined && error !== null && <p role="alert">{errorText(error)}</p>}
    </SettingsSection>
  );
}
