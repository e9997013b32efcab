import type { AuthRecipe } from "@tessera/contracts";
import { Button, Flex, Form, Typography } from "antd";
import type { ReactNode } from "react";
import { useLocalize, useText } from "../../i18n/index.ts";
import { messages as kindMessages } from "../connector/stages/credential/messages.ts";
import styles from "./AuthRecipes.module.css";
import { messages } from "./messages.ts";
import { settledBy } from "./settled-by.ts";

/** The ways to log in to a ready-made system, the advised one first; choosing one fills in what it settles in the form's `credential`. */
export function AuthRecipes({ recipes }: { recipes: readonly AuthRecipe[] }): ReactNode {
  const t = useText(messages);
  const kindText = useText(kindMessages);
  const localize = useLocalize();
  const form = Form.useFormInstance();
  if (recipes.length === 0) return null;
  return (
    <section className={styles.recipes} aria-label={t("recipes")}>
      <div className={styles.title}>{t("recipes")}</div>
      <ul className={styles.list}>
        {recipes.map((recipe) => {
          const { kind, in: place, name, help } = recipe;
          const title = place === undefined ? kindText(kind) : `${kindText(kind)} · ${t(place)} ${name ?? ""}`;
          return (
            <li key={`${kind} ${place ?? ""} ${name ?? ""}`}>
              <Flex justify="space-between" align="baseline" gap={12}>
                <Typography.Text strong>{title}</Typography.Text>
                <Button type="link" size="small" aria-label={t("useRecipe", { kind: title })} onClick={() => form.setFieldsValue({ credential: settledBy(recipe) })}>
                  {t("use")}
                </Button>
              </Flex>
              <Typography.Text type="secondary">{localize(help)}</Typography.Text>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
