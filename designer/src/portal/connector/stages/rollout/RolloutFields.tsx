import { routes } from "@tessera/contracts";
import { Alert, Col, Form, Input, InputNumber, Row, Segmented, Select, Slider } from "antd";
import type { ReactNode } from "react";
import { useApi } from "../../../../api/index.ts";
import { useText } from "../../../../i18n/index.ts";
import { GuardFields } from "./GuardFields.tsx";
import { messages } from "./messages.ts";
import { type RolloutValues, choosesNobody, rolloutInput } from "./rollout-values.ts";

/** Whom a version goes to, and whether it is watched; the form holds {@link RolloutValues}. `onlyWatched` leaves the choice out. */
export function RolloutFields({ connector, mayChoose }: { connector: string; mayChoose: boolean }): ReactNode {
  const t = useText(messages);
  const form = Form.useFormInstance<RolloutValues>();
  return (
    <>
      <Form.Item name="audience" label={t("audience")} required hidden={!mayChoose}>
        <Segmented
          options={(["all", "some"] as const).map((value) => ({ value, label: t(value) }))}
          // A version that is only tried is one that is not trusted yet.
          onChange={(value) => form.setFieldValue("isGuarded", value === "some")}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {() => (form.getFieldValue("audience") === "some" ? <CanaryFields connector={connector} /> : null)}
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {() => <GuardFields audience={form.getFieldValue("audience") as RolloutValues["audience"]} isGuarded={form.getFieldValue("isGuarded") === true} />}
      </Form.Item>
    </>
  );
}

function CanaryFields({ connector }: { connector: string }): ReactNode {
  const t = useText(messages);
  const form = Form.useFormInstance<RolloutValues>();
  const grants = useApi(routes.grants.list, { query: { connector, limit: 500 } });
  const known = new Map((grants.data?.items ?? []).map(({ caller, callerName }) => [caller, callerName]));
  return (
    <>
      <Form.Item label={t("weight")} required extra={t("weightHelp")} htmlFor="rollout-weight">
        <Row gutter={16} align="middle">
          <Col flex="auto">
            <Form.Item name={["canary", "weight"]} noStyle>
              <Slider min={0} max={100} marks={{ 0: "0", 25: "25", 50: "50", 75: "75", 100: "100" }} ariaLabelForHandle={t("weight")} />
            </Form.Item>
          </Col>
          <Col>
            <Form.Item name={["canary", "weight"]} noStyle>
              <InputNumber id="rollout-weight" min={0} max={100} suffix="%" style={{ width: 110 }} />
            </Form.Item>
          </Col>
        </Row>
      </Form.Item>
      <Form.Item label={t("header")} extra={t("headerHelp")}>
        <Row gutter={8}>
          <Col span={9}>
            <Form.Item name={["canary", "header", "name"]} noStyle>
              <Input spellCheck={false} placeholder="X-Canary" aria-label={t("headerName")} />
            </Form.Item>
          </Col>
          <Col span={15}>
            <Form.Item
              name={["canary", "header", "values"]}
              noStyle
              dependencies={[["canary", "header", "name"]]}
              rules={[{ validator: (_rule, values?: string[]) => (!form.getFieldValue(["canary", "header", "name"]) || (values ?? []).length > 0 ? Promise.resolve() : Promise.reject(new Error(t("headerValuesNeeded")))) }]}
            >
              <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[","]} placeholder={t("headerValues")} aria-label={t("headerValues")} />
            </Form.Item>
          </Col>
        </Row>
      </Form.Item>
      <Form.Item name={["canary", "callers"]} label={t("callers")} extra={t("callersHelp")}>
        <Select mode="tags" tokenSeparators={[",", " "]} placeholder="app:default/shop" options={[...known].map(([value, name]) => ({ value, label: name === value ? value : `${name} (${value})` }))} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {() => choosesNobody(rolloutInput({ ...form.getFieldsValue(true), audience: "some", isGuarded: false })) && <Form.Item><Alert type="warning" showIcon title={t("nobody")} /></Form.Item>}
      </Form.Item>
    </>
  );
}
