import { ActionIcon, Combobox, Tooltip, useCombobox } from "@mantine/core";
import { IconSelector } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import { useDeck } from "../../api/use-deck.ts";
import { shownServiceState } from "../../components/state/shown-state.ts";
import { StateMark } from "../../components/state/state-mark.tsx";
import { visibleText } from "../../format/visible-text.ts";
import classes from "./service-head.module.css";

/** What {@link ServiceSwitcher} leads from and to. */
export interface ServiceSwitcherProps {
  /** Id of the service that is looked at. */
  readonly present: string;
  readonly onSwitch: (service: string) => void;
}

/** Leads from one service to any other, by name. */
export function ServiceSwitcher({ present, onSwitch }: ServiceSwitcherProps): ReactElement {
  const [search, setSearch] = useState("");
  const box = useCombobox({
    onDropdownOpen: () => box.focusSearchInput(),
    onDropdownClose: () => {
      box.focusTarget();
      setSearch("");
    },
  });
  return (
    <Combobox
      store={box}
      width={320}
      position="bottom-start"
      shadow="md"
      portalProps={{ target: "#overlays" }}
      onOptionSubmit={(id) => {
        box.closeDropdown();
        if (id !== present) onSwitch(id);
      }}
    >
      <Combobox.Target targetType="button">
        <Tooltip label="Switch service">
          <ActionIcon variant="subtle" color="gray" size={28} aria-label="Switch service" onClick={() => box.toggleDropdown()}>
            <IconSelector size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          aria-label="Search services"
          placeholder="Search"
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            box.updateSelectedOptionIndex();
          }}
        />
        {box.dropdownOpened && <Choices search={search} present={present} />}
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** The services whose titles hold the search, in the deck's order. Only made when they are looked at: services change all the time. */
function Choices({ search, present }: { search: string; present: string }): ReactElement {
  const services = useDeck((deck) => deck.services) ?? [];
  const wanted = search.trim().toLocaleLowerCase();
  const found = services.filter(({ title, id }) => `${title}\n${id}`.toLocaleLowerCase().includes(wanted));
  return (
    <Combobox.Options className={classes["choices"]}>
      {found.map((service) => (
        <Combobox.Option key={service.id} value={service.id} active={service.id === present} className={classes["choice"]}>
          <span className={classes["choiceName"]}>{visibleText(service.title)}</span>
          <StateMark shown={shownServiceState(service)} />
        </Combobox.Option>
      ))}
      {found.length === 0 && <Combobox.Empty>No service has this in its name</Combobox.Empty>}
    </Combobox.Options>
  );
}
