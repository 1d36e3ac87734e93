import { Tooltip } from "@mantine/core";
import { useEffect, useRef, useState, type FocusEvent, type ReactElement, type ReactNode } from "react";
import type { SerializedPlace } from "#shared/serialized.ts";
import { About } from "./about.tsx";
import { ChangedAt } from "./changed-at.tsx";
import { Freshness } from "./freshness.tsx";
import { MemberHint } from "./member-hint.tsx";
import classes from "./member.module.css";

/** As for every other hint. */
const hintAfterMs = 350;

/** What a {@link MemberFrame} holds. */
export interface MemberFrameProps {
  readonly place: SerializedPlace;
  /** Beside the name. */
  readonly menu?: ReactNode;
  readonly className: string | undefined;
  readonly name: ReactNode;
  readonly nameId?: string;
  readonly children: ReactNode;
}

/**
 * A member with its name and what stands behind it. Pointing at the name tells what is known of it: documentation, path, range, and when it changed last; so
 * does a control that is entered, where there is documentation or a range to tell. A hint is made only when it is needed: there may be a thousand members.
 */
export function MemberFrame({ place, className, name, nameId, menu, children }: MemberFrameProps): ReactElement {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [hinted, setHinted] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const hintSoon = (): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setHinted(true), hintAfterMs);
  };
  const noHint = (): void => {
    clearTimeout(timer.current);
    setHinted(false);
  };
  const onFocus = ({ target }: FocusEvent): void => {
    const { doc, display } = place;
    const tells = doc !== null || display?.minimum !== undefined || display?.maximum !== undefined;
    if (tells && target.matches(":focus-visible")) hintSoon();
  };
  return (
    <div
      className={className}
      onFocus={onFocus}
      onBlur={noHint}
      onKeyDown={(event) => {
        if (event.key === "Escape") noHint();
      }}
    >
      <div className={classes["name"]}>
        <Freshness at={place.changed_at} />
        <span ref={setAnchor} id={nameId} className={classes["nameText"]} dir="auto" onPointerEnter={hintSoon} onPointerLeave={noHint}>
          {name}
        </span>
        {menu}
      </div>
      {children}
      {place.changed_at !== undefined && <ChangedAt at={place.changed_at} />}
      {place.doc !== null && <About doc={place.doc} />}
      {hinted && anchor !== null && (
        <Tooltip opened target={anchor} position="left" maw={320} label={<MemberHint place={place} />} className={classes["hint"] ?? ""} />
      )}
    </div>
  );
}
