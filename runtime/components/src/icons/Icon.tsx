import {
  AlertOutlined, ApiOutlined, ApartmentOutlined, AppstoreAddOutlined, AppstoreOutlined, ArrowDownOutlined, ArrowLeftOutlined, ArrowRightOutlined,
  ArrowUpOutlined, BarChartOutlined, BellOutlined, BlockOutlined, BookOutlined, BranchesOutlined, BugOutlined, BuildOutlined, CalendarOutlined,
  CheckOutlined, CheckCircleOutlined, CheckSquareOutlined, ClockCircleOutlined, CloseOutlined, CloseCircleOutlined, CloudOutlined,
  CloudServerOutlined, ClusterOutlined, CodeOutlined, ContainerOutlined, CopyOutlined, DashboardOutlined, DatabaseOutlined, DeleteOutlined,
  DesktopOutlined, DisconnectOutlined, DownOutlined, DownloadOutlined, EditOutlined, ExclamationCircleOutlined, ExportOutlined, EyeOutlined,
  FieldNumberOutlined, FieldStringOutlined, FieldTimeOutlined, FileMarkdownOutlined, FileTextOutlined, FilterOutlined, FireOutlined, FormOutlined,
  FundOutlined, HistoryOutlined, HomeOutlined, ImportOutlined, InfoCircleOutlined, KeyOutlined, LayoutOutlined, LineChartOutlined, LinkOutlined,
  LockOutlined, MailOutlined, MinusOutlined, MonitorOutlined, MoreOutlined, NodeIndexOutlined, NotificationOutlined, NumberOutlined,
  PauseCircleOutlined, PhoneOutlined, PieChartOutlined, PlayCircleOutlined, PlusOutlined, PoweroffOutlined, QuestionCircleOutlined, ReloadOutlined, RightOutlined,
  RocketOutlined, RollbackOutlined, SafetyCertificateOutlined, SaveOutlined, ScheduleOutlined, SearchOutlined, SendOutlined, SettingOutlined,
  ShareAltOutlined, StopOutlined, SwitcherOutlined, SyncOutlined, TableOutlined, TagOutlined, TeamOutlined, ThunderboltOutlined, ToolOutlined,
  UndoOutlined, UnlockOutlined, UpOutlined, UploadOutlined, UserOutlined, WarningOutlined,
} from "@ant-design/icons";
import type { ComponentType, CSSProperties, ReactElement } from "react";
import type { IconName } from "./icon-names.ts";

const icons: Record<IconName, ComponentType<{ style?: CSSProperties; "aria-hidden"?: boolean }>> = {
  Alert: AlertOutlined, Api: ApiOutlined, Apartment: ApartmentOutlined, AppstoreAdd: AppstoreAddOutlined, Appstore: AppstoreOutlined,
  ArrowDown: ArrowDownOutlined, ArrowLeft: ArrowLeftOutlined, ArrowRight: ArrowRightOutlined, ArrowUp: ArrowUpOutlined, BarChart: BarChartOutlined,
  Bell: BellOutlined, Block: BlockOutlined, Book: BookOutlined, Branches: BranchesOutlined, Bug: BugOutlined, Build: BuildOutlined,
  Calendar: CalendarOutlined, Check: CheckOutlined, CheckCircle: CheckCircleOutlined, CheckSquare: CheckSquareOutlined,
  ClockCircle: ClockCircleOutlined, Close: CloseOutlined, CloseCircle: CloseCircleOutlined, Cloud: CloudOutlined, CloudServer: CloudServerOutlined,
  Cluster: ClusterOutlined, Code: CodeOutlined, Container: ContainerOutlined, Copy: CopyOutlined, Dashboard: DashboardOutlined,
  Database: DatabaseOutlined, Delete: DeleteOutlined, Desktop: DesktopOutlined, Disconnect: DisconnectOutlined, Down: DownOutlined,
  Download: DownloadOutlined, Edit: EditOutlined, ExclamationCircle: ExclamationCircleOutlined, Export: ExportOutlined, Eye: EyeOutlined,
  FieldNumber: FieldNumberOutlined, FieldString: FieldStringOutlined, FieldTime: FieldTimeOutlined, FileMarkdown: FileMarkdownOutlined,
  FileText: FileTextOutlined, Filter: FilterOutlined, Fire: FireOutlined, Form: FormOutlined, Fund: FundOutlined, History: HistoryOutlined,
  Home: HomeOutlined, Import: ImportOutlined, InfoCircle: InfoCircleOutlined, Key: KeyOutlined, Layout: LayoutOutlined, LineChart: LineChartOutlined,
  Link: LinkOutlined, Lock: LockOutlined, Mail: MailOutlined, Minus: MinusOutlined, Monitor: MonitorOutlined, More: MoreOutlined,
  NodeIndex: NodeIndexOutlined, Notification: NotificationOutlined, Number: NumberOutlined, PauseCircle: PauseCircleOutlined, Phone: PhoneOutlined,
  PieChart: PieChartOutlined, PlayCircle: PlayCircleOutlined, Plus: PlusOutlined, Poweroff: PoweroffOutlined, QuestionCircle: QuestionCircleOutlined,
  Reload: ReloadOutlined, Right: RightOutlined, Rocket: RocketOutlined, Rollback: RollbackOutlined, SafetyCertificate: SafetyCertificateOutlined, Save: SaveOutlined,
  Schedule: ScheduleOutlined, Search: SearchOutlined, Send: SendOutlined, Setting: SettingOutlined, ShareAlt: ShareAltOutlined, Stop: StopOutlined,
  Switcher: SwitcherOutlined, Sync: SyncOutlined, Table: TableOutlined, Tag: TagOutlined, Team: TeamOutlined, Thunderbolt: ThunderboltOutlined,
  Tool: ToolOutlined, Undo: UndoOutlined, Unlock: UnlockOutlined, Up: UpOutlined, Upload: UploadOutlined, User: UserOutlined,
  Warning: WarningOutlined,
};

/** An icon by name; hidden from screen readers, so a control that shows nothing else needs a label. An unknown name draws nothing. */
export function Icon({ name, style }: { name: string; style?: CSSProperties }): ReactElement | null {
  if (!isIconName(name)) return null;
  const Drawn = icons[name];
  return <Drawn aria-hidden {...(style === undefined ? {} : { style })} />;
}

/** Whether a name is one of `iconNames`. */
export function isIconName(name: unknown): name is IconName {
  return typeof name === "string" && Object.hasOwn(icons, name);
}
