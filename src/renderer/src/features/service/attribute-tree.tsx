import { UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useId, useState, type ReactElement } from "react";
import type { SerializedDataService, SerializedObject } from "#shared/serialized.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { visibleText } from "../../format/visible-text.ts";
import { AttributeValue } from "./attribute-value.tsx";
import type { EditTarget } from "./use-edit.ts";
import classes from "./service.module.css";

type Owner = Pick<ServiceSnapshot, "id" | "status" | "stale">;

/** The attributes of a service, in order of declaration; nested services fold. */
export function AttributeTree({ tree, service }: { tree: SerializedDataService; service: Owner }): ReactElement {
  return (
    <div className={classes["attributes"]}>
      {Object.entries(tree.value).map(([name, value]) =>
        value.type === "DataService" ? (
          <NestedService key={name} name={name} tree={value} service={service} />
        ) : (
          <Attribute key={name} name={name} attribute={value} target={{ service: service.id, obstacle: obstacleOf(service) }} />
        ),
      )}
    </div>
  );
}

function NestedService({ name, tree, service }: { name: string; tree: SerializedDataService; service: Owner }): ReactElement {
  const [open, setOpen] = useState(true);
  return (
    <div>
      <UnstyledButton className={classes["fold"]} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={15} className={classes["chevron"]} data-open={open || undefined} aria-hidden />
        {visibleText(name)}
      </UnstyledButton>
      {open && (
        <div className={classes["nested"]}>
          <AttributeTree tree={tree} service={service} />
        </div>
      )}
    </div>
  );
}

type Leaf = Exclude<SerializedObject, SerializedDataService>;

function Attribute({ name, attribute, target }: { name: string; attribute: Leaf; target: EditTarget }): ReactElement {
  const nameId = useId();
  return (
    <div className={classes["attribute"]} title={attribute.doc === null ? undefined : visibleText(attribute.doc)}>
      <span id={nameId} className={classes["attributeName"]} title={visibleText(attribute.full_access_path)}>
        {visibleText(name)}
      </span>
      <AttributeValue attribute={attribute} name={visibleText(name)} nameId={nameId} target={target} />
    </div>
  );
}

function obstacleOf({ status, stale }: Owner): string | null {
  return stale || status.state !== "running" ? "The service is not running" : null;
}
