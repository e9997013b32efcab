import { defineMessages } from "@tessera/contracts";

/** What the supervisor tells the person at the console. */
export const supervisorMessages = defineMessages({
  ready: { en: "\nTessera is ready: {address}", "zh-CN": "\nTessera 已就绪：{address}" },
  gateway: { en: "Gateway:          {address}", "zh-CN": "网关：          {address}" },
  firstRun: { en: "First run, open once to make the administrator:\n  {link}", "zh-CN": "首次运行，请打开以下一次性链接创建管理员：\n  {link}" },
  places: { en: "Data: {dataDir}   Logs: {logDir}   Stop: Ctrl-C", "zh-CN": "数据：{dataDir}   日志：{logDir}   停止：Ctrl-C" },
  back: { en: "{role} is back", "zh-CN": "{role} 已恢复" },
  restarting: { en: "{why}; starting it again in {delayMs} ms (log: {logFile})", "zh-CN": "{why}；{delayMs} ms 后重新启动（日志：{logFile}）" },
  stopping: { en: "\nStopping…", "zh-CN": "\n正在停止…" },
});

/** Why a process of the platform is not there. */
export const childMessages = defineMessages({
  noLog: { en: "{name}: the log cannot be written ({reason})", "zh-CN": "{name}：无法写入日志（{reason}）" },
  cannotStart: { en: "{name} cannot be started: {reason}", "zh-CN": "{name} 无法启动：{reason}" },
  badSettings: { en: "{name} refused its settings", "zh-CN": "{name} 拒绝了它的设置" },
  killed: { en: "{name} was ended by {signal}", "zh-CN": "{name} 被 {signal} 终止" },
  ended: { en: "{name} ended with code {code}", "zh-CN": "{name} 以代码 {code} 退出" },
  endedSaying: { en: "{name} ended with code {code}: {said}", "zh-CN": "{name} 以代码 {code} 退出：{said}" },
});
