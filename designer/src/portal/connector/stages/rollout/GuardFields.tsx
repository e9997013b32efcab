import { Form, InputNumber, Switch } from "antd";
import type { ReactNode } from "react";
import { useText } from "../../../../i18n/index.ts";
import { messages } from "./messages.ts";
import styles from "./Rollout.module.css";
import type { RolloutValues } from "./rollout-values.ts";

/** When a version is taken back by itself. */
export function GuardFields({ audience, isGuarded }: Pick<RolloutValues, "audience" | "isGuarded">): ReactNode {
  const t = useText(messages);
  return (
    <>
      <Form.Item name="isGuarded" label={t("guard")} required valuePropName="checked" extra={t(audience === "some" ? "guardHelpSome" : "guardHelpAll")}>
        <Switch />
      </Form.Item>
      {isGuarded && (
        <div className={styles.limits}>
          <Form.Item
            name={["guard", "maxErrorRate"]}
            label={t("maxErrorRate")}
            getValueProps={(share: number | null) => ({ value: share === null ? null : Math.round(share * 10_000) / 100 })}
            normalize={(percent: number | null) => (percent === null ? null : percent / 100)}
          >
            <InputNumber min={0} max={100} suffix="%" placeholder={t("noLimit")} style={{ width: "100%" }} />
          </Form.Item>
          <Form.Item name={["guard", "maxP95Ms"]} label={t("maxP95")}>
            <InputNumber min={1} max={600_000} precision={0} suffix="ms" placeholder={t("noLimit")} style={{ width: "100%" }} />
          </Form.Item>
          <Form.Item name={["guard", "minCalls"]} label={t("minCalls")} rules={[{ required: true, message: t("minCalls") }]}>
            <InputNumber min={1} max={1_000_000} precision={0} suffix={t("minCallsUnit")} style={{ width: "100%" }} />
          </Form.Item>
          {audience === "all" && (
            <Form.Item
              name={["guard", "watchSeconds"]}
              label={t("watch")}
              rules={[{ required: true, message: t("watch") }]}
              getValueProps={(seconds: number | null) => ({ value: seconds === null ? null : Math.round(seconds / 6) / 10 })}
              normalize={(minutes: number | null) => (minutes === null ? null : Math.round(minutes * 60))}
            >
              <InputNumber min={0.2} max={1_440} suffix={t("minutes")} style={{ width: "100%" }} />
            </Form.Item>
          )}
        </div>
      )}
    </>
  );
}
