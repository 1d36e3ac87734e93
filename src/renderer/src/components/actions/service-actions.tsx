import type { ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { useCommand, useObstacle } from "../../api/use-command.ts";
import { visibleText } from "../../format/visible-text.ts";
import { wordsOf } from "../service-words.ts";
import type { ShowHistory } from "../show-history.ts";
import { barredBy, serviceObstacles } from "./applicable.ts";
import { ForceStopAtHand } from "./force-stop.tsx";
import { LifecycleActions } from "./lifecycle-actions.tsx";
import { ConnectionMenu } from "./connection-menu.tsx";
import { ServiceMenu } from "./service-menu.tsx";
import classes from "./actions.module.css";

/** What {@link ServiceActions} shows. */
export interface ServiceActionsProps {
  readonly service: Pick<ServiceSnapshot, "id" | "title" | "source" | "status">;
  /** Whether a polite stop may not be enough. */
  readonly forceStopAtHand: boolean;
  /** The service is not on the deck any more: nothing can be done about it. */
  readonly isRemoved?: boolean;
  readonly onHistory: ShowHistory;
  readonly roomy: boolean;
}

const serviceRemoved = "The service was removed from the deck";

/** Start, stop and restart of a service, or of the connection to a remote one; force-stop where it may be needed; everything else in the menu. */
export function ServiceActions({ service, forceStopAtHand, isRemoved = false, onHistory, roomy }: ServiceActionsProps): ReactElement {
  const { id, source } = service;
  const title = visibleText(service.title);
  const words = wordsOf(service).commands;
  const commands = {
    start: useCommand("startService", `${title} was not ${words.start.done}`),
    stop: useCommand("stopService", `${title} was not ${words.stop.done}`),
    restart: useCommand("restartService", `${title} was not ${words.restart.done}`),
  };
  const obstacles = barredBy(useObstacle() ?? (isRemoved ? serviceRemoved : null), serviceObstacles(service));
  const showHistory = (): void => onHistory({ service: id });
  return (
    <>
      <LifecycleActions target={{ service: id }} commands={commands} obstacles={obstacles} words={words} roomy={roomy} />
      {source.kind === "file" ? (
        <>
          <ForceStopAtHand service={service} atHand={forceStopAtHand && !isRemoved} name="Force stop" />
          <ServiceMenu service={service} source={source} isRemoved={isRemoved} onHistory={showHistory} />
        </>
      ) : (
        <>
          {!roomy && <span className={classes["forceStop"]} />}
          <ConnectionMenu service={service} url={source.url} isRemoved={isRemoved} onHistory={showHistory} />
        </>
      )}
    </>
  );
}
