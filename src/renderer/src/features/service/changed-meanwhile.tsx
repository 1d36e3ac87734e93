import { VisuallyHidden } from "@mantine/core";
import { useThrottledValue } from "@mantine/hooks";
import type { ReactElement } from "react";
import { actorName } from "../../format/wanted.ts";
import { visibleText } from "../../format/visible-text.ts";
import { overwritesChange, type Draft } from "./draft.ts";

/** A value that changes all the time is announced as often, in milliseconds. */
const announceEveryMs = 5000;
/** Longer values are cut. */
const maxShown = 60;

/** What a draft would overwrite: `Now 22 V, changed by browser`; `null` where nothing has changed. */
export function changedMeanwhile(draft: Draft | null, unit: string): string | null {
  if (draft === null || !overwritesChange(draft)) return null;
  const by = draft.changed?.by ?? null;
  return `Now ${shortValue(draft.reported, unit)}, changed by ${by === null ? "the service" : actorName(by)}`;
}

function shortValue(value: string, unit: string): string {
  if (value === "") return "empty";
  const text = visibleText(value.length > maxShown ? `${value.slice(0, maxShown)}…` : value);
  return unit === "" ? text : `${text} ${visibleText(unit)}`;
}

/** Tells a screen reader what has changed while it stands in a field. It has to be there before there is something to tell. */
export function Announcement({ text }: { text: string }): ReactElement {
  return <VisuallyHidden aria-live="polite">{useThrottledValue(text, announceEveryMs)}</VisuallyHidden>;
}
