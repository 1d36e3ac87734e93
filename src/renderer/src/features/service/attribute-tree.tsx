import { UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useId, useState, type ReactElement } from "react";
import { isContainer, type SerializedContainer, type SerializedLeaf, type SerializedObject } from "#shared/serialized.ts";
import type { ServiceSnapshot } from "#shared/service-snapshot.ts";
import { visibleText } from "../../format/visible-text.ts";
import { AttributeValue } from "./attribute-value.tsx";
import type { EditTarget } from "./use-edit.ts";
import classes from "./service.module.css";

type Owner = Pick<ServiceSnapshot, "id" | "status" | "stale">;

/** The attributes of a service, in order of declaration, or the entries of a list or dict; what has parts folds. */
export function AttributeTree({ tree, service }: { tree: SerializedContainer; service: Owner }): ReactElement {
  return (
    <div className={classes["attributes"]}>
      {partsOf(tree).map(([name, value]) =>
        isContainer(value) ? (
          <Nested key={name} name={name} tree={value} service={service} />
        ) : (
          <Attribute key={name} name={name} attribute={value} target={{ service: service.id, obstacle: obstacleOf(service) }} />
        ),
      )}
    </div>
  );
}

function Nested({ name, tree, service }: { name: string; tree: SerializedContainer; service: Owner }): ReactElement {
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

/** The parts of a thing by what they are called in it. */
function partsOf(tree: SerializedContainer): [string, SerializedObject][] {
  if (tree.type === "list") return tree.value.map((entry, index) => [`[${index}]`, entry]);
  return Object.entries(tree.value);
}

function Attribute({ name, attribute, target }: { name: string; attribute: SerializedLeaf; target: EditTarget }): ReactElement {
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
