import { type DynamicModule, Module } from "@nestjs/common";
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from "@nestjs/core";
import { AccessGuard } from "./http/access.guard.ts";
import { type ControllerClass } from "./http/check-routes.ts";
import { InputInterceptor } from "./http/input.interceptor.ts";
import { ProblemFilter } from "./http/problem.filter.ts";
import { Authenticator } from "./identity/authenticator.ts";
import { AppFeatureModule } from "./modules/apps/app.module.ts";
import { AuditInterceptor } from "./modules/audit/audit.interceptor.ts";
import { AuditModule } from "./modules/audit/audit.module.ts";
import { AuditService } from "./modules/audit/audit.service.ts";
import { AuthModule } from "./modules/auth/auth.module.ts";
import { ConnectorModule } from "./modules/connectors/connector.module.ts";
import { CatalogModule } from "./modules/catalog/catalog.module.ts";
import { GatewayModule } from "./modules/gateways/gateway.module.ts";
import { GrantModule } from "./modules/grants/grant.module.ts";
import { PolicyModule } from "./modules/policies/policy.module.ts";
import { PluginModule } from "./modules/plugins/plugin.module.ts";
import { PublishedModule } from "./modules/published/published.module.ts";
import { RunModule } from "./modules/runs/run.module.ts";
import { RolloutModule } from "./modules/rollouts/rollout.module.ts";
import { SpaceModule } from "./modules/spaces/space.module.ts";
import { TaskModule } from "./modules/tasks/task.module.ts";
import { TemplateModule } from "./modules/templates/template.module.ts";
import { TokenModule } from "./modules/tokens/token.module.ts";
import { UsageModule } from "./modules/usage/usage.module.ts";
import { UserModule } from "./modules/users/user.module.ts";
import type { Folders } from "./platform/folders.ts";
import { PlatformModule } from "./platform/platform.module.ts";
import type { Resources } from "./platform/resources.ts";

/** One line per feature. */
const features = [AuditModule, AuthModule, UserModule, SpaceModule, TokenModule, ConnectorModule, PluginModule, GrantModule, GatewayModule, RolloutModule, PolicyModule, UsageModule, CatalogModule, TaskModule, RunModule, AppFeatureModule, PublishedModule, TemplateModule];

/** Controllers of all features, for the boot check. */
export const featureControllers: readonly ControllerClass[] = features.flatMap((feature) => (Reflect.getMetadata("controllers", feature) ?? []) as ControllerClass[]);

@Module({})
export class AppModule {
  static of(resources: Resources, folders: Folders): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.of(resources, folders), ...features],
      providers: [
        { provide: APP_FILTER, useFactory: () => new ProblemFilter(resources.logger) },
        { provide: APP_GUARD, useFactory: (authenticator: Authenticator) => new AccessGuard(authenticator), inject: [Authenticator] },
        { provide: APP_INTERCEPTOR, useFactory: () => new InputInterceptor() },
        { provide: APP_INTERCEPTOR, useFactory: (audit: AuditService) => new AuditInterceptor(audit), inject: [AuditService] },
      ],
    };
  }
}
