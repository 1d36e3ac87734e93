import { ActionIcon, Loader, type ActionIconProps } from "@mantine/core";
import { IconDotsVertical } from "@tabler/icons-react";
import type { ComponentProps, ReactElement } from "react";
import { useLate } from "../use-late.ts";

/** What {@link MenuButton} shows; a `Menu.Target` gives it the rest. */
export interface MenuButtonProps extends ActionIconProps, Omit<ComponentProps<"button">, keyof ActionIconProps> {
  /** Something that was chosen from the menu is under way. */
  readonly isBusy: boolean;
}

/** Opens the menu of a row. It is never disabled: it would lose the focus, and the keyboard its place. */
export function MenuButton({ isBusy, ...button }: MenuButtonProps): ReactElement {
  const late = useLate(isBusy);
  return (
    <ActionIcon {...button} variant="subtle" size={30} aria-label="More actions" aria-busy={isBusy}>
      {late ? <Loader size={14} color="currentColor" aria-hidden /> : <IconDotsVertical size={16} aria-hidden />}
    </ActionIcon>
  );
}
