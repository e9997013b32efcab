import {
  AlertOutlined, ApiOutlined, ApartmentOutlined, AppstoreOutlined, BarChartOutlined, BellOutlined, BranchesOutlined, BugOutlined, BuildOutlined, CalendarOutlined, CloudOutlined, CloudServerOutlined, ClusterOutlined,
  CodeOutlined, ContainerOutlined, DashboardOutlined, DatabaseOutlined, DeploymentUnitOutlined, DesktopOutlined, FileTextOutlined, FireOutlined, FormOutlined, FundOutlined, HddOutlined, LineChartOutlined, MonitorOutlined,
  NodeIndexOutlined, NotificationOutlined, PieChartOutlined, RocketOutlined, SafetyCertificateOutlined, ScheduleOutlined, SettingOutlined, TableOutlined, TeamOutlined, ThunderboltOutlined, ToolOutlined,
} from "@ant-design/icons";
import type { ComponentType, ReactNode } from "react";
import styles from "./AppIcon.module.css";

const icons: Readonly<Record<string, ComponentType>> = {
  Alert: AlertOutlined, Api: ApiOutlined, Apartment: ApartmentOutlined, Appstore: AppstoreOutlined, BarChart: BarChartOutlined, Bell: BellOutlined, Branches: BranchesOutlined, Bug: BugOutlined, Build: BuildOutlined,
  Calendar: CalendarOutlined, Cloud: CloudOutlined, CloudServer: CloudServerOutlined, Cluster: ClusterOutlined, Code: CodeOutlined, Container: ContainerOutlined, Dashboard: DashboardOutlined, Database: DatabaseOutlined,
  DeploymentUnit: DeploymentUnitOutlined, Desktop: DesktopOutlined, FileText: FileTextOutlined, Fire: FireOutlined, Form: FormOutlined, Fund: FundOutlined, Hdd: HddOutlined, LineChart: LineChartOutlined, Monitor: MonitorOutlined,
  NodeIndex: NodeIndexOutlined, Notification: NotificationOutlined, PieChart: PieChartOutlined, Rocket: RocketOutlined, SafetyCertificate: SafetyCertificateOutlined, Schedule: ScheduleOutlined, Setting: SettingOutlined,
  Table: TableOutlined, Team: TeamOutlined, Thunderbolt: ThunderboltOutlined, Tool: ToolOutlined,
};

/** Names that {@link AppIcon} draws: those of @ant-design/icons without their style suffix. */
export const appIconNames: readonly string[] = Object.keys(icons);

/** The icon of an app or connector on its tile. `size` in CSS px; an unknown name falls back to the app grid. */
export function AppIcon({ name, size = 40 }: { name: string; size?: number }): ReactNode {
  const Icon = icons[name.replace(/(Outlined|Filled|TwoTone)$/, "")] ?? AppstoreOutlined;
  return (
    <span className={styles.tile} style={{ width: size, height: size, fontSize: Math.round(size * 0.5), borderRadius: Math.round(size * 0.24) }} aria-hidden>
      <Icon />
    </span>
  );
}
