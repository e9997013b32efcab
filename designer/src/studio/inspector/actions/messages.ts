import { defineMessages } from "../../../i18n/index.ts";

export const messages = defineMessages("studio.inspector.actions", {
  "zh-CN": {
    runQuery: "运行数据源", setState: "设置页面变量", open: "打开弹窗或抽屉", close: "关闭弹窗或抽屉", navigate: "跳转页面", openUrl: "打开网址", notify: "显示提示", reset: "重置组件", add: "添加动作", up: "上移", down: "下移", remove: "移除动作",
    query: "数据源", onSuccess: "成功后", onError: "失败后", variable: "变量", value: "值", overlay: "弹窗或抽屉", component: "组件", page: "页面", address: "网址", level: "级别", success: "成功", info: "信息", warning: "警告", error: "错误", message: "内容", params: "页面参数", paramsHelp: "目标页面以 params.名称 读取。", addParam: "添加参数", paramName: "参数名", removeParam: "删除参数 {{name}}", paramBad: "参数名只能用字母、数字和下划线，且不能重复",
  },
  en: {
    runQuery: "Run a query", setState: "Set a page variable", open: "Open a dialog or drawer", close: "Close a dialog or drawer", navigate: "Go to a page", openUrl: "Open an address", notify: "Show a notice", reset: "Reset a component", add: "Add an action", up: "Move up", down: "Move down", remove: "Remove the action",
    query: "Query", onSuccess: "When it worked", onError: "When it failed", variable: "Variable", value: "Value", overlay: "Dialog or drawer", component: "Component", page: "Page", address: "Address", level: "Level", success: "Success", info: "Info", warning: "Warning", error: "Error", message: "Text", params: "Page parameters", paramsHelp: "The page reads them as params.<name>.", addParam: "Add a parameter", paramName: "Name of the parameter", removeParam: "Remove the parameter {{name}}", paramBad: "Letters, digits and _ only, each name once",
  },
});
