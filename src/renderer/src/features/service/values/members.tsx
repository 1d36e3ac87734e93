import { memo, useId, useState, type ReactElement } from "react";
import type { SerializedContainer, SerializedObject } from "#shared/serialized.ts";
import { visibleText } from "../../../format/visible-text.ts";
import { ConnectionMark } from "./connection-mark.tsx";
import { Fold } from "./fold.tsx";
import { ImageValue } from "./image-value.tsx";
import { LeafValue } from "./leaf-value.tsx";
import { MemberFrame } from "./member-frame.tsx";
import { MethodMember } from "./method-member.tsx";
import { entriesPerPage, Pager } from "./pager.tsx";
import { partsOf, spokenName } from "./parts.ts";
import { useServiceAccess } from "./service-access.ts";
import { ownOfSlider, SliderMember } from "./slider-member.tsx";
import { ValueMenu } from "./value-menu.tsx";
import classes from "./member.module.css";

/** What {@link Members} shows. */
export interface MembersProps {
  readonly container: SerializedContainer;
  /** How it is called where the name alone says little: the entries of `limits` are `limits[0]`, … */
  readonly spoken?: string;
  readonly depth?: number;
  /** Members that are shown elsewhere. */
  readonly omit?: readonly string[];
}

/** The parts of a service, list or dict; a page at a time where there are many. Methods without a button fold together at the end. */
export function Members({ container, spoken = "", depth = 0, omit }: MembersProps): ReactElement {
  const { pages } = useServiceAccess();
  const path = container.full_access_path;
  const [wishedPage, setPage] = useState(pages.get(path) ?? 0);
  const { count, page, entries, methods } = partsOf(container, wishedPage, omit);
  return (
    <>
      {count > entriesPerPage && (
        <Pager
          name={spoken || "attributes"}
          count={count}
          page={page}
          onPage={(next) => {
            pages.set(path, next);
            setPage(next);
          }}
        />
      )}
      {entries.map(([name, object]) => (
        <Member key={name} name={name} spoken={spokenName(container, name, spoken)} object={object} depth={depth} />
      ))}
      {methods.length > 0 && (
        <Fold id={`${path} methods`} name="Methods" quiet note={String(methods.length)} openAtFirst={false}>
          {methods.map(([name, method]) => (
            <Member key={name} name={name} spoken={name} object={method} depth={depth + 1} />
          ))}
        </Fold>
      )}
    </>
  );
}

/** What a {@link Member} shows. */
interface MemberProps {
  readonly name: string;
  /** What its control is called. */
  readonly spoken: string;
  readonly object: SerializedObject;
  /** How many folds are around it. */
  readonly depth: number;
}

/** Deeper services are folded at first. */
const openServices = 3;
/** Longer lists and dicts are folded at first. */
const openEntries = 12;

/** One member with the control of its type. Drawn anew only when it has changed itself: what did not change keeps its identity. */
const Member = memo(function Member({ name, spoken, object, depth }: MemberProps): ReactElement {
  const shown = visibleText(object.display?.label ?? name);
  const calledAs = visibleText(object.display?.label ?? spoken);
  const shared = { id: object.full_access_path, name: shown, place: object };
  const deeper = { spoken: calledAs, depth: depth + 1 };
  switch (object.type) {
    case "DataService":
      return (
        <Fold {...shared} openAtFirst={depth < openServices}>
          <Members container={object} {...deeper} />
        </Fold>
      );
    case "DeviceConnection":
      return (
        <Fold {...shared} openAtFirst={depth < openServices} mark={<ConnectionMark device={object} name={calledAs} />}>
          <Members container={object} {...deeper} omit={["connected"]} />
        </Fold>
      );
    case "list":
    case "dict": {
      const count = object.type === "list" ? object.value.length : Object.keys(object.value).length;
      if (count === 0) return <Empty name={shown} object={object} />;
      const note = `${count.toLocaleString("en")} ${count === 1 ? "entry" : "entries"}`;
      return (
        <Fold
          {...shared}
          openAtFirst={count <= openEntries && depth < openServices}
          note={note}
          menu={<ValueMenu object={object} name={calledAs} />}
        >
          <Members container={object} {...deeper} />
        </Fold>
      );
    }
    case "NumberSlider":
      return (
        <SliderMember slider={object} name={shown} spoken={calledAs}>
          <Members container={object} {...deeper} omit={ownOfSlider} />
        </SliderMember>
      );
    case "Image":
      return <ImageValue image={object} name={shown} />;
    case "method":
      return <MethodMember method={object} name={shown} />;
    default:
      return <Leaf name={shown} spoken={calledAs} object={object} />;
  }
});

function Leaf({ name, spoken, object }: { name: string; spoken: string; object: Parameters<typeof LeafValue>[0]["leaf"] }): ReactElement {
  const nameId = useId();
  return (
    <MemberFrame place={object} className={classes["row"]} name={name} nameId={nameId} menu={<ValueMenu object={object} name={spoken} />}>
      <LeafValue leaf={object} name={spoken} />
    </MemberFrame>
  );
}

function Empty({ name, object }: { name: string; object: Extract<SerializedObject, { type: "list" | "dict" }> }): ReactElement {
  return (
    <MemberFrame place={object} className={classes["row"]} name={name} menu={<ValueMenu object={object} name={name} />}>
      <span className={classes["empty"]}>no entries</span>
    </MemberFrame>
  );
}
