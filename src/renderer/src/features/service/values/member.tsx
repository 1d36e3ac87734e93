import { memo, useId, type ReactElement } from "react";
import type { SerializedObject } from "#shared/serialized.ts";
import { visibleText } from "../../../format/visible-text.ts";
import { ConnectionMark } from "./connection-mark.tsx";
import { Fold } from "./fold.tsx";
import { ImageValue } from "./image-value.tsx";
import { LeafValue } from "./leaf-value.tsx";
import { MemberFrame } from "./member-frame.tsx";
import { Members } from "./members.tsx";
import { MethodMember } from "./method-member.tsx";
import { SliderMember } from "./slider-member.tsx";
import classes from "./values.module.css";

/** What a {@link Member} shows. */
export interface MemberProps {
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
export const Member = memo(function Member({ name, spoken, object, depth }: MemberProps): ReactElement {
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
        <Fold {...shared} openAtFirst={count <= openEntries && depth < openServices} note={note}>
          <Members container={object} {...deeper} />
        </Fold>
      );
    }
    case "NumberSlider":
      return <SliderMember slider={object} name={shown} spoken={calledAs} depth={depth} />;
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
    <MemberFrame place={object} className={classes["row"]} name={name} nameId={nameId}>
      <LeafValue leaf={object} name={spoken} />
    </MemberFrame>
  );
}

function Empty({ name, object }: { name: string; object: Extract<SerializedObject, { type: "list" | "dict" }> }): ReactElement {
  return (
    <MemberFrame place={object} className={classes["row"]} name={name}>
      <span className={classes["empty"]}>no entries</span>
    </MemberFrame>
  );
}
