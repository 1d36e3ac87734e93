import type { ReactElement } from "react";
import { errorText } from "../../format/error.ts";
import { MakeToken } from "./make-token.tsx";
import { SettingsSection } from "./settings-section.tsx";
import { TokenTable } from "./token-table.tsx";
import { useTokens } from "./use-settings.ts";
import classes from "./settings.module.css";

/** Who may come in from other computers. */
export function TokensSection(): ReactElement {
  const { data, error } = useTokens();
  return (
    <SettingsSection title="Tokens" note="Whoever has one of these comes in from another computer. One for each person or program is best.">
      {data !== undefined && data.length > 0 && <TokenTable tokens={data} />}
      {data?.length === 0 && <p className={classes["none"]}>Nobody has a token yet.</p>}
      {error !== null && (
        <p className={classes["line"]} data-tone="bad" role="alert">
          {errorText(error)}
        </p>
      )}
      <MakeToken />
    </SettingsSection>
  );
}
