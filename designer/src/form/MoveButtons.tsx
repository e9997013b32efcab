import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { flushSync } from "react-dom";

interface MoveButtonsProps {
  /** Of the list that the row stands in (`useId`), so that the row can be followed. */
  list: string;
  index: number;
  count: number;
  /** What each of them does, in words: "Move query.page up". */
  labels: { up: string; down: string };
  onMove: (to: number) => void;
}

/** Moves the row that they stand in. The focus goes along, so that a key pressed again moves the same row further. */
export function MoveButtons({ list, index, count, labels, onMove }: MoveButtonsProps): ReactNode {
  const move = (to: number) => {
    flushSync(() => onMove(to));
    const [up, down] = document.querySelectorAll<HTMLButtonElement>(`[data-list="${CSS.escape(list)}"][data-index="${to}"] > button`);
    const [same, other] = to < index ? [up, down] : [down, up];
    (same?.disabled ? other : same)?.focus();
  };
  return (
    <span style={{ display: "contents" }} data-list={list} data-index={index}>
      <Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={index === 0} aria-label={labels.up} title={labels.up} onClick={() => move(index - 1)} />
      <Button type="text" size="small" icon={<ArrowDownOutlined />} disabled={index === count - 1} aria-label={labels.down} title={labels.down} onClick={() => move(index + 1)} />
    </span>
  );
}
