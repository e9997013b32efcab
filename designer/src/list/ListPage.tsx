import type { ReactNode } from "react";
import { Page, type PageProps } from "../layout/Page.tsx";
import { Section } from "../layout/index.ts";
import { DataList, type DataListProps } from "./DataList.tsx";

export interface ListPageProps<Item extends object> extends Omit<DataListProps<Item>, "actions">, Omit<PageProps, "children" | "title"> {
  title: string;
}

/** A page that is one list. */
export function ListPage<Item extends object>({ title, detail, extra, actions, width, ...list }: ListPageProps<Item>): ReactNode {
  return (
    <Page title={title} detail={detail} extra={extra} actions={actions} {...(width === undefined ? {} : { width })}>
      <Section flush>
        <DataList {...list} />
      </Section>
    </Page>
  );
}
