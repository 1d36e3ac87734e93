import type { ReactElement, ReactNode } from "react";
import { isContainer, type SerializedObject, type SerializedPlace, type SerializedSubtree } from "#shared/serialized.ts";
import { LeafValue, type LeafValueProps } from "./leaf-value.tsx";
import { MemberFrame } from "./member-frame.tsx";
import { sliderRange, type SliderRange } from "./slider-range.ts";
import { SliderTrack } from "./slider-track.tsx";
import { ValueMenu } from "./value-menu.tsx";
import classes from "./member.module.css";

/** What {@link SliderMember} shows. */
export interface SliderMemberProps {
  readonly slider: SerializedSubtree;
  readonly name: string;
  readonly spoken: string;
  /** What else its class has. */
  readonly children: ReactNode;
}

/** The members that the slider itself shows. */
export const ownOfSlider = ["value", "min", "max", "step_size"];

/** A number with a slider below it, and what else its class has. */
export function SliderMember({ slider, name, spoken, children }: SliderMemberProps): ReactElement {
  const value = leafOf(slider.value["value"]);
  const range = sliderRange(slider);
  const hasMore = Object.keys(slider.value).some((member) => !ownOfSlider.includes(member));
  return (
    <div>
      <MemberFrame
        place={placeOf(slider, value, range)}
        className={classes["row"]}
        name={name}
        menu={value !== null && <ValueMenu object={value} name={spoken} />}
      >
        {value !== null && <LeafValue leaf={range === null ? value : withRange(value, range)} name={spoken} />}
        {value !== null && range !== null && (
          <SliderTrack range={range} path={value.full_access_path} name={spoken} readonly={value.readonly} />
        )}
      </MemberFrame>
      {hasMore && <div className={classes["nested"]}>{children}</div>}
    </div>
  );
}

type Leaf = LeafValueProps["leaf"];

function leafOf(value: SerializedObject | undefined): Leaf | null {
  return value === undefined || isContainer(value) || value.type === "method" ? null : value;
}

/** The number is checked as the slider is drawn. */
function withRange(leaf: Leaf, { minimum, maximum, step }: SliderRange): Leaf {
  return Object.assign({}, leaf, { display: { ...leaf.display, minimum, maximum, step } });
}

/** What is said of the slider is said of its number. */
function placeOf(slider: SerializedSubtree, value: Leaf | null, range: SliderRange | null): SerializedPlace {
  const { full_access_path, readonly } = slider;
  const limits = range === null ? {} : { minimum: range.minimum, maximum: range.maximum, ...(range.unit !== "" && { unit: range.unit }) };
  return { full_access_path, readonly, doc: slider.doc, display: { ...slider.display, ...limits }, changed_at: value?.changed_at };
}
