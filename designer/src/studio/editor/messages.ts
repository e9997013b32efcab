import { defineMessages } from "../../i18n/index.ts";

export const messages = defineMessages("studio.editor", {
  "zh-CN": {
    apps: "应用", editor: "编辑器", resize: "调整大小", inspector: "属性面板", components: "组件", tree: "结构", data: "数据", pages: "页面", undo: "撤销", redo: "重做", shortcuts: "快捷键", notPublished: "未发布", changed: "有修改", preview: "预览", publish: "发布",
    saved: "已保存", savedWith: "已保存 · {{name}} 也在编辑", unsaved: "有未保存的修改", saving: "保存中…", offline: "离线，修改保留在本机", conflict: "存在冲突", refused: "未能保存", retry: "立即重试", why: "原因",
    conflictTitle: "你和其他人改了同一处", conflictDetail: "其他修改已自动合并，只有下面这些需要你决定。", mine: "我的", theirs: "对方的", deleted: "已删除", takeTheirs: "采用对方的", keepMine: "保留我的",
    do_undo: "撤销", do_redo: "重做", do_copy: "复制", do_cut: "剪切", do_paste: "粘贴", do_duplicate: "创建副本", do_delete: "删除", do_selectAll: "全选", do_deselect: "取消选择", do_parent: "选择上层容器", do_rename: "重命名",
    do_moveLeft: "左移一列", do_moveRight: "右移一列", do_moveUp: "上移一行", do_moveDown: "下移一行", do_preview: "预览", do_publish: "发布", do_shortcuts: "快捷键列表", do_palette: "命令面板",
  },
  en: {
    apps: "Apps", editor: "Editor", resize: "Resize", inspector: "Inspector", components: "Insert", tree: "Tree", data: "Data", pages: "Pages", undo: "Undo", redo: "Redo", shortcuts: "Keyboard shortcuts", notPublished: "Not published", changed: "changed", preview: "Preview", publish: "Publish",
    saved: "Saved", savedWith: "Saved · {{name}} is editing too", unsaved: "Unsaved changes", saving: "Saving…", offline: "Offline; changes are kept here", conflict: "Conflict", refused: "Could not be saved", retry: "Retry now", why: "Why",
    conflictTitle: "Somebody changed the same thing", conflictDetail: "Everything else was merged by itself; only these need your decision.", mine: "Mine", theirs: "Theirs", deleted: "deleted", takeTheirs: "Take theirs", keepMine: "Keep mine",
    do_undo: "Undo", do_redo: "Redo", do_copy: "Copy", do_cut: "Cut", do_paste: "Paste", do_duplicate: "Duplicate", do_delete: "Delete", do_selectAll: "Select all", do_deselect: "Select nothing", do_parent: "Select the container", do_rename: "Rename",
    do_moveLeft: "Move left", do_moveRight: "Move right", do_moveUp: "Move up", do_moveDown: "Move down", do_preview: "Preview", do_publish: "Publish", do_shortcuts: "List of shortcuts", do_palette: "Command palette",
  },
});
