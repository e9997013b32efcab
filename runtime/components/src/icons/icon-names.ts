/** Icons that people may choose: names of @ant-design/icons without their style suffix. Each one adds to what the player loads. */
export const iconNames = [
  "Alert", "Api", "Apartment", "AppstoreAdd", "Appstore", "ArrowDown", "ArrowLeft", "ArrowRight", "ArrowUp", "BarChart", "Bell", "Block", "Book", "Branches",
  "Bug", "Build", "Calendar", "Check", "CheckCircle", "CheckSquare", "ClockCircle", "Close", "CloseCircle", "Cloud", "CloudServer", "Cluster", "Code", "Container",
  "Copy", "Dashboard", "Database", "Delete", "Desktop", "Disconnect", "Down", "Download", "Edit", "ExclamationCircle", "Export", "Eye", "FieldNumber",
  "FieldString", "FieldTime", "FileMarkdown", "FileText", "Filter", "Fire", "Form", "Fund", "History", "Home", "Import", "InfoCircle", "Key", "Layout", "LineChart",
  "Link", "Lock", "Mail", "Minus", "Monitor", "More", "NodeIndex", "Notification", "Number", "PauseCircle", "Phone", "PieChart", "PlayCircle", "Plus", "Poweroff",
  "QuestionCircle", "Reload", "Right", "Rocket", "Rollback", "SafetyCertificate", "Save", "Schedule", "Search", "Send", "Setting", "ShareAlt", "Stop", "Switcher", "Sync", "Table",
  "Tag", "Team", "Thunderbolt", "Tool", "Undo", "Unlock", "Up", "Upload", "User", "Warning",
] as const;
export type IconName = (typeof iconNames)[number];
