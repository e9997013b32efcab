import { defineMessages } from "@tessera/contracts";

/** How a task ended that did not end well. */
export const workerMessages = defineMessages({
  abandoned: { en: "Gave up after {attempts} workers ended while doing it; see the log of the workers.", "zh-CN": "已有 {attempts} 个工作进程在执行时中止，不再重试；原因见工作进程的日志。" },
  defect: { en: "Something went wrong on our side; an administrator finds the cause in the log of the worker.", "zh-CN": "平台内部出错；管理员可在工作进程的日志中查找原因。" },
  cancelled: { en: "The task was cancelled.", "zh-CN": "任务已取消。" },
});
