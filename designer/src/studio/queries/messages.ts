import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("studio.queries", {
  "zh-CN": {
    queries: "数据源", empty: "还没有数据源", failed: "失败", manual: "手动", add: "添加数据源", noConnectors: "还没有连接器", noConnectorsDetail: "先在门户登记一个系统，就能在应用中读取它的数据。", register: "登记连接器", connector: "连接器", stage: "环境", notServed: "这个连接器还没有发布到任何环境", publishIt: "去发布",
    searchOperations: "按方法、路径或说明搜索接口", deprecated: "已弃用", noMatch: "没有符合的接口", remove: "删除数据源", removeUsed: "仍有内容在使用这个数据源", removeUsedDetail: "使用者：{{users}}。删除后它们不再有数据；可以撤销。", cancel: "取消",
    missing: "还缺少必填输入：{{names}}", run: "运行", close: "关闭", inputs: "输入", transform: "转换", settings: "设置", trigger: "何时运行", onLoad: "打开页面时", byAction: "由动作触发", poll: "自动刷新", seconds: "秒", off: "关闭", rename: "重命名", name: "名称",
    use: "用于 {{name}}", noInputs: "这个接口没有输入", strays: "接口已不再接受这些输入", transformHelp: "函数体，参数为 data、inputs、user；在服务器的沙箱中运行，返回值就是页面得到的数据。", transformFailed: "转换出错", transformFailedAt: "转换在第 {{line}} 行出错",
    notRun: "点击“运行”查看结果", unknownInputs: "这些输入的绑定只能在页面中计算，本次未传：{{names}}", result: "结果", raw: "原始返回", logs: "日志",
  },
  en: {
    queries: "Queries", empty: "No queries yet", failed: "failed", manual: "manual", add: "Add a query", noConnectors: "No connectors yet", noConnectorsDetail: "Register a system in the portal first; then its data can be read here.", register: "Register a connector", connector: "Connector", stage: "Stage", notServed: "This connector is not published to any stage yet", publishIt: "Publish it",
    searchOperations: "Search operations by method, path or summary", deprecated: "deprecated", noMatch: "No operation matches", remove: "Delete query", removeUsed: "Something still uses this query", removeUsedDetail: "Used by: {{users}}. They lose their data; undo brings it back.", cancel: "Cancel",
    missing: "Still needed: {{names}}", run: "Run", close: "Close", inputs: "Inputs", transform: "Transform", settings: "Settings", trigger: "Runs", onLoad: "When the page opens", byAction: "By an action", poll: "Refreshes by itself", seconds: "s", off: "off", rename: "Rename", name: "Name",
    use: "Use in {{name}}", noInputs: "This operation takes no inputs", strays: "The operation no longer takes these inputs", transformHelp: "Body of a function of data, inputs and user; runs in the server's sandbox. What it returns is what the page gets.", transformFailed: "The transform failed", transformFailedAt: "The transform failed in line {{line}}",
    notRun: "Press Run to see the result", unknownInputs: "The bindings of these inputs can be computed by the page only; they were left out: {{names}}", result: "Result", raw: "Raw answer", logs: "Logs",
  },
});
