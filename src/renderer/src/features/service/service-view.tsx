import { Text } from "@mantine/core";
import { useEffect, useRef, type ReactElement } from "react";
import { DocText } from "../../components/doc-text.tsx";
import { wordsOf } from "../../components/service-words.ts";
import { visibleText } from "../../format/visible-text.ts";
import { AttributeTree } from "./attribute-tree.tsx";
import { History } from "./history.tsx";
import { ServiceOutput } from "./output/service-output.tsx";
import { ReloadOnSaveSwitch, ReloadProblem } from "./reload-on-save.tsx";
import { Section } from "./section.tsx";
import { ServiceFailure } from "./service-failure.tsx";
import { ServiceFacts } from "./service-facts.tsx";
import { ServiceHead, type ServiceHeadProps } from "./service-head.tsx";
import { TaskList } from "./task-list.tsx";
import classes from "./service.module.css";

/**
 * A service in detail: its values to read and to set, its tasks, its process or the connection to it, and what it wrote last. One and the same beside the deck and with the whole window:
 * only its style differs, so that what is being typed outlives a change of the window's size.
 */
export function ServiceView(props: ServiceHeadProps): ReactElement {
  const { service, place, onClose, onBack, onHistory } = props;
  const words = wordsOf(service);
  const view = useRef<HTMLElement>(null);
  useEffect(() => {
    // What led here may be out of sight now, and the keyboard with it.
    if (place === "whole" && !view.current?.contains(document.activeElement)) view.current?.focus();
  }, [place]);
  return (
    <section
      ref={view}
      role={place === "whole" ? "main" : "complementary"}
      tabIndex={-1}
      className={classes["view"]}
      data-place={place}
      aria-label={`Details of ${visibleText(service.title)}`}
      onKeyDown={(event) => {
        // What lies over the view, such as a menu, hears it first, and alone.
        if (event.key !== "Escape" || !event.currentTarget.contains(event.target as Node)) return;
        if (place === "whole") onBack();
        else onClose();
      }}
    >
      <ServiceHead {...props} />
      <div className={classes["body"]}>
        <div className={classes["values"]}>
          {service.doc !== null && (
            <div className={classes["doc"]}>
              <DocText doc={service.doc} />
            </div>
          )}
          <Section
            title="Attributes"
            note={service.stale && service.attributes !== null ? "last known values" : undefined}
            stale={service.stale}
          >
            {service.attributes === null || Object.keys(service.attributes.value).length === 0 ? (
              <Text className={classes["none"]}>{service.attributes === null ? words.neverKnown : "The service has no attributes."}</Text>
            ) : (
              <AttributeTree tree={service.attributes} service={service} />
            )}
          </Section>
        </div>
        <div className={classes["facets"]}>
          <Section title="Tasks" note={service.stale ? "as they were last" : undefined} stale={service.stale}>
            <TaskList service={service} onHistory={onHistory} />
          </Section>
          <Section title={words.about}>
            <ReloadOnSaveSwitch service={service} />
            <ServiceFacts service={service} />
          </Section>
          <Section title="History">
            <History service={service} onHistory={onHistory} />
          </Section>
        </div>
        <div className={classes["output"]}>
          <Section title={words.output}>
            <ServiceOutput key={service.id} output={service.output} none={words.noOutput} />
          </Section>
        </div>
        {/* Below everything, and over it: what goes wrong must not move what somebody is about to click. */}
        <div className={classes["dock"]}>
          <ServiceFailure service={service} />
          <ReloadProblem service={service} />
        </div>
      </div>
    </section>
  );
}
