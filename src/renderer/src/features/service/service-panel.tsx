import { CloseButton, Text, Title } from "@mantine/core";
import type { ReactElement } from "react";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { isUnresponsive, shownServiceState } from "../../components/state/shown-state.ts";
import { StateMark } from "../../components/state/state-mark.tsx";
import { visibleText } from "../../format/visible-text.ts";
import { AttributeTree } from "./attribute-tree.tsx";
import { History } from "./history.tsx";
import { ServiceOutput } from "./output/service-output.tsx";
import { ReloadOnSaveSwitch, ReloadProblem } from "./reload-on-save.tsx";
import { Section } from "./section.tsx";
import { ServiceFacts } from "./service-facts.tsx";
import type { ShowHistory } from "../../components/show-history.ts";
import { TaskList } from "./task-list.tsx";
import classes from "./service.module.css";

/** What {@link ServicePanel} shows. */
export interface ServicePanelProps {
  readonly service: ServiceSnapshot;
  readonly onClose: () => void;
  readonly onHistory: ShowHistory;
}

/** A service in detail: its values to read and to set, its tasks, its process and what it wrote last. */
export function ServicePanel({ service, onClose, onHistory }: ServicePanelProps): ReactElement {
  const title = visibleText(service.title);
  return (
    <aside
      className={classes["panel"]}
      aria-label={`Details of ${title}`}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <header className={classes["head"]}>
        <div className={classes["heading"]}>
          <Title order={2} className={classes["title"]}>
            {title}
          </Title>
          <StateMark shown={shownServiceState(service)} unresponsive={isUnresponsive(service)} />
        </div>
        <CloseButton aria-label="Close details" onClick={onClose} />
      </header>
      <div className={classes["body"]}>
        <ReloadProblem service={service} />
        {service.doc !== null && (
          <Text dir="auto" className={classes["doc"]}>
            {visibleText(service.doc)}
          </Text>
        )}
        <Section title="Attributes" note={service.stale ? "last known values" : undefined} stale={service.stale}>
          {service.attributes === null || Object.keys(service.attributes.value).length === 0 ? (
            <Text className={classes["none"]}>
              {service.attributes === null ? "Not known before the service has run once." : "The service has no attributes."}
            </Text>
          ) : (
            <AttributeTree tree={service.attributes} service={service} />
          )}
        </Section>
        <Section title="Tasks" note={service.stale ? "as they were last" : undefined} stale={service.stale}>
          <TaskList service={service} onHistory={onHistory} />
        </Section>
        <Section title="Process">
          <ReloadOnSaveSwitch service={service} />
          <ServiceFacts service={service} />
        </Section>
        <Section title="History">
          <History service={service} onHistory={onHistory} />
        </Section>
        <Section title="Last output">
          <ServiceOutput key={service.id} output={service.output} />
        </Section>
      </div>
    </aside>
  );
}
