import { ActionIcon, Button, CloseButton, Title, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconArrowsDiagonal } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { suggestsForceStop } from "../../components/actions/applicable.ts";
import { ServiceActions } from "../../components/actions/service-actions.tsx";
import { isUnresponsive, shownServiceState } from "../../components/state/shown-state.ts";
import { StateMark } from "../../components/state/state-mark.tsx";
import { wordsOf } from "../../components/service-words.ts";
import { Since } from "../../components/since.tsx";
import { placeOf } from "../../format/place.ts";
import { wantedBy } from "../../format/wanted.ts";
import { visibleText } from "../../format/visible-text.ts";
import type { ShowHistory } from "../../components/show-history.ts";
import { ServiceSwitcher } from "./service-switcher.tsx";
import classes from "./service-head.module.css";

/** Where the view of a service stands: beside the deck, or with all of the window to itself. */
export type ServiceViewPlace = "beside" | "whole";

/** What {@link ServiceHead} shows, and where it leads. */
export interface ServiceHeadProps {
  readonly service: ServiceSnapshot;
  readonly place: ServiceViewPlace;
  /** Closes the view beside the deck. */
  readonly onClose: () => void;
  /** Gives it the whole window. */
  readonly onExpand: () => void;
  /** Leads back to the deck from the whole window. */
  readonly onBack: () => void;
  /** Leads to another service. */
  readonly onSwitch: (service: string) => void;
  readonly onHistory: ShowHistory;
}

/** Which service it is, how it is, what can be done about it, and the ways out of its view. */
export function ServiceHead({ service, place, onClose, onExpand, onBack, onSwitch, onHistory }: ServiceHeadProps): ReactElement {
  const { id, status } = service;
  const title = visibleText(service.title);
  return (
    <header className={classes["head"]}>
      <div className={classes["heading"]}>
        {place === "whole" && (
          <Button
            variant="subtle"
            size="compact-sm"
            className={classes["back"]}
            leftSection={<IconArrowLeft size={16} aria-hidden />}
            aria-label="Back to the deck"
            onClick={onBack}
          >
            Deck
          </Button>
        )}
        <Title order={2} className={classes["title"]} title={visibleText(placeOf(service))}>
          {title}
        </Title>
        {place === "whole" && <ServiceSwitcher present={id} onSwitch={onSwitch} />}
        {place === "beside" && (
          <span className={classes["ways"]}>
            <Tooltip label="Show in the whole window">
              <ActionIcon variant="subtle" color="gray" size={28} aria-label="Show in the whole window" onClick={onExpand}>
                <IconArrowsDiagonal size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <CloseButton size={28} aria-label="Close details" onClick={onClose} />
          </span>
        )}
      </div>
      <div className={classes["state"]}>
        <StateMark shown={shownServiceState(service)} unresponsive={isUnresponsive(service)} />
        <span className={classes["since"]}>
          <Since since={status.since} />
          {status.wanted !== null && `, ${wantedBy(status.wanted, wordsOf(service).asked)}`}
        </span>
      </div>
      <div className={classes["actions"]} role="group" aria-label={`Commands of ${title}`}>
        <ServiceActions service={service} forceStopAtHand={suggestsForceStop(service)} onHistory={onHistory} roomy={place === "whole"} />
      </div>
    </header>
  );
}
