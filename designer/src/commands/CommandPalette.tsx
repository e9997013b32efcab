import { SearchOutlined } from "@ant-design/icons";
import { Input, Modal } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useText } from "../i18n/index.ts";
import styles from "./CommandPalette.module.css";
import { type Command, useCommandStore } from "./command-store.ts";
import { matchScore } from "./match.ts";
import { messages } from "./messages.ts";
import { shortcutText } from "./modifier-key.ts";
import { useFoundCommands } from "./use-found-commands.tsx";

const mostShown = 30;

function ranked(commands: readonly Command[], query: string): Command[] {
  if (query.trim() === "") return [...commands];
  return commands
    .flatMap((command) => {
      const score = matchScore(query, `${command.title} ${command.keywords ?? ""} ${command.group}`);
      return score === undefined ? [] : [{ command, score }];
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ command }) => command);
}

function Palette({ close }: { close: () => void }): ReactNode {
  const t = useText(messages);
  const sources = useCommandStore((state) => state.sources);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const found = useFoundCommands(query);
  const commands = useMemo(() => ranked([...[...sources.values()].toReversed().flat(), ...found], query).slice(0, mostShown), [sources, found, query]);
  const current = Math.min(chosen, commands.length - 1);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const run = (command: Command | undefined) => {
    if (!command) return;
    close();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setChosen((current + step + commands.length) % Math.max(commands.length, 1));
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(commands[current]);
    }
  };
  return (
    <div onKeyDown={onKeyDown}>
      <Input
        autoFocus
        size="large"
        variant="borderless"
        prefix={<SearchOutlined aria-hidden />}
        placeholder={t("search")}
        aria-label={t("search")}
        role="combobox"
        aria-expanded
        aria-controls="command-list"
        aria-activedescendant={commands[current] ? `command-${commands[current].id}` : undefined}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setChosen(0);
        }}
      />
      <ul className={styles.list} role="listbox" id="command-list" aria-label={t("results")} ref={list} tabIndex={-1}>
        {commands.map((command, index) => (
          <li
            key={command.id}
            id={`command-${command.id}`}
            role="option"
            aria-selected={index === current}
            className={styles.item}
            onClick={() => run(command)}
            onKeyDown={onKeyDown}
            onMouseMove={() => index !== current && setChosen(index)}
          >
            <span className={styles.icon} aria-hidden>
              {command.icon}
            </span>
            <span className={styles.title}>{command.title}</span>
            {command.shortcut && <kbd className={styles.key}>{shortcutText(command.shortcut)}</kbd>}
            <span className={styles.group}>{command.group}</span>
          </li>
        ))}
        {commands.length === 0 && <li className={styles.nothing}>{t("nothing", { query })}</li>}
      </ul>
      <div className={styles.hint}>{t("hint")}</div>
    </div>
  );
}

/** Mod+K: everything that can be reached or done from here, by name. */
export function CommandPalette(): ReactNode {
  const t = useText(messages);
  const open = useCommandStore((state) => state.open);
  const setOpen = useCommandStore((state) => state.setOpen);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      setOpen(!useCommandStore.getState().open);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [setOpen]);
  return (
    <Modal open={open} onCancel={() => setOpen(false)} footer={null} closable={false} width={600} style={{ top: 96 }} styles={{ container: { padding: 0 }, header: { display: "none" } }} destroyOnHidden title={t("open")}>
      <Palette close={() => setOpen(false)} />
    </Modal>
  );
}
