import { Flex, Tag, Typography } from "antd";
import type { ReactNode } from "react";

interface PersonNameProps {
  person: { displayName: string; username: string };
  /** What is special about the person. */
  tag?: { text: string; color?: string } | undefined;
}

/** A person in a list: the name that others see, and the one to log in with. */
export function PersonName({ person, tag }: PersonNameProps): ReactNode {
  return (
    <Flex gap={8} align="center">
      <Typography.Text strong>{person.displayName}</Typography.Text>
      <Typography.Text type="secondary">{person.username}</Typography.Text>
      {tag !== undefined && <Tag color={tag.color}>{tag.text}</Tag>}
    </Flex>
  );
}
