import { UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useState, type ReactElement, type ReactNode } from "react";
import type { SerializedPlace } from "#shared/serialized.ts";
import { MemberFrame } from "./member-frame.tsx";
import { useServiceAccess } from "./service-access.ts";
import classes from "./member.module.css";

/** What a {@link Fold} shows. */
export interface FoldProps {
  /** Under which it is remembered whether it is open. */
  readonly id: string;
  readonly name: string;
  /** What it is a fold of, for its hint. */
  readonly place?: SerializedPlace;
  readonly openAtFirst: boolean;
  /** Behind the name: how many entries there are. */
  readonly note?: string;
  /** In the place of a value: a mark of the whole. */
  readonly mark?: ReactNode;
  /** Beside the name: what can be done with the whole. */
  readonly menu?: ReactNode;
  /** For what one seldom needs. */
  readonly quiet?: boolean;
  readonly children: ReactNode;
}

/** Something with parts, which fold away. */
export function Fold({ id, name, place, openAtFirst, note, mark, menu, quiet = false, children }: FoldProps): ReactElement {
  const { folds } = useServiceAccess();
  const [open, setOpen] = useState(folds.get(id) ?? openAtFirst);
  const toggle = (): void => {
    folds.set(id, !open);
    setOpen(!open);
  };
  const head = (
    <UnstyledButton className={classes["fold"]} data-quiet={quiet || undefined} aria-expanded={open} onClick={toggle}>
      <IconChevronRight size={15} className={classes["chevron"]} data-open={open || undefined} aria-hidden />
      <span className={classes["foldName"]}>{name}</span>
      {note !== undefined && <span className={classes["note"]}>{note}</span>}
    </UnstyledButton>
  );
  return (
    <div>
      {place === undefined ? (
        head
      ) : (
        <MemberFrame place={place} className={classes["foldHead"]} name={head} menu={menu}>
          {mark}
        </MemberFrame>
      )}
      {open && <div className={classes["nested"]}>{children}</div>}
    </div>
  );
}
