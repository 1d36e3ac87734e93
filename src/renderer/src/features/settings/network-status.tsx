import { IconAlertTriangle, IconDeviceDesktop, IconLock, IconLockOpen, IconWorld, IconWorldOff } from "@tabler/icons-react";
import type { ReactElement, ReactNode } from "react";
import type { NetworkView } from "#shared/network-settings.ts";
import { useDeck } from "../../api/use-deck.ts";
import { visibleText } from "../../format/visible-text.ts";
import { CopyLine } from "./copy-line.tsx";
import { pydaseAddress } from "./pydase-address.ts";
import { useTokens } from "./use-settings.ts";
import classes from "./settings.module.css";

/** Whether the deck is served, for whom, and the addresses to give to others. */
export function NetworkStatus({ network }: { network: NetworkView }): ReactElement {
  const server = useDeck((deck) => deck.server);
  const { reach, requireTokenHere } = network.settings;
  const isTokenNeeded = reach === "network" || requireTokenHere;
  const isOpen = server?.state === "listening";
  return (
    <div className={classes["status"]}>
      <div role="status" className={classes["lines"]}>
        {server?.state === "failed" && (
          <Line icon={<IconAlertTriangle size={16} aria-hidden />} tone="bad">
            Not reachable: {visibleText(server.reason)}. It is tried again every few seconds.
          </Line>
        )}
        {server?.state === "off" && <Line icon={<IconWorldOff size={16} aria-hidden />}>Not reachable: the server is off.</Line>}
        {isOpen && reach === "thisComputer" && (
          <Line icon={<IconDeviceDesktop size={16} aria-hidden />}>
            {requireTokenHere
              ? "Reachable from this computer only, by whoever has a token."
              : "Reachable from this computer only, without a token."}
          </Line>
        )}
        {isOpen && reach === "network" && <OpenToOthers network={network} />}
      </div>
      {network.urls.length > 0 && <Addresses urls={network.urls} isTokenNeeded={isTokenNeeded} />}
    </div>
  );
}

function OpenToOthers({ network: { settings } }: { network: NetworkView }): ReactElement {
  const { data: tokens } = useTokens();
  const isSecret = settings.network.certificate.kind === "files";
  return (
    <>
      <Line icon={<IconWorld size={16} aria-hidden />}>Reachable from other computers, by whoever has a token.</Line>
      {tokens?.length === 0 && (
        <Line icon={<IconAlertTriangle size={16} aria-hidden />} tone="bad">
          Nobody has a token: nobody comes in until you make one.
        </Line>
      )}
      {isSecret ? (
        <Line icon={<IconLock size={16} aria-hidden />}>What is said is encrypted (TLS).</Line>
      ) : (
        <Line icon={<IconLockOpen size={16} aria-hidden />} tone="warn">
          Tokens and values travel in the clear, for anyone in between to read. A certificate helps.
        </Line>
      )}
    </>
  );
}

function Line({ icon, tone, children }: { icon: ReactElement; tone?: "warn" | "bad"; children: ReactNode }): ReactElement {
  return (
    <p className={classes["line"]} data-tone={tone}>
      {icon}
      <span>{children}</span>
    </p>
  );
}

function Addresses({ urls, isTokenNeeded }: { urls: readonly string[]; isTokenNeeded: boolean }): ReactElement {
  return (
    <table className={classes["table"]} aria-label="Addresses of this deck">
      <thead>
        <tr>
          <th scope="col">In a browser</th>
          <th scope="col">pydase.Client</th>
        </tr>
      </thead>
      <tbody>
        {urls.map((url) => {
          const python = pydaseAddress(url, isTokenNeeded ? { name: "NAME", token: "TOKEN" } : undefined);
          return (
            <tr key={url}>
              <td>
                <CopyLine what={url} text={url} />
              </td>
              <td>
                <CopyLine what={python} text={python} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
