import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("studio.editor", {
  "zh-CN": {
    apps: "应用", editor: "编辑器", resize: "调整大小", inspector: "属性面板", components: "组件", tree: "结构", data: "数据", pages: "页面", undo: "撤销", redo: "重做", shortcuts: "快捷键", settings: "应用设置", notPublished: "未发布", changed: "有修改", preview: "预览", publish: "发布",
    saved: "已保存", savedWith: "已保存 · {{name}} 也在编辑", unsaved: "有未保存的修改", saving: "保存中…", offline: "离线，修改保留在本机", offlineNotKept: "离线，修改太大无法保留在本机，请不要关闭页面", reloaded: "应用在此期间改动较多，已重新载入", reloadedKept_other: "应用在此期间改动较多，已重新载入；你未保存的 {{count}} 处修改已重新应用",
    left_other: "上次关闭页面时有 {{count}} 处修改没有保存到服务器", takeLeft: "恢复这些修改", dropLeft: "放弃", conflict: "存在冲突", refused: "未能保存", retry: "立即重试", why: "原因",
    conflictTitle: "你和其他人改了同一处", conflictDetail: "其他修改已自动合并，只有下面这些需要你决定。", mine: "我的", theirs: "对方的", deleted: "已删除", takeTheirs: "采用对方的", keepMine: "保留我的",
    do_undo: "撤销", do_redo: "重做", do_copy: "复制", do_cut: "剪切", do_paste: "粘贴", do_duplicate: "创建副本", do_delete: "删除", do_selectAll: "全选", do_deselect: "取消选择", do_parent: "选择上层容器", do_rename: "重命名",
    do_moveLeft: "左移一列", do_moveRight: "右移一列", do_moveUp: "移到上一个之前", do_moveDown: "移到下一个之后", do_narrower: "变窄一列", do_wider: "变宽一列", do_lower: "变矮一行", do_higher: "变高一行", do_preview: "预览", do_publish: "发布", do_shortcuts: "快捷键列表", do_palette: "命令面板",
  },
  en: {
    apps: "Apps", editor: "Editor", resize: "Resize", inspector: "Inspector", components: "Insert", tree: "Tree", data: "Data", pages: "Pages", undo: "Undo", redo: "Redo", shortcuts: "Keyboard shortcuts", settings: "App settings", notPublished: "Not published", changed: "changed", preview: "Preview", publish: "Publish",
    saved: "Saved", savedWith: "Saved · {{name}} is editing too", unsaved: "Unsaved changes", saving: "Saving…", offline: "Offline; changes are kept here", offlineNotKept: "Offline; the changes are too large to be kept, leave the page open", reloaded: "The app changed a lot meanwhile and was loaded again", reloadedKept_one: "The app changed a lot meanwhile and was loaded again; your unsaved change was put on top", reloadedKept_other: "The app changed a lot meanwhile and was loaded again; your {{count}} unsaved changes were put on top",
    left_one: "{{count}} change was not stored when this page was last closed", left_other: "{{count}} changes were not stored when this page was last closed", takeLeft: "Take them up", dropLeft: "Discard", conflict: "Conflict", refused: "Could not be saved", retry: "Retry now", why: "Why",
    conflictTitle: "Somebody changed the same thing", conflictDetail: "Everything else was merged by itself; only these need your decision.", mine: "Mine", theirs: "Theirs", deleted: "deleted", takeTheirs: "Take theirs", keepMine: "Keep mine",
    do_undo: "Undo", do_redo: "Redo", do_copy: "Copy", do_cut: "Cut", do_paste: "Paste", do_duplicate: "Duplicate", do_delete: "Delete", do_selectAll: "Select all", do_deselect: "Select nothing", do_parent: "Select the container", do_rename: "Rename",
    do_moveLeft: "Move left", do_moveRight: "Move right", do_moveUp: "Move past the one above", do_moveDown: "Move past the one below", do_narrower: "Narrower", do_wider: "Wider", do_lower: "Lower", do_higher: "Higher", do_preview: "Preview", do_publish: "Publish", do_shortcuts: "List of shortcuts", do_palette: "Command palette",
  },
});
