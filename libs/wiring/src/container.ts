import type { ServiceIdentifier } from 'inversify';

interface Binder {
  toConstantValue(value: unknown): void;
  toResolvedValue(
    factory: (...dependencies: never[]) => unknown,
    dependencies?: readonly ServiceIdentifier[],
  ): void;
}

type Load = (options: { readonly bind: (identifier: ServiceIdentifier) => Binder }) => void;

/** Bindings that belong together, as inversify's class of that name. */
export class ContainerModule {
  readonly load: Load;

  constructor(load: Load) {
    this.load = load;
  }
}

/**
 * Takes inversify's place in the bundles of the functions, where that would be most of the code and half of the cold start: decision 0006.
 * It has what composition roots use, by the same names and with the same outcome. Whatever else they call is missing, and fails the cold
 * start and the tests of the bundle.
 */
export class Container {
  readonly #resolvers = new Map<ServiceIdentifier, () => unknown>();

  /** @throws TypeError for any other scope than the one that there is. */
  constructor({ defaultScope }: { readonly defaultScope?: string } = {}) {
    if (defaultScope !== 'Singleton') throw new TypeError('The default scope must be Singleton.');
  }

  /** @throws Error when two bindings are for the same identifier. */
  load(...modules: readonly ContainerModule[]): void {
    const bind = (identifier: ServiceIdentifier): Binder => ({
      toConstantValue: (value) => this.#bind(identifier, () => value),
      toResolvedValue: (factory, dependencies = []) =>
        this.#bind(identifier, () => factory(...(dependencies.map((each) => this.get(each)) as never[]))),
    });
    for (const { load } of modules) load({ bind });
  }

  /** The service, made when it is first asked for. @throws Error when it has no binding, or needs itself. */
  get(identifier: ServiceIdentifier): unknown {
    const resolve = this.#resolvers.get(identifier);
    if (!resolve) throw new Error(`No bindings found for ${String(identifier)}.`);
    return resolve();
  }

  #bind(identifier: ServiceIdentifier, create: () => unknown): void {
    if (this.#resolvers.has(identifier))
      throw new Error(`Ambiguous bindings found for ${String(identifier)}.`);
    this.#resolvers.set(identifier, () => {
      this.#resolvers.set(identifier, () => {
        throw new Error(`Circular dependency found: ${String(identifier)} needs itself.`);
      });
      const service = create();
      this.#resolvers.set(identifier, () => service);
      return service;
    });
  }
}
