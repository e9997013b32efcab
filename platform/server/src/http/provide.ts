import type { FactoryProvider, InjectionToken, ValueProvider } from "@nestjs/common";

/** Names a dependency that has no class of its own, e.g. an interface of another package. */
export interface NamedToken<T> {
  readonly key: symbol;
  /** Only for the compiler. */
  readonly type?: T;
}

/** A token for `provide` under which a value is known. */
export function namedToken<T>(name: string): NamedToken<T> {
  return { key: Symbol(name) };
}

type Token<T> = (abstract new (...args: never[]) => T) | NamedToken<T>;
type Tokens<A extends readonly unknown[]> = { [K in keyof A]: Token<A[K]> };

/**
 * Provides a plain class: its constructor arguments are the classes and tokens listed, checked by the compiler. Services
 * and repositories stay free of Nest, so that the worker composes the same ones by hand.
 */
export function provide<T, A extends readonly unknown[]>(target: new (...args: A) => T, dependencies: Tokens<A>): FactoryProvider<T> {
  return provideWith(target as unknown as Token<T>, dependencies, (...args) => new target(...args));
}

/** Provides what a function makes of the listed classes and tokens. */
export function provideWith<T, A extends readonly unknown[]>(token: Token<T>, dependencies: Tokens<A>, make: (...args: A) => T): FactoryProvider<T> {
  return { provide: injectionToken(token), inject: (dependencies as unknown as Token<unknown>[]).map(injectionToken), useFactory: (...args: unknown[]) => make(...(args as unknown as A)) };
}

/** Provides a value that exists already. */
export function provideValue<T>(token: Token<T>, value: T): ValueProvider<T> {
  return { provide: injectionToken(token), useValue: value };
}

function injectionToken(token: Token<unknown>): InjectionToken {
  return typeof token === "function" ? token : token.key;
}
